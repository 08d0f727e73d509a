// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "base/assert.h"
#include "coordinator/classic_group.h"

// The rebalance: from the first member that must be waited for to the committed assignment, and everything that time does.
namespace vitrine::coordinator {

void ClassicGroup::begin_session(Member& member) {
    member.session_deadline = host_.now() + member.session_timeout;
    member.last_heartbeat = host_.now();
}

void ClassicGroup::enter(State state) {
    state_ = state;
    state_since_ = host_.wall_now();
}

Milliseconds ClassicGroup::rebalance_timeout() const {
    Milliseconds longest{0};
    for (const auto& [id, member] : members_) longest = std::max(longest, member.rebalance_timeout);
    return longest;
}

void ClassicGroup::rebalance_or_complete_join(const std::string& reason) {
    switch (state_) {
        case State::empty:
        case State::completing_rebalance:
        case State::stable: prepare_rebalance(reason); break;
        case State::preparing_rebalance: try_complete_join(); break;
        case State::dead: break;
    }
    host_.changed(*this);
}

void ClassicGroup::prepare_rebalance(const std::string& reason) {
    VITRINE_ASSERT(state_ != State::dead && state_ != State::preparing_rebalance,
                   "a rebalance begins in a group that lives and does not prepare one");
    const Instant now = host_.now();
    if (state_ == State::completing_rebalance) propagate_assignment_error(ErrorCode::REBALANCE_IN_PROGRESS);
    pending_sync_.clear();
    sync_deadline_.reset();
    initial_delay_left_.reset();
    if (state_ == State::empty) {
        // More members usually come soon: one rebalance for all of them (group.initial.rebalance.delay.ms).
        const Milliseconds first = std::min(config_.group_initial_rebalance_delay_ms, rebalance_timeout());
        initial_delay_left_ = rebalance_timeout() - first;
        member_added_while_waiting_ = false;
        join_deadline_ = now + first;
    } else {
        join_deadline_ = now + rebalance_timeout();
    }
    enter(State::preparing_rebalance);
    rebalance_reason_ = reason;
    rebalance_began_ = now;
    rebalance_ended_.reset();
    host_.report(observe::RebalanceBegan{group_id_, reason});
    try_complete_join();
}

void ClassicGroup::try_complete_join() {
    if (state_ != State::preparing_rebalance || initial_delay_left_) return;
    const bool all_joined =
        pending_members_.empty() && std::ranges::all_of(members_, [](const auto& entry) { return entry.second.awaiting_join(); });
    if (all_joined) complete_join();
}

void ClassicGroup::complete_join() {
    join_deadline_.reset();
    initial_delay_left_.reset();
    std::vector<std::string> missing;
    for (const auto& [id, member] : members_) {
        // A static member may be restarting: its session timeout decides.
        if (!member.awaiting_join() && !member.is_static()) missing.push_back(id);
    }
    for (const std::string& id : missing) remove_member(id, observe::MemberLeftCause::rebalance_timeout);
    if (!members_.empty() && !elect_joined_leader()) {
        join_deadline_ = host_.now() + rebalance_timeout();  // only absent static members are left
        return host_.changed(*this);
    }
    begin_generation();
    host_.changed(*this);
}

// The leader must be somebody who has joined, since it is sent the members.
bool ClassicGroup::elect_joined_leader() {
    const auto leader = members_.find(leader_id_);
    if (leader != members_.end() && leader->second.awaiting_join()) return true;
    const auto joined = std::ranges::find_if(members_, [](const auto& entry) { return entry.second.awaiting_join(); });
    if (joined == members_.end()) return false;
    leader_id_ = joined->first;
    return true;
}

// Each member votes for the first of its protocols that all support; the most votes win, ties go to the first name.
std::string ClassicGroup::select_protocol() const {
    std::map<std::string, int> votes;
    for (const auto& [id, member] : members_) {
        const auto vote = std::ranges::find_if(member.protocols, [this](const Protocol& protocol) {
            return std::ranges::all_of(members_, [&protocol](const auto& entry) {
                return std::ranges::find(entry.second.protocols, protocol.name, &Protocol::name) != entry.second.protocols.end();
            });
        });
        if (vote != member.protocols.end()) ++votes[vote->name];
    }
    const auto winner = std::ranges::max_element(votes, [](const auto& a, const auto& b) { return a.second < b.second; });
    return winner == votes.end() ? std::string() : winner->first;
}

void ClassicGroup::begin_generation() {
    const Instant now = host_.now();
    generation_ = GenerationId(generation_.value() == 0x7fffffff ? 1 : generation_.value() + 1);
    if (members_.empty()) {
        enter(State::empty);
        protocol_name_.clear();
        leader_id_.clear();
        rebalance_ended_ = now;
        host_.report(observe::GenerationBegan{group_id_, generation_, protocol_name_, 0});
        // Should this write be lost, the next coordinator begins with an older generation of a group without members: harmless.
        return host_.persist(*this, to_record({}), [](const Status&) {});
    }
    protocol_name_ = select_protocol();
    enter(State::completing_rebalance);
    host_.report(observe::GenerationBegan{group_id_, generation_, protocol_name_, static_cast<std::int32_t>(members_.size())});
    for (auto& [id, member] : members_) pending_sync_.insert(id);
    sync_deadline_ = now + rebalance_timeout();
    for (auto& [id, member] : members_) {
        member.is_new = false;
        begin_session(member);
        if (!member.awaiting_join()) continue;
        answer_current_generation(member, std::exchange(member.join_answer, nullptr));
    }
}

std::vector<messages::JoinGroupResponse::JoinGroupResponseMember> ClassicGroup::members_for_leader() const {
    std::vector<messages::JoinGroupResponse::JoinGroupResponseMember> listed;
    for (const auto& [id, member] : members_) {
        listed.push_back({.member_id = id, .group_instance_id = member.instance_id, .metadata = member.metadata_for(protocol_name_)});
    }
    return listed;
}

void ClassicGroup::assignment_committed(GenerationId generation, const std::map<std::string, Bytes>& assignments, const Status& status) {
    // Another rebalance may have begun while the record was written.
    if (state_ != State::completing_rebalance || generation != generation_) return;
    if (!status) {
        propagate_assignment_error(status.error().code);
        return rebalance_or_complete_join("the assignment could not be written: " + status.error().message);
    }
    enter(State::stable);
    rebalance_ended_ = host_.now();
    for (auto& [id, member] : members_) {
        const auto assigned = assignments.find(id);
        member.assignment = assigned == assignments.end() ? Bytes{} : assigned->second;
        if (!member.awaiting_sync()) continue;
        begin_session(member);
        messages::SyncGroupResponse response;
        response.protocol_type = protocol_type_;
        response.protocol_name = protocol_name_;
        response.assignment = member.assignment;
        std::exchange(member.sync_answer, nullptr)(std::move(response));
    }
    host_.report(observe::GroupStabilized{
        group_id_, generation_,
        std::chrono::duration_cast<Milliseconds>(*rebalance_ended_ - rebalance_began_.value_or(*rebalance_ended_))});
    host_.changed(*this);
}

void ClassicGroup::propagate_assignment_error(ErrorCode error) {
    for (auto& [id, member] : members_) {
        member.assignment.clear();
        if (!member.awaiting_sync()) continue;
        begin_session(member);
        messages::SyncGroupResponse response;
        response.error_code = error;
        std::exchange(member.sync_answer, nullptr)(std::move(response));
    }
}

void ClassicGroup::remove_member(const std::string& member_id, observe::MemberLeftCause cause) {
    const auto found = members_.find(member_id);
    VITRINE_ASSERT(found != members_.end(), "only members are removed");
    Member member = std::move(found->second);
    members_.erase(found);
    pending_sync_.erase(member_id);
    if (member.instance_id) static_members_.erase(*member.instance_id);
    if (leader_id_ == member_id) leader_id_ = members_.empty() ? std::string() : members_.begin()->first;
    if (member.awaiting_join()) {
        messages::JoinGroupResponse response;
        response.error_code = ErrorCode::UNKNOWN_MEMBER_ID;
        response.member_id = member_id;
        member.join_answer(std::move(response));
    }
    if (member.awaiting_sync()) {
        messages::SyncGroupResponse response;
        response.error_code = ErrorCode::UNKNOWN_MEMBER_ID;
        member.sync_answer(std::move(response));
    }
    host_.report(observe::MemberLeft{group_id_, member_id, cause});
}

void ClassicGroup::remove_member_and_rebalance(const std::string& member_id, observe::MemberLeftCause cause, const std::string& reason) {
    remove_member(member_id, cause);
    rebalance_or_complete_join(reason);
}

// --- time ---

std::optional<Instant> ClassicGroup::next_deadline() const {
    std::optional<Instant> next = join_deadline_;
    const auto consider = [&next](Instant at) { next = next ? std::min(*next, at) : at; };
    if (sync_deadline_) consider(*sync_deadline_);
    for (const auto& [id, until] : pending_members_) consider(until);
    for (const auto& [id, member] : members_) {
        // Who waits for an answer of ours cannot send heartbeats; only a new member's patience is bounded.
        if (member.awaiting_sync() || (member.awaiting_join() && !member.is_new)) continue;
        consider(member.session_deadline);
    }
    return next;
}

void ClassicGroup::on_time() {
    const Instant now = host_.now();
    for (auto pending = pending_members_.begin(); pending != pending_members_.end();) {
        pending = pending->second <= now ? pending_members_.erase(pending) : std::next(pending);
    }
    std::vector<std::string> expired;
    for (const auto& [id, member] : members_) {
        if (member.awaiting_sync() || (member.awaiting_join() && !member.is_new)) continue;
        if (member.session_deadline <= now) expired.push_back(id);
    }
    for (const std::string& id : expired) {
        if (!members_.contains(id)) continue;
        remove_member_and_rebalance(id, observe::MemberLeftCause::session_expired,
                                    "member " + id + " sent no heartbeat within its session timeout");
    }
    if (sync_deadline_ && *sync_deadline_ <= now) {
        sync_deadline_.reset();
        const std::set<std::string> late = std::exchange(pending_sync_, {});
        if (!late.empty() && (state_ == State::completing_rebalance || state_ == State::stable)) {
            for (const std::string& id : late) {
                if (members_.contains(id)) remove_member(id, observe::MemberLeftCause::rebalance_timeout);
            }
            rebalance_or_complete_join("some members did not send SyncGroup within the rebalance timeout");
        }
    }
    if (join_deadline_ && *join_deadline_ <= now) {
        if (initial_delay_left_ && member_added_while_waiting_ && *initial_delay_left_ > Milliseconds(0) &&
            config_.group_initial_rebalance_delay_ms > Milliseconds(0)) {
            const Milliseconds more = std::min(config_.group_initial_rebalance_delay_ms, *initial_delay_left_);
            initial_delay_left_ = *initial_delay_left_ - more;
            member_added_while_waiting_ = false;
            join_deadline_ = now + more;
        } else {
            complete_join();
        }
    } else {
        try_complete_join();
    }
    host_.changed(*this);
}

// --- control, log ---

Status ClassicGroup::trigger_rebalance(const std::string& reason) {
    if (members_.empty())
        return failure(ErrorCode::UNKNOWN_MEMBER_ID, "group " + group_id_ + " has no members, so there is nothing to rebalance");
    if (state_ == State::preparing_rebalance) return {};
    rebalance_or_complete_join(reason);
    return {};
}

messages::GroupMetadataValue ClassicGroup::to_record(const std::map<std::string, Bytes>& assignments) const {
    messages::GroupMetadataValue value;
    value.protocol_type = protocol_type_;
    value.generation = generation_.value();
    value.protocol = protocol_name_.empty() ? std::nullopt : std::optional(protocol_name_);
    value.leader = leader_id_.empty() ? std::nullopt : std::optional(leader_id_);
    if (state_since_) value.current_state_timestamp = to_milliseconds(*state_since_);
    for (const auto& [id, member] : members_) {
        const auto assigned = assignments.find(id);
        value.members.push_back({.member_id = id,
                                 .group_instance_id = member.instance_id,
                                 .client_id = member.client.client_id,
                                 .client_host = member.client.client_host,
                                 .rebalance_timeout = static_cast<std::int32_t>(member.rebalance_timeout.count()),
                                 .session_timeout = static_cast<std::int32_t>(member.session_timeout.count()),
                                 .subscription = member.metadata_for(protocol_name_),
                                 .assignment = assigned == assignments.end() ? Bytes{} : assigned->second});
    }
    return value;
}

void ClassicGroup::restore(const messages::GroupMetadataValue& value) {
    members_.clear();
    static_members_.clear();
    pending_members_.clear();
    pending_sync_.clear();
    protocol_type_ = value.protocol_type;
    protocol_name_ = value.protocol.value_or("");
    leader_id_ = value.leader.value_or("");
    generation_ = GenerationId(value.generation);
    for (const auto& restored : value.members) {
        Member member;
        member.id = restored.member_id;
        member.instance_id = restored.group_instance_id;
        member.client = {restored.client_id, restored.client_host};
        member.session_timeout = Milliseconds(restored.session_timeout);
        member.rebalance_timeout = Milliseconds(restored.rebalance_timeout < 0 ? restored.session_timeout : restored.rebalance_timeout);
        member.protocols.push_back({protocol_name_, restored.subscription});
        member.assignment = restored.assignment;
        member.session_deadline = host_.now() + member.session_timeout;
        if (member.instance_id) static_members_[*member.instance_id] = member.id;
        members_.emplace(member.id, std::move(member));
    }
    state_ = members_.empty() ? State::empty : State::stable;
    state_since_.reset();
    if (value.current_state_timestamp >= 0) state_since_ = wall_time(value.current_state_timestamp);
    host_.changed(*this);
}

void ClassicGroup::abandon(ErrorCode reason) {
    state_ = State::dead;
    for (auto& [id, member] : members_) {
        if (member.awaiting_join()) {
            messages::JoinGroupResponse response;
            response.error_code = reason;
            response.member_id = id;
            std::exchange(member.join_answer, nullptr)(std::move(response));
        }
        if (member.awaiting_sync()) {
            messages::SyncGroupResponse response;
            response.error_code = reason;
            std::exchange(member.sync_answer, nullptr)(std::move(response));
        }
    }
}

}  // namespace vitrine::coordinator
