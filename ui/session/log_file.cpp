// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/log_file.h"

#include <algorithm>

#include <QDir>
#include <QFile>

#include "base/bytes.h"
#include "records/compression.h"
#include "records/record.h"
#include "ui/session/core_sentences.h"

namespace vitrine::ui {
namespace {

// More of one batch is not decoded for a person to look at.
constexpr std::size_t recordsOfBatchMax = 10'000;
constexpr std::int64_t batchBytesMax = 64 * 1024 * 1024;
// Kafka's largest (segment.index.bytes) by default.
constexpr qint64 indexBytesMax = 10 * 1024 * 1024;

QString text(std::string_view value) { return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())); }

std::optional<QByteArray> bytesOf(const std::optional<ByteSpan> &span)
{
    if (!span) return std::nullopt;
    return QByteArray(reinterpret_cast<const char *>(span->data()), static_cast<qsizetype>(span->size()));
}

void decodeRecords(ByteSpan bytes, LogBatch &batch)
{
    auto reader = records::RecordReader::open(bytes, {.decompressed_bytes_max = static_cast<std::size_t>(batchBytesMax)});
    if (!reader) {
        batch.problem = CoreSentences::shown(reader.error().message);
        return;
    }
    while (batch.records.size() < recordsOfBatchMax) {
        const auto record = reader->next();
        if (!record) {
            batch.problem = CoreSentences::shown(record.error().message);
            return;
        }
        if (!*record) return;
        LogRecord shown;
        shown.offset = (*record)->offset.value();
        shown.timestampMs = (*record)->timestamp_ms;
        shown.key = bytesOf((*record)->key);
        shown.value = bytesOf((*record)->value);
        for (const auto &header : (*record)->headers) shown.headers.push_back({text(header.key), bytesOf(header.value)});
        batch.records.push_back(std::move(shown));
    }
}

LogBatch describe(const records::BatchHeader &header, ByteSpan bytes, std::int64_t position, bool withBytes)
{
    LogBatch batch;
    batch.position = position;
    batch.sizeBytes = static_cast<std::int32_t>(header.size_bytes());
    batch.baseOffset = header.base_offset.value();
    batch.lastOffset = header.last_offset().value();
    batch.leaderEpoch = header.leader_epoch.value();
    batch.firstTimestampMs = header.base_timestamp_ms;
    batch.maxTimestampMs = header.max_timestamp_ms;
    batch.logAppendTime = header.timestamp_type() == records::TimestampType::log_append_time;
    batch.compression = header.codec_bits() <= static_cast<int>(records::Codec::zstd) ? text(records::name_of(header.codec()))
                                                                                      : QString::number(header.codec_bits());
    batch.transactional = header.is_transactional();
    batch.control = header.is_control();
    batch.producerId = header.producer_id.value();
    batch.producerEpoch = header.producer_epoch.value();
    batch.baseSequence = header.base_sequence;
    batch.crc = header.crc;
    batch.crcValid = records::compute_crc(bytes) == header.crc;
    batch.recordCount = header.record_count;
    decodeRecords(bytes, batch);
    if (withBytes) {
        batch.bytes = *bytesOf(bytes);
        if (header.codec_bits() > 0 && header.codec_bits() <= static_cast<int>(records::Codec::zstd)) {
            const auto plain =
                records::decompress(header.codec(), bytes.subspan(records::batch_header_size), static_cast<std::size_t>(batchBytesMax));
            if (plain) batch.plainRecords = *bytesOf(ByteSpan(*plain));
        }
    }
    return batch;
}

}  // namespace

QString replicaPath(const LogReadRequest &request) { return QStringLiteral("%1-%2").arg(request.topic).arg(request.partition); }

QString segmentPath(const LogReadRequest &request)
{
    const QString base = QStringLiteral("%1/%2").arg(replicaPath(request)).arg(request.segmentBaseOffset, 20, 10, QLatin1Char('0'));
    if (!request.snapshotEpoch) return base + QStringLiteral(".log");
    return QStringLiteral("%1-%2.checkpoint").arg(base).arg(*request.snapshotEpoch, 10, 10, QLatin1Char('0'));
}

LogFiles describeFiles(const std::vector<std::pair<QString, std::int64_t>> &files, const QByteArray &metaProperties)
{
    LogFiles found;
    for (const auto &[name, size] : files) {
        const qsizetype dot = name.indexOf(QLatin1Char('.'));
        const QString suffix = dot < 0 ? QString() : name.sliced(dot);
        bool isNumber = false;
        if (suffix == QLatin1String(".log")) {
            const std::int64_t base = name.first(dot).toLongLong(&isNumber);
            if (isNumber) found.segments.push_back(base);
        } else if (suffix == QLatin1String(".checkpoint")) {
            bool isEpoch = false;
            const std::int64_t end = name.section(QLatin1Char('-'), 0, 0).toLongLong(&isNumber);
            const std::int32_t epoch = name.first(dot).section(QLatin1Char('-'), 1, 1).toInt(&isEpoch);
            if (isNumber && isEpoch) found.snapshots.push_back({end, epoch, size});
        }
    }
    std::ranges::sort(found.segments);
    std::ranges::sort(found.snapshots);
    constexpr QByteArrayView clusterId = "cluster.id=";
    for (const QByteArray &line : metaProperties.split('\n'))
        if (line.startsWith(clusterId)) found.clusterId = QString::fromUtf8(line.sliced(clusterId.size()).trimmed());
    return found;
}

LogReadResult readLogFile(const QStringList &directories, const LogReadRequest &request)
{
    QString directory;
    for (const QString &one : directories) {
        directory = one;
        if (QFile::exists(directory + QLatin1Char('/') + replicaPath(request))) break;
    }
    LogFiles files;
    if (request.listFiles) {
        std::vector<std::pair<QString, std::int64_t>> entries;
        const QDir replica(directory + QLatin1Char('/') + replicaPath(request));
        for (const QFileInfo &entry : replica.entryInfoList(QDir::Files)) entries.emplace_back(entry.fileName(), entry.size());
        QFile meta(directory + QStringLiteral("/meta.properties"));
        files = describeFiles(entries, meta.open(QIODevice::ReadOnly) ? meta.readAll() : QByteArray());
    }
    LogReadResult result;
    if (request.batchesMax > 0) {
        QFile file(directory + QLatin1Char('/') + segmentPath(request));
        if (file.open(QIODevice::ReadOnly)) result = readSegment(file, request);
        else result.error = QStringLiteral("%1 cannot be read: %2").arg(file.fileName(), file.errorString());
        if (file.isOpen() && request.withIndexes) {
            const auto content = [name = file.fileName()](const char *suffix) -> std::optional<QByteArray> {
                QFile index(name.chopped(4) + QLatin1String(suffix));
                return index.open(QIODevice::ReadOnly) ? std::optional(index.read(indexBytesMax)) : std::nullopt;
            };
            result.indexes = readIndexes(content(".index"), content(".timeindex"), request.segmentBaseOffset);
        }
    }
    result.files = std::move(files);
    return result;
}

LogIndexes readIndexes(const std::optional<QByteArray> &offsets, const std::optional<QByteArray> &times, std::int64_t baseOffset)
{
    constexpr qsizetype positionSize = 8;
    constexpr qsizetype timeSize = 12;
    const auto at = [](const QByteArray &bytes, qsizetype i) { return reinterpret_cast<const std::uint8_t *>(bytes.constData()) + i; };
    LogIndexes indexes;
    indexes.found = offsets.has_value() || times.has_value();
    for (qsizetype i = 0; offsets && i + positionSize <= offsets->size(); i += positionSize) {
        const LogIndexes::Position entry{.offset = baseOffset + load_be<std::int32_t>(at(*offsets, i)),
                                         .position = load_be<std::int32_t>(at(*offsets, i + 4))};
        // A preallocated file that was never trimmed ends in zeros.
        if (!indexes.positions.empty() && entry.offset <= indexes.positions.back().offset) break;
        indexes.positions.push_back(entry);
    }
    for (qsizetype i = 0; times && i + timeSize <= times->size(); i += timeSize) {
        const LogIndexes::Time entry{.timestampMs = load_be<std::int64_t>(at(*times, i)),
                                     .offset = baseOffset + load_be<std::int32_t>(at(*times, i + 8))};
        if (!indexes.times.empty() && entry.timestampMs <= indexes.times.back().timestampMs) break;
        indexes.times.push_back(entry);
    }
    return indexes;
}

LogReadResult readSegment(QIODevice &file, const LogReadRequest &request)
{
    LogReadResult result;
    std::int64_t position = std::max<std::int64_t>(0, request.position);
    while (static_cast<int>(result.batches.size()) < request.batchesMax) {
        if (!file.seek(position)) break;
        const QByteArray head = file.read(static_cast<qint64>(records::batch_header_size));
        // The rest of a file that is being written, or its end.
        if (head.size() < static_cast<qsizetype>(records::batch_header_size)) return result;
        const auto header =
            records::parse_header({reinterpret_cast<const std::uint8_t *>(head.data()), static_cast<std::size_t>(head.size())});
        if (!header || header->size_bytes() > batchBytesMax) {
            result.error = QStringLiteral("at byte %1 no batch begins: %2")
                               .arg(position)
                               .arg(header ? QStringLiteral("its length cannot be true") : CoreSentences::shown(header.error().message));
            return result;
        }
        const QByteArray rest = file.read(static_cast<qint64>(header->size_bytes()) - head.size());
        if (head.size() + rest.size() < header->size_bytes()) return result;
        const QByteArray whole = head + rest;
        const ByteSpan bytes(reinterpret_cast<const std::uint8_t *>(whole.data()), static_cast<std::size_t>(whole.size()));
        result.batches.push_back(describe(*header, bytes, position, request.withBytes));
        position += header->size_bytes();
    }
    if (position < file.size()) result.nextPosition = position;
    return result;
}

}  // namespace vitrine::ui
