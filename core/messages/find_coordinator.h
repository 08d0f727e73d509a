// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// FindCoordinator (API key 10), versions 0-6.
namespace vitrine::messages {

struct FindCoordinatorRequest {
    std::string key;  // until version 3; later coordinator_keys
    std::int8_t key_type = 0;  // 0 group, 1 transaction, 2 share partition
    std::vector<std::string> coordinator_keys;

    friend bool operator==(const FindCoordinatorRequest&, const FindCoordinatorRequest&) = default;
    static const wire::Message& message();
};

struct FindCoordinatorResponse {
    struct Coordinator {
        std::string key;
        BrokerId node_id;
        std::string host;
        std::int32_t port = 0;
        ErrorCode error_code = ErrorCode::NONE;
        std::optional<std::string> error_message = std::string{};

        friend bool operator==(const Coordinator&, const Coordinator&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    std::optional<std::string> error_message = std::string{};
    BrokerId node_id;
    std::string host;
    std::int32_t port = 0;
    std::vector<Coordinator> coordinators;

    friend bool operator==(const FindCoordinatorResponse&, const FindCoordinatorResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
