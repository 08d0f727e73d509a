// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/groups/members_model.h"

#include <algorithm>

#include "ui/common/format.h"
#include "ui/common/table.h"
#include "ui/session/session.h"

namespace vitrine::ui {

void MembersModel::show(const Session &session, const GroupInfo *group)
{
    std::vector<MemberRow> wanted;
    std::map<std::string, qlonglong> lags;
    if (group)
        for (const PartitionLag &entry : group->lags) lags[entry.memberId] += entry.lag.value_or(0);
    for (std::size_t i = 0; group && i < group->view.members.size(); ++i) {
        const observe::MemberView &view = group->view.members[i];
        const MemberSign sign = GroupText::member(session, *group, view);
        MemberRow row;
        row.memberId = view.member_id;
        row.name = toQString(nameOf(view));
        QStringList topics;
        for (const std::string &topic : view.subscribed_topics) topics << toQString(topic);
        QStringList lines{toQString(view.member_id), tr("client %1 at %2").arg(toQString(view.client_id), toQString(view.client_host))};
        if (view.group_instance_id) lines << tr("static member, group.instance.id %1").arg(toQString(*view.group_instance_id));
        if (view.member_id == group->view.leader_member_id) lines << tr("the group's leader: it makes the assignment");
        if (!topics.isEmpty()) lines << tr("reads %1").arg(topics.join(QStringLiteral(", ")));
        lines << tr("session.timeout.ms %1, max.poll.interval.ms %2")
                     .arg(Format::number(view.session_timeout.count()), Format::number(view.rebalance_timeout.count()));
        row.details = lines.join(QLatin1Char('\n'));
        row.mark = sign.mark;
        row.tone = sign.tone;
        row.state = sign.word;
        row.sentence = sign.sentence;
        row.assigned = view.assignment.empty() ? tr("no partitions") : GroupText::partitions(view.assignment);
        row.partitions = static_cast<qlonglong>(view.assignment.size());
        row.lag = lags[view.member_id];
        row.heartbeat = GroupText::heartbeat(session, view);
        row.where = GroupText::own(session, *group, view) ? tr("our own") : toQString(view.client_host);
        wanted.push_back(std::move(row));
    }
    sync(std::move(wanted));
}

int MembersModel::rowOf(const std::string &memberId) const
{
    const auto at = std::ranges::find(allRows(), memberId, &MemberRow::memberId);
    return at == allRows().end() ? -1 : static_cast<int>(at - allRows().begin());
}

QString MembersModel::title(int column) const
{
    switch (column) {
    case member: return tr("Member");
    case state: return tr("State");
    case partitions: return tr("Partitions");
    case lag: return tr("Lag");
    case heartbeat: return tr("Last heartbeat");
    default: return tr("Where");
    }
}

ColumnKind MembersModel::kind(int column) const
{
    switch (column) {
    case member: return ColumnKind::marked;
    case partitions:
    case lag: return ColumnKind::number;
    case heartbeat: return ColumnKind::mono;
    default: return ColumnKind::text;
    }
}

QVariant MembersModel::cell(int index, int column, int role) const
{
    const MemberRow &entry = row(index);
    switch (column) {
    case member:
        if (role == MarkRole) return static_cast<int>(entry.mark);
        if (role == ToneRole) return static_cast<int>(entry.tone);
        if (role == Qt::ToolTipRole) return entry.details;
        return role == Qt::DisplayRole ? entry.name : QVariant();
    case state:
        if (role == Qt::ToolTipRole) return entry.sentence;
        if (role == ToneRole && entry.tone != Tone::good) return static_cast<int>(entry.tone);
        return role == Qt::DisplayRole ? entry.state : QVariant();
    case partitions:
        if (role == Qt::ToolTipRole) return entry.assigned;
        return role == Qt::DisplayRole || role == SortRole ? QVariant(entry.partitions) : QVariant();
    case lag: return role == Qt::DisplayRole || role == SortRole ? QVariant(entry.lag) : QVariant();
    case heartbeat:
        if (role == Qt::ToolTipRole)
            return tr("Since the last heartbeat, and session.timeout.ms: when that has passed, the member is taken out.");
        return role == Qt::DisplayRole ? entry.heartbeat : QVariant();
    default: return role == Qt::DisplayRole ? entry.where : QVariant();
    }
}

}  // namespace vitrine::ui
