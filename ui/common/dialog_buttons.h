// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

class QBoxLayout;
class QDialog;

namespace vitrine::ui {

// The last row of a dialog: `cancel` closes it, `accept`, which the enter key presses, accepts it.
void addDialogButtons(QDialog *dialog, QBoxLayout *layout, const QString &cancel, QPushButton *accept);

}  // namespace vitrine::ui
