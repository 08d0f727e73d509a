// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "base/bytes.h"
#include "base/error.h"

namespace vitrine::storage {

// The end of a transaction, as the one record of a control batch says it.
struct TransactionMarker {
    bool abort = false;
    std::int32_t coordinator_epoch = -1;
    std::int64_t timestamp_ms = -1;
};
// None: an emptied batch, or another control record.
Result<std::optional<TransactionMarker>> read_marker(ByteSpan control_batch);

}  // namespace vitrine::storage
