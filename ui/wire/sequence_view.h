// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QAbstractScrollArea>

#include "ui/common/context.h"
#include "ui/common/table_twin.h"
#include "ui/session/wire_log.h"

namespace vitrine::ui {

// Who asked whom, and what came between: a line down for each participant, an arrow for each request, a dashed one for each response,
// in the order of the cluster's clock (a Lamport diagram). What was sent and read with nothing else in between is level; an arrow that
// leans shows what happened while the message was on its way. Where a server had a request in its hands its line is a bar.
class SequenceView : public QAbstractScrollArea {
    Q_OBJECT

public:
    // More exchanges are not drawn: nobody could follow them.
    static constexpr int exchangesMax = 400;

    explicit SequenceView(const Context &context, QWidget *parent = nullptr);

    // In the order of positions; those beyond exchangesMax are left out, and said so.
    void show(const std::vector<WireLog::Position> &positions);
    void setChosen(std::optional<WireLog::Position> position);
    [[nodiscard]] std::optional<WireLog::Position> chosen() const { return m_chosen; }

    struct Arrow {
        WireLog::Position position = 0;
        bool response = false;
        int from = 0;             // participants
        int to = 0;
        int tail = 0;             // slots
        int head = 0;
        bool arrived = true;      // false: it was sent, and nobody read it
        QString label;
        bool failed = false;      // the response has an error
        Tone tone = Tone::text;
    };
    struct Bar {
        int participant = 0;
        int from = 0;
        int to = 0;
    };
    [[nodiscard]] const QStringList &participants() const { return m_participants; }
    [[nodiscard]] const std::vector<Arrow> &arrows() const { return m_arrows; }
    [[nodiscard]] const std::vector<Bar> &bars() const { return m_bars; }
    [[nodiscard]] int slotCount() const { return static_cast<int>(m_slots.size()); }
    // The same as rows: an arrow each, in the order of the clock; the first number of a row's id is its place in arrows().
    static std::vector<TwinModel::Column> tableColumns();
    [[nodiscard]] std::vector<TwinRow> tableRows() const;
    // The middle of an arrow in the viewport; for tests.
    [[nodiscard]] QPointF middleOf(std::size_t arrow) const;
    // What stands on an arrow, and where in the viewport; empty: its arrow is out of sight to the left or right.
    [[nodiscard]] static QString labelOf(const Arrow &arrow);
    [[nodiscard]] QRectF plateOf(const Arrow &arrow) const;

Q_SIGNALS:
    void chose(quint64 position);
    // Its bytes are wanted: Enter, or a double click.
    void opened(quint64 position);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    [[nodiscard]] qreal laneX(int participant) const;
    [[nodiscard]] qreal slotY(int slot) const;
    [[nodiscard]] int headerHeight() const;
    [[nodiscard]] int laneWidth() const;
    [[nodiscard]] std::optional<std::size_t> arrowAt(const QPointF &point) const;
    void paintArrow(QPainter &painter, const Arrow &arrow) const;
    void paintHeader(QPainter &painter) const;
    void updateScrolling();
    void bringIntoSight();

    Context m_context;
    QStringList m_participants;
    std::vector<Arrow> m_arrows;
    std::vector<Bar> m_bars;
    std::vector<Instant> m_slots;
    int m_leftOut = 0;
    std::optional<WireLog::Position> m_chosen;
};

}  // namespace vitrine::ui
