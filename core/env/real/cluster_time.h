// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
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
    [[nodiscard]] Instant now() const;
    [[nodiscard]] bool standing() const { return standing_at_ns_.load(std::memory_order_acquire) != going; }

    // One caller at a time; twice is as good as once.
    void stand_still();
    void go_on();

private:
    static constexpr std::int64_t going = -1;

    std::atomic<std::int64_t> stood_ns_{0};
    std::atomic<std::int64_t> standing_at_ns_{going};
};

}  // namespace vitrine::env::real
