// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/scram_credentials.h"

#include <gtest/gtest.h>

#include "metadata/image_builder.h"

namespace vitrine::metadata {
namespace {

using Response = messages::DescribeUserScramCredentialsResponse;

// As Kafka writes it: name, mechanism, salt, stored key, server key, iterations, no tagged fields.
OtherRecord credential(std::string_view user, std::uint8_t mechanism, std::uint8_t iterations_high, std::uint8_t iterations_low) {
    OtherRecord record{.type = 11};
    const auto put = [&](std::string_view text) {
        record.message.push_back(static_cast<std::uint8_t>(text.size() + 1));
        record.message.insert(record.message.end(), text.begin(), text.end());
    };
    put(user);
    record.message.push_back(mechanism);
    put("salt");
    put("stored");
    put("server");
    for (const std::uint8_t byte : {std::uint8_t{0}, std::uint8_t{0}, iterations_high, iterations_low, std::uint8_t{0}})
        record.message.push_back(byte);
    return record;
}

class ScramCredentialsTest : public ::testing::Test {
protected:
    ScramCredentialsTest() {
        apply(credential("bob", 2, 0x10, 0));
        apply(credential("alice", 1, 0x20, 1));
        apply(credential("alice", 2, 0x10, 0));
    }
    void apply(const MetadataRecord& record) { ASSERT_TRUE(builder.apply(record, builder.image().offset.next(), LeaderEpoch(1))); }
    Response describe(std::optional<std::vector<std::string>> users) {
        messages::DescribeUserScramCredentialsRequest request{.users = std::nullopt};
        if (users) request.users.emplace();
        for (const std::string& user : users.value_or(std::vector<std::string>{})) request.users->push_back({user});
        return describe_user_scram_credentials(request, builder.image());
    }
    ImageBuilder builder;
};

TEST_F(ScramCredentialsTest, who_asks_for_nobody_sees_everybody_but_no_secret) {
    const Response response = describe(std::nullopt);
    ASSERT_EQ(response.results.size(), 2);
    EXPECT_EQ(response.results[0].user, "alice");
    EXPECT_EQ(response.results[0].credential_infos, (std::vector<Response::CredentialInfo>{{1, 0x2001}, {2, 4096}}));
    EXPECT_EQ(response.results[1].user, "bob");
    EXPECT_EQ(response.results[1].credential_infos, (std::vector<Response::CredentialInfo>{{2, 4096}}));
    EXPECT_EQ(describe(std::vector<std::string>{}), response);
}

TEST_F(ScramCredentialsTest, a_user_without_credentials_and_one_who_is_named_twice_are_refused_in_kafkas_words) {
    const Response response = describe({{"carol", "bob", "bob"}});
    ASSERT_EQ(response.results.size(), 2);
    EXPECT_EQ(response.results[0].error_code, ErrorCode::DUPLICATE_RESOURCE);
    EXPECT_EQ(response.results[0].error_message, "Cannot describe SCRAM credentials for the same user twice in a single request: bob");
    EXPECT_EQ(response.results[1].error_code, ErrorCode::RESOURCE_NOT_FOUND);
    EXPECT_EQ(response.results[1].error_message, "Attempt to describe a user credential that does not exist: carol");
}

TEST_F(ScramCredentialsTest, what_was_removed_is_gone) {
    OtherRecord removal{.type = 22};
    for (const char byte : {'\4', 'b', 'o', 'b', '\2', '\0'}) removal.message.push_back(static_cast<std::uint8_t>(byte));
    apply(removal);
    EXPECT_EQ(describe(std::nullopt).results.size(), 1);
}

}  // namespace
}  // namespace vitrine::metadata
