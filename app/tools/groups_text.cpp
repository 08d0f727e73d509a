// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/groups_text.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace vitrine::tools {
namespace {

// The narrowest a column may be, as Kafka's tool has them.
constexpr std::size_t narrow = 15;

std::string orDash(const std::optional<std::int64_t> &number) { return number ? std::to_string(*number) : "-"; }

bool parseNumber(std::string_view text, std::int64_t &value)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return !text.empty() && error == std::errc() && end == text.data() + text.size();
}

std::vector<std::string_view> split(std::string_view text, char at)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = text.find(at);
        parts.push_back(trim(text.substr(0, end)));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::string lower(std::string_view text)
{
    std::string result(text);
    for (char &letter : result) letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    return result;
}

template <std::size_t Size>
Result<std::vector<std::string>> parseNames(const std::string &text, const std::array<std::string_view, Size> &known, const char *what)
{
    std::vector<std::string> names;
    for (const std::string_view word : split(text, ',')) {
        std::string plain = lower(word);
        std::erase(plain, '_');
        const auto found = std::ranges::find_if(known, [&](std::string_view name) { return lower(name) == plain; });
        if (found == known.end()) {
            std::string all;
            for (const std::string_view name : known) all += fmt::format("{}{}", all.empty() ? "" : ", ", name);
            return failure(ErrorCode::INVALID_REQUEST, fmt::format("there is no {} \"{}\"; there are {}", what, word, all));
        }
        names.emplace_back(*found);
    }
    return names;
}

}  // namespace

std::string groupTable(const std::vector<GroupListing> &groups, bool types, bool states)
{
    std::size_t width = narrow;
    for (const GroupListing &group : groups) width = std::max(width, group.group.size());
    width += 10;
    const auto line = [&](const std::string &group, const std::string &type, const std::string &state) {
        std::string text = fmt::format("{:<{}}", group, width);
        if (types) text += fmt::format(" {:<20}", type);
        if (states) text += fmt::format(" {:<20}", state);
        return text + "\n";
    };
    std::string text = line("GROUP", "TYPE", "STATE");
    for (const GroupListing &group : groups) text += line(group.group, group.type, group.state);
    return text;
}

std::string offsetTable(const std::vector<GroupOffsetRow> &rows, bool verbose)
{
    std::size_t group = narrow, topic = narrow, consumer = narrow, host = narrow;
    for (const GroupOffsetRow &row : rows) {
        group = std::max(group, row.group.size());
        topic = std::max(topic, row.partition ? row.partition->topic.size() : 1);
        consumer = std::max(consumer, row.consumerId.size());
        host = std::max(host, row.host.size());
    }
    const auto line = [&](const std::string &a, const std::string &b, const std::string &c, const std::string &epoch, const std::string &d,
                          const std::string &e, const std::string &f, const std::string &g, const std::string &h, const std::string &i) {
        std::string text = fmt::format("\n{:<{}} {:<{}} {:<10} ", a, group, b, topic, c);
        if (verbose) text += fmt::format("{:<15} ", epoch);
        return text + fmt::format("{:<15} {:<15} {:<15} {:<{}} {:<{}} {}", d, e, f, g, consumer, h, host, i);
    };
    std::string text =
        line("GROUP", "TOPIC", "PARTITION", "LEADER-EPOCH", "CURRENT-OFFSET", "LOG-END-OFFSET", "LAG", "CONSUMER-ID", "HOST", "CLIENT-ID");
    for (const GroupOffsetRow &row : rows) {
        std::optional<std::int64_t> lag;
        if (row.current && row.end) lag = *row.end - *row.current;
        text += line(row.group, row.partition ? row.partition->topic : "-", row.partition ? std::to_string(row.partition->partition) : "-",
                     orDash(row.leaderEpoch), orDash(row.current), orDash(row.end), orDash(lag), row.consumerId, row.host, row.clientId);
    }
    return text + "\n";
}

std::string assignmentText(const std::vector<TopicPartition> &assigned)
{
    std::string text;
    std::string topic;
    for (const TopicPartition &key : assigned) {
        if (key.topic != topic || text.empty()) text += fmt::format("{}{}:{}", text.empty() ? "" : ";", key.topic, key.partition);
        else text += fmt::format(",{}", key.partition);
        topic = key.topic;
    }
    return text.empty() ? "-" : text;
}

std::string memberTable(const std::vector<GroupMemberRow> &rows, bool verbose)
{
    std::size_t group = narrow, consumer = narrow, instance = 17, host = narrow, client = narrow, assignment = 20;
    bool instances = false;
    for (const GroupMemberRow &row : rows) {
        group = std::max(group, row.group.size());
        consumer = std::max(consumer, row.consumerId.size());
        instance = std::max(instance, row.instanceId.size());
        host = std::max(host, row.host.size());
        client = std::max(client, row.clientId.size());
        assignment = std::max(assignment, assignmentText(row.assigned).size());
        instances = instances || !row.instanceId.empty();
    }
    const auto line = [&](const std::string &a, const std::string &b, const std::string &c, const std::string &d, const std::string &e,
                          const std::string &f) {
        std::string text = fmt::format("\n{:<{}} {:<{}} ", a, group, b, consumer);
        if (instances) text += fmt::format("{:<{}} ", c, instance);
        return text + fmt::format("{:<{}} {:<{}} {:<15} ", d, host, e, client, f);
    };
    // Epochs and targets are of groups of the new protocol (KIP-848).
    const auto more = [&](const std::string &epoch, const std::string &current, const std::string &targetEpoch, const std::string &target) {
        return verbose ? fmt::format("{:<15} {:<{}} {:<15} {:<20}", epoch, current, assignment, targetEpoch, target) : std::string();
    };
    std::string text = line("GROUP", "CONSUMER-ID", "GROUP-INSTANCE-ID", "HOST", "CLIENT-ID", "#PARTITIONS") +
                       more("CURRENT-EPOCH", "CURRENT-ASSIGNMENT", "TARGET-EPOCH", "TARGET-ASSIGNMENT");
    for (const GroupMemberRow &row : rows) {
        text += line(row.group, row.consumerId, row.instanceId, row.host, row.clientId, std::to_string(row.assigned.size())) +
                more("-", assignmentText(row.assigned), "-", "-");
    }
    return text + "\n";
}

std::string stateTable(const GroupStateRow &row, bool verbose)
{
    const std::size_t group = std::max(narrow, row.group.size());
    const std::size_t coordinator = std::max<std::size_t>(25, row.coordinator.size());
    const auto line = [&](const std::string &a, const std::string &b, const std::string &c, const std::string &d, const std::string &epoch,
                          const std::string &target, const std::string &members) {
        std::string text = fmt::format("\n{:<{}} {:<{}} {:<20} {:<20} ", a, group, b, coordinator, c, d);
        if (verbose) text += fmt::format("{:<15} {:<25} ", epoch, target);
        return text + members;
    };
    return line("GROUP", "COORDINATOR (ID)", "ASSIGNMENT-STRATEGY", "STATE", "GROUP-EPOCH", "TARGET-ASSIGNMENT-EPOCH", "#MEMBERS") +
           line(row.group, row.coordinator, row.assignor.empty() ? "-" : row.assignor, row.state, "-", "-", std::to_string(row.members)) +
           "\n";
}

std::string resetTable(const GroupOffsets &groups)
{
    std::size_t group = narrow, topic = narrow;
    for (const auto &[name, offsets] : groups) {
        group = std::max(group, name.size());
        for (const auto &[key, offset] : offsets) topic = std::max(topic, key.topic.size());
    }
    std::string text;
    if (!groups.empty()) text += fmt::format("\n{:<{}} {:<{}} {:<10} {}", "GROUP", group, "TOPIC", topic, "PARTITION", "NEW-OFFSET");
    for (const auto &[name, offsets] : groups) {
        for (const auto &[key, offset] : offsets)
            text += fmt::format("\n{:<{}} {:<{}} {:<10} {}", name, group, key.topic, topic, key.partition, offset);
    }
    return text + "\n";
}

std::string resetCsv(const GroupOffsets &groups, bool withGroup)
{
    std::string text;
    for (const auto &[name, offsets] : groups) {
        for (const auto &[key, offset] : offsets)
            text += fmt::format("{}{}{},{},{}\n", withGroup ? name : "", withGroup ? "," : "", key.topic, key.partition, offset);
    }
    return text;
}

Result<GroupOffsets> parseResetPlan(const std::string &text, const std::string &group)
{
    GroupOffsets plan;
    std::string_view rest = text;
    for (int line = 1; !rest.empty(); ++line) {
        const std::string_view content = take_line(rest);
        if (content.empty()) continue;
        auto words = split(content, ',');
        for (std::string_view &word : words) {
            if (word.size() >= 2 && word.front() == '"' && word.back() == '"') word = word.substr(1, word.size() - 2);
        }
        std::int64_t partition = 0;
        std::int64_t offset = 0;
        const bool grouped = words.size() == 4;
        if ((words.size() != 3 && !grouped) || !parseNumber(words[words.size() - 2], partition) || !parseNumber(words.back(), offset)) {
            return failure(ErrorCode::INVALID_REQUEST,
                           fmt::format("line {} is neither topic,partition,offset nor group,topic,partition,offset: {}", line, content));
        }
        plan[grouped ? std::string(words[0]) : group][{std::string(words[words.size() - 3]), static_cast<std::int32_t>(partition)}] =
            Offset(offset);
    }
    return plan;
}

Result<std::vector<std::string>> parseGroupStates(const std::string &text)
{
    constexpr std::array<std::string_view, 7> states{"PreparingRebalance", "CompletingRebalance", "Stable", "Dead", "Empty",
                                                     "Assigning",          "Reconciling"};
    return parseNames(text, states, "state");
}

Result<std::vector<std::string>> parseGroupTypes(const std::string &text)
{
    constexpr std::array<std::string_view, 2> types{"Classic", "Consumer"};
    return parseNames(text, types, "type");
}

}  // namespace vitrine::tools
