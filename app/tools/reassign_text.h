// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/tools/admin_calls.h"

// The JSON files and the sentences of kafka-reassign-partitions.
namespace vitrine::tools {

using Assignment = std::map<TopicPartition, std::vector<BrokerId>>;

// One replica, "orders-0-2" in what is printed.
struct Replica {
    TopicPartition partition;
    BrokerId broker;
    friend auto operator<=>(const Replica &, const Replica &) = default;
};
std::string nameOf(const Replica &replica);
// To the paths of log directories.
using ReplicaDirectories = std::map<Replica, std::string>;

struct Plan {
    Assignment assignment;
    ReplicaDirectories directories;  // of replicas that are to lie in a certain one
    friend bool operator==(const Plan &, const Plan &) = default;
};

// {"version":1,"partitions":[{"topic":"orders","partition":0,"replicas":[1,2],"log_dirs":["any","any"]}]}
std::string assignmentJson(const Assignment &assignment);
// The same read. An error names what is wrong.
Result<Plan> parsePlan(const std::string &text);
// {"topics":[{"topic":"orders"}],"version":1}
Result<std::vector<std::string>> parseTopicsToMove(const std::string &text);
// Replicas of `count` partitions on the brokers in turn: the leaders one after another, the followers shifted by one more at every round,
// as Kafka places them without racks.
std::vector<std::vector<BrokerId>> placeInTurn(const std::vector<BrokerId> &brokers, std::size_t count, std::size_t factor);

// What --verify says of one partition.
enum class MoveState { completed, inProgress, otherReplicas, missing };
MoveState moveState(const std::vector<BrokerId> &wanted, const std::vector<BrokerId> *current, bool underWay);
std::string moveSentence(const TopicPartition &partition, MoveState state, const std::vector<BrokerId> &wanted,
                         const std::vector<BrokerId> &current);
// Where a replica lies, and where it is on its way to.
struct Whereabouts {
    std::optional<std::string> current;
    std::optional<std::string> future;
};
// What --verify says of a replica that is to lie in `wanted`; nullptr: its broker does not know it.
std::string directorySentence(const Replica &replica, const Whereabouts *found, const std::string &wanted);
// "orders-0: replicas: 1,2,3. adding: 3. removing: 1."
std::string underWayLine(const TopicPartition &partition, const ReassignmentFacts &facts);

}  // namespace vitrine::tools
