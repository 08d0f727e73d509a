// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/time_index.h"

#include <array>
#include <limits>

#include <fmt/format.h>

#include "storage/try.h"

namespace vitrine::storage {

Result<TimestampOffset> TimeIndex::entry(std::size_t index) const {
    std::array<std::uint8_t, entry_size> bytes{};
    STORAGE_TRY(file_.read(index, bytes));
    return TimestampOffset{load_be<std::int64_t>(bytes.data()), base_offset_ + load_be<std::int32_t>(bytes.data() + 8)};
}

Result<TimestampOffset> TimeIndex::last() const {
    if (entries() == 0) return TimestampOffset{-1, base_offset_};
    return entry(entries() - 1);
}

Result<TimestampOffset> TimeIndex::lookup(std::int64_t timestamp_ms) const {
    std::size_t low = 0;
    std::size_t high = entries();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        STORAGE_TAKE(const TimestampOffset found, entry(middle));
        if (found.timestamp_ms <= timestamp_ms) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == 0) return TimestampOffset{-1, base_offset_};
    return entry(low - 1);
}

Status TimeIndex::maybe_append(std::int64_t timestamp_ms, Offset offset) {
    STORAGE_TAKE(const TimestampOffset before, last());
    if (timestamp_ms <= before.timestamp_ms) return {};
    const std::int64_t relative = offset - base_offset_;
    if (relative < 0 || relative > std::numeric_limits<std::int32_t>::max() || (entries() > 0 && offset < before.offset)) {
        return failure(ErrorCode::INVALID_RECORD, fmt::format("Offset {} cannot follow {} in {}.", offset, before.offset, file_.path()));
    }
    std::array<std::uint8_t, entry_size> bytes{};
    store_be(bytes.data(), timestamp_ms);
    store_be(bytes.data() + 8, static_cast<std::int32_t>(relative));
    return file_.append(bytes);
}

Status TimeIndex::truncate_to(Offset offset) {
    std::size_t low = 0;
    std::size_t high = entries();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        STORAGE_TAKE(const TimestampOffset found, entry(middle));
        if (found.offset < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return file_.truncate(low);
}

Status TimeIndex::check() const {
    if (entries() == 0) return {};
    STORAGE_TAKE(const TimestampOffset first, entry(0));
    STORAGE_TAKE(const TimestampOffset found, last());
    if (found.timestamp_ms < first.timestamp_ms || found.offset < first.offset || found.offset < base_offset_) {
        return failure(ErrorCode::INVALID_RECORD, fmt::format("The last entry of {} ({} ms at {}) contradicts the first one.", file_.path(),
                                                              found.timestamp_ms, found.offset));
    }
    return {};
}

}  // namespace vitrine::storage
