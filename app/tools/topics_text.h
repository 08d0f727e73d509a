// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/tools/admin_calls.h"

// What kafka-topics --describe prints, as text.
namespace vitrine::tools {

// "Topic: orders\tTopicId: …\tPartitionCount: 3\tReplicationFactor: 2\tConfigs: a=1,b=2\n"; only what is not a default.
std::string topicLine(const TopicFacts &topic, const std::vector<ConfigFacts> &configs, const ReassignmentFacts *firstPartition);
// "\tTopic: orders\tPartition: 0\tLeader: 1\tReplicas: 1,2\tIsr: 1,2\tElr: \tLastKnownElr: \n"
std::string partitionLine(const std::string &topic, const PartitionFacts &partition, const ReassignmentFacts *reassignment);
// Without the replicas that a reassignment adds.
std::size_t replicationFactor(const PartitionFacts &partition, const ReassignmentFacts *reassignment);
// "1:2,2:3": the replicas of partition 0, of partition 1 and so on.
Result<std::vector<std::vector<BrokerId>>> parseReplicaAssignment(const std::string &text);

}  // namespace vitrine::tools
