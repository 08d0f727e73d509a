// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/tools/admin_calls.h"

// The JSON files and the sentences of kafka-reassign-partitions.
namespace vitrine::tools {

using Assignment = std::map<TopicPartition, std::vector<BrokerId>>;

// {"version":1,"partitions":[{"topic":"orders","partition":0,"replicas":[1,2],"log_dirs":["any","any"]}]}
std::string assignmentJson(const Assignment &assignment);
// The same read. An error names what is wrong; log_dirs other than "any" are refused.
Result<Assignment> parseAssignment(const std::string &text);
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
// "orders-0: replicas: 1,2,3. adding: 3. removing: 1."
std::string underWayLine(const TopicPartition &partition, const ReassignmentFacts &facts);

}  // namespace vitrine::tools
