// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/map_view.h"

#include <algorithm>

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

#include "ui/common/format.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/map/cell_painter.h"
#include "ui/map/map_menu.h"
#include "ui/map/message_layer.h"
#include "ui/session/session.h"

// What mouse and keys do on the map: what lies under the pointer, what is chosen, tooltips and menus.
namespace vitrine::ui {

MapView::Place MapView::placeAt(const QPoint &point) const
{
    Place place;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const QRectF column = columnRect(i);
        if (point.x() >= column.left() && point.x() < column.right()) place.broker = m_columns[i];
    }
    if (point.x() < m_context.theme.px(18) + m_labelWidth) place.broker = no_broker;
    if (point.y() < headerHeight()) {
        place.onHeader = place.broker != no_broker && point.y() < cardHeight();
        for (std::size_t i = 0; i < m_columns.size(); ++i) place.onMenu = place.onMenu || (place.onHeader && menuRect(i).contains(point));
        if (!place.onHeader) place.broker = no_broker;
        return place;
    }
    const int scroll = verticalScrollBar()->value();
    const int inside = point.y() - headerHeight();
    // The pinned header of a topic lies over its rows.
    if (inside < m_layout.metrics().sectionHeader && scroll > 0) {
        const std::size_t section = m_layout.sectionAt(scroll);
        if (section < m_layout.sections().size() && m_layout.sections()[section].top < scroll) {
            place.row = MapLayout::Hit{section, std::nullopt};
            return place;
        }
    }
    place.row = m_layout.hit(scroll + inside);
    return place;
}

void MapView::selectPlace(const Place &place)
{
    Selection &selection = m_context.selection;
    if (place.onHeader) {
        selection.setBroker(place.broker.value());
        return;
    }
    if (!place.row) return;
    const MapLayout::Section &section = m_layout.sections()[place.row->section];
    const QString topic = toQString(section.topic);
    m_shownTopic = topic;
    if (!place.row->row) {
        m_shownPartition = -1;
        selection.setTopic(topic);
        return;
    }
    const std::int32_t partition = m_layout.partitionOf(section, *place.row->row);
    m_shownPartition = partition;
    const PartitionState *state = m_context.session.cluster().partition(section.topic, partition);
    const bool hasReplica = state && place.broker != no_broker &&
                            m_context.session.cluster().cell(*state, place.broker, m_context.session.now()).state != CellState::none;
    if (hasReplica) selection.setReplica(topic, partition, place.broker.value());
    else selection.setPartition(topic, partition);
}

void MapView::mousePressEvent(QMouseEvent *event)
{
    m_touched = true;
    if (m_layout.sections().empty() && m_emptyCommand.contains(event->pos())) {
        Q_EMIT commandGiven(firstTopicCommand());
        return;
    }
    if (m_messages && m_messages->press(event)) return;
    if (const LinkLanes::Line *link = linkAt(event->position()); link && event->button() == Qt::LeftButton) {
        openLinkMenu(link->a, link->b, event->globalPosition().toPoint());
        return;
    }
    const Place place = placeAt(event->pos());
    if (place.onMenu && event->button() == Qt::LeftButton) {
        selectPlace(place);
        openBrokerMenu(place.broker, event->globalPosition().toPoint());
        return;
    }
    if (event->button() == Qt::LeftButton && place.row && !place.row->row) {
        const MapLayout::Section &section = m_layout.sections()[place.row->section];
        const std::string topic = section.topic;
        const bool folded = section.folded;
        selectPlace(place);
        m_layout.setFolded(topic, !folded);
        relayout();
        return;
    }
    selectPlace(place);
}

void MapView::mouseMoveEvent(QMouseEvent *event)
{
    m_hover = event->pos();
    const Place place = placeAt(event->pos());
    const bool onCommand = m_layout.sections().empty() && m_emptyCommand.contains(event->pos());
    const bool onMessage = m_messages && m_messages->isAt(event->position());
    const LinkLanes::Line *link = onMessage ? nullptr : linkAt(event->position());
    m_hoveredLink = link ? std::optional(std::pair(link->a, link->b)) : std::nullopt;
    setCursor(place.row || place.onHeader || onCommand || onMessage || link ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void MapView::leaveEvent(QEvent *)
{
    m_hover.reset();
    m_hoveredLink.reset();
    viewport()->update();
}

void MapView::moveSelection(int rows, int columns)
{
    Selection &selection = m_context.selection;
    const auto hit = m_layout.find(selection.topic().toStdString(), selection.partition());
    if (columns != 0 && !m_columns.empty()) {
        const auto at = std::ranges::find(m_columns, BrokerId(selection.broker()));
        auto index = at == m_columns.end() ? (columns > 0 ? 0 : static_cast<std::ptrdiff_t>(m_columns.size()) - 1)
                                           : (at - m_columns.begin()) + columns;
        index = std::clamp<std::ptrdiff_t>(index, 0, static_cast<std::ptrdiff_t>(m_columns.size()) - 1);
        selection.setBroker(m_columns[static_cast<std::size_t>(index)].value());
    }
    if (rows == 0 || m_layout.sections().empty()) return;
    // Headers and rows in one sequence.
    std::size_t section = hit ? hit->section : 0;
    std::ptrdiff_t row = hit && hit->row ? static_cast<std::ptrdiff_t>(*hit->row) : -1;
    if (hit) row += rows;
    const auto rowsOf = [&](std::size_t s) { return static_cast<std::ptrdiff_t>(m_layout.sections()[s].rows); };
    while (row < -1 && section > 0) {
        --section;
        row += rowsOf(section) + 1;
    }
    while (row >= rowsOf(section) && section + 1 < m_layout.sections().size()) {
        row -= rowsOf(section) + 1;
        ++section;
    }
    row = std::clamp<std::ptrdiff_t>(row, -1, rowsOf(section) - 1);
    const MapLayout::Section &target = m_layout.sections()[section];
    selection.setPartition(toQString(target.topic), row < 0 ? -1 : m_layout.partitionOf(target, static_cast<std::size_t>(row)));
    showSelection();
}

void MapView::wheelEvent(QWheelEvent *event)
{
    m_touched = true;
    QAbstractScrollArea::wheelEvent(event);
}

void MapView::keyPressEvent(QKeyEvent *event)
{
    m_touched = true;
    const int page = std::max(1, (viewport()->height() - headerHeight()) / m_layout.rowHeight() - 1);
    switch (event->key()) {
    case Qt::Key_Up: moveSelection(-1, 0); return;
    case Qt::Key_Down: moveSelection(1, 0); return;
    case Qt::Key_Left: moveSelection(0, -1); return;
    case Qt::Key_Right: moveSelection(0, 1); return;
    case Qt::Key_PageUp: moveSelection(-page, 0); return;
    case Qt::Key_PageDown: moveSelection(page, 0); return;
    case Qt::Key_Return:
    case Qt::Key_Enter: {
        const std::string topic = m_context.selection.topic().toStdString();
        if (const TopicState *state = m_context.session.cluster().topic(topic); state && m_context.selection.partition() < 0) {
            m_layout.setFolded(topic, !m_layout.isFolded(*state));
            relayout();
        }
        return;
    }
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}
bool MapView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const Place place = placeAt(help->pos());
    const ClusterState &cluster = m_context.session.cluster();
    QString text = m_messages ? m_messages->tip(help->pos()) : QString();
    if (!text.isEmpty()) {
        // The messages lie above everything else.
    } else if (const LinkLanes::Line *link = linkAt(help->pos())) {
        text = link->state.sentence(link->a, link->b);
    } else if (place.onHeader) {
        text = brokerTip(m_context.session, place.broker);
    } else if (place.row) {
        const MapLayout::Section &section = m_layout.sections()[place.row->section];
        text = toQString(section.topic);
        if (place.row->row) {
            const std::int32_t index = m_layout.partitionOf(section, *place.row->row);
            text += QStringLiteral("-%1").arg(index);
            const PartitionState *partition = cluster.partition(section.topic, index);
            if (partition && place.broker != no_broker) {
                const Cell cell = cluster.cell(*partition, place.broker, m_context.session.now());
                if (cell.state != CellState::none)
                    text += QStringLiteral(" · ") + Format::nodeName(place.broker, false) + QLatin1Char('\n') + CellPainter::describe(cell);
            } else if (partition) {
                text += QLatin1Char('\n') +
                        tr("replicas %1, ISR %2").arg(Format::brokers(partition->meta.replicas), Format::brokers(partition->meta.isr));
            }
        }
    }
    if (text.isEmpty()) QToolTip::hideText();
    else QToolTip::showText(help->globalPos(), text, viewport());
    return true;
}

void MapView::openMenu(QMenu *menu, const QPoint &globalPosition)
{
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    if (menu->isEmpty()) delete menu;
    else menu->popup(globalPosition);
}

void MapView::openBrokerMenu(BrokerId broker, const QPoint &globalPosition)
{
    auto *menu = new QMenu(this);
    addBrokerActions(*menu, m_context, broker, [this](const QString &line) { Q_EMIT commandGiven(line); });
    openMenu(menu, globalPosition);
}

void MapView::openLinkMenu(BrokerId a, BrokerId b, const QPoint &globalPosition)
{
    auto *menu = new QMenu(this);
    addLinkActions(*menu, m_context, a, b, [this](const QString &line) { Q_EMIT commandGiven(line); });
    openMenu(menu, globalPosition);
}

void MapView::contextMenuEvent(QContextMenuEvent *event)
{
    const auto give = [this](const QString &line) { Q_EMIT commandGiven(line); };
    if (event->reason() == QContextMenuEvent::Keyboard) {
        // Of what is chosen, not of what lies under the mouse.
        const auto chosen = std::ranges::find(m_columns, BrokerId(m_context.selection.broker()));
        if (chosen == m_columns.end()) return;
        const QRectF card = cardRect(static_cast<std::size_t>(chosen - m_columns.begin()));
        openBrokerMenu(*chosen, viewport()->mapToGlobal(card.bottomLeft().toPoint()));
        return;
    }
    if (m_messages && m_messages->contextMenu(event->pos(), event->globalPos())) return;
    if (const LinkLanes::Line *link = linkAt(event->pos())) {
        openLinkMenu(link->a, link->b, event->globalPos());
        return;
    }
    const Place place = placeAt(event->pos());
    selectPlace(place);
    auto *menu = new QMenu(this);
    if (place.row && !place.row->row) addTopicActions(*menu, m_context, toQString(m_layout.sections()[place.row->section].topic), give);
    if (place.row && place.row->row && place.broker != no_broker) {
        const MapLayout::Section &section = m_layout.sections()[place.row->section];
        addReplicaActions(*menu, m_context, toQString(section.topic), m_layout.partitionOf(section, *place.row->row), place.broker, give);
        menu->addSeparator();
    }
    if (place.broker != no_broker) addBrokerActions(*menu, m_context, place.broker, give);
    openMenu(menu, event->globalPos());
}

}  // namespace vitrine::ui
