// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>

namespace vitrine::ui {

class Theme;

// Which simulation: a quiet cluster to play with, or a seed of the swarm with its faults.
class NewSimulationDialog : public QDialog {
    Q_OBJECT

public:
    explicit NewSimulationDialog(const Theme &theme, QWidget *parent = nullptr);
    // As SimulationSession::fromText() takes it.
    [[nodiscard]] QString recording() const;

private:
    [[nodiscard]] std::uint64_t seed() const;
    QRadioButton *m_quiet;
    QRadioButton *m_swarm;
    QLineEdit *m_seed;
};

}  // namespace vitrine::ui
