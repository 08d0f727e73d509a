// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "wire/schema.h"

// InitProducerId (API key 22), versions 0-6.
namespace vitrine::messages {

struct InitProducerIdRequest {
    std::optional<std::string> transactional_id = std::string{};
    std::int32_t transaction_timeout_ms = 0;
    ProducerId producer_id{-1};  // as known so far, to raise its epoch
    ProducerEpoch producer_epoch{-1};
    bool enable_2pc = false;  // two-phase commit, KIP-939
    bool keep_prepared_txn = false;

    friend bool operator==(const InitProducerIdRequest&, const InitProducerIdRequest&) = default;
    static const wire::Message& message();
};

struct InitProducerIdResponse {
    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    ProducerId producer_id{-1};
    ProducerEpoch producer_epoch;
    ProducerId ongoing_txn_producer_id{-1};
    std::int16_t ongoing_txn_producer_epoch = -1;

    friend bool operator==(const InitProducerIdResponse&, const InitProducerIdResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
