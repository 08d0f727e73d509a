// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/real/cluster_time.h"

#include <chrono>

namespace vitrine::env::real {

namespace {

std::int64_t system_ns() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

Instant ClusterTime::now() const {
    const std::int64_t standing_at_ns = standing_at_ns_.load(std::memory_order_acquire);
    if (standing_at_ns != going) return Instant(Duration(standing_at_ns));
    return Instant(Duration(system_ns() - stood_ns_.load(std::memory_order_acquire)));
}

void ClusterTime::stand_still() {
    if (!standing()) standing_at_ns_.store(now().time_since_epoch().count(), std::memory_order_release);
}

void ClusterTime::go_on() {
    if (!standing()) return;
    stood_ns_.store(system_ns() - standing_at_ns_.load(std::memory_order_acquire), std::memory_order_release);
    standing_at_ns_.store(going, std::memory_order_release);
}

}  // namespace vitrine::env::real
