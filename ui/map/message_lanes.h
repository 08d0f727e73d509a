// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include <QPointF>
#include <QRectF>
#include <QString>

#include "ui/common/paint.h"
#include "ui/common/table.h"
#include "ui/session/simulation_values.h"

class QPainter;

namespace vitrine::ui {

class Theme;

// Messages on their way, drawn under the cards of the machines: one arc for each pair of machines and direction, longer ones hang lower.
// A request is a full mark, a response a ring; what is held is a square that stands in the middle of a cut link, or at the door of
// the machine that does not take it; marks that would lie on each other are one with a
// number. All machines that are no brokers share the place of the clients.
class MessageLanes {
public:
    // A mark: one message, or several at the same place.
    struct Bundle {
        std::vector<std::uint64_t> messages;
        QPointF center;
        Mark mark = Mark::circle;
        Tone tone = Tone::muted;
        QString label;                 // the API, or how many
        bool held = false;
        [[nodiscard]] bool holds(std::uint64_t message) const;
    };

    explicit MessageLanes(const Theme &theme) : m_theme(theme) {}

    // Where everything is: `band` below the cards, the cards of the brokers, and the place of the clients.
    void layOut(const QRectF &band, const std::map<BrokerId, QRectF> &cards, const QRectF &clients,
                const std::vector<MessageInFlight> &messages, Instant now);
    void paint(QPainter &painter, std::uint64_t chosen) const;

    [[nodiscard]] const std::vector<Bundle> &bundles() const { return m_bundles; }
    // The nearest one within reach of a finger, or null.
    [[nodiscard]] const Bundle *at(const QPointF &point) const;
    [[nodiscard]] const Bundle *of(std::uint64_t message) const;

private:
    struct Arc {
        QPointF from;
        QPointF bend;
        QPointF to;
        [[nodiscard]] QPointF at(double t) const;
        friend bool operator==(const Arc &, const Arc &) = default;
    };
    [[nodiscard]] Arc arcOf(const QRectF &from, const QRectF &to) const;
    void place(const MessageInFlight &message, const Arc &arc, double progress);
    void writeLabels();

    const Theme &m_theme;
    QRectF m_band;
    std::vector<Arc> m_arcs;
    std::vector<Bundle> m_bundles;
    std::vector<QRectF> m_labels;      // by bundle; null where there is no room
};

}  // namespace vitrine::ui
