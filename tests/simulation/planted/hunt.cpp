// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/planted/hunt.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "base/assert.h"

namespace vitrine::simulation::test {

namespace {

std::string noted(const std::string& text, const std::string& key) {
    const std::string mark = "# " + key + ": ";
    const std::size_t at = text.find(mark);
    if (at == std::string::npos) return {};
    const std::size_t begin = at + mark.size();
    return text.substr(begin, text.find('\n', begin) - begin);
}

struct AssertionFailed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

}  // namespace

std::vector<PlantedScenario> planted_scenarios() {
    std::vector<PlantedScenario> scenarios;
    for (const planted::DefectInfo& info : planted::all_defects) {
        const auto path =
            std::filesystem::path(VITRINE_SOURCE_DIR) / "tests/simulation/planted/scenarios" / (std::string(info.id) + ".scenario");
        std::ifstream file(path);
        std::stringstream content;
        content << file.rdbuf();
        const std::string text = content.str();
        auto scenario = ScenarioFile::parse(text);
        EXPECT_TRUE(file && scenario) << path << ": " << (scenario ? "there is no such file" : scenario.error().message);
        if (!file || !scenario) continue;
        const std::string budget = noted(text, "budget");
        scenarios.push_back({info.defect, noted(text, "checker"), budget.empty() ? 0 : std::stoi(budget), std::move(*scenario)});
    }
    return scenarios;
}

ScenarioFile with_seed(const ScenarioFile& scenario, std::uint64_t seed) {
    ScenarioFile changed = scenario;
    changed.options.seed = seed;
    if (changed.plan.steps.empty()) changed.plan = draw_fault_plan(changed.options);
    return changed;
}

std::optional<Found> run_wrong(planted::Defect defect, const ScenarioFile& scenario) {
    const planted::PlantedDefects wrong({defect});
    set_assertion_handler([](std::string_view sentence) { throw AssertionFailed(std::string(sentence)); });
    try {
        const Verdict verdict = run_scenario(scenario, {.progress = {}, .stop_at_violation = true});
        if (!verdict.violations.empty()) {
            const Violation& first = verdict.violations.front();
            return Found{first.checker, first.sentence, first.at};
        }
        if (!verdict.failure.empty()) return Found{"start", verdict.failure, {}};
    } catch (const AssertionFailed& failed) {
        return Found{"assertion", failed.what(), {}};
    }
    return std::nullopt;
}

}  // namespace vitrine::simulation::test
