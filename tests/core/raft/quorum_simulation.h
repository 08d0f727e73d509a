// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "env/random.h"
#include "raft/quorum.h"

// Several raft::Quorum over a network and disks in memory, everything drawn from one seed. After every step it is checked
// that no epoch has two leaders, that logs agree, that a leader holds what is committed, that what is committed stays, and that
// nothing was told that a crash can take back.
//
// The faults: messages are lost, delayed and so reordered; links are cut, also one way; nodes crash at any instant and lose
// what was not synced (the changes since the last completed sync survive up to a drawn point, in order, truncations included), or
// are killed and lose only their memory; disks are slow. A node is restarted on what its disk holds. Nodes take snapshots of what is
// committed and cut their logs there; who lacks what was cut fetches the snapshot. Voters are added and removed, also leaders, by whoever
// believes to lead: then it is also checked that what is committed is durable on a majority of those who vote at that moment, and that
// one committed set of voters differs from the next by one node.
namespace vitrine::raft::test {

struct Entry {
    LeaderEpoch epoch;
    std::int64_t value = 0;  // 0: the LeaderChange of its epoch; below: a KRaftVersionRecord, or the voters, a bit for each
    friend bool operator==(const Entry&, const Entry&) = default;
};

struct SimulationOptions {
    std::size_t voters = 3;
    std::size_t observers = 0;
    double loss = 0.05;
    Duration delay_max = Milliseconds(30);
    Duration disk_delay_max = Milliseconds(20);
    bool faults = true;      // crashes and cuts
    Duration fault_interval_max = Milliseconds(1500);
    double snapshots = 0;    // how likely a node takes a snapshot, and cuts its log there, at each look (some times in a second)
    bool voters_change = false;  // kraft.version 1: all nodes are formatted with the voters, or know some of them by their address
    bool upgraded = false;       // kraft.version 0 at first, raised by whoever believes to lead; then voters change as above
    bool auto_join = false;      // observers make themselves voters
    double unlucky = 0;      // how likely a node loses power soon after it voted, stood or was elected
};

class Simulation {
public:
    Simulation(std::uint64_t seed, SimulationOptions options);
    ~Simulation();

    void run_for(Duration duration);
    // Heals everything, stops appending and answers whether, within `limit`, all nodes follow one leader and hold its whole log, all of it
    // committed.
    [[nodiscard]] bool converges_within(Duration limit);

    // The first violated invariant; empty: none.
    [[nodiscard]] const std::string& violation() const { return violation_; }
    [[nodiscard]] std::size_t committed() const { return committed_.size(); }
    [[nodiscard]] std::size_t leaders() const { return leaders_.size(); }
    [[nodiscard]] std::size_t crashes() const { return crashes_; }
    [[nodiscard]] std::size_t snapshots_fetched() const { return snapshots_fetched_; }
    [[nodiscard]] std::size_t voter_changes() const { return voter_changes_; }  // answered as done
    [[nodiscard]] std::size_t upgrades() const { return upgrades_; }  // written; some of them are lost again
    [[nodiscard]] std::size_t voted_out_leaders() const { return voted_out_leaders_; }
    [[nodiscard]] Instant now() const { return now_; }
    // Of every step in order: equal seeds, equal digests.
    [[nodiscard]] std::uint64_t digest() const { return digest_; }
    [[nodiscard]] const Quorum* quorum(BrokerId id) const;
    // One line for each node, for the message of a failed test.
    [[nodiscard]] std::string state() const;

    void crash(BrokerId id, bool power_loss);
    void restart(BrokerId id);
    void cut(BrokerId from, BrokerId to) { cut_.insert({from, to}); }
    void heal() { cut_.clear(); }

private:
    struct Change {  // of the log, since the last completed sync
        bool truncation = false;
        std::size_t to = 0;
        std::vector<Entry> entries;
        std::uint64_t sync_ticket = 0;  // not a change, but where a sync was asked for
    };
    struct Machine {
        BrokerId id;
        int life = 0;
        std::unique_ptr<Quorum> quorum;  // none while down
        ElectionState durable_election;
        std::optional<ElectionState> election_in_cache;
        std::vector<Entry> log;
        std::vector<Entry> durable_log;
        std::vector<Change> unsynced;
        std::size_t log_start = 0;  // what is below is in the snapshot only; `log` keeps it, for the checks
        OffsetAndEpoch snapshot;  // durable; 0: none
        std::vector<Entry> snapshot_content;
        Bytes download;
        Offset high_watermark{no_offset};
        std::uint64_t timer_generation = 0;
    };
    struct Event {
        BrokerId node;
        int life = 0;  // of the node; 0: any
        std::uint64_t timer_generation = 0;
        Input input;
        bool fault = false;
        bool power_loss = false;
        bool restart = false;
        bool request_from_client = false;
        bool request_from_administrator = false;
    };
    struct Expected {  // a request under way, seen from the node that sent it
        BrokerId from;
        int life = 0;
        CorrelationId correlation = 0;
        BrokerId to;  // as it knows whom it asked: perhaps by address only
    };

    void schedule(Duration delay, Event event) { queue_.emplace(std::pair(now_ + delay, ++scheduled_), std::move(event)); }
    Duration up_to(Duration bound) {
        return Duration(static_cast<Duration::rep>(random_.below(static_cast<std::uint64_t>(bound.count()) + 1)));
    }
    bool chance(double probability) { return static_cast<double>(random_.below(1'000'000)) < probability * 1'000'000; }
    bool passes(BrokerId from, BrokerId to) { return !cut_.contains({from, to}) && !chance(options_.loss); }
    void step(Machine& machine, Input input);
    void carry_out(Machine& machine, Effect effect);
    void send(Machine& machine, SendRequest& request);
    void respond(Machine& machine, Respond& response);
    void inject_fault();
    void maybe_unlucky(BrokerId id);
    void client_appends();
    void change_voters();
    [[nodiscard]] QuorumConfig config_of(BrokerId id) const;
    [[nodiscard]] QuorumHistory history_of(const std::vector<Entry>& log, BrokerId id) const;
    void check_committed(const Machine& machine);
    void take_snapshots();
    void maybe_start_over(Machine& machine);
    void check(const Machine& machine);
    void violate(std::string what);
    void mix(std::uint64_t number) { digest_ = (digest_ ^ number) * 0x100000001b3ull; }

    std::uint64_t seed_;
    env::Xoshiro random_;
    SimulationOptions options_;
    std::vector<BrokerId> voters_;  // the first ones
    Instant now_{};
    std::map<std::pair<Instant, std::uint64_t>, Event> queue_;
    std::uint64_t scheduled_ = 0;
    std::map<BrokerId, Machine> machines_;
    std::set<std::pair<BrokerId, BrokerId>> cut_;
    std::map<std::pair<BrokerId, RequestId>, Expected> expected_;
    RequestId last_request_ = 0;
    std::int64_t last_value_ = 0;
    std::map<LeaderEpoch, BrokerId> leaders_;
    std::vector<Entry> committed_;
    std::map<std::pair<BrokerId, LeaderEpoch>, BrokerId> told_votes_;
    bool clients_ = true;
    std::size_t crashes_ = 0;
    std::size_t snapshots_fetched_ = 0;
    std::size_t voter_changes_ = 0;
    std::size_t upgrades_ = 0;
    std::size_t voted_out_leaders_ = 0;
    std::uint64_t digest_ = 0xcbf29ce484222325ull;
    std::string violation_;
};

}  // namespace vitrine::raft::test
