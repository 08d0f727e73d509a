// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <QObject>
#include <QStringList>

#include "ui/session/simulation_session.h"

#include "ui/simulation/compare_dialog.h"

namespace vitrine::ui {
class MainWindow;
}

// What `vitrine --simulation --scenario FILE` does before a picture is taken: lines of the command language, given while time stands
// still, and between them
//
//   wait 2.5s           simulated time passes
//   step 10             so many events
//   until Vote          until a message of this name is on its way; it is chosen
//   fork                a second branch; what follows happens in it
//   jump 12s            back or forth to this time
//   compare A           what differs between the branch that is shown and this one; it lies over the window in the picture
class SimulationScript : public QObject {
    Q_OBJECT

public:
    // `done` with an empty sentence, or with what could not be done.
    SimulationScript(vitrine::ui::SimulationSession &simulation, vitrine::ui::MainWindow &window, QStringList lines,
                     std::function<void(const QString &)> done);
    void start();
    // The last comparison, or null.
    [[nodiscard]] QWidget *comparison() const { return m_comparison.get(); }

private:
    void next();
    void proceed();
    void finish(const QString &problem);

    vitrine::ui::SimulationSession &m_simulation;
    vitrine::ui::MainWindow &m_window;
    QStringList m_lines;
    qsizetype m_at = 0;
    std::function<void(const QString &)> m_done;
    std::optional<std::uint64_t> m_leaves;   // the run has moved on from this event, or
    std::optional<vitrine::Instant> m_reaches;  // has come to this time
    QString m_api;                           // is looked for
    std::unique_ptr<vitrine::ui::CompareDialog> m_comparison;
};
