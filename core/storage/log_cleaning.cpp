// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/log_cleaning.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "base/assert.h"
#include "records/control.h"
#include "records/record.h"
#include "storage/files.h"
#include "storage/marker.h"
#include "storage/segment_list.h"
#include "storage/try.h"

namespace vitrine::storage {
namespace {

// A group is swapped in within one turn of the loop: of tiny segments not all at once.
constexpr std::size_t group_segments_max = 256;

// The header that stays of a batch without records.
Bytes empty_batch(const records::BatchHeader& of) {
    records::BatchHeader header = of;
    header.batch_length = static_cast<std::int32_t>(records::batch_header_size - records::log_overhead);
    header.attributes =
        static_cast<std::int16_t>(of.attributes & (records::timestamp_type_bit | records::transactional_bit | records::control_bit));
    header.base_timestamp_ms = records::no_timestamp;
    header.record_count = 0;
    Bytes batch(records::batch_header_size);
    records::store_header(batch, header);
    store_be(batch.data() + records::crc_at, records::compute_crc(batch));
    return batch;
}

}  // namespace

LogCleaning::LogCleaning(env::Environment& environment, Log& log, const CleanableRange& range, const CleaningOptions& options)
    : environment_(environment),
      log_(log),
      range_(range),
      options_(options),
      shortenings_(log.shortenings_),
      transaction_free_below_(options.transaction_free_below),
      map_end_(range.first_dirty),
      alive_(std::make_shared<bool>(true)) {
    VITRINE_ASSERT_CMP(range.first_dirty, <, range.first_uncleanable, "there is something to clean");
    VITRINE_ASSERT_CMP(range.first_uncleanable, <=, log.segments_->active().base_offset(), "the active segment is never cleaned");
    VITRINE_ASSERT_CMP(range.first_uncleanable, <=, log.last_stable_offset(), "what may be taken back is never cleaned");
}

LogCleaning::~LogCleaning() = default;

LogCleaning::Cursor LogCleaning::cursor_at(const Segment& segment, std::int64_t position) const {
    return {segment.base_offset(), segment.log_file(), segment.scan(position)};
}

Result<std::optional<BatchScanner::Batch>> LogCleaning::next_batch(Cursor& cursor) const {
    STORAGE_TAKE(auto batch, cursor.scanner.next_batch());
    if (!batch) return std::nullopt;
    // A batch that is written anew gets a new CRC: damage must be seen before.
    if (const std::uint32_t crc = records::compute_crc(batch->bytes); crc != batch->at.header.crc) {
        return failure(ErrorCode::CORRUPT_MESSAGE,
                       fmt::format("The batch at offset {} of {} carries CRC {:#010x}, its bytes make {:#010x}.",
                                   batch->at.header.base_offset, log_.partition(), batch->at.header.crc, crc));
    }
    return batch;
}

// Segments wholly below the log start go soon, and need not be durable, nor whole: nobody looks at them any more.
Offset LogCleaning::first_segment() const { return log_.segments_->floor(log_.log_start())->base_offset(); }

bool LogCleaning::overtaken() const { return log_.shortenings_ != shortenings_ || log_.closed_; }

Result<std::int64_t> LogCleaning::step(std::int64_t bytes_max) {
    if (overtaken()) {
        abort();
        return 0;
    }
    Result<std::int64_t> moved = 0;
    if (log_.failed_) {
        moved = std::unexpected(*log_.failed_);
    } else {
        switch (state_) {
            case State::scanning: moved = scan(bytes_max); break;
            case State::mapping: moved = map(bytes_max); break;
            case State::copying: moved = copy(bytes_max); break;
            case State::syncing:
            case State::done:
            case State::aborted: break;
        }
        if (!moved) moved = log_.checked(std::move(moved));
    }
    if (!moved) abort();
    return moved;
}

void LogCleaning::abort() {
    if (state_ == State::done || state_ == State::aborted) return;
    state_ = State::aborted;
    alive_.reset();
    // What cannot be removed now is removed by its name at the next start.
    if (cleaned_ != nullptr) (void)cleaned_->remove_files();
    cleaned_.reset();
    cursor_.reset();
    map_.reset();
}

void LogCleaning::fail(Error error) {
    error_ = log_.checked(std::move(error));
    abort();
}

// --- scanning ---

Result<std::int64_t> LogCleaning::scan(std::int64_t bytes_max) {
    if (!cursor_) {
        const Offset from = std::max(std::min(transaction_free_below_, range_.first_dirty), first_segment());
        cursor_.emplace(cursor_at(*log_.segments_->floor(from), 0));
    }
    std::int64_t moved = 0;
    while (moved < bytes_max) {
        STORAGE_TAKE(const auto batch, next_batch(*cursor_));
        if (batch) {
            if (scanned_enough(batch->at.header.base_offset)) {
                begin_mapping();
                break;
            }
            moved += batch->at.header.size_bytes();
            STORAGE_TRY(scan_batch(*batch));
            continue;
        }
        const Segment* next = log_.segments_->after(*log_.segments_->find(cursor_->segment));
        if (next == nullptr || scanned_enough(next->base_offset())) {
            begin_mapping();
            break;
        }
        cursor_.emplace(cursor_at(*next, 0));
    }
    return moved;
}

// Behind what is cleaned, only the ends of the transactions that it holds are wanted. All of them have one below the last stable offset.
bool LogCleaning::scanned_enough(Offset next) const {
    if (next < range_.first_uncleanable) return false;
    return std::all_of(open_transactions_.begin(), open_transactions_.end(),
                       [&](const auto& open) { return open.second >= range_.first_uncleanable; });
}

Status LogCleaning::scan_batch(const BatchScanner::Batch& batch) {
    const records::BatchHeader& header = batch.at.header;
    if (!header.is_control()) {
        if (header.last_offset() >= range_.first_dirty && header.last_offset() < range_.first_uncleanable)
            dirty_records_ += header.record_count;
        if (!header.is_transactional() || !header.has_producer_id()) return {};
        transactions_seen_ = true;
        open_transactions_.try_emplace(header.producer_id, header.base_offset);
        return {};
    }
    transactions_seen_ = true;
    STORAGE_TAKE(const auto marker, read_marker(batch.bytes));
    if (!marker) {
        // Another control record stays for ever; a marker that was emptied before has nothing to wait for.
        if (header.record_count == 0) markers_without_data_.insert(header.base_offset);
        return {};
    }
    const auto open = open_transactions_.find(header.producer_id);
    if (open == open_transactions_.end()) {
        markers_without_data_.insert(header.base_offset);
        return {};
    }
    if (marker->abort) aborted_[header.producer_id].push_back({open->second, header.base_offset});
    open_transactions_.erase(open);
    return {};
}

void LogCleaning::begin_mapping() {
    if (!transactions_seen_) transaction_free_below_ = std::max(transaction_free_below_, range_.first_uncleanable);
    open_transactions_.clear();
    cursor_.reset();
    // As large as Kafka's where that is needed, else as small as it can be.
    const std::int64_t slots_max = std::max<std::int64_t>(options_.dedupe_slots, 2);
    const auto keys_max =
        std::max<std::int64_t>(static_cast<std::int64_t>(static_cast<double>(slots_max) * options_.dedupe_load_factor), 1);
    const std::int64_t slots = std::min(slots_max, dirty_records_ + dirty_records_ / 2 + 16);
    map_ = std::make_unique<OffsetMap>(slots, std::min(keys_max, slots - 1), options_.hash_seed);
    state_ = State::mapping;
}

// --- mapping ---

Result<std::int64_t> LogCleaning::map(std::int64_t bytes_max) {
    const auto begin_segment = [this](const Segment& segment) -> Status {
        STORAGE_TAKE(const OffsetPosition from, segment.offset_index().lookup(range_.first_dirty));
        cursor_.emplace(cursor_at(segment, from.position));
        return {};
    };
    if (!cursor_) STORAGE_TRY(begin_segment(*log_.segments_->floor(range_.first_dirty)));
    std::int64_t moved = 0;
    bool full = false;
    bool at_end = false;
    while (moved < bytes_max && !full && !at_end) {
        STORAGE_TAKE(const auto batch, next_batch(*cursor_));
        if (batch) {
            moved += batch->at.header.size_bytes();
            STORAGE_TAKE(const bool noted, map_batch(*batch));
            full = !noted;
            continue;
        }
        // Offsets may be missing at the end of a segment: they are mapped as well as any.
        const Segment* next = log_.segments_->after(*log_.segments_->find(cursor_->segment));
        map_end_ = std::max(map_end_, next->base_offset());
        at_end = next->base_offset() >= range_.first_uncleanable;
        if (!at_end) STORAGE_TRY(begin_segment(*next));
    }
    if (!full && !at_end) return moved;
    VITRINE_ASSERT_CMP(map_end_, >, range_.first_dirty, "a map has room for one key at least, so each round moves on");
    begin_copying();
    return moved;
}

Result<bool> LogCleaning::map_batch(const BatchScanner::Batch& batch) {
    const records::BatchHeader& header = batch.at.header;
    if (!header.is_control() && !is_aborted(header) && header.last_offset() >= range_.first_dirty) {
        STORAGE_TAKE(auto reader, records::RecordReader::open(batch.bytes));
        while (true) {
            STORAGE_TAKE(const auto record, reader.next());
            if (!record) break;
            if (!record->key || record->offset < range_.first_dirty) continue;
            if (!map_->put(*record->key, record->offset)) return false;
            // Where the map is full within a batch, the round ends there, as Kafka's does.
            map_end_ = record->offset.next();
        }
    }
    map_end_ = std::max(map_end_, header.next_offset());
    return true;
}

bool LogCleaning::is_aborted(const records::BatchHeader& header) const {
    if (!header.is_transactional() || header.is_control()) return false;
    const auto of_producer = aborted_.find(header.producer_id);
    if (of_producer == aborted_.end()) return false;
    const auto ends_above =
        std::upper_bound(of_producer->second.begin(), of_producer->second.end(), header.base_offset,
                         [](Offset offset, const Transaction& transaction) { return offset < transaction.last_offset; });
    return ends_above != of_producer->second.end() && ends_above->first_offset <= header.base_offset;
}

// --- copying ---

void LogCleaning::begin_copying() {
    groups_ = group_segments();
    cursor_.reset();
    state_ = State::copying;
}

std::vector<std::vector<Offset>> LogCleaning::group_segments() const {
    const LogConfig& config = log_.config();
    std::vector<const Segment*> segments;
    const Offset first = first_segment();
    for (const auto& [base, segment] : log_.segments_->all()) {
        if (base >= first && base < map_end_) segments.push_back(segment.get());
    }
    std::vector<std::vector<Offset>> groups;
    std::int64_t log_bytes = 0;
    std::int64_t index_bytes = 0;
    std::int64_t time_index_bytes = 0;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const Segment& segment = *segments[i];
        const auto index = static_cast<std::int64_t>(segment.offset_index().entries() * OffsetIndex::entry_size);
        const auto time_index = static_cast<std::int64_t>(segment.time_index().entries() * TimeIndex::entry_size);
        // The last offset that it can hold; relative offsets are int32, and an empty segment holds none.
        const Offset last = (i + 1 < segments.size() ? segments[i + 1]->base_offset() : range_.first_uncleanable) - 1;
        const bool joins = !groups.empty() && groups.back().size() < group_segments_max &&
                           log_bytes + segment.size_bytes() <= config.effective_segment_bytes() &&
                           index_bytes + index <= config.segment_index_bytes &&
                           time_index_bytes + time_index <= config.segment_index_bytes &&
                           (segment.size_bytes() == 0 || last - groups.back().front() <= std::numeric_limits<std::int32_t>::max());
        if (!joins) {
            groups.emplace_back();
            log_bytes = index_bytes = time_index_bytes = 0;
        }
        groups.back().push_back(segment.base_offset());
        log_bytes += segment.size_bytes();
        index_bytes += index;
        time_index_bytes += time_index;
    }
    return groups;
}

Result<std::int64_t> LogCleaning::copy(std::int64_t bytes_max) {
    if (cleaned_ == nullptr) STORAGE_TRY(begin_group());
    const std::vector<Offset>& group = groups_[group_];
    std::int64_t moved = 0;
    while (moved < bytes_max) {
        STORAGE_TAKE(const auto batch, next_batch(*cursor_));
        if (batch) {
            moved += batch->at.header.size_bytes();
            STORAGE_TRY(copy_batch(*batch));
            continue;
        }
        if (++in_group_ < group.size()) {
            cursor_.emplace(cursor_at(*log_.segments_->find(group[in_group_]), 0));
            continue;
        }
        moved += static_cast<std::int64_t>(output_.size());
        STORAGE_TRY(write_out());
        STORAGE_TRY(finish_group());
        return moved;
    }
    moved += static_cast<std::int64_t>(output_.size());
    STORAGE_TRY(write_out());
    return moved;
}

Status LogCleaning::begin_group() {
    const std::vector<Offset>& group = groups_[group_];
    const Segment& first = *log_.segments_->find(group.front());
    const Segment& last = *log_.segments_->find(group.back());
    STORAGE_TAKE(cleaned_,
                 Segment::create(environment_.disk, log_.directory(), first.base_offset(),
                                 {.index_interval_bytes = log_.config().index_interval_bytes, .now = last.created()}, cleaned_suffix));
    last_of_producers_.clear();
    for (const auto& [id, entry] : log_.producers().producers()) {
        last_of_producers_[id] = {entry.batches.empty() ? std::nullopt : std::optional(entry.last_offset()), entry.epoch};
    }
    transaction_index_.clear();
    for (const Offset base : group) {
        STORAGE_TAKE(const auto entries, log_.segments_->find(base)->read_transaction_index());
        transaction_index_.insert(transaction_index_.end(), entries.begin(), entries.end());
    }
    kept_aborts_.clear();
    in_group_ = 0;
    cursor_.emplace(cursor_at(first, 0));
    return {};
}

bool LogCleaning::is_last_of_producer(const records::BatchHeader& header) const {
    if (!header.has_producer_id()) return false;
    const auto found = last_of_producers_.find(header.producer_id);
    if (found == last_of_producers_.end()) return false;
    const LastOfProducer& last = found->second;
    // Of a producer that is known by a marker only, the marker keeps the epoch.
    return last.last_data_offset ? header.last_offset() == *last.last_data_offset
                                 : header.is_control() && header.producer_epoch == last.epoch;
}

bool LogCleaning::keeps(const records::BatchHeader& header, const records::RecordView& record) const {
    if (record.offset >= map_end_) return true;
    if (!record.key) return false;
    if (record.offset < map_->find(*record.key)) return false;
    if (record.value) return true;
    return !header.has_delete_horizon() || options_.now_ms < header.base_timestamp_ms;
}

Status LogCleaning::copy_batch(const BatchScanner::Batch& batch) {
    const records::BatchHeader& header = batch.at.header;
    stats_.records_before += header.record_count;
    const bool marker_without_data = header.is_control() && markers_without_data_.contains(header.base_offset);
    const bool drop_records = header.is_control()
                                  ? marker_without_data && header.has_delete_horizon() && header.base_timestamp_ms <= options_.now_ms
                                  : is_aborted(header);
    const bool keep_empty = is_last_of_producer(header) || header.next_offset() == range_.first_uncleanable;
    if (header.is_control() && !marker_without_data) kept_aborts_.insert(header.base_offset);

    const auto put = [&](ByteSpan bytes, std::int64_t max_timestamp_ms, std::int32_t records) {
        stats_.records_after += records;
        output_.insert(output_.end(), bytes.begin(), bytes.end());
        output_batches_.push_back({header.base_offset, header.last_offset(), max_timestamp_ms, static_cast<std::int64_t>(bytes.size())});
    };
    const auto put_empty = [&] {
        if (keep_empty) put(empty_batch(header), header.max_timestamp_ms, 0);
    };
    if (drop_records) {
        put_empty();
        return {};
    }

    records::BatchOptions rebuilt = records::options_of(header);
    // First what stays is found: most batches stay as they are, or go as a whole, and are not written anew.
    std::vector<bool> kept;
    std::int32_t kept_count = 0;
    bool tombstones = false;
    {
        STORAGE_TAKE(auto reader, records::RecordReader::open(batch.bytes));
        while (true) {
            STORAGE_TAKE(const auto record, reader.next());
            if (!record) break;
            const bool keep = header.is_control() || keeps(header, *record);
            kept.push_back(keep);
            if (!keep) continue;
            ++kept_count;
            if (!record->value) tombstones = true;
        }
    }
    if (kept_count == 0) {
        put_empty();
        return {};
    }
    const bool set_horizon = (tombstones || marker_without_data) && !header.has_delete_horizon();
    if (kept_count == header.record_count && !set_horizon) {
        put(batch.bytes, header.max_timestamp_ms, kept_count);
        return {};
    }
    if (set_horizon) {
        const std::int64_t retention = log_.config().delete_retention_ms;
        rebuilt.delete_horizon_ms = options_.now_ms > long_max - retention ? long_max : options_.now_ms + retention;
    }
    records::BatchBuilder builder(rebuilt);
    STORAGE_TAKE(auto reader, records::RecordReader::open(batch.bytes));
    for (std::size_t i = 0;; ++i) {
        STORAGE_TAKE(const auto record, reader.next());
        if (!record) break;
        if (kept[i]) builder.append_at(record->offset, record->timestamp_ms, record->key, record->value, record->headers);
    }
    // Its sequences reach to the last offset that it had.
    builder.set_last_offset(header.last_offset());
    STORAGE_TAKE(const Bytes bytes, builder.build());
    STORAGE_TAKE(const records::BatchHeader written, records::parse_header(bytes));
    put(bytes, written.max_timestamp_ms, kept_count);
    return {};
}

Status LogCleaning::write_out() {
    if (output_batches_.empty()) return {};
    if (cleaned_->size_bytes() + static_cast<std::int64_t>(output_.size()) > std::numeric_limits<std::int32_t>::max()) {
        return failure(ErrorCode::CORRUPT_MESSAGE,
                       fmt::format("A segment of {} grows beyond 2 GiB when it is compacted.", log_.partition()));
    }
    const ByteSpan bytes = output_;
    STORAGE_TRY(cleaned_->append(std::span(&bytes, 1), output_batches_));
    output_.clear();
    output_batches_.clear();
    return {};
}

Status LogCleaning::finish_group() {
    cursor_.reset();
    std::erase_if(transaction_index_, [&](const AbortedTransaction& entry) { return !kept_aborts_.contains(entry.last_offset); });
    STORAGE_TRY(cleaned_->write_transaction_index(transaction_index_));
    STORAGE_TRY(cleaned_->seal());
    std::vector<std::shared_ptr<env::File>> files;
    cleaned_->files_to_sync(files);
    state_ = State::syncing;
    syncs_left_ = files.size();
    for (const auto& file : files) {
        file->sync([this, file, alive = std::weak_ptr<bool>(alive_)](Status status) {
            if (alive.expired()) return;
            if (!status) {
                fail(std::move(status.error()));
            } else if (--syncs_left_ > 0) {
                return;
            } else {
                files_synced();
            }
            if (state_ == State::aborted && resume_) resume_();
        });
    }
    return {};
}

void LogCleaning::files_synced() {
    if (overtaken()) return abort();
    const std::vector<Offset>& group = groups_[group_];
    stats_.segments_before += static_cast<std::int64_t>(group.size());
    ++stats_.segments_after;
    stats_.bytes_after += cleaned_->size_bytes();
    for (const Offset base : group) stats_.bytes_before += log_.segments_->find(base)->size_bytes();
    if (auto replaced = log_.replace_segments(std::move(cleaned_), group); !replaced) return fail(std::move(replaced.error()));
    // The next group, and the next cleaning, rely on these records being gone for good: a tombstone that they remove must not leave an
    // older record of its key behind.
    environment_.disk.sync_directory(log_.directory(), [this, alive = std::weak_ptr<bool>(alive_)](Status status) {
        if (alive.expired()) return;
        if (status) {
            names_synced();
        } else {
            fail(std::move(status.error()));
        }
        if (resume_) resume_();
    });
}

void LogCleaning::names_synced() {
    if (overtaken()) return abort();
    if (++group_ < groups_.size()) {
        state_ = State::copying;
        return;
    }
    state_ = State::done;
    map_.reset();
}

}  // namespace vitrine::storage
