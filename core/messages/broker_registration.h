// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// BrokerRegistration (API key 62), versions 0-4.
namespace vitrine::messages {

struct BrokerRegistrationRequest {
    struct Listener {
        std::string name;
        std::string host;
        std::uint16_t port = 0;
        std::int16_t security_protocol = 0;  // 0 PLAINTEXT, 1 SSL, 2 SASL_PLAINTEXT, 3 SASL_SSL

        friend bool operator==(const Listener&, const Listener&) = default;
        static const wire::Struct& structure();
    };

    struct Feature {
        std::string name;
        std::int16_t min_supported_version = 0;
        std::int16_t max_supported_version = 0;

        friend bool operator==(const Feature&, const Feature&) = default;
        static const wire::Struct& structure();
    };

    BrokerId broker_id;
    std::string cluster_id;
    Uuid incarnation_id;  // of this run of the process
    std::vector<Listener> listeners;
    std::vector<Feature> features;
    std::optional<std::string> rack = std::string{};
    bool is_migrating_zk_broker = false;
    std::vector<Uuid> log_dirs;
    std::int64_t previous_broker_epoch = -1;  // before a clean shutdown; -1 none

    friend bool operator==(const BrokerRegistrationRequest&, const BrokerRegistrationRequest&) = default;
    static const wire::Message& message();
};

struct BrokerRegistrationResponse {
    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    BrokerEpoch broker_epoch{-1};

    friend bool operator==(const BrokerRegistrationResponse&, const BrokerRegistrationResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
