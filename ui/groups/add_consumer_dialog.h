// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/command_dialog.h"
#include "ui/session/commands.h"

class QComboBox;
class QLineEdit;
class QListWidget;
class QSpinBox;

namespace vitrine::ui {

// Asks how a consumer of our own shall join a group; shows the command that does the same.
class AddConsumerDialog : public CommandDialog {
    Q_OBJECT

public:
    // An empty group: a new one, whose name is asked for.
    AddConsumerDialog(const Context &context, const QString &group, QWidget *parent = nullptr);
    [[nodiscard]] QString commandLine() const;
    [[nodiscard]] QString group() const;

private:
    void update();

    QLineEdit *m_group;
    QListWidget *m_topics;
    QComboBox *m_assignor;
    QLineEdit *m_instanceId;
    QSpinBox *m_session;
    QSpinBox *m_heartbeat;
    QSpinBox *m_poll;
};

}  // namespace vitrine::ui
