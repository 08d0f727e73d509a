// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/files.h"

#include "storage/leader_epoch_cache.h"
#include "storage/meta_properties.h"
#include "tests/core/storage/support.h"

namespace vitrine::storage {
namespace {

TEST(Files, NamesHaveTwentyDigits) {
    EXPECT_EQ(segment_path("t-0", Offset(42), log_suffix), "t-0/00000000000000000042.log");
    EXPECT_EQ(parse_segment_name("00000000000000000042.log", log_suffix), Offset(42));
    EXPECT_EQ(parse_segment_name("09223372036854775807.timeindex", time_index_suffix), Offset(long_max));
    for (const char* wrong : {"42.log", "00000000000000000042.log.deleted", "0000000000000000004x.log", "-0000000000000000042.log",
                              "00000000000000000042.index", "99999999999999999999.log"}) {
        EXPECT_FALSE(parse_segment_name(wrong, log_suffix).has_value()) << wrong;
    }
}

TEST(Files, OffsetCheckpointsAreKafkasText) {
    const OffsetsByPartition offsets{{{"orders", 0}, Offset(17)}, {{"with-dash", 12}, Offset(0)}};
    const std::string text = format_offset_checkpoint(offsets);
    EXPECT_EQ(text, "0\n2\norders 0 17\nwith-dash 12 0\n");
    EXPECT_EQ(*parse_offset_checkpoint(text, "file"), offsets);
    EXPECT_TRUE(parse_offset_checkpoint("", "file")->empty());
    for (const char* wrong :
         {"1\n0\n", "0\n", "0\n2\norders 0 17\n", "0\n1\norders 17\n", "0\n1\norders x 17\n", "0\n-1\n", "0\n0\norders 0 1\n"}) {
        const auto parsed = parse_offset_checkpoint(wrong, "the-checkpoint");
        ASSERT_FALSE(parsed.has_value()) << wrong;
        EXPECT_NE(parsed.error().message.find("the-checkpoint, line"), std::string::npos) << parsed.error().message;
    }
}

TEST(Files, EpochCheckpointsAreKafkasText) {
    const std::vector<EpochEntry> entries{{LeaderEpoch(0), Offset(0)}, {LeaderEpoch(7), Offset(120)}};
    EXPECT_EQ(format_epoch_checkpoint(entries), "0\n2\n0 0\n7 120\n");
    EXPECT_EQ(*parse_epoch_checkpoint("0\n2\n0 0\n7 120\n", "file"), entries);
    EXPECT_FALSE(parse_epoch_checkpoint("0\n1\n-1 0\n", "file").has_value());
}

TEST(Files, PartitionMetadataHasNoNewlineAtItsEnd) {
    EXPECT_EQ(format_partition_metadata(metadata_topic_id), "version: 0\ntopic_id: AAAAAAAAAAAAAAAAAAAAAQ");
    EXPECT_EQ(*parse_partition_metadata("version: 0\ntopic_id: AAAAAAAAAAAAAAAAAAAAAQ", "file"), metadata_topic_id);
    for (const char* wrong : {"", "version: 1\ntopic_id: AAAAAAAAAAAAAAAAAAAAAQ", "version: 0\n", "version: 0\ntopic_id: nonsense"}) {
        EXPECT_FALSE(parse_partition_metadata(wrong, "file").has_value()) << wrong;
    }
}

TEST(Files, PartitionMetadataThatLostPowerIsTornAndNothingElseIs) {
    const std::string whole = format_partition_metadata(metadata_topic_id);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        EXPECT_TRUE(torn_partition_metadata(whole.substr(0, size))) << size;
        EXPECT_TRUE(torn_partition_metadata(whole.substr(0, size) + std::string(3, '\0'))) << size;
    }
    EXPECT_FALSE(torn_partition_metadata(whole));
    for (const char* wrong : {"nonsense", "version: 1", "version: 0\ntopic-id: AAAA"})
        EXPECT_FALSE(torn_partition_metadata(wrong)) << wrong;
}

TEST(Files, TheCleanShutdownMarkerCarriesTheBrokerEpoch) {
    EXPECT_EQ(format_clean_shutdown(12), "{\"version\":0,\"brokerEpoch\":12}");
    EXPECT_EQ(parse_clean_shutdown("{\"version\":0,\"brokerEpoch\":12}"), 12);
    EXPECT_EQ(parse_clean_shutdown("{\"brokerEpoch\": -1, \"version\":0}"), -1);
    EXPECT_FALSE(parse_clean_shutdown("").has_value());
}

TEST(MetaProperties, AreWrittenAndReadAndThoseOfKafkaToo) {
    LogContext context;
    EXPECT_FALSE(read_meta_properties(context.environment->disk)->has_value());
    const MetaProperties properties{"MkU3OEVBNTcwNTJENDM2Qg==", BrokerId(3), Uuid::from_halves(1, 2)};
    std::optional<Status> written;
    write_meta_properties(context.environment->disk, properties, [&](Status status) { written = std::move(status); });
    EXPECT_TRUE(context.world.run_until([&] { return written.has_value(); }, 1s));
    EXPECT_EQ(*read_meta_properties(context.environment->disk), properties);
    context.world.crash(the_node);
    EXPECT_EQ(*read_meta_properties(context.node.disk()), properties) << "it is durable when the completion comes";

    // From a directory that Apache Kafka 4.3.1 formatted.
    const std::string kafka =
        "#\n#Sat Nov 22 05:26:00 UTC 2025\ncluster.id=6HlQQuQYSnaGAvGUvwaKWQ\ndirectory.id=c8wCMWbvR8q8m1u6kpwyWA\nnode.id=1\nversion=1\n";
    ASSERT_OK(env::write_file(context.node.disk(), "meta.properties", as_bytes(kafka)));
    const auto read = read_meta_properties(context.node.disk());
    ASSERT_OK(read);
    EXPECT_EQ((*read)->cluster_id, "6HlQQuQYSnaGAvGUvwaKWQ");
    EXPECT_EQ((*read)->node_id, BrokerId(1));
    EXPECT_EQ((*read)->directory_id.to_string(), "c8wCMWbvR8q8m1u6kpwyWA");
}

TEST(MetaProperties, WhatIsMissingIsNamed) {
    LogContext context;
    for (const auto& [content, named] : {std::pair<std::string, std::string>{"version=1\nnode.id=1\n", "cluster.id"},
                                         {"version=1\ncluster.id=x\n", "node.id"},
                                         {"cluster.id=x\nnode.id=1\n", "version"},
                                         {"version=0\nbroker.id=1\ncluster.id=x\n", "version 0"},
                                         {"version=1\ncluster.id=x\nnode.id=one\n", "node.id 'one'"}}) {
        ASSERT_OK(env::write_file(context.node.disk(), "meta.properties", as_bytes(content)));
        const auto read = read_meta_properties(context.node.disk());
        ASSERT_FALSE(read.has_value()) << content;
        EXPECT_NE(read.error().message.find(named), std::string::npos) << read.error().message;
    }
}

}  // namespace
}  // namespace vitrine::storage
