// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>
#include <QObject>
#include <QString>
#include <QStringList>

namespace vitrine::ui {

// Arrangements of the panels that the user gave a name; kept between runs, for the cluster and for simulations apart.
class Layouts : public QObject {
    Q_OBJECT

public:
    // `group` names where they are kept.
    explicit Layouts(const QString &group, QObject *parent = nullptr);

    [[nodiscard]] QStringList names() const { return m_layouts.keys(); }
    [[nodiscard]] QByteArray layout(const QString &name) const { return m_layouts.value(name); }
    // A layout of the same name is replaced. An empty name is ignored.
    void save(const QString &name, const QByteArray &state);
    void remove(const QString &name);

Q_SIGNALS:
    void changed();

private:
    QString m_group;
    QMap<QString, QByteArray> m_layouts;
};

}  // namespace vitrine::ui
