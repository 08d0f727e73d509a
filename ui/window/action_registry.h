// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QString>

class QAction;
class QMenu;
class QShortcut;

namespace vitrine::ui {

// Everything that the window can be told to do, by a name that stays: what the palette offers, the preferences list, and the overview of
// shortcuts shows. Shortcuts that the user changed are kept under that name. The entries do not own their actions.
class ActionRegistry : public QObject {
    Q_OBJECT

public:
    enum class Category { file, edit, view, panels, cluster, simulation, help };

    struct Entry {
        QString id;
        Category category = Category::file;
        QPointer<QAction> action;            // one of these two
        QPointer<QShortcut> shortcut;
        QKeySequence standard;
        QKeySequence keys;
        // The window itself looks for the keys, since what has the focus may have a use for them first: the space bar.
        bool byWindow = false;
        QString icon;                        // of lineIcon()
        QString line;                        // the command that it runs, where it is always the same

        [[nodiscard]] QString text() const;  // for people, without the mark of a mnemonic
        [[nodiscard]] bool isEnabled() const;
        [[nodiscard]] bool isVisible() const;
        void trigger() const;
    };

    using QObject::QObject;

    // The shortcut that the action has now is its standard one.
    void add(const QString &id, Category category, QAction *action, const QString &icon = {}, const QString &line = {});
    void addByWindow(const QString &id, Category category, QAction *action, const QKeySequence &keys, const QString &icon = {});
    // Its text is its whatsThis.
    void add(const QString &id, Category category, QShortcut *shortcut, const QString &icon = {});
    // The actions of the menu that nobody named, by their place in it.
    void adopt(const QString &prefix, Category category, const QMenu &menu);
    // From the user's settings; called when all are there.
    void readShortcuts();

    [[nodiscard]] const QList<Entry> &entries() const { return m_entries; }
    [[nodiscard]] const Entry *find(const QString &id) const;
    [[nodiscard]] const Entry *find(const QAction *action) const;
    void setKeys(const QString &id, const QKeySequence &keys);
    void resetKeys(const QString &id);
    void resetAllKeys();
    // Another entry that answers to these keys; null where they are free.
    [[nodiscard]] const Entry *conflict(const QString &id, const QKeySequence &keys) const;

    [[nodiscard]] static QString categoryText(Category category);

Q_SIGNALS:
    void keysChanged();

private:
    void append(Entry entry);
    static void apply(const Entry &entry);

    QList<Entry> m_entries;
};

}  // namespace vitrine::ui
