// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/groups/groups_model.h"

#include <algorithm>

#include "ui/common/event_text.h"
#include "ui/common/format.h"
#include "ui/groups/group_text.h"
#include "ui/session/session.h"

namespace vitrine::ui {

void GroupsModel::show(const Session &session)
{
    std::vector<GroupRow> wanted;
    const ClusterState &cluster = session.cluster();
    for (const auto &[id, info] : cluster.groups()) {
        const MemberSign sign = GroupText::group(session, info);
        GroupRow row;
        row.name = toQString(id);
        row.mark = sign.mark;
        row.tone = sign.tone;
        row.state = sign.word;
        row.sentence = sign.sentence;
        row.members = static_cast<qlonglong>(info.view.members.size());
        row.partitions = static_cast<qlonglong>(info.lags.size());
        row.lag = info.lagKnown() ? info.totalLag : -1;
        row.behind = GroupText::behind(info.behind, info.behindOrMore);
        row.behindMs = info.behind ? to_milliseconds(*info.behind) : -1;
        const auto worst = std::ranges::max_element(info.lags, {}, [](const PartitionLag &entry) { return entry.lag.value_or(-1); });
        if (worst != info.lags.end() && worst->lag.value_or(0) > 0) row.worst = toQString(worst->partition);
        for (const observe::MemberView &member : info.view.members)
            if (cluster.memberState(info, member).activity == MemberActivity::stopped) ++row.stopped;
        if (row.stopped > 0 && sign.tone == Tone::good) {
            row.mark = Mark::triangle;
            row.tone = Tone::warning;
            row.state = tr("%n stopped", nullptr, static_cast<int>(row.stopped));
        }
        row.coordinator = info.view.coordinator.value();
        const RebalanceHistory *history = cluster.rebalances(id);
        if (history && !history->records().empty()) {
            const RebalanceRecord &last = history->records().back();
            row.rebalanced = last.state == RebalanceRecord::State::running
                                 ? tr("now")
                                 : tr("%1 ago").arg(Format::duration(std::max(Duration::zero(), session.now() - last.at)));
            row.rebalancedWhy = EventSentences::rebalanceReason(last.reason);
        }
        wanted.push_back(std::move(row));
    }
    sync(std::move(wanted));
}

QString GroupsModel::title(int column) const
{
    switch (column) {
    case group: return tr("Group");
    case state: return tr("State");
    case members: return tr("Members");
    case lag: return tr("Lag");
    case behind: return tr("Time lag");
    case rebalanced: return tr("Rebalanced");
    default: return tr("Coordinator");
    }
}

ColumnKind GroupsModel::kind(int column) const
{
    switch (column) {
    case group: return ColumnKind::marked;
    case members:
    case lag:
    case behind:
    case coordinator: return ColumnKind::number;
    default: return ColumnKind::text;
    }
}

QVariant GroupsModel::cell(int index, int column, int role) const
{
    const GroupRow &entry = row(index);
    const auto number = [role](qlonglong value) { return role == Qt::DisplayRole || role == SortRole ? QVariant(value) : QVariant(); };
    switch (column) {
    case group:
        if (role == MarkRole) return static_cast<int>(entry.mark);
        if (role == ToneRole) return static_cast<int>(entry.tone);
        if (role == Qt::ToolTipRole) return entry.name;
        return role == Qt::DisplayRole || role == SortRole ? entry.name : QVariant();
    case state:
        if (role == Qt::ToolTipRole) return entry.sentence;
        if (role == ToneRole && entry.tone != Tone::good) return static_cast<int>(entry.tone);
        return role == Qt::DisplayRole || role == SortRole ? entry.state : QVariant();
    case members:
        if (role == Qt::ToolTipRole) return tr("%n partition(s)", nullptr, static_cast<int>(entry.partitions));
        return number(entry.members);
    case lag:
        if (entry.lag < 0 && role == Qt::DisplayRole) return QStringLiteral("–");
        if (entry.lag < 0 && role == Qt::ToolTipRole) return tr("Nobody tells where the logs of its partitions end: they have no leader.");
        if (role == Qt::ToolTipRole && !entry.worst.isEmpty()) return tr("%1 is furthest behind").arg(entry.worst);
        return number(entry.lag);
    case behind:
        if (role == SortRole) return entry.behindMs;
        if (role == Qt::ToolTipRole) return tr("The age of the oldest record that is not read.");
        return role == Qt::DisplayRole ? entry.behind : QVariant();
    case rebalanced:
        if (role == Qt::ToolTipRole) return entry.rebalancedWhy;
        return role == Qt::DisplayRole ? entry.rebalanced : QVariant();
    default: return number(entry.coordinator);
    }
}

}  // namespace vitrine::ui
