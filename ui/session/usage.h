// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include "cluster/command_line.h"

namespace vitrine::ui::commands {

// A form of the command language, taken apart: "elect preferred [TOPIC [P]]", "wait until CONDITION [--timeout 30s]".
struct Usage {
    struct Place {
        QString text{};         // the word itself, or what has to stand there: "TOPIC", "200ms"
        QString option{};       // of an option: its name without dashes
        bool free = false;      // the user chooses the word: written in capitals, or as an example that begins with a digit
        bool optional = false;  // in [ ]
        bool rest = false;      // one word or more: a condition
        bool flag = false;      // an option without a value
    };
    QList<Place> words;
    QList<Place> options;  // none of them has to be given

    static Usage parse(const QString &form);
    // Null: the form has no such option.
    [[nodiscard]] const Place *option(const QString &name) const;
    // Whether the line has this form: its fixed words, as many free ones as are wanted, no other options.
    [[nodiscard]] bool fits(const cluster::CommandLine &line) const;
};

}  // namespace vitrine::ui::commands
