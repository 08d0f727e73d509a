// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"

// How a group's leader divides partitions among members. Pure functions of their input; equal input, equal answer.
// Source: Kafka's RangeAssignor, RoundRobinAssignor, CooperativeStickyAssignor (KIP-429).
namespace vitrine::client {

struct MemberSubscription {
    std::string member_id;
    std::vector<std::string> topics;
    std::vector<TopicPartition> owned;  // as the member told, for sticky assignors
    GenerationId generation{-1};        // when it owned them; -1: not told
};
using Assignment = std::map<std::string, std::vector<TopicPartition>>;  // by member id; every member has an entry

enum class AssignorKind { range, round_robin, cooperative_sticky };
// "range", "roundrobin", "cooperative-sticky"
std::string_view name_of(AssignorKind kind);
std::optional<AssignorKind> parse_assignor(std::string_view name);
// A cooperative member keeps what it has while it joins, and joins again after it has revoked something.
constexpr bool is_cooperative(AssignorKind kind) { return kind == AssignorKind::cooperative_sticky; }

// `partition_counts` names every topic that exists among those subscribed to.
// cooperative_sticky answers the target without the partitions that another member still owns: those are given in the
// rebalance that follows their revocation.
Assignment assign(AssignorKind kind, const std::vector<MemberSubscription>& members,
                  const std::map<std::string, std::int32_t>& partition_counts);

}  // namespace vitrine::client
