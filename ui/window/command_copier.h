// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QString>

class QMenu;

namespace vitrine::ui {

class Session;

// Copy as command, everywhere: a menu with entries that run a line of the command language gets a last entry that copies those lines, and
// Ctrl+C copies the line of the entry that is chosen; a button that runs one has a menu of its own for that. Which line an entry or a
// button runs is read from where a person reads it: its tooltip, or its property "command". Where Kafka has a tool of its own for the
// same, its line can be copied, too.
//
// One for the whole application, as long as a window lives.
class CommandCopier : public QObject {
    Q_OBJECT

public:
    explicit CommandCopier(Session &session, QObject *parent = nullptr);

    // The line that the action or button runs; empty: none.
    [[nodiscard]] static QString lineOf(const QObject &source);
    // Adds the last entry; nothing where no entry of the menu runs a line.
    void addTo(QMenu &menu) const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    // One entry for the line itself and, where there is one, one for Kafka's tool.
    void addCopies(QMenu &menu, const QString &line) const;

    Session &m_session;
};

}  // namespace vitrine::ui
