// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "env/disk.h"
#include "records/batch.h"

// Walks the batches of a log file, reading ahead in pieces.
namespace vitrine::storage {

struct BatchPosition {
    records::BatchHeader header;
    std::int64_t position = 0;
    [[nodiscard]] std::int64_t end() const { return position + header.size_bytes(); }
};

class BatchScanner {
public:
    // Of `file`, from `position`, where a batch begins, up to `end`. The file outlives the scanner.
    BatchScanner(const env::File& file, std::int64_t position, std::int64_t end) : file_(file), position_(position), end_(end) {}

    // The next header; the payload is not read. None at the end, and before a batch that the end cuts. CORRUPT_MESSAGE where no batch can
    // begin.
    Result<std::optional<BatchPosition>> next_header();
    // The same with the whole batch, valid until the next call.
    struct Batch {
        BatchPosition at;
        ByteSpan bytes;
    };
    Result<std::optional<Batch>> next_batch();
    // Where the next batch begins.
    [[nodiscard]] std::int64_t position() const { return position_; }

private:
    // At least `size` bytes from `from`, which are before the end of the file; more if they came along.
    Result<ByteSpan> load(std::int64_t from, std::size_t size, std::size_t ahead);
    Result<std::optional<BatchPosition>> peek(std::size_t ahead);

    const env::File& file_;
    std::int64_t position_;
    std::int64_t end_;
    Bytes buffer_;
    std::int64_t buffer_position_ = 0;
    std::size_t buffer_size_ = 0;
};

}  // namespace vitrine::storage
