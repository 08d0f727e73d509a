// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include "app/tools/admin_calls.h"
#include "app/tools/tools.h"
#include "app/tools/topics_text.h"
#include "base/text.h"
#include "messages/create_partitions.h"
#include "messages/create_topics.h"
#include "messages/delete_topics.h"

namespace vitrine::tools {
namespace {

constexpr std::int32_t requestTimeoutMs = 30000;
const std::vector<std::string> actions{"create", "list", "alter", "describe", "delete"};
const std::vector<std::string> reports{"under-replicated-partitions", "under-min-isr-partitions", "at-min-isr-partitions",
                                       "unavailable-partitions"};

void declare(ToolOptions &options)
{
    options.connects();
    options.flag("create", "Create a topic");
    options.flag("list", "Print the names of the topics");
    options.flag("describe", "Print each topic and its partitions");
    options.flag("alter", "Give a topic more partitions; for its configuration there is vitrine configs");
    options.flag("delete", "Delete topics");
    options.value("topic", "NAME", "The topic; except with --create a regular expression, with commas for alternatives");
    options.value("topic-id", "ID", "The topic to describe, by its id");
    options.value("partitions", "N",
                  "How many partitions it has, or is to have after --alter; the cluster's default where nothing is said");
    options.value("replication-factor", "N", "How many replicas each partition has; the cluster's default where nothing is said");
    options.value("replica-assignment", "LIST", "Brokers of each partition, as in 1:2,2:3 for two partitions of two replicas");
    options.values("config", "KEY=VALUE", "Configuration of the topic that is created; may be given again");
    options.flag("if-not-exists", "With --create: a topic that exists is no failure");
    options.flag("if-exists", "With --alter, --delete and --describe: a topic that does not exist is no failure");
    options.flag("exclude-internal", "Leave internal topics out");
    options.flag("under-replicated-partitions", "With --describe: only partitions that lack replicas in sync");
    options.flag("unavailable-partitions", "With --describe: only partitions without a living leader");
    options.flag("under-min-isr-partitions", "With --describe: only partitions with fewer in sync than min.insync.replicas");
    options.flag("at-min-isr-partitions", "With --describe: only partitions with exactly min.insync.replicas in sync");
    options.flag("topics-with-overrides", "With --describe: only topics whose configuration differs from the defaults");
    options.value("partition-size-limit-per-response", "N",
                  "With --describe: at most so many partitions in one answer; 2000 where nothing is said");
}

Status check(const ToolOptions &options)
{
    if (options.count(actions) != 1) return failure(ErrorCode::INVALID_REQUEST, "exactly one of " + alternatives(actions) + " is needed");
    if (!options.has("list") && !options.has("describe") && !options.has("topic"))
        return failure(ErrorCode::INVALID_REQUEST, "--topic NAME is needed");
    if (options.has("alter") && options.has("config"))
        return failure(ErrorCode::INVALID_REQUEST,
                       "--config goes only with --create; vitrine configs --alter changes a topic's configuration");
    if (options.has("alter") && !options.has("partitions")) return failure(ErrorCode::INVALID_REQUEST, "--alter needs --partitions");
    const std::vector<std::pair<std::string, std::vector<std::string>>> only{
        {"config", {"create"}},
        {"partitions", {"create", "alter"}},
        {"replication-factor", {"create"}},
        {"replica-assignment", {"create", "alter"}},
        {"topic-id", {"describe"}},
        {"under-replicated-partitions", {"describe"}},
        {"under-min-isr-partitions", {"describe"}},
        {"at-min-isr-partitions", {"describe"}},
        {"unavailable-partitions", {"describe"}},
        {"topics-with-overrides", {"describe"}},
        {"partition-size-limit-per-response", {"describe"}},
        {"if-exists", {"alter", "delete", "describe"}},
        {"if-not-exists", {"create"}},
        {"exclude-internal", {"list", "describe"}},
    };
    for (const auto &[option, needed] : only) {
        if (auto status = options.onlyWith(option, needed); !status) return status;
    }
    if (options.has("create")) {
        if (auto status = options.notTogether("replica-assignment", {"partitions", "replication-factor"}); !status) return status;
    }
    for (const std::string &report : reports) {
        auto others = reports;
        others.push_back("topics-with-overrides");
        if (auto status = options.notTogether(report, others); !status) return status;
    }
    return {};
}

// Names of the cluster's topics that --topic means. An error where it means none and --if-exists is not given.
Result<std::vector<std::string>> meant(Cluster &cluster, const ToolOptions &options)
{
    const auto topics = listTopics(cluster);
    if (!topics) return std::unexpected(topics.error());
    const auto expression = options.get("topic");
    std::optional<TopicFilter> filter;
    if (expression) {
        auto made = TopicFilter::make(*expression);
        if (!made) return std::unexpected(made.error());
        filter = std::move(*made);
    }
    std::vector<std::string> names;
    for (const TopicFacts &topic : *topics) {
        if (filter && !filter->matches(topic.name)) continue;
        if (options.has("exclude-internal") && (topic.internal || isInternalTopic(topic.name))) continue;
        names.push_back(topic.name);
    }
    if (names.empty() && expression && !expression->empty() && !options.has("if-exists") && !options.has("list"))
        return failure(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, fmt::format("Topic '{}' does not exist as expected", *expression));
    return names;
}

Status create(Cluster &cluster, const ToolOptions &options)
{
    const std::string name = *options.get("topic");
    if (name.find_first_of("._") != std::string::npos) {
        print(
            "WARNING: Due to limitations in metric names, topics with a period ('.') or underscore ('_') could collide. "
            "To avoid issues it is best to use either, but not both.\n");
    }
    messages::CreateTopicsRequest request;
    auto &topic = request.topics.emplace_back();
    topic.name = name;
    const auto partitions = options.number("partitions");
    const auto factor = options.number("replication-factor");
    if (!partitions) return std::unexpected(partitions.error());
    if (!factor) return std::unexpected(factor.error());
    if (*factor && (**factor < 1 || **factor > 32767))
        return failure(ErrorCode::INVALID_REPLICATION_FACTOR, "The replication factor must be between 1 and 32767 inclusive");
    if (*partitions && (**partitions < 1 || **partitions > std::numeric_limits<std::int32_t>::max()))
        return failure(ErrorCode::INVALID_PARTITIONS, "The partitions must be greater than 0");
    topic.num_partitions = static_cast<std::int32_t>(partitions->value_or(-1));
    topic.replication_factor = static_cast<std::int16_t>(factor->value_or(-1));
    if (const auto text = options.get("replica-assignment")) {
        const auto assignment = parseReplicaAssignment(*text);
        if (!assignment) return std::unexpected(assignment.error());
        for (std::size_t i = 0; i < assignment->size(); ++i)
            topic.assignments.push_back({.partition_index = static_cast<std::int32_t>(i), .broker_ids = (*assignment)[i]});
    }
    for (const std::string &config : options.all("config")) {
        const std::size_t equals = config.find('=');
        if (equals == std::string::npos || equals == 0) {
            return failure(ErrorCode::INVALID_CONFIG,
                           "requirement failed: Invalid topic config: all configs to be added must be in the "
                           "format \"key=val\".");
        }
        topic.configs.push_back({.name = std::string(trim(std::string_view(config).substr(0, equals))),
                                 .value = std::string(trim(std::string_view(config).substr(equals + 1)))});
    }
    request.timeout_ms = requestTimeoutMs;
    const auto response = cluster.any<messages::CreateTopicsResponse>(std::move(request));
    if (!response) return std::unexpected(response.error());
    for (const auto &result : response->topics) {
        if (result.error_code == ErrorCode::TOPIC_ALREADY_EXISTS && options.has("if-not-exists")) return {};
        if (result.error_code != ErrorCode::NONE) return failure(result.error_code, sentenceOf(result.error_code, result.error_message));
    }
    print(fmt::format("Created topic {}.\n", name));
    return {};
}

Status alter(Cluster &cluster, const ToolOptions &options)
{
    const auto total = options.number("partitions", std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max());
    if (!total) return std::unexpected(total.error());
    const auto names = meant(cluster, options);
    if (!names) return std::unexpected(names.error());
    if (names->empty()) return {};
    std::vector<std::vector<BrokerId>> assignment;
    if (const auto text = options.get("replica-assignment")) {
        auto parsed = parseReplicaAssignment(*text);
        if (!parsed) return std::unexpected(parsed.error());
        assignment = std::move(*parsed);
    }
    const auto known = listTopics(cluster);
    if (!known) return std::unexpected(known.error());
    messages::CreatePartitionsRequest request;
    request.timeout_ms = requestTimeoutMs;
    for (const std::string &name : *names) {
        auto &topic = request.topics.emplace_back();
        topic.name = name;
        topic.count = static_cast<std::int32_t>(**total);
        topic.assignments.reset();
        if (assignment.empty()) continue;
        // It names the partitions that are there too.
        const auto facts = std::ranges::find(*known, name, &TopicFacts::name);
        topic.assignments.emplace();
        for (std::size_t i = facts == known->end() ? 0 : facts->partitions.size(); i < assignment.size(); ++i)
            topic.assignments->push_back({.broker_ids = assignment[i]});
    }
    const auto response = cluster.any<messages::CreatePartitionsResponse>(std::move(request));
    if (!response) return std::unexpected(response.error());
    for (const auto &result : response->results) {
        if (result.error_code != ErrorCode::NONE) return failure(result.error_code, sentenceOf(result.error_code, result.error_message));
    }
    return {};
}

Status remove(Cluster &cluster, const ToolOptions &options)
{
    const auto names = meant(cluster, options);
    if (!names) return std::unexpected(names.error());
    if (names->empty()) return {};
    messages::DeleteTopicsRequest request;
    for (const std::string &name : *names) request.topics.push_back({.name = name, .topic_id = {}});
    request.timeout_ms = requestTimeoutMs;
    const auto response = cluster.any<messages::DeleteTopicsResponse>(std::move(request));
    if (!response) return std::unexpected(response.error());
    for (const auto &result : response->responses) {
        if (result.error_code != ErrorCode::NONE) return failure(result.error_code, sentenceOf(result.error_code, result.error_message));
    }
    return {};
}

// Whether --under-replicated-partitions and its like let this partition be printed.
bool reported(const ToolOptions &options, const PartitionFacts &partition, const ReassignmentFacts *reassignment,
              const std::vector<ConfigFacts> &configs, const std::map<BrokerId, env::Endpoint> &living)
{
    if (options.count(reports) == 0) return true;
    std::size_t minimum = 1;
    const auto found = std::ranges::find(configs, "min.insync.replicas", &ConfigFacts::name);
    if (found != configs.end() && found->value) minimum = static_cast<std::size_t>(std::max(0, std::atoi(found->value->c_str())));
    const bool led = partition.leader >= BrokerId(0);
    if (options.has("under-replicated-partitions")) return replicationFactor(partition, reassignment) > partition.isr.size();
    if (options.has("unavailable-partitions")) return !led || !living.contains(partition.leader);
    if (options.has("under-min-isr-partitions")) return !led || partition.isr.size() < minimum;
    return partition.isr.size() == minimum;
}

Status describe(Cluster &cluster, const ToolOptions &options)
{
    std::vector<std::string> names;
    if (const auto text = options.get("topic-id")) {
        const auto id = Uuid::parse(*text);
        if (!id)
            return failure(ErrorCode::INVALID_REQUEST,
                           fmt::format("--topic-id takes 22 letters as --describe prints them, not \"{}\"", *text));
        const auto topics = listTopics(cluster);
        if (!topics) return std::unexpected(topics.error());
        const auto found = std::ranges::find(*topics, *id, &TopicFacts::id);
        if (found != topics->end()) {
            names.push_back(found->name);
        } else if (!options.has("if-exists")) {
            return failure(ErrorCode::UNKNOWN_TOPIC_ID, fmt::format("TopicId '{}' does not exist as expected", *text));
        }
    } else {
        auto found = meant(cluster, options);
        if (!found) return std::unexpected(found.error());
        names = std::move(*found);
    }
    const auto limit = options.number("partition-size-limit-per-response", 1, std::numeric_limits<std::int32_t>::max());
    if (!limit) return std::unexpected(limit.error());
    const auto topics = describeTopics(cluster, names, static_cast<std::int32_t>(limit->value_or(2000)));
    if (!topics) return std::unexpected(topics.error());
    const auto configs = names.empty() ? std::map<std::string, std::vector<ConfigFacts>>() : describeConfigs(cluster, 2, names);
    if (!configs) return std::unexpected(configs.error());
    const auto living = cluster.brokers();
    if (!living) return std::unexpected(living.error());
    const auto reassignments = reassignmentsUnderWay(cluster);
    if (!reassignments) return std::unexpected(reassignments.error());
    const auto reassignment = [&](const std::string &topic, std::int32_t partition) {
        const auto found = reassignments->find({topic, partition});
        return found == reassignments->end() ? nullptr : &found->second;
    };
    for (const TopicFacts &topic : *topics) {
        const auto found = configs->find(topic.name);
        const std::vector<ConfigFacts> own = found == configs->end() ? std::vector<ConfigFacts>() : found->second;
        const bool overridden = std::ranges::any_of(own, [](const ConfigFacts &config) { return config.source != defaultSource; });
        if (options.count(reports) == 0 && (overridden || !options.has("topics-with-overrides")))
            print(topicLine(topic, own, topic.partitions.empty() ? nullptr : reassignment(topic.name, topic.partitions.front().index)));
        if (options.has("topics-with-overrides")) continue;
        for (const PartitionFacts &partition : topic.partitions) {
            const ReassignmentFacts *moving = reassignment(topic.name, partition.index);
            if (reported(options, partition, moving, own, *living)) print(partitionLine(topic.name, partition, moving));
        }
    }
    return {};
}

Status list(Cluster &cluster, const ToolOptions &options)
{
    const auto names = meant(cluster, options);
    if (!names) return std::unexpected(names.error());
    std::string text;
    for (const std::string &name : *names) text += name + "\n";
    print(text.empty() ? "\n" : text);  // as Kafka's tool does
    return {};
}

}  // namespace

int topics(const Arguments &arguments)
{
    ToolOptions options("topics", "Creates, lists, describes, alters and deletes topics, as kafka-topics does.");
    declare(options);
    if (const auto over = options.parse(arguments)) return *over;
    if (const auto status = check(options); !status) return options.wrong(status.error().message);
    int exit = exitDone;
    const auto cluster = connect(options, exit);
    if (cluster == nullptr) return exit;
    Status status;
    if (options.has("create")) status = create(*cluster, options);
    if (options.has("alter")) status = alter(*cluster, options);
    if (options.has("delete")) status = remove(*cluster, options);
    if (options.has("describe")) status = describe(*cluster, options);
    if (options.has("list")) status = list(*cluster, options);
    if (status) return exitDone;
    print(fmt::format("Error while executing topic command : {}\n", status.error().message));
    return exitFailed;
}

}  // namespace vitrine::tools
