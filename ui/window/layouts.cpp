// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/layouts.h"

#include "ui/common/user_settings.h"

namespace vitrine::ui {

namespace {
// A name may have any letter; a key of the settings may not.
QString keyOf(const QString &name) { return QString::fromLatin1(name.toUtf8().toHex()); }
}  // namespace

Layouts::Layouts(const QString &group, QObject *parent) : QObject(parent), m_group(group)
{
    for (const QString &key : UserSettings::keys(m_group)) {
        const QString name = QString::fromUtf8(QByteArray::fromHex(key.toLatin1()));
        if (!name.isEmpty()) m_layouts.insert(name, UserSettings::value(m_group + QLatin1Char('/') + key).toByteArray());
    }
}

void Layouts::save(const QString &name, const QByteArray &state)
{
    const QString given = name.simplified();
    if (given.isEmpty()) return;
    m_layouts.insert(given, state);
    UserSettings::setValue(m_group + QLatin1Char('/') + keyOf(given), state);
    Q_EMIT changed();
}

void Layouts::remove(const QString &name)
{
    if (m_layouts.remove(name) == 0) return;
    UserSettings::remove(m_group + QLatin1Char('/') + keyOf(name));
    Q_EMIT changed();
}

}  // namespace vitrine::ui
