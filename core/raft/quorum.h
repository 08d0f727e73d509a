// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "env/random.h"
#include "raft/metadata_log.h"
#include "raft/quorum_config.h"
#include "raft/quorum_io.h"
#include "raft/roles/role.h"

// Kafka's Raft (KIP-595, KIP-996, KIP-1166) as a step function: an input and the time go in, effects come out. It reads no
// clock, does no IO and never waits; the caller carries out the effects in order and reports what came of them as inputs.
// The same inputs and random numbers give the same effects.
//
// What is told and what must be durable first: a vote is answered, and votes are asked for, once the vote is durable; the own
// log counts, and a voter fetches on, up to what is synced; a snapshot that was fetched takes the place of the log when it is
// durable. Nothing else waits for the disk.
namespace vitrine::raft {

class Quorum {
public:
    // `random` outlives the quorum. The voters ascend; where there are none, the log says who votes, or a bootstrap server will.
    Quorum(QuorumConfig config, env::Random& random);

    // The first input is Started; `now` never goes back.
    [[nodiscard]] std::vector<Effect> step(Instant now, Input input);

    // --- what it is now ---
    [[nodiscard]] observe::QuorumRole role() const;
    [[nodiscard]] const Role& role_state() const { return role_; }
    [[nodiscard]] LeaderEpoch epoch() const { return election_.epoch; }
    // As others and the listeners are told: a leader that resigned or ended its epoch is none.
    [[nodiscard]] LeaderAndEpoch leader_and_epoch() const;
    [[nodiscard]] const ElectionState& election() const { return election_; }
    [[nodiscard]] bool leads_in(LeaderEpoch epoch) const { return election_.epoch == epoch && std::holds_alternative<Leader>(role_); }
    [[nodiscard]] const Leader* leader_state() const { return std::get_if<Leader>(&role_); }
    [[nodiscard]] const LogShape& log() const { return log_; }
    [[nodiscard]] Offset synced() const { return synced_; }
    [[nodiscard]] Offset high_watermark() const { return high_watermark_; }  // no_offset while unknown; never falls
    [[nodiscard]] bool is_voter() const { return is_voter_; }
    [[nodiscard]] const QuorumConfig& config() const { return config_; }
    [[nodiscard]] ReplicaKey key() const { return {config_.node_id, config_.directory_id}; }
    // Who votes now: as the newest VotersRecord in the log says, committed or not, where kraft.version is 1; else the configuration.
    [[nodiscard]] const VoterSet& voters() const { return voters_; }
    [[nodiscard]] std::int16_t kraft_version() const { return history_.latest().kraft_version; }
    [[nodiscard]] const QuorumHistory& history() const { return history_; }
    // Whether kraft.version may become `version` now. True: UpgradeRequested writes it. False: it is that already, perhaps not committed
    // yet. NOT_CONTROLLER where this node does not lead; INVALID_UPDATE_VERSION: a downgrade, or not every voter has said that it can.
    [[nodiscard]] Result<bool> check_upgrade(std::int16_t version) const;

private:
    struct Peer {
        std::optional<CorrelationId> in_flight;
        Ask asked;  // while in flight
        Instant ready_at{};  // not before, after a failure
    };
    struct PendingVote {  // granted, told once it is durable
        RequestId request = 0;
        ReplicaKey candidate;
        LeaderEpoch epoch;
    };
    // One at a time, on the leader. Asked what it supports (added ones) -> written -> committed and answered.
    struct VoterChange {
        RequestId request = 0;
        std::optional<AddVoterAsk> added;  // while it is asked
        std::optional<Offset> offset;  // of the VotersRecord, once it is written
        Instant deadline{};
    };
    struct ParkedFetch {  // waits for records or for a high watermark above `known_high_watermark`
        RequestId request = 0;
        Offset offset;
        Offset known_high_watermark;
        Instant deadline{};
    };

    // --- inputs (quorum.cpp, quorum_requests.cpp, quorum_responses.cpp) ---
    void on(Started&& started);
    void on(RequestReceived&& request);
    void on(ResponseReceived&& response);
    void on(RequestFailed&& failure);
    void on(TimerElapsed&&);  // what is due is found after every input
    void on(StatePersisted&&);
    void on(LogSynced&& synced);
    void on(AppendRequested&& append);
    void on(ResignRequested&& resign);
    void on(UpgradeRequested&& upgrade);
    void on(SnapshotTaken&& taken);
    void on(SnapshotFetched&& fetched);
    void on(ShutdownRequested&&);

    void handle(RequestId id, const VoteAsk& ask);
    void handle(RequestId id, const BeginQuorumEpochAsk& ask);
    void handle(RequestId id, const EndQuorumEpochAsk& ask);
    void handle(RequestId id, const FetchAsk& ask);
    void handle(RequestId id, const FetchSnapshotAsk& ask);
    void handle(RequestId id, const AddVoterAsk& ask);
    void handle(RequestId id, const RemoveVoterAsk& ask);
    void handle(RequestId id, const UpdateVoterAsk& ask);
    void handle(RequestId id, const FeaturesAsk&);
    [[nodiscard]] bool grants(const VoteAsk& ask) const;
    void answer_pending_votes();
    // What a fetch is answered now. `valid`: the fetcher's log agrees with this leader's.
    struct FetchDecision {
        FetchAnswer answer;
        bool valid = false;
    };
    [[nodiscard]] FetchDecision decide_fetch(LeaderEpoch epoch, Offset offset, LeaderEpoch last_epoch) const;
    void complete_parked_fetches();
    void release_parked_fetches();

    void handle_response(BrokerId from, const VoteAsk& asked, const VoteAnswer& answer);
    void handle_response(BrokerId from, const BeginQuorumEpochAsk& asked, const EpochAnswer& answer);
    void handle_response(BrokerId from, const EndQuorumEpochAsk& asked, const EpochAnswer& answer);
    void handle_response(BrokerId from, const FetchAsk& asked, const FetchAnswer& answer);
    void handle_response(BrokerId from, const FetchSnapshotAsk& asked, const FetchSnapshotAnswer& answer);
    void handle_response(BrokerId from, const UpdateVoterAsk& asked, const VotersAnswer& answer);
    void handle_response(BrokerId from, const AddVoterAsk& asked, const VotersAnswer& answer);
    void handle_response(BrokerId from, const RemoveVoterAsk& asked, const VotersAnswer& answer);
    void handle_response(BrokerId from, const FeaturesAsk& asked, const FeaturesAnswer& answer);
    void hear_of_leader(Follower& follower);
    [[nodiscard]] bool leader_resigned(Follower& follower, ErrorCode error);
    // Common to all responses: takes over a higher epoch or a leader not known yet. True where the answer belongs to this epoch and
    // to what was asked in it.
    [[nodiscard]] bool take_over(BrokerId from, LeaderEpoch asked_in, ErrorCode error, LeaderEpoch epoch, BrokerId leader);
    [[nodiscard]] bool truncate_as_asked(BrokerId leader, const OffsetAndEpoch& diverging);
    [[nodiscard]] bool append_fetched(BrokerId leader, const FetchAnswer& answer);

    // --- voters that change (quorum_voters.cpp) ---
    // What the log says of the quorum may be something else now.
    void take_up_voters();
    // The checks that all changes of voters begin with; true: it may be written.
    [[nodiscard]] bool may_change_voters(RequestId id, std::string_view doing);
    // The first of them, which do not depend on kraft.version.
    [[nodiscard]] bool may_lead_a_change(RequestId id);
    void note_told_voter(RequestId id, const Voter& voter);
    void answer_voters(RequestId id, ErrorCode error, std::string message = {});
    Offset append_voters(const VoterSet& voters);
    // Answers the change under way, if there is one.
    void end_voter_change(ErrorCode error, std::string message = {});
    void complete_voter_change();
    void send_own_update(const Follower& follower);
    void send_own_join(const Follower& follower);
    void note_join_answer(BrokerId from, std::string_view request, const VotersAnswer& answer);
    [[nodiscard]] Voter own_voter() const;
    // What the leader writes with its LeaderChange, besides.
    [[nodiscard]] std::optional<QuorumFacts> facts_at_epoch_start() const;

    // --- moves (quorum_moves.cpp) ---
    // What a message says about epoch and leader. False: it contradicts what this node knows.
    [[nodiscard]] bool learn(LeaderEpoch epoch, BrokerId leader);
    void become_unattached(LeaderEpoch epoch);
    void become_prospective();
    void become_candidate();
    void become_leader();
    void become_follower(LeaderEpoch epoch, BrokerId leader);
    void become_resigned();
    void lose_pre_vote();
    void lose_election(Candidate& candidate);
    void end_epoch_of_leader(Follower& follower, Duration until_election);
    void move_to(Role role);
    [[nodiscard]] bool move_if_due();
    [[nodiscard]] bool move_if_due(Unattached& unattached);
    [[nodiscard]] bool move_if_due(Prospective& prospective);
    [[nodiscard]] bool move_if_due(Candidate& candidate);
    [[nodiscard]] bool move_if_due(Leader& leader);
    [[nodiscard]] bool move_if_due(Follower& follower);
    [[nodiscard]] bool move_if_due(Resigned& resigned);
    void end_start_phase() { start_phase_until_.reset(); }
    [[nodiscard]] bool in_start_phase() const { return start_phase_until_ && now_ < *start_phase_until_; }
    [[nodiscard]] Duration random_up_to(Duration bound);
    [[nodiscard]] Duration staggered_start_timeout();
    [[nodiscard]] Duration election_timeout();

    // --- after every input (quorum.cpp) ---
    void persist_if_changed();
    void sync_if_needed();
    void send_what_is_due();
    void send_what_is_due(const Unattached&);
    void send_what_is_due(const Prospective& prospective);
    void send_what_is_due(const Candidate& candidate);
    void send_what_is_due(Leader& leader);
    void send_what_is_due(const Follower& follower);
    void send_what_is_due(const Resigned& resigned);
    void send(BrokerId to, Ask ask);
    void send_vote_requests(const Ballot& ballot, bool pre_vote);
    [[nodiscard]] FetchAsk fetch_ask() const;
    void complete_shutdown_if_done();
    void set_timer();
    void advance_leader_high_watermark();
    void advance_high_watermark(Offset offset);
    void append(LeaderEpoch epoch, Offset end, LogBatch batch);
    void wake_at(Instant at);

    // Whether it may lead or be voted for. Who votes, others may know better.
    [[nodiscard]] static bool may_vote(BrokerId id) { return id >= BrokerId(0); }
    // Where the configuration names nobody, the log will.
    [[nodiscard]] bool voters_change() const { return kraft_version() >= reconfiguration_kraft_version || config_.voters.empty(); }
    // Whether this node may ask for votes: as a voter; or as one that is voted out by a record in its log of which it does not know that
    // it is committed. Those who vote after it may not have that record, and then nobody else's log is long enough to be elected.
    [[nodiscard]] bool stands() const;
    [[nodiscard]] bool only_voter() const { return is_voter_ && voters_.size() == 1; }
    [[nodiscard]] bool own_vote_is_durable() const;
    [[nodiscard]] std::vector<BrokerId> other_voters() const;
    void reset_peers();
    void know_peers();
    void back_off(BrokerId peer);
    void respond(RequestId id, Answer answer) { effects_.push_back(Respond{id, std::move(answer)}); }
    void refuse(BrokerId peer, std::string reason) { effects_.push_back(PeerRefused{peer, std::move(reason)}); }

    QuorumConfig config_;
    env::Random& random_;
    VoterSet configured_voters_;
    QuorumHistory history_;
    VoterSet voters_;
    bool is_voter_ = false;
    std::optional<VoterChange> change_;  // this node leads
    // This node leads, kraft.version is 0: the voters as far as they told of themselves. In memory only: with version 1 it is written.
    std::optional<VoterSet> told_voters_;
    Instant own_update_due_{};  // followers that vote: when to look whether the leader knows where this node is; or to join
    bool started_ = false;
    bool shutting_down_ = false;
    bool shutdown_completed_ = false;
    Instant now_{};
    Instant shutdown_deadline_{};
    std::optional<Instant> start_phase_until_;

    Role role_;
    ElectionState election_;
    std::optional<ElectionState> durable_;  // none: unknown
    std::optional<ElectionState> persisting_;
    std::int16_t persisted_kraft_version_ = 0;  // decides how the file of ElectionState looks
    LogShape log_;
    Offset synced_{0};
    std::optional<Offset> syncing_;  // the log's end when the sync under way was asked for
    std::uint64_t sync_ticket_ = 0;  // of it; raised by a truncation, so that its completion counts for nothing
    Offset high_watermark_{no_offset};
    std::optional<OffsetAndEpoch> installing_;  // fetched, not yet known to be durable: nothing is fetched meanwhile
    int failed_elections_ = 0;

    std::map<BrokerId, Peer> peers_;  // the other voters, the bootstrap servers, the leader, who is to become a voter
    CorrelationId last_correlation_ = 0;
    std::size_t next_voter_to_ask_ = 0;  // observers: who is asked for the leader
    std::vector<PendingVote> pending_votes_;
    std::vector<ParkedFetch> parked_fetches_;
    static constexpr std::size_t parked_fetches_max = 1000;  // more are answered at once
    static constexpr std::size_t pending_votes_max = 100;  // more are refused

    std::vector<Effect> effects_;
    std::optional<Instant> wake_at_;  // collected while sending
    std::optional<Instant> timer_;  // as last set
};

}  // namespace vitrine::raft
