// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wire/schema.h"

// ListConfigResources (API key 74), versions 0-1: KIP-1142.
namespace vitrine::messages {

struct ListConfigResourcesRequest {
    std::vector<std::int8_t> resource_types;  // none: all

    friend bool operator==(const ListConfigResourcesRequest&, const ListConfigResourcesRequest&) = default;
    static const wire::Message& message();
};

struct ListConfigResourcesResponse {
    struct ConfigResource {
        std::string resource_name;
        std::int8_t resource_type = 16;  // 16: client metrics, which version 0 lists alone

        friend bool operator==(const ConfigResource&, const ConfigResource&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    std::vector<ConfigResource> config_resources;

    friend bool operator==(const ListConfigResourcesResponse&, const ListConfigResourcesResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
