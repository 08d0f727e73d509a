// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// ControllerRegistration (API key 70), version 0: KIP-919.
namespace vitrine::messages {

struct ControllerRegistrationRequest {
    struct Listener {
        std::string name;
        std::string host;
        std::uint16_t port = 0;
        std::int16_t security_protocol = 0;

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

    BrokerId controller_id;
    Uuid incarnation_id;  // drawn by each life of the process
    bool zk_migration_ready = false;
    std::vector<Listener> listeners;
    std::vector<Feature> features;

    friend bool operator==(const ControllerRegistrationRequest&, const ControllerRegistrationRequest&) = default;
    static const wire::Message& message();
};

struct ControllerRegistrationResponse {
    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    std::optional<std::string> error_message = std::string{};

    friend bool operator==(const ControllerRegistrationResponse&, const ControllerRegistrationResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
