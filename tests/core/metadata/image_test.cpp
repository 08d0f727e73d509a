// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/image.h"

#include <gtest/gtest.h>

#include "metadata/image_builder.h"
#include "metadata/loader.h"
#include "metadata/view.h"
#include "tests/core/metadata/controller_test_context.h"

namespace vitrine::metadata {
namespace {

using namespace messages;  // NOLINT(google-build-using-namespace): the records by their names
using testing::ids;

const Uuid topic_a = Uuid::from_halves(0xa, 1);
const Uuid topic_b = Uuid::from_halves(0xb, 1);

TopicRecord topic(std::string name, const Uuid& id) {
    TopicRecord record;
    record.name = std::move(name);
    record.topic_id = id;
    return record;
}

PartitionRecord partition(const Uuid& id, std::int32_t index) {
    PartitionRecord record;
    record.topic_id = id;
    record.partition_id = index;
    record.replicas = ids({1, 2, 3});
    record.isr = {1, 2, 3};
    record.leader = BrokerId(1);
    record.leader_epoch = LeaderEpoch(0);
    record.partition_epoch = PartitionEpoch(0);
    record.directories = {testing::directory_of(1), testing::directory_of(2), testing::directory_of(3)};
    return record;
}

PartitionChangeRecord change_of(const Uuid& id, std::int32_t index) {
    PartitionChangeRecord record;
    record.topic_id = id;
    record.partition_id = index;
    return record;
}

RegisterBrokerRecord broker(int id, std::int64_t epoch) {
    RegisterBrokerRecord record;
    record.broker_id = BrokerId(id);
    record.broker_epoch = BrokerEpoch(epoch);
    record.end_points.push_back({"PLAINTEXT", "localhost", static_cast<std::uint16_t>(9091 + id), 0});
    record.log_dirs = {testing::directory_of(id)};
    return record;
}

ConfigRecord config(ResourceType type, std::string name, std::string key, std::optional<std::string> value) {
    ConfigRecord record;
    record.resource_type = static_cast<std::int8_t>(type);
    record.resource_name = std::move(name);
    record.name = std::move(key);
    record.value = std::move(value);
    return record;
}

class ImageTest : public ::testing::Test {
protected:
    void apply(const MetadataRecord& record) {
        const Status applied = builder.apply(record, builder.image().offset.next(), LeaderEpoch(1));
        ASSERT_TRUE(applied) << applied.error().message;
    }
    void refuses(const MetadataRecord& record) {
        ImageBuilder copy = builder;
        const Status applied = copy.apply(record, copy.image().offset.next(), LeaderEpoch(1));
        EXPECT_FALSE(applied) << name_of(record);
    }
    ImageBuilder builder;
};

TEST_F(ImageTest, TopicsAreFoundByNameAndById) {
    apply(topic("a", topic_a));
    apply(partition(topic_a, 0));
    apply(partition(topic_a, 1));
    const MetadataImage& image = builder.image();
    ASSERT_NE(image.topic(topic_a), nullptr);
    EXPECT_EQ(image.topic(topic_a), image.topic(std::string_view("a")));
    EXPECT_EQ(image.topic(topic_a)->partitions.size(), 2u);
    EXPECT_EQ(image.partition("a", 1)->leader, BrokerId(1));
    EXPECT_EQ(image.partition(TopicIdPartition{topic_a, 1}), image.partition("a", 1));
    EXPECT_EQ(image.partition("a", 2), nullptr);
    EXPECT_EQ(image.partition("b", 0), nullptr);
    EXPECT_EQ(image.offset, Offset(2));
}

TEST_F(ImageTest, APartitionChangeRaisesThePartitionEpochAndWithALeaderTheLeaderEpoch) {
    apply(topic("a", topic_a));
    apply(partition(topic_a, 0));
    auto change = change_of(topic_a, 0);
    change.isr = ids({1, 2});
    apply(change);
    EXPECT_EQ(testing::describe(*builder.image().partition("a", 0)), "leader 1 epoch 0.1 isr 1,2");

    change = change_of(topic_a, 0);
    change.leader = BrokerId(2);
    apply(change);
    EXPECT_EQ(testing::describe(*builder.image().partition("a", 0)), "leader 2 epoch 1.2 isr 1,2");

    change = change_of(topic_a, 0);
    change.leader = BrokerId(2);  // the same leader anew: a new epoch all the same
    apply(change);
    EXPECT_EQ(testing::describe(*builder.image().partition("a", 0)), "leader 2 epoch 2.3 isr 1,2");

    change = change_of(topic_a, 0);
    change.leader = no_broker;
    change.isr = ids({});
    change.eligible_leader_replicas = ids({1, 2});
    change.last_known_elr = ids({2});
    apply(change);
    EXPECT_EQ(testing::describe(*builder.image().partition("a", 0)), "leader none epoch 3.4 isr none elr 1,2 last 2");
}

TEST_F(ImageTest, APartitionWhoseEpochIsTheLastOneIsChangedNoMore) {
    constexpr std::int32_t last = std::numeric_limits<std::int32_t>::max();
    for (const bool of_leader : {false, true}) {
        ImageBuilder own;
        ASSERT_TRUE(own.apply(topic("a", topic_a), Offset(0), LeaderEpoch(1)));
        PartitionRecord record = partition(topic_a, 0);
        record.eligible_leader_replicas = ids({2});
        if (of_leader) record.leader_epoch = LeaderEpoch(last);
        else record.partition_epoch = PartitionEpoch(last);
        ASSERT_TRUE(own.apply(record, Offset(1), LeaderEpoch(1)));
        PartitionChangeRecord change = change_of(topic_a, 0);
        change.leader = BrokerId(2);
        const auto refused = own.apply(change, Offset(2), LeaderEpoch(1));
        ASSERT_FALSE(refused);
        EXPECT_NE(refused.error().message.find("whose epoch is the last one"), std::string::npos) << refused.error().message;
        EXPECT_EQ(own.apply(ClearElrRecord{}, Offset(2), LeaderEpoch(1)).has_value(), of_leader);
    }
}

TEST_F(ImageTest, ReplicasThatStayKeepTheirDirectory) {
    apply(topic("a", topic_a));
    apply(partition(topic_a, 0));
    auto change = change_of(topic_a, 0);
    change.replicas = ids({3, 4});
    apply(change);
    EXPECT_EQ(builder.image().partition("a", 0)->directory_of(BrokerId(3)), testing::directory_of(3));
    EXPECT_EQ(builder.image().partition("a", 0)->directory_of(BrokerId(4)), Uuid::from_halves(0, 1));
    EXPECT_TRUE(builder.image().partition("a", 0)->directory_of(BrokerId(1)).is_zero());
}

TEST_F(ImageTest, ADeletedTopicTakesItsConfigurationAlong) {
    apply(topic("a", topic_a));
    apply(partition(topic_a, 0));
    apply(config(ResourceType::topic, "a", "retention.ms", "1000"));
    EXPECT_EQ(builder.image().topic_config("a", "retention.ms"), "1000");
    RemoveTopicRecord remove;
    remove.topic_id = topic_a;
    apply(remove);
    EXPECT_EQ(builder.image().topic(topic_a), nullptr);
    EXPECT_EQ(builder.image().topic(std::string_view("a")), nullptr);
    EXPECT_TRUE(builder.image().config(ResourceType::topic, "a").empty());
    // The name may come again, as another topic.
    apply(topic("a", topic_b));
    EXPECT_TRUE(builder.image().config(ResourceType::topic, "a").empty());
}

TEST_F(ImageTest, BrokersAreFencedUnfencedAndShutDown) {
    apply(broker(1, 10));
    EXPECT_TRUE(builder.image().broker(BrokerId(1))->fenced);
    BrokerRegistrationChangeRecord change;
    change.broker_id = BrokerId(1);
    change.broker_epoch = BrokerEpoch(10);
    change.fenced = -1;
    apply(change);
    EXPECT_TRUE(builder.image().broker(BrokerId(1))->active());
    change.fenced = 0;
    change.in_controlled_shutdown = 1;
    apply(change);
    EXPECT_FALSE(builder.image().broker(BrokerId(1))->fenced);
    EXPECT_FALSE(builder.image().broker(BrokerId(1))->active());

    FenceBrokerRecord fence;
    fence.id = BrokerId(1);
    fence.epoch = 10;
    apply(fence);
    EXPECT_TRUE(builder.image().broker(BrokerId(1))->fenced);
    UnfenceBrokerRecord unfence;
    unfence.id = BrokerId(1);
    unfence.epoch = 10;
    apply(unfence);
    EXPECT_FALSE(builder.image().broker(BrokerId(1))->fenced);

    // A new registration begins afresh.
    apply(broker(1, 20));
    EXPECT_TRUE(builder.image().broker(BrokerId(1))->fenced);
    EXPECT_FALSE(builder.image().broker(BrokerId(1))->in_controlled_shutdown);

    UnregisterBrokerRecord gone;
    gone.broker_id = BrokerId(1);
    gone.broker_epoch = BrokerEpoch(20);
    apply(gone);
    EXPECT_EQ(builder.image().broker(BrokerId(1)), nullptr);
}

TEST_F(ImageTest, MinInsyncReplicasIsTheTopicsElseEveryBrokersElseTheDefault) {
    apply(topic("a", topic_a));
    const auto min_isr = [&](ConfigDefaults defaults = {}) { return builder.image().min_insync_replicas("a", defaults); };
    EXPECT_EQ(min_isr(), 1);
    EXPECT_EQ(min_isr({2, false}), 2);
    apply(config(ResourceType::broker, "", "min.insync.replicas", "3"));
    EXPECT_EQ(min_isr({2, false}), 3);
    apply(config(ResourceType::topic, "a", "min.insync.replicas", "2"));
    EXPECT_EQ(min_isr(), 2);
    EXPECT_EQ(builder.image().min_insync_replicas("other"), 3);
    apply(config(ResourceType::topic, "a", "min.insync.replicas", std::nullopt));
    EXPECT_EQ(min_isr(), 3);
    // A foreign log may hold anything.
    apply(config(ResourceType::topic, "a", "min.insync.replicas", "many"));
    EXPECT_EQ(min_isr({2, false}), 2);
}

TEST_F(ImageTest, ClearElrForgetsWhoIsEligibleOfOneTopicOrOfAll) {
    for (const auto& [name, id] : {std::pair{"a", topic_a}, {"b", topic_b}}) {
        apply(topic(name, id));
        apply(partition(id, 0));
        apply(partition(id, 1));
        auto change = change_of(id, 0);
        change.isr = ids({1});
        change.eligible_leader_replicas = ids({2});
        apply(change);
    }
    ClearElrRecord clear;
    clear.topic_name = "a";
    apply(clear);
    EXPECT_EQ(testing::describe(*builder.image().partition("a", 0)), "leader 1 epoch 0.2 isr 1");
    EXPECT_EQ(testing::describe(*builder.image().partition("a", 1)), "leader 1 epoch 0.0 isr 1,2,3");
    EXPECT_EQ(testing::describe(*builder.image().partition("b", 0)), "leader 1 epoch 0.1 isr 1 elr 2");
    clear.topic_name.clear();
    apply(clear);
    EXPECT_EQ(testing::describe(*builder.image().partition("b", 0)), "leader 1 epoch 0.2 isr 1");
}

TEST_F(ImageTest, RecordsThatDoNotFitAreRefused) {
    apply(topic("a", topic_a));
    apply(broker(1, 10));
    refuses(topic("a", topic_b));
    refuses(topic("b", topic_a));
    refuses(partition(topic_b, 0));
    refuses(change_of(topic_a, 0));
    refuses(change_of(topic_b, 0));
    refuses(RemoveTopicRecord{topic_b});
    BrokerRegistrationChangeRecord change;
    change.broker_id = BrokerId(1);
    change.broker_epoch = BrokerEpoch(9);
    refuses(change);
    change.broker_epoch = BrokerEpoch(10);
    change.fenced = 7;
    refuses(change);
    UnregisterBrokerRecord gone;
    gone.broker_id = BrokerId(2);
    refuses(gone);
    ClearElrRecord clear;
    clear.topic_name = "b";
    refuses(clear);
    ProducerIdsRecord producers;
    producers.next_producer_id = 0;
    refuses(producers);
    refuses(EndTransactionRecord{});
    refuses(AbortTransactionRecord{});
}

TEST_F(ImageTest, AnAbortedTransactionLeavesNothingBehind) {
    apply(topic("a", topic_a));
    (void)builder.take_changes();
    const MetadataImage before = builder.image();
    apply(BeginTransactionRecord{});
    apply(topic("b", topic_b));
    EXPECT_TRUE(builder.in_transaction());
    EXPECT_NE(builder.image().topic(topic_b), nullptr);
    EXPECT_EQ(builder.image_before_transaction().topic(topic_b), nullptr);
    apply(AbortTransactionRecord{});
    EXPECT_FALSE(builder.in_transaction());
    EXPECT_TRUE(builder.changes().empty());
    EXPECT_TRUE(builder.image().topics_by_id.same_as(before.topics_by_id));
    EXPECT_EQ(builder.image().offset, before.offset + 3);
}

TEST_F(ImageTest, AnImageSharesWhatDidNotChange) {
    for (int i = 0; i < 100; ++i) {
        const Uuid id = Uuid::from_halves(1, static_cast<std::uint64_t>(i + 1));
        apply(topic("t" + std::to_string(i), id));
        apply(partition(id, 0));
        apply(partition(id, 1));
    }
    const MetadataImage before = builder.image();
    auto change = change_of(Uuid::from_halves(1, 8), 1);
    change.leader = BrokerId(3);
    apply(change);
    const MetadataImage& after = builder.image();
    EXPECT_EQ(before.partition("t7", 1)->leader, BrokerId(1)) << "the older image stays as it was";
    EXPECT_EQ(after.partition("t7", 1)->leader, BrokerId(3));
    EXPECT_EQ(before.partition("t7", 0), after.partition("t7", 0)) << "the other partition is the same object";
    int shared = 0;
    for (const auto& [name, image] : before.topics_by_name) shared += after.topic(std::string_view(name)) == image.get() ? 1 : 0;
    EXPECT_EQ(shared, 99);
}

TEST_F(ImageTest, ChangesNameWhatChanged) {
    apply(topic("a", topic_a));
    apply(partition(topic_a, 0));
    apply(partition(topic_a, 1));
    apply(broker(1, 10));
    ImageChanges changes = builder.take_changes();
    EXPECT_EQ(changes.brokers, std::set{BrokerId(1)});
    EXPECT_EQ(changes.topics.at(topic_a), (TopicChange{"a", true, false, {0, 1}}));

    auto change = change_of(topic_a, 1);
    change.isr = ids({1});
    apply(change);
    apply(config(ResourceType::topic, "a", "retention.ms", "1"));
    changes = builder.take_changes();
    EXPECT_TRUE(changes.brokers.empty());
    EXPECT_EQ(changes.topics.at(topic_a), (TopicChange{"a", false, false, {1}}));
    EXPECT_EQ(changes.configs, (std::set<ConfigResource>{{ResourceType::topic, "a"}}));

    // Deleted and created anew under the same name: two topics.
    apply(RemoveTopicRecord{topic_a});
    apply(topic("a", topic_b));
    changes = builder.take_changes();
    EXPECT_TRUE(changes.topics.at(topic_a).deleted);
    EXPECT_TRUE(changes.topics.at(topic_b).created);
    EXPECT_TRUE(builder.take_changes().empty());

    // Merging is the same as one longer list of records.
    ImageChanges first;
    first.topics[topic_a] = {"a", true, false, {0}};
    first.configs.insert({ResourceType::topic, "a"});
    ImageChanges second;
    second.topics[topic_a] = {"a", false, true, {}};
    second.features = true;
    first.merge(second);
    EXPECT_EQ(first.topics.at(topic_a), (TopicChange{"a", true, true, {}}));
    EXPECT_TRUE(first.configs.empty());
    EXPECT_TRUE(first.features);
}

TEST_F(ImageTest, TheWindowSeesChangedTopicsAndBrokers) {
    apply(broker(1, 10));
    apply(broker(2, 11));
    apply(topic("__consumer_offsets", topic_a));
    apply(partition(topic_a, 0));
    apply(topic("b", topic_b));
    apply(partition(topic_b, 0));
    apply(config(ResourceType::topic, "b", "min.insync.replicas", "2"));
    const raft::LeaderAndEpoch controller{BrokerId(3), LeaderEpoch(4)};

    auto view = full_view(builder.image(), controller);
    EXPECT_EQ(view.active_controller, BrokerId(3));
    EXPECT_EQ(view.controller_epoch, LeaderEpoch(4));
    EXPECT_EQ(view.image_offset, builder.image().offset);
    ASSERT_EQ(view.topics.size(), 2u);
    EXPECT_TRUE(view.topics[0].internal);
    EXPECT_EQ(view.topics[1].name, "b");
    EXPECT_FALSE(view.topics[1].internal);
    EXPECT_EQ(view.topics[1].min_insync_replicas, 2);
    EXPECT_EQ(view.topics[1].configs.at("min.insync.replicas"), "2");
    EXPECT_EQ(view.topics[1].partitions.at(0).isr, ids({1, 2, 3}));
    ASSERT_EQ(view.brokers.size(), 2u);
    EXPECT_EQ(view.brokers[1].port, 9093);

    (void)builder.take_changes();
    auto change = change_of(topic_b, 0);
    change.isr = ids({1});
    change.eligible_leader_replicas = ids({2});
    apply(change);
    view = to_view(builder.image(), builder.changes(), controller);
    ASSERT_EQ(view.topics.size(), 1u);
    EXPECT_EQ(view.topics[0].partitions.at(0).eligible_leader_replicas, ids({2}));
    EXPECT_TRUE(view.brokers.empty());

    (void)builder.take_changes();
    apply(RemoveTopicRecord{topic_b});
    UnregisterBrokerRecord gone;
    gone.broker_id = BrokerId(2);
    gone.broker_epoch = BrokerEpoch(11);
    apply(gone);
    view = to_view(builder.image(), builder.changes(), controller);
    EXPECT_EQ(view.removed_topics, std::vector<std::string>{"b"});
    EXPECT_EQ(view.removed_brokers, ids({2}));
    EXPECT_TRUE(view.topics.empty());

    // What every broker defaults to concerns every topic.
    (void)builder.take_changes();
    apply(config(ResourceType::broker, "", "min.insync.replicas", "3"));
    view = to_view(builder.image(), builder.changes(), controller);
    ASSERT_EQ(view.topics.size(), 1u);
    EXPECT_EQ(view.topics[0].min_insync_replicas, 3);
}

// --- the loader ---

class Publications final : public MetadataPublisher {
public:
    void on_metadata(const std::shared_ptr<const MetadataImage>& before, const std::shared_ptr<const MetadataImage>& image,
                     const ImageChanges& changes) override {
        EXPECT_EQ(before, last) << "images follow each other without gaps";
        last = image;
        all.push_back(changes);
    }
    void on_controller_changed(const raft::LeaderAndEpoch& leader) override { controller = leader; }
    void on_metadata_fault(const Error& error) override { fault = error; }

    std::shared_ptr<const MetadataImage> last;
    std::vector<ImageChanges> all;
    raft::LeaderAndEpoch controller;
    std::optional<Error> fault;
};

class LoaderTest : public ::testing::Test {
protected:
    LoaderTest() : node(world.add_node(BrokerId(1))), log(BrokerId(1)), loader(node.environment().clock) {
        log.add_listener(loader);
        loader.add_publisher(publications);
        publications.last = loader.image();
    }
    void append(std::initializer_list<MetadataRecord> records) {
        std::vector<Bytes> values;
        for (const MetadataRecord& record : records) values.push_back(encode_record(record));
        log.append_foreign(LeaderEpoch(1), std::move(values));
    }
    env::sim::World world{1};
    env::sim::Node& node;
    testing::MemoryMetadataLog log;
    MetadataLoader loader;
    Publications publications;
};

TEST_F(LoaderTest, BatchesOfOneTurnArePublishedTogether) {
    append({topic("a", topic_a), partition(topic_a, 0)});
    append({topic("b", topic_b), partition(topic_b, 0)});
    EXPECT_TRUE(publications.all.empty());
    world.run_for(Milliseconds(1));
    ASSERT_EQ(publications.all.size(), 1u);
    EXPECT_EQ(publications.all[0].topics.size(), 2u);
    EXPECT_EQ(loader.image()->offset, Offset(3));
    append({NoOpRecord{}});
    world.run_for(Milliseconds(1));
    EXPECT_EQ(loader.applied_offset(), Offset(4)) << "also what changes nothing is told: brokers report how far they are";
    EXPECT_TRUE(publications.all.at(1).empty());
}

TEST_F(LoaderTest, ATransactionIsPublishedAsAWhole) {
    append({topic("a", topic_a), BeginTransactionRecord{}, topic("b", topic_b)});
    world.run_for(Milliseconds(1));
    EXPECT_TRUE(publications.all.empty());
    append({partition(topic_b, 0), EndTransactionRecord{}});
    world.run_for(Milliseconds(1));
    ASSERT_EQ(publications.all.size(), 1u);
    EXPECT_EQ(publications.all[0].topics.size(), 2u);
}

TEST_F(LoaderTest, AfterADamagedRecordNothingIsPublishedAnyMore) {
    append({topic("a", topic_a)});
    append({partition(topic_b, 0)});
    world.run_for(Milliseconds(1));
    ASSERT_TRUE(publications.fault);
    EXPECT_NE(publications.fault->message.find("offset 1"), std::string::npos) << publications.fault->message;
    append({topic("b", topic_b)});
    world.run_for(Milliseconds(1));
    EXPECT_TRUE(publications.all.empty());
    EXPECT_TRUE(loader.fault());
}

TEST_F(LoaderTest, TellsWhoTheControllerIs) {
    log.elect_other(BrokerId(2));
    EXPECT_EQ(publications.controller.leader, BrokerId(2));
    EXPECT_EQ(loader.controller().epoch, LeaderEpoch(1));
}

}  // namespace
}  // namespace vitrine::metadata
