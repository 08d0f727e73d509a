// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QMenu>
#include <QString>

#include "ui/common/context.h"
#include "ui/common/deed_action.h"
#include "ui/session/session.h"

namespace vitrine::ui {

// A menu of deeds, filled by whoever opens it: `give` has the line of what is chosen. In a session that cannot be changed every entry is
// disabled and says why. The menu outlives this.
class DeedMenu {
public:
    using Give = std::function<void(const QString &)>;

    DeedMenu(QMenu &menu, const Context &context, const Give &give) : m_menu(menu), m_context(context), m_give(give) {}

    void add(const QString &title, const QString &sentence, const QString &line, bool enabled = true)
    {
        add({.title = title, .sentence = sentence, .choices = {{QString(), line}}, .enabled = enabled});
    }
    void add(Deed deed)
    {
        if (const QString reason = m_context.session.readOnlyReason(); !reason.isEmpty()) {
            deed.enabled = false;
            deed.sentence = reason;
        }
        m_menu.addAction(new DeedAction(m_context.theme, std::move(deed), m_give, &m_menu));
    }
    [[nodiscard]] DeedMenu submenu(const QString &title) { return {*m_menu.addMenu(title), m_context, m_give}; }
    [[nodiscard]] bool ofSimulation() const { return m_context.session.world().mode == WorldState::Mode::simulation; }
    void separator() { m_menu.addSeparator(); }

private:
    QMenu &m_menu;
    const Context &m_context;
    const Give &m_give;
};

}  // namespace vitrine::ui
