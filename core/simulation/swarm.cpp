// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/swarm.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <vector>

#include <fmt/ranges.h>

#include "base/text.h"
#include "cluster/command_line.h"
#include "cluster/shape.h"
#include "cluster/workload.h"

namespace vitrine::simulation {

using env::sim::UnsyncedBytes;

namespace {

constexpr std::array<std::pair<UnsyncedBytes, std::string_view>, 3> unsynced_names{
    {{UnsyncedBytes::lost, "lost"}, {UnsyncedBytes::prefix, "prefix"}, {UnsyncedBytes::torn, "torn"}}};

std::string weights_text(const std::map<FaultKind, int>& weights) {
    std::string text;
    for (const auto& [kind, weight] : weights) text += fmt::format("{}{}:{}", text.empty() ? "" : " ", name_of(kind), weight);
    return text.empty() ? "none" : text;
}

Status parse_weights(std::string_view text, std::map<FaultKind, int>& weights) {
    weights.clear();
    if (text == "none") return {};
    while (!text.empty()) {
        const std::string_view word = take_word(text);
        const std::size_t colon = std::min(word.find(':'), word.size());
        const auto kind = std::ranges::find(all_fault_kinds, word.substr(0, colon), [](FaultKind k) { return name_of(k); });
        if (kind == all_fault_kinds.end() || colon == word.size()) {
            return failure(ErrorCode::INVALID_REQUEST, fmt::format("\"{}\" is no fault with a weight, as kill:3 is", word));
        }
        const auto weight = cluster::parse_integer(word.substr(colon + 1), "a weight", 1, 1000);
        if (!weight) return std::unexpected(weight.error());
        weights[*kind] = static_cast<int>(*weight);
    }
    return {};
}

// One line of the text: the one list that printing and parsing share. What prints as nothing has no line.
struct Field {
    std::string_view key;
    std::function<std::string(const SwarmOptions&)> print;
    std::function<Status(SwarmOptions&, std::string_view)> parse;
};

Field integer(std::string_view key, int SwarmOptions::* member, int lowest, int highest) {
    return {key, [member](const SwarmOptions& options) { return std::to_string(options.*member); },
            [=](SwarmOptions& options, std::string_view text) -> Status {
                const auto value = cluster::parse_integer(text, key, lowest, highest);
                if (!value) return std::unexpected(value.error());
                options.*member = static_cast<int>(*value);
                return {};
            }};
}

Field duration(std::string_view key, Milliseconds SwarmOptions::* member) {
    return {key, [member](const SwarmOptions& options) { return seconds_text(options.*member); },
            [=](SwarmOptions& options, std::string_view text) -> Status {
                const auto value = parse_milliseconds(text, key);
                if (!value) return std::unexpected(value.error());
                options.*member = *value;
                return {};
            }};
}

Field boolean(std::string_view key, bool SwarmOptions::* member) {
    return {key, [member](const SwarmOptions& options) { return options.*member ? "true" : "false"; },
            [=](SwarmOptions& options, std::string_view text) -> Status {
                if (text != "true" && text != "false") {
                    return failure(ErrorCode::INVALID_REQUEST, fmt::format("{} is true or false, not \"{}\"", key, text));
                }
                options.*member = text == "true";
                return {};
            }};
}

std::vector<Field> fields() {
    return {
        {"seed", [](const SwarmOptions& options) { return std::to_string(options.seed); },
         [](SwarmOptions& options, std::string_view text) -> Status {
             const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), options.seed);
             if (error == std::errc{} && end == text.data() + text.size()) return {};
             return failure(ErrorCode::INVALID_REQUEST, fmt::format("seed is a number of 64 bits, not \"{}\"", text));
         }},
        integer("brokers", &SwarmOptions::brokers, 1, cluster::ClusterShape::brokers_max),
        integer("topics", &SwarmOptions::topics, 0, 100),
        integer("partitions", &SwarmOptions::partitions, 1, 100),
        integer("replication-factor", &SwarmOptions::replication_factor, 1, cluster::ClusterShape::brokers_max),
        integer("min-insync-replicas", &SwarmOptions::min_insync_replicas, 1, cluster::ClusterShape::brokers_max),
        integer("offsets-partitions", &SwarmOptions::offsets_partitions, 1, 50),
        integer("segment-bytes", &SwarmOptions::segment_bytes, 1024, 1 << 30),
        integer("retention-bytes", &SwarmOptions::retention_bytes, 0, 1 << 30),
        boolean("compacted", &SwarmOptions::compacted),
        integer("snapshot-bytes", &SwarmOptions::snapshot_bytes, 0, 1 << 30),
        integer("replica-fetch-bytes", &SwarmOptions::replica_fetch_bytes, 0, 1 << 30),
        duration("replica-lag", &SwarmOptions::replica_lag),
        duration("broker-session", &SwarmOptions::broker_session),
        integer("producers", &SwarmOptions::producers, 0, 100),
        integer("records-per-second", &SwarmOptions::records_per_second, 1, 10'000),
        integer("record-bytes", &SwarmOptions::record_bytes, 32, 100'000),
        integer("groups", &SwarmOptions::groups, 0, 20),
        integer("members-per-group", &SwarmOptions::members_per_group, 1, 50),
        boolean("cooperative", &SwarmOptions::cooperative),
        integer("readers", &SwarmOptions::readers, 0, 20),
        integer("auditors", &SwarmOptions::auditors, 0, 5),
        integer("topics-created-per-minute", &SwarmOptions::topics_created_per_minute, 0, 600),
        {"workload", [](const SwarmOptions& options) { return options.workload; },
         [](SwarmOptions& options, std::string_view text) -> Status {
             const auto known = cluster::Workload::names();
             if (text != "none" && std::ranges::find(known, text) == known.end()) {
                 return failure(ErrorCode::INVALID_REQUEST,
                                fmt::format("workload is none or {}, not \"{}\"", fmt::join(known, " or "), text));
             }
             options.workload = text;
             return {};
         }},
        integer("workload-rate", &SwarmOptions::workload_rate, 1, 100'000),
        integer("faults-per-minute", &SwarmOptions::faults_per_minute, 0, 600),
        {"faults", [](const SwarmOptions& options) { return weights_text(options.fault_weights); },
         [](SwarmOptions& options, std::string_view text) { return parse_weights(text, options.fault_weights); }},
        duration("fault-min", &SwarmOptions::fault_min),
        duration("fault-max", &SwarmOptions::fault_max),
        {"crash-bytes",
         [](const SwarmOptions& options) {
             return std::string(std::ranges::find(unsynced_names, options.crash_bytes, [](const auto& row) { return row.first; })->second);
         },
         [](SwarmOptions& options, std::string_view text) -> Status {
             const auto row = std::ranges::find(unsynced_names, text, [](const auto& entry) { return entry.second; });
             if (row == unsynced_names.end()) {
                 return failure(ErrorCode::INVALID_REQUEST, fmt::format("crash-bytes is lost, prefix or torn, not \"{}\"", text));
             }
             options.crash_bytes = row->first;
             return {};
         }},
        boolean("crash-loses-names", &SwarmOptions::crash_loses_names),
        duration("link-delay", &SwarmOptions::link_delay),
        duration("link-jitter", &SwarmOptions::link_jitter),
        duration("sync-delay", &SwarmOptions::sync_delay),
        duration("sync-jitter", &SwarmOptions::sync_jitter),
        duration("safety", &SwarmOptions::safety),
        duration("convergence-limit", &SwarmOptions::convergence_limit),
        {"wrong-rule",
         [](const SwarmOptions& options) { return options.wrong_rules.empty() ? std::string() : simulation::to_text(options.wrong_rules); },
         [](SwarmOptions& options, std::string_view text) -> Status {
             auto rules = parse_wrong_rules(text);
             if (!rules) return std::unexpected(std::move(rules.error()));
             options.wrong_rules = std::move(*rules);
             return {};
         }},
    };
}

Status parse_field(SwarmOptions& options, std::string_view line, const std::vector<Field>& known) {
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) {
        return failure(ErrorCode::INVALID_REQUEST, fmt::format("\"{}\" is not of the form key = value", line));
    }
    const std::string_view key = trim(line.substr(0, equals));
    const auto field = std::ranges::find(known, key, &Field::key);
    if (field == known.end()) return failure(ErrorCode::INVALID_REQUEST, fmt::format("there is no option \"{}\"", key));
    return field->parse(options, trim(line.substr(equals + 1)));
}

}  // namespace

std::string_view name_of(FaultKind kind) {
    switch (kind) {
        case FaultKind::kill: return "kill";
        case FaultKind::stop: return "stop";
        case FaultKind::pause: return "pause";
        case FaultKind::crash: return "crash";
        case FaultKind::cut: return "cut";
        case FaultKind::cut_one_way: return "cut-one-way";
        case FaultKind::isolate: return "isolate";
        case FaultKind::slow: return "slow";
        case FaultKind::break_link: return "break";
        case FaultKind::clock_jump: return "clock-jump";
        case FaultKind::slow_disk: return "slow-disk";
        case FaultKind::rebalance: return "rebalance";
        case FaultKind::elect: return "elect";
        case FaultKind::full_disk: return "full-disk";
        case FaultKind::failing_disk: return "failing-disk";
        case FaultKind::flipped_bit: return "flipped-bit";
        case FaultKind::wipe: return "wipe";
        case FaultKind::move: return "move";
        case FaultKind::churn: return "churn";
        case FaultKind::clog: return "clog";
        case FaultKind::clock_skew: return "clock-skew";
        case FaultKind::slow_node: return "slow-node";
        case FaultKind::add: return "add";
        case FaultKind::remove: return "remove";
    }
    return {};
}

Result<WrongRules> parse_wrong_rules(std::string_view text) {
    WrongRules rules;
    if (trim(text) == "none") return rules;
    while (true) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string_view id = trim(text.substr(0, comma));
        const auto defect = planted::parse_defect(id);
        if (!defect) return failure(ErrorCode::INVALID_REQUEST, fmt::format("\"{}\" is no rule that can be wrong, as KIP_101 is", id));
        rules.insert(*defect);
        if (comma == text.size()) return rules;
        text.remove_prefix(comma + 1);
    }
}

std::string to_text(const WrongRules& rules) {
    std::string text;
    for (const planted::Defect rule : rules) text += fmt::format("{}{}", text.empty() ? "" : ", ", planted::info_of(rule).id);
    return text.empty() ? "none" : text;
}

Status can_be_wrong(const WrongRules& rules) {
    if (planted::compiled_in || rules.empty()) return {};
    return failure(ErrorCode::INVALID_REQUEST,
                   fmt::format("this build has no planted defects: {} cannot be wrong in it; builds for development have them "
                               "(VITRINE_PLANTED_DEFECTS)",
                               to_text(rules)));
}

#ifdef VITRINE_PLANTED_DEFECTS
WrongRulesInForce::WrongRulesInForce(const WrongRules& rules) : defects_(std::vector<planted::Defect>(rules.begin(), rules.end())) {}
#else
WrongRulesInForce::WrongRulesInForce(const WrongRules&) {}
#endif
WrongRulesInForce::~WrongRulesInForce() = default;

Status SwarmOptions::validate() const {
    const auto wrong = [](std::string sentence) { return failure(ErrorCode::INVALID_REQUEST, std::move(sentence)); };
    if (replication_factor > brokers) return wrong(fmt::format("{} replicas do not fit {} brokers", replication_factor, brokers));
    if (min_insync_replicas > replication_factor) {
        return wrong(fmt::format("{} replicas are never {} in sync", replication_factor, min_insync_replicas));
    }
    // Else two nodes that always answer each other at once never come to the next instant.
    if (link_delay < Milliseconds(1)) return wrong("a frame takes at least 1 ms: link-delay is too short");
    if (topics == 0 && producers + groups + readers + auditors > 0) {
        return wrong("producers, groups, readers and auditors have no topic to work on: raise topics, or set them to 0");
    }
    if (fault_min > fault_max) return wrong("fault-min is longer than fault-max");
    if (faults_per_minute > 0 && fault_weights.empty()) return wrong("faults-per-minute is above 0, and faults names none");
    // Nothing is synced before it is acknowledged, as in Kafka: with one copy, a loss of power loses what was acknowledged.
    for (const auto& [kind, weight] : fault_weights) {
        if (takes_data(kind) && (min_insync_replicas < 2 || brokers < 3)) {
            return wrong(fmt::format(
                "a {} loses what was acknowledged where fewer than 2 of 3 brokers must have it; take {} out or raise min-insync-replicas",
                kind == FaultKind::crash  ? "crash"
                : kind == FaultKind::wipe ? "wiped disk"
                                          : "flipped bit",
                name_of(kind)));
        }
    }
    return {};
}

Result<SwarmOptions> SwarmOptions::parse(std::string_view text) {
    auto file = ScenarioFile::parse(text);
    if (!file) return std::unexpected(std::move(file.error()));
    if (!file->plan.steps.empty()) return failure(ErrorCode::INVALID_REQUEST, "options have no steps");
    return file->options;
}

std::string SwarmOptions::to_text() const {
    std::string text;
    for (const Field& field : fields()) {
        if (const std::string value = field.print(*this); !value.empty()) text += fmt::format("{} = {}\n", field.key, value);
    }
    return text;
}

Result<ScenarioFile> ScenarioFile::parse(std::string_view text) {
    ScenarioFile file;
    const std::vector<Field> known = fields();
    std::string steps;  // with empty lines for all others, so that numbers of lines are right
    int number = 0;
    while (!text.empty()) {
        ++number;
        const std::string_view line = take_line(text);
        if (line.starts_with("at ")) steps += line;
        steps += '\n';
        if (line.empty() || line.front() == '#' || line.starts_with("at ")) continue;
        if (Status parsed = parse_field(file.options, line, known); !parsed) {
            return failure(ErrorCode::INVALID_REQUEST, fmt::format("line {}: {}", number, parsed.error().message));
        }
    }
    if (Status valid = file.options.validate(); !valid) return std::unexpected(std::move(valid.error()));
    auto plan = FaultPlan::parse(steps);
    if (!plan) return std::unexpected(std::move(plan.error()));
    file.plan = std::move(*plan);
    const auto costly = std::ranges::find_if(file.plan.steps, &FaultStep::takes_data_with_care);
    if (costly != file.plan.steps.end() && (file.options.brokers < 3 || file.options.min_insync_replicas < 2)) {
        return failure(
            ErrorCode::INVALID_REQUEST,
            fmt::format("\"{}\" may rightly cost what was acknowledged where fewer than 2 of 3 brokers must have it: raise brokers "
                        "or min-insync-replicas, or say \"{} always\"",
                        vitrine::simulation::to_text(*costly), costly->command));
    }
    return file;
}

std::string ScenarioFile::to_text() const { return options.to_text() + plan.to_text(); }

ScenarioFile ScenarioFile::of_seed(std::uint64_t seed) {
    ScenarioFile file;
    file.options = SwarmOptions::draw(seed);
    file.plan = draw_fault_plan(file.options);
    return file;
}

}  // namespace vitrine::simulation
