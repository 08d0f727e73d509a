// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/host.h"

#include <fmt/format.h>

#include "cluster/command_line.h"

namespace vitrine::cluster {

void Host::simulate(const CommandLine& line, Done done) {
    done(failure(
        ErrorCode::INVALID_REQUEST,
        fmt::format("\"{}\" needs a simulation: this cluster runs on a real network, real disks and the machine's clock", line.text)));
}

std::vector<env::Endpoint> Host::bootstrap_servers() const {
    std::vector<env::Endpoint> endpoints;
    for (const NodeInfo& node : nodes()) {
        if (node.broker) endpoints.push_back(node.broker_endpoint);
    }
    return endpoints;
}

std::string Host::bootstrap_servers_text() const {
    std::string text;
    for (const env::Endpoint& endpoint : bootstrap_servers()) {
        if (!text.empty()) text += ',';
        text += endpoint.to_string();
    }
    return text;
}

}  // namespace vitrine::cluster
