// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "wire/schema.h"

// AllocateProducerIds (API key 67), versions 0.
namespace vitrine::messages {

struct AllocateProducerIdsRequest {
    BrokerId broker_id;
    BrokerEpoch broker_epoch{-1};

    friend bool operator==(const AllocateProducerIdsRequest&, const AllocateProducerIdsRequest&) = default;
    static const wire::Message& message();
};

struct AllocateProducerIdsResponse {
    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    ProducerId producer_id_start;
    std::int32_t producer_id_len = 0;

    friend bool operator==(const AllocateProducerIdsResponse&, const AllocateProducerIdsResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
