// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/control.h"

#include <fmt/format.h>

#include "base/assert.h"

namespace vitrine::records {
namespace {

constexpr std::size_t key_size = 4;
constexpr std::size_t marker_size = 6;

}  // namespace

std::string_view name_of(ControlRecordType type) {
    switch (type) {
        case ControlRecordType::abort: return "ABORT";
        case ControlRecordType::commit: return "COMMIT";
        case ControlRecordType::leader_change: return "LEADER_CHANGE";
        case ControlRecordType::snapshot_header: return "SNAPSHOT_HEADER";
        case ControlRecordType::snapshot_footer: return "SNAPSHOT_FOOTER";
        case ControlRecordType::kraft_version: return "KRAFT_VERSION";
        case ControlRecordType::kraft_voters: return "KRAFT_VOTERS";
    }
    return "UNKNOWN";
}

Bytes control_record_key(ControlRecordType type) {
    Bytes key(key_size);
    store_be<std::int16_t>(key.data(), 0);
    store_be(key.data() + 2, static_cast<std::int16_t>(type));
    return key;
}

Result<std::optional<ControlRecordType>> parse_control_record_key(ByteSpan key) {
    if (key.size() < key_size) {
        return failure(ErrorCode::INVALID_RECORD,
                       fmt::format("The key of a control record has {} bytes; it needs {}.", key.size(), key_size));
    }
    const auto version = load_be<std::int16_t>(key.data());
    const auto type = load_be<std::int16_t>(key.data() + 2);
    if (version < 0) return failure(ErrorCode::INVALID_RECORD, fmt::format("The key of a control record has version {}.", version));
    if (type < static_cast<std::int16_t>(ControlRecordType::abort) || type > static_cast<std::int16_t>(ControlRecordType::kraft_voters))
        return std::nullopt;
    return static_cast<ControlRecordType>(type);
}

Bytes transaction_marker_value(std::int32_t coordinator_epoch) {
    Bytes value(marker_size);
    store_be<std::int16_t>(value.data(), 0);
    store_be(value.data() + 2, coordinator_epoch);
    return value;
}

Result<std::int32_t> parse_transaction_marker_value(ByteSpan value) {
    if (value.size() < marker_size) {
        return failure(ErrorCode::INVALID_RECORD,
                       fmt::format("A transaction marker has {} bytes; it needs {}.", value.size(), marker_size));
    }
    if (const auto version = load_be<std::int16_t>(value.data()); version < 0) {
        return failure(ErrorCode::INVALID_RECORD, fmt::format("A transaction marker has version {}.", version));
    }
    return load_be<std::int32_t>(value.data() + 2);
}

Bytes make_control_batch(const ControlBatch& batch, ByteSpan value) {
    BatchOptions options;
    options.base_offset = batch.base_offset;
    options.leader_epoch = batch.leader_epoch;
    options.producer_id = batch.producer_id;
    options.producer_epoch = batch.producer_epoch;
    options.transactional = batch.type == ControlRecordType::abort || batch.type == ControlRecordType::commit;
    options.control = true;
    BatchBuilder builder(options);
    builder.append(batch.timestamp_ms, control_record_key(batch.type), value);
    auto bytes = builder.build();
    VITRINE_ASSERT(bytes.has_value(), "only a codec can fail, and there is none");
    return std::move(*bytes);
}

}  // namespace vitrine::records
