// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/planted.h"
#include "base/time.h"
#include "env/sim/memory_disk.h"
#include "simulation/fault_plan.h"

// What one run of the simulation is made of, as data: the cluster, its clients, which faults come how often. Drawn from a seed, so that a
// thousand seeds are a thousand different situations (swarm testing: a run that leaves most things out meets what a run with everything
// hides), or written by a person. In text, one "key = value" a line.
namespace vitrine::simulation {

enum class FaultKind {
    kill,         // broker kill, and start
    stop,         // broker stop, and start
    pause,        // broker pause, and resume
    crash,        // broker crash (power is lost), and start
    cut,          // link cut, and heal
    cut_one_way,  // link cut-one-way, and heal
    isolate,      // every link of one broker is cut, and healed
    slow,         // link slow, and heal
    break_link,   // link break: connections break, and may connect again
    clock_jump,   // clock jump: the wall clock of one broker
    slow_disk,    // disk slow: each sync takes longer, and disk heal
    rebalance,    // group rebalance
    elect,        // elect preferred
    full_disk,    // disk full: few bytes more fit, and the broker fails; disk full off, and start
    failing_disk,  // disk fail: reads, writes or syncs answer errors, and the broker fails; disk fail off, and start
    flipped_bit,  // broker crash, disk flip, and start
    wipe,         // broker wipe (an empty disk), and start
    move,         // partition move: other replicas
    churn,        // member leave or member die, and member join
    clog,         // link clog (bandwidth), and heal
    clock_skew,   // clock skew: the wall clock of one broker runs faster or slower, and clock skew 0
    slow_node,    // broker slow: one broker takes its time for each thing that it does, and broker slow 0
    add,          // broker add: one more broker, and partition move: some replicas to it
    remove,       // broker drain and broker remove: of one that was added
};
inline constexpr std::array all_fault_kinds{
    FaultKind::kill,    FaultKind::stop,      FaultKind::pause,        FaultKind::crash,       FaultKind::cut,       FaultKind::cut_one_way,
    FaultKind::isolate, FaultKind::slow,      FaultKind::break_link,   FaultKind::clock_jump,  FaultKind::slow_disk, FaultKind::rebalance,
    FaultKind::elect,   FaultKind::full_disk, FaultKind::failing_disk, FaultKind::flipped_bit, FaultKind::wipe,      FaultKind::move,
    FaultKind::churn,   FaultKind::clog,      FaultKind::clock_skew,   FaultKind::slow_node,   FaultKind::add,       FaultKind::remove};
// These take what a machine had: they need two replicas at least that have what is acknowledged.
[[nodiscard]] constexpr bool takes_data(FaultKind kind) {
    return kind == FaultKind::crash || kind == FaultKind::flipped_bit || kind == FaultKind::wipe;
}
// "kill", "cut-one-way", …
[[nodiscard]] std::string_view name_of(FaultKind kind);

// Rules that are wrong in a run: planted defects (base/planted.h).
using WrongRules = std::set<planted::Defect>;
// "KAFKA_13141, KIP_101", or "none". INVALID_REQUEST names what is none of planted::all_defects.
[[nodiscard]] Result<WrongRules> parse_wrong_rules(std::string_view text);
// The same with ", " between them; "none" where there are none.
[[nodiscard]] std::string to_text(const WrongRules& rules);
// INVALID_REQUEST where a rule is to be wrong and this build has no planted defects.
[[nodiscard]] Status can_be_wrong(const WrongRules& rules);

// While it lives, these rules and no others are wrong on this thread: around every call that moves a simulated world, also where the world
// is made. can_be_wrong() was asked before; in a build without planted defects it does nothing.
class WrongRulesInForce {
public:
    explicit WrongRulesInForce(const WrongRules& rules);
    ~WrongRulesInForce();
    WrongRulesInForce(const WrongRulesInForce&) = delete;
    WrongRulesInForce& operator=(const WrongRulesInForce&) = delete;

private:
#ifdef VITRINE_PLANTED_DEFECTS
    planted::PlantedDefects defects_;
#endif
};

struct SwarmOptions {
    std::uint64_t seed = 1;  // of the world; the options of a seed are draw(seed)

    // The cluster.
    int brokers = 3;                   // that it begins with; "add" adds others
    int topics = 1;                    // "t0", "t1", …
    int partitions = 3;                // of each
    int replication_factor = 3;
    int min_insync_replicas = 2;
    int offsets_partitions = 3;        // of __consumer_offsets
    int segment_bytes = 1'048'576;     // of every topic: internal.segment.bytes
    int retention_bytes = 0;           // of every topic: retention.bytes, looked at each second; 0: nothing is ever deleted
    bool compacted = false;  // every topic: cleanup.policy=compact, cleaned as soon as a segment has rolled; all records have keys
    int snapshot_bytes = 0;  // metadata.log.max.record.bytes.between.snapshots; 0: as it is by default, far away
    int replica_fetch_bytes = 0;  // replica.fetch.max.bytes and replica.fetch.response.max.bytes; 0: as they are by default
    Milliseconds replica_lag{30'000};  // replica.lag.time.max.ms
    Milliseconds broker_session{9'000};  // broker.session.timeout.ms

    // Clients, each on a machine of its own.
    int producers = 2;  // idempotent, acks=all
    int records_per_second = 20;  // of each producer
    int record_bytes = 100;
    int groups = 1;  // "g0", "g1", …; each reads every topic
    int members_per_group = 2;
    bool cooperative = true;  // their assignor: cooperative-sticky, or range
    int readers = 1;  // without a group: every partition from its beginning
    int auditors = 1;  // ask for ends of partitions and for committed offsets
    int topics_created_per_minute = 0;
    // One of the command language, beside those above: "demo", or "none". Checkers of records know nothing of what it writes.
    std::string workload = "none";
    int workload_rate = 200;  // records per second, as the workload counts them

    // Faults: how many begin in a minute, and how often each kind is chosen among them.
    int faults_per_minute = 0;
    std::map<FaultKind, int> fault_weights;
    Milliseconds fault_min{200};  // how long a fault stays
    Milliseconds fault_max{5000};
    env::sim::UnsyncedBytes crash_bytes = env::sim::UnsyncedBytes::lost;
    bool crash_loses_names = false;

    // The world.
    Milliseconds link_delay{1};
    Milliseconds link_jitter{1};
    Milliseconds sync_delay{1};
    Milliseconds sync_jitter{2};

    // The run: clients work while faults come, then everything is healed, and the cluster must come together.
    Milliseconds safety{20'000};
    Milliseconds convergence_limit{120'000};

    WrongRules wrong_rules;  // "wrong-rule"; never drawn. A build without planted defects reads it, and runs nothing with it

    friend bool operator==(const SwarmOptions&, const SwarmOptions&) = default;

    // The same seed gives the same options on every machine, as long as this function is the same.
    static SwarmOptions draw(std::uint64_t seed);
    // Lines of "key = value" and comments; what is not named keeps its default. INVALID_REQUEST names the line: an unknown key, a value
    // out of its range, a contradiction (more replicas than brokers).
    static Result<SwarmOptions> parse(std::string_view text);
    // parse() of it gives equal options.
    [[nodiscard]] std::string to_text() const;
    // What does not fit together, in one sentence.
    [[nodiscard]] Status validate() const;
};

// The faults of a run, drawn from the options: also from their seed. Everything that a plan breaks it mends, and a broker is
// down, paused or isolated for one reason at a time. One machine at a time loses power; run_scenario() passes over a loss of power at a
// moment when a partition is not fully replicated, since what the only copy forgets, nobody has.
[[nodiscard]] FaultPlan draw_fault_plan(const SwarmOptions& options);

// A run that can be repeated: options and faults in one text, the options first.
struct ScenarioFile {
    SwarmOptions options;
    FaultPlan plan;
    friend bool operator==(const ScenarioFile&, const ScenarioFile&) = default;

    // INVALID_REQUEST as both parts.
    static Result<ScenarioFile> parse(std::string_view text);
    [[nodiscard]] std::string to_text() const;
    static ScenarioFile of_seed(std::uint64_t seed);
};

}  // namespace vitrine::simulation
