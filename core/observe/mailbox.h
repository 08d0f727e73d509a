// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

#include "observe/observer.h"

// From nodes' threads to the window's: nodes put in what changed, the window takes all of it at its own pace. State merges
// (the last value wins), so that a slow window costs no more memory than the cluster has state; logs are bounded, and what
// they lose is counted.
namespace vitrine::observe {

// What came since the last take(), or as much of it as was asked for. Applied in this order: for each node its delta, then the events. In
// pieces the events come first, but for those of the piece with the state.
struct ClusterDelta {
    std::vector<NodeDelta> nodes;       // at most one for each node, by node id; several deltas are one here, with the newest version
    std::vector<Event> events;          // of one node in order; of different nodes as they came
    std::vector<WireFrame> frames;      // likewise
    std::uint64_t events_dropped = 0;   // the oldest ones, given up since the last take() because the box was full
    std::uint64_t frames_dropped = 0;
    bool more = false;                  // the rest of it is taken by the next take()

    [[nodiscard]] bool empty() const {
        return nodes.empty() && events.empty() && frames.empty() && events_dropped == 0 && frames_dropped == 0;
    }
};

// Several deltas of one node as one. What a delta removes comes before what it sets.
class NodeDeltaMerger {
public:
    // A full delta replaces what was there; so does one whose version did not grow (the node started a new life), as a full one.
    void merge(NodeDelta&& delta);
    [[nodiscard]] NodeDelta take() &&;
    // The same in pieces, to be applied one after the other: of partitions and replicas a piece has as many as are left to take, and counts
    // them down. A full one has the metadata as a whole, since what is not in it is gone.
    [[nodiscard]] NodeDelta take_piece(std::size_t& left);
    // All pieces are taken, or nothing was merged.
    [[nodiscard]] bool empty() const { return !any_; }

private:
    void merge_metadata(MetadataDelta&& delta);

    NodeDelta scalars_;  // without the lists below
    bool any_ = false;
    std::set<TopicPartition> removed_replicas_;
    std::map<TopicPartition, ReplicaView> replicas_;
    std::set<std::string> removed_groups_;
    std::map<std::string, GroupView> groups_;
    std::set<std::string> removed_topics_;
    std::map<std::string, TopicView> topics_;
    std::set<BrokerId> removed_brokers_;
    std::map<BrokerId, BrokerView> brokers_;
};

struct MailboxLimits {
    std::size_t events_max = 20'000;
    std::size_t frames_max = 5'000;
    std::size_t frame_bytes_max = 32 * 1024 * 1024;  // of the heads of all frames together
};

// Of one piece. Partitions of the metadata and replicas count alike.
struct PieceLimits {
    std::size_t events_max = 0;
    std::size_t replicas_max = 0;
    std::size_t frames_max = 0;
};

// Thread safe. The lock covers a merge or a swap, nothing more.
class DeltaMailbox {
public:
    explicit DeltaMailbox(MailboxLimits limits = {}) : limits_(limits) {}
    DeltaMailbox(const DeltaMailbox&) = delete;
    DeltaMailbox& operator=(const DeltaMailbox&) = delete;

    // Nodes' threads. True when the box was clean: only then the reader needs a wake-up.
    [[nodiscard]] bool merge(NodeDelta&& delta);
    [[nodiscard]] bool merge(Event&& event);
    [[nodiscard]] bool merge(WireFrame&& frame);

    // The reader's thread. The box is clean afterwards.
    [[nodiscard]] ClusterDelta take();
    // The same in pieces, for a reader that must not be kept for long: events first, then state, then frames. While there is `more`, what
    // comes in meanwhile waits for the take() after the last piece.
    [[nodiscard]] ClusterDelta take(const PieceLimits& most);

private:
    struct Content {
        [[nodiscard]] bool empty() const { return nodes.empty() && events.empty() && frames.empty(); }

        bool dirty = false;
        std::map<BrokerId, NodeDeltaMerger> nodes;
        std::deque<Event> events;
        std::deque<WireFrame> frames;
        std::size_t frame_bytes = 0;
        std::uint64_t events_dropped = 0;
        std::uint64_t frames_dropped = 0;
    };
    // Under the lock: marks the box, answers whether it was clean.
    bool mark() { return !std::exchange(content_.dirty, true); }

    const MailboxLimits limits_;
    std::mutex mutex_;
    Content content_;
    // The reader's: what is left of what it took.
    Content taken_;
};

// The observer of one node whose reader is a mailbox. It outlives the lives of its node, so event ids go on counting after a
// restart. record(), publish(), tap(): the node's thread (one at a time); interest(), set_interest(): any thread.
class MailboxObserver final : public Observer {
public:
    // `wake_up` is called on the node's thread, once after each take(), when there is something to take; it must only pass the
    // news on (post an event to the reader's thread).
    MailboxObserver(BrokerId node, DeltaMailbox& mailbox, std::function<void()> wake_up)
        : node_(node), mailbox_(mailbox), wake_up_(std::move(wake_up)) {}

    EventId record(Instant at, WallTime wall_time, EventBody body, std::optional<EventId> cause = {}) override;
    void publish(NodeDelta&& delta) override;
    void tap(WireFrame&& frame) override;
    [[nodiscard]] Interest interest() const override;

    // What the reader wants to be told; nothing but events at first.
    void set_interest(Interest interest);

private:
    static constexpr unsigned views_bit = 1;
    static constexpr unsigned segments_bit = 2;
    static constexpr unsigned wire_bit = 4;

    const BrokerId node_;
    DeltaMailbox& mailbox_;
    const std::function<void()> wake_up_;
    std::uint64_t last_sequence_ = 0;
    std::atomic<unsigned> interest_{0};
};

}  // namespace vitrine::observe
