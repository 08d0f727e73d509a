// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "client/offset_reset.h"
#include "cluster/command_line.h"

// The words of `group reset-offsets`, which are those of kafka-consumer-groups --reset-offsets.
namespace vitrine::cluster {

struct ResetOrder {
    std::string group;
    std::vector<client::TopicScope> scopes;  // none: all that the group has committed
    client::ResetTarget target;
    bool dry_run = false;
};
// `now`: from when a duration counts back. An error says what is wrong with the line.
Result<ResetOrder> parse_reset(const CommandLine& line, WallTime now);

// For the answer: one object for each partition, {"topic", "partition", "current" (null: never committed), "new", "log_start", "log_end",
// "bound": "none" | "start" | "end", "no_record_at_time"}.
nlohmann::json reset_rows(const client::ResetPlan& plan);

}  // namespace vitrine::cluster
