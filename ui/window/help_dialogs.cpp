// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/help_dialogs.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/session/commands.h"
#include "ui/session/session.h"

namespace vitrine::ui {

namespace {

void addClose(QVBoxLayout *layout, QDialog *dialog, const QString &text)
{
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    auto *close = new QPushButton(text, dialog);
    close->setDefault(true);
    row->addWidget(close);
    layout->addLayout(row);
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::accept);
}

}  // namespace

CommandsDialog::CommandsDialog(const Context &context, QWidget *parent) : QDialog(parent)
{
    const Theme &theme = context.theme;
    setWindowTitle(tr("Command language"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(16));
    layout->setSpacing(theme.px(12));
    auto *intro = new QLabel(tr("The same lines work in the command line of the window (Ctrl+K), on the standard input of “vitrine serve” "
                                "and in scenario files."),
                             this);
    intro->setWordWrap(true);
    layout->addWidget(intro);
    // More lines than a screen has.
    auto *lines = new QWidget;
    auto *scroller = new QScrollArea(this);
    scroller->setFrameShape(QFrame::NoFrame);
    scroller->setWidgetResizable(true);
    scroller->setWidget(lines);
    auto *grid = new QGridLayout(lines);
    grid->setContentsMargins(0, 0, theme.px(8), 0);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->setHorizontalSpacing(theme.px(20));
    grid->setVerticalSpacing(theme.px(6));
    int row = 0;
    for (const commands::Form &form : commands::forms(context.session.world().mode == WorldState::Mode::simulation)) {
        auto *text = new QLabel(form.text, this);
        text->setFont(theme.font(Theme::Type::mono));
        text->setWordWrap(true);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        auto *meaning = new QLabel(form.meaning, this);
        meaning->setProperty("role", QStringLiteral("muted"));
        meaning->setWordWrap(true);
        grid->addWidget(text, row, 0, Qt::AlignTop);
        grid->addWidget(meaning, row, 1, Qt::AlignTop);
        ++row;
    }
    layout->addWidget(scroller, 1);
    addClose(layout, this, tr("Close"));
    resize(theme.px(900), theme.px(600));
}

}  // namespace vitrine::ui
