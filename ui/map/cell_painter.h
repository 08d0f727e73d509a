// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <utility>

#include <QCoreApplication>
#include <QRectF>
#include <QString>

#include "ui/common/paint.h"
#include "ui/common/table.h"
#include "ui/session/cluster_state.h"

class QPainter;

namespace vitrine::ui {

class Heat;
class Theme;

// One replica on the map, and its log as a bar on the axis of its partition.
struct LogAxis {
    std::int64_t from = 0;
    std::int64_t to = 0;  // exclusive; equal to `from`: every log is empty

    void include(const Cell &cell);
    // 0 to 1; a little room is left at the end so that a full bar still shows its end.
    [[nodiscard]] double position(std::int64_t offset) const;

private:
    bool m_any = false;
};

class CellPainter {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::CellPainter)

public:
    explicit CellPainter(const Theme &theme) : m_theme(theme) {}

    void paint(QPainter &painter, const QRectF &box, const Cell &cell, const LogAxis &axis, bool compact) const;
    // The same place coloured by a number: the state stays in the outline, the number in words and in a bar from 0 to the hottest.
    void paintHeat(QPainter &painter, const QRectF &box, const Cell &cell, const Heat &heat, std::optional<double> value,
                   bool compact) const;
    // A small block of the state, for legends and folded topics.
    void paintSwatch(QPainter &painter, const QRectF &box, CellState state) const;
    // Dots beside a follower that just fetched records; `moves` carries them on.
    void paintFlow(QPainter &painter, const QRectF &gutter, std::uint32_t moves, bool motion) const;
    // Log start to log end; striped above the high watermark; the mark itself as a line across.
    void paintBar(QPainter &painter, const QRectF &track, const Cell &cell, const LogAxis &axis) const;

    [[nodiscard]] static QString word(const Cell &cell);
    // For narrow columns.
    [[nodiscard]] static QString shortWord(const Cell &cell);
    // In tables: a shape and its tone.
    [[nodiscard]] static std::pair<Mark, Tone> sign(CellState state);
    // The whole truth about a cell, for its tooltip.
    [[nodiscard]] static QString describe(const Cell &cell);

private:
    const Theme &m_theme;
};

}  // namespace vitrine::ui
