// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "env/disk.h"
#include "env/real/sync_worker.h"

namespace vitrine::env::real {

// A file of the system. The size is tracked here, shared between all that are open for the same file: nobody else writes.
class PosixFile final : public File {
public:
    struct Shared {
        std::int64_t size = 0;
    };

    PosixFile(std::string path, std::shared_ptr<const Descriptor> descriptor, std::shared_ptr<Shared> shared, OpenMode mode,
              std::weak_ptr<SyncWorker> worker, std::shared_ptr<DiskFaults> faults)
        : path_(std::move(path)),
          descriptor_(std::move(descriptor)),
          shared_(std::move(shared)),
          mode_(mode),
          worker_(std::move(worker)),
          faults_(std::move(faults)) {}

    using File::append;
    Status append(std::span<const ByteSpan> pieces) override;
    Status write_at(std::int64_t position, ByteSpan bytes) override;
    [[nodiscard]] Result<std::size_t> read_at(std::int64_t position, MutableByteSpan bytes) const override;
    Status truncate(std::int64_t new_size) override;
    [[nodiscard]] std::int64_t size() const override { return shared_->size; }
    void sync(SyncCompletion done) override;

    // For sendfile; stays open as long as this file.
    [[nodiscard]] int fd() const { return descriptor_->fd(); }
    [[nodiscard]] bool reads_fail() const { return faults_->reads_fail; }

private:
    [[nodiscard]] Status check_writable(std::string_view what) const;

    std::string path_;  // the whole one, as it was opened; for sentences
    std::shared_ptr<const Descriptor> descriptor_;
    std::shared_ptr<Shared> shared_;
    OpenMode mode_;
    std::weak_ptr<SyncWorker> worker_;  // gone: the node was stopped, and a dead process writes nothing
    std::shared_ptr<DiskFaults> faults_;
};

// The files below one directory. Calls block for as long as the page cache needs; only syncs wait for the device, elsewhere.
class PosixDisk final : public Disk {
public:
    // Makes the directory and locks it; if that fails, every call says why. `faults`: what is wrong with the device, from now on too.
    PosixDisk(std::string root, std::function<void(Callback)> post, std::shared_ptr<DiskFaults> faults = std::make_shared<DiskFaults>());
    ~PosixDisk() override;

    [[nodiscard]] Result<std::shared_ptr<File>> open(std::string_view path, OpenMode mode) override;
    [[nodiscard]] bool exists(std::string_view path) const override;
    [[nodiscard]] Result<std::vector<DirectoryEntry>> list(std::string_view path) const override;
    Status create_directories(std::string_view path) override;
    Status rename(std::string_view from, std::string_view to) override;
    Status remove(std::string_view path) override;
    Status remove_tree(std::string_view path) override;
    void sync_directory(std::string_view path, SyncCompletion done) override;
    [[nodiscard]] std::string description() const override { return root_; }
    [[nodiscard]] VolumeSize volume() const override;

    // Waits for the sync under way, forgets the others, releases the lock. Files that are still open refuse to be
    // written afterwards.
    void stop();

private:
    [[nodiscard]] Status prepare();
    // The whole path; an error for what leads out of the root.
    [[nodiscard]] Result<std::string> locate(std::string_view what, std::string_view path) const;
    // The same for what changes names on the disk: an error also while writes fail.
    [[nodiscard]] Result<std::string> locate_to_write(std::string_view what, std::string_view path) const;

    std::string root_;
    std::function<void(Callback)> post_;
    std::shared_ptr<DiskFaults> faults_;
    std::shared_ptr<SyncWorker> worker_;
    std::optional<Error> unusable_;
    std::unique_ptr<Descriptor> lock_;
    // By device and inode, so that two that open one file agree on its size; entries of closed files are swept now and then.
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::weak_ptr<PosixFile::Shared>> open_files_;
    std::size_t sweep_at_ = 64;
};

}  // namespace vitrine::env::real
