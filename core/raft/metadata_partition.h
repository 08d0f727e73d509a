// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "env/environment.h"
#include "raft/metadata_log.h"
#include "raft/quorum_io.h"
#include "raft/raft_node.h"
#include "storage/log.h"
#include "wire/schema.h"

namespace vitrine::raft {

// __cluster_metadata-0 on disk: a storage::Log in the words of the quorum. Never cleaned by retention (KAFKA-14238): what is
// committed here exists nowhere else until there are snapshots.
class MetadataPartition {
public:
    static constexpr std::string_view directory = "__cluster_metadata-0";
    // KafkaRaftClient.MAX_BATCH_SIZE_BYTES.
    static constexpr std::size_t batch_bytes_max = 8 * 1024 * 1024;

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

    // Batches from `from` on, at least one, as they lie in the files.
    [[nodiscard]] Result<wire::Records> read_for_fetch(Offset from, std::int64_t bytes_max);
    // Whole batches from the one at `from` up to `end`.
    [[nodiscard]] Result<Bytes> read(Offset from, Offset end, std::int64_t bytes_max);

    // The size of the batch that these values make.
    [[nodiscard]] static std::size_t batch_size(const std::vector<Bytes>& values);

private:
    explicit MetadataPartition(std::unique_ptr<storage::Log> log) : log_(std::move(log)) {}

    std::unique_ptr<storage::Log> log_;
};

// One batch of the log, parsed. None: a control batch.
[[nodiscard]] Result<std::optional<CommittedBatch>> parse_committed(const SharedBytes& batch);

}  // namespace vitrine::raft
