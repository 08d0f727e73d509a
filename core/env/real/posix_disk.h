// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "env/disk.h"
#include "env/real/open_files.h"
#include "env/real/sync_queue.h"

namespace vitrine::env::real {

// A file of the system.
class PosixFile final : public File {
public:
    PosixFile(std::shared_ptr<OpenFile> file, OpenMode mode, std::weak_ptr<SyncQueue> syncs, std::shared_ptr<DiskFaults> faults)
        : file_(std::move(file)), mode_(mode), syncs_(std::move(syncs)), faults_(std::move(faults)) {}

    using File::append;
    Status append(std::span<const ByteSpan> pieces) override;
    Status write_at(std::int64_t position, ByteSpan bytes) override;
    [[nodiscard]] Result<std::size_t> read_at(std::int64_t position, MutableByteSpan bytes) const override;
    Status truncate(std::int64_t new_size) override;
    [[nodiscard]] std::int64_t size() const override { return file_->size; }
    void sync(SyncCompletion done) override;

    // For sendfile.
    [[nodiscard]] Result<std::shared_ptr<const Descriptor>> descriptor() const { return file_->descriptor(); }
    [[nodiscard]] bool reads_fail() const { return faults_->reads_fail; }

private:
    // Where it may be written to.
    [[nodiscard]] Result<std::shared_ptr<const Descriptor>> writable(std::string_view what) const;

    std::shared_ptr<OpenFile> file_;
    OpenMode mode_;
    std::weak_ptr<SyncQueue> syncs_;  // gone: the node was stopped, and a dead process writes nothing
    std::shared_ptr<DiskFaults> faults_;
};

// The files below one directory. Calls block for as long as the page cache needs; only syncs wait for the device, elsewhere.
class PosixDisk final : public Disk {
public:
    // Makes the directory and locks it; if that fails, every call says why. `faults`: what is wrong with the device, from now on too;
    // `descriptors_max` as OpenFiles has it.
    PosixDisk(std::string root, std::function<void(Callback)> post, std::shared_ptr<DiskFaults> faults = std::make_shared<DiskFaults>(),
              std::optional<std::size_t> descriptors_max = {});
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
    std::shared_ptr<DiskFaults> faults_;
    std::shared_ptr<SyncQueue> syncs_;
    std::optional<Error> unusable_;
    std::shared_ptr<const Descriptor> lock_;
    std::shared_ptr<OpenFiles> files_;
};

}  // namespace vitrine::env::real
