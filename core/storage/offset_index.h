// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "storage/index_file.h"

// .index: (last offset of a batch, position of that batch), one entry for each index.interval.bytes of the log.
// 8 bytes: int32 offset relative to the segment's base, int32 position. Source: OffsetIndex.
namespace vitrine::storage {

struct OffsetPosition {
    Offset offset;
    std::int64_t position = 0;
    friend bool operator==(const OffsetPosition&, const OffsetPosition&) = default;
};

class OffsetIndex {
public:
    static constexpr std::size_t entry_size = 8;

    OffsetIndex(env::Disk& disk, std::string path, Offset base_offset)
        : file_(disk, std::move(path), entry_size), base_offset_(base_offset) {}

    [[nodiscard]] IndexFile& file() { return file_; }
    [[nodiscard]] const IndexFile& file() const { return file_; }
    [[nodiscard]] std::size_t entries() const { return file_.entries(); }
    [[nodiscard]] bool is_full(std::int32_t bytes_max) const { return entries() >= static_cast<std::size_t>(bytes_max) / entry_size; }

    [[nodiscard]] Result<OffsetPosition> entry(std::size_t index) const;
    // (base offset, 0) while empty.
    [[nodiscard]] Result<OffsetPosition> last() const;
    // The last entry at or below `target`; (base offset, 0) if there is none.
    [[nodiscard]] Result<OffsetPosition> lookup(Offset target) const;
    // The last entry whose position is at or below `position`; (base offset, 0) if there is none.
    [[nodiscard]] Result<OffsetPosition> lookup_position(std::int64_t position) const;
    // INVALID_RECORD: not above the last entry, or too far from the base.
    Status append(Offset offset, std::int64_t position);
    // Keeps entries below `offset`.
    Status truncate_to(Offset offset);
    // INVALID_RECORD: the last entry cannot be right for a segment of `log_size` bytes.
    Status check(std::int64_t log_size) const;

private:
    // How many entries lie before the first one that is `above`; offsets and positions both rise.
    template <class Above>
    Result<std::size_t> count_before(const Above& above) const;
    Result<OffsetPosition> last_of(std::size_t count) const;

    IndexFile file_;
    Offset base_offset_;
};

}  // namespace vitrine::storage
