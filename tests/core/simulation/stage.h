// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "simulation/checker.h"

// A cluster of words only: tests say what nodes would tell, and see what a checker makes of it.
namespace vitrine::simulation::test {

inline constexpr BrokerId b1{1};
inline constexpr BrokerId b2{2};
inline constexpr BrokerId b3{3};

class Stage {
public:
    CheckerSet set;

    Instant at(int ms) const { return Instant(Milliseconds(ms)); }
    Stage& time(int ms) {
        now_ = at(ms);
        return *this;
    }
    [[nodiscard]] Instant now() const { return now_; }
    void tell(BrokerId node, observe::EventBody body) { set.observer(node).record(now_, {}, std::move(body)); }
    void show(BrokerId node, observe::NodeDelta delta) {
        delta.node = node;
        delta.at = now_;
        set.observer(node).publish(std::move(delta));
    }
    void show(BrokerId node, observe::ReplicaView replica) {
        observe::NodeDelta delta;
        delta.replicas.push_back(std::move(replica));
        show(node, std::move(delta));
    }
    void restart(BrokerId node) {
        tell(node, observe::NodeRunChanged{observe::NodeRun::killed, ""});
        tell(node, observe::NodeRunChanged{observe::NodeRun::starting, ""});
    }

    [[nodiscard]] std::vector<std::string> sentences() const {
        std::vector<std::string> sentences;
        for (const Violation& violation : set.violations()) sentences.push_back(violation.sentence);
        return sentences;
    }

private:
    Instant now_{};
};

inline Uuid topic_id(std::uint64_t number) { return Uuid::from_halves(7, number); }
inline TopicPartition orders(int partition = 0) { return {"orders", partition}; }

// A replica of orders-0 whose log begins at 0.
inline observe::ReplicaView replica(observe::ReplicaRole role, int epoch, int log_end, int high_watermark) {
    observe::ReplicaView view;
    view.partition = orders();
    view.topic_id = topic_id(1);
    view.role = role;
    view.leader_epoch = LeaderEpoch(epoch);
    view.log_end = Offset(log_end);
    view.high_watermark = Offset(high_watermark);
    view.last_stable_offset = Offset(high_watermark);
    return view;
}
inline observe::ReplicaView leader(int epoch, int log_end, int high_watermark) {
    return replica(observe::ReplicaRole::leader, epoch, log_end, high_watermark);
}
inline observe::ReplicaView follower(int epoch, int log_end, int high_watermark) {
    return replica(observe::ReplicaRole::follower, epoch, log_end, high_watermark);
}

inline observe::PartitionView partition(int leader, int leader_epoch, int partition_epoch, std::vector<BrokerId> isr) {
    observe::PartitionView view;
    view.leader = BrokerId(leader);
    view.leader_epoch = LeaderEpoch(leader_epoch);
    view.partition_epoch = PartitionEpoch(partition_epoch);
    view.replicas = {b1, b2, b3};
    view.isr = std::move(isr);
    return view;
}
inline observe::TopicView topic(observe::PartitionView partition_0, std::uint64_t id = 1) {
    observe::TopicView view;
    view.name = "orders";
    view.id = topic_id(id);
    view.partitions.push_back(std::move(partition_0));
    return view;
}
inline observe::BrokerView broker(int id, int epoch) {
    observe::BrokerView view;
    view.id = BrokerId(id);
    view.epoch = BrokerEpoch(epoch);
    view.fenced = false;
    return view;
}
inline observe::NodeDelta metadata(int offset, std::vector<observe::TopicView> topics, std::vector<observe::BrokerView> brokers = {}) {
    observe::NodeDelta delta;
    delta.metadata.emplace();
    delta.metadata->image_offset = Offset(offset);
    delta.metadata->topics = std::move(topics);
    delta.metadata->brokers = std::move(brokers);
    return delta;
}

}  // namespace vitrine::simulation::test
