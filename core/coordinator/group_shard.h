// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coordinator/group_coordinator.h"

// For the files that implement the coordinator alone.
namespace vitrine::coordinator {

// What a group's client is told when its records could not be written (Kafka: the same mapping).
[[nodiscard]] ErrorCode coordinator_error(ErrorCode append_error);

// One partition of __consumer_offsets that this broker leads.
//   loading --log read--> active;   loading --read failed--> failed;   any --resigned--> (removed)
struct GroupCoordinator::Shard {
    enum class State { loading, active, failed };
    struct Held {
        std::unique_ptr<ClassicGroup> group;
        env::Timer timer;
        std::optional<Instant> timer_at;
    };
    // A look for expired offsets that is under way: how far it has come.
    struct ExpiryPass {
        std::string group;                    // the next to be looked at, or what is left of it
        std::optional<TopicPartition> after;  // of that group; none: from its first
        bool keep = false;                    // an offset of that group stays, or came while it was looked at
    };
    std::int32_t partition = 0;
    LeaderEpoch epoch;
    State state = State::loading;
    std::unique_ptr<Host> host;
    std::map<std::string, Held> groups;
    std::map<std::string, std::int32_t> commits_on_their_way;  // of a group; none of these is zero
    std::optional<ExpiryPass> expiry;
    env::Timer expiry_timer;
};

class GroupCoordinator::Host : public GroupHost {
public:
    Host(GroupCoordinator& coordinator, Shard& shard) : coordinator_(coordinator), shard_(shard) {}

    [[nodiscard]] Instant now() const override;
    [[nodiscard]] WallTime wall_now() const override;
    Uuid make_uuid() override;
    void persist(ClassicGroup& group, messages::GroupMetadataValue value, std::move_only_function<void(Status)> done) override;
    // What happened while a log is read happened earlier, on another coordinator.
    void report(observe::EventBody body) override;
    void changed(ClassicGroup& group) override;

private:
    GroupCoordinator& coordinator_;
    Shard& shard_;
};

}  // namespace vitrine::coordinator
