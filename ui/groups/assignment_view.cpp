// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/groups/assignment_view.h"

#include <algorithm>

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/common/selection.h"
#include "ui/common/table.h"
#include "ui/common/theme.h"
#include "ui/session/session.h"

namespace vitrine::ui {

namespace {

bool hasUnowned(const GroupInfo &group)
{
    return !group.view.members.empty() && std::ranges::any_of(group.lags, [](const PartitionLag &lag) { return lag.memberId.empty(); });
}

std::size_t topicsOf(const GroupInfo &group)
{
    std::size_t count = 0;
    const std::string *last = nullptr;
    for (const PartitionLag &lag : group.lags) {
        if (!last || *last != lag.partition.topic) ++count;
        last = &lag.partition.topic;
    }
    return count;
}

QString memberName(const observe::MemberView &member)
{
    return toQString(member.group_instance_id ? *member.group_instance_id : member.client_id.empty() ? member.member_id : member.client_id);
}

}  // namespace

AssignmentView::AssignmentView(const Context &context, QWidget *parent) : QAbstractScrollArea(parent), m_context(context)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    viewport()->setAutoFillBackground(false);
    viewport()->setMouseTracking(true);
}

const GroupInfo *AssignmentView::group() const { return m_context.session.cluster().group(m_context.selection.group().toStdString()); }

std::size_t AssignmentView::rowCount(const GroupInfo &info) const { return info.view.members.size() + (hasUnowned(info) ? 1 : 0); }
int AssignmentView::rowHeight() const { return m_context.theme.px(28); }
int AssignmentView::headerHeight(const GroupInfo &info) const { return topicsOf(info) > 1 ? m_context.theme.px(20) : 0; }

QSize AssignmentView::sizeHint() const
{
    const GroupInfo *info = group();
    const int rows = info ? static_cast<int>(std::clamp<std::size_t>(rowCount(*info), 3, 6)) : 3;
    return {m_context.theme.px(300), rows * rowHeight() + (info ? headerHeight(*info) : 0) + m_context.theme.px(6)};
}

QSize AssignmentView::minimumSizeHint() const { return {m_context.theme.px(200), rowHeight() * 2}; }

void AssignmentView::refresh()
{
    const GroupInfo *info = group();
    const int content = info ? static_cast<int>(rowCount(*info)) * rowHeight() + headerHeight(*info) : 0;
    verticalScrollBar()->setRange(0, std::max(0, content - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    updateGeometry();
    viewport()->update();
}

void AssignmentView::resizeEvent(QResizeEvent *) { refresh(); }

void AssignmentView::paintEvent(QPaintEvent *)
{
    const GroupInfo *info = group();
    if (!info) return;
    QPainter painter(viewport());
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const bool wide = viewport()->width() > theme.px(400);
    const qreal summaryWidth = wide ? theme.px(132) : 0;
    const qreal left = theme.px(18);
    const qreal nameWidth = std::min<qreal>(theme.px(128), viewport()->width() * 0.32);
    const qreal gridLeft = left + nameWidth + theme.px(8);
    const qreal gridRight = viewport()->width() - theme.px(16) - summaryWidth - (wide ? theme.px(10) : 0);
    const auto partitions = static_cast<qreal>(std::max<std::size_t>(1, info->lags.size()));
    const qreal step = std::min<qreal>(theme.px(34), (gridRight - gridLeft) / partitions);
    const bool numbers = step >= theme.px(19);
    const qreal gap = numbers ? theme.px(5) : step > 4 ? 1 : 0;
    if (wide)
        paintSummary(painter, *info, QRectF(viewport()->width() - theme.px(14) - summaryWidth, 0, summaryWidth, viewport()->height()));

    const int header = headerHeight(*info);
    if (header > 0) {
        std::size_t begin = 0;
        for (std::size_t i = 1; i <= info->lags.size(); ++i) {
            if (i < info->lags.size() && info->lags[i].partition.topic == info->lags[begin].partition.topic) continue;
            const QRectF place(gridLeft + static_cast<qreal>(begin) * step, 0, static_cast<qreal>(i - begin) * step - theme.px(4), header);
            paintText(painter, place, toQString(info->lags[begin].partition.topic), theme.font(Theme::Type::tiny), c.muted,
                      Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
            begin = i;
        }
    }
    painter.setClipRect(QRectF(0, header, viewport()->width(), viewport()->height() - header));
    painter.translate(0, header - verticalScrollBar()->value());

    const bool rebalancing =
        info->view.state == observe::GroupState::preparing_rebalance || info->view.state == observe::GroupState::completing_rebalance;
    const auto paintRow = [&](std::size_t row, const std::string &memberId, const QString &name, Mark mark, Tone tone, bool nobody) {
        const qreal y = static_cast<qreal>(row) * rowHeight();
        if (y - verticalScrollBar()->value() > viewport()->height() || y + rowHeight() < verticalScrollBar()->value()) return;
        const QRectF line(left, y, nameWidth, rowHeight());
        if (!m_chosen.isEmpty() && toQString(memberId) == m_chosen)
            paintBox(painter, QRectF(theme.px(8), y + 1, gridRight - theme.px(2), rowHeight() - 2), theme.px(5), c.selection, {});
        const qreal size = theme.pxf(9);
        paintMark(painter, mark, QRectF(line.left(), line.center().y() - size / 2, size, size), shapeColor(theme, tone));
        paintText(painter, line.adjusted(size + theme.px(8), 0, 0, 0), name, theme.font(Theme::Type::body), nobody ? c.warningText : c.text,
                  Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
        for (std::size_t i = 0; i < info->lags.size(); ++i) {
            const PartitionLag &lag = info->lags[i];
            const bool owned = nobody ? lag.memberId.empty() : lag.memberId == memberId;
            const QRectF chip(gridLeft + static_cast<qreal>(i) * step, y + theme.px(3), step - gap, rowHeight() - theme.px(6));
            if (!owned) {
                paintBox(painter, chip, theme.px(4), c.sunk, numbers ? c.line : QColor());
            } else if (nobody) {
                paintBox(painter, chip, theme.px(4), c.outFill, c.outLine, Qt::DashLine);
            } else {
                paintBox(painter, chip, theme.px(4), c.leader, {});
                const bool moved =
                    info->lastRebalance && std::ranges::find(info->lastRebalance->moved, lag.partition) != info->lastRebalance->moved.end();
                if (moved) paintBox(painter, chip.adjusted(2, 2, -2, -2), theme.px(3), {}, c.onLeader, Qt::SolidLine, 1.2);
            }
            if (numbers)
                paintText(painter, chip, QString::number(lag.partition.partition),
                          theme.font(owned ? Theme::Type::smallStrong : Theme::Type::small),
                          owned ? (nobody ? c.outText : c.onLeader) : c.faint, Qt::AlignCenter, Qt::ElideNone);
        }
    };
    const bool known = m_context.session.cluster().hasLiveCoordinator(*info);
    std::size_t row = 0;
    for (const observe::MemberView &member : info->view.members) {
        const bool waits = member.awaiting_join || member.awaiting_sync;
        // Nobody can say how the member is while there is no coordinator that hears its heartbeats.
        const Mark mark = !known ? Mark::ring : rebalancing ? (waits ? Mark::half : Mark::ring) : Mark::circle;
        const Tone tone = !known ? Tone::muted : rebalancing ? Tone::warning : Tone::good;
        paintRow(row++, member.member_id, memberName(member), mark, tone, false);
    }
    if (hasUnowned(*info)) paintRow(row, {}, tr("nobody"), Mark::triangle, Tone::warning, true);
    if (info->view.members.empty())
        paintText(painter, QRectF(left, 0, gridRight - left, rowHeight()),
                  tr("No members. Committed offsets stay until offsets.retention.minutes."), theme.font(Theme::Type::body), c.muted);
}

void AssignmentView::paintSummary(QPainter &painter, const GroupInfo &info, const QRectF &area)
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const bool rebalancing =
        info.view.state == observe::GroupState::preparing_rebalance || info.view.state == observe::GroupState::completing_rebalance;
    QStringList lines;
    if (rebalancing) {
        const auto waiting = static_cast<int>(
            std::ranges::count_if(info.view.members, [](const observe::MemberView &m) { return m.awaiting_join || m.awaiting_sync; }));
        lines << tr("%1 of %2 joined").arg(waiting).arg(info.view.members.size());
        if (info.view.last_rebalance_began)
            lines << tr("for %1").arg(Format::duration(m_context.session.now() - *info.view.last_rebalance_began));
    } else if (info.lastRebalance) {
        const RebalanceSummary &last = *info.lastRebalance;
        std::vector<std::int32_t> indexes;
        for (const TopicPartition &partition : last.moved) indexes.push_back(partition.partition);
        if (!last.movedKnown) lines << tr("as first seen");
        else if (last.moved.empty()) lines << tr("nothing moved");
        else
            lines << tr("%1 moved")
                         .arg(topicsOf(info) == 1 ? Format::partitions(indexes)
                                                  : Format::number(static_cast<std::int64_t>(indexes.size())));
        if (last.movedKnown) lines << (last.cooperative ? tr("nobody else stopped") : tr("everybody stopped"));
        if (last.took) lines << tr("%1 in all").arg(Format::duration(*last.took));
    }
    qreal y = area.top() + theme.px(4);
    paintText(painter, QRectF(area.left(), y, area.width(), theme.px(18)), rebalancing ? tr("Rebalancing") : tr("Last rebalance"),
              theme.font(Theme::Type::smallStrong), rebalancing ? c.warningText : c.text);
    for (const QString &text : lines) {
        y += theme.px(19);
        paintText(painter, QRectF(area.left(), y, area.width(), theme.px(18)), text, theme.font(Theme::Type::small), c.muted);
    }
}

void AssignmentView::mousePressEvent(QMouseEvent *event)
{
    const GroupInfo *info = group();
    if (!info) return;
    const int y = event->pos().y() - headerHeight(*info) + verticalScrollBar()->value();
    const int row = y < 0 ? -1 : y / rowHeight();
    const bool member = row >= 0 && row < static_cast<int>(info->view.members.size());
    const QString id = member ? toQString(info->view.members[static_cast<std::size_t>(row)].member_id) : QString();
    m_chosen = id == m_chosen ? QString() : id;
    Q_EMIT memberChosen(m_chosen);
    viewport()->update();
}

bool AssignmentView::viewportEvent(QEvent *event)
{
    const GroupInfo *info = group();
    if (event->type() != QEvent::ToolTip || !info) return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int y = help->pos().y() - headerHeight(*info) + verticalScrollBar()->value();
    const int row = y < 0 ? -1 : y / rowHeight();
    if (row < 0 || row >= static_cast<int>(info->view.members.size())) {
        QToolTip::hideText();
        return true;
    }
    const observe::MemberView &member = info->view.members[static_cast<std::size_t>(row)];
    QStringList lines{toQString(member.member_id), tr("client %1 at %2").arg(toQString(member.client_id), toQString(member.client_host)),
                      tr("session.timeout.ms %1").arg(Format::number(member.session_timeout.count()))};
    if (member.last_heartbeat) lines << tr("last heartbeat %1 ago").arg(Format::duration(m_context.session.now() - *member.last_heartbeat));
    QStringList assigned;
    for (const TopicPartition &partition : member.assignment) assigned << toQString(partition);
    lines << (assigned.isEmpty() ? tr("no partitions") : assigned.join(QStringLiteral(", ")));
    QToolTip::showText(help->globalPos(), lines.join(QLatin1Char('\n')), viewport());
    return true;
}

}  // namespace vitrine::ui
