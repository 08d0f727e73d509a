// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/group_member.h"

#include <algorithm>

#include "base/assert.h"
#include "messages/consumer_protocol.h"
#include "messages/leave_group.h"

namespace vitrine::client {
namespace {

constexpr wire::Version join_group_version = 9;
constexpr wire::Version sync_group_version = 5;
constexpr wire::Version heartbeat_version = 4;
constexpr wire::Version leave_group_version = 5;
constexpr wire::Version offset_commit_version = 9;  // 10 names topics by id
constexpr wire::Version offset_fetch_version = 9;
constexpr std::int16_t subscription_version = 3;
constexpr std::int16_t assignment_version = 1;

template <class T>
Bytes with_version(const T& body, std::int16_t version) {
    Bytes bytes(sizeof version);
    store_be(bytes.data(), version);
    const Bytes encoded = wire::encode_to_bytes(body, version);
    bytes.insert(bytes.end(), encoded.begin(), encoded.end());
    return bytes;
}

// What another client wrote: a newer version is read as the newest known one, bytes at its end are ignored (KIP-429).
template <class T>
std::optional<T> read_versioned(const Bytes& bytes) {
    if (bytes.size() < sizeof(std::int16_t)) return std::nullopt;
    const auto version = std::min<wire::Version>(load_be<std::int16_t>(bytes.data()), T::message().versions.highest);
    if (version < 0) return std::nullopt;
    const SharedBytes rest(Bytes(bytes.begin() + sizeof(std::int16_t), bytes.end()));
    T body;
    std::size_t at = 0;
    if (!wire::decode(T::message(), &body, rest, at, version)) return std::nullopt;
    return body;
}

std::vector<TopicPartition> difference(const std::vector<TopicPartition>& from, const std::vector<TopicPartition>& without) {
    std::vector<TopicPartition> rest;
    std::ranges::set_difference(from, without, std::back_inserter(rest));
    return rest;
}

}  // namespace

std::string_view name_of(MemberState state) {
    switch (state) {
        case MemberState::idle: return "idle";
        case MemberState::finding_coordinator: return "finding coordinator";
        case MemberState::joining: return "joining";
        case MemberState::syncing: return "syncing";
        case MemberState::stable: return "stable";
        case MemberState::leaving: return "leaving";
        case MemberState::failed: return "failed";
    }
    return "failed";
}

GroupMember::GroupMember(ClusterClient& cluster, GroupMemberConfig config, GroupMemberListener& listener)
    : cluster_(cluster), config_(std::move(config)), listener_(listener) {}

GroupMember::~GroupMember() { *alive_ = false; }

void GroupMember::subscribe(std::vector<std::string> topics) {
    std::ranges::sort(topics);
    topics_ = std::move(topics);
    for (const std::string& topic : topics_) cluster_.watch_topic(topic);
    join_reason_ = "subscribed";
    if (state_ == MemberState::idle) {
        find_coordinator();
    } else if (state_ == MemberState::stable) {
        join();
    }
}

void GroupMember::rejoin(const std::string& reason) {
    if (state_ != MemberState::stable) return;
    join_reason_ = reason;
    join();
}

void GroupMember::metadata_refreshed() {
    if (state_ != MemberState::stable || leader_id_ != member_id_) return;
    for (const auto& [topic, count] : assigned_counts_) {
        const auto known = cluster_.info().topics.find(topic);
        const auto now = known == cluster_.info().topics.end() ? 0 : static_cast<std::int32_t>(known->second.partitions.size());
        if (now != count) return rejoin(fmt::format("topic {} has {} partitions, not {}", topic, now, count));
    }
}

void GroupMember::retry_later(std::move_only_function<void()> what) {
    retry_timer_ = cluster_.environment().clock.schedule_after(cluster_.config().retry_backoff, std::move(what));
}

void GroupMember::find_coordinator() {
    state_ = MemberState::finding_coordinator;
    if (channel_ != nullptr) {
        // Commits and fetches of offsets that wait there are told; the channel goes when they have been.
        channel_->disconnect(
            {ErrorCode::COORDINATOR_NOT_AVAILABLE, fmt::format("the coordinator of group {} has moved", config_.group_id)});
        cluster_.environment().clock.post([former = std::move(channel_)] {});
    }
    const std::uint64_t round = ++round_;
    cluster_.find_coordinator(config_.group_id, [this, alive = alive_, round](Result<BrokerId> found) {
        if (!*alive || round != round_) return;
        if (!found) {
            last_error_ = found.error().message;
            if (found.error().code == ErrorCode::INVALID_GROUP_ID) return fail(found.error());
            return retry_later([this] { find_coordinator(); });
        }
        coordinator_ = *found;
        const auto endpoint = cluster_.info().brokers.find(coordinator_);
        if (endpoint == cluster_.info().brokers.end()) {
            // It was known when it was asked for; metadata that came since do not name the broker any more.
            cluster_.forget_coordinator(config_.group_id);
            return retry_later([this] { find_coordinator(); });
        }
        channel_ = std::make_unique<rpc::Channel>(cluster_.environment(), endpoint->second,
                                                  rpc::ChannelOptions{.client_id = cluster_.config().client_id});
        join();
    });
}

Bytes GroupMember::subscription() const {
    messages::ConsumerProtocolSubscription body;
    body.topics = topics_;
    for (const TopicPartition& owned : owned_) {
        if (body.owned_partitions.empty() || body.owned_partitions.back().topic != owned.topic)
            body.owned_partitions.emplace_back().topic = owned.topic;
        body.owned_partitions.back().partitions.push_back(owned.partition);
    }
    body.generation_id = generation_;
    return with_version(body, subscription_version);
}

void GroupMember::join() {
    heartbeat_timer_.cancel();
    if (!is_cooperative(config_.assignor) && !owned_.empty()) {
        // Eager: everything is given up before anything is given out. The commit, if any, goes first on this connection.
        const auto revoked = std::exchange(owned_, {});
        const std::shared_ptr<bool> alive = alive_;
        listener_.on_revoked(revoked);
        if (!*alive) return;
    }
    state_ = MemberState::joining;
    messages::JoinGroupRequest request;
    request.group_id = config_.group_id;
    request.session_timeout_ms = static_cast<std::int32_t>(to_milliseconds(config_.session_timeout));
    request.rebalance_timeout_ms = static_cast<std::int32_t>(to_milliseconds(config_.rebalance_timeout));
    request.member_id = member_id_;
    request.group_instance_id = config_.group_instance_id;
    request.protocol_type = "consumer";
    request.protocols.push_back({.name = std::string(name_of(config_.assignor)), .metadata = subscription()});
    request.reason = join_reason_;
    const std::uint64_t round = ++round_;
    channel_->call<messages::JoinGroupResponse>(request, join_group_version, config_.rebalance_timeout + std::chrono::seconds(5),
                                                [this, alive = alive_, round](const Result<messages::JoinGroupResponse>& response) {
                                                    if (*alive && round == round_) joined(response);
                                                });
}

// Errors that mean the same after every request of a member. True: handled.
bool GroupMember::handle_common(ErrorCode code, const char* request) {
    const std::string why = fmt::format("{}: {}", request, error_info(code).meaning);
    switch (code) {
        case ErrorCode::COORDINATOR_LOAD_IN_PROGRESS:
            last_error_ = why;
            retry_later([this] { join(); });
            return true;
        case ErrorCode::COORDINATOR_NOT_AVAILABLE:
        case ErrorCode::NOT_COORDINATOR: coordinator_lost(why); return true;
        case ErrorCode::UNKNOWN_MEMBER_ID: lose_membership(why, false); return true;
        case ErrorCode::ILLEGAL_GENERATION: lose_membership(why, true); return true;
        case ErrorCode::FENCED_INSTANCE_ID:
        case ErrorCode::INCONSISTENT_GROUP_PROTOCOL:
        case ErrorCode::GROUP_MAX_SIZE_REACHED:
        case ErrorCode::INVALID_SESSION_TIMEOUT:
        case ErrorCode::INVALID_GROUP_ID: fail({code, why}); return true;
        default: return false;  // the table of errors is open; what is left is particular to the request
    }
}

void GroupMember::coordinator_lost(const std::string& why) {
    last_error_ = why;
    heartbeat_timer_.cancel();
    cluster_.forget_coordinator(config_.group_id);
    ++round_;
    state_ = MemberState::finding_coordinator;
    retry_later([this] { find_coordinator(); });
}

void GroupMember::lose_membership(const std::string& why, bool keep_member_id) {
    last_error_ = why;
    generation_ = GenerationId(-1);
    if (!keep_member_id) member_id_.clear();
    const auto lost = std::exchange(owned_, {});
    const std::shared_ptr<bool> alive = alive_;
    if (!lost.empty()) listener_.on_lost(lost);
    if (!*alive) return;
    join_reason_ = "membership was lost";
    join();
}

void GroupMember::fail(const Error& error) {
    state_ = MemberState::failed;
    last_error_ = error.message;
    heartbeat_timer_.cancel();
    ++round_;
    const auto lost = std::exchange(owned_, {});
    const std::shared_ptr<bool> alive = alive_;
    if (!lost.empty()) listener_.on_lost(lost);
    if (*alive) listener_.on_failed(error);
}

void GroupMember::joined(const Result<messages::JoinGroupResponse>& response) {
    if (!response) return coordinator_lost(response.error().message);
    if (response->error_code == ErrorCode::MEMBER_ID_REQUIRED) {
        member_id_ = response->member_id;
        return join();
    }
    if (response->error_code != ErrorCode::NONE) {
        if (handle_common(response->error_code, "JoinGroup")) return;
        last_error_ = std::string(error_info(response->error_code).meaning);
        return retry_later([this] { join(); });
    }
    ++rebalances_;
    member_id_ = response->member_id;
    generation_ = response->generation_id;
    leader_id_ = response->leader;
    protocol_name_ = response->protocol_name.value_or("");
    state_ = MemberState::syncing;
    if (leader_id_ != member_id_ || response->skip_assignment) return sync({});
    assign_as_leader(*response);
}

void GroupMember::assign_as_leader(const messages::JoinGroupResponse& response) {
    std::vector<MemberSubscription> members;
    for (const auto& member : response.members) {
        MemberSubscription subscription{.member_id = member.member_id, .topics = {}, .owned = {}};
        if (const auto body = read_versioned<messages::ConsumerProtocolSubscription>(member.metadata)) {
            subscription.topics = body->topics;
            subscription.generation = body->generation_id;
            for (const auto& topic : body->owned_partitions) {
                for (const std::int32_t partition : topic.partitions) subscription.owned.push_back({topic.topic, partition});
            }
        }
        for (const std::string& topic : subscription.topics) cluster_.watch_topic(topic);
        members.push_back(std::move(subscription));
    }
    cluster_.refresh([this, alive = alive_, round = round_, members = std::move(members)](const Status&) {
        if (!*alive || round != round_) return;
        assigned_counts_.clear();
        std::map<std::string, std::int32_t> counts;
        for (const auto& member : members) {
            for (const std::string& topic : member.topics) {
                const auto known = cluster_.info().topics.find(topic);
                assigned_counts_[topic] =
                    known == cluster_.info().topics.end() ? 0 : static_cast<std::int32_t>(known->second.partitions.size());
                if (assigned_counts_[topic] > 0) counts[topic] = assigned_counts_[topic];
            }
        }
        const auto kind = parse_assignor(protocol_name_).value_or(config_.assignor);
        std::vector<messages::SyncGroupRequest::SyncGroupRequestAssignment> assignments;
        for (const auto& [member_id, partitions] : assign(kind, members, counts)) {
            messages::ConsumerProtocolAssignment body;
            for (const TopicPartition& partition : partitions) {
                if (body.assigned_partitions.empty() || body.assigned_partitions.back().topic != partition.topic) {
                    body.assigned_partitions.emplace_back().topic = partition.topic;
                }
                body.assigned_partitions.back().partitions.push_back(partition.partition);
            }
            assignments.push_back({.member_id = member_id, .assignment = with_version(body, assignment_version)});
        }
        sync(std::move(assignments));
    });
}

void GroupMember::sync(std::vector<messages::SyncGroupRequest::SyncGroupRequestAssignment> assignments) {
    messages::SyncGroupRequest request;
    request.group_id = config_.group_id;
    request.generation_id = generation_;
    request.member_id = member_id_;
    request.group_instance_id = config_.group_instance_id;
    request.protocol_type = "consumer";
    request.protocol_name = protocol_name_;
    request.assignments = std::move(assignments);
    channel_->call<messages::SyncGroupResponse>(
        request, sync_group_version, config_.rebalance_timeout + std::chrono::seconds(5),
        [this, alive = alive_, round = round_](const Result<messages::SyncGroupResponse>& response) {
            if (*alive && round == round_) synced(response);
        });
}

void GroupMember::synced(const Result<messages::SyncGroupResponse>& response) {
    if (!response) return coordinator_lost(response.error().message);
    if (response->error_code != ErrorCode::NONE) {
        join_reason_ = "SyncGroup was refused";
        if (response->error_code == ErrorCode::REBALANCE_IN_PROGRESS) return join();
        if (handle_common(response->error_code, "SyncGroup")) return;
        last_error_ = std::string(error_info(response->error_code).meaning);
        return retry_later([this] { join(); });
    }
    std::vector<TopicPartition> assigned;
    if (const auto body = read_versioned<messages::ConsumerProtocolAssignment>(response->assignment)) {
        for (const auto& topic : body->assigned_partitions) {
            for (const std::int32_t partition : topic.partitions) assigned.push_back({topic.topic, partition});
        }
    }
    std::ranges::sort(assigned);
    const auto revoked = difference(owned_, assigned);
    const auto added = difference(assigned, owned_);
    const std::shared_ptr<bool> alive = alive_;
    state_ = MemberState::stable;
    last_error_.clear();
    if (!revoked.empty()) {
        listener_.on_revoked(revoked);
        if (!*alive) return;
    }
    owned_ = assigned;
    listener_.on_assigned(owned_, added);
    if (!*alive || state_ != MemberState::stable) return;
    if (is_cooperative(config_.assignor) && !revoked.empty()) {
        join_reason_ = "revoked partitions, so that others can take them";
        return join();
    }
    schedule_heartbeat();
}

void GroupMember::schedule_heartbeat() {
    heartbeat_timer_ = cluster_.environment().clock.schedule_after(config_.heartbeat_interval, [this] { heartbeat(); });
}

void GroupMember::heartbeat() {
    messages::HeartbeatRequest request;
    request.group_id = config_.group_id;
    request.generation_id = generation_;
    request.member_id = member_id_;
    request.group_instance_id = config_.group_instance_id;
    channel_->call<messages::HeartbeatResponse>(
        request, heartbeat_version, config_.session_timeout,
        [this, alive = alive_, round = round_](const Result<messages::HeartbeatResponse>& response) {
            if (!*alive || round != round_ || state_ != MemberState::stable) return;
            if (!response) return coordinator_lost(response.error().message);
            if (response->error_code == ErrorCode::NONE) return schedule_heartbeat();
            if (response->error_code == ErrorCode::REBALANCE_IN_PROGRESS) {
                join_reason_ = "the group is rebalancing";
                return join();
            }
            if (handle_common(response->error_code, "Heartbeat")) return;
            last_error_ = std::string(error_info(response->error_code).meaning);
            schedule_heartbeat();
        });
}

void GroupMember::commit(const std::map<TopicPartition, OffsetToCommit>& offsets, std::move_only_function<void(Status)> done) {
    if (channel_ == nullptr || offsets.empty()) {
        return cluster_.environment().clock.post([done = std::move(done), nothing = offsets.empty()]() mutable {
            done(nothing
                     ? Status{}
                     : failure(ErrorCode::COORDINATOR_NOT_AVAILABLE, "offsets cannot be committed: the group's coordinator is not known"));
        });
    }
    messages::OffsetCommitRequest request;
    request.group_id = config_.group_id;
    request.generation_id_or_member_epoch = generation_.value();
    request.member_id = member_id_;
    request.group_instance_id = config_.group_instance_id;
    for (const auto& [key, offset] : offsets) {
        if (request.topics.empty() || request.topics.back().name != key.topic) request.topics.emplace_back().name = key.topic;
        request.topics.back().partitions.push_back({.partition_index = key.partition,
                                                    .committed_offset = offset.offset,
                                                    .committed_leader_epoch = offset.leader_epoch,
                                                    .committed_metadata = offset.metadata});
    }
    channel_->call<messages::OffsetCommitResponse>(
        request, offset_commit_version, cluster_.config().request_timeout,
        [done = std::move(done)](const Result<messages::OffsetCommitResponse>& response) mutable {
            if (!response) return done(std::unexpected(response.error()));
            for (const auto& topic : response->topics) {
                for (const auto& partition : topic.partitions) {
                    if (partition.error_code == ErrorCode::NONE) continue;
                    return done(
                        failure(partition.error_code, fmt::format("the offset of {}-{} was not committed: {}", topic.name,
                                                                  partition.partition_index, error_info(partition.error_code).meaning)));
                }
            }
            done({});
        });
}

void GroupMember::fetch_committed(const std::vector<TopicPartition>& partitions,
                                  std::move_only_function<void(Result<std::map<TopicPartition, Offset>>)> done) {
    try_fetch_committed(partitions, cluster_.environment().clock.now() + cluster_.config().request_timeout, std::move(done));
}

void GroupMember::try_fetch_committed(std::vector<TopicPartition> partitions, Instant deadline,
                                      std::move_only_function<void(Result<std::map<TopicPartition, Offset>>)> done) {
    if (channel_ == nullptr) return done(failure(ErrorCode::COORDINATOR_NOT_AVAILABLE, "the group's coordinator is not known"));
    messages::OffsetFetchRequest request;
    auto& group = request.groups.emplace_back();
    group.group_id = config_.group_id;
    for (const TopicPartition& key : partitions) {
        if (group.topics->empty() || group.topics->back().name != key.topic)
            group.topics->push_back({.name = key.topic, .topic_id = {}, .partition_indexes = {}});
        group.topics->back().partition_indexes.push_back(key.partition);
    }
    request.require_stable = true;
    channel_->call<messages::OffsetFetchResponse>(
        request, offset_fetch_version, cluster_.config().request_timeout,
        [this, alive = alive_, partitions = std::move(partitions), deadline,
         done = std::move(done)](Result<messages::OffsetFetchResponse> response) mutable {
            if (!*alive) return;
            if (!response) return done(std::unexpected(response.error()));
            if (response->groups.size() != 1) return done(failure(ErrorCode::UNKNOWN_SERVER_ERROR, "OffsetFetch answered for no group"));
            const auto& answered = response->groups.front();
            if (answered.error_code == ErrorCode::COORDINATOR_LOAD_IN_PROGRESS && cluster_.environment().clock.now() < deadline) {
                auto timer = std::make_shared<env::Timer>();
                *timer = cluster_.environment().clock.schedule_after(
                    cluster_.config().retry_backoff,
                    [this, alive, timer, partitions = std::move(partitions), deadline, done = std::move(done)]() mutable {
                        if (*alive) try_fetch_committed(std::move(partitions), deadline, std::move(done));
                        timer->cancel();
                    });
                return;
            }
            if (answered.error_code != ErrorCode::NONE)
                return done(failure(answered.error_code, std::string(error_info(answered.error_code).meaning)));
            std::map<TopicPartition, Offset> committed;
            for (const auto& topic : answered.topics) {
                for (const auto& partition : topic.partitions) {
                    if (partition.error_code == ErrorCode::NONE && partition.committed_offset >= Offset(0)) {
                        committed[{topic.name, partition.partition_index}] = partition.committed_offset;
                    }
                }
            }
            done(std::move(committed));
        });
}

void GroupMember::leave(std::move_only_function<void()> done) {
    heartbeat_timer_.cancel();
    retry_timer_.cancel();
    ++round_;
    if (channel_ == nullptr || member_id_.empty() || config_.group_instance_id) {
        // A static member goes without a word: it may be back soon.
        state_ = MemberState::idle;
        return cluster_.environment().clock.post(std::move(done));
    }
    state_ = MemberState::leaving;
    messages::LeaveGroupRequest request;
    request.group_id = config_.group_id;
    request.members.push_back({.member_id = member_id_, .group_instance_id = std::nullopt, .reason = "the consumer is being closed"});
    channel_->call<messages::LeaveGroupResponse>(
        request, leave_group_version, std::chrono::seconds(5),
        [this, alive = alive_, done = std::move(done)](const Result<messages::LeaveGroupResponse>&) mutable {
            if (*alive) state_ = MemberState::idle;
            done();
        });
}

GroupMemberView GroupMember::view() const {
    return {.state = state_,
            .member_id = member_id_,
            .generation = generation_,
            .coordinator = coordinator_,
            .is_leader = !member_id_.empty() && leader_id_ == member_id_,
            .owned = owned_,
            .last_error = last_error_,
            .rebalances = rebalances_};
}

}  // namespace vitrine::client
