// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "records/batch.h"

// The codecs of compression.type as Kafka frames them: gzip members, snappy in the blocks of Java's SnappyOutputStream
// (plain snappy is read too, as other clients send it), LZ4 frames, zstd frames.
namespace vitrine::records {

struct LevelRange {
    int min = 0;
    int max = 0;
    int default_level = 0;
};
// compression.gzip.level (1-9, default -1 = the library's own), compression.lz4.level (1-17, 9), compression.zstd.level
// (-131072-22, 3). None for codecs without levels.
std::optional<LevelRange> levels_of(Codec codec);

// Appends the compressed form of `plain` to `to`. UNSUPPORTED_COMPRESSION_TYPE for Codec values outside the enum,
// UNKNOWN_SERVER_ERROR if the library fails (memory).
Status compress(Codec codec, std::optional<int> level, ByteSpan plain, Bytes& to);

// CORRUPT_MESSAGE: not the codec's format, truncated, or more than `plain_bytes_max` bytes come out.
Result<Bytes> decompress(Codec codec, ByteSpan packed, std::size_t plain_bytes_max);

}  // namespace vitrine::records
