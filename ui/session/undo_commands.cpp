// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/undo_commands.h"

#include <QHash>
#include <QStringList>

#include "cluster/command_line.h"

namespace vitrine::ui::commands {

std::optional<QString> inverseOf(const QString &line)
{
    const auto parsed = cluster::CommandLine::parse(line.toStdString());
    if (!parsed || parsed->words.size() < 2) return {};
    // How the inverse begins, how many of the words after the first two it keeps, and what it ends with.
    struct Inverse {
        QString begins;
        std::size_t keeps = 0;
        QString ends;
    };
    static const QHash<QString, Inverse> inverses{
        {QStringLiteral("broker kill"), {QStringLiteral("broker start"), 1, {}}},
        {QStringLiteral("broker stop"), {QStringLiteral("broker start"), 1, {}}},
        {QStringLiteral("broker pause"), {QStringLiteral("broker resume"), 1, {}}},
        {QStringLiteral("broker resume"), {QStringLiteral("broker pause"), 1, {}}},
        {QStringLiteral("broker slow"), {QStringLiteral("broker slow"), 1, QStringLiteral("0")}},
        {QStringLiteral("cluster pause"), {QStringLiteral("cluster resume"), 0, {}}},
        {QStringLiteral("cluster resume"), {QStringLiteral("cluster pause"), 0, {}}},
        {QStringLiteral("link cut"), {QStringLiteral("link heal"), 2, {}}},
        {QStringLiteral("link slow"), {QStringLiteral("link heal"), 2, {}}},
        {QStringLiteral("link cut-one-way"), {QStringLiteral("link heal"), 2, {}}},
        {QStringLiteral("link clog"), {QStringLiteral("link heal"), 2, {}}},
        {QStringLiteral("clock skew"), {QStringLiteral("clock skew"), 1, QStringLiteral("0")}},
        {QStringLiteral("disk slow"), {QStringLiteral("disk slow"), 1, QStringLiteral("0")}},
        {QStringLiteral("disk full"), {QStringLiteral("disk full"), 1, QStringLiteral("off")}},
        {QStringLiteral("disk fail"), {QStringLiteral("disk fail"), 1, QStringLiteral("off")}},
        {QStringLiteral("group pause-member"), {QStringLiteral("group resume-member"), 2, {}}},
        {QStringLiteral("group resume-member"), {QStringLiteral("group pause-member"), 2, {}}},
    };
    const QString name = QString::fromStdString(parsed->words[0] + ' ' + parsed->words[1]).toLower();
    const auto found = inverses.constFind(name);
    if (found == inverses.cend()) return {};
    QStringList words{found->begins};
    for (std::size_t i = 2; i < parsed->words.size() && i < 2 + found->keeps; ++i)
        words << QString::fromStdString(cluster::quote(parsed->words[i]));
    if (!found->ends.isEmpty()) {
        // Taking back what already was the way back would do nothing.
        if (parsed->words.back() == found->ends.toStdString()) return {};
        words << found->ends;
    }
    return words.join(QLatin1Char(' '));
}

}  // namespace vitrine::ui::commands
