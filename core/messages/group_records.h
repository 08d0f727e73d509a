// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// The records of __consumer_offsets for classic groups.
namespace vitrine::messages {

struct OffsetCommitKey {
    std::string group;
    std::string topic;
    std::int32_t partition = 0;

    friend bool operator==(const OffsetCommitKey&, const OffsetCommitKey&) = default;
    static const wire::Message& message();
};

struct OffsetCommitValue {
    std::int64_t offset = 0;  // the next to be read
    std::int32_t leader_epoch = -1;
    std::string metadata;
    std::int64_t commit_timestamp = 0;
    std::int64_t expire_timestamp = -1;  // version 1 alone; else offsets.retention.minutes counts
    Uuid topic_id;

    friend bool operator==(const OffsetCommitValue&, const OffsetCommitValue&) = default;
    static const wire::Message& message();
};

struct GroupMetadataKey {
    std::string group;

    friend bool operator==(const GroupMetadataKey&, const GroupMetadataKey&) = default;
    static const wire::Message& message();
};

struct GroupMetadataValue {
    struct MemberMetadata {
        std::string member_id;
        std::optional<std::string> group_instance_id;
        std::string client_id;
        std::string client_host;
        std::int32_t rebalance_timeout = -1;
        std::int32_t session_timeout = 0;
        Bytes subscription;  // ConsumerProtocolSubscription
        Bytes assignment;  // ConsumerProtocolAssignment

        friend bool operator==(const MemberMetadata&, const MemberMetadata&) = default;
        static const wire::Struct& structure();
    };

    std::string protocol_type;
    std::int32_t generation = 0;
    std::optional<std::string> protocol = std::string{};  // the chosen assignor; null while the group is empty
    std::optional<std::string> leader = std::string{};
    std::int64_t current_state_timestamp = -1;
    std::vector<MemberMetadata> members;

    friend bool operator==(const GroupMetadataValue&, const GroupMetadataValue&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
