// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "observe/event.h"

namespace vitrine::ui {

// From what somebody did to its healing.
struct FaultSpan {
    std::uint64_t position = 0;        // of its first event, in EventLog
    observe::Event event;              // that one: NodeRunChanged or FaultChanged
    std::optional<Instant> ended;      // none: in force
    std::uint64_t endPosition = 0;     // of the event that ended it
};

// Why events happened, where no single node can tell: the controller knows that a broker fell silent, the window also saw that it was
// killed. Reads the events of all nodes in the order in which they are held, and keeps of them what later ones may follow from. It
// names a cause only where the reason that the event itself gives fits it: an ISR that shrank since broker 3 fell behind follows from
// the pause of broker 3, or from the cut link between it and the leader, and from nothing else.
class EventCauses {
public:
    using Position = std::uint64_t;
    static constexpr std::size_t faultsMax = 1'000;       // the oldest that ended make room
    static constexpr std::size_t namesMax = 100'000;      // partitions and groups; beyond it, what is known of them is forgotten

    // The event at the next position; answers the position of what it followed from as far as the window saw it.
    std::optional<Position> note(Position position, const observe::Event &event);
    [[nodiscard]] const std::deque<FaultSpan> &faults() const { return m_faults; }

private:
    struct Seen {
        Position position = 0;
        observe::NodeRun run = observe::NodeRun::running;
    };
    struct Node {
        std::optional<Seen> run;
        std::optional<Position> registered;
        std::optional<Position> fenced;
        std::optional<Position> unfenced;
        std::optional<Position> shutdownBegan;
        std::optional<Position> candidate;
        std::optional<Position> healed;  // a fault that named it
    };

    struct Group {
        std::optional<Position> member;  // joined or left
        Instant memberAt{};
        std::optional<Position> rebalance;
        std::optional<Position> generation;
    };

    [[nodiscard]] std::optional<Position> causeOf(const observe::Event &event) const;
    void remember(Position position, const observe::Event &event);
    // What keeps `broker` from answering `teller`.
    [[nodiscard]] std::optional<Position> blame(BrokerId broker, BrokerId teller) const;
    [[nodiscard]] const Node &node(BrokerId id) const;
    void noteRun(Position position, const observe::Event &event, const observe::NodeRunChanged &changed);
    void noteFault(Position position, const observe::Event &event, const observe::FaultChanged &changed);
    void beginFault(Position position, const observe::Event &event);

    std::map<BrokerId, Node> m_nodes;
    std::map<TopicPartition, Position> m_elected;
    std::map<TopicPartition, Position> m_isrChanged;
    std::map<std::string, Group> m_groups;
    std::optional<std::pair<LeaderEpoch, Position>> m_quorumLed;
    BrokerId m_quorumLeader{no_broker};
    std::deque<FaultSpan> m_faults;
};

}  // namespace vitrine::ui
