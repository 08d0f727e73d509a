// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/real/open_files.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <vector>

#include "base/assert.h"
#include "env/real/system_error.h"

namespace vitrine::env::real {
namespace {

// Descriptors are the process's, and so is what they are shared by.
std::atomic<std::size_t> disks_of_the_process{0};

}  // namespace

OpenFile::~OpenFile() {
    if (const auto files = files_.lock()) files->forget(*this);
}

Result<std::shared_ptr<const Descriptor>> OpenFile::descriptor() {
    if (const auto files = files_.lock()) return files->use(*this);
    if (descriptor_) return descriptor_;
    return storage_error("opening", path_, "the node was stopped");
}

OpenFiles::OpenFiles(std::optional<std::size_t> descriptors_max) : descriptors_max_(descriptors_max) { ++disks_of_the_process; }

OpenFiles::~OpenFiles() { --disks_of_the_process; }

std::size_t OpenFiles::descriptors_max() const {
    if (descriptors_max_) return *descriptors_max_;
    rlimit limit = {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) limit.rlim_cur = 1024;
    return std::max<std::size_t>(1, limit.rlim_cur / 4 * 3 / disks_of_the_process);
}

Result<std::shared_ptr<OpenFile>> OpenFiles::open(const std::string& path, OpenMode mode) {
    return open_as(path, mode == OpenMode::read_write ? OpenFile::Access::read_write : OpenFile::Access::read);
}

Result<std::shared_ptr<OpenFile>> OpenFiles::open_directory(const std::string& path) { return open_as(path, OpenFile::Access::directory); }

Result<std::shared_ptr<OpenFile>> OpenFiles::open_as(const std::string& path, OpenFile::Access access) {
    const int fd = open_descriptor(path, access, access == OpenFile::Access::read_write);
    if (fd < 0) return storage_error("opening", path, errno);
    auto descriptor = std::make_shared<const Descriptor>(fd);
    struct stat status = {};
    if (::fstat(fd, &status) != 0) return storage_error("opening", path, errno);
    if (access != OpenFile::Access::directory && !S_ISREG(status.st_mode)) return storage_error("opening", path, "it is not a file");

    const OpenFile::Key key{static_cast<std::uint64_t>(status.st_dev), static_cast<std::uint64_t>(status.st_ino)};
    std::weak_ptr<OpenFile>& known = files_[key];
    auto file = known.lock();
    // Where somebody outside of this process removed a closed file, the system may give its inode to another.
    const std::int64_t size = S_ISREG(status.st_mode) ? status.st_size : 0;
    if (file && !file->descriptor_ && (file->path_ != path || file->size != size)) {
        if (file->named_) lose_name(*file);
        file.reset();
    }
    if (!file) {
        if (const auto former = by_path_.find(path); former != by_path_.end()) lose_name(*former->second);
        file = std::make_shared<OpenFile>(weak_from_this(), path);
        file->key_ = key;
        file->size = size;
        file->access_ = access;
        known = file;
        by_path_[path] = file.get();
    }
    const bool more = access == OpenFile::Access::read_write && file->access_ == OpenFile::Access::read;
    if (more) file->access_ = access;
    if (more || !file->descriptor_) note_open(*file, std::move(descriptor));
    return file;
}

int OpenFiles::open_descriptor(const std::string& path, OpenFile::Access access, bool create) {
    const int flags = access == OpenFile::Access::directory    ? O_RDONLY | O_DIRECTORY
                      : access == OpenFile::Access::read_write ? O_RDWR | (create ? O_CREAT : 0)
                                                               : O_RDONLY;
    const std::size_t most = descriptors_max();
    while (used_.size() >= most) close_one();
    while (true) {
        const int fd = ::open(path.c_str(), flags | O_CLOEXEC, 0644);
        if (fd >= 0) return fd;
        // Others of the process may have taken what was thought to be ours.
        if ((errno == EMFILE || errno == ENFILE) && !used_.empty()) {
            close_one();
        } else if (errno != EINTR) {
            return fd;
        }
    }
}

void OpenFiles::note_open(OpenFile& file, std::shared_ptr<const Descriptor> descriptor) {
    if (file.named_) {
        if (file.descriptor_) used_.erase(file.used_);
        used_.push_front(&file);
        file.used_ = used_.begin();
    }
    file.descriptor_ = std::move(descriptor);
}

void OpenFiles::close_one() {
    OpenFile* const file = used_.back();
    used_.pop_back();
    file->descriptor_.reset();
}

Result<std::shared_ptr<const Descriptor>> OpenFiles::use(OpenFile& file) {
    if (file.descriptor_) {
        if (file.named_) used_.splice(used_.begin(), used_, file.used_);
        return file.descriptor_;
    }
    if (!file.named_) return storage_error("opening", file.path_, "it was removed");
    const int fd = open_descriptor(file.path_, file.access_, false);
    if (fd < 0) return storage_error("opening", file.path_, errno);
    auto descriptor = std::make_shared<const Descriptor>(fd);
    struct stat status = {};
    if (::fstat(fd, &status) != 0) return storage_error("opening", file.path_, errno);
    if (file.key_ != OpenFile::Key{status.st_dev, status.st_ino})
        return storage_error("opening", file.path_, "somebody outside of this process put another file in its place");
    note_open(file, std::move(descriptor));
    return file.descriptor_;
}

void OpenFiles::forget(OpenFile& file) {
    if (file.named_) lose_name(file);
    if (const auto known = files_.find(file.key_); known != files_.end() && known->second.expired()) files_.erase(known);
}

void OpenFiles::lose_name(OpenFile& file) {
    by_path_.erase(file.path_);
    if (file.descriptor_) used_.erase(file.used_);
    file.named_ = false;
}

std::vector<OpenFile*> OpenFiles::at_or_below(const std::string& path) const {
    std::vector<OpenFile*> found;
    if (const auto at = by_path_.find(path); at != by_path_.end()) found.push_back(at->second);
    const std::string below = path + "/";
    for (auto at = by_path_.lower_bound(below); at != by_path_.end() && at->first.starts_with(below); ++at) found.push_back(at->second);
    return found;
}

void OpenFiles::unname(const std::string& path) {
    for (OpenFile* file : at_or_below(path)) {
        // Where this fails, whoever still reads it is told so then.
        static_cast<void>(use(*file));
        lose_name(*file);
    }
}

void OpenFiles::renamed(const std::string& from, const std::string& to) {
    for (OpenFile* file : at_or_below(from)) {
        by_path_.erase(file->path_);
        file->path_.replace(0, from.size(), to);
        const bool free = by_path_.emplace(file->path_, file).second;
        VITRINE_ASSERT(free, "what had this name lost it before the rename");
    }
}

}  // namespace vitrine::env::real
