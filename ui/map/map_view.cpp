// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/map_view.h"

#include <algorithm>

#include <QScrollBar>

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/map/message_layer.h"
#include "ui/session/commands.h"
#include "ui/session/session.h"
#include "ui/session/simulation_session.h"

namespace vitrine::ui {

MapView::MapView(const Context &context, QWidget *parent)
    : QAbstractScrollArea(parent), m_context(context), m_links(context.theme), m_strips(context, m_heat)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    if (SimulationSession *simulation = simulationOf(context.session)) {
        m_messages = new MessageLayer(context, *simulation, viewport());
        connect(m_messages, &MessageLayer::commandGiven, this, &MapView::commandGiven);
        connect(m_messages, &MessageLayer::messageChosen, this, &MapView::messageChosen);
    }
    themeChanged();
}

void MapView::themeChanged()
{
    setMetrics();
    setAccessibleName(tr("Cluster map"));
    relayout();
}

void MapView::setMetrics()
{
    const Theme &theme = m_context.theme;
    m_layout.setMetrics({.sectionHeader = theme.px(34),
                         .roomyRow = theme.px(viewport()->height() - laneHeight() < theme.px(380) ? 54 : 64),
                         .compactRow = theme.px(30),
                         .sectionGap = theme.px(6),
                         // Where messages take the room of rows, more of them stand closer.
                         .roomyRowsMax = m_messages && viewport()->height() < theme.px(360) ? 3 : 48});
}

void MapView::setFilter(MapFilter filter)
{
    if (filter == m_filter) return;
    m_filter = filter;
    relayout();
}

void MapView::setColour(MapColour colour)
{
    if (colour == m_heat.kind()) return;
    m_heat.setKind(colour);
    m_heat.sample(m_context.session.cluster(), m_context.session.now());
    m_strips.clear();
    viewport()->update();
    Q_EMIT heatChanged();
}

MapOwn MapView::own() const
{
    MapOwn own;
    for (const auto &[topic, partition] : m_context.session.touched()) {
        if (partition < 0) own.topics.insert(topic.toStdString());
        else own.partitions.insert({topic.toStdString(), partition});
    }
    if (const GroupInfo *group = m_context.session.cluster().group(m_context.selection.group().toStdString()))
        for (const PartitionLag &lag : group->lags) own.partitions.insert(lag.partition);
    return own;
}

void MapView::setDensity(MapDensity density)
{
    if (density == m_density) return;
    m_density = density;
    relayout();
}

void MapView::setAllFolded(bool folded)
{
    for (const TopicState *topic : m_context.session.cluster().topics()) m_layout.setFolded(topic->name, folded);
    relayout();
}

void MapView::refresh(const SessionUpdate *update)
{
    if (m_heat.isOn() && (!update || update->sampled || update->reset)) {
        m_heat.sample(m_context.session.cluster(), m_context.session.now(), update && update->reset);
        m_strips.clear();
        Q_EMIT heatChanged();
    }
    if (!update || update->reset || !update->nodes.empty() || update->brokers) m_warnings.clear();
    else
        for (const std::set<std::string> *topics : {&update->topics, &update->removedTopics})
            for (const std::string &topic : *topics) m_warnings.erase(topic);
    if (!update) {
        m_strips.clear();
        relayout();
        showSelection();
        return;
    }
    if (!update->nodes.empty() || update->brokers) m_strips.clear();
    for (const std::string &topic : update->topics) m_strips.forget(topic);
    for (const std::string &topic : update->removedTopics) m_strips.forget(topic);
    const bool filtered = m_filter != MapFilter::all;
    const bool ownChanged = m_filter == MapFilter::mine && (!update->groups.empty() || update->sampled) && own() != m_own;
    if (ownChanged || update->structureChanged() || (filtered && (!update->topics.empty() || !update->nodes.empty()))) relayout();
    else viewport()->update();
}

void MapView::relayout()
{
    m_columns = m_context.session.cluster().columns();
    if (m_filter == MapFilter::mine) m_own = own();
    m_layout.rebuild(m_context.session.cluster(), m_filter, m_density, m_own);
    updateScrollBars();
    viewport()->update();
}

int MapView::cardHeight() const
{
    const Theme &theme = m_context.theme;
    return m_columnWidth < theme.px(150) ? theme.px(78) : theme.px(68);
}

int MapView::laneHeight() const
{
    const Theme &theme = m_context.theme;
    if (!m_messages) {
        // Where there is no room for rows, the lines give way; the menus of the brokers have their links, too.
        if (m_columns.size() < 2 || viewport()->height() < theme.px(200)) return 0;
        return theme.px(m_columns.size() <= LinkLanes::brokersWithAllLinks ? 28 : 34);
    }
    return std::clamp(viewport()->height() / 5, theme.px(60), theme.px(92));
}

QRectF MapView::cardRect(std::size_t column) const
{
    const QRectF at = columnRect(column);
    return {at.left(), static_cast<qreal>(m_context.theme.px(4)), at.width(), static_cast<qreal>(cardHeight() - m_context.theme.px(10))};
}

QRectF MapView::clientsRect() const
{
    const Theme &theme = m_context.theme;
    const int left = theme.px(14);
    return QRectF(left, theme.px(4), m_labelWidth - theme.px(8), cardHeight() - theme.px(10));
}

void MapView::placeLinks()
{
    std::vector<LinkLanes::Card> cards;
    for (std::size_t i = 0; i < m_columns.size(); ++i) cards.emplace_back(m_columns[i], cardRect(i));
    const QRectF band(0, cardHeight() - m_context.theme.px(6), viewport()->width(), laneHeight());
    BrokerId looked(m_context.selection.broker());
    if (m_hover && m_hover->y() < cardHeight()) {
        if (const Place place = placeAt(*m_hover); place.onHeader) looked = place.broker;
    }
    m_links.layOut(band, cards, m_context.session.world().faults, looked);
}

const LinkLanes::Line *MapView::linkAt(const QPointF &point)
{
    if (laneHeight() == 0 || point.y() < cardHeight() - m_context.theme.px(6) || point.y() > headerHeight() ||
        point.x() < m_context.theme.px(14) + m_labelWidth)
        return nullptr;
    return m_links.at(point);
}

QRectF MapView::menuRect(std::size_t column) const
{
    const Theme &theme = m_context.theme;
    const QRectF card = cardRect(column);
    const qreal size = theme.px(20);
    // A narrow card has its room between the number and the mark of the state.
    if (m_columnWidth < theme.px(92)) return {card.right() - theme.px(16) - size, card.top() + theme.px(3), size, size};
    return {card.right() - size - theme.px(4), card.bottom() - size - theme.px(3), size, size};
}

void MapView::placeMessages()
{
    std::map<BrokerId, QRectF> cards;
    for (std::size_t i = 0; i < m_columns.size(); ++i) cards.emplace(m_columns[i], cardRect(i));
    const QRectF band(m_context.theme.px(10), cardHeight() - m_context.theme.px(4), viewport()->width() - m_context.theme.px(20),
                      laneHeight());
    m_messages->place(band, std::move(cards), clientsRect());
}

qreal MapView::columnGap() const
{
    return m_context.theme.px(m_columns.size() > 7 && m_columnWidth < m_context.theme.px(60) ? 6 : m_columns.size() > 5 ? 10 : 14);
}

void MapView::updateScrollBars()
{
    const Theme &theme = m_context.theme;
    // Room for the longest name, within reason: longer ones are elided and told by the tooltip.
    const QFont name = theme.font(Theme::Type::body);
    qreal widest = 0;
    for (const MapLayout::Section &section : m_layout.sections())
        if (section.rows > 0) widest = std::max(widest, textWidth(name, toQString(section.topic)));
    m_labelWidth = std::clamp(static_cast<int>(widest) + theme.px(58), theme.px(104), theme.px(126));
    if (viewport()->width() < theme.px(620)) m_labelWidth = std::min(m_labelWidth, theme.px(104));

    const auto count = static_cast<qreal>(std::max<std::size_t>(1, m_columns.size()));
    const qreal left = theme.px(18) + m_labelWidth;
    const qreal room = viewport()->width() - left - theme.px(14);
    const qreal least = theme.px(53);  // the words of a replica
    m_columnWidth = least;  // the gap follows the width
    for (int round = 0; round < 2; ++round)
        m_columnWidth = std::clamp((room - columnGap() * (count - 1)) / count, least, static_cast<qreal>(theme.px(420)));
    const int contentWidth = static_cast<int>(left + m_columnWidth * count + columnGap() * (count - 1)) + theme.px(14);
    horizontalScrollBar()->setRange(0, std::max(0, contentWidth - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(static_cast<int>(m_columnWidth / 4));

    const int rowsHeight = std::max(0, viewport()->height() - headerHeight());
    constexpr std::int64_t scrollMax = 1'000'000'000;
    verticalScrollBar()->setRange(0, static_cast<int>(std::clamp<std::int64_t>(m_layout.height() - rowsHeight, 0, scrollMax)));
    verticalScrollBar()->setPageStep(rowsHeight);
    verticalScrollBar()->setSingleStep(m_layout.rowHeight());
}

void MapView::resizeEvent(QResizeEvent *)
{
    // A low window gets lower rows rather than fewer.
    const int before = m_layout.metrics().roomyRow;
    setMetrics();
    if (m_layout.metrics().roomyRow != before) relayout();
    else updateScrollBars();
    // Until somebody scrolls or chooses, what is chosen stays in sight through the first layouts of the window.
    if (!m_touched) {
        m_placed = false;
        showSelection();
    }
}

QString MapView::firstTopicCommand() const
{
    return commands::createTopic(QStringLiteral("orders"), 6, static_cast<int>(std::clamp<std::size_t>(m_columns.size(), 1, 3)));
}

void MapView::scrollContentsBy(int, int) { viewport()->update(); }

QRectF MapView::columnRect(std::size_t column) const
{
    const qreal left = m_context.theme.px(18) + m_labelWidth - horizontalScrollBar()->value();
    return {left + static_cast<qreal>(column) * (m_columnWidth + columnGap()), 0, m_columnWidth, 0};
}

void MapView::showSelection()
{
    const Selection &selection = m_context.selection;
    if (m_filter == MapFilter::mine && own() != m_own) relayout();
    const bool same = selection.topic() == m_shownTopic && selection.partition() == m_shownPartition;
    // Before the first layout there is nothing to scroll in.
    if ((same && m_placed) || viewport()->height() <= headerHeight() + m_layout.rowHeight()) {
        viewport()->update();
        return;
    }
    m_shownTopic = selection.topic();
    m_shownPartition = selection.partition();
    const std::string topic = selection.topic().toStdString();
    if (const TopicState *state = m_context.session.cluster().topic(topic);
        state && m_layout.isFolded(*state) && selection.partition() >= 0) {
        m_layout.setFolded(topic, false);
        relayout();
    }
    if (const auto hit = m_layout.find(topic, selection.partition())) {
        const MapLayout::Section &section = m_layout.sections()[hit->section];
        const std::int64_t top = hit->row ? m_layout.rowTop(section, *hit->row) : section.top;
        const std::int64_t bottom =
            hit->row ? top + m_layout.rowHeight() : std::min(section.top + section.height, section.top + viewport()->height() / 2);
        const int height = viewport()->height() - headerHeight();
        const int scroll = verticalScrollBar()->value();
        const int pinned = hit->row ? m_layout.metrics().sectionHeader : 0;
        if (!m_placed && bottom - section.top <= height) verticalScrollBar()->setValue(static_cast<int>(section.top));
        else if (top - pinned < scroll) verticalScrollBar()->setValue(static_cast<int>(top) - pinned);
        else if (bottom > scroll + height) verticalScrollBar()->setValue(static_cast<int>(hit->row ? bottom - height : top));
        m_placed = true;
    }
    viewport()->update();
}

}  // namespace vitrine::ui
