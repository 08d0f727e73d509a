// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QProcess>
#include <QStandardPaths>
#include <QString>
#include <QStringList>

#include "ui/wire/wire_export.h"

// What Wireshark reads in a capture, and what should be there.
namespace vitrine::ui::test {

struct Named {
    QStringList requests;   // "0 9 17": key, version, correlation id
    QStringList responses;  // correlation ids
    QStringList trouble;    // what TCP analysis found
};

inline QString tsharkProgram() { return QStandardPaths::findExecutable(QStringLiteral("tshark")); }

inline Named namedByTshark(const QString &capture, const QString &ports)
{
    QStringList arguments{QStringLiteral("-r"), capture, QStringLiteral("-T"), QStringLiteral("fields")};
    for (const char *field : {"kafka.api_key", "kafka.api_version", "kafka.correlation_id", "tcp.analysis.flags"})
        arguments << QStringLiteral("-e") << QString::fromLatin1(field);
    for (const QString &port : ports.split(QStringLiteral(", ")))
        arguments << QStringLiteral("-d") << QStringLiteral("tcp.port==%1,kafka").arg(port);
    QProcess process;
    process.start(tsharkProgram(), arguments);
    Named named;
    if (!process.waitForFinished(120'000) || process.exitCode() != 0)
        named.trouble << QStringLiteral("tshark: ") + QString::fromUtf8(process.readAllStandardError());
    for (const QByteArray &line : process.readAllStandardOutput().split('\n')) {
        const QList<QByteArray> columns = line.split('\t');
        if (columns.size() < 4) continue;
        if (!columns[3].isEmpty()) named.trouble << QString::fromLatin1(line);
        // Several frames in one segment stand in one line.
        const QList<QByteArray> ids = columns[2].isEmpty() ? QList<QByteArray>() : columns[2].split(',');
        const QList<QByteArray> keys = columns[0].split(',');
        const QList<QByteArray> versions = columns[1].split(',');
        for (qsizetype i = 0; i < ids.size(); ++i) {
            const bool request = !columns[1].isEmpty() && i < versions.size() && i < keys.size();
            if (request) named.requests << QString::fromLatin1(keys[i] + ' ' + versions[i] + ' ' + ids[i]);
            else named.responses << QString::fromLatin1(ids[i]);
        }
    }
    named.requests.sort();
    named.responses.sort();
    return named;
}

inline Named namedHere(const std::vector<WireExchange> &exchanges)
{
    Named named;
    for (const WireExchange &e : exchanges) {
        if (e.request) named.requests << QStringLiteral("%1 %2 %3").arg(e.apiKey).arg(e.apiVersion).arg(e.correlationId);
        if (e.response) named.responses << QString::number(e.correlationId);
    }
    named.requests.sort();
    named.responses.sort();
    return named;
}

}  // namespace vitrine::ui::test
