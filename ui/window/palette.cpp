// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/palette.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace vitrine::ui::palette {

namespace {

constexpr int atWordStart = 12;
constexpr int sideBySide = 8;
constexpr int letterFound = 1;
constexpr int wholeWord = 30;
constexpr int recentBonus = 10;
constexpr int byIdMalus = 20;

bool beginsWord(const QString &text, qsizetype at)
{
    if (at == 0) return true;
    const QChar before = text.at(at - 1);
    return !before.isLetterOrNumber() || (before.isLower() && text.at(at).isUpper());
}

}  // namespace

std::optional<Match> match(const QString &typed, const QString &text)
{
    const QString wanted = QString(typed).remove(QLatin1Char(' ')).toCaseFolded();
    const qsizetype n = wanted.size();
    const qsizetype m = text.size();
    if (n == 0) return Match{};
    if (n > m) return {};
    // best[j]: of the letters so far, the last one at text[j]. Texts are short: a table of both lengths is nothing.
    constexpr int impossible = -1'000'000;
    std::vector<std::vector<int>> best(static_cast<std::size_t>(n), std::vector<int>(static_cast<std::size_t>(m), impossible));
    std::vector<std::vector<int>> from(static_cast<std::size_t>(n), std::vector<int>(static_cast<std::size_t>(m), -1));
    for (qsizetype i = 0; i < n; ++i) {
        int before = impossible;  // the best end of the letters before, left of here
        int beforeAt = -1;
        for (qsizetype j = 0; j < m; ++j) {
            const auto row = static_cast<std::size_t>(i);
            const auto column = static_cast<std::size_t>(j);
            if (i > 0 && j > 0 && best[row - 1][column - 1] > before) {
                before = best[row - 1][column - 1];
                beforeAt = static_cast<int>(j) - 1;
            }
            if (text.at(j).toCaseFolded() != wanted.at(i)) continue;
            const int own = letterFound + (beginsWord(text, j) ? atWordStart : 0);
            if (i == 0) {
                best[row][column] = own;
                continue;
            }
            if (before == impossible) continue;
            best[row][column] = before + own;
            from[row][column] = beforeAt;
            if (j > 0 && best[row - 1][column - 1] != impossible && best[row - 1][column - 1] + own + sideBySide > best[row][column]) {
                best[row][column] = best[row - 1][column - 1] + own + sideBySide;
                from[row][column] = static_cast<int>(j) - 1;
            }
        }
    }
    const auto &last = best.back();
    const auto end = std::ranges::max_element(last);
    if (*end == impossible) return {};
    Match found{.score = *end, .letters = {}};
    int at = static_cast<int>(end - last.begin());
    for (qsizetype i = n; i-- > 0;) {
        found.letters.prepend(at);
        at = from[static_cast<std::size_t>(i)][static_cast<std::size_t>(at)];
    }
    // Letters that lie far from each other are found in nearly everything.
    const int spread = found.letters.back() - found.letters.front() + 1 - static_cast<int>(n);
    found.score -= spread;
    if (text.compare(typed.trimmed(), Qt::CaseInsensitive) == 0) found.score += wholeWord;
    found.score -= static_cast<int>(std::min<qsizetype>(m / 8, 6));
    if (n > 1 && found.score < static_cast<int>(n) * 3) return {};
    return found;
}

QList<PaletteItem> find(const QString &typed, QList<PaletteItem> items, const QStringList &recent, int itemsMax)
{
    std::vector<std::pair<int, qsizetype>> scored;
    for (qsizetype i = 0; i < items.size(); ++i) {
        std::optional<Match> found = match(typed, items[i].text);
        if (found) {
            items[i].matched = found->letters;
        } else {
            // By the name that it has in every language.
            found = match(typed, items[i].id);
            if (!found) continue;
            found->score -= byIdMalus;
        }
        const qsizetype used = items[i].id.isEmpty() ? -1 : recent.indexOf(items[i].id);
        int score = found->score;
        if (used >= 0) score += typed.trimmed().isEmpty() ? 1'000 - static_cast<int>(used) : recentBonus;
        if (!items[i].enabled) score -= recentBonus;
        scored.emplace_back(score, i);
    }
    std::ranges::stable_sort(scored, [](const auto &a, const auto &b) { return a.first > b.first; });
    QList<PaletteItem> best;
    for (const auto &[score, index] : scored) {
        if (best.size() >= itemsMax) break;
        best.append(std::move(items[index]));
    }
    return best;
}

}  // namespace vitrine::ui::palette
