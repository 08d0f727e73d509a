// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/real/machine_faults.h"

#include <algorithm>

namespace vitrine::env::real {

std::int64_t DiskFaults::take_room(std::int64_t bytes) {
    std::int64_t room = room_;
    while (room != no_limit) {
        const std::int64_t taken = std::min(room, bytes);
        if (room_.compare_exchange_weak(room, room - taken)) return taken;
    }
    return bytes;
}

void DiskFaults::give_back_room(std::int64_t bytes) {
    std::int64_t room = room_;
    while (room != no_limit && !room_.compare_exchange_weak(room, room + bytes)) {}
}

Milliseconds WallClockFaults::gained(WallTime right) const {
    constexpr std::int64_t millionths = 1'000'000;
    return gained_before_ + (right - since_) * skew_ppm_ / millionths;
}

WallTime WallClockFaults::read(WallTime right) const {
    const std::scoped_lock lock(mutex_);
    return right + offset_ + gained(right);
}

void WallClockFaults::set_offset(Milliseconds offset) {
    const std::scoped_lock lock(mutex_);
    offset_ = offset;
}

Milliseconds WallClockFaults::offset() const {
    const std::scoped_lock lock(mutex_);
    return offset_;
}

void WallClockFaults::set_skew(std::int32_t ppm, WallTime now) {
    const std::scoped_lock lock(mutex_);
    gained_before_ = ppm == 0 ? Milliseconds(0) : gained(now);
    since_ = now;
    skew_ppm_ = ppm;
}

}  // namespace vitrine::env::real
