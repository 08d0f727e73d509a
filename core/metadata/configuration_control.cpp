// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/configuration_control.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vitrine::metadata {
namespace {

constexpr std::string_view min_isr_key = "min.insync.replicas";
constexpr std::string_view unclean_election_key = "unclean.leader.election.enable";

// AlterConfigOp.OpType
enum class Operation : std::int8_t { set = 0, remove = 1, append = 2, subtract = 3 };

std::optional<Operation> operation_of(std::int8_t number) {
    if (number < 0 || number > 3) return std::nullopt;
    return static_cast<Operation>(number);
}

// ConfigSource as CreateTopics answers it.
constexpr std::int8_t dynamic_topic_config = 1;
constexpr std::int8_t dynamic_default_broker_config = 3;
constexpr std::int8_t static_broker_config = 4;
constexpr std::int8_t default_config = 5;

std::vector<std::string> split(std::string_view list) {
    std::vector<std::string> parts;
    while (!list.empty()) {
        const std::size_t comma = list.find(',');
        const std::string_view part = list.substr(0, comma);
        if (!part.empty()) parts.emplace_back(part);
        if (comma == std::string_view::npos) break;
        list.remove_prefix(comma + 1);
    }
    return parts;
}

// Lists of broker keys that Kafka declares as such; topic keys are in their own table.
bool is_broker_list(std::string_view key) {
    static constexpr std::string_view lists[] = {
        "advertised.listeners",
        "cordoned.log.dirs",
        "early.start.listeners",
        "group.consumer.assignors",
        "listeners",
        "leader.replication.throttled.replicas",
        "log.cleanup.policy",
        "log.dirs",
        "follower.replication.throttled.replicas",
        "metric.reporters",
        "sasl.enabled.mechanisms",
    };
    return std::ranges::find(lists, key) != std::end(lists);
}

bool is_list(ResourceType type, std::string_view key) {
    if (type == ResourceType::topic) {
        const storage::TopicConfigKey* known = storage::find_topic_config_key(key);
        return known != nullptr && known->type == storage::ConfigType::list;
    }
    return type == ResourceType::broker && is_broker_list(key);
}

Status check_exists(const MetadataImage& image, const ConfigResource& resource) {
    if (resource.type == ResourceType::topic) {
        if (image.topic(std::string_view(resource.name)) == nullptr) {
            return failure(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, fmt::format("The topic '{}' does not exist.", resource.name));
        }
        return {};
    }
    if (resource.name.empty()) return {};  // every broker
    std::int32_t id = 0;
    const char* end = resource.name.data() + resource.name.size();
    const auto [parsed, error] = std::from_chars(resource.name.data(), end, id);
    if (error != std::errc{} || parsed != end) {
        return failure(ErrorCode::INVALID_REQUEST, fmt::format("Unable to parse broker name as a base 10 number: {}", resource.name));
    }
    if (image.broker(BrokerId(id)) == nullptr && image.controllers.find(BrokerId(id)) == nullptr) {
        return failure(ErrorCode::BROKER_ID_NOT_REGISTERED, fmt::format("No node with id {} found.", id));
    }
    return {};
}

}  // namespace

messages::ConfigRecord config_record(const ConfigResource& resource, std::string key, std::optional<std::string> value) {
    messages::ConfigRecord record;
    record.resource_type = static_cast<std::int8_t>(resource.type);
    record.resource_name = resource.name;
    record.name = std::move(key);
    record.value = std::move(value);
    return record;
}

ConfigDefaults ConfigurationControl::defaults() const {
    return {config_.topic_defaults.min_insync_replicas, config_.topic_defaults.unclean_leader_election_enable};
}

std::int32_t ConfigurationControl::effective_min_isr(const MetadataImage& image, std::string_view topic,
                                                     const PartitionRegistration& partition) const {
    return std::min(image.min_insync_replicas(topic, defaults()), static_cast<std::int32_t>(partition.replicas.size()));
}

bool ConfigurationControl::unclean_election_enabled(const MetadataImage& image, std::string_view topic) const {
    return image.unclean_leader_election_enable(topic, defaults());
}

messages::IncrementalAlterConfigsResponse ConfigurationControl::alter(const messages::IncrementalAlterConfigsRequest& request,
                                                                      Change& change) const {
    messages::IncrementalAlterConfigsResponse response;
    std::map<std::pair<std::int8_t, std::string>, int> times;
    for (const Resource& resource : request.resources) ++times[{resource.resource_type, resource.resource_name}];

    const MetadataImage before = change.image();
    for (const Resource& resource : request.resources) {
        auto& result = response.responses.emplace_back();
        result.resource_type = resource.resource_type;
        result.resource_name = resource.resource_name;
        result.error_message.reset();
        Status altered = times[{resource.resource_type, resource.resource_name}] > 1
                             ? failure(ErrorCode::INVALID_REQUEST, "Each resource must appear at most once.")
                             : alter_resource(resource, change);
        if (!altered) {
            result.error_code = altered.error().code;
            result.error_message = std::move(altered.error().message);
        }
    }
    if (request.validate_only) change.drop(before);
    return response;
}

messages::AlterConfigsResponse ConfigurationControl::replace(const messages::AlterConfigsRequest& request, Change& change) const {
    messages::IncrementalAlterConfigsRequest steps;
    steps.validate_only = request.validate_only;
    for (const auto& resource : request.resources) {
        Resource& altered = steps.resources.emplace_back();
        altered.resource_type = resource.resource_type;
        altered.resource_name = resource.resource_name;
        std::set<std::string_view> named;
        for (const auto& config : resource.configs) {
            named.insert(config.name);
            altered.configs.push_back({config.name, static_cast<std::int8_t>(Operation::set), config.value});
        }
        const ConfigMap existing = change.image().config(static_cast<ResourceType>(resource.resource_type), resource.resource_name);
        // With eligible leader replicas every broker needs one min.insync.replicas: it is not forgotten by leaving it out.
        const bool every_broker =
            static_cast<ResourceType>(resource.resource_type) == ResourceType::broker && resource.resource_name.empty();
        for (const auto& [key, value] : existing) {
            if (every_broker && key == min_isr_key && change.image().elr_enabled()) continue;
            if (!named.contains(key)) altered.configs.push_back({key, static_cast<std::int8_t>(Operation::remove), std::nullopt});
        }
    }
    messages::AlterConfigsResponse response;
    for (auto& result : alter(steps, change).responses) {
        response.responses.push_back({.error_code = result.error_code,
                                      .error_message = std::move(result.error_message),
                                      .resource_type = result.resource_type,
                                      .resource_name = std::move(result.resource_name)});
    }
    return response;
}

Status ConfigurationControl::alter_resource(const Resource& request, Change& change) const {
    const ConfigResource resource{static_cast<ResourceType>(request.resource_type), request.resource_name};
    if (resource.type != ResourceType::topic && resource.type != ResourceType::broker) {
        return failure(ErrorCode::INVALID_REQUEST,
                       fmt::format("Resource type {} cannot be configured here: only topics and brokers can.", request.resource_type));
    }

    std::set<std::string_view> seen;
    const ConfigMap existing = change.image().config(resource.type, resource.name);
    std::map<std::string, std::string> values;
    for (const auto& [key, value] : existing) values.emplace(key, value);
    std::vector<messages::ConfigRecord> records;

    for (const auto& config : request.configs) {
        if (!seen.insert(config.name).second) return failure(ErrorCode::INVALID_REQUEST, "Error due to duplicate config keys");
        const auto operation = operation_of(config.config_operation);
        if (!operation) {
            return failure(ErrorCode::INVALID_REQUEST,
                           fmt::format("Unknown operation type {} of {}.", config.config_operation, config.name));
        }
        if (!config.value && *operation != Operation::remove) {
            return failure(ErrorCode::INVALID_REQUEST, fmt::format("Null value not supported for : {}", config.name));
        }

        const std::string* current = existing.find(config.name);
        std::optional<std::string> value;
        switch (*operation) {
            case Operation::set: value = config.value; break;
            case Operation::remove: break;
            case Operation::append:
            case Operation::subtract: {
                if (!is_list(resource.type, config.name)) {
                    return failure(ErrorCode::INVALID_CONFIG,
                                   fmt::format("Can't {} to key {} because its type is not LIST.",
                                               *operation == Operation::append ? "APPEND" : "SUBTRACT", config.name));
                }
                const storage::TopicConfigKey* known = storage::find_topic_config_key(config.name);
                const bool has_default = resource.type == ResourceType::topic && known != nullptr;
                std::vector<std::string> parts = split(current != nullptr ? std::string_view(*current)
                                                       : has_default      ? known->default_value
                                                                          : "");
                for (std::string& part : split(*config.value)) {
                    const auto found = std::ranges::find(parts, part);
                    if (*operation == Operation::append && found == parts.end()) parts.push_back(std::move(part));
                    if (*operation == Operation::subtract && found != parts.end()) parts.erase(found);
                }
                value = fmt::format("{}", fmt::join(parts, ","));
                break;
            }
        }
        const bool unchanged = current == nullptr ? !value.has_value() : value == *current;
        // A broker is told again even of what stays the same: it may have to reload what the value names (KAFKA-14136).
        if (unchanged && resource.type != ResourceType::broker) continue;
        if (value) values[config.name] = *value;
        else values.erase(config.name);
        records.push_back(config_record(resource, config.name, std::move(value)));
    }

    if (Status valid = check_values(resource, values); !valid) return valid;
    if (Status exists = check_exists(change.image(), resource); !exists) return exists;
    for (const auto& record : records) {
        if (Status fits = check_elr(change.image(), resource, record); !fits) return fits;
    }

    for (auto& record : records) {
        change.tell(observe::ConfigChanged{resource.to_string(), record.name, record.value});
        const bool min_isr = record.name == min_isr_key;
        change.add(std::move(record));
        // Who is eligible depends on min.insync.replicas: with another value what was noted no longer holds.
        if (min_isr && change.image().elr_enabled()) {
            messages::ClearElrRecord clear;
            if (resource.type == ResourceType::topic) clear.topic_name = resource.name;
            change.add(clear);
        }
    }
    return {};
}

Status ConfigurationControl::check_values(const ConfigResource& resource, const std::map<std::string, std::string>& values) const {
    if (resource.type == ResourceType::topic) {
        auto parsed = storage::LogConfig::parse(values, config_.topic_defaults);
        if (!parsed) return std::unexpected(std::move(parsed.error()));
        return {};
    }
    // The two broker keys that decide elections.
    for (const std::string_view key : {min_isr_key, unclean_election_key}) {
        const auto found = values.find(std::string(key));
        if (found == values.end()) continue;
        if (Status valid = storage::validate_topic_config(key, found->second); !valid) return valid;
    }
    return {};
}

Status ConfigurationControl::check_elr(const MetadataImage& image, const ConfigResource& resource,
                                       const messages::ConfigRecord& record) const {
    if (!image.elr_enabled() || resource.type != ResourceType::broker || record.name != min_isr_key) return {};
    if (!resource.name.empty()) {
        return failure(ErrorCode::INVALID_CONFIG, "Broker-level min.insync.replicas cannot be altered while ELR is enabled.");
    }
    if (!record.value)
        return failure(ErrorCode::INVALID_CONFIG, "Cluster-level min.insync.replicas cannot be removed while ELR is enabled.");
    return {};
}

Result<std::map<std::string, std::string>> ConfigurationControl::check_new_topic(
    const messages::CreateTopicsRequest::CreatableTopic& topic) const {
    std::map<std::string, std::string> values;
    std::vector<std::string> nulls;
    for (const auto& config : topic.configs) {
        if (config.value) values[config.name] = *config.value;
        else nulls.push_back(config.name);
    }
    if (!nulls.empty()) {
        return failure(ErrorCode::INVALID_CONFIG, fmt::format("Null value not supported for topic configs: {}", fmt::join(nulls, ",")));
    }
    if (Status valid = check_values({ResourceType::topic, topic.name}, values); !valid) return std::unexpected(std::move(valid.error()));
    return values;
}

std::vector<messages::CreateTopicsResponse::CreatableTopicResult::CreatableTopicConfigs> ConfigurationControl::describe_new_topic(
    const MetadataImage& image, const std::map<std::string, std::string>& own) const {
    using Described = messages::CreateTopicsResponse::CreatableTopicResult::CreatableTopicConfigs;
    static const std::map<std::string, std::string> kafka_defaults = storage::LogConfig().to_map();
    const std::map<std::string, std::string> node_defaults = config_.topic_defaults.to_map();
    const ConfigMap every_broker = image.config(ResourceType::broker, "");

    std::vector<Described> described;
    for (const storage::TopicConfigKey& key : storage::topic_config_keys()) {
        if (key.internal) continue;
        Described& entry = described.emplace_back();
        entry.name = key.name;
        if (const auto set = own.find(entry.name); set != own.end()) {
            entry.value = set->second;
            entry.config_source = dynamic_topic_config;
            continue;
        }
        const std::string* from_brokers = nullptr;
        std::int64_t factor = 1;
        for (const storage::BrokerSynonym& synonym : key.broker_synonyms) {
            from_brokers = every_broker.find(synonym.key);
            factor = synonym.factor;
            if (from_brokers != nullptr) break;
        }
        if (from_brokers != nullptr) {
            std::int64_t number = 0;
            const char* end = from_brokers->data() + from_brokers->size();
            const auto [parsed, error] = std::from_chars(from_brokers->data(), end, number);
            const bool scaled = factor != 1 && error == std::errc{} && parsed == end;
            entry.value = scaled ? std::to_string(number * factor) : *from_brokers;
            entry.config_source = dynamic_default_broker_config;
            continue;
        }
        const auto node_default = node_defaults.find(entry.name);
        const auto kafka_default = kafka_defaults.find(entry.name);
        entry.value = node_default == node_defaults.end() ? std::string(key.default_value) : node_default->second;
        const bool set_on_node =
            node_default != node_defaults.end() && kafka_default != kafka_defaults.end() && node_default->second != kafka_default->second;
        entry.config_source = set_on_node ? static_broker_config : default_config;
    }
    return described;
}

}  // namespace vitrine::metadata
