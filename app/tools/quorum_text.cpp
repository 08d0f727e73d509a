// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/quorum_text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace vitrine::tools {
namespace {

using Partition = messages::DescribeQuorumResponse::TopicData::PartitionData;
using Replica = messages::DescribeQuorumResponse::ReplicaState;

Result<const Partition *> partitionOf(const messages::DescribeQuorumResponse &quorum)
{
    if (quorum.error_code != ErrorCode::NONE)
        return failure(quorum.error_code, quorum.error_message && !quorum.error_message->empty()
                                              ? *quorum.error_message
                                              : std::string(error_info(quorum.error_code).meaning));
    if (quorum.topics.empty() || quorum.topics.front().partitions.empty())
        return failure(ErrorCode::UNKNOWN_SERVER_ERROR, "the broker says nothing of the metadata quorum");
    const Partition &partition = quorum.topics.front().partitions.front();
    if (partition.error_code != ErrorCode::NONE)
        return failure(partition.error_code, partition.error_message && !partition.error_message->empty()
                                                 ? *partition.error_message
                                                 : std::string(error_info(partition.error_code).meaning));
    return &partition;
}

std::string nodes(const messages::DescribeQuorumResponse &quorum, const std::vector<Replica> &replicas)
{
    std::string text;
    for (const Replica &replica : replicas) {
        text += fmt::format("{}{{\"id\": {}", text.empty() ? "" : ", ", replica.replica_id);
        if (replica.replica_directory_id != Uuid())
            text += fmt::format(", \"directoryId\": \"{}\"", replica.replica_directory_id.to_string());
        const auto node = std::ranges::find(quorum.nodes, replica.replica_id, &messages::DescribeQuorumResponse::Node::node_id);
        if (node != quorum.nodes.end()) {
            text += ", \"endpoints\": [";
            for (std::size_t i = 0; i < node->listeners.size(); ++i) {
                const auto &listener = node->listeners[i];
                text += fmt::format("{}\"{}://{}:{}\"", i == 0 ? "" : ", ", listener.name, listener.host, listener.port);
            }
            text += "]";
        }
        text += "}";
    }
    return "[" + text + "]";
}

}  // namespace

Result<std::string> quorumStatus(const messages::DescribeQuorumResponse &quorum, const std::string &clusterId)
{
    const auto found = partitionOf(quorum);
    if (!found) return std::unexpected(found.error());
    const Partition &partition = **found;
    std::int64_t lag = 0;
    std::int64_t lagMs = 0;
    const auto leader = std::ranges::find(partition.current_voters, partition.leader_id, &Replica::replica_id);
    const auto last = std::ranges::min_element(partition.current_voters, {}, &Replica::log_end_offset);
    if (leader != partition.current_voters.end()) {
        lag = leader->log_end_offset - last->log_end_offset;
        const bool known = leader->last_caught_up_timestamp >= 0 && last->last_caught_up_timestamp >= 0;
        if (leader != last && lag > 0) lagMs = known ? leader->last_caught_up_timestamp - last->last_caught_up_timestamp : -1;
    }
    return fmt::format(
        "ClusterId:              {}\nLeaderId:               {}\nLeaderEpoch:            {}\nHighWatermark:          {}\n"
        "MaxFollowerLag:         {}\nMaxFollowerLagTimeMs:   {}\nCurrentVoters:          {}\nCurrentObservers:       {}\n",
        clusterId, partition.leader_id, partition.leader_epoch, partition.high_watermark, lag, lagMs,
        nodes(quorum, partition.current_voters), nodes(quorum, partition.observers));
}

Result<std::string> quorumReplication(const messages::DescribeQuorumResponse &quorum, bool humanReadable, std::int64_t nowMs)
{
    const auto found = partitionOf(quorum);
    if (!found) return std::unexpected(found.error());
    const Partition &partition = **found;
    using Row = std::array<std::string, 7>;
    std::vector<Row> rows{{"NodeId", "DirectoryId", "LogEndOffset", "Lag", "LastFetchTimestamp", "LastCaughtUpTimestamp", "Status"}};
    const auto leader = std::ranges::find(partition.current_voters, partition.leader_id, &Replica::replica_id);
    const auto time = [&](std::int64_t timestamp) {
        if (!humanReadable) return std::to_string(timestamp);
        return timestamp < 0 ? std::string("unknown") : fmt::format("{} ms ago", nowMs - timestamp);
    };
    const auto add = [&](const Replica &replica, const char *status) {
        const std::int64_t lag = leader == partition.current_voters.end() ? -1 : leader->log_end_offset - replica.log_end_offset;
        rows.push_back({fmt::format("{}", replica.replica_id), replica.replica_directory_id.to_string(),
                        fmt::format("{}", replica.log_end_offset), std::to_string(lag), time(replica.last_fetch_timestamp),
                        time(replica.last_caught_up_timestamp), status});
    };
    if (leader != partition.current_voters.end()) add(*leader, "Leader");
    for (const Replica &voter : partition.current_voters) {
        if (voter.replica_id != partition.leader_id) add(voter, "Follower");
    }
    for (const Replica &observer : partition.observers) add(observer, "Observer");
    std::array<std::size_t, 7> widths{};
    for (const Row &row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
    }
    std::string text;
    for (const Row &row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) text += fmt::format("{:<{}}\t", row[i], widths[i]);
        text += "\n";
    }
    return text;
}

}  // namespace vitrine::tools
