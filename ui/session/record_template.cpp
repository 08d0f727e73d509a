// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/record_template.h"

#include <algorithm>
#include <array>

#include <QDateTime>
#include <QUuid>

namespace vitrine::ui {
namespace {

const std::vector<QByteArray> &wordsOf(QByteArrayView list)
{
    static const std::vector<QByteArray> names{"Ada",   "Bora", "Chloe", "Dilan", "Emil",  "Fatima",
                                               "Goran", "Hana", "Ines",  "Jun",   "Kemal", "Lucia"};
    static const std::vector<QByteArray> cities{"Berlin", "Busan", "Lagos", "Lima",  "Lyon",  "Oslo",
                                                "Porto",  "Quito", "Riga",  "Seoul", "Turin", "Vienna"};
    static const std::vector<QByteArray> products{"espresso cup", "notebook", "desk lamp",    "backpack",
                                                  "headphones",   "tea pot",  "bicycle bell", "umbrella"};
    static const std::vector<QByteArray> words{"amber", "birch",  "cloud",  "delta",   "ember",  "fjord",
                                               "grove", "harbor", "island", "juniper", "kernel", "lantern"};
    static const std::vector<QByteArray> none;
    if (list == "name") return names;
    if (list == "city") return cities;
    if (list == "product") return products;
    if (list == "word") return words;
    return none;
}

// Uniform in [from, to]. Not std::uniform_int_distribution: its numbers differ between libraries, and a test names them.
std::int64_t between(std::int64_t from, std::int64_t to, std::mt19937_64 &random)
{
    const std::uint64_t span = static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from) + 1;
    const std::uint64_t drawn = span == 0 ? random() : random() % span;
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(from) + drawn);
}

QByteArray makeUuid(std::mt19937_64 &random)
{
    const std::uint64_t high = (random() & ~0xf000ULL) | 0x4000ULL;
    const std::uint64_t low = (random() & 0x3fffffffffffffffULL) | 0x8000000000000000ULL;
    std::array<char, 16> bytes{};
    for (std::size_t i = 0; i < 8; ++i) {
        bytes[i] = static_cast<char>(high >> (56 - 8 * i));
        bytes[i + 8] = static_cast<char>(low >> (56 - 8 * i));
    }
    return QUuid::fromRfc4122(QByteArrayView(bytes.data(), 16)).toByteArray(QUuid::WithoutBraces);
}

}  // namespace

// False: what stands in the braces is no placeholder. A problem: it is one, but cannot be read.
bool RecordTemplate::readPlaceholder(const QByteArray &inside, Piece &piece, QString &problem)
{
    if (inside == "n") piece.kind = Kind::number;
    else if (inside == "uuid") piece.kind = Kind::uuid;
    else if (inside == "timestamp") piece.kind = Kind::timestamp;
    else if (inside == "time") piece.kind = Kind::time;
    else if (const auto &words = wordsOf(inside); !words.empty()) {
        piece.kind = Kind::pick;
        piece.words = words;
    } else if (inside == "random" || inside.startsWith("random ")) {
        piece.kind = Kind::random;
        const QByteArray range = inside.mid(6).trimmed();
        const qsizetype dots = range.indexOf("..");
        bool fromRead = false;
        bool toRead = false;
        piece.from = range.left(std::max<qsizetype>(0, dots)).trimmed().toLongLong(&fromRead);
        piece.to = dots < 0 ? 0 : range.mid(dots + 2).trimmed().toLongLong(&toRead);
        if (!fromRead || !toRead) problem = tr("a range of whole numbers is written {random 1..100}");
        else if (piece.from > piece.to) problem = tr("the range %1..%2 is empty").arg(piece.from).arg(piece.to);
    } else if (inside == "pick" || inside.startsWith("pick ")) {
        piece.kind = Kind::pick;
        const QByteArray list = inside.mid(5);
        if (list.trimmed().isEmpty()) problem = tr("a choice is written {pick red|green|blue}");
        for (const QByteArray &word : list.split('|')) piece.words.push_back(word);
    } else return false;
    return true;
}

std::expected<RecordTemplate, RecordTemplate::Problem> RecordTemplate::parse(const QByteArray &text)
{
    RecordTemplate made;
    QByteArray plain;
    const auto endText = [&] {
        if (!plain.isEmpty()) made.m_pieces.push_back({.kind = Kind::text, .text = std::exchange(plain, {}), .words = {}});
    };
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype close = text.at(at) == '{' ? text.indexOf('}', at) : -1;
        Piece piece;
        QString problem;
        if (close > at && readPlaceholder(text.mid(at + 1, close - at - 1), piece, problem)) {
            if (!problem.isEmpty()) return std::unexpected(Problem{at, problem});
            endText();
            made.m_pieces.push_back(std::move(piece));
            at = close + 1;
        } else {
            plain += text.at(at++);
        }
    }
    endText();
    return made;
}

RecordTemplate RecordTemplate::literal(const QByteArray &text)
{
    RecordTemplate made;
    made.m_pieces.push_back({.kind = Kind::text, .text = text, .words = {}});
    return made;
}

QByteArray RecordTemplate::expand(std::int64_t number, std::int64_t nowMs, std::mt19937_64 &random) const
{
    if (m_pieces.size() == 1 && m_pieces.front().kind == Kind::text) return m_pieces.front().text;
    QByteArray made;
    for (const Piece &piece : m_pieces) {
        switch (piece.kind) {
        case Kind::text: made += piece.text; break;
        case Kind::number: made += QByteArray::number(static_cast<qlonglong>(number)); break;
        case Kind::uuid: made += makeUuid(random); break;
        case Kind::random: made += QByteArray::number(static_cast<qlonglong>(between(piece.from, piece.to, random))); break;
        case Kind::timestamp: made += QByteArray::number(static_cast<qlonglong>(nowMs)); break;
        case Kind::time: made += QDateTime::fromMSecsSinceEpoch(nowMs).toUTC().toString(Qt::ISODateWithMs).toUtf8(); break;
        case Kind::pick:
            made += piece.words[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(piece.words.size()) - 1, random))];
            break;
        }
    }
    return made;
}

bool RecordTemplate::varies() const
{
    return std::ranges::any_of(m_pieces, [](const Piece &piece) { return piece.kind != Kind::text; });
}

bool RecordTemplate::onlyNumbers() const
{
    return std::ranges::all_of(m_pieces, [](const Piece &piece) { return piece.kind == Kind::text || piece.kind == Kind::number; });
}

QStringList RecordTemplate::help()
{
    return {tr("{n}: the number of the record, from 0"),
            tr("{uuid}: a random UUID"),
            tr("{random 1..100}: a whole number, both ends included"),
            tr("{timestamp}: milliseconds since 1970; {time}: the same as a date"),
            tr("{pick red|green|blue}: one of these"),
            tr("{name}, {city}, {product}, {word}: one of a small list")};
}

}  // namespace vitrine::ui
