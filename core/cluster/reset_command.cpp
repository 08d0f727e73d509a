// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/reset_command.h"

#include <array>
#include <limits>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace vitrine::cluster {
namespace {

using Kind = client::ResetTarget::Kind;

struct Strategy {
    std::string_view option;
    Kind kind;
    bool takes_value;
};
constexpr std::array strategies{
    Strategy{"to-earliest", Kind::earliest, false}, Strategy{"to-latest", Kind::latest, false},
    Strategy{"to-current", Kind::current, false},   Strategy{"to-offset", Kind::offset, true},
    Strategy{"shift-by", Kind::shift, true},        Strategy{"to-datetime", Kind::timestamp, true},
    Strategy{"by-duration", Kind::timestamp, true},
};

Result<std::int64_t> value_of(const Strategy& strategy, const std::string& text, WallTime now) {
    constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max() * std::int64_t{1'000'000};
    if (strategy.kind == Kind::offset) return parse_integer(text, "--to-offset", 0, most);
    if (strategy.kind == Kind::shift) return parse_integer(text, "--shift-by", -most, most);
    if (strategy.option == "to-datetime") return client::parse_datetime(text);
    const auto back = client::parse_duration(text);
    if (!back) return back;
    return to_milliseconds(now) - *back;
}

std::string_view name_of(client::LogBound bound) {
    switch (bound) {
        case client::LogBound::start: return "start";
        case client::LogBound::end: return "end";
        case client::LogBound::none: break;
    }
    return "none";
}

}  // namespace

Result<ResetOrder> parse_reset(const CommandLine& line, WallTime now) {
    if (line.words.size() != 3) return misuse("say it as: group reset-offsets G --topic NAME:0,1 --to-earliest --dry-run");
    ResetOrder order{.group = line.words[2], .scopes = {}, .target = {}, .dry_run = line.option("dry-run").has_value()};
    if (order.dry_run && line.option("execute")) return misuse("--dry-run and --execute do not go together");
    const Strategy* chosen = nullptr;
    for (const Strategy& strategy : strategies) {
        const auto text = line.option(std::string(strategy.option));
        if (!text) continue;
        if (chosen != nullptr) return misuse(fmt::format("--{} and --{} do not go together", chosen->option, strategy.option));
        chosen = &strategy;
        if (!strategy.takes_value && !text->empty()) return misuse(fmt::format("--{} takes no value", strategy.option));
        order.target.kind = strategy.kind;
        if (!strategy.takes_value) continue;
        const auto value = value_of(strategy, *text, now);
        if (!value) return std::unexpected(value.error());
        order.target.value = *value;
    }
    if (chosen == nullptr)
        return misuse("say where to: --to-earliest, --to-latest, --to-current, --to-offset, --shift-by, --to-datetime or --by-duration");
    const bool all = line.option("all-topics").has_value();
    const auto topics = line.all("topic");
    if (all == !topics.empty()) return misuse("say which partitions: --topic NAME, --topic NAME:0,1 or --all-topics");
    for (const std::string& text : topics) {
        auto scope = client::parse_topic_scope(text);
        if (!scope) return std::unexpected(scope.error());
        order.scopes.push_back(std::move(*scope));
    }
    return order;
}

nlohmann::json reset_rows(const client::ResetPlan& plan) {
    nlohmann::json rows = nlohmann::json::array();
    for (const auto& [key, reset] : plan.partitions) {
        rows.push_back({{"topic", key.topic},
                        {"partition", key.partition},
                        {"current", reset.current ? nlohmann::json(reset.current->value()) : nlohmann::json()},
                        {"new", reset.target.value()},
                        {"log_start", reset.log_start.value()},
                        {"log_end", reset.log_end.value()},
                        {"bound", name_of(reset.bound)},
                        {"no_record_at_time", reset.no_record_at_time}});
    }
    return rows;
}

}  // namespace vitrine::cluster
