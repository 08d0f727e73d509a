// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <gtest/gtest.h>

#include "metadata/image_records.h"
#include "metadata/snapshot_loader.h"

namespace vitrine::metadata::testing {

// The image that a snapshot of this one gives.
inline MetadataImage rebuilt(const MetadataImage& image, std::size_t records_max = 100) {
    ImageRecords records(std::make_shared<const MetadataImage>(image));
    SnapshotLoader loader;
    raft::SnapshotPiece piece{.snapshot = {image.offset.next(), image.epoch}, .first = true};
    for (auto values = records.next(records_max); !values.empty(); values = records.next(records_max)) {
        piece.values.clear();
        for (Bytes& value : values) piece.values.emplace_back(std::move(value));
        const Status added = loader.add(piece);
        EXPECT_TRUE(added) << added.error().message;
        piece.first = false;
    }
    piece.values.clear();
    piece.last = true;
    EXPECT_TRUE(loader.add(piece));
    return loader.take();
}

}  // namespace vitrine::metadata::testing
