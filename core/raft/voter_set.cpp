// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "raft/voter_set.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/assert.h"

namespace vitrine::raft {

std::string to_string(const ReplicaKey& key) {
    return key.directory.is_zero() ? fmt::format("{}", key.id) : fmt::format("{} ({})", key.id, key.directory.to_string());
}

const VoterListener* Voter::listener(std::string_view name) const {
    const auto found = std::ranges::find(listeners, name, &VoterListener::name);
    return found == listeners.end() ? nullptr : &*found;
}

// --- voters ---

VoterSet::VoterSet(std::vector<Voter> voters) : voters_(std::move(voters)) {
    for (const Voter& voter : voters_) ids_.push_back(voter.key.id);
    VITRINE_ASSERT(std::ranges::adjacent_find(ids_, std::greater_equal{}) == ids_.end(), "voters ascend");
}

VoterSet::VoterSet(const std::vector<BrokerId>& ids) : ids_(ids) {
    VITRINE_ASSERT(std::ranges::adjacent_find(ids_, std::greater_equal{}) == ids_.end(), "voters ascend");
    for (const BrokerId id : ids_) voters_.push_back({.key = {id, {}}, .listeners = {}, .kraft_versions = {}});
}

Result<VoterSet> VoterSet::from_record(const messages::VotersRecord& record) {
    std::vector<Voter> voters;
    for (const auto& named : record.voters) {
        Voter voter{
            .key = {named.voter_id, named.voter_directory_id},
            .listeners = {},
            .kraft_versions = {named.kraft_version_feature.min_supported_version, named.kraft_version_feature.max_supported_version}};
        if (voter.key.id < BrokerId(0) || voter.key.directory.is_zero())
            return failure(ErrorCode::CORRUPT_MESSAGE, fmt::format("a VotersRecord names the voter {}", to_string(voter.key)));
        for (const auto& endpoint : named.endpoints) voter.listeners.push_back({endpoint.name, endpoint.host, endpoint.port});
        voters.push_back(std::move(voter));
    }
    if (voters.empty()) return failure(ErrorCode::CORRUPT_MESSAGE, "a VotersRecord names no voter");
    const auto id_of = [](const Voter& voter) { return voter.key.id; };
    std::ranges::sort(voters, {}, id_of);
    if (const auto twice = std::ranges::adjacent_find(voters, {}, id_of); twice != voters.end())
        return failure(ErrorCode::CORRUPT_MESSAGE, fmt::format("a VotersRecord names the voter {} twice", twice->key.id));
    return VoterSet(std::move(voters));
}

messages::VotersRecord VoterSet::to_record() const {
    messages::VotersRecord record;
    for (const Voter& voter : voters_) {
        auto& named = record.voters.emplace_back();
        named.voter_id = voter.key.id;
        named.voter_directory_id = voter.key.directory;
        for (const VoterListener& listener : voter.listeners) named.endpoints.push_back({listener.name, listener.host, listener.port});
        named.kraft_version_feature = {voter.kraft_versions.lowest, voter.kraft_versions.highest};
    }
    return record;
}

const Voter* VoterSet::find(BrokerId id) const {
    const auto found = std::ranges::lower_bound(ids_, id);
    return found == ids_.end() || *found != id ? nullptr : &voters_[static_cast<std::size_t>(found - ids_.begin())];
}

bool VoterSet::contains(const ReplicaKey& key) const {
    const Voter* voter = find(key.id);
    return voter != nullptr && (voter->key.directory.is_zero() || voter->key.directory == key.directory);
}

std::optional<VoterSet> VoterSet::with(const Voter& voter) const {
    if (contains(voter.key.id)) return std::nullopt;
    std::vector<Voter> voters = voters_;
    const auto place = std::ranges::lower_bound(ids_, voter.key.id) - ids_.begin();
    voters.insert(voters.begin() + place, voter);
    return VoterSet(std::move(voters));
}

std::optional<VoterSet> VoterSet::without(const ReplicaKey& key) const {
    const Voter* found = find(key.id);
    if (found == nullptr || found->key != key) return std::nullopt;
    std::vector<Voter> voters = voters_;
    std::erase_if(voters, [&](const Voter& voter) { return voter.key == key; });
    return VoterSet(std::move(voters));
}

std::optional<VoterSet> VoterSet::with_updated(const Voter& voter) const {
    if (!contains(voter.key)) return std::nullopt;
    return with_updated_by_id(voter);
}

std::optional<VoterSet> VoterSet::with_updated_by_id(const Voter& voter) const {
    if (!contains(voter.key.id)) return std::nullopt;
    std::vector<Voter> voters = voters_;
    voters[static_cast<std::size_t>(std::ranges::lower_bound(ids_, voter.key.id) - ids_.begin())] = voter;
    return VoterSet(std::move(voters));
}

bool VoterSet::all_support(std::int16_t version) const {
    return std::ranges::all_of(voters_, [version](const Voter& voter) { return voter.kraft_versions.contains(version); });
}

bool VoterSet::all_directories_known() const {
    return std::ranges::none_of(voters_, [](const Voter& voter) { return voter.key.directory.is_zero(); });
}

// --- history ---

const QuorumFacts& QuorumHistory::at_end(Offset end) const {
    const auto after = std::ranges::lower_bound(entries_, end, {}, &Entry::offset);
    return after == entries_.begin() ? entries_.front().facts : std::prev(after)->facts;
}

void QuorumHistory::append(const QuorumChange& change) {
    Entry entry = entries_.back();
    VITRINE_ASSERT_CMP(change.offset, >, entry.offset, "a log grows at its end");
    entry.offset = change.offset;
    if (change.kraft_version) entry.facts.kraft_version = *change.kraft_version;
    if (change.voters) {
        entry.facts.voters = change.voters;
        entry.voters_offset = change.offset;
    }
    entries_.push_back(std::move(entry));
}

void QuorumHistory::truncate(Offset end) {
    // What the first entry says was committed before.
    while (entries_.size() > 1 && entries_.back().offset >= end) entries_.pop_back();
}

void QuorumHistory::forget_before(Offset end) {
    const auto after = std::ranges::lower_bound(entries_, end, {}, &Entry::offset);
    if (after - entries_.begin() > 1) entries_.erase(entries_.begin(), std::prev(after));
}

void QuorumHistory::start_over(Offset end, QuorumFacts facts) {
    const Offset at = end - 1;
    entries_ = {Entry{at, std::move(facts), at}};
}

}  // namespace vitrine::raft
