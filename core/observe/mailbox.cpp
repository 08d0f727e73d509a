// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "observe/mailbox.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace vitrine::observe {
namespace {

template <class T>
void take_if_set(std::optional<T>& into, std::optional<T>&& from) {
    if (from) into = std::move(from);
}

// What is removed goes first; what is set then may bring it back.
template <class Key, class View, class KeyOf>
void merge_keyed(std::set<Key>& removed, std::map<Key, View>& present, std::vector<Key>&& removals, std::vector<View>&& views,
                 KeyOf key_of) {
    for (Key& key : removals) {
        present.erase(key);
        removed.insert(std::move(key));
    }
    for (View& view : views) {
        Key key = key_of(view);
        present.insert_or_assign(std::move(key), std::move(view));
    }
}

template <class Key>
std::vector<Key> keys_of(std::set<Key>&& keys) {
    std::vector<Key> all;
    all.reserve(keys.size());
    while (!keys.empty()) all.push_back(std::move(keys.extract(keys.begin()).value()));
    return all;
}

template <class Key, class View>
std::vector<View> views_of(std::map<Key, View>&& views) {
    std::vector<View> all;
    all.reserve(views.size());
    for (auto& [key, view] : views) all.push_back(std::move(view));
    return all;
}

template <class T>
std::vector<T> drain(std::deque<T>& queue, std::size_t most) {
    const auto end = queue.begin() + static_cast<std::ptrdiff_t>(std::min(most, queue.size()));
    std::vector<T> all(std::make_move_iterator(queue.begin()), std::make_move_iterator(end));
    queue.erase(queue.begin(), end);
    return all;
}

}  // namespace

void NodeDeltaMerger::merge(NodeDelta&& delta) {
    const bool new_life = any_ && delta.version <= scalars_.version;
    if (delta.full || new_life) {
        *this = {};
        delta.full = true;
    }
    scalars_.full = scalars_.full || delta.full;
    any_ = true;
    scalars_.node = delta.node;
    scalars_.version = delta.version;
    scalars_.at = delta.at;
    scalars_.wall_time = delta.wall_time;
    take_if_set(scalars_.status, std::move(delta.status));
    take_if_set(scalars_.quorum, std::move(delta.quorum));
    take_if_set(scalars_.counters, std::move(delta.counters));
    take_if_set(scalars_.follower_fetches, std::move(delta.follower_fetches));
    if (delta.metadata) merge_metadata(std::move(*delta.metadata));
    merge_keyed(removed_replicas_, replicas_, std::move(delta.removed_replicas), std::move(delta.replicas),
                [](const ReplicaView& view) { return view.partition; });
    merge_keyed(removed_groups_, groups_, std::move(delta.removed_groups), std::move(delta.groups),
                [](const GroupView& view) { return view.group_id; });
}

void NodeDeltaMerger::merge_metadata(MetadataDelta&& delta) {
    merge_keyed(removed_topics_, topics_, std::move(delta.removed_topics), std::move(delta.topics),
                [](const TopicView& view) { return view.name; });
    merge_keyed(removed_brokers_, brokers_, std::move(delta.removed_brokers), std::move(delta.brokers),
                [](const BrokerView& view) { return view.id; });
    scalars_.metadata = MetadataDelta{
        .image_offset = delta.image_offset, .controller_epoch = delta.controller_epoch, .active_controller = delta.active_controller};
}

NodeDelta NodeDeltaMerger::take() && {
    std::size_t all = std::numeric_limits<std::size_t>::max();
    return take_piece(all);
}

NodeDelta NodeDeltaMerger::take_piece(std::size_t& left) {
    NodeDelta piece = std::move(scalars_);
    scalars_ = {.node = piece.node, .version = piece.version, .at = piece.at, .wall_time = piece.wall_time};
    piece.removed_replicas = keys_of(std::exchange(removed_replicas_, {}));
    if (piece.metadata) {
        MetadataDelta& metadata = *piece.metadata;
        metadata.removed_topics = keys_of(std::exchange(removed_topics_, {}));
        metadata.removed_brokers = keys_of(std::exchange(removed_brokers_, {}));
        metadata.brokers = views_of(std::exchange(brokers_, {}));
        while (!topics_.empty() && (left > 0 || piece.full)) {
            metadata.topics.push_back(std::move(topics_.extract(topics_.begin()).mapped()));
            left -= std::min(left, std::max<std::size_t>(1, metadata.topics.back().partitions.size()));
        }
        if (!topics_.empty())
            scalars_.metadata = MetadataDelta{.image_offset = metadata.image_offset,
                                              .controller_epoch = metadata.controller_epoch,
                                              .active_controller = metadata.active_controller};
    }
    if (!topics_.empty()) return piece;
    piece.replicas.reserve(std::min(left, replicas_.size()));
    for (; left > 0 && !replicas_.empty(); --left) piece.replicas.push_back(std::move(replicas_.extract(replicas_.begin()).mapped()));
    if (!replicas_.empty()) return piece;
    piece.removed_groups = keys_of(std::exchange(removed_groups_, {}));
    piece.groups = views_of(std::exchange(groups_, {}));
    any_ = false;
    return piece;
}

bool DeltaMailbox::merge(NodeDelta&& delta) {
    const std::scoped_lock lock(mutex_);
    content_.nodes[delta.node].merge(std::move(delta));
    return mark();
}

bool DeltaMailbox::merge(Event&& event) {
    const std::scoped_lock lock(mutex_);
    content_.events.push_back(std::move(event));
    if (content_.events.size() > limits_.events_max) {
        content_.events.pop_front();
        ++content_.events_dropped;
    }
    return mark();
}

bool DeltaMailbox::merge(WireFrame&& frame) {
    const std::scoped_lock lock(mutex_);
    content_.frame_bytes += frame.head.size();
    content_.frames.push_back(std::move(frame));
    while (content_.frames.size() > limits_.frames_max || (content_.frame_bytes > limits_.frame_bytes_max && !content_.frames.empty())) {
        content_.frame_bytes -= content_.frames.front().head.size();
        content_.frames.pop_front();
        ++content_.frames_dropped;
    }
    return mark();
}

ClusterDelta DeltaMailbox::take() {
    constexpr std::size_t all = std::numeric_limits<std::size_t>::max();
    return take({.events_max = all, .replicas_max = all, .frames_max = all});
}

ClusterDelta DeltaMailbox::take(const PieceLimits& most) {
    if (taken_.empty()) {
        const std::scoped_lock lock(mutex_);
        taken_ = std::exchange(content_, {});
    }
    // Why groups rebalance comes before what came of it.
    ClusterDelta delta{.events = drain(taken_.events, most.events_max),
                       .events_dropped = std::exchange(taken_.events_dropped, 0),
                       .frames_dropped = std::exchange(taken_.frames_dropped, 0)};
    if (taken_.events.empty()) {
        for (std::size_t left = most.replicas_max; left > 0 && !taken_.nodes.empty();) {
            const auto first = taken_.nodes.begin();
            delta.nodes.push_back(first->second.take_piece(left));
            if (first->second.empty()) taken_.nodes.erase(first);
        }
    }
    if (taken_.events.empty() && taken_.nodes.empty()) delta.frames = drain(taken_.frames, most.frames_max);
    delta.more = !taken_.empty();
    return delta;
}

EventId MailboxObserver::record(Instant at, WallTime wall_time, EventBody body, std::optional<EventId> cause) {
    const EventId id{node_, ++last_sequence_};
    if (mailbox_.merge(Event{.id = id, .at = at, .wall_time = wall_time, .cause = cause, .body = std::move(body)})) wake_up_();
    return id;
}

void MailboxObserver::publish(NodeDelta&& delta) {
    if (mailbox_.merge(std::move(delta))) wake_up_();
}

void MailboxObserver::tap(WireFrame&& frame) {
    if (mailbox_.merge(std::move(frame))) wake_up_();
}

Interest MailboxObserver::interest() const {
    const unsigned bits = interest_.load(std::memory_order_relaxed);
    return {.views = (bits & views_bit) != 0, .segments = (bits & segments_bit) != 0, .wire = (bits & wire_bit) != 0};
}

void MailboxObserver::set_interest(Interest interest) {
    interest_.store((interest.views ? views_bit : 0U) | (interest.segments ? segments_bit : 0U) | (interest.wire ? wire_bit : 0U),
                    std::memory_order_relaxed);
}

}  // namespace vitrine::observe
