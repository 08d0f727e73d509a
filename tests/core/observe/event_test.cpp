// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "observe/event.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::observe {
namespace {

using namespace std::chrono_literals;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

constexpr BrokerId b1{1};
constexpr BrokerId b3{3};
const TopicPartition orders_4{"orders", 4};

TEST(Describe, aShrunkenIsrHasACauseAndAConsequence) {
    const IsrChanged shrunk{.partition = orders_4,
                            .from = {b1, b3},
                            .to = {b1},
                            .cause = IsrChangeCause::lag_time,
                            .replica = b3,
                            .behind = 30'000ms,
                            .min_insync_replicas = 2};
    EXPECT_EQ(describe(shrunk),
              "orders-4 ISR {1, 3} → {1}: broker 3 had not caught up for 30.0 s (replica.lag.time.max.ms); 1 is below min.insync.replicas "
              "2, so the "
              "high watermark waits and acks=all answers NOT_ENOUGH_REPLICAS");
    IsrChanged enough = shrunk;
    enough.min_insync_replicas = 1;
    EXPECT_THAT(describe(enough), EndsWith("(replica.lag.time.max.ms)"));
}

TEST(Describe, leadersComeFromSomewhereAndGoSomewhere) {
    LeaderElected elected{
        .partition = orders_4, .from = b1, .to = b3, .epoch = LeaderEpoch(9), .isr = {b3}, .cause = LeaderChangeCause::leader_fenced};
    EXPECT_EQ(describe(elected), "orders-4 leader 1 → 3, epoch 9, ISR {3}: broker 1 was fenced");
    elected.to = no_broker;
    EXPECT_EQ(describe(elected),
              "orders-4 leader 1 → none, epoch 9, ISR {3}: broker 1 was fenced; no other replica may lead, so the partition is offline");
}

TEST(Describe, timesAreInSecondsRoundedToTenths) {
    EXPECT_THAT(describe(BrokerFenced{.broker = b3, .session_timeout = 9'000ms, .session_expired = true}),
                HasSubstr("for 9.0 s (broker.session.timeout.ms)"));
    EXPECT_THAT(describe(GroupStabilized{.group = "billing", .generation = GenerationId(14), .took = 1'249ms}), HasSubstr("1.2 s after"));
    EXPECT_THAT(describe(GroupStabilized{.group = "billing", .generation = GenerationId(14), .took = 49ms}), HasSubstr("0.0 s after"));
}

TEST(Describe, sizesAreReadable) {
    SegmentDeleted deleted{
        .partition = orders_4, .base_offset = Offset(100), .end_offset = Offset(250), .size_bytes = 1, .cause = RetentionCause::time};
    EXPECT_EQ(describe(deleted),
              "orders-4 deleted the segment of offsets 100 to 249 (1 byte): its newest record is older than retention.ms");
    deleted.size_bytes = 1536;
    EXPECT_THAT(describe(deleted), HasSubstr("(1.5 KiB)"));
    deleted.size_bytes = 1024 * 1024 * 1024;
    EXPECT_THAT(describe(deleted), HasSubstr("(1.0 GiB)"));
}

TEST(Describe, aCompactionTellsWhatItSaved) {
    EXPECT_EQ(describe(LogCleaned{.partition = orders_4,
                                  .first_dirty = Offset(10),
                                  .clean_to = Offset(90),
                                  .size_before_bytes = 2048,
                                  .size_after_bytes = 100,
                                  .records_before = 90,
                                  .records_after = 3,
                                  .segments_before = 4,
                                  .segments_after = 1,
                                  .took = 5ms}),
              "orders-4 was compacted up to offset 90: 3 of 90 records stay, 100 bytes instead of 2.0 KiB, 1 instead of 4 segments");
}

TEST(Describe, aLongCommitIsCutShort) {
    OffsetsCommitted committed{.group = "billing"};
    EXPECT_EQ(describe(committed), "group billing committed nothing");
    for (int i = 0; i < 6; ++i) committed.offsets.emplace_back(TopicPartition{"orders", i}, Offset(i * 10));
    EXPECT_EQ(describe(committed), "group billing committed orders-0 at 0, orders-1 at 10, orders-2 at 20, orders-3 at 30 and 2 more");
}

TEST(Describe, offsetsThatExpireSayWhetherTheGroupGoesWithThem) {
    EXPECT_EQ(describe(OffsetsExpired{"billing", {orders_4}, false}),
              "group billing: 1 committed offset expired after offsets.retention.minutes without use");
    EXPECT_EQ(
        describe(OffsetsExpired{"billing", {{"orders", 1}, {"orders", 2}, orders_4}, true}),
        "group billing: 3 committed offsets expired after offsets.retention.minutes without use; the group has no members, so it is gone");
    EXPECT_EQ(describe(OffsetsExpired{"billing", {}, true}), "group billing is gone: it has no members, and no committed offsets left");
}

TEST(Describe, onePartitionIsNotOnePartitions) {
    EXPECT_EQ(describe(TopicCreated{"t", 1, 3}), "topic t was created: 1 partition, replication factor 3");
    EXPECT_EQ(describe(TopicCreated{"t", 6, 3}), "topic t was created: 6 partitions, replication factor 3");
}

// A leader whose log simply ends earlier names no epoch in which the two part: nothing is said of epochs then.
TEST(Describe, aTruncationNamesTheEpochOnlyWhereItIsKnown) {
    EXPECT_EQ(describe(LogTruncated{orders_4, Offset(9), Offset(7), LeaderEpoch(3)}),
              "orders-4 truncated from offset 9 to 7: its log diverged from the leader's after epoch 3");
    EXPECT_EQ(describe(LogTruncated{orders_4, Offset(9), Offset(7), LeaderEpoch(-1)}),
              "orders-4 truncated from offset 9 to 7: what followed was removed");
    EXPECT_EQ(describe(LogTruncated{orders_4, Offset(9), Offset(12), LeaderEpoch(-1)}),
              "orders-4 begins anew at offset 12: the leader's log begins there, what was before is gone");
}

// Every kind, every cause: a sentence with words, in Kafka's terms, never an empty one and never two alike.
TEST(Describe, everyKindAndEveryCauseHasASentenceOfItsOwn) {
    std::vector<EventBody> all{BrokerRegistered{b3, BrokerEpoch(17)},
                               BrokerFenced{.broker = b3},
                               BrokerFenced{.broker = b3, .session_expired = true},
                               BrokerUnfenced{b3},
                               ControlledShutdownBegan{b3},
                               FaultChanged{"link cut 1 2", true},
                               FaultChanged{"link cut 1 2", false},
                               QuorumVoteGranted{b3, LeaderEpoch(2), true},
                               QuorumVoteGranted{b3, LeaderEpoch(2), false},
                               MetadataSnapshotTaken{Offset(900), LeaderEpoch(2), 4096, no_broker},
                               MetadataSnapshotTaken{Offset(900), LeaderEpoch(2), 4096, b3},
                               LogTruncated{orders_4, Offset(9), Offset(7), LeaderEpoch(3)},
                               LogTruncated{orders_4, Offset(9), Offset(7), LeaderEpoch(-1)},
                               LogTruncated{orders_4, Offset(9), Offset(12), LeaderEpoch(-1)},
                               LogRecovered{orders_4, Offset(9), 0},
                               LogRecovered{orders_4, Offset(9), 70},
                               LogDirectoryFailed{"/d2", "No space left on device", 0},
                               LogDirectoryFailed{"/d2", "No space left on device", 3},
                               LogCleaned{.partition = orders_4,
                                          .first_dirty = Offset(0),
                                          .clean_to = Offset(90),
                                          .size_before_bytes = 2048,
                                          .size_after_bytes = 100,
                                          .records_before = 90,
                                          .records_after = 3,
                                          .segments_before = 4,
                                          .segments_after = 1,
                                          .took = 5ms},
                               LogCleaningFailed{orders_4, "its bytes are damaged"},
                               HighWatermarkWaits{orders_4, 1, 2},
                               TopicCreated{"t", 6, 3},
                               TopicDeleted{"t"},
                               PartitionsAdded{"t", 3, 6},
                               ConfigChanged{"topic t", "retention.ms", "1000"},
                               ConfigChanged{"topic t", "retention.ms", std::nullopt},
                               ConfigChanged{"topic t", "retention.ms", ""},
                               MemberJoined{"g", "m-1", "c"},
                               MemberJoined{"g", "m-1", ""},
                               RebalanceBegan{"g", "a member joined"},
                               GenerationBegan{"g", GenerationId(3), "range", 2},
                               GenerationBegan{"g", GenerationId(3), "", 0},
                               GroupStabilized{"g", GenerationId(3), 20ms},
                               OffsetsCommitted{"g", {{orders_4, Offset(3)}}},
                               OffsetsExpired{"g", {orders_4}, false},
                               OffsetsExpired{"g", {orders_4}, true},
                               OffsetsExpired{"g", {}, true},
                               CoordinatorMoved{7, true, 2},
                               CoordinatorMoved{7, false, 2}};
    for (const NodeRun run : {NodeRun::starting, NodeRun::running, NodeRun::paused, NodeRun::stopping, NodeRun::stopped, NodeRun::killed,
                              NodeRun::failed, NodeRun::removed}) {
        all.push_back(NodeRunChanged{run, ""});
        all.push_back(NodeRunChanged{run, "command: broker kill 2"});
    }
    for (const QuorumRole role : {QuorumRole::unattached, QuorumRole::prospective, QuorumRole::candidate, QuorumRole::leader,
                                  QuorumRole::follower, QuorumRole::resigned}) {
        all.push_back(QuorumRoleChanged{role, LeaderEpoch(5), b3});
    }
    for (const auto cause : {LeaderChangeCause::created, LeaderChangeCause::leader_fenced, LeaderChangeCause::leader_shut_down,
                             LeaderChangeCause::preferred_election, LeaderChangeCause::unclean_election, LeaderChangeCause::leader_returned,
                             LeaderChangeCause::reassignment}) {
        all.push_back(LeaderElected{.partition = orders_4, .from = b1, .to = b3, .epoch = LeaderEpoch(9), .isr = {b3}, .cause = cause});
    }
    for (const auto cause : {IsrChangeCause::lag_time, IsrChangeCause::caught_up, IsrChangeCause::broker_fenced,
                             IsrChangeCause::broker_shut_down, IsrChangeCause::election, IsrChangeCause::reassignment}) {
        all.push_back(IsrChanged{.partition = orders_4, .from = {b1}, .to = {b1, b3}, .cause = cause, .replica = b3});
    }
    for (const auto cause :
         {SegmentRolled::Cause::bytes, SegmentRolled::Cause::time, SegmentRolled::Cause::index_full, SegmentRolled::Cause::offset_range}) {
        all.push_back(SegmentRolled{.partition = orders_4, .base_offset = Offset(5), .cause = cause});
    }
    for (const auto cause : {RetentionCause::time, RetentionCause::bytes, RetentionCause::log_start}) {
        all.push_back(
            SegmentDeleted{.partition = orders_4, .base_offset = Offset(5), .end_offset = Offset(9), .size_bytes = 5, .cause = cause});
    }
    for (const auto cause : {MemberLeftCause::left, MemberLeftCause::session_expired, MemberLeftCause::rebalance_timeout,
                             MemberLeftCause::kicked, MemberLeftCause::replaced_static}) {
        all.push_back(MemberLeft{"g", "m-1", cause});
    }
    std::set<std::string> sentences;
    std::set<std::string_view> kinds;
    for (const EventBody& body : all) {
        const std::string sentence = describe(body);
        EXPECT_GT(sentence.size(), 10U);
        EXPECT_THAT(sentence, Not(EndsWith(" ")));
        EXPECT_THAT(sentence, Not(EndsWith(":")));
        EXPECT_TRUE(sentences.insert(sentence).second) << "twice: " << sentence;
        kinds.insert(kind_of(body));
    }
    EXPECT_EQ(kinds.size(), std::variant_size_v<EventBody>) << "every kind is tried";
}

}  // namespace
}  // namespace vitrine::observe
