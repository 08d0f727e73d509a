// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

// How far long work is: one line of standard error that is written over, where somebody watches it and nothing else fills the terminal.
namespace vitrine::tools {

class ProgressLine {
public:
    // `busy`: the standard stream (STDIN_FILENO, STDOUT_FILENO) that the work is about; one that is a terminal shows for itself how far it
    // is.
    explicit ProgressLine(int busy);
    ~ProgressLine() { clear(); }
    ProgressLine(const ProgressLine &) = delete;
    ProgressLine &operator=(const ProgressLine &) = delete;

    // Whether it is time for a new text: a few times a second.
    [[nodiscard]] bool due();
    void show(const std::string &text);
    // Takes the line away, before something else is printed.
    void clear();

private:
    bool m_watched;
    bool m_shown = false;
    std::chrono::steady_clock::time_point m_next;
};

}  // namespace vitrine::tools
