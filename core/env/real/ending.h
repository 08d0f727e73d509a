// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "base/time.h"

// A thread that has no loop waits for the end of what a loop does.
namespace vitrine::env::real {

class Ending {
public:
    Ending();
    ~Ending();
    Ending(const Ending&) = delete;
    Ending& operator=(const Ending&) = delete;

    // What it waits for is over as soon as this is destroyed, on any thread: also where a callback that holds it is dropped without
    // running. Asked for once.
    [[nodiscard]] std::shared_ptr<void> token();
    // Blocks the calling thread, at most so long; whether it is over.
    bool wait_for(Duration limit);

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace vitrine::env::real
