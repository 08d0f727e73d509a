// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "ui/common/context.h"
#include "ui/common/selection.h"
#include "ui/session/bookmarks.h"
#include "ui/timeline/events_model.h"

namespace vitrine::ui {

// The lanes: when what happened, how long each fault was in force, and why. Dragging over the lanes chooses a range of time; dragging
// the axis below, or with Shift or the middle button, moves it, the wheel zooms, a double click follows the present again. The keys do
// the same: arrows and +, - for the axis, Home and End for its ends, [ and ] for a range that begins or ends at the chosen event.
class TimelineView : public QWidget {
    Q_OBJECT

public:
    // So many arrows to consequences are drawn; there is no more to see in more.
    static constexpr std::size_t consequencesMax = 200;

    TimelineView(const Context &context, const EventsModel &events, QWidget *parent = nullptr);

    // How high it may be; with less room the lanes are narrower.
    void setRoom(int height);
    void setFollowing(bool following);
    [[nodiscard]] bool isFollowing() const { return m_following; }
    // Moves the axis so that the instant can be seen; ends following when it lies in the past.
    void show(Instant at);
    // The axis shows this and a little around it.
    void zoomTo(const TimeRange &range);
    [[nodiscard]] TimeRange visibleRange() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    // As on the screen, without its background; for a file.
    void paintOn(QPainter &painter) { paint(painter); }
    // How many marks of events the last painting painted: what it cost.
    [[nodiscard]] int marksPainted() const { return m_marksPainted; }
    // Where the mark of an event is, whether it is painted or not.
    [[nodiscard]] QPointF placeOf(EventLog::Position position) const;
    // Of a fault the bar that shows it, which it may share; empty: out of sight.
    [[nodiscard]] QRectF barOf(EventLog::Position position) const;

Q_SIGNALS:
    void chosen(vitrine::ui::EventLog::Position position);
    void bookmarkChosen(quint64 id);
    void followingChanged(bool following);

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Axis {
        Instant from{};
        Duration span{};
        qreal left = 0;
        qreal width = 0;
        [[nodiscard]] qreal x(Instant at) const;
        [[nodiscard]] Instant at(qreal x) const;
        [[nodiscard]] qreal right() const { return left + width; }
    };
    // One fault, or where more are in force at once than there is room for, all those that have no bar of their own.
    struct Bar {
        QList<const FaultSpan *> faults;
        QRectF place;
        [[nodiscard]] bool isCrowd() const { return faults.size() > 1; }
        // -1: it is another's.
        [[nodiscard]] qsizetype placeOf(std::optional<EventLog::Position> position) const;
    };
    enum class Drag { none, range, pan };

    [[nodiscard]] Axis axis() const;
    [[nodiscard]] int laneHeight() const;
    [[nodiscard]] int topMargin() const;
    // Faults that are in force at the same time lie below each other, each with room for its name.
    [[nodiscard]] int faultLevels() const;
    void countFaults();
    [[nodiscard]] int heightFor(int lane) const;
    [[nodiscard]] int faultsHeight() const;
    [[nodiscard]] qreal lanesTop() const { return topMargin() + faultsHeight(); }
    [[nodiscard]] qreal bottom() const { return lanesTop() + laneHeight() * laneCount; }
    [[nodiscard]] qreal laneMiddle(Lane lane) const;
    [[nodiscard]] std::optional<EventLog::Position> eventAt(const QPointF &point) const;
    [[nodiscard]] const Bookmark *bookmarkAt(const QPointF &point) const;
    [[nodiscard]] QList<Bar> bars(const Axis &shown) const;
    [[nodiscard]] QString tipAt(const QPointF &point) const;
    [[nodiscard]] Duration share(double of) const;
    void pan(Duration by);
    void zoom(double factor, Instant around, double place);
    void paint(QPainter &painter);
    void paintAxis(QPainter &painter, const Axis &shown) const;
    void paintFaults(QPainter &painter, const Axis &shown) const;
    void paintEvents(QPainter &painter, const Axis &shown);
    void paintRange(QPainter &painter, const Axis &shown) const;
    void paintCauses(QPainter &painter, const Axis &shown);
    void paintArrow(QPainter &painter, const QPointF &from, const QPointF &to, const QColor &color) const;
    void paintBookmarks(QPainter &painter, const Axis &shown) const;

    Context m_context;
    const EventsModel &m_events;
    bool m_following = true;
    Instant m_end{};
    int m_room = 288;
    Duration m_span = std::chrono::seconds(30);
    Drag m_drag = Drag::none;
    QPointF m_dragFrom;
    Instant m_dragInstant{};
    Instant m_dragEnd{};
    bool m_dragged = false;
    int m_marksPainted = 0;
    int m_faultsAtOnce = 0;  // at most, in all that is held
    // What the chosen event led to, as of this end of the log.
    std::optional<EventLog::Position> m_effectsOf;
    EventLog::Position m_effectsEnd = 0;
    std::vector<EventLog::Position> m_effects;
};

}  // namespace vitrine::ui
