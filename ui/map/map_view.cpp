// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/map_view.h"

#include <algorithm>

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QScrollBar>
#include <QToolTip>

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/map/cell_painter.h"
#include "ui/map/map_menu.h"
#include "ui/map/message_layer.h"
#include "ui/session/commands.h"
#include "ui/session/session.h"
#include "ui/session/simulation_session.h"

namespace vitrine::ui {

namespace {

constexpr auto flowShownFor = std::chrono::milliseconds(400);
constexpr std::size_t stripPartsMax = 96;

// Which state of several a part of a strip shows: what needs attention wins.
int urgency(CellState state)
{
    switch (state) {
    case CellState::none: return 0;
    case CellState::inSync: return 1;
    case CellState::leader: return 2;
    case CellState::moving: return 3;
    case CellState::outOfSync: return 4;
    case CellState::offline: return 5;
    }
    return 0;
}

QString firstTopicCommand(std::size_t brokers)
{
    return commands::createTopic(QStringLiteral("orders"), 6, static_cast<int>(std::clamp<std::size_t>(brokers, 1, 3)));
}

}  // namespace

MapView::MapView(const Context &context, QWidget *parent) : QAbstractScrollArea(parent), m_context(context), m_links(context.theme)
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
    for (const std::string &topic : update->topics) m_strips.erase(topic);
    for (const std::string &topic : update->removedTopics) m_strips.erase(topic);
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

void MapView::scrollContentsBy(int, int) { viewport()->update(); }

QRectF MapView::columnRect(std::size_t column) const
{
    const qreal left = m_context.theme.px(18) + m_labelWidth - horizontalScrollBar()->value();
    return {left + static_cast<qreal>(column) * (m_columnWidth + columnGap()), 0, m_columnWidth, 0};
}

const MapView::Strip &MapView::stripOf(const TopicState &topic)
{
    const auto known = m_strips.find(topic.name);
    if (known != m_strips.end()) return known->second;
    const ClusterState &cluster = m_context.session.cluster();
    const std::size_t partitions = topic.partitions.size();
    const std::size_t parts = std::min(partitions, stripPartsMax);
    Strip strip;
    for (const BrokerId broker : m_columns) {
        std::vector<CellState> states(parts, CellState::none);
        std::vector<double> heats(m_heat.isOn() ? parts : 0, 0.0);
        for (std::size_t i = 0; i < partitions; ++i) {
            CellState &part = states[i * parts / partitions];
            const Cell cell = cluster.cell(topic.partitions[i], broker, {});
            const CellState state = cell.state;
            if (m_heat.isOn()) {
                double &hottest = heats[i * parts / partitions];
                if (const auto value = m_heat.value(topic, topic.partitions[i], broker, cell))
                    hottest = std::max(hottest, m_heat.heat(*value));
            }
            if (urgency(state) > urgency(part)) part = state;
        }
        strip.parts.emplace(broker, std::move(states));
        if (m_heat.isOn()) strip.heats.emplace(broker, std::move(heats));
    }
    return m_strips.emplace(topic.name, std::move(strip)).first->second;
}

MapView::Warnings MapView::warningsOf(const TopicState &topic)
{
    const auto known = m_warnings.find(topic.name);
    if (known != m_warnings.end()) return known->second;
    const ClusterState &cluster = m_context.session.cluster();
    const auto leaderless =
        std::ranges::count_if(topic.partitions, [&](const PartitionState &partition) { return !cluster.hasLiveLeader(partition); });
    const Warnings warnings{.underReplicated = static_cast<int>(topic.underReplicated()), .leaderless = static_cast<int>(leaderless)};
    return m_warnings.emplace(topic.name, warnings).first->second;
}

void MapView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    const Theme &theme = m_context.theme;
    const ClusterState &cluster = m_context.session.cluster();
    paintHeaders(painter);
    if (m_layout.sections().empty()) {
        paintEmpty(painter);
        return;
    }

    const int header = headerHeight();
    const qreal height = viewport()->height() - header;
    painter.save();
    painter.setClipRect(QRectF(0, header, viewport()->width(), height));
    painter.translate(0, header);
    const std::int64_t scroll = verticalScrollBar()->value();
    const CellPainter cells(theme);
    const MapLayout::Section *pinned = nullptr;
    for (std::size_t s = m_layout.sectionAt(scroll); s < m_layout.sections().size(); ++s) {
        const MapLayout::Section &section = m_layout.sections()[s];
        if (static_cast<qreal>(section.top - scroll) >= height) break;
        const TopicState *topic = cluster.topic(section.topic);
        if (!topic) continue;
        const int rowHeight = m_layout.rowHeight();
        const std::int64_t first = m_layout.rowTop(section, 0);
        std::size_t row = scroll > first ? static_cast<std::size_t>((scroll - first) / rowHeight) : 0;
        for (; row < section.rows; ++row) {
            const auto y = static_cast<qreal>(m_layout.rowTop(section, row) - scroll);
            if (y >= height) break;
            const auto index = static_cast<std::size_t>(m_layout.partitionOf(section, row));
            if (index < topic->partitions.size()) paintRow(painter, cells, *topic, topic->partitions[index], y);
        }
        if (section.top < scroll) pinned = &section;
        else paintSectionHeader(painter, section, static_cast<qreal>(section.top - scroll), false);
    }
    if (pinned) {
        const auto bottom = static_cast<qreal>(pinned->top + pinned->height - scroll);
        paintSectionHeader(painter, *pinned, std::min<qreal>(0, bottom - m_layout.metrics().sectionHeader), true);
    }
    painter.restore();
}

void MapView::paintHeaders(QPainter &painter)
{
    painter.save();
    const int left = m_context.theme.px(18) + m_labelWidth - m_context.theme.px(4);
    painter.setClipRect(left, 0, viewport()->width() - left, cardHeight());
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const QRectF column = columnRect(i);
        if (column.right() < 0 || column.left() > viewport()->width()) continue;
        paintBrokerCard(painter, cardRect(i), m_columns[i]);
    }
    if (laneHeight() > 0) {
        placeLinks();
        painter.setClipRect(left, 0, viewport()->width() - left, headerHeight());
        m_links.paint(painter, m_hoveredLink);
    }
    painter.restore();
    if (!m_messages || m_columns.empty()) return;
    placeMessages();
    m_messages->paint(painter);
}

void MapView::paintBrokerCard(QPainter &painter, const QRectF &box, BrokerId id)
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const ClusterState &cluster = m_context.session.cluster();
    const NodeState *node = cluster.node(id);
    const BrokerStatus status = brokerStatus(m_context.session, id);
    const bool selected = m_context.selection.broker() == id.value();
    paintBox(painter, box, theme.px(6), selected ? c.selection : c.sunk, selected ? c.leader : c.line);

    const bool narrow = m_columnWidth < theme.px(150);
    const bool tight = m_columnWidth < theme.px(92);
    const qreal pad = theme.px(m_columnWidth < theme.px(60) ? 4 : tight ? 6 : narrow ? 9 : 12);
    const QRectF inner = box.adjusted(pad, 0, -pad, 0);
    const qreal mark = theme.pxf(9);
    const bool controllerAlone = node && node->isControllerAlone();
    const QFont nameFont = theme.font(Theme::Type::bodyStrong);
    const QFont statusFont = theme.font(Theme::Type::smallMedium);
    // On one line with the name, unless that is narrow.
    const qreal beside = narrow ? mark + 4 : theme.px(10) + mark + theme.px(5) + textWidth(statusFont, status.shortText);
    const QString whole = Format::nodeName(id, controllerAlone);
    const QString name = tight || textWidth(nameFont, whole) > inner.width() - beside ? QString::number(id.value()) : whole;
    const bool leadsQuorum = cluster.quorum().leader == id;

    QString detail;
    if (node && (node->isDown() || node->status.run == observe::NodeRun::starting)) {
        if (node->status.run == observe::NodeRun::failed && !node->status.message.empty()) detail = toQString(node->status.message);
        else if (narrow) detail = node->logBytes > 0 ? Format::bytes(node->logBytes) : QString();
        else if (node->logBytes > 0) detail = tr("directory intact, %1").arg(Format::bytes(node->logBytes));
        else detail = tr("directory intact");
    } else if (controllerAlone) {
        detail = tr("metadata quorum only");
        if (name != whole || textWidth(theme.font(Theme::Type::tiny), detail) > inner.width()) detail = tr("controller");
    } else if (node) {
        const QString in = Format::bytesPerSecond(node->rates.bytesIn + node->rates.replicationBytesIn);
        const QString out = Format::bytesPerSecond(node->rates.bytesOut + node->rates.replicationBytesOut);
        detail = tight ? in : tr("in %1, out %2").arg(in, out);
        // Where the words have no room, arrows say the same.
        const auto fits = [&] { return textWidth(theme.font(Theme::Type::tiny), detail) <= inner.width(); };
        if (!tight && !fits()) detail = QStringLiteral("↓ %1  ↑ %2").arg(in, out);
        // "5.8M/s", and in the end what comes in alone.
        static const QRegularExpression unit(QStringLiteral(" ([KMGT])B/s"));
        if (!fits()) detail.replace(unit, QStringLiteral("\\1/s"));
        if (!fits()) detail = detail.section(QStringLiteral("  "), 0, 0);
    } else {
        detail = tr("not started");
    }

    const QStringList faults = machineFaultTexts(m_context.session, id);
    QColor detailColor = c.muted;
    if (!faults.isEmpty()) {
        detail = faults.join(QStringLiteral(" · "));
        detailColor = c.badText;
    }
    // The dots that open the menu stand where the mouse or the choice is.
    const auto column = static_cast<std::size_t>(std::ranges::find(m_columns, id) - m_columns.begin());
    const bool hovered = m_hover && box.contains(*m_hover);
    qreal dots = 0;
    if (hovered || selected) {
        const QRectF place = menuRect(column);
        dots = place.width();
        if (m_hover && place.contains(*m_hover)) paintBox(painter, place, theme.px(4), c.hover, c.line);
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.muted);
        for (int i = -1; i <= 1; ++i) painter.drawEllipse(place.center() + QPointF(0, i * theme.pxf(4.5)), theme.pxf(1.4), theme.pxf(1.4));
        painter.restore();
    }

    if (narrow) {
        paintMark(painter, status.mark, QRectF(inner.right() - mark, box.top() + theme.px(9), mark, mark), shapeColor(theme, status.tone));
        paintText(painter, QRectF(inner.left(), box.top() + theme.px(5), inner.width() - mark - 4, theme.px(18)), name, nameFont, c.text);
        const QString leads = tr("quorum leader");
        const bool roomForIt = leadsQuorum && textWidth(statusFont, leads) <= inner.width();
        paintText(painter, QRectF(inner.left(), box.top() + theme.px(24), inner.width(), theme.px(18)),
                  roomForIt ? leads : status.shortText, statusFont, textColor(theme, status.tone));
        paintText(painter, QRectF(inner.left(), box.top() + theme.px(43), inner.width() - (tight ? 0 : dots), theme.px(18)), detail,
                  theme.font(Theme::Type::tiny), detailColor);
        return;
    }
    const QRectF line(inner.left(), box.top() + theme.px(8), inner.width(), theme.px(20));
    const qreal nameWidth = paintText(painter, line, name, nameFont, c.text);
    const qreal room = line.width() - nameWidth - theme.px(10) - mark - theme.px(5);
    QString text = textWidth(statusFont, status.text) <= room ? status.text : status.shortText;
    // Who leads the quorum runs; the green mark says so, too.
    const QString leads = tr("quorum leader");
    if (leadsQuorum && text != status.text && textWidth(statusFont, leads) <= room) text = leads;
    const qreal width = std::min(room, textWidth(statusFont, text));
    paintText(painter, QRectF(line.right() - width, line.top(), width + 1, line.height()), text, statusFont, textColor(theme, status.tone));
    paintMark(painter, status.mark, QRectF(line.right() - width - theme.px(5) - mark, line.center().y() - mark / 2, mark, mark),
              shapeColor(theme, status.tone));
    const QFont small = theme.font(Theme::Type::small);
    paintText(painter, QRectF(inner.left(), box.top() + theme.px(31), inner.width() - dots, theme.px(18)), detail,
              textWidth(small, detail) <= inner.width() - dots ? small : theme.font(Theme::Type::tiny), detailColor);
}

void MapView::paintSectionHeader(QPainter &painter, const MapLayout::Section &section, qreal y, bool pinned)
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const TopicState *topic = m_context.session.cluster().topic(section.topic);
    if (!topic) return;
    const QRectF line(theme.px(10), y, viewport()->width() - theme.px(20), m_layout.metrics().sectionHeader);
    if (pinned) {
        painter.fillRect(QRectF(0, line.top(), viewport()->width(), line.height()), c.panel);
        painter.fillRect(QRectF(line.left(), line.bottom() - 1, line.width(), 1), c.line);
    }
    const bool hovered = m_hover && QRectF(line).translated(0, headerHeight()).contains(*m_hover);
    const bool selected = m_context.selection.topic() == toQString(section.topic) && m_context.selection.partition() < 0;
    if (selected) paintBox(painter, line.adjusted(0, 2, 0, -2), theme.px(6), c.selection, {});
    else if (hovered) paintBox(painter, line.adjusted(0, 2, 0, -2), theme.px(6), c.hover, {});

    const qreal chevron = theme.px(16);
    paintChevron(painter, QRectF(line.left() + theme.px(2), line.center().y() - chevron / 2, chevron, chevron),
                 section.folded ? Chevron::right : Chevron::down, c.muted);
    QRectF text(line.left() + theme.px(22), line.top(), line.width() - theme.px(28), line.height());

    if (section.folded) {
        text.setRight(theme.px(18) + m_labelWidth - theme.px(4) - 0.0);
        const QRectF name(text.left(), line.center().y() - theme.px(15), text.width(), theme.px(16));
        paintText(painter, name, toQString(section.topic), theme.font(Theme::Type::smallStrong), c.text, Qt::AlignLeft | Qt::AlignVCenter,
                  Qt::ElideMiddle);
        paintText(painter, name.translated(0, theme.px(15)), tr("%n partition(s)", nullptr, static_cast<int>(topic->partitions.size())),
                  theme.font(Theme::Type::tiny), c.muted);
        paintStrips(painter, *topic, line);
        return;
    }
    const qreal width = paintText(painter, QRectF(text.left(), text.top(), text.width() * 0.6, text.height()), toQString(section.topic),
                                  theme.font(Theme::Type::bodyStrong), c.text, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
    text.setLeft(text.left() + width + theme.px(12));

    const auto [under, leaderless] = warningsOf(*topic);
    if (under > 0 || leaderless > 0) {
        const QString warning = leaderless > 0 ? tr("%n without a leader", nullptr, leaderless) : tr("%n under-replicated", nullptr, under);
        const QFont font = theme.font(Theme::Type::smallMedium);
        const qreal warningWidth = textWidth(font, warning);
        const qreal mark = theme.pxf(9);
        if (warningWidth + mark + theme.px(6) < text.width()) {
            paintText(painter, QRectF(text.right() - warningWidth, text.top(), warningWidth + 1, text.height()), warning, font,
                      leaderless > 0 ? c.badText : c.warningText);
            paintMark(painter, leaderless > 0 ? Mark::square : Mark::triangle,
                      QRectF(text.right() - warningWidth - mark - theme.px(5), text.center().y() - mark / 2, mark, mark),
                      leaderless > 0 ? c.bad : c.warning);
            text.setRight(text.right() - warningWidth - mark - theme.px(20));
        }
    }
    QStringList parts{tr("%n partition(s)", nullptr, static_cast<int>(topic->partitions.size())),
                      tr("replication factor %1").arg(topic->replicationFactor()),
                      QStringLiteral("min.insync.replicas %1").arg(topic->minInsyncReplicas)};
    if (m_filter != MapFilter::all) parts.prepend(tr("%1 shown").arg(section.rows));
    paintText(painter, text, parts.join(QStringLiteral(" · ")), theme.font(Theme::Type::small), c.muted);
}

void MapView::paintStrips(QPainter &painter, const TopicState &topic, const QRectF &line)
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const Strip &strip = stripOf(topic);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const auto parts = strip.parts.find(m_columns[i]);
        if (parts == strip.parts.end() || parts->second.empty()) continue;
        const QRectF column = columnRect(i);
        if (column.right() < theme.px(18) + m_labelWidth || column.left() > viewport()->width()) continue;
        const qreal step = column.width() / static_cast<qreal>(parts->second.size());
        const qreal width = std::max<qreal>(1, std::min(step - (step > 3 ? 1 : 0), theme.pxf(18)));
        // Height says what colour says: a leader is tall, a follower low, what is offline a line.
        for (std::size_t p = 0; p < parts->second.size(); ++p) {
            qreal height = 0;
            QColor color;
            switch (parts->second[p]) {
            case CellState::none: continue;
            case CellState::leader:
                height = theme.px(16);
                color = c.leader;
                break;
            case CellState::inSync:
                height = theme.px(9);
                color = c.inSyncLine;
                color.setAlphaF(0.45F);
                break;
            case CellState::outOfSync:
                height = theme.px(16);
                color = c.outLine;
                break;
            case CellState::moving:
                height = theme.px(12);
                color = c.moving;
                break;
            case CellState::offline:
                height = theme.px(2);
                color = c.offline;
                break;
            }
            if (m_heat.isOn() && parts->second[p] != CellState::offline) {
                const double heat = strip.heats.at(m_columns[i])[p];
                height = theme.pxf(2 + 14 * heat);
                color = Heat::color(theme, std::max(0.25, heat));
            }
            const qreal slot = std::min(step, theme.pxf(19));
            const QRectF bar(column.left() + static_cast<qreal>(p) * slot, line.center().y() + theme.px(8) - height, width, height);
            painter.setBrush(color);
            painter.drawRect(bar);
        }
    }
    painter.restore();
}

void MapView::paintRow(QPainter &painter, const CellPainter &cells, const TopicState &topic, const PartitionState &partition, qreal y)
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const ClusterState &cluster = m_context.session.cluster();
    const Instant now = m_context.session.now();
    const bool compact = m_layout.compact();
    const qreal height = m_layout.rowHeight();
    const QString topicName = toQString(topic.name);
    const std::int32_t index = partition.meta.index;
    const bool selected = m_context.selection.topic() == topicName && m_context.selection.partition() == index;
    const QRectF row(theme.px(8), y, viewport()->width() - theme.px(16), height);
    if (selected) paintBox(painter, row.adjusted(0, compact ? 0 : 1, 0, compact ? 0 : -1), theme.px(6), c.selection, {});
    else if (m_hover && row.translated(0, headerHeight()).contains(*m_hover)) paintBox(painter, row, theme.px(6), c.hover, {});

    const QString indexText = QStringLiteral("-%1").arg(index);
    const QFont indexFont = theme.font(Theme::Type::bodyStrong);
    const qreal left = theme.px(22);
    const qreal labelWidth = m_labelWidth - theme.px(16);
    const qreal indexWidth = textWidth(indexFont, indexText);
    const QRectF label(left, compact ? y : y + height / 2 - theme.px(19), labelWidth, compact ? height : theme.px(20));
    const qreal nameWidth = paintText(painter, label.adjusted(0, 0, -indexWidth - 2, 0), topicName, theme.font(Theme::Type::body), c.muted,
                                      Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
    paintText(painter, label.adjusted(nameWidth + 2, 0, 0, 0), indexText, indexFont, c.text, Qt::AlignLeft | Qt::AlignVCenter,
              Qt::ElideNone);
    if (!compact) {
        const bool leaderless = partition.meta.leader == no_broker;
        paintText(painter, label.translated(0, theme.px(18)),
                  leaderless ? tr("no leader") : tr("epoch %1").arg(Format::number(partition.meta.leader_epoch.value())),
                  theme.font(leaderless ? Theme::Type::tinyStrong : Theme::Type::monoSmall), leaderless ? c.badText : c.muted);
    }

    std::vector<Cell> rowCells(m_columns.size());
    LogAxis axis;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        rowCells[i] = cluster.cell(partition, m_columns[i], now);
        if (rowCells[i].state != CellState::none) axis.include(rowCells[i]);
    }
    painter.save();
    painter.setClipRect(QRectF(theme.px(18) + m_labelWidth - columnGap(), y, viewport()->width(), height), Qt::IntersectClip);
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const Cell &cell = rowCells[i];
        if (cell.state == CellState::none) continue;
        const QRectF column = columnRect(i);
        if (column.right() < 0 || column.left() > viewport()->width()) continue;
        const qreal cellHeight = compact ? height - theme.px(6) : std::min<qreal>(theme.px(48), height - theme.px(10));
        const QRectF box(column.left(), y + (height - cellHeight) / 2, column.width(), cellHeight);
        if (m_heat.isOn()) cells.paintHeat(painter, box, cell, m_heat, m_heat.value(topic, partition, m_columns[i], cell), compact);
        else cells.paint(painter, box, cell, axis, compact);
        if (selected && m_context.selection.broker() == m_columns[i].value())
            paintBox(painter, box.adjusted(-3, -3, 3, 3), theme.px(8), {}, c.leader, Qt::SolidLine, theme.pxf(1.5));
        const ReplicaState *replica = partition.replica(m_columns[i]);
        if (replica && replica->moves > 0 && now - replica->movedAt < flowShownFor && cell.state != CellState::leader &&
            cell.state != CellState::offline)
            cells.paintFlow(painter, QRectF(box.left() - columnGap(), box.top(), columnGap(), box.height()), replica->moves,
                            theme.motion());
    }
    painter.restore();
}

void MapView::paintEmpty(QPainter &painter)
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const WorldState &world = m_context.session.world();
    m_emptyCommand = {};
    QString headline;
    QString explanation;
    bool command = false;
    if (m_filter != MapFilter::all && !m_context.session.cluster().topics().empty()) {
        headline = tr("No partition passes the filter");
        explanation = m_filter == MapFilter::mine
                          ? tr("Choose a consumer group, or produce or consume in this window: its partitions are shown here.")
                          : tr("That is good news for this filter. Choose “Filter: all” to see every partition.");
    } else {
        switch (world.phase) {
        case WorldState::Phase::starting:
            headline = tr("The cluster is starting");
            explanation = tr("Brokers read their directories, elect a controller and register with it.");
            break;
        case WorldState::Phase::failed:
            headline = tr("The cluster could not start");
            explanation = world.message;
            break;
        case WorldState::Phase::stopped:
            headline = tr("The cluster is stopped");
            explanation = tr("Its directories are as they were.");
            break;
        case WorldState::Phase::running:
            headline = tr("No topics yet");
            explanation = tr("Create one, here or with any Kafka client:");
            command = true;
            break;
        }
    }
    const int width = std::min(viewport()->width() - theme.px(48), theme.px(560));
    QRect area((viewport()->width() - width) / 2, headerHeight() + (viewport()->height() - headerHeight()) / 3, width, theme.px(24));
    painter.setFont(theme.font(Theme::Type::title));
    painter.setPen(world.phase == WorldState::Phase::failed ? c.badText : c.text);
    painter.drawText(area, Qt::AlignCenter, headline);
    area.moveTop(area.bottom() + theme.px(4));
    area.setHeight(theme.px(60));
    painter.setFont(theme.font(Theme::Type::body));
    painter.setPen(c.muted);
    QRect used;
    painter.drawText(area, static_cast<int>(Qt::AlignHCenter | Qt::AlignTop) | Qt::TextWordWrap, explanation, &used);
    if (command) {
        area.moveTop(used.bottom() + theme.px(10));
        painter.setFont(theme.font(Theme::Type::mono));
        painter.setPen(c.leaderText);
        painter.drawText(area, Qt::AlignHCenter | Qt::AlignTop, firstTopicCommand(m_columns.size()), &m_emptyCommand);
    }
}

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
        Q_EMIT commandGiven(firstTopicCommand(m_columns.size()));
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
    if (place.row && !place.row->row)
        addTopicActions(*menu, m_context.session, toQString(m_layout.sections()[place.row->section].topic), give);
    if (place.row && place.row->row && place.broker != no_broker) {
        const MapLayout::Section &section = m_layout.sections()[place.row->section];
        addReplicaActions(*menu, m_context.session, toQString(section.topic), m_layout.partitionOf(section, *place.row->row), place.broker,
                          give);
        menu->addSeparator();
    }
    if (place.broker != no_broker) addBrokerActions(*menu, m_context, place.broker, give);
    openMenu(menu, event->globalPos());
}

}  // namespace vitrine::ui
