// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/registry.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "tests/core/messages/everything.h"
#include "wire/codec.h"
#include "wire/walk.h"

namespace vitrine::messages::test {
namespace {

TEST(Registry, ApisAreInOrderAndFound) {
    EXPECT_TRUE(std::ranges::is_sorted(apis(), {}, &ApiMessages::key));
    for (const ApiMessages& api : apis()) {
        EXPECT_EQ(find_api(static_cast<std::int16_t>(api.key)), &api);
        EXPECT_EQ(api.request->api_key, static_cast<std::int16_t>(api.key));
        EXPECT_EQ(api.response->api_key, static_cast<std::int16_t>(api.key));
        EXPECT_EQ(api.request->type, wire::MessageType::request);
        EXPECT_EQ(api.response->type, wire::MessageType::response);
        EXPECT_EQ(api.request->versions, api.response->versions);
        EXPECT_EQ(api.request->name(), std::string(wire::name_of(api.key)) + "Request");
        EXPECT_EQ(api.response->name(), std::string(wire::name_of(api.key)) + "Response");
    }
}

TEST(Registry, UnknownKeysAreNotFound) {
    for (const std::int16_t key : {std::int16_t{-1}, std::int16_t{4}, std::int16_t{93}, std::int16_t{0x7fff}, std::int16_t{-0x8000}}) {
        EXPECT_EQ(find_api(key), nullptr) << key;
    }
    EXPECT_EQ(wire::name_of(static_cast<wire::ApiKey>(93)), "unknown");
}

// Records anywhere below a tagged field.
bool has_tagged_records(const wire::Struct& declared, bool inside = false) {
    return std::ranges::any_of(declared.fields, [inside](const wire::Field& field) {
        const bool tagged = inside || field.tag >= 0;
        return (tagged && field.kind == wire::Kind::records) ||
               (field.structure != nullptr && has_tagged_records(field.structure(), tagged));
    });
}

TEST(Registry, NoTaggedFieldHoldsRecords) {
    for (const Declared& each : everything()) EXPECT_FALSE(has_tagged_records(each.message->body)) << each.message->name();
}

TEST(Registry, EveryMessageComesBackInEveryVersion) {
    std::mt19937_64 engine(7);
    for (const Declared& each : everything()) {
        for (wire::Version version = each.message->versions.lowest; version <= each.message->versions.highest; ++version) {
            for (int round = 0; round < 10; ++round) {
                const Instance written(each);
                if (round > 0) wire::randomize(*each.message, written.get(), version, [&] { return engine(); });
                const auto encodable = wire::check_encodable(*each.message, written.get(), version);
                ASSERT_TRUE(encodable || round == 0) << encodable.error().message;
                if (!encodable) continue;  // a default that this version does not know
                const SharedBytes bytes(wire::encode_to_bytes(*each.message, written.get(), version));
                const Instance read(each);
                std::size_t at = 0;
                const auto status = wire::decode(*each.message, read.get(), bytes, at, version);
                ASSERT_TRUE(status) << status.error().message;
                ASSERT_EQ(at, bytes.size()) << each.message->name() << " version " << version;
                ASSERT_TRUE(wire::equal(*each.message, written.get(), read.get())) << each.message->name() << " version " << version;
                const wire::PacketTree tree = wire::read_packet(*each.message, bytes.span(), 0, version);
                ASSERT_FALSE(tree.trouble) << *tree.trouble;
                ASSERT_EQ(tree.root.end, bytes.size());
            }
        }
    }
}

}  // namespace
}  // namespace vitrine::messages::test
