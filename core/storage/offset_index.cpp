// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/offset_index.h"

#include <array>
#include <limits>

#include <fmt/format.h>

#include "storage/try.h"

namespace vitrine::storage {

Result<OffsetPosition> OffsetIndex::entry(std::size_t index) const {
    std::array<std::uint8_t, entry_size> bytes{};
    STORAGE_TRY(file_.read(index, bytes));
    return OffsetPosition{base_offset_ + load_be<std::int32_t>(bytes.data()), load_be<std::int32_t>(bytes.data() + 4)};
}

Result<OffsetPosition> OffsetIndex::last() const { return last_of(entries()); }

template <class Above>
Result<std::size_t> OffsetIndex::count_before(const Above& above) const {
    std::size_t low = 0;
    std::size_t high = entries();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        STORAGE_TAKE(const OffsetPosition found, entry(middle));
        if (above(found)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

Result<OffsetPosition> OffsetIndex::last_of(std::size_t count) const {
    if (count == 0) return OffsetPosition{base_offset_, 0};
    return entry(count - 1);
}

Result<OffsetPosition> OffsetIndex::lookup(Offset target) const {
    STORAGE_TAKE(const std::size_t count, count_before([&](const OffsetPosition& entry) { return entry.offset > target; }));
    return last_of(count);
}

Result<OffsetPosition> OffsetIndex::lookup_position(std::int64_t position) const {
    STORAGE_TAKE(const std::size_t count, count_before([&](const OffsetPosition& entry) { return entry.position > position; }));
    return last_of(count);
}

Status OffsetIndex::append(Offset offset, std::int64_t position) {
    const std::int64_t relative = offset - base_offset_;
    STORAGE_TAKE(const OffsetPosition before, last());
    if (relative < 0 || relative > std::numeric_limits<std::int32_t>::max() || (entries() > 0 && offset <= before.offset)) {
        return failure(ErrorCode::INVALID_RECORD, fmt::format("Offset {} cannot follow {} in {}.", offset, before.offset, file_.path()));
    }
    std::array<std::uint8_t, entry_size> bytes{};
    store_be(bytes.data(), static_cast<std::int32_t>(relative));
    store_be(bytes.data() + 4, static_cast<std::int32_t>(position));
    return file_.append(bytes);
}

Status OffsetIndex::truncate_to(Offset offset) {
    STORAGE_TAKE(const std::size_t count, count_before([&](const OffsetPosition& entry) { return entry.offset >= offset; }));
    return file_.truncate(count);
}

Status OffsetIndex::check(std::int64_t log_size) const {
    if (entries() == 0) return {};
    STORAGE_TAKE(const OffsetPosition found, last());
    if (found.offset < base_offset_ || found.position <= 0 || found.position >= log_size) {
        return failure(ErrorCode::INVALID_RECORD, fmt::format("The last entry of {} ({} at {}) does not fit a segment of {} bytes.",
                                                              file_.path(), found.offset, found.position, log_size));
    }
    return {};
}

}  // namespace vitrine::storage
