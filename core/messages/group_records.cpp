// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/group_records.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& OffsetCommitKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 1,
        .versions = between(0, 0),
        .body = declare_struct<OffsetCommitKey>("OffsetCommitKey", {
            field("group", &OffsetCommitKey::group, between(0, 0)),
            field("topic", &OffsetCommitKey::topic, between(0, 0)),
            field("partition", &OffsetCommitKey::partition, between(0, 0)),
        }),
    };
    return declared;
}

const Message& OffsetCommitValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 1,
        .versions = between(0, 4),
        .flexible_from = 4,
        .body = declare_struct<OffsetCommitValue>("OffsetCommitValue", {
            field("offset", &OffsetCommitValue::offset, since(0)),
            field("leaderEpoch", &OffsetCommitValue::leader_epoch, since(3)).ignored_where_absent(),
            field("metadata", &OffsetCommitValue::metadata, since(0)),
            field("commitTimestamp", &OffsetCommitValue::commit_timestamp, since(0)),
            field("expireTimestamp", &OffsetCommitValue::expire_timestamp, between(1, 1)).ignored_where_absent(),
            field("topicId", &OffsetCommitValue::topic_id, since(4)).tagged_as(0, since(4)).ignored_where_absent(),
        }),
    };
    return declared;
}

const Message& GroupMetadataKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 2,
        .versions = between(0, 0),
        .body = declare_struct<GroupMetadataKey>("GroupMetadataKey", {
            field("group", &GroupMetadataKey::group, between(0, 0)),
        }),
    };
    return declared;
}

const Struct& GroupMetadataValue::MemberMetadata::structure() {
    static const Struct declared = declare_struct<MemberMetadata>("MemberMetadata", {
        field("memberId", &MemberMetadata::member_id, since(0)),
        field("groupInstanceId", &MemberMetadata::group_instance_id, since(3)).nullable_in(since(3)).ignored_where_absent(),
        field("clientId", &MemberMetadata::client_id, since(0)),
        field("clientHost", &MemberMetadata::client_host, since(0)),
        field("rebalanceTimeout", &MemberMetadata::rebalance_timeout, since(1)).ignored_where_absent(),
        field("sessionTimeout", &MemberMetadata::session_timeout, since(0)),
        field("subscription", &MemberMetadata::subscription, since(0)),
        field("assignment", &MemberMetadata::assignment, since(0)),
    });
    return declared;
}

const Message& GroupMetadataValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 2,
        .versions = between(0, 4),
        .flexible_from = 4,
        .body = declare_struct<GroupMetadataValue>("GroupMetadataValue", {
            field("protocolType", &GroupMetadataValue::protocol_type, since(0)),
            field("generation", &GroupMetadataValue::generation, since(0)),
            field("protocol", &GroupMetadataValue::protocol, since(0)).nullable_in(since(0)),
            field("leader", &GroupMetadataValue::leader, since(0)).nullable_in(since(0)),
            field("currentStateTimestamp", &GroupMetadataValue::current_state_timestamp, since(2)).ignored_where_absent(),
            field("members", &GroupMetadataValue::members, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
