// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/index_file.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/assert.h"
#include "storage/try.h"

namespace vitrine::storage {
namespace {

constexpr std::size_t pending_bytes_max = 4096;

}  // namespace

IndexFile::IndexFile(env::Disk& disk, std::string path, std::size_t entry_size)
    : disk_(disk), path_(std::move(path)), entry_size_(entry_size) {
    VITRINE_ASSERT_CMP(entry_size, <=, entry_size_max, "entries fit the buffers that read them");
}

Status IndexFile::create() {
    STORAGE_TAKE(file_, disk_.open(path_, env::OpenMode::read_write));
    if (file_->size() > 0) STORAGE_TRY(file_->truncate(0));
    active_ = true;
    entries_ = 0;
    memory_.clear();
    written_bytes_ = 0;
    return {};
}

Status IndexFile::open_sealed(std::int64_t size_bytes) {
    if (size_bytes % static_cast<std::int64_t>(entry_size_) != 0) {
        return failure(ErrorCode::INVALID_RECORD,
                       fmt::format("{} has {} bytes, which is no multiple of {}.", path_, size_bytes, entry_size_));
    }
    active_ = false;
    memory_.clear();
    entries_ = static_cast<std::size_t>(size_bytes) / entry_size_;
    // Zeros can only be at the end: search for the first of them, but look at the last entry alone in the usual case.
    const auto is_zero = [&](std::size_t index) -> Result<bool> {
        std::array<std::uint8_t, entry_size_max> buffer{};
        const MutableByteSpan entry = MutableByteSpan(buffer).first(entry_size_);
        STORAGE_TRY(read(index, entry));
        return std::all_of(entry.begin(), entry.end(), [](std::uint8_t byte) { return byte == 0; });
    };
    if (entries_ == 0) return {};
    STORAGE_TAKE(const bool padded, is_zero(entries_ - 1));
    if (!padded) return {};
    std::size_t low = 0;
    std::size_t high = entries_ - 1;
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        STORAGE_TAKE(const bool zero, is_zero(middle));
        if (zero) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    entries_ = low;
    return {};
}

Status IndexFile::read(std::size_t index, MutableByteSpan entry) const {
    VITRINE_ASSERT_CMP(index, <, entries_, "only entries that are there are read");
    VITRINE_ASSERT_CMP(entry.size(), ==, entry_size_, "an entry is read as a whole");
    if (active_) {
        std::copy_n(memory_.begin() + static_cast<std::ptrdiff_t>(index * entry_size_), entry_size_, entry.begin());
        return {};
    }
    STORAGE_TRY(ensure_open());
    STORAGE_TAKE(const std::size_t count, file_->read_at(static_cast<std::int64_t>(index * entry_size_), entry));
    if (count != entry_size_) return failure(ErrorCode::KAFKA_STORAGE_ERROR, fmt::format("{} ended before its entry {}.", path_, index));
    return {};
}

Status IndexFile::append(ByteSpan entry) {
    VITRINE_ASSERT(active_, "only the index of an active segment grows");
    memory_.insert(memory_.end(), entry.begin(), entry.end());
    ++entries_;
    if (memory_.size() - written_bytes_ >= pending_bytes_max) return write_pending();
    return {};
}

Status IndexFile::truncate(std::size_t entries) {
    VITRINE_ASSERT(active_, "only the index of an active segment is cut");
    VITRINE_ASSERT_CMP(entries, <=, entries_, "cutting never adds");
    entries_ = entries;
    memory_.resize(entries * entry_size_);
    if (written_bytes_ > memory_.size()) {
        STORAGE_TRY(file_->truncate(static_cast<std::int64_t>(memory_.size())));
        written_bytes_ = memory_.size();
    }
    return {};
}

Status IndexFile::write_pending() {
    if (!active_ || written_bytes_ == memory_.size()) return {};
    STORAGE_TRY(file_->append(ByteSpan(memory_).subspan(written_bytes_)));
    written_bytes_ = memory_.size();
    return {};
}

Status IndexFile::seal() {
    STORAGE_TRY(write_pending());
    active_ = false;
    memory_ = Bytes();
    return {};
}

Status IndexFile::unseal() {
    VITRINE_ASSERT(!active_, "an active index is in memory already");
    STORAGE_TRY(ensure_open());
    memory_.resize(entries_ * entry_size_);
    STORAGE_TAKE(const std::size_t count, file_->read_at(0, memory_));
    if (count != memory_.size())
        return failure(ErrorCode::KAFKA_STORAGE_ERROR, fmt::format("{} ended after {} of {} bytes.", path_, count, memory_.size()));
    if (file_->size() != static_cast<std::int64_t>(memory_.size())) STORAGE_TRY(file_->truncate(static_cast<std::int64_t>(memory_.size())));
    written_bytes_ = memory_.size();
    active_ = true;
    return {};
}

Status IndexFile::ensure_open() const {
    if (file_ != nullptr) return {};
    STORAGE_TAKE(file_, disk_.open(path_, env::OpenMode::read_write));
    return {};
}

}  // namespace vitrine::storage
