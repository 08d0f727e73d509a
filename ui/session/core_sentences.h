// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include <QString>

#include "base/error.h"

namespace vitrine::ui {

// What core/ says of itself (answers to commands, refusals, errors) in the language of the window: core/ knows no Qt and speaks English.
// Pure, for any thread after the first translator was installed; nothing is thrown away: a sentence that is not known stays as it is.
class CoreSentences {
public:
    // With the same values, which may be sentences themselves.
    static QString shown(const QString &sentence);
    static QString shown(std::string_view sentence);
    // Behind the name of its code: "INVALID_CONFIG: …". An error without a sentence says what its code means.
    static QString shown(const Error &error);
    [[nodiscard]] static bool isKnown(const QString &sentence);
};

}  // namespace vitrine::ui
