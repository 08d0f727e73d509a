// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/segment_reason.h"

#include <algorithm>

#include "ui/common/format.h"

namespace vitrine::ui {

namespace {

std::int64_t sizeOf(const observe::ReplicaView &replica)
{
    std::int64_t size = 0;
    for (const observe::SegmentView &segment : replica.segments) size += segment.size_bytes;
    return size;
}

// When `limit` has passed since `at`; none: it never does, or nothing is known.
std::optional<Milliseconds> leftOf(std::optional<WallTime> at, std::int64_t limitMs, WallTime now)
{
    // Kafka's largest number means for ever, and must not be added to a time.
    constexpr std::int64_t forEver = 100LL * 365 * 24 * 3600 * 1000;
    if (!at || limitMs < 0 || limitMs > forEver) return std::nullopt;
    return *at + Milliseconds(limitMs) - now;
}

}  // namespace

QString SegmentReason::notRolled(const observe::SegmentView &active, const TopicSettings &settings, WallTime now)
{
    if (active.size_bytes == 0) return tr("Not rolled yet: it is empty, and an empty segment is never rolled.");
    const QString bytesLeft = Format::bytes(std::max<std::int64_t>(0, settings.segmentBytes - active.size_bytes));
    const QString limit = Format::bytes(settings.segmentBytes);
    const auto left = leftOf(active.first_timestamp, settings.segmentMs, now);
    if (!left)
        return tr("Not rolled yet: the first batch that does not fit in the %1 left of segment.bytes (%2) rolls it.").arg(bytesLeft, limit);
    if (*left <= Milliseconds(0))
        return tr("Not rolled yet although its oldest record is older than segment.ms (%1): only a batch that comes rolls a segment, and "
                  "the next one will.")
            .arg(Format::duration(Milliseconds(settings.segmentMs)));
    return tr("Not rolled yet: the first batch rolls it that does not fit in the %1 left of segment.bytes (%2), or that comes in %3 or "
              "later (segment.ms).")
        .arg(bytesLeft, limit, Format::duration(*left));
}

QString SegmentReason::notDeleted(const observe::ReplicaView &replica, std::size_t index, const TopicSettings &settings, WallTime now)
{
    const observe::SegmentView &segment = replica.segments[index];
    const QString check = tr("it goes at the next check (log.retention.check.interval.ms)");
    if (!segment.active && segment.end_offset <= replica.log_start)
        return tr("All of it lies below the log start offset %1: %2.").arg(Format::number(replica.log_start.value()), check);
    if (!settings.deletes && settings.compacts) {
        if (segment.active) return tr("Not compacted yet: the cleaner leaves the active segment alone.");
        return tr("Not deleted: cleanup.policy=compact keeps the newest record of each key; the cleaner comes when %1 % of the log is "
                  "not compacted (min.cleanable.dirty.ratio), and tombstones stay %2 longer (delete.retention.ms).")
            .arg(static_cast<int>(settings.minCleanableDirtyRatio * 100))
            .arg(Format::duration(Milliseconds(settings.deleteRetentionMs)));
    }
    if (!settings.deletes) return tr("Not deleted: cleanup.policy is empty, everything is kept.");
    if (settings.retentionMs < 0 && settings.retentionBytes < 0)
        return tr("Not deleted: neither retention.ms nor retention.bytes limits this log.");

    // A segment goes only together with all older ones.
    std::optional<Milliseconds> byTime = Milliseconds(0);
    std::size_t waitsFor = index;
    for (std::size_t i = 0; i <= index && byTime; ++i) {
        const auto left = leftOf(replica.segments[i].last_timestamp, settings.retentionMs, now);
        if (!left) byTime.reset();
        else if (*left > *byTime) {
            byTime = left;
            waitsFor = i;
        }
    }
    std::int64_t bytesUpTo = 0;
    for (std::size_t i = 0; i <= index; ++i) bytesUpTo += replica.segments[i].size_bytes;
    std::optional<std::int64_t> byBytes;
    if (settings.retentionBytes >= 0) byBytes = bytesUpTo - (sizeOf(replica) - settings.retentionBytes);

    if (segment.end_offset > replica.high_watermark && !segment.active &&
        ((byBytes && *byBytes <= 0) || (byTime && *byTime <= Milliseconds(0))))
        return tr("Retention reaches it, but it holds records above the high watermark %1: not before they are replicated.")
            .arg(Format::number(replica.high_watermark.value()));
    if (!segment.active && byBytes && *byBytes <= 0)
        return tr("Without it the log still has retention.bytes (%1): %2.").arg(Format::bytes(settings.retentionBytes), check);
    if (byTime && *byTime <= Milliseconds(0)) {
        if (segment.active)
            return tr("Even its newest record is older than retention.ms (%1): the next check rolls it and deletes it.")
                .arg(Format::duration(Milliseconds(settings.retentionMs)));
        return tr("Its newest record is older than retention.ms (%1): %2.")
            .arg(Format::duration(Milliseconds(settings.retentionMs)), check);
    }
    if (segment.active) {
        if (!byTime) return tr("Not deleted: it is the active segment, to which records are appended.");
        return tr("Not deleted: it is the active segment; if nothing is appended, it is rolled and goes in %1 (retention.ms).")
            .arg(Format::duration(*byTime));
    }
    QStringList when;
    if (byTime && waitsFor == index)
        when << tr("in %1, when its newest record is older than retention.ms (%2)")
                    .arg(Format::duration(*byTime), Format::duration(Milliseconds(settings.retentionMs)));
    else if (byTime)
        when << tr("in %1, since the older segment at %2 has to go first (retention.ms %3)")
                    .arg(Format::duration(*byTime), Format::number(replica.segments[waitsFor].base_offset.value()),
                         Format::duration(Milliseconds(settings.retentionMs)));
    if (byBytes)
        when << tr("when the log has %1 more than now (retention.bytes %2)")
                    .arg(Format::bytes(*byBytes), Format::bytes(settings.retentionBytes));
    if (when.isEmpty()) return tr("Not deleted: its records have no timestamp that retention.ms could count from.");
    return when.size() == 1 ? tr("Not deleted yet: it goes %1.").arg(when.at(0))
                            : tr("Not deleted yet: it goes %1, or %2.").arg(when.at(0), when.at(1));
}

QString SegmentReason::of(const observe::ReplicaView &replica, std::size_t segment, const TopicSettings &settings, WallTime now)
{
    return replica.segments[segment].active ? notRolled(replica.segments[segment], settings, now)
                                            : notDeleted(replica, segment, settings, now);
}

SegmentReason::Fronts SegmentReason::fronts(const observe::ReplicaView &replica, const TopicSettings &settings, WallTime now)
{
    Fronts fronts;
    if (!settings.deletes || replica.segments.empty()) return fronts;
    if (settings.retentionMs >= 0 && settings.retentionMs <= to_milliseconds(now)) {
        const WallTime limit = now - Milliseconds(settings.retentionMs);
        for (const observe::SegmentView &segment : replica.segments) {
            if (!segment.first_timestamp || !segment.last_timestamp || *segment.first_timestamp >= limit) break;
            const auto base = static_cast<double>(segment.base_offset.value());
            const auto end = static_cast<double>(segment.end_offset.value());
            const auto span = static_cast<double>((*segment.last_timestamp - *segment.first_timestamp).count());
            const double part = span <= 0 ? 1.0 : static_cast<double>((limit - *segment.first_timestamp).count()) / span;
            fronts.time = base + (end - base) * std::clamp(part, 0.0, 1.0);
            if (part < 1) break;
        }
    }
    if (settings.retentionBytes >= 0) {
        std::int64_t above = sizeOf(replica) - settings.retentionBytes;
        for (const observe::SegmentView &segment : replica.segments) {
            if (above <= 0) break;
            const auto base = static_cast<double>(segment.base_offset.value());
            const auto end = static_cast<double>(segment.end_offset.value());
            const double part = segment.size_bytes == 0 ? 1.0 : static_cast<double>(above) / static_cast<double>(segment.size_bytes);
            fronts.bytes = base + (end - base) * std::min(part, 1.0);
            above -= segment.size_bytes;
        }
    }
    return fronts;
}

}  // namespace vitrine::ui
