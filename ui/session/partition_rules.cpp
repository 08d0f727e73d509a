// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/partition_rules.h"

namespace vitrine::ui {

bool matchesPattern(QByteArrayView pattern, QByteArrayView text)
{
    // After a mismatch the last star takes one byte more: linear for one star, and never worse than the product of the lengths.
    qsizetype p = 0;
    qsizetype t = 0;
    qsizetype star = -1;
    qsizetype taken = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            taken = t;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
            ++p;
            ++t;
        } else if (star >= 0) {
            p = star + 1;
            t = ++taken;
        } else return false;
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

std::optional<qsizetype> ruleForKey(const QList<PartitionRule> &rules, const std::optional<QByteArray> &key)
{
    if (!key) return std::nullopt;
    for (qsizetype i = 0; i < rules.size(); ++i)
        if (matchesPattern(rules.at(i).keyPattern.toUtf8(), *key)) return i;
    return std::nullopt;
}

}  // namespace vitrine::ui
