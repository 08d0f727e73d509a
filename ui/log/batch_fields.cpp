// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/batch_fields.h"

#include <optional>

#include "base/bytes.h"
#include "ui/common/format.h"

namespace vitrine::ui {

namespace {

constexpr qsizetype headerSize = 61;

const std::uint8_t *at(const QByteArray &bytes, qsizetype from) { return reinterpret_cast<const std::uint8_t *>(bytes.constData()) + from; }

// Zigzag varints, as records are made of; the reader stands still once something did not fit.
class Reader {
public:
    Reader(const QByteArray &bytes, qsizetype from) : m_bytes(bytes), m_at(from) {}
    [[nodiscard]] qsizetype position() const { return m_at; }
    [[nodiscard]] bool ok() const { return m_ok; }

    std::int64_t varint()
    {
        std::uint64_t raw = 0;
        for (int shift = 0; shift < 64 && m_at < m_bytes.size(); shift += 7) {
            const auto byte = static_cast<std::uint8_t>(m_bytes.at(m_at++));
            raw |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if ((byte & 0x80) == 0) return static_cast<std::int64_t>(raw >> 1) ^ -static_cast<std::int64_t>(raw & 1);
        }
        m_ok = false;
        return 0;
    }
    bool skip(std::int64_t count)
    {
        if (!m_ok || count < 0 || count > m_bytes.size() - m_at) return m_ok = false;
        m_at += static_cast<qsizetype>(count);
        return true;
    }

private:
    const QByteArray &m_bytes;
    qsizetype m_at;
    bool m_ok = true;
};

QString timeOf(std::int64_t ms) { return ms < 0 ? QString() : Format::dateTime(wall_time(ms)); }

}  // namespace

std::vector<BatchField> BatchFields::decode(const QByteArray &stored, const QByteArray &plain, int recordsMax)
{
    using Source = BatchField::Source;
    std::vector<BatchField> fields;
    if (stored.size() < headerSize) return fields;
    const auto add = [&fields](const char *name, qsizetype from, qsizetype size, const QString &value, const QString &meaning = {}) {
        fields.push_back(
            {.name = QString::fromLatin1(name), .value = value, .meaning = meaning, .from = from, .size = size, .children = {}});
    };
    const auto int16 = [&](qsizetype from) { return load_be<std::int16_t>(at(stored, from)); };
    const auto int32 = [&](qsizetype from) { return load_be<std::int32_t>(at(stored, from)); };
    const auto int64 = [&](qsizetype from) { return load_be<std::int64_t>(at(stored, from)); };
    const std::int64_t baseOffset = int64(0);
    const std::int16_t attributes = int16(21);
    const std::int64_t baseTimestamp = int64(27);
    add("baseOffset", 0, 8, Format::number(baseOffset), tr("of the first record; the leader writes it"));
    add("batchLength", 8, 4, Format::number(int32(8)), tr("bytes that follow this field"));
    add("partitionLeaderEpoch", 12, 4, Format::number(int32(12)), tr("written by the leader, not under the CRC"));
    add("magic", 16, 1, QString::number(static_cast<int>(stored.at(16))), tr("the format of the batch"));
    add("crc", 17, 4, QStringLiteral("0x%1").arg(load_be<std::uint32_t>(at(stored, 17)), 8, 16, QLatin1Char('0')),
        tr("CRC-32C of everything from attributes on"));
    add("attributes", 21, 2, QStringLiteral("0x%1").arg(static_cast<std::uint16_t>(attributes), 4, 16, QLatin1Char('0')));
    static const char *const codecs[] = {"none", "gzip", "snappy", "lz4", "zstd"};
    const int codec = attributes & 7;
    const auto bit = [&](const char *name, const QString &value) {
        fields.back().children.push_back(
            {.name = QString::fromLatin1(name), .value = value, .meaning = {}, .from = 21, .size = 2, .children = {}});
    };
    bit("compression (bits 0-2)", codec < 5 ? QString::fromLatin1(codecs[codec]) : QString::number(codec));
    bit("timestampType (bit 3)", attributes & 8 ? QStringLiteral("LogAppendTime") : QStringLiteral("CreateTime"));
    bit("isTransactional (bit 4)", attributes & 16 ? QStringLiteral("1") : QStringLiteral("0"));
    bit("isControl (bit 5)", attributes & 32 ? QStringLiteral("1") : QStringLiteral("0"));
    bit("hasDeleteHorizonMs (bit 6)", attributes & 64 ? QStringLiteral("1") : QStringLiteral("0"));
    add("lastOffsetDelta", 23, 4, Format::number(int32(23)), tr("the last offset is %1").arg(Format::number(baseOffset + int32(23))));
    add("baseTimestamp", 27, 8, QString::number(baseTimestamp),
        attributes & 64 ? tr("the time from which tombstones may go: %1").arg(timeOf(baseTimestamp)) : timeOf(baseTimestamp));
    add("maxTimestamp", 35, 8, QString::number(int64(35)), timeOf(int64(35)));
    add("producerId", 43, 8, QString::number(int64(43)), int64(43) < 0 ? tr("none: not idempotent") : QString());
    add("producerEpoch", 51, 2, QString::number(int16(51)));
    add("baseSequence", 53, 4, QString::number(int32(53)),
        int32(53) < 0 ? QString() : tr("of the first record, by which a retry is recognized"));
    const std::int32_t count = int32(57);
    add("recordsCount", 57, 4, Format::number(count));

    const bool packed = codec != 0;
    const QByteArray &bytes = packed ? plain : stored;
    const Source source = packed ? Source::plain : Source::stored;
    add("records", headerSize, stored.size() - headerSize, tr("%n byte(s)", nullptr, static_cast<int>(stored.size() - headerSize)),
        packed ? tr("compressed with %1; %2 before")
                     .arg(codec < 5 ? QString::fromLatin1(codecs[codec]) : QString::number(codec), Format::bytes(plain.size()))
               : QString());
    if (packed && plain.isEmpty()) return fields;
    BatchField all = std::move(fields.back());
    fields.pop_back();
    Reader reader(bytes, packed ? 0 : headerSize);
    for (int i = 0; i < count && i < recordsMax; ++i) {
        const qsizetype begin = reader.position();
        BatchField record{
            .name = tr("record %1").arg(i), .value = {}, .meaning = {}, .source = source, .from = begin, .size = 0, .children = {}};
        const auto take = [&](const QString &name, const auto &read) {
            const qsizetype from = reader.position();
            const QString value = read();
            record.children.push_back({.name = name,
                                       .value = value,
                                       .meaning = {},
                                       .source = source,
                                       .from = from,
                                       .size = reader.position() - from,
                                       .children = {}});
        };
        const auto bytesOf = [&](std::int64_t size) {
            const qsizetype from = reader.position();
            if (size < 0) return QStringLiteral("null");
            return reader.skip(size) ? Format::payload(bytes.mid(from, static_cast<qsizetype>(size)), 200) : QString();
        };
        std::int64_t length = 0;
        std::int64_t offset = 0;
        take(QStringLiteral("length"), [&] { return QString::number(length = reader.varint()); });
        const qsizetype body = reader.position();
        take(QStringLiteral("attributes"), [&] {
            reader.skip(1);
            return QStringLiteral("0");
        });
        take(QStringLiteral("timestampDelta"), [&] { return QString::number(reader.varint()); });
        take(QStringLiteral("offsetDelta"), [&] { return QString::number(offset = reader.varint()); });
        std::int64_t size = 0;
        QString shownKey;
        QString shownValue;
        take(QStringLiteral("keyLength"), [&] { return QString::number(size = reader.varint()); });
        take(QStringLiteral("key"), [&] { return shownKey = bytesOf(size); });
        take(QStringLiteral("valueLength"), [&] { return QString::number(size = reader.varint()); });
        take(QStringLiteral("value"), [&] { return shownValue = bytesOf(size); });
        std::int64_t headers = 0;
        take(QStringLiteral("headersCount"), [&] { return QString::number(headers = reader.varint()); });
        for (std::int64_t h = 0; h < headers && reader.ok(); ++h) {
            take(QStringLiteral("headerKeyLength"), [&] { return QString::number(size = reader.varint()); });
            take(QStringLiteral("headerKey"), [&] { return bytesOf(size); });
            take(QStringLiteral("headerValueLength"), [&] { return QString::number(size = reader.varint()); });
            take(QStringLiteral("headerValue"), [&] { return bytesOf(size); });
        }
        // A record that does not fill its length is not one.
        if (!reader.ok() || reader.position() - body != length) break;
        record.name = tr("record at %1").arg(Format::number(baseOffset + offset));
        record.value = shownKey + QStringLiteral(" → ") + shownValue;
        record.size = reader.position() - begin;
        all.children.push_back(std::move(record));
    }
    fields.push_back(std::move(all));
    return fields;
}

std::vector<int> BatchFields::pathTo(const std::vector<BatchField> &fields, BatchField::Source source, qsizetype byte)
{
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const BatchField &field = fields[i];
        const bool has = field.source == source && byte >= field.from && byte < field.from + field.size;
        // The compressed records are a field of the stored bytes, with children of the plain ones.
        const bool mayHold = has || (!field.children.empty() && field.children.front().source == source && field.source != source);
        if (!mayHold) continue;
        std::vector<int> inner = pathTo(field.children, source, byte);
        if (!has && inner.empty()) continue;
        // The bits of one field share its bytes: the field is meant.
        const bool bits = !field.children.empty() && field.children.front().source == field.source &&
                          field.children.front().from == field.from && field.children.front().size == field.size;
        std::vector<int> path{static_cast<int>(i)};
        if (!bits) path.insert(path.end(), inner.begin(), inner.end());
        return path;
    }
    return {};
}

}  // namespace vitrine::ui
