// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <map>
#include <vector>

#include "base/ids.h"

namespace vitrine::raft {

// What voters answered in one election or pre-vote.
class Ballot {
public:
    // The asking node votes for itself.
    Ballot(const std::vector<BrokerId>& voters, BrokerId self) {
        for (const BrokerId voter : voters) votes_.emplace(voter, voter == self ? Vote::granted : Vote::open);
    }

    void record(BrokerId voter, bool granted) {
        if (const auto vote = votes_.find(voter); vote != votes_.end()) vote->second = granted ? Vote::granted : Vote::rejected;
    }
    [[nodiscard]] bool open(BrokerId voter) const {
        const auto vote = votes_.find(voter);
        return vote != votes_.end() && vote->second == Vote::open;
    }
    [[nodiscard]] bool won() const { return count(Vote::granted) >= majority(); }
    [[nodiscard]] bool lost() const { return votes_.size() - count(Vote::rejected) < majority(); }
    [[nodiscard]] std::vector<BrokerId> granting() const {
        std::vector<BrokerId> voters;
        for (const auto& [voter, vote] : votes_) {
            if (vote == Vote::granted) voters.push_back(voter);
        }
        return voters;
    }

private:
    enum class Vote : std::uint8_t { open, granted, rejected };
    [[nodiscard]] std::size_t majority() const { return votes_.size() / 2 + 1; }
    [[nodiscard]] std::size_t count(Vote wanted) const {
        return static_cast<std::size_t>(std::ranges::count_if(votes_, [wanted](const auto& entry) { return entry.second == wanted; }));
    }

    std::map<BrokerId, Vote> votes_;
};

}  // namespace vitrine::raft
