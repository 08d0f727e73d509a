// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <set>

#include "simulation/checker.h"

// Who leads: the quorum, and each partition.
namespace vitrine::simulation {

// A leader is one node in one life of it: a node that was restarted and leads the quorum again in its old epoch is a second one,
// since its log may have lost what it told (KAFKA-10527).
class OneQuorumLeaderPerEpoch final : public Checker {
public:
    static constexpr CheckerInfo about{
        "one-quorum-leader-per-epoch",
        "An epoch of the quorum has at most one leader, in one life of one node, and everybody who names a leader names that one.",
        "KIP-595; KAFKA-10527, the review of KIP-595 (a vote that is lost)"};
    explicit OneQuorumLeaderPerEpoch(ViolationSink& sink) : Checker(about, sink) {}

    void on_event(const observe::Event& event) override;

private:
    struct Epoch {
        BrokerId leader{no_broker};     // as the first one named it
        BrokerId named_by{no_broker};
        bool announced = false;         // by the leader itself
    };
    std::map<LeaderEpoch, Epoch> epochs_;
};

// Three sources: the controller's events, the metadata that each node has applied, and the nodes that say of themselves that they
// lead. The latter two know topics by id, so a topic that was deleted and created again is another one.
class OnePartitionLeaderPerEpoch final : public Checker {
public:
    static constexpr CheckerInfo about{"one-partition-leader-per-epoch",
                                       "A partition has at most one leader in a leader epoch, and all nodes have the same metadata of it.",
                                       "KIP-279, KIP-320, KIP-841; KAFKA-14154"};
    explicit OnePartitionLeaderPerEpoch(ViolationSink& sink) : Checker(about, sink) {}

    void on_event(const observe::Event& event) override;
    void on_views(const observe::NodeDelta& delta) override;

private:
    struct Leader {
        BrokerId broker{no_broker};
        BrokerId told_by{no_broker};
    };
    struct State {  // of one partition epoch
        observe::PartitionView view;
        BrokerId told_by{no_broker};
    };
    void leads(const TopicIdPartition& id, const TopicPartition& name, LeaderEpoch epoch, BrokerId broker, BrokerId told_by, Instant at);

    std::map<std::string, std::map<std::pair<std::int32_t, LeaderEpoch>, Leader>> elected_;  // by events, by topic name
    std::map<TopicIdPartition, std::map<LeaderEpoch, Leader>> leaders_;                      // by views
    std::map<TopicIdPartition, std::map<PartitionEpoch, State>> states_;
};

}  // namespace vitrine::simulation
