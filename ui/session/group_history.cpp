// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/group_history.h"

#include <algorithm>
#include <set>

namespace vitrine::ui {

const std::string &nameOf(const observe::MemberView &member)
{
    if (member.group_instance_id) return *member.group_instance_id;
    return member.client_id.empty() ? member.member_id : member.client_id;
}

RebalanceRecord &RebalanceHistory::begin(Instant at)
{
    if (m_records.size() == recordsMax) m_records.pop_front();
    RebalanceRecord &record = m_records.emplace_back();
    record.number = ++m_last;
    record.at = at;
    return record;
}

RebalanceRecord *RebalanceHistory::open()
{
    return !m_records.empty() && m_records.back().state == RebalanceRecord::State::running ? &m_records.back() : nullptr;
}

const RebalanceRecord *RebalanceHistory::find(std::uint64_t number) const
{
    const auto at = std::ranges::lower_bound(m_records, number, {}, &RebalanceRecord::number);
    return at != m_records.end() && at->number == number ? &*at : nullptr;
}

const RebalanceRecord *RebalanceHistory::lastDone() const
{
    const auto at = std::find_if(m_records.rbegin(), m_records.rend(),
                                 [](const RebalanceRecord &record) { return record.state == RebalanceRecord::State::done; });
    return at == m_records.rend() ? nullptr : &*at;
}

void RebalanceHistory::apply(const observe::Event &event)
{
    if (const auto *began = std::get_if<observe::RebalanceBegan>(&event.body)) {
        // It began anew before the last one was over: members that came or went meanwhile.
        if (RebalanceRecord *last = open()) last->state = RebalanceRecord::State::superseded;
        begin(event.at).reason = began->reason;
    } else if (const auto *generation = std::get_if<observe::GenerationBegan>(&event.body)) {
        if (RebalanceRecord *record = open()) {
            record->generation = generation->generation;
            record->protocol = generation->protocol;
        }
    } else if (const auto *stable = std::get_if<observe::GroupStabilized>(&event.body)) {
        RebalanceRecord *record = open();
        if (record && record->generation == stable->generation) record->took = stable->took;
    }
}

void RebalanceHistory::apply(const observe::GroupView &view, Instant at)
{
    const bool settled = view.state == observe::GroupState::stable || view.state == observe::GroupState::empty;
    if (!settled || (m_assignmentKnown && view.generation == m_generation)) return;
    // A group that the window sees for the first time without members has nothing to tell.
    if (!m_assignmentKnown && view.members.empty() && !open()) {
        m_assignmentKnown = true;
        m_generation = view.generation;
        return;
    }
    RebalanceRecord *record = open();
    if (!record) {
        // Its events were lost, or came before the window looked.
        record = &begin(view.last_rebalance_began.value_or(at));
        record->reason = view.last_rebalance_reason;
    }
    record->state = RebalanceRecord::State::done;
    record->generation = view.generation;
    if (!view.protocol_name.empty()) record->protocol = view.protocol_name;
    if (!record->took && view.last_rebalance_began && view.last_rebalance_ended && *view.last_rebalance_ended >= *view.last_rebalance_began)
        record->took = *view.last_rebalance_ended - *view.last_rebalance_began;

    std::map<TopicPartition, Owner> owners;
    std::set<std::string> keys;
    for (const observe::MemberView &member : view.members) {
        const auto index = static_cast<std::uint32_t>(record->members.size());
        const std::string &key = member.group_instance_id ? *member.group_instance_id : member.member_id;
        record->members.push_back(nameOf(member));
        keys.insert(key);
        for (const TopicPartition &partition : member.assignment) {
            owners[partition] = {key, nameOf(member)};
            record->owners.emplace_back(partition, index);
        }
    }
    std::ranges::sort(record->owners);
    record->partitionsBefore = static_cast<std::int32_t>(m_owners.size());
    record->movesKnown = m_assignmentKnown;
    if (m_assignmentKnown) {
        for (const auto &[partition, owner] : owners) {
            const auto before = m_owners.find(partition);
            if (before == m_owners.end()) record->moves.push_back({partition, {}, owner.name});
            else if (before->second.key != owner.key) record->moves.push_back({partition, before->second.name, owner.name});
        }
        std::set<std::string> left;
        for (const auto &[partition, owner] : m_owners) {
            if (!owners.contains(partition)) record->moves.push_back({partition, owner.name, {}});
            if (!keys.contains(owner.key)) left.insert(owner.name);
        }
        std::ranges::sort(record->moves, {}, &PartitionMove::partition);
        record->left.assign(left.begin(), left.end());
    }
    m_owners = std::move(owners);
    m_generation = view.generation;
    m_assignmentKnown = true;
}

void EndOffsets::sample(Instant at, Offset end)
{
    if (!m_samples.empty() && (end < m_samples.back().end || at < m_samples.back().at)) m_samples.clear();
    // Between two equal values the middle one tells nothing.
    if (m_samples.size() >= 2 && m_samples.back().end == end && m_samples[m_samples.size() - 2].end == end) {
        m_samples.back().at = at;
        return;
    }
    if (m_samples.size() == samplesMax) {
        // Every second one of the older half goes.
        std::size_t kept = 1;
        for (std::size_t i = 2; i < m_samples.size(); i += i < samplesMax / 2 ? 2 : 1) m_samples[kept++] = m_samples[i];
        m_samples.resize(kept);
    }
    m_samples.push_back({at, end});
}

std::optional<EndOffsets::Passed> EndOffsets::passed(Offset offset) const
{
    const auto after = std::ranges::upper_bound(m_samples, offset, {}, &Sample::end);
    if (after == m_samples.end()) return {};
    if (after == m_samples.begin()) return Passed{after->at, true};
    // Between two samples the log is taken to have grown evenly.
    const Sample &before = *std::prev(after);
    const double share =
        static_cast<double>(offset.value() + 1 - before.end.value()) / static_cast<double>(after->end.value() - before.end.value());
    return Passed{before.at + std::chrono::duration_cast<Duration>((after->at - before.at) * share), false};
}

}  // namespace vitrine::ui
