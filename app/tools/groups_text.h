// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/ids.h"

// What kafka-consumer-groups prints, as text, and the texts that it takes.
namespace vitrine::tools {

struct GroupListing {
    std::string group;
    std::string type;
    std::string state;
};
// The table of --list --state and --list --type.
std::string groupTable(const std::vector<GroupListing> &groups, bool types, bool states);

// A partition of a group, with the member that reads it.
struct GroupOffsetRow {
    std::string group;
    std::optional<TopicPartition> partition;
    std::optional<std::int64_t> leaderEpoch;
    std::optional<std::int64_t> current;
    std::optional<std::int64_t> end;
    std::string consumerId = "-";
    std::string host = "-";
    std::string clientId = "-";
};
std::string offsetTable(const std::vector<GroupOffsetRow> &rows, bool verbose);

struct GroupMemberRow {
    std::string group;
    std::string consumerId;
    std::string instanceId;  // empty: a dynamic member
    std::string host;
    std::string clientId;
    std::vector<TopicPartition> assigned;  // sorted
};
std::string memberTable(const std::vector<GroupMemberRow> &rows, bool verbose);
// "orders:0,1;payments:3", or "-".
std::string assignmentText(const std::vector<TopicPartition> &assigned);

struct GroupStateRow {
    std::string group;
    std::string coordinator;  // "host:port  (id)"
    std::string assignor;
    std::string state;
    std::size_t members = 0;
};
std::string stateTable(const GroupStateRow &row, bool verbose);

using GroupOffsets = std::map<std::string, std::map<TopicPartition, Offset>>;
std::string resetTable(const GroupOffsets &groups);
// One line for each partition, with the group in front where there are several.
std::string resetCsv(const GroupOffsets &groups, bool withGroup);
// What resetCsv() wrote. Lines without a group are those of `group`.
Result<GroupOffsets> parseResetPlan(const std::string &text, const std::string &group);

// "stable, empty" in the spelling of the protocol. An error names those that there are.
Result<std::vector<std::string>> parseGroupStates(const std::string &text);
Result<std::vector<std::string>> parseGroupTypes(const std::string &text);

}  // namespace vitrine::tools
