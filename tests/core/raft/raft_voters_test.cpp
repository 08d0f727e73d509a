// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "raft/quorum_state_file.h"
#include "raft_cluster.h"

// Whole nodes whose voters change (KIP-853).
namespace vitrine::raft::test {
namespace {

std::vector<BrokerId> voters_of(RaftNode& node) {
    std::vector<BrokerId> ids;
    for (const auto& voter : node.view().voters) ids.push_back(voter.id);
    return ids;
}

TEST(RaftVoters, AQuorumGrowsFromOneNodeAndOutlivesIt) {
    Cluster cluster(3);
    cluster.voters_change = true;
    ASSERT_TRUE(cluster.format_standalone(n1));
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    EXPECT_EQ(cluster.leader(), n1) << "nobody else votes";
    ASSERT_TRUE(cluster.append(n1, "one"));
    ASSERT_TRUE(cluster.everyone_has({"one"})) << "the others know only an address, and learn the rest";
    EXPECT_EQ(cluster[n3].kraft_version(), 1);

    ASSERT_EQ(cluster.add_voter(n2), ErrorCode::NONE);
    ASSERT_EQ(cluster.add_voter(n3), ErrorCode::NONE);
    EXPECT_EQ(voters_of(cluster[n1]), (std::vector{n1, n2, n3}));
    const auto described = cluster[n1].describe([] {
        messages::DescribeQuorumRequest request;
        request.topics.emplace_back().topic_name = "__cluster_metadata";
        request.topics[0].partitions.emplace_back();
        return request;
    }());
    const auto& partition = described.topics[0].partitions[0];
    ASSERT_EQ(partition.current_voters.size(), 3u);
    EXPECT_EQ(partition.current_voters[2].replica_directory_id, Cluster::directory_of(n3));
    EXPECT_TRUE(partition.observers.empty());
    ASSERT_EQ(described.nodes.size(), 3u);
    EXPECT_EQ(described.nodes[2].listeners[0].port, 9193);

    ASSERT_EQ(cluster.remove_voter(n1), ErrorCode::NONE) << "the leader itself";
    cluster.kill(n1);
    ASSERT_TRUE(cluster.elect());
    const BrokerId next = cluster.leader();
    EXPECT_NE(next, n1);
    EXPECT_EQ(voters_of(cluster[next]), (std::vector{n2, n3}));
    ASSERT_TRUE(cluster.append(next, "two"));
    ASSERT_TRUE(cluster.everyone_has({"one", "two"}));
}

TEST(RaftVoters, AreKnownAgainAfterARestartFromTheLogAndFromASnapshot) {
    Cluster cluster(2);
    cluster.voters_change = true;
    ASSERT_TRUE(cluster.format_standalone(n1));
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    ASSERT_TRUE(cluster.append(n1, "one"));
    ASSERT_TRUE(cluster.everyone_has({"one"}));
    ASSERT_EQ(cluster.add_voter(n2), ErrorCode::NONE);
    ASSERT_TRUE(cluster.append(cluster.leader(), "two"));
    ASSERT_TRUE(cluster.everyone_has({"one", "two"}));
    ASSERT_TRUE(cluster.take_snapshot(n2));
    const auto records = read_newest_quorum_records(cluster.member(n2).environment.disk);
    ASSERT_TRUE(records.has_value());
    EXPECT_EQ(records->kraft_version, 1);
    ASSERT_TRUE(records->voters.has_value());
    EXPECT_EQ(records->voters->voters.size(), 2u);

    for (const BrokerId id : {n1, n2}) cluster.lose_power(id);
    for (const BrokerId id : {n1, n2}) cluster.restart(id);
    ASSERT_TRUE(cluster.elect());
    EXPECT_EQ(voters_of(cluster[n1]), (std::vector{n1, n2}));
    EXPECT_EQ(voters_of(cluster[n2]), (std::vector{n1, n2}));
    const auto state = env::read_file(cluster.member(n1).environment.disk, quorum_state_path);
    ASSERT_TRUE(state.has_value());
    EXPECT_NE(as_text(*state).find("\"data_version\":1"), std::string_view::npos) << as_text(*state);
    EXPECT_EQ(as_text(*state).find("currentVoters"), std::string_view::npos);
}

std::string quorum_state_of(Cluster& cluster, BrokerId id) {
    const auto state = env::read_file(cluster.member(id).environment.disk, quorum_state_path);
    return state ? std::string(as_text(*state)) : state.error().message;
}

TEST(RaftVoters, MoveFromTheConfigurationIntoTheLog) {  // kraft.version 0 -> 1
    Cluster cluster(3);
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    ASSERT_TRUE(cluster.append(cluster.leader(), "one"));
    RaftNode& first = cluster[cluster.leader()];
    EXPECT_EQ(first.upgrade_kraft_version(first.leader().epoch, 1, true).error().code, ErrorCode::INVALID_UPDATE_VERSION)
        << "nobody has told yet which directory it votes with";
    EXPECT_NE(quorum_state_of(cluster, n1).find("\"data_version\":0"), std::string::npos) << quorum_state_of(cluster, n1);
    ASSERT_EQ(cluster.upgrade(), ErrorCode::NONE);
    ASSERT_TRUE(cluster.append(cluster.leader(), "two"));
    ASSERT_TRUE(cluster.everyone_has({"one", "two"}));
    for (const BrokerId id : {n1, n2, n3}) {
        EXPECT_EQ(cluster[id].kraft_version(), 1);
        EXPECT_EQ(voters_of(cluster[id]), (std::vector{n1, n2, n3}));
    }
    ASSERT_TRUE(cluster.world.run_until([&] { return quorum_state_of(cluster, n1).find("\"data_version\":1") != std::string::npos; }, 1s));
    EXPECT_EQ(quorum_state_of(cluster, n1).find("currentVoters"), std::string::npos);

    // A controller that the configuration does not name becomes a voter, and takes the leader's place.
    cluster.add_controller(n4);
    ASSERT_EQ(cluster.add_voter(n4), ErrorCode::NONE);
    const BrokerId former = cluster.leader();
    ASSERT_EQ(cluster.remove_voter(former), ErrorCode::NONE);
    cluster.kill(former);
    ASSERT_TRUE(cluster.elect());
    ASSERT_TRUE(cluster.append(cluster.leader(), "three"));
    ASSERT_TRUE(cluster.everyone_has({"one", "two", "three"}));
    std::vector<BrokerId> voters;
    for (const BrokerId id : {n1, n2, n3, n4}) {
        if (id != former) voters.push_back(id);
    }
    EXPECT_EQ(voters_of(cluster[n4]), voters);

    // Whatever the configuration says: the log knows.
    for (const BrokerId id : voters) cluster.lose_power(id);
    for (const BrokerId id : voters) cluster.restart(id);
    ASSERT_TRUE(cluster.elect());
    for (const BrokerId id : voters) EXPECT_EQ(voters_of(cluster[id]), voters);
    ASSERT_TRUE(cluster.append(cluster.leader(), "four"));
    ASSERT_TRUE(cluster.everyone_has({"one", "two", "three", "four"}));
}

TEST(RaftVoters, AnUpgradeIsKeptOrLostWhole) {
    // The leader dies at some moment after it has written the upgrade.
    for (std::int64_t after = 0; after < 12; ++after) {
        Cluster cluster(3, static_cast<std::uint64_t>(after + 1));
        cluster.start_all();
        ASSERT_TRUE(cluster.elect());
        ASSERT_EQ(cluster.upgrade(), ErrorCode::NONE);
        const BrokerId former = cluster.leader();
        cluster.world.run_for(std::chrono::microseconds(after * 150));
        cluster.lose_power(former);
        ASSERT_TRUE(cluster.elect());
        cluster.restart(former);
        ASSERT_TRUE(cluster.append(cluster.leader(), "one"));
        ASSERT_TRUE(cluster.everyone_has({"one"}));
        const std::int16_t version = cluster[cluster.leader()].kraft_version();
        for (const BrokerId id : {n1, n2, n3}) {
            EXPECT_EQ(cluster[id].kraft_version(), version) << "after " << after;
            EXPECT_EQ(voters_of(cluster[id]), (std::vector{n1, n2, n3}));
        }
        ASSERT_EQ(cluster.upgrade(), ErrorCode::NONE) << "once more, or nothing to do";
        ASSERT_TRUE(cluster.append(cluster.leader(), "two"));
        ASSERT_TRUE(cluster.everyone_has({"one", "two"}));
        EXPECT_EQ(cluster[former].kraft_version(), 1);
    }
}

TEST(RaftVoters, AControllerMakesItselfAVoter) {  // controller.quorum.auto.join.enable
    Cluster cluster(1);
    cluster.auto_join = true;
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    cluster.add_controller(n4);
    cluster.world.run_for(10s);
    EXPECT_EQ(voters_of(cluster[n1]), std::vector{n1}) << "the configuration says who votes";
    ASSERT_EQ(cluster.upgrade(), ErrorCode::NONE);
    ASSERT_TRUE(cluster.world.run_until([&] { return voters_of(cluster[n1]) == std::vector{n1, n4}; }, 10s));
    ASSERT_TRUE(cluster.append(cluster.leader(), "one"));
    ASSERT_TRUE(cluster.everyone_has({"one"}));
}

TEST(RaftVoters, ChangesOfAnotherClusterAndWithoutADirectoryAreRefused) {
    Cluster cluster(1);
    cluster.voters_change = true;
    ASSERT_TRUE(cluster.format_standalone(n1));
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    const auto answered = [&](const messages::RemoveRaftVoterRequest& request) {
        std::optional<ErrorCode> error;
        cluster[n1].handle(request, [&error](const messages::RemoveRaftVoterResponse& response) { error = response.error_code; });
        return error;
    };
    EXPECT_EQ(answered({.cluster_id = "another", .voter_id = n1, .voter_directory_id = Cluster::directory_of(n1)}),
              ErrorCode::INCONSISTENT_CLUSTER_ID);
    EXPECT_EQ(answered({.cluster_id = std::nullopt, .voter_id = n1, .voter_directory_id = {}}), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(answered({.cluster_id = "cluster", .voter_id = n2, .voter_directory_id = Cluster::directory_of(n2)}),
              ErrorCode::VOTER_NOT_FOUND);
    messages::AddRaftVoterRequest nowhere{.cluster_id = "cluster", .voter_id = n2, .voter_directory_id = Cluster::directory_of(n2)};
    std::optional<ErrorCode> error;
    cluster[n1].handle(nowhere, [&error](const messages::AddRaftVoterResponse& response) { error = response.error_code; });
    EXPECT_EQ(error, ErrorCode::INVALID_REQUEST) << "it does not say where the voter listens";
}

}  // namespace
}  // namespace vitrine::raft::test
