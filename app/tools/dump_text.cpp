// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/dump_text.h"

#include <algorithm>
#include <limits>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "base/varint.h"
#include "messages/consumer_protocol.h"
#include "messages/control_records.h"
#include "messages/group_records.h"
#include "messages/registry.h"
#include "records/control.h"
#include "wire/codec.h"
#include "wire/text.h"
#include "wire/walk.h"

namespace vitrine::tools {
namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json &json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::int64_t bigEndian(ByteSpan bytes, std::size_t at, std::size_t size)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) value = (value << 8) | bytes[at + i];
    if (size < 8 && (value >> (size * 8 - 1)) != 0) value |= ~std::uint64_t{0} << (size * 8);
    return static_cast<std::int64_t>(value);
}

// A message of the registry, decoded and as JSON; nothing where the bytes are not one.
std::optional<Json> asJson(const messages::OtherMessage &declared, ByteSpan bytes, std::size_t at, wire::Version version)
{
    if (!declared.message->versions.contains(version)) return std::nullopt;
    const std::unique_ptr<void, void (*)(void *)> body(declared.create(), declared.destroy);
    const SharedBytes shared{Bytes(bytes.begin(), bytes.end())};
    if (!wire::decode(*declared.message, body.get(), shared, at, version)) return std::nullopt;
    return wire::to_json(*declared.message, body.get(), version);
}

const messages::OtherMessage *findOther(wire::MessageType type, std::int16_t key)
{
    const auto others = messages::other_messages();
    const auto found = std::ranges::find_if(
        others, [&](const messages::OtherMessage &other) { return other.message->type == type && other.message->api_key == key; });
    return found == others.end() ? nullptr : &*found;
}

// "FeatureLevelRecord" as FEATURE_LEVEL_RECORD.
std::string shouted(std::string_view name)
{
    std::string text;
    for (const char letter : name) {
        const bool upper = letter >= 'A' && letter <= 'Z';
        if (upper && !text.empty()) text += '_';
        text += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    }
    return text;
}

template <class Message>
std::string controlJson(const char *name, const records::RecordView &record)
{
    if (!record.value || record.value->size() < 2) return fmt::format(" {}", name);
    const auto version = static_cast<wire::Version>(bigEndian(*record.value, 0, 2));
    Message body;
    std::size_t at = 0;
    const SharedBytes shared{Bytes(record.value->begin(), record.value->end())};
    if (!Message::message().versions.contains(version) || !wire::decode(Message::message(), &body, shared, at, version))
        return fmt::format(" {} (cannot be read)", name);
    return fmt::format(" {} {}", name, dumped(wire::to_json(Message::message(), &body, version)));
}

// What members say for themselves, inside of GroupMetadataValue: a version, then the message.
template <class Message>
Json embedded(const Bytes &bytes)
{
    if (bytes.size() < 2) return "";
    const auto highest = Message::message().versions.highest;
    const auto version = std::min(static_cast<wire::Version>(bigEndian(bytes, 0, 2)), highest);
    Message body;
    std::size_t at = 2;
    if (version < 0 || !wire::decode(Message::message(), &body, SharedBytes(bytes), at, version)) return wire::base64(bytes);
    return wire::to_json(Message::message(), &body, version);
}

Json groupMetadataJson(ByteSpan value, wire::Version version)
{
    messages::GroupMetadataValue body;
    std::size_t at = 2;
    if (!wire::decode(messages::GroupMetadataValue::message(), &body, SharedBytes(Bytes(value.begin(), value.end())), at, version))
        return "unknown";
    Json json = wire::to_json(messages::GroupMetadataValue::message(), &body, version);
    for (std::size_t i = 0; i < body.members.size(); ++i) {
        json["members"][i]["subscription"] = embedded<messages::ConsumerProtocolSubscription>(body.members[i].subscription);
        json["members"][i]["assignment"] = embedded<messages::ConsumerProtocolAssignment>(body.members[i].assignment);
    }
    return json;
}

}  // namespace

std::string asText(ByteSpan bytes) { return wire::valid_utf8(std::string(reinterpret_cast<const char *>(bytes.data()), bytes.size())); }

std::string batchLine(const records::BatchHeader &header, std::int64_t position, bool valid)
{
    const std::string codec = header.codec_bits() <= static_cast<int>(records::Codec::zstd) ? std::string(records::name_of(header.codec()))
                                                                                            : std::to_string(header.codec_bits());
    const std::string horizon =
        header.has_delete_horizon() ? fmt::format("OptionalLong[{}]", header.base_timestamp_ms) : std::string("OptionalLong.empty");
    return fmt::format(
        "baseOffset: {} lastOffset: {} count: {} baseSequence: {} lastSequence: {} producerId: {} producerEpoch: {} "
        "partitionLeaderEpoch: {} isTransactional: {} isControl: {} deleteHorizonMs: {} position: {} {}: {} size: {} "
        "magic: {} compresscodec: {} crc: {} isvalid: {}\n",
        header.base_offset, header.last_offset(), header.record_count, header.base_sequence, header.last_sequence(), header.producer_id,
        header.producer_epoch, header.leader_epoch, header.is_transactional(), header.is_control(), horizon, position,
        records::name_of(header.timestamp_type()), header.max_timestamp_ms, header.size_bytes(), header.magic, codec, header.crc, valid);
}

std::string controlText(const records::RecordView &record)
{
    const auto type =
        record.key ? records::parse_control_record_key(*record.key) : Result<std::optional<records::ControlRecordType>>(std::nullopt);
    if (!type || !*type)
        return fmt::format(" controlType: UNKNOWN({})", record.key && record.key->size() >= 4 ? bigEndian(*record.key, 2, 2) : -1);
    switch (**type) {
    case records::ControlRecordType::abort:
    case records::ControlRecordType::commit: {
        const auto epoch = record.value ? records::parse_transaction_marker_value(*record.value) : Result<std::int32_t>(-1);
        return fmt::format(" endTxnMarker: {} coordinatorEpoch: {}", **type == records::ControlRecordType::abort ? "ABORT" : "COMMIT",
                           epoch ? *epoch : -1);
    }
    case records::ControlRecordType::leader_change: return controlJson<messages::LeaderChangeMessage>("LeaderChange:", record);
    case records::ControlRecordType::snapshot_header: return controlJson<messages::SnapshotHeaderRecord>("SnapshotHeader", record);
    case records::ControlRecordType::snapshot_footer: return controlJson<messages::SnapshotFooterRecord>("SnapshotFooter", record);
    case records::ControlRecordType::kraft_version: return controlJson<messages::KRaftVersionRecord>("KRaftVersion", record);
    case records::ControlRecordType::kraft_voters: return controlJson<messages::VotersRecord>("KRaftVoters", record);
    }
    return {};
}

DecodedRecord decodeOffsetsRecord(const records::RecordView &record)
{
    DecodedRecord decoded;
    if (!record.key || record.key->size() < 2) return decoded;
    const auto type = static_cast<std::int16_t>(bigEndian(*record.key, 0, 2));
    // Type 0 is the first form of an offset's key, with the same fields as type 1.
    const bool offset = type == 0 || type == 1;
    const std::int16_t declaredType = offset ? std::int16_t{1} : type;
    const auto *key = findOther(wire::MessageType::coordinator_key, declaredType);
    const auto *value = findOther(wire::MessageType::coordinator_value, declaredType);
    const auto keyJson = key == nullptr ? std::nullopt : asJson(*key, *record.key, 2, 0);
    Json shown;
    shown["type"] = std::to_string(type);
    shown["data"] = keyJson ? *keyJson : Json("unknown");
    decoded.key = dumped(shown);
    if (!record.value || record.value->size() < 2) {
        decoded.payload = "<DELETE>";
        return decoded;
    }
    const auto version = static_cast<wire::Version>(bigEndian(*record.value, 0, 2));
    Json payload;
    payload["version"] = std::to_string(version);
    if (value == nullptr || !value->message->versions.contains(version)) {
        payload["data"] = "unknown";
    } else if (declaredType == messages::GroupMetadataKey::message().api_key) {
        payload["data"] = groupMetadataJson(*record.value, version);
    } else {
        const auto json = asJson(*value, *record.value, 2, version);
        payload["data"] = json ? *json : Json("unknown");
    }
    decoded.payload = dumped(payload);
    return decoded;
}

DecodedRecord decodeMetadataRecord(const records::RecordView &record)
{
    DecodedRecord decoded;
    if (record.key) decoded.key = asText(*record.key);
    if (!record.value) return decoded;
    ByteSpan rest = *record.value;
    const auto frame = take_unsigned_varint(rest);
    const auto type = take_unsigned_varint(rest);
    const auto version = take_unsigned_varint(rest);
    const auto *declared = frame && *frame <= 1 && type && version && *type <= 0x7fff && *version <= 0x7fff
                               ? findOther(wire::MessageType::metadata, static_cast<std::int16_t>(*type))
                               : nullptr;
    const auto json = declared == nullptr ? std::nullopt : asJson(*declared, rest, 0, static_cast<wire::Version>(*version));
    if (!json) {
        decoded.payload = type && version ? fmt::format("Error: a record of type {} in version {} is not known here", *type, *version)
                                          : std::string("Error: this is no record of the cluster's metadata");
        return decoded;
    }
    Json shown;
    shown["type"] = shouted(declared->message->name());
    shown["version"] = *version;
    shown["data"] = *json;
    decoded.payload = dumped(shown);
    return decoded;
}

std::string recordLine(const records::BatchHeader &header, const records::RecordView &record, const DumpStyle &style)
{
    std::string text;
    std::string prefix = "| ";
    if (!style.skipMetadata) {
        const std::int32_t sequence =
            header.base_sequence < 0
                ? header.base_sequence
                : records::add_to_sequence(header.base_sequence, static_cast<std::int32_t>(record.offset - header.base_offset));
        text = fmt::format("| offset: {} {}: {} keySize: {} valueSize: {} sequence: {} headerKeys: [", record.offset,
                           records::name_of(header.timestamp_type()), record.timestamp_ms,
                           record.key ? static_cast<std::int64_t>(record.key->size()) : -1,
                           record.value ? static_cast<std::int64_t>(record.value->size()) : -1, sequence);
        for (std::size_t i = 0; i < record.headers.size(); ++i) text += fmt::format("{}{}", i == 0 ? "" : ",", record.headers[i].key);
        text += "]";
        prefix = " ";
        if (header.is_control()) text += controlText(record);
    }
    if (style.payload && !header.is_control()) {
        DecodedRecord decoded;
        switch (style.decoder) {
        case PayloadDecoder::text:
            if (record.key) decoded.key = asText(*record.key);
            if (record.value) decoded.payload = asText(*record.value);
            break;
        case PayloadDecoder::offsets: decoded = decodeOffsetsRecord(record); break;
        case PayloadDecoder::clusterMetadata: decoded = decodeMetadataRecord(record); break;
        }
        if (decoded.key) {
            text += prefix + "key: " + *decoded.key;
            prefix = " ";
        }
        if (decoded.payload) text += prefix + "payload: " + *decoded.payload;
    }
    return text + "\n";
}

std::string producerLine(const messages::ProducerSnapshot::ProducerEntry &entry)
{
    std::string text =
        fmt::format("producerId: {} producerEpoch: {} coordinatorEpoch: {} currentTxnFirstOffset: {} lastTimestamp: {} ", entry.producer_id,
                    entry.epoch, entry.coordinator_epoch,
                    entry.current_txn_first_offset >= Offset(0) ? fmt::format("OptionalLong[{}]", entry.current_txn_first_offset)
                                                                : std::string("OptionalLong.empty"),
                    entry.timestamp);
    if (entry.last_offset >= Offset(0)) {
        // Sequences wrap at 2^31.
        std::int64_t first = std::int64_t{entry.last_sequence} - entry.offset_delta;
        if (first < 0) first += std::int64_t{std::numeric_limits<std::int32_t>::max()} + 1;
        text += fmt::format("firstSequence: {} lastSequence: {} lastOffset: {} offsetDelta: {} timestamp: {}", first, entry.last_sequence,
                            entry.last_offset, entry.offset_delta, entry.timestamp);
    }
    return text + "\n";
}

Result<std::vector<messages::ProducerSnapshot::ProducerEntry>> decodeProducers(ByteSpan content)
{
    const auto corrupt = [](std::string why) { return failure(ErrorCode::CORRUPT_MESSAGE, "Snapshot is corrupt: " + std::move(why)); };
    if (content.size() < 2) return corrupt("it has no version");
    const auto version = bigEndian(content, 0, 2);
    if (version != 1) return corrupt(fmt::format("version {} is not known", version));
    messages::ProducerSnapshot snapshot;
    std::size_t at = 2;
    if (auto status =
            wire::decode(messages::ProducerSnapshot::message(), &snapshot, SharedBytes(Bytes(content.begin(), content.end())), at, 1);
        !status)
        return corrupt(status.error().message);
    return snapshot.producer_entries;
}

Result<std::string> abortedTransactionLines(ByteSpan content)
{
    constexpr std::size_t entrySize = 34;
    if (content.size() % entrySize != 0)
        return failure(ErrorCode::CORRUPT_MESSAGE, fmt::format("{} bytes are no whole number of entries of {}", content.size(), entrySize));
    std::string text;
    for (std::size_t at = 0; at < content.size(); at += entrySize) {
        text += fmt::format("version: {} producerId: {} firstOffset: {} lastOffset: {} lastStableOffset: {}\n", bigEndian(content, at, 2),
                            bigEndian(content, at + 2, 8), bigEndian(content, at + 10, 8), bigEndian(content, at + 18, 8),
                            bigEndian(content, at + 26, 8));
    }
    return text;
}

Result<std::string> leaderEpochLines(const std::string &content)
{
    std::string_view rest = content;
    const std::string_view version = take_line(rest);
    const std::string_view count = take_line(rest);
    std::string text = fmt::format("version: {} entries: {}\n", version, count);
    while (!rest.empty()) {
        std::string_view line = take_line(rest);
        if (line.empty()) continue;
        const std::string_view epoch = take_word(line);
        const std::string_view offset = take_word(line);
        const auto number = [](std::string_view word) {
            return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
        };
        if (!number(epoch) || !number(offset) || !line.empty())
            return failure(ErrorCode::CORRUPT_MESSAGE, "this is no checkpoint of leader epochs: a line is not EPOCH OFFSET");
        text += fmt::format("epoch: {} startOffset: {}\n", epoch, offset);
    }
    return text;
}

}  // namespace vitrine::tools
