// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/time.h"
#include "storage/batch_scanner.h"
#include "storage/leader_epoch_cache.h"
#include "storage/offset_index.h"
#include "storage/producer_state.h"
#include "storage/time_index.h"

// One piece of a log: a file of batches, its offset index and its time index. The last segment of a log is active: it grows, its indexes
// are in memory. The others are sealed: only reading, truncation and deletion touch them. Source: LogSegment.
namespace vitrine::storage {

struct SegmentOptions {
    std::int32_t index_interval_bytes = 4096;
    std::int64_t roll_jitter_ms = 0;
    WallTime now{};  // the segment's age counts from here while it has no timestamp
};

// What an append or a scan learns of one batch.
struct BatchSummary {
    Offset base_offset;
    Offset last_offset;
    std::int64_t max_timestamp_ms = -1;
    std::int64_t size_bytes = 0;
};

class Segment {
public:
    // A new, empty, active segment; the names of its files end with `suffix` (".cleaned" while compaction makes it).
    static Result<std::unique_ptr<Segment>> create(env::Disk& disk, const std::string& directory, Offset base_offset,
                                                   const SegmentOptions& options, std::string_view suffix = "");
    // What was found on disk, sealed. INVALID_RECORD: an index is missing or cannot be right: recover() makes it again.
    struct Found {
        std::optional<std::int64_t> index_size;
        std::optional<std::int64_t> time_index_size;
        bool transaction_index = false;
    };
    static Result<std::unique_ptr<Segment>> open(env::Disk& disk, const std::string& directory, Offset base_offset, const Found& found,
                                                 const SegmentOptions& options, Status& indexes);

    [[nodiscard]] Offset base_offset() const { return base_offset_; }
    [[nodiscard]] std::int64_t size_bytes() const { return size_; }
    [[nodiscard]] const std::shared_ptr<env::File>& log_file() const { return log_; }
    [[nodiscard]] bool active() const { return offset_index_.file().active(); }
    [[nodiscard]] const OffsetIndex& offset_index() const { return offset_index_; }
    [[nodiscard]] const TimeIndex& time_index() const { return time_index_; }
    [[nodiscard]] std::int64_t roll_jitter_ms() const { return roll_jitter_ms_; }
    [[nodiscard]] WallTime created() const { return created_; }
    // Offsets are stored as int32 behind the base.
    [[nodiscard]] bool fits(Offset offset) const;

    // --- active only ---
    // Writes `pieces`, which are exactly `batches`, at the end, and notes them in the indexes.
    Status append(std::span<const ByteSpan> pieces, std::span<const BatchSummary> batches);
    // Forces the final time index entry, writes and closes the indexes.
    Status seal();
    // As seal() at the end of the log's life: the segment stays the last one.
    Status write_indexes();

    // The active one again, after the segments above it went.
    Status unseal();
    // Reads every batch, checks it, makes the indexes new, cuts what is behind the last good batch; the segment is sealed afterwards.
    // Epochs never fall in a log, beginning with `epoch_min`; new ones are noted (epoch 0 too, KAFKA-10432). Answers how many bytes were
    // cut.
    Result<std::int64_t> recover(LeaderEpochCache& epochs, LeaderEpoch epoch_min);
    // Cuts the batch that holds `offset` and all behind it; an active segment only. Answers the position of the cut.
    Result<std::int64_t> truncate_to(Offset offset);

    // --- read ---
    // The first batch whose last offset is at or above `offset`; none if there is none here.
    Result<std::optional<BatchPosition>> find(Offset offset) const;
    // Where the last whole batch of `from` to `limit` ends. A batch ends at `from`, which is at or below `limit`.
    Result<std::int64_t> last_end(std::int64_t from, std::int64_t limit) const;
    [[nodiscard]] BatchScanner scan(std::int64_t from) const { return {*log_, from, size_}; }
    // The offset after the last batch. CORRUPT_MESSAGE: something behind the last index entry is not a batch, or partial.
    Result<Offset> read_next_offset() const;
    // (-1, base offset) while no batch has a timestamp.
    Result<TimestampOffset> max_timestamp() const;
    // The largest timestamp of its records, for retention; the time of creation if they have none.
    Result<std::int64_t> largest_timestamp_ms() const;
    // Of the first batch; none while empty.
    Result<std::optional<std::int64_t>> first_timestamp_ms() const;
    // How long it has been open, as Kafka measures it: by the timestamps of the batches where they have some.
    Result<std::int64_t> waited_for_roll_ms(WallTime now, std::int64_t incoming_timestamp_ms) const;

    // --- files ---
    // Renames every file to "<name>.deleted" and answers the new paths.
    Result<std::vector<std::string>> mark_deleted();
    // Renames every file, the log file last: from "<name>.cleaned" to "<name>.swap" to "<name>".
    Status change_suffix(std::string_view suffix);
    // The directory of the log was renamed.
    void set_directory(const std::string& directory);
    // Removes every file at once: of what compaction did not finish.
    Status remove_files();
    // The aborted transactions whose markers lie here, in the order of the markers; empty where the index is missing or damaged.
    Result<std::vector<AbortedTransaction>> read_transaction_index() const;
    // Makes the file, if there is an entry; synced with the others.
    Status write_transaction_index(const std::vector<AbortedTransaction>& entries);
    // One more at its end: the marker that was just written here.
    Status append_to_transaction_index(const AbortedTransaction& entry);
    // The files that must be durable before the recovery point may pass this segment; indexes only where they are written.
    void files_to_sync(std::vector<std::shared_ptr<env::File>>& files);
    // It was sealed since files_to_sync().
    [[nodiscard]] bool indexes_unsynced() const { return indexes_unsynced_; }
    // Whether the indexes reach to the end of the log file. A crash may take their last entries, or all, if it comes right after seal().
    Result<bool> indexes_complete() const;

private:
    // Of the last batches appended, so that readers at the end of the log need no read from disk.
    struct Recent {
        Offset base_offset;
        Offset last_offset;
        std::int64_t position = 0;
    };
    static constexpr std::size_t recent_max = 64;

    Segment(env::Disk& disk, const std::string& directory, Offset base_offset, const SegmentOptions& options, std::string_view suffix);
    [[nodiscard]] std::string path_of(std::string_view file_suffix) const;
    // Of each file that there is, the log file last.
    Status for_each_file(const std::function<Status(std::string_view file_suffix)>& act) const;
    Status note_batch(const BatchSummary& batch, std::int64_t position);
    Status open_transaction_index();
    // Entries of markers at or above `end` go: those markers are not here any more.
    Status cut_transaction_index(Offset end);
    Result<TimestampOffset> scan_max_timestamp() const;

    env::Disk& disk_;
    std::string directory_;
    std::string suffix_;
    Offset base_offset_;
    std::shared_ptr<env::File> log_;
    std::shared_ptr<env::File> transaction_index_file_;  // written here and not synced yet
    std::int64_t size_ = 0;
    OffsetIndex offset_index_;
    TimeIndex time_index_;
    bool transaction_index_ = false;
    std::int32_t index_interval_bytes_;
    std::int64_t roll_jitter_ms_;
    WallTime created_;
    std::int64_t bytes_since_index_entry_ = 0;
    mutable std::optional<TimestampOffset> max_timestamp_;  // none: as the time index says
    mutable std::optional<std::int64_t> first_timestamp_ms_;
    bool indexes_unsynced_ = false;
    std::vector<Recent> recent_;  // a ring; next_recent_ is the oldest once it is full
    std::size_t next_recent_ = 0;
};

}  // namespace vitrine::storage
