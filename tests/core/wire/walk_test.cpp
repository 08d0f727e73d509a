// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>
#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/core/wire/sample.h"
#include "wire/codec.h"
#include "wire/text.h"
#include "wire/walk.h"

namespace vitrine::wire::test {
namespace {

TEST(Json, HasTheFormOfKafkasRequestLog) {
    Sample sample;
    sample.flag = true;
    sample.broker = BrokerId(3);
    sample.crc = 0xffffffff;
    sample.ratio = 0.5;
    sample.name =
        "a\xff"
        "b";
    sample.rack.reset();
    sample.blob = {0xfb, 0xff};
    sample.id = metadata_topic_id;
    sample.error = ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
    sample.records = Records(Bytes(10, 0));
    sample.numbers = {1, 2};
    sample.tagged_number = 5;
    EXPECT_EQ(to_json(Sample::message(), &sample, 2).dump(),
              R"({"flag":true,"tiny":0,"small":7,"port":0,"broker":3,"crc":4294967295,"offset":0,"ratio":0.5,"name":"a)"
              "\xef\xbf\xbd"
              R"(b","rack":null,"blob":"+/8=","maybeBlob":"","id":"AAAAAAAAAAAAAAAAAAAAAQ","errorCode":3,"recordsSizeInBytes":10,)"
              R"("inner":{"number":0,"text":""},"maybeInner":null,"numbers":[1,2],"words":[],"inners":[],"late":[],"strict":0,"client":"",)"
              R"("taggedNumber":5})");
    EXPECT_EQ(to_json(Sample::message(), &sample, 0).count("maybeInner"), 0u) << "a field of a later version";
    EXPECT_EQ(to_json(Sample::message(), &sample, 0).count("oldText"), 1u);
}

TEST(Text, Base64HasPadding) {
    EXPECT_EQ(base64(as_bytes("")), "");
    EXPECT_EQ(base64(as_bytes("f")), "Zg==");
    EXPECT_EQ(base64(as_bytes("fo")), "Zm8=");
    EXPECT_EQ(base64(as_bytes("foo")), "Zm9v");
    EXPECT_EQ(base64(as_bytes("foobar")), "Zm9vYmFy");
}

TEST(Text, WhatIsNotUtf8IsReplaced) {
    EXPECT_EQ(valid_utf8("plain é 글 😀"), "plain é 글 😀");
    for (const auto* bad : {"\x80", "\xc0", "\xc1", "\xf5", "\xff"}) EXPECT_EQ(valid_utf8(bad), "\xef\xbf\xbd");
    EXPECT_EQ(valid_utf8("\xc0\x80"), "\xef\xbf\xbd\xef\xbf\xbd") << "overlong";
    EXPECT_EQ(valid_utf8("\xe0\x80\x80"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd") << "overlong";
    EXPECT_EQ(valid_utf8("\xed\xa0\x80"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd") << "a surrogate";
    EXPECT_EQ(valid_utf8("\xf4\x90\x80\x80x"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdx") << "beyond U+10FFFF";
    EXPECT_EQ(valid_utf8("a\xe2\x82"), "a\xef\xbf\xbd\xef\xbf\xbd") << "cut";
}

const PacketNode& child(const PacketNode& node, std::string_view name) {
    for (const PacketNode& each : node.children) {
        if (each.name == name) return each;
    }
    ADD_FAILURE() << "no " << name << " in " << node.name;
    return node;
}

TEST(Packet, EveryValueKnowsItsBytes) {
    Sample sample;
    sample.error = ErrorCode::NOT_LEADER_OR_FOLLOWER;
    sample.name = "topic";
    sample.inners = {{.number = 1, .text = "a", .extra = 2}, {.number = 3, .text = "b", .extra = -1}};
    sample.tagged_text = "t";
    sample.blob = Bytes(20, 0xab);
    sample.records = Records(Bytes(7, 0));
    const Bytes bytes = encode_to_bytes(sample, 2);
    const PacketTree tree = read_packet(Sample::message(), bytes, 0, 2);
    ASSERT_FALSE(tree.trouble) << *tree.trouble;
    EXPECT_EQ(tree.root.name, "Sample");
    EXPECT_EQ(tree.root.begin, 0u);
    EXPECT_EQ(tree.root.end, bytes.size());

    EXPECT_EQ(child(tree.root, "ErrorCode").value, "6 NOT_LEADER_OR_FOLLOWER");
    const PacketNode& name = child(tree.root, "Name");
    EXPECT_EQ(name.value, "topic");
    EXPECT_EQ(name.type, "string");
    EXPECT_EQ(name.end - name.begin, 6u) << "with its length";
    EXPECT_EQ(as_text(ByteSpan(bytes).subspan(name.begin + 1, 5)), "topic");
    EXPECT_EQ(child(tree.root, "Blob").value, "20 bytes: ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab …");
    EXPECT_EQ(child(tree.root, "Records").value, "7 bytes");
    EXPECT_EQ(child(tree.root, "MaybeInner").value, "null");

    const PacketNode& inners = child(tree.root, "Inners");
    EXPECT_EQ(inners.type, "[]Inner");
    EXPECT_EQ(inners.value, "2");
    ASSERT_EQ(inners.children.size(), 2u);
    EXPECT_EQ(inners.children[1].name, "[1]");
    EXPECT_EQ(child(inners.children[1], "Text").value, "b");
    EXPECT_EQ(child(inners.children[0], "Extra").tag, 0);
    EXPECT_EQ(inners.children[0].end, inners.children[1].begin);

    const PacketNode& tagged = child(tree.root, "TaggedText");
    EXPECT_EQ(tagged.tag, 1);
    EXPECT_EQ(tagged.value, "t");
    EXPECT_EQ(tagged.end - tagged.begin, 4u) << "tag, size, length and the letter";
}

// Children lie inside their parent, one after the other.
void expect_nested(const PacketNode& node) {
    std::size_t at = node.begin;
    for (const PacketNode& each : node.children) {
        ASSERT_GE(each.begin, at) << each.name;
        ASSERT_LE(each.begin, each.end) << each.name;
        at = each.end;
        expect_nested(each);
    }
    ASSERT_LE(at, node.end) << node.name;
}

TEST(Packet, RangesNestAndFollowEachOther) {
    std::mt19937_64 engine(4);
    for (int i = 0; i < 300; ++i) {
        const auto version = static_cast<Version>(i % 3);
        Sample sample;
        randomize(Sample::message(), &sample, version, [&] { return engine(); });
        const PacketTree tree = read_packet(Sample::message(), encode_to_bytes(sample, version), 0, version);
        ASSERT_FALSE(tree.trouble) << *tree.trouble;
        expect_nested(tree.root);
    }
}

TEST(Packet, UnknownTagsAreShown) {
    Bytes bytes = encode_to_bytes(Sample{}, 2);
    bytes.pop_back();
    for (const std::uint8_t byte : Bytes{1, 77, 2, 0xca, 0xfe}) bytes.push_back(byte);
    const PacketTree tree = read_packet(Sample::message(), bytes, 0, 2);
    ASSERT_FALSE(tree.trouble);
    const PacketNode& unknown = tree.root.children.back();
    EXPECT_EQ(unknown.tag, 77);
    EXPECT_EQ(unknown.value, "2 bytes: ca fe");
}

TEST(Packet, TheFirstPartOfAFrameShowsWhatIsThere) {
    Sample sample;
    sample.name = "before";
    sample.records = Records(Bytes(1000, 0));
    Bytes bytes = encode_to_bytes(sample, 2);
    bytes.resize(200);
    const PacketTree tree = read_packet(Sample::message(), bytes, 0, 2);
    ASSERT_TRUE(tree.trouble);
    EXPECT_NE(tree.trouble->find("Records has 1000 bytes"), std::string::npos) << *tree.trouble;
    EXPECT_EQ(child(tree.root, "Name").value, "before");
    EXPECT_EQ(child(tree.root, "Records").value, "1000 bytes");
    EXPECT_EQ(child(tree.root, "Records").end, 200u);
}

TEST(Packet, NobodyLooksAtMillionsOfValues) {
    Sample sample;
    sample.numbers.resize(200'000);
    const PacketTree tree = read_packet(Sample::message(), encode_to_bytes(sample, 0), 0, 0);
    ASSERT_TRUE(tree.trouble);
    EXPECT_LE(child(tree.root, "Numbers").children.size(), packet_nodes_max);
}

TEST(Random, TheSameNumbersGiveTheSameInstance) {
    Sample a;
    Sample b;
    std::mt19937_64 first(5);
    std::mt19937_64 second(5);
    for (int i = 0; i < 20; ++i) {
        randomize(Sample::message(), &a, 2, [&] { return first(); });
        randomize(Sample::message(), &b, 2, [&] { return second(); });
        ASSERT_TRUE(equal(Sample::message(), &a, &b));
    }
    a.inner.number += 1;
    EXPECT_FALSE(equal(Sample::message(), &a, &b));
}

TEST(Random, ReachesNullsAndTaggedFields) {
    std::mt19937_64 engine(6);
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) {
        Sample sample;
        randomize(Sample::message(), &sample, 2, [&] { return engine(); });
        if (!sample.rack) seen.insert("null");
        if (sample.maybe_inner) seen.insert("inner");
        if (sample.tagged_text && !sample.tagged_text->empty()) seen.insert("tagged");
        if (!sample.tagged_inners.empty()) seen.insert("tagged array");
        if (sample.records && sample.records->size() > 0) seen.insert("records");
        EXPECT_EQ(sample.old_text, "") << "not in version 2";
    }
    EXPECT_EQ(seen.size(), 5u);
}

}  // namespace
}  // namespace vitrine::wire::test
