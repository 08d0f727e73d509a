// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/record_serde.h"

#include <initializer_list>
#include <string>

#include <gtest/gtest.h>

#include "env/random.h"

namespace vitrine::metadata {
namespace {

using namespace messages;  // NOLINT(google-build-using-namespace): the records by their names

SharedBytes bytes_of(std::string_view hex) {
    Bytes bytes;
    int digits = 0;
    unsigned value = 0;
    for (const char c : hex) {
        if (c == ' ') continue;
        value = value * 16 + static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
        if (++digits % 2 == 0) {
            bytes.push_back(static_cast<std::uint8_t>(value));
            value = 0;
        }
    }
    return SharedBytes(std::move(bytes));
}

std::string hex_of(ByteSpan bytes) {
    std::string text;
    for (const std::uint8_t byte : bytes) text += fmt::format("{:02x}", byte);
    return text;
}
std::string hex_of(const SharedBytes& bytes) { return hex_of(bytes.span()); }

struct Golden {
    const char* why;
    MetadataRecord record;
    const char* hex;
};

std::vector<Golden> goldens() {
    const Uuid topic = Uuid::from_halves(0x0102030405060708, 0x090a0b0c0d0e0f10);
    const Uuid directory = Uuid::from_halves(0xd1, 0x02);
    std::vector<Golden> all;

    FeatureLevelRecord level;
    level.name = "metadata.version";
    level.feature_level = 30;
    all.push_back({"frame 1, type 12, version 0; a compact string counts one more; level; no tags", level,
                   "01 0c 00 11 6d657461646174612e76657273696f6e 001e 00"});

    all.push_back({"nothing but the frame and the empty tags", NoOpRecord{}, "01 14 00 00"});

    TopicRecord created;
    created.name = "t";
    created.topic_id = topic;
    all.push_back({"name, then id", created, "01 02 00 02 74 0102030405060708090a0b0c0d0e0f10 00"});

    PartitionRecord partition;
    partition.partition_id = 0;
    partition.topic_id = topic;
    partition.replicas = {BrokerId(1), BrokerId(2)};
    partition.isr = {1, 2};
    partition.leader = BrokerId(1);
    partition.leader_epoch = LeaderEpoch(0);
    partition.partition_epoch = PartitionEpoch(0);
    partition.directories = {directory, directory};
    all.push_back({"version 2: directories; recovery state, ELR and last known ELR are tags and absent by default", partition,
                   "01 03 02 00000000 0102030405060708090a0b0c0d0e0f10 03 00000001 00000002 03 00000001 00000002 01 01 00000001 00000000 "
                   "00000000 03 00000000000000d10000000000000002 00000000000000d10000000000000002 00"});

    PartitionChangeRecord change;
    change.partition_id = 3;
    change.topic_id = topic;
    change.isr = std::vector{BrokerId(2)};
    change.leader = BrokerId(2);
    change.eligible_leader_replicas = std::vector{BrokerId(1)};
    all.push_back({"version 2: three tags in order: 0 ISR, 1 leader, 6 ELR", change,
                   "01 05 02 00000003 0102030405060708090a0b0c0d0e0f10 03 00 05 02 00000002 01 04 00000002 06 05 02 00000001"});

    ConfigRecord config;
    config.resource_type = 2;
    config.resource_name = "t";
    config.name = "k";
    config.value = "v";
    all.push_back({"topic t, k=v", config, "01 04 00 02 02 74 02 6b 02 76 00"});
    config.value.reset();
    all.push_back({"a null value removes the key", config, "01 04 00 02 02 74 02 6b 00 00"});

    BrokerRegistrationChangeRecord fence;
    fence.broker_id = BrokerId(2);
    fence.broker_epoch = BrokerEpoch(7);
    fence.fenced = 1;
    all.push_back({"fencing needs version 0 only: tag 0", fence, "01 11 00 00000002 0000000000000007 01 00 01 01"});
    fence.fenced = 0;
    fence.in_controlled_shutdown = 1;
    all.push_back({"controlled shutdown is version 1: tag 1", fence, "01 11 01 00000002 0000000000000007 01 01 01 01"});

    RegisterBrokerRecord broker;
    broker.broker_id = BrokerId(1);
    broker.incarnation_id = topic;
    broker.broker_epoch = BrokerEpoch(5);
    broker.end_points.push_back({"P", "h", 9092, 0});
    broker.features.push_back({"f", 0, 1});
    broker.rack.reset();
    broker.log_dirs = {directory};
    all.push_back(
        {"version 4; a null rack; log directories are tag 0", broker,
         "01 00 04 00000001 00 0102030405060708090a0b0c0d0e0f10 0000000000000005 02 02 50 02 68 2384 0000 00 02 02 66 0000 0001 00 "
         "00 01 00 01 00 11 02 00000000000000d10000000000000002"});

    ProducerIdsRecord producers;
    producers.broker_id = BrokerId(1);
    producers.broker_epoch = BrokerEpoch(5);
    producers.next_producer_id = 1000;
    all.push_back({"the next block's first id", producers, "01 0f 00 00000001 0000000000000005 00000000000003e8 00"});

    BeginTransactionRecord begin;
    begin.name = "B";
    all.push_back({"the name is a tag", begin, "01 17 00 01 00 02 02 42"});
    all.push_back({"the end of a transaction", EndTransactionRecord{}, "01 18 00 00"});

    ClearElrRecord clear;
    clear.topic_name = "t";
    all.push_back({"type 28 is still one byte", clear, "01 1c 00 02 74 00"});
    return all;
}

TEST(RecordSerde, WritesTheBytesThatKafkaWrites) {
    for (const Golden& golden : goldens()) {
        EXPECT_EQ(hex_of(ByteSpan(encode_record(golden.record))), hex_of(bytes_of(golden.hex)))
            << name_of(golden.record) << ": " << golden.why;
    }
}

TEST(RecordSerde, ReadsThemBack) {
    for (const Golden& golden : goldens()) {
        const auto record = decode_record(bytes_of(golden.hex));
        ASSERT_TRUE(record) << golden.why << ": " << record.error().message;
        EXPECT_TRUE(*record == golden.record) << golden.why;
    }
}

TEST(RecordSerde, ReadsOlderVersions) {
    // A version 0 PartitionRecord has no directories.
    const auto record =
        decode_record(bytes_of("01 03 00 00000000 0102030405060708090a0b0c0d0e0f10 02 00000001 02 00000001 01 01 00000001 00000000 "
                               "00000000 00"));
    ASSERT_TRUE(record) << record.error().message;
    EXPECT_TRUE(std::get<PartitionRecord>(*record).directories.empty());
}

TEST(RecordSerde, KeepsRecordsThatItDoesNotInterpret) {
    // AccessControlEntryRecord: skipped by the image, kept byte for byte.
    const SharedBytes acl = bytes_of("01 12 00 aabbcc");
    const auto record = decode_record(acl);
    ASSERT_TRUE(record);
    EXPECT_EQ(name_of(*record), "record type 18");
    EXPECT_EQ(hex_of(ByteSpan(encode_record(*record))), hex_of(acl));
}

TEST(RecordSerde, RefusesWhatIsNoRecord) {
    for (const char* hex : {"", "00 14 00 00", "02 14 00 00", "01", "01 14", "01 ff7f 00 00", "01 14 01 00", "01 12 01 00", "01 14 00",
                            "01 14 00 00 00", "01 02 00 ff ff ff ff 0f", "01 06 00 00", "ff ff ff ff ff ff"}) {
        const auto record = decode_record(bytes_of(hex));
        ASSERT_FALSE(record) << hex;
        EXPECT_EQ(record.error().code, ErrorCode::CORRUPT_MESSAGE) << hex;
        EXPECT_FALSE(record.error().message.empty());
    }
}

TEST(RecordSerde, SurvivesAnyBytes) {
    env::Xoshiro random(3);
    const auto golden = goldens();
    int refused = 0;
    for (int i = 0; i < 20'000; ++i) {
        const Golden& start = golden[random.below(golden.size())];
        Bytes bytes = encode_record(start.record);
        bytes[random.below(bytes.size())] = static_cast<std::uint8_t>(random.next());
        if (random.below(4) == 0) bytes.resize(random.below(bytes.size()) + 1);
        if (!decode_record(SharedBytes(std::move(bytes)))) ++refused;
    }
    EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace vitrine::metadata
