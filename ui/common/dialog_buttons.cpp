// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/dialog_buttons.h"

#include <QBoxLayout>
#include <QDialog>

namespace vitrine::ui {

void addDialogButtons(QDialog *dialog, QBoxLayout *layout, const QString &cancel, QPushButton *accept)
{
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    auto *close = new QPushButton(cancel, dialog);
    accept->setProperty("kind", QStringLiteral("primary"));
    accept->setDefault(true);
    buttons->addWidget(close);
    buttons->addWidget(accept);
    layout->addLayout(buttons);
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::reject);
    QObject::connect(accept, &QPushButton::clicked, dialog, &QDialog::accept);
}

}  // namespace vitrine::ui
