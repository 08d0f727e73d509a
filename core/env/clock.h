// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "base/time.h"

// Port 1 of 5: time and timers of one node. Everything runs on the node's own loop: one callback at a time, never
// inside the call that asked for it. Only the node's loop may call these, except where a method says otherwise.
namespace vitrine::env {

using Callback = std::move_only_function<void()>;

// Owns a scheduled callback; destroying or resetting it cancels the callback for certain. A callback that is running may
// cancel, destroy or assign its own timer: it is not destroyed under its own feet.
class Timer {
public:
    class Handle {
    public:
        virtual ~Handle() = default;  // cancels
    };
    Timer() = default;
    explicit Timer(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
    void cancel() { handle_.reset(); }
    // True from schedule() until cancel(); an elapsed timer stays "held" until it is cancelled or assigned.
    [[nodiscard]] bool held() const { return handle_ != nullptr; }

private:
    std::unique_ptr<Handle> handle_;
};

class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    [[nodiscard]] virtual WallTime wall_now() const = 0;
    // Runs `callback` once, at `at` or soon after; callbacks of equal time run in the order of their scheduling.
    [[nodiscard]] virtual Timer schedule(Instant at, Callback callback) = 0;
    [[nodiscard]] Timer schedule_after(Duration delay, Callback callback) { return schedule(now() + delay, std::move(callback)); }
    // Runs `callback` soon on the node's loop, in order of posting. Cannot be cancelled; dropped when the node is killed.
    virtual void post(Callback callback) = 0;
};

}  // namespace vitrine::env
