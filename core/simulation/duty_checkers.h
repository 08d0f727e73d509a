// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "simulation/checker.h"

// What nodes owe each other before anything is lost: to ask before they stand for election, to resign in time, to let nobody into the ISR
// who is on the way out, to move the high watermark as soon as it may move.
namespace vitrine::simulation {

class CandidateHasPreVotes final : public Checker {
public:
    static constexpr CheckerInfo about{
        "candidate-has-pre-votes",
        "A voter raises the quorum's epoch only where a majority, itself counted, has said that it would vote "
        "for it: a node that is cut off does not disturb those who are not.",
        "KIP-996 (KAFKA-17641)"};
    CandidateHasPreVotes(ViolationSink& sink, int voters) : Checker(about, sink), voters_(voters) {}

    void on_event(const observe::Event& event) override;

private:
    const int voters_;
    std::map<std::pair<BrokerId, LeaderEpoch>, std::set<BrokerId>> granted_;  // to whom, in which epoch: by whom
};

// Judged is only a node that shows itself all the time: one that stands still cannot resign.
class DeposedLeaderResigns final : public Checker {
public:
    static constexpr CheckerInfo about{"deposed-leader-resigns",
                                       "Some seconds after another node began to lead the quorum in a newer epoch, nobody who runs shows "
                                       "itself as the leader of an older one.",
                                       "KIP-835; KAFKA-15489"};
    explicit DeposedLeaderResigns(ViolationSink& sink) : Checker(about, sink) {}

    void on_event(const observe::Event& event) override;
    void on_views(const observe::NodeDelta& delta) override;
    void on_life_changed(BrokerId node) override { shown_.erase(node); }

private:
    // Of three seconds in which a majority must fetch, and of fetches that were long on their way.
    static constexpr std::chrono::seconds patience{8};
    static constexpr std::chrono::seconds silence_max{2};

    struct Shown {  // a node
        LeaderEpoch leads_in{no_leader_epoch};
        Instant last{};
        Instant without_pause_since{};
    };
    LeaderEpoch newest_{no_leader_epoch};
    Instant newest_since_{};
    std::map<BrokerId, Shown> shown_;
    std::set<std::pair<BrokerId, LeaderEpoch>> accused_;
};

class IsrIsActive final : public Checker {
public:
    static constexpr CheckerInfo about{
        "isr-is-active", "In no state of the metadata is a broker in the ISR that is fenced, in controlled shutdown, or not registered.",
        "KIP-841 (KAFKA-13916), KIP-966"};
    explicit IsrIsActive(ViolationSink& sink) : Checker(about, sink) {}

    void on_views(const observe::NodeDelta& delta) override;
    void on_life_changed(BrokerId node) override { nodes_.erase(node); }

private:
    struct OfNode {
        std::map<std::string, observe::TopicView> topics;
        std::set<BrokerId> inactive;
    };
    std::map<BrokerId, OfNode> nodes_;
    std::set<std::pair<TopicIdPartition, PartitionEpoch>> accused_;
};

class ReassignedReplicasInIsr final : public Checker {
public:
    static constexpr CheckerInfo about{"reassigned-replicas-in-isr",
                                       "A reassignment ends when every replica that is to stay is in the ISR, not earlier.",
                                       "KIP-455; KAFKA-15665"};
    explicit ReassignedReplicasInIsr(ViolationSink& sink) : Checker(about, sink) {}

    void on_views(const observe::NodeDelta& delta) override;
    void on_life_changed(BrokerId node) override { nodes_.erase(node); }

private:
    std::map<BrokerId, std::map<TopicIdPartition, observe::PartitionView>> nodes_;
};

// A replica may have been asked into the ISR without the view saying so. That is asked when it fetches: who has not fetched since the ISR
// changed last is nobody to wait for.
class HighWatermarkFollows final : public Checker {
public:
    static constexpr CheckerInfo about{"high-watermark-follows",
                                       "A leader whose ISR is large enough moves its high watermark to what all members of the ISR hold: "
                                       "acks=all does not wait for nothing.",
                                       "KAFKA-13091"};
    HighWatermarkFollows(ViolationSink& sink, Duration lag_max) : Checker(about, sink), lag_max_(lag_max) {}

    void on_views(const observe::NodeDelta& delta) override;
    void on_life_changed(BrokerId node) override;

private:
    // A change of the ISR that a slow link holds up holds up the high watermark, too.
    static constexpr std::chrono::seconds patience{6};

    struct Waiting {
        LeaderEpoch epoch;
        Offset high_watermark;
        Instant since{};
    };
    struct Isr {
        std::vector<BrokerId> members;
        Instant not_before{};  // it became so later than that
        Instant shown{};
    };
    const Duration lag_max_;
    std::map<std::string, std::int32_t> min_insync_replicas_;
    std::map<std::pair<BrokerId, TopicPartition>, Isr> isrs_;
    std::map<std::pair<BrokerId, TopicPartition>, Waiting> waiting_;
    std::set<std::pair<TopicPartition, LeaderEpoch>> accused_;
};

}  // namespace vitrine::simulation
