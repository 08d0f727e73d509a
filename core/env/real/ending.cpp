// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/real/ending.h"

#include <condition_variable>
#include <mutex>

namespace vitrine::env::real {

struct Ending::State {
    std::mutex mutex;
    std::condition_variable changed;
    bool over = false;
};

Ending::Ending() : state_(std::make_shared<State>()) {}
Ending::~Ending() = default;

std::shared_ptr<void> Ending::token() {
    return {nullptr, [state = state_](void*) {
                const std::scoped_lock lock(state->mutex);
                state->over = true;
                state->changed.notify_all();
            }};
}

bool Ending::wait_for(Duration limit) {
    std::unique_lock lock(state_->mutex);
    return state_->changed.wait_for(lock, limit, [this] { return state_->over; });
}

}  // namespace vitrine::env::real
