// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "wire/schema.h"

// The content of a .snapshot file.
namespace vitrine::messages {

struct ProducerSnapshot {
    struct ProducerEntry {
        ProducerId producer_id;
        std::int16_t epoch = 0;
        std::int32_t last_sequence = 0;
        Offset last_offset;
        std::int32_t offset_delta = 0;  // last_offset less the first offset of that batch
        std::int64_t timestamp = 0;
        std::int32_t coordinator_epoch = 0;
        Offset current_txn_first_offset;  // -1: no open transaction

        friend bool operator==(const ProducerEntry&, const ProducerEntry&) = default;
        static const wire::Struct& structure();
    };

    std::uint32_t crc = 0;  // CRC-32C of all that follows
    std::vector<ProducerEntry> producer_entries;

    friend bool operator==(const ProducerSnapshot&, const ProducerSnapshot&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
