// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <deque>
#include <optional>
#include <vector>

#include "env/random.h"
#include "raft/quorum.h"

namespace vitrine::raft::test {

inline constexpr BrokerId a{1};
inline constexpr BrokerId b{2};
inline constexpr BrokerId c{3};
inline constexpr BrokerId d{4};

inline OffsetAndEpoch at(std::int64_t offset, std::int32_t epoch) { return {Offset(offset), LeaderEpoch(epoch)}; }
inline LogShape log_of(std::vector<OffsetAndEpoch> ends) {
    LogShape log;
    for (const OffsetAndEpoch& end : ends) log.append(end.epoch, end.offset);
    return log;
}

// One raft::Quorum, node `a` of the voters {a, b, c} unless told otherwise, with its time, its disk and its peers in the hands of
// the test. Disk work completes when the test says so.
class Bench {
public:
    explicit Bench(BrokerId self = a, std::vector<BrokerId> voters = {a, b, c}, bool start_phase = false) : random_(7) {
        QuorumConfig config{.node_id = self, .voters = std::move(voters)};
        if (!start_phase) config.start_phase = Duration::zero();
        quorum_.emplace(config, random_);
    }
    explicit Bench(const QuorumConfig& config) : random_(7) { quorum_.emplace(config, random_); }

    // --- what happens to it ---
    Bench& start(ElectionState election = {}, LogShape log = {}) {
        step(Started{election, std::move(log)});
        return *this;
    }
    void step(Input input) {
        for (Effect& effect : quorum_->step(now_, std::move(input))) note(std::move(effect));
    }
    void advance(Duration duration) {
        const Instant end = now_ + duration;
        while (timer_ && *timer_ <= end) {
            now_ = std::max(now_, *timer_);
            timer_.reset();
            step(TimerElapsed{});
        }
        now_ = end;
    }
    // All disk work, until nothing is left.
    void complete_disk() {
        while (persisting_ || sync_) {
            if (persisting_) complete_persist();
            if (sync_) complete_sync();
        }
    }
    void complete_persist() {
        on_disk = std::exchange(persisting_, std::nullopt);
        step(StatePersisted{});
    }
    void complete_sync() { step(LogSynced{std::exchange(sync_, std::nullopt).value()}); }
    [[nodiscard]] std::optional<std::uint64_t> sync_under_way() const { return sync_; }
    [[nodiscard]] bool persist_under_way() const { return persisting_.has_value(); }

    RequestId ask(Ask request) {
        step(RequestReceived{++last_request_, std::move(request)});
        return last_request_;
    }
    // The answer to the last request, if it was given.
    template <class AnswerType>
    std::optional<AnswerType> answer(RequestId id) {
        const auto found = std::ranges::find(responses_, id, &Respond::id);
        if (found == responses_.end()) return std::nullopt;
        const auto answer = std::get<AnswerType>(found->answer);
        responses_.erase(found);
        return answer;
    }
    VoteAnswer vote(BrokerId candidate, std::int32_t epoch, OffsetAndEpoch log_end, bool pre_vote = false) {
        const RequestId id = ask(VoteAsk{candidate, LeaderEpoch(epoch), log_end, pre_vote});
        complete_disk();
        return answer<VoteAnswer>(id).value();
    }
    FetchAnswer fetch(BrokerId replica, std::int32_t epoch, OffsetAndEpoch log_end, Duration wait = Duration::zero()) {
        return answer<FetchAnswer>(ask(fetch_ask(replica, epoch, log_end, wait))).value();
    }
    static FetchAsk fetch_ask(BrokerId replica, std::int32_t epoch, OffsetAndEpoch log_end, Duration wait = Duration::zero(),
                              Offset high_watermark = no_offset) {
        return {.replica = replica,
                .epoch = LeaderEpoch(epoch),
                .offset = log_end.offset,
                .last_epoch = log_end.epoch,
                .high_watermark = high_watermark,
                .wait_max = wait};
    }

    // The requests sent to `to` since the last call, newest last.
    template <class AskType>
    std::optional<AskType> sent(BrokerId to) {
        std::optional<AskType> asked;
        for (const SendRequest& request : sent_) {
            if (request.to == to && std::holds_alternative<AskType>(request.ask)) asked = std::get<AskType>(request.ask);
        }
        return asked;
    }
    [[nodiscard]] CorrelationId correlation(BrokerId to) const {
        CorrelationId last = 0;
        for (const SendRequest& request : sent_) {
            if (request.to == to) last = request.correlation;
        }
        return last;
    }
    void forget_sent() { sent_.clear(); }
    void respond(BrokerId from, Answer answer) { step(ResponseReceived{from, correlation(from), std::move(answer)}); }
    void fail(BrokerId to, bool refused = false) { step(RequestFailed{to, correlation(to), refused}); }
    void grant(BrokerId from) { respond(from, VoteAnswer{.epoch = quorum_->epoch(), .granted = true}); }
    void reject(BrokerId from) { respond(from, VoteAnswer{.epoch = quorum_->epoch(), .granted = false}); }

    // --- ways to a role ---
    void wait_for_election() { advance(std::chrono::seconds(3)); }
    void become_candidate() {
        while (quorum_->role() != observe::QuorumRole::prospective) advance(Milliseconds(100));
        grant(b);
        complete_disk();
    }
    // Elected with b's vote; its LeaderChange is not committed.
    void become_leader() {
        become_candidate();
        grant(b);
        complete_disk();
    }
    // Its LeaderChange is committed.
    void become_leader_with_quorum() {
        become_leader();
        fetch(b, quorum_->epoch().value(), quorum_->log().end());
    }
    void become_follower_of(BrokerId leader, std::int32_t epoch) {
        ask(BeginQuorumEpochAsk{leader, LeaderEpoch(epoch)});
        complete_disk();
    }
    // One record for each epoch given, behind the log's end.
    static FetchAnswer records(BrokerId leader, std::int32_t leader_epoch, Offset from, std::vector<std::int32_t> epochs,
                               Offset high_watermark = no_offset) {
        FetchAnswer answer{.epoch = LeaderEpoch(leader_epoch), .leader = leader, .high_watermark = high_watermark};
        for (const std::int32_t epoch : epochs) {
            answer.batches.push_back({from, from.next(), LeaderEpoch(epoch), 10});
            from = from.next();
        }
        answer.records = SharedBytes(Bytes(10 * epochs.size()));
        return answer;
    }

    // --- what is to be seen ---
    Quorum& operator*() { return *quorum_; }
    Quorum* operator->() { return &*quorum_; }
    [[nodiscard]] observe::QuorumRole role() const { return quorum_->role(); }
    std::vector<TruncateLog> truncations;
    std::vector<AppendToLog> appends;
    std::vector<PeerRefused> refusals;
    std::vector<VoteGranted> votes;
    std::vector<RoleChanged> roles;
    std::optional<ElectionState> on_disk;
    bool shutdown_completed = false;

private:
    void note(Effect effect) {
        if (auto* persist = std::get_if<PersistQuorumState>(&effect)) persisting_ = persist->state;
        if (auto* send = std::get_if<SendRequest>(&effect)) sent_.push_back(std::move(*send));
        if (auto* response = std::get_if<Respond>(&effect)) responses_.push_back(std::move(*response));
        if (auto* append = std::get_if<AppendToLog>(&effect)) appends.push_back(std::move(*append));
        if (auto* truncate = std::get_if<TruncateLog>(&effect)) truncations.push_back(*truncate);
        if (auto* sync = std::get_if<SyncLog>(&effect)) sync_ = sync->ticket;
        if (auto* timer = std::get_if<SetTimer>(&effect)) timer_ = timer->deadline;
        if (auto* refused = std::get_if<PeerRefused>(&effect)) refusals.push_back(std::move(*refused));
        if (auto* granted = std::get_if<VoteGranted>(&effect)) votes.push_back(*granted);
        if (auto* role = std::get_if<RoleChanged>(&effect)) roles.push_back(*role);
        if (std::holds_alternative<ShutdownCompleted>(effect)) shutdown_completed = true;
    }

    env::Xoshiro random_;
    std::optional<Quorum> quorum_;
    Instant now_ = Instant(std::chrono::hours(1));
    std::optional<Instant> timer_;
    std::optional<ElectionState> persisting_;
    std::optional<std::uint64_t> sync_;
    RequestId last_request_ = 0;
    std::vector<SendRequest> sent_;
    std::vector<Respond> responses_;
};

}  // namespace vitrine::raft::test
