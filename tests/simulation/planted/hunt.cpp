// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/planted/hunt.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace vitrine::simulation::test {

namespace {

std::string noted(const std::string& text, const std::string& key) {
    const std::string mark = "# " + key + ": ";
    const std::size_t at = text.find(mark);
    if (at == std::string::npos) return {};
    const std::size_t begin = at + mark.size();
    return text.substr(begin, text.find('\n', begin) - begin);
}

}  // namespace

std::vector<PlantedScenario> planted_scenarios() {
    std::vector<PlantedScenario> scenarios;
    std::vector<std::filesystem::path> paths;
    const auto folder = std::filesystem::path(VITRINE_SOURCE_DIR) / "tests/simulation/planted/scenarios";
    for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry.path());
    std::ranges::sort(paths);
    for (const auto& path : paths) {
        std::stringstream content;
        content << std::ifstream(path).rdbuf();
        const std::string text = content.str();
        auto scenario = ScenarioFile::parse(text);
        EXPECT_TRUE(scenario) << path << ": " << scenario.error().message;
        if (!scenario) continue;
        const WrongRules& wrong = scenario->options.wrong_rules;
        const auto defect = planted::parse_defect(path.stem().string());
        EXPECT_TRUE(defect && wrong == WrongRules{*defect}) << path << ": the wrong rule is " << to_text(wrong);
        const std::string budget = noted(text, "budget");
        const std::string checker = noted(text, "checker");
        EXPECT_FALSE(budget.empty() || checker.empty()) << path;
        if (defect) scenarios.push_back({*defect, checker, budget.empty() ? 0 : std::stoi(budget), std::move(*scenario)});
    }
    return scenarios;
}

Hunt hunt_by(const PlantedScenario& planted) {
    return {planted.defect, planted.budget, [scenario = planted.scenario](std::uint64_t seed) {
                ScenarioFile changed = scenario;
                changed.options.seed = seed;
                if (changed.plan.steps.empty()) changed.plan = draw_fault_plan(changed.options);
                const Verdict verdict = run_scenario(changed, {.progress = {}, .stop_at_violation = true});
                HuntOutcome outcome;
                outcome.simulated = verdict.simulated;
                if (!verdict.violations.empty()) {
                    const Violation& first = verdict.violations.front();
                    outcome.caught = Caught{first.checker, first.sentence};
                    outcome.simulated = first.at.time_since_epoch();
                } else if (!verdict.failure.empty()) {
                    outcome.caught = Caught{"run", verdict.failure};
                }
                return outcome;
            }};
}

}  // namespace vitrine::simulation::test
