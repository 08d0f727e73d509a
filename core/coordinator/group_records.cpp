// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "coordinator/group_records.h"

#include <algorithm>

#include "coordinator/consumer_protocol.h"
#include "wire/codec.h"

namespace vitrine::coordinator {
namespace {

constexpr std::int16_t legacy_offset_commit_key_type = 0;
constexpr std::int16_t offset_commit_key_type = 1;
constexpr std::int16_t group_metadata_key_type = 2;
// Value versions that Apache Kafka 4.3 writes for classic groups: without topic ids, and with an expiry time only where a client
// asked for one; what has that has no leader epoch.
constexpr wire::Version offset_commit_value_version = 3;
constexpr wire::Version expiring_offset_commit_value_version = 1;
constexpr wire::Version group_metadata_value_version = 3;

template <class T>
Bytes with_prefix(std::int16_t prefix, const T& body, wire::Version version) {
    Bytes bytes(sizeof prefix);
    store_be(bytes.data(), prefix);
    const Bytes encoded = wire::encode_to_bytes(body, version);
    bytes.insert(bytes.end(), encoded.begin(), encoded.end());
    return bytes;
}

Result<std::int16_t> prefix_of(ByteSpan bytes, const char* what) {
    if (bytes.size() < sizeof(std::int16_t)) {
        return failure(ErrorCode::CORRUPT_MESSAGE, std::string("a record of __consumer_offsets has a ") + what + " shorter than its type");
    }
    return load_be<std::int16_t>(bytes.data());
}

template <class T>
Result<T> decode_rest(ByteSpan bytes, wire::Version version) {
    const ByteSpan rest = bytes.subspan(sizeof(std::int16_t));
    return wire::decode<T>(SharedBytes(Bytes(rest.begin(), rest.end())), version);
}

template <class Value>
Result<std::optional<Value>> decode_value(std::optional<ByteSpan> value) {
    if (!value) return std::optional<Value>();
    const auto version = prefix_of(*value, "value");
    if (!version) return std::unexpected(version.error());
    if (!Value::message().versions.contains(*version)) {
        return failure(ErrorCode::UNSUPPORTED_VERSION,
                       fmt::format("{} version {} in __consumer_offsets is not known", Value::message().name(), *version));
    }
    auto decoded = decode_rest<Value>(*value, *version);
    if (!decoded) return std::unexpected(decoded.error());
    return std::optional<Value>(std::move(*decoded));
}

}  // namespace

KeyValue to_record(const messages::OffsetCommitKey& key, const messages::OffsetCommitValue& value) {
    const wire::Version version = value.expire_timestamp >= 0 ? expiring_offset_commit_value_version : offset_commit_value_version;
    return {with_prefix(offset_commit_key_type, key, 0), with_prefix(version, value, version)};
}

KeyValue to_tombstone(const messages::OffsetCommitKey& key) { return {with_prefix(offset_commit_key_type, key, 0), std::nullopt}; }

KeyValue to_record(const messages::GroupMetadataKey& key, const messages::GroupMetadataValue& value) {
    return {with_prefix(group_metadata_key_type, key, 0), with_prefix(group_metadata_value_version, value, group_metadata_value_version)};
}

KeyValue to_tombstone(const messages::GroupMetadataKey& key) { return {with_prefix(group_metadata_key_type, key, 0), std::nullopt}; }

observe::GroupView to_view(const std::string& group_id, const messages::GroupMetadataValue& value) {
    observe::GroupView view{.group_id = group_id, .protocol_type = value.protocol_type, .protocol_name = value.protocol.value_or("")};
    view.state = value.members.empty() ? observe::GroupState::empty : observe::GroupState::stable;
    view.generation = GenerationId(value.generation);
    view.leader_member_id = value.leader.value_or("");
    for (const auto& member : value.members) {
        observe::MemberView shown{.member_id = member.member_id,
                                  .group_instance_id = member.group_instance_id,
                                  .client_id = member.client_id,
                                  .client_host = member.client_host,
                                  .session_timeout = Milliseconds(member.session_timeout),
                                  .rebalance_timeout = Milliseconds(member.rebalance_timeout)};
        if (value.protocol_type == "consumer") {
            if (const auto subscription = decode_consumer_protocol<messages::ConsumerProtocolSubscription>(member.subscription))
                shown.subscribed_topics = subscription->topics;
            if (const auto assignment = decode_consumer_protocol<messages::ConsumerProtocolAssignment>(member.assignment)) {
                for (const auto& topic : assignment->assigned_partitions) {
                    for (const std::int32_t partition : topic.partitions) shown.assignment.push_back({topic.topic, partition});
                }
            }
            std::ranges::sort(shown.assignment);
        }
        view.members.push_back(std::move(shown));
    }
    std::ranges::sort(view.members, {}, &observe::MemberView::member_id);
    return view;
}

Result<GroupRecord> decode_record(ByteSpan key, std::optional<ByteSpan> value) {
    const auto type = prefix_of(key, "key");
    if (!type) return std::unexpected(type.error());
    if (*type == legacy_offset_commit_key_type || *type == offset_commit_key_type) {
        auto decoded = decode_rest<messages::OffsetCommitKey>(key, 0);
        if (!decoded) return std::unexpected(decoded.error());
        auto content = decode_value<messages::OffsetCommitValue>(value);
        if (!content) return std::unexpected(content.error());
        return OffsetCommitRecord{std::move(*decoded), std::move(*content)};
    }
    if (*type == group_metadata_key_type) {
        auto decoded = decode_rest<messages::GroupMetadataKey>(key, 0);
        if (!decoded) return std::unexpected(decoded.error());
        auto content = decode_value<messages::GroupMetadataValue>(value);
        if (!content) return std::unexpected(content.error());
        return GroupMetadataRecord{std::move(*decoded), std::move(*content)};
    }
    return ForeignRecord{*type};
}

}  // namespace vitrine::coordinator
