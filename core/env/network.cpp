// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/network.h"

namespace vitrine::env {
namespace {

std::int64_t size_of(const FramePiece& piece) {
    if (const auto* slice = std::get_if<FileSlice>(&piece)) return slice->size;
    if (const auto* shared = std::get_if<SharedBytes>(&piece)) return static_cast<std::int64_t>(shared->size());
    return static_cast<std::int64_t>(std::get<Bytes>(piece).size());
}

}  // namespace

std::int64_t Frame::size() const {
    std::int64_t total = 0;
    for (const FramePiece& piece : pieces) total += size_of(piece);
    return total;
}

Result<Bytes> flatten(const Frame& frame) {
    Bytes all(static_cast<std::size_t>(frame.size()));
    std::size_t at = 0;
    for (const FramePiece& piece : frame.pieces) {
        const auto size = static_cast<std::size_t>(size_of(piece));
        if (const auto* slice = std::get_if<FileSlice>(&piece)) {
            const auto read = slice->file->read_at(slice->position, MutableByteSpan(all).subspan(at, size));
            if (!read) return std::unexpected(read.error());
            if (*read != size)
                return failure(ErrorCode::KAFKA_STORAGE_ERROR, "a file became shorter than the slice of it that was to be sent");
        } else {
            const ByteSpan bytes =
                std::holds_alternative<Bytes>(piece) ? ByteSpan(std::get<Bytes>(piece)) : std::get<SharedBytes>(piece).span();
            std::copy(bytes.begin(), bytes.end(), all.begin() + static_cast<std::ptrdiff_t>(at));
        }
        at += size;
    }
    return all;
}

}  // namespace vitrine::env
