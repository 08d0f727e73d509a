// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <set>
#include <thread>

#include "app/tools/admin_calls.h"
#include "app/tools/reassign_text.h"
#include "app/tools/tools.h"
#include "base/text.h"
#include "messages/alter_partition_reassignments.h"
#include "messages/alter_replica_log_dirs.h"
#include "messages/describe_log_dirs.h"
#include "messages/incremental_alter_configs.h"

namespace vitrine::tools {
namespace {

const std::vector<std::string> actions{"generate", "execute", "verify", "cancel", "list"};
constexpr std::int8_t topicResource = 2;
constexpr std::int8_t brokerResource = 4;
constexpr const char *directoryThrottle = "replica.alter.log.dirs.io.max.bytes.per.second";

void declare(ToolOptions &options)
{
    options.connects();
    options.flag("generate",
                 "Propose replicas for the topics of --topics-to-move-json-file on the brokers of --broker-list, and do nothing");
    options.flag("execute", "Begin to move replicas as --reassignment-json-file says");
    options.flag("verify",
                 "Say of each partition of --reassignment-json-file whether it has arrived, and take throttles off when all have");
    options.flag("cancel", "Take back what is under way of --reassignment-json-file");
    options.flag("list", "Print what is under way");
    options.value("reassignment-json-file", "FILE", R"({"version":1,"partitions":[{"topic":"orders","partition":0,"replicas":[1,2]}]})");
    options.value("topics-to-move-json-file", "FILE", R"({"version":1,"topics":[{"topic":"orders"}]})");
    options.value("broker-list", "ID,ID,…", "With --generate: the brokers that are to hold the replicas");
    options.flag("additional", "With --execute: although something else is under way");
    options.value("throttle", "BYTES",
                  "With --execute: let replicas move no faster than so many bytes a second between brokers; --verify takes it off");
    options.value("replica-alter-log-dirs-throttle", "BYTES",
                  "With --execute: let replicas move no faster than so many bytes a second between the log directories of a broker");
    options.flag("preserve-throttles", "With --verify and --cancel: leave throttles as they are");
    options.flag("disallow-replication-factor-change", "With --execute: refuse where a partition would get more or fewer replicas");
    options.flag("disable-rack-aware", "With --generate: do not look at racks; it is always so here");
}

Status check(const ToolOptions &options)
{
    const auto wrong = [](std::string text) { return failure(ErrorCode::INVALID_REQUEST, std::move(text)); };
    if (options.count(actions) != 1) return wrong("exactly one of " + alternatives(actions) + " is needed");
    for (const char *action : {"execute", "verify", "cancel"}) {
        if (options.has(action) && !options.has("reassignment-json-file"))
            return wrong(fmt::format("--{} needs --reassignment-json-file", action));
    }
    if (options.has("generate") && (!options.has("topics-to-move-json-file") || !options.has("broker-list")))
        return wrong("--generate needs --topics-to-move-json-file and --broker-list");
    const std::vector<std::pair<std::string, std::vector<std::string>>> only{
        {"reassignment-json-file", {"execute", "verify", "cancel"}},
        {"topics-to-move-json-file", {"generate"}},
        {"broker-list", {"generate"}},
        {"disable-rack-aware", {"generate"}},
        {"additional", {"execute"}},
        {"throttle", {"execute"}},
        {"replica-alter-log-dirs-throttle", {"execute"}},
        {"disallow-replication-factor-change", {"execute"}},
        {"preserve-throttles", {"verify", "cancel"}},
    };
    for (const auto &[option, needed] : only) {
        if (auto status = options.onlyWith(option, needed); !status) return status;
    }
    return {};
}

Result<Assignment> current(Cluster &cluster, const std::set<std::string> &topics)
{
    const auto known = listTopics(cluster);
    if (!known) return std::unexpected(known.error());
    Assignment assignment;
    for (const std::string &name : topics) {
        const auto topic = std::ranges::find(*known, name, &TopicFacts::name);
        if (topic == known->end()) return failure(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, fmt::format("Topic {} not found.", name));
        for (const PartitionFacts &partition : topic->partitions) assignment[{name, partition.index}] = partition.replicas;
    }
    return assignment;
}

Result<Plan> readPlan(const ToolOptions &options)
{
    const auto text = readWholeFile(*options.get("reassignment-json-file"));
    if (!text) return std::unexpected(text.error());
    return parsePlan(*text);
}

std::string listOf(const std::vector<TopicPartition> &partitions)
{
    std::string text;
    for (const TopicPartition &key : partitions) text += fmt::format("{}{}", text.empty() ? "" : ",", key);
    return text;
}

Status generate(Cluster &cluster, const ToolOptions &options)
{
    const auto text = readWholeFile(*options.get("topics-to-move-json-file"));
    if (!text) return std::unexpected(text.error());
    const auto topics = parseTopicsToMove(*text);
    if (!topics) return std::unexpected(topics.error());
    std::vector<BrokerId> brokers;
    std::string list = *options.get("broker-list");
    std::ranges::replace(list, ',', ' ');
    std::string_view rest = list;
    for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest)) {
        if (word.find_first_not_of("0123456789") != std::string_view::npos || word.size() > 9)
            return failure(ErrorCode::INVALID_REQUEST,
                           fmt::format("--broker-list takes ids as in 1,2,3, not \"{}\"", *options.get("broker-list")));
        brokers.emplace_back(std::atoi(std::string(word).c_str()));
    }
    if (std::set<BrokerId>(brokers.begin(), brokers.end()).size() != brokers.size())
        return failure(ErrorCode::INVALID_REQUEST, fmt::format("Broker list contains duplicate entries: {}", joined(brokers)));
    const auto now = current(cluster, {topics->begin(), topics->end()});
    if (!now) return std::unexpected(now.error());
    Assignment proposed;
    for (const std::string &topic : *topics) {
        std::size_t count = 0;
        std::size_t factor = 0;
        for (const auto &[key, replicas] : *now) {
            if (key.topic != topic) continue;
            ++count;
            factor = std::max(factor, replicas.size());
        }
        if (factor > brokers.size())
            return failure(ErrorCode::INVALID_REPLICATION_FACTOR,
                           fmt::format("topic {} has {} replicas of each partition, more than the {} brokers of --broker-list", topic,
                                       factor, brokers.size()));
        const auto placed = placeInTurn(brokers, count, factor);
        for (std::size_t i = 0; i < count; ++i) proposed[{topic, static_cast<std::int32_t>(i)}] = placed[i];
    }
    print(fmt::format("Current partition replica assignment\n{}\n\nProposed partition reassignment configuration\n{}\n",
                      assignmentJson(*now), assignmentJson(proposed)));
    return {};
}

Status setConfigs(Cluster &cluster, std::int8_t type, const std::string &name,
                  const std::vector<std::pair<std::string, std::optional<std::string>>> &values)
{
    messages::IncrementalAlterConfigsRequest request;
    auto &resource = request.resources.emplace_back();
    resource.resource_type = type;
    resource.resource_name = name;
    for (const auto &[key, value] : values)
        resource.configs.push_back({.name = key, .config_operation = static_cast<std::int8_t>(value ? 0 : 1), .value = value});
    const auto response = type == brokerResource
                              ? cluster.at<messages::IncrementalAlterConfigsResponse>(BrokerId(std::atoi(name.c_str())), std::move(request))
                              : cluster.any<messages::IncrementalAlterConfigsResponse>(std::move(request));
    if (!response) return std::unexpected(response.error());
    for (const auto &result : response->responses) {
        if (result.error_code != ErrorCode::NONE) return failure(result.error_code, sentenceOf(result.error_code, result.error_message));
    }
    return {};
}

// Of every topic and broker that takes part: what is copied is throttled where it leaves and where it arrives (KIP-73).
Status throttle(Cluster &cluster, const Assignment &now, const Assignment &wanted, std::int64_t bytesPerSecond)
{
    std::map<std::string, std::pair<std::string, std::string>> byTopic;  // leaders, followers: "partition:broker,…"
    std::set<BrokerId> brokers;
    for (const auto &[key, replicas] : wanted) {
        const auto before = now.find(key);
        if (before == now.end()) continue;
        auto &[leaders, followers] = byTopic[key.topic];
        for (const BrokerId replica : before->second) leaders += fmt::format("{}{}:{}", leaders.empty() ? "" : ",", key.partition, replica);
        for (const BrokerId replica : replicas) {
            if (std::ranges::find(before->second, replica) == before->second.end())
                followers += fmt::format("{}{}:{}", followers.empty() ? "" : ",", key.partition, replica);
        }
        brokers.insert(before->second.begin(), before->second.end());
        brokers.insert(replicas.begin(), replicas.end());
    }
    for (const auto &[topic, replicas] : byTopic) {
        if (auto status = setConfigs(
                cluster, topicResource, topic,
                {{"leader.replication.throttled.replicas", replicas.first}, {"follower.replication.throttled.replicas", replicas.second}});
            !status)
            return status;
    }
    const std::string rate = std::to_string(bytesPerSecond);
    for (const BrokerId broker : brokers) {
        if (auto status = setConfigs(cluster, brokerResource, fmt::format("{}", broker),
                                     {{"leader.replication.throttled.rate", rate}, {"follower.replication.throttled.rate", rate}});
            !status)
            return status;
    }
    return {};
}

Status clearThrottles(Cluster &cluster, const Assignment &wanted)
{
    const auto living = cluster.brokers();
    if (!living) return std::unexpected(living.error());
    std::string brokers;
    for (const auto &[broker, endpoint] : *living) brokers += fmt::format("{}{}", brokers.empty() ? "" : ",", broker);
    print(fmt::format("Clearing broker-level throttles on broker{} {}\n", living->size() == 1 ? "" : "s", brokers));
    for (const auto &[broker, endpoint] : *living) {
        if (auto status = setConfigs(cluster, brokerResource, fmt::format("{}", broker),
                                     {{"leader.replication.throttled.rate", std::nullopt},
                                      {"follower.replication.throttled.rate", std::nullopt},
                                      {directoryThrottle, std::nullopt}});
            !status)
            return status;
    }
    std::set<std::string> topics;
    for (const auto &[key, replicas] : wanted) topics.insert(key.topic);
    std::string names;
    for (const std::string &topic : topics) names += (names.empty() ? "" : ",") + topic;
    print(fmt::format("Clearing topic-level throttles on topic{} {}\n", topics.size() == 1 ? "" : "s", names));
    for (const std::string &topic : topics) {
        if (auto status = setConfigs(
                cluster, topicResource, topic,
                {{"leader.replication.throttled.replicas", std::nullopt}, {"follower.replication.throttled.replicas", std::nullopt}});
            !status)
            return status;
    }
    return {};
}

// No replicas: cancels. The partitions of whom it was refused, with the reasons, are the error.
Status change(Cluster &cluster, const std::map<TopicPartition, std::optional<std::vector<BrokerId>>> &targets, bool allowFactorChange)
{
    messages::AlterPartitionReassignmentsRequest request;
    request.timeout_ms = 30000;
    request.allow_replication_factor_change = allowFactorChange;
    for (const auto &[key, replicas] : targets) {
        if (request.topics.empty() || request.topics.back().name != key.topic) request.topics.emplace_back().name = key.topic;
        request.topics.back().partitions.push_back({.partition_index = key.partition, .replicas = replicas});
    }
    const auto response = cluster.any<messages::AlterPartitionReassignmentsResponse>(std::move(request));
    if (!response) return std::unexpected(response.error());
    if (response->error_code != ErrorCode::NONE)
        return failure(response->error_code, sentenceOf(response->error_code, response->error_message));
    std::string refused;
    for (const auto &topic : response->responses) {
        for (const auto &partition : topic.partitions) {
            if (partition.error_code != ErrorCode::NONE)
                refused += fmt::format("\n{}-{}: {}", topic.name, partition.partition_index,
                                       sentenceOf(partition.error_code, partition.error_message));
        }
    }
    if (!refused.empty()) return failure(ErrorCode::INVALID_REPLICA_ASSIGNMENT, refused);
    return {};
}

// Of those that a broker knows.
Result<std::map<Replica, Whereabouts>> whereabouts(Cluster &cluster, const ReplicaDirectories &directories)
{
    std::map<BrokerId, messages::DescribeLogDirsRequest> requests;
    for (const auto &[replica, directory] : directories) {
        requests[replica.broker].topics->push_back({.topic = replica.partition.topic, .partitions = {replica.partition.partition}});
    }
    std::map<Replica, Whereabouts> found;
    for (auto &[broker, request] : requests) {
        const auto response = cluster.at<messages::DescribeLogDirsResponse>(broker, std::move(request));
        if (!response) return std::unexpected(response.error());
        for (const auto &directory : response->results) {
            for (const auto &topic : directory.topics) {
                for (const auto &partition : topic.partitions) {
                    Whereabouts &at = found[{{topic.name, partition.partition_index}, broker}];
                    (partition.is_future_key ? at.future : at.current) = directory.log_dir;
                }
            }
        }
    }
    std::erase_if(found, [&](const auto &entry) { return !directories.contains(entry.first); });
    return found;
}

// Asks the brokers until each has begun. Who does not hold the replica yet gets it with the reassignment.
Status startMoves(Cluster &cluster, ReplicaDirectories pending, const ToolOptions &options)
{
    const auto timeout = options.number("timeout", 0);
    if (!timeout) return std::unexpected(timeout.error());
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout->value_or(10'000));
    while (!pending.empty()) {
        std::map<BrokerId, messages::AlterReplicaLogDirsRequest> requests;
        for (const auto &[replica, directory] : pending)
            requests[replica.broker].dirs.push_back(
                {.path = directory, .topics = {{.name = replica.partition.topic, .partitions = {replica.partition.partition}}}});
        for (auto &[broker, request] : requests) {
            const auto response = cluster.at<messages::AlterReplicaLogDirsResponse>(broker, std::move(request));
            if (!response) return std::unexpected(response.error());
            for (const auto &topic : response->results) {
                for (const auto &partition : topic.partitions) {
                    const Replica replica{{topic.topic_name, partition.partition_index}, broker};
                    if (partition.error_code == ErrorCode::REPLICA_NOT_AVAILABLE) continue;
                    if (partition.error_code != ErrorCode::NONE)
                        return failure(partition.error_code, fmt::format("Failed to alter dir for {}: {}", nameOf(replica),
                                                                         sentenceOf(partition.error_code, std::nullopt)));
                    const auto begun = pending.extract(replica);
                    if (begun.empty()) continue;
                    print(fmt::format("Successfully started moving log directory to {} for replica {} with broker {} \n", begun.mapped(),
                                      replica.partition, broker));
                }
            }
        }
        if (pending.empty()) break;
        if (std::chrono::steady_clock::now() >= until) {
            std::string names;
            for (const auto &[replica, directory] : pending) names += (names.empty() ? "" : ",") + nameOf(replica);
            return failure(ErrorCode::REQUEST_TIMED_OUT, fmt::format("Timed out before log directory move{} could be started for: {}",
                                                                     pending.size() == 1 ? "" : "s", names));
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return {};
}

Status execute(Cluster &cluster, const ToolOptions &options)
{
    const auto plan = readPlan(options);
    if (!plan) return std::unexpected(plan.error());
    const Assignment &wanted = plan->assignment;
    const auto rate = options.number("throttle", 1);
    if (!rate) return std::unexpected(rate.error());
    const auto directoryRate = options.number("replica-alter-log-dirs-throttle", 1);
    if (!directoryRate) return std::unexpected(directoryRate.error());
    const auto underWay = reassignmentsUnderWay(cluster);
    if (!underWay) return std::unexpected(underWay.error());
    if (!underWay->empty() && !options.has("additional")) {
        return failure(
            ErrorCode::REASSIGNMENT_IN_PROGRESS,
            "Cannot execute because there is an existing partition assignment.  Use --additional to override this and create a new "
            "partition "
            "assignment in addition to the existing one. The --additional flag can also be used to change the throttle by resubmitting the "
            "current reassignment.");
    }
    std::set<std::string> topics;
    for (const auto &[key, replicas] : wanted) topics.insert(key.topic);
    const auto known = current(cluster, topics);
    if (!known) return std::unexpected(known.error());
    const auto living = cluster.brokers();
    if (!living) return std::unexpected(living.error());
    Assignment now;
    std::map<TopicPartition, std::optional<std::vector<BrokerId>>> targets;
    std::vector<TopicPartition> keys;
    for (const auto &[key, replicas] : wanted) {
        const auto before = known->find(key);
        if (before == known->end()) return failure(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, fmt::format("there is no partition {}", key));
        for (const BrokerId replica : replicas) {
            if (!living->contains(replica)) return failure(ErrorCode::BROKER_NOT_AVAILABLE, fmt::format("Unknown broker id {}", replica));
        }
        now[key] = before->second;
        targets[key] = replicas;
        keys.push_back(key);
    }
    print(fmt::format(
        "Current partition replica assignment\n\n{}\n\nSave this to use as the --reassignment-json-file option during rollback\n",
        assignmentJson(now)));
    if (*rate || *directoryRate)
        print("Warning: You must run --verify periodically, until the reassignment completes, to ensure the throttle is removed.\n");
    if (*rate) {
        if (auto status = throttle(cluster, now, wanted, **rate); !status) return status;
        print(fmt::format("The inter-broker throttle limit was set to {} B/s\n", **rate));
    }
    if (*directoryRate) {
        std::set<BrokerId> brokers;
        for (const auto &[replica, directory] : plan->directories) brokers.insert(replica.broker);
        for (const BrokerId broker : brokers) {
            if (auto status =
                    setConfigs(cluster, brokerResource, fmt::format("{}", broker), {{directoryThrottle, std::to_string(**directoryRate)}});
                !status)
                return status;
        }
        print(fmt::format("The replica-alter-dir throttle limit was set to {} B/s\n", **directoryRate));
    }
    if (auto status = change(cluster, targets, !options.has("disallow-replication-factor-change")); !status)
        return failure(status.error().code, "Error reassigning partition(s):" + status.error().message);
    print(fmt::format("Successfully started partition reassignment{} for {}\n", keys.size() == 1 ? "" : "s", listOf(keys)));
    return startMoves(cluster, plan->directories, options);
}

Status verify(Cluster &cluster, const ToolOptions &options)
{
    const auto plan = readPlan(options);
    if (!plan) return std::unexpected(plan.error());
    const Assignment &wanted = plan->assignment;
    const auto underWay = reassignmentsUnderWay(cluster);
    if (!underWay) return std::unexpected(underWay.error());
    const auto topics = listTopics(cluster);
    if (!topics) return std::unexpected(topics.error());
    print("Status of partition reassignment:\n");
    for (const auto &[key, replicas] : wanted) {
        const auto topic = std::ranges::find(*topics, key.topic, &TopicFacts::name);
        const bool there = topic != topics->end() && static_cast<std::size_t>(key.partition) < topic->partitions.size();
        const auto *now = there ? &topic->partitions[static_cast<std::size_t>(key.partition)].replicas : nullptr;
        print(moveSentence(key, moveState(replicas, now, underWay->contains(key)), replicas,
                           now == nullptr ? std::vector<BrokerId>() : *now) +
              "\n");
    }
    print("\n");
    const auto found = whereabouts(cluster, plan->directories);
    if (!found) return std::unexpected(found.error());
    bool moving = false;
    for (const auto &[replica, directory] : plan->directories) {
        const auto at = found->find(replica);
        const Whereabouts *known = at == found->end() ? nullptr : &at->second;
        moving = moving || known == nullptr || !known->current || known->future;
        print(directorySentence(replica, known, directory) + "\n");
    }
    // As Kafka's tool: throttles stay while anything at all is under way.
    if (!underWay->empty() || moving || options.has("preserve-throttles")) return {};
    return clearThrottles(cluster, wanted);
}

Status cancel(Cluster &cluster, const ToolOptions &options)
{
    const auto plan = readPlan(options);
    if (!plan) return std::unexpected(plan.error());
    const Assignment &wanted = plan->assignment;
    const auto underWay = reassignmentsUnderWay(cluster);
    if (!underWay) return std::unexpected(underWay.error());
    std::map<TopicPartition, std::optional<std::vector<BrokerId>>> targets;
    std::vector<TopicPartition> keys;
    for (const auto &[key, replicas] : wanted) {
        if (!underWay->contains(key)) continue;
        targets[key] = std::nullopt;
        keys.push_back(key);
    }
    if (keys.empty()) {
        print("None of the specified partition reassignments are active.\n");
    } else {
        if (auto status = change(cluster, targets, true); !status)
            return failure(status.error().code, "Error cancelling partition reassignment(s):" + status.error().message);
        print(fmt::format("Successfully cancelled partition reassignment{} for: {}\n", keys.size() == 1 ? "" : "s", listOf(keys)));
    }
    const auto found = whereabouts(cluster, plan->directories);
    if (!found) return std::unexpected(found.error());
    ReplicaDirectories back;
    for (const auto &[replica, at] : *found) {
        if (at.current && at.future) back[replica] = *at.current;
    }
    if (!back.empty()) {
        if (auto status = startMoves(cluster, back, options); !status) return status;
    } else if (!plan->directories.empty()) {
        print("None of the specified partition moves are active.\n");
    }
    if (options.has("preserve-throttles")) return {};
    return clearThrottles(cluster, wanted);
}

Status list(Cluster &cluster)
{
    const auto underWay = reassignmentsUnderWay(cluster);
    if (!underWay) return std::unexpected(underWay.error());
    if (underWay->empty()) {
        print("No partition reassignments found.\n");
        return {};
    }
    print("Current partition reassignments:\n");
    for (const auto &[key, facts] : *underWay) print(underWayLine(key, facts) + "\n");
    return {};
}

}  // namespace

int reassign(const Arguments &arguments)
{
    ToolOptions options("reassign", "Moves replicas of partitions between brokers, as kafka-reassign-partitions does.");
    declare(options);
    if (const auto over = options.parse(arguments)) return *over;
    if (const auto status = check(options); !status) return options.wrong(status.error().message);
    int exit = exitDone;
    const auto cluster = connect(options, exit);
    if (cluster == nullptr) return exit;
    Status status;
    if (options.has("generate")) status = generate(*cluster, options);
    if (options.has("execute")) status = execute(*cluster, options);
    if (options.has("verify")) status = verify(*cluster, options);
    if (options.has("cancel")) status = cancel(*cluster, options);
    if (options.has("list")) status = list(*cluster);
    if (status) return exitDone;
    printError("vitrine reassign: " + status.error().message);
    return exitFailed;
}

}  // namespace vitrine::tools
