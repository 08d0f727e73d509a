// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/command_dialog.h"

class QLineEdit;
class QSpinBox;

namespace vitrine::ui {

// Asks for a topic; shows the command that does the same.
class CreateTopicDialog : public CommandDialog {
    Q_OBJECT

public:
    explicit CreateTopicDialog(const Context &context, QWidget *parent = nullptr);
    [[nodiscard]] QString commandLine() const;

private:
    void update();

    QLineEdit *m_name;
    QSpinBox *m_partitions;
    QSpinBox *m_replicationFactor;
    QSpinBox *m_minInsync;
};

}  // namespace vitrine::ui
