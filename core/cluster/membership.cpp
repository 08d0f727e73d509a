// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/membership.h"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/ranges.h>

#include "cluster/command_line.h"

namespace vitrine::cluster {
namespace {

using observe::NodeRun;
using Reassignments = std::map<TopicPartition, client::Reassignment>;
using Targets = std::map<TopicPartition, std::optional<std::vector<BrokerId>>>;

constexpr std::size_t named_max = 3;  // partitions, in a sentence
constexpr Milliseconds ask_again_after{200};
constexpr std::chrono::seconds patience{30};  // a session and an election are over by then

bool contains(const std::vector<BrokerId>& brokers, BrokerId broker) { return std::ranges::find(brokers, broker) != brokers.end(); }

template <class Visit>
void for_each_partition(const client::ClusterInfo& info, Visit visit) {
    for (const auto& [name, topic] : info.topics) {
        std::int32_t index = 0;
        for (const client::PartitionInfo& partition : topic.partitions) visit(TopicPartition{name, index++}, partition);
    }
}

// The replicas that a partition shall have, when what is under way is over.
std::vector<BrokerId> wanted_replicas(const TopicPartition& key, const client::PartitionInfo& partition, const Reassignments& under_way) {
    std::vector<BrokerId> wanted = partition.replicas;
    if (const auto found = under_way.find(key); found != under_way.end()) {
        wanted = found->second.replicas;
        std::erase_if(wanted, [&](BrokerId replica) { return contains(found->second.removing, replica); });
    }
    return wanted;
}

// Each broker that may take replicas, with how many it has.
std::map<BrokerId, std::size_t> loads_of(const client::ClusterInfo& info, const Reassignments& under_way,
                                         const std::function<bool(BrokerId)>& may_take) {
    std::map<BrokerId, std::size_t> loads;
    for (const auto& [id, endpoint] : info.brokers) {
        if (may_take(id)) loads[id] = 0;
    }
    for_each_partition(info, [&](const TopicPartition& key, const client::PartitionInfo& partition) {
        for (const BrokerId replica : wanted_replicas(key, partition, under_way)) {
            if (const auto load = loads.find(replica); load != loads.end()) ++load->second;
        }
    });
    return loads;
}

Status holds_nothing(BrokerId broker, const std::vector<TopicPartition>& replicas) {
    if (replicas.empty()) return {};
    std::vector<std::string> held;
    for (const TopicPartition& replica : replicas) {
        if (held.size() < named_max) held.push_back(replica.to_string());
    }
    if (replicas.size() > named_max) held.emplace_back("…");
    return misuse(fmt::format("broker {} still holds {} replica{} ({}): `broker drain {}` moves them all away, `partition move` one",
                              broker, replicas.size(), replicas.size() == 1 ? "" : "s", fmt::join(held, ", "), broker));
}

}  // namespace

void Membership::drain(BrokerId broker, Host::DoneWith<Drained> done) {
    admin_.list_reassignments(std::nullopt, [this, alive = alive_, broker,
                                             done = std::move(done)](Result<Reassignments> under_way) mutable {
        if (!*alive) return;
        if (!under_way) return done(std::unexpected(under_way.error()));
        admin_.describe_cluster([this, alive, broker, under_way = std::move(*under_way),
                                 done = std::move(done)](const Result<client::ClusterInfo>& info) mutable {
            if (!*alive) return;
            if (!info) return done(std::unexpected(info.error()));
            auto loads = loads_of(*info, under_way, [&](BrokerId id) { return id != broker && !lets_go(id); });
            Targets targets;
            Drained drained;
            std::optional<Error> impossible;
            for_each_partition(*info, [&](const TopicPartition& key, const client::PartitionInfo& partition) {
                std::vector<BrokerId> target = wanted_replicas(key, partition, under_way);
                const auto place = std::ranges::find(target, broker);
                if (place == target.end() || impossible) return;
                const std::pair<const BrokerId, std::size_t>* taker = nullptr;
                for (const auto& load : loads) {
                    if (!contains(target, load.first) && (taker == nullptr || load.second < taker->second)) taker = &load;
                }
                if (taker != nullptr) {
                    ++loads.at(taker->first);
                    *place = taker->first;
                    ++drained.moved;
                } else if (target.size() > 1) {
                    target.erase(place);
                    ++drained.shrunk;
                } else {
                    impossible = Error{ErrorCode::BROKER_NOT_AVAILABLE, fmt::format("there is no other broker that could take {}", key)};
                }
                targets.emplace(key, std::move(target));
            });
            if (impossible) return done(std::unexpected(*impossible));
            if (targets.empty()) return done(drained);
            admin_.alter_reassignments(targets, true, [drained, done = std::move(done)](const Status& begun) mutable {
                if (!begun) return done(std::unexpected(begun.error()));
                done(drained);
            });
        });
    });
}

bool Membership::never_registered(const Proof& proof) const {
    std::size_t voters = 0;
    std::size_t say_so = 0;
    bool all_say_so = true;
    for (const NodeInfo& node : host_.nodes()) {
        const bool says_so = proof.never_had_it.contains(node.id);
        if (node.broker && node.run == NodeRun::running && node.id != proof.broker) all_say_so = all_say_so && says_so;
        if (!node.broker || !node.voter) continue;
        ++voters;
        if (says_so) ++say_so;
    }
    // Controllers apart from brokers cannot be asked as brokers are.
    return proof.had_it.empty() && (voters > 0 ? 2 * say_so > voters : all_say_so);
}

void Membership::expect_empty(std::shared_ptr<Proof> proof) {
    env::Clock& clock = host_.inner_environment().clock;
    const BrokerId broker = proof->broker;
    if (clock.now() >= proof->deadline) {
        return proof->done(
            failure(ErrorCode::REQUEST_TIMED_OUT, fmt::format("no broker confirms in time that broker {} is {} and holds nothing", broker,
                                                              proof->stage == Proof::Stage::fenced ? "fenced" : "unregistered")));
    }
    std::vector<BrokerId> others;
    for (const NodeInfo& node : host_.nodes()) {
        if (node.broker && node.run == NodeRun::running && node.id != broker) others.push_back(node.id);
    }
    const auto again = [this](std::shared_ptr<Proof> left) {
        timers_[left->broker] = host_.inner_environment().clock.schedule_after(ask_again_after, [this, left]() {
            auto keep = timers_.extract(left->broker);
            expect_empty(left);
        });
    };
    if (others.empty()) return again(std::move(proof));
    const BrokerId asked = others[proof->turn++ % others.size()];
    admin_.broker_standing(asked, broker, [this, alive = alive_, asked, proof, again](const Result<client::BrokerStanding>& known) {
        if (!*alive) return;
        if (!known) return again(proof);
        if (known->registered) {
            proof->had_it.insert(asked);
            if (proof->stage != Proof::Stage::fenced || !known->fenced) return again(proof);
        } else if (proof->stage == Proof::Stage::fenced || !proof->had_it.contains(asked)) {
            proof->never_had_it.insert(asked);
            if (!never_registered(*proof)) return again(proof);
        }
        proof->done(holds_nothing(proof->broker, known->replicas));
    });
}

void Membership::let_go(BrokerId broker, Host::Done done) {
    const auto nodes = host_.nodes();
    const auto node = std::ranges::find(nodes, broker, &NodeInfo::id);
    if (node == nodes.end()) return done(misuse(fmt::format("there is no broker {}", broker)));
    if (node->voter) {
        return done(
            misuse(fmt::format("broker {} is one of the controllers that the cluster began with: the voters of its metadata quorum "
                               "stay, and only a broker that was added can be removed",
                               broker)));
    }
    if (!node->broker) return done(misuse(fmt::format("controller {} is no broker: it goes by `controller remove {}`", broker, broker)));
    if (lets_go(broker)) return done(misuse(fmt::format("broker {} is being removed already", broker)));
    const bool runs = node->run == NodeRun::running;
    if (!runs && node->run != NodeRun::stopped && node->run != NodeRun::killed && node->run != NodeRun::failed) {
        return done(misuse(fmt::format("broker {} is {}: it is removed when it runs, or is down", broker, observe::name_of(node->run))));
    }
    leaving_.insert(broker);
    auto over = [this, alive = alive_, broker, done = std::move(done)](Status status) mutable {
        if (!*alive) return;
        leaving_.erase(broker);
        done(std::move(status));
    };
    admin_.describe_cluster([this, alive = alive_, broker, runs, over = std::move(over)](const Result<client::ClusterInfo>& info) mutable {
        if (!*alive) return;
        if (!info) return over(std::unexpected(info.error()));
        // As one broker knows it, so that nobody is stopped for nothing; what counts is asked when it is down.
        std::vector<TopicPartition> replicas;
        for_each_partition(*info, [&](const TopicPartition& key, const client::PartitionInfo& partition) {
            if (contains(partition.replicas, broker)) replicas.push_back(key);
        });
        if (auto empty = holds_nothing(broker, replicas); !empty) return over(std::move(empty));
        if (!runs) return unregister(broker, std::move(over));
        host_.stop_node(broker, [this, alive, broker, over = std::move(over)](Status stopped) mutable {
            if (!*alive) return;
            if (!stopped) return over(std::move(stopped));
            unregister(broker, std::move(over));
        });
    });
}

void Membership::unregister(BrokerId broker, Host::Done done) {
    auto proof = std::make_shared<Proof>();
    proof->broker = broker;
    proof->deadline = host_.inner_environment().clock.now() + patience;
    // Fenced it is in no ISR, nor can it come into one.
    proof->done = [this, alive = alive_, broker, proof = std::weak_ptr(proof), done = std::move(done)](Status empty) mutable {
        if (!*alive) return;
        if (!empty) return done(std::move(empty));
        auto second = std::make_shared<Proof>();
        second->stage = Proof::Stage::unregistered;
        second->broker = broker;
        if (const auto first = proof.lock()) {
            second->had_it = first->had_it;
            second->never_had_it = first->never_had_it;
        }
        second->done = std::move(done);
        admin_.unregister_broker(broker, [this, alive, second](const Status& status) {
            if (!*alive) return;
            // Who never came so far is not known either.
            if (!status && status.error().code != ErrorCode::BROKER_ID_NOT_REGISTERED) return second->done(status);
            // Nobody can assign anything to it from now on; something may have come in between.
            second->deadline = host_.inner_environment().clock.now() + patience;
            expect_empty(second);
        });
    };
    expect_empty(proof);
}

}  // namespace vitrine::cluster
