// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/message_text.h"

#include <algorithm>

#include <QAction>
#include <QMenu>

#include "ui/common/format.h"
#include "ui/session/commands.h"

namespace vitrine::ui {

namespace {

constexpr int delaysMs[]{10, 100, 1'000, 10'000};

QString milliseconds(Duration duration)
{
    const double ms = std::chrono::duration<double, std::milli>(duration).count();
    return ms < 10 ? QStringLiteral("%1 ms").arg(ms, 0, 'f', 2) : Format::duration(duration);
}

}  // namespace

QString MessageText::describe(const MessageInFlight &message, Instant now)
{
    const QString what = message.response ? tr("%1 response from %2 to %3") : tr("%1 request from %2 to %3");
    QString text = what.arg(message.api.isEmpty() ? tr("unreadable") : message.api, message.fromName, message.toName);
    if (message.isHeld()) return text + QStringLiteral(", ") + held(message.held);
    return text + QStringLiteral(", ") +
           tr("sent %1 ago, arrives in %2")
               .arg(milliseconds(now - message.sent), milliseconds(std::max(Duration::zero(), message.arrives - now)));
}

QString MessageText::held(MessageInFlight::Held held)
{
    switch (held) {
    case MessageInFlight::Held::no: return {};
    case MessageInFlight::Held::connecting: return tr("waits: its connection does not stand yet");
    case MessageInFlight::Held::cut: return tr("held: the link is cut");
    case MessageInFlight::Held::paused: return tr("held: the machine that it goes to is paused");
    case MessageInFlight::Held::notReading: return tr("waits: the receiver does not read from this connection now");
    case MessageInFlight::Held::busy: return tr("waits: the machine that it goes to is slow, and busy with what came before");
    }
    return {};
}

QString MessageText::why(MessageInFlight::Held held)
{
    switch (held) {
    case MessageInFlight::Held::no: return {};
    case MessageInFlight::Held::connecting: return tr("connecting");
    case MessageInFlight::Held::cut: return tr("held: link cut");
    case MessageInFlight::Held::paused: return tr("held: paused");
    case MessageInFlight::Held::notReading: return tr("held: not read");
    case MessageInFlight::Held::busy: return tr("held: slow");
    }
    return {};
}

void MessageText::addActions(QMenu &menu, const MessageInFlight &message, const std::function<void(const QString &)> &give)
{
    const auto add = [&](QMenu &to, const QString &text, const QString &line) {
        QAction *action = to.addAction(text);
        action->setToolTip(line);
        QObject::connect(action, &QAction::triggered, &menu, [give, line] { give(line); });
    };
    add(menu, tr("Drop this %1").arg(message.api), commands::dropMessage(message.id));
    QMenu *delays = menu.addMenu(tr("Delay it by…"));
    delays->setToolTipsVisible(true);
    for (const int ms : delaysMs)
        add(*delays, ms < 1'000 ? QStringLiteral("%1 ms").arg(ms) : QStringLiteral("%1 s").arg(ms / 1'000),
            commands::delayMessage(message.id, ms));
    add(menu, tr("Let it arrive twice"), commands::duplicateMessage(message.id));
}

}  // namespace vitrine::ui
