// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <utility>

#include <QDialog>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QListWidget>
#include <QStackedWidget>

#include "ui/common/context.h"
#include "ui/common/flat_model.h"
#include "ui/common/table.h"
#include "ui/window/action_registry.h"
#include "ui/window/layouts.h"

class QPushButton;
class QVBoxLayout;

namespace vitrine::ui {

// Every entry of the registry with its shortcut.
class ShortcutsModel : public FlatModel {
    Q_OBJECT

public:
    enum Column { action, category, keys, standard, columnCount_ };

    explicit ShortcutsModel(const ActionRegistry &registry, QObject *parent = nullptr);
    [[nodiscard]] const ActionRegistry::Entry &entry(int row) const { return m_registry.entries()[m_shown[row]]; }
    [[nodiscard]] int rowOf(const QString &id) const;

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_shown.size()); }
    [[nodiscard]] int columns() const override { return columnCount_; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] ColumnKind kind(int column) const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    const ActionRegistry &m_registry;
    QList<qsizetype> m_shown;
};

// What the user prefers, in four pages. Everything holds at once; there is nothing to confirm.
class PreferencesDialog : public QDialog {
    Q_OBJECT

public:
    enum class Section { appearance, shortcuts, layouts, data };

    // What the dialog does not do itself.
    struct Hooks {
        std::function<QString()> language;
        std::function<void(const QString &)> setLanguage;
        std::function<void(const QString &)> useLayout;
        std::function<void()> saveLayout;
        std::function<void()> restoreDefaultLayout;
        QString dataDirectory;               // of the cluster; empty: none
        QString recoveryFile;
    };
    PreferencesDialog(const Context &context, ActionRegistry &registry, Layouts &layouts, Hooks hooks, QWidget *parent = nullptr);
    void showPage(Section page);
    // Of the page of shortcuts: chooses the action and shows its keys for changing.
    void editShortcut(const QString &id);
    // Takes the keys for the action that is chosen, away from the one that had them if `force`.
    void setKeys(const QKeySequence &keys, bool force);
    [[nodiscard]] QString conflictText() const { return m_conflict->text(); }

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeAppearance();
    QWidget *makeShortcuts();
    QWidget *makeLayout();
    QWidget *makeData();
    void build();
    void showShortcut();
    void fillLayouts();
    [[nodiscard]] QVBoxLayout *pageLayout(QWidget *page, const QString &title, const QString &explanation) const;

    Context m_context;
    ActionRegistry &m_registry;
    Layouts &m_layouts;
    Hooks m_hooks;
    QListWidget *m_list = nullptr;
    QStackedWidget *m_pages = nullptr;
    ShortcutsModel *m_model = nullptr;
    TableView *m_table = nullptr;
    QLabel *m_chosen = nullptr;
    QLabel *m_conflict = nullptr;
    QKeySequenceEdit *m_edit = nullptr;
    QPushButton *m_reset = nullptr;
    QPushButton *m_take = nullptr;
    QListWidget *m_layoutList = nullptr;
    QString m_id;
    bool m_rebuilding = false;
    std::pair<bool, double> m_built;  // for which theme
};

// All shortcuts at a glance, by what they are for; those of the panels, too.
class ShortcutsDialog : public QDialog {
    Q_OBJECT

public:
    ShortcutsDialog(const Context &context, const ActionRegistry &registry, QWidget *parent = nullptr);

Q_SIGNALS:
    void changeWanted();
};

}  // namespace vitrine::ui
