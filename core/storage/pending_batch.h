// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "storage/log.h"

namespace vitrine::storage {

// A checked batch on its way into the log. A leader's carries its own 61 bytes, stamped with offset and epoch; the payload stays where it
// came.
struct Log::PendingBatch {
    records::BatchHeader header;  // with the offsets and the epoch that it has in the log
    std::optional<std::array<std::uint8_t, records::batch_header_size>> stamped;
    ByteSpan bytes;               // as it came, or `rebuilt`
    Bytes rebuilt = {};           // where compression.type asked for another codec

    [[nodiscard]] ByteSpan head() const { return stamped ? ByteSpan(*stamped) : bytes.first(records::batch_header_size); }
    [[nodiscard]] ByteSpan payload() const { return bytes.subspan(records::batch_header_size); }
};

// What an append does to the producers, once it is written.
struct Log::ProducerChanges {
    std::optional<ProducerBatch> duplicate;  // the batch was here before: nothing is written
    std::vector<ProducerUpdate> updates;
    std::vector<CompletedTransaction> completed;
};

}  // namespace vitrine::storage
