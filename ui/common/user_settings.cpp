// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/user_settings.h"

#include <QSettings>
#include <QStringList>

namespace vitrine::ui {

namespace {
bool keepsSettings = false;
}  // namespace

void UserSettings::setKept(bool kept) { keepsSettings = kept; }
bool UserSettings::areKept() { return keepsSettings; }

QVariant UserSettings::value(const QString &key, const QVariant &otherwise)
{
    return keepsSettings ? QSettings().value(key, otherwise) : otherwise;
}

void UserSettings::setValue(const QString &key, const QVariant &value)
{
    if (keepsSettings) QSettings().setValue(key, value);
}

void UserSettings::remove(const QString &key)
{
    if (keepsSettings) QSettings().remove(key);
}

QStringList UserSettings::keys(const QString &group)
{
    if (!keepsSettings) return {};
    QSettings settings;
    settings.beginGroup(group);
    return settings.childKeys();
}

}  // namespace vitrine::ui
