// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "raft/quorum.h"

#include <algorithm>

#include "base/assert.h"
#include "base/planted.h"

namespace vitrine::raft {
namespace {

// More moves than that for one input would be a circle.
constexpr int moves_max = 10;

}  // namespace

Quorum::Quorum(QuorumConfig config, env::Random& random)
    : config_(std::move(config)),
      random_(random),
      configured_voters_(config_.voters),
      voters_(configured_voters_),
      is_voter_(voters_.contains(key())) {
    know_peers();
}

std::vector<Effect> Quorum::step(Instant now, Input input) {
    VITRINE_ASSERT(started_ || std::holds_alternative<Started>(input), "a quorum starts first");
    VITRINE_ASSERT(now >= now_, "time does not go back");
    now_ = now;
    std::visit([this](auto&& in) { on(std::move(in)); }, std::move(input));
    if (shutdown_completed_) return std::exchange(effects_, {});

    int moves = 0;
    while (move_if_due()) VITRINE_ASSERT_CMP(++moves, <, moves_max, "one input moves a node through few roles");
    advance_leader_high_watermark();
    complete_voter_change();
    answer_pending_votes();
    complete_parked_fetches();
    persist_if_changed();
    sync_if_needed();
    send_what_is_due();
    complete_shutdown_if_done();
    set_timer();
    return std::exchange(effects_, {});
}

observe::QuorumRole Quorum::role() const {
    return std::visit([](const auto& state) { return state.role; }, role_);
}

LeaderAndEpoch Quorum::leader_and_epoch() const {
    BrokerId leader = election_.leader;
    if (std::holds_alternative<Resigned>(role_) || std::holds_alternative<Unattached>(role_)) leader = no_broker;
    if (const auto* follower = std::get_if<Follower>(&role_); follower != nullptr && follower->leader_ended) leader = no_broker;
    if (const auto* prospective = std::get_if<Prospective>(&role_); prospective != nullptr && prospective->leader_ended) leader = no_broker;
    return {leader, election_.epoch};
}

bool Quorum::own_vote_is_durable() const { return durable_ && durable_->epoch == election_.epoch && durable_->voted == config_.node_id; }

// --- inputs that are neither requests nor responses ---

void Quorum::on(Started&& started) {
    VITRINE_ASSERT(!started_, "a quorum starts once");
    started_ = true;
    log_ = std::move(started.log);
    history_ = std::move(started.history);
    persisted_kraft_version_ = kraft_version();
    take_up_voters();
    VITRINE_ASSERT(!voters_.empty() || config_.bootstrap_servers > 0, "somebody knows who votes");
    election_ = started.election;
    // What a process left in the page cache looks the same as what is durable: nothing counts until it was synced once more.
    synced_ = log_.start();
    // A snapshot is of what is committed.
    if (log_.snapshot()) advance_high_watermark(log_.snapshot()->offset);
    if (config_.start_phase > Duration::zero()) start_phase_until_ = now_ + config_.start_phase;

    // The log can be ahead of the quorum-state file: following is not worth waiting for the disk. A vote in the log's epoch is in the
    // file, if it was ever told.
    if (log_.end().epoch > election_.epoch) election_ = {.epoch = log_.end().epoch};
    if (election_ == ElectionState{}) durable_ = election_;  // a fresh node has nothing to forget

    if (stands() && election_.leader == config_.node_id) {
        Resigned resigned;
        for (const BrokerId voter : other_voters()) resigned.voters.emplace(voter, Resigned::Told{});
        // At a start, the others are told before this node asks for votes itself.
        Duration wait = election_timeout();
        if (only_voter() && in_start_phase()) wait = Duration::zero();
        else if (in_start_phase()) wait += 10 * config_.start_timeout;
        resigned.election_deadline = now_ + wait;
        role_ = std::move(resigned);
    } else if (election_.leader != config_.node_id && voters_.contains(election_.leader)) {
        role_ = Follower{.fetch_deadline = now_ + config_.fetch_timeout, .since = now_};
    } else {
        election_.leader = no_broker;
        role_ = Unattached{.election_deadline = now_ + election_timeout()};
    }
    if (VITRINE_RULE(KAFKA_10527, false, std::holds_alternative<Resigned>(role_))) {
        const Offset end = log_.end().offset;
        role_ = Leader(now_, key(), voters_, {config_.node_id}, end, config_.fetch_timeout * 3 / 2);
        append(election_.epoch, end.next(), LeaderChangeBatch{election_.epoch, voters_.ids(), {config_.node_id}});
    }
    const LeaderAndEpoch known = leader_and_epoch();
    effects_.push_back(RoleChanged{role(), known.epoch, known.leader});
}

void Quorum::on(RequestFailed&& failure) {
    const auto peer = peers_.find(failure.to);
    if (peer == peers_.end() || peer->second.in_flight != failure.correlation) return;
    peer->second.in_flight.reset();
    back_off(failure.to);

    if (std::holds_alternative<FeaturesAsk>(peer->second.asked)) {
        if (change_ && change_->added && change_->added->voter.key.id == failure.to)
            end_voter_change(ErrorCode::REQUEST_TIMED_OUT, "The new voter did not answer ApiVersions.");
        return;
    }
    if (auto* leader = std::get_if<Leader>(&role_)) {
        if (ReplicaProgress* progress = leader->voter(failure.to)) progress->begin_due = now_;
    } else if (auto* resigned = std::get_if<Resigned>(&role_)) {
        if (const auto told = resigned->voters.find(failure.to); told != resigned->voters.end()) told->second.unreachable = true;
    } else if (auto* follower = std::get_if<Follower>(&role_); follower != nullptr && failure.to == election_.leader) {
        if (!stands()) {
            become_unattached(election_.epoch);  // another voter may know a new leader
        } else if (in_start_phase() && failure.refused) {
            follower->fetch_deadline = std::min(follower->fetch_deadline, now_ + staggered_start_timeout());
        }
    }
}

void Quorum::on(TimerElapsed&&) { timer_.reset(); }

void Quorum::on(StatePersisted&&) {
    VITRINE_ASSERT(persisting_.has_value(), "a completion belongs to an effect");
    durable_ = persisting_;
    persisting_.reset();
}

void Quorum::on(LogSynced&& synced) {
    if (!syncing_ || synced.ticket != sync_ticket_) return;  // of a log that was truncated since
    synced_ = *syncing_;
    syncing_.reset();
}

void Quorum::on(AppendRequested&& request) {
    VITRINE_ASSERT(leads_in(request.epoch), "only the leader of the epoch appends");
    VITRINE_ASSERT(!request.values.empty(), "a batch holds records");
    const Offset end = log_.end().offset + static_cast<Offset::Rep>(request.values.size());
    append(request.epoch, end, RecordsBatch{request.epoch, std::move(request.values)});
}

void Quorum::on(ResignRequested&& request) {
    if (leads_in(request.epoch)) become_resigned();
}

void Quorum::on(SnapshotTaken&& taken) {
    log_.set_snapshot(taken.snapshot, taken.start);
    history_.forget_before(taken.start.offset);
}

void Quorum::on(SnapshotFetched&& fetched) {
    VITRINE_ASSERT(installing_ == fetched.snapshot, "a snapshot is told of once it was written whole");
    installing_.reset();
    auto* follower = std::get_if<Follower>(&role_);
    if (follower != nullptr) follower->fetch_deadline = now_ + config_.fetch_timeout;
    if (!fetched.good) {
        if (follower != nullptr) back_off(election_.leader);
        return;
    }
    // Whoever leads meanwhile, or holds more, needs it no longer. An election ends with the voters with which it began.
    const bool stands = std::holds_alternative<Prospective>(role_) || std::holds_alternative<Candidate>(role_);
    if (stands || std::holds_alternative<Leader>(role_) || fetched.snapshot <= log_.end()) return;
    log_.start_over(fetched.snapshot);
    history_.start_over(fetched.snapshot.offset, std::move(fetched.facts));
    take_up_voters();
    synced_ = fetched.snapshot.offset;
    syncing_.reset();  // a sync under way was of other records
    ++sync_ticket_;
    if (follower != nullptr) follower->download.reset();
    effects_.push_back(StartLogOver{fetched.snapshot});
    advance_high_watermark(fetched.snapshot.offset);
}

void Quorum::on(ShutdownRequested&&) {
    if (shutting_down_) return;
    shutting_down_ = true;
    shutdown_deadline_ = now_ + config_.shutdown_timeout;
    if (std::holds_alternative<Leader>(role_)) become_resigned();
}

// --- after every input ---

void Quorum::persist_if_changed() {
    if (persisting_ || (durable_ == election_ && persisted_kraft_version_ == kraft_version())) return;
    persisting_ = election_;
    persisted_kraft_version_ = kraft_version();
    effects_.push_back(PersistQuorumState{election_, kraft_version()});
}

void Quorum::sync_if_needed() {
    if (syncing_ || log_.end().offset <= synced_) return;
    syncing_ = log_.end().offset;
    effects_.push_back(SyncLog{++sync_ticket_});
}

void Quorum::append(LeaderEpoch epoch, Offset end, LogBatch batch) {
    const Offset base = log_.end().offset;
    log_.append(epoch, end);
    effects_.push_back(AppendToLog{base, end, std::move(batch)});
}

void Quorum::advance_leader_high_watermark() {
    const auto* leader = std::get_if<Leader>(&role_);
    if (leader == nullptr) return;
    if (const auto end = leader->committed_end(VITRINE_RULE(NATS_ACK_BEFORE_SYNC, synced_, log_.end().offset));
        end && *end > high_watermark_) {
        VITRINE_ASSERT_CMP(*end, <=, log_.end().offset, "followers hold what the leader holds");
        end_start_phase();
        failed_elections_ = 0;
        advance_high_watermark(*end);
    }
}

void Quorum::advance_high_watermark(Offset offset) {
    if (offset <= high_watermark_) return;
    high_watermark_ = offset;
    effects_.push_back(HighWatermarkAdvanced{offset});
}

void Quorum::send_what_is_due() {
    wake_at_.reset();
    std::visit([this](auto& state) { send_what_is_due(state); }, role_);
}

void Quorum::send_what_is_due(const Unattached&) {
    if (is_voter_) return;
    // An observer looks for the leader: one voter after the other.
    if (std::ranges::any_of(peers_, [](const auto& entry) { return entry.second.in_flight.has_value(); })) return;
    std::vector<BrokerId> asked = other_voters();
    for (std::size_t i = 0; i < config_.bootstrap_servers; ++i) asked.push_back(bootstrap_server(i));
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const BrokerId voter = asked[next_voter_to_ask_++ % asked.size()];
        if (peers_[voter].ready_at <= now_) return send(voter, fetch_ask());
        wake_at(peers_[voter].ready_at);
    }
}

void Quorum::send_what_is_due(const Prospective& prospective) { send_vote_requests(prospective.ballot, true); }

void Quorum::send_what_is_due(const Candidate& candidate) {
    if (own_vote_is_durable() && !candidate.backoff_until) send_vote_requests(candidate.ballot, false);
}

void Quorum::send_what_is_due(Leader& leader) {
    for (const BrokerId voter : other_voters()) {
        const Peer& peer = peers_[voter];
        ReplicaProgress& progress = *leader.voter(voter);
        if (progress.begin_due > now_) {
            wake_at(progress.begin_due);
            continue;
        }
        if (peer.in_flight) continue;
        if (peer.ready_at <= now_) progress.begin_due = now_ + config_.fetch_timeout / 2;
        send(voter, BeginQuorumEpochAsk{config_.node_id, election_.epoch});
    }
}

void Quorum::send_what_is_due(const Follower& follower) {
    if (follower.leader_ended || installing_) return;
    if (follower.download) {
        const auto& [snapshot, position] = *follower.download;
        return send(election_.leader, FetchSnapshotAsk{config_.node_id, election_.epoch, snapshot, position, config_.directory_id});
    }
    send_own_update(follower);
    send_own_join(follower);
    // A voter's fetch offset tells the leader what is durable here. Where voters change, so does that of everybody who may become one.
    // A controller that only observes may become one as soon as they do.
    if ((voters_change() || stands() || !config_.listeners.empty()) &&
        VITRINE_RULE(NATS_ACK_BEFORE_SYNC, synced_ < log_.end().offset, false))
        return;
    send(election_.leader, fetch_ask());
}

void Quorum::send_what_is_due(const Resigned& resigned) {
    for (const auto& [voter, told] : resigned.voters) {
        if (!told.acknowledged) send(voter, EndQuorumEpochAsk{config_.node_id, election_.epoch, resigned.preferred_successors});
    }
}

void Quorum::send_vote_requests(const Ballot& ballot, bool pre_vote) {
    for (const auto& [voter, peer] : peers_) {
        if (ballot.open(voter)) send(voter, VoteAsk{config_.node_id, election_.epoch, log_.end(), pre_vote, config_.directory_id});
    }
}

FetchAsk Quorum::fetch_ask() const {
    const OffsetAndEpoch end = log_.end();
    return {.replica = config_.node_id,
            .epoch = election_.epoch,
            .offset = end.offset,
            .last_epoch = end.epoch,
            .high_watermark = high_watermark_,
            .wait_max = config_.fetch_wait_max,
            .directory = config_.directory_id};
}

void Quorum::send(BrokerId to, Ask ask) {
    Peer& peer = peers_[to];
    if (peer.in_flight) return;
    if (peer.ready_at > now_) return wake_at(peer.ready_at);
    peer.in_flight = ++last_correlation_;
    peer.asked = ask;
    effects_.push_back(SendRequest{to, last_correlation_, std::move(ask)});
}

void Quorum::back_off(BrokerId peer) { peers_[peer].ready_at = now_ + config_.retry_backoff; }

void Quorum::reset_peers() {
    peers_.clear();
    know_peers();
}

void Quorum::know_peers() {
    for (const BrokerId voter : other_voters()) peers_.try_emplace(voter);
    for (std::size_t i = 0; i < config_.bootstrap_servers; ++i) peers_.try_emplace(bootstrap_server(i));
}

std::vector<BrokerId> Quorum::other_voters() const {
    std::vector<BrokerId> others = voters_.ids();
    std::erase(others, config_.node_id);
    return others;
}

void Quorum::wake_at(Instant at) {
    if (!wake_at_ || at < *wake_at_) wake_at_ = at;
}

void Quorum::complete_shutdown_if_done() {
    if (!shutting_down_ || shutdown_completed_) return;
    if (const auto* resigned = std::get_if<Resigned>(&role_)) {
        if (!resigned->everyone_told_or_gone() && now_ < shutdown_deadline_) return;
    }
    shutdown_completed_ = true;
    effects_.push_back(ShutdownCompleted{});
}

void Quorum::set_timer() {
    struct Deadline {
        bool stands;
        std::optional<Instant> operator()(const Unattached& state) const {
            return stands ? std::optional(state.election_deadline) : std::nullopt;
        }
        std::optional<Instant> operator()(const Prospective& state) const { return state.election_deadline; }
        std::optional<Instant> operator()(const Candidate& state) const {
            if (state.backoff_until) return state.backoff_until;
            return state.ballot.won() ? std::nullopt : std::optional(state.election_deadline);  // won: waits for the disk
        }
        std::optional<Instant> operator()(const Leader& state) const { return state.check_quorum_deadline(); }
        std::optional<Instant> operator()(const Follower& state) const { return state.fetch_deadline; }
        std::optional<Instant> operator()(const Resigned& state) const { return state.election_deadline; }
    };
    if (shutdown_completed_) {
        wake_at_.reset();
    } else if (shutting_down_) {
        wake_at(shutdown_deadline_);
    } else if (const auto deadline = std::visit(Deadline{stands()}, role_)) {
        wake_at(*deadline);
    }
    if (!shutdown_completed_) {
        for (const ParkedFetch& fetch : parked_fetches_) wake_at(fetch.deadline);
        if (change_) wake_at(change_->deadline);
    }
    if (wake_at_ == timer_) return;
    timer_ = wake_at_;
    effects_.push_back(SetTimer{timer_});
}

}  // namespace vitrine::raft
