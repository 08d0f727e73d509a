// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/begin_quorum_epoch.h"
#include "messages/describe_quorum.h"
#include "messages/end_quorum_epoch.h"
#include "messages/fetch.h"
#include "messages/fetch_snapshot.h"
#include "messages/vote.h"
#include "raft/quorum.h"
#include "raft/raft_node.h"

// Between Kafka's messages and what the quorum deals in. Everything about cluster ids, topic names, voter keys and endpoints is
// decided here; the quorum sees none of it.
namespace vitrine::raft {

// How much of the log one Fetch carries at most (KafkaRaftClient.MAX_FETCH_SIZE_BYTES); a first larger batch comes whole.
inline constexpr std::int32_t fetch_bytes_max = 8 * 1024 * 1024;

// How much of a snapshot one FetchSnapshot asks for, and carries at most: a piece is written in one turn of the loop.
inline constexpr std::int32_t snapshot_bytes_asked = 1024 * 1024;

class RaftMessages {
public:
    // `config` outlives this object.
    explicit RaftMessages(const RaftConfig& config) : config_(config) {}

    // --- requests to this node: what is asked, or the code that answers the whole request (INCONSISTENT_CLUSTER_ID, INVALID_REQUEST,
    // INVALID_VOTER_KEY) ---
    [[nodiscard]] std::expected<VoteAsk, ErrorCode> to_ask(const messages::VoteRequest& request) const;
    [[nodiscard]] std::expected<BeginQuorumEpochAsk, ErrorCode> to_ask(const messages::BeginQuorumEpochRequest& request) const;
    [[nodiscard]] std::expected<EndQuorumEpochAsk, ErrorCode> to_ask(const messages::EndQuorumEpochRequest& request) const;
    [[nodiscard]] std::expected<FetchAsk, ErrorCode> to_ask(const messages::FetchRequest& request, wire::Version version) const;

    // UNKNOWN_TOPIC_OR_PARTITION besides.
    [[nodiscard]] std::expected<FetchSnapshotAsk, ErrorCode> to_ask(const messages::FetchSnapshotRequest& request) const;

    // --- this node's answers ---
    [[nodiscard]] messages::VoteResponse to_vote_response(const VoteAnswer& answer) const;
    [[nodiscard]] messages::BeginQuorumEpochResponse to_begin_response(const EpochAnswer& answer) const;
    [[nodiscard]] messages::EndQuorumEpochResponse to_end_response(const EpochAnswer& answer) const;
    [[nodiscard]] messages::FetchResponse to_fetch_response(const FetchAnswer& answer, wire::Records records) const;
    [[nodiscard]] messages::FetchSnapshotResponse to_fetch_snapshot_response(const FetchSnapshotAnswer& answer, wire::Records bytes) const;
    // An answer that is only a code for the whole request.
    template <class Response>
    [[nodiscard]] static Response refusal(ErrorCode code) {
        Response response;
        response.error_code = code;
        return response;
    }
    [[nodiscard]] messages::DescribeQuorumResponse to_describe_response(const messages::DescribeQuorumRequest& request,
                                                                        const Quorum& quorum, Instant now, WallTime wall_now,
                                                                        const std::map<BrokerId, Uuid>& directories) const;

    // --- requests of this node ---
    [[nodiscard]] messages::VoteRequest to_request(const VoteAsk& ask, BrokerId to) const;
    [[nodiscard]] messages::BeginQuorumEpochRequest to_request(const BeginQuorumEpochAsk& ask, BrokerId to) const;
    [[nodiscard]] messages::EndQuorumEpochRequest to_request(const EndQuorumEpochAsk& ask) const;
    [[nodiscard]] messages::FetchRequest to_request(const FetchAsk& ask) const;
    [[nodiscard]] messages::FetchSnapshotRequest to_request(const FetchSnapshotAsk& ask) const;

    // --- the others' answers; an error is a code for the whole request, or an answer about something else ---
    [[nodiscard]] static Result<Answer> to_answer(const messages::VoteResponse& response);
    [[nodiscard]] static Result<Answer> to_answer(const messages::BeginQuorumEpochResponse& response);
    [[nodiscard]] static Result<Answer> to_answer(const messages::EndQuorumEpochResponse& response);
    // Batches are checked one by one: their CRC, their counts. Those behind a damaged one are left out; `damage` then says what is wrong.
    [[nodiscard]] static Result<Answer> to_answer(const messages::FetchResponse& response, std::optional<std::string>& damage);
    [[nodiscard]] static Result<Answer> to_answer(const messages::FetchSnapshotResponse& response);

private:
    [[nodiscard]] bool is_our_cluster(const std::optional<std::string>& cluster_id) const {
        return !cluster_id || *cluster_id == config_.cluster_id;
    }
    [[nodiscard]] bool is_our_key(BrokerId voter, const Uuid& directory) const;
    template <class Endpoint>
    void name_leader(std::vector<Endpoint>& endpoints, BrokerId leader) const;

    const RaftConfig& config_;
};

}  // namespace vitrine::raft
