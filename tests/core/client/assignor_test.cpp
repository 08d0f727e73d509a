// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/assignor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::client {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

MemberSubscription member(std::string id, std::vector<std::string> topics, std::vector<TopicPartition> owned = {}, int generation = 1) {
    return {.member_id = std::move(id), .topics = std::move(topics), .owned = std::move(owned), .generation = GenerationId(generation)};
}

TEST(AssignorTest, NamesAreKafkas) {
    for (const AssignorKind kind : {AssignorKind::range, AssignorKind::round_robin, AssignorKind::cooperative_sticky}) {
        EXPECT_EQ(parse_assignor(name_of(kind)), kind);
    }
    EXPECT_EQ(name_of(AssignorKind::round_robin), "roundrobin");
    EXPECT_EQ(parse_assignor("best"), std::nullopt);
}

TEST(AssignorTest, RangeGivesTheFirstMembersOneMoreOfEachTopic) {
    const Assignment assignment = assign(AssignorKind::range, {member("b", {"t", "u"}), member("a", {"t", "u"})}, {{"t", 3}, {"u", 3}});
    EXPECT_THAT(assignment.at("a"),
                ElementsAre(TopicPartition{"t", 0}, TopicPartition{"t", 1}, TopicPartition{"u", 0}, TopicPartition{"u", 1}));
    EXPECT_THAT(assignment.at("b"), ElementsAre(TopicPartition{"t", 2}, TopicPartition{"u", 2}));
}

TEST(AssignorTest, RoundRobinDealsPartitionsLikeCards) {
    const Assignment assignment =
        assign(AssignorKind::round_robin, {member("a", {"t", "u"}), member("b", {"t", "u"})}, {{"t", 3}, {"u", 3}});
    EXPECT_THAT(assignment.at("a"), ElementsAre(TopicPartition{"t", 0}, TopicPartition{"t", 2}, TopicPartition{"u", 1}));
    EXPECT_THAT(assignment.at("b"), ElementsAre(TopicPartition{"t", 1}, TopicPartition{"u", 0}, TopicPartition{"u", 2}));
}

TEST(AssignorTest, EveryMemberHasAnEntryAlsoWhereNothingIsLeftForIt) {
    for (const AssignorKind kind : {AssignorKind::range, AssignorKind::round_robin, AssignorKind::cooperative_sticky}) {
        const Assignment assignment = assign(kind, {member("a", {"t"}), member("b", {"t"}), member("c", {"nothing"})}, {{"t", 1}});
        EXPECT_EQ(assignment.size(), 3u);
        EXPECT_EQ(assignment.at("a").size() + assignment.at("b").size(), 1u);
        EXPECT_THAT(assignment.at("c"), IsEmpty());
    }
}

TEST(AssignorTest, StickyGivesBackWhatIsOwnedAndTakesOnlyTheSurplus) {
    const std::vector<TopicPartition> all{{"t", 0}, {"t", 1}, {"t", 2}, {"t", 3}};
    const Assignment first = assign(AssignorKind::cooperative_sticky, {member("a", {"t"}, all), member("b", {"t"})}, {{"t", 4}});
    EXPECT_EQ(first.at("a").size(), 2u);
    // Not before the owner has given them up.
    EXPECT_THAT(first.at("b"), IsEmpty());
    const Assignment second =
        assign(AssignorKind::cooperative_sticky, {member("a", {"t"}, first.at("a"), 2), member("b", {"t"}, {}, 2)}, {{"t", 4}});
    EXPECT_EQ(second.at("a"), first.at("a"));
    EXPECT_EQ(second.at("b").size(), 2u);
}

TEST(AssignorTest, StickyBelievesTheYoungerGenerationWhereTwoClaimAPartition) {
    const Assignment assignment =
        assign(AssignorKind::cooperative_sticky, {member("old", {"t"}, {{"t", 0}}, 3), member("young", {"t"}, {{"t", 0}}, 4)}, {{"t", 1}});
    EXPECT_THAT(assignment.at("young"), ElementsAre(TopicPartition{"t", 0}));
    EXPECT_THAT(assignment.at("old"), IsEmpty());
}

TEST(AssignorTest, TheOrderOfMembersIsOfNoConsequence) {
    for (const AssignorKind kind : {AssignorKind::range, AssignorKind::round_robin, AssignorKind::cooperative_sticky}) {
        std::vector<MemberSubscription> members{member("a", {"t", "u"}), member("b", {"u"}), member("c", {"t"}, {{"t", 1}, {"t", 2}})};
        const Assignment once = assign(kind, members, {{"t", 5}, {"u", 3}});
        std::ranges::reverse(members);
        EXPECT_EQ(assign(kind, members, {{"t", 5}, {"u", 3}}), once) << name_of(kind);
    }
}

TEST(AssignorTest, SharesDifferByAtMostOneWhereAllSubscribeToTheSame) {
    for (const AssignorKind kind : {AssignorKind::round_robin, AssignorKind::cooperative_sticky}) {
        for (int members_count = 1; members_count <= 7; ++members_count) {
            std::vector<MemberSubscription> members;
            for (int i = 0; i < members_count; ++i) members.push_back(member("m" + std::to_string(i), {"t", "u"}));
            const Assignment assignment = assign(kind, members, {{"t", 6}, {"u", 5}});
            std::size_t least = 100;
            std::size_t most = 0;
            std::size_t total = 0;
            for (const auto& [id, partitions] : assignment) {
                least = std::min(least, partitions.size());
                most = std::max(most, partitions.size());
                total += partitions.size();
            }
            EXPECT_EQ(total, 11u);
            EXPECT_LE(most - least, 1u) << name_of(kind) << " with " << members_count;
        }
    }
}

}  // namespace
}  // namespace vitrine::client
