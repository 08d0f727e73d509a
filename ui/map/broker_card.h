// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QPointF>
#include <QRectF>

#include "ui/common/context.h"
#include "ui/session/cluster_state.h"

class QPainter;

namespace vitrine::ui {

// The card of a broker above its column: name, state, what passes through it, what is wrong with its machine.
struct BrokerCard {
    BrokerId broker;
    QRectF box;
    QRectF menu;                    // where the dots stand that open its menu
    std::optional<QPointF> hover;   // of the pointer, wherever it is
};
void paintBrokerCard(QPainter &painter, const Context &context, const BrokerCard &card);

}  // namespace vitrine::ui
