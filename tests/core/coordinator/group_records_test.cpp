// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "coordinator/group_records.h"

#include <gtest/gtest.h>

namespace vitrine::coordinator {
namespace {

TEST(GroupRecords, an_offset_commit_has_the_bytes_that_kafka_writes) {
    const KeyValue record =
        to_record({.group = "g", .topic = "t", .partition = 3}, {.offset = 5, .leader_epoch = 2, .metadata = "m", .commit_timestamp = 7});
    EXPECT_EQ(record.key, (Bytes{0, 1, 0, 1, 'g', 0, 1, 't', 0, 0, 0, 3}));
    EXPECT_EQ(*record.value, (Bytes{0, 3, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 2, 0, 1, 'm', 0, 0, 0, 0, 0, 0, 0, 7}));
}

TEST(GroupRecords, an_offset_with_an_expiry_time_of_its_own_is_written_in_the_version_that_has_one) {
    const KeyValue record = to_record({.group = "g", .topic = "t", .partition = 3},
                                      {.offset = 5, .leader_epoch = 2, .metadata = "m", .commit_timestamp = 7, .expire_timestamp = 9});
    EXPECT_EQ(*record.value, (Bytes{0, 1, 0, 0, 0, 0, 0, 0, 0, 5, 0, 1, 'm', 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 9}));
}

TEST(GroupRecords, what_is_written_is_read_back) {
    messages::GroupMetadataValue value;
    value.protocol_type = "consumer";
    value.generation = 4;
    value.protocol = "range";
    value.leader = "a";
    value.members.push_back({.member_id = "a",
                             .client_id = "c",
                             .client_host = "/127.0.0.1",
                             .rebalance_timeout = 1,
                             .session_timeout = 2,
                             .subscription = {1},
                             .assignment = {2}});
    const KeyValue record = to_record({.group = "billing"}, value);
    const auto decoded = decode_record(record.key, *record.value);
    ASSERT_TRUE(decoded);
    const auto* metadata = std::get_if<GroupMetadataRecord>(&*decoded);
    ASSERT_NE(metadata, nullptr);
    EXPECT_EQ(metadata->key.group, "billing");
    EXPECT_EQ(metadata->value, value);
}

TEST(GroupRecords, a_tombstone_has_no_value) {
    const KeyValue record = to_tombstone({.group = "g", .topic = "t", .partition = 0});
    EXPECT_FALSE(record.value);
    const auto decoded = decode_record(record.key, std::nullopt);
    ASSERT_TRUE(decoded);
    EXPECT_FALSE(std::get<OffsetCommitRecord>(*decoded).value);
}

TEST(GroupRecords, records_of_other_kinds_of_groups_are_named_and_left_alone) {
    const auto decoded = decode_record(Bytes{0, 3, 0, 1, 'g'}, std::nullopt);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(std::get<ForeignRecord>(*decoded).key_type, 3);
}

TEST(GroupRecords, damaged_records_are_errors) {
    EXPECT_FALSE(decode_record(Bytes{0}, std::nullopt));
    EXPECT_FALSE(decode_record(Bytes{0, 1, 0, 9, 'g'}, std::nullopt));
    EXPECT_FALSE(decode_record(Bytes{0, 1, 0, 1, 'g', 0, 1, 't', 0, 0, 0, 3}, Bytes{0, 99}));
}

}  // namespace
}  // namespace vitrine::coordinator
