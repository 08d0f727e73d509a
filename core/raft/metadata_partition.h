// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "env/environment.h"
#include "raft/metadata_log.h"
#include "raft/quorum_io.h"
#include "raft/raft_node.h"
#include "raft/snapshot_file.h"
#include "storage/delayed_removal.h"
#include "storage/log.h"
#include "wire/schema.h"

namespace vitrine::raft {

// __cluster_metadata-0 on disk: a storage::Log with its snapshots, in the words of the quorum. Retention never cleans the log alone, only
// up to a snapshot (KAFKA-14238): what is committed here exists nowhere else. Source: KafkaMetadataLog.
class MetadataPartition {
public:
    static constexpr std::string_view directory = "__cluster_metadata-0";
    // KafkaRaftClient.MAX_BATCH_SIZE_BYTES.
    static constexpr std::size_t batch_bytes_max = 8 * 1024 * 1024;

    // A snapshot behind the log's end (a crash came between fetching it and cutting the log) starts the log over. Partial and deleted
    // snapshots are removed, and those before the log.
    // KAFKA_STORAGE_ERROR, INCONSISTENT_TOPIC_ID. `on_failure` is called once, later, if the disk fails.
    static Result<std::unique_ptr<MetadataPartition>> open(env::Environment& environment, const RaftConfig& config,
                                                           std::function<void(const Error&)> on_failure);

    [[nodiscard]] LogShape shape() const;
    [[nodiscard]] Offset start() const { return log_->log_start(); }
    [[nodiscard]] Offset end() const { return log_->log_end(); }
    // Where a cut at `offset` would really cut: batches are cut whole.
    [[nodiscard]] Result<Offset> batch_boundary_below(Offset offset);

    // Afterwards the log ends at append.end_offset.
    Status append(const AppendToLog& append, BrokerId node, WallTime now);
    Status truncate(const TruncateLog& truncation);
    // Everything until now is durable when `done` runs.
    void sync(env::SyncCompletion done) { log_->flush(std::move(done)); }
    void close(env::SyncCompletion done) { log_->close(std::move(done)); }
    void set_high_watermark(Offset offset) { log_->advance_high_watermark(offset); }

    // --- snapshots, without the bootstrap's ---
    [[nodiscard]] std::optional<OffsetAndEpoch> latest_snapshot() const;
    [[nodiscard]] bool holds_snapshot(const OffsetAndEpoch& id) const { return snapshots_.contains(id); }
    // Whether a snapshot may end there: committed, where a batch ends, of that epoch, above the newest one.
    [[nodiscard]] Status check_snapshot_place(const OffsetAndEpoch& id);
    // Its file is durable.
    void add_snapshot(const OffsetAndEpoch& id, std::int64_t size_bytes) { snapshots_[id] = size_bytes; }
    // The log becomes this snapshot, whose file is durable.
    Status start_over(const OffsetAndEpoch& id, std::int64_t size_bytes);
    [[nodiscard]] Result<std::unique_ptr<SnapshotReader>> open_snapshot(const OffsetAndEpoch& id);
    // A piece of its file. SNAPSHOT_NOT_FOUND, POSITION_OUT_OF_RANGE.
    struct SnapshotBytes {
        std::int64_t size_bytes = 0;  // of the whole
        wire::Records records;
    };
    [[nodiscard]] Result<SnapshotBytes> read_snapshot(const OffsetAndEpoch& id, std::int64_t position, std::int64_t bytes_max);
    // Cuts the log at its start, up to the oldest snapshot that metadata.max.retention.bytes and .ms let stay: never past the newest one.
    // True if it was cut.
    Result<bool> clean(WallTime now);
    // Whether clean() may have something to do some time.
    [[nodiscard]] bool can_be_cut() const { return snapshots_.size() >= 2; }
    // What the log says of the quorum: in the bootstrap's and the newest snapshot, and in the log behind it. Reads all of that.
    [[nodiscard]] Result<QuorumHistory> read_quorum_history();

    // Batches from `from` on, at least one, as they lie in the files.
    [[nodiscard]] Result<wire::Records> read_for_fetch(Offset from, std::int64_t bytes_max);
    // Whole batches from the one at `from` up to `end`.
    [[nodiscard]] Result<Bytes> read(Offset from, Offset end, std::int64_t bytes_max);

    // The size of the batch that these values make.
    [[nodiscard]] static std::size_t batch_size(const std::vector<Bytes>& values);

private:
    MetadataPartition(env::Environment& environment, const RaftConfig& config) : environment_(environment), config_(config) {}

    [[nodiscard]] Status find_snapshots(std::optional<Offset>& first_segment);
    [[nodiscard]] OffsetAndEpoch start_and_epoch() const;
    Status forget_snapshots_before(Offset offset);

    env::Environment& environment_;
    const RaftConfig& config_;
    std::unique_ptr<storage::Log> log_;
    std::map<OffsetAndEpoch, std::int64_t> snapshots_;  // with their sizes
    bool bootstrap_ = false;  // there is one of 0-0
    std::unique_ptr<storage::DelayedRemoval> removal_;
};

// What a control batch of the log says of the quorum; nothing where it is of something else. CORRUPT_MESSAGE.
[[nodiscard]] Result<std::vector<QuorumChange>> parse_quorum_changes(ByteSpan batch);

// One batch of the log, parsed. None: a control batch.
[[nodiscard]] Result<std::optional<CommittedBatch>> parse_committed(const SharedBytes& batch);

}  // namespace vitrine::raft
