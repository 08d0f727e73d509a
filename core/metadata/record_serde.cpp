// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/record_serde.h"

#include <limits>
#include <optional>
#include <type_traits>

#include <fmt/format.h>

#include "base/varint.h"
#include "wire/codec.h"

namespace vitrine::metadata {
namespace {

constexpr std::uint32_t frame_version = 1;

// Record types of Kafka 4.3 that OtherRecord stands for, with their highest version.
struct OtherType {
    std::int16_t type;
    std::int16_t version_max;
};
constexpr OtherType other_types[] = {
    {10, 0},  // DelegationTokenRecord
    {11, 0},  // UserScramCredentialRecord
    {18, 0},  // AccessControlEntryRecord
    {19, 0},  // RemoveAccessControlEntryRecord
    {21, 0},  // ZkMigrationStateRecord
    {22, 0},  // RemoveUserScramCredentialRecord
    {26, 0},  // RemoveDelegationTokenRecord
};

Error bad_record(std::string what) { return Error{ErrorCode::CORRUPT_MESSAGE, "metadata record: " + std::move(what)}; }

template <class Record>
Result<MetadataRecord> decode_as(const SharedBytes& message, std::uint32_t version) {
    const wire::Message& declared = Record::message();
    if (version > static_cast<std::uint32_t>(std::numeric_limits<std::int16_t>::max()) ||
        !declared.versions.contains(static_cast<std::int16_t>(version))) {
        return std::unexpected(bad_record(fmt::format("{} has no version {}", declared.name(), version)));
    }
    auto record = wire::decode<Record>(message, static_cast<std::int16_t>(version));
    if (!record) return std::unexpected(bad_record(record.error().message));
    return MetadataRecord(std::move(*record));
}

// The alternative of the variant whose message has this record type.
template <std::size_t Index = 0>
std::optional<Result<MetadataRecord>> decode_declared(std::uint32_t type, std::uint32_t version, const SharedBytes& message) {
    if constexpr (Index < std::variant_size_v<MetadataRecord>) {
        using Record = std::variant_alternative_t<Index, MetadataRecord>;
        if constexpr (!std::is_same_v<Record, OtherRecord>) {
            if (static_cast<std::uint32_t>(Record::message().api_key) == type) return decode_as<Record>(message, version);
        }
        return decode_declared<Index + 1>(type, version, message);
    } else {
        return std::nullopt;
    }
}

}  // namespace

std::string name_of(const MetadataRecord& record) {
    return std::visit(
        [](const auto& alternative) -> std::string {
            using Record = std::decay_t<decltype(alternative)>;
            if constexpr (std::is_same_v<Record, OtherRecord>) return fmt::format("record type {}", alternative.type);
            else return std::string(Record::message().name());
        },
        record);
}

std::int16_t written_version(const MetadataRecord& record) {
    return std::visit(
        [](const auto& alternative) -> std::int16_t {
            using Record = std::decay_t<decltype(alternative)>;
            if constexpr (std::is_same_v<Record, OtherRecord>) {
                return alternative.version;
            } else if constexpr (std::is_same_v<Record, messages::BrokerRegistrationChangeRecord>) {
                // The lowest version that has the field that changes, as Kafka writes it.
                if (alternative.cordoned_log_dirs) return 3;
                if (!alternative.log_dirs.empty()) return 2;
                return alternative.in_controlled_shutdown != 0 ? 1 : 0;
            } else {
                return Record::message().versions.highest;
            }
        },
        record);
}

Bytes encode_record(const MetadataRecord& record) {
    return std::visit(
        [&](const auto& alternative) -> Bytes {
            using Record = std::decay_t<decltype(alternative)>;
            Bytes value;
            put_unsigned_varint(value, frame_version);
            const std::int16_t version = written_version(record);
            if constexpr (std::is_same_v<Record, OtherRecord>) {
                put_unsigned_varint(value, static_cast<std::uint32_t>(alternative.type));
                put_unsigned_varint(value, static_cast<std::uint32_t>(version));
                value.insert(value.end(), alternative.message.begin(), alternative.message.end());
            } else {
                put_unsigned_varint(value, static_cast<std::uint32_t>(Record::message().api_key));
                put_unsigned_varint(value, static_cast<std::uint32_t>(version));
                const Bytes message = wire::encode_to_bytes(alternative, version);
                value.insert(value.end(), message.begin(), message.end());
            }
            return value;
        },
        record);
}

Result<MetadataRecord> decode_record(const SharedBytes& value) {
    ByteSpan rest = value.span();
    const auto frame = take_unsigned_varint(rest);
    if (!frame) return std::unexpected(bad_record("the frame version is missing at byte 0"));
    if (*frame != frame_version) return std::unexpected(bad_record(fmt::format("frame version {} is not {}", *frame, frame_version)));
    const auto type = take_unsigned_varint(rest);
    if (!type) return std::unexpected(bad_record("the record type is missing at byte 1"));
    const auto version = take_unsigned_varint(rest);
    if (!version) return std::unexpected(bad_record(fmt::format("the version of record type {} is missing", *type)));

    const SharedBytes message = value.slice(value.size() - rest.size(), rest.size());
    if (auto declared = decode_declared(*type, *version, message)) return std::move(*declared);
    for (const OtherType& other : other_types) {
        if (*type != static_cast<std::uint32_t>(other.type)) continue;
        if (*version > static_cast<std::uint32_t>(other.version_max)) {
            return std::unexpected(bad_record(fmt::format("record type {} has no version {}", *type, *version)));
        }
        return MetadataRecord(OtherRecord{other.type, static_cast<std::int16_t>(*version), Bytes(rest.begin(), rest.end())});
    }
    return std::unexpected(bad_record(fmt::format("record type {} is unknown", *type)));
}

}  // namespace vitrine::metadata
