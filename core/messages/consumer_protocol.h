// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// What classic consumers put into JoinGroup and SyncGroup: an int16 version, then the message.
namespace vitrine::messages {

struct ConsumerProtocolSubscription {
    struct TopicPartition {
        std::string topic;
        std::vector<std::int32_t> partitions;

        friend bool operator==(const TopicPartition&, const TopicPartition&) = default;
        static const wire::Struct& structure();
    };

    std::vector<std::string> topics;
    std::optional<Bytes> user_data;
    std::vector<TopicPartition> owned_partitions;  // what the member holds while it joins (cooperative rebalance)
    GenerationId generation_id{-1};
    std::optional<std::string> rack_id;

    friend bool operator==(const ConsumerProtocolSubscription&, const ConsumerProtocolSubscription&) = default;
    static const wire::Message& message();
};

struct ConsumerProtocolAssignment {
    struct TopicPartition {
        std::string topic;
        std::vector<std::int32_t> partitions;

        friend bool operator==(const TopicPartition&, const TopicPartition&) = default;
        static const wire::Struct& structure();
    };

    std::vector<TopicPartition> assigned_partitions;
    std::optional<Bytes> user_data;

    friend bool operator==(const ConsumerProtocolAssignment&, const ConsumerProtocolAssignment&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
