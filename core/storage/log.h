// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/time.h"
#include "env/environment.h"
#include "observe/event.h"
#include "observe/view.h"
#include "records/batch.h"
#include "storage/batch_scanner.h"
#include "storage/leader_epoch_cache.h"
#include "storage/log_config.h"
#include "storage/producer_state.h"

// The log of one partition on one node: segments of record batches, indexes, leader epochs, producers, high watermark.
// Appends go to the page cache and return at once; flush() says when they are durable. Called by the replica manager, the
// quorum (for __cluster_metadata) and the coordinators; owned by LogManager, or by whoever opened it.
//
// Single-threaded; completions come on the node's loop and never after the Log is destroyed. Destroying without close() is a
// kill: nothing more is written. After an error of the disk a log stays offline: every further call that needs the disk
// answers KAFKA_STORAGE_ERROR, so that nothing is written behind a hole (KAFKA-10778).
namespace vitrine::storage {

class DelayedRemoval;
class ProducerSnapshots;
class Segment;
class SegmentList;

struct LogSetup {
    TopicPartition partition;
    std::string directory;                  // below the log directory; "<topic>-<partition>" if empty
    std::optional<Uuid> topic_id;           // written to partition.metadata; read from there if none
    LogConfig config;
    bool clean = false;                     // the last shutdown was clean: segments are not scanned
    Offset recovery_point{0};               // what is known to be durable: scanned from its segment on
    Offset log_start{0};                    // of log-start-offset-checkpoint
    Offset high_watermark{0};               // of replication-offset-checkpoint; bounded by what the log holds
    Offset cleaned_to{0};                   // of cleaner-offset-checkpoint: below it compaction left holes
    Milliseconds producer_id_expiration{24 * 3600 * 1000};
    // Called once, when the disk failed and the log went offline; from the loop, not inside a call of the log.
    std::function<void(const Error&)> on_failure;
    // The recovery point fell (a truncation): its checkpoint must follow soon, or a crash would take unsynced batches for durable ones.
    std::function<void()> on_recovery_point_lowered;
    // The log was cut and ends here now: what compaction noted of offsets above it holds no longer (KAFKA-3330).
    std::function<void(Offset log_end)> on_truncated;
};

// The reason for one record of a refused batch, as Produce v8+ answers it.
struct RecordError {
    std::int32_t batch_index = 0;  // of the record in the request's batch
    std::string message;
};

struct AppendOptions {
    AppendOrigin origin = AppendOrigin::client;
    std::vector<RecordError>* record_errors = nullptr;  // filled where single records are wrong (INVALID_RECORD, INVALID_TIMESTAMP)
};

struct AppendInfo {
    Offset first_offset{no_offset};
    Offset last_offset{no_offset};
    std::int64_t log_append_time_ms = records::no_timestamp;  // -1 with CreateTime
    std::int64_t max_timestamp_ms = records::no_timestamp;
    Offset log_start;
    std::int64_t size_bytes = 0;
    std::int64_t record_count = 0;
    bool duplicate = false;  // an idempotent producer sent it again: offsets are those of the first time, nothing was written
};

struct ReadOptions {
    std::int64_t bytes_max = 1024 * 1024;
    std::optional<Offset> upper_bound;  // exclusive; none: log end
    bool min_one_batch = true;  // the first batch comes whole even if larger than bytes_max
};

// A run of whole batches, all in one segment.
struct ReadResult {
    std::vector<env::FileSlice> slices;  // empty at the upper bound
    std::int64_t size_bytes = 0;
    // With the part of a batch that bytes_max cuts off, which Kafka sends and readers throw away.
    std::int64_t available_bytes = 0;
    Offset log_start;
    bool first_batch_incomplete = false;  // the first batch alone exceeds bytes_max and min_one_batch was not asked for
    Offset segment_base_offset;
    std::int64_t position = 0;  // in that segment
};

struct TimestampAndOffset {
    std::int64_t timestamp_ms = records::no_timestamp;
    Offset offset{no_offset};
    LeaderEpoch leader_epoch{no_leader_epoch};
    friend bool operator==(const TimestampAndOffset&, const TimestampAndOffset&) = default;
};

class Log {
public:
    // Opens or creates. Torn and damaged tails are cut (and told as LogRecovered); what lies above the cut is gone.
    static Result<std::unique_ptr<Log>> open(env::Environment& environment, LogSetup setup);
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    [[nodiscard]] const TopicPartition& partition() const { return setup_.partition; }
    [[nodiscard]] std::optional<Uuid> topic_id() const { return setup_.topic_id; }
    // A log of before topic ids learns its own; written to partition.metadata.
    Status set_topic_id(const Uuid& id);
    [[nodiscard]] const std::string& directory() const { return setup_.directory; }
    [[nodiscard]] const LogConfig& config() const { return setup_.config; }
    void set_config(const LogConfig& config) { setup_.config = config; }
    // The error that took the log offline.
    [[nodiscard]] const std::optional<Error>& failed() const { return failed_; }

    // --- append ---
    // Validates each batch once, gives it the next offsets and the epoch and writes it; the payload is neither copied nor decoded,
    // except where the topic's rules need the records (compaction keys, message.timestamp.before.max.ms) or compression.type another
    // codec. Compressed batches are not looked into for the former. All batches or none.
    // CORRUPT_MESSAGE, INVALID_RECORD, MESSAGE_TOO_LARGE, RECORD_LIST_TOO_LARGE, UNSUPPORTED_COMPRESSION_TYPE, INVALID_TIMESTAMP,
    // OUT_OF_ORDER_SEQUENCE_NUMBER (also for repeats older than the last five batches), INVALID_PRODUCER_EPOCH, INVALID_TXN_STATE,
    // FENCED_LEADER_EPOCH (the epoch is below the latest one), KAFKA_STORAGE_ERROR.
    Result<AppendInfo> append_as_leader(ByteSpan batches, LeaderEpoch epoch, const AppendOptions& options = {});
    // As they came from the leader of `leader_epoch`. A partial batch at the end is ignored; batches of a higher epoch and all behind
    // them are not taken (KAFKA-18723). CORRUPT_MESSAGE: CRC or order wrong. OFFSET_OUT_OF_RANGE: the first offset is below the
    // log end. Nothing taken answers first_offset -1.
    Result<AppendInfo> append_as_follower(ByteSpan batches, LeaderEpoch leader_epoch);

    // --- read ---
    // From the batch that holds `from`. OFFSET_OUT_OF_RANGE: below log start or above log end. At log end or at the bound: empty.
    [[nodiscard]] Result<ReadResult> read(Offset from, const ReadOptions& options);
    // The same as bytes, whole batches only, over segment borders while bytes_max allows.
    [[nodiscard]] Result<Bytes> read_batches(Offset from, const ReadOptions& options);
    // Of the transactions that were aborted, those with records from `from` on and below `end`, as a reader needs them that leaves them
    // out.
    [[nodiscard]] Result<std::vector<AbortedTransaction>> aborted_transactions(Offset from, Offset end);
    // The header of the batch that holds `offset`, or of the next one above it; none at log end.
    [[nodiscard]] Result<std::optional<records::BatchHeader>> batch_at(Offset offset);

    // --- what is where ---
    [[nodiscard]] Offset log_start() const { return log_start_; }
    [[nodiscard]] Offset log_end() const { return log_end_; }
    [[nodiscard]] Offset high_watermark() const { return high_watermark_; }
    // min(high watermark, first unstable offset).
    [[nodiscard]] Offset last_stable_offset() const;
    // Durable up to here. A truncation lowers it to the base of the segment that was cut.
    [[nodiscard]] Offset recovery_point() const { return recovery_point_; }
    [[nodiscard]] std::int64_t size_bytes() const;
    [[nodiscard]] std::size_t segment_count() const;
    [[nodiscard]] Offset first_segment_base() const;
    [[nodiscard]] const LeaderEpochCache& leader_epochs() const { return *epochs_; }
    [[nodiscard]] LeaderEpoch latest_epoch() const { return epochs_->latest_epoch(); }
    // (epoch, end offset) for OffsetForLeaderEpoch; see LeaderEpochCache::end_offset_for().
    [[nodiscard]] std::optional<EpochEndOffset> end_offset_for_epoch(LeaderEpoch requested) const;
    [[nodiscard]] const ProducerState& producers() const { return producers_; }
    // ListOffsets: the first record with a timestamp not below; max_timestamp(): the first record with the largest one. Decodes one
    // batch. None if there is no such record below log end.
    [[nodiscard]] Result<std::optional<TimestampAndOffset>> offset_for_timestamp(std::int64_t timestamp_ms);
    [[nodiscard]] Result<std::optional<TimestampAndOffset>> max_timestamp();
    // What the window shows, oldest first.
    [[nodiscard]] std::vector<observe::SegmentView> segments_view() const;

    // --- the leader's and the follower's marks ---
    // A new leader calls this when it takes over, before any append.
    void begin_epoch(LeaderEpoch epoch);
    // Never lowers it; bounded by log start and log end. True if it rose. Only truncation lowers it.
    bool advance_high_watermark(Offset offset);
    // DeleteRecords, a follower's leader, a snapshot. OFFSET_OUT_OF_RANGE above the high watermark. Lower than now: nothing. Segments
    // wholly below go at the next apply_retention().
    Status advance_log_start(Offset offset);

    // --- truncate ---
    // Afterwards log end is `offset` or the last batch boundary below it; nothing if it is at or above log end, except that epochs
    // at or above it go (KAFKA-10706). Below log start: as truncate_fully_and_start_at().
    Status truncate_to(Offset offset, LeaderEpoch diverging_epoch = no_leader_epoch);
    Status truncate_fully_and_start_at(Offset offset);

    // --- segments ---
    // Starts a new active segment at log end; nothing if the active one is empty.
    Status roll(observe::SegmentRolled::Cause cause = observe::SegmentRolled::Cause::time);
    // Deletes whole segments by log start, retention.bytes and retention.ms, never one that holds an offset at or above the high watermark;
    // the active one is rolled first where Kafka does. Answers how many went. Files are renamed at once (.deleted) and removed after
    // file.delete.delay.ms.
    Result<int> apply_retention(WallTime now);
    // Whole segments below `offset` (the quorum, after a snapshot); log start becomes `offset`.
    Result<int> delete_segments_below(Offset offset);
    void expire_producers(WallTime now);
    // What compaction may look at, given that everything below `first_dirty` is clean. Never the active segment, nor what is not durable or
    // not below the last stable offset, be it in an old segment (KAFKA-13194), nor what is younger than min.compaction.lag.ms.
    struct Cleanable {
        Offset first_uncleanable;  // the base of a segment; at or below first_dirty: nothing is cleanable
        std::int64_t clean_bytes = 0;  // of the segments below first_dirty
        std::int64_t cleanable_bytes = 0;  // of those from there on
        bool overdue = false;  // a segment among those from first_dirty on is older than max.compaction.lag.ms
    };
    [[nodiscard]] Result<Cleanable> cleanable(Offset first_dirty, WallTime now);
    // Counts truncations and deletions of segments: what was found before one holds no longer.
    [[nodiscard]] std::uint64_t shortenings() const { return shortenings_; }

    // --- durability ---
    // `done` runs when everything appended before this call is durable: records, epochs; recovery_point() has then risen. An error takes
    // the log offline.
    void flush(env::SyncCompletion done);
    // flush() if flush.ms passed since the last one and something is not durable.
    void flush_if_due();
    // Writes the producer snapshot, trims indexes and flushes; `done` runs when all is durable. Only destruction is allowed afterwards.
    void close(env::SyncCompletion done);
    // The directory was renamed for deletion: nothing is written any more.
    void detach();
    // The log goes on under the new name, which is durable when a later flush() completes. An error takes the log offline.
    Status rename_directory(const std::string& directory);

private:
    friend class LogLoader;
    friend class LogCleaning;
    struct PendingBatch;
    struct FlushJoin;

    Log(env::Environment& environment, LogSetup setup);

    Status check_online() const;
    // Takes the log offline if the disk failed.
    Error checked(Error error);
    template <class T>
    Result<T> checked(Result<T> result) {
        if (!result) return std::unexpected(checked(std::move(result.error())));
        return result;
    }
    void tell(observe::EventBody body);
    Status write_topic_id();
    // Where the directory of the log was made just now.
    Status write_topic_id_of_new();

    // append (log_append.cpp)
    Result<std::vector<PendingBatch>> analyze_leader_batches(ByteSpan batches, LeaderEpoch epoch, const AppendOptions& options);
    // With this codec in place of its own; the limits hold for what comes of it, too.
    Status compress_anew(PendingBatch& batch, records::Codec codec, const records::BatchLimits& limits) const;
    Status check_records(ByteSpan batch, const records::BatchHeader& header, const AppendOptions& options, std::int64_t now_ms) const;
    Result<std::vector<PendingBatch>> analyze_follower_batches(ByteSpan batches, LeaderEpoch leader_epoch) const;
    struct ProducerChanges;
    static void add_to(AppendInfo& info, const std::vector<PendingBatch>& written);
    Result<ProducerChanges> check_producers(const std::vector<PendingBatch>& pending, AppendOrigin origin) const;
    // The batch of the log that this one repeats and `entry` does not know: of five batches that a producer may have under way, a snapshot
    // keeps only the last. Looks at most repeats_window_offsets back.
    static constexpr std::int64_t repeats_window_offsets = 50'000;
    Result<std::optional<ProducerBatch>> find_repeated(const ProducerEntry& entry, const records::BatchHeader& header) const;
    Status write(const std::vector<PendingBatch>& pending);
    Status apply_producers(ProducerChanges changes);
    // In the index beside the segment that has the marker, unless it is there.
    Status note_aborted(const CompletedTransaction& transaction);
    Status maybe_roll(const PendingBatch& next);
    Status roll_at(Offset offset, observe::SegmentRolled::Cause cause);
    void flush_if_many();

    // read (log_read.cpp)
    struct Located {
        const Segment* segment = nullptr;
        BatchPosition batch;
    };
    Result<std::optional<Located>> locate(Offset offset) const;
    Result<std::int64_t> position_of_bound(const Segment& segment, Offset bound) const;
    [[nodiscard]] Offset end_of(const Segment& segment) const;

    // maintenance (log_maintenance.cpp)
    using Deletable = std::function<Result<bool>(const Segment& segment, const Segment* next)>;
    Result<int> delete_old_segments(observe::RetentionCause cause, const Deletable& deletable);
    Status delete_segments(const std::vector<Offset>& base_offsets, std::optional<observe::RetentionCause> cause);
    // `cleaned`, sealed, durable and named ".cleaned", takes the place of neighbours, of which the first has its base offset. A crash at
    // any point leaves the old ones or the new one (LogLoader finishes it).
    Status replace_segments(std::unique_ptr<Segment> cleaned, const std::vector<Offset>& base_offsets);
    void raise_log_start(Offset offset);
    Status start_over(Offset offset, Offset log_start);
    Status rebuild_producers(Offset end);
    Status replay_producers(const Segment& segment, Offset from, Offset to);
    void lower_recovery_point(Offset offset);
    void flush_up_to(Offset end, bool everything, env::SyncCompletion done);
    // Makes created, renamed and removed names durable, soon.
    void sync_names();

    env::Environment& environment_;
    LogSetup setup_;
    std::optional<Error> failed_;
    std::unique_ptr<SegmentList> segments_;
    std::unique_ptr<LeaderEpochCache> epochs_;
    std::unique_ptr<ProducerSnapshots> snapshots_;
    std::unique_ptr<DelayedRemoval> removal_;
    ProducerState producers_;
    Offset log_start_{0};
    Offset log_end_{0};
    Offset high_watermark_{0};
    Offset recovery_point_{0};
    // Where the offset that bounded the last reads lies: consumers ask for the same one again and again.
    struct BoundPosition {
        Offset bound;
        Offset segment;
        std::int64_t position = 0;
    };
    mutable std::optional<BoundPosition> bound_position_;
    std::vector<std::weak_ptr<FlushJoin>> flushes_;  // under way: a truncation lowers what they may call durable
    bool directory_unsynced_ = false;
    std::vector<std::shared_ptr<env::File>> unsynced_files_;  // small ones: partition.metadata
    std::optional<Offset> flush_requested_;  // by flush.messages: up to here
    Instant last_flush_{};
    std::uint64_t shortenings_ = 0;
    bool closed_ = false;
    std::shared_ptr<bool> alive_;  // completions look here first
};

// partition.metadata
Result<std::optional<Uuid>> read_partition_metadata(env::Disk& disk, const std::string& directory);

}  // namespace vitrine::storage
