// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/time.h"

namespace vitrine::coordinator {

// Kafka's keys and defaults.
struct GroupConfig {
    Milliseconds group_min_session_timeout_ms{6'000};
    Milliseconds group_max_session_timeout_ms{1'800'000};
    Milliseconds group_initial_rebalance_delay_ms{3'000};
    std::int32_t group_max_size = 0x7fffffff;
    std::int32_t offset_metadata_max_bytes = 4'096;
    Milliseconds offsets_retention = std::chrono::minutes(10'080);  // offsets.retention.minutes
    Milliseconds offsets_retention_check_interval_ms{600'000};
};

// How long a member that has just asked to join may wait for the rebalance to end; not configurable in Kafka either.
inline constexpr Milliseconds new_member_join_timeout{300'000};

}  // namespace vitrine::coordinator
