// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "coordinator/group_config.h"
#include "messages/group_records.h"
#include "messages/heartbeat.h"
#include "messages/join_group.h"
#include "messages/leave_group.h"
#include "messages/offset_commit.h"
#include "messages/sync_group.h"
#include "observe/event.h"

// One group of the classic rebalance protocol (JoinGroup, SyncGroup, Heartbeat, LeaveGroup; eager and cooperative alike, since
// the difference lives in the clients). Source: Kafka's protocol guide, KIP-62, KIP-345 (static members), KIP-394 (a member
// id is given before joining), KIP-559, KIP-814.
namespace vitrine::coordinator {

struct ClientInfo {
    std::string client_id;
    std::string client_host;  // "/127.0.0.1", as Kafka prints it
};

template <class Response>
using Answer = std::move_only_function<void(Response)>;

class ClassicGroup;

// What a group asks of its surroundings. It holds no clock, timer, socket or log of its own.
class GroupHost {
public:
    virtual ~GroupHost() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    [[nodiscard]] virtual WallTime wall_now() const = 0;
    virtual Uuid make_uuid() = 0;
    // Writes the group's GroupMetadata record; `done` comes later, unless the group is destroyed first.
    virtual void persist(ClassicGroup& group, messages::GroupMetadataValue value, std::move_only_function<void(Status)> done) = 0;
    virtual void report(observe::EventBody body) = 0;
    // Something that a view shows has changed, and next_deadline() may have.
    virtual void changed(ClassicGroup& group) = 0;
};

struct CommittedOffset {
    Offset offset;
    LeaderEpoch leader_epoch{no_leader_epoch};
    std::string metadata;
    WallTime committed_at{};
    std::optional<WallTime> expires_at;  // as a client of OffsetCommit 2-4 wished; none: offsets.retention.minutes counts
};

// Which of a group's offsets may expire, and from when their retention counts.
struct OffsetExpiry {
    std::optional<WallTime> since;      // none: from each offset's commit
    std::set<std::string> kept_topics;  // members read these: their offsets stay
    // `retention` as offsets.retention.minutes says it. An offset that asked for a time of its own goes by that.
    [[nodiscard]] bool expired(const TopicPartition& partition, const CommittedOffset& offset, WallTime now, Milliseconds retention) const;
};

// Transitions, and what causes them:
//
//   empty                -> preparing_rebalance    a member joins
//   preparing_rebalance  -> completing_rebalance   all members joined, or the rebalance timeout elapsed with some joined
//   preparing_rebalance  -> empty                  the rebalance ended with no members
//   completing_rebalance -> stable                 the leader's assignment is committed
//   completing_rebalance -> preparing_rebalance    a member joins, leaves, dies or does not sync; the assignment cannot be written
//   stable               -> preparing_rebalance    a member joins anew, leaves, dies or changes its subscription
//   any                  -> dead                   the coordinator gives the group up
class ClassicGroup {
public:
    using State = observe::GroupState;

    ClassicGroup(std::string group_id, const GroupConfig& config, GroupHost& host);
    ~ClassicGroup();
    ClassicGroup(const ClassicGroup&) = delete;
    ClassicGroup& operator=(const ClassicGroup&) = delete;

    // --- requests; the coordinator has checked group id and ownership ---
    void join(const messages::JoinGroupRequest& request, wire::Version version, const ClientInfo& client,
              Answer<messages::JoinGroupResponse> answer);
    void sync(const messages::SyncGroupRequest& request, Answer<messages::SyncGroupResponse> answer);
    [[nodiscard]] ErrorCode heartbeat(const messages::HeartbeatRequest& request);
    [[nodiscard]] messages::LeaveGroupResponse leave(const messages::LeaveGroupRequest& request, wire::Version version);
    // Whether this commit is allowed now; a member's commit counts as its heartbeat.
    [[nodiscard]] ErrorCode check_commit(const messages::OffsetCommitRequest& request);

    // --- time ---
    [[nodiscard]] std::optional<Instant> next_deadline() const;
    // Carries out everything whose deadline has come.
    void on_time();

    // --- the rest ---
    // Makes every member join again, as a consumer's enforceRebalance() would.
    [[nodiscard]] Status trigger_rebalance(const std::string& reason);
    // Takes over the state that the log holds. The members get a full session to report.
    void restore(const messages::GroupMetadataValue& value);
    // Answers everybody who waits with `reason`; the group must then be destroyed.
    void abandon(ErrorCode reason);

    [[nodiscard]] const std::string& id() const { return group_id_; }
    [[nodiscard]] State state() const { return state_; }
    [[nodiscard]] bool has_members() const { return !members_.empty(); }
    [[nodiscard]] std::size_t size() const { return members_.size() + pending_members_.size(); }
    [[nodiscard]] const std::string& protocol_type() const { return protocol_type_; }
    [[nodiscard]] const std::string& protocol_name() const { return protocol_name_; }
    [[nodiscard]] GenerationId generation() const { return generation_; }
    [[nodiscard]] bool uses_consumer_protocol() const;
    // Whether a member subscribes to the topic, or cannot be understood. Never in a group without members.
    [[nodiscard]] bool may_read(std::string_view topic) const;
    // None while no offset may expire: in a rebalance, and while what the members read is not known (KIP-211, KIP-496).
    [[nodiscard]] std::optional<OffsetExpiry> offset_expiry() const;
    [[nodiscard]] observe::GroupView view() const;
    // What DescribeGroups tells of each member.
    struct MemberDescription {
        std::string member_id;
        std::optional<std::string> group_instance_id;
        std::string client_id;
        std::string client_host;
        Bytes metadata;
        Bytes assignment;
    };
    [[nodiscard]] std::vector<MemberDescription> describe_members() const;

    // Committed offsets; written by the offset store when their records are committed.
    std::map<TopicPartition, CommittedOffset> offsets;

private:
    struct Protocol {
        std::string name;
        Bytes metadata;
        friend bool operator==(const Protocol&, const Protocol&) = default;
    };
    struct Member {
        std::string id;
        std::optional<std::string> instance_id;
        ClientInfo client;
        Milliseconds session_timeout{0};
        Milliseconds rebalance_timeout{0};
        std::vector<Protocol> protocols;  // by preference
        Bytes assignment;
        Answer<messages::JoinGroupResponse> join_answer;
        Answer<messages::SyncGroupResponse> sync_answer;
        bool is_new = false;  // has never finished a rebalance here
        Instant session_deadline{};
        std::optional<Instant> last_heartbeat;

        [[nodiscard]] bool awaiting_join() const { return join_answer != nullptr; }
        [[nodiscard]] bool awaiting_sync() const { return sync_answer != nullptr; }
        [[nodiscard]] bool is_static() const { return instance_id.has_value(); }
        [[nodiscard]] const Bytes& metadata_for(const std::string& protocol) const;
    };

    // joining
    void join_new(const messages::JoinGroupRequest& request, wire::Version version, const ClientInfo& client,
                  Answer<messages::JoinGroupResponse> answer);
    void join_again(const messages::JoinGroupRequest& request, const ClientInfo& client, Answer<messages::JoinGroupResponse> answer);
    void add_member(std::string member_id, const messages::JoinGroupRequest& request, const ClientInfo& client,
                    Answer<messages::JoinGroupResponse> answer);
    void update_member(Member& member, const messages::JoinGroupRequest& request, const ClientInfo& client,
                       Answer<messages::JoinGroupResponse> answer, const std::string& reason);
    void replace_static_member(const std::string& old_id, std::string new_id, const messages::JoinGroupRequest& request,
                               wire::Version version, const ClientInfo& client, Answer<messages::JoinGroupResponse> answer);
    void answer_current_generation(const Member& member, Answer<messages::JoinGroupResponse> answer) const;
    [[nodiscard]] bool supports_protocols(const messages::JoinGroupRequest& request) const;
    [[nodiscard]] ErrorCode check_member(const std::string& member_id, const std::optional<std::string>& instance_id) const;

    // rebalancing
    void prepare_rebalance(const std::string& reason);
    void rebalance_or_complete_join(const std::string& reason);
    void try_complete_join();
    void complete_join();
    void begin_generation();
    [[nodiscard]] bool elect_joined_leader();
    [[nodiscard]] std::string select_protocol() const;
    [[nodiscard]] Milliseconds rebalance_timeout() const;
    void assignment_committed(GenerationId generation, const std::map<std::string, Bytes>& assignments, const Status& status);
    void propagate_assignment_error(ErrorCode error);
    void remove_member(const std::string& member_id, observe::MemberLeftCause cause);
    void remove_member_and_rebalance(const std::string& member_id, observe::MemberLeftCause cause, const std::string& reason);
    [[nodiscard]] messages::GroupMetadataValue to_record(const std::map<std::string, Bytes>& assignments) const;
    [[nodiscard]] std::vector<messages::JoinGroupResponse::JoinGroupResponseMember> members_for_leader() const;
    void begin_session(Member& member);
    void enter(State state);

    std::string group_id_;
    const GroupConfig& config_;
    GroupHost& host_;
    State state_ = State::empty;
    std::optional<WallTime> state_since_;  // none: nobody was ever a member, or an old record does not say
    std::string protocol_type_;
    std::string protocol_name_;
    GenerationId generation_;
    std::string leader_id_;
    std::map<std::string, Member> members_;
    std::map<std::string, std::string> static_members_;   // group.instance.id -> member id
    std::map<std::string, Instant> pending_members_;      // have been given an id, have not joined with it; until when
    std::set<std::string> pending_sync_;                  // of this generation, have not sent SyncGroup
    std::optional<Instant> sync_deadline_;
    std::optional<Instant> join_deadline_;                // while preparing_rebalance
    std::optional<Milliseconds> initial_delay_left_;      // the first rebalance of an empty group waits for more members
    bool member_added_while_waiting_ = false;
    std::string rebalance_reason_;
    std::optional<Instant> rebalance_began_;
    std::optional<Instant> rebalance_ended_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace vitrine::coordinator
