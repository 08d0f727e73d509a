// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/ranges.h>

#include "cluster/command_running.h"

namespace vitrine::cluster {
namespace {

Json ids_of(const std::vector<BrokerId>& brokers) {
    Json ids = Json::array();
    for (const BrokerId broker : brokers) ids.push_back(broker.value());
    return ids;
}

}  // namespace

void Commands::topic(const CommandLine& line, std::shared_ptr<Running> running) {
    const std::string verb = line.words.size() > 1 ? line.words[1] : "";
    if (verb == "list" && line.words.size() == 2) {
        return admin_->describe_cluster([running](const Result<client::ClusterInfo>& info) {
            if (!info) return running->refuse(info.error());
            Json names = Json::array();
            std::string sentence;
            for (const auto& [name, topic] : info->topics) {
                names.push_back(name);
                sentence += fmt::format("{}{} ({} partitions)", sentence.empty() ? "" : ", ", name, topic.partitions.size());
            }
            running->answer(true, sentence.empty() ? "there are no topics" : sentence, {{"topics", names}});
        });
    }
    if (line.words.size() != 3)
        return running->refuse(misuse("say it as: topic create|alter|delete|describe NAME, or: topic list").error());
    const std::string& name = line.words[2];
    const auto partitions = line.option("partitions");
    std::int32_t count = -1;
    if (partitions) {
        const auto value = parse_integer(*partitions, "--partitions", 1, 100'000);
        if (!value) return running->refuse(value.error());
        count = static_cast<std::int32_t>(*value);
    }
    if (verb == "create") {
        client::NewTopic topic;
        topic.name = name;
        topic.partitions = count;
        if (const auto factor = line.option("replication-factor")) {
            const auto value = parse_integer(*factor, "--replication-factor", 1, 1'000);
            if (!value) return running->refuse(value.error());
            topic.replication_factor = static_cast<std::int16_t>(*value);
        }
        for (const std::string& config : line.all("config")) {
            const std::size_t equals = config.find('=');
            if (equals == std::string::npos)
                return running->refuse(misuse(fmt::format("--config takes KEY=VALUE, not \"{}\"", config)).error());
            topic.configs[config.substr(0, equals)] = config.substr(equals + 1);
        }
        return admin_->create_topic(
            topic, [running, name](const Status& status) { running->answer(status, fmt::format("topic {} was created", name)); });
    }
    if (verb == "delete") {
        return admin_->delete_topic(
            name, [running, name](const Status& status) { running->answer(status, fmt::format("topic {} was deleted", name)); });
    }
    if (verb == "alter") {
        if (count < 0) return running->refuse(misuse("say how many partitions it shall have: topic alter NAME --partitions N").error());
        return admin_->create_partitions(name, count, [running, name, count](const Status& status) {
            running->answer(status, fmt::format("topic {} has {} partitions", name, count));
        });
    }
    if (verb == "describe") {
        return admin_->describe_cluster([running, name](const Result<client::ClusterInfo>& info) {
            if (!info) return running->refuse(info.error());
            const auto found = info->topics.find(name);
            if (found == info->topics.end())
                return running->refuse({ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, fmt::format("there is no topic {}", name)});
            Json listed = Json::array();
            std::size_t under_replicated = 0;
            for (std::size_t i = 0; i < found->second.partitions.size(); ++i) {
                const auto& partition = found->second.partitions[i];
                if (partition.isr.size() < partition.replicas.size()) ++under_replicated;
                listed.push_back({{"partition", i},
                                  {"leader", partition.leader.value()},
                                  {"leader_epoch", partition.leader_epoch.value()},
                                  {"replicas", ids_of(partition.replicas)},
                                  {"isr", ids_of(partition.isr)}});
            }
            running->answer(true, fmt::format("topic {} has {} partitions, {} under-replicated", name, listed.size(), under_replicated),
                            {{"topic", name}, {"topic_id", found->second.id.to_string()}, {"partitions", listed}});
        });
    }
    running->refuse(misuse(fmt::format("a topic can be told to create, alter, delete or describe, not to \"{}\"", verb)).error());
}

void Commands::config(const CommandLine& line, std::shared_ptr<Running> running) {
    const std::string verb = line.words.size() > 1 ? line.words[1] : "";
    if (verb == "describe" && line.words.size() == 3) {
        return admin_->describe_configs(
            client::ConfigResource::topic, line.words[2],
            [running, name = line.words[2]](const Result<std::vector<client::ConfigEntry>>& entries) {
                if (!entries) return running->refuse(entries.error());
                Json configs = Json::object();
                std::string changed;
                for (const auto& entry : *entries) {
                    configs[entry.name] = entry.value ? Json(*entry.value) : Json();
                    if (!entry.is_default)
                        changed += fmt::format("{}{}={}", changed.empty() ? "" : ", ", entry.name, entry.value.value_or("null"));
                }
                running->answer(true, changed.empty() ? fmt::format("topic {} has the defaults", name) : changed,
                                {{"topic", name}, {"configs", configs}});
            });
    }
    if ((verb != "set" && verb != "unset") || line.words.size() != 4) {
        return running->refuse(misuse("say it as: config set TOPIC KEY=VALUE, config unset TOPIC KEY, or config describe TOPIC").error());
    }
    const std::size_t equals = line.words[3].find('=');
    if (verb == "set" && equals == std::string::npos) return running->refuse(misuse("say which value: config set TOPIC KEY=VALUE").error());
    const std::string key = line.words[3].substr(0, equals);
    const std::optional<std::string> value = verb == "set" ? std::optional(line.words[3].substr(equals + 1)) : std::nullopt;
    admin_->alter_config(client::ConfigResource::topic, line.words[2], key, value,
                         [running, key, value, topic = line.words[2]](const Status& status) {
                             running->answer(status, value ? fmt::format("{} of topic {} is {}", key, topic, *value)
                                                           : fmt::format("{} of topic {} is the broker's again", key, topic));
                         });
}

void Commands::partition(const CommandLine& line, std::shared_ptr<Running> running) {
    if (line.words.size() != 5 || line.words[1] != "move")
        return running->refuse(misuse("say it as: partition move TOPIC P A,B,C").error());
    const auto index = parse_integer(line.words[3], "the partition", 0, 0x7fffffff);
    if (!index) return running->refuse(index.error());
    const auto target = parse_brokers(line.words[4]);
    if (!target) return running->refuse(target.error());
    const TopicPartition key{line.words[2], static_cast<std::int32_t>(*index)};
    admin_->alter_reassignments({{key, *target}}, true, [running, key, target = *target](const Status& status) {
        running->answer(status, fmt::format("the replicas of {} shall be {}", key, fmt::join(target, ", ")),
                        {{"topic", key.topic}, {"partition", key.partition}, {"replicas", ids_of(target)}});
    });
}

void Commands::elect(const CommandLine& line, std::shared_ptr<Running> running) {
    if (line.words.size() == 5 && line.words[1] == "leader") {
        const auto partition = parse_integer(line.words[3], "the partition", 0, 0x7fffffff);
        const auto id = parse_broker(line.words[4]);
        if (!partition) return running->refuse(partition.error());
        if (!id) return running->refuse(id.error());
        const TopicPartition elected{line.words[2], static_cast<std::int32_t>(*partition)};
        return admin_->make_leader(elected, *id, [running, elected, id = *id](const Status& status) {
            running->answer(status, fmt::format("broker {} leads {}", id, elected));
        });
    }
    if (line.words.size() < 2 || line.words.size() > 4 || line.words[1] != "preferred") {
        return running->refuse(
            misuse("say it as: elect preferred, elect preferred TOPIC, elect preferred TOPIC P, or elect leader TOPIC P N").error());
    }
    const auto answered = [running](const Status& status) { running->answer(status, "the preferred replicas lead"); };
    if (line.words.size() == 2) return admin_->elect_preferred_leaders(std::nullopt, answered);
    const std::string& topic = line.words[2];
    if (line.words.size() == 4) {
        const auto partition = parse_integer(line.words[3], "the partition", 0, 0x7fffffff);
        if (!partition) return running->refuse(partition.error());
        return admin_->elect_preferred_leaders(std::vector{TopicPartition{topic, static_cast<std::int32_t>(*partition)}}, answered);
    }
    admin_->describe_cluster([this, alive = alive_, running, topic, answered](const Result<client::ClusterInfo>& info) {
        if (!*alive) return;
        if (!info) return running->refuse(info.error());
        const auto found = info->topics.find(topic);
        if (found == info->topics.end())
            return running->refuse({ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, fmt::format("there is no topic {}", topic)});
        std::vector<TopicPartition> partitions;
        for (std::size_t i = 0; i < found->second.partitions.size(); ++i) partitions.push_back({topic, static_cast<std::int32_t>(i)});
        admin_->elect_preferred_leaders(partitions, answered);
    });
}

}  // namespace vitrine::cluster
