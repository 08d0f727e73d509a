// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// The records of __share_group_state (KIP-932).
namespace vitrine::messages {

struct ShareSnapshotKey {
    std::string group_id;
    Uuid topic_id;
    std::int32_t partition = 0;

    friend bool operator==(const ShareSnapshotKey&, const ShareSnapshotKey&) = default;
    static const wire::Message& message();
};

struct ShareSnapshotValue {
    struct StateBatch {
        std::int64_t first_offset = 0;
        std::int64_t last_offset = 0;
        std::int8_t delivery_state = 0;
        std::int16_t delivery_count = 0;

        friend bool operator==(const StateBatch&, const StateBatch&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t snapshot_epoch = 0;
    std::int32_t state_epoch = 0;
    std::int32_t leader_epoch = 0;
    std::int64_t start_offset = 0;
    std::int32_t delivery_complete_count = -1;
    std::int64_t create_timestamp = 0;
    std::int64_t write_timestamp = 0;
    std::vector<StateBatch> state_batches;

    friend bool operator==(const ShareSnapshotValue&, const ShareSnapshotValue&) = default;
    static const wire::Message& message();
};

struct ShareUpdateKey {
    std::string group_id;
    Uuid topic_id;
    std::int32_t partition = 0;

    friend bool operator==(const ShareUpdateKey&, const ShareUpdateKey&) = default;
    static const wire::Message& message();
};

struct ShareUpdateValue {
    struct StateBatch {
        std::int64_t first_offset = 0;
        std::int64_t last_offset = 0;
        std::int8_t delivery_state = 0;
        std::int16_t delivery_count = 0;

        friend bool operator==(const StateBatch&, const StateBatch&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t snapshot_epoch = 0;
    std::int32_t leader_epoch = 0;
    std::int64_t start_offset = 0;
    std::int32_t delivery_complete_count = -1;
    std::vector<StateBatch> state_batches;

    friend bool operator==(const ShareUpdateValue&, const ShareUpdateValue&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
