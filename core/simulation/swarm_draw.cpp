// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <vector>

#include <fmt/ranges.h>

#include "cluster/shape.h"
#include "env/random.h"
#include "simulation/swarm.h"

namespace vitrine::simulation {

using env::sim::UnsyncedBytes;

namespace {

// Parts of a seed; the world takes the seed itself.
constexpr std::uint64_t options_part = 0x6f7074696f6e73;
constexpr std::uint64_t plan_part = 0x706c616e;
constexpr std::uint64_t later_kinds_part = 0x6c61746572;
constexpr std::uint64_t membership_part = 0x6d656d6265727368;
constexpr std::uint64_t snapshots_part = 0x736e617073686f74;
constexpr std::uint64_t compaction_part = 0x636f6d70616374;
constexpr std::size_t added_max = 2;  // at a time

int draw_int(env::Random& random, int from, int to) { return static_cast<int>(random.between(from, to)); }
bool one_in(env::Random& random, std::uint64_t n) { return random.below(n) == 0; }
Milliseconds draw_ms(env::Random& random, Milliseconds from, Milliseconds to) {
    return Milliseconds(random.between(from.count(), to.count()));
}

// What a fault does to a broker, while it lasts; a broker suffers one such fault at a time.
class PlanMaker {
public:
    PlanMaker(const SwarmOptions& options, env::Random& random) : options_(options), random_(random) {
        free_at_.resize(cluster::ClusterShape::brokers_max + 1);
    }

    FaultPlan make() {
        keeps_majority_ = !one_in(random_, 4);
        const std::int64_t count = options_.faults_per_minute * options_.safety.count() / 60'000;
        std::vector<Milliseconds> begins;
        for (std::int64_t i = 0; i < count; ++i) begins.push_back(draw_ms(random_, Milliseconds(0), options_.safety));
        std::ranges::sort(begins);
        for (const Milliseconds at : begins) add(draw_kind(), at);
        std::ranges::stable_sort(plan_.steps, {}, &FaultStep::at);
        return std::move(plan_);
    }

private:
    FaultKind draw_kind() {
        std::uint64_t total = 0;
        for (const auto& [kind, weight] : options_.fault_weights) total += static_cast<std::uint64_t>(weight);
        std::uint64_t drawn = random_.below(total);
        for (const auto& [kind, weight] : options_.fault_weights) {
            if (drawn < static_cast<std::uint64_t>(weight)) return kind;
            drawn -= static_cast<std::uint64_t>(weight);
        }
        return options_.fault_weights.begin()->first;
    }

    void step(Milliseconds at, std::string command) { plan_.steps.push_back({at, std::move(command)}); }

    // Those that the cluster began with, and those that were added.
    [[nodiscard]] std::vector<int> present() const {
        std::vector<int> ids;
        for (int id = 1; id <= options_.brokers; ++id) ids.push_back(id);
        ids.insert(ids.end(), added_.begin(), added_.end());
        return ids;
    }

    int draw_broker() {
        const std::vector<int> ids = present();
        return ids[static_cast<std::size_t>(draw_int(random_, 1, static_cast<int>(ids.size())) - 1)];
    }

    // A broker that no fault holds. In most plans so few are held that a majority of the voters remains.
    std::optional<int> take_broker(Milliseconds at, Milliseconds until) {
        std::vector<int> free;
        int held = 0;
        for (int id = 1; id <= options_.brokers; ++id) {
            if (free_at_[static_cast<std::size_t>(id)] <= at) free.push_back(id);
            else ++held;
        }
        if (keeps_majority_ && held > 0 && 2 * (held + 1) >= options_.brokers) free.clear();
        std::ranges::copy_if(added_, std::back_inserter(free), [&](int id) { return free_at_[static_cast<std::size_t>(id)] <= at; });
        if (free.empty()) return std::nullopt;
        const int chosen = free[random_.below(free.size())];
        free_at_[static_cast<std::size_t>(chosen)] = until;
        return chosen;
    }

    std::optional<std::pair<int, int>> draw_pair() {
        const std::vector<int> ids = present();
        if (ids.size() < 2) return std::nullopt;
        const int a = draw_int(random_, 1, static_cast<int>(ids.size()));
        int b = draw_int(random_, 1, static_cast<int>(ids.size()) - 1);
        if (b >= a) ++b;
        return std::pair(ids[static_cast<std::size_t>(a - 1)], ids[static_cast<std::size_t>(b - 1)]);
    }

    void hold_broker(Milliseconds at, Milliseconds until, std::string_view begin, std::string_view end) {
        if (const auto id = take_broker(at, until)) {
            step(at, fmt::format("broker {} {}", begin, *id));
            step(until, fmt::format("broker {} {}", end, *id));
        }
    }

    // The next one waits until this one has caught up; what two machines forgot, nobody has.
    void take_data(Milliseconds at, Milliseconds until, std::initializer_list<std::string_view> deeds) {
        if (at < no_data_taken_before_) return;
        if (const auto id = take_broker(at, until)) {
            for (const std::string_view deed : deeds) step(at, fmt::format("{} {}", deed, *id));
            step(until, fmt::format("broker start {}", *id));
            no_data_taken_before_ = until + Milliseconds(10'000);
        }
    }

    // A broker whose disk answers errors may go on for a while, or to the end of the fault: then it need not be started.
    void fail_disk(Milliseconds at, Milliseconds until, std::string_view how, std::string_view what) {
        if (const auto id = take_broker(at, until)) {
            step(at, fmt::format("disk {} {} {}", how, *id, what));
            step(until, fmt::format("disk {} {} off", how, *id));
            step(until, fmt::format("broker start {}", *id));
        }
    }

    // Mostly as many replicas as before; never so few that one that is away keeps everybody from writing. `certain`: one of them.
    void move(Milliseconds at, std::optional<int> certain = std::nullopt) {
        std::vector<int> all = present();
        const int most = static_cast<int>(all.size());
        const int fewest = std::min(options_.min_insync_replicas + 1, most);
        const int count = one_in(random_, 3) ? draw_int(random_, fewest, most) : std::max(options_.replication_factor, fewest);
        std::vector<int> target;
        for (int i = 0; i < count; ++i) {
            const auto chosen = all.begin() + static_cast<std::ptrdiff_t>(random_.below(all.size()));
            target.push_back(*chosen);
            all.erase(chosen);
        }
        if (certain && std::ranges::find(target, *certain) == target.end()) target[random_.below(target.size())] = *certain;
        step(at, fmt::format("partition move t{} {} {}", draw_int(random_, 0, options_.topics - 1),
                             draw_int(random_, 0, options_.partitions - 1), fmt::join(target, ",")));
    }

    // The lowest id that nobody has.
    std::optional<int> add_broker(Milliseconds at) {
        if (added_.size() >= added_max) return std::nullopt;
        for (int id = options_.brokers + 1; id <= cluster::ClusterShape::brokers_max; ++id) {
            const auto index = static_cast<std::size_t>(id);
            if (std::ranges::find(added_, id) != added_.end() || free_at_[index] > at) continue;
            added_.push_back(id);
            std::ranges::sort(added_);
            step(at, fmt::format("broker add {}", id));
            const int moves = draw_int(random_, 1, 3);
            for (int i = 0; i < moves; ++i) move(at + draw_ms(random_, Milliseconds(200), Milliseconds(4000)), id);
            return id;
        }
        return std::nullopt;
    }

    // Of those that were added; where there is none, one is added before. It is asked to go several times: it can while it holds nothing.
    void remove_broker(Milliseconds at, Milliseconds until) {
        const auto free = std::ranges::find_if(added_, [&](int id) { return free_at_[static_cast<std::size_t>(id)] <= at; });
        std::optional<int> id = free == added_.end() ? add_broker(at) : std::optional(*free);
        if (!id) return;
        Milliseconds next = free == added_.end() ? std::max(until, at + Milliseconds(5000)) : at;
        if (free != added_.end() && one_in(random_, 3)) step(next, fmt::format("broker kill {}", *id));
        const int times = draw_int(random_, 2, 5);
        for (int i = 0; i < times; ++i) {
            step(next, fmt::format("broker drain {}", *id));
            next += draw_ms(random_, Milliseconds(500), Milliseconds(5000));
            step(next, fmt::format("broker remove {}", *id));
            next += draw_ms(random_, Milliseconds(500), Milliseconds(2000));
        }
        std::erase(added_, *id);
        free_at_[static_cast<std::size_t>(*id)] = next;
    }

    void add(FaultKind kind, Milliseconds at) {
        const Milliseconds lasting = draw_ms(random_, options_.fault_min, options_.fault_max);
        const Milliseconds until = at + lasting;
        switch (kind) {
            case FaultKind::kill: return hold_broker(at, until, "kill", "start");
            case FaultKind::stop:
                // The shutdown itself takes some seconds at most.
                return hold_broker(at, until + Milliseconds(5000), "stop", "start");
            case FaultKind::pause: return hold_broker(at, until, "pause", "resume");
            case FaultKind::crash: return take_data(at, until, {"broker crash"});
            case FaultKind::cut:
            case FaultKind::cut_one_way:
                if (const auto pair = draw_pair()) {
                    step(at, fmt::format("link {} {} {}", kind == FaultKind::cut ? "cut" : "cut-one-way", pair->first, pair->second));
                    step(until, fmt::format("link heal {} {}", pair->first, pair->second));
                }
                return;
            case FaultKind::isolate:
                if (const auto id = take_broker(at, until)) {
                    for (const int other : present()) {
                        if (other == *id) continue;
                        step(at, fmt::format("link cut {} {}", *id, other));
                        step(until, fmt::format("link heal {} {}", *id, other));
                    }
                }
                return;
            case FaultKind::slow:
                if (const auto pair = draw_pair()) {
                    step(at, fmt::format("link slow {} {} {}", pair->first, pair->second, draw_int(random_, 5, 800)));
                    step(until, fmt::format("link heal {} {}", pair->first, pair->second));
                }
                return;
            case FaultKind::break_link:
                if (const auto pair = draw_pair()) step(at, fmt::format("link break {} {}", pair->first, pair->second));
                return;
            case FaultKind::clock_jump: {
                const int id = draw_broker();
                return step(at, fmt::format("clock jump {} {}", id, draw_int(random_, -30'000, 30'000)));
            }
            case FaultKind::slow_disk: {
                const int id = draw_broker();
                step(at, fmt::format("disk slow {} {}", id, draw_int(random_, 5, 500)));
                return step(until, fmt::format("disk slow {} 0", id));
            }
            case FaultKind::rebalance:
                if (options_.groups > 0) step(at, fmt::format("group rebalance g{}", draw_int(random_, 0, options_.groups - 1)));
                return;
            case FaultKind::elect: return step(at, "elect preferred");
            case FaultKind::full_disk:
                return fail_disk(at, until, "full", std::to_string(draw_int(random_, 0, one_in(random_, 2) ? 2'000 : 100'000)));
            case FaultKind::failing_disk: {
                constexpr std::array<std::string_view, 3> calls{"reads", "writes", "syncs"};
                return fail_disk(at, until, "fail", calls[random_.below(calls.size())]);
            }
            case FaultKind::flipped_bit: return take_data(at, until, {"broker crash", "disk flip"});
            case FaultKind::wipe: return take_data(at, until, {"broker wipe"});
            case FaultKind::move: return move(at);
            case FaultKind::churn:
                if (options_.groups > 0) {
                    const int group = draw_int(random_, 0, options_.groups - 1);
                    step(at, fmt::format("member {} g{}", one_in(random_, 2) ? "leave" : "die", group));
                    step(until, fmt::format("member join g{}", group));
                }
                return;
            case FaultKind::clog:
                if (const auto pair = draw_pair()) {
                    step(at, fmt::format("link clog {} {} {}", pair->first, pair->second,
                                         draw_int(random_, 1, 50) * draw_int(random_, 1, 100) * 100));
                    step(until, fmt::format("link heal {} {}", pair->first, pair->second));
                }
                return;
            case FaultKind::clock_skew: {
                const int id = draw_broker();
                step(at, fmt::format("clock skew {} {}", id, draw_int(random_, -200'000, 200'000)));
                return step(until, fmt::format("clock skew {} 0", id));
            }
            case FaultKind::slow_node: {
                const int id = draw_broker();
                step(at, fmt::format("broker slow {} {}ms", id, draw_int(random_, 1, 5)));
                return step(until, fmt::format("broker slow {} 0", id));
            }
            case FaultKind::add: add_broker(at); return;
            case FaultKind::remove: return remove_broker(at, until);
        }
    }

    const SwarmOptions& options_;
    env::Random& random_;
    FaultPlan plan_;
    std::vector<Milliseconds> free_at_;  // of each broker; of an id that nobody has, when it may be given again
    std::vector<int> added_;  // by id
    Milliseconds no_data_taken_before_{0};
    bool keeps_majority_ = true;
};

}  // namespace

SwarmOptions SwarmOptions::draw(std::uint64_t seed) {
    env::Xoshiro random(env::derive_seed(seed, options_part));
    SwarmOptions options;
    options.seed = seed;
    constexpr std::array cluster_sizes{3, 3, 3, 3, 1, 2, 4, 5};
    options.brokers = cluster_sizes[random.below(cluster_sizes.size())];
    options.topics = draw_int(random, 1, 3);
    options.partitions = draw_int(random, 1, 4);
    options.replication_factor = one_in(random, 4) ? draw_int(random, 1, options.brokers) : std::min(3, options.brokers);
    options.min_insync_replicas =
        options.replication_factor >= 3 && !one_in(random, 4) ? 2 : draw_int(random, 1, options.replication_factor);
    // Nothing could be written while one of them is away.
    if (options.min_insync_replicas == options.replication_factor && options.replication_factor > 1) --options.min_insync_replicas;
    options.offsets_partitions = draw_int(random, 1, 5);
    options.segment_bytes = one_in(random, 2) ? 1'048'576 : draw_int(random, 16, 256) * 1024;
    options.replica_lag = Milliseconds(one_in(random, 2) ? 30'000 : draw_int(random, 1'000, 5'000));
    options.broker_session = Milliseconds(one_in(random, 2) ? 9'000 : draw_int(random, 3'000, 6'000));

    options.producers = draw_int(random, 1, 3);
    options.records_per_second = draw_int(random, 1, 60);
    options.record_bytes = draw_int(random, 40, one_in(random, 5) ? 5000 : 300);
    options.groups = draw_int(random, 0, 2);
    options.members_per_group = draw_int(random, 1, 4);
    options.cooperative = !one_in(random, 3);
    options.readers = draw_int(random, 0, 2);
    options.auditors = draw_int(random, 0, 1);
    options.topics_created_per_minute = one_in(random, 3) ? draw_int(random, 1, 20) : 0;

    // A few kinds, seldom all of them.
    options.faults_per_minute = one_in(random, 10) ? 0 : draw_int(random, 3, 40);
    // Kinds that came later draw from a part of their own, so that a seed is otherwise what it was.
    env::Xoshiro later(env::derive_seed(seed, later_kinds_part));
    env::Xoshiro membership(env::derive_seed(seed, membership_part));
    for (const FaultKind kind : all_fault_kinds) {
        env::Random& of_kind = kind < FaultKind::full_disk ? random : kind < FaultKind::add ? later : membership;
        if (one_in(of_kind, 3)) options.fault_weights[kind] = draw_int(of_kind, 1, 5);
    }
    if (options.min_insync_replicas < 2 || options.brokers < 3) {
        std::erase_if(options.fault_weights, [](const auto& entry) { return takes_data(entry.first); });
    }
    if (options.fault_weights.empty()) options.faults_per_minute = 0;
    options.fault_min = Milliseconds(draw_int(random, 10, 1000));
    options.fault_max = options.fault_min + Milliseconds(draw_int(random, 100, one_in(random, 3) ? 20'000 : 4000));
    options.crash_bytes = std::array{UnsyncedBytes::lost, UnsyncedBytes::prefix, UnsyncedBytes::torn}[random.below(3)];
    options.crash_loses_names = one_in(random, 2);

    options.link_delay = Milliseconds(draw_int(random, 1, 5));
    options.link_jitter = Milliseconds(draw_int(random, 0, one_in(random, 5) ? 50 : 5));
    options.sync_delay = Milliseconds(draw_int(random, 0, 5));
    options.sync_jitter = Milliseconds(draw_int(random, 0, one_in(random, 5) ? 100 : 10));

    options.safety = Milliseconds(draw_int(random, 5'000, 40'000));
    // Came later as well.
    env::Xoshiro snapshots(env::derive_seed(seed, snapshots_part));
    if (one_in(snapshots, 3)) options.snapshot_bytes = draw_int(snapshots, 300, 5000);
    env::Xoshiro compaction(env::derive_seed(seed, compaction_part));
    if (one_in(compaction, 4)) {
        options.compacted = true;
        // Some records in each: a compaction works in groups of a segment's size, and makes each durable.
        options.segment_bytes = std::max(draw_int(compaction, 2, 32) * 1024, 16 * options.record_bytes);
    }
    return options;
}

FaultPlan draw_fault_plan(const SwarmOptions& options) {
    if (options.faults_per_minute == 0 || options.fault_weights.empty()) return {};
    env::Xoshiro random(env::derive_seed(options.seed, plan_part));
    return PlanMaker(options, random).make();
}

}  // namespace vitrine::simulation
