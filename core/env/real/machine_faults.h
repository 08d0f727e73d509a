// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <limits>
#include <mutex>

#include "base/time.h"

// What is wrong with the machine of one node: with the disks of its log directories and with its wall clock. It outlives the node's lives,
// as a broken disk outlives a process. Set by whoever breaks and heals, read by the node's threads at each call: thread safe.
namespace vitrine::env::real {

class DiskFaults {
public:
    std::atomic<bool> reads_fail{false};
    std::atomic<bool> writes_fail{false};  // append, write_at, truncate, create, rename, remove
    std::atomic<bool> syncs_fail{false};
    std::atomic<Duration> slow{Duration(0)};  // added to every sync

    static constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();
    // Only so many bytes more fit.
    void set_room(std::int64_t bytes) { room_ = bytes; }
    [[nodiscard]] std::int64_t room() const { return room_; }
    // Takes up to `bytes` of the room, and answers how many.
    [[nodiscard]] std::int64_t take_room(std::int64_t bytes);
    void give_back_room(std::int64_t bytes);

private:
    std::atomic<std::int64_t> room_{no_limit};
};

// The wall clock of a machine that is not right.
class WallClockFaults {
public:
    // What the machine reads where the right time is `right`.
    [[nodiscard]] WallTime read(WallTime right) const;
    // Ahead of the right time by so much, or behind.
    void set_offset(Milliseconds offset);
    [[nodiscard]] Milliseconds offset() const;
    // From `now` on faster by so many millionths, or slower; 0: what it had gained so is taken back.
    void set_skew(std::int32_t ppm, WallTime now);

private:
    [[nodiscard]] Milliseconds gained(WallTime right) const;  // with the lock held

    mutable std::mutex mutex_;
    Milliseconds offset_{0};
    Milliseconds gained_before_{0};  // the present skew
    WallTime since_{};
    std::int32_t skew_ppm_ = 0;
};

struct MachineFaults {
    std::deque<DiskFaults> disks;  // of each log directory; made before the first life
    WallClockFaults wall_clock;
};

}  // namespace vitrine::env::real
