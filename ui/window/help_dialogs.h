// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/common/context.h"

namespace vitrine::ui {

// Every form of the command language with what it does.
class CommandsDialog : public QDialog {
    Q_OBJECT

public:
    explicit CommandsDialog(const Context &context, QWidget *parent = nullptr);
};

}  // namespace vitrine::ui
