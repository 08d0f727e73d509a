// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/admin.h"

#include <algorithm>
#include <iterator>

#include "messages/alter_partition_reassignments.h"
#include "messages/create_partitions.h"
#include "messages/create_topics.h"
#include "messages/delete_topics.h"
#include "messages/describe_cluster.h"
#include "messages/describe_configs.h"
#include "messages/elect_leaders.h"
#include "messages/incremental_alter_configs.h"
#include "messages/leave_group.h"
#include "messages/list_groups.h"
#include "messages/list_offsets.h"
#include "messages/list_partition_reassignments.h"
#include "messages/metadata.h"
#include "messages/offset_commit.h"
#include "messages/offset_fetch.h"
#include "messages/unregister_broker.h"

namespace vitrine::client {
namespace {

constexpr wire::Version create_topics_version = 7;
constexpr wire::Version delete_topics_version = 6;
constexpr wire::Version create_partitions_version = 3;
constexpr wire::Version incremental_alter_configs_version = 1;
constexpr wire::Version describe_configs_version = 4;
constexpr wire::Version elect_leaders_version = 2;
constexpr wire::Version alter_partition_reassignments_version = 1;
constexpr wire::Version list_partition_reassignments_version = 0;
constexpr wire::Version list_offsets_version = 7;
constexpr wire::Version describe_groups_version = 6;
constexpr wire::Version list_groups_version = 5;
constexpr wire::Version offset_fetch_version = 9;
constexpr wire::Version offset_commit_version = 9;
constexpr wire::Version leave_group_version = 5;
constexpr wire::Version describe_quorum_version = 2;
constexpr wire::Version unregister_broker_version = 0;
constexpr wire::Version describe_cluster_version = 2;
constexpr wire::Version metadata_version = 12;
constexpr auto standing_timeout = std::chrono::seconds(3);

constexpr std::int8_t config_set = 0;
constexpr std::int8_t config_delete = 1;
constexpr std::int8_t default_config_source = 5;

Status status_of(ErrorCode code, const std::optional<std::string>& message, const std::string& what) {
    if (code == ErrorCode::NONE) return {};
    const std::string why = message && !message->empty() ? *message : std::string(error_info(code).meaning);
    return failure(code, fmt::format("{}: {}", what, why));
}

std::int32_t timeout_ms(const ClusterClient& cluster) {
    return static_cast<std::int32_t>(to_milliseconds(cluster.config().request_timeout));
}

bool contains(const std::vector<BrokerId>& brokers, BrokerId broker) { return std::ranges::find(brokers, broker) != brokers.end(); }

// "1, 2 and 3".
std::string list_of(const std::vector<BrokerId>& brokers) {
    if (brokers.empty()) return "nobody";
    std::string text;
    for (std::size_t i = 0; i < brokers.size(); ++i) {
        text += fmt::format("{}{}", i == 0 ? "" : i + 1 == brokers.size() ? " and " : ", ", brokers[i]);
    }
    return text;
}

// The partition, if the broker may lead it; else why not.
Result<PartitionInfo> may_lead(const ClusterInfo& info, const TopicPartition& key, BrokerId broker) {
    const auto topic = info.topics.find(key.topic);
    if (topic == info.topics.end() || key.partition < 0 || key.partition >= static_cast<std::int32_t>(topic->second.partitions.size())) {
        return failure(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, fmt::format("there is no partition {}", key));
    }
    const PartitionInfo& partition = topic->second.partitions[static_cast<std::size_t>(key.partition)];
    if (!contains(partition.replicas, broker)) {
        return failure(ErrorCode::INVALID_REPLICA_ASSIGNMENT,
                       fmt::format("broker {} holds no replica of {} and cannot lead it: its replicas are on {}", broker, key,
                                   list_of(partition.replicas)));
    }
    if (!info.brokers.contains(broker) || contains(partition.offline_replicas, broker)) {
        return failure(ErrorCode::BROKER_NOT_AVAILABLE, fmt::format("broker {} is not running and cannot lead {}", broker, key));
    }
    if (!contains(partition.isr, broker)) {
        return failure(ErrorCode::PREFERRED_LEADER_NOT_AVAILABLE,
                       fmt::format("broker {} is not in sync for {} and cannot lead it before it has caught up: in sync is {}", broker, key,
                                   list_of(partition.isr)));
    }
    return partition;
}

bool worth_another_try(ErrorCode code) {
    return code == ErrorCode::COORDINATOR_LOAD_IN_PROGRESS || code == ErrorCode::COORDINATOR_NOT_AVAILABLE ||
           code == ErrorCode::NOT_COORDINATOR;
}

}  // namespace

Admin::Admin(env::Environment environment, ClientConfig client) : environment_(environment), cluster_(environment, std::move(client)) {
    cluster_.watch_all_topics();
}

Admin::~Admin() { *alive_ = false; }

void Admin::retry(env::Callback what) {
    const std::uint64_t id = next_timer_++;
    timers_[id] = environment_.clock.schedule_after(cluster_.config().retry_backoff, [this, id, what = std::move(what)]() mutable {
        auto keep = timers_.extract(id);
        what();
    });
}

template <class Response, class Request>
void Admin::call_any(Request request, wire::Version version, DoneWith<Response> done, int attempts_left) {
    cluster_.any_channel().template call<Response>(
        request, version, cluster_.config().request_timeout,
        [this, alive = alive_, request, version, done = std::move(done), attempts_left](Result<Response> response) mutable {
            if (!*alive) return;
        // Only a broken connection is worth another broker: after a time-out the request may have taken effect.
            if (!response && response.error().code == ErrorCode::NETWORK_EXCEPTION && attempts_left > 1) {
                return retry([this, request = std::move(request), version, done = std::move(done), attempts_left]() mutable {
                    call_any<Response>(std::move(request), version, std::move(done), attempts_left - 1);
                });
            }
            done(std::move(response));
        });
}

template <class Response, class Request>
void Admin::call_coordinator(const std::string& group, Request request, wire::Version version,
                             std::function<ErrorCode(const Response&)> error_of, DoneWith<Response> done, int attempts_left) {
    cluster_.find_coordinator(group, [this, alive = alive_, group, request = std::move(request), version, error_of = std::move(error_of),
                                      done = std::move(done), attempts_left](Result<BrokerId> coordinator) mutable {
        if (!*alive) return;
        rpc::Channel* channel = coordinator ? cluster_.channel(*coordinator) : nullptr;
        const auto again = [this, group, version, attempts_left](Request asked, std::function<ErrorCode(const Response&)> check,
                                                                 DoneWith<Response> then) {
            cluster_.forget_coordinator(group);
            retry([this, group, asked = std::move(asked), version, check = std::move(check), then = std::move(then),
                   attempts_left]() mutable {
                call_coordinator<Response>(group, std::move(asked), version, std::move(check), std::move(then), attempts_left - 1);
            });
        };
        if (!coordinator) {
            const bool temporary = worth_another_try(coordinator.error().code) || coordinator.error().code == ErrorCode::NETWORK_EXCEPTION;
            if (temporary && attempts_left > 1) return again(std::move(request), std::move(error_of), std::move(done));
            return done(std::unexpected(coordinator.error()));
        }
        if (channel == nullptr) {
            if (attempts_left > 1) return again(std::move(request), std::move(error_of), std::move(done));
            return done(failure(ErrorCode::COORDINATOR_NOT_AVAILABLE,
                                fmt::format("broker {}, the coordinator of group {}, is not in the cluster", *coordinator, group)));
        }
        channel->template call<Response>(request, version, cluster_.config().request_timeout,
                                         [alive, again, request, error_of = std::move(error_of), done = std::move(done),
                                          attempts_left](Result<Response> response) mutable {
                                             if (!*alive) return;
                                             const bool temporary = response ? worth_another_try(error_of(*response))
                                                                             : response.error().code == ErrorCode::NETWORK_EXCEPTION;
                                             if (temporary && attempts_left > 1)
                                                 return again(std::move(request), std::move(error_of), std::move(done));
                                             done(std::move(response));
                                         });
    });
}

void Admin::create_topic(const NewTopic& topic, Done done) {
    messages::CreateTopicsRequest request;
    request.timeout_ms = timeout_ms(cluster_);
    auto& created = request.topics.emplace_back();
    created.name = topic.name;
    created.num_partitions = topic.assignments.empty() ? topic.partitions : -1;
    created.replication_factor = topic.assignments.empty() ? topic.replication_factor : static_cast<std::int16_t>(-1);
    for (const auto& [partition, brokers] : topic.assignments)
        created.assignments.push_back({.partition_index = partition, .broker_ids = brokers});
    for (const auto& [key, value] : topic.configs) created.configs.push_back({.name = key, .value = value});
    call_any<messages::CreateTopicsResponse>(
        request, create_topics_version, [done = std::move(done)](const Result<messages::CreateTopicsResponse>& response) mutable {
            if (!response) return done(std::unexpected(response.error()));
            for (const auto& result : response->topics) {
                if (auto status = status_of(result.error_code, result.error_message, "topic " + result.name); !status)
                    return done(std::move(status));
            }
            done({});
        });
}

void Admin::delete_topic(const std::string& topic, Done done) {
    messages::DeleteTopicsRequest request;
    request.timeout_ms = timeout_ms(cluster_);
    request.topics.push_back({.name = topic, .topic_id = {}});
    call_any<messages::DeleteTopicsResponse>(
        request, delete_topics_version, [topic, done = std::move(done)](const Result<messages::DeleteTopicsResponse>& response) mutable {
            if (!response) return done(std::unexpected(response.error()));
            for (const auto& result : response->responses) {
                if (auto status = status_of(result.error_code, result.error_message, "topic " + topic); !status)
                    return done(std::move(status));
            }
            done({});
        });
}

void Admin::create_partitions(const std::string& topic, std::int32_t total, Done done) {
    messages::CreatePartitionsRequest request;
    request.timeout_ms = timeout_ms(cluster_);
    request.topics.push_back({.name = topic, .count = total, .assignments = std::nullopt});
    call_any<messages::CreatePartitionsResponse>(
        request, create_partitions_version, [done = std::move(done)](const Result<messages::CreatePartitionsResponse>& response) mutable {
            if (!response) return done(std::unexpected(response.error()));
            for (const auto& result : response->results) {
                if (auto status = status_of(result.error_code, result.error_message, "topic " + result.name); !status)
                    return done(std::move(status));
            }
            done({});
        });
}

void Admin::alter_config(ConfigResource type, const std::string& name, const std::string& key, const std::optional<std::string>& value,
                         Done done) {
    messages::IncrementalAlterConfigsRequest request;
    auto& resource = request.resources.emplace_back();
    resource.resource_type = static_cast<std::int8_t>(type);
    resource.resource_name = name;
    resource.configs.push_back({.name = key, .config_operation = value ? config_set : config_delete, .value = value});
    call_any<messages::IncrementalAlterConfigsResponse>(
        request, incremental_alter_configs_version,
        [done = std::move(done)](const Result<messages::IncrementalAlterConfigsResponse>& response) mutable {
            if (!response) return done(std::unexpected(response.error()));
            for (const auto& result : response->responses) {
                if (auto status = status_of(result.error_code, result.error_message, result.resource_name); !status)
                    return done(std::move(status));
            }
            done({});
        });
}

void Admin::describe_configs(ConfigResource type, const std::string& name, DoneWith<std::vector<ConfigEntry>> done) {
    messages::DescribeConfigsRequest request;
    request.resources.push_back(
        {.resource_type = static_cast<std::int8_t>(type), .resource_name = name, .configuration_keys = std::nullopt});
    call_any<messages::DescribeConfigsResponse>(
        request, describe_configs_version, [done = std::move(done)](const Result<messages::DescribeConfigsResponse>& response) mutable {
            if (!response) return done(std::unexpected(response.error()));
            std::vector<ConfigEntry> entries;
            for (const auto& result : response->results) {
                if (auto status = status_of(result.error_code, result.error_message, result.resource_name); !status) {
                    return done(std::unexpected(std::move(status.error())));
                }
                for (const auto& config : result.configs) {
                    entries.push_back(
                        {config.name, config.value, config.read_only, config.config_source == default_config_source, config.config_source});
                }
            }
            done(std::move(entries));
        });
}

void Admin::elect_preferred_leaders(const std::optional<std::vector<TopicPartition>>& partitions, Done done) {
    messages::ElectLeadersRequest request;
    request.election_type = 0;
    request.timeout_ms = timeout_ms(cluster_);
    if (partitions) {
        std::vector<TopicPartition> sorted = *partitions;
        std::ranges::sort(sorted);
        for (const TopicPartition& key : sorted) {
            if (request.topic_partitions->empty() || request.topic_partitions->back().topic != key.topic)
                request.topic_partitions->emplace_back().topic = key.topic;
            request.topic_partitions->back().partitions.push_back(key.partition);
        }
    } else {
        request.topic_partitions.reset();
    }
    call_any<messages::ElectLeadersResponse>(
        request, elect_leaders_version, [done = std::move(done)](const Result<messages::ElectLeadersResponse>& response) mutable {
            if (!response) return done(std::unexpected(response.error()));
            if (auto status = status_of(response->error_code, std::nullopt, "ElectLeaders"); !status) return done(std::move(status));
            for (const auto& topic : response->replica_election_results) {
                for (const auto& partition : topic.partition_result) {
                    if (partition.error_code == ErrorCode::ELECTION_NOT_NEEDED) continue;
                    auto status =
                        status_of(partition.error_code, partition.error_message, fmt::format("{}-{}", topic.topic, partition.partition_id));
                    if (!status) return done(std::move(status));
                }
            }
            done({});
        });
}

void Admin::make_leader(const TopicPartition& partition, BrokerId broker, Done done) {
    list_reassignments(std::vector{partition}, [this, alive = alive_, partition, broker, done = std::move(done)](
                                                   const Result<std::map<TopicPartition, Reassignment>>& under_way) mutable {
        if (!*alive) return;
        if (!under_way) return done(std::unexpected(under_way.error()));
        if (under_way->contains(partition)) {
            return done(failure(ErrorCode::REASSIGNMENT_IN_PROGRESS,
                                fmt::format("the replicas of {} are being moved: wait until that is done, or cancel it", partition)));
        }
        describe_cluster([this, alive, partition, broker, done = std::move(done)](const Result<ClusterInfo>& info) mutable {
            if (!*alive) return;
            if (!info) return done(std::unexpected(info.error()));
            const auto found = may_lead(*info, partition, broker);
            if (!found) return done(std::unexpected(found.error()));
            if (found->replicas.front() == broker) return elect_preferred_leaders(std::vector{partition}, std::move(done));
            std::vector<BrokerId> replicas{broker};
            std::ranges::copy_if(found->replicas, std::back_inserter(replicas), [&](BrokerId replica) { return replica != broker; });
            alter_reassignments({{partition, std::move(replicas)}}, false,
                                [this, alive, partition, done = std::move(done)](const Status& ordered) mutable {
                                    if (!*alive) return;
                                    if (!ordered) return done(ordered);
                                    elect_preferred_leaders(std::vector{partition}, std::move(done));
                                });
        });
    });
}

void Admin::alter_reassignments(const std::map<TopicPartition, std::optional<std::vector<BrokerId>>>& targets,
                                bool allow_replication_factor_change, Done done) {
    using Response = messages::AlterPartitionReassignmentsResponse;
    messages::AlterPartitionReassignmentsRequest request;
    request.timeout_ms = timeout_ms(cluster_);
    request.allow_replication_factor_change = allow_replication_factor_change;
    for (const auto& [key, replicas] : targets) {
        if (request.topics.empty() || request.topics.back().name != key.topic) request.topics.emplace_back().name = key.topic;
        request.topics.back().partitions.push_back({.partition_index = key.partition, .replicas = replicas});
    }
    call_any<Response>(request, alter_partition_reassignments_version, [done = std::move(done)](const Result<Response>& response) mutable {
        if (!response) return done(std::unexpected(response.error()));
        if (auto status = status_of(response->error_code, response->error_message, "AlterPartitionReassignments"); !status) {
            return done(std::move(status));
        }
        for (const auto& topic : response->responses) {
            for (const auto& partition : topic.partitions) {
                auto status =
                    status_of(partition.error_code, partition.error_message, fmt::format("{}-{}", topic.name, partition.partition_index));
                if (!status) return done(std::move(status));
            }
        }
        done({});
    });
}

void Admin::list_reassignments(const std::optional<std::vector<TopicPartition>>& partitions,
                               DoneWith<std::map<TopicPartition, Reassignment>> done) {
    using Response = messages::ListPartitionReassignmentsResponse;
    messages::ListPartitionReassignmentsRequest request;
    request.timeout_ms = timeout_ms(cluster_);
    if (partitions) {
        std::map<std::string, std::vector<std::int32_t>> by_topic;
        for (const TopicPartition& key : *partitions) by_topic[key.topic].push_back(key.partition);
        request.topics.emplace();
        for (auto& [topic, indexes] : by_topic) request.topics->push_back({.name = topic, .partition_indexes = std::move(indexes)});
    }
    call_any<Response>(request, list_partition_reassignments_version, [done = std::move(done)](const Result<Response>& response) mutable {
        if (!response) return done(std::unexpected(response.error()));
        if (auto status = status_of(response->error_code, response->error_message, "ListPartitionReassignments"); !status) {
            return done(std::unexpected(std::move(status.error())));
        }
        std::map<TopicPartition, Reassignment> under_way;
        for (const auto& topic : response->topics) {
            for (const auto& partition : topic.partitions) {
                under_way[{topic.name, partition.partition_index}] = {partition.replicas, partition.adding_replicas,
                                                                      partition.removing_replicas};
            }
        }
        done(std::move(under_way));
    });
}

void Admin::unregister_broker(BrokerId broker, Done done) {
    using Response = messages::UnregisterBrokerResponse;
    call_any<Response>(messages::UnregisterBrokerRequest{.broker_id = broker}, unregister_broker_version,
                       [broker, done = std::move(done)](const Result<Response>& response) mutable {
                           if (!response) return done(std::unexpected(response.error()));
                           done(status_of(response->error_code, response->error_message, fmt::format("broker {}", broker)));
                       });
}

void Admin::broker_standing(BrokerId asked, BrokerId broker, DoneWith<BrokerStanding> done) {
    rpc::Channel* channel = cluster_.channel(asked);
    if (channel == nullptr) {
        return environment_.clock.post([done = std::move(done), asked]() mutable {
            done(failure(ErrorCode::BROKER_NOT_AVAILABLE, fmt::format("broker {} is not known", asked)));
        });
    }
    channel->call<messages::DescribeClusterResponse>(
        messages::DescribeClusterRequest{.include_fenced_brokers = true}, describe_cluster_version, standing_timeout,
        [this, alive = alive_, asked, broker, done = std::move(done)](const Result<messages::DescribeClusterResponse>& brokers) mutable {
            if (!*alive) return;
            if (!brokers) return done(std::unexpected(brokers.error()));
            if (auto status = status_of(brokers->error_code, brokers->error_message, "DescribeCluster"); !status)
                return done(std::unexpected(std::move(status.error())));
            BrokerStanding standing;
            for (const auto& known : brokers->brokers) {
                if (known.broker_id != broker) continue;
                standing.registered = true;
                standing.fenced = known.is_fenced;
            }
            rpc::Channel* again = cluster_.channel(asked);
            if (again == nullptr) return done(failure(ErrorCode::BROKER_NOT_AVAILABLE, fmt::format("broker {} is not known", asked)));
            messages::MetadataRequest all;
            all.topics.reset();
            all.allow_auto_topic_creation = false;
            again->call<messages::MetadataResponse>(
                all, metadata_version, standing_timeout,
                [alive, broker, standing, done = std::move(done)](const Result<messages::MetadataResponse>& metadata) mutable {
                    if (!*alive) return;
                    if (!metadata) return done(std::unexpected(metadata.error()));
                    for (const auto& topic : metadata->topics) {
                        for (const auto& partition : topic.partitions) {
                            if (contains(partition.replica_nodes, broker))
                                standing.replicas.push_back({topic.name.value_or(""), partition.partition_index});
                        }
                    }
                    done(std::move(standing));
                });
        });
}

void Admin::describe_cluster(DoneWith<ClusterInfo> done) {
    cluster_.refresh([this, alive = alive_, done = std::move(done)](const Status& status) mutable {
        if (!*alive) return;
        if (!status) return done(std::unexpected(status.error()));
        done(cluster_.info());
    });
}

void Admin::list_offsets(const std::map<TopicPartition, Position>& partitions, DoneWith<std::map<TopicPartition, Offset>> done) {
    cluster_.refresh([this, alive = alive_, partitions, done = std::move(done)](const Status& status) mutable {
        if (!*alive) return;
        if (!status) return done(std::unexpected(status.error()));
        std::map<BrokerId, messages::ListOffsetsRequest> requests;
        for (const auto& [key, position] : partitions) {
            const auto topic = cluster_.info().topics.find(key.topic);
            if (topic == cluster_.info().topics.end() || key.partition < 0 ||
                key.partition >= static_cast<std::int32_t>(topic->second.partitions.size())) {
                return done(failure(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, fmt::format("there is no partition {}", key)));
            }
            const BrokerId leader = topic->second.partitions[static_cast<std::size_t>(key.partition)].leader;
            if (leader == no_broker || cluster_.channel(leader) == nullptr)
                return done(failure(ErrorCode::LEADER_NOT_AVAILABLE, fmt::format("{} has no leader", key)));
            messages::ListOffsetsRequest& request = requests[leader];
            request.replica_id = no_broker;
            std::int64_t timestamp = -1;
            if (position.kind == Position::Kind::beginning) timestamp = -2;
            if (position.kind == Position::Kind::timestamp) timestamp = to_milliseconds(position.timestamp);
            if (request.topics.empty() || request.topics.back().name != key.topic) request.topics.emplace_back().name = key.topic;
            request.topics.back().partitions.push_back(
                {.partition_index = key.partition, .current_leader_epoch = no_leader_epoch, .timestamp = timestamp});
        }
        struct Gathering {
            std::map<TopicPartition, Offset> offsets;
            std::size_t missing = 0;
            DoneWith<std::map<TopicPartition, Offset>> done;
        };
        auto gathering = std::make_shared<Gathering>();
        gathering->missing = requests.size();
        gathering->done = std::move(done);
        if (requests.empty()) return gathering->done(std::map<TopicPartition, Offset>());
        for (const auto& [leader, request] : requests) {
            cluster_.channel(leader)->call<messages::ListOffsetsResponse>(
                request, list_offsets_version, cluster_.config().request_timeout,
                [gathering](const Result<messages::ListOffsetsResponse>& response) {
                    if (!gathering->done) return;
                    if (!response) return std::exchange(gathering->done, nullptr)(std::unexpected(response.error()));
                    for (const auto& topic : response->topics) {
                        for (const auto& partition : topic.partitions) {
                            const TopicPartition key{topic.name, partition.partition_index};
                            if (auto failed = status_of(partition.error_code, std::nullopt, key.to_string()); !failed) {
                                return std::exchange(gathering->done, nullptr)(std::unexpected(std::move(failed.error())));
                            }
                            gathering->offsets[key] = partition.offset;
                        }
                    }
                    if (--gathering->missing == 0) std::exchange(gathering->done, nullptr)(std::move(gathering->offsets));
                });
        }
    });
}

void Admin::describe_group(const std::string& group, DoneWith<messages::DescribeGroupsResponse::DescribedGroup> done) {
    using Response = messages::DescribeGroupsResponse;
    messages::DescribeGroupsRequest request;
    request.groups.push_back(group);
    call_coordinator<Response>(
        group, request, describe_groups_version,
        [](const Response& response) { return response.groups.empty() ? ErrorCode::NONE : response.groups.front().error_code; },
        [group, done = std::move(done)](const Result<Response>& response) mutable {
            if (!response) return done(std::unexpected(response.error()));
            if (response->groups.size() != 1) return done(failure(ErrorCode::UNKNOWN_SERVER_ERROR, "DescribeGroups answered for no group"));
            const auto& described = response->groups.front();
            if (auto status = status_of(described.error_code, described.error_message, "group " + group); !status) {
                return done(std::unexpected(std::move(status.error())));
            }
            done(described);
        });
}

void Admin::list_groups(DoneWith<std::vector<std::string>> done) {
    cluster_.refresh([this, alive = alive_, done = std::move(done)](const Status& status) mutable {
        if (!*alive) return;
        if (!status) return done(std::unexpected(status.error()));
        struct Gathering {
            std::vector<std::string> groups;
            std::size_t missing = 0;
            DoneWith<std::vector<std::string>> done;
        };
        auto gathering = std::make_shared<Gathering>();
        gathering->missing = cluster_.info().brokers.size();
        gathering->done = std::move(done);
        if (gathering->missing == 0) return gathering->done(std::vector<std::string>());
        for (const auto& [broker, endpoint] : cluster_.info().brokers) {
            cluster_.channel(broker)->call<messages::ListGroupsResponse>(
                messages::ListGroupsRequest{}, list_groups_version, cluster_.config().request_timeout,
                [gathering](const Result<messages::ListGroupsResponse>& response) {
                    if (!gathering->done) return;
                    if (!response) return std::exchange(gathering->done, nullptr)(std::unexpected(response.error()));
                    if (auto failed = status_of(response->error_code, std::nullopt, "ListGroups"); !failed) {
                        return std::exchange(gathering->done, nullptr)(std::unexpected(std::move(failed.error())));
                    }
                    for (const auto& group : response->groups) gathering->groups.push_back(group.group_id);
                    if (--gathering->missing > 0) return;
                    std::ranges::sort(gathering->groups);
                    std::exchange(gathering->done, nullptr)(std::move(gathering->groups));
                });
        }
    });
}

void Admin::committed_offsets(const std::string& group, DoneWith<std::map<TopicPartition, CommittedOffsetInfo>> done) {
    using Response = messages::OffsetFetchResponse;
    messages::OffsetFetchRequest request;
    request.groups.push_back({.group_id = group, .member_id = std::nullopt, .member_epoch = -1, .topics = std::nullopt});
    call_coordinator<Response>(
        group, request, offset_fetch_version,
        [](const Response& response) { return response.groups.empty() ? ErrorCode::NONE : response.groups.front().error_code; },
        [group, done = std::move(done)](const Result<Response>& response) mutable {
            if (!response) return done(std::unexpected(response.error()));
            std::map<TopicPartition, CommittedOffsetInfo> committed;
            for (const auto& answered : response->groups) {
                if (auto status = status_of(answered.error_code, std::nullopt, "group " + group); !status) {
                    return done(std::unexpected(std::move(status.error())));
                }
                for (const auto& topic : answered.topics) {
                    for (const auto& partition : topic.partitions) {
                        if (partition.error_code == ErrorCode::NONE && partition.committed_offset >= Offset(0)) {
                            committed[{topic.name, partition.partition_index}] = {partition.committed_offset,
                                                                                  partition.metadata.value_or("")};
                        }
                    }
                }
            }
            done(std::move(committed));
        });
}

void Admin::alter_committed_offsets(const std::string& group, const std::map<TopicPartition, Offset>& offsets, Done done) {
    using Response = messages::OffsetCommitResponse;
    const auto first_error = [](const Response& response) {
        for (const auto& topic : response.topics) {
            for (const auto& partition : topic.partitions) {
                if (partition.error_code != ErrorCode::NONE) return partition.error_code;
            }
        }
        return ErrorCode::NONE;
    };
    messages::OffsetCommitRequest request;
    request.group_id = group;
    for (const auto& [key, offset] : offsets) {
        if (request.topics.empty() || request.topics.back().name != key.topic) request.topics.emplace_back().name = key.topic;
        request.topics.back().partitions.push_back({.partition_index = key.partition, .committed_offset = offset});
    }
    call_coordinator<Response>(group, request, offset_commit_version, first_error,
                               [group, first_error, done = std::move(done)](const Result<Response>& response) mutable {
                                   if (!response) return done(std::unexpected(response.error()));
                                   done(status_of(first_error(*response), std::nullopt, "group " + group));
                               });
}

void Admin::remove_member(const std::string& group, const std::string& member_id, const std::string& reason, Done done) {
    using Response = messages::LeaveGroupResponse;
    messages::LeaveGroupRequest request;
    request.group_id = group;
    request.members.push_back({.member_id = member_id, .group_instance_id = std::nullopt, .reason = reason});
    call_coordinator<Response>(
        group, request, leave_group_version, [](const Response& response) { return response.error_code; },
        [group, member_id, done = std::move(done)](const Result<Response>& response) mutable {
            if (!response) return done(std::unexpected(response.error()));
            ErrorCode code = response->error_code;
            for (const auto& member : response->members) {
                if (member.error_code != ErrorCode::NONE) code = member.error_code;
            }
            done(status_of(code, std::nullopt, fmt::format("member {} of group {}", member_id, group)));
        });
}

void Admin::describe_quorum(DoneWith<QuorumInfo> done) {
    messages::DescribeQuorumRequest request;
    auto& topic = request.topics.emplace_back();
    topic.topic_name = std::string(metadata_topic_name);
    topic.partitions.push_back({.partition_index = 0});
    call_any<messages::DescribeQuorumResponse>(
        request, describe_quorum_version, [done = std::move(done)](const Result<messages::DescribeQuorumResponse>& response) mutable {
            if (!response) return done(std::unexpected(response.error()));
            if (auto status = status_of(response->error_code, response->error_message, "the quorum"); !status)
                return done(std::unexpected(std::move(status.error())));
            if (response->topics.size() != 1 || response->topics.front().partitions.size() != 1)
                return done(failure(ErrorCode::UNKNOWN_SERVER_ERROR, "the quorum did not describe itself"));
            const auto& partition = response->topics.front().partitions.front();
            if (auto status = status_of(partition.error_code, partition.error_message, "the quorum"); !status)
                return done(std::unexpected(std::move(status.error())));
            done(partition);
        });
}

}  // namespace vitrine::client
