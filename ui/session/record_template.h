// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <expected>
#include <random>
#include <vector>

#include <QByteArray>
#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace vitrine::ui {

// A text with placeholders, made anew for each record:
//   {n}               the number of the record, from 0
//   {uuid}            a random UUID
//   {random 1..100}   a whole number, both ends included
//   {timestamp}       milliseconds since 1970;  {time} the same as 2026-03-01T14:02:33.120Z
//   {pick a|b|c}      one of these
//   {name} {city} {product} {word}   one of a small list of words
// Every other brace is what it is, so JSON needs no escapes.
class RecordTemplate {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::RecordTemplate)

public:
    struct Problem {
        qsizetype position = 0;  // in bytes
        QString sentence;
    };

    RecordTemplate() = default;
    // Fails where a placeholder's range or list cannot be read.
    [[nodiscard]] static std::expected<RecordTemplate, Problem> parse(const QByteArray &text);
    // As it stands, braces too.
    [[nodiscard]] static RecordTemplate literal(const QByteArray &text);

    [[nodiscard]] QByteArray expand(std::int64_t number, std::int64_t nowMs, std::mt19937_64 &random) const;
    // Whether records differ; and whether only by their number.
    [[nodiscard]] bool varies() const;
    [[nodiscard]] bool onlyNumbers() const;
    // "{n}", "{uuid}", …, with what they stand for.
    [[nodiscard]] static QStringList help();

private:
    enum class Kind { text, number, uuid, random, timestamp, time, pick };
    struct Piece {
        Kind kind = Kind::text;
        QByteArray text;
        std::int64_t from = 0;
        std::int64_t to = 0;
        std::vector<QByteArray> words;
    };
    static bool readPlaceholder(const QByteArray &inside, Piece &piece, QString &problem);

    std::vector<Piece> m_pieces;
};

}  // namespace vitrine::ui
