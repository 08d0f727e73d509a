// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

// The reason for which the process ended in the middle, left in a file for the next start: the sentence of a failed assertion, or the name
// of the signal.
class CrashNote {
public:
    // Reads what the last run left, empties the file, and from then on writes there whatever ends this process. An unwritable file is no
    // error: there is no reason to be told then. Once in a process.
    [[nodiscard]] static std::string begin(const std::string &fileName);
};
