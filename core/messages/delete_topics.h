// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// DeleteTopics (API key 20), versions 1-6.
namespace vitrine::messages {

struct DeleteTopicsRequest {
    struct DeleteTopicState {
        std::optional<std::string> name;
        Uuid topic_id;

        friend bool operator==(const DeleteTopicState&, const DeleteTopicState&) = default;
        static const wire::Struct& structure();
    };

    std::vector<DeleteTopicState> topics;
    std::vector<std::string> topic_names;  // until version 5; later `topics`
    std::int32_t timeout_ms = 0;

    friend bool operator==(const DeleteTopicsRequest&, const DeleteTopicsRequest&) = default;
    static const wire::Message& message();
};

struct DeleteTopicsResponse {
    struct DeletableTopicResult {
        std::optional<std::string> name = std::string{};
        Uuid topic_id;
        ErrorCode error_code = ErrorCode::NONE;
        std::optional<std::string> error_message;

        friend bool operator==(const DeletableTopicResult&, const DeletableTopicResult&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    std::vector<DeletableTopicResult> responses;

    friend bool operator==(const DeleteTopicsResponse&, const DeleteTopicsResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
