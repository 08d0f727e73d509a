// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/usage.h"

#include <algorithm>

#include <QStringList>

namespace vitrine::ui::commands {

Usage Usage::parse(const QString &form)
{
    Usage usage;
    int depth = 0;
    QString option;
    // An option that is followed by none of its own is a flag.
    const auto endOption = [&] {
        if (!option.isEmpty()) usage.options.append({.text = {}, .option = option, .optional = true, .flag = true});
        option.clear();
    };
    for (const QString &token : form.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        depth += static_cast<int>(token.count(QLatin1Char('[')));
        QString word = token;
        word.remove(QLatin1Char('[')).remove(QLatin1Char(']'));
        if (word.startsWith(QStringLiteral("--"))) {
            endOption();
            option = word.mid(2);
        } else if (!option.isEmpty()) {
            usage.options.append({.text = word, .option = option, .free = true, .optional = true});
            option.clear();
        } else {
            const bool free = !word.isEmpty() && (word.front().isUpper() || word.front().isDigit());
            usage.words.append({.text = word, .free = free, .optional = depth > 0, .rest = word == QStringLiteral("CONDITION")});
        }
        depth -= static_cast<int>(token.count(QLatin1Char(']')));
    }
    endOption();
    return usage;
}

const Usage::Place *Usage::option(const QString &name) const
{
    const auto at = std::ranges::find_if(options, [&](const Place &place) { return place.option == name; });
    return at == options.end() ? nullptr : &*at;
}

bool Usage::fits(const cluster::CommandLine &line) const
{
    for (const auto &[name, value] : line.options)
        if (!option(QString::fromStdString(name))) return false;
    const auto count = static_cast<qsizetype>(line.words.size());
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (i >= count) return words.at(i).optional;
        if (words.at(i).rest) return true;
        if (!words.at(i).free && words.at(i).text != QString::fromStdString(line.words[static_cast<std::size_t>(i)])) return false;
    }
    return count == words.size();
}

}  // namespace vitrine::ui::commands
