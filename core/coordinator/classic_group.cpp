// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "coordinator/classic_group.h"

#include <algorithm>

#include "base/assert.h"
#include "base/planted.h"
#include "coordinator/consumer_protocol.h"

// Requests of members, and the views of a group. classic_group_rebalance.cpp has the rebalance itself.
namespace vitrine::coordinator {
namespace {

messages::JoinGroupResponse join_error(ErrorCode code, const std::string& member_id) {
    messages::JoinGroupResponse response;
    response.error_code = code;
    response.member_id = member_id;
    return response;
}

messages::SyncGroupResponse sync_error(ErrorCode code) {
    messages::SyncGroupResponse response;
    response.error_code = code;
    return response;
}

// Kafka prints its UUIDs in member ids as 8-4-4-4-12 hexadecimal digits.
std::string hexadecimal(const Uuid& uuid) {
    std::string text;
    for (std::size_t i = 0; i < uuid.bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        text += fmt::format("{:02x}", uuid.bytes[i]);
    }
    return text;
}

}  // namespace

ClassicGroup::ClassicGroup(std::string group_id, const GroupConfig& config, GroupHost& host)
    : group_id_(std::move(group_id)), config_(config), host_(host) {}

ClassicGroup::~ClassicGroup() { *alive_ = false; }

const Bytes& ClassicGroup::Member::metadata_for(const std::string& protocol) const {
    static const Bytes none;
    const auto found = std::ranges::find(protocols, protocol, &Protocol::name);
    return found == protocols.end() ? none : found->metadata;
}

// --- JoinGroup ---

void ClassicGroup::join(const messages::JoinGroupRequest& request, wire::Version version, const ClientInfo& client,
                        Answer<messages::JoinGroupResponse> answer) {
    if (state_ == State::dead) return answer(join_error(ErrorCode::COORDINATOR_NOT_AVAILABLE, request.member_id));
    if (!supports_protocols(request)) return answer(join_error(ErrorCode::INCONSISTENT_GROUP_PROTOCOL, request.member_id));
    const bool known = members_.contains(request.member_id) || pending_members_.contains(request.member_id);
    const bool replaces = request.group_instance_id && static_members_.contains(*request.group_instance_id);
    if (!known && !replaces && size() >= static_cast<std::size_t>(config_.group_max_size)) {
        return answer(join_error(ErrorCode::GROUP_MAX_SIZE_REACHED, request.member_id));
    }
    if (request.member_id.empty()) {
        join_new(request, version, client, std::move(answer));
    } else {
        join_again(request, client, std::move(answer));
    }
    host_.changed(*this);
}

bool ClassicGroup::supports_protocols(const messages::JoinGroupRequest& request) const {
    if (request.protocol_type.empty() || request.protocols.empty()) return false;
    if (members_.empty()) return true;
    if (request.protocol_type != protocol_type_) return false;
    return std::ranges::any_of(request.protocols, [this](const auto& offered) {
        return std::ranges::all_of(members_, [&offered](const auto& entry) {
            return std::ranges::find(entry.second.protocols, offered.name, &Protocol::name) != entry.second.protocols.end();
        });
    });
}

void ClassicGroup::join_new(const messages::JoinGroupRequest& request, wire::Version version, const ClientInfo& client,
                            Answer<messages::JoinGroupResponse> answer) {
    const std::string& name = request.group_instance_id ? *request.group_instance_id : client.client_id;
    std::string member_id = name + "-" + hexadecimal(host_.make_uuid());
    if (request.group_instance_id) {
        const auto known = static_members_.find(*request.group_instance_id);
        if (known != static_members_.end() && VITRINE_RULE(KAFKA_8500, true, state_ == State::stable)) {
            const std::string old_id = known->second;
            return replace_static_member(old_id, std::move(member_id), request, version, client, std::move(answer));
        }
        return add_member(std::move(member_id), request, client, std::move(answer));
    }
    // KIP-394: a client that gives up before its first answer would otherwise leave a member that nobody owns.
    constexpr wire::Version member_id_required_from = 4;
    if (version >= member_id_required_from) {
        pending_members_[member_id] = host_.now() + Milliseconds(request.session_timeout_ms);
        return answer(join_error(ErrorCode::MEMBER_ID_REQUIRED, member_id));
    }
    add_member(std::move(member_id), request, client, std::move(answer));
}

void ClassicGroup::join_again(const messages::JoinGroupRequest& request, const ClientInfo& client,
                              Answer<messages::JoinGroupResponse> answer) {
    const std::string& member_id = request.member_id;
    if (pending_members_.contains(member_id)) {
        if (request.group_instance_id) return answer(join_error(ErrorCode::UNKNOWN_MEMBER_ID, member_id));
        return add_member(member_id, request, client, std::move(answer));
    }
    if (const ErrorCode error = check_member(member_id, request.group_instance_id); error != ErrorCode::NONE) {
        return answer(join_error(error, member_id));
    }
    Member& member = members_.at(member_id);
    const bool same_protocols = std::ranges::equal(
        member.protocols, request.protocols, [](const Protocol& a, const auto& b) { return a.name == b.name && a.metadata == b.metadata; });
    switch (state_) {
        case State::preparing_rebalance:
            return update_member(member, request, client, std::move(answer), "member " + member_id + " joined again during a rebalance");
        case State::completing_rebalance:
            // The answer to the former JoinGroup was lost: the same answer again.
            if (same_protocols) return answer_current_generation(member, std::move(answer));
            return update_member(member, request, client, std::move(answer), "member " + member_id + " changed its subscription");
        case State::stable: {
            const std::string reason = request.reason.value_or("not given");
            if (member_id == leader_id_) {
                return update_member(member, request, client, std::move(answer),
                                     "leader " + member_id + " joined again (client reason: " + reason + ")");
            }
            if (!same_protocols) {
                return update_member(member, request, client, std::move(answer),
                                     "member " + member_id + " changed its subscription (client reason: " + reason + ")");
            }
            return answer_current_generation(member, std::move(answer));
        }
        case State::empty:
        case State::dead: break;
    }
    answer(join_error(ErrorCode::UNKNOWN_MEMBER_ID, member_id));
}

void ClassicGroup::add_member(std::string member_id, const messages::JoinGroupRequest& request, const ClientInfo& client,
                              Answer<messages::JoinGroupResponse> answer) {
    pending_members_.erase(member_id);
    if (members_.empty()) protocol_type_ = request.protocol_type;
    Member& member = members_[member_id];
    member.id = member_id;
    member.instance_id = request.group_instance_id;
    member.client = client;
    member.session_timeout = Milliseconds(request.session_timeout_ms);
    // Version 0 has no rebalance timeout: the session timeout serves as both.
    member.rebalance_timeout = Milliseconds(request.rebalance_timeout_ms < 0 ? request.session_timeout_ms : request.rebalance_timeout_ms);
    for (const auto& protocol : request.protocols) member.protocols.push_back({protocol.name, protocol.metadata});
    member.join_answer = std::move(answer);
    member.is_new = true;
    member.session_deadline = host_.now() + new_member_join_timeout;
    if (member.instance_id) static_members_[*member.instance_id] = member_id;
    if (leader_id_.empty()) leader_id_ = member_id;
    member_added_while_waiting_ = true;
    host_.report(observe::MemberJoined{group_id_, member_id, client.client_id});
    rebalance_or_complete_join("member " + member_id + " joined (client reason: " + request.reason.value_or("not given") + ")");
}

void ClassicGroup::update_member(Member& member, const messages::JoinGroupRequest& request, const ClientInfo& client,
                                 Answer<messages::JoinGroupResponse> answer, const std::string& reason) {
    member.client = client;
    member.session_timeout = Milliseconds(request.session_timeout_ms);
    member.rebalance_timeout = Milliseconds(request.rebalance_timeout_ms < 0 ? request.session_timeout_ms : request.rebalance_timeout_ms);
    member.protocols.clear();
    for (const auto& protocol : request.protocols) member.protocols.push_back({protocol.name, protocol.metadata});
    if (member.awaiting_join()) {
        // The same client asked twice: whoever waited before gets an answer as well.
        std::exchange(member.join_answer, nullptr)(join_error(ErrorCode::UNKNOWN_MEMBER_ID, member.id));
    }
    member.join_answer = std::move(answer);
    member.last_heartbeat = host_.now();
    rebalance_or_complete_join(reason);
}

// KIP-345: a restarted static member takes the place of its former self; in a stable group nobody else needs to notice.
void ClassicGroup::replace_static_member(const std::string& old_id, std::string new_id, const messages::JoinGroupRequest& request,
                                         wire::Version version, const ClientInfo& client, Answer<messages::JoinGroupResponse> answer) {
    auto node = members_.extract(old_id);
    VITRINE_ASSERT(!node.empty(), "a static member's id names a member");
    Member& old = node.mapped();
    if (old.awaiting_join()) std::exchange(old.join_answer, nullptr)(join_error(ErrorCode::FENCED_INSTANCE_ID, old_id));
    if (old.awaiting_sync()) std::exchange(old.sync_answer, nullptr)(sync_error(ErrorCode::FENCED_INSTANCE_ID));
    host_.report(observe::MemberLeft{group_id_, old_id, observe::MemberLeftCause::replaced_static});
    node.key() = new_id;
    Member& member = members_.insert(std::move(node)).position->second;
    member.id = new_id;
    static_members_[*member.instance_id] = new_id;
    const bool was_leader = leader_id_ == old_id;
    if (was_leader) leader_id_ = new_id;
    if (pending_sync_.erase(old_id) > 0) pending_sync_.insert(new_id);
    host_.report(observe::MemberJoined{group_id_, new_id, client.client_id});

    const std::string reason = "static member " + *member.instance_id + " was replaced";
    if (state_ != State::stable) return update_member(member, request, client, std::move(answer), reason);

    member.client = client;
    member.session_timeout = Milliseconds(request.session_timeout_ms);
    member.rebalance_timeout = Milliseconds(request.rebalance_timeout_ms < 0 ? request.session_timeout_ms : request.rebalance_timeout_ms);
    member.protocols.clear();
    for (const auto& protocol : request.protocols) member.protocols.push_back({protocol.name, protocol.metadata});
    begin_session(member);
    // Its metadata always differ from before: they say which partitions it owns.
    if (select_protocol() != protocol_name_) {
        return update_member(member, request, client, std::move(answer), reason);
    }
    // The new id must survive a failover of the coordinator before the client learns it.
    std::map<std::string, Bytes> assignments;
    for (const auto& [id, other] : members_) assignments[id] = other.assignment;
    host_.persist(*this, to_record(assignments),
                  [this, alive = alive_, new_id, old_id, was_leader, version, answer = std::move(answer)](const Status& status) mutable {
                      if (!*alive) return;
                      if (!status) return answer(join_error(ErrorCode::UNKNOWN_MEMBER_ID, old_id));
                      const auto member_now = members_.find(new_id);
                      if (member_now == members_.end()) return answer(join_error(ErrorCode::UNKNOWN_MEMBER_ID, new_id));
                      constexpr wire::Version skip_assignment_from = 9;
                      messages::JoinGroupResponse response;
                      response.generation_id = generation_;
                      response.protocol_type = protocol_type_;
                      response.protocol_name = protocol_name_;
                      response.member_id = new_id;
                      // A returning leader must not assign again: newer clients are told so, older ones are told of another leader.
                      if (version >= skip_assignment_from) {
                          response.leader = leader_id_;
                          response.skip_assignment = was_leader;
                          if (was_leader) response.members = members_for_leader();
                      } else {
                          response.leader = was_leader ? old_id : leader_id_;
                      }
                      answer(std::move(response));
                  });
}

void ClassicGroup::answer_current_generation(const Member& member, Answer<messages::JoinGroupResponse> answer) const {
    messages::JoinGroupResponse response;
    response.generation_id = generation_;
    response.protocol_type = protocol_type_;
    response.protocol_name = protocol_name_;
    response.leader = leader_id_;
    response.member_id = member.id;
    if (member.id == leader_id_) response.members = members_for_leader();
    answer(std::move(response));
}

ErrorCode ClassicGroup::check_member(const std::string& member_id, const std::optional<std::string>& instance_id) const {
    if (instance_id) {
        const auto known = static_members_.find(*instance_id);
        if (known == static_members_.end()) return ErrorCode::UNKNOWN_MEMBER_ID;
        if (known->second != member_id) return ErrorCode::FENCED_INSTANCE_ID;
    }
    return members_.contains(member_id) ? ErrorCode::NONE : ErrorCode::UNKNOWN_MEMBER_ID;
}

// --- SyncGroup ---

void ClassicGroup::sync(const messages::SyncGroupRequest& request, Answer<messages::SyncGroupResponse> answer) {
    const ErrorCode error = [&] {
        if (state_ == State::dead) return ErrorCode::COORDINATOR_NOT_AVAILABLE;
        if (const ErrorCode unknown = check_member(request.member_id, request.group_instance_id); unknown != ErrorCode::NONE)
            return unknown;
        if (request.generation_id != generation_) return ErrorCode::ILLEGAL_GENERATION;
        if (request.protocol_type && *request.protocol_type != protocol_type_) return ErrorCode::INCONSISTENT_GROUP_PROTOCOL;
        if (request.protocol_name && *request.protocol_name != protocol_name_) return ErrorCode::INCONSISTENT_GROUP_PROTOCOL;
        return ErrorCode::NONE;
    }();
    if (error != ErrorCode::NONE) return answer(sync_error(error));

    Member& member = members_.at(request.member_id);
    switch (state_) {
        case State::preparing_rebalance: return answer(sync_error(ErrorCode::REBALANCE_IN_PROGRESS));
        case State::stable: {
            begin_session(member);
            pending_sync_.erase(member.id);
            messages::SyncGroupResponse response;
            response.protocol_type = protocol_type_;
            response.protocol_name = protocol_name_;
            response.assignment = member.assignment;
            answer(std::move(response));
            return host_.changed(*this);
        }
        case State::completing_rebalance: {
            if (member.awaiting_sync()) std::exchange(member.sync_answer, nullptr)(sync_error(ErrorCode::REBALANCE_IN_PROGRESS));
            member.sync_answer = std::move(answer);
            pending_sync_.erase(member.id);
            host_.changed(*this);
            if (member.id != leader_id_) return;
            std::map<std::string, Bytes> assignments;
            for (const auto& [id, other] : members_) assignments[id];  // who is not named gets an empty assignment
            for (const auto& assigned : request.assignments) {
                if (assignments.contains(assigned.member_id)) assignments[assigned.member_id] = assigned.assignment;
            }
            return host_.persist(*this, to_record(assignments),
                                 [this, alive = alive_, generation = generation_, assignments](const Status& status) {
                                     if (*alive) assignment_committed(generation, assignments, status);
                                 });
        }
        case State::empty:
        case State::dead: break;
    }
    answer(sync_error(ErrorCode::UNKNOWN_MEMBER_ID));
}

// --- Heartbeat, OffsetCommit, LeaveGroup ---

ErrorCode ClassicGroup::heartbeat(const messages::HeartbeatRequest& request) {
    if (state_ == State::dead) return ErrorCode::COORDINATOR_NOT_AVAILABLE;
    if (const ErrorCode error = check_member(request.member_id, request.group_instance_id); error != ErrorCode::NONE) return error;
    if (request.generation_id != generation_) return ErrorCode::ILLEGAL_GENERATION;
    if (state_ == State::empty) return ErrorCode::UNKNOWN_MEMBER_ID;
    Member& member = members_.at(request.member_id);
    member.session_deadline = host_.now() + member.session_timeout;
    member.last_heartbeat = host_.now();
    return state_ == State::preparing_rebalance ? ErrorCode::REBALANCE_IN_PROGRESS : ErrorCode::NONE;
}

ErrorCode ClassicGroup::check_commit(const messages::OffsetCommitRequest& request) {
    if (state_ == State::dead) return ErrorCode::COORDINATOR_NOT_AVAILABLE;
    const bool anonymous = request.generation_id_or_member_epoch < 0 && request.member_id.empty() && !request.group_instance_id;
    // A consumer that assigns its partitions itself, or an administrator, may commit while nobody is a member.
    if (request.generation_id_or_member_epoch < 0 && members_.empty()) return ErrorCode::NONE;
    if (anonymous) return ErrorCode::UNKNOWN_MEMBER_ID;
    if (const ErrorCode error = check_member(request.member_id, request.group_instance_id); error != ErrorCode::NONE) return error;
    if (request.generation_id_or_member_epoch != generation_.value()) return ErrorCode::ILLEGAL_GENERATION;
    // Its assignment is not known yet, so it has nothing to commit for.
    if (state_ == State::completing_rebalance) return ErrorCode::REBALANCE_IN_PROGRESS;
    Member& member = members_.at(request.member_id);
    member.session_deadline = host_.now() + member.session_timeout;
    return ErrorCode::NONE;
}

messages::LeaveGroupResponse ClassicGroup::leave(const messages::LeaveGroupRequest& request, wire::Version version) {
    constexpr wire::Version batched_from = 3;
    std::vector<messages::LeaveGroupRequest::MemberIdentity> leaving = request.members;
    if (version < batched_from) {
        leaving.clear();
        leaving.push_back({.member_id = request.member_id, .group_instance_id = std::nullopt, .reason = std::nullopt});
    }
    messages::LeaveGroupResponse response;
    for (const auto& identity : leaving) {
        std::string member_id = identity.member_id;
        ErrorCode error = ErrorCode::NONE;
        if (state_ == State::dead) {
            error = ErrorCode::COORDINATOR_NOT_AVAILABLE;
        } else if (identity.group_instance_id) {
            const auto known = static_members_.find(*identity.group_instance_id);
            if (known == static_members_.end()) {
                error = ErrorCode::UNKNOWN_MEMBER_ID;
            } else if (!member_id.empty() && known->second != member_id) {
                error = ErrorCode::FENCED_INSTANCE_ID;  // an empty id is an administrator's: it removes whoever it is
            } else {
                member_id = known->second;
            }
        } else if (!members_.contains(member_id) && !pending_members_.contains(member_id)) {
            error = ErrorCode::UNKNOWN_MEMBER_ID;
        }
        if (error == ErrorCode::NONE) {
            const std::string reason = identity.reason.value_or("not given");
            if (pending_members_.erase(member_id) > 0) {
                if (state_ == State::preparing_rebalance) try_complete_join();
            } else {
                remove_member_and_rebalance(member_id, observe::MemberLeftCause::left,
                                            "member " + member_id + " left (client reason: " + reason + ")");
            }
        }
        response.members.push_back({.member_id = identity.member_id, .group_instance_id = identity.group_instance_id, .error_code = error});
    }
    if (version < batched_from) {
        response.error_code = response.members.front().error_code;
        response.members.clear();
    }
    host_.changed(*this);
    return response;
}

// --- views ---

std::vector<ClassicGroup::MemberDescription> ClassicGroup::describe_members() const {
    std::vector<MemberDescription> described;
    for (const auto& [id, member] : members_) {
        described.push_back({.member_id = id,
                             .group_instance_id = member.instance_id,
                             .client_id = member.client.client_id,
                             .client_host = member.client.client_host,
                             .metadata = state_ == State::stable ? member.metadata_for(protocol_name_) : Bytes{},
                             .assignment = state_ == State::stable ? member.assignment : Bytes{}});
    }
    return described;
}

bool ClassicGroup::uses_consumer_protocol() const { return protocol_type_ == "consumer"; }

bool ClassicGroup::may_read(std::string_view topic) const {
    if (!uses_consumer_protocol()) return false;
    return std::ranges::any_of(members_, [&](const auto& entry) {
        const auto subscription =
            decode_consumer_protocol<messages::ConsumerProtocolSubscription>(entry.second.metadata_for(protocol_name_));
        return !subscription || std::ranges::find(subscription->topics, topic) != subscription->topics.end();
    });
}

std::optional<OffsetExpiry> ClassicGroup::offset_expiry() const {
    // Nobody was a member: only commits tell of life.
    if (protocol_type_.empty()) return OffsetExpiry{};
    switch (state_) {
        case State::empty: return OffsetExpiry{.since = state_since_, .kept_topics = {}};
        case State::stable: {
            if (!uses_consumer_protocol()) return std::nullopt;
            OffsetExpiry expiry;
            for (const auto& [id, member] : members_) {
                auto subscription = decode_consumer_protocol<messages::ConsumerProtocolSubscription>(member.metadata_for(protocol_name_));
                if (!subscription) return std::nullopt;
                expiry.kept_topics.insert(subscription->topics.begin(), subscription->topics.end());
            }
            return expiry;
        }
        case State::preparing_rebalance:
        case State::completing_rebalance:
        case State::dead: break;
    }
    return std::nullopt;
}

bool OffsetExpiry::expired(const TopicPartition& partition, const CommittedOffset& offset, WallTime now, Milliseconds retention) const {
    if (kept_topics.contains(partition.topic)) return false;
    if (offset.expires_at) return now >= *offset.expires_at;
    return now - since.value_or(offset.committed_at) >= retention;
}

observe::GroupView ClassicGroup::view() const {
    observe::GroupView view;
    view.group_id = group_id_;
    view.protocol_type = protocol_type_;
    view.protocol_name = protocol_name_;
    view.state = state_;
    view.generation = generation_;
    view.leader_member_id = leader_id_;
    view.last_rebalance_reason = rebalance_reason_;
    view.last_rebalance_began = rebalance_began_;
    view.last_rebalance_ended = rebalance_ended_;
    for (const auto& [id, member] : members_) {
        observe::MemberView shown;
        shown.member_id = id;
        shown.group_instance_id = member.instance_id;
        shown.client_id = member.client.client_id;
        shown.client_host = member.client.client_host;
        shown.session_timeout = member.session_timeout;
        shown.rebalance_timeout = member.rebalance_timeout;
        shown.last_heartbeat = member.last_heartbeat;
        shown.awaiting_join = member.awaiting_join();
        shown.awaiting_sync = member.awaiting_sync();
        if (uses_consumer_protocol()) {
            const Bytes& metadata = protocol_name_.empty() && !member.protocols.empty() ? member.protocols.front().metadata
                                                                                        : member.metadata_for(protocol_name_);
            if (const auto subscription = decode_consumer_protocol<messages::ConsumerProtocolSubscription>(metadata)) {
                shown.subscribed_topics = subscription->topics;
            }
            if (const auto assignment = decode_consumer_protocol<messages::ConsumerProtocolAssignment>(member.assignment)) {
                for (const auto& topic : assignment->assigned_partitions) {
                    for (const std::int32_t partition : topic.partitions) shown.assignment.push_back({topic.topic, partition});
                }
            }
            std::ranges::sort(shown.assignment);
        }
        view.members.push_back(std::move(shown));
    }
    for (const auto& [partition, committed] : offsets) {
        view.offsets[partition] = {committed.offset, committed.leader_epoch, committed.metadata, committed.committed_at};
    }
    return view;
}

}  // namespace vitrine::coordinator
