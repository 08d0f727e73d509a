// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

class QBoxLayout;
class QDialog;

namespace vitrine::ui {

// The last row of a dialog: `cancel` closes it, `accept`, which the enter key presses, accepts it.
void addDialogButtons(QDialog *dialog, QBoxLayout *layout, const QString &cancel, QPushButton *accept);
// The dialog never becomes lower than its texts need at its width, whatever they come to say; a layout alone lets them cover each other.
// Part of addDialogButtons().
void keepTextsWhole(QDialog *dialog);

}  // namespace vitrine::ui
