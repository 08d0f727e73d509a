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
    if (Status applied = builder_.apply(batch); !applied) {
        fault_ = std::move(applied.error());
        for (MetadataPublisher* publisher : publishers_) publisher->on_metadata_fault(*fault_);
        return;
    }
    if (publish_posted_) return;
    publish_posted_ = true;
    clock_.post([this, alive = alive_] {
        if (*alive) publish();
    });
}

void MetadataLoader::publish() {
    publish_posted_ = false;
    // A transaction appears as a whole, with the batch that ends it.
    if (fault_ || builder_.in_transaction()) return;
    const auto before = image_;
    const ImageChanges changes = builder_.take_changes();
    image_ = std::make_shared<const MetadataImage>(builder_.image());
    for (MetadataPublisher* publisher : publishers_) publisher->on_metadata(before, image_, changes);
}

void MetadataLoader::on_leader_changed(const raft::LeaderAndEpoch& leader) {
    controller_ = leader;
    for (MetadataPublisher* publisher : publishers_) publisher->on_controller_changed(leader);
}

}  // namespace vitrine::metadata
