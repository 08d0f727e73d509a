// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "records/record.h"
#include "storage/log.h"
#include "storage/offset_map.h"
#include "storage/segment.h"

// The compaction of one log, once: of each key only the latest record stays. An object with states, because a node has one thread and
// serves meanwhile: each step() reads a bounded number of bytes. Made and driven by LogCleaner.
//
//   scanning -> mapping -> copying <-> syncing          (a group of segments at a time: copied, synced, swapped in, names synced)
//                             |            |
//                             v            v
//                            done        copying, or done
//   any but done -> aborted   (abort(): the log was cut, its policy changed, it is closed or goes away, its disk failed)
//
// scanning   finds where transactions begin and end, and counts what the map of keys must hold
// mapping    notes the latest offset of each key of the dirty part, as far as the map has room
// copying    writes what stays of a group of segments to one new segment, "<base>.log.cleaned"
// syncing    waits for the disk: first for the new files, then, after they took the place of the old ones, for the names
//
// What stays, as Kafka leaves it (Cleaner, KIP-98, KIP-354, KIP-534):
// - a record above the map's reach; below it a record that has a key and is the latest of it; a tombstone until its delete horizon, which
//   is the time of the cleaning that first met it as the latest, plus delete.retention.ms (KAFKA-4529: no record's timestamp counts)
// - no record of an aborted transaction; a transaction's marker until nothing of it is left, and then until its delete horizon
// - offsets, sequences, epochs, timestamps of batches: a batch keeps its first and last offset however few records it has
// - as an empty batch: the last batch of each producer, for its sequence (KAFKA-5490), and the last batch of what is cleaned
// Source: org.apache.kafka.storage.internals.log.Cleaner of 4.3, MemoryRecords.filterTo.
namespace vitrine::storage {

// What of a log may be cleaned now.
struct CleanableRange {
    Offset first_dirty;        // below it the keys are known to be there once
    Offset first_uncleanable;  // the base of a segment
};

struct CleaningOptions {
    std::int64_t dedupe_slots = 128 * 1024 * 1024 / OffsetMap::slot_bytes;
    double dedupe_load_factor = 0.9;
    std::int64_t now_ms = 0;  // the wall clock when it began: decides on delete horizons
    HashSeed hash_seed;
    // No transactional batch lies below: an earlier cleaning has looked.
    Offset transaction_free_below{0};
};

struct CleaningStats {
    std::int64_t bytes_before = 0;  // of the segments that were replaced, and of those that took their place
    std::int64_t bytes_after = 0;
    std::int64_t records_before = 0;
    std::int64_t records_after = 0;
    std::int64_t segments_before = 0;
    std::int64_t segments_after = 0;
};

class LogCleaning {
public:
    enum class State { scanning, mapping, copying, syncing, done, aborted };

    // The log outlives it, or abort() is called before the log goes.
    LogCleaning(env::Environment& environment, Log& log, const CleanableRange& range, const CleaningOptions& options);
    // A kill: what is half done stays on the disk, for the next start.
    ~LogCleaning();
    LogCleaning(const LogCleaning&) = delete;
    LogCleaning& operator=(const LogCleaning&) = delete;

    // While scanning, mapping or copying: reads about `bytes_max`, one batch at least, and writes what stays of it. Answers the bytes read
    // and written. KAFKA_STORAGE_ERROR: the disk failed, and the log is offline. CORRUPT_MESSAGE and others: the log cannot be cleaned.
    // After an error it is aborted. The log was cut meanwhile: aborted, without an error.
    Result<std::int64_t> step(std::int64_t bytes_max);
    // While syncing: runs `resume` once the disk has answered; then step() goes on, or done, or aborted with error().
    void on_resume(std::function<void()> resume) { resume_ = std::move(resume); }
    // Removes what was not finished.
    void abort();

    [[nodiscard]] State state() const { return state_; }
    [[nodiscard]] Log& log() { return log_; }
    [[nodiscard]] const CleanableRange& range() const { return range_; }
    [[nodiscard]] const CleaningStats& stats() const { return stats_; }
    // What ended it while it waited for the disk.
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }
    // Once done: everything below is clean. At most first_uncleanable; lower where the map had no room for more keys.
    [[nodiscard]] Offset end() const { return map_end_; }
    // Once mapping: see CleaningOptions.
    [[nodiscard]] Offset transaction_free_below() const { return transaction_free_below_; }

private:
    // Walks whole batches of segments from the first on; a segment of the log stays where it is while the cleaning is not aborted.
    struct Cursor {
        Offset segment;
        std::shared_ptr<env::File> file;
        BatchScanner scanner;
    };
    struct Transaction {
        Offset first_offset;
        Offset last_offset;  // of its marker
    };

    [[nodiscard]] Cursor cursor_at(const Segment& segment, std::int64_t position) const;
    // The next batch, its CRC checked; none at the end of the segment.
    Result<std::optional<BatchScanner::Batch>> next_batch(Cursor& cursor) const;
    [[nodiscard]] Offset first_segment() const;
    [[nodiscard]] bool overtaken() const;

    Result<std::int64_t> scan(std::int64_t bytes_max);
    Status scan_batch(const BatchScanner::Batch& batch);
    [[nodiscard]] bool scanned_enough(Offset next) const;
    void begin_mapping();

    Result<std::int64_t> map(std::int64_t bytes_max);
    // False: the map is full.
    Result<bool> map_batch(const BatchScanner::Batch& batch);
    void begin_copying();
    [[nodiscard]] std::vector<std::vector<Offset>> group_segments() const;

    Result<std::int64_t> copy(std::int64_t bytes_max);
    Status begin_group();
    Status copy_batch(const BatchScanner::Batch& batch);
    [[nodiscard]] bool keeps(const records::BatchHeader& header, const records::RecordView& record) const;
    [[nodiscard]] bool is_last_of_producer(const records::BatchHeader& header) const;
    [[nodiscard]] bool is_aborted(const records::BatchHeader& header) const;
    Status write_out();
    Status finish_group();
    void files_synced();
    void names_synced();
    void fail(Error error);

    env::Environment& environment_;
    Log& log_;
    CleanableRange range_;
    CleaningOptions options_;
    State state_ = State::scanning;
    std::uint64_t shortenings_;  // of the log, when this began
    std::optional<Error> error_;
    std::function<void()> resume_;
    CleaningStats stats_;

    std::optional<Cursor> cursor_;
    // scanning
    std::map<ProducerId, Offset> open_transactions_;
    std::map<ProducerId, std::vector<Transaction>> aborted_;
    std::set<Offset> markers_without_data_;
    Offset transaction_free_below_;
    bool transactions_seen_ = false;
    std::int64_t dirty_records_ = 0;
    // mapping
    std::unique_ptr<OffsetMap> map_;
    Offset map_end_;  // the map knows the latest offset of every key from first_dirty up to here
    // copying
    std::vector<std::vector<Offset>> groups_;  // base offsets
    std::size_t group_ = 0;
    std::size_t in_group_ = 0;
    struct LastOfProducer {
        std::optional<Offset> last_data_offset;
        ProducerEpoch epoch;
    };
    std::map<ProducerId, LastOfProducer> last_of_producers_;
    std::unique_ptr<Segment> cleaned_;
    std::set<Offset> kept_aborts_;  // markers of aborted transactions: their entries stay in the .txnindex
    std::vector<AbortedTransaction> transaction_index_;
    Bytes output_;
    std::vector<BatchSummary> output_batches_;
    // syncing
    std::size_t syncs_left_ = 0;
    std::shared_ptr<bool> alive_;  // completions look here first
};

}  // namespace vitrine::storage
