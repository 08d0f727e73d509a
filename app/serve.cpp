// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include "app/headless.h"
#include "base/text.h"
#include "cluster/scenario.h"

using namespace vitrine;

namespace {

// Answers come from the control loop, one line each.
void printLine(const std::string &line)
{
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

}  // namespace

int serve(const Options &options)
{
    HeadlessCluster headless(options);
    if (!headless.start()) return 1;
    printLine("ready bootstrap.servers=" + cluster::bootstrap_servers_text(headless.cluster().options()));
    if (!options.workload.empty()) {
        const std::string rate = options.workloadRate > 0 ? " --rate " + std::to_string(options.workloadRate) : std::string();
        const auto answer = headless.execute("workload start " + options.workload + rate);
        printLine(answer.json);
    }
    headless.untilSignalled([&headless](std::string line) {
        headless.cluster().execute(std::move(line), [](const cluster::CommandAnswer &answer) {
            if (!answer.json.empty()) printLine(answer.json);
        });
    });
    return 0;
}

int runScenario(const Options &options)
{
    std::string text;
    if (!readFile(options.scenarioFile, text)) return 2;
    const auto steps = cluster::parse_scenario(text);
    if (steps.empty()) {
        std::fprintf(stderr, "vitrine: %s has no commands, so there is nothing that could hold\n", options.scenarioFile.c_str());
        return 2;
    }
    // A file of vitrine simulate begins with its options: "seed = 17". No command has a sign of equality for its second word.
    std::string_view first = steps.front().command;
    take_word(first);
    if (take_word(first) == "=") {
        std::fprintf(stderr, "vitrine: %s is a scenario of the simulation: vitrine simulate --scenario %s runs it\n",
                     options.scenarioFile.c_str(), options.scenarioFile.c_str());
        return 2;
    }
    HeadlessCluster headless(options);
    if (!headless.start()) return 1;
    int passed = 0;
    int failed = 0;
    for (const auto &step : steps) {
        if (headless.signalled()) break;
        const auto answer = headless.execute(step.command);
        std::printf("%s %s:%d: %s\n    %s\n", answer.ok ? "ok  " : "FAIL", options.scenarioFile.c_str(), step.line, step.command.c_str(),
                    answer.sentence.c_str());
        std::fflush(stdout);
        ++(answer.ok ? passed : failed);
        if (!answer.ok) break;
    }
    std::printf("%d steps held, %d did not\n", passed, failed);
    return failed == 0 && !headless.signalled() ? 0 : 1;
}
