// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "metadata/image.h"
#include "metadata/image_builder.h"
#include "raft/metadata_log.h"

namespace vitrine::metadata {

// Makes an image of the pieces of a snapshot.
class SnapshotLoader {
public:
    // As MetadataLogListener::on_snapshot() is told. Errors: as apply_record(), with the snapshot named.
    [[nodiscard]] Status add(const raft::SnapshotPiece& piece);
    // After the last piece: the image, of the offset before the snapshot's end.
    [[nodiscard]] MetadataImage take();

private:
    MetadataImage image_;
    raft::OffsetAndEpoch snapshot_;
};

// What leads from one image to another, however far apart they are.
[[nodiscard]] ImageChanges difference(const MetadataImage& before, const MetadataImage& after);

}  // namespace vitrine::metadata
