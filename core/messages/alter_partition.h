// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "wire/schema.h"

// AlterPartition (API key 56), versions 2-3.
namespace vitrine::messages {

struct AlterPartitionRequest {
    struct TopicData {
        struct PartitionData {
            struct BrokerState {
                BrokerId broker_id;
                BrokerEpoch broker_epoch{-1};

                friend bool operator==(const BrokerState&, const BrokerState&) = default;
                static const wire::Struct& structure();
            };

            std::int32_t partition_index = 0;
            LeaderEpoch leader_epoch;
            std::vector<BrokerId> new_isr;  // until version 2; later with epochs
            std::vector<BrokerState> new_isr_with_epochs;
            std::int8_t leader_recovery_state = 0;  // 0 recovered, 1 recovering from an unclean election
            PartitionEpoch partition_epoch;  // that the leader knows: compare and set

            friend bool operator==(const PartitionData&, const PartitionData&) = default;
            static const wire::Struct& structure();
        };

        Uuid topic_id;
        std::vector<PartitionData> partitions;

        friend bool operator==(const TopicData&, const TopicData&) = default;
        static const wire::Struct& structure();
    };

    BrokerId broker_id;
    BrokerEpoch broker_epoch{-1};
    std::vector<TopicData> topics;

    friend bool operator==(const AlterPartitionRequest&, const AlterPartitionRequest&) = default;
    static const wire::Message& message();
};

struct AlterPartitionResponse {
    struct TopicData {
        struct PartitionData {
            std::int32_t partition_index = 0;
            ErrorCode error_code = ErrorCode::NONE;
            BrokerId leader_id;
            LeaderEpoch leader_epoch;
            std::vector<BrokerId> isr;
            std::int8_t leader_recovery_state = 0;
            PartitionEpoch partition_epoch;

            friend bool operator==(const PartitionData&, const PartitionData&) = default;
            static const wire::Struct& structure();
        };

        Uuid topic_id;
        std::vector<PartitionData> partitions;

        friend bool operator==(const TopicData&, const TopicData&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    std::vector<TopicData> topics;

    friend bool operator==(const AlterPartitionResponse&, const AlterPartitionResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
