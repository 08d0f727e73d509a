// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/command_copier.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>

#include "ui/session/commands.h"
#include "ui/session/kafka_tools.h"
#include "ui/session/session.h"

namespace vitrine::ui {

namespace {

void copy(const QString &text) { QGuiApplication::clipboard()->setText(text); }

// Those of the menu and of its submenus, each once.
void collectLines(const QMenu &menu, QStringList &lines)
{
    for (const QAction *action : menu.actions()) {
        if (action->menu()) collectLines(*action->menu(), lines);
        else if (const QString line = CommandCopier::lineOf(*action); !line.isEmpty() && !lines.contains(line)) lines << line;
    }
}

}  // namespace

CommandCopier::CommandCopier(Session &session, QObject *parent) : QObject(parent), m_session(session) { qApp->installEventFilter(this); }

QString CommandCopier::lineOf(const QObject &source)
{
    const QString given = source.property("command").toString();
    if (!given.isEmpty()) return given;
    // "End every fault in force: heal all", "broker kill 1"
    const QString tip = source.property("toolTip").toString();
    for (const QString &candidate : {tip, tip.section(QStringLiteral(": "), -1), tip.section(QLatin1Char('\n'), -1)})
        if (!candidate.isEmpty() && commands::formOf(candidate)) return candidate;
    return {};
}

void CommandCopier::addCopies(QMenu &menu, const QString &line) const
{
    QAction *own = menu.addAction(line);
    connect(own, &QAction::triggered, &menu, [line] { copy(line); });
    if (const auto tool = commands::kafkaTool(line, m_session.world().bootstrapServers)) {
        QAction *kafka = menu.addAction(menu.fontMetrics().elidedText(*tool, Qt::ElideRight, 520));
        kafka->setToolTip(*tool);
        connect(kafka, &QAction::triggered, &menu, [text = *tool] { copy(text); });
    }
}

void CommandCopier::addTo(QMenu &menu) const
{
    QStringList lines;
    collectLines(menu, lines);
    if (lines.isEmpty()) return;
    menu.addSeparator();
    QMenu *copies = menu.addMenu(tr("Copy as command"));
    copies->setObjectName(QStringLiteral("copyAsCommand"));
    copies->setToolTipsVisible(true);
    for (const QString &line : lines) addCopies(*copies, line);
}

bool CommandCopier::eventFilter(QObject *watched, QEvent *event)
{
    // A menu is polished once, just before it is shown for the first time, with all that its owner put into it.
    if (event->type() == QEvent::Polish) {
        auto *menu = qobject_cast<QMenu *>(watched);
        if (menu && menu->objectName() != QStringLiteral("copyAsCommand") && !qobject_cast<QMenu *>(menu->parentWidget())) addTo(*menu);
    } else if (event->type() == QEvent::KeyPress) {
        auto *menu = qobject_cast<QMenu *>(watched);
        if (menu && menu->activeAction() && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
            const QString line = lineOf(*menu->activeAction());
            if (line.isEmpty()) return false;
            copy(line);
            menu->close();
            return true;
        }
    } else if (event->type() == QEvent::ContextMenu) {
        auto *button = qobject_cast<QAbstractButton *>(watched);
        const QString line = button && button->contextMenuPolicy() == Qt::DefaultContextMenu ? lineOf(*button) : QString();
        if (line.isEmpty()) return false;
        QMenu menu(button);
        menu.setObjectName(QStringLiteral("copyAsCommand"));
        menu.addSection(tr("Copy as command"));
        menu.setToolTipsVisible(true);
        addCopies(menu, line);
        menu.exec(static_cast<QContextMenuEvent *>(event)->globalPos());
        return true;
    }
    return false;
}

}  // namespace vitrine::ui
