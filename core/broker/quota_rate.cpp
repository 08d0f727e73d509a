// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/quota_rate.h"

#include <algorithm>
#include <cmath>

namespace vitrine::broker {

namespace {

// What the answer's field holds, by far.
constexpr double pause_max_ms = 1e9;

Milliseconds time_for(double amount, double per_second) {
    return amount <= 0 ? Milliseconds(0) : Milliseconds(std::llround(std::min(amount / per_second * 1000, pause_max_ms)));
}

}  // namespace

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
    return time_for((rate - limit) * to_seconds(length(now)), limit);
}

void TokenBucket::refill(double limit, Instant now) {
    const auto seconds = [](Duration duration) { return std::chrono::duration<double>(duration).count(); };
    const double full = limit * seconds(window_.samples * window_.sample_length);
    tokens_ = refilled_at_ ? std::min(full, tokens_ + limit * seconds(now - *refilled_at_)) : full;
    refilled_at_ = now;
    full_at_ = now + time_for(full - tokens_, limit);
}

void TokenBucket::take(double amount, double limit, Instant now) {
    refill(limit, now);
    tokens_ -= amount;
    refill(limit, now);
}

Milliseconds TokenBucket::throttle(double limit, Instant now) {
    refill(limit, now);
    return time_for(-tokens_, limit);
}

}  // namespace vitrine::broker
