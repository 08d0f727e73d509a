// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tools/cluster.h"
#include "app/tools/groups_text.h"

// What the groups tool asks of a cluster.
namespace vitrine::tools {

struct GroupMemberFacts {
    std::string memberId;
    std::string instanceId;  // empty: dynamic
    std::string clientId;
    std::string host;
    std::vector<TopicPartition> assigned;  // sorted
};
struct GroupFacts {
    std::string group;
    std::string state;     // "Stable", "Empty", "Dead" …
    std::string assignor;
    BrokerId coordinator{no_broker};
    std::vector<GroupMemberFacts> members;
};
struct CommittedFacts {
    Offset offset;
    LeaderEpoch epoch{no_leader_epoch};
};

// The groups of consumers that any broker coordinates, by name.
Result<std::vector<GroupListing>> listGroups(Cluster &cluster);
// GROUP_ID_NOT_FOUND, and where the broker says so by the state Dead.
Result<GroupFacts> describeGroup(Cluster &cluster, const std::string &group);
Result<std::map<TopicPartition, CommittedFacts>> committedOffsets(Cluster &cluster, const std::string &group);
// Of a group without members.
Status commitOffsets(Cluster &cluster, const std::string &group, const std::map<TopicPartition, Offset> &offsets);
// What became of each partition; an error: of none.
Result<std::map<TopicPartition, ErrorCode>> deleteOffsets(Cluster &cluster, const std::string &group,
                                                          const std::vector<TopicPartition> &partitions);
Status deleteGroup(Cluster &cluster, const std::string &group);
// The partitions that --topic and its like mean, sorted. UNKNOWN_TOPIC_OR_PARTITION.
Result<std::vector<TopicPartition>> partitionsOf(Cluster &cluster, const std::vector<std::string> &scopes);
// Those of `partitions` that are there.
Result<std::vector<TopicPartition>> existing(Cluster &cluster, const std::vector<TopicPartition> &partitions);

}  // namespace vitrine::tools
