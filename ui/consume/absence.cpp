// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/consume/absence.h"

#include "ui/common/format.h"
#include "ui/consume/records_model.h"
#include "ui/session/record_filter.h"

namespace vitrine::ui {

namespace {

QString nameOf(const QString &topic, std::int32_t partition) { return QStringLiteral("%1-%2").arg(topic).arg(partition); }

QString brokersOf(const std::vector<std::int32_t> &ids)
{
    std::vector<BrokerId> brokers;
    for (const std::int32_t id : ids) brokers.emplace_back(id);
    return Format::brokers(brokers);
}

}  // namespace

QString Absence::inLog(const PlaceFacts &place)
{
    const QString partition = nameOf(place.topic, place.partition);
    const QString offset = Format::number(place.offset);
    if (!place.topicKnown) return tr("There is no topic %1.").arg(place.topic);
    if (place.partition < 0 || place.partition >= place.partitions)
        return tr("Topic %1 has partitions 0 to %2, not %3.").arg(place.topic).arg(place.partitions - 1).arg(place.partition);
    if (place.leader < 0) return tr("%1 has no leader now: nobody can read it until an in-sync replica is back.").arg(partition);
    if (!place.told) return tr("Broker %1 leads %2 and has not told its offsets yet.").arg(place.leader).arg(partition);
    if (place.offset >= place.logEnd)
        return tr("Offset %1 is not written yet: the next record of %2 gets offset %3.")
            .arg(offset, partition, Format::number(place.logEnd));
    if (place.offset < place.logStart) {
        const QString start = Format::number(place.logStart);
        if (!place.deletion)
            return tr("Offset %1 is deleted: the log of %2 begins at %3, by retention or by DeleteRecords.").arg(offset, partition, start);
        const QString at = Format::timeOfDay(place.deletion->wall);
        switch (place.deletion->cause) {
        case observe::RetentionCause::time:
            return tr("Offset %1 was deleted at %2: its segment was older than retention.ms (%3).")
                .arg(offset, at, Format::duration(Milliseconds(place.settings.retentionMs)));
        case observe::RetentionCause::bytes:
            return tr("Offset %1 was deleted at %2: the log was larger than retention.bytes (%3).")
                .arg(offset, at, Format::bytes(place.settings.retentionBytes));
        case observe::RetentionCause::log_start:
            return tr("Offset %1 was deleted at %2: DeleteRecords moved the start of the log to %3.").arg(offset, at, start);
        }
    }
    if (place.offset >= place.highWatermark) {
        QString text = tr("Offset %1 is written but not committed: it lies beyond the high watermark %2")
                           .arg(offset, Format::number(place.highWatermark));
        if (!place.lagging.empty()) text += tr(", which waits for the in-sync replicas %1").arg(brokersOf(place.lagging));
        return text + QStringLiteral(".");
    }
    switch (place.content) {
    case PlaceFacts::Content::record: return {};
    case PlaceFacts::Content::marker:
        return place.abortMarker
                   ? tr("Offset %1 is a transaction marker: it aborts a transaction of producer %2, and no consumer is given markers.")
                         .arg(offset)
                         .arg(place.producerId)
                   : tr("Offset %1 is a transaction marker: it commits a transaction of producer %2, and no consumer is given markers.")
                         .arg(offset)
                         .arg(place.producerId);
    case PlaceFacts::Content::gap: {
        QString text =
            place.settings.compacts
                ? tr("Offset %1 was compacted away: a newer record has the same key, or it was a tombstone that had its time.").arg(offset)
                : tr("No record has offset %1: compaction took it away, before cleanup.policy was what it is now.").arg(offset);
        if (place.next >= 0) text += QLatin1Char(' ') + tr("The next one is at %1.").arg(Format::number(place.next));
        return text;
    }
    case PlaceFacts::Content::unknown: break;
    }
    return place.problem.isEmpty() ? tr("What lies at offset %1 could not be read.").arg(offset)
                                   : tr("What lies at offset %1 could not be read: %2").arg(offset, place.problem);
}

QString Absence::stableEnd(const QString &topic, std::int32_t partition, std::int64_t lastStable,
                           const std::optional<OpenTransaction> &open)
{
    const QString where = nameOf(topic, partition);
    if (!open)
        return tr("read_committed waits at the last stable offset %1 of %2, where a transaction is not decided yet")
            .arg(Format::number(lastStable), where);
    return tr("read_committed waits at the last stable offset %1 of %2: a transaction of producer %3 (epoch %4) is open since %5")
        .arg(Format::number(lastStable), where)
        .arg(open->producerId)
        .arg(open->producerEpoch)
        .arg(Format::dateTime(wall_time(open->sinceMs)));
}

QString Absence::ofTransaction(const PlaceFacts &place)
{
    const QString offset = Format::number(place.offset);
    if (place.transaction == PlaceFacts::Transaction::aborted)
        return tr("The transaction of producer %1 that wrote offset %2 was aborted: read_committed leaves it out, read_uncommitted shows "
                  "it.")
            .arg(place.producerId)
            .arg(offset);
    if (place.offset < place.lastStable) return {};
    if (place.transaction == PlaceFacts::Transaction::open)
        return tr("The transaction of producer %1 that wrote offset %2 is still open: read_committed shows it once it is committed.")
            .arg(place.producerId)
            .arg(offset);
    return tr("Offset %1 lies behind: %2.").arg(offset, stableEnd(place.topic, place.partition, place.lastStable, place.open));
}

QString Absence::inReading(const PlaceFacts &place, const ReadingFacts &reading)
{
    const QString offset = Format::number(place.offset);
    const ConsumedRecord &record = *place.record;
    const ConsumeRequest &request = reading.request;
    if (!reading.begun || request.topic != place.topic)
        return tr("Offset %1 is there to be read, but topic %2 is not being read: press Read.").arg(offset, place.topic);
    if (request.partition && *request.partition != place.partition)
        return tr("Offset %1 lies in partition %2, and only partition %3 is read here.")
            .arg(offset)
            .arg(place.partition)
            .arg(*request.partition);
    if (request.readCommitted)
        if (const QString text = ofTransaction(place); !text.isEmpty()) return text;
    if (const auto began = reading.began.find(place.partition); began != reading.began.end() && place.offset < began->second)
        return tr("Reading of %1 began behind it, at offset %2.").arg(nameOf(place.topic, place.partition), Format::number(began->second));
    if (const auto filter = RecordFilter::parse(request.filter); filter && !filter->isEmpty() && !filter->matches(record))
        return tr("The filter leaves it out: %1 is not true of offset %2.").arg(request.filter, offset);
    if (reading.kept) {
        if (reading.hiddenByRange) return tr("It is here, but the chosen range of time hides it; Escape lets go of the range.");
        return {};
    }
    const auto next = reading.next.find(place.partition);
    const bool passed = next != reading.next.end() && place.offset < next->second;
    if (reading.displayPaused) return tr("The display is paused: what is read since waits until it goes on (Space).");
    if (!passed) {
        if (reading.running)
            return next == reading.next.end()
                       ? tr("Offset %1 was not read yet: reading of %2 has not begun.").arg(offset, nameOf(place.topic, place.partition))
                       : tr("Offset %1 was not read yet: reading of %2 stands at %3.")
                             .arg(offset, nameOf(place.topic, place.partition), Format::number(next->second));
        return request.follow ? tr("Reading was stopped before it came to offset %1.").arg(offset)
                              : tr("Reading ended at the high watermark of its start, before offset %1; follow goes on.").arg(offset);
    }
    if (reading.oldestKept > place.offset && reading.dropped == 0)
        return tr("It was read, and made room: the table keeps the last %1 records.")
            .arg(Format::number(static_cast<std::int64_t>(RecordsModel::rowsMax)));
    if (reading.dropped > 0) return tr("It was read when records came faster than the window takes them, and was not kept.");
    return tr("It was read and made room, or was cleared from the table.");
}

QString Absence::of(const PlaceFacts &place, const ReadingFacts &reading, bool *shown)
{
    if (shown) *shown = false;
    QString text = inLog(place);
    if (!text.isEmpty()) return text;
    text = inReading(place, reading);
    if (!text.isEmpty()) return text;
    if (shown) *shown = true;
    return tr("It is here: %1 @ %2.").arg(nameOf(place.topic, place.partition), Format::number(place.offset));
}

QString Absence::of(const KeyFacts &key)
{
    const QString text = Format::payload(key.key, 60);
    const QString scanned = Format::number(static_cast<std::int64_t>(key.scanned));
    if (!key.error.isEmpty()) return key.error;
    if (!key.finished) return tr("Looking for the key %1: %2 records read…").arg(text, scanned);
    if (key.found.empty())
        return tr("None of the %1 committed records of %2 has the key %3; by its hash (murmur2) it would be in partition %4.")
            .arg(scanned, key.topic, text)
            .arg(key.byHash);
    std::uint64_t count = 0;
    for (const auto &[partition, records] : key.found) count += records;
    const QString where = QStringLiteral("%1 @ %2").arg(nameOf(key.topic, key.partition), Format::number(key.offset));
    QString said =
        count == 1
            ? tr("The one record with the key %1 is %2").arg(text, where)
            : tr("The newest of %1 records with the key %2 is %3").arg(Format::number(static_cast<std::int64_t>(count)), text, where);
    if (key.partition != key.byHash)
        said += tr(", not in partition %1, where murmur2 puts the key: its producer chose otherwise, or the topic had fewer partitions")
                    .arg(key.byHash);
    return said + QStringLiteral(".");
}

}  // namespace vitrine::ui
