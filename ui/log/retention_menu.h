// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "ui/common/context.h"

class QMenu;

namespace vitrine::ui {

// What decides when segments of a topic are rolled and deleted, to be changed: each entry says what it does before it is done, and gives
// its command to the session.
void addRetentionActions(QMenu &menu, const Context &context, const QString &topic);

}  // namespace vitrine::ui
