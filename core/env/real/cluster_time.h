// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

#include "base/time.h"

// The monotonic time of all loops of one cluster, which can stand still for all of them at once: what was due in three seconds
// before a standstill is due in three seconds after it.
//
//   going -> standing (stand_still) -> going (go_on)
namespace vitrine::env::real {

class ClusterTime {
public:
    // Thread safe. Never goes back for a loop that is parked, or is the caller, while stand_still() and go_on() are called.
    [[nodiscard]] Instant now() const {
        const std::int64_t standing_at_ns = standing_at_ns_.load(std::memory_order_acquire);
        if (standing_at_ns != going) return Instant(Duration(standing_at_ns));
        return Instant(Duration(system_ns() - stood_ns_.load(std::memory_order_acquire)));
    }
    [[nodiscard]] bool standing() const { return standing_at_ns_.load(std::memory_order_acquire) != going; }

    // One caller at a time; twice is as good as once.
    void stand_still() {
        if (!standing()) standing_at_ns_.store(now().time_since_epoch().count(), std::memory_order_release);
    }
    void go_on() {
        if (!standing()) return;
        stood_ns_.store(system_ns() - standing_at_ns_.load(std::memory_order_acquire), std::memory_order_release);
        standing_at_ns_.store(going, std::memory_order_release);
    }

private:
    static constexpr std::int64_t going = -1;
    static std::int64_t system_ns() {
        return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
    }

    std::atomic<std::int64_t> stood_ns_{0};
    std::atomic<std::int64_t> standing_at_ns_{going};
};

}  // namespace vitrine::env::real
