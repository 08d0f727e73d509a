// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <vector>

#include <QAbstractScrollArea>

#include "ui/common/context.h"
#include "ui/map/heat.h"
#include "ui/map/link_lanes.h"
#include "ui/map/map_layout.h"
#include "ui/map/topic_strips.h"

namespace vitrine::ui {

class CellPainter;
class MessageLayer;

}  // namespace vitrine::ui

class QMenu;

namespace vitrine::ui {

// Brokers across, partitions down. Paints what is visible and nothing else; a frame costs the same for ten partitions
// and for ten thousand.
class MapView : public QAbstractScrollArea {
    Q_OBJECT

public:
    MapView(const Context &context, QWidget *parent = nullptr);

    // `update` is null when everything may have changed.
    void refresh(const SessionUpdate *update);
    void setFilter(MapFilter filter);
    [[nodiscard]] MapFilter filter() const { return m_filter; }
    // What the filter "mine" lets pass.
    [[nodiscard]] MapOwn own() const;
    void setColour(MapColour colour);
    [[nodiscard]] const Heat &heat() const { return m_heat; }
    void setDensity(MapDensity density);
    [[nodiscard]] MapDensity density() const { return m_density; }
    void setAllFolded(bool folded);
    void showSelection();
    [[nodiscard]] const MapLayout &layoutOfRows() const { return m_layout; }
    void themeChanged();
    // Of a simulation: what is on its way, in coordinates of the viewport. Null where the session is none.
    [[nodiscard]] const MessageLayer *messages() const { return m_messages; }
    // The links as they were painted last, in coordinates of the viewport.
    [[nodiscard]] const LinkLanes &links() const { return m_links; }
    // Cards, and below them the room for links and messages: where the rows begin.
    [[nodiscard]] int headerHeight() const { return cardHeight() + laneHeight(); }
    // Where a card's menu is opened.
    [[nodiscard]] QRectF menuRect(std::size_t column) const;

Q_SIGNALS:
    // What the colours mean has changed.
    void heatChanged();
    void commandGiven(const QString &commandLine);
    void messageChosen(std::uint64_t message);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    struct Place {
        std::optional<MapLayout::Hit> row;
        BrokerId broker{no_broker};
        bool onHeader = false;  // the card of the broker
        bool onMenu = false;    // where its menu is opened
    };
    // What is wrong with a topic's partitions, for its header.
    struct Warnings {
        int underReplicated = 0;
        int leaderless = 0;
    };

    void setMetrics();
    void relayout();
    void updateScrollBars();
    [[nodiscard]] QRectF columnRect(std::size_t column) const;  // x and width only
    [[nodiscard]] qreal columnGap() const;
    [[nodiscard]] int cardHeight() const;
    [[nodiscard]] int laneHeight() const;
    [[nodiscard]] QRectF cardRect(std::size_t column) const;
    [[nodiscard]] QRectF clientsRect() const;
    void placeMessages();
    void placeLinks();
    [[nodiscard]] const LinkLanes::Line *linkAt(const QPointF &point);
    void openMenu(QMenu *menu, const QPoint &globalPosition);
    void openBrokerMenu(BrokerId broker, const QPoint &globalPosition);
    void openLinkMenu(BrokerId a, BrokerId b, const QPoint &globalPosition);
    [[nodiscard]] Place placeAt(const QPoint &point) const;
    void paintHeaders(QPainter &painter);
    void paintSectionHeader(QPainter &painter, const MapLayout::Section &section, qreal y, bool pinned);
    void paintRow(QPainter &painter, const CellPainter &cells, const TopicState &topic, const PartitionState &partition, qreal y);
    void paintEmpty(QPainter &painter);
    [[nodiscard]] Warnings warningsOf(const TopicState &topic);
    void selectPlace(const Place &place);
    void moveSelection(int rows, int columns);
    // Of an empty cluster: what is offered.
    [[nodiscard]] QString firstTopicCommand() const;

    Context m_context;
    MessageLayer *m_messages = nullptr;
    LinkLanes m_links;
    std::optional<std::pair<BrokerId, BrokerId>> m_hoveredLink;
    MapLayout m_layout;
    MapFilter m_filter = MapFilter::all;
    MapOwn m_own;
    Heat m_heat;
    MapDensity m_density = MapDensity::automatic;
    std::vector<BrokerId> m_columns;
    int m_labelWidth = 96;
    qreal m_columnWidth = 0;
    TopicStrips m_strips;
    // Counting them looks at every partition, so they are kept until something of the topic changes.
    std::map<std::string, Warnings> m_warnings;
    std::optional<QPoint> m_hover;
    QString m_shownTopic;
    int m_shownPartition = -1;
    bool m_touched = false;  // by mouse, wheel or key
    bool m_placed = false;  // the selection was brought into sight once
    QRect m_emptyCommand;   // where paintEmpty() wrote the command
};

}  // namespace vitrine::ui
