// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/error.h"
#include "env/clock.h"
#include "metadata/image.h"
#include "metadata/image_builder.h"
#include "metadata/snapshot_loader.h"
#include "raft/metadata_log.h"

// Turns the committed metadata log into images and hands them to whoever acts on them. One for each node; everything on the
// node's loop. Source: Kafka's MetadataLoader and MetadataPublisher (KIP-868 for transactions).
namespace vitrine::metadata {

class MetadataPublisher {
public:
    virtual ~MetadataPublisher() = default;
    // `changes` lead from `before` to `image`. Both images may be kept.
    virtual void on_metadata(const std::shared_ptr<const MetadataImage>& before, const std::shared_ptr<const MetadataImage>& image,
                             const ImageChanges& changes) = 0;
    // As MetadataLogListener::on_leader_changed().
    virtual void on_controller_changed(const raft::LeaderAndEpoch&) {}
    // A committed record could not be read or applied: the image stays as it was, nothing more is published, the node must stop.
    virtual void on_metadata_fault(const Error& error) = 0;
};

class MetadataLoader final : public raft::MetadataLogListener {
public:
    // Does not register itself with the log: whoever owns both calls log.add_listener(loader).
    explicit MetadataLoader(env::Clock& clock);
    ~MetadataLoader() override;

    // Is told of all that is published from now on, not of the present image. Publishers are called in the order of adding.
    void add_publisher(MetadataPublisher& publisher);

    // What was published last; never null, empty at first. Records of a transaction (BeginTransactionRecord to
    // EndTransactionRecord) appear together or, when aborted, not at all.
    [[nodiscard]] const std::shared_ptr<const MetadataImage>& image() const { return image_; }
    [[nodiscard]] const raft::LeaderAndEpoch& controller() const { return controller_; }
    // Of the image published last: what a broker reports in its heartbeats, since it acts on nothing newer.
    [[nodiscard]] Offset applied_offset() const { return image_->offset; }
    // The first fault, if there was one.
    [[nodiscard]] const std::optional<Error>& fault() const { return fault_; }

    // Of the records that it was told, in the log; and as it was when a snapshot was loaded, how often that was.
    [[nodiscard]] std::int64_t log_bytes() const { return log_bytes_; }
    [[nodiscard]] std::int64_t log_bytes_at_snapshot() const { return log_bytes_at_snapshot_; }
    [[nodiscard]] std::uint64_t snapshots_loaded() const { return snapshots_loaded_; }
    // Of the last batch of the image published last.
    [[nodiscard]] WallTime last_append_time() const { return published_append_time_; }

    // Batches that arrive in one turn of the loop are published together in the next.
    void on_committed(const raft::CommittedBatch& batch) override;
    void on_snapshot(const raft::SnapshotPiece& piece) override;
    void on_leader_changed(const raft::LeaderAndEpoch& leader) override;

private:
    void publish();
    void publish_soon();
    void fail(Error error);

    env::Clock& clock_;
    std::vector<MetadataPublisher*> publishers_;
    std::shared_ptr<const MetadataImage> image_;
    ImageBuilder builder_;  // ahead of image_ until it is published
    SnapshotLoader snapshot_;
    bool loading_snapshot_ = false;
    WallTime append_time_{};
    WallTime published_append_time_{};
    std::int64_t log_bytes_ = 0;
    std::int64_t log_bytes_at_snapshot_ = 0;
    std::uint64_t snapshots_loaded_ = 0;
    raft::LeaderAndEpoch controller_;
    std::optional<Error> fault_;
    bool publish_posted_ = false;
    std::shared_ptr<bool> alive_;  // posted callbacks outlive us
};

}  // namespace vitrine::metadata
