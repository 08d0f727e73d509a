// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/condition.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cluster/command_line.h"

namespace vitrine::cluster {
namespace {

using Outcome = Condition::Outcome;
using Check = Condition::Check;
using Words = std::vector<std::string>;

std::string list_of(std::vector<BrokerId> brokers) {
    std::ranges::sort(brokers);
    return fmt::format("{{{}}}", fmt::join(brokers, ", "));
}

Result<std::int32_t> small_number(const std::string& text, std::string_view what) {
    const auto value = parse_integer(text, what, 0, 0x7fffffff);
    if (!value) return std::unexpected(value.error());
    return static_cast<std::int32_t>(*value);
}

// A condition on what Metadata tells.
Check of_cluster(std::function<Outcome(const client::ClusterInfo&)> look) {
    return [look = std::move(look)](Host&, client::Admin& admin, std::move_only_function<void(Outcome)> done) {
        admin.describe_cluster([look, done = std::move(done)](const Result<client::ClusterInfo>& info) mutable {
            done(info ? look(*info) : Outcome{false, info.error().message});
        });
    };
}

Check of_partition(std::string topic, std::int32_t partition, std::function<Outcome(const client::PartitionInfo&)> look) {
    return of_cluster([topic = std::move(topic), partition, look = std::move(look)](const client::ClusterInfo& info) -> Outcome {
        const auto found = info.topics.find(topic);
        if (found == info.topics.end()) return {false, fmt::format("there is no topic {}", topic)};
        if (partition >= static_cast<std::int32_t>(found->second.partitions.size())) {
            return {false, fmt::format("topic {} has {} partitions", topic, found->second.partitions.size())};
        }
        return look(found->second.partitions[static_cast<std::size_t>(partition)]);
    });
}

Result<Check> broker_condition(const Words& words) {
    if (words.size() != 3) return misuse("say it as: broker N ready|running|killed|stopped|paused");
    const auto id = small_number(words[1], "the broker");
    if (!id) return std::unexpected(id.error());
    const std::string state = words[2];
    if (state != "ready" && state != "running" && state != "killed" && state != "stopped" && state != "paused") {
        return misuse(fmt::format("a broker can be ready, running, killed, stopped or paused, not \"{}\"", state));
    }
    return [broker = BrokerId(*id), state](Host& host, client::Admin&, std::move_only_function<void(Outcome)> done) {
        for (const NodeInfo& node : host.nodes()) {
            if (node.id != broker) continue;
            const bool holds = state == "ready" ? node.run == observe::NodeRun::running && node.ready : observe::name_of(node.run) == state;
            return done({holds, fmt::format("broker {} is {}{}", broker, observe::name_of(node.run), node.ready ? " and ready" : "")});
        }
        done({false, fmt::format("there is no broker {}", broker)});
    };
}

Result<Check> brokers_condition(const Words& words) {
    if (words.size() != 2) return misuse("say it as: brokers N");
    const auto count = small_number(words[1], "the number of brokers");
    if (!count) return std::unexpected(count.error());
    return of_cluster([wanted = static_cast<std::size_t>(*count)](const client::ClusterInfo& info) -> Outcome {
        return {info.brokers.size() == wanted, fmt::format("{} brokers are registered and unfenced", info.brokers.size())};
    });
}

Result<Check> topic_condition(const std::string& topic, bool wanted) {
    return of_cluster([topic, wanted](const client::ClusterInfo& info) -> Outcome {
        const bool there = info.topics.contains(topic);
        return {there == wanted, fmt::format("topic {} {}", topic, there ? "exists" : "does not exist")};
    });
}

// "is N", "is not N", "any"
Result<std::function<bool(BrokerId)>> broker_test(const Words& words, std::size_t at) {
    if (words.size() == at + 1 && words[at] == "any") return [](BrokerId broker) { return broker != no_broker; };
    const bool negated = words.size() == at + 3 && words[at] == "is" && words[at + 1] == "not";
    if (!negated && !(words.size() == at + 2 && words[at] == "is")) return misuse("say which broker: is N, is not N, or any");
    const auto id = small_number(words.back(), "the broker");
    if (!id) return std::unexpected(id.error());
    return [wanted = BrokerId(*id), negated](BrokerId broker) { return broker != no_broker && (broker == wanted) != negated; };
}

Result<Check> leader_condition(const Words& words) {
    if (words.size() < 4) return misuse("say it as: leader TOPIC P is N | is not N | any");
    const auto partition = small_number(words[2], "the partition");
    if (!partition) return std::unexpected(partition.error());
    auto test = broker_test(words, 3);
    if (!test) return std::unexpected(test.error());
    return of_partition(words[1], *partition,
                        [name = words[1] + "-" + words[2], test = *test](const client::PartitionInfo& info) -> Outcome {
                            return {test(info.leader), info.leader == no_broker ? fmt::format("{} has no leader", name)
                                                                                : fmt::format("the leader of {} is {}", name, info.leader)};
                        });
}

Result<Check> isr_condition(const Words& words) {
    if (words.size() != 5 || (words[3] != "is" && words[3] != "size"))
        return misuse("say it as: isr TOPIC P is 1,2,3, or: isr TOPIC P size N");
    const auto partition = small_number(words[2], "the partition");
    if (!partition) return std::unexpected(partition.error());
    const std::string name = words[1] + "-" + words[2];
    if (words[3] == "size") {
        const auto size = small_number(words[4], "the size of the ISR");
        if (!size) return std::unexpected(size.error());
        return of_partition(words[1], *partition,
                            [name, wanted = static_cast<std::size_t>(*size)](const client::PartitionInfo& info) -> Outcome {
                                return {info.isr.size() == wanted, fmt::format("the ISR of {} is {}", name, list_of(info.isr))};
                            });
    }
    auto brokers = parse_brokers(words[4]);
    if (!brokers) return std::unexpected(brokers.error());
    std::vector<BrokerId> wanted = std::move(*brokers);
    std::ranges::sort(wanted);
    return of_partition(words[1], *partition, [name, wanted](const client::PartitionInfo& info) -> Outcome {
        std::vector<BrokerId> isr = info.isr;
        std::ranges::sort(isr);
        return {isr == wanted, fmt::format("the ISR of {} is {}", name, list_of(isr))};
    });
}

// The replicas, in any order, and no others: while they move, those that come and those that go are named too.
Result<Check> replicas_condition(const Words& words) {
    if (words.size() != 5 || words[3] != "are") return misuse("say it as: replicas TOPIC P are 1,2,3");
    const auto partition = small_number(words[2], "the partition");
    if (!partition) return std::unexpected(partition.error());
    auto brokers = parse_brokers(words[4]);
    if (!brokers) return std::unexpected(brokers.error());
    std::ranges::sort(*brokers);
    return of_partition(words[1], *partition,
                        [name = words[1] + "-" + words[2], wanted = std::move(*brokers)](const client::PartitionInfo& info) -> Outcome {
                            std::vector<BrokerId> replicas = info.replicas;
                            std::ranges::sort(replicas);
                            return {replicas == wanted, fmt::format("the replicas of {} are {}", name, list_of(replicas))};
                        });
}

Result<Check> count_condition(const Words& words, std::string what, std::function<bool(const client::PartitionInfo&)> counts) {
    if (words.size() != 2) return misuse(fmt::format("say it as: {} N", what));
    const auto wanted = small_number(words[1], "the number of partitions");
    if (!wanted) return std::unexpected(wanted.error());
    return of_cluster([wanted = *wanted, what = std::move(what), counts = std::move(counts)](const client::ClusterInfo& info) -> Outcome {
        std::int64_t count = 0;
        for (const auto& [name, topic] : info.topics) count += std::ranges::count_if(topic.partitions, counts);
        return {count == wanted, fmt::format("{} partitions are {}", count, what)};
    });
}

Result<Check> high_watermark_condition(const Words& words) {
    if (words.size() != 5 || words[3] != ">=") return misuse("say it as: high-watermark TOPIC P >= N");
    const auto partition = small_number(words[2], "the partition");
    const auto wanted = parse_integer(words[4], "the offset", 0, INT64_MAX);
    if (!partition) return std::unexpected(partition.error());
    if (!wanted) return std::unexpected(wanted.error());
    return [key = TopicPartition{words[1], *partition}, wanted = Offset(*wanted)](Host&, client::Admin& admin,
                                                                                  std::move_only_function<void(Outcome)> done) {
        admin.list_offsets({{key, client::Position{.kind = client::Position::Kind::end}}},
                           [key, wanted, done = std::move(done)](const Result<std::map<TopicPartition, Offset>>& offsets) mutable {
                               if (!offsets) return done({false, offsets.error().message});
                               const auto found = offsets->find(key);
                               if (found == offsets->end()) return done({false, fmt::format("the high watermark of {} is not known", key)});
                               done({found->second >= wanted, fmt::format("the high watermark of {} is {}", key, found->second)});
                           });
    };
}

std::string lower_case(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char character) { return static_cast<char>(std::tolower(static_cast<unsigned char>(character))); });
    return text;
}

Result<Check> group_condition(const Words& words) {
    const bool members = words.size() == 4 && words[2] == "members";
    if (!members && words.size() != 3)
        return misuse("say it as: group G stable|empty|preparingrebalance|completingrebalance|dead, or: group G members N");
    std::optional<std::int32_t> wanted_members;
    if (members) {
        const auto count = small_number(words[3], "the number of members");
        if (!count) return std::unexpected(count.error());
        wanted_members = *count;
    } else if (constexpr std::array<std::string_view, 5> states{"stable", "empty", "preparingrebalance", "completingrebalance", "dead"};
               std::ranges::find(states, lower_case(words[2])) == states.end()) {
        return misuse(fmt::format("a group can be {}, not \"{}\"", fmt::join(states, ", "), words[2]));
    }
    return [group = words[1], state = lower_case(words[2]), wanted_members](Host&, client::Admin& admin,
                                                                            std::move_only_function<void(Outcome)> done) {
        using Described = messages::DescribeGroupsResponse::DescribedGroup;
        admin.describe_group(group, [group, state, wanted_members, done = std::move(done)](const Result<Described>& described) mutable {
            if (!described)
                return done({!wanted_members && state == "dead" && described.error().code == ErrorCode::GROUP_ID_NOT_FOUND,
                             described.error().message});
            const std::string found =
                fmt::format("group {} is {} with {} members", group, described->group_state, described->members.size());
            const bool holds = wanted_members ? described->members.size() == static_cast<std::size_t>(*wanted_members)
                                              : lower_case(described->group_state) == state;
            done({holds, found});
        });
    };
}

Result<Check> lag_condition(const Words& words) {
    if (words.size() != 4 || words[2] != "<=") return misuse("say it as: lag GROUP <= N");
    const auto wanted = parse_integer(words[3], "the lag", 0, INT64_MAX);
    if (!wanted) return std::unexpected(wanted.error());
    return [group = words[1], wanted = *wanted](Host&, client::Admin& admin, std::move_only_function<void(Outcome)> done) {
        admin.committed_offsets(group, [&admin, group, wanted, done = std::move(done)](
                                           const Result<std::map<TopicPartition, client::CommittedOffsetInfo>>& committed) mutable {
            if (!committed) return done({false, committed.error().message});
            if (committed->empty()) return done({false, fmt::format("group {} has committed nothing", group)});
            std::map<TopicPartition, client::Position> partitions;
            for (const auto& [key, offset] : *committed) partitions[key] = client::Position{.kind = client::Position::Kind::end};
            admin.list_offsets(partitions, [group, wanted, offsets = *committed,
                                            done = std::move(done)](const Result<std::map<TopicPartition, Offset>>& ends) mutable {
                if (!ends) return done({false, ends.error().message});
                std::int64_t lag = 0;
                for (const auto& [key, end] : *ends) lag += std::max<std::int64_t>(0, end - offsets.at(key).offset);
                done({lag <= wanted, fmt::format("group {} lags by {} records", group, lag)});
            });
        });
    };
}

Result<Check> controller_condition(const Words& words) {
    auto test = broker_test(words, 1);
    if (!test) return std::unexpected(test.error());
    return [test = *test](Host&, client::Admin& admin, std::move_only_function<void(Outcome)> done) {
        // Not Metadata: since KRaft it names any broker as the controller (KIP-590).
        admin.describe_quorum([test, done = std::move(done)](const Result<client::QuorumInfo>& quorum) mutable {
            if (!quorum) return done({false, quorum.error().message});
            done({test(quorum->leader_id), fmt::format("the active controller is {}", quorum->leader_id)});
        });
    };
}

Result<Check> parse_check(const Words& words) {
    if (words.empty()) return misuse("say what shall hold, for example: brokers 3, or: leader orders 0 is not 1");
    const std::string& kind = words.front();
    if (kind == "broker") return broker_condition(words);
    if (kind == "brokers") return brokers_condition(words);
    if (kind == "topic" && words.size() == 2) return topic_condition(words[1], true);
    if (kind == "no" && words.size() == 3 && words[1] == "topic") return topic_condition(words[2], false);
    if (kind == "leader") return leader_condition(words);
    if (kind == "isr") return isr_condition(words);
    if (kind == "replicas") return replicas_condition(words);
    if (kind == "under-replicated") {
        return count_condition(words, kind,
                               [](const client::PartitionInfo& partition) { return partition.isr.size() < partition.replicas.size(); });
    }
    if (kind == "leaderless")
        return count_condition(words, kind, [](const client::PartitionInfo& partition) { return partition.leader == no_broker; });
    if (kind == "high-watermark") return high_watermark_condition(words);
    if (kind == "group") return group_condition(words);
    if (kind == "lag") return lag_condition(words);
    if (kind == "controller") return controller_condition(words);
    return misuse(fmt::format(
        "\"{}\" cannot be waited for; there are: broker, brokers, topic, no topic, leader, isr, replicas, under-replicated, leaderless, "
        "high-watermark, group, lag, controller",
        fmt::join(words, " ")));
}

}  // namespace

Result<std::shared_ptr<Condition>> Condition::parse(const std::vector<std::string>& words) {
    auto check = parse_check(words);
    if (!check) return std::unexpected(check.error());
    return std::make_shared<Condition>(fmt::format("{}", fmt::join(words, " ")), std::move(*check));
}

}  // namespace vitrine::cluster
