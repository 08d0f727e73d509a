// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "records/record.h"

// Control records: what the log itself says between the data. Keys and the transaction marker are here; the values of the
// quorum's control records (LeaderChangeMessage, SnapshotHeaderRecord, …) are messages of core/messages.
// Source: ControlRecordType, EndTransactionMarker.
namespace vitrine::records {

enum class ControlRecordType : std::int16_t {
    abort = 0,
    commit = 1,
    leader_change = 2,
    snapshot_header = 3,
    snapshot_footer = 4,
    kraft_version = 5,
    kraft_voters = 6,
};
std::string_view name_of(ControlRecordType type);

// version int16, type int16.
Bytes control_record_key(ControlRecordType type);
// None: a type or version that this code does not know; readers skip those (as Kafka does). INVALID_RECORD: too short.
Result<std::optional<ControlRecordType>> parse_control_record_key(ByteSpan key);

// The value of abort and commit: version int16 0, coordinatorEpoch int32.
Bytes transaction_marker_value(std::int32_t coordinator_epoch);
Result<std::int32_t> parse_transaction_marker_value(ByteSpan value);

// One batch with one control record, uncompressed: LeaderChange, snapshot header and footer, KRaft version and voters
// without a producer; abort and commit (transactional) with one.
struct ControlBatch {
    ControlRecordType type = ControlRecordType::leader_change;
    Offset base_offset{0};
    LeaderEpoch leader_epoch{no_leader_epoch};
    std::int64_t timestamp_ms = no_timestamp;
    ProducerId producer_id{no_producer_id};
    ProducerEpoch producer_epoch{no_producer_epoch};
};
Bytes make_control_batch(const ControlBatch& batch, ByteSpan value);

}  // namespace vitrine::records
