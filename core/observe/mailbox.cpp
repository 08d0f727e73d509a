// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "observe/mailbox.h"

#include <iterator>
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
std::vector<T> drain(std::deque<T>&& queue) {
    return {std::make_move_iterator(queue.begin()), std::make_move_iterator(queue.end())};
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
    NodeDelta all = std::move(scalars_);
    if (all.metadata) {
        all.metadata->removed_topics = keys_of(std::move(removed_topics_));
        all.metadata->topics = views_of(std::move(topics_));
        all.metadata->removed_brokers = keys_of(std::move(removed_brokers_));
        all.metadata->brokers = views_of(std::move(brokers_));
    }
    all.removed_replicas = keys_of(std::move(removed_replicas_));
    all.replicas = views_of(std::move(replicas_));
    all.removed_groups = keys_of(std::move(removed_groups_));
    all.groups = views_of(std::move(groups_));
    return all;
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
    Content content;
    {
        const std::scoped_lock lock(mutex_);
        content = std::exchange(content_, {});
    }
    ClusterDelta delta{.events = drain(std::move(content.events)),
                       .frames = drain(std::move(content.frames)),
                       .events_dropped = content.events_dropped,
                       .frames_dropped = content.frames_dropped};
    delta.nodes.reserve(content.nodes.size());
    for (auto& [id, merger] : content.nodes) delta.nodes.push_back(std::move(merger).take());
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
