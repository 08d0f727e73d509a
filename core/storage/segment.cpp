// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/segment.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "base/assert.h"
#include "base/planted.h"
#include "storage/files.h"
#include "storage/try.h"

namespace vitrine::storage {

namespace {

Bytes bytes_of(const std::vector<AbortedTransaction>& entries) {
    Bytes content(entries.size() * AbortedTransaction::entry_size);
    std::uint8_t* at = content.data();
    for (const AbortedTransaction& entry : entries) {
        store_be<std::int16_t>(at, 0);
        store_be(at + 2, entry.producer_id.value());
        store_be(at + 10, entry.first_offset.value());
        store_be(at + 18, entry.last_offset.value());
        store_be(at + 26, entry.last_stable_offset.value());
        at += AbortedTransaction::entry_size;
    }
    return content;
}

}  // namespace

Segment::Segment(env::Disk& disk, const std::string& directory, Offset base_offset, const SegmentOptions& options, std::string_view suffix)
    : disk_(disk),
      directory_(directory),
      suffix_(suffix),
      base_offset_(base_offset),
      offset_index_(disk, path_of(index_suffix), base_offset),
      time_index_(disk, path_of(time_index_suffix), base_offset),
      index_interval_bytes_(options.index_interval_bytes),
      roll_jitter_ms_(options.roll_jitter_ms),
      created_(options.now) {}

Result<std::unique_ptr<Segment>> Segment::create(env::Disk& disk, const std::string& directory, Offset base_offset,
                                                 const SegmentOptions& options, std::string_view suffix) {
    std::unique_ptr<Segment> segment(new Segment(disk, directory, base_offset, options, suffix));
    STORAGE_TAKE(segment->log_, disk.open(segment->path_of(log_suffix), env::OpenMode::read_write));
    if (segment->log_->size() > 0) STORAGE_TRY(segment->log_->truncate(0));
    STORAGE_TRY(segment->offset_index_.file().create());
    STORAGE_TRY(segment->time_index_.file().create());
    return segment;
}

Result<std::unique_ptr<Segment>> Segment::open(env::Disk& disk, const std::string& directory, Offset base_offset, const Found& found,
                                               const SegmentOptions& options, Status& indexes) {
    std::unique_ptr<Segment> segment(new Segment(disk, directory, base_offset, options, ""));
    STORAGE_TAKE(segment->log_, disk.open(segment->path_of(log_suffix), env::OpenMode::read_write));
    segment->size_ = segment->log_->size();
    segment->transaction_index_ = found.transaction_index;
    const auto open_indexes = [&]() -> Status {
        if (!found.index_size)
            return failure(ErrorCode::INVALID_RECORD, fmt::format("{} is missing.", segment->offset_index_.file().path()));
        if (!found.time_index_size)
            return failure(ErrorCode::INVALID_RECORD, fmt::format("{} is missing.", segment->time_index_.file().path()));
        STORAGE_TRY(segment->offset_index_.file().open_sealed(*found.index_size));
        STORAGE_TRY(segment->time_index_.file().open_sealed(*found.time_index_size));
        STORAGE_TRY(segment->offset_index_.check(segment->size_));
        return segment->time_index_.check();
    };
    indexes = open_indexes();
    if (!indexes && indexes.error().code != ErrorCode::INVALID_RECORD) return std::unexpected(indexes.error());
    return segment;
}

bool Segment::fits(Offset offset) const {
    const std::int64_t relative = offset - base_offset_;
    return relative >= 0 && relative <= std::numeric_limits<std::int32_t>::max();
}

Status Segment::note_batch(const BatchSummary& batch, std::int64_t position) {
    STORAGE_TAKE(const TimestampOffset so_far, max_timestamp());
    if (batch.max_timestamp_ms > so_far.timestamp_ms) max_timestamp_ = TimestampOffset{batch.max_timestamp_ms, batch.last_offset};
    if (bytes_since_index_entry_ > index_interval_bytes_) {
        STORAGE_TRY(offset_index_.append(batch.last_offset, position));
        STORAGE_TAKE(const TimestampOffset max, max_timestamp());
        STORAGE_TRY(time_index_.maybe_append(max.timestamp_ms, max.offset));
        bytes_since_index_entry_ = 0;
    }
    bytes_since_index_entry_ += batch.size_bytes;
    return {};
}

Status Segment::append(std::span<const ByteSpan> pieces, std::span<const BatchSummary> batches) {
    VITRINE_ASSERT(active(), "only the active segment grows");
    STORAGE_TRY(log_->append(pieces));
    if (size_ == 0 && !batches.empty()) first_timestamp_ms_ = batches.front().max_timestamp_ms;
    for (const BatchSummary& batch : batches) {
        STORAGE_TRY(note_batch(batch, size_));
        const Recent recent{batch.base_offset, batch.last_offset, size_};
        if (recent_.size() < recent_max) {
            recent_.push_back(recent);
        } else {
            recent_[next_recent_] = recent;
            next_recent_ = (next_recent_ + 1) % recent_max;
        }
        size_ += batch.size_bytes;
    }
    VITRINE_ASSERT_CMP(log_->size(), ==, size_, "nobody else writes to a segment");
    return {};
}

Status Segment::seal() {
    STORAGE_TRY(write_indexes());
    STORAGE_TRY(offset_index_.file().seal());
    STORAGE_TRY(time_index_.file().seal());
    recent_ = {};
    next_recent_ = 0;
    return {};
}

Status Segment::write_indexes() {
    STORAGE_TAKE(const TimestampOffset max, max_timestamp());
    STORAGE_TRY(time_index_.maybe_append(max.timestamp_ms, max.offset));
    STORAGE_TRY(offset_index_.file().write_pending());
    STORAGE_TRY(time_index_.file().write_pending());
    indexes_unsynced_ = true;
    return {};
}

Status Segment::unseal() {
    STORAGE_TRY(offset_index_.file().unseal());
    STORAGE_TRY(time_index_.file().unseal());
    bytes_since_index_entry_ = 0;
    return {};
}

Result<std::int64_t> Segment::recover(LeaderEpochCache& epochs, LeaderEpoch epoch_min) {
    STORAGE_TRY(offset_index_.file().create());
    STORAGE_TRY(time_index_.file().create());
    max_timestamp_.reset();
    first_timestamp_ms_.reset();
    bytes_since_index_entry_ = 0;
    recent_ = {};
    next_recent_ = 0;
    BatchScanner scanner = scan(0);
    std::int64_t valid = 0;
    Offset next = base_offset_;
    while (true) {
        const auto batch = scanner.next_batch();
        if (!batch && batch.error().code == ErrorCode::KAFKA_STORAGE_ERROR) return std::unexpected(batch.error());
        if (!batch || !*batch) break;
        const records::BatchHeader& header = (*batch)->at.header;
        if (VITRINE_RULE(NATS_DAMAGED_FILES, records::compute_crc((*batch)->bytes) != header.crc, false)) break;
        if (header.base_offset < next || header.last_offset_delta < 0 || !fits(header.last_offset())) break;
        if (header.leader_epoch >= LeaderEpoch(0)) {
            // A lower epoch is what a truncation took away and a crash brought back, behind batches that came since.
            if (header.leader_epoch < epoch_min) break;
            epoch_min = header.leader_epoch;
        }
        const BatchSummary summary{header.base_offset, header.last_offset(), header.max_timestamp_ms, header.size_bytes()};
        if (valid == 0) first_timestamp_ms_ = header.max_timestamp_ms;
        STORAGE_TRY(note_batch(summary, valid));
        if (header.leader_epoch >= LeaderEpoch(VITRINE_RULE(KAFKA_10432, 0, 1)) && header.leader_epoch > epochs.latest_epoch())
            epochs.assign(header.leader_epoch, header.base_offset);
        valid += header.size_bytes();
        next = header.next_offset();
    }
    const std::int64_t cut = size_ - valid;
    if (cut > 0) STORAGE_TRY(log_->truncate(valid));
    size_ = valid;
    STORAGE_TRY(cut_transaction_index(next));
    STORAGE_TRY(seal());
    return cut;
}

Result<std::int64_t> Segment::truncate_to(Offset offset) {
    VITRINE_ASSERT(active(), "a segment is active before it is cut");
    STORAGE_TAKE(const auto found, find(offset));
    STORAGE_TRY(offset_index_.truncate_to(offset));
    STORAGE_TRY(time_index_.truncate_to(offset));
    recent_ = {};
    next_recent_ = 0;
    bytes_since_index_entry_ = 0;
    if (!found) return size_;
    STORAGE_TRY(log_->truncate(found->position));
    size_ = found->position;
    STORAGE_TRY(cut_transaction_index(found->header.base_offset));
    if (size_ == 0) first_timestamp_ms_.reset();
    STORAGE_TAKE(max_timestamp_, scan_max_timestamp());
    return size_;
}

Result<TimestampOffset> Segment::scan_max_timestamp() const {
    STORAGE_TAKE(TimestampOffset max, time_index_.last());
    STORAGE_TAKE(const OffsetPosition from, offset_index_.lookup(max.offset));
    BatchScanner scanner = scan(from.position);
    while (true) {
        STORAGE_TAKE(const auto batch, scanner.next_header());
        if (!batch) return max;
        if (batch->header.max_timestamp_ms > max.timestamp_ms) max = {batch->header.max_timestamp_ms, batch->header.last_offset()};
    }
}

Result<std::optional<BatchPosition>> Segment::find(Offset offset) const {
    std::optional<std::int64_t> from;
    // From the newest to the oldest: readers are mostly near the end.
    for (std::size_t i = recent_.size(); i-- > 0;) {
        const Recent& recent = recent_[(next_recent_ + i) % recent_.size()];
        if (recent.last_offset < offset) {
            if (!from) return std::nullopt;  // above the last batch
            break;
        }
        from = recent.position;
        if (recent.base_offset <= offset) break;
        // Of what lies before the oldest one remembered nothing is known here.
        if (i == 0) from.reset();
    }
    if (!from) {
        STORAGE_TAKE(const OffsetPosition indexed, offset_index_.lookup(offset));
        from = indexed.position;
    }
    BatchScanner scanner = scan(*from);
    while (true) {
        STORAGE_TAKE(const auto batch, scanner.next_header());
        if (!batch || batch->header.last_offset() >= offset) return batch;
    }
}

Result<std::int64_t> Segment::last_end(std::int64_t from, std::int64_t limit) const {
    if (limit >= size_) return size_;
    for (std::size_t i = recent_.size(); i-- > 0;) {
        const Recent& recent = recent_[(next_recent_ + i) % recent_.size()];
        if (recent.position <= limit) return recent.position;
    }
    STORAGE_TAKE(const OffsetPosition indexed, offset_index_.lookup_position(limit));
    std::int64_t end = std::max(from, indexed.position);
    BatchScanner scanner = scan(end);
    while (true) {
        const auto batch = scanner.next_header();
        if (!batch && batch.error().code == ErrorCode::KAFKA_STORAGE_ERROR) return std::unexpected(batch.error());
        // What is damaged is told to who reads it.
        if (!batch || !*batch || (*batch)->end() > limit) return end;
        end = (*batch)->end();
    }
}

Result<Offset> Segment::read_next_offset() const {
    STORAGE_TAKE(const OffsetPosition last, offset_index_.last());
    BatchScanner scanner = scan(last.position);
    Offset next = base_offset_;
    while (true) {
        STORAGE_TAKE(const auto batch, scanner.next_header());
        if (!batch) break;
        if (batch->header.base_offset < next || batch->header.last_offset_delta < 0) {
            return failure(ErrorCode::CORRUPT_MESSAGE, fmt::format("A batch at offset {} follows one that ends before {} in {}.",
                                                                   batch->header.base_offset, next, path_of(log_suffix)));
        }
        next = batch->header.next_offset();
    }
    if (scanner.position() != size_) {
        return failure(ErrorCode::CORRUPT_MESSAGE, fmt::format("{} ends within a batch.", path_of(log_suffix)));
    }
    return next;
}

Result<TimestampOffset> Segment::max_timestamp() const {
    if (max_timestamp_) return *max_timestamp_;
    STORAGE_TAKE(const TimestampOffset last, time_index_.last());
    max_timestamp_ = last;
    return last;
}

Result<std::int64_t> Segment::largest_timestamp_ms() const {
    STORAGE_TAKE(const TimestampOffset max, max_timestamp());
    return max.timestamp_ms >= 0 ? max.timestamp_ms : to_milliseconds(created_);
}

Result<std::optional<std::int64_t>> Segment::first_timestamp_ms() const {
    if (!first_timestamp_ms_ && size_ > 0) {
        BatchScanner scanner = scan(0);
        STORAGE_TAKE(const auto first, scanner.next_header());
        if (first) first_timestamp_ms_ = first->header.max_timestamp_ms;
    }
    return first_timestamp_ms_;
}

Result<std::int64_t> Segment::waited_for_roll_ms(WallTime now, std::int64_t incoming_timestamp_ms) const {
    STORAGE_TAKE(const auto first, first_timestamp_ms());
    if (first && *first >= 0) return incoming_timestamp_ms - *first;
    return to_milliseconds(now) - to_milliseconds(created_);
}

Result<std::vector<std::string>> Segment::mark_deleted() {
    const std::string deleted(deleted_suffix);
    std::vector<std::string> paths;
    const auto rename = [&](std::string_view suffix) -> Status {
        const std::string path = path_of(suffix);
        STORAGE_TRY(disk_.rename(path, path + deleted));
        paths.push_back(path + deleted);
        return {};
    };
    STORAGE_TRY(rename(log_suffix));
    STORAGE_TRY(rename(index_suffix));
    STORAGE_TRY(rename(time_index_suffix));
    if (transaction_index_) STORAGE_TRY(rename(transaction_index_suffix));
    return paths;
}

std::string Segment::path_of(std::string_view file_suffix) const { return segment_path(directory_, base_offset_, file_suffix) + suffix_; }

Status Segment::for_each_file(const std::function<Status(std::string_view file_suffix)>& act) const {
    STORAGE_TRY(act(index_suffix));
    STORAGE_TRY(act(time_index_suffix));
    if (transaction_index_) STORAGE_TRY(act(transaction_index_suffix));
    return act(log_suffix);
}

Status Segment::change_suffix(std::string_view suffix) {
    STORAGE_TRY(for_each_file([&](std::string_view file_suffix) {
        return disk_.rename(path_of(file_suffix), segment_path(directory_, base_offset_, file_suffix) + std::string(suffix));
    }));
    suffix_ = suffix;
    set_directory(directory_);
    return {};
}

void Segment::set_directory(const std::string& directory) {
    directory_ = directory;
    offset_index_.file().set_path(path_of(index_suffix));
    time_index_.file().set_path(path_of(time_index_suffix));
}

Status Segment::remove_files() {
    return for_each_file([&](std::string_view file_suffix) { return disk_.remove(path_of(file_suffix)); });
}

Result<std::vector<AbortedTransaction>> Segment::read_transaction_index() const {
    std::vector<AbortedTransaction> entries;
    if (!transaction_index_) return entries;
    STORAGE_TAKE(const Bytes content, env::read_file(disk_, path_of(transaction_index_suffix)));
    if (content.size() % AbortedTransaction::entry_size != 0) return entries;
    for (std::size_t at = 0; at < content.size(); at += AbortedTransaction::entry_size) {
        const std::uint8_t* entry = content.data() + at;
        if (load_be<std::int16_t>(entry) != 0) return std::vector<AbortedTransaction>();
        entries.push_back({ProducerId(load_be<std::int64_t>(entry + 2)), Offset(load_be<std::int64_t>(entry + 10)),
                           Offset(load_be<std::int64_t>(entry + 18)), Offset(load_be<std::int64_t>(entry + 26))});
    }
    return entries;
}

Status Segment::write_transaction_index(const std::vector<AbortedTransaction>& entries) {
    if (entries.empty()) return {};
    STORAGE_TRY(open_transaction_index());
    STORAGE_TRY(transaction_index_file_->truncate(0));
    return transaction_index_file_->append(bytes_of(entries));
}

Status Segment::append_to_transaction_index(const AbortedTransaction& entry) {
    STORAGE_TRY(open_transaction_index());
    return transaction_index_file_->append(bytes_of({entry}));
}

Status Segment::cut_transaction_index(Offset end) {
    STORAGE_TAKE(std::vector<AbortedTransaction> entries, read_transaction_index());
    if (std::erase_if(entries, [&](const AbortedTransaction& entry) { return entry.last_offset >= end; }) == 0) return {};
    STORAGE_TRY(open_transaction_index());
    STORAGE_TRY(transaction_index_file_->truncate(0));
    return entries.empty() ? Status{} : transaction_index_file_->append(bytes_of(entries));
}

Status Segment::open_transaction_index() {
    if (transaction_index_file_ != nullptr) return {};
    STORAGE_TAKE(transaction_index_file_, disk_.open(path_of(transaction_index_suffix), env::OpenMode::read_write));
    // Nothing of an earlier file of that name, and no torn entry.
    const std::int64_t size = transaction_index_file_->size();
    const std::int64_t whole = transaction_index_ ? size - size % static_cast<std::int64_t>(AbortedTransaction::entry_size) : 0;
    transaction_index_ = true;
    return whole == size ? Status{} : transaction_index_file_->truncate(whole);
}

void Segment::files_to_sync(std::vector<std::shared_ptr<env::File>>& files) {
    files.push_back(log_);
    if (transaction_index_file_ != nullptr) files.push_back(std::exchange(transaction_index_file_, nullptr));
    if (active() && !indexes_unsynced_) return;
    indexes_unsynced_ = false;
    if (offset_index_.file().file() != nullptr) files.push_back(offset_index_.file().file());
    if (time_index_.file().file() != nullptr) files.push_back(time_index_.file().file());
}

Result<bool> Segment::indexes_complete() const {
    STORAGE_TAKE(const OffsetPosition last, offset_index_.last());
    STORAGE_TAKE(const TimestampOffset max, time_index_.last());
    BatchScanner scanner = scan(last.position);
    while (true) {
        auto batch = scanner.next_header();
        if (!batch) {
            if (batch.error().code == ErrorCode::KAFKA_STORAGE_ERROR) return std::unexpected(std::move(batch.error()));
            return false;
        }
        if (!*batch) return scanner.position() == size_;
        if ((*batch)->position - last.position > index_interval_bytes_ || (*batch)->header.max_timestamp_ms > max.timestamp_ms)
            return false;
    }
}

}  // namespace vitrine::storage
