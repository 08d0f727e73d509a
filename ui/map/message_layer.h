// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include "ui/common/context.h"
#include "ui/map/message_lanes.h"

class QMouseEvent;

namespace vitrine::ui {

class SimulationSession;

// The messages on their way on the map of a simulation: when they are painted again, and what a click on one of them does.
class MessageLayer : public QObject {
    Q_OBJECT

public:
    // Paints on `surface`, which stays as long as this does.
    MessageLayer(const Context &context, SimulationSession &simulation, QWidget *surface);

    // Where things are from now on: `band` between cards and rows, the cards of the brokers, and the place of the clients.
    void place(const QRectF &band, std::map<BrokerId, QRectF> cards, const QRectF &clients);
    void paint(QPainter &painter);
    // True: a message was hit, and nothing below it.
    bool press(QMouseEvent *event);
    bool contextMenu(const QPoint &position, const QPoint &globalPosition);
    [[nodiscard]] bool isAt(const QPointF &position) const { return m_lanes.at(position) != nullptr; }
    // What the messages there are, a line each; empty where there is none.
    [[nodiscard]] QString tip(const QPointF &position) const;
    // As they were painted last.
    [[nodiscard]] const MessageLanes &lanes() const { return m_lanes; }

Q_SIGNALS:
    void commandGiven(const QString &commandLine);
    void messageChosen(std::uint64_t message);

private:
    void layOut();
    [[nodiscard]] std::vector<MessageInFlight> messagesOf(const MessageLanes::Bundle &bundle) const;
    void choose(std::uint64_t message);
    void chooseOneOf(const MessageLanes::Bundle &bundle, const QPoint &globalPosition);

    Context m_context;
    SimulationSession &m_simulation;
    QWidget *m_surface;
    MessageLanes m_lanes;
    QRectF m_band;
    QRectF m_clients;
    std::map<BrokerId, QRectF> m_cards;
    QTimer m_ticker;  // messages move on while simulated time does
};

}  // namespace vitrine::ui
