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

// Each log of a coordinator counts its types from 0.
PayloadDecoder logOf(std::string_view name)
{
    if (name.starts_with("TransactionLog")) return PayloadDecoder::transactions;
    if (name.starts_with("ShareSnapshot") || name.starts_with("ShareUpdate")) return PayloadDecoder::shareState;
    return PayloadDecoder::offsets;
}

const messages::OtherMessage *findCoordinator(PayloadDecoder log, wire::MessageType type, std::int16_t key)
{
    const auto others = messages::other_messages();
    const auto found = std::ranges::find_if(others, [&](const messages::OtherMessage &other) {
        return other.message->type == type && other.message->api_key == key && logOf(other.message->name()) == log;
    });
    return found == others.end() ? nullptr : &*found;
}

std::string plain(ByteSpan bytes, PlainDecoder decoder)
{
    const std::size_t size = decoder == PlainDecoder::int32 ? 4 : 8;
    if (decoder == PlainDecoder::string) return asText(bytes);
    if (bytes.size() < size) return fmt::format("({} bytes, where a number has {})", bytes.size(), size);
    return std::to_string(bigEndian(bytes, 0, size));
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
    if (bytes.size() < 2) return wire::base64(bytes);
    const auto version = static_cast<wire::Version>(bigEndian(bytes, 0, 2));
    Message body;
    std::size_t at = 2;
    if (!Message::message().versions.contains(version) || !wire::decode(Message::message(), &body, SharedBytes(bytes), at, version))
        return wire::base64(bytes);
    return wire::to_json(Message::message(), &body, version);
}

Json groupMetadataJson(ByteSpan value, wire::Version version)
{
    messages::GroupMetadataValue body;
    std::size_t at = 2;
    if (!wire::decode(messages::GroupMetadataValue::message(), &body, SharedBytes(Bytes(value.begin(), value.end())), at, version))
        return "unknown";
    Json json = wire::to_json(messages::GroupMetadataValue::message(), &body, version);
    // Other protocols say other things.
    for (std::size_t i = 0; body.protocol_type == "consumer" && i < body.members.size(); ++i) {
        json["members"][i]["subscription"] = embedded<messages::ConsumerProtocolSubscription>(body.members[i].subscription);
        json["members"][i]["assignment"] = embedded<messages::ConsumerProtocolAssignment>(body.members[i].assignment);
    }
    return json;
}

}  // namespace

// A surrogate's three bytes count as one character that is none; of anything else that is broken, as many bytes as could begin a character.
std::string asText(ByteSpan bytes)
{
    std::string text;
    const auto continues = [&](std::size_t at) { return at < bytes.size() && (bytes[at] & 0xc0) == 0x80; };
    for (std::size_t at = 0; at < bytes.size();) {
        const std::uint8_t lead = bytes[at];
        const std::size_t length = lead < 0x80                   ? 1
                                   : lead >= 0xc2 && lead < 0xe0 ? 2
                                   : lead >= 0xe0 && lead < 0xf0 ? 3
                                   : lead >= 0xf0 && lead < 0xf5 ? 4
                                                                 : 0;
        std::size_t whole = std::min<std::size_t>(length, 1);
        while (whole > 0 && whole < length && continues(at + whole)) {
            const std::uint8_t second = bytes[at + 1];
            // Too long a form, or beyond the last character.
            if ((lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second >= 0x90)) break;
            ++whole;
        }
        const bool surrogate = lead == 0xed && whole == 3 && bytes[at + 1] >= 0xa0;
        if (length > 0 && whole == length && !surrogate) text.append(reinterpret_cast<const char *>(bytes.data()) + at, length);
        else text += "\xef\xbf\xbd";
        at += std::max<std::size_t>(whole, 1);
    }
    return text;
}

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

DecodedRecord decodeCoordinatorRecord(const records::RecordView &record, PayloadDecoder decoder)
{
    DecodedRecord decoded;
    const auto unreadable = [&](std::string_view why) {
        decoded.key = fmt::format("Error at offset {}, skipping. {}", record.offset, why);
        return decoded;
    };
    if (!record.key || record.key->size() < 2) return unreadable("It has no key that tells its type.");
    const auto type = static_cast<std::int16_t>(bigEndian(*record.key, 0, 2));
    // Type 0 of __consumer_offsets is the first form of an offset's key, with the same fields as type 1.
    const std::int16_t declaredType = decoder == PayloadDecoder::offsets && type == 0 ? std::int16_t{1} : type;
    const auto *key = findCoordinator(decoder, wire::MessageType::coordinator_key, declaredType);
    const auto *value = findCoordinator(decoder, wire::MessageType::coordinator_value, declaredType);
    if (key == nullptr || value == nullptr) {
        decoded.key = fmt::format("Unknown record type {} at offset {}, skipping.", type, record.offset);
        return decoded;
    }
    const auto keyJson = asJson(*key, *record.key, 2, 0);
    if (!keyJson) return unreadable("Its key is damaged.");
    Json payload;
    if (record.value) {
        if (record.value->size() < 2) return unreadable("Its value is damaged.");
        const auto version = static_cast<wire::Version>(bigEndian(*record.value, 0, 2));
        auto json = asJson(*value, *record.value, 2, version);
        if (!json) return unreadable(fmt::format("Its value is no {} of a known version.", value->message->name()));
        if (value->message == &messages::GroupMetadataValue::message()) json = groupMetadataJson(*record.value, version);
        payload["version"] = std::to_string(version);
        payload["data"] = *json;
    }
    Json shown;
    shown["type"] = std::to_string(type);
    shown["data"] = *keyJson;
    decoded.key = dumped(shown);
    decoded.payload = record.value ? dumped(payload) : "<DELETE>";
    return decoded;
}

DecodedRecord decodeMetadataRecord(const records::RecordView &record)
{
    DecodedRecord decoded;
    ByteSpan rest = record.value ? *record.value : ByteSpan();
    const auto frame = take_unsigned_varint(rest);
    const auto type = take_unsigned_varint(rest);
    const auto version = take_unsigned_varint(rest);
    const auto *declared = frame && *frame <= 1 && type && version && *type <= 0x7fff && *version <= 0x7fff
                               ? findOther(wire::MessageType::metadata, static_cast<std::int16_t>(*type))
                               : nullptr;
    const auto json = declared == nullptr ? std::nullopt : asJson(*declared, rest, 0, static_cast<wire::Version>(*version));
    if (!json) {
        decoded.payload = fmt::format("Error at {}, skipping. {}", record.offset,
                                      type && version ? fmt::format("A record of type {} in version {} is not known here.", *type, *version)
                                                      : std::string("This is no record of the cluster's metadata."));
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
            if (record.key) decoded.key = plain(*record.key, style.key);
            if (record.value) decoded.payload = plain(*record.value, style.value);
            break;
        case PayloadDecoder::offsets:
        case PayloadDecoder::transactions:
        case PayloadDecoder::shareState: decoded = decodeCoordinatorRecord(record, style.decoder); break;
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
        fmt::format("producerId: {} producerEpoch: {} coordinatorEpoch: {} currentTxnFirstOffset: {} lastTimestamp: {}", entry.producer_id,
                    entry.epoch, entry.coordinator_epoch,
                    entry.current_txn_first_offset >= Offset(0) ? fmt::format("OptionalLong[{}]", entry.current_txn_first_offset)
                                                                : std::string("OptionalLong.empty"),
                    entry.timestamp);
    if (entry.last_offset >= Offset(0)) {
        // Sequences wrap at 2^31.
        std::int64_t first = std::int64_t{entry.last_sequence} - entry.offset_delta;
        if (first < 0) first += std::int64_t{std::numeric_limits<std::int32_t>::max()} + 1;
        text += fmt::format(" firstSequence: {} lastSequence: {} lastOffset: {} offsetDelta: {} timestamp: {}", first, entry.last_sequence,
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
