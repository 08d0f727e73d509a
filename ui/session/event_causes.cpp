// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/event_causes.h"

#include <algorithm>
#include <chrono>
#include <sstream>
#include <type_traits>
#include <vector>

#include "cluster/command_line.h"

namespace vitrine::ui {

using observe::NodeRun;

namespace {

std::vector<std::string> wordsOf(const std::string &command)
{
    std::istringstream stream(command);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

// "link cut 1 2" names brokers 1 and 2; of other commands ("disk slow 3 20ms") the first number is a broker.
std::vector<BrokerId> brokersOf(const std::string &command)
{
    std::vector<BrokerId> ids;
    const std::vector<std::string> words = wordsOf(command);
    const std::size_t most = !words.empty() && words.front() == "link" ? 2 : 1;
    for (const std::string &word : words) {
        const bool number = !word.empty() && word.size() < 9 && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
        if (number && ids.size() < most) ids.emplace_back(std::stoi(word));
    }
    return ids;
}

bool isDown(NodeRun run)
{
    return run == NodeRun::killed || run == NodeRun::paused || run == NodeRun::failed || run == NodeRun::stopping ||
           run == NodeRun::stopped;
}

// The crash of this member, a consumer of our own, that its group has not noticed yet. A coordinator makes the member's id of its
// client.id.
auto crashOf(auto &faults, const observe::MemberLeft &left)
{
    using observe::MemberLeftCause;
    const bool missed = left.cause == MemberLeftCause::session_expired || left.cause == MemberLeftCause::rebalance_timeout;
    const std::string ofGroup = "group crash-member " + cluster::quote(left.group) + ' ';
    return std::ranges::find_if(faults, [&](const FaultSpan &fault) {
        const auto *changed = std::get_if<observe::FaultChanged>(&fault.event.body);
        if (!missed || fault.ended || changed == nullptr || !changed->command.starts_with(ofGroup)) return false;
        const std::string who = changed->command.substr(ofGroup.size());
        return left.member_id == who || left.member_id.starts_with(who + '-');
    });
}

bool later(const std::optional<std::uint64_t> &a, const std::optional<std::uint64_t> &b) { return a && (!b || *a > *b); }

}  // namespace

const EventCauses::Node &EventCauses::node(BrokerId id) const
{
    static const Node nothing;
    const auto at = m_nodes.find(id);
    return at == m_nodes.end() ? nothing : at->second;
}

std::optional<EventCauses::Position> EventCauses::note(Position position, const observe::Event &event)
{
    const auto cause = causeOf(event);
    remember(position, event);
    return cause;
}

std::optional<EventCauses::Position> EventCauses::blame(BrokerId broker, BrokerId teller) const
{
    if (broker == no_broker) return std::nullopt;
    if (const auto &run = node(broker).run; run && isDown(run->run)) return run->position;
    for (auto fault = m_faults.rbegin(); fault != m_faults.rend(); ++fault) {
        const auto *changed = std::get_if<observe::FaultChanged>(&fault->event.body);
        if (fault->ended || changed == nullptr) continue;
        const std::vector<BrokerId> named = brokersOf(changed->command);
        const auto names = [&](BrokerId id) { return std::ranges::find(named, id) != named.end(); };
        if (names(broker) && (named.size() < 2 || names(teller))) return fault->position;
    }
    return std::nullopt;
}

std::optional<EventCauses::Position> EventCauses::causeOf(const observe::Event &event) const
{
    using namespace observe;
    const Node &own = node(event.id.node);
    const auto elected = [this](const TopicPartition &partition) -> std::optional<Position> {
        const auto at = m_elected.find(partition);
        return at == m_elected.end() ? std::nullopt : std::optional(at->second);
    };
    return std::visit(
        [&](const auto &e) -> std::optional<Position> {
            using E = std::decay_t<decltype(e)>;
            if constexpr (std::is_same_v<E, NodeRunChanged>) {
                if (!own.run) return std::nullopt;
                if (e.run == NodeRun::running && own.run->run == NodeRun::starting) return own.run->position;
                if (e.run == NodeRun::stopped && own.run->run == NodeRun::stopping) return own.run->position;
            } else if constexpr (std::is_same_v<E, BrokerRegistered>) {
                const auto &run = node(e.broker).run;
                if (run && !isDown(run->run)) return run->position;
            } else if constexpr (std::is_same_v<E, BrokerUnfenced>) {
                const Node &broker = node(e.broker);
                if (later(broker.registered, broker.fenced)) return broker.registered;
                // It is the same life that came back: it goes on after a pause, or the way to it is free again.
                if (broker.run && broker.run->run == NodeRun::running && later(broker.run->position, broker.fenced))
                    return broker.run->position;
                if (later(broker.healed, broker.fenced)) return broker.healed;
            } else if constexpr (std::is_same_v<E, BrokerFenced>) {
                if (!e.session_expired && node(e.broker).shutdownBegan) return node(e.broker).shutdownBegan;
                return blame(e.broker, event.id.node);
            } else if constexpr (std::is_same_v<E, ControlledShutdownBegan>) {
                const auto &run = node(e.broker).run;
                if (run && run->run == NodeRun::stopping) return run->position;
            } else if constexpr (std::is_same_v<E, IsrChanged>) {
                if (e.cause == IsrChangeCause::lag_time) return blame(e.replica, event.id.node);
                if (e.cause != IsrChangeCause::caught_up) return std::nullopt;
                const auto before = m_isrChanged.find(e.partition);
                const auto left = before == m_isrChanged.end() ? std::nullopt : std::optional(before->second);
                const Node &replica = node(e.replica);
                if (later(replica.unfenced, left)) return replica.unfenced;
                if (replica.run && replica.run->run == NodeRun::running && later(replica.run->position, left)) return replica.run->position;
                if (later(replica.healed, left)) return replica.healed;
            } else if constexpr (std::is_same_v<E, LeaderElected>) {
                if (e.cause == LeaderChangeCause::leader_shut_down) return node(e.from).shutdownBegan;
            } else if constexpr (std::is_same_v<E, QuorumRoleChanged>) {
                if (e.role == QuorumRole::candidate || e.role == QuorumRole::prospective) return blame(m_quorumLeader, event.id.node);
                if (e.role == QuorumRole::leader) return own.candidate;
                if (e.role == QuorumRole::follower && m_quorumLed && m_quorumLed->first == e.epoch) return m_quorumLed->second;
            } else if constexpr (std::is_same_v<E, LogTruncated>) {
                return elected(e.partition);
            } else if constexpr (std::is_same_v<E, CoordinatorMoved>) {
                return elected(TopicPartition{std::string(offsets_topic_name), e.partition});
            } else if constexpr (std::is_same_v<E, MemberLeft>) {
                const auto crash = crashOf(m_faults, e);
                if (crash != m_faults.end()) return crash->position;
            } else if constexpr (std::is_same_v<E, OffsetsExpired>) {
                const auto at = m_groups.find(e.group);
                if (at != m_groups.end()) return at->second.member;
            } else if constexpr (std::is_same_v<E, LogRecovered>) {
                if (own.run && own.run->run == NodeRun::starting) return own.run->position;
            } else if constexpr (std::is_same_v<E, RebalanceBegan> || std::is_same_v<E, GenerationBegan> ||
                                 std::is_same_v<E, GroupStabilized>) {
                const auto at = m_groups.find(e.group);
                if (at == m_groups.end()) return std::nullopt;
                const Group &group = at->second;
                if constexpr (std::is_same_v<E, GenerationBegan>) return group.rebalance;
                else if constexpr (std::is_same_v<E, GroupStabilized>) return group.generation;
                // One step of the coordinator: somebody comes or goes, and so they share out anew.
                else if (event.at - group.memberAt < std::chrono::milliseconds(5)) return group.member;
            } else if constexpr (std::is_same_v<E, HighWatermarkWaits>) {
                const auto at = m_isrChanged.find(e.partition);
                if (at != m_isrChanged.end()) return at->second;
            }
            return std::nullopt;
        },
        event.body);
}

void EventCauses::remember(Position position, const observe::Event &event)
{
    using namespace observe;
    if (m_elected.size() + m_isrChanged.size() + m_groups.size() > namesMax) {
        m_elected.clear();
        m_isrChanged.clear();
        m_groups.clear();
    }
    std::visit(
        [&](const auto &e) {
            using E = std::decay_t<decltype(e)>;
            if constexpr (std::is_same_v<E, NodeRunChanged>) noteRun(position, event, e);
            else if constexpr (std::is_same_v<E, FaultChanged>) noteFault(position, event, e);
            else if constexpr (std::is_same_v<E, BrokerRegistered>) m_nodes[e.broker].registered = position;
            else if constexpr (std::is_same_v<E, BrokerFenced>) m_nodes[e.broker].fenced = position;
            else if constexpr (std::is_same_v<E, BrokerUnfenced>) m_nodes[e.broker].unfenced = position;
            else if constexpr (std::is_same_v<E, ControlledShutdownBegan>) m_nodes[e.broker].shutdownBegan = position;
            else if constexpr (std::is_same_v<E, LeaderElected>) m_elected[e.partition] = position;
            else if constexpr (std::is_same_v<E, IsrChanged>) {
                // Who joins comes back from what made it leave, whoever else joined in between.
                if (e.to.size() < e.from.size()) m_isrChanged[e.partition] = position;
            } else if constexpr (std::is_same_v<E, MemberJoined> || std::is_same_v<E, MemberLeft>) {
                if constexpr (std::is_same_v<E, MemberLeft>) {
                    // The group has noticed; what comes now follows from that.
                    if (const auto crash = crashOf(m_faults, e); crash != m_faults.end()) {
                        crash->ended = event.at;
                        crash->endPosition = position;
                    }
                }
                Group &group = m_groups[e.group];
                group.member = position;
                group.memberAt = event.at;
            } else if constexpr (std::is_same_v<E, RebalanceBegan>) {
                m_groups[e.group].rebalance = position;
            } else if constexpr (std::is_same_v<E, GenerationBegan>) {
                m_groups[e.group].generation = position;
            } else if constexpr (std::is_same_v<E, QuorumRoleChanged>) {
                if (e.role == QuorumRole::candidate) m_nodes[event.id.node].candidate = position;
                if (e.role == QuorumRole::leader) {
                    m_quorumLed = {e.epoch, position};
                    m_quorumLeader = event.id.node;
                    m_nodes[event.id.node].candidate.reset();
                }
            }
        },
        event.body);
}

void EventCauses::noteRun(Position position, const observe::Event &event, const observe::NodeRunChanged &changed)
{
    Node &node = m_nodes[event.id.node];
    const bool wasDown = node.run && isDown(node.run->run);
    // A shutdown is one fault from its beginning on.
    const bool goesOn = node.run && node.run->run == NodeRun::stopping && changed.run == NodeRun::stopped;
    node.run = {position, changed.run};
    if (changed.run == NodeRun::starting) node.candidate = node.shutdownBegan = std::nullopt;
    if (changed.run == NodeRun::starting || goesOn) return;
    for (FaultSpan &fault : m_faults) {
        if (fault.ended || fault.event.id.node != event.id.node || !std::holds_alternative<observe::NodeRunChanged>(fault.event.body))
            continue;
        fault.ended = event.at;
        fault.endPosition = position;
    }
    if (isDown(changed.run)) beginFault(position, event);
    else if (wasDown) node.healed = position;
}

void EventCauses::noteFault(Position position, const observe::Event &event, const observe::FaultChanged &changed)
{
    const auto isSame = [&](const FaultSpan &fault) {
        const auto *known = std::get_if<observe::FaultChanged>(&fault.event.body);
        return !fault.ended && known != nullptr && known->command == changed.command;
    };
    if (!changed.in_force) {
        for (FaultSpan &fault : m_faults) {
            if (!isSame(fault)) continue;
            fault.ended = event.at;
            fault.endPosition = position;
        }
        for (const BrokerId id : brokersOf(changed.command)) m_nodes[id].healed = position;
        return;
    }
    if (changed.command == "cluster pause") {
        // One pause, not one of each broker.
        std::erase_if(m_faults, [](const FaultSpan &fault) {
            const auto *run = std::get_if<observe::NodeRunChanged>(&fault.event.body);
            return !fault.ended && run != nullptr && run->run == NodeRun::paused;
        });
    }
    if (std::ranges::none_of(m_faults, isSame)) beginFault(position, event);
}

void EventCauses::beginFault(Position position, const observe::Event &event)
{
    if (m_faults.size() >= faultsMax) {
        const auto oldest = std::ranges::find_if(m_faults, [](const FaultSpan &fault) { return fault.ended.has_value(); });
        m_faults.erase(oldest == m_faults.end() ? m_faults.begin() : oldest);
    }
    m_faults.push_back({position, event, std::nullopt, 0});
}

}  // namespace vitrine::ui
