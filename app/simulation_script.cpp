// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/simulation_script.h"

#include <algorithm>

#include <QTimer>

#include "simulation/fault_plan.h"
#include "ui/common/selection.h"
#include "ui/session/core_sentences.h"
#include "ui/window/main_window.h"

using namespace vitrine;
using ui::SimulationSession;

SimulationScript::SimulationScript(SimulationSession &simulation, ui::MainWindow &window, QStringList lines,
                                   std::function<void(const QString &)> done)
    : m_simulation(simulation), m_window(window), m_lines(std::move(lines)), m_done(std::move(done))
{
}

void SimulationScript::start()
{
    connect(&m_simulation, &SimulationSession::stateChanged, this, &SimulationScript::proceed);
    // From a fresh turn of the event loop, so that nothing is asked from inside of an answer.
    QTimer::singleShot(0, this, &SimulationScript::next);
}

void SimulationScript::finish(const QString &problem)
{
    disconnect(&m_simulation, nullptr, this, nullptr);
    m_lines.clear();
    if (const auto done = std::exchange(m_done, {})) done(problem);
}

void SimulationScript::proceed()
{
    const ui::SimulationState &state = m_simulation.state();
    if (!state.failure.isEmpty()) return finish(state.failure);
    if (state.busy || state.playing) return;
    if (m_reaches && state.position.now < *m_reaches && !state.finished) return;
    if (m_leaves && state.position.events <= *m_leaves && !state.finished) return;
    if (!m_leaves && !m_reaches) return;
    m_leaves.reset();
    m_reaches.reset();
    QTimer::singleShot(0, this, &SimulationScript::next);
}

void SimulationScript::next()
{
    const ui::SimulationState &state = m_simulation.state();
    if (state.busy) {
        m_leaves = 0;
        return;
    }
    if (!m_api.isEmpty()) {
        const auto &messages = m_simulation.messages();
        const auto found = std::ranges::find_if(messages, [this](const ui::MessageInFlight &message) { return message.api == m_api; });
        if (found == messages.end()) {
            if (state.finished) return finish(QStringLiteral("no %1 was sent").arg(m_api));
            m_leaves = state.position.events;
            return m_simulation.step(SimulationSession::Step::event);
        }
        m_window.selection().setMessage(found->id);
        m_api.clear();
    }
    if (m_at == m_lines.size()) return finish({});
    const QString line = m_lines[m_at++];
    const QStringList words = line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const QString verb = words.value(0);
    if (verb == QStringLiteral("fork")) {
        m_simulation.fork();
        QTimer::singleShot(0, this, &SimulationScript::next);
    } else if (verb == QStringLiteral("compare") && words.size() == 2) {
        const auto &branches = state.branches;
        const auto at = std::ranges::find(branches, words[1], &ui::SimulationBranch::name);
        if (at == branches.end()) return finish(QStringLiteral("there is no branch %1").arg(words[1]));
        m_simulation.alignBranches(static_cast<int>(at - branches.begin()));
        const ui::Context context{m_simulation, m_window.selection(), m_window.theme()};
        m_comparison = std::make_unique<ui::CompareDialog>(context, m_simulation, static_cast<int>(at - branches.begin()));
        QObject::connect(
            &m_comparison->differences(), &QAbstractItemModel::headerDataChanged, this,
            [this] { QTimer::singleShot(0, this, &SimulationScript::next); }, Qt::SingleShotConnection);
    } else if (verb == QStringLiteral("until") && words.size() == 2) {
        m_api = words[1];
        QTimer::singleShot(0, this, &SimulationScript::next);
    } else if (verb == QStringLiteral("step") && words.size() == 2 && words[1].toInt() > 0) {
        m_leaves = state.position.events + static_cast<std::uint64_t>(words[1].toInt()) - 1;
        m_simulation.step(SimulationSession::Step::event, words[1].toInt());
    } else if ((verb == QStringLiteral("wait") || verb == QStringLiteral("jump")) && words.size() == 2) {
        const auto time = simulation::parse_milliseconds(words[1].toStdString(), "the time");
        if (!time) return finish(ui::CoreSentences::shown(time.error().message));
        const Instant at = (verb == QStringLiteral("wait") ? state.position.now : Instant{}) + *time;
        m_reaches = at;
        if (verb == QStringLiteral("wait")) m_simulation.stepTime(*time);
        else m_simulation.jumpTo(at);
    } else {
        m_simulation.execute(line, this, [this, line](const ui::CommandAnswer &answer) {
            if (!answer.ok) return finish(line + QStringLiteral(": ") + answer.sentence);
            QTimer::singleShot(0, this, &SimulationScript::next);
        });
    }
}
