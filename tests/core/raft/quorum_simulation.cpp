// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "quorum_simulation.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vitrine::raft::test {
namespace {

Offset offset_of(std::size_t index) { return Offset(static_cast<Offset::Rep>(index)); }

LogShape shape_of(const std::vector<Entry>& log, std::size_t start, const OffsetAndEpoch& snapshot) {
    const LeaderEpoch before = start == 0 ? LeaderEpoch(0) : log[start - 1].epoch;
    LogShape shape({offset_of(start), before}, offset_of(start), {});
    for (std::size_t i = start; i < log.size(); ++i) shape.append(log[i].epoch, offset_of(i + 1));
    if (snapshot.offset > Offset(0)) shape.set_snapshot(snapshot, shape.start_and_epoch());
    return shape;
}

constexpr std::size_t entry_size = 12;

void store_entry(Bytes& to, const Entry& entry) {
    const std::size_t at = to.size();
    to.resize(at + entry_size);
    store_be(to.data() + at, entry.epoch.value());
    store_be(to.data() + at + 4, entry.value);
}

std::vector<Entry> load_entries(ByteSpan bytes) {
    std::vector<Entry> entries;
    for (std::size_t at = 0; at + entry_size <= bytes.size(); at += entry_size) {
        entries.push_back({LeaderEpoch(load_be<std::int32_t>(bytes.data() + at)), load_be<std::int64_t>(bytes.data() + at + 4)});
    }
    return entries;
}

constexpr std::int64_t kraft_version_value = std::numeric_limits<std::int64_t>::min();

Uuid directory_of(BrokerId id) { return Uuid::from_halves(7, static_cast<std::uint64_t>(id.value())); }

std::vector<VoterListener> listeners_of(BrokerId id) { return {{"CONTROLLER", "localhost", static_cast<std::uint16_t>(id.value())}}; }

VoterSet voter_set(const std::vector<BrokerId>& ids) {
    VoterSet voters;
    for (const BrokerId id : ids)
        voters = voters.with({.key = {id, directory_of(id)}, .listeners = listeners_of(id), .kraft_versions = {0, 1}}).value();
    return voters;
}

std::int64_t value_of(const VoterSet& voters) {
    std::int64_t mask = 0;
    for (const BrokerId id : voters.ids()) mask |= std::int64_t{1} << id.value();
    return -mask;
}

std::vector<BrokerId> voters_of(std::int64_t value) {
    std::vector<BrokerId> ids;
    for (std::int32_t id = 0; id < 32; ++id) {
        if ((-value >> id & 1) != 0) ids.push_back(BrokerId(id));
    }
    return ids;
}

std::vector<QuorumChange> changes_of(const Entry& entry, Offset offset) {
    if (entry.value >= 0) return {};
    if (entry.value == kraft_version_value) return {{.offset = offset, .kraft_version = 1, .voters = std::nullopt}};
    return {{.offset = offset, .kraft_version = std::nullopt, .voters = voter_set(voters_of(entry.value))}};
}

std::size_t index(Offset offset) { return static_cast<std::size_t>(offset.value()); }

}  // namespace

Simulation::Simulation(std::uint64_t seed, SimulationOptions options) : seed_(seed), random_(seed), options_(options) {
    for (std::size_t i = 1; i <= options.voters; ++i) voters_.push_back(BrokerId(static_cast<std::int32_t>(i)));
    for (std::size_t i = 1; i <= options.voters + options.observers; ++i) {
        const BrokerId id(static_cast<std::int32_t>(i));
        machines_[id].id = id;
    }
    for (auto& [id, machine] : machines_) restart(id);
    schedule(Milliseconds(100), {.fault = true});
    schedule(Milliseconds(50), {.request_from_client = true});
    if (options.voters_change || options.upgraded) schedule(Milliseconds(500), {.request_from_administrator = true});
}

Simulation::~Simulation() = default;

const Quorum* Simulation::quorum(BrokerId id) const { return machines_.at(id).quorum.get(); }

std::string Simulation::state() const {
    std::string text;
    for (const auto& [id, machine] : machines_) {
        if (!machine.quorum) {
            text += fmt::format("\n  {}: down", id);
            continue;
        }
        const Quorum& quorum = *machine.quorum;
        text += fmt::format("\n  {}: role {}, epoch {}, leader {}, high watermark {}, synced {} of {} (epoch {}), voters {} since {}", id,
                            static_cast<int>(quorum.role()), quorum.epoch(), quorum.leader_and_epoch().leader, quorum.high_watermark(),
                            quorum.synced(), quorum.log().end().offset, quorum.log().end().epoch, fmt::join(quorum.voters().ids(), ", "),
                            quorum.history().voters_offset());
    }
    return text;
}

void Simulation::violate(std::string what) {
    if (violation_.empty()) violation_ = fmt::format("seed {}, at {} ms: {}", seed_, to_milliseconds(now_.time_since_epoch()), what);
}

void Simulation::restart(BrokerId id) {
    Machine& machine = machines_.at(id);
    if (machine.quorum) return;
    ++machine.life;
    machine.quorum = std::make_unique<Quorum>(config_of(id), random_);
    maybe_start_over(machine);
    step(machine, Started{machine.election_in_cache.value_or(machine.durable_election),
                          shape_of(machine.log, machine.log_start, machine.snapshot), history_of(machine.log, id)});
}

QuorumConfig Simulation::config_of(BrokerId id) const {
    if (!options_.voters_change && !options_.upgraded) return {.node_id = id, .voters = voters_};
    QuorumConfig config{.node_id = id, .directory_id = directory_of(id), .auto_join = options_.auto_join};
    if (options_.upgraded || options_.auto_join) config.listeners = listeners_of(id);
    if (options_.upgraded) config.voters = voters_;
    else config.bootstrap_servers = std::min<std::size_t>(2, voters_.size());
    return config;
}

// As the bootstrap's snapshot, which the first voters were formatted with, and the log say.
QuorumHistory Simulation::history_of(const std::vector<Entry>& log, BrokerId id) const {
    QuorumHistory history;
    if (options_.voters_change && std::ranges::binary_search(voters_, id))
        history = QuorumHistory(QuorumFacts{.kraft_version = 1, .voters = voter_set(voters_)});
    for (std::size_t i = 0; i < log.size(); ++i) {
        for (const QuorumChange& change : changes_of(log[i], offset_of(i))) history.append(change);
    }
    return history;
}

// As MetadataPartition::open() does where a snapshot lies behind the log's end.
void Simulation::maybe_start_over(Machine& machine) {
    const LeaderEpoch last = machine.log.empty() ? LeaderEpoch(0) : machine.log.back().epoch;
    if (machine.snapshot <= OffsetAndEpoch{offset_of(machine.log.size()), last}) return;
    machine.log = machine.snapshot_content;
    machine.durable_log = machine.log;
    machine.log_start = machine.log.size();
    machine.unsynced.clear();
}

void Simulation::crash(BrokerId id, bool power_loss) {
    Machine& machine = machines_.at(id);
    if (!machine.quorum) return;
    ++crashes_;
    machine.quorum.reset();
    machine.high_watermark = no_offset;
    ++machine.timer_generation;
    std::erase_if(machine.unsynced, [](const Change& change) { return change.sync_ticket != 0; });  // nobody waits for them any more
    if (power_loss) {
        if (chance(0.5)) machine.election_in_cache.reset();
        if (machine.election_in_cache) machine.durable_election = *machine.election_in_cache;
        const std::size_t survivors = random_.below(machine.unsynced.size() + 1);
        machine.log = machine.durable_log;
        for (std::size_t i = 0; i < survivors; ++i) {
            const Change& change = machine.unsynced[i];
            if (change.truncation) machine.log.resize(std::min(machine.log.size(), change.to));
            machine.log.insert(machine.log.end(), change.entries.begin(), change.entries.end());
        }
        machine.durable_log = machine.log;
        machine.unsynced.clear();
    }
    for (auto expected = expected_.begin(); expected != expected_.end();) {
        // Whoever waits for this node learns it by the broken connection, or never does.
        if (expected->first.first != id) {
            ++expected;
            continue;
        }
        const Expected request = expected->second;
        expected = expected_.erase(expected);
        schedule(up_to(Milliseconds(10)),
                 {.node = request.from, .life = request.life, .input = RequestFailed{request.to, request.correlation, true}});
    }
}

void Simulation::step(Machine& machine, Input input) {
    mix(static_cast<std::uint64_t>(machine.id.value()));
    mix(static_cast<std::uint64_t>(now_.time_since_epoch().count()));
    mix(input.index());
    for (Effect& effect : machine.quorum->step(now_, std::move(input))) {
        mix(effect.index());
        carry_out(machine, std::move(effect));
    }
    check(machine);
}

void Simulation::carry_out(Machine& machine, Effect effect) {
    if (auto* persist = std::get_if<PersistQuorumState>(&effect)) {
        machine.election_in_cache = persist->state;
        schedule(up_to(options_.disk_delay_max), {.node = machine.id, .life = machine.life, .input = StatePersisted{}});
    } else if (auto* request = std::get_if<SendRequest>(&effect)) {
        send(machine, *request);
    } else if (auto* response = std::get_if<Respond>(&effect)) {
        respond(machine, *response);
    } else if (auto* append = std::get_if<AppendToLog>(&effect)) {
        if (index(append->base_offset) != machine.log.size()) violate(fmt::format("node {} appends behind a hole", machine.id));
        Change change;
        if (const auto* begin = std::get_if<LeaderChangeBatch>(&append->batch)) {
            change.entries.push_back({begin->epoch, 0});
            if (begin->facts) {
                change.entries.push_back({begin->epoch, kraft_version_value});
                change.entries.push_back({begin->epoch, value_of(*begin->facts->voters)});
            }
        }
        if (const auto* upgrade = std::get_if<UpgradeBatch>(&append->batch)) {
            ++upgrades_;
            if (options_.faults && chance(0.3))
                schedule(up_to(options_.disk_delay_max + 2 * options_.delay_max), {.node = machine.id, .power_loss = true});
            change.entries.push_back({upgrade->epoch, kraft_version_value});
            change.entries.push_back({upgrade->epoch, value_of(upgrade->voters)});
        }
        if (const auto* voters = std::get_if<VotersBatch>(&append->batch))
            change.entries.push_back({voters->epoch, value_of(voters->voters)});
        if (const auto* records = std::get_if<RecordsBatch>(&append->batch)) {
            for (const Bytes& value : records->values) change.entries.push_back({records->epoch, load_be<std::int64_t>(value.data())});
        }
        if (const auto* fetched = std::get_if<FetchedBatches>(&append->batch)) {
            change.entries = load_entries(fetched->bytes.span());
        }
        machine.log.insert(machine.log.end(), change.entries.begin(), change.entries.end());
        machine.unsynced.push_back(std::move(change));
        if (machine.log.size() != index(append->end_offset)) violate(fmt::format("node {} and its log disagree about the end", machine.id));
    } else if (auto* truncate = std::get_if<TruncateLog>(&effect)) {
        if (truncate->to < machine.high_watermark) violate(fmt::format("node {} truncates below its high watermark", machine.id));
        machine.log.resize(index(truncate->to));
        machine.unsynced.push_back({.truncation = true, .to = index(truncate->to)});
    } else if (auto* piece = std::get_if<WriteSnapshot>(&effect)) {
        if (piece->position == 0) machine.download.clear();
        if (static_cast<std::size_t>(piece->position) != machine.download.size())
            violate(fmt::format("node {} leaves a hole in a snapshot", machine.id));
        machine.download.insert(machine.download.end(), piece->bytes.span().begin(), piece->bytes.span().end());
        if (piece->last) {
            schedule(up_to(options_.disk_delay_max),
                     {.node = machine.id,
                      .life = machine.life,
                      .input = SnapshotFetched{piece->snapshot, true, history_of(load_entries(machine.download), no_broker).latest()}});
        }
    } else if (auto* over = std::get_if<StartLogOver>(&effect)) {
        if (over->snapshot.offset <= machine.high_watermark) violate(fmt::format("node {} goes back to a snapshot", machine.id));
        ++snapshots_fetched_;
        machine.snapshot = over->snapshot;
        machine.snapshot_content = load_entries(machine.download);
        if (machine.snapshot_content.size() != index(over->snapshot.offset))
            violate(fmt::format("node {} fetched half a snapshot", machine.id));
        machine.log = machine.snapshot_content;
        machine.log_start = machine.log.size();
        machine.durable_log = machine.log;
        machine.unsynced.clear();
    } else if (auto* sync = std::get_if<SyncLog>(&effect)) {
        // What the log holds now is durable when the completion comes; a crash before that loses any part of it.
        schedule(up_to(options_.disk_delay_max), {.node = machine.id, .life = machine.life, .input = LogSynced{sync->ticket}});
        machine.unsynced.push_back({.sync_ticket = sync->ticket});
    } else if (auto* timer = std::get_if<SetTimer>(&effect)) {
        ++machine.timer_generation;
        if (timer->deadline) {
            schedule(std::max(*timer->deadline - now_, Duration::zero()),
                     {.node = machine.id, .life = machine.life, .timer_generation = machine.timer_generation, .input = TimerElapsed{}});
        }
    } else if (auto* advanced = std::get_if<HighWatermarkAdvanced>(&effect)) {
        if (advanced->high_watermark <= machine.high_watermark) violate(fmt::format("the high watermark of node {} falls", machine.id));
        if (index(advanced->high_watermark) > machine.log.size())
            return violate(fmt::format("node {} shows a high watermark above its log", machine.id));
        const std::size_t before = machine.high_watermark == no_offset ? 0 : index(machine.high_watermark);
        machine.high_watermark = advanced->high_watermark;
        for (std::size_t i = before; i < index(advanced->high_watermark); ++i) {
            if (i < committed_.size()) {
                if (committed_[i] != machine.log[i])
                    return violate(fmt::format("node {} shows another committed record at {}", machine.id, i));
            } else {
                committed_.push_back(machine.log[i]);
            }
        }
        check_committed(machine);
    } else if (std::holds_alternative<VoteGranted>(effect)) {
        maybe_unlucky(machine.id);
    } else if (auto* role = std::get_if<RoleChanged>(&effect)) {
        if (role->role == observe::QuorumRole::candidate || role->role == observe::QuorumRole::leader) maybe_unlucky(machine.id);
        if (role->role == observe::QuorumRole::resigned && !machine.quorum->is_voter()) ++voted_out_leaders_;
        if (role->role == observe::QuorumRole::leader) {
            const auto [known, is_new] = leaders_.emplace(role->epoch, machine.id);
            if (!is_new) violate(fmt::format("epoch {} has leader {} and was led by {}", role->epoch, machine.id, known->second));
            for (std::size_t i = 0; i < committed_.size(); ++i) {
                if (i >= machine.log.size() || machine.log[i] != committed_[i]) {
                    return violate(fmt::format("leader {} of epoch {} lacks the committed record {}", machine.id, role->epoch, i));
                }
            }
        }
    } else if (auto* refused = std::get_if<PeerRefused>(&effect)) {
        violate(fmt::format("node {} refuses what {} says: {}", machine.id, refused->peer, refused->reason));  // nobody lies here
    }
}

void Simulation::send(Machine& machine, SendRequest& request) {
    if (const auto* vote = std::get_if<VoteAsk>(&request.ask); vote != nullptr && !vote->pre_vote) {
        if (machine.quorum->election().voted != machine.id) violate(fmt::format("candidate {} does not vote for itself", machine.id));
    }
    const Duration timeout = Milliseconds(2000);
    if (!passes(machine.id, request.to)) {
        // A lost request is a connection that breaks, soon or by time-out.
        schedule(chance(0.5) ? up_to(Milliseconds(50)) : timeout,
                 {.node = machine.id, .life = machine.life, .input = RequestFailed{request.to, request.correlation, false}});
        return;
    }
    // Known by its address only, or by its id.
    const BrokerId to = request.to < BrokerId(0) ? voters_[static_cast<std::size_t>(-2 - request.to.value())] : request.to;
    if (std::holds_alternative<FeaturesAsk>(request.ask) || to == machine.id) {
        // The server of that node answers it, if it runs; nobody asks itself.
        Input input = RequestFailed{request.to, request.correlation, true};
        if (to != machine.id && machines_.at(to).quorum)
            input = ResponseReceived{request.to, request.correlation, FeaturesAnswer{.kraft_versions = supported_kraft_versions}};
        schedule(up_to(options_.delay_max), {.node = machine.id, .life = machine.life, .input = std::move(input)});
        return;
    }
    const RequestId id = ++last_request_;
    expected_[{to, id}] = {machine.id, machine.life, request.correlation, request.to};
    schedule(up_to(options_.delay_max), {.node = to, .input = RequestReceived{id, std::move(request.ask)}});
}

void Simulation::respond(Machine& machine, Respond& response) {
    if (const auto* changed = std::get_if<VotersAnswer>(&response.answer); changed != nullptr && changed->error == ErrorCode::NONE)
        ++voter_changes_;
    const auto found = expected_.find({machine.id, response.id});
    if (found == expected_.end()) return;  // asked in an earlier life
    const Expected asker = found->second;
    expected_.erase(found);
    if (auto* fetch = std::get_if<FetchAnswer>(&response.answer); fetch != nullptr && fetch->read_from != no_offset) {
        Bytes bytes;
        const std::size_t from = index(fetch->read_from);
        std::size_t to = std::min(machine.log.size(), from + 1 + random_.below(20));
        // A kraft.version and its voters are one batch.
        if (to < machine.log.size() && machine.log[to - 1].value == kraft_version_value) ++to;
        if (from < machine.log_start) violate(fmt::format("node {} reads below its log's start", machine.id));
        for (std::size_t i = from; i < to; ++i) {
            store_entry(bytes, machine.log[i]);
            const Offset base(static_cast<Offset::Rep>(i));
            if (machine.log[i].value == kraft_version_value && i + 1 < to) {
                auto changes = changes_of(machine.log[i], base);
                std::ranges::move(changes_of(machine.log[i + 1], base.next()), std::back_inserter(changes));
                store_entry(bytes, machine.log[++i]);
                fetch->batches.push_back({base, base + 2, machine.log[i].epoch, 2 * entry_size, std::move(changes)});
                continue;
            }
            fetch->batches.push_back({base, base.next(), machine.log[i].epoch, entry_size, changes_of(machine.log[i], base)});
        }
        fetch->records = SharedBytes(std::move(bytes));
    }
    if (auto* piece = std::get_if<FetchSnapshotAnswer>(&response.answer); piece != nullptr && piece->error == ErrorCode::NONE) {
        Bytes content;
        for (const Entry& entry : machine.snapshot_content) store_entry(content, entry);
        if (machine.snapshot != piece->snapshot) {
            piece->error = ErrorCode::SNAPSHOT_NOT_FOUND;
        } else {
            const auto at = static_cast<std::size_t>(piece->position);
            piece->size_bytes = static_cast<std::int64_t>(content.size());
            const std::size_t size = std::min<std::size_t>(content.size() - at, 1 + random_.below(500));
            piece->bytes = SharedBytes(std::move(content)).slice(at, size);
        }
    }
    if (const auto* vote = std::get_if<VoteAnswer>(&response.answer); vote != nullptr && vote->granted && vote->error == ErrorCode::NONE) {
        const ElectionState& election = machine.quorum->election();
        const bool told_in_epoch = election.voted == asker.from && election.epoch == vote->epoch;
        // A vote that was told must be on disk; a pre-vote binds nobody.
        if (told_in_epoch && vote->leader == no_broker && machine.durable_election == election) {
            const auto [known, is_new] = told_votes_.emplace(std::pair(machine.id, vote->epoch), asker.from);
            if (known->second != asker.from) violate(fmt::format("node {} voted twice in epoch {}", machine.id, vote->epoch));
        }
    }
    if (!passes(machine.id, asker.from)) {
        schedule(chance(0.5) ? up_to(Milliseconds(50)) : Duration(Milliseconds(2000)),
                 {.node = asker.from, .life = asker.life, .input = RequestFailed{asker.to, asker.correlation, false}});
        return;
    }
    schedule(up_to(options_.delay_max),
             {.node = asker.from, .life = asker.life, .input = ResponseReceived{asker.to, asker.correlation, std::move(response.answer)}});
}

void Simulation::inject_fault() {
    const BrokerId node(static_cast<std::int32_t>(1 + random_.below(machines_.size())));
    const BrokerId other(static_cast<std::int32_t>(1 + random_.below(machines_.size())));
    switch (random_.below(8)) {
        case 0:
        case 1: crash(node, true); break;
        case 2: crash(node, false); break;
        case 3:
        case 4: restart(node); break;
        case 5: cut(node, other); break;
        case 6:
            for (const auto& [id, machine] : machines_) {
                cut(node, id);
                cut(id, node);
            }
            break;
        default: heal(); break;
    }
}

void Simulation::maybe_unlucky(BrokerId id) {
    if (!options_.faults || !chance(options_.unlucky)) return;
    const Duration when = up_to(options_.disk_delay_max + 2 * options_.delay_max);
    schedule(when, {.node = id, .power_loss = true});
    if (chance(0.8)) schedule(when + up_to(Milliseconds(100)), {.node = id, .restart = true});
}

void Simulation::client_appends() {
    for (auto& [id, machine] : machines_) {
        if (!machine.quorum || !machine.quorum->leads_in(machine.quorum->epoch())) continue;
        AppendRequested append{machine.quorum->epoch(), {}};
        for (std::uint64_t i = random_.below(3) + 1; i-- > 0;) {
            Bytes value(8);
            store_be(value.data(), ++last_value_);
            append.values.push_back(std::move(value));
        }
        step(machine, std::move(append));
    }
}

// Whoever believes to lead is asked, for anything that makes sense there.
void Simulation::change_voters() {
    for (auto& [id, machine] : machines_) {
        if (!machine.quorum || !machine.quorum->leads_in(machine.quorum->epoch())) continue;
        if (machine.quorum->kraft_version() < reconfiguration_kraft_version) {
            const auto wanted = machine.quorum->check_upgrade(reconfiguration_kraft_version);
            if (wanted && *wanted) step(machine, UpgradeRequested{machine.quorum->epoch(), reconfiguration_kraft_version});
            continue;
        }
        const BrokerId node(static_cast<std::int32_t>(1 + random_.below(machines_.size())));
        const ReplicaKey key{node, directory_of(node)};
        if (!machine.quorum->voters().contains(node)) {
            step(machine,
                 RequestReceived{++last_request_, AddVoterAsk{.voter = {.key = key, .listeners = listeners_of(node), .kraft_versions = {}},
                                                              .ack_when_committed = chance(0.8)}});
        } else {
            step(machine, RequestReceived{++last_request_, RemoveVoterAsk{key}});
        }
    }
}

// What a leader shows as committed lies on the disks of a majority of those who vote now.
void Simulation::check_committed(const Machine& machine) {
    if (machine.quorum->leader_state() == nullptr) return;
    const std::size_t end = index(machine.high_watermark);
    if (end == 0) return;
    const auto& ids = machine.quorum->voters().ids();
    const auto holds = [&](BrokerId id) {
        const Machine& other = machines_.at(id);
        return other.durable_log.size() >= end && std::equal(other.durable_log.begin() + static_cast<std::ptrdiff_t>(end - 1),
                                                             other.durable_log.begin() + static_cast<std::ptrdiff_t>(end),
                                                             machine.log.begin() + static_cast<std::ptrdiff_t>(end - 1));
    };
    if (static_cast<std::size_t>(std::ranges::count_if(ids, holds)) < ids.size() / 2 + 1)
        violate(fmt::format("leader {} shows {} as committed, which no majority of its voters holds", machine.id, end));
    if (!options_.voters_change && !options_.upgraded) return;
    std::vector<BrokerId> before = voters_;
    for (const Entry& entry : committed_) {
        if (entry.value >= 0 || entry.value == kraft_version_value) continue;
        const std::vector<BrokerId> after = voters_of(entry.value);
        std::vector<BrokerId> changed;
        std::ranges::set_symmetric_difference(before, after, std::back_inserter(changed));
        if (changed.size() > 1 || after.empty()) return violate("more than one voter changed at once");
        before = after;
    }
}

// Any node, of what it knows to be committed; most of them cut their logs there.
void Simulation::take_snapshots() {
    for (auto& [id, machine] : machines_) {
        if (!machine.quorum || machine.high_watermark == no_offset || !chance(options_.snapshots)) continue;
        const std::size_t end = index(machine.high_watermark);
        if (end == 0 || machine.high_watermark <= machine.snapshot.offset) continue;
        machine.snapshot = {machine.high_watermark, machine.log[end - 1].epoch};
        machine.snapshot_content.assign(machine.log.begin(), machine.log.begin() + static_cast<std::ptrdiff_t>(end));
        OffsetAndEpoch start = machine.quorum->log().start_and_epoch();
        if (chance(0.7)) {
            start = machine.snapshot;
            machine.log_start = end;
        }
        step(machine, SnapshotTaken{machine.snapshot, start});
    }
}

void Simulation::run_for(Duration duration) {
    const Instant end = now_ + duration;
    while (violation_.empty() && !queue_.empty() && queue_.begin()->first.first <= end) {
        auto node = queue_.extract(queue_.begin());
        now_ = node.key().first;
        Event& event = node.mapped();
        if (event.fault) {
            if (options_.faults) {
                inject_fault();
                schedule(up_to(options_.fault_interval_max), {.fault = true});
            }
            continue;
        }
        if (event.power_loss) {
            if (options_.faults) crash(event.node, true);
            continue;
        }
        if (event.restart) {
            restart(event.node);
            continue;
        }
        if (event.request_from_client) {
            if (!clients_) continue;
            client_appends();
            if (options_.snapshots > 0) take_snapshots();
            schedule(up_to(Milliseconds(200)), {.request_from_client = true});
            continue;
        }
        if (event.request_from_administrator) {
            if (!clients_) continue;
            change_voters();
            schedule(up_to(Milliseconds(options_.upgraded ? 500 : 1500)), {.request_from_administrator = true});
            continue;
        }
        Machine& machine = machines_.at(event.node);
        if (const auto* request = std::get_if<RequestReceived>(&event.input); request != nullptr && !machine.quorum) {
            const auto found = expected_.find({machine.id, request->id});
            if (found == expected_.end()) continue;
            const Expected asker = found->second;
            expected_.erase(found);
            schedule(up_to(Milliseconds(10)),
                     {.node = asker.from, .life = asker.life, .input = RequestFailed{asker.to, asker.correlation, true}});
            continue;
        }
        if (!machine.quorum || (event.life != 0 && event.life != machine.life)) continue;
        if (std::holds_alternative<TimerElapsed>(event.input) && event.timer_generation != machine.timer_generation) continue;
        if (std::holds_alternative<StatePersisted>(event.input)) machine.durable_election = *machine.election_in_cache;
        if (const auto* synced = std::get_if<LogSynced>(&event.input)) {
            // Syncs may complete in any order; each covers everything before it.
            const auto mark = std::ranges::find(machine.unsynced, synced->ticket, &Change::sync_ticket);
            if (mark != machine.unsynced.end()) {
                for (auto change = machine.unsynced.begin(); change != mark; ++change) {
                    if (change->truncation) machine.durable_log.resize(std::min(machine.durable_log.size(), change->to));
                    machine.durable_log.insert(machine.durable_log.end(), change->entries.begin(), change->entries.end());
                }
                machine.unsynced.erase(machine.unsynced.begin(), mark + 1);
            }
        }
        step(machine, std::move(event.input));
    }
    if (now_ < end && violation_.empty()) now_ = end;
}

void Simulation::check(const Machine& machine) {
    const Quorum& quorum = *machine.quorum;
    if (index(quorum.log().end().offset) != machine.log.size()) violate(fmt::format("node {} believes in another log end", machine.id));
    if (quorum.synced() > quorum.log().end().offset) violate(fmt::format("node {} believes more to be durable than there is", machine.id));
    // What counts as synced is on the disk: a crash cannot take it back. (What lies further back was looked at before.)
    constexpr std::size_t looked_at = 25;
    for (std::size_t i = index(quorum.synced()) - std::min(looked_at, index(quorum.synced())); i < index(quorum.synced()); ++i) {
        if (i >= machine.durable_log.size() || machine.durable_log[i] != machine.log[i]) {
            return violate(fmt::format("node {} counts record {} as durable", machine.id, i));
        }
    }
    // Where two logs hold the same epoch at an offset, they agree up to there.
    for (const auto& [id, other] : machines_) {
        std::size_t common = std::min(machine.log.size(), other.log.size());
        while (common > 0 && machine.log[common - 1].epoch != other.log[common - 1].epoch) --common;
        for (std::size_t i = common; i-- > 0 && i + looked_at > common;) {
            if (machine.log[i] != other.log[i]) return violate(fmt::format("the logs of {} and {} differ at {}", machine.id, id, i));
        }
    }
}

bool Simulation::converges_within(Duration limit) {
    options_.faults = false;
    heal();
    options_.loss = 0;
    clients_ = false;
    for (auto& [id, machine] : machines_) restart(id);
    const Instant end = now_ + limit;
    while (now_ < end && violation_.empty()) {
        run_for(Milliseconds(100));
        const Machine* leader = nullptr;
        for (const auto& [id, machine] : machines_) {
            if (machine.quorum->leads_in(machine.quorum->epoch())) leader = &machine;
        }
        if (leader == nullptr) continue;
        const bool together = std::ranges::all_of(machines_, [&](const auto& entry) {
            const Quorum& quorum = *entry.second.quorum;
            return quorum.leader_and_epoch() == leader->quorum->leader_and_epoch() &&
                   quorum.high_watermark() == leader->quorum->log().end().offset && quorum.log().end() == leader->quorum->log().end();
        });
        if (together) return true;
    }
    return false;
}

}  // namespace vitrine::raft::test
