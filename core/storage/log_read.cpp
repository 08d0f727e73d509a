// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "records/record.h"
#include "storage/log.h"
#include "storage/segment_list.h"
#include "storage/try.h"

namespace vitrine::storage {

Offset Log::end_of(const Segment& segment) const {
    const Segment* next = segments_->after(segment);
    return next != nullptr ? next->base_offset() : log_end_;
}

Result<std::optional<Log::Located>> Log::locate(Offset offset) const {
    // Compaction may have emptied the end of a segment: then the next one begins with what is wanted.
    for (const Segment* segment = segments_->floor(offset); segment != nullptr; segment = segments_->after(*segment)) {
        STORAGE_TAKE(const auto batch, segment->find(offset));
        if (batch) return Located{segment, *batch};
    }
    return std::nullopt;
}

Result<std::int64_t> Log::position_of_bound(const Segment& segment, Offset bound) const {
    if (bound >= end_of(segment)) return segment.size_bytes();
    if (bound <= segment.base_offset()) return 0;
    if (!bound_position_ || bound_position_->bound != bound || bound_position_->segment != segment.base_offset()) {
        STORAGE_TAKE(const auto batch, segment.find(bound));
        bound_position_ = BoundPosition{bound, segment.base_offset(), batch ? batch->position : segment.size_bytes()};
    }
    return bound_position_->position;
}

Result<ReadResult> Log::read(Offset from, const ReadOptions& options) {
    STORAGE_TRY(check_online());
    if (from < log_start_ || from > log_end_) {
        return failure(ErrorCode::OFFSET_OUT_OF_RANGE, fmt::format("Offset {} of {} is outside the log, which has offsets from {} to {}.",
                                                                   from, setup_.partition, log_start_, log_end_));
    }
    ReadResult result;
    result.log_start = log_start_;
    const Offset bound = std::min(options.upper_bound.value_or(log_end_), log_end_);
    if (from >= bound) return result;
    auto located = checked(locate(from));
    if (!located) return std::unexpected(std::move(located.error()));
    if (!*located) return result;
    const Segment& segment = *(*located)->segment;
    const BatchPosition& first = (*located)->batch;
    auto end = checked(position_of_bound(segment, bound));
    if (!end) return std::unexpected(std::move(end.error()));
    result.segment_base_offset = segment.base_offset();
    result.position = first.position;
    if (first.position >= *end) return result;
    const std::int64_t first_size = first.header.size_bytes();
    if (options.bytes_max < first_size && !options.min_one_batch) {
        result.first_batch_incomplete = true;
        return result;
    }
    result.available_bytes = std::min(*end - first.position, std::max(options.bytes_max, first_size));
    result.size_bytes = result.available_bytes;
    if (first.position + result.available_bytes < *end) {
        auto whole = checked(segment.last_end(first.end(), first.position + result.available_bytes));
        if (!whole) return std::unexpected(std::move(whole.error()));
        result.size_bytes = *whole - first.position;
    }
    result.slices.push_back({segment.log_file(), first.position, result.size_bytes});
    return result;
}

Result<Bytes> Log::read_batches(Offset from, const ReadOptions& options) {
    Bytes bytes;
    ReadOptions rest = options;
    while (true) {
        STORAGE_TAKE(const ReadResult part, read(from, rest));
        if (part.slices.empty()) return bytes;
        const std::size_t before = bytes.size();
        bytes.resize(before + static_cast<std::size_t>(part.size_bytes));
        std::size_t filled = before;
        for (const env::FileSlice& slice : part.slices) {
            auto count =
                checked(slice.file->read_at(slice.position, MutableByteSpan(bytes).subspan(filled, static_cast<std::size_t>(slice.size))));
            if (!count) return std::unexpected(std::move(count.error()));
            filled += *count;
        }
        bytes.resize(filled);
        // Keep whole batches.
        records::BatchIterator iterator(ByteSpan(bytes).subspan(before));
        std::optional<Offset> next;
        while (true) {
            STORAGE_TAKE(const auto entry, iterator.next());
            if (!entry) break;
            next = entry->header.next_offset();
        }
        const bool cut = !iterator.rest().empty();
        bytes.resize(bytes.size() - iterator.rest().size());
        rest.bytes_max = options.bytes_max - static_cast<std::int64_t>(bytes.size());
        rest.min_one_batch = false;
        if (!next || cut || rest.bytes_max <= 0) return bytes;
        from = *next;
    }
}

Result<std::vector<AbortedTransaction>> Log::aborted_transactions(Offset from, Offset end) {
    STORAGE_TRY(check_online());
    std::vector<AbortedTransaction> found;
    // A marker may lie long behind the records that it gives up; no transaction that ends behind `end` began below its stable offset.
    for (const Segment* segment = segments_->floor(from); segment != nullptr; segment = segments_->after(*segment)) {
        auto entries = checked(segment->read_transaction_index());
        if (!entries) return std::unexpected(std::move(entries.error()));
        for (const AbortedTransaction& entry : *entries) {
            if (entry.last_offset >= from && entry.first_offset < end) found.push_back(entry);
            if (entry.last_stable_offset >= end) return found;
        }
    }
    return found;
}

Result<std::optional<records::BatchHeader>> Log::batch_at(Offset offset) {
    STORAGE_TRY(check_online());
    auto located = checked(locate(std::max(offset, log_start_)));
    if (!located) return std::unexpected(std::move(located.error()));
    if (!*located) return std::nullopt;
    return (*located)->batch.header;
}

Result<std::optional<TimestampAndOffset>> Log::offset_for_timestamp(std::int64_t timestamp_ms) {
    STORAGE_TRY(check_online());
    const auto search = [&]() -> Result<std::optional<TimestampAndOffset>> {
        for (const auto& [base, segment] : segments_->all()) {
            STORAGE_TAKE(const std::int64_t largest, segment->largest_timestamp_ms());
            if (largest < timestamp_ms) continue;
            STORAGE_TAKE(const TimestampOffset indexed, segment->time_index().lookup(timestamp_ms));
            STORAGE_TAKE(const OffsetPosition from, segment->offset_index().lookup(std::max(indexed.offset, log_start_)));
            BatchScanner scanner = segment->scan(from.position);
            while (true) {
                STORAGE_TAKE(const auto batch, scanner.next_header());
                if (!batch) break;
                if (batch->header.max_timestamp_ms < timestamp_ms || batch->header.last_offset() < log_start_) continue;
                Bytes bytes(static_cast<std::size_t>(batch->header.size_bytes()));
                STORAGE_TRY(segment->log_file()->read_at(batch->position, bytes));
                STORAGE_TAKE(auto reader, records::RecordReader::open(bytes));
                while (true) {
                    STORAGE_TAKE(const auto record, reader.next());
                    if (!record) break;
                    if (record->timestamp_ms < timestamp_ms || record->offset < log_start_) continue;
                    return TimestampAndOffset{record->timestamp_ms, record->offset, batch->header.leader_epoch};
                }
            }
        }
        return std::nullopt;
    };
    return checked(search());
}

Result<std::optional<TimestampAndOffset>> Log::max_timestamp() {
    STORAGE_TRY(check_online());
    const auto search = [&]() -> Result<std::optional<TimestampAndOffset>> {
        const Segment* latest = nullptr;
        TimestampOffset max;
        for (const auto& [base, segment] : segments_->all()) {
            STORAGE_TAKE(const TimestampOffset found, segment->max_timestamp());
            if (latest == nullptr || found.timestamp_ms > max.timestamp_ms) {
                latest = segment.get();
                max = found;
            }
        }
        if (max.timestamp_ms < 0) return std::nullopt;
        STORAGE_TAKE(const auto batch, latest->find(max.offset));
        if (!batch) return std::nullopt;
        Bytes bytes(static_cast<std::size_t>(batch->header.size_bytes()));
        STORAGE_TRY(latest->log_file()->read_at(batch->position, bytes));
        STORAGE_TAKE(auto reader, records::RecordReader::open(bytes));
        while (true) {
            STORAGE_TAKE(const auto record, reader.next());
            if (!record) return std::nullopt;
            if (record->timestamp_ms == max.timestamp_ms)
                return TimestampAndOffset{record->timestamp_ms, record->offset, batch->header.leader_epoch};
        }
    };
    return checked(search());
}

}  // namespace vitrine::storage
