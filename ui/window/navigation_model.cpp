// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/navigation_model.h"

#include <algorithm>

#include "ui/common/flat_model.h"
#include "ui/common/format.h"
#include "ui/map/map_menu.h"
#include "ui/session/session.h"

namespace vitrine::ui {

NavigationModel::NavigationModel(const Context &context, QObject *parent) : QAbstractItemModel(parent), m_context(context) {}

void NavigationModel::refresh()
{
    sync(brokers, brokerEntries());
    sync(topics, topicEntries());
    sync(groups, groupEntries());
    sync(quorum, quorumEntries());
}

void NavigationModel::retranslate()
{
    refresh();
    Q_EMIT dataChanged(index(0, 0), index(sectionCount - 1, 0));
}

std::vector<NavigationModel::Entry> NavigationModel::brokerEntries() const
{
    std::vector<Entry> list;
    for (const BrokerId id : m_context.session.cluster().columns()) {
        const BrokerStatus status = brokerStatus(m_context.session, id);
        const NodeState *node = m_context.session.cluster().node(id);
        Entry entry{
            .key = QString::number(id.value()), .name = Format::nodeName(id, node && node->isControllerAlone()), .tip = status.shortText};
        entry.mark = status.mark;
        entry.tone = status.tone;
        if (const int port =
                node ? std::max(node->status.broker_port, node->isControllerAlone() ? node->status.controller_port : std::uint16_t{0}) : 0;
            port > 0)
            entry.number = QString::number(port);
        list.push_back(std::move(entry));
    }
    return list;
}

std::vector<NavigationModel::Entry> NavigationModel::topicEntries() const
{
    std::vector<Entry> list;
    for (const TopicState *topic : m_context.session.cluster().topics()) {
        Entry entry{.key = toQString(topic->name),
                    .name = toQString(topic->name),
                    .number = Format::number(static_cast<std::int64_t>(topic->partitions.size()))};
        entry.tip = entry.name;
        const std::size_t under = topic->underReplicated();
        const bool leaderless = !std::ranges::all_of(
            topic->partitions, [this](const PartitionState &p) { return m_context.session.cluster().hasLiveLeader(p); });
        if (leaderless) {
            entry.mark = Mark::square;
            entry.tone = Tone::bad;
            entry.tip = tr("%1: partitions without a leader").arg(entry.name);
        } else if (under > 0) {
            entry.mark = Mark::triangle;
            entry.tone = Tone::warning;
            entry.tip = tr("%1: %n partition(s) under-replicated", nullptr, static_cast<int>(under)).arg(entry.name);
        }
        list.push_back(std::move(entry));
    }
    std::ranges::stable_sort(list, {}, [](const Entry &entry) { return entry.key.startsWith(QLatin1String("__")); });
    return list;
}

std::vector<NavigationModel::Entry> NavigationModel::groupEntries() const
{
    std::vector<Entry> list;
    for (const auto &[id, group] : m_context.session.cluster().groups()) {
        Entry entry{.key = toQString(id), .name = toQString(id)};
        entry.number = tr("lag %1").arg(!group.lagKnown()          ? QStringLiteral("–")
                                        : group.totalLag < 100'000 ? Format::number(group.totalLag)
                                                                   : Format::shortNumber(group.totalLag));
        entry.tip = Format::groupState(group.view.state);
        switch (group.view.state) {
        case observe::GroupState::stable:
            entry.mark = Mark::circle;
            entry.tone = Tone::good;
            break;
        case observe::GroupState::preparing_rebalance:
        case observe::GroupState::completing_rebalance:
            entry.mark = Mark::half;
            entry.tone = Tone::warning;
            entry.number = tr("rebalancing");
            entry.numberTone = Tone::warning;
            break;
        case observe::GroupState::empty:
            entry.mark = Mark::ring;
            entry.tone = Tone::muted;
            break;
        case observe::GroupState::dead:
            entry.mark = Mark::square;
            entry.tone = Tone::bad;
            break;
        }
        if (!m_context.session.cluster().hasLiveCoordinator(group)) {
            entry.mark = Mark::ring;
            entry.tone = Tone::warning;
            entry.tip = tr("its coordinator, broker %1, is gone; last known: %2").arg(group.view.coordinator.value()).arg(entry.tip);
        }
        list.push_back(std::move(entry));
    }
    return list;
}

std::vector<NavigationModel::Entry> NavigationModel::quorumEntries() const
{
    const QuorumInfo &info = m_context.session.cluster().quorum();
    Entry entry{.key = QStringLiteral("metadata"), .name = tr("Metadata log")};
    if (info.highWatermark != no_offset) entry.number = QStringLiteral("@ ") + Format::number(info.highWatermark.value());
    entry.tip = info.leader == no_broker ? tr("no leader of the quorum")
                                         : tr("leader %1, epoch %2").arg(info.leader.value()).arg(info.epoch.value());
    if (info.leader == no_broker && m_context.session.world().phase == WorldState::Phase::running) {
        entry.mark = Mark::triangle;
        entry.tone = Tone::warning;
    }
    return {entry};
}

void NavigationModel::sync(Section section, std::vector<Entry> wanted)
{
    std::vector<Entry> &entries = m_entries[section];
    const QModelIndex parent = index(section, 0);
    // Both lists have their own order; it stays as wanted. Entries come and go rarely, so simple steps do.
    for (std::size_t i = entries.size(); i > 0; --i) {
        if (std::ranges::find(wanted, entries[i - 1].key, &Entry::key) != wanted.end()) continue;
        const int row = static_cast<int>(i) - 1;
        beginRemoveRows(parent, row, row);
        entries.erase(entries.begin() + row);
        endRemoveRows();
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (i < entries.size() && entries[i].key == wanted[i].key) continue;
        const auto later = std::find_if(entries.begin() + static_cast<std::ptrdiff_t>(i), entries.end(),
                                        [&](const Entry &e) { return e.key == wanted[i].key; });
        const int row = static_cast<int>(i);
        if (later != entries.end()) {
            const int from = static_cast<int>(later - entries.begin());
            beginMoveRows(parent, from, from, parent, row);
            std::rotate(entries.begin() + row, later, later + 1);
            endMoveRows();
        } else {
            beginInsertRows(parent, row, row);
            entries.insert(entries.begin() + row, wanted[i]);
            endInsertRows();
        }
    }
    takeOverChanges(entries, wanted, [&](int first, int last) { Q_EMIT dataChanged(index(first, 0, parent), index(last, 0, parent)); });
}

QModelIndex NavigationModel::find(Section section, const QString &key) const
{
    const std::vector<Entry> &entries = m_entries[section];
    const auto at = std::ranges::find(entries, key, &Entry::key);
    return at == entries.end() ? QModelIndex() : index(static_cast<int>(at - entries.begin()), 0, index(section, 0));
}

// The internal id is 0 for a section and 1 + section for its entries.
QModelIndex NavigationModel::index(int row, int column, const QModelIndex &parent) const
{
    if (column != 0 || row < 0) return {};
    if (!parent.isValid()) return row < sectionCount ? createIndex(row, 0, quintptr(0)) : QModelIndex();
    if (parent.internalId() != 0 || row >= rowCount(parent)) return {};
    return createIndex(row, 0, quintptr(1 + parent.row()));
}

QModelIndex NavigationModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == 0) return {};
    return createIndex(static_cast<int>(child.internalId()) - 1, 0, quintptr(0));
}

int NavigationModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid()) return sectionCount;
    if (parent.internalId() != 0 || parent.column() != 0) return 0;
    return static_cast<int>(m_entries[static_cast<std::size_t>(parent.row())].size());
}

int NavigationModel::columnCount(const QModelIndex &) const { return 1; }

Qt::ItemFlags NavigationModel::flags(const QModelIndex &index) const
{
    if (!index.isValid()) return Qt::NoItemFlags;
    return index.internalId() == 0 ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

QVariant NavigationModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (index.internalId() == 0) {
        if (role == SectionRole) return index.row();
        if (role != Qt::DisplayRole) return {};
        switch (static_cast<Section>(index.row())) {
        case brokers: return tr("Brokers");
        case topics: return tr("Topics");
        case groups: return tr("Groups");
        case quorum: return tr("Quorum");
        case sectionCount: break;
        }
        return {};
    }
    const Entry &entry = m_entries[index.internalId() - 1][static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return entry.name;
    case Qt::ToolTipRole: return entry.tip;
    case SectionRole: return static_cast<int>(index.internalId()) - 1;
    case KeyRole: return entry.key;
    case NumberRole: return entry.number;
    case MarkRole: return static_cast<int>(entry.mark);
    case ToneRole: return static_cast<int>(entry.tone);
    case NumberToneRole: return static_cast<int>(entry.numberTone);
    default: return {};
    }
}

}  // namespace vitrine::ui
