// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "simulation/checker.h"

// Groups: as coordinators show them, and as members and administrators see them.
namespace vitrine::simulation {

// A member that was thrown out and does not know it yet belongs to an older generation: it is not compared with its successor.
class OneOwnerPerGeneration final : public Checker {
public:
    static constexpr CheckerInfo about{"one-owner-per-generation",
                                       "In one generation of a group, a partition belongs to at most one member: as the coordinator "
                                       "assigns, and as the members understand it; an instance id belongs to one member.",
                                       "KIP-429; KAFKA-8500, KAFKA-14639, KAFKA-10614"};
    explicit OneOwnerPerGeneration(ViolationSink& sink) : Checker(about, sink) {}

    void on_event(const observe::Event& event) override;
    void on_views(const observe::NodeDelta& delta) override;
    // A member's own history: it was given these partitions in this generation.
    void owns(const std::string& group, const std::string& member_id, GenerationId generation,
              const std::vector<TopicPartition>& partitions, Instant at);

private:
    struct OfGroup {
        // Generations of long ago are forgotten: nobody learns of an assignment so late.
        static constexpr std::size_t generations_max = 64;
        std::map<GenerationId, std::map<TopicPartition, std::string>> owners;
    };
    std::map<std::string, OfGroup> groups_;
};

// What was committed, as those know who were answered, and what is read back later: by OffsetFetch, and from coordinators that load it
// from the log. Members begin where their group committed and commit what they read on from there, so commits only rise; whoever sets
// offsets back as an administrator says so with forget().
class CommitHistory final : public Checker {
public:
    static constexpr CheckerInfo about{
        "committed-offsets-stay",
        "An offset that was committed is there for whoever asks afterwards, and no lower: also after its coordinator moved.",
        "KAFKA-10614, KAFKA-13636, KAFKA-17306"};
    // `offsets_partitions`: of __consumer_offsets.
    CommitHistory(ViolationSink& sink, std::int32_t offsets_partitions) : Checker(about, sink), offsets_partitions_(offsets_partitions) {}

    void on_event(const observe::Event& event) override;
    void on_views(const observe::NodeDelta& delta) override;
    void on_life_changed(BrokerId node) override { coordinators_.erase(node); }

    // A member's commit of `offset` was answered without error.
    void acknowledged(const std::string& group, const TopicPartition& partition, Offset offset, Instant at);
    // An OffsetFetch that was sent at `asked_at` was answered at `at`; none: no offset is committed. A coordinator answers it from memory,
    // as Kafka's does, so one that has not learnt yet that another took over may answer what was committed until then.
    void fetched(const std::string& group, const TopicPartition& partition, std::optional<Offset> offset, Instant asked_at, Instant at);
    // Offsets of the group are changed or removed on purpose.
    void forget(const std::string& group);

    // What is known to be committed.
    [[nodiscard]] std::map<TopicPartition, Offset> committed(const std::string& group) const;

private:
    struct Known {
        // When which offset was known to be committed; both only rise.
        std::vector<std::pair<Instant, Offset>> rises;
    };
    struct Term {  // of a node as the coordinator of one partition of __consumer_offsets, from its load on
        std::optional<Instant> succeeded_at;  // another node has loaded the partition
        std::optional<Instant> ended_at;  // it has learnt that it does not lead the partition any more
    };
    struct Coordinator {  // a node
        Instant last_load{};  // of a partition of __consumer_offsets
        std::map<std::string, Instant> groups;  // that it shows: when it had loaded them at the latest
        std::map<std::string, std::map<TopicPartition, Offset>> told;  // by its events
        std::map<std::int32_t, Term> terms;
    };
    void known(const std::string& group, const TopicPartition& partition, Offset offset, Instant at);
    void term_changed(BrokerId node, const observe::CoordinatorMoved& moved, Instant at);
    // From when on a commit may rightly be missing in an answer that was asked for at `asked_at`.
    [[nodiscard]] Instant answered_as_of(const std::string& group, Instant asked_at) const;
    [[nodiscard]] std::optional<Offset> known_at(const std::string& group, const TopicPartition& partition, Instant at) const;

    std::map<std::string, std::map<TopicPartition, Known>> groups_;
    std::map<BrokerId, Coordinator> coordinators_;
    std::int32_t offsets_partitions_;
};

}  // namespace vitrine::simulation
