// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/history.h"

#include <utility>

#include <QTimer>
#include <QUndoCommand>

#include "ui/session/session.h"
#include "ui/session/undo_commands.h"

namespace vitrine::ui {

namespace {
constexpr int stepsMax = 100;
// A restored layout is laid out by then.
constexpr int settlesMs = 250;
}  // namespace

class History::LayoutStep : public QUndoCommand {
public:
    LayoutStep(History &history, QByteArray before, QByteArray after)
        : QUndoCommand(History::tr("change of the layout")), m_history(history), m_before(std::move(before)), m_after(std::move(after))
    {
    }
    void undo() override { m_history.restore(m_before); }
    void redo() override
    {
        // The first time it has happened already.
        if (std::exchange(m_done, true)) m_history.restore(m_after);
    }

private:
    History &m_history;
    QByteArray m_before;
    QByteArray m_after;
    bool m_done = false;
};

class History::FaultStep : public QUndoCommand {
public:
    FaultStep(History &history, const QString &line, const QString &inverse)
        : QUndoCommand(History::tr("%1 (runs %2)").arg(line, inverse)), m_history(history), m_line(line), m_inverse(inverse)
    {
    }
    void undo() override { m_history.runOwn(m_inverse); }
    void redo() override
    {
        if (std::exchange(m_done, true)) m_history.runOwn(m_line);
    }
    [[nodiscard]] const QString &inverse() const { return m_inverse; }

private:
    History &m_history;
    QString m_line;
    QString m_inverse;
    bool m_done = false;
};

History::History(Session &session, Layout layout, std::function<void(const QString &)> give, QObject *parent)
    : QObject(parent), m_layout(std::move(layout)), m_give(std::move(give))
{
    m_stack.setUndoLimit(stepsMax);
    connect(&session, &Session::executed, this, [this](const QString &line, const CommandAnswer &answer) {
        if (m_own.removeOne(line)) return;
        if (answer.ok) executed(line);
    });
    settle();
}

void History::executed(const QString &line)
{
    const QString said = line.simplified();
    // A fault that somebody ended otherwise cannot be taken back any more.
    const bool all = said == QStringLiteral("heal all");
    for (int i = 0; i < m_stack.count(); ++i) {
        auto *step = dynamic_cast<FaultStep *>(const_cast<QUndoCommand *>(m_stack.command(i)));
        if (step && (all || step->inverse() == said)) step->setObsolete(true);
    }
    dropObsolete();
    if (const auto inverse = commands::inverseOf(said)) m_stack.push(new FaultStep(*this, said, *inverse));
}

void History::dropObsolete()
{
    // An obsolete step is taken from the stack without being carried out.
    while (m_stack.index() > 0 && m_stack.command(m_stack.index() - 1)->isObsolete()) m_stack.undo();
}

void History::undo()
{
    dropObsolete();
    m_stack.undo();
    dropObsolete();
}

void History::redo() { m_stack.redo(); }

void History::runOwn(const QString &line)
{
    m_own << line;
    m_give(line);
}

void History::restore(const QByteArray &state)
{
    m_restoring = true;
    m_layout.restore(state);
    QTimer::singleShot(settlesMs, this, [this] {
        m_restoring = false;
        settle();
    });
}

void History::settle()
{
    m_state = m_layout.state();
    m_arrangement = m_layout.arrangement();
}

void History::layoutChanged(bool dragged)
{
    if (m_restoring) return;
    const QByteArray state = m_layout.state();
    const QString arrangement = m_layout.arrangement();
    if (arrangement != m_arrangement || (dragged && state != m_state)) m_stack.push(new LayoutStep(*this, m_state, state));
    m_state = state;
    m_arrangement = arrangement;
}

}  // namespace vitrine::ui
