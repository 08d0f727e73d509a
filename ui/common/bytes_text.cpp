// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/bytes_text.h"

#include <algorithm>

#include <QJsonDocument>

namespace vitrine::ui {

bool isReadableText(QByteArrayView bytes)
{
    if (!bytes.isValidUtf8()) return false;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7f) return false;
    }
    return true;
}

QString hexText(QByteArrayView bytes, qsizetype bytesMax)
{
    const QByteArray digits = bytes.first(std::min(bytes.size(), bytesMax)).toByteArray().toHex(' ');
    return QString::fromLatin1(digits) + (bytes.size() > bytesMax ? QStringLiteral(" …") : QString());
}

std::optional<QByteArray> bytesOfHex(const QString &text, qsizetype *badAt)
{
    QByteArray digits;
    qsizetype last = 0;
    const auto fail = [&](qsizetype at) {
        if (badAt) *badAt = at;
        return std::nullopt;
    };
    qsizetype i = 0;
    while (i < text.size() && text.at(i).isSpace()) ++i;
    if (text.mid(i, 2).compare(QLatin1String("0x"), Qt::CaseInsensitive) == 0) i += 2;
    for (; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c.isSpace() || c == QLatin1Char(':')) continue;
        const char digit = c.toLatin1();
        const bool isDigit = (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f') || (digit >= 'A' && digit <= 'F');
        if (!isDigit) return fail(i);
        digits += digit;
        last = i;
    }
    if (digits.size() % 2 != 0) return fail(last);
    return QByteArray::fromHex(digits);
}

std::optional<JsonProblem> jsonProblem(const QByteArray &bytes)
{
    // A bare value is JSON, too (RFC 8259); Qt wants an object or an array around it.
    const QByteArray trimmed = bytes.trimmed();
    const bool bare = !trimmed.isEmpty() && !trimmed.startsWith('{') && !trimmed.startsWith('[');
    QJsonParseError error;
    QJsonDocument::fromJson(bare ? '[' + bytes + ']' : bytes, &error);
    if (error.error == QJsonParseError::NoError) return std::nullopt;
    return JsonProblem{error.errorString(), std::max<qsizetype>(0, error.offset - (bare ? 1 : 0))};
}

}  // namespace vitrine::ui
