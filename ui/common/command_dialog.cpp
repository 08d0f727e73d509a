// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/command_dialog.h"

#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/common/dialog_buttons.h"
#include "ui/common/theme.h"

namespace vitrine::ui {

CommandDialog::CommandDialog(const Context &context, const QString &accept, QWidget *parent)
    : QDialog(parent), m_context(context), m_form(new QFormLayout), m_problem(new QLabel(this)), m_command(new QLabel(this)),
      m_accept(new QPushButton(accept, this))
{
    const Theme &theme = context.theme;
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(16));
    layout->setSpacing(theme.px(12));
    m_form->setHorizontalSpacing(theme.px(16));
    m_form->setVerticalSpacing(theme.px(8));
    layout->addLayout(m_form);
    m_problem->setProperty("role", QStringLiteral("warning"));
    m_problem->setWordWrap(true);
    layout->addWidget(m_problem);
    m_command->setFont(theme.font(Theme::Type::mono));
    m_command->setProperty("role", QStringLiteral("muted"));
    m_command->setWordWrap(true);
    m_command->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_command->setMinimumWidth(theme.px(440));
    m_command->setContentsMargins(0, 0, 0, theme.px(2));
    layout->addWidget(m_command);
    addDialogButtons(this, layout, tr("Cancel"), m_accept);
}

void CommandDialog::tell(const QString &problem, bool possible, const QString &command)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_accept->setEnabled(possible);
    m_command->setText(command);
}

}  // namespace vitrine::ui
