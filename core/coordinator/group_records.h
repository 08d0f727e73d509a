// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <variant>

#include "base/bytes.h"
#include "base/error.h"
#include "coordinator/coordinator_log.h"
#include "messages/group_records.h"
#include "observe/view.h"

// The records of __consumer_offsets: an int16 key type and the key; an int16 value version and the value.
// Source: formats of Apache Kafka 4.3's group coordinator (key types 0 and 1: offset commit, 2: classic group).
namespace vitrine::coordinator {

[[nodiscard]] KeyValue to_record(const messages::OffsetCommitKey& key, const messages::OffsetCommitValue& value);
[[nodiscard]] KeyValue to_tombstone(const messages::OffsetCommitKey& key);
[[nodiscard]] KeyValue to_record(const messages::GroupMetadataKey& key, const messages::GroupMetadataValue& value);
[[nodiscard]] KeyValue to_tombstone(const messages::GroupMetadataKey& key);

struct OffsetCommitRecord {
    messages::OffsetCommitKey key;
    std::optional<messages::OffsetCommitValue> value;
};
struct GroupMetadataRecord {
    messages::GroupMetadataKey key;
    std::optional<messages::GroupMetadataValue> value;
};
// A record of a kind that this coordinator does not keep (consumer, share and streams groups).
struct ForeignRecord {
    std::int16_t key_type = -1;
};
using GroupRecord = std::variant<OffsetCommitRecord, GroupMetadataRecord, ForeignRecord>;

// The group as the record has it, without committed offsets: stable with its members, or empty.
[[nodiscard]] observe::GroupView to_view(const std::string& group_id, const messages::GroupMetadataValue& value);

[[nodiscard]] Result<GroupRecord> decode_record(ByteSpan key, std::optional<ByteSpan> value);

}  // namespace vitrine::coordinator
