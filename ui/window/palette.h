// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include <QKeySequence>
#include <QList>
#include <QString>

namespace vitrine::ui {

// One line of what drops down from the command line: something to do, a place to go to, or a line of the command language.
struct PaletteItem {
    QString id;                  // stays the same between runs, for what was used last; empty: not remembered
    QString text;
    QString hint;                // what it is or does
    QString icon;                // of lineIcon()
    QString keys;                // its shortcut, as the user's keyboard has it
    QString line;                // of the command language: what is typed by choosing it, or run by it
    bool isLine = false;         // a completion of what is typed; else run() is called
    bool isForm = false;         // of a line: nothing to complete, the form says what is wanted
    bool enabled = true;
    std::function<void()> run{};
    QList<int> matched{};        // the letters of `text` that were typed
};

namespace palette {

struct Match {
    int score = 0;
    QList<int> letters;
};
// Whether the letters of `typed` stand in `text` in this order, whatever their case and with blanks counting nothing; more for letters
// that begin words and for letters side by side, less for long texts. Of a Korean text whole syllables are compared.
[[nodiscard]] std::optional<Match> match(const QString &typed, const QString &text);

// The items that match by their text, or else by their id, best first; of equals, and with nothing typed, those that were used last
// (`recent`, latest first).
[[nodiscard]] QList<PaletteItem> find(const QString &typed, QList<PaletteItem> items, const QStringList &recent, int itemsMax);

}  // namespace palette

}  // namespace vitrine::ui
