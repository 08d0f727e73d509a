// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "app/tools/tool_options.h"
#include "base/ids.h"

// A controller as its own configuration file says, for the quorum that shall take it in.
namespace vitrine::tools {

struct ControllerFacts {
    struct Endpoint {
        std::string listener;
        std::string host;
        std::uint16_t port = 0;
        friend bool operator==(const Endpoint &, const Endpoint &) = default;
    };
    BrokerId id{no_broker};
    Uuid directory{};
    std::vector<Endpoint> endpoints;  // of controller.listener.names, in their order
};

// From node.id, process.roles, metadata.log.dir or log.dirs (whose meta.properties is read), controller.listener.names, listeners and
// advertised.listeners. INVALID_REQUEST with Kafka's sentence where it is no controller's.
Result<ControllerFacts> controllerFacts(const Properties &properties);

// "CONTROLLER://host:port, …"; an IPv6 address in brackets.
std::string endpointsText(const std::vector<ControllerFacts::Endpoint> &endpoints);

}  // namespace vitrine::tools
