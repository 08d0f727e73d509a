// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "base/time.h"

namespace vitrine::broker {

// quota.window.num samples of quota.window.size.seconds each, or those of the key of another quota.
struct QuotaWindow {
    std::int32_t samples = 11;
    Milliseconds sample_length{1000};
};

// What was used in the last samples, as a rate. Source: Kafka's Rate and SimpleRate over SampledStat, and QuotaUtils. Times never go
// back.
class QuotaRate {
public:
    // Over which time a rate is taken that has not been known for all samples: all of them but the last, so that a burst counts little;
    // or the time that it is known, and one sample at least.
    enum class Young : std::uint8_t { all_samples, as_known };

    explicit QuotaRate(QuotaWindow window, Young young = Young::all_samples) : window_(window), young_(young) {}

    // May be negative: what was recorded and then not used after all.
    void record(double amount, Instant now);
    // A second.
    [[nodiscard]] double measure(Instant now) { return total(now) / to_seconds(length(now)); }
    // How long nothing must be used until the rate is at `limit` again; 0: it is not above.
    [[nodiscard]] Milliseconds throttle(double limit, Instant now);
    // Nothing of it counts any more.
    [[nodiscard]] bool expired(Instant now);

private:
    struct Sample {
        Instant begin;
        Instant last;  // something was recorded
        double amount = 0;
    };
    static double to_seconds(Duration duration) { return std::chrono::duration<double>(duration).count(); }
    void forget_old(Instant now);
    [[nodiscard]] double total(Instant now);
    [[nodiscard]] Duration length(Instant now);

    QuotaWindow window_;
    Young young_;
    std::deque<Sample> samples_;
};

// What may be used yet, as a bucket: it fills with `limit` a second, up to what that is over the whole window, and is full at first. Who
// takes more than is in it owes the rest. Source: Kafka's TokenBucket (KIP-599).
class TokenBucket {
public:
    explicit TokenBucket(QuotaWindow window) : window_(window) {}

    void take(double amount, double limit, Instant now);
    // How long nothing must be taken until nothing is owed; 0: nothing is.
    [[nodiscard]] Milliseconds throttle(double limit, Instant now);
    // It is full again.
    [[nodiscard]] bool expired(Instant now) const { return now >= full_at_; }

private:
    void refill(double limit, Instant now);

    QuotaWindow window_;
    double tokens_ = 0;
    std::optional<Instant> refilled_at_;
    Instant full_at_{};
};

}  // namespace vitrine::broker
