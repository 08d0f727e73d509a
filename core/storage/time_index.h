// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "storage/index_file.h"

// .timeindex: (largest timestamp so far, last offset of the batch that has it), rising in both. 12 bytes: int64 timestamp, int32 offset
// relative to the segment's base. Source: TimeIndex.
namespace vitrine::storage {

struct TimestampOffset {
    std::int64_t timestamp_ms = -1;
    Offset offset;
    friend bool operator==(const TimestampOffset&, const TimestampOffset&) = default;
};

class TimeIndex {
public:
    static constexpr std::size_t entry_size = 12;

    TimeIndex(env::Disk& disk, std::string path, Offset base_offset)
        : file_(disk, std::move(path), entry_size), base_offset_(base_offset) {}

    [[nodiscard]] IndexFile& file() { return file_; }
    [[nodiscard]] const IndexFile& file() const { return file_; }
    [[nodiscard]] std::size_t entries() const { return file_.entries(); }
    // One entry is kept free for the one that is forced when the segment becomes inactive.
    [[nodiscard]] bool is_full(std::int32_t bytes_max) const { return entries() + 1 >= static_cast<std::size_t>(bytes_max) / entry_size; }

    [[nodiscard]] Result<TimestampOffset> entry(std::size_t index) const;
    // (-1, base offset) while empty.
    [[nodiscard]] Result<TimestampOffset> last() const;
    // The last entry with a timestamp at or below `timestamp_ms`; (-1, base offset) if there is none.
    [[nodiscard]] Result<TimestampOffset> lookup(std::int64_t timestamp_ms) const;
    // Nothing unless the timestamp is above the last one. INVALID_RECORD: the offset is below the last one, or too far from the base.
    Status maybe_append(std::int64_t timestamp_ms, Offset offset);
    // Keeps entries whose offset is below `offset`.
    Status truncate_to(Offset offset);
    // INVALID_RECORD: first and last entry contradict each other.
    Status check() const;

private:
    IndexFile file_;
    Offset base_offset_;
};

}  // namespace vitrine::storage
