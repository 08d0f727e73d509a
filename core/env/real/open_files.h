// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "env/disk.h"
#include "env/real/sync_worker.h"

// The files that a disk has open, with fewer descriptors than files: a log has three files, a process may have as many descriptors as the
// system says. The descriptors used least recently are closed and opened again by the name that the file has then. A file that lost its
// name (removed, or another was renamed over it) can only be reached through its descriptor and keeps it.
//
//   open -> closed (others were used since) -> open again
//   open or closed -> nameless, open (for good)
//
// One thread: the node's. A descriptor that was handed out lives as long as its holder, whatever is closed here.
namespace vitrine::env::real {

class OpenFiles;

// A file, once for all that have it open here, so that they agree on its size: nobody else writes.
class OpenFile {
public:
    OpenFile(std::weak_ptr<OpenFiles> files, std::string path) : files_(std::move(files)), path_(std::move(path)) {}
    ~OpenFile();
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    // KAFKA_STORAGE_ERROR where it cannot be opened again.
    [[nodiscard]] Result<std::shared_ptr<const Descriptor>> descriptor();
    // The whole path that it has, or had last.
    [[nodiscard]] const std::string& path() const { return path_; }
    // The device of the file system that it is on, as the system says it.
    [[nodiscard]] std::uint64_t device() const { return key_.first; }
    // Such a file can only be synced.
    [[nodiscard]] bool is_directory() const { return access_ == Access::directory; }

    std::int64_t size = 0;

private:
    friend class OpenFiles;
    enum class Access { read, read_write, directory };
    using Key = std::pair<std::uint64_t, std::uint64_t>;  // device and inode

    std::weak_ptr<OpenFiles> files_;  // gone: the disk was destroyed
    std::string path_;
    Key key_;
    Access access_ = Access::read;
    bool named_ = true;
    std::shared_ptr<const Descriptor> descriptor_;
    std::list<OpenFile*>::iterator used_;  // where named and open
};

class OpenFiles : public std::enable_shared_from_this<OpenFiles> {
public:
    // `descriptors_max`: how many may be open at once of files that have names, at least 1; none: this disk's share of three quarters of
    // what the system allows the process, which all disks of the process have in equal parts.
    explicit OpenFiles(std::optional<std::size_t> descriptors_max);
    ~OpenFiles();
    OpenFiles(const OpenFiles&) = delete;
    OpenFiles& operator=(const OpenFiles&) = delete;

    // Whole paths, here and below.
    [[nodiscard]] Result<std::shared_ptr<OpenFile>> open(const std::string& path, OpenMode mode);
    [[nodiscard]] Result<std::shared_ptr<OpenFile>> open_directory(const std::string& path);
    // Before the system renames or removes: what is at `path`, or below it, will have no name any more.
    void unname(const std::string& path);
    // After the system renamed: what was at `from`, or below it, is now at `to`.
    void renamed(const std::string& from, const std::string& to);

private:
    friend class OpenFile;
    [[nodiscard]] Result<std::shared_ptr<OpenFile>> open_as(const std::string& path, OpenFile::Access access);
    [[nodiscard]] Result<std::shared_ptr<const Descriptor>> use(OpenFile& file);
    [[nodiscard]] int open_descriptor(const std::string& path, OpenFile::Access access, bool create);
    void note_open(OpenFile& file, std::shared_ptr<const Descriptor> descriptor);
    // It was destroyed.
    void forget(OpenFile& file);
    void lose_name(OpenFile& file);
    void close_one();
    [[nodiscard]] std::size_t descriptors_max() const;
    [[nodiscard]] std::vector<OpenFile*> at_or_below(const std::string& path) const;

    const std::optional<std::size_t> descriptors_max_;
    std::map<OpenFile::Key, std::weak_ptr<OpenFile>> files_;
    std::map<std::string, OpenFile*> by_path_;  // those that have a name
    std::list<OpenFile*> used_;  // named and open, the one used last in front
};

}  // namespace vitrine::env::real
