// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/fault_plan.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "cluster/command_line.h"

namespace vitrine::simulation {

bool FaultStep::takes_data_with_care() const {
    const auto line = cluster::CommandLine::parse(command);
    if (!line || line->words.size() < 2 || line->words.back() == "always") return false;
    const std::string verb = line->words[0] + " " + line->words[1];
    return verb == "broker crash" || verb == "broker wipe" || verb == "disk flip";
}

Result<Milliseconds> parse_milliseconds(std::string_view text, std::string_view what) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    const double factor = unit == "ms" ? 1 : unit == "s" ? 1000 : unit == "m" ? 60'000 : 0;
    constexpr double week_ms = 7.0 * 24 * 3600 * 1000;
    if (error != std::errc() || factor == 0 || !(value >= 0) || value * factor > week_ms) {
        return failure(ErrorCode::INVALID_REQUEST, fmt::format("{} must be a time such as 250ms, 1.5s or 2m, not \"{}\"", what, text));
    }
    return Milliseconds(std::llround(value * factor));
}

std::string seconds_text(Duration duration) {
    constexpr std::int64_t second_ns = 1'000'000'000;
    const std::int64_t ns = duration.count();
    std::string text = fmt::format("{}.{:09}", ns / second_ns, ns % second_ns);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text + "s";
}

Result<FaultStep> parse_fault_step(std::string_view line) {
    std::string_view rest = line;
    if (take_word(rest) != "at") {
        return failure(ErrorCode::INVALID_REQUEST, fmt::format("\"{}\" is no step; say it as: at 12.5s broker kill 2", trim(line)));
    }
    const auto at = parse_milliseconds(take_word(rest), "the time of a step");
    if (!at) return std::unexpected(at.error());
    const auto command = cluster::CommandLine::parse(rest);
    if (!command) return std::unexpected(command.error());
    if (command->words.empty()) return failure(ErrorCode::INVALID_REQUEST, fmt::format("\"{}\" names no command", trim(line)));
    return FaultStep{*at, std::string(rest)};
}

std::string to_text(const FaultStep& step) { return fmt::format("at {} {}", seconds_text(step.at), step.command); }

Result<FaultPlan> FaultPlan::parse(std::string_view text) {
    FaultPlan plan;
    for (int number = 1; !text.empty(); ++number) {
        const std::string_view line = take_line(text);
        if (line.empty() || line.front() == '#') continue;
        auto step = parse_fault_step(line);
        if (!step) return failure(ErrorCode::INVALID_REQUEST, fmt::format("line {}: {}", number, step.error().message));
        if (plan.steps.size() == steps_max) {
            return failure(ErrorCode::INVALID_REQUEST, fmt::format("line {}: a plan has at most {} steps", number, steps_max));
        }
        plan.steps.push_back(std::move(*step));
    }
    std::ranges::stable_sort(plan.steps, {}, &FaultStep::at);
    return plan;
}

std::string FaultPlan::to_text() const {
    std::string text;
    for (const FaultStep& step : steps) text += simulation::to_text(step) + "\n";
    return text;
}

}  // namespace vitrine::simulation
