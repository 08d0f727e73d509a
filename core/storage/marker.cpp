// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/marker.h"

#include "records/control.h"
#include "storage/try.h"

namespace vitrine::storage {

Result<std::optional<TransactionMarker>> read_marker(ByteSpan control_batch) {
    STORAGE_TAKE(auto reader, records::RecordReader::open(control_batch));
    STORAGE_TAKE(const auto record, reader.next());
    if (!record) return std::nullopt;
    if (!record->key || !record->value) return failure(ErrorCode::INVALID_RECORD, "A control record has no key or no value.");
    STORAGE_TAKE(const auto type, records::parse_control_record_key(*record->key));
    if (type != records::ControlRecordType::abort && type != records::ControlRecordType::commit) return std::nullopt;
    STORAGE_TAKE(const std::int32_t coordinator_epoch, records::parse_transaction_marker_value(*record->value));
    return TransactionMarker{*type == records::ControlRecordType::abort, coordinator_epoch, record->timestamp_ms};
}

}  // namespace vitrine::storage
