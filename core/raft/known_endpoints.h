// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>

#include "env/network.h"
#include "raft/quorum_io.h"
#include "raft/raft_node.h"
#include "raft/voter_set.h"

namespace vitrine::raft {

// Where the others listen: as the configuration says; else as a leader told of itself; else as the voters in the log say.
class KnownEndpoints {
public:
    // `config` outlives this object.
    explicit KnownEndpoints(const RaftConfig& config) : config_(config) {}

    void set_voters(const VoterSet& voters) { voters_ = voters; }
    [[nodiscard]] const VoterSet& voters() const { return voters_; }
    // A leader's, as a message named it. Remembered for at most `learned_max` nodes.
    void learn(BrokerId id, const env::Endpoint& endpoint) {
        if (id < BrokerId(0) || endpoint.host.empty() || endpoint.port == 0) return;
        if (learned_.size() < learned_max || learned_.contains(id)) learned_[id] = endpoint;
    }
    [[nodiscard]] std::optional<env::Endpoint> find(BrokerId id) const;

    static constexpr std::size_t learned_max = 100;

private:
    const RaftConfig& config_;
    VoterSet voters_;
    std::map<BrokerId, env::Endpoint> learned_;
};

}  // namespace vitrine::raft
