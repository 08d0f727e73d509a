// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCoreApplication>
#include <QList>
#include <QString>

namespace vitrine::ui {

// The values of records from a file.
class ValueFile {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::ValueFile)

public:
    static constexpr qint64 bytesMax = 64 * 1024 * 1024;

    QList<QByteArray> values;
    qint64 sizeBytes = 0;
    QString problem;  // a sentence; empty: read

    // Each line without its end is a value, empty lines too; or the whole file is one. Reads now; any thread.
    [[nodiscard]] static ValueFile read(const QString &path, bool eachLine);
};

}  // namespace vitrine::ui
