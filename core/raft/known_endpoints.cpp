// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "raft/known_endpoints.h"

namespace vitrine::raft {

std::optional<env::Endpoint> KnownEndpoints::find(BrokerId id) const {
    if (const auto found = config_.voters.find(id); found != config_.voters.end()) return found->second;
    if (id == config_.quorum.node_id && config_.own_endpoint) return config_.own_endpoint;
    if (const auto found = learned_.find(id); found != learned_.end()) return found->second;
    if (const Voter* voter = voters_.find(id); voter != nullptr) {
        if (const VoterListener* listener = voter->listener(config_.controller_listener_name))
            return env::Endpoint{listener->host, listener->port};
    }
    for (std::size_t i = 0; i < config_.bootstrap_servers.size(); ++i) {
        if (bootstrap_server(i) == id) return config_.bootstrap_servers[i];
    }
    return std::nullopt;
}

}  // namespace vitrine::raft
