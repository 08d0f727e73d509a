// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/groups/assignment_view.h"

#include <algorithm>
#include <map>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include "ui/common/event_text.h"
#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/session/session.h"

namespace vitrine::ui {

namespace {
// Below this width a cell has no room for its number.
constexpr int numberWidth = 19;
constexpr int cellWidthMax = 34;
// Members that are shown without scrolling, where there is room.
constexpr std::size_t rowsShown = 6;
}  // namespace

AssignmentView::AssignmentView(const Context &context, QWidget *parent) : QAbstractScrollArea(parent), m_context(context)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setAutoFillBackground(false);
    viewport()->setMouseTracking(true);
}

int AssignmentView::rowHeight() const { return m_context.theme.px(28); }
int AssignmentView::headerHeight() const { return m_topics > 1 ? m_context.theme.px(20) : 0; }
int AssignmentView::captionHeight() const { return m_context.theme.px(20); }

QSize AssignmentView::sizeHint() const
{
    const auto rows = static_cast<int>(std::clamp<std::size_t>(m_rows.size(), 2, rowsShown));
    return {m_context.theme.px(300), rows * rowHeight() + headerHeight() + captionHeight()};
}

QSize AssignmentView::minimumSizeHint() const { return {m_context.theme.px(200), rowHeight() * 2 + captionHeight()}; }

void AssignmentView::refresh()
{
    const ClusterState &cluster = m_context.session.cluster();
    const QString name = m_context.selection.group();
    const GroupInfo *group = cluster.group(name.toStdString());
    if (name != m_group) {
        m_group = name;
        m_number.reset();
        m_chosen.clear();
    }
    m_rows.clear();
    m_columns.clear();
    m_caption.clear();
    m_topics = 0;
    m_noMembers = false;
    if (group) {
        const RebalanceHistory *history = cluster.rebalances(group->view.group_id);
        const RebalanceRecord *record = history && m_number ? history->find(*m_number) : nullptr;
        if (!record) m_number.reset();
        const RebalanceRecord *last = history ? history->lastDone() : nullptr;
        if (record && record->state == RebalanceRecord::State::done) readRecord(*record);
        else readGroup(*group, group->isRebalancing() ? nullptr : last);
        say(*group, record ? record : last);
        for (std::size_t i = 0; i < m_columns.size(); ++i)
            if (i == 0 || m_columns[i].partition.topic != m_columns[i - 1].partition.topic) ++m_topics;
    }
    const int content = static_cast<int>(m_rows.size()) * rowHeight();
    const int room = viewport()->height() - headerHeight() - captionHeight();
    verticalScrollBar()->setRange(0, std::max(0, content - room));
    verticalScrollBar()->setPageStep(room);
    verticalScrollBar()->setSingleStep(rowHeight());
    updateGeometry();
    viewport()->update();
}

void AssignmentView::readGroup(const GroupInfo &group, const RebalanceRecord *last)
{
    const Session &session = m_context.session;
    std::map<std::string, int> rows;
    std::vector<const observe::MemberView *> members;
    for (const observe::MemberView &member : group.view.members) members.push_back(&member);
    std::ranges::stable_sort(members, {}, [](const observe::MemberView *member) { return nameOf(*member); });
    std::map<std::string, int> byName;
    for (const observe::MemberView *member : members) {
        const int row = static_cast<int>(m_rows.size());
        rows[member->member_id] = row;
        byName[nameOf(*member)] = row;
        const MemberSign sign = GroupText::member(session, group, *member);
        m_rows.push_back({toQString(member->member_id), toQString(nameOf(*member)), sign, false,
                          toQString(member->member_id) + QLatin1Char('\n') + sign.word + QStringLiteral(": ") + sign.sentence +
                              QLatin1Char('\n') + tr("last heartbeat %1").arg(GroupText::heartbeat(session, *member)) + QLatin1Char('\n') +
                              (member->assignment.empty() ? tr("no partitions") : GroupText::partitions(member->assignment))});
    }
    m_noMembers = members.empty();
    bool unowned = false;
    for (const PartitionLag &lag : group.lags) {
        Column column{.partition = lag.partition, .tip = {}};
        const auto owner = rows.find(lag.memberId);
        if (owner != rows.end()) column.owner = owner->second;
        else unowned = true;
        if (last && last->movesKnown) {
            const auto move = std::ranges::lower_bound(last->moves, lag.partition, {}, &PartitionMove::partition);
            if (move != last->moves.end() && move->partition == lag.partition) {
                column.moved = true;
                if (const auto before = byName.find(move->from); before != byName.end()) column.before = before->second;
                column.tip = tr("at the last rebalance: %1 → %2")
                                 .arg(move->from.empty() ? tr("nobody") : toQString(move->from),
                                      move->to.empty() ? tr("nobody") : toQString(move->to));
            }
        }
        QStringList lines{toQString(lag.partition) + QStringLiteral(": ") +
                          (column.owner >= 0 ? m_rows[static_cast<std::size_t>(column.owner)].name : tr("nobody"))};
        if (lag.lag) lines << tr("lag %1, %2").arg(Format::number(*lag.lag), GroupText::behind(lag.behind, lag.behindOrMore));
        if (lag.meaning != LagMeaning::records) lines << GroupText::meaning(lag);
        if (!column.tip.isEmpty()) lines << column.tip;
        column.tip = lines.join(QLatin1Char('\n'));
        m_columns.push_back(std::move(column));
    }
    if (!unowned || members.empty()) return;
    const int nobody = static_cast<int>(m_rows.size());
    m_rows.push_back(
        {{}, tr("nobody"), {Mark::triangle, Tone::warning, tr("nobody reads these"), {}}, true, tr("No member has these partitions.")});
    for (Column &column : m_columns)
        if (column.owner < 0) column.owner = nobody;
}

void AssignmentView::readRecord(const RebalanceRecord &record)
{
    std::map<std::string, int> rows;
    const auto add = [&](const std::string &name, const MemberSign &sign) {
        rows.emplace(name, static_cast<int>(m_rows.size()));
        m_rows.push_back({{}, toQString(name), sign, false, toQString(name) + QStringLiteral(": ") + sign.word});
    };
    for (const std::string &name : record.members) add(name, {Mark::circle, Tone::good, tr("member"), {}});
    for (const std::string &name : record.left) add(name, {Mark::square, Tone::bad, tr("left"), {}});
    m_noMembers = m_rows.empty();
    std::map<TopicPartition, Column> columns;
    for (const auto &[partition, member] : record.owners) {
        Column &column = columns[partition];
        column.partition = partition;
        column.owner = static_cast<int>(member);
    }
    bool unowned = false;
    for (const PartitionMove &move : record.moves) {
        Column &column = columns[move.partition];
        column.partition = move.partition;
        column.moved = true;
        if (const auto before = rows.find(move.from); before != rows.end()) column.before = before->second;
        unowned = unowned || column.owner < 0;
        column.tip = tr("%1: %2 → %3")
                         .arg(toQString(move.partition), move.from.empty() ? tr("nobody") : toQString(move.from),
                              move.to.empty() ? tr("nobody") : toQString(move.to));
    }
    if (unowned) {
        const int nobody = static_cast<int>(m_rows.size());
        m_rows.push_back({{}, tr("nobody"), {Mark::triangle, Tone::warning, tr("nobody read these"), {}}, true, {}});
        for (auto &[partition, column] : columns)
            if (column.owner < 0) column.owner = nobody;
    }
    for (auto &[partition, column] : columns) {
        if (column.tip.isEmpty())
            column.tip = toQString(partition) + QStringLiteral(": ") + m_rows[static_cast<std::size_t>(column.owner)].name;
        m_columns.push_back(std::move(column));
    }
}

void AssignmentView::say(const GroupInfo &group, const RebalanceRecord *record)
{
    const Instant now = m_context.session.now();
    m_captionWarns = group.isRebalancing() && !m_number;
    QStringList parts;
    if (m_captionWarns) {
        const auto joined = std::ranges::count_if(
            group.view.members, [](const observe::MemberView &member) { return member.awaiting_join || member.awaiting_sync; });
        parts << tr("Rebalancing: %1 of %2 joined").arg(joined).arg(group.view.members.size());
        if (group.view.last_rebalance_began)
            parts << tr("for %1").arg(Format::duration(std::max(Duration::zero(), now - *group.view.last_rebalance_began)));
        const QString why = EventSentences::rebalanceReason(group.view.last_rebalance_reason);
        if (!why.isEmpty()) parts << why;
    } else if (record) {
        // Before the first one that was seen from its beginning there is nothing to compare with.
        if (!record->movesKnown && !m_number) return;
        parts << (m_number ? tr("Generation %1 at %2").arg(record->generation.value()).arg(m_context.session.timeText(record->at))
                           : tr("Last rebalance %1 ago").arg(Format::duration(std::max(Duration::zero(), now - record->at))));
        parts << GroupText::moved(*record);
        if (record->state == RebalanceRecord::State::done && record->movesKnown && record->partitionsBefore > 0)
            parts << (record->isCooperative() ? tr("nobody else stopped") : tr("everybody stopped"));
        if (record->took) parts << Format::duration(*record->took);
    }
    m_caption = parts.join(QStringLiteral(" · "));
}

AssignmentView::Places AssignmentView::places() const
{
    const Theme &theme = m_context.theme;
    const qreal width = viewport()->width();
    Places at{};
    at.left = theme.px(18);
    at.stateWidth = width > theme.px(400) ? theme.px(124) : 0;
    at.nameWidth = std::min<qreal>(theme.px(width > theme.px(700) ? 220 : 116), width * 0.3);
    at.gridLeft = at.left + at.nameWidth + theme.px(8);
    at.gridRight = width - theme.px(16) - at.stateWidth - (at.stateWidth > 0 ? theme.px(10) : 0);
    const auto count = static_cast<qreal>(std::max<std::size_t>(1, m_columns.size()));
    at.step = std::min<qreal>(theme.px(cellWidthMax), (at.gridRight - at.gridLeft) / count);
    at.numbers = at.step >= theme.px(numberWidth);
    return at;
}

void AssignmentView::resizeEvent(QResizeEvent *) { refresh(); }
void AssignmentView::focusInEvent(QFocusEvent *) { viewport()->update(); }
void AssignmentView::focusOutEvent(QFocusEvent *) { viewport()->update(); }

void AssignmentView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const Places at = places();
    const int header = headerHeight();
    const int bottom = viewport()->height() - captionHeight();
    const QRectF caption(at.left, bottom, viewport()->width() - at.left - theme.px(16), captionHeight());
    paintText(painter, caption, m_caption, theme.font(m_captionWarns ? Theme::Type::smallMedium : Theme::Type::small),
              m_captionWarns ? c.warningText : c.muted);
    if (header > 0) paintHeader(painter, at);
    painter.setClipRect(QRectF(0, header, viewport()->width(), bottom - header));
    if (m_noMembers) {
        const QString text =
            m_number ? tr("Everybody had left.") : tr("No members. Committed offsets stay until offsets.retention.minutes.");
        paintText(painter, QRectF(at.left, header, viewport()->width() - at.left - theme.px(16), rowHeight()), text,
                  theme.font(Theme::Type::body), c.muted);
    }
    const int scrolled = verticalScrollBar()->value();
    painter.translate(0, header - scrolled);
    const int first = scrolled / rowHeight();
    const int last = std::min(static_cast<int>(m_rows.size()), first + viewport()->height() / rowHeight() + 2);
    for (int row = first; row < last; ++row) paintRow(painter, at, row);
}

void AssignmentView::paintHeader(QPainter &painter, const Places &at)
{
    const Theme &theme = m_context.theme;
    std::size_t begin = 0;
    for (std::size_t i = 1; i <= m_columns.size(); ++i) {
        if (i < m_columns.size() && m_columns[i].partition.topic == m_columns[begin].partition.topic) continue;
        const QRectF place(at.gridLeft + static_cast<qreal>(begin) * at.step, 0, static_cast<qreal>(i - begin) * at.step - theme.px(4),
                           headerHeight());
        paintText(painter, place, toQString(m_columns[begin].partition.topic), theme.font(Theme::Type::tiny), theme.colors().muted,
                  Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
        begin = i;
    }
}

void AssignmentView::paintRow(QPainter &painter, const Places &at, int index)
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const Row &row = m_rows[static_cast<std::size_t>(index)];
    const qreal y = static_cast<qreal>(index) * rowHeight();
    if (!m_chosen.isEmpty() && row.memberId == m_chosen)
        paintBox(painter, QRectF(theme.px(8), y + 1, viewport()->width() - theme.px(16), rowHeight() - 2), theme.px(5), c.selection,
                 hasFocus() ? c.leader : QColor());
    const QRectF name(at.left, y, at.nameWidth, rowHeight());
    const qreal size = theme.pxf(9);
    paintMark(painter, row.sign.mark, QRectF(name.left(), name.center().y() - size / 2, size, size), shapeColor(theme, row.sign.tone));
    paintText(painter, name.adjusted(size + theme.px(8), 0, 0, 0), row.name, theme.font(Theme::Type::body),
              row.nobody ? c.warningText : c.text, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
    if (at.numbers) paintCells(painter, at, index, y);
    else paintRuns(painter, at, index, y);
    if (at.stateWidth > 0) {
        // Beside the cells, however much room there is.
        const qreal cells = at.gridLeft + at.step * static_cast<qreal>(std::max<std::size_t>(1, m_columns.size()));
        const qreal left = std::min(at.gridRight, cells) + theme.px(10);
        const QRectF state(left, y, viewport()->width() - theme.px(16) - left, rowHeight());
        const bool fine = row.sign.tone == Tone::good;
        paintText(painter, state, row.sign.word, theme.font(Theme::Type::small), fine ? c.muted : textColor(theme, row.sign.tone));
    }
}

void AssignmentView::paintCells(QPainter &painter, const Places &at, int row, qreal y)
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const bool nobody = m_rows[static_cast<std::size_t>(row)].nobody;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const Column &column = m_columns[i];
        const bool owned = column.owner == row;
        const bool before = column.moved && column.before == row && !owned;
        const QRectF chip(at.gridLeft + static_cast<qreal>(i) * at.step, y + theme.px(3), at.step - theme.px(5), rowHeight() - theme.px(6));
        if (before) paintBox(painter, chip, theme.px(4), {}, c.moving, Qt::DashLine);
        else if (!owned) paintBox(painter, chip, theme.px(4), c.sunk, c.line);
        else if (nobody) paintBox(painter, chip, theme.px(4), c.outFill, c.outLine, Qt::DashLine);
        else paintBox(painter, chip, theme.px(4), c.leader, {});
        // As on the map: a double outline is what moved; where the chip is small, it keeps clear of the digits.
        if (owned && !nobody && column.moved) {
            const qreal inset = chip.width() < theme.px(20) ? 1 : 2;
            paintBox(painter, chip.adjusted(inset, inset, -inset, -inset), theme.px(3), {}, c.onLeader, Qt::SolidLine, 1.2);
        }
        paintText(painter, chip, QString::number(column.partition.partition),
                  theme.font(owned ? Theme::Type::smallStrong : Theme::Type::small),
                  owned    ? (nobody ? c.outText : c.onLeader)
                  : before ? c.moving
                           : c.faint,
                  Qt::AlignCenter, Qt::ElideNone);
    }
}

void AssignmentView::paintRuns(QPainter &painter, const Places &at, int row, qreal y)
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const bool nobody = m_rows[static_cast<std::size_t>(row)].nobody;
    const qreal top = y + theme.px(5);
    const qreal height = rowHeight() - theme.px(10);
    const qreal gap = at.step >= 4 ? 1 : 0;
    paintBox(painter, QRectF(at.gridLeft, top, at.step * static_cast<qreal>(m_columns.size()), height), theme.px(3), c.sunk, {});
    // Neighbours that look alike are one block: a few hundred partitions are a few blocks.
    const auto look = [&](const Column &column) {
        if (column.owner == row) return column.moved ? 2 : 1;
        return column.moved && column.before == row ? 3 : 0;
    };
    for (std::size_t begin = 0; begin < m_columns.size();) {
        const int kind = look(m_columns[begin]);
        std::size_t end = begin + 1;
        while (end < m_columns.size() && look(m_columns[end]) == kind && gap == 0) ++end;
        const QRectF block(at.gridLeft + static_cast<qreal>(begin) * at.step, top,
                           std::max<qreal>(1, static_cast<qreal>(end - begin) * at.step - gap), height);
        if (kind == 1 || kind == 2) painter.fillRect(block, nobody ? c.outLine : c.leader);
        // On a block of a few pixels the line that tells what moved would be a notch.
        if (kind == 2 && !nobody && block.width() >= theme.px(10))
            painter.fillRect(block.adjusted(0, height * 0.38, 0, -height * 0.38), c.onLeader);
        if (kind == 3) painter.fillRect(block.adjusted(0, height * 0.38, 0, -height * 0.38), c.moving);
        begin = end;
    }
}

int AssignmentView::rowAt(int y) const
{
    if (y < headerHeight() || y >= viewport()->height() - captionHeight()) return -1;
    const int row = (y - headerHeight() + verticalScrollBar()->value()) / rowHeight();
    return row < static_cast<int>(m_rows.size()) ? row : -1;
}

void AssignmentView::chooseMember(const QString &memberId)
{
    if (memberId == m_chosen) return;
    m_chosen = memberId;
    const auto at = std::ranges::find(m_rows, memberId, &Row::memberId);
    if (at != m_rows.end() && !memberId.isEmpty()) {
        const int y = static_cast<int>(at - m_rows.begin()) * rowHeight();
        QScrollBar *bar = verticalScrollBar();
        if (y < bar->value()) bar->setValue(y);
        else if (y + rowHeight() > bar->value() + bar->pageStep()) bar->setValue(y + rowHeight() - bar->pageStep());
    }
    viewport()->update();
    Q_EMIT memberChosen(m_chosen);
}

void AssignmentView::showRebalance(std::optional<std::uint64_t> number)
{
    if (number == m_number) return;
    m_number = number;
    refresh();
}

std::vector<TwinModel::Column> AssignmentView::tableColumns()
{
    return {{tr("Partition")}, {tr("Member"), ColumnKind::marked}, {tr("State")}, {tr("Moved from")}};
}

std::vector<TwinRow> AssignmentView::tableRows() const
{
    std::vector<TwinRow> rows;
    std::vector<bool> has(m_rows.size());
    const auto add = [&](qlonglong place, int owner, const QString &partition, const QString &from, const QString &tip) {
        TwinRow row{.id = {place, owner},
                    .cells = {partition, tr("nobody"), QString(), from},
                    .mark = Mark::triangle,
                    .tone = Tone::warning,
                    .tip = tip};
        if (owner >= 0) {
            const Row &member = m_rows[static_cast<std::size_t>(owner)];
            row.cells[1] = member.name;
            row.cells[2] = member.sign.word;
            row.mark = member.sign.mark;
            row.tone = member.sign.tone;
            has[static_cast<std::size_t>(owner)] = true;
        }
        rows.push_back(std::move(row));
    };
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const Column &column = m_columns[i];
        const QString from = !column.moved       ? QString()
                             : column.before < 0 ? tr("nobody")
                                                 : m_rows[static_cast<std::size_t>(column.before)].name;
        add(static_cast<qlonglong>(i), column.owner, toQString(column.partition), from, column.tip);
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (!has[i]) add(static_cast<qlonglong>(m_columns.size()), static_cast<int>(i), tr("no partitions"), {}, m_rows[i].tip);
    return rows;
}

QString AssignmentView::memberOf(const TwinRow &row) const
{
    const auto owner = static_cast<std::size_t>(row.id.back());
    return row.id.back() < 0 || owner >= m_rows.size() ? QString() : m_rows[owner].memberId;
}

void AssignmentView::mousePressEvent(QMouseEvent *event)
{
    const int row = rowAt(event->pos().y());
    const QString id = row < 0 ? QString() : m_rows[static_cast<std::size_t>(row)].memberId;
    chooseMember(id == m_chosen ? QString() : id);
}

void AssignmentView::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    if (step == 0 || m_rows.empty()) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    const auto at = std::ranges::find(m_rows, m_chosen, &Row::memberId);
    int row = at == m_rows.end() || m_chosen.isEmpty() ? (step > 0 ? -1 : static_cast<int>(m_rows.size()))
                                                       : static_cast<int>(at - m_rows.begin());
    row = std::clamp(row + step, 0, static_cast<int>(m_rows.size()) - 1);
    if (const QString id = m_rows[static_cast<std::size_t>(row)].memberId; !id.isEmpty()) chooseMember(id);
}

bool AssignmentView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int row = rowAt(help->pos().y());
    QString tip;
    if (row >= 0) {
        const Places at = places();
        const auto column = static_cast<std::size_t>(std::max(0.0, (help->pos().x() - at.gridLeft) / at.step));
        const bool cell = help->pos().x() >= at.gridLeft && column < m_columns.size();
        tip = cell ? m_columns[column].tip : m_rows[static_cast<std::size_t>(row)].tip;
    } else if (help->pos().y() >= viewport()->height() - captionHeight()) {
        tip = m_caption;
    }
    if (tip.isEmpty()) QToolTip::hideText();
    else QToolTip::showText(help->globalPos(), tip, viewport());
    return true;
}

}  // namespace vitrine::ui
