// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QCoreApplication>
#include <QString>

#include "ui/session/simulation_values.h"

class QMenu;

namespace vitrine::ui {

// A message on its way in words, and what can be done to it; the same on the map and in the table.
class MessageText {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::MessageText)

public:
    // "Fetch request from broker 2 to broker 1, sent 0.4 ms ago, arrives in 0.8 ms"
    [[nodiscard]] static QString describe(const MessageInFlight &message, Instant now);
    // "held: the link is cut"; empty where it moves.
    [[nodiscard]] static QString held(MessageInFlight::Held held);
    // The same in a word or two, for a column: "held: link cut".
    [[nodiscard]] static QString why(MessageInFlight::Held held);
    // Each entry gives one command line and names it.
    static void addActions(QMenu &menu, const MessageInFlight &message, const std::function<void(const QString &)> &give);
};

}  // namespace vitrine::ui
