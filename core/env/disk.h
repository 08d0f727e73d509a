// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"

// Port 3 of 5: the disk of one node, one object for each log directory. Paths are relative to that directory, with '/'.
//
// What is durable when: appends and writes go to the page cache and return at once; they survive a kill of the node, but
// a crash of the machine may lose or tear everything since the last completed sync of that file. A created, renamed or
// removed name is durable after sync_directory() of its parent completed. Failures are KAFKA_STORAGE_ERROR with a sentence.
namespace vitrine::env {

using SyncCompletion = std::move_only_function<void(Status)>;

class File {
public:
    virtual ~File() = default;  // closes; never syncs
    // Appends all pieces at the end, all or an error (then the file may hold a torn tail).
    virtual Status append(std::span<const ByteSpan> pieces) = 0;
    Status append(ByteSpan bytes) { return append(std::span<const ByteSpan>(&bytes, 1)); }
    virtual Status write_at(std::int64_t position, ByteSpan bytes) = 0;
    // Reads up to bytes.size(); fewer only at the end of the file.
    [[nodiscard]] virtual Result<std::size_t> read_at(std::int64_t position, MutableByteSpan bytes) const = 0;
    virtual Status truncate(std::int64_t size) = 0;
    [[nodiscard]] virtual std::int64_t size() const = 0;
    // Everything written before this call is durable when `done` runs (later, on the node's loop).
    virtual void sync(SyncCompletion done) = 0;
};

enum class OpenMode {
    read_only,    // must exist
    read_write,   // created if absent
};

struct DirectoryEntry {
    std::string name;
    bool is_directory = false;
    std::int64_t size = 0;
};

// Of the volume that a log directory lies on; -1: not known.
struct VolumeSize {
    std::int64_t total_bytes = -1;
    std::int64_t usable_bytes = -1;
    friend bool operator==(const VolumeSize&, const VolumeSize&) = default;
};

class Disk {
public:
    virtual ~Disk() = default;
    [[nodiscard]] virtual Result<std::shared_ptr<File>> open(std::string_view path, OpenMode mode) = 0;
    [[nodiscard]] virtual bool exists(std::string_view path) const = 0;
    // Sorted by name. "" is the log directory itself.
    [[nodiscard]] virtual Result<std::vector<DirectoryEntry>> list(std::string_view path) const = 0;
    virtual Status create_directories(std::string_view path) = 0;
    // Replaces `to` if it is a file. Open files stay usable under their new name.
    virtual Status rename(std::string_view from, std::string_view to) = 0;
    // A file or an empty directory; open files stay readable.
    virtual Status remove(std::string_view path) = 0;
    virtual Status remove_tree(std::string_view path) = 0;
    virtual void sync_directory(std::string_view path, SyncCompletion done) = 0;
    // Where the log directory lies, for people ("/var/lib/…", "memory").
    [[nodiscard]] virtual std::string description() const = 0;
    [[nodiscard]] virtual VolumeSize volume() const { return {}; }
};

// Small whole files (checkpoints, meta.properties).
[[nodiscard]] Result<Bytes> read_file(Disk& disk, std::string_view path);
// Writes `<path>.tmp` and renames it over `path`: readers see the old or the new content. Durable only where
// write_file_durably() is used; its completion comes after file and directory are synced, as Kafka's CheckpointFile does.
Status write_file(Disk& disk, std::string_view path, ByteSpan content);
void write_file_durably(Disk& disk, std::string_view path, ByteSpan content, SyncCompletion done);

}  // namespace vitrine::env
