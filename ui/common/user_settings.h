// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariant>

namespace vitrine::ui {

// What the user arranged, kept between runs: QSettings, but only once the window has said that this process keeps it. Pictures and tests
// begin with nothing and leave nothing: reading answers the default then, writing does nothing. On the GUI thread only.
class UserSettings {
public:
    static void setKept(bool kept);
    [[nodiscard]] static bool areKept();
    [[nodiscard]] static QVariant value(const QString &key, const QVariant &otherwise = {});
    static void setValue(const QString &key, const QVariant &value);
    // The key with everything below it.
    static void remove(const QString &key);
    // The keys right below `group`.
    [[nodiscard]] static QStringList keys(const QString &group);
};

}  // namespace vitrine::ui
