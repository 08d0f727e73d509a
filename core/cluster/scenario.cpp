// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/scenario.h"

#include "base/text.h"

namespace vitrine::cluster {
namespace {

struct Run {
    Commands& commands;
    std::vector<ScenarioStep> steps;
    std::function<void(const ScenarioStep&, const CommandAnswer&)> each;
    std::move_only_function<void(bool)> done;
    std::size_t next = 0;
};

void step(const std::shared_ptr<Run>& run) {
    if (run->next == run->steps.size()) return run->done(true);
    const ScenarioStep& current = run->steps[run->next++];
    run->commands.execute(current.command, [run, &current](const CommandAnswer& answer) {
        run->each(current, answer);
        if (!answer.ok) return run->done(false);
        run->commands.host().inner_environment().clock.post([run] { step(run); });
    });
}

}  // namespace

std::vector<ScenarioStep> parse_scenario(std::string_view text) {
    std::vector<ScenarioStep> steps;
    int number = 0;
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        ++number;
        if (!line.empty() && line.front() != '#') steps.push_back({number, std::string(line)});
    }
    return steps;
}

void run_scenario(Commands& commands, std::vector<ScenarioStep> steps, std::function<void(const ScenarioStep&, const CommandAnswer&)> each,
                  std::move_only_function<void(bool)> done) {
    step(std::make_shared<Run>(Run{commands, std::move(steps), std::move(each), std::move(done)}));
}

}  // namespace vitrine::cluster
