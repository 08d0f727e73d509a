// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "ui/session/session.h"

namespace vitrine::ui {

// Of a button or action that changes the cluster: whether it can be used now, and what it would run. In a session that cannot be changed it
// is disabled, and says why.
template <class Control>
void setDeed(Control &control, const Session &session, bool enabled, const QString &tip)
{
    const QString reason = session.readOnlyReason();
    control.setEnabled(enabled && reason.isEmpty());
    control.setToolTip(reason.isEmpty() ? tip : reason);
}

}  // namespace vitrine::ui
