// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/batch_scanner.h"

#include <algorithm>

#include <fmt/format.h>

#include "storage/try.h"

namespace vitrine::storage {
namespace {

// Enough for an index interval of small batches; with large ones only the header is needed.
constexpr std::size_t header_ahead = 4096;
constexpr std::size_t batch_ahead = 256 * 1024;

}  // namespace

Result<ByteSpan> BatchScanner::load(std::int64_t from, std::size_t size, std::size_t ahead) {
    const bool in_buffer =
        from >= buffer_position_ && from + static_cast<std::int64_t>(size) <= buffer_position_ + static_cast<std::int64_t>(buffer_size_);
    if (!in_buffer) {
        const auto wanted = static_cast<std::size_t>(std::min<std::int64_t>(end_ - from, static_cast<std::int64_t>(std::max(size, ahead))));
        if (buffer_.size() < wanted) buffer_.resize(wanted);
        STORAGE_TAKE(buffer_size_, file_.read_at(from, MutableByteSpan(buffer_).first(wanted)));
        buffer_position_ = from;
        if (buffer_size_ < size) {
            return failure(ErrorCode::KAFKA_STORAGE_ERROR, fmt::format("A log file ended at {}, before {} bytes from {}.",
                                                                       from + static_cast<std::int64_t>(buffer_size_), size, from));
        }
    }
    return ByteSpan(buffer_).subspan(static_cast<std::size_t>(from - buffer_position_), size);
}

Result<std::optional<BatchPosition>> BatchScanner::peek(std::size_t ahead) {
    if (end_ - position_ < static_cast<std::int64_t>(records::batch_header_size)) return std::nullopt;
    STORAGE_TAKE(const ByteSpan bytes, load(position_, records::batch_header_size, ahead));
    auto header = records::parse_header(bytes);
    if (!header) return std::unexpected(std::move(header.error()));
    if (header->size_bytes() > end_ - position_) return std::nullopt;
    return BatchPosition{*header, position_};
}

Result<std::optional<BatchPosition>> BatchScanner::next_header() {
    auto found = peek(header_ahead);
    if (found && *found) position_ = (*found)->end();
    return found;
}

Result<std::optional<BatchScanner::Batch>> BatchScanner::next_batch() {
    STORAGE_TAKE(const auto found, peek(batch_ahead));
    if (!found) return std::nullopt;
    STORAGE_TAKE(const ByteSpan bytes, load(position_, static_cast<std::size_t>(found->header.size_bytes()), batch_ahead));
    position_ = found->end();
    return Batch{*found, bytes};
}

}  // namespace vitrine::storage
