// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/consume/export_records.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace vitrine::ui {
namespace {

struct Encoded {
    QByteArray text;
    const char *encoding;
};

Encoded encode(const std::optional<QByteArray> &bytes)
{
    if (!bytes) return {{}, "null"};
    if (bytes->isValidUtf8()) return {*bytes, "utf-8"};
    return {bytes->toBase64(), "base64"};
}

void add(QJsonObject &object, const QString &name, const std::optional<QByteArray> &bytes)
{
    const Encoded encoded = encode(bytes);
    object.insert(name, bytes ? QJsonValue(QString::fromUtf8(encoded.text)) : QJsonValue(QJsonValue::Null));
    if (QLatin1String(encoded.encoding) == QLatin1String("base64"))
        object.insert(name + QStringLiteral("_encoding"), QStringLiteral("base64"));
}

QJsonArray headersOf(const ConsumedRecord &record)
{
    QJsonArray headers;
    for (const Header &header : record.headers) {
        QJsonObject object{{QStringLiteral("key"), header.key}};
        add(object, QStringLiteral("value"), header.value);
        headers.append(object);
    }
    return headers;
}

QByteArray csvField(const QByteArray &text)
{
    if (text.contains('"') || text.contains(',') || text.contains('\n') || text.contains('\r'))
        return '"' + QByteArray(text).replace("\"", "\"\"") + '"';
    return text;
}

QByteArray csvLine(const QByteArray &topic, const ConsumedRecord &record)
{
    const Encoded key = encode(record.key);
    const Encoded value = encode(record.value);
    const QByteArrayList fields{topic,
                                QByteArray::number(record.partition),
                                QByteArray::number(static_cast<qlonglong>(record.offset)),
                                QByteArray::number(static_cast<qlonglong>(record.timestampMs)),
                                QByteArray::number(record.leaderEpoch),
                                key.text,
                                key.encoding,
                                value.text,
                                value.encoding,
                                QJsonDocument(headersOf(record)).toJson(QJsonDocument::Compact)};
    QByteArray line;
    for (const QByteArray &field : fields) {
        if (!line.isEmpty()) line += ',';
        line += csvField(field);
    }
    return line + "\r\n";
}

QByteArray jsonLine(const QString &topic, const ConsumedRecord &record)
{
    QJsonObject object{{QStringLiteral("topic"), topic},
                       {QStringLiteral("partition"), record.partition},
                       {QStringLiteral("offset"), static_cast<qint64>(record.offset)},
                       {QStringLiteral("timestamp"), static_cast<qint64>(record.timestampMs)},
                       {QStringLiteral("leader_epoch"), record.leaderEpoch},
                       {QStringLiteral("headers"), headersOf(record)}};
    add(object, QStringLiteral("key"), record.key);
    add(object, QStringLiteral("value"), record.value);
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

}  // namespace

bool RecordExport::write(QIODevice &to, const QString &topic, const std::vector<ConsumedRecord> &records, Form form)
{
    const auto put = [&to](const QByteArray &bytes) { return to.write(bytes) == bytes.size(); };
    const QByteArray name = topic.toUtf8();
    if (form == Form::csv && !put("topic,partition,offset,timestamp,leader_epoch,key,key_encoding,value,value_encoding,headers\r\n"))
        return false;
    for (const ConsumedRecord &record : records)
        if (!put(form == Form::csv ? csvLine(name, record) : jsonLine(topic, record))) return false;
    return true;
}

RecordExport::Outcome RecordExport::save(const QString &path, const QString &topic, const std::vector<ConsumedRecord> &records, Form form)
{
    QSaveFile file(path);
    const QString shown = QDir::toNativeSeparators(path);
    if (!file.open(QIODevice::WriteOnly) || !write(file, topic, records, form) || !file.commit())
        return {false, tr("%1 cannot be written: %2").arg(shown, file.errorString())};
    return {true, tr("%n record(s) written to %1", nullptr, static_cast<int>(records.size())).arg(shown)};
}

}  // namespace vitrine::ui
