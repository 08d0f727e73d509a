// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <set>

#include <unistd.h>

#include "app/tools/admin_calls.h"
#include "app/tools/groups_calls.h"
#include "app/tools/tools.h"
#include "client/offset_reset.h"

namespace vitrine::tools {
namespace {

const std::vector<std::string> actions{"list", "describe", "delete", "reset-offsets", "delete-offsets"};
const std::vector<std::string> scenarios{"to-offset",   "shift-by",  "to-datetime", "by-duration",
                                         "to-earliest", "to-latest", "to-current",  "from-file"};

void declare(ToolOptions &options)
{
    options.connects(std::chrono::milliseconds(5000));
    options.flag("list", "Print the names of the groups");
    options.flag("describe", "Print where each group stands, partition by partition");
    options.flag("delete", "Delete groups that have no members, with their offsets");
    options.flag("reset-offsets", "Set the committed offsets of a group without members");
    options.flag("delete-offsets", "Delete committed offsets of a group, of the topics given");
    options.values("group", "NAME", "The group; may be given again");
    options.flag("all-groups", "Every group, with --describe, --delete and --reset-offsets");
    options.optionalValue("state", "STATES",
                          "With --list: the states too, or only groups in STATES, as in stable,empty; with --describe: the group's state");
    options.optionalValue("type", "TYPES", "With --list: the types too, or only groups of TYPES: classic,consumer");
    options.flag("offsets", "With --describe: offsets and lag of each partition, as without it");
    options.flag("members", "With --describe: the members and how many partitions each has");
    options.flag("verbose", "With --describe: more columns; with --members the partitions of each member");
    options.values("topic", "NAME[:0,1]", "A topic, or some of its partitions, whose offsets are reset or deleted; may be given again");
    options.flag("all-topics", "With --reset-offsets: every partition that the group has committed");
    options.flag("to-earliest", "Reset to the beginning");
    options.flag("to-latest", "Reset to the end");
    options.flag("to-current", "Reset to what is committed now");
    options.value("to-offset", "OFFSET", "Reset to this offset, or the nearest that there is");
    options.value("shift-by", "N", "Reset by so many records forward, or back where N is negative");
    options.value("to-datetime", "TIME", "Reset to the first record at or after a time as 2026-01-31T23:59:59.000 (UTC)");
    options.value("by-duration", "DURATION", "Reset to what came so long ago, as PT1H30M or P2D");
    options.value("from-file", "FILE", "Reset as a file says that --export wrote");
    options.flag("dry-run", "Print what --reset-offsets would do, and do nothing; so it is where --execute is not given");
    options.flag("execute", "Do what --reset-offsets says");
    options.flag("export", "Print the offsets as lines for --from-file");
}

Status check(const ToolOptions &options)
{
    const auto wrong = [](std::string text) { return failure(ErrorCode::INVALID_REQUEST, std::move(text)); };
    if (options.count(actions) != 1) return wrong("exactly one of " + alternatives(actions) + " is needed");
    const bool groups = options.has("group") || options.has("all-groups");
    if (auto status = options.notTogether("group", {"all-groups"}); !status) return status;
    for (const char *action : {"describe", "delete", "reset-offsets"}) {
        if (options.has(action) && !groups) return wrong(fmt::format("--{} needs --group NAME or --all-groups", action));
    }
    if (options.has("describe")) {
        if (options.count({"members", "offsets", "state"}) > 1) return wrong("--describe takes one of --members, --offsets or --state");
        if (options.get("state")) return wrong("--describe --state takes no value");
    }
    if (options.has("delete") && options.has("topic"))
        return wrong("--topic does not go together with --delete; --delete-offsets deletes offsets of topics");
    if (options.has("delete-offsets") && (!options.has("group") || !options.has("topic")))
        return wrong("--delete-offsets needs --group and --topic");
    const std::vector<std::pair<std::string, std::vector<std::string>>> only{
        {"members", {"describe"}},
        {"offsets", {"describe"}},
        {"verbose", {"describe"}},
        {"state", {"describe", "list"}},
        {"type", {"list"}},
        {"group", {"describe", "delete", "reset-offsets", "delete-offsets"}},
        {"all-groups", {"describe", "delete", "reset-offsets"}},
        {"topic", {"reset-offsets", "delete-offsets"}},
        {"all-topics", {"reset-offsets"}},
        {"dry-run", {"reset-offsets"}},
        {"execute", {"reset-offsets"}},
        {"export", {"reset-offsets"}},
    };
    for (const auto &[option, needed] : only) {
        if (auto status = options.onlyWith(option, needed); !status) return status;
    }
    for (const std::string &scenario : scenarios) {
        if (auto status = options.onlyWith(scenario, {"reset-offsets"}); !status) return status;
        if (auto status = options.notTogether(scenario, scenarios); !status) return status;
    }
    if (options.has("reset-offsets")) {
        if (auto status = options.notTogether("dry-run", {"execute"}); !status) return status;
        if (options.count(scenarios) == 0) return wrong("--reset-offsets needs one of " + alternatives(scenarios));
        if (!options.has("from-file") && options.count({"topic", "all-topics"}) != 1)
            return wrong("--reset-offsets needs one of --topic or --all-topics");
    }
    return {};
}

Result<std::vector<std::string>> chosenGroups(Cluster &cluster, const ToolOptions &options)
{
    std::set<std::string> names;
    if (!options.has("all-groups")) {
        for (const std::string &name : options.all("group")) names.insert(name);
    } else {
        const auto groups = listGroups(cluster);
        if (!groups) return std::unexpected(groups.error());
        for (const GroupListing &group : *groups) names.insert(group.group);
    }
    return std::vector<std::string>(names.begin(), names.end());
}

Status list(Cluster &cluster, const ToolOptions &options)
{
    std::vector<std::string> states;
    std::vector<std::string> types;
    if (const auto text = options.get("state")) {
        auto parsed = parseGroupStates(*text);
        if (!parsed) return std::unexpected(parsed.error());
        states = std::move(*parsed);
    }
    if (const auto text = options.get("type")) {
        auto parsed = parseGroupTypes(*text);
        if (!parsed) return std::unexpected(parsed.error());
        types = std::move(*parsed);
    }
    auto groups = listGroups(cluster);
    if (!groups) return std::unexpected(groups.error());
    std::erase_if(*groups, [&](const GroupListing &group) {
        return (!states.empty() && std::ranges::find(states, group.state) == states.end()) ||
               (!types.empty() && std::ranges::find(types, group.type) == types.end());
    });
    if (options.has("state") || options.has("type")) {
        print(groupTable(*groups, options.has("type"), options.has("state")));
    } else {
        for (const GroupListing &group : *groups) print(group.group + "\n");
    }
    return {};
}

// Says what the state of the group means for what is printed; whether there is something to print.
bool introduce(const GroupFacts &facts)
{
    if (facts.state == "Empty") printError(fmt::format("\nConsumer group '{}' has no active members.", facts.group));
    if (facts.state == "PreparingRebalance" || facts.state == "CompletingRebalance" || facts.state == "Assigning" ||
        facts.state == "Reconciling")
        printError(fmt::format("\nWarning: Consumer group '{}' is rebalancing.", facts.group));
    if (facts.state == "Dead") print(fmt::format("\nError: Consumer group '{}' does not exist.\n", facts.group));
    return facts.state != "Dead";
}

Status describeOffsets(Cluster &cluster, const GroupFacts &facts, bool verbose)
{
    const auto committed = committedOffsets(cluster, facts.group);
    if (!committed) return std::unexpected(committed.error());
    std::vector<GroupMemberFacts> members = facts.members;
    std::ranges::stable_sort(members, std::greater<>{}, [](const GroupMemberFacts &member) { return member.assigned.size(); });
    std::set<TopicPartition> assigned;
    std::vector<GroupOffsetRow> rows;
    const auto row = [&](const TopicPartition &key) -> GroupOffsetRow & {
        GroupOffsetRow &added = rows.emplace_back();
        added.group = facts.group;
        added.partition = key;
        if (const auto found = committed->find(key); found != committed->end()) {
            added.current = found->second.offset.value();
            if (found->second.epoch >= LeaderEpoch(0)) added.leaderEpoch = found->second.epoch.value();
        }
        return added;
    };
    for (const GroupMemberFacts &member : members) {
        for (const TopicPartition &key : member.assigned) {
            assigned.insert(key);
            GroupOffsetRow &added = row(key);
            added.consumerId = member.memberId;
            added.host = member.host;
            added.clientId = member.clientId;
        }
    }
    for (const auto &[key, offset] : *committed) {
        if (!assigned.contains(key)) row(key);
    }
    std::vector<TopicPartition> keys;
    for (const GroupOffsetRow &known : rows) keys.push_back(*known.partition);
    const auto there = existing(cluster, keys);
    if (!there) return std::unexpected(there.error());
    const auto ends = listOffsets(cluster, *there, latestTimestamp);
    if (!ends) return std::unexpected(ends.error());
    for (GroupOffsetRow &known : rows) {
        if (const auto end = ends->find(*known.partition); end != ends->end()) known.end = end->second.value();
    }
    if (introduce(facts) && !rows.empty()) print(offsetTable(rows, verbose));
    return {};
}

Status describeOne(Cluster &cluster, const ToolOptions &options, const std::string &group)
{
    const auto facts = describeGroup(cluster, group);
    if (!facts) return std::unexpected(facts.error());
    const bool verbose = options.has("verbose");
    if (options.has("members")) {
        std::vector<GroupMemberRow> rows;
        for (const GroupMemberFacts &member : facts->members)
            rows.push_back({group, member.memberId, member.instanceId, member.host, member.clientId, member.assigned});
        if (introduce(*facts)) print(memberTable(rows, verbose));
        return {};
    }
    if (options.has("state")) {
        const auto brokers = cluster.brokers();
        if (!brokers) return std::unexpected(brokers.error());
        const auto endpoint = brokers->find(facts->coordinator);
        const std::string where =
            endpoint == brokers->end() ? "-" : fmt::format("{}  ({})", endpoint->second.to_string(), facts->coordinator);
        if (introduce(*facts)) print(stateTable({group, where, facts->assignor, facts->state, facts->members.size()}, verbose));
        return {};
    }
    return describeOffsets(cluster, *facts, verbose);
}

// Requested offsets, brought into what the log has.
Result<std::map<TopicPartition, Offset>> withinLogs(Cluster &cluster, std::map<TopicPartition, Offset> requested)
{
    std::vector<TopicPartition> keys;
    for (const auto &[key, offset] : requested) keys.push_back(key);
    const auto starts = listOffsets(cluster, keys, earliestTimestamp);
    if (!starts) return std::unexpected(starts.error());
    const auto ends = listOffsets(cluster, keys, latestTimestamp);
    if (!ends) return std::unexpected(ends.error());
    for (auto &[key, offset] : requested) {
        const auto start = starts->find(key);
        const auto end = ends->find(key);
        // A log whose ends nobody can say bounds nothing.
        const client::BoundedOffset bounded =
            client::within_log(offset, start == starts->end() ? offset : start->second, end == ends->end() ? offset : end->second);
        if (bounded.bound != client::LogBound::none) {
            printError(fmt::format("New offset ({}) is {} offset for topic partition {}. Value will be set to {}", offset,
                                   bounded.bound == client::LogBound::end ? "higher than latest" : "lower than earliest", key,
                                   bounded.offset));
        }
        offset = bounded.offset;
    }
    return requested;
}

// One offset for each partition, or which one has none.
Result<std::map<TopicPartition, Offset>> complete(const std::vector<TopicPartition> &partitions,
                                                  Result<std::map<TopicPartition, Offset>> offsets)
{
    if (!offsets) return offsets;
    for (const TopicPartition &key : partitions) {
        if (!offsets->contains(key))
            return failure(ErrorCode::LEADER_NOT_AVAILABLE, fmt::format("{} has no leader that could say its offsets", key));
    }
    return offsets;
}

Result<std::map<TopicPartition, Offset>> atTime(Cluster &cluster, const std::vector<TopicPartition> &partitions, std::int64_t timestamp)
{
    auto offsets = complete(partitions, listOffsets(cluster, partitions, timestamp));
    if (!offsets) return offsets;
    std::vector<TopicPartition> without;
    for (const auto &[key, offset] : *offsets) {
        if (offset >= Offset(0)) continue;
        print(fmt::format("\nWarn: Partition {} from topic {} is empty. Falling back to latest known offset.\n", key.partition, key.topic));
        without.push_back(key);
    }
    const auto ends = complete(without, listOffsets(cluster, without, latestTimestamp));
    if (!ends) return ends;
    for (const auto &[key, offset] : *ends) (*offsets)[key] = offset;
    return offsets;
}

Result<std::map<TopicPartition, Offset>> planReset(Cluster &cluster, const ToolOptions &options, const std::string &group,
                                                   const GroupOffsets &fromFile)
{
    if (options.has("from-file")) {
        const auto plan = fromFile.find(group);
        if (plan == fromFile.end()) return failure(ErrorCode::INVALID_REQUEST, fmt::format("No reset plan for group {} found", group));
        return withinLogs(cluster, plan->second);
    }
    std::map<TopicPartition, CommittedFacts> committed;
    if (options.count({"all-topics", "shift-by", "to-current"}) > 0) {
        auto known = committedOffsets(cluster, group);
        if (!known) return std::unexpected(known.error());
        committed = std::move(*known);
    }
    std::vector<TopicPartition> partitions;
    if (options.has("all-topics")) {
        for (const auto &[key, offset] : committed) partitions.push_back(key);
    } else {
        auto meant = partitionsOf(cluster, options.all("topic"));
        if (!meant) return std::unexpected(meant.error());
        partitions = std::move(*meant);
    }
    if (options.has("to-earliest")) return complete(partitions, listOffsets(cluster, partitions, earliestTimestamp));
    if (options.has("to-latest")) return complete(partitions, listOffsets(cluster, partitions, latestTimestamp));
    std::map<TopicPartition, Offset> requested;
    if (options.has("to-offset")) {
        const auto offset = options.number("to-offset", 0);
        if (!offset) return std::unexpected(offset.error());
        for (const TopicPartition &key : partitions) requested[key] = Offset(**offset);
        return withinLogs(cluster, std::move(requested));
    }
    if (options.has("shift-by")) {
        const auto by = options.number("shift-by");
        if (!by) return std::unexpected(by.error());
        for (const TopicPartition &key : partitions) {
            const auto current = committed.find(key);
            if (current == committed.end()) {
                return failure(ErrorCode::INVALID_REQUEST,
                               fmt::format("Cannot shift offset for partition {} since there is no current committed offset", key));
            }
            requested[key] = Offset(current->second.offset.value() + **by);
        }
        return withinLogs(cluster, std::move(requested));
    }
    if (options.has("to-current")) {
        std::vector<TopicPartition> without;
        for (const TopicPartition &key : partitions) {
            if (const auto current = committed.find(key); current != committed.end()) requested[key] = current->second.offset;
            else without.push_back(key);
        }
        const auto ends = complete(without, listOffsets(cluster, without, latestTimestamp));
        if (!ends) return ends;
        requested.insert(ends->begin(), ends->end());
        return requested;
    }
    const auto time = options.get("to-datetime");
    auto parsed = time ? client::parse_datetime(*time) : client::parse_duration(*options.get("by-duration"));
    if (!parsed) return std::unexpected(parsed.error());
    if (time) return atTime(cluster, partitions, *parsed);
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    return atTime(cluster, partitions, now - *parsed);
}

Status resetOffsets(Cluster &cluster, const ToolOptions &options)
{
    if (!options.has("dry-run") && !options.has("execute"))
        printError("vitrine groups: nothing is changed, since --execute is not given; --dry-run says that this is meant");
    const auto groups = chosenGroups(cluster, options);
    if (!groups) return std::unexpected(groups.error());
    GroupOffsets fromFile;
    if (const auto file = options.get("from-file")) {
        const auto text = readWholeFile(*file);
        if (!text) return std::unexpected(text.error());
        auto plan = parseResetPlan(*text, groups->size() == 1 ? groups->front() : "");
        if (!plan) return std::unexpected(plan.error());
        fromFile = std::move(*plan);
    }
    GroupOffsets planned;
    Status outcome;
    for (std::size_t i = 0; i < groups->size(); ++i) {
        const std::string &group = (*groups)[i];
        if (groups->size() > 10 && ::isatty(STDERR_FILENO) != 0) std::fprintf(stderr, "\rgroup %zu of %zu\033[K", i + 1, groups->size());
        const auto facts = describeGroup(cluster, group);
        if (!facts && facts.error().code != ErrorCode::GROUP_ID_NOT_FOUND) return std::unexpected(facts.error());
        // A group that is not there begins with its first offsets.
        if (facts && facts->state != "Empty" && facts->state != "Dead") {
            print(fmt::format("\nError: Assignments can only be reset if the group '{}' is inactive, but the current state is {}.\n", group,
                              facts->state));
            planned[group];
            outcome = failure(ErrorCode::NON_EMPTY_GROUP, "");
            continue;
        }
        const auto plan = planReset(cluster, options, group, fromFile);
        if (!plan) return std::unexpected(plan.error());
        planned[group] = *plan;
        if (!options.has("execute")) continue;
        if (auto status = commitOffsets(cluster, group, *plan); !status) return status;
    }
    if (groups->size() > 10 && ::isatty(STDERR_FILENO) != 0) std::fprintf(stderr, "\r\033[K");
    print(options.has("export") ? resetCsv(planned, options.all("group").size() != 1) + "\n" : resetTable(planned));
    return outcome;
}

Status removeOffsets(Cluster &cluster, const ToolOptions &options)
{
    const std::string group = *options.get("group");
    const auto partitions = partitionsOf(cluster, options.all("topic"));
    if (!partitions) return std::unexpected(partitions.error());
    const auto outcome = deleteOffsets(cluster, group, *partitions);
    if (!outcome && outcome.error().code != ErrorCode::GROUP_ID_NOT_FOUND && outcome.error().code != ErrorCode::NON_EMPTY_GROUP)
        return std::unexpected(outcome.error());
    bool all = outcome.has_value();
    std::string table = fmt::format("\n{:<30} {:<15} {:<15}", "TOPIC", "PARTITION", "STATUS");
    for (const TopicPartition &key : *partitions) {
        std::string status = "Successful";
        if (!outcome) {
            status = "Error: " + outcome.error().message;
        } else if (const auto found = outcome->find(key); found != outcome->end() && found->second != ErrorCode::NONE) {
            status = "Error: " + std::string(error_info(found->second).meaning);
            all = false;
        }
        table += fmt::format("\n{:<30} {:<15} {:<15}", key.topic, key.partition, status);
    }
    if (!outcome) print(fmt::format("\nError: {}\n", outcome.error().message));
    else if (!all) print("\nError: Encountered some partition-level error, see the follow-up details.\n");
    else print(fmt::format("Request succeeded for deleting offsets from group {}.\n", group));
    print(table + "\n");
    return all ? Status() : failure(ErrorCode::UNKNOWN_SERVER_ERROR, "");
}

Status removeGroups(Cluster &cluster, const ToolOptions &options)
{
    const auto groups = chosenGroups(cluster, options);
    if (!groups) return std::unexpected(groups.error());
    std::string deleted;
    std::string failed;
    for (const std::string &group : *groups) {
        const auto status = deleteGroup(cluster, group);
        if (status) deleted += fmt::format("{}'{}'", deleted.empty() ? "" : ", ", group);
        else failed += fmt::format("* Group '{}' could not be deleted due to: {}\n", group, status.error().message);
    }
    if (failed.empty()) {
        print(fmt::format("Deletion of requested consumer groups ({}) was successful.\n", deleted));
        return {};
    }
    print("\nError: Deletion of some consumer groups failed:\n" + failed);
    if (!deleted.empty()) print(fmt::format("\nThese consumer groups were deleted successfully: {}\n", deleted));
    return failure(ErrorCode::UNKNOWN_SERVER_ERROR, "");
}

}  // namespace

int groups(const Arguments &arguments)
{
    ToolOptions options("groups",
                        "Lists, describes and deletes groups of consumers, and resets their offsets, as kafka-consumer-groups does.");
    declare(options);
    if (const auto over = options.parse(arguments)) return *over;
    if (const auto status = check(options); !status) return options.wrong(status.error().message);
    int exit = exitDone;
    const auto cluster = connect(options, exit);
    if (cluster == nullptr) return exit;
    Status status;
    if (options.has("list")) status = list(*cluster, options);
    if (options.has("reset-offsets")) status = resetOffsets(*cluster, options);
    if (options.has("delete-offsets")) status = removeOffsets(*cluster, options);
    if (options.has("delete")) status = removeGroups(*cluster, options);
    if (options.has("describe")) {
        const auto chosen = chosenGroups(*cluster, options);
        if (!chosen) status = std::unexpected(chosen.error());
        for (std::size_t i = 0; chosen && i < chosen->size() && status; ++i) status = describeOne(*cluster, options, (*chosen)[i]);
    }
    if (status) return exitDone;
    // What was said already has no sentence.
    if (!status.error().message.empty())
        print(fmt::format("\nError: Executing consumer group command failed due to {}\n", status.error().message));
    return exitFailed;
}

}  // namespace vitrine::tools
