// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/port_question.h"

#include <QIcon>
#include <QPushButton>

namespace vitrine::ui {

PortQuestion::PortQuestion(const QString &problem, int brokerPort, int controllerPort, QWidget *parent)
    : QMessageBox(QMessageBox::Question, QStringLiteral("Vitrine"), problem, QMessageBox::NoButton, parent),
      m_use(addButton(tr("Use ports from %1").arg(brokerPort), QMessageBox::AcceptRole))
{
    // The sign of the program, not one of another family.
    setIconPixmap(QIcon(QStringLiteral(":/vitrine/icons/vitrine.svg")).pixmap(32, 32));
    setInformativeText(tr("Brokers could listen from port %1 and controllers from port %2 instead.").arg(brokerPort).arg(controllerPort));
    addButton(tr("Quit"), QMessageBox::RejectRole);
    setDefaultButton(m_use);
}

bool PortQuestion::agreed() const { return clickedButton() == m_use; }

}  // namespace vitrine::ui
