// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "messages/consumer_group_records.h"
#include "tests/core/messages/everything.h"
#include "wire/codec.h"
#include "wire/walk.h"

// Bytes that Apache Kafka's own classes wrote, with the values that they stand for: data/README.md.
namespace vitrine::messages::test {
namespace {

struct Vector {
    std::string message;
    wire::Version version = 0;
    Bytes bytes;
    nlohmann::json values;
};

Bytes from_hex(const std::string& text) {
    Bytes bytes;
    if (text == "-") return bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        bytes.push_back(static_cast<std::uint8_t>(std::stoi(text.substr(i, 2), nullptr, 16)));
    return bytes;
}

std::vector<Vector> read_vectors() {
    std::vector<Vector> all;
    std::ifstream file(std::string(VITRINE_SOURCE_DIR) + "/tests/core/messages/data/kafka-4.3.1.txt");
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        Vector vector;
        std::string hex;
        words >> vector.message >> vector.version >> hex;
        vector.bytes = from_hex(hex);
        vector.values = nlohmann::json::parse(line.substr(line.find('{')));
        all.push_back(std::move(vector));
    }
    return all;
}

TEST(Golden, KafkasBytesMeanTheSameHereAndAreWrittenTheSame) {
    const std::vector<Vector> vectors = read_vectors();
    std::set<std::pair<std::string, wire::Version>> seen;
    for (const Vector& vector : vectors) {
        SCOPED_TRACE(vector.message + " version " + std::to_string(vector.version));
        const Declared* declared = find_declared(vector.message);
        ASSERT_NE(declared, nullptr);
        const Instance body(*declared);
        std::size_t at = 0;
        const auto status = wire::decode(*declared->message, body.get(), SharedBytes(vector.bytes), at, vector.version);
        ASSERT_TRUE(status) << status.error().message;
        EXPECT_EQ(at, vector.bytes.size());
        EXPECT_EQ(nlohmann::json::parse(wire::to_json(*declared->message, body.get(), vector.version).dump()), vector.values);
        EXPECT_EQ(wire::encode_to_bytes(*declared->message, body.get(), vector.version), vector.bytes);
        seen.emplace(vector.message, vector.version);
    }
    for (const Declared& declared : everything()) {
        for (wire::Version version = declared.message->versions.lowest; version <= declared.message->versions.highest; ++version) {
            EXPECT_TRUE(seen.contains({std::string(declared.message->name()), version}))
                << declared.message->name() << " version " << version << " has no vector";
        }
    }
    EXPECT_GT(vectors.size(), 800u);
}

// What Apache Kafka 4.3.1 wrote for a member of a group of KIP-848: the tagged structure is there, and null.
TEST(Golden, ATaggedStructureThatIsNullIsAZero) {
    const Bytes bytes = from_hex("000001026302026101000493e00001000100");
    const auto member = wire::decode<ConsumerGroupMemberMetadataValue>(SharedBytes(bytes), 0);
    ASSERT_TRUE(member) << member.error().message;
    EXPECT_FALSE(member->classic_member_metadata);
    EXPECT_EQ(wire::encode_to_bytes(*member, 0), bytes);
}

}  // namespace
}  // namespace vitrine::messages::test
