// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/simulate.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <thread>

#include <fmt/format.h>
#include <unistd.h>

#include "app/run_pool.h"
#include "simulation/shrink.h"
#include "simulation/time_machine.h"

using namespace vitrine;
using namespace std::chrono_literals;
using simulation::FaultChoice;
using simulation::ScenarioFile;
using simulation::SeedRange;
using SteadyClock = std::chrono::steady_clock;

namespace {

volatile std::sig_atomic_t interrupted = 0;
static_assert(std::atomic<std::sig_atomic_t>::is_always_lock_free);

// The second one ends the process at once.
void onInterrupt(int) { interrupted = 1; }

void catchInterrupts()
{
    struct sigaction action{};
    action.sa_handler = onInterrupt;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

double seconds(SteadyClock::duration duration) { return std::max(std::chrono::duration<double>(duration).count(), 1e-6); }

// One line on standard error: on a terminal written again and again, else now and then.
class ProgressLine {
public:
    void show(const std::string &text)
    {
        const auto now = SteadyClock::now();
        if (m_shown && now - *m_shown < (m_terminal ? 200ms : 10s)) return;
        m_shown = now;
        std::fprintf(stderr, m_terminal ? "\r%s\033[K" : "%s\n", text.c_str());
        std::fflush(stderr);
        m_visible = m_terminal;
    }
    // Before anything else is printed.
    void clear()
    {
        if (m_visible) std::fputs("\r\033[K", stderr);
        m_visible = false;
    }

private:
    const bool m_terminal = ::isatty(STDERR_FILENO) == 1;
    std::optional<SteadyClock::time_point> m_shown;
    bool m_visible = false;
};

struct Plan {
    SeedRange seeds;
    FaultChoice faults;
    std::optional<ScenarioFile> scenario;  // instead of seeds
    std::vector<simulation::Intervention> interventions;  // in it, by a person
    simulation::WrongRules wrongRules;     // of seeds
    int threads = 1;
};

Status wrong(std::string sentence) { return failure(ErrorCode::INVALID_REQUEST, std::move(sentence)); }

Status planFrom(const SimulateOptions &options, Plan &plan)
{
    const bool replays = !options.scenarioFile.empty();
    if (replays && (!options.seeds.empty() || !options.digests.empty() || options.minutes > 0 || options.faults != "all")) {
        return wrong("--scenario says everything about a run: --seeds, --minutes, --faults and --digests do not go with it");
    }
    if (!options.digests.empty() && (!options.seeds.empty() || options.minutes > 0)) {
        return wrong("--digests names its seeds itself: --seeds and --minutes do not go with it");
    }
    const std::string usual = options.minutes > 0 ? "1.." : "1..1000";
    const auto seeds = SeedRange::parse(!options.digests.empty() ? options.digests : options.seeds.empty() ? usual : options.seeds);
    if (!seeds) return std::unexpected(seeds.error());
    if (!options.digests.empty() && seeds->count() == 0) return wrong("--digests needs a last seed");
    plan.seeds = *seeds;
    const auto faults = FaultChoice::parse(options.faults);
    if (!faults) return std::unexpected(faults.error());
    plan.faults = *faults;
    plan.threads = options.jobs > 0 ? options.jobs : std::max(static_cast<int>(std::thread::hardware_concurrency()), 1);
    if (replays) {
        std::ostringstream text;
        if (std::ifstream file(options.scenarioFile, std::ios::binary); !file || !(text << file.rdbuf())) {
            return wrong(options.scenarioFile + " cannot be read");
        }
        auto recording = simulation::Recording::parse(text.str());
        if (!recording) return wrong(options.scenarioFile + ": " + recording.error().message);
        plan.scenario = std::move(recording->scenario);
        plan.interventions = std::move(recording->interventions);
        if (!plan.interventions.empty() && !options.directory.empty()) {
            return wrong(options.scenarioFile +
                         " is a recording with interventions: nothing smaller is the same, so --write does not go with it");
        }
        plan.seeds = {plan.scenario->options.seed, plan.scenario->options.seed};
        plan.threads = 1;
    }
    if (!options.wrongRules.empty()) {
        const auto rules = simulation::parse_wrong_rules(options.wrongRules);
        if (!rules) return std::unexpected(rules.error());
        (plan.scenario ? plan.scenario->options.wrong_rules : plan.wrongRules) = *rules;
    }
    if (const Status possible = simulation::can_be_wrong(plan.scenario ? plan.scenario->options.wrong_rules : plan.wrongRules); !possible)
        return possible;
    std::error_code error;
    if (!options.directory.empty()) std::filesystem::create_directories(options.directory, error);
    if (error) return wrong(options.directory + " cannot be made a directory: " + error.message());
    return {};
}

ScenarioFile scenarioOf(const Plan &plan, std::uint64_t seed)
{
    if (plan.scenario) return *plan.scenario;
    ScenarioFile scenario = plan.faults.scenario_of(seed);
    scenario.options.wrong_rules = plan.wrongRules;
    return scenario;
}

RunPool::Task taskFrom(const SimulateOptions &options, const Plan &plan)
{
    return {.numbers = plan.seeds,
            .scenarioOf = [&plan](std::uint64_t seed) { return scenarioOf(plan, seed); },
            .runsTwice = [every = options.twiceEvery](std::uint64_t seed) { return every > 0 && seed % every == 0; },
            .run =
                [&plan](const ScenarioFile &scenario, const simulation::RunHooks &hooks) {
                    return plan.interventions.empty() ? run_scenario(scenario, hooks)
                                                      : run_recording({scenario, plan.interventions}, hooks);
                },
            .threads = plan.threads,
            .stopsAtFailure = !options.keepGoing};
}

std::string progressText(const RunPool::Progress &progress, const Plan &plan, SteadyClock::duration elapsed)
{
    const double time = seconds(elapsed);
    const auto &figures = progress.figures;
    std::string text = simulation::with_commas(figures.runs);
    if (plan.seeds.count() > 0) text += " of " + simulation::with_commas(plan.seeds.count());
    text +=
        fmt::format(" seeds, {:.1f} a second, {:.0f} simulated seconds a second, {} events a second, {} violations",
                    static_cast<double>(figures.runs) / time, std::chrono::duration<double>(progress.simulated).count() / time,
                    simulation::with_commas(static_cast<std::uint64_t>(static_cast<double>(figures.events) / time)), figures.violations);
    if (progress.oldestFor > 20s) text += fmt::format("; seed {} runs for {:.0f} s", progress.oldest, seconds(progress.oldestFor));
    return text;
}

std::string finalText(const RunPool::Progress &progress, const Plan &plan, SteadyClock::duration elapsed)
{
    const double time = seconds(elapsed);
    const auto &figures = progress.figures;
    std::string text = fmt::format("{} seeds in {:.1f} s on {} threads, {} of them twice: {} failed, {} violations\n",
                                   simulation::with_commas(figures.runs), time, plan.threads, simulation::with_commas(progress.twice),
                                   simulation::with_commas(figures.failed), simulation::with_commas(figures.violations));
    text += to_string(figures) + "\n";
    text += fmt::format("{:.1f} seeds, {:.0f} simulated seconds, {} events of the world in each second\n",
                        static_cast<double>(figures.runs) / time, std::chrono::duration<double>(figures.simulated).count() / time,
                        simulation::with_commas(static_cast<std::uint64_t>(static_cast<double>(figures.events) / time)));
    return text;
}

// The verdict's text, without the hundredth of many violations.
std::string shortText(const RunOutcome &outcome)
{
    if (!outcome.assertion.empty()) return "FAILED: " + outcome.assertion + "\n";
    constexpr std::size_t violationsMax = 20;
    simulation::Verdict verdict = outcome.verdict;
    if (verdict.violations.size() > violationsMax) verdict.violations.resize(violationsMax);
    std::string text = to_string(verdict);
    if (outcome.secondDigest && *outcome.secondDigest != outcome.verdict.digest) {
        text += fmt::format("FAILED: run again it came to digest {:016x}: something else than the seed decides\n", *outcome.secondDigest);
    }
    return text;
}

std::string seedCommand(std::uint64_t seed, const Plan &plan)
{
    std::string command = fmt::format("vitrine simulate --seeds {}", seed);
    if (!plan.faults.is_all()) command += " --faults " + plan.faults.to_text();
    if (!plan.wrongRules.empty()) command += fmt::format(" --wrong-rule \"{}\"", simulation::to_text(plan.wrongRules));
    return command;
}

// Shrinks what failed and writes it down. False: the file could not be written.
bool writeDown(const RunOutcome &outcome, const SimulateOptions &options, const Plan &plan)
{
    const std::string symptom = outcome.symptom();
    const ScenarioFile whole = scenarioOf(plan, outcome.number);
    simulation::Shrunk shrunk{whole};
    if (options.shrinkRuns > 0) {
        ProgressLine line;
        const bool twice = symptom == "digest";
        int asked = 0;
        const auto fails = [&](const ScenarioFile &candidate) {
            line.show(fmt::format("shrinking: {} of at most {} runs", ++asked, options.shrinkRuns));
            if (interrupted != 0) return false;
            const auto symptoms = symptomsOf(candidate, twice);
            return std::ranges::find(symptoms, symptom) != symptoms.end();
        };
        shrunk = shrink(whole, fails, {.runs = options.shrinkRuns});
        line.clear();
    }
    const std::filesystem::path source(options.scenarioFile);
    const std::string name = plan.scenario ? source.stem().string() + "-shrunk.scenario" : fmt::format("seed-{}.scenario", outcome.number);
    const std::filesystem::path path = std::filesystem::path(options.directory) / name;
    const std::string replay = "vitrine simulate --scenario " + path.string() + (symptom == "digest" ? " --twice-every 1" : "");
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << "# It fails by: " << symptom << "\n# Replay it: " << replay << "\n";
    if (!plan.scenario) file << "# It was: " << seedCommand(outcome.number, plan) << "\n";
    file << shrunk.scenario.to_text();
    file.close();
    if (!file) {
        std::fprintf(stderr, "vitrine: %s cannot be written; the scenario is:\n%s", path.c_str(), shrunk.scenario.to_text().c_str());
        return false;
    }
    std::printf("%s: %zu of %zu steps, %.1f of %.1f s, by %d runs%s; it still fails by %s\n", path.c_str(),
                shrunk.scenario.plan.steps.size(), whole.plan.steps.size(),
                std::chrono::duration<double>(shrunk.scenario.options.safety).count(),
                std::chrono::duration<double>(whole.options.safety).count(), shrunk.runs, shrunk.exhausted ? " (no more were allowed)" : "",
                symptom.c_str());
    std::printf("replay: %s\n", replay.c_str());
    return true;
}

// In the order of seeds, whichever ends first.
class DigestPrinter {
public:
    explicit DigestPrinter(std::uint64_t first) : m_next(first) {}
    void add(const RunOutcome &outcome)
    {
        m_waiting[outcome.number] = outcome.assertion.empty() ? fmt::format("{:016x}", outcome.verdict.digest) : outcome.symptom();
        for (auto it = m_waiting.begin(); it != m_waiting.end() && it->first == m_next; it = m_waiting.erase(it), ++m_next) {
            std::printf("%llu %s\n", static_cast<unsigned long long>(it->first), it->second.c_str());
        }
    }

private:
    std::uint64_t m_next;
    std::map<std::uint64_t, std::string> m_waiting;
};

int printDigests(const SimulateOptions &options, const Plan &plan)
{
    RunPool::Task task = taskFrom(options, plan);
    task.runsTwice = [](std::uint64_t) { return false; };
    task.stopsAtFailure = false;
    RunPool pool(std::move(task));
    DigestPrinter printer(plan.seeds.first);
    RunPool::Progress progress;
    while (!progress.over && interrupted == 0) {
        progress = pool.waitFor(100ms);
        for (const RunOutcome &outcome : pool.take()) printer.add(outcome);
        std::fflush(stdout);
    }
    if (pool.hasStuckThreads()) std::_Exit(interrupted != 0 ? 130 : 0);
    return interrupted != 0 ? 130 : 0;
}

}  // namespace

int simulate(const SimulateOptions &options)
{
    Plan plan;
    if (const Status planned = planFrom(options, plan); !planned) {
        std::fprintf(stderr, "vitrine: %s\n", planned.error().message.c_str());
        return 2;
    }
    catchInterrupts();
    if (!options.digests.empty()) return printDigests(options, plan);

    const auto begin = SteadyClock::now();
    const auto end =
        begin + std::chrono::duration_cast<SteadyClock::duration>(std::chrono::duration<double, std::ratio<60>>(options.minutes));
    ProgressLine line;
    if (!plan.scenario)
        line.show(fmt::format("seeds from {} on, faults: {}, {} threads", plan.seeds.first, plan.faults.to_text(), plan.threads));
    std::map<std::uint64_t, RunOutcome> failed;
    RunPool::Progress progress;
    SteadyClock::duration elapsed{};
    bool stuck = false;
    {
        RunPool pool(taskFrom(options, plan));
        const auto collect = [&] {
            for (RunOutcome &outcome : pool.take()) {
                if (plan.scenario) std::fputs(shortText(outcome).c_str(), stdout);
                if (outcome.ok()) continue;
                if (!plan.scenario) {
                    line.clear();
                    std::printf("seed %llu %s", static_cast<unsigned long long>(outcome.number), shortText(outcome).c_str());
                    std::printf("replay: %s\n", seedCommand(outcome.number, plan).c_str());
                }
                std::fflush(stdout);
                failed.emplace(outcome.number, std::move(outcome));
            }
        };
        while (!progress.over) {
            progress = pool.waitFor(100ms);
            elapsed = SteadyClock::now() - begin;
            collect();
            if (interrupted != 0) pool.stop();
            if (options.minutes > 0 && SteadyClock::now() >= end) pool.finish();
            if (!plan.scenario) line.show(progressText(progress, plan, elapsed));
        }
        collect();
        stuck = pool.hasStuckThreads();
    }
    line.clear();

    bool written = true;
    if (!plan.scenario || !options.directory.empty()) {
        std::set<std::string> symptoms;  // one file for each is enough
        for (const auto &[seed, outcome] : failed) {
            if (interrupted != 0 || (!symptoms.empty() && !options.keepGoing)) break;
            if (symptoms.insert(outcome.symptom()).second) written = writeDown(outcome, options, plan) && written;
        }
    }
    if (!plan.scenario) std::fputs(finalText(progress, plan, elapsed).c_str(), stdout);
    if (interrupted != 0) std::puts("interrupted");
    std::fflush(stdout);
    const int code = !failed.empty() || !written ? 1 : interrupted != 0 ? 130 : 0;
    if (stuck) std::_Exit(code);
    return code;
}
