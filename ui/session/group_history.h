// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "observe/event.h"
#include "observe/view.h"

// What a group did, as far as the window saw it: its rebalances, and how the ends of its partitions' logs grew.
namespace vitrine::ui {

// A partition that changed hands. Members are told by the name that people know; empty: nobody had it, or has it.
struct PartitionMove {
    TopicPartition partition;
    std::string from;
    std::string to;
    friend bool operator==(const PartitionMove &, const PartitionMove &) = default;
};

struct RebalanceRecord {
    std::uint64_t number = 0;                 // counts up within the group
    Instant at{};                             // when it began
    GenerationId generation{-1};              // -1: none came of it (yet)
    std::string reason;                       // as the coordinator wrote it, in English
    std::string protocol;                     // the assignor
    enum class State { running, done, superseded } state = State::running;  // superseded: another one began before its end
    std::optional<Duration> took;             // none: under way, or its end was not seen
    // The rest is known once the group is stable again.
    bool movesKnown = false;                  // the window saw the assignment before this one, too
    std::vector<PartitionMove> moves;         // by partition
    std::int32_t partitionsBefore = 0;        // that somebody had
    std::vector<std::string> members;         // names, by member id
    std::vector<std::string> left;            // names of those that had partitions before and are no members any more
    std::vector<std::pair<TopicPartition, std::uint32_t>> owners;  // by partition; an index of `members`

    // Eager assignors: everybody gives up everything while it lasts. Cooperative ones: only what moves stands still.
    [[nodiscard]] bool isCooperative() const { return protocol.find("cooperative") != std::string::npos; }
};

// The name of a member that people know: group.instance.id, else client id, else the member id.
[[nodiscard]] const std::string &nameOf(const observe::MemberView &member);

// The last rebalances of one group, from the coordinator's events (why, when) and views (who has what).
class RebalanceHistory {
public:
    static constexpr std::size_t recordsMax = 100;

    void apply(const observe::Event &event);
    void apply(const observe::GroupView &view, Instant at);

    [[nodiscard]] const std::deque<RebalanceRecord> &records() const { return m_records; }  // oldest first
    [[nodiscard]] const RebalanceRecord *find(std::uint64_t number) const;
    // The last one whose assignment is known.
    [[nodiscard]] const RebalanceRecord *lastDone() const;

private:
    struct Owner {
        std::string key;  // what stays the same while a member is the same: group.instance.id, else the member id
        std::string name;
    };
    RebalanceRecord &begin(Instant at);
    RebalanceRecord *open();

    std::deque<RebalanceRecord> m_records;
    std::uint64_t m_last = 0;
    bool m_assignmentKnown = false;
    GenerationId m_generation{-1};            // of m_owners
    std::map<TopicPartition, Owner> m_owners;
};

// How the end of one log grew: samples, thinned out the older they are. So its reach has no bound, and its memory has.
class EndOffsets {
public:
    static constexpr std::size_t samplesMax = 256;

    // In order of time. A log whose end went back (another leader, a topic of the same name) begins anew.
    void sample(Instant at, Offset end);
    struct Passed {
        Instant at{};
        bool orEarlier = false;  // the end had passed it already when the first sample was taken
    };
    // When the end of the log went beyond the offset, that is, when the record there came; none: it has not yet.
    [[nodiscard]] std::optional<Passed> passed(Offset offset) const;
    [[nodiscard]] std::size_t size() const { return m_samples.size(); }

private:
    struct Sample {
        Instant at{};
        Offset end;
    };
    std::vector<Sample> m_samples;
};

}  // namespace vitrine::ui
