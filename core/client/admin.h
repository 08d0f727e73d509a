// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/cluster_client.h"
#include "client/fetcher.h"
#include "messages/describe_groups.h"
#include "messages/describe_quorum.h"

// What an administrator asks of a cluster, through Kafka's own requests.
namespace vitrine::client {

struct NewTopic {
    std::string name;
    std::int32_t partitions = -1;         // -1: num.partitions
    std::int16_t replication_factor = -1;  // -1: default.replication.factor
    std::map<std::string, std::string> configs;
    std::map<std::int32_t, std::vector<BrokerId>> assignments;  // instead of both numbers
};

struct ConfigEntry {
    std::string name;
    std::optional<std::string> value;
    bool read_only = false;
    bool is_default = false;
    std::int8_t source = -1;  // as in DescribeConfigs
};
enum class ConfigResource : std::int8_t { topic = 2, broker = 4 };

// The partition of the metadata log: leader, epoch, voters and observers.
using QuorumInfo = messages::DescribeQuorumResponse::TopicData::PartitionData;

struct CommittedOffsetInfo {
    Offset offset;
    std::string metadata;
};

// Replicas that are on their way (KIP-455).
struct Reassignment {
    std::vector<BrokerId> replicas;  // all of them, those that come and those that go included
    std::vector<BrokerId> adding;
    std::vector<BrokerId> removing;
};

// A broker as another one knows it.
struct BrokerStanding {
    bool registered = false;
    bool fenced = false;
    std::vector<TopicPartition> replicas;  // that it holds, those that it gives away or is to get included; known no earlier than the rest
};

// Each callback runs once, later, unless the admin is destroyed first. Errors carry Kafka's code and a sentence.
class Admin {
public:
    using Done = std::move_only_function<void(Status)>;
    template <class T>
    using DoneWith = std::move_only_function<void(Result<T>)>;

    Admin(env::Environment environment, ClientConfig client);
    ~Admin();
    Admin(const Admin&) = delete;
    Admin& operator=(const Admin&) = delete;

    void create_topic(const NewTopic& topic, Done done);
    void delete_topic(const std::string& topic, Done done);
    // Partitions only grow: `total` is the new number.
    void create_partitions(const std::string& topic, std::int32_t total, Done done);
    // No value: back to the default.
    void alter_config(ConfigResource type, const std::string& name, const std::string& key, const std::optional<std::string>& value,
                      Done done);
    void describe_configs(ConfigResource type, const std::string& name, DoneWith<std::vector<ConfigEntry>> done);
    // Preferred leaders; no partitions: of all. ELECTION_NOT_NEEDED counts as success.
    void elect_preferred_leaders(const std::optional<std::vector<TopicPartition>>& partitions, Done done);
    // Makes the broker the first of the partition's replicas, if it is not, and elects it: the partition is led by it now and whenever
    // preferred leaders are elected. INVALID_REPLICA_ASSIGNMENT: it holds no replica. BROKER_NOT_AVAILABLE: it is not running.
    // PREFERRED_LEADER_NOT_AVAILABLE: it is not in sync. REASSIGNMENT_IN_PROGRESS: another order now would undo what is under way.
    void make_leader(const TopicPartition& partition, BrokerId broker, Done done);
    // The replicas that each partition is to have, the preferred leader first; none: cancels what is under way. `done` comes when it has
    // begun; list_reassignments() tells when it is over.
    void alter_reassignments(const std::map<TopicPartition, std::optional<std::vector<BrokerId>>>& targets,
                             bool allow_replication_factor_change, Done done);
    // What is under way; no partitions: all of it.
    void list_reassignments(const std::optional<std::vector<TopicPartition>>& partitions,
                            DoneWith<std::map<TopicPartition, Reassignment>> done);
    // The cluster forgets the broker. BROKER_ID_NOT_REGISTERED.
    void unregister_broker(BrokerId broker, Done done);
    // What `asked` knows of `broker`. Not asked again, nor of another one.
    void broker_standing(BrokerId asked, BrokerId broker, DoneWith<BrokerStanding> done);
    // All topics, or the named ones; a topic that is not there is an error.
    void describe_cluster(DoneWith<ClusterInfo> done);
    void list_offsets(const std::map<TopicPartition, Position>& partitions, DoneWith<std::map<TopicPartition, Offset>> done);
    void describe_group(const std::string& group, DoneWith<messages::DescribeGroupsResponse::DescribedGroup> done);
    void list_groups(DoneWith<std::vector<std::string>> done);
    void committed_offsets(const std::string& group, DoneWith<std::map<TopicPartition, CommittedOffsetInfo>> done);
    // Of a group without members.
    void alter_committed_offsets(const std::string& group, const std::map<TopicPartition, Offset>& offsets, Done done);
    // Takes members out of a group, as an administrator: by member id.
    void remove_member(const std::string& group, const std::string& member_id, const std::string& reason, Done done);
    // The metadata quorum, as its leader sees it (KIP-595).
    void describe_quorum(DoneWith<QuorumInfo> done);

    [[nodiscard]] ClusterClient& cluster() { return cluster_; }

private:
    // Calls any broker; asks again, another one, while that is worth it.
    template <class Response, class Request>
    void call_any(Request request, wire::Version version, DoneWith<Response> done, int attempts_left = 5);
    template <class Response, class Request>
    void call_coordinator(const std::string& group, Request request, wire::Version version,
                          std::function<ErrorCode(const Response&)> error_of, DoneWith<Response> done, int attempts_left = 20);
    void retry(env::Callback what);

    env::Environment environment_;
    ClusterClient cluster_;
    std::map<std::uint64_t, env::Timer> timers_;
    std::uint64_t next_timer_ = 0;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace vitrine::client
