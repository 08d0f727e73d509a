// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/admin_calls.h"

#include <algorithm>
#include <cstdio>
#include <regex>

#include "messages/describe_configs.h"
#include "messages/describe_topic_partitions.h"
#include "messages/list_offsets.h"
#include "messages/list_partition_reassignments.h"
#include "messages/metadata.h"

namespace vitrine::tools {

void print(const std::string &text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void printError(const std::string &line)
{
    std::fflush(stdout);
    std::fprintf(stderr, "%s\n", line.c_str());
}

std::unique_ptr<Cluster> connect(const ToolOptions &options, int &exit, FileOf fileOf)
{
    ClusterOptions wanted;
    wanted.timeout = options.defaultTimeout();
    std::string servers;
    exit = exitUsage;
    if (const auto file = options.get("command-config")) {
        const auto properties = readProperties(*file);
        if (!properties) {
            options.wrong(properties.error().message);
            return nullptr;
        }
        for (const auto &[key, value] : *properties) {
            if (key == "bootstrap.servers") {
                servers = value;
            } else if (key == "client.id") {
                wanted.clientId = value;
            } else if (key == "default.api.timeout.ms" || key == "request.timeout.ms") {
                wanted.timeout = std::chrono::milliseconds(std::max<long>(1, std::strtol(value.c_str(), nullptr, 10)));
            } else if (key == "security.protocol" && value != "PLAINTEXT") {
                options.wrong(fmt::format("{}: security.protocol={} is not known here, only PLAINTEXT", *file, value));
                return nullptr;
            } else if (key != "security.protocol" && fileOf == FileOf::client) {
                printError(fmt::format("vitrine: {} in {} has no meaning here", key, *file));
            }
        }
    }
    std::string all;
    for (const char *option : {"bootstrap-server", "bootstrap-controller"}) {
        for (const std::string &given : options.all(option)) all += (all.empty() ? "" : ",") + given;
    }
    if (!all.empty()) servers = all;
    auto endpoints = parseServers(servers);
    const auto timeout = options.number("timeout", 1, std::numeric_limits<std::int32_t>::max());
    if (!endpoints || !timeout) {
        options.wrong((!endpoints ? endpoints.error() : timeout.error()).message);
        return nullptr;
    }
    if (*timeout) wanted.timeout = std::chrono::milliseconds(**timeout);
    wanted.servers = std::move(*endpoints);
    exit = exitDone;
    return std::make_unique<Cluster>(std::move(wanted));
}

Result<std::vector<TopicFacts>> listTopics(Cluster &cluster)
{
    messages::MetadataRequest request;
    request.topics.reset();
    request.allow_auto_topic_creation = false;
    const auto response = cluster.any<messages::MetadataResponse>(std::move(request));
    if (!response) return std::unexpected(response.error());
    std::vector<TopicFacts> topics;
    for (const auto &topic : response->topics) {
        if (topic.error_code != ErrorCode::NONE) continue;
        TopicFacts facts{.name = topic.name.value_or(""), .id = topic.topic_id, .internal = topic.is_internal, .partitions = {}};
        for (const auto &partition : topic.partitions) {
            facts.partitions.push_back({.index = partition.partition_index,
                                        .leader = partition.leader_id,
                                        .replicas = partition.replica_nodes,
                                        .isr = partition.isr_nodes,
                                        .elr = std::nullopt,
                                        .lastKnownElr = std::nullopt});
        }
        std::ranges::sort(facts.partitions, {}, &PartitionFacts::index);
        topics.push_back(std::move(facts));
    }
    std::ranges::sort(topics, {}, &TopicFacts::name);
    return topics;
}

Result<std::vector<TopicFacts>> describeTopics(Cluster &cluster, const std::vector<std::string> &names, std::int32_t partitionLimit)
{
    std::vector<TopicFacts> topics;
    messages::DescribeTopicPartitionsRequest request;
    for (const std::string &name : names) request.topics.push_back({name});
    std::ranges::sort(request.topics, {}, &messages::DescribeTopicPartitionsRequest::TopicRequest::name);
    request.response_partition_limit = partitionLimit;
    if (names.empty()) return topics;
    for (;;) {
        const auto response = cluster.any<messages::DescribeTopicPartitionsResponse>(request);
        if (!response && response.error().code == ErrorCode::UNSUPPORTED_VERSION) break;
        if (!response) return std::unexpected(response.error());
        for (const auto &topic : response->topics) {
            const std::string name = topic.name.value_or("");
            if (topic.error_code != ErrorCode::NONE)
                return failure(topic.error_code, fmt::format("topic {}: {}", name, error_info(topic.error_code).meaning));
            if (topics.empty() || topics.back().name != name)
                topics.push_back({.name = name, .id = topic.topic_id, .internal = topic.is_internal, .partitions = {}});
            for (const auto &partition : topic.partitions) {
                topics.back().partitions.push_back({.index = partition.partition_index,
                                                    .leader = partition.leader_id,
                                                    .replicas = partition.replica_nodes,
                                                    .isr = partition.isr_nodes,
                                                    .elr = partition.eligible_leader_replicas,
                                                    .lastKnownElr = partition.last_known_elr});
            }
        }
        if (!response->next_cursor) return topics;
        request.cursor = {response->next_cursor->topic_name, response->next_cursor->partition_index};
        std::erase_if(request.topics, [&](const auto &topic) { return topic.name < request.cursor->topic_name; });
    }
    // A broker before KIP-966.
    auto all = listTopics(cluster);
    if (!all) return all;
    for (const std::string &name : names) {
        const auto found = std::ranges::find(*all, name, &TopicFacts::name);
        if (found == all->end()) {
            return failure(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION,
                           fmt::format("topic {}: {}", name, error_info(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION).meaning));
        }
        topics.push_back(std::move(*found));
        all->erase(found);
    }
    return topics;
}

Result<std::map<std::string, std::vector<ConfigFacts>>> describeConfigs(Cluster &cluster, std::int8_t resourceType,
                                                                        const std::vector<std::string> &names, bool synonyms)
{
    std::map<std::string, std::vector<ConfigFacts>> found;
    messages::DescribeConfigsRequest toAny;
    toAny.include_synonyms = synonyms;
    constexpr std::int8_t broker = 4;
    constexpr std::int8_t brokerLogger = 8;
    std::vector<std::pair<std::optional<BrokerId>, messages::DescribeConfigsRequest>> requests;
    for (const std::string &name : names) {
        messages::DescribeConfigsRequest::DescribeConfigsResource resource;
        resource.resource_type = resourceType;
        resource.resource_name = name;
        resource.configuration_keys.reset();
        // A broker's own values are known to itself alone.
        if ((resourceType == broker || resourceType == brokerLogger) && !name.empty()) {
            messages::DescribeConfigsRequest request;
            request.include_synonyms = synonyms;
            request.resources.push_back(std::move(resource));
            requests.emplace_back(BrokerId(std::atoi(name.c_str())), std::move(request));
        } else {
            toAny.resources.push_back(std::move(resource));
        }
    }
    if (!toAny.resources.empty()) requests.emplace_back(std::nullopt, std::move(toAny));
    for (auto &[to, request] : requests) {
        const auto response = to ? cluster.at<messages::DescribeConfigsResponse>(*to, std::move(request))
                                 : cluster.any<messages::DescribeConfigsResponse>(std::move(request));
        if (!response) return std::unexpected(response.error());
        for (const auto &result : response->results) {
            if (result.error_code != ErrorCode::NONE)
                return failure(result.error_code, sentenceOf(result.error_code, result.error_message));
            auto &entries = found[result.resource_name];
            for (const auto &config : result.configs) {
                ConfigFacts facts{.name = config.name,
                                  .value = config.value,
                                  .readOnly = config.read_only,
                                  .sensitive = config.is_sensitive,
                                  .source = config.config_source,
                                  .synonyms = {}};
                for (const auto &synonym : config.synonyms) facts.synonyms.push_back({synonym.name, synonym.value, synonym.source});
                entries.push_back(std::move(facts));
            }
            std::ranges::sort(entries, {}, &ConfigFacts::name);
        }
    }
    return found;
}

Result<std::map<TopicPartition, ReassignmentFacts>> reassignmentsUnderWay(Cluster &cluster)
{
    std::map<TopicPartition, ReassignmentFacts> underWay;
    messages::ListPartitionReassignmentsRequest request;
    request.timeout_ms = static_cast<std::int32_t>(cluster.options().timeout.count());
    const auto response = cluster.any<messages::ListPartitionReassignmentsResponse>(std::move(request));
    if (!response && response.error().code == ErrorCode::UNSUPPORTED_VERSION) return underWay;
    if (!response) return std::unexpected(response.error());
    if (response->error_code != ErrorCode::NONE)
        return failure(response->error_code, sentenceOf(response->error_code, response->error_message));
    for (const auto &topic : response->topics) {
        for (const auto &partition : topic.partitions) {
            underWay[{topic.name, partition.partition_index}] = {partition.replicas, partition.adding_replicas,
                                                                 partition.removing_replicas};
        }
    }
    return underWay;
}

Result<std::map<TopicPartition, Offset>> listOffsets(Cluster &cluster, const std::vector<TopicPartition> &partitions,
                                                     std::int64_t timestamp)
{
    std::map<TopicPartition, Offset> offsets;
    if (partitions.empty()) return offsets;
    constexpr int attempts = 5;
    for (int attempt = 1;; ++attempt) {
        const auto topics = listTopics(cluster);
        if (!topics) return std::unexpected(topics.error());
        std::map<BrokerId, std::map<std::string, std::vector<std::int32_t>>> byLeader;
        for (const TopicPartition &key : partitions) {
            const auto topic = std::ranges::lower_bound(*topics, key.topic, {}, &TopicFacts::name);
            if (topic == topics->end() || topic->name != key.topic || key.partition < 0 ||
                static_cast<std::size_t>(key.partition) >= topic->partitions.size())
                return failure(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, fmt::format("there is no partition {}", key));
            const BrokerId leader = topic->partitions[static_cast<std::size_t>(key.partition)].leader;
            if (leader >= BrokerId(0) && !offsets.contains(key)) byLeader[leader][key.topic].push_back(key.partition);
        }
        std::optional<Error> moved;
        for (const auto &[leader, asked] : byLeader) {
            messages::ListOffsetsRequest request;
            request.replica_id = no_broker;
            for (const auto &[topic, indexes] : asked) {
                auto &wanted = request.topics.emplace_back();
                wanted.name = topic;
                for (const std::int32_t index : indexes)
                    wanted.partitions.push_back(
                        {.partition_index = index, .current_leader_epoch = no_leader_epoch, .timestamp = timestamp});
            }
            const auto response = cluster.at<messages::ListOffsetsResponse>(leader, std::move(request));
            if (!response) return std::unexpected(response.error());
            for (const auto &topic : response->topics) {
                for (const auto &partition : topic.partitions) {
                    const TopicPartition key{topic.name, partition.partition_index};
                    if (partition.error_code == ErrorCode::NONE) {
                        offsets[key] = partition.offset;
                    } else {
                        moved = {partition.error_code, fmt::format("{}: {}", key, error_info(partition.error_code).meaning)};
                    }
                }
            }
        }
        if (!moved) return offsets;
        // The leader moved between the two questions.
        if (attempt == attempts) return std::unexpected(*moved);
    }
}

struct TopicFilter::Expression {
    std::regex regex;
};

Result<TopicFilter> TopicFilter::make(const std::string &expression)
{
    // Kafka takes what people write: quotes around it, and commas between names.
    std::string text;
    for (const char letter : expression) {
        if (letter != ' ' && letter != '\t') text += letter == ',' ? '|' : letter;
    }
    while (!text.empty() && (text.front() == '"' || text.front() == '\'')) text.erase(0, 1);
    while (!text.empty() && (text.back() == '"' || text.back() == '\'')) text.pop_back();
    TopicFilter filter;
    try {
        filter.m_expression = std::make_shared<const Expression>(Expression{std::regex(text, std::regex::ECMAScript)});
    } catch (const std::regex_error &) {
        return failure(ErrorCode::INVALID_REQUEST, fmt::format("{} is an invalid regex.", expression));
    }
    return filter;
}

bool TopicFilter::matches(const std::string &topic) const { return std::regex_match(topic, m_expression->regex); }

std::string joined(const std::vector<BrokerId> &brokers, const char *between)
{
    std::string text;
    for (const BrokerId broker : brokers) text += fmt::format("{}{}", text.empty() ? "" : between, broker);
    return text;
}

bool isInternalTopic(const std::string &topic)
{
    return topic == "__consumer_offsets" || topic == "__transaction_state" || topic == "__share_group_state";
}

}  // namespace vitrine::tools
