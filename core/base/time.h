// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

// Time is a type: monotonic instants and wall time never mix. Nobody in core/ outside core/env/real reads a clock:
// both come from env::Clock.
namespace vitrine {

using Duration = std::chrono::nanoseconds;
using Milliseconds = std::chrono::milliseconds;

// Monotonic. The epoch is arbitrary and differs from process to process; only differences mean something.
struct MonotonicTag {
    using rep = Duration::rep;
    using period = Duration::period;
    using duration = Duration;
    using time_point = std::chrono::time_point<MonotonicTag, Duration>;
    static constexpr bool is_steady = true;
};
using Instant = MonotonicTag::time_point;

// Wall time in milliseconds since 1970-01-01T00:00:00Z, as Kafka's timestamps are. It may jump.
struct WallTag {
    using rep = Milliseconds::rep;
    using period = Milliseconds::period;
    using duration = Milliseconds;
    using time_point = std::chrono::time_point<WallTag, Milliseconds>;
    static constexpr bool is_steady = false;
};
using WallTime = WallTag::time_point;

constexpr WallTime wall_time(std::int64_t milliseconds_since_1970) { return WallTime(Milliseconds(milliseconds_since_1970)); }
constexpr std::int64_t to_milliseconds(WallTime time) { return time.time_since_epoch().count(); }
constexpr std::int64_t to_milliseconds(Duration duration) { return std::chrono::duration_cast<Milliseconds>(duration).count(); }

}  // namespace vitrine
