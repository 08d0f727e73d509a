// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/run.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "cluster/machine_commands.h"
#include "cluster/sim_cluster.h"
#include "cluster/simulation_commands.h"
#include "env/random.h"
#include "simulation/clients.h"
#include "simulation/convergence.h"
#include "simulation/disk_checkers.h"
#include "simulation/duty_checkers.h"
#include "simulation/run_watcher.h"

namespace vitrine::simulation {

namespace {

using cluster::SimCluster;
using std::chrono::seconds;

constexpr std::uint64_t checks_part = 0x636865636b73;
constexpr Duration start_limit = seconds(60);
constexpr Duration tick = Milliseconds(100);
constexpr std::string_view not_whole_again = "a machine has lost what it had, and not every partition is fully replicated again";

// A node's own; what it is told goes to the set's observer, which lives longer.
class ToSet final : public observe::Observer {
public:
    explicit ToSet(observe::Observer& to) : to_(to) {}
    observe::EventId record(Instant at, WallTime wall_time, observe::EventBody body, std::optional<observe::EventId> cause) override {
        return to_.record(at, wall_time, std::move(body), cause);
    }
    void publish(observe::NodeDelta&& delta) override { to_.publish(std::move(delta)); }
    void tap(observe::WireFrame&& frame) override { to_.tap(std::move(frame)); }
    [[nodiscard]] observe::Interest interest() const override { return to_.interest(); }

private:
    observe::Observer& to_;
};

cluster::SimClusterOptions cluster_options(const SwarmOptions& options, CheckerSet& checkers, RunWatcher* watcher) {
    cluster::SimClusterOptions made;
    made.crash = {.bytes = options.crash_bytes, .lose_names = options.crash_loses_names};
    made.seed = options.seed;
    made.brokers = options.brokers;
    made.world.link_delay = options.link_delay;
    made.world.link_jitter = options.link_jitter;
    made.world.sync_delay = options.sync_delay;
    made.world.sync_jitter = options.sync_jitter;
    const int internal_replicas = std::min(3, options.brokers);
    made.settings = {
        {"auto.create.topics.enable", "false"},
        {"offsets.topic.num.partitions", std::to_string(options.offsets_partitions)},
        {"offsets.topic.replication.factor", std::to_string(internal_replicas)},
        {"min.insync.replicas", std::to_string(std::min(options.min_insync_replicas, internal_replicas))},
        {"replica.lag.time.max.ms", std::to_string(options.replica_lag.count())},
        {"broker.session.timeout.ms", std::to_string(options.broker_session.count())},
        {"group.initial.rebalance.delay.ms", "500"},
    };
    if (options.replica_fetch_bytes > 0) {
        made.settings["replica.fetch.max.bytes"] = std::to_string(options.replica_fetch_bytes);
        made.settings["replica.fetch.response.max.bytes"] = std::to_string(options.replica_fetch_bytes);
    }
    if (options.snapshot_bytes > 0) {
        made.settings["metadata.log.max.record.bytes.between.snapshots"] = std::to_string(options.snapshot_bytes);
        // What two snapshots make too much of is cut off.
        made.settings["metadata.max.retention.bytes"] = std::to_string(options.snapshot_bytes);
    }
    if (options.compacted) made.settings["log.cleaner.backoff.ms"] = "500";
    if (options.retention_bytes > 0) {
        made.settings["log.retention.check.interval.ms"] = "1000";
        made.settings["log.initial.task.delay.ms"] = "1000";
    }
    made.observer_of = [&checkers, watcher](BrokerId id) -> std::unique_ptr<observe::Observer> {
        return std::make_unique<ToSet>(checkers.observer(id, watcher == nullptr ? nullptr : watcher->observer_of(id)));
    };
    return made;
}

std::set<BrokerId> all_brokers(const SwarmOptions& options) {
    std::set<BrokerId> ids;
    for (int id = 1; id <= options.brokers; ++id) ids.insert(BrokerId(id));
    return ids;
}

class Run final : private RunInside {
public:
    Run(const ScenarioFile& scenario, const RunHooks& hooks)
        : options_(scenario.options),
          plan_(scenario.plan),
          hooks_(hooks),
          random_(env::derive_seed(scenario.options.seed, checks_part)),
          histories_{.producers = checkers_.add<ProducerHistory>(),
                     .readers = checkers_.add<ReaderHistory>(),
                     .owners = checkers_.add<OneOwnerPerGeneration>(),
                     .commits = checkers_.add<CommitHistory>(scenario.options.offsets_partitions),
                     .isr = checkers_.add<IsrJoinedInStep>()},
          replicas_(checkers_.add<IdenticalReplicas>()),
          metadata_(checkers_.add<CommittedMetadata>()),
          recovered_(checkers_.add<RecoveredLogs>()),
          epochs_(checkers_.add<EpochsMatchBatches>()),
          convergence_(checkers_.add<Convergence>(all_brokers(scenario.options))) {
        checkers_.add_leaders_and_epochs();
        checkers_.add<CandidateHasPreVotes>(options_.brokers);
        checkers_.add<DeposedLeaderResigns>();
        checkers_.add<IsrIsActive>();
        checkers_.add<ReassignedReplicasInIsr>();
        checkers_.add<HighWatermarkFollows>(options_.replica_lag);
        if (!hooks_.checkers) checkers_.silence();
        cluster_ = std::make_unique<SimCluster>(cluster_options(options_, checkers_, hooks_.watcher));
        watch_disks();
    }

    Verdict run() {
        if (hooks_.watcher != nullptr) {
            hooks_.watcher->began(*this);
            world().set_gate([this] { return hooks_.watcher->gate(); });
        }
        if (start()) {
            begin_clients();
            safety_phase();
            if (!stopped_at_violation_ && !world().stopped()) {
                heal();
                converge();
            }
        }
        verdict_.simulated = cluster_->now() - Instant{};
        checkers_.finish(cluster_->now());
        verdict_.violations = checkers_.violations();
        verdict_.violation_count = checkers_.violation_count();
        verdict_.digest = cluster_->digest();
        verdict_.events = cluster_->world().steps();
        verdict_.observed = checkers_.events_seen();
        verdict_.records = histories_.producers.counts();
        if (hooks_.watcher != nullptr) hooks_.watcher->ended();
        return std::move(verdict_);
    }

private:
    // --- for a watcher ---

    [[nodiscard]] SimCluster& cluster() override { return *cluster_; }
    [[nodiscard]] const CheckerSet& checkers() const override { return checkers_; }
    [[nodiscard]] bool came_up() const override { return came_up_; }
    [[nodiscard]] env::sim::World& world() { return cluster_->world(); }
    // Nothing happens any more, since somebody wants no more of it.
    [[nodiscard]] bool over() const { return stopped_ || cluster_->world().stopped(); }

    // --- who is there ---

    [[nodiscard]] std::set<BrokerId> nodes_present() const {
        std::set<BrokerId> ids;
        for (const cluster::NodeInfo& node : cluster_->nodes()) ids.insert(node.id);
        return ids;
    }

    void watch_disks() {
        for (const BrokerId id : nodes_present()) recovered_.watch(id, cluster_->disk(id));
    }

    // --- coming up ---

    bool start() {
        std::optional<Status> started;
        cluster_->start([&started](const Status& status) { started = status; });
        if (!cluster_->run_until([&] { return started.has_value(); }, start_limit) || !*started) {
            if (over()) return false;
            verdict_.failure = started ? started->error().message : "the cluster did not come up";
            return false;
        }
        for (int i = 0; i < options_.topics; ++i) {
            if (!create_topic(fmt::format("t{}", i))) return false;
        }
        return true;
    }

    bool create_topic(const std::string& name) {
        client::NewTopic topic;
        topic.name = name;
        topic.partitions = options_.partitions;
        topic.replication_factor = static_cast<std::int16_t>(options_.replication_factor);
        topic.configs["min.insync.replicas"] = std::to_string(options_.min_insync_replicas);
        topic.configs["internal.segment.bytes"] = std::to_string(options_.segment_bytes);
        if (options_.compacted) {
            topic.configs["cleanup.policy"] = options_.retention_bytes > 0 ? "compact,delete" : "compact";
            topic.configs["min.cleanable.dirty.ratio"] = "0.1";
            histories_.producers.is_compacted(name);
            replicas_.is_compacted(name);
            recovered_.is_compacted(name);
        }
        if (options_.retention_bytes > 0) topic.configs["retention.bytes"] = std::to_string(options_.retention_bytes);
        std::optional<Status> created;
        world().count_deed("topic create");
        cluster_->commands().admin().create_topic(topic, [&created](const Status& status) { created = status; });
        if (!cluster_->run_until([&] { return created.has_value(); }, start_limit) || !*created) {
            if (over()) return false;
            verdict_.failure = fmt::format("topic {} was not created: {}", name, created ? created->error().message : "no answer");
            return false;
        }
        topics_.push_back(name);
        return true;
    }

    ClientSetup setup(const std::string& name) {
        return {cluster_->add_client(name).environment(), name, cluster_->bootstrap_servers(), histories_};
    }

    std::set<TopicPartition> partitions() const {
        std::set<TopicPartition> all;
        for (const std::string& topic : topics_) {
            for (int i = 0; i < options_.partitions; ++i) all.insert({topic, i});
        }
        return all;
    }

    void begin_clients() {
        world().count_deed("clients begin");
        came_up_ = true;
        for (int i = 0; i < options_.producers; ++i) {
            producers_.push_back(
                std::make_unique<ProducingClient>(setup(fmt::format("producer-{}", i)),
                                                  ProducingClient::Options{.number = static_cast<std::uint32_t>(i),
                                                                           .records_per_second = options_.records_per_second,
                                                                           .record_bytes = options_.record_bytes,
                                                                           .with_keys = options_.compacted || i % 2 == 0},
                                                  topics_));
        }
        for (int g = 0; g < options_.groups; ++g) {
            groups_.push_back(fmt::format("g{}", g));
            for (int m = 0; m < options_.members_per_group; ++m) join(groups_.back());
        }
        for (int i = 0; i < options_.readers; ++i) {
            readers_.push_back(std::make_unique<ReadingClient>(setup(fmt::format("reader-{}", i))));
            readers_.back()->read(partitions());
        }
        for (int i = 0; i < options_.auditors; ++i) {
            auditors_.push_back(std::make_unique<AuditingClient>(setup(fmt::format("auditor-{}", i)), partitions(), groups_));
        }
        if (options_.topics_created_per_minute > 0) {
            creator_ = std::make_unique<CreatingClient>(setup("creator"),
                                                        CreatingClient::Options{.per_minute = options_.topics_created_per_minute,
                                                                                .partitions = options_.partitions,
                                                                                .replication_factor = options_.replication_factor},
                                                        [this](const std::string& topic) {
                                                            topics_written_.insert(topic);
                                                            for (const auto& producer : producers_) producer->add_topic(topic);
                                                        });
        }
        topics_written_.insert(topics_.begin(), topics_.end());
        if (options_.workload != "none") {
            carry_out(fmt::format("workload start {} --rate {}", options_.workload, options_.workload_rate));
        }
    }

    // --- under faults ---

    void safety_phase() {
        const Instant begin = cluster_->now();
        const Instant end = begin + options_.safety;
        Instant next_check = begin + draw_pause();
        auto step = plan_.steps.begin();
        while (cluster_->now() < end && !over()) {
            Instant next = std::min(end, next_check);
            if (hooks_.stop_at_violation) next = std::min(next, cluster_->now() + Milliseconds(250));
            if (step != plan_.steps.end()) next = std::min(next, begin + step->at);
            if (next > cluster_->now()) cluster_->run_for(next - cluster_->now());
            note_whether_whole();
            for (; step != plan_.steps.end() && begin + step->at <= cluster_->now(); ++step) carry_out(step->command);
            if (cluster_->now() >= next_check) {
                check_disks();
                next_check = cluster_->now() + draw_pause();
                report_progress();
            }
            stop_if_violated();
        }
    }

    // Until disks are read again: all of them, so the longer a run is, the less often.
    Duration draw_pause() {
        const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(cluster_->now() - Instant{});
        return Milliseconds(random_.between(1000, 10'000)) * std::max<std::int64_t>(minutes.count(), 1);
    }

    void report_progress() {
        if (hooks_.progress && !hooks_.progress(cluster_->now() - Instant{})) stopped_ = true;
    }

    void stop_if_violated() {
        if (hooks_.stop_at_violation && checkers_.violation_count() > 0) stopped_ = stopped_at_violation_ = true;
    }

    Disks live_disks() {
        Disks disks;
        for (const cluster::NodeInfo& node : cluster_->nodes()) {
            if (node.run == observe::NodeRun::running || node.run == observe::NodeRun::paused) disks[node.id] = &cluster_->disk(node.id);
        }
        return disks;
    }

    void check_disks() {
        if (!hooks_.checkers) return;
        // Disks are as they are now: so are the high watermarks that they are compared with. A replica that was taken away and given again
        // meanwhile has another log than the one of which a high watermark was shown last.
        for (const observe::NodeDelta& delta : cluster_->snapshots(false)) {
            replicas_.on_views(delta);
            metadata_.on_views(delta);
        }
        const Disks disks = live_disks();
        replicas_.check(disks, cluster_->now());
        metadata_.check(disks, cluster_->now());
    }

    void carry_out(const std::string& command) { carry_out(command, nullptr); }

    void carry_out(const std::string& command, cluster::Commands::Done done) override {
        ++verdict_.commands;
        world().count_deed(command);
        auto answered = [this, command, done = std::move(done)](cluster::CommandAnswer answer) mutable {
            watch_disks();  // a broker may have come
            if (!answer.ok) refuse(command, answer.sentence);
            if (done != nullptr) done(std::move(answer));
        };
        const auto line = cluster::CommandLine::parse(command);
        if (!line) return answered({.ok = false, .sentence = line.error().message, .json = {}});
        if (const auto why = why_not(*line)) return answered({.ok = false, .sentence = *why, .json = {}});
        if (line->words[0] == "member") {
            const auto why = change_members(line->words);
            return answered({.ok = !why.has_value(), .sentence = why.value_or("The group hears of it."), .json = {}});
        }
        // At once, between two events.
        if (cluster::is_machine_command(*line) || cluster::is_simulation_command(*line) || line->words[0] == "partition")
            return cluster_->commands().execute(command, std::move(answered));
        cluster_->execute(command, std::move(answered));
    }

    // What the run itself has against a command. Takes note of what is let through.
    [[nodiscard]] std::optional<std::string> why_not(const cluster::CommandLine& line) {
        if (line.words.empty()) return "it is no command";
        if (line.words.size() < 2) return std::nullopt;  // "status"
        const std::string verb = line.words[0] + " " + line.words[1];
        const auto broker = [&](std::size_t word) -> std::optional<BrokerId> {
            if (line.words.size() <= word) return std::nullopt;
            const auto value = cluster::parse_integer(line.words[word], "a broker", 1, cluster::ClusterShape::brokers_max);
            if (!value || !nodes_present().contains(BrokerId(static_cast<std::int32_t>(*value)))) return std::nullopt;
            return BrokerId(static_cast<std::int32_t>(*value));
        };
        if (line.words[0] == "produce") histories_.producers.others_write_to(line.words[1]);
        if (verb == "broker crash") {
            const auto id = broker(2);
            if (!id) return "there is no such broker";
            return why_not_crash(*id, says_always(line));
        }
        if (verb == "broker wipe") {
            const auto id = broker(2);
            if (!id) return "there is no such broker";
            if (const auto why = why_not_wipe(*id, says_always(line))) return why;
            recovered_.wiped(*id);
        }
        if (verb == "disk flip") {
            const auto id = broker(2);
            if (!id || (id != lost_power_ && !says_always(line)))
                return "only what a machine had that lost power is certain to be checked, and to be elsewhere";
            recovered_.damaged(*id);
        }
        if (const auto id = broker(2); id && (verb == "disk full" || verb == "disk fail")) {
            if (line.words.size() > 3 && line.words[3] == "off") {
                failing_disks_.erase({verb, *id});
            } else {
                if (lost_power_ && one_too_many(*id)) return std::string(not_whole_again);
                failing_disks_.insert({verb, *id});
                ended_unclean_.insert(*id);
            }
        }
        if (const auto id = broker(2); id && verb == "broker kill") {
            if (lost_power_ && one_too_many(*id)) return std::string(not_whole_again);
            ended_unclean_.insert(*id);
        }
        return std::nullopt;
    }

    // Kafka keeps what was acknowledged while fewer replicas than min.insync.replicas have ended without a shutdown (KIP-966). It does not
    // ask which of them lost their records: the leader that it then chooses may be the one that lost power.
    [[nodiscard]] bool one_too_many(BrokerId id) const {
        auto ended = ended_unclean_;
        ended.insert(id);
        return std::ssize(ended) >= options_.min_insync_replicas;
    }

    // What the run itself decides by is the exact present state, not what nodes showed last: so a run without checkers, to which nobody
    // shows anything, is the same run.
    void look_at_all_nodes() {
        convergence_.expect(nodes_present());
        for (const observe::NodeDelta& delta : cluster_->snapshots(false)) convergence_.on_views(delta);
    }

    [[nodiscard]] bool fully_replicated() {
        look_at_all_nodes();
        return convergence_.fully_replicated();
    }

    void note_whether_whole() {
        if (ended_unclean_.empty() || !fully_replicated()) return;
        ended_unclean_.clear();
        // Whose disk fails may end at any time.
        for (const auto& [verb, id] : failing_disks_) ended_unclean_.insert(id);
        lost_power_.reset();
    }

    // What nobody has synced, a loss of power takes: while some partition is not fully replicated, it might be the last copy. Who says
    // "always" takes no such care, and none comes after it for its sake.
    [[nodiscard]] std::optional<std::string> why_not_crash(BrokerId id, bool always) {
        if (!always) {
            if (options_.brokers < 3 || options_.min_insync_replicas < 2) return "fewer than 2 of 3 brokers must have what is acknowledged";
            if (!failing_disks_.empty()) return "another machine's disk fails";
            if (!fully_replicated()) return "a partition is not fully replicated";
            const auto nodes = cluster_->nodes();
            const bool all_run =
                std::ranges::all_of(nodes, [](const cluster::NodeInfo& node) { return node.run == observe::NodeRun::running; });
            if (!all_run) return "not every broker is running";
            ended_unclean_ = {id};
            lost_power_ = id;
        }
        recovered_.crashes(id);
        return std::nullopt;
    }

    // Of a voter the metadata goes too, and its vote. That is safe while every voter follows one leader in one epoch and has all of its
    // log: then nobody else asks for votes in that epoch, and whoever wins a later one without this voter's records had them itself.
    [[nodiscard]] std::optional<std::string> why_not_wipe(BrokerId id, bool always) {
        if (!always) {
            const auto nodes = cluster_->snapshots(false);
            const auto differs = [&](const observe::NodeDelta& node) {
                const auto &quorum = node.quorum, &first = nodes.front().quorum;
                return !quorum || !first || quorum->leader == no_broker || quorum->leader != first->leader ||
                       quorum->epoch != first->epoch || quorum->log_end != first->log_end;
            };
            if (nodes.size() != cluster_->nodes().size() || std::ranges::any_of(nodes, differs)) {
                return "not every node follows one leader and has all of its log";
            }
        }
        return why_not_crash(id, always);
    }

    [[nodiscard]] static bool says_always(const cluster::CommandLine& line) { return line.words.size() > 3 && line.words[3] == "always"; }

    // "member join G", "member leave G" (politely), "member die G": of the members that are there, the one that came first.
    [[nodiscard]] std::optional<std::string> change_members(const std::vector<std::string>& words) {
        if (words.size() != 3) return "say it as: member join GROUP, member leave GROUP or member die GROUP";
        const std::string& verb = words[1];
        const std::string& group = words[2];
        if (std::ranges::find(groups_, group) == groups_.end()) return fmt::format("there is no group {}", group);
        if (verb == "join") {
            join(group);
            return std::nullopt;
        }
        const auto member = std::ranges::find_if(members_, [&](const Member& one) { return one.group == group && !one.leaving; });
        if (member == members_.end()) return fmt::format("group {} has no member", group);
        if (verb == "leave") {
            member->leaving = true;
            member->client->leave([] {});
            return std::nullopt;
        }
        if (verb != "die") return "a member can join, leave or die";
        world().kill(member->machine);
        members_.erase(member);
        return std::nullopt;
    }

    void join(const std::string& group) {
        env::sim::Node& machine = cluster_->add_client(fmt::format("{}-{}", group, joined_[group]));
        ClientSetup setup{machine.environment(), fmt::format("{}-{}", group, joined_[group]++), cluster_->bootstrap_servers(), histories_};
        const auto assignor = options_.cooperative ? client::AssignorKind::cooperative_sticky : client::AssignorKind::range;
        members_.push_back({group, machine.id(),
                            std::make_unique<GroupClient>(std::move(setup),
                                                          GroupClient::Options{.group = group, .topics = topics_, .assignor = assignor})});
    }

    void refuse(const std::string& command, const std::string& why) { verdict_.refused.push_back(command + ": " + why); }

    // --- after the faults ---

    void heal() {
        world().count_deed("heal");
        for (const auto& producer : producers_) producer->stop();
        if (creator_) creator_->stop();
        cluster_->world().heal_all();
        for (const BrokerId id : nodes_present()) cluster_->disk(id).faults() = {};
        if (options_.workload != "none") carry_out("workload stop");
        restart_all();
    }

    // A shutdown that was still under way ends first; so this is asked again until all run.
    void restart_all() {
        world().count_deed("heal all");
        cluster_->execute("heal all", [](const cluster::CommandAnswer&) {});
    }

    [[nodiscard]] std::vector<std::string> what_is_missing() {
        look_at_all_nodes();
        std::vector<std::string> missing;
        std::uint64_t outstanding = 0;
        for (const auto& producer : producers_) outstanding += producer->outstanding();
        if (outstanding > 0) missing.push_back(fmt::format("{} records are neither acknowledged nor given up", outstanding));
        for (std::string& sentence : convergence_.missing()) missing.push_back(std::move(sentence));
        return missing;
    }

    void converge() {
        const Instant begin = cluster_->now();
        Instant next_restart = begin + seconds(1);
        while (!what_is_missing().empty()) {
            verdict_.convergence = cluster_->now() - begin;
            if (verdict_.convergence >= options_.convergence_limit || stopped_) {
                for (const std::string& sentence : what_is_missing()) {
                    checkers_.report({std::string(Convergence::about.name), sentence, cluster_->now(), {}, {}});
                }
                check_disks();
                return;
            }
            cluster_->run_for(tick);
            stop_if_violated();
            if (stopped_at_violation_ || world().stopped()) return;
            if (cluster_->now() < next_restart) continue;
            next_restart += seconds(1);
            const auto nodes = cluster_->nodes();
            if (!std::ranges::all_of(nodes, [](const cluster::NodeInfo& node) { return node.run == observe::NodeRun::running; }))
                restart_all();
            report_progress();
        }
        verdict_.convergence = cluster_->now() - begin;
        verdict_.converged = true;
        const Disks disks = live_disks();
        if (hooks_.checkers) {
            replicas_.check_converged(disks, cluster_->now());
            metadata_.check(disks, cluster_->now());
            epochs_.check_converged(disks, cluster_->now());
        }
        read_everything();
    }

    // Every record of every topic, by a reader that begins now.
    void read_everything() {
        world().count_deed("read everything");
        std::map<TopicPartition, Offset> ends;
        std::set<TopicPartition> all;
        for (const auto& [name, topic] : convergence_.topics()) {
            if (topic.internal || !topics_written_.contains(name)) continue;
            for (const observe::PartitionView& partition : topic.partitions) all.insert({name, partition.index});
        }
        ReadingClient reader(setup("final-reader"));
        client::Admin& admin = cluster_->commands().admin();
        std::map<TopicPartition, client::Position> latest;
        for (const TopicPartition& partition : all) {
            latest[partition] = {.kind = client::Position::Kind::end};
            histories_.producers.final_read_begins(partition);
        }
        std::optional<Status> told;
        const auto ask = [&] {
            told.reset();
            admin.list_offsets(latest, [&](Result<std::map<TopicPartition, Offset>> answer) {
                if (answer) ends = std::move(*answer);
                told = answer ? Status() : std::unexpected(answer.error());
            });
        };
        ask();
        reader.read(all);
        const auto read_all = [&] {
            return told && *told && std::ranges::all_of(ends, [&](const auto& end) {
                       const auto position = reader.position(end.first);
                       return position && *position >= end.second;
                   });
        };
        for (int i = 0; i < 600 && !read_all() && !over(); ++i) {
            cluster_->run_for(tick);
            if (told && !*told) ask();  // of a leader that was one before
        }
        if (over()) return;
        if (!read_all()) {
            checkers_.report({std::string(Convergence::about.name),
                              told && !*told
                                  ? "the ends of all partitions cannot be asked for: " + told->error().message
                                  : "a reader that begins after the faults does not reach the end of every partition within 60 s",
                              cluster_->now(),
                              {},
                              {}});
        }
        for (const TopicPartition& partition : all) {
            const auto begin = reader.begin(partition);
            const auto end = ends.find(partition);
            if (begin && end != ends.end()) histories_.producers.final_read_ends(partition, *begin, end->second, cluster_->now());
        }
    }

    const SwarmOptions options_;
    const FaultPlan plan_;
    const RunHooks& hooks_;
    env::Xoshiro random_;
    Verdict verdict_;
    bool stopped_ = false;
    bool stopped_at_violation_ = false;
    bool came_up_ = false;
    // Since every partition was fully replicated by present lives: whose lives ended without a shutdown, and who lost what its machine had.
    std::set<BrokerId> ended_unclean_;
    std::optional<BrokerId> lost_power_;
    std::set<std::pair<std::string, BrokerId>> failing_disks_;

    CheckerSet checkers_;
    Histories histories_;
    IdenticalReplicas& replicas_;
    CommittedMetadata& metadata_;
    RecoveredLogs& recovered_;
    EpochsMatchBatches& epochs_;
    Convergence& convergence_;

    std::unique_ptr<SimCluster> cluster_;
    std::vector<std::string> topics_;
    std::set<std::string> topics_written_;  // also those that came into being meanwhile
    // Before the cluster, in which they live.
    std::vector<std::unique_ptr<ProducingClient>> producers_;
    struct Member {
        std::string group;
        BrokerId machine{no_broker};
        std::unique_ptr<GroupClient> client;
        bool leaving = false;
    };
    std::vector<Member> members_;
    std::vector<std::string> groups_;
    std::map<std::string, int> joined_;
    std::vector<std::unique_ptr<ReadingClient>> readers_;
    std::vector<std::unique_ptr<AuditingClient>> auditors_;
    std::unique_ptr<CreatingClient> creator_;
};

}  // namespace

Verdict run_scenario(const ScenarioFile& scenario, const RunHooks& hooks) {
    if (Status valid = scenario.options.validate(); !valid) {
        Verdict verdict;
        verdict.failure = valid.error().message;
        return verdict;
    }
    if (Status possible = can_be_wrong(scenario.options.wrong_rules); !possible) {
        Verdict verdict;
        verdict.failure = possible.error().message;
        return verdict;
    }
    const WrongRulesInForce wrong(scenario.options.wrong_rules);
    return Run(scenario, hooks).run();
}

Verdict run_seed(std::uint64_t seed, const RunHooks& hooks) { return run_scenario(ScenarioFile::of_seed(seed), hooks); }

std::string to_string(const Verdict& verdict) {
    const auto in_seconds = [](Duration duration) { return std::chrono::duration<double>(duration).count(); };
    std::string text = fmt::format(
        "{}: {:.1f} s simulated, {} events, {} told; {} records sent, {} acknowledged, {} unknown, {} read; {} commands, {} of them "
        "refused; "
        "together again after {:.1f} s; digest {:016x}\n",
        verdict.ok() ? "ok" : "FAILED", in_seconds(verdict.simulated), verdict.events, verdict.observed, verdict.records.sent,
        verdict.records.acknowledged, verdict.records.unknown(), verdict.records.read, verdict.commands, verdict.refused.size(),
        in_seconds(verdict.convergence), verdict.digest);
    if (!verdict.failure.empty()) text += verdict.failure + "\n";
    for (const Violation& violation : verdict.violations) text += to_string(violation) + "\n";
    if (verdict.violation_count > verdict.violations.size()) {
        text += fmt::format("and {} violations more\n", verdict.violation_count - verdict.violations.size());
    }
    return text;
}

}  // namespace vitrine::simulation
