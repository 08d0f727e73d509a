// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <set>
#include <string>

#include "base/logging.h"
#include "broker/broker_config.h"
#include "broker/controller_channel.h"
#include "messages/create_topics.h"

namespace vitrine::broker {

// Topics that nobody created by hand: those that a client asks for (auto.create.topics.enable) and the cluster's own.
class TopicCreation {
public:
    TopicCreation(const BrokerConfig& config, ControllerChannel& channel, const Logger& logger)
        : config_(config), channel_(channel), logger_(logger) {}

    // Asks the controller, once at a time for each topic; the outcome shows in the metadata. `client_id`: by whose quota it goes (KIP-599);
    // without one, this broker's. What to tell the client meanwhile: UNKNOWN_TOPIC_OR_PARTITION (it asks again), INVALID_TOPIC_EXCEPTION.
    ErrorCode create(const std::string& topic, std::optional<std::string> client_id = std::nullopt);

private:
    const BrokerConfig& config_;
    ControllerChannel& channel_;
    const Logger& logger_;
    std::set<std::string> under_way_;
};

}  // namespace vitrine::broker
