// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "observe/mailbox.h"

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::observe {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr BrokerId node_1{1};
constexpr BrokerId node_2{2};

ReplicaView replica(std::string topic, std::int64_t log_end) { return {.partition = {std::move(topic), 0}, .log_end = Offset(log_end)}; }

Event event(std::uint64_t sequence, BrokerId node = node_1) { return {.id = {node, sequence}, .body = TopicDeleted{"t"}}; }

// Puts in what the test is not asked about.
template <class T>
void put(DeltaMailbox& box, T&& item) {
    static_cast<void>(box.merge(std::forward<T>(item)));
}

TEST(DeltaMailbox, onlyTheFirstMergeAfterATakeAsksForAWakeUp) {
    DeltaMailbox box;
    EXPECT_TRUE(box.merge(event(1)));
    EXPECT_FALSE(box.merge(NodeDelta{.node = node_1, .version = 1}));
    EXPECT_FALSE(box.merge(WireFrame{}));
    EXPECT_FALSE(box.take().empty());
    EXPECT_TRUE(box.take().empty());
    EXPECT_TRUE(box.merge(WireFrame{}));
}

TEST(DeltaMailbox, theLastValueOfAStateWins) {
    DeltaMailbox box;
    put(box,
        NodeDelta{.node = node_1, .version = 1, .counters = CountersView{.bytes_in = 1}, .replicas = {replica("a", 1), replica("b", 1)}});
    put(box, NodeDelta{.node = node_2, .version = 7, .replicas = {replica("a", 9)}});
    put(box, NodeDelta{.node = node_1, .version = 2, .status = NodeStatus{.registered = true}, .replicas = {replica("b", 2)}});
    put(box, NodeDelta{.node = node_1, .version = 3, .counters = CountersView{.bytes_in = 3}});
    const ClusterDelta delta = box.take();
    ASSERT_EQ(delta.nodes.size(), 2U);
    const NodeDelta& one = delta.nodes[0];
    EXPECT_EQ(one.node, node_1);
    EXPECT_EQ(one.version, 3U);
    EXPECT_FALSE(one.full);
    EXPECT_TRUE(one.status->registered);
    EXPECT_EQ(one.counters->bytes_in, 3U);
    EXPECT_THAT(one.replicas, ElementsAre(replica("a", 1), replica("b", 2)));
    EXPECT_THAT(delta.nodes[1].replicas, ElementsAre(replica("a", 9)));
}

TEST(DeltaMailbox, aReaderTakesPiecesOfBoundedSizeThatAreTheWhole) {
    DeltaMailbox box;
    const auto view = [](std::int32_t partition, std::int64_t log_end) {
        return ReplicaView{.partition = {"a", partition}, .log_end = Offset(log_end)};
    };
    NodeDelta large{.node = node_1, .version = 1, .counters = CountersView{.bytes_in = 1}};
    large.metadata = MetadataDelta{.image_offset = Offset(10), .removed_topics = {"gone"}};
    for (const char* name : {"a", "b"})
        large.metadata->topics.push_back(TopicView{.name = name, .partitions = std::vector<PartitionView>(10)});
    for (std::int32_t i = 0; i < 25; ++i) large.replicas.push_back(view(i, 1));
    large.groups = {GroupView{.group_id = "g"}};
    put(box, std::move(large));
    put(box, NodeDelta{.node = node_2, .version = 1, .replicas = {replica("b", 1)}});
    for (std::uint64_t i = 1; i <= 7; ++i) put(box, event(i));
    for (int i = 0; i < 5; ++i) put(box, WireFrame{});

    constexpr PieceLimits most{.events_max = 3, .replicas_max = 10, .frames_max = 2};
    std::vector<std::uint64_t> events;
    std::vector<std::string> topics;
    std::vector<ReplicaView> replicas;
    std::size_t frames = 0;
    int groups = 0;
    int counters = 0;
    ClusterDelta piece;
    do {
        piece = box.take(most);
        EXPECT_FALSE(piece.empty());
        for (const Event& one : piece.events) events.push_back(one.id.sequence);
        std::size_t cost = 0;
        for (const NodeDelta& node : piece.nodes) {
            EXPECT_EQ(events.size(), 7U) << "state comes after the events";
            counters += node.counters ? 1 : 0;
            cost += node.replicas.size();
            if (node.metadata) {
                EXPECT_EQ(node.metadata->image_offset, Offset(10));
                EXPECT_THAT(replicas, IsEmpty()) << "replicas come after the topics that they are of";
                for (const TopicView& topic : node.metadata->topics) {
                    topics.push_back(topic.name);
                    cost += topic.partitions.size();
                }
            }
            replicas.insert(replicas.end(), node.replicas.begin(), node.replicas.end());
            if (!node.groups.empty()) {
                ++groups;
                EXPECT_EQ(replicas.size(), 25U) << "groups come after the replicas that tell their lags";
            }
        }
        EXPECT_LE(piece.events.size(), 3U);
        EXPECT_LE(piece.frames.size(), 2U);
        EXPECT_LE(cost, 10U);
        frames += piece.frames.size();
        // What comes in meanwhile waits, and asks for a reader once.
        if (replicas.size() == 10) {
            EXPECT_TRUE(box.merge(NodeDelta{.node = node_1, .version = 2, .replicas = {view(0, 2)}}));
        }
    } while (piece.more);
    EXPECT_THAT(events, ElementsAre(1, 2, 3, 4, 5, 6, 7));
    EXPECT_THAT(topics, ElementsAre("a", "b"));
    ASSERT_EQ(replicas.size(), 26U);
    EXPECT_EQ(replicas.back(), replica("b", 1));
    EXPECT_EQ(frames, 5U);
    EXPECT_EQ(groups, 1);
    EXPECT_EQ(counters, 1);
    const ClusterDelta next = box.take(most);
    ASSERT_EQ(next.nodes.size(), 1U);
    EXPECT_FALSE(next.nodes[0].full);
    EXPECT_THAT(next.nodes[0].replicas, ElementsAre(view(0, 2)));
    EXPECT_FALSE(next.more);
    EXPECT_TRUE(box.take(most).empty());
}

TEST(DeltaMailbox, aFullPieceHasTheWholeMetadata) {
    DeltaMailbox box;
    NodeDelta full{.node = node_1, .version = 1, .full = true, .replicas = {replica("a", 1)}};
    full.metadata = MetadataDelta{.image_offset = Offset(10)};
    for (const char* name : {"a", "b", "c"})
        full.metadata->topics.push_back(TopicView{.name = name, .partitions = std::vector<PartitionView>(10)});
    put(box, std::move(full));
    const ClusterDelta first = box.take({.events_max = 1, .replicas_max = 10, .frames_max = 1});
    ASSERT_EQ(first.nodes.size(), 1U);
    EXPECT_TRUE(first.nodes[0].full);
    EXPECT_EQ(first.nodes[0].metadata->topics.size(), 3U);
    EXPECT_TRUE(first.more);
    const ClusterDelta second = box.take({.events_max = 1, .replicas_max = 10, .frames_max = 1});
    ASSERT_EQ(second.nodes.size(), 1U);
    EXPECT_FALSE(second.nodes[0].full) << "the second piece does not forget the first";
    EXPECT_THAT(second.nodes[0].replicas, ElementsAre(replica("a", 1)));
}

TEST(DeltaMailbox, whatIsRemovedStaysRemovedUntilItComesBack) {
    DeltaMailbox box;
    put(box, NodeDelta{.node = node_1, .version = 1, .replicas = {replica("a", 1), replica("b", 1)}});
    put(box, NodeDelta{.node = node_1, .version = 2, .removed_replicas = {{"a", 0}, {"b", 0}}});
    put(box, NodeDelta{.node = node_1, .version = 3, .replicas = {replica("b", 5)}});
    const ClusterDelta delta = box.take();
    EXPECT_THAT(delta.nodes[0].removed_replicas, ElementsAre(TopicPartition{"a", 0}, TopicPartition{"b", 0}));
    EXPECT_THAT(delta.nodes[0].replicas, ElementsAre(replica("b", 5)));
}

TEST(DeltaMailbox, removalAndReturnInOneDeltaLeaveTheNewOne) {
    DeltaMailbox box;
    put(box, NodeDelta{.node = node_1, .version = 1, .groups = {GroupView{.group_id = "g", .generation = GenerationId(4)}}});
    put(box,
        NodeDelta{
            .node = node_1, .version = 2, .removed_groups = {"g"}, .groups = {GroupView{.group_id = "g", .generation = GenerationId(1)}}});
    const ClusterDelta delta = box.take();
    EXPECT_THAT(delta.nodes[0].removed_groups, ElementsAre("g"));
    ASSERT_EQ(delta.nodes[0].groups.size(), 1U);
    EXPECT_EQ(delta.nodes[0].groups[0].generation, GenerationId(1));
}

TEST(DeltaMailbox, metadataMergeByTopicAndBroker) {
    DeltaMailbox box;
    put(box, NodeDelta{.node = node_1,
                       .version = 1,
                       .metadata = MetadataDelta{.image_offset = Offset(10),
                                                 .topics = {TopicView{.name = "kept"}, TopicView{.name = "gone"}},
                                                 .brokers = {BrokerView{.id = node_1, .fenced = true}}}});
    put(box, NodeDelta{.node = node_1,
                       .version = 2,
                       .metadata = MetadataDelta{.image_offset = Offset(12),
                                                 .active_controller = node_2,
                                                 .removed_topics = {"gone"},
                                                 .removed_brokers = {node_2},
                                                 .brokers = {BrokerView{.id = node_1, .fenced = false}}}});
    const NodeDelta delta = box.take().nodes.at(0);
    ASSERT_TRUE(delta.metadata);
    EXPECT_EQ(delta.metadata->image_offset, Offset(12));
    EXPECT_EQ(delta.metadata->active_controller, node_2);
    EXPECT_THAT(delta.metadata->removed_topics, ElementsAre("gone"));
    EXPECT_THAT(delta.metadata->removed_brokers, ElementsAre(node_2));
    EXPECT_THAT(delta.metadata->topics, ElementsAre(TopicView{.name = "kept"}));
    EXPECT_THAT(delta.metadata->brokers, ElementsAre(BrokerView{.id = node_1, .fenced = false}));
}

TEST(DeltaMailbox, aFullDeltaReplacesAndStaysFull) {
    DeltaMailbox box;
    put(box, NodeDelta{.node = node_1, .version = 5, .status = NodeStatus{}, .replicas = {replica("a", 1)}});
    put(box, NodeDelta{.node = node_1, .version = 6, .full = true, .replicas = {replica("b", 1)}});
    put(box, NodeDelta{.node = node_1, .version = 7, .replicas = {replica("c", 1)}});
    const NodeDelta delta = box.take().nodes.at(0);
    EXPECT_TRUE(delta.full);
    EXPECT_FALSE(delta.status);
    EXPECT_THAT(delta.replicas, ElementsAre(replica("b", 1), replica("c", 1)));
}

TEST(DeltaMailbox, aNewLifeReplacesTheOldOne) {
    DeltaMailbox box;
    put(box, NodeDelta{.node = node_1, .version = 5, .replicas = {replica("a", 1)}});
    put(box, NodeDelta{.node = node_1, .version = 1, .replicas = {replica("b", 1)}});
    const NodeDelta delta = box.take().nodes.at(0);
    EXPECT_TRUE(delta.full);
    EXPECT_EQ(delta.version, 1U);
    EXPECT_THAT(delta.replicas, ElementsAre(replica("b", 1)));
}

TEST(DeltaMailbox, aBoxAfterATakeKnowsNothingOfBefore) {
    DeltaMailbox box;
    put(box, NodeDelta{.node = node_1, .version = 1, .full = true, .replicas = {replica("a", 1)}});
    static_cast<void>(box.take());
    put(box, NodeDelta{.node = node_1, .version = 2, .removed_replicas = {{"a", 0}}});
    const NodeDelta delta = box.take().nodes.at(0);
    EXPECT_FALSE(delta.full);
    EXPECT_THAT(delta.replicas, IsEmpty());
    EXPECT_THAT(delta.removed_replicas, ElementsAre(TopicPartition{"a", 0}));
}

TEST(DeltaMailbox, aFullLogGivesUpItsOldestAndCountsThem) {
    DeltaMailbox box({.events_max = 3, .frames_max = 2, .frame_bytes_max = 100});
    for (std::uint64_t i = 1; i <= 5; ++i) put(box, event(i));
    for (int i = 0; i < 3; ++i) put(box, WireFrame{.correlation_id = i});
    ClusterDelta delta = box.take();
    ASSERT_EQ(delta.events.size(), 3U);
    EXPECT_EQ(delta.events.front().id.sequence, 3U);
    EXPECT_EQ(delta.events_dropped, 2U);
    EXPECT_EQ(delta.frames.size(), 2U);
    EXPECT_EQ(delta.frames_dropped, 1U);
    put(box, event(6));
    delta = box.take();
    EXPECT_EQ(delta.events_dropped, 0U) << "counted once";
}

TEST(DeltaMailbox, framesAreBoundedInBytesToo) {
    DeltaMailbox box({.frames_max = 100, .frame_bytes_max = 100});
    for (int i = 0; i < 5; ++i) put(box, WireFrame{.correlation_id = i, .head = SharedBytes(Bytes(40))});
    const ClusterDelta delta = box.take();
    ASSERT_EQ(delta.frames.size(), 2U);
    EXPECT_EQ(delta.frames.front().correlation_id, 3);
    EXPECT_EQ(delta.frames_dropped, 3U);
}

TEST(MailboxObserver, numbersEventsAndKeepsTheirCause) {
    DeltaMailbox box;
    int woken = 0;
    MailboxObserver observer(node_2, box, [&] { ++woken; });
    const EventId first = observer.record(Instant{}, wall_time(5), TopicCreated{.topic = "t"});
    const EventId second = observer.record(Instant{}, wall_time(6), TopicDeleted{.topic = "t"}, first);
    EXPECT_EQ(first, (EventId{node_2, 1}));
    EXPECT_EQ(second, (EventId{node_2, 2}));
    EXPECT_EQ(woken, 1);
    const ClusterDelta delta = box.take();
    ASSERT_EQ(delta.events.size(), 2U);
    EXPECT_EQ(delta.events[1].cause, first);
    EXPECT_EQ(kind_of(delta.events[1].body), "TopicDeleted");
    observer.publish(NodeDelta{.node = node_2});
    observer.tap(WireFrame{});
    EXPECT_EQ(woken, 2);
}

TEST(MailboxObserver, isInterestedInWhatTheReaderWants) {
    DeltaMailbox box;
    MailboxObserver observer(node_1, box, [] {});
    EXPECT_FALSE(observer.interest().views || observer.interest().segments || observer.interest().wire);
    observer.set_interest({.views = true, .wire = true});
    EXPECT_TRUE(observer.interest().views && observer.interest().wire);
    EXPECT_FALSE(observer.interest().segments);
}

TEST(DeltaMailbox, losesNothingBetweenThreads) {
    constexpr int writers = 3;
    constexpr std::uint64_t each = 5000;
    DeltaMailbox box({.events_max = 100'000});
    std::atomic<int> wake_ups{0};
    std::vector<std::unique_ptr<MailboxObserver>> observers;
    for (int i = 1; i <= writers; ++i) observers.push_back(std::make_unique<MailboxObserver>(BrokerId(i), box, [&] { ++wake_ups; }));
    std::vector<std::thread> threads;
    std::atomic<int> running{writers};
    for (int i = 0; i < writers; ++i) {
        threads.emplace_back([&, i] {
            MailboxObserver& observer = *observers[static_cast<std::size_t>(i)];
            for (std::uint64_t n = 1; n <= each; ++n) {
                observer.record(Instant{}, WallTime{}, TopicDeleted{"t"});
                if (observer.interest().views) {
                    observer.publish({.node = BrokerId(i + 1), .version = n, .counters = CountersView{.bytes_in = n}});
                }
            }
            --running;
        });
    }
    std::map<BrokerId, std::uint64_t> last_sequence;
    std::map<BrokerId, std::uint64_t> last_version;
    std::uint64_t events = 0;
    int takes = 0;
    const auto take = [&] {
        const ClusterDelta delta = box.take();
        if (!delta.empty()) ++takes;
        for (const Event& event : delta.events) {
            EXPECT_EQ(event.id.sequence, ++last_sequence[event.id.node]);
            ++events;
        }
        for (const NodeDelta& node : delta.nodes) {
            EXPECT_GT(node.version, last_version[node.node]);
            last_version[node.node] = node.version;
        }
    };
    for (const auto& observer : observers) observer->set_interest({.views = true});
    while (running > 0) take();
    for (std::thread& thread : threads) thread.join();
    take();
    EXPECT_EQ(events, writers * each);
    EXPECT_EQ(wake_ups, takes) << "one wake-up for each batch, none missing";
}

}  // namespace
}  // namespace vitrine::observe
