// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/map_tables.h"

#include <algorithm>

#include <QMenu>

#include "ui/common/format.h"
#include "ui/common/selection.h"
#include "ui/common/table_twin.h"
#include "ui/map/cell_painter.h"
#include "ui/map/link_lanes.h"
#include "ui/map/map_menu.h"
#include "ui/map/map_view.h"
#include "ui/session/session.h"

namespace vitrine::ui {

namespace {

QVariant shown(int role, const QVariant &value) { return role == Qt::DisplayRole || role == FlatModel::SortRole ? value : QVariant(); }

template <class Number>
QVariant shown(int role, const std::optional<Number> &value)
{
    return value ? shown(role, QVariant::fromValue(static_cast<qlonglong>(*value))) : QVariant();
}

QVariant shownDuration(int role, const std::optional<Duration> &value)
{
    if (!value) return {};
    if (role == Qt::DisplayRole) return Format::duration(*value);
    return role == FlatModel::SortRole ? QVariant(static_cast<qlonglong>(value->count())) : QVariant();
}

// As the rows stand, so that nothing is left to sort.
std::vector<const TopicState *> topicsInOrder(const ClusterState &cluster)
{
    std::vector<const TopicState *> topics = cluster.topics();
    std::ranges::stable_partition(topics, [](const TopicState *topic) { return !topic->internal; });
    return topics;
}

// The leader's, by which partitions are told.
const ReplicaState *liveLeader(const ClusterState &cluster, const PartitionState &partition)
{
    return cluster.hasLiveLeader(partition) ? partition.leader() : nullptr;
}

}  // namespace

QString PartitionsModel::title(int column) const
{
    switch (column) {
    case partition: return tr("Partition");
    case state: return tr("State");
    case leader: return tr("Leader");
    case epoch: return tr("Epoch");
    case replicas: return tr("Replicas");
    case isr: return QStringLiteral("ISR");
    case logEnd: return tr("Log end");
    case highWatermark: return tr("High watermark");
    case size: return tr("Size");
    case rate: return tr("Records/s");
    default: return tr("Lag");
    }
}

ColumnKind PartitionsModel::kind(int column) const
{
    switch (column) {
    case partition: return ColumnKind::text;
    case state: return ColumnKind::marked;
    case replicas:
    case isr: return ColumnKind::mono;
    case size: return ColumnKind::bytes;
    default: return ColumnKind::number;
    }
}

QVariant PartitionsModel::cell(int index, int column, int role) const
{
    const PartitionRow &entry = row(index);
    using State = PartitionRow::State;
    switch (column) {
    case partition:
        if (role == Qt::ToolTipRole) return toQString(entry.name.partition);
        return shown(role, toQString(entry.name.partition));
    case state:
        if (role == MarkRole)
            return static_cast<int>(entry.state == State::inSync            ? Mark::circle
                                    : entry.state == State::leaderless      ? Mark::square
                                    : entry.state == State::underReplicated ? Mark::triangle
                                                                            : Mark::half);
        if (role == ToneRole)
            return static_cast<int>(entry.state == State::inSync            ? Tone::good
                                    : entry.state == State::leaderless      ? Tone::bad
                                    : entry.state == State::underReplicated ? Tone::warning
                                                                            : Tone::moving);
        return shown(role, entry.state == State::inSync            ? tr("in sync")
                           : entry.state == State::leaderless      ? tr("no leader")
                           : entry.state == State::underReplicated ? tr("under-replicated")
                                                                   : tr("moving"));
    case leader: return entry.leader == no_broker ? QVariant() : shown(role, QVariant(static_cast<qlonglong>(entry.leader.value())));
    case epoch: return shown(role, QVariant(static_cast<qlonglong>(entry.epoch)));
    case replicas: return shown(role, Format::brokers(entry.replicas));
    case isr: return shown(role, Format::brokers(entry.isr));
    case logEnd: return shown(role, entry.logEnd);
    case highWatermark: return shown(role, entry.highWatermark);
    case size: return shown(role, entry.sizeBytes);
    case rate:
        if (!entry.recordsPerSecond) return {};
        if (role == SortRole) return *entry.recordsPerSecond;
        return role == Qt::DisplayRole ? QVariant(Format::perSecond(*entry.recordsPerSecond)) : QVariant();
    default:
        if (role == Qt::ToolTipRole) return tr("Records that the slowest consumer group has not committed.");
        return shown(role, entry.lag);
    }
}

QString ReplicasModel::title(int column) const
{
    switch (column) {
    case partition: return tr("Partition");
    case broker: return tr("Broker");
    case state: return tr("State");
    case logStart: return tr("Log start");
    case logEnd: return tr("Log end");
    case highWatermark: return tr("High watermark");
    case behind: return tr("Behind");
    case behindFor: return tr("Not caught up for");
    case lastFetch: return tr("Last fetch");
    default: return tr("Size");
    }
}

ColumnKind ReplicasModel::kind(int column) const
{
    switch (column) {
    case partition: return ColumnKind::text;
    case state: return ColumnKind::marked;
    case size: return ColumnKind::bytes;
    default: return ColumnKind::number;
    }
}

QVariant ReplicasModel::cell(int index, int column, int role) const
{
    const ReplicaRow &entry = row(index);
    const Cell &cell = entry.cell;
    if (role == Qt::ToolTipRole) return CellPainter::describe(cell);
    const auto offset = [&](Offset value) {
        return cell.known ? shown(role, QVariant(static_cast<qlonglong>(value.value()))) : QVariant();
    };
    switch (column) {
    case partition: return shown(role, toQString(entry.name.first.partition));
    case broker: return shown(role, QVariant(static_cast<qlonglong>(entry.name.second.value())));
    case state:
        if (role == MarkRole) return static_cast<int>(CellPainter::sign(cell.state).first);
        if (role == ToneRole) return static_cast<int>(CellPainter::sign(cell.state).second);
        return shown(role, CellPainter::word(cell));
    case logStart: return offset(cell.logStart);
    case logEnd: return offset(cell.logEnd);
    case highWatermark: return offset(cell.highWatermark);
    case behind:
        return cell.known && cell.state != CellState::leader ? shown(role, QVariant(static_cast<qlonglong>(cell.recordsBehind)))
                                                             : QVariant();
    case behindFor: return shownDuration(role, cell.state == CellState::leader ? std::nullopt : cell.behindFor);
    case lastFetch: return shownDuration(role, cell.state == CellState::leader ? std::nullopt : cell.lastFetch);
    default: return shown(role, entry.sizeBytes);
    }
}

MapTables::MapTables(const Context &context, const MapView &view, TableTwin &twin, QObject *parent)
    : QObject(parent), m_context(context), m_view(view), m_twin(twin), m_partitions(new PartitionsModel(this)),
      m_replicas(new ReplicasModel(this))
{
    m_brokers = new TwinModel(
        [] {
            return std::vector<TwinModel::Column>{{tr("Broker"), ColumnKind::marked},
                                                  {tr("State")},
                                                  {tr("Rack")},
                                                  {tr("Leaders"), ColumnKind::number},
                                                  {tr("Replicas"), ColumnKind::number},
                                                  {tr("Logs"), ColumnKind::bytes},
                                                  {tr("In per second"), ColumnKind::bytes},
                                                  {tr("Out per second"), ColumnKind::bytes},
                                                  {tr("Faults")}};
        },
        this);
    m_links = new TwinModel(
        [] {
            return std::vector<TwinModel::Column>{
                {tr("Link"), ColumnKind::marked}, {tr("State")}, {tr("Commands that made it so"), ColumnKind::mono}};
        },
        this);
    m_rates.setKind(MapColour::rate);
    m_lags.setKind(MapColour::lag);
    twin.addTable(QStringLiteral("brokers"), m_brokers).setColumnWidths({110, 172, 64, 68, 76, 80, 100, 104, 0});
    twin.addTable(QStringLiteral("partitions"), m_partitions).setColumnWidths({190, 140, 66, 66, 92, 92, 96, 118, 84, 88, 84});
    twin.addTable(QStringLiteral("replicas"), m_replicas).setColumnWidths({190, 66, 132, 92, 92, 116, 80, 130, 96, 84});
    twin.addTable(QStringLiteral("links"), m_links).setColumnWidths({110, 220, 0});
    twin.setCurrentTable(partitions);
    connect(&twin, &TableTwin::rowChosen, this, &MapTables::rowChosen);
    connect(&twin, &TableTwin::menuOpening, this, &MapTables::addDeeds);
}

void MapTables::retranslate()
{
    m_twin.setTitles({tr("Brokers"), tr("Partitions"), tr("Replicas"), tr("Links")});
    for (FlatModel *model : std::initializer_list<FlatModel *>{m_partitions, m_replicas}) model->retranslate();
    for (TwinModel *model : {m_brokers, m_links}) model->retranslate();
    m_twin.table(brokers).setEmptyText(tr("No broker has shown itself yet."));
    m_twin.table(partitions).setEmptyText(m_view.filter() == MapFilter::all ? tr("No topics yet") : tr("No partition passes the filter"));
    m_twin.table(replicas).setEmptyText(m_view.filter() == MapFilter::all ? tr("No topics yet") : tr("No partition passes the filter"));
    m_twin.table(links).setEmptyText(tr("One broker has no links."));
}

void MapTables::refresh(const SessionUpdate *update)
{
    if (!m_twin.showsTable()) return;
    if (!update || update->sampled) {
        m_rates.sample(m_context.session.cluster(), m_context.session.now(), update && update->reset);
        m_lags.sample(m_context.session.cluster(), m_context.session.now(), update && update->reset);
    } else if (!update->structureChanged() && !update->world && update->nodes.empty()) {
        return;
    }
    fill();
}

void MapTables::fill()
{
    m_twin.quietly([this] {
        switch (m_twin.currentTable()) {
        case brokers: m_brokers->sync(brokerRows()); break;
        case partitions: m_partitions->sync(partitionRows()); break;
        case replicas: m_replicas->sync(replicaRows()); break;
        default: m_links->sync(linkRows()); break;
        }
    });
    showSelection();
}

std::vector<TwinRow> MapTables::brokerRows() const
{
    const ClusterState &cluster = m_context.session.cluster();
    std::map<BrokerId, std::pair<qlonglong, qlonglong>> counts;  // leaders and replicas
    for (const TopicState *topic : cluster.topics()) {
        for (const PartitionState &partition : topic->partitions) {
            ++counts[partition.meta.leader].first;
            for (const BrokerId replica : partition.meta.replicas) ++counts[replica].second;
        }
    }
    std::vector<TwinRow> rows;
    for (const BrokerId id : cluster.columns()) {
        const NodeState *node = cluster.node(id);
        const observe::BrokerView *broker = cluster.broker(id);
        const bool controller = node && node->isControllerAlone();
        const BrokerStatus status = brokerStatus(m_context.session, id);
        const auto [leading, held] = counts[id];
        const auto serves = [&](double perSecond) {
            return node && !controller ? TwinCell(static_cast<qlonglong>(perSecond)) : TwinCell();
        };
        rows.push_back({.id = {id.value()},
                        .cells = {Format::nodeName(id, controller), status.text,
                                  broker && broker->rack ? TwinCell(toQString(*broker->rack)) : TwinCell(),
                                  controller ? TwinCell() : TwinCell(leading), controller ? TwinCell() : TwinCell(held),
                                  node && !controller ? TwinCell(static_cast<qlonglong>(node->logBytes)) : TwinCell(),
                                  node ? serves(node->rates.bytesIn + node->rates.replicationBytesIn) : TwinCell(),
                                  node ? serves(node->rates.bytesOut + node->rates.replicationBytesOut) : TwinCell(),
                                  machineFaultTexts(m_context.session, id).join(QStringLiteral(" · "))},
                        .mark = status.mark,
                        .tone = status.tone,
                        .tip = brokerTip(m_context.session, id)});
    }
    return rows;
}

std::vector<TwinRow> MapTables::linkRows() const
{
    std::vector<TwinRow> rows;
    const std::vector<BrokerId> ids = m_context.session.cluster().columns();
    for (std::size_t i = 0; i < ids.size(); ++i) {
        for (std::size_t j = i + 1; j < ids.size(); ++j) {
            const LinkState link = LinkState::of(m_context.session.world().faults, ids[i], ids[j]);
            QString state;
            Mark mark = Mark::circle;
            Tone tone = Tone::good;
            switch (link.shape) {
            case LinkState::Shape::whole: state = tr("everything passes"); break;
            case LinkState::Shape::slow:
                state = tr("slow");
                mark = Mark::half;
                tone = Tone::warning;
                break;
            case LinkState::Shape::lossy:
                state = tr("lossy");
                mark = Mark::triangle;
                tone = Tone::warning;
                break;
            case LinkState::Shape::cut:
                state = tr("cut");
                mark = Mark::square;
                tone = Tone::bad;
                break;
            }
            if (!link.label.isEmpty()) state += QStringLiteral(", ") + link.label;
            rows.push_back({.id = {ids[i].value(), ids[j].value()},
                            .cells = {QStringLiteral("%1 – %2").arg(ids[i].value()).arg(ids[j].value()), state,
                                      link.faults.join(QStringLiteral("; "))},
                            .mark = mark,
                            .tone = tone,
                            .tip = link.sentence(ids[i], ids[j])});
        }
    }
    return rows;
}

std::vector<PartitionRow> MapTables::partitionRows() const
{
    std::vector<PartitionRow> rows;
    const ClusterState &cluster = m_context.session.cluster();
    const MapOwn own = m_view.own();
    for (const TopicState *topic : topicsInOrder(cluster)) {
        for (const PartitionState &partition : topic->partitions) {
            if (!passesFilter(cluster, *topic, partition, m_view.filter(), own)) continue;
            PartitionRow row{.name = {topic->internal, {topic->name, partition.meta.index}},
                             .leader = partition.meta.leader,
                             .epoch = partition.meta.leader_epoch.value(),
                             .replicas = partition.meta.replicas,
                             .isr = partition.meta.isr};
            const ReplicaState *leader = liveLeader(cluster, partition);
            row.state = !cluster.hasLiveLeader(partition) ? PartitionRow::State::leaderless
                        : partition.isUnderReplicated()   ? PartitionRow::State::underReplicated
                        : partition.isMoving()            ? PartitionRow::State::moving
                                                          : PartitionRow::State::inSync;
            if (leader) {
                row.logEnd = leader->view.log_end.value();
                row.highWatermark = leader->view.high_watermark.value();
                row.sizeBytes = leader->view.size_bytes;
                const Cell known{.state = CellState::leader, .known = true};
                row.recordsPerSecond = m_rates.value(*topic, partition, leader->broker, known);
                if (const auto lag = m_lags.value(*topic, partition, leader->broker, known)) row.lag = static_cast<std::int64_t>(*lag);
            }
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

std::vector<ReplicaRow> MapTables::replicaRows() const
{
    std::vector<ReplicaRow> rows;
    const ClusterState &cluster = m_context.session.cluster();
    const MapOwn own = m_view.own();
    const Instant now = m_context.session.now();
    for (const TopicState *topic : topicsInOrder(cluster)) {
        for (const PartitionState &partition : topic->partitions) {
            if (!passesFilter(cluster, *topic, partition, m_view.filter(), own)) continue;
            std::vector<BrokerId> ids = partition.meta.replicas;
            std::ranges::sort(ids);
            for (const BrokerId broker : ids) {
                const ReplicaState *replica = partition.replica(broker);
                rows.push_back({.name = {{topic->internal, {topic->name, partition.meta.index}}, broker},
                                .cell = cluster.cell(partition, broker, now),
                                .sizeBytes = replica ? std::optional(replica->view.size_bytes) : std::nullopt});
            }
        }
    }
    return rows;
}

PartitionKey MapTables::chosenPartition() const
{
    const std::string name = m_context.selection.topic().toStdString();
    const TopicState *topic = m_context.session.cluster().topic(name);
    return {topic && topic->internal, {name, m_context.selection.partition()}};
}

void MapTables::showSelection()
{
    const Selection &selection = m_context.selection;
    const PartitionKey chosen = chosenPartition();
    const int table = m_twin.currentTable();
    int row = -1;
    if (table == brokers) {
        const auto &all = m_brokers->allRows();
        const auto at = std::ranges::find(all, std::vector<qlonglong>{selection.broker()}, &TwinRow::id);
        if (at != all.end()) row = static_cast<int>(at - all.begin());
    } else if (table == partitions) {
        const auto &all = m_partitions->allRows();
        const auto at = std::ranges::lower_bound(all, chosen, {}, &PartitionRow::name);
        if (at != all.end() && at->name == chosen) row = static_cast<int>(at - all.begin());
    } else if (table == replicas) {
        const auto &all = m_replicas->allRows();
        const ReplicaRow::Key key{chosen, BrokerId(selection.broker())};
        const auto at = std::ranges::lower_bound(all, key, {}, &ReplicaRow::name);
        if (at != all.end() && at->name == key) row = static_cast<int>(at - all.begin());
    } else {
        return;
    }
    m_twin.chooseRow(table, row);
}

void MapTables::rowChosen(int table, int row)
{
    Selection &selection = m_context.selection;
    if (table == brokers) selection.setBroker(static_cast<std::int32_t>(m_brokers->row(row).id.front()));
    if (table == partitions) {
        const TopicPartition &name = m_partitions->row(row).name.partition;
        selection.setPartition(toQString(name.topic), name.partition);
    }
    if (table == replicas) {
        const auto &[key, broker] = m_replicas->row(row).name;
        selection.setReplica(toQString(key.partition.topic), key.partition.partition, broker.value());
    }
}

void MapTables::addDeeds(QMenu &menu, int table, int row)
{
    const auto give = [this](const QString &line) { Q_EMIT commandGiven(line); };
    if (table == brokers) addBrokerActions(menu, m_context, BrokerId(static_cast<std::int32_t>(m_brokers->row(row).id.front())), give);
    if (table == partitions) {
        const PartitionRow &entry = m_partitions->row(row);
        const auto &[topic, partition] = entry.name.partition;
        if (entry.leader != no_broker) addReplicaActions(menu, m_context, toQString(topic), partition, entry.leader, give);
        addTopicActions(menu, m_context, toQString(topic), give);
    }
    if (table == replicas) {
        const auto &[key, broker] = m_replicas->row(row).name;
        const auto &[topic, partition] = key.partition;
        addReplicaActions(menu, m_context, toQString(topic), partition, broker, give);
        addTopicActions(menu, m_context, toQString(topic), give);
    }
    if (table == links) {
        const std::vector<qlonglong> &ends = m_links->row(row).id;
        addLinkActions(menu, m_context, BrokerId(static_cast<std::int32_t>(ends.front())), BrokerId(static_cast<std::int32_t>(ends.back())),
                       give);
    }
}

}  // namespace vitrine::ui
