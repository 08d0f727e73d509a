// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QWidget>

#include "ui/common/context.h"
#include "ui/session/simulation_values.h"

namespace vitrine::ui {

class SimulationSession;

// The simulated time from its beginning to where the branch has been, with what was done and what was violated. Dragging chooses a time,
// letting go jumps there; what lies behind the present is the branch's future, which is known already.
class Scrubber : public QWidget {
    Q_OBJECT

public:
    Scrubber(const Context &context, SimulationSession &simulation, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
    // Where a time stands, in the widget's coordinates; for tests.
    [[nodiscard]] qreal xOf(Instant at) const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] Duration range() const;
    [[nodiscard]] Instant timeAt(qreal x) const;
    [[nodiscard]] QRectF track() const;
    [[nodiscard]] QString tipAt(const QPointF &point) const;

    Context m_context;
    SimulationSession &m_simulation;
    std::optional<qreal> m_drag;
    std::optional<qreal> m_hover;
};

}  // namespace vitrine::ui
