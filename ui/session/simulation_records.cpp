// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Of SimulationSession: records, written by a command that the recording has, read from the disks of the run.
#include <algorithm>

#include <QBuffer>
#include <QPointer>

#include "cluster/sim_cluster.h"
#include "ui/session/core_sentences.h"
#include "ui/session/log_file.h"
#include "ui/session/record_filter.h"
#include "ui/session/record_template.h"
#include "ui/session/simulation_private.h"

namespace vitrine::ui {

void SimulationSession::doProduce(TaskId, const ProduceRequest &request, ProduceCallback callback)
{
    // Through the command language, so that the recording has it.
    const auto refuse = [&](const QString &sentence) {
        QMetaObject::invokeMethod(this, [callback, sentence] { callback({.finished = true, .error = sentence}); }, Qt::QueuedConnection);
    };
    if (!request.headers.isEmpty()) return refuse(tr("In a simulation records are sent without headers."));
    if (!request.value) return refuse(tr("In a simulation a record needs a value."));
    if (request.recordsPerSecond > 0) return refuse(tr("In a simulation records are sent at once: leave the rate at its maximum."));
    if (!request.rules.isEmpty() && !request.partition) return refuse(tr("In a simulation records are sent without rules for keys."));
    if (!request.values.isEmpty()) return refuse(tr("In a simulation the records of a file cannot be sent."));
    const bool defaults = request.compressionType == QLatin1String("none") && request.batchSizeBytes == 16'384 &&
                          request.maxInFlight == 5 && (request.idempotence || request.acks != -1) &&
                          (request.lingerMs <= 0 || request.lingerMs == 5);
    if (!defaults) {
        return refuse(
            tr("In a simulation the producer keeps its defaults: compression.type, linger.ms, batch.size, max.in.flight.requests "
               "and enable.idempotence."));
    }
    // The command knows {n} alone, and always.
    for (const auto &[bytes, expand] : {std::pair(request.key, request.expandKey), std::pair(request.value, request.expandValue)}) {
        if (!bytes) continue;
        const auto parsed = RecordTemplate::parse(*bytes);
        if (!expand && bytes->contains("{n}")) return refuse(tr("In a simulation {n} always stands for the number of the record."));
        if (expand && !(parsed && parsed->onlyNumbers())) return refuse(tr("In a simulation {n} is the only placeholder."));
    }
    const auto quoted = [](const QByteArray &bytes) { return shownText(cluster::quote(bytes.toStdString())); };
    QString line = QStringLiteral("produce %1 %2").arg(quoted(request.topic.toUtf8()), quoted(*request.value));
    if (request.key) line += QStringLiteral(" --key ") + quoted(*request.key);
    if (request.partition) line += QStringLiteral(" --partition %1").arg(*request.partition);
    line += QStringLiteral(" --count %1 --acks %2")
                .arg(request.count)
                .arg(request.acks == -1 ? QStringLiteral("all") : QString::number(request.acks));
    intervene(line,
              [callback, count = request.count, self = QPointer<SimulationSession>(this)](const CommandAnswer &answer) {
                  ProduceProgress progress{.finished = true};
                  progress.acknowledged = answer.json.value(QStringLiteral("acknowledged")).toInteger();
                  progress.failed = answer.ok ? 0 : count - progress.acknowledged;
                  if (!answer.ok) progress.error = answer.sentence;
                  else
                      progress.results.push_back(
                          {.number = count - 1,
                           .partition = static_cast<std::int32_t>(answer.json.value(QStringLiteral("partition")).toInt(-1)),
                           .offset = answer.json.value(QStringLiteral("offset")).toInteger(-1),
                           .timestampMs = self ? to_milliseconds(self->wallNow()) : -1});
                  callback(progress);
              },
              {});
}

void SimulationSession::doReadLog(TaskId, const LogReadRequest &request, LogCallback callback)
{
    order([bridge = d->bridge, request, callback = std::move(callback)](SimulationWorker::Driver &driver) {
        LogReadResult result;
        const QString path = segmentPath(request);
        env::sim::MemoryDisk &disk = driver.run().cluster().disk_with(BrokerId(request.broker), path.toStdString());
        LogFiles files;
        if (request.listFiles) {
            std::vector<std::pair<QString, std::int64_t>> names;
            if (const auto entries = disk.list(replicaPath(request).toStdString()))
                for (const auto &entry : *entries) names.emplace_back(QString::fromStdString(entry.name), entry.size);
            const auto meta = env::read_file(disk, "meta.properties");
            files =
                describeFiles(names, meta ? QByteArray(reinterpret_cast<const char *>(meta->data()), static_cast<qsizetype>(meta->size()))
                                          : QByteArray());
        }
        const auto bytes = request.batchesMax > 0 ? env::read_file(disk, path.toStdString()) : Result<Bytes>(Bytes());
        if (bytes) {
            QByteArray content(reinterpret_cast<const char *>(bytes->data()), static_cast<qsizetype>(bytes->size()));
            QBuffer buffer(&content);
            buffer.open(QIODevice::ReadOnly);
            result = readSegment(buffer, request);
            if (request.withIndexes) {
                const auto contentOf = [&](const char *suffix) -> std::optional<QByteArray> {
                    const std::string name = path.chopped(4).toStdString() + suffix;
                    const auto read = env::read_file(driver.run().cluster().disk_with(BrokerId(request.broker), name), name);
                    if (!read) return std::nullopt;
                    return QByteArray(reinterpret_cast<const char *>(read->data()), static_cast<qsizetype>(read->size()));
                };
                result.indexes = readIndexes(contentOf(".index"), contentOf(".timeindex"), request.segmentBaseOffset);
            }
        } else {
            result.error = QStringLiteral("%1 cannot be read: %2").arg(path, CoreSentences::shown(bytes.error().message));
        }
        result.files = std::move(files);
        bridge->post([callback, result](SimulationSession &) { callback(result); });
    });
}

void SimulationSession::doConsume(TaskId task, const ConsumeRequest &request, ConsumeCallback callback)
{
    const auto refuse = [&](const QString &sentence) {
        QMetaObject::invokeMethod(
            this, [callback, sentence] { callback({.records = {}, .finished = true, .error = sentence}); }, Qt::QueuedConnection);
    };
    const auto filter = RecordFilter::parse(request.filter);
    if (!filter) return refuse(RecordFilter::describe(filter.error()));
    if (request.readCommitted) return refuse(tr("In a simulation records are read with isolation.level=read_uncommitted."));
    // Read where the leaders have them on their disks, up to the high watermark: a client would be part of the run and change it.
    d->readers[task] = {.request = request, .callback = std::move(callback), .next = {}};
    QMetaObject::invokeMethod(this, &SimulationSession::readOn, Qt::QueuedConnection);
}

void SimulationSession::doStop(TaskId task)
{
    const auto found = d->readers.find(task);
    if (found == d->readers.end()) return;
    found->second.stopped = true;
    QMetaObject::invokeMethod(this, &SimulationSession::readOn, Qt::QueuedConnection);
}

void SimulationSession::readOn()
{
    for (auto at = d->readers.begin(); at != d->readers.end();) {
        const TaskId task = at->first;
        Private::Reader &reader = at->second;
        if (reader.asked) {
            ++at;
            continue;
        }
        if (reader.stopped) {
            const ConsumeCallback callback = reader.callback;
            at = d->readers.erase(at);
            callback({.records = {}, .finished = true});
            continue;
        }
        // From where to where, of each partition that has something new.
        std::vector<DiskRange> ranges;
        const TopicState *topic = cluster().topic(reader.request.topic.toStdString());
        for (std::size_t i = 0; topic && i < topic->partitions.size(); ++i) {
            const auto index = static_cast<std::int32_t>(i);
            if (reader.request.partition && *reader.request.partition != index) continue;
            const ReplicaState *leader = topic->partitions[i].leader();
            if (!leader) continue;
            const std::int64_t end = leader->view.high_watermark.value();
            auto next = reader.next.find(index);
            if (next == reader.next.end()) {
                std::int64_t from = leader->view.log_start.value();
                if (reader.request.from == ConsumeRequest::From::end) from = end;
                if (reader.request.from == ConsumeRequest::From::offset) from = std::max(from, reader.request.offset);
                next = reader.next.emplace(index, from).first;
            }
            if (next->second < end) ranges.push_back({leader->broker, index, next->second, end});
        }
        if (ranges.empty() && (!topic || reader.request.follow)) {
            ++at;
            continue;
        }
        reader.asked = true;
        const std::int64_t since = reader.request.from == ConsumeRequest::From::timestamp ? reader.request.timestampMs : -1;
        order([bridge = d->bridge, task, ranges, since, request = reader.request](SimulationWorker::Driver &driver) {
            ConsumeProgress progress = readDisks(driver, request, ranges, since);
            bridge->post([task, ranges, progress = std::move(progress)](SimulationSession &session) mutable {
                session.hasRead(task, ranges, std::move(progress));
            });
        });
        ++at;
    }
}

ConsumeProgress SimulationSession::readDisks(SimulationWorker::Driver &driver, const ConsumeRequest &request,
                                             const std::vector<DiskRange> &ranges, std::int64_t since)
{
    constexpr std::size_t recordsMax = 50'000;
    const QString &topic = request.topic;
    const RecordFilter filter = RecordFilter::parse(request.filter).value_or(RecordFilter());
    ConsumeProgress progress;
    for (const DiskRange &range : ranges) {
        const QString directory = QStringLiteral("%1-%2").arg(topic).arg(range.partition);
        env::sim::MemoryDisk &disk = driver.run().cluster().disk_with(range.broker, directory.toStdString());
        const auto entries = disk.list(directory.toStdString());
        if (!entries) continue;
        std::vector<std::int64_t> bases;
        for (const auto &entry : *entries) {
            const QString name = QString::fromStdString(entry.name);
            bool isNumber = false;
            const std::int64_t base = name.chopped(std::min<qsizetype>(4, name.size())).toLongLong(&isNumber);
            if (isNumber && name.endsWith(QStringLiteral(".log"))) bases.push_back(base);
        }
        std::ranges::sort(bases);
        for (std::size_t i = 0; i < bases.size(); ++i) {
            if ((i + 1 < bases.size() && bases[i + 1] <= range.from) || bases[i] >= range.to) continue;
            const LogReadRequest segment{.broker = range.broker.value(),
                                         .topic = topic,
                                         .partition = range.partition,
                                         .segmentBaseOffset = bases[i],
                                         .batchesMax = 1'000'000};
            const auto bytes = env::read_file(disk, segmentPath(segment).toStdString());
            if (!bytes) continue;
            QByteArray content(reinterpret_cast<const char *>(bytes->data()), static_cast<qsizetype>(bytes->size()));
            QBuffer buffer(&content);
            buffer.open(QIODevice::ReadOnly);
            for (LogBatch &batch : readSegment(buffer, segment).batches) {
                if (batch.control || batch.lastOffset < range.from) continue;
                for (LogRecord &record : batch.records) {
                    if (record.offset < range.from || record.offset >= range.to || record.timestampMs < since) continue;
                    ++progress.scanned;
                    ConsumedRecord read{.partition = range.partition,
                                        .offset = record.offset,
                                        .timestampMs = record.timestampMs,
                                        .leaderEpoch = batch.leaderEpoch,
                                        .key = std::move(record.key),
                                        .value = std::move(record.value),
                                        .headers = std::move(record.headers)};
                    if (!filter.matches(read)) continue;
                    if (progress.records.size() >= recordsMax) ++progress.dropped;
                    else progress.records.push_back(std::move(read));
                }
            }
        }
    }
    return progress;
}

void SimulationSession::hasRead(TaskId task, const std::vector<DiskRange> &ranges, ConsumeProgress progress)
{
    const auto found = d->readers.find(task);
    if (found == d->readers.end()) return;
    Private::Reader &reader = found->second;
    reader.asked = false;
    for (const DiskRange &range : ranges) {
        reader.next[range.partition] = range.to;
        progress.began[range.partition] = range.from;
        progress.next[range.partition] = range.to;
    }
    const std::int64_t most = reader.request.recordsMax;
    if (most > 0 && reader.delivered + static_cast<std::int64_t>(progress.records.size()) >= most) {
        progress.records.resize(static_cast<std::size_t>(most - reader.delivered));
        reader.stopped = true;
    }
    reader.delivered += static_cast<std::int64_t>(progress.records.size());
    progress.finished = !reader.request.follow || reader.stopped;
    const ConsumeCallback callback = reader.callback;
    if (progress.finished) d->readers.erase(found);
    callback(progress);
}

}  // namespace vitrine::ui
