// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/message_layer.h"

#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QWidget>

#include "ui/common/message_text.h"
#include "ui/common/paint.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/session/simulation_session.h"

namespace vitrine::ui {

MessageLayer::MessageLayer(const Context &context, SimulationSession &simulation, QWidget *surface)
    : QObject(surface), m_context(context), m_simulation(simulation), m_surface(surface), m_lanes(context.theme)
{
    m_ticker.setInterval(Session::frameMs);
    connect(&m_ticker, &QTimer::timeout, surface, qOverload<>(&QWidget::update));
    connect(&simulation, &SimulationSession::messagesChanged, surface, qOverload<>(&QWidget::update));
    connect(&simulation, &SimulationSession::stateChanged, this, [this] {
        const bool moves = m_simulation.state().playing && m_context.theme.motion();
        if (moves != m_ticker.isActive()) moves ? m_ticker.start() : m_ticker.stop();
    });
}

void MessageLayer::place(const QRectF &band, std::map<BrokerId, QRectF> cards, const QRectF &clients)
{
    m_band = band;
    m_cards = std::move(cards);
    m_clients = clients;
}

void MessageLayer::layOut() { m_lanes.layOut(m_band, m_cards, m_clients, m_simulation.messages(), m_context.session.now()); }

void MessageLayer::paint(QPainter &painter)
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    layOut();
    paintBox(painter, m_clients, theme.px(6), c.sunk, c.line, Qt::DashLine);
    const QRectF inner = m_clients.adjusted(theme.px(8), 0, -theme.px(8), 0);
    paintText(painter, QRectF(inner.left(), m_clients.top() + theme.px(8), inner.width(), theme.px(20)), tr("Clients"),
              theme.font(Theme::Type::bodyStrong), c.text);
    const auto count = static_cast<int>(m_simulation.messages().size());
    paintText(painter, QRectF(inner.left(), m_clients.top() + theme.px(31), inner.width(), theme.px(18)),
              tr("%n on the way", nullptr, count), theme.font(Theme::Type::tiny), c.muted);
    painter.fillRect(QRectF(m_band.left() + theme.px(4), m_band.bottom() + theme.px(4) - 1, m_band.width() - theme.px(8), 1), c.line);
    painter.save();
    painter.setClipRect(QRectF(0, m_band.top() - theme.px(2), m_surface->width(), m_band.height() + theme.px(6)));
    m_lanes.paint(painter, m_context.selection.message().value_or(0));
    painter.restore();
}

bool MessageLayer::press(QMouseEvent *event)
{
    layOut();
    const MessageLanes::Bundle *bundle = m_lanes.at(event->position());
    if (!bundle) return false;
    // A copy: while a menu is open, what is on its way moves on.
    if (event->button() == Qt::LeftButton) chooseOneOf(MessageLanes::Bundle(*bundle), event->globalPosition().toPoint());
    return true;
}

std::vector<MessageInFlight> MessageLayer::messagesOf(const MessageLanes::Bundle &bundle) const
{
    std::vector<MessageInFlight> found;
    for (const MessageInFlight &message : m_simulation.messages())
        if (bundle.holds(message.id)) found.push_back(message);
    return found;
}

void MessageLayer::choose(std::uint64_t message)
{
    m_context.selection.setMessage(message);
    Q_EMIT messageChosen(message);
}

void MessageLayer::chooseOneOf(const MessageLanes::Bundle &bundle, const QPoint &globalPosition)
{
    if (bundle.messages.size() == 1) {
        choose(bundle.messages.front());
        return;
    }
    QMenu menu(m_surface);
    for (const MessageInFlight &message : messagesOf(bundle)) {
        QAction *action = menu.addAction(MessageText::describe(message, m_context.session.now()));
        connect(action, &QAction::triggered, this, [this, id = message.id] { choose(id); });
    }
    if (!menu.isEmpty()) menu.exec(globalPosition);
}

bool MessageLayer::contextMenu(const QPoint &position, const QPoint &globalPosition)
{
    layOut();
    const MessageLanes::Bundle *bundle = m_lanes.at(position);
    if (!bundle) return false;
    const std::vector<MessageInFlight> messages = messagesOf(*bundle);
    QMenu menu(m_surface);
    menu.setToolTipsVisible(true);
    const auto give = [this](const QString &line) { Q_EMIT commandGiven(line); };
    if (messages.size() == 1) {
        MessageText::addActions(menu, messages.front(), give);
        choose(messages.front().id);
    } else {
        for (const MessageInFlight &message : messages) {
            QMenu *own = menu.addMenu(MessageText::describe(message, m_context.session.now()));
            own->setToolTipsVisible(true);
            MessageText::addActions(*own, message, give);
        }
    }
    if (!menu.isEmpty()) menu.exec(globalPosition);
    return true;
}

QString MessageLayer::tip(const QPointF &position) const
{
    constexpr std::size_t linesMax = 12;
    const MessageLanes::Bundle *bundle = m_lanes.at(position);
    if (!bundle) return {};
    QStringList lines;
    const std::vector<MessageInFlight> messages = messagesOf(*bundle);
    for (std::size_t i = 0; i < std::min(linesMax, messages.size()); ++i)
        lines << MessageText::describe(messages[i], m_context.session.now());
    return lines.join(QLatin1Char('\n'));
}

}  // namespace vitrine::ui
