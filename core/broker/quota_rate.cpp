// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/quota_rate.h"

#include <algorithm>
#include <cmath>

namespace vitrine::broker {

void QuotaRate::record(double amount, Instant now) {
    if (samples_.empty() || now - samples_.back().begin >= window_.sample_length) samples_.push_back({now, now, 0});
    samples_.back().amount += amount;
    samples_.back().last = now;
}

void QuotaRate::forget_old(Instant now) {
    while (!samples_.empty() && now - samples_.front().last >= window_.samples * window_.sample_length) samples_.pop_front();
}

bool QuotaRate::expired(Instant now) {
    forget_old(now);
    return samples_.empty();
}

double QuotaRate::total(Instant now) {
    forget_old(now);
    double sum = 0;
    for (const Sample& sample : samples_) sum += sample.amount;
    return sum;
}

Duration QuotaRate::length(Instant now) {
    forget_old(now);
    Duration elapsed = samples_.empty() ? Duration(0) : now - samples_.front().begin;
    if (young_ == Young::as_known) return std::max<Duration>(elapsed, window_.sample_length);
    const auto whole = elapsed / Duration(window_.sample_length);
    const std::int64_t whole_min = window_.samples - 1;
    if (whole < whole_min) elapsed += (whole_min - whole) * Duration(window_.sample_length);
    return std::max<Duration>(elapsed, Milliseconds(1));
}

Milliseconds QuotaRate::throttle(double limit, Instant now) {
    const double rate = measure(now);
    if (rate <= limit) return Milliseconds(0);
    // With a pause of x, rate * length / (length + x) = limit.
    const double pause_ms = (rate - limit) / limit * to_seconds(length(now)) * 1000;
    constexpr double longest_ms = 1e9;  // what the answer's field holds, by far
    return Milliseconds(std::llround(std::min(pause_ms, longest_ms)));
}

}  // namespace vitrine::broker
