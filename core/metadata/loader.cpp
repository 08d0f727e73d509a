// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/loader.h"

namespace vitrine::metadata {

MetadataLoader::MetadataLoader(env::Clock& clock)
    : clock_(clock), image_(std::make_shared<const MetadataImage>()), alive_(std::make_shared<bool>(true)) {}

MetadataLoader::~MetadataLoader() { *alive_ = false; }

void MetadataLoader::add_publisher(MetadataPublisher& publisher) { publishers_.push_back(&publisher); }

void MetadataLoader::on_committed(const raft::CommittedBatch& batch) {
    if (fault_) return;
    if (Status applied = builder_.apply(batch); !applied) return fail(std::move(applied.error()));
    append_time_ = batch.append_time;
    log_bytes_ += batch.size_bytes;
    publish_soon();
}

void MetadataLoader::on_snapshot(const raft::SnapshotPiece& piece) {
    if (fault_) return;
    loading_snapshot_ = !piece.last;
    if (Status added = snapshot_.add(piece); !added) return fail(std::move(added.error()));
    if (!piece.last) return;
    MetadataImage loaded = snapshot_.take();
    ImageChanges changes = difference(*image_, loaded);
    builder_ = ImageBuilder(std::move(loaded), std::move(changes));
    append_time_ = piece.last_contained_log_time;
    log_bytes_at_snapshot_ = log_bytes_;
    ++snapshots_loaded_;
    publish_soon();
}

void MetadataLoader::fail(Error error) {
    fault_ = std::move(error);
    for (MetadataPublisher* publisher : publishers_) publisher->on_metadata_fault(*fault_);
}

void MetadataLoader::publish_soon() {
    if (publish_posted_) return;
    publish_posted_ = true;
    clock_.post([this, alive = alive_] {
        if (*alive) publish();
    });
}

void MetadataLoader::publish() {
    publish_posted_ = false;
    // A transaction appears as a whole, with the batch that ends it; a snapshot with its last piece.
    if (fault_ || loading_snapshot_ || builder_.in_transaction()) return;
    const auto before = image_;
    const ImageChanges changes = builder_.take_changes();
    image_ = std::make_shared<const MetadataImage>(builder_.image());
    published_append_time_ = append_time_;
    for (MetadataPublisher* publisher : publishers_) publisher->on_metadata(before, image_, changes);
}

void MetadataLoader::on_leader_changed(const raft::LeaderAndEpoch& leader) {
    controller_ = leader;
    for (MetadataPublisher* publisher : publishers_) publisher->on_controller_changed(leader);
}

}  // namespace vitrine::metadata
