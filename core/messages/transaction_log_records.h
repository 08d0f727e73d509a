// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// The records of __transaction_state.
namespace vitrine::messages {

struct TransactionLogKey {
    std::string transactional_id;

    friend bool operator==(const TransactionLogKey&, const TransactionLogKey&) = default;
    static const wire::Message& message();
};

struct TransactionLogValue {
    struct PartitionsSchema {
        std::string topic;
        std::vector<std::int32_t> partition_ids;

        friend bool operator==(const PartitionsSchema&, const PartitionsSchema&) = default;
        static const wire::Struct& structure();
    };

    std::int64_t producer_id = 0;
    std::int64_t previous_producer_id = -1;
    std::int64_t next_producer_id = -1;
    std::int16_t producer_epoch = 0;
    std::int16_t next_producer_epoch = -1;
    std::int32_t transaction_timeout_ms = 0;
    std::int8_t transaction_status = 0;
    std::optional<std::vector<PartitionsSchema>> transaction_partitions = std::vector<PartitionsSchema>{};
    std::int64_t transaction_last_update_timestamp_ms = 0;
    std::int64_t transaction_start_timestamp_ms = 0;
    std::int16_t client_transaction_version = 0;

    friend bool operator==(const TransactionLogValue&, const TransactionLogValue&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
