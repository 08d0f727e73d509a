// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "base/varint.h"
#include "env/sim/world.h"
#include "metadata/image_records.h"
#include "metadata/snapshot_generator.h"
#include "metadata/snapshot_loader.h"
#include "tests/core/metadata/controller_test_context.h"
#include "tests/core/metadata/snapshot_round_trip.h"

namespace vitrine::metadata {
namespace {

using namespace messages;  // NOLINT(google-build-using-namespace): the records by their names
using testing::ids;

const Uuid topic_a = Uuid::from_halves(0xa, 1);
const Uuid topic_b = Uuid::from_halves(0xb, 1);

void put_string(Bytes& to, std::string_view text) {
    put_unsigned_varint(to, static_cast<std::uint32_t>(text.size() + 1));
    to.insert(to.end(), text.begin(), text.end());
}

OtherRecord token(std::string_view id, std::string_view owner) {
    OtherRecord record{.type = 10};
    put_string(record.message, owner);
    put_string(record.message, "requester");
    put_unsigned_varint(record.message, 2);  // one renewer
    put_string(record.message, "renewer");
    record.message.resize(record.message.size() + 24);
    put_string(record.message, id);
    record.message.push_back(0);
    return record;
}

OtherRecord scram(std::int16_t type, std::string_view user, std::uint8_t mechanism) {
    OtherRecord record{.type = type};
    put_string(record.message, user);
    record.message.push_back(mechanism);
    record.message.push_back(0);
    return record;
}

OtherRecord access(std::int16_t type, std::uint8_t id) {
    OtherRecord record{.type = type};
    record.message.resize(17);
    record.message[3] = id;
    return record;
}

class SnapshotTest : public ::testing::Test {
protected:
    void apply(const MetadataRecord& record) {
        const Status applied = builder.apply(record, builder.image().offset.next(), LeaderEpoch(3));
        ASSERT_TRUE(applied) << applied.error().message;
    }
    void topic(const std::string& name, const Uuid& id, std::int32_t partitions) {
        TopicRecord record;
        record.name = name;
        record.topic_id = id;
        apply(record);
        for (std::int32_t index = 0; index < partitions; ++index) {
            PartitionRecord partition;
            partition.topic_id = id;
            partition.partition_id = index;
            partition.replicas = ids({1, 2, 3});
            partition.isr = {1, 2};
            partition.leader = BrokerId(1);
            partition.leader_epoch = LeaderEpoch(7);
            partition.partition_epoch = PartitionEpoch(9);
            partition.leader_recovery_state = 1;
            partition.adding_replicas = ids({3});
            partition.eligible_leader_replicas = ids({3});
            partition.directories = {testing::directory_of(1), testing::directory_of(2), Uuid::from_halves(0, 1)};
            apply(partition);
        }
    }
    void feature(const std::string& name, std::int16_t level) {
        FeatureLevelRecord record;
        record.name = name;
        record.feature_level = level;
        apply(record);
    }
    void config(ResourceType type, const std::string& resource, const std::string& name, const std::string& value) {
        ConfigRecord record;
        record.resource_type = static_cast<std::int8_t>(type);
        record.resource_name = resource;
        record.name = name;
        record.value = value;
        apply(record);
    }
    void everything() {
        feature("group.version", 1);
        feature("metadata.version", 30);
        RegisterBrokerRecord broker;
        broker.broker_id = BrokerId(1);
        broker.broker_epoch = BrokerEpoch(44);
        broker.incarnation_id = Uuid::from_halves(4, 4);
        broker.end_points.push_back({"PLAINTEXT", "localhost", 9092, 0});
        broker.features.push_back({"metadata.version", 7, 30});
        broker.rack = std::nullopt;
        broker.in_controlled_shutdown = true;
        broker.log_dirs = {testing::directory_of(1)};
        apply(broker);
        RegisterControllerRecord controller;
        controller.controller_id = 1;
        controller.zk_migration_ready = true;
        controller.end_points.push_back({"CONTROLLER", "localhost", 9192, 0});
        apply(controller);
        topic("a", topic_a, 3);
        topic("b", topic_b, 1);
        config(ResourceType::topic, "a", "retention.ms", "1000");
        config(ResourceType::broker, "", "log.cleaner.threads", "2");
        config(ResourceType::group, "g", "consumer.session.timeout.ms", "50000");
        config(ResourceType::client_metrics, "m", "interval.ms", "100");
        ClientQuotaRecord quota;
        quota.entity = {{"user", "u"}, {"client-id", std::nullopt}};
        quota.key = "producer_byte_rate";
        quota.value = 0.5;
        apply(quota);
        ProducerIdsRecord producers;
        producers.next_producer_id = 3000;
        apply(producers);
        apply(token("t1", "somebody"));
        apply(scram(11, "u", 1));
        apply(access(18, 5));
        apply(OtherRecord{.type = 21, .message = {1, 0}});
    }
    ImageBuilder builder;
};

TEST_F(SnapshotTest, TheRecordsOfAnImageRebuildExactlyIt) {
    everything();
    for (const std::size_t records_max : {1u, 2u, 1000u}) {
        EXPECT_TRUE(testing::rebuilt(builder.image(), records_max) == builder.image()) << records_max;
    }
    EXPECT_TRUE(testing::rebuilt(MetadataImage{.offset = Offset(3), .epoch = LeaderEpoch(1)}, 10) ==
                (MetadataImage{.offset = Offset(3), .epoch = LeaderEpoch(1)}));
}

TEST_F(SnapshotTest, TheMetadataVersionComesFirst) {
    everything();
    ImageRecords records(std::make_shared<const MetadataImage>(builder.image()));
    const auto first = decode_record(SharedBytes(records.next(1).at(0))).value();
    EXPECT_EQ(std::get<FeatureLevelRecord>(first).name, "metadata.version");
}

TEST_F(SnapshotTest, RecordsWithoutAMeaningHereAreKeptUntilTheirThingGoes) {
    apply(token("t1", "somebody"));
    apply(token("t1", "somebody else"));
    apply(token("t2", "somebody"));
    EXPECT_EQ(builder.image().kept_records.size(), 2u) << "the last one of each";
    OtherRecord gone{.type = 26};
    put_string(gone.message, "t1");
    apply(gone);
    EXPECT_EQ(builder.image().kept_records.size(), 1u);
    apply(scram(11, "u", 1));
    apply(scram(11, "u", 2));
    apply(scram(22, "u", 1));
    apply(access(18, 5));
    apply(access(18, 6));
    apply(access(19, 5));
    EXPECT_EQ(builder.image().kept_records.size(), 3u);
    EXPECT_FALSE(builder.apply(OtherRecord{.type = 18, .message = {1, 2}}, Offset(100), LeaderEpoch(3))) << "it names no thing";
}

TEST_F(SnapshotTest, TheDifferenceOfTwoImagesIsWhatChanged) {
    everything();
    const MetadataImage before = builder.image();
    EXPECT_TRUE(difference(before, before).empty());
    static_cast<void>(builder.take_changes());
    PartitionChangeRecord change;
    change.topic_id = topic_a;
    change.partition_id = 2;
    change.isr = ids({1});
    apply(change);
    RemoveTopicRecord remove;
    remove.topic_id = topic_b;
    apply(remove);
    topic("c", Uuid::from_halves(0xc, 1), 2);
    config(ResourceType::topic, "c", "retention.ms", "1");
    feature("group.version", 0);
    UnfenceBrokerRecord unfence;
    unfence.id = BrokerId(1);
    unfence.epoch = 44;
    apply(unfence);
    // The same as the records one by one led to.
    EXPECT_EQ(difference(before, builder.image()), builder.changes());
    // And a topic that came with the image that nobody had.
    EXPECT_EQ(difference(MetadataImage{}, builder.image()).topics.at(topic_a).partitions, (std::set<std::int32_t>{0, 1, 2}));
}

// --- when ---

class Snapshots final : public raft::MetadataSnapshots {
public:
    Status write_snapshot(raft::SnapshotOrder order, std::move_only_function<void(Status)> done) override {
        if (refuses) return failure(ErrorCode::INVALID_REQUEST, "no batch ends there");
        orders.push_back(order.id);
        pending.push_back(std::move(done));
        return {};
    }
    bool refuses = false;
    std::vector<raft::OffsetAndEpoch> orders;
    std::vector<std::move_only_function<void(Status)>> pending;
};

class SnapshotGeneratorTest : public ::testing::Test {
protected:
    SnapshotGeneratorTest() {
        world.add_node(BrokerId(1));
        start({.log_bytes = 100, .interval = Milliseconds(3600'000)});
    }
    void start(SnapshotRules rules) {
        loader.emplace(world.node(BrokerId(1)).environment().clock);
        generator.emplace(world.node(BrokerId(1)).environment().clock, rules, *loader, snapshots, logger);
        loader->add_publisher(*generator);
        end = Offset(0);
    }
    void commit(std::int64_t size_bytes) {
        raft::CommittedBatch batch{.base_offset = end, .epoch = LeaderEpoch(2), .values = {}, .size_bytes = size_bytes};
        batch.values.emplace_back(encode_record(NoOpRecord{}));
        end = end.next();
        loader->on_committed(batch);
        world.run_for(milliseconds(1));
    }
    using milliseconds = std::chrono::milliseconds;
    env::sim::World world{1};
    Logger logger{"test"};
    Snapshots snapshots;
    std::optional<MetadataLoader> loader;
    std::optional<SnapshotGenerator> generator;
    Offset end{0};
};

TEST_F(SnapshotGeneratorTest, EnoughBytesSinceTheLastOneMakeASnapshot) {
    commit(60);
    EXPECT_TRUE(snapshots.orders.empty());
    commit(60);
    EXPECT_EQ(snapshots.orders, (std::vector<raft::OffsetAndEpoch>{{Offset(2), LeaderEpoch(2)}}));
    commit(200);
    EXPECT_EQ(snapshots.orders.size(), 1u) << "one at a time";
    snapshots.pending[0]({});
    commit(1);
    EXPECT_EQ(snapshots.orders.size(), 2u);
}

TEST_F(SnapshotGeneratorTest, SoDoesEnoughTimeOnceThereIsMetadata) {
    start({.log_bytes = 1'000'000, .interval = Milliseconds(5000)});
    world.run_for(milliseconds(20'000));
    commit(1);
    EXPECT_TRUE(snapshots.orders.empty());
    world.run_for(milliseconds(5000));
    EXPECT_TRUE(snapshots.orders.empty()) << "nothing new came";
    commit(1);
    EXPECT_EQ(snapshots.orders.size(), 1u);
}

TEST_F(SnapshotGeneratorTest, WhatWasLoadedIsNotWrittenAgain) {
    commit(90);
    loader->on_snapshot({.snapshot = {Offset(50), LeaderEpoch(2)}, .first = true, .last = true});
    end = Offset(50);
    commit(90);
    EXPECT_TRUE(snapshots.orders.empty());
    commit(10);
    EXPECT_EQ(snapshots.orders.size(), 1u);
}

TEST_F(SnapshotGeneratorTest, APlaceThatIsNoneIsTriedAgainWithTheNextMetadata) {
    snapshots.refuses = true;
    commit(200);
    snapshots.refuses = false;
    commit(1);
    EXPECT_EQ(snapshots.orders.size(), 1u);
}

}  // namespace
}  // namespace vitrine::metadata
