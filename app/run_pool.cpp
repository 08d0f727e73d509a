// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run_pool.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include <sys/wait.h>
#include <unistd.h>

#include "base/assert.h"
#include "simulation/shrink.h"

using namespace vitrine;
using simulation::ScenarioFile;
using simulation::Verdict;
using SteadyClock = std::chrono::steady_clock;

namespace {

// What to do with an assertion that fails on this thread, in a simulated world. It does not return.
thread_local const std::function<void(std::string_view)> *assertionFailed = nullptr;

void onAssertion(std::string_view sentence)
{
    if (assertionFailed != nullptr) (*assertionFailed)(sentence);
    std::fprintf(stderr, "%.*s\n", static_cast<int>(sentence.size()), sentence.data());
    std::abort();
}

// The seed that a signal such as SIGSEGV ends the process with, in digits; signal handlers can do little.
thread_local std::array<char, 24> runningNumber{};

void onDeath(int signal)
{
    const auto say = [](const char *text, std::size_t size) { [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text, size); };
    const auto digits = std::find(runningNumber.begin(), runningNumber.end(), '\0');
    constexpr std::string_view before = "\nvitrine: the process ends in the run of seed ";
    if (digits != runningNumber.begin()) {
        say(before.data(), before.size());
        say(runningNumber.data(), static_cast<std::size_t>(digits - runningNumber.begin()));
        say("\n", 1);
    }
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

constexpr std::string_view digestSymptom = "digest";

// The place is enough; values and contexts change with the scenario.
std::string assertionSymptom(std::string_view sentence)
{
    return "assertion " + std::string(sentence.substr(0, sentence.find(": assertion failed")));
}

void nameRun(std::uint64_t number)
{
    runningNumber.fill('\0');
    std::snprintf(runningNumber.data(), runningNumber.size(), "%llu", static_cast<unsigned long long>(number));
}

}  // namespace

std::string RunOutcome::symptom() const
{
    if (!assertion.empty()) return assertionSymptom(assertion);
    if (!verdict.ok()) return simulation::symptom_of(verdict);
    return secondDigest.value_or(verdict.digest) == verdict.digest ? std::string() : std::string(digestSymptom);
}

struct RunPool::State {
    explicit State(Task task_) : task(std::move(task_)), next(task.numbers.first) {}

    struct Running {
        SteadyClock::time_point since = SteadyClock::now();
        Duration simulated{0};
    };

    void work();
    // False: there is nothing more to be done.
    bool takeNumber(std::uint64_t &number);
    [[nodiscard]] bool isGivenUp(std::uint64_t number) const { return stopped || (failedFirst && number > *failedFirst); }
    void ended(RunOutcome outcome, Duration simulated);
    bool progressed(std::uint64_t number, Duration simulated);
    [[noreturn]] void stickHere(std::uint64_t number, std::string_view sentence);

    const Task task;
    mutable std::mutex mutex;
    std::condition_variable changed;
    // All below is guarded by the mutex.
    std::uint64_t next;
    bool usedUp = false;
    bool stopped = false;
    std::optional<std::uint64_t> failedFirst;  // the lowest number that failed, where this ends all
    std::map<std::uint64_t, Running> running;
    Progress progress;
    Duration simulatedBefore{0};               // by runs that ended
    std::vector<RunOutcome> outcomes;
    std::vector<std::thread> threads;
    std::size_t working = 0;
    std::vector<std::thread::id> stuck;
};

bool RunPool::State::takeNumber(std::uint64_t &number)
{
    const std::lock_guard lock(mutex);
    if (usedUp || stopped || failedFirst) return false;
    number = next;
    if (next == task.numbers.last) usedUp = true;
    else ++next;
    running.emplace(number, Running());
    return true;
}

bool RunPool::State::progressed(std::uint64_t number, Duration simulated)
{
    const std::lock_guard lock(mutex);
    running[number].simulated = simulated;
    return !isGivenUp(number);
}

void RunPool::State::ended(RunOutcome outcome, Duration simulated)
{
    const std::lock_guard lock(mutex);
    running.erase(outcome.number);
    // A run that was given up says nothing.
    if (!isGivenUp(outcome.number)) {
        progress.figures.add(outcome.verdict);
        if (!outcome.ok() && outcome.verdict.ok()) ++progress.figures.failed;  // for what no checker found
        simulatedBefore += simulated;
        if (outcome.secondDigest) ++progress.twice;
        if (!outcome.ok() && task.stopsAtFailure) failedFirst = std::min(failedFirst.value_or(outcome.number), outcome.number);
        outcomes.push_back(std::move(outcome));
    }
    changed.notify_all();
}

// Objects in the middle of a call cannot be destroyed; so the world stays, and its thread with it.
void RunPool::State::stickHere(std::uint64_t number, std::string_view sentence)
{
    RunOutcome outcome;
    outcome.number = number;
    outcome.assertion = sentence;
    {
        const std::lock_guard lock(mutex);
        stuck.push_back(std::this_thread::get_id());
    }
    ended(std::move(outcome), Duration(0));
    {
        const std::lock_guard lock(mutex);
        --working;
        changed.notify_all();
    }
    while (true) std::this_thread::sleep_for(std::chrono::hours(1));
}

void RunPool::State::work()
{
    std::uint64_t number = 0;
    const std::function<void(std::string_view)> failed = [&](std::string_view sentence) { stickHere(number, sentence); };
    assertionFailed = &failed;
    while (takeNumber(number)) {
        nameRun(number);
        const ScenarioFile scenario = task.scenarioOf(number);
        RunOutcome outcome;
        outcome.number = number;
        const simulation::RunHooks hooks{.progress = [this, number](Duration simulated) { return progressed(number, simulated); }};
        outcome.verdict = task.run(scenario, hooks);
        Duration simulated = outcome.verdict.simulated;
        if (task.runsTwice(number) && progressed(number, Duration(0))) {
            const Verdict second = task.run(scenario, hooks);
            outcome.secondDigest = second.digest;
            simulated += second.simulated;
        }
        ended(std::move(outcome), simulated);
    }
    assertionFailed = nullptr;
    const std::lock_guard lock(mutex);
    --working;
    changed.notify_all();
}

RunPool::RunPool(Task task) : m_state(std::make_shared<State>(std::move(task)))
{
    set_assertion_handler(onAssertion);
    for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) {
        struct sigaction now{};
        // A sanitizer's own handler says more.
        if (::sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_DFL) std::signal(signal, onDeath);
    }
    const std::lock_guard lock(m_state->mutex);
    m_state->working = static_cast<std::size_t>(std::max(m_state->task.threads, 1));
    for (std::size_t i = 0; i < m_state->working; ++i) m_state->threads.emplace_back([state = m_state] { state->work(); });
}

RunPool::~RunPool()
{
    stop();
    {
        std::unique_lock lock(m_state->mutex);
        m_state->changed.wait(lock, [this] { return m_state->working == 0; });
    }
    for (std::thread &thread : m_state->threads) {
        if (std::ranges::find(m_state->stuck, thread.get_id()) == m_state->stuck.end()) thread.join();
        else thread.detach();
    }
}

RunPool::Progress RunPool::waitFor(std::chrono::milliseconds time)
{
    std::unique_lock lock(m_state->mutex);
    m_state->changed.wait_for(lock, time, [this] { return m_state->working == 0 || !m_state->outcomes.empty(); });
    Progress progress = m_state->progress;
    progress.simulated = m_state->simulatedBefore;
    const auto now = SteadyClock::now();
    for (const auto &[number, run] : m_state->running) {
        progress.simulated += run.simulated;
        if (now - run.since > progress.oldestFor) {
            progress.oldest = number;
            progress.oldestFor = now - run.since;
        }
    }
    progress.over = m_state->working == 0;
    return progress;
}

void RunPool::finish()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->usedUp = true;
}

void RunPool::stop()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->stopped = true;
}

std::vector<RunOutcome> RunPool::take()
{
    const std::lock_guard lock(m_state->mutex);
    return std::exchange(m_state->outcomes, {});
}

bool RunPool::hasStuckThreads() const
{
    const std::lock_guard lock(m_state->mutex);
    return !m_state->stuck.empty();
}

std::vector<std::string> symptomsOf(const ScenarioFile &scenario, bool twice)
{
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) return {};
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        const auto answer = [&](const std::string &text) {
            [[maybe_unused]] const auto written = ::write(ends[1], text.data(), text.size());
        };
        const std::function<void(std::string_view)> failed = [&](std::string_view sentence) {
            answer(assertionSymptom(sentence) + "\n");
            std::_Exit(0);
        };
        assertionFailed = &failed;
        const Verdict verdict = run_scenario(scenario);
        std::set<std::string> symptoms;
        if (!verdict.ok()) symptoms.insert(simulation::symptom_of(verdict));
        for (const auto &violation : verdict.violations) symptoms.insert(violation.checker);
        if (twice && run_scenario(scenario).digest != verdict.digest) symptoms.insert(std::string(digestSymptom));
        std::string text;
        for (const std::string &symptom : symptoms) text += symptom + "\n";
        answer(text);
        std::_Exit(0);
    }
    ::close(ends[1]);
    std::string text;
    std::array<char, 4096> bytes{};
    for (ssize_t count = 0; (count = ::read(ends[0], bytes.data(), bytes.size())) > 0;) {
        text.append(bytes.data(), static_cast<std::size_t>(count));
    }
    ::close(ends[0]);
    int status = 0;
    if (child > 0 && ::waitpid(child, &status, 0) == child && WIFSIGNALED(status)) text += "signal\n";
    std::vector<std::string> symptoms;
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n')) {
        symptoms.push_back(text.substr(0, end));
        text.erase(0, end + 1);
    }
    return symptoms;
}
