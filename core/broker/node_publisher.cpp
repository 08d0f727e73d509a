// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/node_publisher.h"

#include "metadata/view.h"

namespace vitrine::broker {

namespace {
constexpr std::chrono::seconds quiet_interval{1};
}

NodePublisher::NodePublisher(Sources sources) : sources_(std::move(sources)) {
    if (sources_.interval > Duration(0)) tick();
}

void NodePublisher::tick() {
    timer_ = sources_.environment.clock.schedule_after(sources_.interval, [this] {
        publish();
        tick();
    });
}

void NodePublisher::publish() {
    const observe::Interest interest = sources_.environment.observer.interest();
    if (!interest.views) {
        looked_at_ = false;
        return;
    }
    if (!looked_at_ || interest.segments != segments_wanted_) full_ = true;
    looked_at_ = true;
    segments_wanted_ = interest.segments;

    observe::NodeDelta delta;
    delta.node = sources_.node;
    delta.full = full_;
    delta.at = sources_.environment.clock.now();
    delta.wall_time = sources_.environment.clock.wall_now();
    if (observe::NodeStatus status = sources_.status(); full_ || status != told_status_) {
        told_status_ = status;
        delta.status = std::move(status);
    }
    if (observe::QuorumView quorum = sources_.raft.view(); full_ || quorum != told_quorum_) {
        told_quorum_ = quorum;
        delta.quorum = std::move(quorum);
    }
    if (observe::CountersView counters = sources_.counters(); full_ || counters != told_counters_) {
        told_counters_ = counters;
        delta.counters = std::move(counters);
    }
    if (const auto& fetches = sources_.replicas.follower_fetches(); full_ || fetches != told_follower_fetches_) {
        told_follower_fetches_ = fetches;
        delta.follower_fetches = fetches;
    }
    add_metadata(delta);
    add_replicas(delta, interest.segments);
    add_groups(delta);
    full_ = false;

    const bool empty = !delta.full && !delta.status && !delta.quorum && !delta.counters && !delta.follower_fetches && !delta.metadata &&
                       delta.removed_replicas.empty() && delta.replicas.empty() && delta.removed_groups.empty() && delta.groups.empty();
    if (empty) return;
    delta.version = ++version_;
    sources_.environment.observer.publish(std::move(delta));
}

observe::NodeDelta NodePublisher::snapshot(bool with_segments) const {
    observe::NodeDelta delta;
    delta.node = sources_.node;
    delta.full = true;
    delta.at = sources_.environment.clock.now();
    delta.wall_time = sources_.environment.clock.wall_now();
    delta.status = sources_.status();
    delta.quorum = sources_.raft.view();
    delta.counters = sources_.counters();
    delta.follower_fetches = sources_.replicas.follower_fetches();
    delta.metadata = metadata::full_view(*sources_.loader.image(), sources_.loader.controller(), config_defaults());
    add_all_replicas(delta, with_segments);
    add_all_groups(delta);
    return delta;
}

metadata::ConfigDefaults NodePublisher::config_defaults() const {
    const storage::LogConfig& log = sources_.config.log_defaults();
    return {.min_insync_replicas = log.min_insync_replicas, .unclean_leader_election_enable = log.unclean_leader_election_enable};
}

void NodePublisher::add_metadata(observe::NodeDelta& delta) {
    const metadata::MetadataImage& image = *sources_.loader.image();
    const raft::LeaderAndEpoch& controller = sources_.loader.controller();
    const metadata::ConfigDefaults defaults = config_defaults();
    if (full_) delta.metadata = metadata::full_view(image, controller, defaults);
    else if (!metadata_changes_.empty() || controller_changed_)
        delta.metadata = metadata::to_view(image, metadata_changes_, controller, defaults);
    metadata_changes_ = {};
    controller_changed_ = false;
}

void NodePublisher::find_quiet_changes() {
    const Instant now = sources_.environment.clock.now();
    if (!full_ && now - shapes_compared_at_ < quiet_interval) return;
    shapes_compared_at_ = now;
    std::map<TopicIdPartition, Shape> shapes;
    for (const auto& [id, partition] : sources_.replicas.partitions()) {
        const Shape shape{.log_start = partition->log().log_start(), .segments = partition->log().segment_count()};
        const auto before = shapes_.find(id);
        if (before != shapes_.end() && before->second != shape) quietly_changed_.insert(id);
        shapes.emplace(id, shape);
    }
    shapes_ = std::move(shapes);
}

void NodePublisher::add_replicas(observe::NodeDelta& delta, bool with_segments) {
    find_quiet_changes();
    std::set<TopicIdPartition> changed = sources_.replicas.take_changed();
    changed.merge(std::exchange(quietly_changed_, {}));
    const std::set<TopicPartition> removed = sources_.replicas.take_removed();
    if (delta.full) return add_all_replicas(delta, with_segments);
    delta.removed_replicas.assign(removed.begin(), removed.end());
    for (const TopicIdPartition& id : changed) {
        const auto found = sources_.replicas.partitions().find(id);
        if (found == sources_.replicas.partitions().end()) continue;
        delta.replicas.push_back(found->second->view(with_segments, sources_.replicas.fetching_from(id)));
    }
}

void NodePublisher::add_all_replicas(observe::NodeDelta& delta, bool with_segments) const {
    for (const auto& [id, partition] : sources_.replicas.partitions())
        delta.replicas.push_back(partition->view(with_segments, sources_.replicas.fetching_from(id)));
}

void NodePublisher::add_groups(observe::NodeDelta& delta) {
    const std::set<std::string> changed = sources_.groups.take_changed();
    if (delta.full) return add_all_groups(delta);
    for (const std::string& id : changed) {
        if (auto view = sources_.groups.view(id)) delta.groups.push_back(std::move(*view));
        else delta.removed_groups.push_back(id);
    }
}

void NodePublisher::add_all_groups(observe::NodeDelta& delta) const {
    for (const std::string& id : sources_.groups.group_ids()) {
        if (auto view = sources_.groups.view(id)) delta.groups.push_back(std::move(*view));
    }
}

}  // namespace vitrine::broker
