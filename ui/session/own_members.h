// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include "cluster/commands.h"
#include "ui/session/values.h"

namespace vitrine::ui {

// On the thread of the commands.
inline QList<OwnMember> ownMembersOf(const cluster::Commands &commands)
{
    QList<OwnMember> members;
    for (const cluster::OwnMember &member : commands.own_members())
        members.append({QString::fromStdString(member.group), QString::fromStdString(member.name), member.paused});
    return members;
}

}  // namespace vitrine::ui
