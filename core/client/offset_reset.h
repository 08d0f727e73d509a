// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "base/time.h"

// What kafka-consumer-groups --reset-offsets means: where each partition of a group is to begin, worked out without changing anything.
// Source: Kafka's ConsumerGroupCommand. `vitrine groups` and the command `group reset-offsets` stand on it.
namespace vitrine::client {

class Admin;

// "YYYY-MM-DDTHH:mm:ss.sss", with "Z" or "+01:00" behind it or in UTC, in ms since 1970.
Result<std::int64_t> parse_datetime(std::string_view text);
// ISO 8601 as Java's Duration: "P1DT2H3M4.5S", in ms.
Result<std::int64_t> parse_duration(std::string_view text);

// Which end of the log an offset was brought back to.
enum class LogBound { none, start, end };
struct BoundedOffset {
    Offset offset;
    LogBound bound = LogBound::none;
};
// The offset, or the end of the log that is nearer to it: [start, end] is what a group can stand at.
BoundedOffset within_log(Offset wanted, Offset start, Offset end);

struct ResetTarget {
    enum class Kind { earliest, latest, current, offset, shift, timestamp };
    Kind kind = Kind::earliest;
    std::int64_t value = 0;  // offset: the offset; shift: by how many, back where negative; timestamp: ms since 1970
};

// "t" and "t:0,1"; no partitions: all of the topic.
struct TopicScope {
    std::string topic;
    std::vector<std::int32_t> partitions;
};
Result<TopicScope> parse_topic_scope(std::string_view text);

struct PartitionReset {
    std::optional<Offset> current;  // none: never committed
    Offset target;
    LogBound bound = LogBound::none;
    bool no_record_at_time = false;  // no record is as young as the time asked for: the end
    Offset log_start;
    Offset log_end;
};
struct ResetPlan {
    std::string state;  // of the group: "Empty", "Stable", …; "Dead": there is no such group yet
    std::map<TopicPartition, PartitionReset> partitions;

    // Offsets of a group that has members are its members' business: Kafka refuses to reset them.
    [[nodiscard]] bool is_inactive() const { return state == "Empty" || state == "Dead"; }
};
// No scopes: every partition that the group has committed. `done` comes once, later, unless the admin is destroyed first.
// Errors: UNKNOWN_TOPIC_OR_PARTITION, LEADER_NOT_AVAILABLE; INVALID_REQUEST where `shift` finds nothing committed.
void plan_reset(Admin& admin, const std::string& group, std::vector<TopicScope> scopes, ResetTarget target,
                std::move_only_function<void(Result<ResetPlan>)> done);

}  // namespace vitrine::client
