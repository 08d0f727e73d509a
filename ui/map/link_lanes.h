// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include <QCoreApplication>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <QStringList>

#include "base/ids.h"

class QPainter;

namespace vitrine::ui {

class Theme;

// What is wrong with the link between two brokers, as the faults in force say it.
struct LinkState {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::LinkState)

public:
    enum class Shape { whole, lossy, slow, cut };
    Shape shape = Shape::whole;   // the worst
    QString label;                // "200 ms · 10 %": how slow, how lossy
    QStringList faults;           // the commands that made it so

    static LinkState of(const QStringList &faults, BrokerId a, BrokerId b);
    // In a sentence.
    [[nodiscard]] QString sentence(BrokerId a, BrokerId b) const;
};

// The links between brokers, hanging below their cards: one curve for each pair. Of many brokers only neighbours, faulty links, and those
// of the broker that is looked at are drawn, so that each can be hit.
class LinkLanes {
public:
    struct Line {
        BrokerId a;
        BrokerId b;
        QPointF from;
        QPointF bend;
        QPointF to;
        LinkState state;
        [[nodiscard]] QPointF at(double t) const;
        [[nodiscard]] QPointF middle() const { return at(0.5); }
    };
    using Card = std::pair<BrokerId, QRectF>;

    explicit LinkLanes(const Theme &theme) : m_theme(theme) {}

    // Cards from left to right; `looked`: the broker whose links are all wanted, or no_broker.
    void layOut(const QRectF &band, const std::vector<Card> &cards, const QStringList &faults, BrokerId looked);
    // `hovered`: the two ends of the line under the mouse.
    void paint(QPainter &painter, std::optional<std::pair<BrokerId, BrokerId>> hovered) const;
    [[nodiscard]] const std::vector<Line> &lines() const { return m_lines; }
    // The nearest within reach of the mouse, or null.
    [[nodiscard]] const Line *at(const QPointF &point) const;

    // More brokers than this have not all their links drawn.
    static constexpr std::size_t brokersWithAllLinks = 4;

private:
    void paintLine(QPainter &painter, const Line &line, bool hovered) const;

    const Theme &m_theme;
    QRectF m_band;
    std::vector<Line> m_lines;  // those with faults last: they lie above
};

}  // namespace vitrine::ui
