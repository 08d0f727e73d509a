// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/dump_text.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "app/tools/tool_options.h"
#include "app/tools/tools.h"
#include "base/varint.h"
#include "messages/consumer_group_records.h"
#include "messages/control_records.h"
#include "messages/group_records.h"
#include "messages/metadata_records.h"
#include "messages/transaction_log_records.h"
#include "records/control.h"
#include "wire/codec.h"

namespace vitrine::tools {
namespace {

using ::testing::HasSubstr;

Bytes bytes(std::string_view text) { return Bytes(text.begin(), text.end()); }

template <class T>
Bytes encoded(const T& body, wire::Version version, std::int16_t prefix) {
    Bytes result{static_cast<std::uint8_t>(prefix >> 8), static_cast<std::uint8_t>(prefix)};
    const auto pieces = wire::encode(T::message(), &body, version);
    const Bytes frame = pieces.to_bytes();
    result.insert(result.end(), frame.begin(), frame.end());
    return result;
}

records::RecordView view(const std::optional<Bytes>& key, const std::optional<Bytes>& value) {
    records::RecordView record;
    record.offset = Offset(5);
    record.timestamp_ms = 77;
    if (key) record.key = ByteSpan(*key);
    if (value) record.value = ByteSpan(*value);
    return record;
}

// What Apache Kafka 4.3's tool printed for such a batch.
TEST(DumpText, ABatchIsALine) {
    const records::BatchHeader header{.base_offset = Offset(0),
                                      .batch_length = 888,
                                      .leader_epoch = LeaderEpoch(0),
                                      .crc = 1334948655,
                                      .last_offset_delta = 29,
                                      .base_timestamp_ms = 1,
                                      .max_timestamp_ms = 1795373668963,
                                      .producer_id = ProducerId(0),
                                      .producer_epoch = ProducerEpoch(0),
                                      .base_sequence = 0,
                                      .record_count = 30};
    EXPECT_EQ(batchLine(header, 0, true),
              "baseOffset: 0 lastOffset: 29 count: 30 baseSequence: 0 lastSequence: 29 producerId: 0 producerEpoch: 0 "
              "partitionLeaderEpoch: 0 isTransactional: false isControl: false "
              "deleteHorizonMs: OptionalLong.empty position: 0 CreateTime: 1795373668963 size: 900 magic: 2 compresscodec: none crc: "
              "1334948655 isvalid: true\n");
}

TEST(DumpText, ARecordIsALineBelowItsBatch) {
    const records::BatchHeader header{.base_offset = Offset(3), .base_sequence = 10, .record_count = 3};
    const Bytes key = bytes("k");
    const Bytes value = bytes("v");
    EXPECT_EQ(recordLine(header, view(key, value), {.records = true, .payload = true}),
              "| offset: 5 CreateTime: 77 keySize: 1 valueSize: 1 sequence: 12 headerKeys: [] key: k payload: v\n");
    EXPECT_EQ(recordLine(header, view(std::nullopt, std::nullopt), {.records = true}),
              "| offset: 5 CreateTime: 77 keySize: -1 valueSize: -1 sequence: 12 headerKeys: []\n");
    EXPECT_EQ(recordLine(header, view(key, value), {.records = true, .payload = true, .skipMetadata = true}), "| key: k payload: v\n");
}

TEST(DumpText, OffsetsAreDecoded) {
    const Bytes key = encoded(messages::OffsetCommitKey{.group = "g", .topic = "orders", .partition = 1}, 0, 1);
    const Bytes value = encoded(messages::OffsetCommitValue{.offset = 7, .metadata = "", .commit_timestamp = 9}, 3, 3);
    const auto decoded = decodeCoordinatorRecord(view(key, value), PayloadDecoder::offsets);
    EXPECT_EQ(decoded.key, R"({"type":"1","data":{"group":"g","topic":"orders","partition":1}})");
    EXPECT_EQ(decoded.payload, R"({"version":"3","data":{"offset":7,"leaderEpoch":-1,"metadata":"","commitTimestamp":9}})");
    EXPECT_EQ(decodeCoordinatorRecord(view(key, std::nullopt), PayloadDecoder::offsets).payload, "<DELETE>");
    const Bytes unknown{0, 99};
    const auto skipped = decodeCoordinatorRecord(view(unknown, unknown), PayloadDecoder::offsets);
    EXPECT_EQ(skipped.key, "Unknown record type 99 at offset 5, skipping.");
    EXPECT_FALSE(skipped.payload);
    EXPECT_THAT(*decodeCoordinatorRecord(view(key, unknown), PayloadDecoder::offsets).key, HasSubstr("Error at offset 5, skipping. "));
    EXPECT_THAT(*decodeCoordinatorRecord(view(std::nullopt, value), PayloadDecoder::offsets).key, HasSubstr("Error at offset 5"));
}

// Each log counts its types from the first.
TEST(DumpText, TypesBelongToTheirLog) {
    const Bytes key = encoded(messages::TransactionLogKey{.transactional_id = "t"}, 0, 0);
    const Bytes value = encoded(messages::TransactionLogValue{.producer_id = 3, .transaction_partitions = std::nullopt}, 0, 0);
    const auto transaction = decodeCoordinatorRecord(view(key, value), PayloadDecoder::transactions);
    EXPECT_EQ(transaction.key, R"({"type":"0","data":{"transactionalId":"t"}})");
    EXPECT_THAT(*transaction.payload, HasSubstr(R"({"version":"0","data":{"producerId":3,)"));
    const Bytes group = encoded(messages::ConsumerGroupMetadataKey{.group_id = "g"}, 0, 3);
    EXPECT_EQ(decodeCoordinatorRecord(view(group, std::nullopt), PayloadDecoder::offsets).key, R"({"type":"3","data":{"groupId":"g"}})");
    EXPECT_EQ(decodeCoordinatorRecord(view(group, std::nullopt), PayloadDecoder::transactions).key,
              "Unknown record type 3 at offset 5, skipping.");
}

TEST(DumpText, WhatIsNoUtf8IsReplacedAsJavaDoes) {
    const std::string replaced = "\xef\xbf\xbd";
    EXPECT_EQ(asText(bytes("a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80z")), "a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80z");
    EXPECT_EQ(asText(bytes("\x80|\xc0\xaf|\xff|\xf5\x80")),
              replaced + "|" + replaced + replaced + "|" + replaced + "|" + replaced + replaced);
    EXPECT_EQ(asText(bytes("\xc3|\xe2\x82|\xf0\x9f\x98|")), replaced + "|" + replaced + "|" + replaced + "|")
        << "cut short: one for what there is";
    EXPECT_EQ(asText(bytes("\xe2\x82")), replaced);
    EXPECT_EQ(asText(bytes("\xed\xa0\x80|")), replaced + "|") << "a surrogate is one";
    EXPECT_EQ(asText(bytes("\xe0\x80\x80|")), replaced + replaced + replaced + "|") << "too long a form";
    EXPECT_EQ(asText(bytes("\xf4\x90\x80\x80|")), replaced + replaced + replaced + replaced + "|") << "beyond the last character";
}

TEST(DumpText, WhatMembersOfOtherProtocolsSaidStaysBytes) {
    const Bytes key = encoded(messages::GroupMetadataKey{.group = "g"}, 0, 2);
    messages::GroupMetadataValue group{.protocol_type = "connect", .protocol = "default", .leader = "m"};
    group.members.push_back({.member_id = "m", .client_id = "c", .client_host = "/h", .subscription = {0, 0, 1}, .assignment = {}});
    const Bytes value = encoded(group, 3, 3);
    EXPECT_THAT(*decodeCoordinatorRecord(view(key, value), PayloadDecoder::offsets).payload, HasSubstr(R"("subscription":"AAAB")"));
}

TEST(DumpText, NumbersAreDecodedWhereAsked) {
    const records::BatchHeader header{.base_offset = Offset(5), .record_count = 1};
    const Bytes key{0, 0, 0, 7};
    const Bytes value{255, 255, 255, 255, 255, 255, 255, 254};
    EXPECT_THAT(
        recordLine(header, view(key, value), {.records = true, .payload = true, .key = PlainDecoder::int32, .value = PlainDecoder::int64}),
        HasSubstr(" key: 7 payload: -2\n"));
    EXPECT_THAT(recordLine(header, view(key, key), {.records = true, .payload = true, .value = PlainDecoder::int64}),
                HasSubstr("(4 bytes"));
}

TEST(DumpText, GroupsAreDecodedWithWhatTheirMembersSaid) {
    const Bytes key = encoded(messages::GroupMetadataKey{.group = "g"}, 0, 2);
    messages::GroupMetadataValue group{.protocol_type = "consumer", .protocol = "range", .leader = "m"};
    group.members.push_back({.member_id = "m",
                             .client_id = "c",
                             .client_host = "/h",
                             .subscription = {0, 0, 0, 0, 0, 1, 0, 1, 't', 255, 255, 255, 255},
                             .assignment = {}});
    const Bytes value = encoded(group, 3, 3);
    const auto decoded = decodeCoordinatorRecord(view(key, value), PayloadDecoder::offsets);
    ASSERT_TRUE(decoded.payload);
    EXPECT_THAT(*decoded.payload, HasSubstr(R"("subscription":{"topics":["t"],"userData":null},"assignment":"")"));
}

TEST(DumpText, MetadataRecordsAreDecoded) {
    Bytes value;
    for (const std::uint32_t number : {1u, 12u, 0u}) put_unsigned_varint(value, number);
    const messages::FeatureLevelRecord feature{.name = "metadata.version", .feature_level = 30};
    const Bytes body = wire::encode(messages::FeatureLevelRecord::message(), &feature, 0).to_bytes();
    value.insert(value.end(), body.begin(), body.end());
    EXPECT_EQ(decodeMetadataRecord(view(std::nullopt, value)).payload,
              R"({"type":"FEATURE_LEVEL_RECORD","version":0,"data":{"name":"metadata.version","featureLevel":30}})");
    const Bytes nonsense = bytes("nonsense");
    EXPECT_THAT(*decodeMetadataRecord(view(std::nullopt, nonsense)).payload, HasSubstr("Error"));
}

TEST(DumpText, ControlRecordsSayWhatTheyAre) {
    const Bytes key = records::control_record_key(records::ControlRecordType::commit);
    const Bytes marker = records::transaction_marker_value(3);
    EXPECT_EQ(controlText(view(key, marker)), " endTxnMarker: COMMIT coordinatorEpoch: 3");
    const Bytes headerKey = records::control_record_key(records::ControlRecordType::snapshot_footer);
    const messages::SnapshotFooterRecord footer;
    const Bytes value = wire::encode(messages::SnapshotFooterRecord::message(), &footer, 0).to_bytes();
    EXPECT_EQ(controlText(view(headerKey, value)), " SnapshotFooter {\"version\":0}");
}

TEST(DumpText, ProducersAndTransactionsAreLines) {
    const messages::ProducerSnapshot::ProducerEntry entry{.producer_id = ProducerId(7),
                                                          .epoch = 1,
                                                          .last_sequence = 9,
                                                          .last_offset = Offset(20),
                                                          .offset_delta = 4,
                                                          .timestamp = 5,
                                                          .coordinator_epoch = -1,
                                                          .current_txn_first_offset = Offset(-1)};
    EXPECT_EQ(producerLine(entry),
              "producerId: 7 producerEpoch: 1 coordinatorEpoch: -1 currentTxnFirstOffset: OptionalLong.empty lastTimestamp: 5 "
              "firstSequence: 5 lastSequence: 9 lastOffset: 20 offsetDelta: 4 timestamp: 5\n");
    Bytes aborted(34, 0);
    aborted[9] = 7;
    aborted[33] = 2;
    EXPECT_EQ(abortedTransactionLines(aborted), "version: 0 producerId: 7 firstOffset: 0 lastOffset: 0 lastStableOffset: 2\n");
    EXPECT_FALSE(abortedTransactionLines(Bytes(33, 0)));
    EXPECT_FALSE(decodeProducers(Bytes(1, 0)));
    EXPECT_EQ(leaderEpochLines("0\n2\n0 0\n3 100\n"), "version: 0 entries: 2\nepoch: 0 startOffset: 0\nepoch: 3 startOffset: 100\n");
    EXPECT_FALSE(leaderEpochLines("0\n1\nx 1\n"));
}

// The tool on files.
struct DumpLogTest : ::testing::Test {
    std::filesystem::path directory;

    void SetUp() override {
        std::string name = (std::filesystem::temp_directory_path() / "vitrine-dump-XXXXXX").string();
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        directory = name;
    }
    void TearDown() override { std::filesystem::remove_all(directory); }

    std::string write(const std::string& name, const Bytes& content) {
        const std::string path = (directory / name).string();
        std::ofstream(path, std::ios::binary)
            .write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
        return path;
    }
    static Bytes batch(std::int64_t offset, std::initializer_list<std::string_view> values) {
        records::BatchBuilder builder({.base_offset = Offset(offset)});
        for (const auto value : values)
            builder.append(1, std::nullopt, ByteSpan(reinterpret_cast<const std::uint8_t*>(value.data()), value.size()));
        return *builder.build();
    }
    std::string dumped(const std::vector<std::string>& arguments, int status = exitDone) {
        ::testing::internal::CaptureStdout();
        ::testing::internal::CaptureStderr();
        EXPECT_EQ(dumpLog(arguments), status);
        const std::string out = ::testing::internal::GetCapturedStdout();
        return out + ::testing::internal::GetCapturedStderr();
    }
};

TEST_F(DumpLogTest, PrintsWholeBatchesAndSaysWhatIsLeftOver) {
    Bytes content = batch(0, {"a", "b"});
    const Bytes second = batch(5, {"c"});
    content.insert(content.end(), second.begin(), second.end());
    content.insert(content.end(), {1, 2, 3});
    const std::string out = dumped({"--files", write("00000000000000000000.log", content), "--print-data-log"});
    EXPECT_THAT(out, HasSubstr("Log starting offset: 0\n"));
    EXPECT_THAT(out, HasSubstr("payload: b\n"));
    EXPECT_THAT(out, HasSubstr("| offset: 5 "));
    EXPECT_THAT(out, HasSubstr("Found 3 invalid bytes at the end of 00000000000000000000.log\n"));
    EXPECT_THAT(out, HasSubstr("  1 is followed by 5\n"));
}

TEST_F(DumpLogTest, ABatchWithAFlippedBitIsNotValid) {
    Bytes content = batch(0, {"a"});
    content.back() ^= 1;
    EXPECT_THAT(dumped({"--files", write("00000000000000000000.log", content)}), HasSubstr("isvalid: false"));
}

TEST_F(DumpLogTest, ATimeIndexWithZerosBehindIsNotSane) {  // as a killed node of Apache Kafka leaves it
    write("00000000000000000000.log", batch(0, {"a", "b"}));
    write("00000000000000000000.index", {});
    Bytes entry{0, 0, 0, 0, 0, 0, 3, 232, 0, 0, 0, 1};
    std::string index = write("00000000000000000000.timeindex", entry);
    EXPECT_THAT(dumped({"--files", index, "--index-sanity-check"}), HasSubstr(" passed sanity check.\n"));
    entry.resize(24);
    index = write("00000000000000000000.timeindex", entry);
    EXPECT_THAT(dumped({"--files", index, "--index-sanity-check"}, exitFailed), ::testing::Not(HasSubstr(" passed sanity check.\n")));
}

TEST_F(DumpLogTest, AnIndexIsComparedWithTheLog) {
    const Bytes content = batch(0, {"a", "b"});
    write("00000000000000000000.log", content);
    const std::string index = write("00000000000000000000.index", {0, 0, 0, 1, 0, 0, 0, 0});
    EXPECT_EQ(dumped({"--files", index}), "Dumping " + index + "\noffset: 1 position: 0\n");
    EXPECT_EQ(dumped({"--files", index, "--index-sanity-check"}), "Dumping " + index + "\n" + index + " passed sanity check.\n");
    write("00000000000000000000.index", {0, 0, 0, 9, 0, 0, 0, 0});
    EXPECT_EQ(dumped({"--files", index, "--verify-index-only"}),
              "Dumping " + index + "\nMismatches in :" + index + "\n  Index offset: 9, log offset: 1\n");
    const std::string times = write("00000000000000000000.timeindex", {0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 1});
    EXPECT_EQ(dumped({"--files", times}), "Dumping " + times + "\ntimestamp: 2 offset: 1\nFound timestamp mismatch in :" + times +
                                              "\n  Index timestamp: 2, log timestamp: 1\n");
}

TEST_F(DumpLogTest, WhatIsNotKnownIsNamedAndLeft) {
    EXPECT_EQ(dumped({"--files", "x.foo"}), "Dumping x.foo\nIgnoring unknown file x.foo\n");
    EXPECT_THAT(dumped({"--files", (directory / "00000000000000000000.log").string()}, exitFailed), HasSubstr("cannot be read"));
    EXPECT_THAT(dumped({}, exitUsage), HasSubstr("--files FILE,FILE,… is needed"));
    EXPECT_THAT(dumped({"--files", "x.log", "--offsets-decoder", "--transaction-log-decoder"}, exitUsage),
                HasSubstr("--offsets-decoder and --transaction-log-decoder cannot be used together"));
    EXPECT_THAT(dumped({"--files", "x.log", "--value-decoder-class", "mine.Decoder"}, exitUsage), HasSubstr("is a class of Java"));
}

}  // namespace
}  // namespace vitrine::tools
