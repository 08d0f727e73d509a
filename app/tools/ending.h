// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

// Waiting of a tool's main thread for the client on its loop, with an ear for SIGINT and SIGTERM.
namespace vitrine::tools {

class Ending {
public:
    // Blocks the signals for all threads that begin later; made before them.
    Ending();
    ~Ending();
    Ending(const Ending &) = delete;
    Ending &operator=(const Ending &) = delete;

    // Thread safe.
    void notify();
    enum class Why { notified, signalled, elapsed };
    Why wait(std::optional<std::chrono::milliseconds> timeout);
    // As wait(), and also over when standard input can be read.
    enum class Input { readable, signalled, notified };
    Input waitForInput();

private:
    int m_signals = -1;
    int m_event = -1;
};

}  // namespace vitrine::tools
