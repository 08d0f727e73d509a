// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/snapshot_generator.h"

#include "metadata/image_records.h"

namespace vitrine::metadata {

SnapshotGenerator::SnapshotGenerator(env::Clock& clock, SnapshotRules rules, const MetadataLoader& loader,
                                     raft::MetadataSnapshots& snapshots, const Logger& logger)
    : clock_(clock), rules_(rules), loader_(loader), snapshots_(snapshots), logger_(logger) {}

SnapshotGenerator::~SnapshotGenerator() { *alive_ = false; }

void SnapshotGenerator::on_metadata(const std::shared_ptr<const MetadataImage>&, const std::shared_ptr<const MetadataImage>& image,
                                    const ImageChanges&) {
    if (loader_.snapshots_loaded() != snapshots_loaded_ || !last_) {
        // What was loaded need not be written; and time begins with the first metadata.
        if (loader_.snapshots_loaded() != snapshots_loaded_) bytes_at_last_ = loader_.log_bytes_at_snapshot();
        snapshots_loaded_ = loader_.snapshots_loaded();
        last_ = clock_.now();
    }
    const bool enough = loader_.log_bytes() - bytes_at_last_ >= rules_.log_bytes;
    const bool due = rules_.interval > Milliseconds(0) && clock_.now() - *last_ >= rules_.interval;
    if (writing_ || image->offset == no_offset || (!enough && !due)) return;

    // A few records in each turn of the loop; the image is shared, whatever comes meanwhile.
    raft::SnapshotOrder order{.id = {image->offset.next(), image->epoch},
                              .last_contained_log_time = loader_.last_append_time(),
                              .next_values = [records = ImageRecords(image)]() mutable { return records.next(records_per_batch); }};
    const Status begun = snapshots_.write_snapshot(std::move(order), [this, alive = alive_](const Status&) {
        if (*alive) writing_ = false;
    });
    if (!begun) {
        // In the middle of a batch, say: the next metadata may end with one.
        if (begun.error().code != ErrorCode::INVALID_REQUEST)
            logger_.warning("no snapshot of the metadata log was begun: {}", begun.error().message);
        if (begun.error().code == ErrorCode::INVALID_REQUEST) return;
    } else {
        writing_ = true;
    }
    bytes_at_last_ = loader_.log_bytes();
    last_ = clock_.now();
}

}  // namespace vitrine::metadata
