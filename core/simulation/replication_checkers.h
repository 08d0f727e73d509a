// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <vector>

#include "simulation/checker.h"

// High watermarks and ISRs, as replicas show them. Views are samples: what is compared is sound for any rate of sampling (nothing that is
// right is reported), and misses what rose and fell between two samples; disks and readers' histories see that.
namespace vitrine::simulation {

class HighWatermarkNeverFalls final : public Checker {
public:
    static constexpr CheckerInfo about{
        "high-watermark-never-falls",
        "A leader's high watermark does not fall in its epoch; the log of a leader in a newer epoch holds everything below any high "
        "watermark "
        "told before; log start <= high watermark <= log end, and the last stable offset is not above the high watermark.",
        "KIP-101, KIP-207, KIP-279, KIP-966; KAFKA-9491, KAFKA-14704, KAFKA-15583"};
    explicit HighWatermarkNeverFalls(ViolationSink& sink) : Checker(about, sink) {}

    void on_views(const observe::NodeDelta& delta) override;

private:
    struct Told {
        Offset highest{no_offset};                // by any leader
        LeaderEpoch highest_in{no_leader_epoch};
        BrokerId highest_by{no_broker};
        Offset present{no_offset};                // by the leader of `epoch`
        LeaderEpoch epoch{no_leader_epoch};
    };
    std::map<TopicIdPartition, Told> told_;
};

// When the leader says that a replica joined the ISR, that replica holds everything below the high watermarks told until then: at once by
// its last view, or at the latest by its next one, since nothing below the high watermark may be cut.
class IsrJoinedInStep final : public Checker {
public:
    static constexpr CheckerInfo about{"isr-joined-in-step",
                                       "No replica joins the ISR before its log reaches the high watermark, also that of former leaders.",
                                       "KIP-497, KIP-841, KIP-903; KAFKA-7128, KAFKA-15221"};
    explicit IsrJoinedInStep(ViolationSink& sink) : Checker(about, sink) {}

    void on_event(const observe::Event& event) override;
    void on_views(const observe::NodeDelta& delta) override;
    void on_life_changed(BrokerId node) override;
    void finish(Instant now) override;
    // What somebody learned by other ways: an acknowledgement with acks=all, an answer to a consumer.
    void high_watermark_is_at_least(const TopicPartition& partition, Offset offset);

private:
    // A replica that changed shows it within the interval of publishing; if it shows nothing for so long, it did not change.
    static constexpr std::chrono::seconds patience{1};

    struct Replica {
        Offset log_end{no_offset};
        Instant shown{};
    };
    struct Joined {
        BrokerId replica{no_broker};
        BrokerId leader{no_broker};
        Offset required;
        Instant at{};
    };
    struct OfPartition {
        Uuid topic_id;
        Offset high_watermark{no_offset};
        std::map<BrokerId, Replica> replicas;  // in the present lives of their nodes
        std::vector<Joined> waiting;
    };
    void decide(const TopicPartition& name, OfPartition& partition, BrokerId replica);
    void accuse(const TopicPartition& name, const Joined& joined, Offset log_end);

    std::map<TopicPartition, OfPartition> partitions_;
};

}  // namespace vitrine::simulation
