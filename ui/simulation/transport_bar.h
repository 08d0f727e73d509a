// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QTimer>
#include <QToolButton>

#include "ui/common/context.h"
#include "ui/session/simulation_values.h"

class QHBoxLayout;
class QVBoxLayout;

namespace vitrine::ui {

class Scrubber;
class SimulationSession;
class TableTwin;
class TwinModel;

// How a simulation is driven: play, step, speed, where it stands, its branches, what rule was violated, and the scrubber below.
class TransportBar : public QFrame {
    Q_OBJECT

public:
    TransportBar(const Context &context, SimulationSession &simulation, QWidget *parent = nullptr);
    [[nodiscard]] Scrubber &scrubber() { return *m_scrubber; }
    // The scrubber, or its moments as rows.
    [[nodiscard]] TableTwin &twin() { return *m_twin; }
    [[nodiscard]] const TwinModel &moments() const { return *m_moments; }
    [[nodiscard]] QToolButton &tableButton() { return *m_asTable; }
    // As the window's action for tables has it, "Ctrl+T".
    void setTableKeys(const QString &keys);
    // What it says, for tests: position, speed, branch.
    [[nodiscard]] QString positionText() const { return m_position->text(); }
    [[nodiscard]] QString speedText() const { return m_speedText->text(); }
    // The badge of violated rules, and the switch of the scenario's rule; hidden where there are none.
    [[nodiscard]] QPushButton &violationsButton() { return *m_violations; }
    [[nodiscard]] QPushButton &ruleButton() { return *m_rule; }
    // By object name: stepEvent, stepMessage, stepTime, stepBack. The window gives them shortcuts.
    [[nodiscard]] QList<QToolButton *> stepButtons() const { return {m_event, m_message, m_time, m_back}; }
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    // A violation shall be looked at: its time, and the partition that it is about.
    void violationChosen(const vitrine::ui::SimulationViolation &violation);
    void compareWanted();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void retranslate();
    void themeChanged();
    enum class Room { ample, narrow, tight, least };
    void fit();
    void setRoom(Room room);
    void showTime();
    void fillBranches();
    void fillViolations();
    void showMoments();
    // To the moment of a row of moments().
    void jumpTo(int row);
    [[nodiscard]] QToolButton *tool();

    Context m_context;
    SimulationSession &m_simulation;
    QVBoxLayout *m_column;
    QHBoxLayout *m_row;
    QToolButton *m_back;
    QPushButton *m_play;
    QToolButton *m_event;
    QToolButton *m_message;
    QToolButton *m_time;
    Duration m_step = std::chrono::milliseconds(100);
    QLabel *m_speedCaption;
    QSlider *m_speed;
    QLabel *m_speedText;
    QLabel *m_position;
    QLabel *m_events;
    QPushButton *m_violations;
    QPushButton *m_rule;
    QPushButton *m_branch;
    QPushButton *m_fork;
    QPushButton *m_compare;
    QToolButton *m_asTable;
    QString m_tableKeys;
    Scrubber *m_scrubber;
    TwinModel *m_moments;
    TableTwin *m_twin;
    QTimer m_ticker;      // while it plays: the time moves on between two events
    QList<QFrame *> m_rules;
    std::pair<int, int> m_fitted;  // for which widths of the bar and its words
};

}  // namespace vitrine::ui
