// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/action_registry.h"

#include <algorithm>

#include <QAction>
#include <QMenu>
#include <QShortcut>

#include "ui/common/user_settings.h"

namespace vitrine::ui {

namespace {

QString settingsKey(const QString &id) { return QStringLiteral("shortcuts/") + id; }

QString plain(QString text)
{
    // "&&" is an ampersand, "&F" a mnemonic.
    text.replace(QStringLiteral("&&"), QStringLiteral("\x01"));
    text.remove(QLatin1Char('&'));
    text.replace(QLatin1Char('\x01'), QLatin1Char('&'));
    // What stands after a tab is a shortcut for eyes.
    return text.section(QLatin1Char('\t'), 0, 0);
}

}  // namespace

QString ActionRegistry::Entry::text() const
{
    if (action) return plain(action->text());
    return shortcut ? shortcut->whatsThis() : QString();
}

bool ActionRegistry::Entry::isEnabled() const { return action ? action->isEnabled() : shortcut && shortcut->isEnabled(); }

bool ActionRegistry::Entry::isVisible() const { return action ? action->isVisible() : shortcut != nullptr; }

void ActionRegistry::Entry::trigger() const
{
    if (action) action->trigger();
    else if (shortcut) Q_EMIT shortcut->activated();
}

void ActionRegistry::append(Entry entry)
{
    entry.keys = entry.standard;
    m_entries.append(std::move(entry));
}

void ActionRegistry::add(const QString &id, Category category, QAction *action, const QString &icon, const QString &line)
{
    append({.id = id,
            .category = category,
            .action = action,
            .shortcut = {},
            .standard = action->shortcut(),
            .keys = {},
            .icon = icon,
            .line = line});
}

void ActionRegistry::addByWindow(const QString &id, Category category, QAction *action, const QKeySequence &keys, const QString &icon)
{
    append({.id = id,
            .category = category,
            .action = action,
            .shortcut = {},
            .standard = keys,
            .keys = {},
            .byWindow = true,
            .icon = icon,
            .line = {}});
}

void ActionRegistry::add(const QString &id, Category category, QShortcut *shortcut, const QString &icon)
{
    append({.id = id,
            .category = category,
            .action = {},
            .shortcut = shortcut,
            .standard = shortcut->key(),
            .keys = {},
            .icon = icon,
            .line = {}});
}

void ActionRegistry::adopt(const QString &prefix, Category category, const QMenu &menu)
{
    const QList<QAction *> actions = menu.actions();
    for (qsizetype i = 0; i < actions.size(); ++i) {
        QAction *action = actions[i];
        const QString id = prefix + QLatin1Char('.') + QString::number(i);
        if (action->menu()) adopt(id, category, *action->menu());
        else if (!action->isSeparator() && !find(action)) add(id, category, action);
    }
}

void ActionRegistry::readShortcuts()
{
    for (Entry &entry : m_entries) {
        const QVariant kept = UserSettings::value(settingsKey(entry.id));
        if (!kept.isValid()) continue;
        entry.keys = QKeySequence::fromString(kept.toString(), QKeySequence::PortableText);
        apply(entry);
    }
    Q_EMIT keysChanged();
}

const ActionRegistry::Entry *ActionRegistry::find(const QString &id) const
{
    const auto at = std::ranges::find_if(m_entries, [&](const Entry &entry) { return entry.id == id; });
    return at == m_entries.end() ? nullptr : &*at;
}

const ActionRegistry::Entry *ActionRegistry::find(const QAction *action) const
{
    const auto at = std::ranges::find_if(m_entries, [&](const Entry &entry) { return entry.action == action; });
    return at == m_entries.end() ? nullptr : &*at;
}

void ActionRegistry::apply(const Entry &entry)
{
    if (entry.byWindow) return;
    if (entry.action) entry.action->setShortcut(entry.keys);
    else if (entry.shortcut) entry.shortcut->setKey(entry.keys);
}

void ActionRegistry::setKeys(const QString &id, const QKeySequence &keys)
{
    const auto at = std::ranges::find_if(m_entries, [&](const Entry &entry) { return entry.id == id; });
    if (at == m_entries.end() || at->keys == keys) return;
    at->keys = keys;
    apply(*at);
    if (keys == at->standard) UserSettings::remove(settingsKey(id));
    else UserSettings::setValue(settingsKey(id), keys.toString(QKeySequence::PortableText));
    Q_EMIT keysChanged();
}

void ActionRegistry::resetKeys(const QString &id)
{
    if (const Entry *entry = find(id)) setKeys(id, QKeySequence(entry->standard));
}

void ActionRegistry::resetAllKeys()
{
    QStringList ids;
    for (const Entry &entry : m_entries) ids << entry.id;
    for (const QString &id : ids) resetKeys(id);
}

const ActionRegistry::Entry *ActionRegistry::conflict(const QString &id, const QKeySequence &keys) const
{
    if (keys.isEmpty()) return nullptr;
    const auto at = std::ranges::find_if(m_entries, [&](const Entry &entry) {
        // The beginning of a longer sequence would wait for the rest of it.
        return entry.id != id && entry.isVisible() && !entry.keys.isEmpty() &&
               (keys.matches(entry.keys) != QKeySequence::NoMatch || entry.keys.matches(keys) != QKeySequence::NoMatch);
    });
    return at == m_entries.end() ? nullptr : &*at;
}

QString ActionRegistry::categoryText(Category category)
{
    switch (category) {
    case Category::file: return tr("File");
    case Category::edit: return tr("Edit");
    case Category::view: return tr("View");
    case Category::panels: return tr("Panels");
    case Category::cluster: return tr("Cluster");
    case Category::simulation: return tr("Simulation");
    case Category::help: return tr("Help");
    }
    return {};
}

}  // namespace vitrine::ui
