// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/reassign_text.h"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

namespace vitrine::tools {
namespace {

using Json = nlohmann::ordered_json;

Result<Json> parseJson(const std::string &text)
{
    Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded() || !json.is_object()) return failure(ErrorCode::INVALID_REQUEST, "the file is not a JSON object");
    const auto version = json.find("version");
    if (version != json.end() && *version != 1)
        return failure(ErrorCode::INVALID_REQUEST, fmt::format("version {} of the file is not known, only 1", version->dump()));
    return json;
}

}  // namespace

std::string assignmentJson(const Assignment &assignment)
{
    Json json;
    json["version"] = 1;
    json["partitions"] = Json::array();
    for (const auto &[key, replicas] : assignment) {
        Json partition;
        partition["topic"] = key.topic;
        partition["partition"] = key.partition;
        partition["replicas"] = Json::array();
        partition["log_dirs"] = Json::array();
        for (const BrokerId replica : replicas) {
            partition["replicas"].push_back(replica.value());
            partition["log_dirs"].push_back("any");
        }
        json["partitions"].push_back(std::move(partition));
    }
    return json.dump();
}

std::string nameOf(const Replica &replica) { return fmt::format("{}-{}", replica.partition, replica.broker); }

Result<Plan> parsePlan(const std::string &text)
{
    const auto wrong = [](std::string why) { return failure(ErrorCode::INVALID_REQUEST, std::move(why)); };
    const auto json = parseJson(text);
    if (!json) return std::unexpected(json.error());
    const auto partitions = json->find("partitions");
    if (partitions == json->end() || !partitions->is_array()) return wrong("the file has no list \"partitions\"");
    Plan plan;
    for (const Json &entry : *partitions) {
        const auto isId = [](const Json &number) {
            return number.is_number_integer() && number >= 0 && number <= std::numeric_limits<std::int32_t>::max();
        };
        if (!entry.is_object() || !entry.contains("topic") || !entry["topic"].is_string() || !entry.contains("partition") ||
            !isId(entry["partition"]) || !entry.contains("replicas") || !entry["replicas"].is_array() || entry["replicas"].empty() ||
            !std::ranges::all_of(entry["replicas"], isId))
            return wrong(fmt::format("an entry is not {{\"topic\":…, \"partition\":…, \"replicas\":[…]}}: {}", entry.dump()));
        const TopicPartition key{entry["topic"].get<std::string>(), entry["partition"].get<std::int32_t>()};
        std::vector<BrokerId> replicas;
        for (const Json &replica : entry["replicas"]) replicas.emplace_back(replica.get<std::int32_t>());
        if (std::set<BrokerId>(replicas.begin(), replicas.end()).size() != replicas.size())
            return wrong(fmt::format("Partition replica lists may not contain duplicate entries: {} has {}", key, joined(replicas)));
        if (entry.contains("log_dirs")) {
            const Json &directories = entry["log_dirs"];
            if (!directories.is_array() || directories.size() != replicas.size())
                return wrong(fmt::format("log_dirs of {} are not as many as its replicas", key));
            for (std::size_t i = 0; i < replicas.size(); ++i) {
                if (!directories[i].is_string()) return wrong(fmt::format("log_dirs of {} are not paths or \"any\"", key));
                if (directories[i] != "any") plan.directories[{key, replicas[i]}] = directories[i].get<std::string>();
            }
        }
        if (!plan.assignment.emplace(key, std::move(replicas)).second)
            return wrong(fmt::format("Partition reassignment contains duplicate topic partitions: {}", key));
    }
    if (plan.assignment.empty()) return wrong("Partition reassignment list cannot be empty");
    return plan;
}

Result<std::vector<std::string>> parseTopicsToMove(const std::string &text)
{
    const auto json = parseJson(text);
    if (!json) return std::unexpected(json.error());
    const auto topics = json->find("topics");
    std::set<std::string> names;
    if (topics != json->end() && topics->is_array()) {
        for (const Json &entry : *topics) {
            if (!entry.is_object() || !entry.contains("topic") || !entry["topic"].is_string())
                return failure(ErrorCode::INVALID_REQUEST, fmt::format("an entry is not {{\"topic\":\"NAME\"}}: {}", entry.dump()));
            names.insert(entry["topic"].get<std::string>());
        }
    }
    if (names.empty()) return failure(ErrorCode::INVALID_REQUEST, "the file has no list \"topics\"");
    return std::vector<std::string>(names.begin(), names.end());
}

std::vector<std::vector<BrokerId>> placeInTurn(const std::vector<BrokerId> &brokers, std::size_t count, std::size_t factor)
{
    std::vector<std::vector<BrokerId>> placed;
    std::size_t shift = 0;
    for (std::size_t partition = 0; partition < count; ++partition) {
        if (partition > 0 && partition % brokers.size() == 0) ++shift;
        const std::size_t first = partition % brokers.size();
        auto &replicas = placed.emplace_back();
        replicas.push_back(brokers[first]);
        for (std::size_t i = 0; i + 1 < factor; ++i)
            replicas.push_back(brokers[(first + 1 + (shift + i) % (brokers.size() - 1)) % brokers.size()]);
    }
    return placed;
}

MoveState moveState(const std::vector<BrokerId> &wanted, const std::vector<BrokerId> *current, bool underWay)
{
    if (underWay) return MoveState::inProgress;
    if (current == nullptr) return MoveState::missing;
    return *current == wanted ? MoveState::completed : MoveState::otherReplicas;
}

std::string moveSentence(const TopicPartition &partition, MoveState state, const std::vector<BrokerId> &wanted,
                         const std::vector<BrokerId> &current)
{
    switch (state) {
    case MoveState::completed: return fmt::format("Reassignment of partition {} is completed.", partition);
    case MoveState::inProgress: return fmt::format("Reassignment of partition {} is still in progress.", partition);
    case MoveState::otherReplicas:
        return fmt::format("There is no active reassignment of partition {}, but replica set is {} rather than {}.", partition,
                           joined(current), joined(wanted));
    case MoveState::missing: return fmt::format("There is no partition {}.", partition);
    }
    return {};
}

std::string directorySentence(const Replica &replica, const Whereabouts *found, const std::string &wanted)
{
    const auto &[partition, broker] = replica;
    if (found == nullptr) return fmt::format("Partition {} cannot be found in any live log directory on broker {}.", partition, broker);
    if (!found->current)
        return fmt::format(
            "Partition {} is not found in any live log dir on broker {}. There is likely an offline log directory on the broker.",
            partition, broker);
    if (found->future == wanted) return fmt::format("Reassignment of replica {} is still in progress.", nameOf(replica));
    if (found->future)
        return fmt::format("Partition {} on broker {} is being moved to log dir {} instead of {}.", partition, broker, *found->future,
                           wanted);
    if (found->current == wanted) return fmt::format("Reassignment of replica {} completed successfully.", nameOf(replica));
    return fmt::format("Partition {} on broker {} is not being moved from log dir {} to {}.", partition, broker, *found->current, wanted);
}

std::string underWayLine(const TopicPartition &partition, const ReassignmentFacts &facts)
{
    std::string text = fmt::format("{}: replicas: {}.", partition, joined(facts.replicas));
    if (!facts.adding.empty()) text += fmt::format(" adding: {}.", joined(facts.adding));
    if (!facts.removing.empty()) text += fmt::format(" removing: {}.", joined(facts.removing));
    return text;
}

}  // namespace vitrine::tools
