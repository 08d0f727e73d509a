// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/fake_session.h"

#include <algorithm>
#include <cmath>

#include <QDateTime>
#include <QTimer>

namespace vitrine::ui::test {

namespace {

Duration fromSeconds(double value) { return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(value)); }

std::vector<BrokerId> ids(const QString &list)
{
    std::vector<BrokerId> found;
    for (const QString &part : list.split(QLatin1Char(','), Qt::SkipEmptyParts)) found.emplace_back(part.toInt());
    return found;
}

// The word after `key`, or none.
QString after(const QStringList &words, const QString &key)
{
    const qsizetype at = words.indexOf(key);
    return at >= 0 && at + 1 < words.size() ? words.at(at + 1) : QString();
}

QString restAfter(const QStringList &words, const QString &key)
{
    const qsizetype at = words.indexOf(key);
    return at >= 0 ? words.mid(at + 1).join(QLatin1Char(' ')) : QString();
}

}  // namespace

FakeSession::FakeSession(QObject *parent) : Session(parent), m_now(std::chrono::hours(1)) { setOwnSampling(false); }

WallTime FakeSession::wall(Instant at) const
{
    // 14:02 on a fixed day, local time, so that pictures are the same everywhere.
    static const qint64 origin = QDateTime(QDate(2026, 3, 2), QTime(14, 2)).toMSecsSinceEpoch();
    return wall_time(origin + to_milliseconds(at - Instant(std::chrono::hours(1))));
}

void FakeSession::feed(std::string_view text)
{
    for (const QString &raw : QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).split(QLatin1Char('\n'))) {
        const QString line = raw.section(QLatin1Char('#'), 0, 0).simplified();
        if (!line.isEmpty()) statement(line.split(QLatin1Char(' ')), line);
    }
    sendChangedGroups();
    if (m_metadataChanged) sendMetadata();
    receive(m_deltas, m_events, 0);
    m_deltas.clear();
    m_events.clear();
    flush();
}

void FakeSession::advance(double seconds) { m_now += fromSeconds(seconds); }

observe::NodeDelta FakeSession::deltaOf(BrokerId node) const
{
    observe::NodeDelta delta;
    delta.node = node;
    delta.at = m_now;
    delta.wall_time = wall(m_now);
    return delta;
}

void FakeSession::sendNode(BrokerId node)
{
    observe::NodeDelta delta = deltaOf(node);
    delta.status = m_status[node];
    if (const auto since = m_since.find(node); since != m_since.end()) delta.at = since->second;
    m_deltas.push_back(delta);
    // Two views of the counters one second apart make a rate.
    const Rates &rates = m_rates[node];
    observe::CountersView &counters = m_counters[node];
    observe::NodeDelta first = deltaOf(node);
    first.at = m_now - std::chrono::seconds(1);
    first.counters = counters;
    counters.bytes_in += static_cast<std::uint64_t>(rates.in * 0.55);
    counters.replication_bytes_in += static_cast<std::uint64_t>(rates.in * 0.45);
    counters.bytes_out += static_cast<std::uint64_t>(rates.out * 0.4);
    counters.replication_bytes_out += static_cast<std::uint64_t>(rates.out * 0.6);
    counters.records_in += static_cast<std::uint64_t>(rates.records);
    observe::NodeDelta second = deltaOf(node);
    second.counters = counters;
    if (m_status[node].run == observe::NodeRun::running) {
        m_deltas.push_back(first);
        m_deltas.push_back(second);
    }
}

void FakeSession::sendMetadata()
{
    m_metadataChanged = false;
    observe::NodeDelta delta;
    for (const auto &[id, status] : m_status)
        if (delta.node == no_broker && status.run == observe::NodeRun::running) delta = deltaOf(id);
    if (delta.node == no_broker) delta = deltaOf(BrokerId(1));
    observe::MetadataDelta metadata;
    metadata.image_offset = Offset(++m_image);
    for (const auto &[name, topic] : m_topics) metadata.topics.push_back(topic);
    for (const auto &[id, broker] : m_brokers) metadata.brokers.push_back(broker);
    if (const ClusterState &known = cluster(); !known.topics().empty())
        for (const TopicState *topic : known.topics())
            if (!m_topics.contains(topic->name)) metadata.removed_topics.push_back(topic->name);
    delta.metadata = std::move(metadata);
    m_deltas.insert(m_deltas.begin(), std::move(delta));
}

void FakeSession::sendReplica(const TopicPartition &partition, BrokerId broker)
{
    observe::NodeDelta delta = deltaOf(broker);
    delta.replicas.push_back(m_replicas.at({partition, broker}));
    m_deltas.push_back(std::move(delta));
}

void FakeSession::sendChangedGroups()
{
    for (const std::string &id : m_changedGroups)
        if (m_groups.contains(id)) sendGroup(id);
    m_changedGroups.clear();
}

void FakeSession::sendGroup(const std::string &id)
{
    observe::NodeDelta delta = deltaOf(m_groups.at(id).coordinator);
    delta.groups.push_back(m_groups.at(id));
    m_deltas.push_back(std::move(delta));
}

void FakeSession::statement(const QStringList &words, const QString &line)
{
    const QString &verb = words.at(0);
    const auto is = [&](const char *name) { return verb == QLatin1String(name); };
    const auto word = [&](int i) { return words.value(i); };
    const auto key = [&](const char *name) { return after(words, QLatin1String(name)); };
    if (is("cluster")) {
        WorldState world = this->world();
        world.phase = WorldState::Phase::running;
        world.clusterName = words.mid(1).join(QLatin1Char(' '));
        world.bootstrapServers = QStringLiteral("127.0.0.1:9092,127.0.0.1:9093,127.0.0.1:9094");
        world.workloadRunning = true;
        setWorld(world);
    } else if (is("at")) {
        m_now = Instant(std::chrono::hours(1)) + fromSeconds(word(1).toDouble());
    } else if (is("phase")) {
        WorldState world = this->world();
        world.phase = word(1) == QLatin1String("failed")     ? WorldState::Phase::failed
                      : word(1) == QLatin1String("starting") ? WorldState::Phase::starting
                      : word(1) == QLatin1String("stopped")  ? WorldState::Phase::stopped
                                                             : WorldState::Phase::running;
        world.message = words.mid(2).join(QLatin1Char(' '));
        setWorld(world);
    } else if (is("broker")) {
        const BrokerId id(word(1).toInt());
        static const std::map<QString, observe::NodeRun> runs{
            {QStringLiteral("starting"), observe::NodeRun::starting}, {QStringLiteral("running"), observe::NodeRun::running},
            {QStringLiteral("paused"), observe::NodeRun::paused},     {QStringLiteral("stopping"), observe::NodeRun::stopping},
            {QStringLiteral("stopped"), observe::NodeRun::stopped},   {QStringLiteral("killed"), observe::NodeRun::killed},
            {QStringLiteral("failed"), observe::NodeRun::failed}};
        if (!runs.contains(word(2))) qFatal("no such state: %s", qPrintable(line));
        observe::NodeStatus &status = m_status[id];
        status.run = runs.at(word(2));
        status.broker_port = static_cast<std::uint16_t>(9091 + id.value());
        status.controller_port = static_cast<std::uint16_t>(9191 + id.value());
        status.directory = "vitrine/broker-" + std::to_string(id.value());
        status.message = restAfter(words, QStringLiteral("message")).toStdString();
        if (!key("since").isEmpty()) m_since[id] = m_now + fromSeconds(key("since").toDouble());
        else m_since.erase(id);
        m_rates[id] = {key("in").toDouble(), key("out").toDouble(), key("records").toDouble()};
        observe::BrokerView &broker = m_brokers[id];
        broker.id = id;
        broker.epoch = BrokerEpoch(10 + id.value());
        broker.host = "127.0.0.1";
        broker.port = status.broker_port;
        const bool up =
            status.run == observe::NodeRun::running || status.run == observe::NodeRun::paused || status.run == observe::NodeRun::stopping;
        broker.fenced = words.contains(QStringLiteral("fenced")) || !up;
        status.registered = up;
        status.fenced = broker.fenced;
        m_metadataChanged = true;
        sendNode(id);
    } else if (is("quorum")) {
        for (const auto &[id, status] : m_status) {
            if (status.run != observe::NodeRun::running) continue;
            observe::NodeDelta delta = deltaOf(id);
            observe::QuorumView view;
            view.leader = BrokerId(key("leader").toInt());
            view.epoch = LeaderEpoch(key("epoch").toInt());
            view.role = view.leader == id ? observe::QuorumRole::leader : observe::QuorumRole::follower;
            view.log_end = Offset(key("end").toLongLong());
            view.high_watermark = view.log_end;
            for (const auto &[voter, s] : m_status) view.voters.push_back({.id = voter, .log_end = view.log_end, .last_fetch = m_now});
            delta.quorum = view;
            m_deltas.push_back(delta);
        }
    } else if (is("topic")) {
        observe::TopicView &topic = m_topics[word(1).toStdString()];
        topic.name = word(1).toStdString();
        topic.id = Uuid::from_halves(7, m_topics.size());
        topic.internal = words.contains(QStringLiteral("internal"));
        topic.min_insync_replicas = std::max(1, key("min").toInt());
        const int count = word(2).toInt();
        const int factor = std::max(1, key("rf").toInt());
        const auto brokers = static_cast<int>(m_brokers.size());
        topic.partitions.clear();
        for (int i = 0; i < count; ++i) {
            observe::PartitionView partition;
            partition.index = i;
            partition.leader_epoch = LeaderEpoch(0);
            for (int r = 0; r < factor; ++r) {
                auto at = m_brokers.begin();
                std::advance(at, (i + r) % brokers);
                partition.replicas.push_back(at->first);
            }
            partition.leader = partition.replicas.front();
            partition.isr = partition.replicas;
            topic.partitions.push_back(partition);
        }
        m_metadataChanged = true;
    } else if (is("p")) {
        auto &topic = m_topics.at(word(1).toStdString());
        observe::PartitionView &partition = topic.partitions.at(word(2).toUInt());
        partition.leader = BrokerId(key("leader").toInt());
        if (!key("epoch").isEmpty()) partition.leader_epoch = LeaderEpoch(key("epoch").toInt());
        if (!key("replicas").isEmpty()) partition.replicas = ids(key("replicas"));
        if (!key("isr").isEmpty()) partition.isr = ids(key("isr"));
        partition.adding_replicas = ids(key("adding"));
        partition.removing_replicas = ids(key("removing"));
        m_metadataChanged = true;
    } else if (is("r") || is("behind") || is("move") || is("segments")) {
        const TopicPartition name{word(1).toStdString(), word(2).toInt()};
        const auto topic = m_topics.find(name.topic);
        if (topic == m_topics.end()) qFatal("no such topic: %s", qPrintable(line));
        const observe::PartitionView &meta = topic->second.partitions.at(static_cast<std::size_t>(name.partition));
        if (is("behind")) {
            observe::ReplicaView &leader = m_replicas[{name, BrokerId(key("of").toInt())}];
            const BrokerId follower(key("follower").toInt());
            for (observe::FollowerView &view : leader.followers) {
                if (view.broker != follower) continue;
                view.last_caught_up = m_now - fromSeconds(key("for").toDouble());
                view.last_fetch = m_now - fromSeconds(key("fetch").toDouble());
                view.in_isr = false;
            }
            sendReplica(name, leader.partition == name ? BrokerId(key("of").toInt()) : no_broker);
            return;
        }
        const BrokerId broker(key("on").toInt());
        observe::ReplicaView &view = m_replicas[{name, broker}];
        view.partition = name;
        view.topic_id = topic->second.id;
        view.leader_epoch = meta.leader_epoch;
        view.role = meta.leader == broker ? observe::ReplicaRole::leader : observe::ReplicaRole::follower;
        view.fetching_from = meta.leader == broker ? no_broker : meta.leader;
        if (is("r")) {
            const QStringList range = key("log").split(QStringLiteral(".."));
            view.log_start = Offset(range.value(0).toLongLong());
            view.log_end = Offset(range.value(1).toLongLong());
            view.high_watermark = Offset(key("hw").toLongLong());
            view.last_stable_offset = key("lso").isEmpty() ? view.high_watermark : Offset(key("lso").toLongLong());
            view.size_bytes = key("size").isEmpty() ? (view.log_end - view.log_start) * 420 : key("size").toLongLong();
            view.isr = meta.leader == broker ? meta.isr : std::vector<BrokerId>{};
            view.followers.clear();
            if (meta.leader == broker) {
                for (const BrokerId follower : meta.replicas)
                    if (follower != broker)
                        view.followers.push_back(
                            {.broker = follower, .log_end = view.log_end, .last_caught_up = m_now, .last_fetch = m_now, .in_isr = true});
            }
        } else if (is("move")) {
            observe::ReplicaView before = view;
            before.log_end = Offset(view.log_end.value() - 5);
            observe::NodeDelta delta = deltaOf(broker);
            delta.replicas.push_back(before);
            m_deltas.push_back(delta);
        } else {
            view.segments.clear();
            const double retention = key("retention").isEmpty() ? 0 : key("retention").toDouble();
            for (qsizetype i = 5; i < words.size(); ++i) {
                if (words.at(i) == QLatin1String("retention")) break;
                QString text = words.at(i);
                observe::SegmentView segment;
                segment.active = text.endsWith(QLatin1Char('*'));
                if (segment.active) text.chop(1);
                const QStringList parts = text.split(QLatin1Char('@'));
                const QStringList size = parts.at(0).split(QLatin1Char(':'));
                segment.base_offset = Offset(size.at(0).section(QLatin1Char('-'), 0, 0).toLongLong());
                segment.end_offset = Offset(size.at(0).section(QLatin1Char('-'), 1, 1).toLongLong());
                segment.size_bytes = size.value(1).toLongLong();
                segment.last_timestamp = wall(m_now) + std::chrono::duration_cast<Milliseconds>(fromSeconds(parts.value(1).toDouble()));
                segment.first_timestamp = *segment.last_timestamp - std::chrono::minutes(40);
                if (retention > 0 && !segment.active)
                    segment.deleted_after = *segment.last_timestamp + std::chrono::duration_cast<Milliseconds>(fromSeconds(retention));
                view.segments.push_back(segment);
            }
        }
        sendReplica(name, broker);
    } else if (is("group")) {
        sendChangedGroups();
        observe::GroupView &group = m_groups[word(1).toStdString()];
        static const std::map<QString, observe::GroupState> states{
            {QStringLiteral("Empty"), observe::GroupState::empty},
            {QStringLiteral("PreparingRebalance"), observe::GroupState::preparing_rebalance},
            {QStringLiteral("CompletingRebalance"), observe::GroupState::completing_rebalance},
            {QStringLiteral("Stable"), observe::GroupState::stable},
            {QStringLiteral("Dead"), observe::GroupState::dead}};
        if (!states.contains(word(2))) qFatal("no such state: %s", qPrintable(line));
        group.group_id = word(1).toStdString();
        group.protocol_type = "consumer";
        group.state = states.at(word(2));
        group.generation = GenerationId(key("generation").toInt());
        group.protocol_name = key("protocol").toStdString();
        group.coordinator = BrokerId(key("coordinator").toInt());
        group.last_rebalance_reason = restAfter(words, QStringLiteral("reason")).toStdString();
        if (!key("began").isEmpty()) group.last_rebalance_began = m_now + fromSeconds(key("began").toDouble());
        if (!key("ended").isEmpty()) group.last_rebalance_ended = m_now + fromSeconds(key("ended").toDouble());
        group.members.clear();
        m_changedGroups.insert(group.group_id);
    } else if (is("member")) {
        observe::GroupView &group = m_groups.at(word(1).toStdString());
        observe::MemberView member;
        member.client_id = word(2).toStdString();
        member.member_id = member.client_id + "-6f1c9a52-1f0e-4a7e-9f6e-2b6a3c1d0e55";
        member.client_host = "/127.0.0.1";
        member.session_timeout = Milliseconds(45'000);
        member.last_heartbeat = m_now - std::chrono::milliseconds(1'200);
        member.awaiting_join = words.contains(QStringLiteral("joining"));
        member.awaiting_sync = words.contains(QStringLiteral("syncing"));
        if (!key("instance").isEmpty()) member.group_instance_id = key("instance").toStdString();
        if (!key("heartbeat").isEmpty()) member.last_heartbeat = m_now + fromSeconds(key("heartbeat").toDouble());
        if (!key("session").isEmpty()) member.session_timeout = Milliseconds(key("session").toInt());
        for (const QString &part : word(3).split(QLatin1Char('+'), Qt::SkipEmptyParts)) {
            const QString topic = part.section(QLatin1Char(':'), 0, 0);
            if (!part.contains(QLatin1Char(':'))) continue;
            for (const QString &index : part.section(QLatin1Char(':'), 1).split(QLatin1Char(','), Qt::SkipEmptyParts))
                member.assignment.push_back({topic.toStdString(), index.toInt()});
        }
        group.members.push_back(member);
        m_changedGroups.insert(group.group_id);
    } else if (is("offset")) {
        observe::GroupView &group = m_groups.at(word(1).toStdString());
        group.offsets[{word(2).toStdString(), word(3).toInt()}] = {.offset = Offset(word(4).toLongLong()), .committed_at = wall(m_now)};
        m_changedGroups.insert(group.group_id);
    } else if (is("own")) {
        WorldState world = this->world();
        world.ownMembers.append({word(1), word(2), words.contains(QStringLiteral("paused"))});
        setWorld(world);
    } else if (is("config")) {
        m_topics.at(word(1).toStdString()).configs[word(2).section(QLatin1Char('='), 0, 0).toStdString()] =
            word(2).section(QLatin1Char('='), 1).toStdString();
        m_metadataChanged = true;
    } else if (is("event")) {
        event(word(1).toDouble(), words.mid(2));
    } else if (is("fault")) {
        WorldState world = this->world();
        world.faults << words.mid(1).join(QLatin1Char(' '));
        setWorld(world);
    } else if (is("drop")) {
        if (word(1) == QLatin1String("topic")) {
            m_topics.erase(word(2).toStdString());
            m_metadataChanged = true;
        } else {
            const auto group = m_groups.find(word(2).toStdString());
            if (group == m_groups.end()) qFatal("no such group: %s", qPrintable(line));
            observe::NodeDelta delta = deltaOf(group->second.coordinator);
            delta.removed_groups.push_back(group->first);
            m_deltas.push_back(delta);
            m_groups.erase(group);
        }
    } else {
        qFatal("cannot read: %s", qPrintable(line));
    }
}

void FakeSession::event(double seconds, const QStringList &words)
{
    const QString &kind = words.at(0);
    const auto is = [&](const char *name) { return kind == QLatin1String(name); };
    const auto key = [&](const char *name) { return after(words, QLatin1String(name)); };
    const auto number = [&](int i) { return words.value(i).toInt(); };
    observe::Event e;
    e.at = m_now + fromSeconds(seconds);
    e.wall_time = wall(e.at);
    e.id = {BrokerId(1), ++m_eventSequence};
    // "… because -2": of the event so many before it.
    if (const auto at = words.indexOf(QStringLiteral("because")); at >= 0)
        e.cause = m_eventIds.at(m_eventIds.size() - static_cast<std::size_t>(-words.value(at + 1).toInt()));
    const auto partition = [&](int i) { return TopicPartition{words.value(i).toStdString(), words.value(i + 1).toInt()}; };
    if (is("killed") || is("running") || is("starting") || is("paused") || is("stopped")) {
        e.id.node = BrokerId(number(1));
        const observe::NodeRun run = is("killed")     ? observe::NodeRun::killed
                                     : is("running")  ? observe::NodeRun::running
                                     : is("starting") ? observe::NodeRun::starting
                                     : is("paused")   ? observe::NodeRun::paused
                                                      : observe::NodeRun::stopped;
        e.body = observe::NodeRunChanged{run, words.mid(2).join(QLatin1Char(' ')).toStdString()};
    } else if (is("fenced")) {
        e.body = observe::BrokerFenced{BrokerId(number(1)), Milliseconds(9'000), true};
    } else if (is("unfenced")) {
        e.body = observe::BrokerUnfenced{BrokerId(number(1))};
    } else if (is("leader")) {  // leader orders 0 2 1 epoch 8 isr 1,3
        e.body = observe::LeaderElected{partition(1),
                                        BrokerId(number(3)),
                                        BrokerId(number(4)),
                                        LeaderEpoch(key("epoch").toInt()),
                                        ids(key("isr")),
                                        key("cause") == QLatin1String("preferred") ? observe::LeaderChangeCause::preferred_election
                                                                                   : observe::LeaderChangeCause::leader_fenced};
    } else if (is("isr")) {  // isr orders 4 1,3 1 replica 3 behind 30 min 2
        observe::IsrChanged change{partition(1),
                                   ids(words.value(3)),
                                   ids(words.value(4)),
                                   observe::IsrChangeCause::lag_time,
                                   BrokerId(key("replica").toInt()),
                                   std::chrono::duration_cast<Milliseconds>(fromSeconds(key("behind").toDouble())),
                                   std::max(1, key("min").toInt())};
        if (change.to.size() > change.from.size()) change.cause = observe::IsrChangeCause::caught_up;
        else if (key("behind").isEmpty()) change.cause = observe::IsrChangeCause::broker_fenced;
        e.body = change;
    } else if (is("joined")) {
        e.body = observe::MemberJoined{words.value(1).toStdString(), words.value(2).toStdString(), words.value(2).toStdString()};
    } else if (is("left")) {
        e.body = observe::MemberLeft{words.value(1).toStdString(), words.value(2).toStdString(), observe::MemberLeftCause::session_expired};
    } else if (is("rebalance")) {
        e.body = observe::RebalanceBegan{words.value(1).toStdString(), words.mid(2).join(QLatin1Char(' ')).toStdString()};
    } else if (is("generation")) {
        e.body = observe::GenerationBegan{words.value(1).toStdString(), GenerationId(number(2)), key("protocol").toStdString(), number(3)};
    } else if (is("stable")) {
        e.body = observe::GroupStabilized{words.value(1).toStdString(), GenerationId(number(2)), Milliseconds(1'200)};
    } else if (is("rolled")) {
        e.body = observe::SegmentRolled{partition(1), Offset(number(3)), observe::SegmentRolled::Cause::bytes};
    } else if (is("deleted")) {
        e.body = observe::SegmentDeleted{partition(1), Offset(number(3)), Offset(number(4)), 1'048'576, observe::RetentionCause::time};
    } else if (is("topic")) {
        e.body = observe::TopicCreated{words.value(1).toStdString(), number(2), number(3)};
    } else if (is("quorum")) {
        e.id.node = BrokerId(number(1));
        e.body = observe::QuorumRoleChanged{observe::QuorumRole::leader, LeaderEpoch(key("epoch").toInt()), BrokerId(number(1))};
    } else if (is("fault")) {
        e.body = observe::FaultChanged{words.mid(1).join(QLatin1Char(' ')).toStdString(), true};
    } else if (is("healed")) {
        e.body = observe::FaultChanged{words.mid(1).join(QLatin1Char(' ')).toStdString(), false};
    } else if (is("committed")) {
        e.body = observe::OffsetsCommitted{words.value(1).toStdString(), {{partition(2), Offset(number(4))}}};
    } else {
        qFatal("no such event: %s", qPrintable(words.join(QLatin1Char(' '))));
    }
    m_eventIds.push_back(e.id);
    m_events.push_back(std::move(e));
}

void FakeSession::makeHistory(int seconds)
{
    const Instant end = m_now;
    const int steps = seconds * 2;
    constexpr std::int64_t growth = 12;  // of each log, at each step
    std::uint32_t noise = 12'345;
    const auto random = [&noise] {
        noise = noise * 1'664'525U + 1'013'904'223U;
        return static_cast<double>(noise >> 8) / static_cast<double>(1U << 24);
    };
    std::map<TopicPartition, std::int64_t> ends;
    for (const auto &[key, view] : m_replicas)
        if (view.role == observe::ReplicaRole::leader) ends[key.first] = view.high_watermark.value();
    std::map<std::string, double> lagLevel;
    for (int step = 0; step <= steps; ++step) {
        m_now = end - std::chrono::milliseconds(500) * (steps - step);
        std::vector<observe::NodeDelta> deltas;
        for (const auto &[id, rates] : m_rates) {
            if (m_status[id].run != observe::NodeRun::running) continue;
            const double wave = 1.0 + 0.16 * std::sin(step / 9.0 + id.value()) + 0.14 * (random() - 0.5);
            observe::CountersView &counters = m_counters[id];
            counters.bytes_in += static_cast<std::uint64_t>(rates.in * 0.55 * wave / 2);
            counters.replication_bytes_in += static_cast<std::uint64_t>(rates.in * 0.45 * wave / 2);
            counters.bytes_out += static_cast<std::uint64_t>(rates.out * 0.4 * wave / 2);
            counters.replication_bytes_out += static_cast<std::uint64_t>(rates.out * 0.6 * wave / 2);
            counters.records_in += static_cast<std::uint64_t>(rates.records * wave / 2);
            counters.connections = 9 + static_cast<std::uint64_t>(id.value());
            const auto count = [&](std::int16_t api, double perSecond, double meanUs, std::uint64_t errors) {
                observe::ApiCounters &known = counters.apis[api];
                const auto requests = static_cast<std::uint64_t>(perSecond * wave / 2 + 1);
                known.requests += requests;
                known.total_time_us += static_cast<std::uint64_t>(static_cast<double>(requests) * meanUs * wave);
                known.errors += errors;
            };
            count(0, rates.records / 8, 2'400, step % 40 == 7 ? 3 : 0);  // Produce
            count(1, rates.records / 4, 5'200, 0);                      // Fetch
            count(3, 2, 600, 0);                                        // Metadata
            count(8, 6, 1'500, step % 60 == 20 ? 1 : 0);                // OffsetCommit
            count(12, 4, 300, 0);                                       // Heartbeat
            observe::NodeDelta delta = deltaOf(id);
            delta.counters = counters;
            deltas.push_back(std::move(delta));
        }
        const bool last = step == steps;
        for (auto &[name, group] : m_groups) {
            observe::GroupView shown = group;
            if (!last) {
                const double target = step > steps / 2 ? 1.0 : 0.15;
                double &level = lagLevel[name];
                level += (target - level) * 0.04 + (random() - 0.5) * 0.08;
                for (auto &[partition, committed] : shown.offsets) {
                    const std::int64_t lag = ends[partition] - committed.offset.value();
                    committed.offset = Offset(ends[partition] - (steps - step) * growth -
                                              std::max<std::int64_t>(0, static_cast<std::int64_t>(static_cast<double>(lag) * level)));
                }
            }
            observe::NodeDelta delta = deltaOf(group.coordinator);
            delta.groups.push_back(std::move(shown));
            deltas.push_back(std::move(delta));
        }
        for (const auto &[key, replica] : m_replicas) {
            if (replica.role != observe::ReplicaRole::leader) continue;
            observe::ReplicaView shown = replica;
            const Offset grown(std::max<std::int64_t>(shown.log_start.value(), ends[key.first] - (steps - step) * growth));
            shown.high_watermark = std::min(shown.high_watermark, grown);
            shown.log_end = std::max(shown.high_watermark, std::min(shown.log_end, grown));
            shown.last_stable_offset = std::min(shown.last_stable_offset, shown.high_watermark);
            observe::NodeDelta delta = deltaOf(key.second);
            delta.replicas.push_back(last ? replica : std::move(shown));
            deltas.push_back(std::move(delta));
        }
        receive(deltas, {}, 0);
        takeSample();
    }
    m_now = end;
    flush();
}

void FakeSession::doExecute(const QString &commandLine, CommandCallback callback)
{
    m_commands << commandLine;
    QTimer::singleShot(0, this, [this, callback = std::move(callback)] { callback(m_answer); });
}

void FakeSession::doProduce(TaskId, const ProduceRequest &request, ProduceCallback callback)
{
    QTimer::singleShot(0, this, [this, request, callback = std::move(callback)] {
        if (m_produced) return callback(*m_produced);
        ProduceProgress progress;
        for (std::int64_t i = 0; i < request.count; ++i) {
            ProduceResult result;
            result.number = i;
            result.partition = request.partition.value_or(static_cast<std::int32_t>(i % 3));
            result.offset = 18'400 + i;
            result.timestampMs = to_milliseconds(wall(m_now)) + i;
            result.latencyMs = 1.2 + 0.1 * static_cast<double>(i % 7);
            if (i % 5 == 3) {
                result.offset = -1;
                result.error = QStringLiteral("NOT_ENOUGH_REPLICAS: the ISR {1} of orders-4 is smaller than min.insync.replicas 2");
                ++progress.failed;
            } else {
                ++progress.acknowledged;
            }
            progress.results.push_back(result);
        }
        progress.finished = true;
        callback(progress);
    });
}

void FakeSession::doConsume(TaskId task, const ConsumeRequest &request, ConsumeCallback callback)
{
    m_consumers[task] = callback;
    QTimer::singleShot(0, this, [this, request, callback] {
        ConsumeProgress progress;
        progress.records = m_consumed;
        for (const ConsumedRecord &record : m_consumed) progress.next[record.partition] = record.offset + 1;
        progress.finished = !request.follow;
        callback(progress);
    });
}

void FakeSession::doReadLog(TaskId, const LogReadRequest &request, LogCallback callback)
{
    QTimer::singleShot(0, this, [this, request, callback = std::move(callback)] {
        LogReadResult part;
        part.error = m_log.error;
        part.indexes = m_log.indexes;
        for (const LogBatch &batch : m_log.batches) {
            if (batch.position < request.position) continue;
            if (static_cast<int>(part.batches.size()) == std::min(request.batchesMax, m_batchesMax)) {
                part.nextPosition = batch.position;
                break;
            }
            part.batches.push_back(batch);
        }
        callback(part);
    });
}

void FakeSession::doStop(TaskId task)
{
    const auto consumer = m_consumers.find(task);
    if (consumer == m_consumers.end()) return;
    QTimer::singleShot(0, this, [callback = consumer->second] {
        ConsumeProgress progress;
        progress.finished = true;
        callback(progress);
    });
    m_consumers.erase(consumer);
}

}  // namespace vitrine::ui::test
