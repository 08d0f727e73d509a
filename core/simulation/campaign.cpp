// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/campaign.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace vitrine::simulation {

namespace {

std::optional<std::uint64_t> parse_seed(std::string_view text) {
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return seed;
}

// Of a seed that has drawn none.
constexpr int default_faults_per_minute = 20;

}  // namespace

Result<SeedRange> SeedRange::parse(std::string_view text) {
    const std::size_t dots = text.find("..");
    const auto first = parse_seed(text.substr(0, dots));
    auto last = first;
    if (dots != std::string_view::npos) {
        const std::string_view rest = text.substr(dots + 2);
        last = rest.empty() ? no_end : parse_seed(rest);
    }
    if (!first || !last) {
        return failure(ErrorCode::INVALID_REQUEST, fmt::format("seeds are named as 17, 1..1000 or 1000.., not \"{}\"", text));
    }
    if (*last < *first) return failure(ErrorCode::INVALID_REQUEST, fmt::format("the seeds {} end before they begin", text));
    return SeedRange{*first, *last};
}

Result<FaultChoice> FaultChoice::parse(std::string_view text) {
    FaultChoice choice;
    if (text == "all") return choice;
    choice.kinds_.emplace();
    if (text == "none") return choice;
    while (true) {
        const std::size_t end = std::min(text.find(','), text.size());
        const std::string_view name = text.substr(0, end);
        const auto kind = std::ranges::find(all_fault_kinds, name, [](FaultKind k) { return name_of(k); });
        if (kind == all_fault_kinds.end()) {
            std::string names;
            for (const FaultKind known : all_fault_kinds) names += fmt::format(", {}", name_of(known));
            return failure(ErrorCode::INVALID_REQUEST, fmt::format("there is no fault \"{}\"; there are all, none{}", name, names));
        }
        choice.kinds_->insert(*kind);
        if (end == text.size()) return choice;
        text.remove_prefix(end + 1);
    }
}

std::string FaultChoice::to_text() const {
    if (!kinds_) return "all";
    std::string text;
    for (const FaultKind kind : *kinds_) text += fmt::format("{}{}", text.empty() ? "" : ",", name_of(kind));
    return text.empty() ? "none" : text;
}

ScenarioFile FaultChoice::scenario_of(std::uint64_t seed) const {
    if (!kinds_) return ScenarioFile::of_seed(seed);
    ScenarioFile scenario;
    SwarmOptions& options = scenario.options;
    options = SwarmOptions::draw(seed);
    std::map<FaultKind, int> weights;
    for (const FaultKind kind : *kinds_) {
        const auto drawn = options.fault_weights.find(kind);
        weights[kind] = drawn == options.fault_weights.end() ? 1 : drawn->second;
    }
    options.fault_weights = std::move(weights);
    // A cluster that a loss of power may rightly cost records has none.
    if (!options.fault_weights.empty() && !options.validate()) {
        std::erase_if(options.fault_weights, [](const auto& entry) { return takes_data(entry.first); });
    }
    if (options.fault_weights.empty()) options.faults_per_minute = 0;
    else if (options.faults_per_minute == 0) options.faults_per_minute = default_faults_per_minute;
    scenario.plan = draw_fault_plan(options);
    return scenario;
}

void Figures::add(const Verdict& verdict) {
    ++runs;
    if (!verdict.ok()) ++failed;
    violations += verdict.violation_count;
    simulated += verdict.simulated;
    events += verdict.events;
    observed += verdict.observed;
    commands += verdict.commands - std::min<std::uint64_t>(verdict.commands, verdict.refused.size());
    refused += verdict.refused.size();
    sent += verdict.records.sent;
    acknowledged += verdict.records.acknowledged;
    read += verdict.records.read;
}

std::string to_string(const Figures& figures) {
    return fmt::format(
        "{:.2f} simulated hours, {} events of the world, {} told by nodes; {} commands of fault plans carried out, {} refused; {} records "
        "sent, {} acknowledged, {} read",
        std::chrono::duration<double, std::ratio<3600>>(figures.simulated).count(), with_commas(figures.events),
        with_commas(figures.observed), with_commas(figures.commands), with_commas(figures.refused), with_commas(figures.sent),
        with_commas(figures.acknowledged), with_commas(figures.read));
}

std::string with_commas(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, 1, ',');
    return text;
}

}  // namespace vitrine::simulation
