// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "raft/raft_messages.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "raft/metadata_partition.h"
#include "records/batch.h"

namespace vitrine::raft {
namespace {

constexpr Offset offset_max(std::numeric_limits<Offset::Rep>::max());

// Who votes, and where it listens: in UpdateRaftVoter and AddRaftVoter.
template <class Request>
void name_voter(const Voter& voter, Request& request) {
    request.voter_id = voter.key.id;
    request.voter_directory_id = voter.key.directory;
    for (const VoterListener& listener : voter.listeners) {
        auto& named = request.listeners.emplace_back();
        named.name = listener.name;
        named.host = listener.host;
        named.port = listener.port;
    }
}

// The one partition that a request or response of the quorum is about; nullptr: it is about something else.
template <class T>
auto metadata_partition(const std::vector<T>& topics) -> decltype(&topics[0].partitions[0]) {
    if (topics.size() != 1 || topics[0].partitions.size() != 1) return nullptr;
    if (topics[0].topic_name != metadata_topic_name || topics[0].partitions[0].partition_index != 0) return nullptr;
    return &topics[0].partitions[0];
}

template <class Response>
auto& add_metadata_partition(Response& response) {
    auto& topic = response.topics.emplace_back();
    topic.topic_name = metadata_topic_name;
    return topic.partitions.emplace_back();
}

Error not_about_metadata(std::string_view api) {
    return {ErrorCode::INVALID_REQUEST, fmt::format("the answer to {} is not about {}-0", api, metadata_topic_name)};
}

template <class Response>
Result<Answer> to_epoch_answer(const Response& response, std::string_view api) {
    if (response.error_code != ErrorCode::NONE)
        return failure(response.error_code, fmt::format("{} was answered with {}", api, name_of(response.error_code)));
    const auto* partition = metadata_partition(response.topics);
    if (partition == nullptr) return std::unexpected(not_about_metadata(api));
    return EpochAnswer{partition->error_code, partition->leader_epoch, partition->leader_id};
}

template <class Response>
Response to_epoch_response(const EpochAnswer& answer) {
    Response response;
    auto& partition = add_metadata_partition(response);
    partition.error_code = answer.error;
    partition.leader_id = answer.leader;
    partition.leader_epoch = answer.epoch;
    return response;
}

}  // namespace

bool RaftMessages::is_our_key(BrokerId voter, const Uuid& directory) const {
    if (voter != no_broker && voter != config_.quorum.node_id) return false;
    return directory.is_zero() || config_.directory_id.is_zero() || directory == config_.directory_id;
}

template <class Endpoint>
void RaftMessages::name_leader(std::vector<Endpoint>& endpoints, BrokerId leader) const {
    if (leader == no_broker) return;
    const auto known = endpoints_.find(leader);
    if (!known) return;
    auto& endpoint = endpoints.emplace_back();
    endpoint.node_id = leader;
    endpoint.host = known->host;
    endpoint.port = known->port;
}

template <class Request>
void RaftMessages::name_own_endpoint(Request& request) const {
    const auto own = endpoints_.find(config_.quorum.node_id);
    if (!own) return;
    auto& endpoint = request.leader_endpoints.emplace_back();
    endpoint.name = config_.controller_listener_name;
    endpoint.host = own->host;
    endpoint.port = own->port;
}

Uuid RaftMessages::directory_of(BrokerId voter) const {
    const Voter* known = endpoints_.voters().find(voter);
    return known == nullptr ? Uuid() : known->key.directory;
}

// --- requests to this node ---

std::expected<VoteAsk, ErrorCode> RaftMessages::to_ask(const messages::VoteRequest& request) const {
    if (!is_our_cluster(request.cluster_id)) return std::unexpected(ErrorCode::INCONSISTENT_CLUSTER_ID);
    const auto* partition = metadata_partition(request.topics);
    if (partition == nullptr) return std::unexpected(ErrorCode::INVALID_REQUEST);
    if (!is_our_key(request.voter_id, partition->voter_directory_id)) return std::unexpected(ErrorCode::INVALID_VOTER_KEY);
    return VoteAsk{.candidate = partition->replica_id,
                   .epoch = partition->replica_epoch,
                   .log_end = {partition->last_offset, partition->last_offset_epoch},
                   .pre_vote = partition->pre_vote,
                   .directory = partition->replica_directory_id};
}

std::expected<BeginQuorumEpochAsk, ErrorCode> RaftMessages::to_ask(const messages::BeginQuorumEpochRequest& request) const {
    if (!is_our_cluster(request.cluster_id)) return std::unexpected(ErrorCode::INCONSISTENT_CLUSTER_ID);
    const auto* partition = metadata_partition(request.topics);
    if (partition == nullptr) return std::unexpected(ErrorCode::INVALID_REQUEST);
    if (!is_our_key(request.voter_id, partition->voter_directory_id)) return std::unexpected(ErrorCode::INVALID_VOTER_KEY);
    return BeginQuorumEpochAsk{partition->leader_id, partition->leader_epoch};
}

std::expected<EndQuorumEpochAsk, ErrorCode> RaftMessages::to_ask(const messages::EndQuorumEpochRequest& request) const {
    if (!is_our_cluster(request.cluster_id)) return std::unexpected(ErrorCode::INCONSISTENT_CLUSTER_ID);
    const auto* partition = metadata_partition(request.topics);
    if (partition == nullptr) return std::unexpected(ErrorCode::INVALID_REQUEST);
    EndQuorumEpochAsk ask{partition->leader_id, partition->leader_epoch, {}};
    // Version 1 names candidates with their directories, version 0 only ids.
    for (const auto& candidate : partition->preferred_candidates) ask.preferred_successors.push_back(candidate.candidate_id);
    if (partition->preferred_candidates.empty()) {
        for (const std::int32_t id : partition->preferred_successors) ask.preferred_successors.emplace_back(id);
    }
    return ask;
}

std::expected<FetchAsk, ErrorCode> RaftMessages::to_ask(const messages::FetchRequest& request, wire::Version version) const {
    if (!is_our_cluster(request.cluster_id)) return std::unexpected(ErrorCode::INCONSISTENT_CLUSTER_ID);
    if (request.topics.size() != 1 || request.topics[0].partitions.size() != 1) return std::unexpected(ErrorCode::INVALID_REQUEST);
    const auto& topic = request.topics[0];
    const auto& partition = topic.partitions[0];
    const bool is_metadata = version >= 13 ? topic.topic_id == metadata_topic_id : topic.topic == metadata_topic_name;
    if (!is_metadata || partition.partition != 0) return std::unexpected(ErrorCode::INVALID_REQUEST);
    return FetchAsk{.replica = version >= 15 ? request.replica_state.replica_id : request.replica_id,
                    .epoch = partition.current_leader_epoch,
                    .offset = partition.fetch_offset,
                    .last_epoch = partition.last_fetched_epoch,
                    .high_watermark = partition.high_watermark,
                    .wait_max = Milliseconds(request.max_wait_ms),
                    .directory = partition.replica_directory_id};
}

std::expected<FetchSnapshotAsk, ErrorCode> RaftMessages::to_ask(const messages::FetchSnapshotRequest& request) const {
    if (!is_our_cluster(request.cluster_id)) return std::unexpected(ErrorCode::INCONSISTENT_CLUSTER_ID);
    if (request.topics.size() != 1 || request.topics[0].partitions.size() != 1) return std::unexpected(ErrorCode::INVALID_REQUEST);
    const auto& partition = request.topics[0].partitions[0];
    if (request.topics[0].name != metadata_topic_name || partition.partition != 0)
        return std::unexpected(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    return FetchSnapshotAsk{.replica = request.replica_id,
                            .epoch = partition.current_leader_epoch,
                            .snapshot = {partition.snapshot_id.end_offset, partition.snapshot_id.epoch},
                            .position = partition.position,
                            .directory = partition.replica_directory_id};
}

Result<AddVoterAsk> RaftMessages::to_ask(const messages::AddRaftVoterRequest& request) const {
    AddVoterAsk ask{.voter = {.key = {request.voter_id, request.voter_directory_id}, .listeners = {}, .kraft_versions = {}},
                    .ack_when_committed = request.ack_when_committed};
    if (request.voter_id < BrokerId(0) || request.voter_directory_id.is_zero())
        return failure(ErrorCode::INVALID_REQUEST, "Add voter request didn't include a valid voter");
    for (const auto& listener : request.listeners) ask.voter.listeners.push_back({listener.name, listener.host, listener.port});
    if (ask.voter.listener(config_.controller_listener_name) == nullptr) {
        return failure(ErrorCode::INVALID_REQUEST,
                       fmt::format("Add voter request didn't include the endpoint for the listener {}", config_.controller_listener_name));
    }
    return ask;
}

Result<RemoveVoterAsk> RaftMessages::to_ask(const messages::RemoveRaftVoterRequest& request) const {
    if (request.voter_id < BrokerId(0) || request.voter_directory_id.is_zero())
        return failure(ErrorCode::INVALID_REQUEST, "Remove voter request didn't include a valid voter");
    return RemoveVoterAsk{{request.voter_id, request.voter_directory_id}};
}

std::expected<UpdateVoterAsk, ErrorCode> RaftMessages::to_ask(const messages::UpdateRaftVoterRequest& request) const {
    const auto& range = request.kraft_version_feature;
    UpdateVoterAsk ask{.epoch = request.current_leader_epoch,
                       .voter = {.key = {request.voter_id, request.voter_directory_id},
                                 .listeners = {},
                                 .kraft_versions = {range.min_supported_version, range.max_supported_version}}};
    for (const auto& listener : request.listeners) ask.voter.listeners.push_back({listener.name, listener.host, listener.port});
    if (request.voter_id < BrokerId(0) || request.voter_directory_id.is_zero() ||
        ask.voter.listener(config_.controller_listener_name) == nullptr || range.min_supported_version < 0 ||
        range.max_supported_version < range.min_supported_version) {
        return std::unexpected(ErrorCode::INVALID_REQUEST);
    }
    return ask;
}

// --- this node's answers ---

messages::VoteResponse RaftMessages::to_vote_response(const VoteAnswer& answer) const {
    messages::VoteResponse response;
    auto& partition = add_metadata_partition(response);
    partition.error_code = answer.error;
    partition.leader_id = answer.leader;
    partition.leader_epoch = answer.epoch;
    partition.vote_granted = answer.granted;
    name_leader(response.node_endpoints, answer.leader);
    return response;
}

messages::BeginQuorumEpochResponse RaftMessages::to_begin_response(const EpochAnswer& answer) const {
    auto response = to_epoch_response<messages::BeginQuorumEpochResponse>(answer);
    name_leader(response.node_endpoints, answer.leader);
    return response;
}

messages::EndQuorumEpochResponse RaftMessages::to_end_response(const EpochAnswer& answer) const {
    auto response = to_epoch_response<messages::EndQuorumEpochResponse>(answer);
    name_leader(response.node_endpoints, answer.leader);
    return response;
}

messages::FetchResponse RaftMessages::to_fetch_response(const FetchAnswer& answer, wire::Records records) const {
    messages::FetchResponse response;
    auto& topic = response.responses.emplace_back();
    topic.topic = metadata_topic_name;
    topic.topic_id = metadata_topic_id;
    auto& partition = topic.partitions.emplace_back();
    partition.error_code = answer.error;
    partition.high_watermark = answer.high_watermark;
    partition.log_start_offset = answer.log_start;
    if (answer.snapshot) {
        partition.snapshot_id.end_offset = answer.snapshot->offset;
        partition.snapshot_id.epoch = answer.snapshot->epoch;
    }
    if (answer.diverging) {
        partition.diverging_epoch.epoch = answer.diverging->epoch;
        partition.diverging_epoch.end_offset = answer.diverging->offset;
    }
    partition.current_leader.leader_id = answer.leader;
    partition.current_leader.leader_epoch = answer.epoch;
    partition.records = std::move(records);
    name_leader(response.node_endpoints, answer.leader);
    return response;
}

messages::FetchSnapshotResponse RaftMessages::to_fetch_snapshot_response(const FetchSnapshotAnswer& answer, wire::Records bytes) const {
    messages::FetchSnapshotResponse response;
    auto& topic = response.topics.emplace_back();
    topic.name = metadata_topic_name;
    auto& partition = topic.partitions.emplace_back();
    partition.error_code = answer.error;
    partition.snapshot_id.end_offset = answer.snapshot.offset;
    partition.snapshot_id.epoch = answer.snapshot.epoch;
    partition.current_leader.leader_id = answer.leader;
    partition.current_leader.leader_epoch = answer.epoch;
    partition.size = answer.size_bytes;
    partition.position = answer.position;
    partition.unaligned_records = std::move(bytes);
    name_leader(response.node_endpoints, answer.leader);
    return response;
}

messages::UpdateRaftVoterResponse RaftMessages::to_update_response(const VotersAnswer& answer) const {
    messages::UpdateRaftVoterResponse response;
    response.error_code = answer.error;
    response.current_leader.leader_id = answer.leader;
    response.current_leader.leader_epoch = answer.epoch;
    if (const auto endpoint = answer.leader == no_broker ? std::nullopt : endpoints_.find(answer.leader)) {
        response.current_leader.host = endpoint->host;
        response.current_leader.port = endpoint->port;
    }
    return response;
}

messages::DescribeQuorumResponse RaftMessages::to_describe_response(const messages::DescribeQuorumRequest& request, const Quorum& quorum,
                                                                    Instant now, WallTime wall_now) const {
    messages::DescribeQuorumResponse response;
    if (metadata_partition(request.topics) == nullptr) {
        for (const auto& asked : request.topics) {
            auto& topic = response.topics.emplace_back();
            topic.topic_name = asked.topic_name;
            for (const auto& partition : asked.partitions) {
                auto& answer = topic.partitions.emplace_back();
                answer.partition_index = partition.partition_index;
                answer.error_code = ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
            }
        }
        return response;
    }
    auto& partition = add_metadata_partition(response);
    const Leader* leader = quorum.leader_state();
    if (leader == nullptr) {
        partition.error_code = ErrorCode::NOT_LEADER_OR_FOLLOWER;
        partition.leader_id = quorum.leader_and_epoch().leader;
        partition.leader_epoch = quorum.epoch();
        return response;
    }
    partition.leader_id = config_.quorum.node_id;
    partition.leader_epoch = quorum.epoch();
    partition.high_watermark = quorum.high_watermark();

    const auto wall = [&](std::optional<Instant> when) { return when ? to_milliseconds(wall_now) - to_milliseconds(now - *when) : -1; };
    const auto add = [&](std::vector<messages::DescribeQuorumResponse::ReplicaState>& to, const ReplicaKey& key,
                         const ReplicaProgress& progress) {
        auto& state = to.emplace_back();
        state.replica_id = key.id;
        state.replica_directory_id = key.directory;
        state.log_end_offset = progress.log_end;
        state.last_fetch_timestamp = wall(progress.last_fetch);
        state.last_caught_up_timestamp = wall(progress.last_caught_up);
    };
    const ReplicaProgress own{.log_end = quorum.log().end().offset, .last_fetch = now, .last_caught_up = now};
    for (const Voter& voter : quorum.voters().voters()) {
        const auto found = leader->voters().find(voter.key.id);
        add(partition.current_voters, voter.key, found == leader->voters().end() ? own : found->second);
        auto& node = response.nodes.emplace_back();
        node.node_id = voter.key.id;
        const auto name_listener = [&node](const std::string& name, const std::string& host, std::uint16_t port) {
            auto& listener = node.listeners.emplace_back();
            listener.name = name;
            listener.host = host;
            listener.port = port;
        };
        for (const VoterListener& listener : voter.listeners) name_listener(listener.name, listener.host, listener.port);
        if (const auto endpoint = endpoints_.find(voter.key.id); endpoint && voter.listeners.empty())
            name_listener(config_.controller_listener_name, endpoint->host, endpoint->port);
    }
    // A leader that is voted out shows itself among those that do not vote.
    if (!leader->votes()) add(partition.observers, quorum.key(), own);
    for (const auto& [key, progress] : leader->observers()) {
        if (progress.last_fetch && now - *progress.last_fetch >= Leader::observer_session) continue;
        add(partition.observers, key, progress);
    }
    return response;
}

// --- requests of this node ---

messages::VoteRequest RaftMessages::to_request(const VoteAsk& ask, BrokerId to) const {
    messages::VoteRequest request;
    request.cluster_id = config_.cluster_id;
    request.voter_id = to;
    auto& partition = add_metadata_partition(request);
    partition.voter_directory_id = directory_of(to);
    partition.replica_epoch = ask.epoch;
    partition.replica_id = ask.candidate;
    partition.replica_directory_id = config_.directory_id;
    partition.last_offset_epoch = ask.log_end.epoch;
    partition.last_offset = ask.log_end.offset;
    partition.pre_vote = ask.pre_vote;
    return request;
}

messages::BeginQuorumEpochRequest RaftMessages::to_request(const BeginQuorumEpochAsk& ask, BrokerId to) const {
    messages::BeginQuorumEpochRequest request;
    request.cluster_id = config_.cluster_id;
    request.voter_id = to;
    auto& partition = add_metadata_partition(request);
    partition.voter_directory_id = directory_of(to);
    partition.leader_id = ask.leader;
    partition.leader_epoch = ask.epoch;
    name_own_endpoint(request);
    return request;
}

messages::EndQuorumEpochRequest RaftMessages::to_request(const EndQuorumEpochAsk& ask) const {
    messages::EndQuorumEpochRequest request;
    request.cluster_id = config_.cluster_id;
    auto& partition = add_metadata_partition(request);
    partition.leader_id = ask.leader;
    partition.leader_epoch = ask.epoch;
    for (const BrokerId successor : ask.preferred_successors) {
        auto& candidate = partition.preferred_candidates.emplace_back();
        candidate.candidate_id = successor;
        candidate.candidate_directory_id = directory_of(successor);
    }
    name_own_endpoint(request);
    return request;
}

messages::FetchRequest RaftMessages::to_request(const FetchAsk& ask) const {
    messages::FetchRequest request;
    request.cluster_id = config_.cluster_id;
    request.replica_state.replica_id = ask.replica;
    request.max_wait_ms = static_cast<std::int32_t>(to_milliseconds(ask.wait_max));
    request.max_bytes = fetch_bytes_max;
    auto& topic = request.topics.emplace_back();
    topic.topic_id = metadata_topic_id;
    auto& partition = topic.partitions.emplace_back();
    partition.current_leader_epoch = ask.epoch;
    partition.fetch_offset = ask.offset;
    partition.last_fetched_epoch = ask.last_epoch;
    partition.log_start_offset = Offset(0);
    partition.replica_directory_id = config_.directory_id;
    partition.high_watermark = ask.high_watermark;
    return request;
}

messages::FetchSnapshotRequest RaftMessages::to_request(const FetchSnapshotAsk& ask) const {
    messages::FetchSnapshotRequest request;
    request.cluster_id = config_.cluster_id;
    request.replica_id = ask.replica;
    request.max_bytes = snapshot_bytes_asked;
    auto& topic = request.topics.emplace_back();
    topic.name = metadata_topic_name;
    auto& partition = topic.partitions.emplace_back();
    partition.current_leader_epoch = ask.epoch;
    partition.snapshot_id.end_offset = ask.snapshot.offset;
    partition.snapshot_id.epoch = ask.snapshot.epoch;
    partition.position = ask.position;
    partition.replica_directory_id = config_.directory_id;
    return request;
}

messages::UpdateRaftVoterRequest RaftMessages::to_request(const UpdateVoterAsk& ask) const {
    messages::UpdateRaftVoterRequest request;
    request.cluster_id = config_.cluster_id;
    request.current_leader_epoch = ask.epoch;
    name_voter(ask.voter, request);
    request.kraft_version_feature = {ask.voter.kraft_versions.lowest, ask.voter.kraft_versions.highest};
    return request;
}

messages::AddRaftVoterRequest RaftMessages::to_request(const AddVoterAsk& ask) const {
    messages::AddRaftVoterRequest request;
    request.cluster_id = config_.cluster_id;
    request.timeout_ms = static_cast<std::int32_t>(to_milliseconds(config_.request_timeout));
    name_voter(ask.voter, request);
    request.ack_when_committed = ask.ack_when_committed;
    return request;
}

messages::RemoveRaftVoterRequest RaftMessages::to_request(const RemoveVoterAsk& ask) const {
    messages::RemoveRaftVoterRequest request;
    request.cluster_id = config_.cluster_id;
    request.voter_id = ask.voter.id;
    request.voter_directory_id = ask.voter.directory;
    return request;
}

messages::ApiVersionsRequest RaftMessages::to_request(const FeaturesAsk&) {
    messages::ApiVersionsRequest request;
    request.client_software_name = "vitrine";
    request.client_software_version = "1";
    return request;
}

// --- the others' answers ---

Result<Answer> RaftMessages::to_answer(const messages::VoteResponse& response) {
    if (response.error_code != ErrorCode::NONE)
        return failure(response.error_code, fmt::format("Vote was answered with {}", name_of(response.error_code)));
    const auto* partition = metadata_partition(response.topics);
    if (partition == nullptr) return std::unexpected(not_about_metadata("Vote"));
    return VoteAnswer{partition->error_code, partition->leader_epoch, partition->leader_id, partition->vote_granted};
}

Result<Answer> RaftMessages::to_answer(const messages::BeginQuorumEpochResponse& response) {
    return to_epoch_answer(response, "BeginQuorumEpoch");
}

Result<Answer> RaftMessages::to_answer(const messages::EndQuorumEpochResponse& response) {
    return to_epoch_answer(response, "EndQuorumEpoch");
}

Result<Answer> RaftMessages::to_answer(const messages::FetchResponse& response, std::optional<std::string>& damage) {
    if (response.error_code != ErrorCode::NONE)
        return failure(response.error_code, fmt::format("Fetch was answered with {}", name_of(response.error_code)));
    if (response.responses.size() != 1 || response.responses[0].topic_id != metadata_topic_id ||
        response.responses[0].partitions.size() != 1 || response.responses[0].partitions[0].partition_index != 0) {
        return std::unexpected(not_about_metadata("Fetch"));
    }
    const auto& partition = response.responses[0].partitions[0];
    FetchAnswer answer{.error = partition.error_code,
                       .epoch = partition.current_leader.leader_epoch,
                       .leader = partition.current_leader.leader_id,
                       .high_watermark = partition.high_watermark};
    if (partition.snapshot_id.end_offset >= Offset(0) || partition.snapshot_id.epoch >= LeaderEpoch(0)) {
        answer.snapshot = {partition.snapshot_id.end_offset, partition.snapshot_id.epoch};
        return answer;
    }
    if (partition.diverging_epoch.epoch >= LeaderEpoch(0))
        answer.diverging = {partition.diverging_epoch.end_offset, partition.diverging_epoch.epoch};
    if (!partition.records || partition.records->pieces.empty()) return answer;

    const auto* bytes = std::get_if<SharedBytes>(&partition.records->pieces[0]);
    if (partition.records->pieces.size() != 1 || bytes == nullptr)
        return failure(ErrorCode::UNKNOWN_SERVER_ERROR, "the records of a decoded answer are one piece");
    records::BatchIterator batches(bytes->span());
    while (true) {
        const auto entry = batches.next();
        if (!entry) damage = entry.error().message;
        if (!entry || !*entry) break;
        const records::BatchHeader& header = (*entry)->header;
        if (const std::uint32_t crc = records::compute_crc((*entry)->bytes); crc != header.crc) {
            damage =
                fmt::format("the batch at offset {} carries CRC {:#010x}, its bytes make {:#010x}", header.base_offset, header.crc, crc);
        } else if (header.last_offset_delta < 0 || header.record_count - 1 != header.last_offset_delta || header.has_producer_id() ||
                   header.base_offset < Offset(0) || header.base_offset > offset_max - header.record_count) {
            damage = fmt::format("the batch at offset {} is none of a metadata log", header.base_offset);
        }
        if (damage) break;
        auto changes = parse_quorum_changes((*entry)->bytes);
        if (!changes) {
            damage = changes.error().message;
            break;
        }
        answer.batches.push_back(
            {header.base_offset, header.next_offset(), header.leader_epoch, (*entry)->bytes.size(), std::move(*changes)});
    }
    answer.records = *bytes;
    return answer;
}

Result<Answer> RaftMessages::to_answer(const messages::FetchSnapshotResponse& response) {
    if (response.error_code != ErrorCode::NONE)
        return failure(response.error_code, fmt::format("FetchSnapshot was answered with {}", name_of(response.error_code)));
    if (response.topics.size() != 1 || response.topics[0].name != metadata_topic_name || response.topics[0].partitions.size() != 1 ||
        response.topics[0].partitions[0].index != 0) {
        return std::unexpected(not_about_metadata("FetchSnapshot"));
    }
    const auto& partition = response.topics[0].partitions[0];
    FetchSnapshotAnswer answer{.error = partition.error_code,
                               .epoch = partition.current_leader.leader_epoch,
                               .leader = partition.current_leader.leader_id,
                               .snapshot = {partition.snapshot_id.end_offset, partition.snapshot_id.epoch},
                               .position = partition.position,
                               .size_bytes = partition.size,
                               .bytes = {}};
    if (partition.unaligned_records.pieces.empty()) return answer;
    const auto* bytes = std::get_if<SharedBytes>(&partition.unaligned_records.pieces[0]);
    if (partition.unaligned_records.pieces.size() != 1 || bytes == nullptr)
        return failure(ErrorCode::UNKNOWN_SERVER_ERROR, "the bytes of a decoded answer are one piece");
    answer.bytes = *bytes;
    return answer;
}

Result<Answer> RaftMessages::to_answer(const messages::UpdateRaftVoterResponse& response) {
    return VotersAnswer{.error = response.error_code,
                        .message = {},
                        .epoch = response.current_leader.leader_epoch,
                        .leader = response.current_leader.leader_id};
}

Result<Answer> RaftMessages::to_answer(const messages::AddRaftVoterResponse& response) {
    return VotersAnswer{.error = response.error_code, .message = response.error_message.value_or(""), .epoch = {}};
}

Result<Answer> RaftMessages::to_answer(const messages::RemoveRaftVoterResponse& response) {
    return VotersAnswer{.error = response.error_code, .message = response.error_message.value_or(""), .epoch = {}};
}

Result<Answer> RaftMessages::to_answer(const messages::ApiVersionsResponse& response) {
    FeaturesAnswer answer{.error = response.error_code, .kraft_versions = std::nullopt};
    const auto feature =
        std::ranges::find(response.supported_features, "kraft.version", &messages::ApiVersionsResponse::SupportedFeatureKey::name);
    if (feature != response.supported_features.end()) answer.kraft_versions = {feature->min_version, feature->max_version};
    return answer;
}

}  // namespace vitrine::raft
