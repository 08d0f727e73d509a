// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "base/assert.h"
#include "base/planted.h"
#include "storage/delayed_removal.h"
#include "storage/files.h"
#include "storage/log.h"
#include "storage/marker.h"
#include "storage/producer_snapshot.h"
#include "storage/segment_list.h"
#include "storage/try.h"

// What shortens a log: truncation at its end, retention and deletion at its start.
namespace vitrine::storage {

Status Log::truncate_to(Offset offset, LeaderEpoch diverging_epoch) {
    STORAGE_TRY(check_online());
    VITRINE_ASSERT_CMP(offset, >=, Offset(0), "a log is not truncated below its first possible offset");
    if (offset >= log_end_) {
        // An epoch that began here without a record may contradict the leader's.
        if (VITRINE_RULE(KAFKA_10706, true, false)) epochs_->truncate_from_end(log_end_);
        return {};
    }
    if (offset < segments_->first().base_offset()) return truncate_fully_and_start_at(offset);
    const Offset before = log_end_;
    const auto cut = [&]() -> Status {
        std::vector<Offset> above;
        for (const auto& [base, segment] : segments_->all()) {
            if (base > offset) above.push_back(base);
        }
        STORAGE_TRY(delete_segments(above, std::nullopt));
        Segment& last = segments_->active();
        if (!last.active()) STORAGE_TRY(last.unseal());
        // A batch is cut whole: where the offset lies inside one, the log ends before it.
        STORAGE_TAKE(const auto holding, last.find(offset));
        STORAGE_TRY(last.truncate_to(offset));
        log_end_ = holding ? std::min(offset, holding->header.base_offset) : offset;
        // Nor in a hole that compaction left: a restart would end the log with its last batch, and find a hole below what came since.
        if (const auto next = last.read_next_offset(); next && *next < log_end_) log_end_ = std::max(*next, std::min(log_end_, log_start_));
        return {};
    };
    if (auto status = cut(); !status) return std::unexpected(checked(std::move(status.error())));
    bound_position_.reset();
    flush_requested_.reset();
    epochs_->truncate_from_end(log_end_);
    log_start_ = std::min(log_start_, log_end_);
    high_watermark_ = std::min(high_watermark_, log_end_);
    // To the base of the segment that was cut, not to the cut: until the shorter file is durable a crash may bring the rest of it back, and
    // recovery must look at it.
    lower_recovery_point(segments_->active().base_offset());
    if (auto status = rebuild_producers(log_end_); !status) return std::unexpected(checked(std::move(status.error())));
    if (directory_unsynced_) sync_names();
    ++shortenings_;
    if (setup_.on_truncated) setup_.on_truncated(log_end_);
    tell(observe::LogTruncated{setup_.partition, before, log_end_, diverging_epoch});
    return {};
}

Status Log::truncate_fully_and_start_at(Offset offset) {
    STORAGE_TRY(check_online());
    const Offset before = log_end_;
    if (auto status = start_over(offset, offset); !status) return std::unexpected(checked(std::move(status.error())));
    if (before != offset) tell(observe::LogTruncated{setup_.partition, before, offset, no_leader_epoch});
    return {};
}

Status Log::start_over(Offset offset, Offset log_start) {
    std::vector<Offset> all;
    for (const auto& [base, segment] : segments_->all()) all.push_back(base);
    STORAGE_TRY(delete_segments(all, std::nullopt));
    STORAGE_TAKE(auto segment,
                 Segment::create(environment_.disk, setup_.directory, offset,
                                 {.index_interval_bytes = setup_.config.index_interval_bytes, .now = environment_.clock.wall_now()}));
    segments_->add(std::move(segment));
    directory_unsynced_ = true;
    bound_position_.reset();
    flush_requested_.reset();
    epochs_->clear();
    STORAGE_TRY(snapshots_->remove_all());
    producers_.clear();
    producers_.set_end_offset(offset);
    snapshots_->on_log_start(offset);
    log_start_ = log_start;
    log_end_ = offset;
    // The mark moves with the log, up or down: it lies neither below the start nor above the end (KAFKA-9491).
    high_watermark_ = VITRINE_RULE(KAFKA_9491, offset, high_watermark_);
    lower_recovery_point(offset);
    recovery_point_ = offset;
    sync_names();
    ++shortenings_;
    // Nothing of what was compacted is left, wherever the log begins now.
    if (setup_.on_truncated) setup_.on_truncated(Offset(0));
    return {};
}

Status Log::rebuild_producers(Offset end) {
    const bool knew_of_none = producers_.producers().empty() && !producers_.first_unstable_offset() && producers_.end_offset() >= end;
    STORAGE_TRY(snapshots_->reload(producers_, log_start_, end, environment_.clock.wall_now(), setup_.producer_id_expiration));
    if (knew_of_none) {
        // Nothing is below the new end either.
        producers_.clear();
    } else {
        for (const auto& [base, segment] : segments_->all()) {
            const Offset from = std::max(producers_.end_offset(), base);
            if (from >= end || end_of(*segment) <= producers_.end_offset()) continue;
            STORAGE_TRY(replay_producers(*segment, from, end));
        }
    }
    producers_.set_end_offset(end);
    producers_.on_high_watermark(high_watermark_);
    return snapshots_->take(producers_);
}

Status Log::replay_producers(const Segment& segment, Offset from, Offset to) {
    STORAGE_TAKE(const auto first, segment.find(from));
    if (!first) return {};
    BatchScanner scanner = segment.scan(first->position);
    while (true) {
        STORAGE_TAKE(const auto batch, scanner.next_header());
        if (!batch || batch->header.base_offset >= to) return {};
        const records::BatchHeader& header = batch->header;
        if (!header.has_producer_id()) continue;
        ProducerUpdate update = producers_.prepare(header.producer_id, AppendOrigin::replication);
        if (!header.is_control()) {
            // The log is the truth: what a leader once accepted is not judged again.
            STORAGE_TRY(update.append_data(header, header.base_offset, header.last_offset()));
            producers_.apply(std::move(update));
            continue;
        }
        Bytes bytes(static_cast<std::size_t>(header.size_bytes()));
        STORAGE_TAKE(const std::size_t size, segment.log_file()->read_at(batch->position, bytes));
        if (size != bytes.size())
            return failure(ErrorCode::KAFKA_STORAGE_ERROR, fmt::format("A control batch of {} ended early.", setup_.partition));
        STORAGE_TAKE(const auto marker, read_marker(bytes));
        if (!marker) continue;
        STORAGE_TAKE(const auto completed,
                     update.append_marker(header, header.base_offset, marker->abort, marker->coordinator_epoch, marker->timestamp_ms));
        producers_.apply(std::move(update));
        if (!completed) continue;
        producers_.complete_transaction(*completed);
        STORAGE_TRY(note_aborted(*completed));
    }
}

Status Log::delete_segments(const std::vector<Offset>& base_offsets, std::optional<observe::RetentionCause> cause) {
    std::vector<std::string> paths;
    for (const Offset base : base_offsets) {
        const Offset end = end_of(*segments_->find(base));
        const auto segment = segments_->take(base);
        STORAGE_TAKE(auto renamed, segment->mark_deleted());
        paths.insert(paths.end(), std::make_move_iterator(renamed.begin()), std::make_move_iterator(renamed.end()));
        STORAGE_TAKE(auto snapshot, snapshots_->mark_deleted(base));
        if (snapshot) paths.push_back(std::move(*snapshot));
        if (cause) tell(observe::SegmentDeleted{setup_.partition, base, end, segment->size_bytes(), *cause});
    }
    if (!base_offsets.empty()) {
        directory_unsynced_ = true;
        ++shortenings_;
    }
    removal_->remove_files(std::move(paths), Milliseconds(setup_.config.file_delete_delay_ms));
    return {};
}

Status Log::replace_segments(std::unique_ptr<Segment> cleaned, const std::vector<Offset>& base_offsets) {
    VITRINE_ASSERT(!base_offsets.empty() && base_offsets.front() == cleaned->base_offset(), "the new segment begins where the old ones do");
    // From here on a restart finishes what is begun: it removes the old segments that ".swap" covers.
    STORAGE_TRY(cleaned->change_suffix(swap_suffix));
    std::vector<std::string> paths;
    for (const Offset base : base_offsets) {
        STORAGE_TAKE(auto renamed, segments_->take(base)->mark_deleted());
        paths.insert(paths.end(), std::make_move_iterator(renamed.begin()), std::make_move_iterator(renamed.end()));
        if (base == cleaned->base_offset()) continue;
        STORAGE_TAKE(auto snapshot, snapshots_->mark_deleted(base));
        if (snapshot) paths.push_back(std::move(*snapshot));
    }
    STORAGE_TRY(cleaned->change_suffix(""));
    segments_->add(std::move(cleaned));
    directory_unsynced_ = true;
    bound_position_.reset();
    removal_->remove_files(std::move(paths), Milliseconds(setup_.config.file_delete_delay_ms));
    return {};
}

Result<Log::Cleanable> Log::cleanable(Offset first_dirty, WallTime now) {
    STORAGE_TRY(check_online());
    const LogConfig& config = setup_.config;
    const std::int64_t now_ms = to_milliseconds(now);
    const Segment& active = segments_->active();
    const auto look = [&]() -> Result<Cleanable> {
        Cleanable found;
        Offset bound = std::min({last_stable_offset(), active.base_offset(), recovery_point_});
        const Segment* dirty = segments_->floor(first_dirty);
        if (dirty == nullptr) dirty = &segments_->first();
        bool young = false;
        for (const Segment* segment = dirty; segment != &active; segment = segments_->after(*segment)) {
            STORAGE_TAKE(const auto first, segment->first_timestamp_ms());
            // Not now - timestamp: it may be anything.
            if (first && *first > 0 && *first < now_ms - std::min(std::max<std::int64_t>(config.max_compaction_lag_ms, 0), now_ms))
                found.overdue = true;
            if (config.min_compaction_lag_ms <= 0 || young) continue;
            STORAGE_TAKE(const std::int64_t largest, segment->largest_timestamp_ms());
            young = largest > now_ms - config.min_compaction_lag_ms;
            if (young) bound = std::min(bound, segment->base_offset());
        }
        bound = std::max(bound, first_dirty);
        // Whole segments only: the one that holds the bound is left alone.
        const Segment* holding = segments_->floor(bound);
        found.first_uncleanable = holding != nullptr ? holding->base_offset() : segments_->first().base_offset();
        for (const auto& [base, segment] : segments_->all()) {
            if (base < first_dirty) found.clean_bytes += segment->size_bytes();
            if (base >= dirty->base_offset() && base < found.first_uncleanable) found.cleanable_bytes += segment->size_bytes();
        }
        return found;
    };
    return checked(look());
}

Result<int> Log::delete_old_segments(observe::RetentionCause cause, const Deletable& deletable) {
    std::vector<Offset> bases;
    for (const auto& [base, segment] : segments_->all()) {
        const Segment* next = segments_->after(*segment);
        // Never what is not below the high watermark: log start would pass it (KAFKA-5634).
        if (VITRINE_RULE(KAFKA_5634, end_of(*segment) > high_watermark_, false)) break;
        if (next == nullptr && segment->size_bytes() == 0) break;
        STORAGE_TAKE(const bool reached, deletable(*segment, next));
        if (!reached) break;
        bases.push_back(base);
    }
    if (bases.empty()) return 0;
    if (bases.size() == segments_->count()) {
        using Cause = observe::SegmentRolled::Cause;
        STORAGE_TRY(roll_at(log_end_, cause == observe::RetentionCause::bytes ? Cause::bytes : Cause::time));
    }
    const Offset new_start = segments_->after(*segments_->find(bases.back()))->base_offset();
    if (new_start > log_start_) raise_log_start(new_start);
    STORAGE_TRY(delete_segments(bases, cause));
    sync_names();
    return static_cast<int>(bases.size());
}

Result<int> Log::apply_retention(WallTime now) {
    STORAGE_TRY(check_online());
    const LogConfig& config = setup_.config;
    const auto apply = [&]() -> Result<int> {
        int deleted = 0;
        STORAGE_TAKE(const int by_start,
                     delete_old_segments(observe::RetentionCause::log_start, [&](const Segment&, const Segment* next) -> Result<bool> {
                         return next != nullptr && next->base_offset() <= log_start_;
                     }));
        deleted += by_start;
        if (!config.cleanup_delete) return deleted;
        if (const std::int64_t size = size_bytes(); config.retention_bytes >= 0 && size >= config.retention_bytes) {
            std::int64_t above_limit = size - config.retention_bytes;
            STORAGE_TAKE(const int by_bytes,
                         delete_old_segments(observe::RetentionCause::bytes, [&](const Segment& segment, const Segment*) -> Result<bool> {
                             if (above_limit - segment.size_bytes() < 0) return false;
                             above_limit -= segment.size_bytes();
                             return true;
                         }));
            deleted += by_bytes;
        }
        if (config.retention_ms >= 0) {
            STORAGE_TAKE(const int by_time,
                         delete_old_segments(observe::RetentionCause::time, [&](const Segment& segment, const Segment*) -> Result<bool> {
                             STORAGE_TAKE(const std::int64_t largest, segment.largest_timestamp_ms());
                             // Not now - largest: a timestamp from a client may be anything.
                             return largest < to_milliseconds(now) &&
                                    to_milliseconds(now) - std::max<std::int64_t>(largest, 0) > config.retention_ms;
                         }));
            deleted += by_time;
        }
        return deleted;
    };
    return checked(apply());
}

Result<int> Log::delete_segments_below(Offset offset) {
    STORAGE_TRY(advance_log_start(offset));
    return checked(delete_old_segments(observe::RetentionCause::log_start, [&](const Segment&, const Segment* next) -> Result<bool> {
        return next != nullptr && next->base_offset() <= log_start_;
    }));
}

}  // namespace vitrine::storage
