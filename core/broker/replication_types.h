// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "base/time.h"
#include "env/network.h"
#include "storage/log.h"

// The values that pass between request handlers, the replica manager and its partitions.
namespace vitrine::broker {

inline constexpr Offset unknown_high_watermark{-1};

// Who fetches, and how.
struct FetchParams {
    BrokerId replica{no_broker};                   // none: a consumer
    BrokerEpoch replica_epoch{no_broker_epoch};    // Fetch v15+ (KIP-903)
    bool read_committed = false;
    bool leader_only = true;                       // consumers before v11 and all followers
    Duration wait_max{};
    std::int32_t bytes_min = 0;
    std::int64_t bytes_max = 0;
    bool min_one_batch = true;                     // hard limit of old clients otherwise; always true since Fetch v3

    [[nodiscard]] bool from_follower() const { return replica >= BrokerId(0); }
};

// What is asked of one partition.
struct FetchPartition {
    TopicIdPartition id;
    LeaderEpoch current_leader_epoch{no_leader_epoch};  // -1: not known to the asker, not checked
    Offset fetch_offset;
    LeaderEpoch last_fetched_epoch{no_leader_epoch};    // -1: unknown
    Offset log_start_offset{no_offset};                 // followers: of their log
    std::int64_t bytes_max = 0;
};

struct FetchResult {
    ErrorCode error = ErrorCode::NONE;
    Offset high_watermark{no_offset};
    Offset last_stable_offset{no_offset};
    Offset log_start{no_offset};
    std::optional<storage::EpochEndOffset> diverging;
    std::vector<env::FileSlice> slices;
    std::vector<storage::AbortedTransaction> aborted;  // read_committed: what of the slices no reader is to see
    std::int64_t size_bytes = 0;
    std::int64_t available_bytes = 0;  // counts for fetch.min.bytes (ReadResult)
    Offset leader_log_end{no_offset};  // at the time of the read
};

// The outcome of one partition of a Produce request.
struct ProduceResult {
    ErrorCode error = ErrorCode::NONE;
    std::string message;
    storage::AppendInfo info;
    std::vector<storage::RecordError> record_errors;
};

// The outcome for one partition of a DeleteRecords request.
struct DeleteRecordsResult {
    ErrorCode error = ErrorCode::NONE;
    Offset low_watermark{no_offset};
};

}  // namespace vitrine::broker
