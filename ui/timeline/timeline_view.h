// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QWidget>

#include "ui/common/context.h"
#include "ui/timeline/events_model.h"

namespace vitrine::ui {

// The lanes: when what happened. The wheel zooms, dragging moves, a double click follows the present again.
class TimelineView : public QWidget {
    Q_OBJECT

public:
    TimelineView(const Context &context, const EventsModel &events, QWidget *parent = nullptr);

    // How high the page is; the lanes of a low page are narrower, so that the list below has room.
    void setPageHeight(int height);
    void setFollowing(bool following);
    [[nodiscard]] bool isFollowing() const { return m_following; }
    // Moves the axis so that the instant can be seen; ends following when it lies in the past.
    void show(Instant at);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void chosen(vitrine::ui::EventLog::Position position);
    void followingChanged(bool following);

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Axis {
        Instant from{};
        Duration span{};
        qreal left = 0;
        qreal width = 0;
        [[nodiscard]] qreal x(Instant at) const;
        [[nodiscard]] Instant at(qreal x) const;
    };
    [[nodiscard]] Axis axis() const;
    [[nodiscard]] int laneHeight() const;
    [[nodiscard]] int topMargin() const;
    [[nodiscard]] qreal laneMiddle(Lane lane) const;
    [[nodiscard]] std::optional<EventLog::Position> eventAt(const QPointF &point) const;

    Context m_context;
    const EventsModel &m_events;
    bool m_following = true;
    Instant m_end{};
    int m_pageHeight = 400;
    Duration m_span = std::chrono::seconds(30);
    std::optional<QPointF> m_dragFrom;
    Instant m_dragEnd{};
    bool m_dragged = false;
};

}  // namespace vitrine::ui
