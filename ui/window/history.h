// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QByteArray>
#include <QObject>
#include <QStringList>
#include <QUndoStack>

namespace vitrine::ui {

class Session;

// What can be taken back: changes of the layout, and faults. A fault is taken back by the command that ends it, so the undo of
// "broker kill 2" runs "broker start 2", for everybody to see.
class History : public QObject {
    Q_OBJECT

public:
    struct Layout {
        std::function<QByteArray()> state;            // all of it, sizes included
        std::function<QString()> arrangement;         // what of it makes a step: which panels are open, and where
        std::function<void(const QByteArray &)> restore;
    };
    // `give` runs a line of the command language.
    History(Session &session, Layout layout, std::function<void(const QString &)> give, QObject *parent = nullptr);

    [[nodiscard]] QUndoStack &stack() { return m_stack; }
    void undo();
    void redo();
    // The layout may be another one now: a step, if its arrangement is, or if a person dragged a border.
    void layoutChanged(bool dragged = false);
    // The layout that is there now is where the next change begins, and no step.
    void settle();
    // What the next undo and redo will do; empty: nothing.
    [[nodiscard]] QString undoText() const { return m_stack.undoText(); }
    [[nodiscard]] QString redoText() const { return m_stack.redoText(); }

private:
    class LayoutStep;
    class FaultStep;
    void executed(const QString &line);
    void restore(const QByteArray &state);
    void runOwn(const QString &line);
    // Steps at the end whose fault is over already.
    void dropObsolete();

    Layout m_layout;
    std::function<void(const QString &)> m_give;
    QUndoStack m_stack;
    QByteArray m_state;
    QString m_arrangement;
    QStringList m_own;  // lines given by undo and redo that were not answered yet
    bool m_restoring = false;
};

}  // namespace vitrine::ui
