// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/share_state_records.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& ShareSnapshotKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 0,
        .versions = between(0, 0),
        .body = declare_struct<ShareSnapshotKey>("ShareSnapshotKey", {
            field("GroupId", &ShareSnapshotKey::group_id, between(0, 0)),
            field("TopicId", &ShareSnapshotKey::topic_id, between(0, 0)),
            field("Partition", &ShareSnapshotKey::partition, between(0, 0)),
        }),
    };
    return declared;
}

const Struct& ShareSnapshotValue::StateBatch::structure() {
    static const Struct declared = declare_struct<StateBatch>("StateBatch", {
        field("FirstOffset", &StateBatch::first_offset, since(0)),
        field("LastOffset", &StateBatch::last_offset, since(0)),
        field("DeliveryState", &StateBatch::delivery_state, since(0)),
        field("DeliveryCount", &StateBatch::delivery_count, since(0)),
    });
    return declared;
}

const Message& ShareSnapshotValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 0,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<ShareSnapshotValue>("ShareSnapshotValue", {
            field("SnapshotEpoch", &ShareSnapshotValue::snapshot_epoch, since(0)),
            field("StateEpoch", &ShareSnapshotValue::state_epoch, since(0)),
            field("LeaderEpoch", &ShareSnapshotValue::leader_epoch, since(0)),
            field("StartOffset", &ShareSnapshotValue::start_offset, since(0)),
            field("DeliveryCompleteCount", &ShareSnapshotValue::delivery_complete_count, since(0)).tagged_as(0, since(0)),
            field("CreateTimestamp", &ShareSnapshotValue::create_timestamp, since(0)),
            field("WriteTimestamp", &ShareSnapshotValue::write_timestamp, since(0)),
            field("StateBatches", &ShareSnapshotValue::state_batches, since(0)),
        }),
    };
    return declared;
}

const Message& ShareUpdateKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 1,
        .versions = between(0, 0),
        .body = declare_struct<ShareUpdateKey>("ShareUpdateKey", {
            field("GroupId", &ShareUpdateKey::group_id, between(0, 0)),
            field("TopicId", &ShareUpdateKey::topic_id, between(0, 0)),
            field("Partition", &ShareUpdateKey::partition, between(0, 0)),
        }),
    };
    return declared;
}

const Struct& ShareUpdateValue::StateBatch::structure() {
    static const Struct declared = declare_struct<StateBatch>("StateBatch", {
        field("FirstOffset", &StateBatch::first_offset, since(0)),
        field("LastOffset", &StateBatch::last_offset, since(0)),
        field("DeliveryState", &StateBatch::delivery_state, since(0)),
        field("DeliveryCount", &StateBatch::delivery_count, since(0)),
    });
    return declared;
}

const Message& ShareUpdateValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 1,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<ShareUpdateValue>("ShareUpdateValue", {
            field("SnapshotEpoch", &ShareUpdateValue::snapshot_epoch, since(0)),
            field("LeaderEpoch", &ShareUpdateValue::leader_epoch, since(0)),
            field("StartOffset", &ShareUpdateValue::start_offset, since(0)),
            field("DeliveryCompleteCount", &ShareUpdateValue::delivery_complete_count, since(0)).tagged_as(0, since(0)),
            field("StateBatches", &ShareUpdateValue::state_batches, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
