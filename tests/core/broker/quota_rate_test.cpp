// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/quota_rate.h"

#include <gtest/gtest.h>

// The numbers are those of Kafka's Rate and QuotaUtils for the same calls.
namespace vitrine::broker::test {
namespace {

using namespace std::chrono_literals;

Instant at(Duration time) { return Instant(1000s + time); }

TEST(QuotaRateTest, a_young_rate_is_taken_over_all_samples_but_the_last) {
    QuotaRate rate({.samples = 11, .sample_length = 1000ms});
    rate.record(5000, at(0ms));
    EXPECT_DOUBLE_EQ(rate.measure(at(0ms)), 500) << "ten whole samples, and no time in this one";
    EXPECT_DOUBLE_EQ(rate.measure(at(500ms)), 5000 / 10.5);
}

TEST(QuotaRateTest, the_pause_brings_the_rate_back_to_the_limit) {
    QuotaRate rate({.samples = 11, .sample_length = 1000ms});
    rate.record(5000, at(0ms));
    EXPECT_EQ(rate.throttle(500, at(0ms)), 0ms) << "at the limit is within it";
    EXPECT_EQ(rate.throttle(250, at(0ms)), 10'000ms) << "5000 in 20 s are 250 a second";
    rate.record(1, at(0ms));
    EXPECT_EQ(rate.throttle(500, at(0ms)), 2ms);
}

TEST(QuotaRateTest, a_sample_ends_after_its_length_and_is_forgotten_after_all_of_them) {
    QuotaRate rate({.samples = 2, .sample_length = 1000ms});
    rate.record(100, at(0ms));
    rate.record(100, at(999ms));
    rate.record(300, at(1000ms));
    EXPECT_DOUBLE_EQ(rate.measure(at(1000ms)), 500);
    EXPECT_DOUBLE_EQ(rate.measure(at(2500ms)), 500 / 2.5);
    EXPECT_DOUBLE_EQ(rate.measure(at(2999ms)), 300 / 1.999) << "the first sample was last used two samples ago";
    EXPECT_FALSE(rate.expired(at(2999ms)));
    EXPECT_TRUE(rate.expired(at(3000ms)));
    EXPECT_DOUBLE_EQ(rate.measure(at(3000ms)), 0);
}

TEST(QuotaRateTest, what_was_not_used_after_all_is_taken_back) {
    QuotaRate rate({.samples = 11, .sample_length = 1000ms});
    rate.record(5000, at(0ms));
    rate.record(-5000, at(300ms));
    EXPECT_DOUBLE_EQ(rate.measure(at(300ms)), 0);
    EXPECT_EQ(rate.throttle(1, at(300ms)), 0ms);
}

TEST(QuotaRateTest, no_pause_is_longer_than_an_answer_can_say) {
    QuotaRate rate({.samples = 11, .sample_length = 1000ms});
    rate.record(1e18, at(0ms));
    EXPECT_EQ(rate.throttle(1, at(0ms)), 1'000'000'000ms);
}

// The example in Kafka's description of its TokenBucket (KIP-599).
TEST(TokenBucketTest, what_is_owed_is_waited_for_and_nothing_else) {
    TokenBucket bucket({.samples = 100, .sample_length = 1000ms});
    EXPECT_EQ(bucket.throttle(5, at(0ms)), 0ms);
    bucket.take(500, 5, at(0ms));
    EXPECT_EQ(bucket.throttle(5, at(0ms)), 0ms) << "it was full";
    bucket.take(60, 5, at(0ms));
    EXPECT_EQ(bucket.throttle(5, at(0ms)), 12'000ms);
    EXPECT_EQ(bucket.throttle(5, at(11'000ms)), 1000ms);
    EXPECT_EQ(bucket.throttle(5, at(12'000ms)), 0ms);
    bucket.take(1, 5, at(12'000ms));
    EXPECT_EQ(bucket.throttle(5, at(12'000ms)), 200ms);
    EXPECT_FALSE(bucket.expired(at(112'199ms)));
    EXPECT_TRUE(bucket.expired(at(112'200ms)));
}

TEST(TokenBucketTest, it_holds_no_more_than_the_window) {
    TokenBucket bucket({.samples = 2, .sample_length = 1000ms});
    EXPECT_EQ(bucket.throttle(10, at(0ms)), 0ms);
    bucket.take(30, 10, at(1h));
    EXPECT_EQ(bucket.throttle(10, at(1h)), 1000ms) << "two seconds' worth, not an hour's";
}

TEST(TokenBucketTest, another_limit_fills_it_at_another_speed) {
    TokenBucket bucket({.samples = 1, .sample_length = 1000ms});
    bucket.take(21, 1, at(0ms));
    EXPECT_EQ(bucket.throttle(1, at(0ms)), 20'000ms);
    EXPECT_EQ(bucket.throttle(10, at(0ms)), 2000ms);
    EXPECT_EQ(bucket.throttle(0, at(0ms)), 1'000'000'000ms);
}

}  // namespace
}  // namespace vitrine::broker::test
