// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "base/bytes.h"
#include "base/error.h"
#include "messages/metadata_records.h"

// Metadata records as values of the metadata log: unsigned varints frame version (1), record type, version; then the message.
// Source: Kafka's MetadataRecordSerde and AbstractApiMessageSerde.
namespace vitrine::metadata {

// A record of a type that exists in Kafka 4.3 and that this cluster neither writes nor interprets (access control, SCRAM
// credentials, delegation tokens, ZooKeeper migration). It is not lost: image and snapshots keep it (kept_records.h).
struct OtherRecord {
    std::int16_t type = 0;
    std::int16_t version = 0;
    Bytes message;

    friend bool operator==(const OtherRecord&, const OtherRecord&) = default;
};

using MetadataRecord =
    std::variant<messages::RegisterBrokerRecord, messages::UnregisterBrokerRecord, messages::TopicRecord, messages::PartitionRecord,
                 messages::ConfigRecord, messages::PartitionChangeRecord, messages::FenceBrokerRecord, messages::UnfenceBrokerRecord,
                 messages::RemoveTopicRecord, messages::FeatureLevelRecord, messages::ClientQuotaRecord, messages::ProducerIdsRecord,
                 messages::BrokerRegistrationChangeRecord, messages::NoOpRecord, messages::RegisterControllerRecord,
                 messages::BeginTransactionRecord, messages::EndTransactionRecord, messages::AbortTransactionRecord,
                 messages::ClearElrRecord, OtherRecord>;

// "PartitionChangeRecord", …; "record type 14" for one of OtherRecord's.
[[nodiscard]] std::string name_of(const MetadataRecord& record);

// The version that a cluster of metadata.version 30 (4.3-IV0) writes.
[[nodiscard]] std::int16_t written_version(const MetadataRecord& record);

[[nodiscard]] Bytes encode_record(const MetadataRecord& record);
// Errors: CORRUPT_MESSAGE with the type and the position (bad frame, unknown type or version, bytes too many or too few).
[[nodiscard]] Result<MetadataRecord> decode_record(const SharedBytes& value);

}  // namespace vitrine::metadata
