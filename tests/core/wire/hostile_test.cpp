// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>

#include <gtest/gtest.h>

#include "tests/core/wire/sample.h"
#include "wire/codec.h"
#include "wire/reader.h"
#include "wire/walk.h"

// Bytes that nobody vouches for: the decoder answers with a reason and allocates no more than the bytes justify.
namespace vitrine::wire::test {
namespace {

// Where the field begins in the encoded default instance.
std::size_t position_of(std::string_view field, Version version) {
    const PacketTree tree = read_packet(Sample::message(), encode_to_bytes(Sample{}, version), 0, version);
    for (const PacketNode& node : tree.root.children) {
        if (node.name == field) return node.begin;
    }
    ADD_FAILURE() << "no field " << field << " in version " << version;
    return 0;
}

// The default instance, with the bytes of one field replaced.
Error decode_with(std::string_view field, std::size_t size_before, Bytes instead, Version version) {
    Bytes bytes = encode_to_bytes(Sample{}, version);
    const auto at = bytes.begin() + static_cast<std::ptrdiff_t>(position_of(field, version));
    const auto next = bytes.erase(at, at + static_cast<std::ptrdiff_t>(size_before));
    bytes.insert(next, instead.begin(), instead.end());
    const auto read = decode<Sample>(SharedBytes(bytes), version);
    if (read) {
        ADD_FAILURE() << "it was taken";
        return {};
    }
    EXPECT_EQ(read.error().code, ErrorCode::INVALID_REQUEST);
    return read.error();
}

TEST(Hostile, EveryTruncationIsRefusedWithFieldAndPosition) {
    std::mt19937_64 engine(2);
    for (Version version = 0; version <= 2; ++version) {
        Sample sample;
        randomize(Sample::message(), &sample, version, [&] { return engine(); });
        const Bytes bytes = encode_to_bytes(sample, version);
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            const auto read = decode<Sample>(SharedBytes(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size))), version);
            ASSERT_FALSE(read) << size << " of " << bytes.size();
            EXPECT_EQ(read.error().code, ErrorCode::INVALID_REQUEST);
            EXPECT_TRUE(read.error().message.starts_with(fmt::format("Sample version {}: ", version))) << read.error().message;
            EXPECT_NE(read.error().message.find(" at byte "), std::string::npos) << read.error().message;
        }
    }
}

TEST(Hostile, BytesLeftOverAreAnErrorOfAWholeBuffer) {
    Bytes bytes = encode_to_bytes(Sample{}, 2);
    bytes.push_back(0);
    EXPECT_EQ(decode<Sample>(SharedBytes(bytes), 2).error().message, "Sample: 1 bytes are left after the last field");
}

TEST(Hostile, VersionsThatDoNotExistAreRefused) {
    const SharedBytes bytes(encode_to_bytes(Sample{}, 2));
    for (const Version version : {Version{-1}, Version{3}, Version{0x7fff}, Version{-0x8000}}) {
        EXPECT_EQ(decode<Sample>(bytes, version).error().code, ErrorCode::UNSUPPORTED_VERSION);
    }
}

TEST(Hostile, LengthsBeyondTheFrameAreRefusedBeforeAnythingIsMade) {
    EXPECT_NE(decode_with("Blob", 4, {0x7f, 0xff, 0xff, 0xff}, 0).message.find("2147483647 bytes are announced"), std::string::npos);
    EXPECT_NE(decode_with("Blob", 1, {0xff, 0xff, 0xff, 0xff, 0x0f}, 2).message.find("4294967294 bytes are announced"), std::string::npos);
    EXPECT_NE(decode_with("Records", 1, {0xff, 0xff, 0xff, 0xff, 0x0f}, 2).message.find("4294967294 bytes are announced"),
              std::string::npos);
    EXPECT_NE(decode_with("Name", 2, {0x7f, 0xff}, 0).message.find("32767 bytes are announced"), std::string::npos);
    for (const auto field : {"Numbers", "Words", "Inners", "Late"}) {
        EXPECT_NE(decode_with(field, 4, {0x7f, 0xff, 0xff, 0xff}, 0).message.find("2147483647 elements are announced"), std::string::npos);
        EXPECT_NE(decode_with(field, 1, {0xff, 0xff, 0xff, 0xff, 0x0f}, 2).message.find("4294967294 elements are announced"),
                  std::string::npos);
    }
}

TEST(Hostile, NumbersOfElementsAreComparedWithTheirLeastSize) {
    // As many numbers of 4 bytes as bytes follow cannot be there.
    const std::size_t left = encode_to_bytes(Sample{}, 0).size() - position_of("Numbers", 0) - 4;
    ASSERT_GE(left, 16u);
    const auto error = decode_with("Numbers", 4, {0, 0, 0, static_cast<std::uint8_t>(left)}, 0);
    EXPECT_NE(error.message.find("elements are announced"), std::string::npos) << error.message;
}

TEST(Hostile, ElementsWithoutABytePretendToTakeOne) {
    // Late has no field in version 0: 1000 elements in no byte at all would be a cheap way to take memory.
    EXPECT_NE(decode_with("Late", 4, {0, 0, 3, 0xe8}, 0).message.find("1000 elements are announced"), std::string::npos);
}

TEST(Hostile, NullIsRefusedWhereTheVersionDoesNotKnowIt) {
    EXPECT_NE(decode_with("Name", 2, {0xff, 0xff}, 1).message.find("Sample.Name at byte"), std::string::npos);
    EXPECT_NE(decode_with("Rack", 2, {0xff, 0xff}, 0).message.find("null is not allowed"), std::string::npos);
    EXPECT_NE(decode_with("Words", 4, {0xff, 0xff, 0xff, 0xff}, 0).message.find("null is not allowed"), std::string::npos);
    EXPECT_NE(decode_with("Blob", 1, {0}, 2).message.find("null is not allowed"), std::string::npos);
    EXPECT_NE(decode_with("Numbers", 1, {0}, 2).message.find("null is not allowed"), std::string::npos);
    EXPECT_NE(decode_with("Words", 1, {2, 0}, 2).message.find("an element is null"), std::string::npos);
}

TEST(Hostile, AStringMayHave32767BytesInFlexibleVersionsToo) {
    Bytes longest{0x80, 0x80, 0x02};  // 32767 + 1
    longest.resize(3 + string_bytes_max, 'a');
    Bytes bytes = encode_to_bytes(Sample{}, 2);
    const auto at = static_cast<std::ptrdiff_t>(position_of("Name", 2));
    bytes.erase(bytes.begin() + at);
    bytes.insert(bytes.begin() + at, longest.begin(), longest.end());
    const auto read = decode<Sample>(SharedBytes(bytes), 2);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->name.size(), string_bytes_max);

    Bytes too_long{0x81, 0x80, 0x02};
    too_long.resize(3 + string_bytes_max + 1, 'a');
    EXPECT_NE(decode_with("Name", 1, too_long, 2).message.find("too long"), std::string::npos);
}

TEST(Hostile, VarintsThatDoNotEndOrDoNotFitAreRefused) {
    EXPECT_FALSE(decode_with("Blob", 1, {0x80, 0x80, 0x80, 0x80, 0x80, 0x00}, 2).message.empty());
    EXPECT_FALSE(decode_with("Blob", 1, {0xff, 0xff, 0xff, 0xff, 0x1f}, 2).message.empty());
}

Error decode_tags(Bytes section) {
    Bytes bytes = encode_to_bytes(Sample{}, 2);
    bytes.pop_back();
    bytes.insert(bytes.end(), section.begin(), section.end());
    const auto read = decode<Sample>(SharedBytes(bytes), 2);
    if (read) {
        ADD_FAILURE() << "it was taken";
        return {};
    }
    return read.error();
}

TEST(Hostile, TaggedSectionsAreBounded) {
    EXPECT_NE(decode_tags({0xff, 0xff, 0xff, 0xff, 0x0f}).message.find("the bytes end"), std::string::npos);
    EXPECT_NE(decode_tags({1, 9, 0x80, 0x01, 1, 2}).message.find("tag 9 says 128 bytes, 2 are left"), std::string::npos);
    EXPECT_NE(decode_tags({1, 0, 5, 0, 0, 0, 3, 0}).message.find("its value ends elsewhere"), std::string::npos);
    EXPECT_NE(decode_tags({1, 0, 3, 0, 0, 0, 3}).message.find("its value ends elsewhere"), std::string::npos);
    EXPECT_NE(decode_tags({2, 0, 4, 0, 0, 0, 3, 0, 4, 0, 0, 0, 4}).message.find("tag 0 comes twice"), std::string::npos);
}

TEST(Hostile, AFailedDecodeDoesNotMoveThePosition) {
    const SharedBytes bytes(Bytes(10, 0));
    std::size_t at = 3;
    Sample sample;
    EXPECT_FALSE(decode(Sample::message(), &sample, bytes, at, 2));
    EXPECT_EQ(at, 3u);
}

TEST(Hostile, MutatedBytesNeverBreakDecoderPacketTreeOrJson) {
    std::mt19937_64 engine(3);
    int taken = 0;
    for (int i = 0; i < 4'000; ++i) {
        const auto version = static_cast<Version>(i % 3);
        Sample sample;
        randomize(Sample::message(), &sample, version, [&] { return engine(); });
        Bytes bytes = encode_to_bytes(sample, version);
        for (std::uint64_t left = engine() % 4; left > 0; --left) bytes[engine() % bytes.size()] = static_cast<std::uint8_t>(engine());
        std::size_t at = 0;
        Sample read;
        const SharedBytes shared(bytes);
        const bool good = decode(Sample::message(), &read, shared, at, version).has_value();
        const PacketTree tree = read_packet(Sample::message(), bytes, 0, version);
        // Both read the same bytes and agree about their end; the tree does not mind a null in a wrong place.
        if (good) {
            ++taken;
            ASSERT_FALSE(tree.trouble) << *tree.trouble;
            ASSERT_EQ(tree.root.end, at);
            const Bytes again = encode_to_bytes(read, version);
            Sample read_again;
            std::size_t end = 0;
            ASSERT_TRUE(decode(Sample::message(), &read_again, SharedBytes(again), end, version));
            ASSERT_EQ(encode_to_bytes(read_again, version), again);
        } else if (tree.trouble) {
            ASSERT_LE(tree.root.end, bytes.size());
        }
    }
    EXPECT_GT(taken, 1'000);
    EXPECT_LT(taken, 3'800);
}

}  // namespace
}  // namespace vitrine::wire::test
