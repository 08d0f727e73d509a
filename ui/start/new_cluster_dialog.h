// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <QDialog>
#include <QTimer>

#include "ui/session/bridge.h"
#include "ui/start/cluster_plan.h"

class QButtonGroup;
class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace vitrine::ui {

class Theme;

// What only who starts clusters can say of a plan.
struct PlanChecks {
    struct Setting {
        bool refused = false;
        QString sentence;             // refused: why; else what is to be said of it, or empty
    };
    struct Ports {
        QString problem;              // one sentence; empty: all are free
        std::optional<int> proposal;  // a base port that is free
    };
    // One line key=value.
    std::function<Setting(const QString &line)> setting;
    // Called on another thread.
    std::function<Ports(const ClusterPlan &plan)> ports;
};

// Asks for a cluster; shows the command that runs the same one without a window.
class NewClusterDialog : public QDialog {
    Q_OBJECT

public:
    NewClusterDialog(const Theme &theme, PlanChecks checks, QWidget *parent = nullptr);
    ~NewClusterDialog() override;
    [[nodiscard]] ClusterPlan plan() const;
    void setPlan(const ClusterPlan &plan);

private:
    void update();
    void askForPorts();
    void showPorts(const PlanChecks::Ports &ports);
    [[nodiscard]] QString problemOfRacks() const;

    PlanChecks m_checks;
    std::shared_ptr<Bridge<NewClusterDialog>> m_bridge;
    QTimer m_askSoon;
    std::uint64_t m_question = 0;     // the last one about ports
    bool m_setting = false;
    std::optional<int> m_proposal;
    QButtonGroup *m_presets;
    QLineEdit *m_name;
    QSpinBox *m_brokers;
    QSpinBox *m_controllers;
    QLineEdit *m_racks;
    QSpinBox *m_basePort;
    QLabel *m_ports;
    QPushButton *m_useProposal;
    QRadioButton *m_temporary;
    QRadioButton *m_chosen;
    QLineEdit *m_directory;
    QPushButton *m_browse;
    QPlainTextEdit *m_configuration;
    QCheckBox *m_workload;
    QLabel *m_problem;
    QLabel *m_command;
    QPushButton *m_create;
};

}  // namespace vitrine::ui
