// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/shrink.h"

#include <algorithm>
#include <set>

#include "env/random.h"

namespace vitrine::simulation {

namespace {

constexpr std::string_view run_symptom = "run";
constexpr std::uint64_t shrink_part = 0x736872696e6b;
// Finer differences of times are not worth a run.
constexpr Milliseconds time_step{100};

bool has_crash(const FaultPlan& plan) {
    return std::ranges::any_of(plan.steps, [](const FaultStep& step) { return step.takes_data_with_care(); });
}

class Shrinker {
public:
    Shrinker(const ScenarioFile& failing, const std::function<bool(const ScenarioFile&)>& fails, const ShrinkLimits& limits)
        : best_(failing), fails_(fails), limits_(limits), first_seed_(failing.options.seed) {
        tried_.insert(failing.to_text());
    }

    Shrunk shrink() {
        while (true) {
            bool smaller = forget_how_it_was_drawn();
            smaller = fewer_steps() || smaller;
            smaller = shorter_safety() || smaller;
            smaller = shorter_pauses() || smaller;
            smaller = fewer_of_everything() || smaller;
            smaller = plainer() || smaller;
            if (exhausted_) break;
            if (smaller) continue;
            if (seeds_ == std::max(limits_.seeds, 1)) break;
            seeds_ = std::max(limits_.seeds, 1);
        }
        return {std::move(best_), runs_, exhausted_};
    }

private:
    // True: the candidate fails too, and is the best one now.
    bool try_it(ScenarioFile candidate) {
        if (!candidate.options.validate() || candidate == best_) return false;
        if (has_crash(candidate.plan) && (candidate.options.min_insync_replicas < 2 || candidate.options.brokers < 3)) return false;
        for (int i = 0; i < seeds_ && !exhausted_; ++i) {
            if (i > 0) candidate.options.seed = env::derive_seed(first_seed_, shrink_part + static_cast<std::uint64_t>(i));
            if (!tried_.insert(candidate.to_text()).second) continue;
            if (runs_ == limits_.runs) {
                exhausted_ = true;
                return false;
            }
            ++runs_;
            if (fails_(candidate)) {
                best_ = std::move(candidate);
                return true;
            }
        }
        return false;
    }

    // The plan is there; what it was drawn from says nothing any more.
    bool forget_how_it_was_drawn() {
        const SwarmOptions plain;
        ScenarioFile candidate = best_;
        candidate.options.faults_per_minute = plain.faults_per_minute;
        candidate.options.fault_weights = plain.fault_weights;
        candidate.options.fault_min = plain.fault_min;
        candidate.options.fault_max = plain.fault_max;
        return try_it(std::move(candidate));
    }

    // All, then halves, quarters, … single ones, later ones first: what comes after the failure goes at once.
    bool fewer_steps() {
        bool smaller = false;
        for (std::size_t chunk = best_.plan.steps.size(); chunk > 0; chunk /= 2) {
            std::size_t end = best_.plan.steps.size();
            while (end > 0 && !exhausted_) {
                const std::size_t begin = end - std::min(chunk, end);
                ScenarioFile candidate = best_;
                auto& steps = candidate.plan.steps;
                steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(begin), steps.begin() + static_cast<std::ptrdiff_t>(end));
                smaller = try_it(std::move(candidate)) || smaller;
                end = begin;
            }
        }
        return smaller;
    }

    bool safety_of(Milliseconds safety) {
        safety -= safety % time_step;
        if (safety < time_step || safety >= best_.options.safety) return false;
        ScenarioFile candidate = best_;
        candidate.options.safety = safety;
        std::erase_if(candidate.plan.steps, [safety](const FaultStep& step) { return step.at >= safety; });
        return try_it(std::move(candidate));
    }

    bool shorter_safety() {
        bool smaller = false;
        const auto shorter = [this] {
            const Milliseconds now = best_.options.safety;
            const Milliseconds behind_steps = best_.plan.steps.empty() ? time_step : best_.plan.steps.back().at + 2 * time_step;
            return safety_of(behind_steps) || safety_of(now / 2) || safety_of(now * 3 / 4) || safety_of(now * 7 / 8);
        };
        while (!exhausted_ && shorter()) smaller = true;
        return smaller;
    }

    // Everything from step `from` on comes earlier.
    bool earlier(std::size_t from, Milliseconds by) {
        by -= by % time_step;
        if (by < time_step || by >= best_.options.safety) return false;
        ScenarioFile candidate = best_;
        for (std::size_t i = from; i < candidate.plan.steps.size(); ++i) candidate.plan.steps[i].at -= by;
        candidate.options.safety -= by;
        return try_it(std::move(candidate));
    }

    bool shorter_pauses() {
        bool smaller = false;
        for (std::size_t i = 0; i < best_.plan.steps.size() && !exhausted_; ++i) {
            const auto pause = [&] { return best_.plan.steps[i].at - (i == 0 ? Milliseconds(0) : best_.plan.steps[i - 1].at); };
            while (earlier(i, pause() - time_step) || earlier(i, pause() / 2)) smaller = true;
        }
        return smaller;
    }

    bool fewer_of_everything() {
        bool smaller = fewer_brokers();
        const auto fewer = [&](int SwarmOptions::* member, int lowest) {
            const auto with = [&](int number) {
                if (number >= best_.options.*member) return false;
                ScenarioFile candidate = best_;
                candidate.options.*member = number;
                candidate.options.min_insync_replicas =
                    std::min(candidate.options.min_insync_replicas, candidate.options.replication_factor);
                return try_it(std::move(candidate));
            };
            const auto step = [&] {
                const int now = best_.options.*member;
                return with(lowest) || with(lowest + (now - lowest) / 2) || with(now - 1);
            };
            while (!exhausted_ && best_.options.*member > lowest && step()) smaller = true;
        };
        fewer(&SwarmOptions::topics_created_per_minute, 0);
        fewer(&SwarmOptions::auditors, 0);
        fewer(&SwarmOptions::readers, 0);
        fewer(&SwarmOptions::groups, 0);
        fewer(&SwarmOptions::members_per_group, 1);
        fewer(&SwarmOptions::producers, 0);
        fewer(&SwarmOptions::topics, 1);
        fewer(&SwarmOptions::partitions, 1);
        fewer(&SwarmOptions::offsets_partitions, 1);
        fewer(&SwarmOptions::replication_factor, 1);
        fewer(&SwarmOptions::records_per_second, 1);
        fewer(&SwarmOptions::record_bytes, 40);
        return smaller;
    }

    bool fewer_brokers() {
        bool smaller = false;
        const auto with = [this](int brokers) {
            if (brokers < 1 || brokers >= best_.options.brokers) return false;
            ScenarioFile candidate = best_;
            candidate.options.brokers = brokers;
            candidate.options.replication_factor = std::min(candidate.options.replication_factor, brokers);
            candidate.options.min_insync_replicas = std::min(candidate.options.min_insync_replicas, candidate.options.replication_factor);
            return try_it(std::move(candidate));
        };
        while (!exhausted_ && (with(1) || with(3) || with(best_.options.brokers - 1))) smaller = true;
        return smaller;
    }

    bool plainer() {
        bool smaller = false;
        const SwarmOptions plain;
        const auto set = [&](auto SwarmOptions::* member, auto value) {
            if (best_.options.*member == value || exhausted_) return;
            ScenarioFile candidate = best_;
            candidate.options.*member = value;
            smaller = try_it(std::move(candidate)) || smaller;
        };
        set(&SwarmOptions::link_jitter, Milliseconds(0));
        set(&SwarmOptions::sync_jitter, Milliseconds(0));
        set(&SwarmOptions::link_delay, plain.link_delay);
        set(&SwarmOptions::sync_delay, Milliseconds(0));
        set(&SwarmOptions::replica_lag, plain.replica_lag);
        set(&SwarmOptions::broker_session, plain.broker_session);
        set(&SwarmOptions::segment_bytes, plain.segment_bytes);
        set(&SwarmOptions::cooperative, plain.cooperative);
        set(&SwarmOptions::workload, plain.workload);
        set(&SwarmOptions::crash_bytes, plain.crash_bytes);
        set(&SwarmOptions::crash_loses_names, plain.crash_loses_names);
        return smaller;
    }

    ScenarioFile best_;
    const std::function<bool(const ScenarioFile&)>& fails_;
    const ShrinkLimits limits_;
    const std::uint64_t first_seed_;
    std::set<std::string> tried_;  // texts
    int seeds_ = 1;                // for each candidate, at present
    int runs_ = 0;
    bool exhausted_ = false;
};

}  // namespace

std::string symptom_of(const Verdict& verdict) {
    if (!verdict.failure.empty()) return std::string(run_symptom);
    return verdict.violations.empty() ? std::string() : verdict.violations.front().checker;
}

bool shows(const Verdict& verdict, std::string_view symptom) {
    if (symptom == run_symptom) return !verdict.failure.empty();
    return verdict.failure.empty() &&
           std::ranges::any_of(verdict.violations, [symptom](const Violation& violation) { return violation.checker == symptom; });
}

Shrunk shrink(const ScenarioFile& failing, const std::function<bool(const ScenarioFile&)>& fails, const ShrinkLimits& limits) {
    return Shrinker(failing, fails, limits).shrink();
}

Shrunk shrink(const ScenarioFile& failing, std::string_view symptom, const ShrinkLimits& limits) {
    return shrink(failing, [symptom](const ScenarioFile& candidate) { return shows(run_scenario(candidate), symptom); }, limits);
}

}  // namespace vitrine::simulation
