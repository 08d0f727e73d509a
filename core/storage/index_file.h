// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "env/disk.h"

// A file of fixed-size entries behind a segment. Of the active segment the entries are in memory and reach the file in larger pieces: a
// crash rebuilds the index of an active segment anyway. Of other segments they are read from the file as needed.
//
//   active -> sealed (the segment was rolled) -> active (a truncation made it the last one again)
namespace vitrine::storage {

class IndexFile {
public:
    static constexpr std::size_t entry_size_max = 16;

    IndexFile(env::Disk& disk, std::string path, std::size_t entry_size);

    // A new, empty, active index; an old file of that name loses its content.
    Status create();
    // A sealed index on an existing file of `size_bytes`. INVALID_RECORD: the size is not a multiple of the entry size. Entries of zeros at
    // the end (of a preallocated file that was never trimmed, KAFKA-4734) do not count.
    Status open_sealed(std::int64_t size_bytes);

    [[nodiscard]] std::size_t entries() const { return entries_; }
    [[nodiscard]] bool active() const { return active_; }
    // One entry, `index` < entries().
    Status read(std::size_t index, MutableByteSpan entry) const;
    // Active only.
    Status append(ByteSpan entry);
    // Keeps the first `entries`; an active index only.
    Status truncate(std::size_t entries);
    // Writes what is only in memory.
    Status write_pending();
    // Writes all; the memory is given back.
    Status seal();
    Status unseal();
    // For sync; nullptr while nothing opened it.
    [[nodiscard]] const std::shared_ptr<env::File>& file() const { return file_; }
    [[nodiscard]] const std::string& path() const { return path_; }
    // The file was renamed.
    void set_path(std::string path) { path_ = std::move(path); }

private:
    Status ensure_open() const;

    env::Disk& disk_;
    std::string path_;
    std::size_t entry_size_;
    mutable std::shared_ptr<env::File> file_;
    bool active_ = false;
    std::size_t entries_ = 0;
    Bytes memory_;  // all entries, while active
    std::size_t written_bytes_ = 0;  // of memory_
};

}  // namespace vitrine::storage
