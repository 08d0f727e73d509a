// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>

#include <gtest/gtest.h>

#include "tests/core/wire/sample.h"
#include "wire/codec.h"
#include "wire/reader.h"
#include "wire/walk.h"

namespace vitrine::wire::test {
namespace {

Bytes hex(std::string_view text) {
    Bytes bytes;
    std::string digits;
    for (const char c : text) {
        if (c == ' ') continue;
        digits += c;
        if (digits.size() == 2) {
            bytes.push_back(static_cast<std::uint8_t>(std::stoi(digits, nullptr, 16)));
            digits.clear();
        }
    }
    return bytes;
}

std::string hex(ByteSpan bytes) {
    std::string text;
    for (const std::uint8_t byte : bytes) text += fmt::format("{}{:02x}", text.empty() ? "" : " ", byte);
    return text;
}

Sample full() {
    Sample sample;
    sample.flag = true;
    sample.tiny = -2;
    sample.small = 0x0102;
    sample.port = 0xfffe;
    sample.broker = BrokerId(5);
    sample.crc = 0xfedcba98;
    sample.offset = Offset(0x0102030405060708);
    sample.ratio = 1.5;
    sample.name = "né";
    sample.rack = "r";
    sample.blob = {1, 2};
    sample.maybe_blob = Bytes{3};
    sample.id = Uuid::from_halves(0x0001020304050607, 0x08090a0b0c0d0e0f);
    sample.error = ErrorCode::NOT_LEADER_OR_FOLLOWER;
    sample.records = Records(Bytes{9, 9});
    sample.inner = {.number = 1, .text = "i", .extra = -1};
    sample.numbers = {1, -1};
    sample.words = std::vector<std::string>{"w"};
    sample.inners = {{.number = 2, .text = "", .extra = -1}};
    sample.client = "c";
    return sample;
}

TEST(Codec, WritesTheOldFormOfEveryKind) {
    EXPECT_EQ(hex(encode_to_bytes(full(), 0)),
              "01 fe 01 02 ff fe 00 00 00 05 fe dc ba 98 01 02 03 04 05 06 07 08 3f f8 00 00 00 00 00 00"
              " 00 03 6e c3 a9 00 01 72 00 00 00 02 01 02 00 00 00 01 03"
              " 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 00 06 00 00 00 02 09 09"
              " 00 00 00 01 00 01 69 00 00 00 02 00 00 00 01 ff ff ff ff 00 00 00 01 00 01 77"
              " 00 00 00 01 00 00 00 02 00 00 00 00 00 00 00 00 00 01 63");
}

TEST(Codec, WritesTheFlexibleFormOfEveryKind) {
    Sample sample = full();
    sample.tagged_number = 3;
    sample.tagged_text = "t";
    sample.tagged_inner.number = 4;
    sample.tagged_inners = {{.number = 5, .text = "x", .extra = 6}};
    sample.late_tag = 8;
    EXPECT_EQ(hex(encode_to_bytes(sample, 2)),
              "01 fe 01 02 ff fe 00 00 00 05 fe dc ba 98 01 02 03 04 05 06 07 08 3f f8 00 00 00 00 00 00"
              " 04 6e c3 a9 02 72 03 01 02 02 03"
              " 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 00 06 03 09 09"
              " 00 00 00 01 02 69 00 ff 03 00 00 00 01 ff ff ff ff 02 02 77"
              " 02 00 00 00 02 01 00 01 00 00 00 00 00 01 63"
              " 05"                                  // tags in ascending order, each with its size
              " 00 04 00 00 00 03"
              " 01 02 02 74"
              " 02 06 00 00 00 04 01 00"
              " 0c 0c 02 00 00 00 05 02 78 01 00 02 00 06"
              " c8 01 04 00 00 00 08");
}

TEST(Codec, ReadsWhatItWrote) {
    for (Version version = 0; version <= 2; ++version) {
        const Sample sample = full();
        const auto read = decode<Sample>(SharedBytes(encode_to_bytes(sample, version)), version);
        ASSERT_TRUE(read) << read.error().message;
        EXPECT_EQ(*read, sample) << "version " << version;
    }
}

TEST(Codec, NullsStandWhereTheVersionKnowsThem) {
    Sample sample;
    sample.rack.reset();
    sample.maybe_blob.reset();
    sample.words.reset();
    sample.records.reset();
    for (const Version version : {Version{1}, Version{2}}) {
        for (const bool with_inner : {false, true}) {
            sample.maybe_inner.reset();
            if (with_inner) sample.maybe_inner = Inner{.number = 1, .text = "", .extra = -1};
            const auto read = decode<Sample>(SharedBytes(encode_to_bytes(sample, version)), version);
            ASSERT_TRUE(read) << read.error().message;
            EXPECT_EQ(*read, sample) << "version " << version;
        }
    }
    EXPECT_DEATH((void)encode_to_bytes(sample, 0), "null is written only where the version knows null.*Rack in version 0");
}

TEST(Codec, ATaggedFieldAtItsDefaultTakesNoByte) {
    const Bytes none = encode_to_bytes(Sample{}, 2);
    EXPECT_EQ(none.back(), 0);
    Sample sample;
    sample.tagged_text = "";
    EXPECT_EQ(encode_to_bytes(sample, 2).size(), none.size() + 3) << "empty text is not null text";
    EXPECT_EQ(decode<Sample>(SharedBytes(encode_to_bytes(sample, 2)), 2), sample);
}

TEST(Codec, UnknownTagsAreSkippedWhereverTheyStand) {
    Sample sample;
    sample.tagged_number = 3;
    Bytes bytes = encode_to_bytes(sample, 2);
    const Bytes section = hex("01 00 04 00 00 00 03");
    ASSERT_TRUE(std::equal(section.rbegin(), section.rend(), bytes.rbegin()));
    bytes.resize(bytes.size() - section.size());
    const Bytes longer = hex("03 07 02 aa bb 00 04 00 00 00 03 ff ff ff ff 0f 00");
    bytes.insert(bytes.end(), longer.begin(), longer.end());
    const auto read = decode<Sample>(SharedBytes(bytes), 2);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, sample);
}

TEST(Codec, AnyByteButZeroIsTrue) {
    Bytes bytes = encode_to_bytes(Sample{}, 0);
    for (const std::uint8_t value : Bytes{1, 2, 0x80, 0xff}) {
        bytes[0] = value;
        EXPECT_TRUE(decode<Sample>(SharedBytes(bytes), 0)->flag);
    }
    bytes[0] = 0;
    EXPECT_FALSE(decode<Sample>(SharedBytes(bytes), 0)->flag);
}

TEST(Codec, RecordsAreNeverCopied) {
    Sample sample;
    const SharedBytes batch(Bytes(1000, 7));
    sample.records = Records(batch);
    const auto file = std::make_shared<int>(0);
    sample.records->pieces.emplace_back(ForeignBytes{file, 4096, 500});
    const Encoded encoded = encode(sample, 2);
    ASSERT_EQ(encoded.pieces.size(), 4u);
    EXPECT_EQ(std::get<SharedBytes>(encoded.pieces[1]).data(), batch.data());
    EXPECT_EQ(std::get<ForeignBytes>(encoded.pieces[2]), (ForeignBytes{file, 4096, 500}));
    EXPECT_EQ(encoded.size(), static_cast<std::int64_t>(encode_to_bytes(Sample{}, 2).size()) + 1500 + 1)
        << "the length takes one byte more";

    sample.records->pieces.pop_back();
    const SharedBytes frame(encode_to_bytes(sample, 2));
    const auto read = decode<Sample>(frame, 2);
    ASSERT_TRUE(read);
    const ByteSpan span = read->records->span();
    EXPECT_EQ(span.size(), 1000u);
    EXPECT_TRUE(span.data() > frame.data() && span.data() + span.size() < frame.data() + frame.size());
}

TEST(Records, AreEqualWhenTheirBytesAre) {
    const Records whole(Bytes{1, 2, 3, 4});
    Records pieces(Bytes{1});
    pieces.pieces.emplace_back(SharedBytes());
    pieces.pieces.emplace_back(SharedBytes(Bytes{2, 3, 4}));
    EXPECT_EQ(whole, pieces);
    pieces.pieces.emplace_back(SharedBytes(Bytes{5}));
    EXPECT_NE(whole, pieces);
    EXPECT_NE(whole, Records(Bytes{1, 2, 3, 5}));
    EXPECT_EQ(Records(), Records(Bytes{}));

    const auto file = std::make_shared<int>(0);
    Records foreign;
    foreign.pieces.emplace_back(ForeignBytes{file, 0, 4});
    EXPECT_NE(whole, foreign);
    Records same = foreign;
    EXPECT_EQ(same, foreign);
    std::get<ForeignBytes>(same.pieces.front()).position = 1;
    EXPECT_NE(same, foreign);
}

TEST(Codec, SeveralMessagesStandInOneBuffer) {
    Sample first;
    first.name = "first";
    Sample second;
    second.name = "second";
    const Encoded encoded = encode({{Sample::message(), &first, 0}, {Sample::message(), &second, 2}});
    EXPECT_EQ(encoded.pieces.size(), 1u);
    const SharedBytes bytes(encoded.to_bytes());
    std::size_t at = 0;
    Sample read;
    ASSERT_TRUE(decode(Sample::message(), &read, bytes, at, 0));
    EXPECT_EQ(read, first);
    Sample read_second;
    ASSERT_TRUE(decode(Sample::message(), &read_second, bytes, at, 2));
    EXPECT_EQ(read_second, second);
    EXPECT_EQ(at, bytes.size());
}

TEST(Codec, AStringThatNoDecoderTakesIsCutBetweenCharacters) {
    Sample sample;
    sample.name = std::string(string_bytes_max - 1, 'a') + "é";
    for (Version version = 0; version <= 2; ++version) {
        const auto read = decode<Sample>(SharedBytes(encode_to_bytes(sample, version)), version);
        ASSERT_TRUE(read) << read.error().message;
        EXPECT_EQ(read->name, std::string(string_bytes_max - 1, 'a'));
    }
    const auto status = check_encodable(Sample::message(), &sample, 2);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, ErrorCode::INVALID_REQUEST);
    EXPECT_NE(status.error().message.find("Sample.Name"), std::string::npos) << status.error().message;
}

TEST(Encodable, AFieldThatTheVersionLacksMustBeAtItsDefaultOrIgnorable) {
    Sample sample;
    sample.old_text = "dropped";
    EXPECT_TRUE(check_encodable(Sample::message(), &sample, 2));
    sample.strict = 1;
    EXPECT_TRUE(check_encodable(Sample::message(), &sample, 1));
    const auto status = check_encodable(Sample::message(), &sample, 0);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, ErrorCode::UNSUPPORTED_VERSION);
    EXPECT_EQ(status.error().message, "Sample version 0 has no field Sample.Strict, which is set");
    EXPECT_FALSE(check_encodable(Sample::message(), &sample, 3));
    EXPECT_FALSE(check_encodable(Sample::message(), &sample, -1));
}

TEST(Encodable, NullNeedsAVersionThatKnowsIt) {
    Sample sample;
    sample.words.reset();
    EXPECT_TRUE(check_encodable(Sample::message(), &sample, 1));
    EXPECT_EQ(check_encodable(Sample::message(), &sample, 0).error().message, "Sample version 0 cannot say null in Sample.Words");
}

TEST(Codec, RandomInstancesComeBackAndTakeTheSameBytes) {
    std::mt19937_64 engine(1);
    for (int i = 0; i < 3000; ++i) {
        const auto version = static_cast<Version>(i % 3);
        Sample sample;
        randomize(Sample::message(), &sample, version, [&] { return engine(); });
        ASSERT_TRUE(check_encodable(Sample::message(), &sample, version))
            << check_encodable(Sample::message(), &sample, version).error().message;
        const Bytes bytes = encode_to_bytes(sample, version);
        const auto read = decode<Sample>(SharedBytes(bytes), version);
        ASSERT_TRUE(read) << read.error().message;
        ASSERT_TRUE(*read == sample) << "round " << i << "\n" << hex(bytes);
        ASSERT_EQ(encode_to_bytes(*read, version), bytes);
    }
}

TEST(Schema, ADeclarationThatTheCodecCannotServeIsRefused) {
    struct TwoOfOneTag {
        std::int32_t a = 0;
        std::int32_t b = 0;
    };
    EXPECT_DEATH((void)declare_struct<TwoOfOneTag>("Two", {field("A", &TwoOfOneTag::a, since(0)).tagged_as(1, since(0)),
                                                           field("B", &TwoOfOneTag::b, since(0)).tagged_as(1, since(0))}),
                 "tags are unique");
    EXPECT_DEATH((void)declare_struct<TwoOfOneTag>("Two", {field("A", &TwoOfOneTag::a, since(0)).nullable_in(since(0))}), "std::optional");
}

}  // namespace
}  // namespace vitrine::wire::test
