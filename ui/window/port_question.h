// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMessageBox>
#include <QString>

class QPushButton;

namespace vitrine::ui {

// A port that the cluster needs is taken: says which, and offers the next block of ports that is free.
class PortQuestion : public QMessageBox {
    Q_OBJECT

public:
    PortQuestion(const QString &problem, int brokerPort, int controllerPort, QWidget *parent = nullptr);
    // Whether the other ports were chosen; else the program is to end.
    [[nodiscard]] bool agreed() const;

private:
    QPushButton *m_use;
};

}  // namespace vitrine::ui
