// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/fetch_session.h"

#include <gtest/gtest.h>

#include "env/sim/world.h"

namespace vitrine::broker::test {
namespace {

SessionPartition at(std::int32_t partition, std::int64_t offset, std::int32_t epoch = 3) {
    SessionPartition asked;
    asked.key = {.topic_id = Uuid::from_halves(1, 1), .topic = "", .partition = partition};
    asked.fetch_offset = Offset(offset);
    asked.current_leader_epoch = LeaderEpoch(epoch);
    return asked;
}

class FetchSessionTest : public ::testing::Test {
protected:
    env::sim::World world_{1};
    env::Environment environment_ = world_.add_node(BrokerId(1)).environment();

    static std::vector<std::int32_t> order(const FetchSession& session) {
        std::vector<std::int32_t> partitions;
        for (const SessionPartition& partition : session.unsettled()) partitions.push_back(partition.key.partition);
        return partitions;
    }
};

TEST_F(FetchSessionTest, a_session_expects_the_next_epoch_each_time) {
    FetchSessionCache cache(environment_, 10);
    const auto session = cache.create(false, true, 1);
    ASSERT_NE(session, nullptr);
    EXPECT_TRUE(cache.use(session->id(), 1, true));
    EXPECT_TRUE(cache.use(session->id(), 2, true));
    EXPECT_EQ(cache.use(session->id(), 2, true).error(), ErrorCode::INVALID_FETCH_SESSION_EPOCH);
    EXPECT_EQ(cache.use(session->id() + 1, 1, true).error(), ErrorCode::FETCH_SESSION_ID_NOT_FOUND);
    EXPECT_EQ(cache.use(session->id(), 3, false).error(), ErrorCode::FETCH_SESSION_TOPIC_ID_ERROR);
}

// KAFKA-9338
TEST_F(FetchSessionTest, the_leader_epoch_is_part_of_what_a_session_remembers) {
    FetchSessionCache cache(environment_, 10);
    const auto session = cache.create(true, true, 1);
    session->put(at(0, 10, 3));
    EXPECT_EQ(session->find(at(0, 0).key)->current_leader_epoch, LeaderEpoch(3));
    session->put(at(0, 10, 4));
    EXPECT_EQ(session->size(), 1u);
    EXPECT_EQ(session->find(at(0, 0).key)->current_leader_epoch, LeaderEpoch(4));
}

TEST_F(FetchSessionTest, only_news_is_told) {
    FetchSessionCache cache(environment_, 10);
    const auto session = cache.create(false, true, 1);
    session->put(at(0, 10));
    const FetchKey key = at(0, 10).key;
    EXPECT_TRUE(session->note_answer(key, ErrorCode::NONE, Offset(10), Offset(0), false, false));
    EXPECT_FALSE(session->note_answer(key, ErrorCode::NONE, Offset(10), Offset(0), false, false));
    EXPECT_TRUE(session->note_answer(key, ErrorCode::NONE, Offset(11), Offset(0), false, false));
    EXPECT_TRUE(session->note_answer(key, ErrorCode::NONE, Offset(11), Offset(5), false, false));
    EXPECT_TRUE(session->note_answer(key, ErrorCode::NONE, Offset(11), Offset(5), true, false));
    EXPECT_FALSE(session->note_answer(key, ErrorCode::NONE, Offset(11), Offset(5), false, false));
    // An error is news, and so is its end.
    EXPECT_TRUE(session->note_answer(key, ErrorCode::NOT_LEADER_OR_FOLLOWER, no_offset, Offset(5), false, false));
    EXPECT_TRUE(session->note_answer(key, ErrorCode::NONE, Offset(11), Offset(5), false, false));
}

// KAFKA-14704: a follower that was told to truncate did not take the high watermark that came along.
TEST_F(FetchSessionTest, after_a_divergence_the_high_watermark_is_told_again) {
    FetchSessionCache cache(environment_, 10);
    const auto session = cache.create(true, true, 1);
    session->put(at(0, 10));
    const FetchKey key = at(0, 10).key;
    EXPECT_TRUE(session->note_answer(key, ErrorCode::NONE, Offset(8), Offset(0), false, true));
    EXPECT_TRUE(session->note_answer(key, ErrorCode::NONE, Offset(8), Offset(0), false, false));
}

// What was on its way when the leader epoch changed the follower drops; without this it waits for the next record (simulation, seed 2524 of
// brokers that come and go).
TEST_F(FetchSessionTest, in_another_leader_epoch_everything_is_told_again) {
    FetchSessionCache cache(environment_, 10);
    const auto session = cache.create(true, true, 1);
    session->put(at(0, 10, 3));
    const FetchKey key = at(0, 10).key;
    EXPECT_TRUE(session->note_answer(key, ErrorCode::NONE, Offset(10), Offset(0), false, false));
    session->put(at(0, 10, 3));
    EXPECT_FALSE(session->note_answer(key, ErrorCode::NONE, Offset(10), Offset(0), false, false));
    session->put(at(0, 10, 4));
    EXPECT_TRUE(session->note_answer(key, ErrorCode::NONE, Offset(10), Offset(0), false, false));
}

TEST_F(FetchSessionTest, who_had_data_is_read_last_next_time) {
    FetchSessionCache cache(environment_, 10);
    const auto session = cache.create(false, true, 3);
    for (int i = 0; i < 3; ++i) session->put(at(i, 0));
    session->note_answer(at(0, 0).key, ErrorCode::NONE, Offset(1), Offset(0), true, false);
    EXPECT_EQ(order(*session), (std::vector<std::int32_t>{1, 2, 0}));
    session->forget(at(2, 0).key);
    EXPECT_EQ(order(*session), (std::vector<std::int32_t>{1, 0}));
}

TEST_F(FetchSessionTest, a_settled_partition_is_not_looked_at_until_it_is_named_or_touched) {
    FetchSessionCache cache(environment_, 10);
    const auto session = cache.create(true, true, 3);
    TouchedPartitions touched;
    for (int i = 0; i < 3; ++i) session->put(at(i, 0));
    for (int i = 0; i < 3; ++i) session->settle(at(i, 0).key);
    EXPECT_EQ(order(*session), std::vector<std::int32_t>{});
    session->put(at(2, 1));
    EXPECT_EQ(order(*session), std::vector<std::int32_t>{2});
    touched.add({Uuid::from_halves(1, 1), 0});
    touched.add({Uuid::from_halves(1, 9), 1});  // not of this session
    session->unsettle_touched(touched, world_.now());
    EXPECT_EQ(order(*session), (std::vector<std::int32_t>{0, 2}));
    session->settle(at(0, 0).key);
    session->unsettle_touched(touched, world_.now());
    EXPECT_EQ(order(*session), std::vector<std::int32_t>{2}) << "what was touched is told once";
    session->forget(at(2, 0).key);
    EXPECT_EQ(order(*session), std::vector<std::int32_t>{});
}

TEST_F(FetchSessionTest, who_does_not_know_all_that_was_touched_looks_at_everything) {
    FetchSessionCache cache(environment_, 10);
    const auto session = cache.create(true, true, 3);
    TouchedPartitions touched;
    const auto settle_all = [&] {
        for (int i = 0; i < 3; ++i) session->put(at(i, 0));
        session->unsettle_touched(touched, world_.now());
        for (int i = 0; i < 3; ++i) session->settle(at(i, 0).key);
    };
    settle_all();
    for (std::size_t i = 0; i <= TouchedPartitions::kept_max; ++i) touched.add({Uuid::from_halves(1, 9), 0});
    session->unsettle_touched(touched, world_.now());
    EXPECT_EQ(order(*session), (std::vector<std::int32_t>{0, 1, 2}));
    settle_all();
    touched.add_all();
    session->unsettle_touched(touched, world_.now());
    EXPECT_EQ(order(*session), (std::vector<std::int32_t>{0, 1, 2}));
    settle_all();
    session->unsettle_touched(touched, world_.now());
    EXPECT_EQ(order(*session), std::vector<std::int32_t>{});
}

// Retention moves a log start, and nobody tells.
TEST_F(FetchSessionTest, after_a_while_settled_partitions_are_looked_at) {
    FetchSessionCache cache(environment_, 10);
    const auto session = cache.create(true, true, 1);
    TouchedPartitions touched;
    session->put(at(0, 0));
    session->settle(at(0, 0).key);
    world_.run_for(std::chrono::seconds(4));
    session->unsettle_touched(touched, world_.now());
    EXPECT_EQ(order(*session), std::vector<std::int32_t>{});
    world_.run_for(std::chrono::seconds(1));
    session->unsettle_touched(touched, world_.now());
    EXPECT_EQ(order(*session), std::vector<std::int32_t>{0});
}

TEST_F(FetchSessionTest, when_all_slots_are_taken_young_sessions_stay) {
    FetchSessionCache cache(environment_, 2);
    const auto first = cache.create(false, true, 5);
    const auto second = cache.create(false, true, 5);
    EXPECT_EQ(cache.create(false, true, 5), nullptr);
    EXPECT_EQ(cache.size(), 2u);
    // Unused for more than two minutes, the oldest makes room.
    world_.run_for(std::chrono::minutes(1));
    EXPECT_TRUE(cache.use(second->id(), 1, true));
    world_.run_for(std::chrono::seconds(90));
    EXPECT_NE(cache.create(false, true, 5), nullptr);
    EXPECT_FALSE(cache.use(first->id(), 1, true));
    EXPECT_TRUE(cache.use(second->id(), 2, true));
}

TEST_F(FetchSessionTest, a_follower_displaces_a_consumer_but_no_consumer_displaces_a_follower) {
    FetchSessionCache cache(environment_, 1);
    const auto consumer = cache.create(false, true, 1);
    const auto follower = cache.create(true, true, 1);
    ASSERT_NE(follower, nullptr);
    EXPECT_FALSE(cache.use(consumer->id(), 1, true));
    EXPECT_EQ(cache.create(false, true, 100), nullptr);
}

TEST_F(FetchSessionTest, without_slots_there_are_no_sessions) {
    FetchSessionCache cache(environment_, 0);
    EXPECT_EQ(cache.create(true, true, 1), nullptr);
}

}  // namespace
}  // namespace vitrine::broker::test
