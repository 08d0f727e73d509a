// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/cluster_state.h"

#include <algorithm>
#include <chrono>

namespace vitrine::ui {

namespace {

// A partition index above this is not believed; it would only cost memory.
constexpr std::int32_t partitionIndexMax = 1'000'000;
constexpr auto rateWindowMin = std::chrono::milliseconds(450);
// Counters that did not change are not sent: after this time the rate is zero.
constexpr auto rateSilence = std::chrono::milliseconds(1'500);

// A committed offset may be told earlier than the end of the log that it belongs to.
constexpr auto beyondAfter = std::chrono::milliseconds(1'500);
constexpr std::size_t endsMax = 2'000;
constexpr std::size_t historiesMax = 500;

// As set on the topic itself.
bool isCompacted(const TopicState &topic)
{
    const auto policy = topic.configs.find("cleanup.policy");
    return policy != topic.configs.end() && policy->second.find("compact") != std::string::npos;
}

bool contains(const std::vector<BrokerId> &list, BrokerId id) { return std::ranges::find(list, id) != list.end(); }

double perSecond(std::uint64_t before, std::uint64_t after, Duration time)
{
    if (after <= before || time <= Duration::zero()) return 0;
    return static_cast<double>(after - before) / std::chrono::duration<double>(time).count();
}

std::uint64_t requestsOf(const observe::CountersView &counters)
{
    std::uint64_t sum = 0;
    for (const auto &[key, api] : counters.apis) sum += api.requests;
    return sum;
}

std::vector<ApiRate> apiRatesOf(const observe::CountersView &before, const observe::CountersView &now, Duration time)
{
    std::vector<ApiRate> rates;
    for (const auto &[key, api] : now.apis) {
        const auto at = before.apis.find(key);
        const observe::ApiCounters base = at == before.apis.end() ? observe::ApiCounters{} : at->second;
        if (api.requests <= base.requests) continue;
        rates.push_back({.key = key,
                         .requests = perSecond(base.requests, api.requests, time),
                         .errors = perSecond(base.errors, api.errors, time),
                         .busyUs = perSecond(base.total_time_us, api.total_time_us, time)});
    }
    return rates;
}

ReplicaState *findReplica(PartitionState &partition, BrokerId broker)
{
    const auto at = std::ranges::lower_bound(partition.replicas, broker, {}, &ReplicaState::broker);
    return at != partition.replicas.end() && at->broker == broker ? &*at : nullptr;
}

}  // namespace

const ReplicaState *PartitionState::replica(BrokerId broker) const
{
    const auto at = std::ranges::lower_bound(replicas, broker, {}, &ReplicaState::broker);
    return at != replicas.end() && at->broker == broker ? &*at : nullptr;
}

std::size_t TopicState::underReplicated() const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(partitions, [](const PartitionState &p) { return p.inMetadata && p.isUnderReplicated(); }));
}

const NodeState *ClusterState::node(BrokerId id) const
{
    const auto at = m_nodes.find(id);
    return at == m_nodes.end() ? nullptr : &at->second;
}

const observe::BrokerView *ClusterState::broker(BrokerId id) const
{
    const auto at = m_brokers.find(id);
    return at == m_brokers.end() ? nullptr : &at->second;
}

std::vector<const TopicState *> ClusterState::topics() const
{
    std::vector<const TopicState *> list;
    list.reserve(m_topics.size());
    for (const auto &[name, topic] : m_topics)
        if (topic.inMetadata) list.push_back(&topic);
    return list;
}

const TopicState *ClusterState::topic(std::string_view name) const
{
    const auto at = m_topics.find(name);
    return at == m_topics.end() || !at->second.inMetadata ? nullptr : &at->second;
}

const PartitionState *ClusterState::partition(std::string_view topicName, std::int32_t index) const
{
    const TopicState *found = topic(topicName);
    if (!found || index < 0 || static_cast<std::size_t>(index) >= found->partitions.size()) return nullptr;
    return &found->partitions[static_cast<std::size_t>(index)];
}

const GroupInfo *ClusterState::group(std::string_view id) const
{
    const auto at = m_groups.find(id);
    return at == m_groups.end() ? nullptr : &at->second;
}

const RebalanceHistory *ClusterState::rebalances(std::string_view group) const
{
    const auto at = m_rebalances.find(group);
    return at == m_rebalances.end() ? nullptr : &at->second;
}

std::vector<BrokerId> ClusterState::columns() const
{
    std::set<BrokerId> ids;
    for (const auto &[id, node] : m_nodes) ids.insert(id);
    for (const auto &[id, broker] : m_brokers) ids.insert(id);
    return {ids.begin(), ids.end()};
}

int ClusterState::brokerCount() const
{
    const std::vector<BrokerId> ids = columns();
    return static_cast<int>(std::ranges::count_if(ids, [this](BrokerId id) {
        const NodeState *state = node(id);
        return !state || !state->isControllerAlone();
    }));
}

double ClusterState::recordsPerSecond() const
{
    double sum = 0;
    for (const auto &[id, node] : m_nodes) sum += node.rates.recordsIn;
    return sum;
}

observe::FollowerView ClusterState::latest(BrokerId leader, const observe::FollowerView &follower) const
{
    observe::FollowerView known = follower;
    const NodeState *state = follower.settled ? node(leader) : nullptr;
    if (!state) return known;
    const auto fetch = state->followerFetches.find(follower.broker);
    if (fetch == state->followerFetches.end()) return known;
    if (!known.last_fetch || fetch->second > *known.last_fetch) known.last_fetch = known.last_caught_up = fetch->second;
    return known;
}

Cell ClusterState::cell(const PartitionState &partition, BrokerId broker, Instant now) const
{
    Cell cell;
    const bool adding = contains(partition.meta.adding_replicas, broker);
    if (!adding && !contains(partition.meta.replicas, broker)) return cell;

    const ReplicaState *own = partition.replica(broker);
    const ReplicaState *leader = partition.meta.leader == no_broker ? nullptr : partition.leader();
    const observe::FollowerView *follower = nullptr;
    if (leader && leader->broker != broker) {
        for (const observe::FollowerView &view : leader->view.followers)
            if (view.broker == broker) follower = &view;
    }
    if (own) {
        cell.known = true;
        cell.logStart = own->view.log_start;
        cell.logEnd = own->view.log_end;
        cell.highWatermark = own->view.high_watermark;
    } else if (follower && follower->log_end != no_offset) {
        cell.known = true;
        cell.logEnd = follower->log_end;
        cell.highWatermark = std::min(follower->log_end, leader->view.high_watermark);
    }
    if (own && own == leader) {
        // Brokers show themselves at different times. What a follower has fetched the leader has, also where its own view is older.
        for (const ReplicaState &replica : partition.replicas)
            if (replica.view.fetching_from == broker && replica.view.leader_epoch == own->view.leader_epoch)
                cell.logEnd = std::max(cell.logEnd, replica.view.log_end);
    }
    if (leader && leader->broker != broker && cell.known)
        cell.recordsBehind = std::max<std::int64_t>(0, leader->view.log_end - cell.logEnd);
    if (follower) {
        const observe::FollowerView known = latest(leader->broker, *follower);
        if (known.last_caught_up) cell.behindFor = std::max(Duration::zero(), now - *known.last_caught_up);
        if (known.last_fetch) cell.lastFetch = std::max(Duration::zero(), now - *known.last_fetch);
    }

    const NodeState *state = node(broker);
    const observe::BrokerView *registered = this->broker(broker);
    const bool processGone = state && (state->isDown() || state->status.run == observe::NodeRun::starting);
    if (processGone || !registered || registered->fenced) {
        cell.state = CellState::offline;
        cell.fenced = !processGone && state != nullptr && registered && registered->fenced;
        cell.wasLeader = partition.meta.leader == broker;
    } else if (adding || contains(partition.meta.removing_replicas, broker)) {
        cell.state = CellState::moving;
        cell.joining = adding;
    } else if (partition.meta.leader == broker) {
        cell.state = CellState::leader;
    } else if (contains(partition.meta.isr, broker)) {
        cell.state = CellState::inSync;
    } else {
        cell.state = CellState::outOfSync;
    }
    return cell;
}

void ClusterState::apply(observe::NodeDelta delta, SessionUpdate &update)
{
    m_latest = std::max(m_latest, delta.at);
    m_latestWall = std::max(m_latestWall, delta.wall_time);

    if (delta.status && delta.status->run == observe::NodeRun::removed) {
        update.brokers = true;
        return removeNode(delta.node, update);
    }
    NodeState &node = m_nodes[delta.node];
    if (node.id == no_broker) {
        node.id = delta.node;
        node.runSince = delta.at;
        update.brokers = true;
        update.nodes.insert(delta.node);
    }
    node.heardAt = delta.at;
    if (delta.full) {
        // The same life told as a whole (a simulation that stands still): its rates go on. Another life counts from zero.
        const bool goesOn = delta.counters && requestsOf(node.counters) > 0 && requestsOf(*delta.counters) >= requestsOf(node.counters);
        const auto rates = node.rates;
        const auto apiRates = node.apiRates;
        const auto rateBase = node.rateBase;
        const auto rateBaseCounters = node.rateBaseCounters;
        forgetNodeContents(node, update);
        if (goesOn) {
            node.rates = rates;
            node.apiRates = apiRates;
            node.rateBase = rateBase;
            node.rateBaseCounters = rateBaseCounters;
        }
    }

    if (delta.status && !(*delta.status == node.status)) {
        if (delta.status->run != node.status.run) node.runSince = delta.at;
        const bool wasDown = node.isDown();
        node.status = *delta.status;
        if (node.isDown() != wasDown) {
            for (auto &[name, topic] : m_topics)
                if (topic.inMetadata) recount(topic);
        }
        if (node.isDown()) {
            node.rates = {};
            node.apiRates.clear();
            node.counters.connections = 0;
            node.rateBase.reset();
        }
        update.nodes.insert(delta.node);
        computeQuorum(update);
    }
    if (delta.metadata) applyMetadata(delta, update);
    if (delta.quorum) {
        node.quorum = delta.quorum;
        update.nodes.insert(delta.node);
        computeQuorum(update);
    }
    if (delta.counters) applyCounters(node, *delta.counters, delta.at, update);
    if (delta.follower_fetches) node.followerFetches = std::move(*delta.follower_fetches);
    for (const TopicPartition &partition : delta.removed_replicas) forgetReplica(delta.node, partition, update);
    TopicState *topic = nullptr;
    for (observe::ReplicaView &view : delta.replicas) applyReplica(node, delta.at, std::move(view), topic, update);
    for (const std::string &group : delta.removed_groups) {
        const auto at = m_groups.find(group);
        if (at == m_groups.end() || at->second.shownBy != delta.node) continue;
        m_groups.erase(at);
        // A coordinator that gives a group up says the same as one that deletes it; what is known of its past stays for the next one.
        if (m_rebalances.size() > historiesMax)
            std::erase_if(m_rebalances, [this](const auto &entry) { return !m_groups.contains(entry.first); });
        update.groups.erase(group);
        update.removedGroups.insert(group);
    }
    for (observe::GroupView &view : delta.groups) applyGroup(delta.node, delta.at, std::move(view), update);
}

void ClusterState::apply(const observe::Event &event)
{
    std::visit(
        [&](const auto &body) {
            using Body = std::decay_t<decltype(body)>;
            if constexpr (std::is_same_v<Body, observe::RebalanceBegan> || std::is_same_v<Body, observe::GenerationBegan> ||
                          std::is_same_v<Body, observe::GroupStabilized>)
                m_rebalances[body.group].apply(event);
        },
        event.body);
}

void ClusterState::applyMetadata(observe::NodeDelta &delta, SessionUpdate &update)
{
    observe::MetadataDelta &metadata = *delta.metadata;
    // Every node replays the same log, so an older image has nothing that the merged one lacks.
    if (metadata.image_offset < m_imageOffset) return;
    m_imageOffset = metadata.image_offset;

    const auto dropTopic = [&](const std::string &name) {
        const auto at = m_topics.find(name);
        if (at == m_topics.end() || !at->second.inMetadata) return;
        const TopicCounts &counts = m_topicCounts[name];
        m_underReplicated -= counts.underReplicated;
        m_leaderless -= counts.leaderless;
        m_topicCounts.erase(name);
        for (const PartitionState &partition : at->second.partitions)
            for (const ReplicaState &replica : partition.replicas) releaseSize(at->second, replica);
        if (!at->second.sizeHistory.empty()) --m_topicHistories;
        m_topics.erase(at);
        update.topics.erase(name);
        update.topicStructure.erase(name);
        update.replicasOfTopics.erase(name);
        update.removedTopics.insert(name);
    };
    const auto dropBroker = [&](BrokerId id) {
        if (m_brokers.erase(id) > 0) update.brokers = true;
    };
    if (delta.full) {
        std::set<std::string, std::less<>> present;
        for (const observe::TopicView &view : metadata.topics) present.insert(view.name);
        std::vector<std::string> gone;
        for (const auto &[name, topic] : m_topics)
            if (topic.inMetadata && !present.contains(name)) gone.push_back(name);
        for (const std::string &name : gone) dropTopic(name);
        std::set<BrokerId> brokers;
        for (const observe::BrokerView &view : metadata.brokers) brokers.insert(view.id);
        std::vector<BrokerId> goneBrokers;
        for (const auto &[id, broker] : m_brokers)
            if (!brokers.contains(id)) goneBrokers.push_back(id);
        for (const BrokerId id : goneBrokers) dropBroker(id);
    }
    for (const std::string &name : metadata.removed_topics) dropTopic(name);
    for (const BrokerId id : metadata.removed_brokers) dropBroker(id);

    for (const observe::BrokerView &view : metadata.brokers) {
        observe::BrokerView &known = m_brokers[view.id];
        if (known == view) continue;
        known = view;
        update.brokers = true;
    }
    for (observe::TopicView &view : metadata.topics) {
        TopicState &topic = m_topics[view.name];
        const bool created = !topic.inMetadata;
        const bool sameTopic = topic.id == view.id;
        if (created || topic.partitions.size() != view.partitions.size() || !sameTopic) {
            topic.structure = ++m_structure;
            update.topicStructure.insert(view.name);
            update.removedTopics.erase(view.name);
        }
        topic.inMetadata = true;
        topic.name = view.name;
        topic.internal = view.internal;
        topic.minInsyncReplicas = view.min_insync_replicas;
        topic.configs = view.configs;
        topic.id = view.id;
        topic.partitions.resize(view.partitions.size());
        for (std::size_t i = 0; i < view.partitions.size(); ++i) {
            PartitionState &partition = topic.partitions[i];
            partition.inMetadata = true;
            partition.meta = std::move(view.partitions[i]);
            // A name that was deleted and came back names another topic: its old logs are not this one's.
            if (!sameTopic)
                std::erase_if(partition.replicas, [&](const ReplicaState &r) {
                    const bool old = r.view.topic_id != view.id && !r.view.topic_id.is_zero();
                    if (old) releaseSize(topic, r);
                    return old;
                });
        }
        recount(topic);
        update.topics.insert(view.name);
    }
}

bool ClusterState::hasLiveLeader(const PartitionState &partition) const
{
    if (partition.meta.leader == no_broker) return false;
    const NodeState *leader = node(partition.meta.leader);
    return !leader || !leader->isDown();
}

bool ClusterState::hasLiveCoordinator(const GroupInfo &group) const
{
    const NodeState *coordinator = node(group.view.coordinator);
    return !coordinator || !coordinator->isDown();
}

void ClusterState::recount(TopicState &topic)
{
    TopicCounts &counts = m_topicCounts[topic.name];
    m_underReplicated -= counts.underReplicated;
    m_leaderless -= counts.leaderless;
    counts = {};
    for (const PartitionState &partition : topic.partitions) {
        if (partition.isUnderReplicated()) ++counts.underReplicated;
        if (!hasLiveLeader(partition)) ++counts.leaderless;
    }
    m_underReplicated += counts.underReplicated;
    m_leaderless += counts.leaderless;
}

void ClusterState::applyReplica(NodeState &node, Instant at, observe::ReplicaView view, TopicState *&known, SessionUpdate &update)
{
    if (view.partition.partition < 0 || view.partition.partition > partitionIndexMax) return;
    if (known == nullptr || known->name != view.partition.topic) {
        known = &m_topics[view.partition.topic];
        if (known->name.empty()) known->name = view.partition.topic;
        update.replicasOfTopics.insert(view.partition.topic);
    }
    TopicState &topic = *known;
    const auto index = static_cast<std::size_t>(view.partition.partition);
    if (index >= topic.partitions.size()) {
        // The broker is ahead of the newest image that the window has; the partition stays hidden until that comes.
        if (topic.inMetadata) return;
        topic.partitions.resize(index + 1);
    }
    PartitionState &partition = topic.partitions[index];
    const auto place = std::ranges::lower_bound(partition.replicas, node.id, {}, &ReplicaState::broker);
    if (place == partition.replicas.end() || place->broker != node.id) {
        node.logBytes += view.size_bytes;
        topic.logBytes += view.size_bytes;
        ReplicaState replica;
        replica.broker = node.id;
        replica.view = std::move(view);
        partition.replicas.insert(place, std::move(replica));
    } else {
        if (place->view.log_end < view.log_end && view.role == observe::ReplicaRole::follower) {
            ++place->moves;
            place->movedAt = at;
        }
        node.logBytes += view.size_bytes - place->view.size_bytes;
        topic.logBytes += view.size_bytes - place->view.size_bytes;
        place->view = std::move(view);
    }
}

void ClusterState::forgetReplica(BrokerId broker, const TopicPartition &name, SessionUpdate &update)
{
    const auto at = m_topics.find(name.topic);
    if (at == m_topics.end() || name.partition < 0 || static_cast<std::size_t>(name.partition) >= at->second.partitions.size()) return;
    PartitionState &partition = at->second.partitions[static_cast<std::size_t>(name.partition)];
    const ReplicaState *replica = findReplica(partition, broker);
    if (!replica) return;
    releaseSize(at->second, *replica);
    std::erase_if(partition.replicas, [&](const ReplicaState &r) { return r.broker == broker; });
    update.replicasOfTopics.insert(name.topic);
    const bool empty = std::ranges::all_of(at->second.partitions, [](const PartitionState &p) { return p.replicas.empty(); });
    if (!at->second.inMetadata && empty) m_topics.erase(at);
}

void ClusterState::releaseSize(TopicState &topic, const ReplicaState &replica)
{
    topic.logBytes -= replica.view.size_bytes;
    if (const auto node = m_nodes.find(replica.broker); node != m_nodes.end()) node->second.logBytes -= replica.view.size_bytes;
}

void ClusterState::forgetNodeContents(NodeState &node, SessionUpdate &update)
{
    std::vector<std::string> hiddenAndEmpty;
    for (auto &[name, topic] : m_topics) {
        bool touched = false;
        bool empty = true;
        for (PartitionState &partition : topic.partitions) {
            if (std::erase_if(partition.replicas, [&](const ReplicaState &r) {
                    if (r.broker != node.id) return false;
                    releaseSize(topic, r);
                    return true;
                }) > 0)
                touched = true;
            empty = empty && partition.replicas.empty();
        }
        if (touched) update.replicasOfTopics.insert(name);
        if (!topic.inMetadata && empty) hiddenAndEmpty.push_back(name);
    }
    for (const std::string &name : hiddenAndEmpty) m_topics.erase(name);
    for (auto at = m_groups.begin(); at != m_groups.end();) {
        if (at->second.shownBy == node.id) {
            // Kept until another coordinator shows it: a group does not vanish because its coordinator does.
            at->second.shownBy = no_broker;
            update.groups.insert(at->first);
        }
        ++at;
    }
    node.quorum.reset();
    node.counters = {};
    node.followerFetches.clear();
    node.rates = {};
    node.apiRates.clear();
    node.rateBase.reset();
    update.nodes.insert(node.id);
    computeQuorum(update);
}

void ClusterState::applyGroup(BrokerId node, Instant at, observe::GroupView told, SessionUpdate &update)
{
    GroupInfo &group = m_groups[told.group_id];
    group.view = std::move(told);
    group.shownBy = node;
    const observe::GroupView &view = group.view;
    m_rebalances[view.group_id].apply(view, at);
    computeLags(group);
    update.groups.insert(view.group_id);
    update.removedGroups.erase(view.group_id);
}

void ClusterState::computeLags(GroupInfo &group) const
{
    std::map<TopicPartition, PartitionLag> lags;
    for (const auto &[partition, committed] : group.view.offsets) lags[partition].committed = committed.offset;
    for (const observe::MemberView &member : group.view.members) {
        for (const TopicPartition &partition : member.assignment) {
            PartitionLag &lag = lags[partition];
            lag.memberId = member.member_id;
            lag.clientId = member.client_id;
        }
    }
    // Ages are of the last sample; between two of them they stay.
    for (PartitionLag &before : group.lags) {
        const auto at = lags.find(before.partition);
        if (at == lags.end()) continue;
        at->second.behind = before.behind;
        at->second.behindOrMore = before.behindOrMore;
        at->second.stoppedFor = before.stoppedFor;
    }
    group.lags.clear();
    group.lags.reserve(lags.size());
    for (auto &[name, lag] : lags) {
        lag.partition = name;
        group.lags.push_back(std::move(lag));
    }
    refreshLags(group);
}

const ReplicaState *ClusterState::teller(const PartitionState &partition) const
{
    const ReplicaState *leader = partition.leader();
    if (leader || !m_atRest || partition.replicas.empty()) return leader;
    return &*std::ranges::max_element(partition.replicas, {}, [](const ReplicaState &replica) { return replica.view.high_watermark; });
}

void ClusterState::refreshLags(GroupInfo &group) const
{
    group.totalLag = 0;
    const TopicState *known = nullptr;
    for (PartitionLag &lag : group.lags) {
        if (known == nullptr || known->name != lag.partition.topic) known = topic(lag.partition.topic);
        const auto index = static_cast<std::size_t>(lag.partition.partition);
        const ReplicaState *leader = known != nullptr && lag.partition.partition >= 0 && index < known->partitions.size()
                                         ? teller(known->partitions[index])
                                         : nullptr;
        for (std::optional<Offset> *offset : {&lag.end, &lag.logStart, &lag.logEnd, &lag.lastStable}) offset->reset();
        lag.lag.reset();
        lag.meaning = LagMeaning::records;
        if (leader) {
            lag.end = leader->view.high_watermark;
            lag.logStart = leader->view.log_start;
            lag.logEnd = leader->view.log_end;
            lag.lastStable = leader->view.last_stable_offset;
        }
        const auto progress = group.progress.find(lag.partition);
        if (!lag.committed) {
            lag.meaning = LagMeaning::neverCommitted;
        } else if (!lag.end) {
            lag.meaning = LagMeaning::endUnknown;
        } else if (*lag.committed < *lag.logStart) {
            lag.meaning = LagMeaning::belowLogStart;
        } else if (*lag.committed > *lag.logEnd && progress != group.progress.end() && progress->second.beyondSince &&
                   m_latest - *progress->second.beyondSince >= beyondAfter) {
            lag.meaning = LagMeaning::beyondLogEnd;
        } else if (*lag.lastStable >= Offset(0) && *lag.lastStable < *lag.end && *lag.committed < *lag.end) {
            lag.meaning = LagMeaning::openTransaction;
        } else if (known && isCompacted(*known)) {
            lag.meaning = LagMeaning::compacted;
        }
        if (lag.committed && lag.end && lag.meaning != LagMeaning::beyondLogEnd) {
            lag.lag = std::max<std::int64_t>(0, *lag.end - *lag.committed);
            group.totalLag += *lag.lag;
        }
    }
}

void ClusterState::computeTimes(GroupInfo &group, Instant now)
{
    group.behind.reset();
    group.behindOrMore = false;
    for (PartitionLag &lag : group.lags) {
        lag.behind.reset();
        lag.behindOrMore = false;
        lag.stoppedFor.reset();
        GroupInfo::Progress &progress = group.progress[lag.partition];
        const bool beyond = lag.committed && lag.logEnd && *lag.committed > *lag.logEnd;
        if (!beyond) progress.beyondSince.reset();
        else if (!progress.beyondSince) progress.beyondSince = now;
        if (progress.committed != lag.committed || !lag.lag || *lag.lag == 0) progress = {lag.committed, now, progress.beyondSince};
        if (!lag.lag || (m_atRest && *lag.lag > 0)) continue;
        lag.behind = Duration::zero();
        if (*lag.lag > 0) {
            lag.stoppedFor = now - progress.since;
            // What was deleted is not waited for any more.
            const Offset oldest = std::max(*lag.committed, *lag.logStart);
            const auto ends = m_ends.find(lag.partition);
            if (ends != m_ends.end()) {
                if (const auto passed = ends->second.passed(oldest)) {
                    lag.behind = std::max(Duration::zero(), now - passed->at);
                    lag.behindOrMore = passed->orEarlier;
                }
            }
        }
        if (!group.behind || *lag.behind > *group.behind) {
            group.behind = lag.behind;
            group.behindOrMore = lag.behindOrMore;
        }
    }
    std::erase_if(group.progress,
                  [&](const auto &entry) { return !std::ranges::binary_search(group.lags, entry.first, {}, &PartitionLag::partition); });
}

void ClusterState::sampleEnds(Instant now)
{
    std::set<TopicPartition> read;
    for (const auto &[id, group] : m_groups) {
        for (const PartitionLag &lag : group.lags) {
            if (!lag.end || read.size() >= endsMax) continue;
            if (read.insert(lag.partition).second) m_ends[lag.partition].sample(now, *lag.end);
        }
    }
    std::erase_if(m_ends,
                  [&](const auto &entry) { return !read.contains(entry.first) && !partition(entry.first.topic, entry.first.partition); });
}

MemberState ClusterState::memberState(const GroupInfo &group, const observe::MemberView &member) const
{
    if (!hasLiveCoordinator(group)) return {.activity = MemberActivity::unknown, .stoppedFor = {}};
    if (member.awaiting_join) return {.activity = MemberActivity::joining, .stoppedFor = {}};
    if (member.awaiting_sync) return {.activity = MemberActivity::syncing, .stoppedFor = {}};
    if (group.view.state == observe::GroupState::preparing_rebalance) return {.activity = MemberActivity::mustJoin, .stoppedFor = {}};
    if (member.assignment.empty()) return {.activity = MemberActivity::idle, .stoppedFor = {}};
    // One partition that moves on is enough: it reads.
    std::optional<Duration> stopped;
    for (const PartitionLag &lag : group.lags) {
        if (lag.memberId != member.member_id || !lag.stoppedFor) continue;
        stopped = std::min(stopped.value_or(*lag.stoppedFor), *lag.stoppedFor);
    }
    if (!stopped || *stopped < GroupInfo::stoppedAfter) return {.activity = MemberActivity::consuming, .stoppedFor = {}};
    return {.activity = MemberActivity::stopped, .stoppedFor = stopped};
}

void ClusterState::applyCounters(NodeState &node, const observe::CountersView &counters, Instant at, SessionUpdate &update)
{
    node.counters = counters;
    // A time that went back (another run of the same nodes) begins anew.
    if (!node.rateBase || at < node.rateBase->at) {
        node.rateBase = RateSample{.at = at};
        node.rateBaseCounters = counters;
        return;
    }
    const Duration time = at - node.rateBase->at;
    if (time < rateWindowMin) return;
    const observe::CountersView &before = node.rateBaseCounters;
    node.rates = {.at = at,
                  .bytesIn = perSecond(before.bytes_in, counters.bytes_in, time),
                  .bytesOut = perSecond(before.bytes_out, counters.bytes_out, time),
                  .replicationBytesIn = perSecond(before.replication_bytes_in, counters.replication_bytes_in, time),
                  .replicationBytesOut = perSecond(before.replication_bytes_out, counters.replication_bytes_out, time),
                  .recordsIn = perSecond(before.records_in, counters.records_in, time),
                  .requests = perSecond(requestsOf(before), requestsOf(counters), time)};
    node.apiRates = apiRatesOf(before, counters, time);
    node.rateBase->at = at;
    node.rateBaseCounters = counters;
    update.nodes.insert(node.id);
}

void ClusterState::sample(Instant now, SessionUpdate &update)
{
    for (auto &[id, node] : m_nodes) {
        if (node.rateBase && now - node.rateBase->at > rateSilence) {
            const RateSample silence{.at = now};
            node.rates = silence;
            node.apiRates.clear();
            node.rateBase->at = now;
            node.rateBaseCounters = node.counters;
            update.nodes.insert(id);
        }
        RateSample rates = node.rates;
        rates.at = now;
        rates.logBytes = node.logBytes;
        rates.connections = node.counters.connections;
        node.history.push(rates);
    }
    sampleCluster(now);
    for (auto &[id, group] : m_groups) refreshLags(group);
    sampleEnds(now);
    for (auto &[id, group] : m_groups) {
        computeTimes(group, now);
        const auto seconds = [](const std::optional<Duration> &time) {
            return std::chrono::duration<double>(time.value_or(Duration::zero())).count();
        };
        group.lagHistory.push({now, group.totalLag, seconds(group.behind)});
        for (const PartitionLag &lag : group.lags) {
            if (!lag.lag) continue;
            auto at = group.partitionLagHistory.find(lag.partition);
            if (at == group.partitionLagHistory.end()) {
                if (group.partitionLagHistory.size() >= GroupInfo::partitionHistoriesMax) continue;
                at = group.partitionLagHistory.emplace(lag.partition, Ring<LagSample>{GroupInfo::partitionHistory}).first;
            }
            at->second.push({now, *lag.lag, seconds(lag.behind)});
        }
        update.groups.insert(id);
    }
    update.sampled = true;
}

void ClusterState::sampleCluster(Instant now)
{
    ClusterSample sample{.at = now, .underReplicated = m_underReplicated, .leaderless = m_leaderless};
    for (const auto &[id, node] : m_nodes) {
        for (const ApiRate &rate : node.apiRates) {
            auto at = std::ranges::lower_bound(sample.apis, rate.key, {}, &ApiRate::key);
            if (at == sample.apis.end() || at->key != rate.key) at = sample.apis.insert(at, ApiRate{.key = rate.key});
            at->requests += rate.requests;
            at->errors += rate.errors;
            at->busyUs += rate.busyUs;
        }
    }
    m_history.push(std::move(sample));
    for (auto &[name, topic] : m_topics) {
        if (!topic.inMetadata) continue;
        if (topic.sizeHistory.empty()) {
            if (m_topicHistories >= topicHistoriesMax) continue;
            ++m_topicHistories;
        }
        topic.sizeHistory.push({now, topic.logBytes});
    }
}

void ClusterState::removeNode(BrokerId id, SessionUpdate &update)
{
    const auto at = m_nodes.find(id);
    if (at == m_nodes.end()) return;
    forgetNodeContents(at->second, update);
    m_nodes.erase(at);
    update.nodes.erase(id);
    update.removedNodes.insert(id);
    computeQuorum(update);
}

void ClusterState::computeQuorum(SessionUpdate &update)
{
    QuorumInfo quorum;
    bool fromLeader = false;
    for (const auto &[id, node] : m_nodes) {
        if (!node.quorum || node.isDown()) continue;
        const observe::QuorumView &view = *node.quorum;
        const bool leads = view.role == observe::QuorumRole::leader;
        const bool newer =
            view.epoch > quorum.epoch || (view.epoch == quorum.epoch && ((leads && !fromLeader) || quorum.leader == no_broker));
        if (!newer) continue;
        quorum.leader = view.leader;
        quorum.epoch = view.epoch;
        quorum.highWatermark = view.high_watermark;
        quorum.logEnd = view.log_end;
        quorum.voters = view.voters;
        fromLeader = leads;
    }
    // A leader whose process is gone leads nobody, even while the others have not noticed yet.
    if (const NodeState *leader = node(quorum.leader); leader && leader->isDown()) quorum.leader = no_broker;
    if (quorum == m_quorum) return;
    m_quorum = std::move(quorum);
    update.quorum = true;
}

}  // namespace vitrine::ui
