// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/partition.h"

#include <gtest/gtest.h>

#include "env/sim/world.h"
#include "tests/core/broker/cluster_fixture.h"

// The rules of replication, one partition at a time, without a network.
namespace vitrine::broker::test {
namespace {

constexpr BrokerId self{1};
constexpr BrokerId second{2};
constexpr BrokerId third{3};

// A broker that hosts one partition; what it would ask the controller is kept.
class PartitionContext : public PartitionHost {
public:
    explicit PartitionContext(std::int32_t min_isr = 1) : world_(1), environment_(world_.add_node(self).environment()) {
        storage::LogSetup setup;
        setup.partition = {"news", 0};
        setup.topic_id = Uuid::from_halves(7, 7);
        setup.config.min_insync_replicas = min_isr;
        setup.clean = true;
        log_ = *storage::Log::open(environment_, setup);
        partition = std::make_unique<Partition>(setup.partition, *setup.topic_id, *log_, *this);
        for (const BrokerId broker : {self, second, third}) register_broker(broker, 10 * broker.value());
        registration.replicas = {self, second, third};
        registration.isr = {self, second, third};
        registration.leader = self;
        registration.leader_epoch = LeaderEpoch(0);
        registration.partition_epoch = PartitionEpoch(0);
    }

    void register_broker(BrokerId broker, std::int64_t epoch, bool fenced = false, bool stopping = false) {
        metadata::BrokerRegistration known;
        known.id = broker;
        known.epoch = BrokerEpoch(epoch);
        known.fenced = fenced;
        known.in_controlled_shutdown = stopping;
        brokers_[broker] = known;
    }
    void lead(std::vector<BrokerId> isr) {
        registration.isr = std::move(isr);
        registration.leader = self;
        registration.leader_epoch = registration.leader_epoch.next();
        registration.partition_epoch = registration.partition_epoch.next();
        partition->make_leader(registration);
    }
    void follow(BrokerId leader) {
        registration.leader = leader;
        registration.leader_epoch = registration.leader_epoch.next();
        registration.partition_epoch = registration.partition_epoch.next();
        partition->make_follower(registration);
    }
    storage::AppendInfo append(int records = 1, bool acks_all = false) {
        const auto info =
            partition->append(make_batch({.values = std::vector<std::string>(static_cast<std::size_t>(records), "v")}), acks_all, {});
        EXPECT_TRUE(info) << info.error().message;
        return *info;
    }
    // A follower's fetch as the replica manager makes it: read, then noted unless the follower diverged.
    ErrorCode fetch(BrokerId follower, std::int64_t offset, std::int64_t broker_epoch, LeaderEpoch last_epoch = no_leader_epoch) {
        FetchParams params;
        params.replica = follower;
        params.replica_epoch = BrokerEpoch(broker_epoch);
        FetchPartition request;
        request.fetch_offset = Offset(offset);
        request.last_fetched_epoch = last_epoch;
        request.log_start_offset = Offset(0);
        request.bytes_max = 1 << 20;
        last_read = partition->read(request, params, 1 << 20, true);
        if (last_read.error != ErrorCode::NONE || last_read.diverging) return last_read.error;
        return partition->note_follower_fetch(request, params, last_read.leader_log_end);
    }
    ErrorCode fetch(BrokerId follower, std::int64_t offset) { return fetch(follower, offset, 10 * follower.value()); }
    // The controller says yes.
    void grant() {
        const IsrProposal asked = *partition->proposal();
        partition->on_isr_answer(
            asked, ErrorCode::NONE,
            Partition::IsrGranted{
                .leader = self, .leader_epoch = asked.leader_epoch, .isr = asked.isr, .partition_epoch = asked.partition_epoch.next()});
    }
    void pass(Duration time) { world_.run_for(time); }
    [[nodiscard]] std::int64_t high_watermark() const { return log_->high_watermark().value(); }
    [[nodiscard]] storage::Log& log() { return *log_; }

    // --- PartitionHost ---
    [[nodiscard]] BrokerId broker_id() const override { return self; }
    [[nodiscard]] BrokerEpoch broker_epoch() const override { return BrokerEpoch(10); }
    [[nodiscard]] Instant now() const override { return world_.now(); }
    [[nodiscard]] Duration lag_time_max() const override { return std::chrono::seconds(30); }
    [[nodiscard]] const metadata::BrokerRegistration* registration_of(BrokerId broker) const override {
        const auto found = brokers_.find(broker);
        return found == brokers_.end() ? nullptr : &found->second;
    }
    void propose_isr(Partition&) override { ++proposals; }
    void touched(Partition&) override { ++touches; }
    void tell(observe::EventBody body) override { events.push_back(std::move(body)); }

    std::unique_ptr<Partition> partition;
    metadata::PartitionRegistration registration;
    FetchResult last_read;
    int proposals = 0;
    int touches = 0;
    std::vector<observe::EventBody> events;

private:
    env::sim::World world_;
    env::Environment environment_;
    std::unique_ptr<storage::Log> log_;
    std::map<BrokerId, metadata::BrokerRegistration> brokers_;
};

TEST(PartitionTest, the_high_watermark_is_the_least_log_end_of_the_isr) {
    PartitionContext context;
    context.lead({self, second, third});
    context.append(5);
    EXPECT_EQ(context.high_watermark(), 0);
    context.fetch(second, 5);
    EXPECT_EQ(context.high_watermark(), 0);
    context.fetch(third, 3);
    EXPECT_EQ(context.high_watermark(), 3);
    context.fetch(third, 5);
    EXPECT_EQ(context.high_watermark(), 5);
    // It never falls.
    context.fetch(third, 4);
    EXPECT_EQ(context.high_watermark(), 5);
}

TEST(PartitionTest, alone_in_the_isr_the_leader_commits_by_itself) {
    PartitionContext context;
    context.lead({self});
    context.append(4);
    EXPECT_EQ(context.high_watermark(), 4);
}

// KIP-704
TEST(PartitionTest, the_leader_of_an_unclean_election_tells_that_it_has_recovered) {
    PartitionContext context;
    context.registration.leader_recovery_state = metadata::LeaderRecoveryState::recovering;
    context.lead({self});
    ASSERT_EQ(context.proposals, 1);
    EXPECT_EQ(context.partition->proposal()->isr, std::vector<BrokerId>{self});
    EXPECT_TRUE(context.partition->recovering());
    // Refused once: the next check asks again.
    context.partition->on_isr_answer(*context.partition->proposal(), ErrorCode::INELIGIBLE_REPLICA, std::nullopt);
    EXPECT_FALSE(context.partition->proposal());
    context.partition->maybe_tell_recovered();
    ASSERT_EQ(context.proposals, 2);
    context.grant();
    EXPECT_FALSE(context.partition->recovering());
    EXPECT_TRUE(context.events.empty()) << "the ISR is what it was";
    context.partition->maybe_tell_recovered();
    EXPECT_EQ(context.proposals, 2);
}

TEST(PartitionTest, a_follower_and_a_leader_that_was_elected_cleanly_have_nothing_to_tell) {
    PartitionContext context;
    context.lead({self});
    context.registration.leader_recovery_state = metadata::LeaderRecoveryState::recovering;
    context.follow(second);
    context.partition->maybe_tell_recovered();
    EXPECT_EQ(context.proposals, 0);
}

// A follower that catches up before the answer comes: its admission tells the same.
TEST(PartitionTest, admitting_a_follower_tells_that_the_leader_has_recovered) {
    PartitionContext context;
    context.registration.leader_recovery_state = metadata::LeaderRecoveryState::recovering;
    context.lead({self});
    context.partition->on_isr_answer(*context.partition->proposal(), ErrorCode::OPERATION_NOT_ATTEMPTED, std::nullopt);
    context.fetch(second, 0);
    ASSERT_TRUE(context.partition->proposal());
    EXPECT_EQ(context.partition->proposal()->joining, second);
    context.grant();
    EXPECT_FALSE(context.partition->recovering());
}

// KAFKA-15583
TEST(PartitionTest, below_min_insync_replicas_the_high_watermark_stays_and_it_is_told_once) {
    PartitionContext context(2);
    context.lead({self});
    context.append(1);
    context.append(1);
    EXPECT_EQ(context.high_watermark(), 0);
    int told = 0;
    for (const auto& event : context.events) told += std::holds_alternative<observe::HighWatermarkWaits>(event) ? 1 : 0;
    EXPECT_EQ(told, 1);
    // A second replica joins: now it moves.
    context.fetch(second, 2);
    ASSERT_TRUE(context.partition->proposal());
    EXPECT_EQ(context.high_watermark(), 0);
    context.grant();
    EXPECT_EQ(context.high_watermark(), 2);
}

TEST(PartitionTest, acks_all_below_min_insync_replicas_is_refused_before_anything_is_written) {
    PartitionContext context(2);
    context.lead({self});
    const auto refused = context.partition->append(make_batch({.values = {"x"}}), true, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::NOT_ENOUGH_REPLICAS);
    EXPECT_EQ(context.log().log_end(), Offset(0));
}

TEST(PartitionTest, an_isr_that_shrank_after_the_append_is_told_as_such) {
    PartitionContext context(2);
    context.lead({self, second});
    const auto info = context.append(1, true);
    context.fetch(second, 1);
    EXPECT_EQ(context.partition->replicated_up_to(info.last_offset.next(), context.partition->leader_epoch()), ErrorCode::NONE);
    context.registration.isr = {self};
    context.registration.partition_epoch = context.registration.partition_epoch.next();
    context.partition->make_leader(context.registration);
    EXPECT_EQ(context.partition->replicated_up_to(info.last_offset.next(), context.partition->leader_epoch()),
              ErrorCode::NOT_ENOUGH_REPLICAS_AFTER_APPEND);
}

TEST(PartitionTest, a_follower_that_has_not_caught_up_for_the_lag_time_leaves_the_isr) {
    PartitionContext context;
    context.lead({self, second, third});
    context.append(2);
    context.fetch(second, 2);
    context.pass(std::chrono::seconds(31));
    context.fetch(second, 2);
    context.partition->maybe_shrink_isr();
    ASSERT_TRUE(context.partition->proposal());
    EXPECT_EQ(context.partition->proposal()->isr, (std::vector<BrokerId>{self, second}));
    // Asked for, not yet granted: the high watermark still waits for the third.
    EXPECT_EQ(context.high_watermark(), 0);
    // KAFKA-13091: the grant alone moves it.
    const int touches = context.touches;
    context.grant();
    EXPECT_EQ(context.high_watermark(), 2);
    EXPECT_GT(context.touches, touches);
    const auto* change = std::get_if<observe::IsrChanged>(&context.events.back());
    ASSERT_NE(change, nullptr);
    EXPECT_EQ(change->replica, third);
    EXPECT_EQ(change->cause, observe::IsrChangeCause::lag_time);
    EXPECT_GE(change->behind, std::chrono::seconds(30));
}

// Simulation, seed 320 with brokers that come and go: it was in step, was never let in, and was killed; nobody's fetch brought news.
TEST(PartitionTest, a_follower_that_was_in_step_and_went_holds_the_high_watermark_for_the_lag_time_at_most) {
    PartitionContext context;
    context.lead({self, second});
    context.append(2);
    context.fetch(second, 2);
    context.fetch(third, 2);
    ASSERT_TRUE(context.partition->proposal());
    context.append(1);
    static_cast<void>(context.partition->on_isr_answer(*context.partition->proposal(), ErrorCode::INELIGIBLE_REPLICA, std::nullopt));
    context.fetch(second, 3);
    EXPECT_EQ(context.high_watermark(), 2) << "the third is about to be let in";
    context.pass(std::chrono::seconds(31));
    const int touches = context.touches;
    context.partition->maybe_advance_high_watermark();
    EXPECT_EQ(context.high_watermark(), 3);
    EXPECT_GT(context.touches, touches);
}

TEST(PartitionTest, a_follower_at_the_log_end_stays_however_long_it_is_silent) {
    PartitionContext context;
    context.lead({self, second});
    context.append(2);
    context.fetch(second, 2);
    context.pass(std::chrono::minutes(5));
    context.partition->maybe_shrink_isr();
    EXPECT_FALSE(context.partition->proposal());
}

TEST(PartitionTest, while_it_is_settled_each_fetch_of_the_session_counts) {
    PartitionContext context;
    context.lead({self, second});
    context.append(2);
    const auto fetched_at = std::make_shared<Instant>(context.now());
    context.fetch(second, 1);
    EXPECT_FALSE(context.partition->settle(second, fetched_at)) << "it does not have all";
    context.fetch(second, 2);
    EXPECT_FALSE(context.partition->settle(third, fetched_at)) << "it is not in the ISR";
    ASSERT_TRUE(context.partition->settle(second, fetched_at));
    EXPECT_TRUE(context.partition->view(false, no_broker).followers.at(0).settled);
    // Long after the last fetch that was noted, the session fetches, a record comes, and the lag time begins there.
    context.pass(std::chrono::minutes(5));
    *fetched_at = context.now();
    EXPECT_EQ(context.partition->view(false, no_broker).followers.at(0).last_caught_up, context.now());
    context.append(1);
    context.pass(std::chrono::seconds(29));
    context.partition->maybe_shrink_isr();
    EXPECT_FALSE(context.partition->proposal());
    context.pass(std::chrono::seconds(2));
    context.partition->maybe_shrink_isr();
    ASSERT_TRUE(context.partition->proposal());
    EXPECT_EQ(context.partition->proposal()->behind, Milliseconds(31'000));
}

TEST(PartitionTest, a_fetch_that_is_noted_ends_the_settled_state_and_keeps_what_the_session_said) {
    PartitionContext context;
    context.lead({self, second});
    context.append(1);
    context.fetch(second, 1);
    const auto fetched_at = std::make_shared<Instant>(context.now());
    ASSERT_TRUE(context.partition->settle(second, fetched_at));
    context.pass(std::chrono::seconds(60));
    *fetched_at = context.now();
    context.append(1);
    context.pass(std::chrono::seconds(1));
    // It has what there was at the session's last fetch: then it was caught up at that time.
    context.fetch(second, 1);
    const observe::FollowerView follower = context.partition->view(false, no_broker).followers.at(0);
    EXPECT_FALSE(follower.settled);
    EXPECT_EQ(follower.last_caught_up, context.now() - std::chrono::seconds(1));
    EXPECT_EQ(follower.last_fetch, context.now());
    *fetched_at = context.now() + std::chrono::seconds(60);
    EXPECT_EQ(context.partition->view(false, no_broker).followers.at(0).last_fetch, context.now());
}

TEST(PartitionTest, keeping_up_with_a_moving_log_end_counts_as_caught_up) {
    PartitionContext context;
    context.lead({self, second});
    for (int i = 1; i <= 10; ++i) {
        context.append(1);
        context.pass(std::chrono::seconds(5));
        // Always one behind the end, and always where the end was at its last fetch.
        context.fetch(second, i - 1);
    }
    context.partition->maybe_shrink_isr();
    EXPECT_FALSE(context.partition->proposal());
}

TEST(PartitionTest, one_proposal_at_a_time) {
    PartitionContext context;
    context.lead({self});
    context.append(1);
    context.fetch(second, 1);
    context.fetch(third, 1);
    EXPECT_EQ(context.proposals, 1);
    context.grant();
    context.fetch(third, 1);
    EXPECT_EQ(context.proposals, 2);
}

TEST(PartitionTest, a_replica_that_was_asked_to_join_holds_the_high_watermark_already) {
    PartitionContext context;
    context.lead({self});
    context.append(1);
    context.fetch(second, 1);
    ASSERT_TRUE(context.partition->proposal());
    context.append(1);
    EXPECT_EQ(context.high_watermark(), 1);
    context.fetch(second, 2);
    EXPECT_EQ(context.high_watermark(), 2);
}

// KAFKA-7128
TEST(PartitionTest, joining_the_isr_needs_all_that_the_leader_began_with) {
    PartitionContext context;
    context.lead({self, second});
    context.append(3);
    // The high watermark is still 0 when the leader is elected again, alone.
    context.lead({self, second});
    EXPECT_EQ(context.high_watermark(), 0);
    context.fetch(third, 0);
    EXPECT_FALSE(context.partition->proposal());
    context.fetch(third, 2);
    EXPECT_FALSE(context.partition->proposal());
    context.fetch(third, 3);
    ASSERT_TRUE(context.partition->proposal());
    EXPECT_EQ(context.partition->proposal()->joining, third);
}

// KIP-841, KAFKA-13916
TEST(PartitionTest, a_fenced_or_stopping_broker_does_not_join_the_isr) {
    PartitionContext context;
    context.lead({self});
    context.register_broker(second, 20, true);
    context.fetch(second, 0);
    EXPECT_FALSE(context.partition->proposal());
    context.register_broker(second, 20, false, true);
    context.fetch(second, 0);
    EXPECT_FALSE(context.partition->proposal());
    context.register_broker(second, 20);
    context.fetch(second, 0);
    EXPECT_TRUE(context.partition->proposal());
}

// KIP-903, KAFKA-14617
TEST(PartitionTest, a_proposal_names_the_life_of_each_member) {
    PartitionContext context;
    context.lead({self});
    context.fetch(second, 0, 20);
    ASSERT_TRUE(context.partition->proposal());
    EXPECT_EQ(context.partition->proposal()->isr, (std::vector<BrokerId>{self, second}));
    EXPECT_EQ(context.partition->proposal()->broker_epochs, (std::vector<BrokerEpoch>{BrokerEpoch(10), BrokerEpoch(20)}));
}

// KAFKA-15221
TEST(PartitionTest, the_fetch_of_a_former_life_counts_for_nothing) {
    PartitionContext context;
    context.lead({self});
    context.append(3);
    // The broker registered anew (epoch 21) with an empty disk; a fetch of its former life arrives late.
    context.register_broker(second, 21);
    EXPECT_EQ(context.fetch(second, 3, 20), ErrorCode::NOT_LEADER_OR_FOLLOWER);
    EXPECT_FALSE(context.partition->proposal());
    // And the new life is judged by its own fetch.
    EXPECT_EQ(context.fetch(second, 0, 21), ErrorCode::NONE);
    EXPECT_FALSE(context.partition->proposal());
}

// KAFKA-15221, the other order: the epoch of a newer life does not adopt the old life's progress.
TEST(PartitionTest, caught_up_and_broker_epoch_come_from_one_fetch) {
    PartitionContext context;
    context.register_broker(second, 20, true);
    context.lead({self});
    context.append(3);
    context.fetch(second, 3, 20);  // caught up, but fenced: no proposal
    context.register_broker(second, 21);
    EXPECT_FALSE(context.partition->proposal());
    context.fetch(second, 0, 21);  // the new life has nothing
    EXPECT_FALSE(context.partition->proposal());
}

// KAFKA-13141
TEST(PartitionTest, a_diverged_follower_is_not_counted) {
    PartitionContext context;
    context.lead({self, second});  // epoch 1
    context.append(3);
    context.lead({self, second});  // epoch 2 begins at 3
    context.append(1);
    // It says that it has 4 records, the last of epoch 1: here epoch 1 ended at 3.
    context.fetch(second, 4, 20, LeaderEpoch(1));
    ASSERT_TRUE(context.last_read.diverging);
    EXPECT_EQ(context.last_read.diverging->epoch, LeaderEpoch(1));
    EXPECT_EQ(context.last_read.diverging->end_offset, Offset(3));
    EXPECT_TRUE(context.last_read.slices.empty());
    EXPECT_EQ(context.high_watermark(), 0);
}

// KIP-279, KAFKA-6361
TEST(PartitionTest, asked_about_an_epoch_that_was_never_here_the_largest_lower_one_is_told) {
    PartitionContext context;
    context.lead({self, second});  // epoch 1
    context.append(2);
    context.follow(second);        // epoch 2
    context.follow(third);         // epoch 3
    context.lead({self, second});  // epoch 4
    context.append(1);
    context.fetch(second, 5, 20, LeaderEpoch(3));
    ASSERT_TRUE(context.last_read.diverging);
    EXPECT_EQ(context.last_read.diverging->epoch, LeaderEpoch(1));
    EXPECT_EQ(context.last_read.diverging->end_offset, Offset(2));
}

// KAFKA-7415
TEST(PartitionTest, a_new_leader_notes_where_its_epoch_begins_before_the_first_append) {
    PartitionContext context;
    context.lead({self, second});  // epoch 1
    context.append(2);
    context.lead({self, second});  // epoch 2, nothing appended
    context.lead({self, second});  // epoch 3, nothing appended
    EXPECT_EQ(context.log().latest_epoch(), LeaderEpoch(3));
    EXPECT_EQ(context.log().end_offset_for_epoch(LeaderEpoch(1))->end_offset, Offset(2));
}

// KIP-320, KAFKA-7395
TEST(PartitionTest, requests_of_other_leader_epochs_are_fenced) {
    PartitionContext context;
    context.lead({self, second});
    context.lead({self, second});  // epoch 2
    EXPECT_EQ(context.partition->check(LeaderEpoch(1), true), ErrorCode::FENCED_LEADER_EPOCH);
    EXPECT_EQ(context.partition->check(LeaderEpoch(2), true), ErrorCode::NONE);
    EXPECT_EQ(context.partition->check(LeaderEpoch(3), true), ErrorCode::UNKNOWN_LEADER_EPOCH);
    EXPECT_EQ(context.partition->check(no_leader_epoch, true), ErrorCode::NONE);
    context.follow(second);
    EXPECT_EQ(context.partition->check(no_leader_epoch, true), ErrorCode::NOT_LEADER_OR_FOLLOWER);
    EXPECT_EQ(context.partition->check(no_leader_epoch, false), ErrorCode::NONE);
}

TEST(PartitionTest, what_the_controller_surely_did_not_do_is_taken_back) {
    PartitionContext context;
    context.lead({self});
    context.fetch(second, 0);
    EXPECT_FALSE(context.partition->on_isr_answer(*context.partition->proposal(), ErrorCode::INELIGIBLE_REPLICA, std::nullopt));
    EXPECT_FALSE(context.partition->proposal());
    // The controller refused because it had fenced the second: soon we know it, too, and wait for it no longer.
    context.register_broker(second, 20, true);
    context.append(1);
    EXPECT_EQ(context.high_watermark(), 1);
}

TEST(PartitionTest, a_proposal_of_unknown_outcome_holds_until_metadata_tell) {
    PartitionContext context;
    context.lead({self});
    context.fetch(second, 0);
    EXPECT_FALSE(context.partition->on_isr_answer(*context.partition->proposal(), ErrorCode::INVALID_UPDATE_VERSION, std::nullopt));
    ASSERT_TRUE(context.partition->proposal());
    context.append(1);
    EXPECT_EQ(context.high_watermark(), 0);  // the second may have been let in
    context.registration.isr = {self};
    context.registration.partition_epoch = PartitionEpoch(5);
    context.partition->make_leader(context.registration);
    EXPECT_FALSE(context.partition->proposal());
}

TEST(PartitionTest, an_error_that_may_pass_is_asked_again) {
    PartitionContext context;
    context.lead({self});
    context.fetch(second, 0);
    EXPECT_TRUE(context.partition->on_isr_answer(*context.partition->proposal(), ErrorCode::UNKNOWN_SERVER_ERROR, std::nullopt));
    EXPECT_TRUE(context.partition->proposal());
}

TEST(PartitionTest, the_answer_to_a_proposal_of_a_former_epoch_changes_nothing) {
    PartitionContext context;
    context.lead({self});
    context.fetch(second, 0);
    const IsrProposal asked = *context.partition->proposal();
    context.lead({self});
    context.partition->on_isr_answer(
        asked, ErrorCode::NONE,
        Partition::IsrGranted{
            .leader = self, .leader_epoch = asked.leader_epoch, .isr = {self, second}, .partition_epoch = PartitionEpoch(9)});
    EXPECT_EQ(context.partition->isr(), (std::vector<BrokerId>{self}));
}

TEST(PartitionTest, a_consumer_reads_up_to_the_high_watermark_a_follower_to_the_end) {
    PartitionContext context;
    context.lead({self, second});
    context.append(2);
    context.append(2);
    context.fetch(second, 2);
    EXPECT_GT(context.last_read.size_bytes, 0);
    FetchPartition request;
    request.fetch_offset = Offset(2);
    request.bytes_max = 1 << 20;
    const FetchResult consumed = context.partition->read(request, FetchParams{}, 1 << 20, true);
    EXPECT_EQ(consumed.error, ErrorCode::NONE);
    EXPECT_EQ(consumed.high_watermark, Offset(2));
    EXPECT_EQ(consumed.size_bytes, 0);
}

}  // namespace
}  // namespace vitrine::broker::test
