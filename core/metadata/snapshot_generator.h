// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "base/logging.h"
#include "env/clock.h"
#include "metadata/loader.h"
#include "raft/metadata_log.h"

namespace vitrine::metadata {

struct SnapshotRules {
    std::int64_t log_bytes = 20 * 1024 * 1024;  // metadata.log.max.record.bytes.between.snapshots
    Milliseconds interval{3600 * 1000};         // metadata.log.max.snapshot.interval.ms; 0: by bytes alone
};

// Decides when a snapshot of the metadata log is written, on every node: after so many bytes of records since the last one, or so much
// time, looked at when metadata is published. One at a time. Source: Kafka's SnapshotGenerator.
class SnapshotGenerator final : public MetadataPublisher {
public:
    // All outlive this object.
    SnapshotGenerator(env::Clock& clock, SnapshotRules rules, const MetadataLoader& loader, raft::MetadataSnapshots& snapshots,
                      const Logger& logger);
    ~SnapshotGenerator() override;

    void on_metadata(const std::shared_ptr<const MetadataImage>& before, const std::shared_ptr<const MetadataImage>& image,
                     const ImageChanges& changes) override;
    void on_metadata_fault(const Error&) override {}

private:
    // Of one batch of a snapshot.
    static constexpr std::size_t records_per_batch = 500;

    env::Clock& clock_;
    SnapshotRules rules_;
    const MetadataLoader& loader_;
    raft::MetadataSnapshots& snapshots_;
    const Logger& logger_;
    std::uint64_t snapshots_loaded_ = 0;
    std::int64_t bytes_at_last_ = 0;
    std::optional<Instant> last_;
    bool writing_ = false;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // completions may come after us
};

}  // namespace vitrine::metadata
