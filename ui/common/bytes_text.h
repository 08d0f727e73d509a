// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QByteArray>
#include <QString>

// Keys, values and headers are bytes; people read and write them as text, JSON or hexadecimal digits.
namespace vitrine::ui {

enum class BytesShape { text, json, hex };

// UTF-8 without control characters other than those of lines and tabs.
[[nodiscard]] bool isReadableText(QByteArrayView bytes);
// "7b 22 6f": pairs of digits, at most `bytesMax` of them and then "…".
[[nodiscard]] QString hexText(QByteArrayView bytes, qsizetype bytesMax = 1'000'000);
// Digits in any case, with or without spaces, line ends, colons or a leading 0x; none: something else stands there, first at `badAt`.
[[nodiscard]] std::optional<QByteArray> bytesOfHex(const QString &text, qsizetype *badAt = nullptr);
// What is wrong with it as JSON and at which byte; none: it is JSON.
struct JsonProblem {
    QString sentence;
    qsizetype at = 0;
};
[[nodiscard]] std::optional<JsonProblem> jsonProblem(const QByteArray &bytes);

}  // namespace vitrine::ui
