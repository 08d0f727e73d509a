// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/replica_placer.h"

#include <algorithm>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "tests/core/metadata/controller_test_context.h"

namespace vitrine::metadata {
namespace {

using testing::ids;

struct Brokers {
    MetadataImage image;
    Brokers& add(int id, std::optional<std::string> rack = {}, bool fenced = false) {
        BrokerRegistration broker;
        broker.id = BrokerId(id);
        broker.rack = std::move(rack);
        broker.fenced = fenced;
        broker.directories = {testing::directory_of(id)};
        return put(std::move(broker));
    }
    Brokers& put(BrokerRegistration broker) {
        image.brokers.set(broker.id, std::make_shared<const BrokerRegistration>(broker));
        return *this;
    }
};

std::vector<std::vector<BrokerId>> place(const MetadataImage& image, int partitions, int replication_factor, std::uint64_t seed = 1) {
    env::Xoshiro random(seed);
    auto placed = place_replicas(image, partitions, replication_factor, random);
    EXPECT_TRUE(placed) << placed.error().message;
    return placed.value_or(std::vector<std::vector<BrokerId>>{});
}

std::string refusal(const MetadataImage& image, int replication_factor) {
    env::Xoshiro random(1);
    const auto placed = place_replicas(image, 1, replication_factor, random);
    if (placed) return "placed";
    EXPECT_EQ(placed.error().code, ErrorCode::INVALID_REPLICATION_FACTOR);
    return placed.error().message;
}

TEST(ReplicaPlacer, LeadersAndReplicasAreSpreadEvenly) {
    Brokers brokers;
    for (int id = 1; id <= 5; ++id) brokers.add(id);
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        std::map<BrokerId, int> led;
        std::map<BrokerId, int> held;
        for (const auto& replicas : place(brokers.image, 50, 3, seed)) {
            ASSERT_EQ(replicas.size(), 3u);
            ASSERT_EQ(std::set(replicas.begin(), replicas.end()).size(), 3u) << "a broker holds a partition once";
            ++led[replicas.front()];
            for (const BrokerId replica : replicas) ++held[replica];
        }
        for (int id = 1; id <= 5; ++id) {
            EXPECT_EQ(led[BrokerId(id)], 10) << "seed " << seed;
            EXPECT_EQ(held[BrokerId(id)], 30) << "seed " << seed;
        }
    }
}

TEST(ReplicaPlacer, TheStartIsRandomAndTheSameSeedGivesTheSamePlacement) {
    Brokers brokers;
    brokers.add(1).add(2).add(3);
    EXPECT_EQ(place(brokers.image, 6, 3, 5), place(brokers.image, 6, 3, 5));
    std::set<BrokerId> first_leaders;
    for (std::uint64_t seed = 0; seed < 30; ++seed) first_leaders.insert(place(brokers.image, 1, 1, seed).at(0).at(0));
    EXPECT_EQ(first_leaders.size(), 3u) << "topics of one partition do not all go to one broker";
}

TEST(ReplicaPlacer, FencedBrokersFollowOnlyWhereThereAreNoOthersAndNeverLead) {
    Brokers brokers;
    brokers.add(1).add(2).add(3, {}, true).add(4, {}, true);
    for (const auto& replicas : place(brokers.image, 20, 2))
        EXPECT_EQ(std::set(replicas.begin(), replicas.end()), (std::set{BrokerId(1), BrokerId(2)}));
    for (const auto& replicas : place(brokers.image, 20, 3)) EXPECT_LE(replicas.front(), BrokerId(2));
    for (const auto& replicas : place(brokers.image, 20, 4)) EXPECT_LE(replicas.front(), BrokerId(2));
}

TEST(ReplicaPlacer, ReplicasGoToDifferentRacks) {
    Brokers brokers;
    for (int id = 0; id < 9; ++id) brokers.add(id, "rack" + std::to_string(id / 3));
    std::map<BrokerId, int> led;
    for (const auto& replicas : place(brokers.image, 90, 3)) {
        std::set<int> racks;
        for (const BrokerId replica : replicas) racks.insert(replica.value() / 3);
        EXPECT_EQ(racks.size(), 3u);
        ++led[replicas.front()];
    }
    for (int id = 0; id < 9; ++id) EXPECT_EQ(led[BrokerId(id)], 10) << "broker " << id;
}

TEST(ReplicaPlacer, UnevenRacksAndMoreReplicasThanRacksWork) {
    Brokers brokers;
    brokers.add(1, "a").add(2, "b").add(3, "b").add(4, "b", true).add(5);
    for (int replication_factor = 1; replication_factor <= 5; ++replication_factor) {
        for (const auto& replicas : place(brokers.image, 40, replication_factor)) {
            ASSERT_EQ(std::set(replicas.begin(), replicas.end()).size(), static_cast<std::size_t>(replication_factor));
        }
    }
}

TEST(ReplicaPlacer, BrokersThatAreGoingOrCordonedGetNothing) {
    Brokers brokers;
    brokers.add(1).add(2);
    BrokerRegistration going = *brokers.image.broker(BrokerId(1));
    going.in_controlled_shutdown = true;
    brokers.put(going);
    BrokerRegistration cordoned = *brokers.image.broker(BrokerId(2));
    cordoned.id = BrokerId(3);
    cordoned.cordoned_directories = cordoned.directories;
    brokers.put(cordoned);
    for (const auto& replicas : place(brokers.image, 5, 1)) EXPECT_EQ(replicas, ids({2}));
    EXPECT_NE(refusal(brokers.image, 2).find("only 1 broker(s)"), std::string::npos);
}

TEST(ReplicaPlacer, WhoHasShutDownGetsReplicasAsOthersThatAreFenced) {
    Brokers brokers;
    brokers.add(1).add(2).add(3, {}, true);
    BrokerRegistration gone = *brokers.image.broker(BrokerId(3));
    gone.in_controlled_shutdown = true;
    brokers.put(gone);
    for (const auto& replicas : place(brokers.image, 5, 3)) {
        EXPECT_EQ(std::set<BrokerId>(replicas.begin(), replicas.end()), (std::set{BrokerId(1), BrokerId(2), BrokerId(3)}));
        EXPECT_NE(replicas.front(), BrokerId(3));
    }
}

TEST(ReplicaPlacer, SaysWhyItCannotPlace) {
    Brokers brokers;
    EXPECT_EQ(refusal(brokers.image, 1), "All brokers are currently fenced.");
    brokers.add(1, {}, true);
    EXPECT_EQ(refusal(brokers.image, 1), "All brokers are currently fenced.");
    brokers.add(2);
    EXPECT_EQ(refusal(brokers.image, 3),
              "The target replication factor of 3 cannot be reached because only 2 broker(s) are registered or some brokers have all "
              "their log directories cordoned.");
    EXPECT_EQ(refusal(brokers.image, 0), "Invalid replication factor 0: the replication factor must be positive.");
}

}  // namespace
}  // namespace vitrine::metadata
