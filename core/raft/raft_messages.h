// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messages/api_versions.h"
#include "messages/begin_quorum_epoch.h"
#include "messages/describe_quorum.h"
#include "messages/end_quorum_epoch.h"
#include "messages/fetch.h"
#include "messages/fetch_snapshot.h"
#include "messages/vote.h"
#include "raft/known_endpoints.h"
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
    // Both outlive this object.
    RaftMessages(const RaftConfig& config, const KnownEndpoints& endpoints) : config_(config), endpoints_(endpoints) {}

    // --- requests to this node: what is asked, or the code that answers the whole request (INCONSISTENT_CLUSTER_ID, INVALID_REQUEST,
    // INVALID_VOTER_KEY) ---
    [[nodiscard]] std::expected<VoteAsk, ErrorCode> to_ask(const messages::VoteRequest& request) const;
    [[nodiscard]] std::expected<BeginQuorumEpochAsk, ErrorCode> to_ask(const messages::BeginQuorumEpochRequest& request) const;
    [[nodiscard]] std::expected<EndQuorumEpochAsk, ErrorCode> to_ask(const messages::EndQuorumEpochRequest& request) const;
    [[nodiscard]] std::expected<FetchAsk, ErrorCode> to_ask(const messages::FetchRequest& request, wire::Version version) const;

    // UNKNOWN_TOPIC_OR_PARTITION besides.
    [[nodiscard]] std::expected<FetchSnapshotAsk, ErrorCode> to_ask(const messages::FetchSnapshotRequest& request) const;

    // Kafka's sentence where the request cannot be.
    [[nodiscard]] Result<AddVoterAsk> to_ask(const messages::AddRaftVoterRequest& request) const;
    [[nodiscard]] Result<RemoveVoterAsk> to_ask(const messages::RemoveRaftVoterRequest& request) const;
    [[nodiscard]] std::expected<UpdateVoterAsk, ErrorCode> to_ask(const messages::UpdateRaftVoterRequest& request) const;

    // --- this node's answers ---
    template <class Response>
    [[nodiscard]] static Response to_voters_response(const VotersAnswer& answer) {
        Response response;
        response.error_code = answer.error;
        if (!answer.message.empty()) response.error_message = answer.message;
        else if (answer.error == ErrorCode::NONE) response.error_message = std::nullopt;
        else response.error_message = std::string(error_info(answer.error).meaning);
        return response;
    }
    [[nodiscard]] messages::UpdateRaftVoterResponse to_update_response(const VotersAnswer& answer) const;
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
                                                                        const Quorum& quorum, Instant now, WallTime wall_now) const;

    // --- requests of this node ---
    [[nodiscard]] messages::VoteRequest to_request(const VoteAsk& ask, BrokerId to) const;
    [[nodiscard]] messages::BeginQuorumEpochRequest to_request(const BeginQuorumEpochAsk& ask, BrokerId to) const;
    [[nodiscard]] messages::EndQuorumEpochRequest to_request(const EndQuorumEpochAsk& ask) const;
    [[nodiscard]] messages::FetchRequest to_request(const FetchAsk& ask) const;
    [[nodiscard]] messages::FetchSnapshotRequest to_request(const FetchSnapshotAsk& ask) const;
    [[nodiscard]] messages::UpdateRaftVoterRequest to_request(const UpdateVoterAsk& ask) const;
    [[nodiscard]] messages::AddRaftVoterRequest to_request(const AddVoterAsk& ask) const;
    [[nodiscard]] messages::RemoveRaftVoterRequest to_request(const RemoveVoterAsk& ask) const;
    [[nodiscard]] static messages::ApiVersionsRequest to_request(const FeaturesAsk& ask);

    // --- the others' answers; an error is a code for the whole request, or an answer about something else ---
    [[nodiscard]] static Result<Answer> to_answer(const messages::VoteResponse& response);
    [[nodiscard]] static Result<Answer> to_answer(const messages::BeginQuorumEpochResponse& response);
    [[nodiscard]] static Result<Answer> to_answer(const messages::EndQuorumEpochResponse& response);
    // Batches are checked one by one: their CRC, their counts. Those behind a damaged one are left out; `damage` then says what is wrong.
    [[nodiscard]] static Result<Answer> to_answer(const messages::FetchResponse& response, std::optional<std::string>& damage);
    [[nodiscard]] static Result<Answer> to_answer(const messages::FetchSnapshotResponse& response);
    [[nodiscard]] static Result<Answer> to_answer(const messages::UpdateRaftVoterResponse& response);
    [[nodiscard]] static Result<Answer> to_answer(const messages::AddRaftVoterResponse& response);
    [[nodiscard]] static Result<Answer> to_answer(const messages::RemoveRaftVoterResponse& response);
    [[nodiscard]] static Result<Answer> to_answer(const messages::ApiVersionsResponse& response);

private:
    [[nodiscard]] bool is_our_cluster(const std::optional<std::string>& cluster_id) const {
        return !cluster_id || *cluster_id == config_.cluster_id;
    }
    [[nodiscard]] bool is_our_key(BrokerId voter, const Uuid& directory) const;
    template <class Endpoint>
    void name_leader(std::vector<Endpoint>& endpoints, BrokerId leader) const;

    [[nodiscard]] Uuid directory_of(BrokerId voter) const;
    template <class Request>
    void name_own_endpoint(Request& request) const;

    const RaftConfig& config_;
    const KnownEndpoints& endpoints_;
};

}  // namespace vitrine::raft
