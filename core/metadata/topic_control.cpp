// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/topic_control.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "metadata/image_builder.h"
#include "metadata/partition_change.h"
#include "metadata/replica_placer.h"

namespace vitrine::metadata {
namespace {

constexpr std::size_t topic_name_size_max = 249;

Error error_of(ErrorCode code) { return {code, std::string(error_info(code).meaning)}; }

// Metrics write '.' as '_': two names that differ only there cannot be told apart.
std::string collision_form(std::string_view name) {
    std::string form(name);
    std::ranges::replace(form, '.', '_');
    return form;
}
bool may_collide(std::string_view name) { return name.find_first_of("._") != std::string_view::npos; }

std::optional<std::string> colliding_topic(const MetadataImage& image, std::string_view name) {
    if (!may_collide(name)) return std::nullopt;
    const std::string form = collision_form(name);
    for (const auto& [existing, topic] : image.topics_by_name) {
        if (may_collide(existing) && collision_form(existing) == form) return existing;
    }
    return std::nullopt;
}

// Nothing where no replica is active.
std::optional<PartitionRegistration> new_partition(const MetadataImage& image, std::vector<BrokerId> replicas) {
    PartitionRegistration partition;
    for (const BrokerId replica : replicas) {
        partition.directories.push_back(directory_for_new_replica(image, replica));
        const BrokerRegistration* broker = image.broker(replica);
        if (broker != nullptr && broker->active()) partition.isr.push_back(replica);
    }
    if (partition.isr.empty()) return std::nullopt;
    partition.replicas = std::move(replicas);
    partition.leader = partition.isr.front();
    return partition;
}

Error all_fenced(std::int32_t partition) {
    return {ErrorCode::INVALID_REPLICA_ASSIGNMENT,
            fmt::format("All brokers specified in the manual partition assignment for partition {} are fenced or in controlled shutdown.",
                        partition)};
}

Status take_from(const PartitionQuota& quota, std::size_t partitions) {
    if (!quota || quota(partitions)) return {};
    return failure(ErrorCode::THROTTLING_QUOTA_EXCEEDED, "The throttling quota has been exceeded.");
}

// What a new partition's first leader means to those who watch.
void tell_created(const TopicPartition& name, const PartitionRegistration& partition, Change& change) {
    observe::LeaderElected event;
    event.partition = name;
    event.from = no_broker;
    event.to = partition.leader;
    event.epoch = partition.leader_epoch;
    event.isr = partition.isr;
    event.cause = observe::LeaderChangeCause::created;
    change.tell_consequence(std::move(event));
}

}  // namespace

Status validate_topic_name(std::string_view name) {
    const auto invalid = [](std::string why) {
        return failure(ErrorCode::INVALID_TOPIC_EXCEPTION, "Topic name is invalid: " + std::move(why));
    };
    if (name.empty()) return invalid("the empty string is not allowed");
    if (name == "." || name == "..") return invalid(fmt::format("'{}' is not allowed", name));
    if (name.size() > topic_name_size_max) {
        return invalid(fmt::format("the length of '{}' is longer than the max allowed length {}", name, topic_name_size_max));
    }
    const auto legal = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    };
    if (!std::ranges::all_of(name, legal)) {
        return invalid(fmt::format("'{}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'", name));
    }
    return {};
}

messages::CreateTopicsResponse TopicControl::create_topics(const messages::CreateTopicsRequest& request, const PartitionQuota& quota,
                                                           Change& change) const {
    messages::CreateTopicsResponse response;
    std::map<std::string, int> times;
    std::int64_t partitions = 0;
    for (const CreatableTopic& topic : request.topics) {
        ++times[topic.name];
        const bool manual = !topic.assignments.empty();
        const std::int64_t asked = topic.num_partitions == -1 ? config_.num_partitions : std::max(topic.num_partitions, 0);
        partitions += manual ? std::ssize(topic.assignments) : asked;
    }

    const MetadataImage before = change.image();
    std::set<std::string> answered;
    for (const CreatableTopic& topic : request.topics) {
        if (!answered.insert(topic.name).second) continue;
        Result<CreatableTopicResult> created = [&]() -> Result<CreatableTopicResult> {
            if (times[topic.name] > 1) return failure(ErrorCode::INVALID_REQUEST, "Duplicate topic name.");
            if (partitions > records_per_request_max) {
                return failure(ErrorCode::POLICY_VIOLATION, "Excessively large number of partitions per request.");
            }
            return create_topic(topic, quota, change);
        }();
        if (created) {
            response.topics.push_back(std::move(*created));
            continue;
        }
        CreatableTopicResult& failed = response.topics.emplace_back();
        failed.name = topic.name;
        failed.error_code = created.error().code;
        failed.error_message = std::move(created.error().message);
    }
    if (request.validate_only) change.drop(before);
    return response;
}

Result<TopicControl::CreatableTopicResult> TopicControl::create_topic(const CreatableTopic& topic, const PartitionQuota& quota,
                                                                      Change& change) const {
    const MetadataImage image = change.image();
    if (topic.name == metadata_topic_name) return failure(ErrorCode::TOPIC_AUTHORIZATION_FAILED, "Authorization failed.");
    if (Status name = validate_topic_name(topic.name); !name) return std::unexpected(std::move(name.error()));
    if (image.topic(std::string_view(topic.name)) != nullptr) {
        return failure(ErrorCode::TOPIC_ALREADY_EXISTS, fmt::format("Topic '{}' already exists.", topic.name));
    }
    if (const auto other = colliding_topic(image, topic.name)) {
        return failure(ErrorCode::INVALID_TOPIC_EXCEPTION, fmt::format("Topic '{}' collides with existing topic: {}", topic.name, *other));
    }
    auto configs = configuration_.check_new_topic(topic);
    if (!configs) return std::unexpected(std::move(configs.error()));
    auto partitions = assign(topic, image);
    if (!partitions) return std::unexpected(std::move(partitions.error()));
    const std::int64_t records = 1 + std::ssize(*configs) + std::ssize(*partitions);
    if (std::ssize(change.records()) + records > records_per_request_max) {
        return failure(ErrorCode::POLICY_VIOLATION, "Unable to perform excessively large batch operation.");
    }
    if (Status taken = take_from(quota, partitions->size()); !taken) return std::unexpected(std::move(taken.error()));

    CreatableTopicResult result;
    result.name = topic.name;
    result.topic_id = random_.uuid();
    result.error_message.reset();
    result.num_partitions = static_cast<std::int32_t>(partitions->size());
    result.replication_factor = static_cast<std::int16_t>(partitions->front().replicas.size());
    result.configs = configuration_.describe_new_topic(image, *configs);

    change.tell(observe::TopicCreated{topic.name, result.num_partitions, result.replication_factor});
    messages::TopicRecord created;
    created.name = topic.name;
    created.topic_id = result.topic_id;
    change.add(created);
    // Configuration after the topic and before its partitions: whoever replays knows it when the replicas are made.
    for (auto& [key, value] : *configs) change.add(config_record({ResourceType::topic, topic.name}, key, std::move(value)));
    std::int32_t index = 0;
    for (const PartitionRegistration& partition : *partitions) {
        change.add(to_record(partition, result.topic_id, index));
        tell_created({topic.name, index}, partition, change);
        ++index;
    }
    return result;
}

Result<std::vector<PartitionRegistration>> TopicControl::assign(const CreatableTopic& topic, const MetadataImage& image) const {
    if (!topic.assignments.empty()) return assign_manually(topic, image);
    if (topic.replication_factor < -1 || topic.replication_factor == 0) {
        return failure(ErrorCode::INVALID_REPLICATION_FACTOR, "Replication factor must be larger than 0, or -1 to use the default value.");
    }
    if (topic.num_partitions < -1 || topic.num_partitions == 0) {
        return failure(ErrorCode::INVALID_PARTITIONS, "Number of partitions was set to an invalid non-positive value.");
    }
    return place(image, topic.num_partitions == -1 ? config_.num_partitions : topic.num_partitions,
                 topic.replication_factor == -1 ? config_.default_replication_factor : topic.replication_factor);
}

Result<std::vector<PartitionRegistration>> TopicControl::place(const MetadataImage& image, std::int32_t partitions,
                                                               std::int32_t replication_factor) const {
    const auto unable = [&](std::string_view why) {
        return failure(ErrorCode::INVALID_REPLICATION_FACTOR,
                       fmt::format("Unable to replicate the partition {} time(s): {}", replication_factor, why));
    };
    auto placed = place_replicas(image, partitions, replication_factor, random_);
    if (!placed) return unable(placed.error().message);
    std::vector<PartitionRegistration> result;
    result.reserve(placed->size());
    for (auto& replicas : *placed) {
        auto partition = new_partition(image, std::move(replicas));
        if (!partition) return unable("All brokers are currently fenced or in controlled shutdown.");
        result.push_back(std::move(*partition));
    }
    return result;
}

Result<std::vector<PartitionRegistration>> TopicControl::assign_manually(const CreatableTopic& topic, const MetadataImage& image) const {
    if (topic.replication_factor != -1) {
        return failure(ErrorCode::INVALID_REQUEST,
                       "A manual partition assignment was specified, but replication factor was not set to -1.");
    }
    if (topic.num_partitions != -1) {
        return failure(ErrorCode::INVALID_REQUEST, "A manual partition assignment was specified, but numPartitions was not set to -1.");
    }
    std::map<std::int32_t, PartitionRegistration> partitions;
    std::optional<std::size_t> replication_factor;
    for (const auto& assignment : topic.assignments) {
        if (partitions.contains(assignment.partition_index)) {
            return failure(ErrorCode::INVALID_REPLICA_ASSIGNMENT,
                           fmt::format("Found multiple manual partition assignments for partition {}", assignment.partition_index));
        }
        if (Status valid = check_manual_assignment(image, assignment.broker_ids, replication_factor); !valid) {
            return std::unexpected(std::move(valid.error()));
        }
        replication_factor = assignment.broker_ids.size();
        auto partition = new_partition(image, assignment.broker_ids);
        if (!partition) return std::unexpected(all_fenced(assignment.partition_index));
        partitions.emplace(assignment.partition_index, std::move(*partition));
    }
    std::vector<PartitionRegistration> result;
    for (auto& [index, partition] : partitions) {
        if (index != std::ssize(result)) {
            return failure(ErrorCode::INVALID_REPLICA_ASSIGNMENT, "partitions should be a consecutive 0-based integer sequence");
        }
        result.push_back(std::move(partition));
    }
    return result;
}

messages::DeleteTopicsResponse TopicControl::delete_topics(const messages::DeleteTopicsRequest& request, wire::Version version,
                                                           const PartitionQuota& quota, Change& change) const {
    messages::DeleteTopicsResponse response;
    // Versions to 5 list names alone.
    std::vector<messages::DeleteTopicsRequest::DeleteTopicState> topics = request.topics;
    if (version < 6) {
        topics.clear();
        for (const std::string& name : request.topic_names) topics.push_back({name, Uuid{}});
    }

    const MetadataImage image = change.image();
    const auto id_of = [&](const messages::DeleteTopicsRequest::DeleteTopicState& state) {
        if (!state.name) return state.topic_id;
        const TopicImage* topic = image.topic(std::string_view(*state.name));
        return topic == nullptr ? Uuid{} : topic->id;
    };
    std::map<std::string, int> name_times;
    std::map<Uuid, int> id_times;
    std::map<Uuid, int> resolved_times;
    for (const auto& state : topics) {
        if (state.name) ++name_times[*state.name];
        else ++id_times[state.topic_id];
        if (const Uuid id = id_of(state); !id.is_zero()) ++resolved_times[id];
    }

    const auto check = [&](const messages::DeleteTopicsRequest::DeleteTopicState& state) -> Status {
        if (!config_.delete_topic_enable) {
            // Clients before version 3 do not know the code.
            return version < 3 ? failure(ErrorCode::INVALID_REQUEST, "Topic deletion is disabled.")
                               : std::unexpected(error_of(ErrorCode::TOPIC_DELETION_DISABLED));
        }
        if (!state.name && state.topic_id.is_zero())
            return failure(ErrorCode::INVALID_REQUEST, "Neither topic name nor id were specified.");
        if (state.name && !state.topic_id.is_zero()) {
            return failure(ErrorCode::INVALID_REQUEST, "You may not specify both topic name and topic id.");
        }
        if (state.name && name_times[*state.name] > 1) return failure(ErrorCode::INVALID_REQUEST, "Duplicate topic name.");
        if (!state.name && id_times[state.topic_id] > 1) return failure(ErrorCode::INVALID_REQUEST, "Duplicate topic id.");
        const Uuid id = id_of(state);
        if (state.name && id.is_zero()) return std::unexpected(error_of(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION));
        if (resolved_times[id] > 1) {
            return failure(ErrorCode::INVALID_REQUEST, "The provided topic name maps to an ID that was already supplied.");
        }
        const TopicImage* topic = image.topic(id);
        if (topic == nullptr) return std::unexpected(error_of(ErrorCode::UNKNOWN_TOPIC_ID));
        return take_from(quota, topic->partitions.size());
    };

    std::set<std::pair<std::optional<std::string>, Uuid>> answered;
    for (const auto& state : topics) {
        if (!answered.insert({state.name, state.topic_id}).second) continue;
        auto& result = response.responses.emplace_back();
        result.name = state.name;
        result.topic_id = state.topic_id;
        if (Status valid = check(state); !valid) {
            result.error_code = valid.error().code;
            result.error_message = std::move(valid.error().message);
            continue;
        }
        const TopicImage& topic = *image.topic(id_of(state));
        result.name = topic.name;
        result.topic_id = topic.id;
        messages::RemoveTopicRecord record;
        record.topic_id = topic.id;
        change.add(record);
        change.tell(observe::TopicDeleted{topic.name});
    }
    return response;
}

messages::CreatePartitionsResponse TopicControl::create_partitions(const messages::CreatePartitionsRequest& request,
                                                                   const PartitionQuota& quota, Change& change) const {
    messages::CreatePartitionsResponse response;
    std::map<std::string, int> times;
    for (const auto& topic : request.topics) ++times[topic.name];

    const MetadataImage before = change.image();
    std::set<std::string> answered;
    for (const auto& topic : request.topics) {
        if (!answered.insert(topic.name).second) continue;
        auto& result = response.results.emplace_back();
        result.name = topic.name;
        Status added =
            times[topic.name] > 1 ? failure(ErrorCode::INVALID_REQUEST, "Duplicate topic name.") : add_partitions(topic, quota, change);
        if (added) continue;
        result.error_code = added.error().code;
        result.error_message = std::move(added.error().message);
    }
    if (request.validate_only) change.drop(before);
    return response;
}

Status TopicControl::add_partitions(const messages::CreatePartitionsRequest::CreatePartitionsTopic& request, const PartitionQuota& quota,
                                    Change& change) const {
    const MetadataImage image = change.image();
    const TopicImage* topic = image.topic(std::string_view(request.name));
    if (topic == nullptr || topic->partitions.empty()) return std::unexpected(error_of(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION));
    const auto present = static_cast<std::int32_t>(topic->partitions.size());
    if (request.count == present) return failure(ErrorCode::INVALID_PARTITIONS, fmt::format("Topic already has {} partition(s).", present));
    if (request.count < present) {
        return failure(
            ErrorCode::INVALID_PARTITIONS,
            fmt::format("The topic {} currently has {} partition(s); {} would not be an increase.", request.name, present, request.count));
    }
    const std::int32_t additional = request.count - present;
    if (additional + std::ssize(change.records()) > records_per_request_max) {
        return failure(ErrorCode::POLICY_VIOLATION, "Excessively large number of partitions per request.");
    }
    const std::size_t replication_factor = topic->partitions.begin()->second->replicas.size();

    std::vector<PartitionRegistration> partitions;
    if (request.assignments) {
        if (std::ssize(*request.assignments) != additional) {
            return failure(ErrorCode::INVALID_REPLICA_ASSIGNMENT,
                           fmt::format("Attempted to add {} additional partition(s), but only {} assignment(s) were specified.", additional,
                                       request.assignments->size()));
        }
        for (const auto& assignment : *request.assignments) {
            if (Status valid = check_manual_assignment(image, assignment.broker_ids, replication_factor); !valid) return valid;
            auto partition = new_partition(image, assignment.broker_ids);
            if (!partition) return std::unexpected(all_fenced(present + static_cast<std::int32_t>(partitions.size())));
            partitions.push_back(std::move(*partition));
        }
    } else {
        auto placed = place(image, additional, static_cast<std::int32_t>(replication_factor));
        if (!placed) return std::unexpected(std::move(placed.error()));
        partitions = std::move(*placed);
    }
    if (Status taken = take_from(quota, partitions.size()); !taken) return taken;

    change.tell(observe::PartitionsAdded{request.name, present, request.count});
    std::int32_t index = present;
    for (const PartitionRegistration& partition : partitions) {
        change.add(to_record(partition, topic->id, index));
        tell_created({request.name, index}, partition, change);
        ++index;
    }
    return {};
}

}  // namespace vitrine::metadata
