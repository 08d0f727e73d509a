// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/dialog_buttons.h"

#include <algorithm>

#include <QBoxLayout>
#include <QDialog>
#include <QEvent>

namespace vitrine::ui {

namespace {

class WholeTexts : public QObject {
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        auto *dialog = qobject_cast<QDialog *>(watched);
        const bool concerns = event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize || event->type() == QEvent::Show;
        if (dialog && concerns && dialog->layout() && dialog->layout()->hasHeightForWidth())
            dialog->setMinimumHeight(dialog->layout()->minimumHeightForWidth(dialog->width()));
        // A label that wraps guesses its height for another width than the dialog gets.
        if (dialog && event->type() == QEvent::Show && !event->spontaneous() && dialog->layout() && dialog->layout()->hasHeightForWidth() &&
            dialog->height() <= dialog->sizeHint().height())
            dialog->resize(dialog->width(), std::min(dialog->height(), dialog->layout()->totalHeightForWidth(dialog->width())));
        return false;
    }
};

}  // namespace

void keepTextsWhole(QDialog *dialog) { dialog->installEventFilter(new WholeTexts(dialog)); }

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
    keepTextsWhole(dialog);
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::reject);
    QObject::connect(accept, &QPushButton::clicked, dialog, &QDialog::accept);
}

}  // namespace vitrine::ui
