// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "env/clock.h"
#include "env/disk.h"
#include "env/random.h"

// A disk in memory that knows what is durable. Everything that happened to a file since its last completed sync, and to the
// names of a directory since its last completed sync_directory(), can be taken back: that is what a crash does.
namespace vitrine::env::sim {

// What goes wrong with a disk while a switch is on, for processes; all off by default.
struct DiskFaults {
    // The files together hold at most so much; an append beyond it writes what fits and answers KAFKA_STORAGE_ERROR.
    std::optional<std::int64_t> capacity_bytes;
    bool reads_fail = false;
    bool writes_fail = false;  // append, write_at, truncate, create, rename, remove
    bool syncs_fail = false;   // the completion carries the error; nothing becomes durable
    Duration slow{0};          // added to every sync
};

// What a crash leaves of the bytes that were not synced.
enum class UnsyncedBytes {
    lost,    // nothing
    prefix,  // of each file the first changes up to a drawn point; an append may be cut anywhere
    torn,    // as prefix; the lost part of an append may leave zeros in the file (its length was written, its pages were not)
};

struct CrashOptions {
    UnsyncedBytes bytes = UnsyncedBytes::lost;
    // Files and directories created, renamed or removed since the last sync_directory() of their parent: taken back (true),
    // or by chance for each directory where bytes are not `lost`. False: every name survives, as journalling file systems mostly do.
    bool lose_names = true;
};

class DiskImage;

// The process that uses a disk: shared with every file that it opened, also beyond its death.
class DiskUser {
public:
    virtual ~DiskUser() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    // Runs the callback then, on the user's loop; drops it once the user is dead.
    virtual void run_at(Instant at, Callback callback) = 0;
    // A dead process reads and writes nothing any more.
    bool alive = true;
    // Somebody with the disk in their hands: no fault of the disk is theirs.
    bool outside = false;
};

// One view of a disk: the view of a node's life (its calls fail once the node was killed) or, from Node::disk(), of somebody
// with the disk in their hands, for tests: to prepare, to inspect and to damage it.
class MemoryDisk final : public env::Disk {
public:
    // `name`: what description() answers.
    MemoryDisk(std::shared_ptr<DiskImage> image, std::shared_ptr<DiskUser> user, std::string name = "memory");
    ~MemoryDisk() override;

    [[nodiscard]] Result<std::shared_ptr<File>> open(std::string_view path, OpenMode mode) override;
    [[nodiscard]] bool exists(std::string_view path) const override;
    [[nodiscard]] Result<std::vector<DirectoryEntry>> list(std::string_view path) const override;
    Status create_directories(std::string_view path) override;
    Status rename(std::string_view from, std::string_view to) override;
    Status remove(std::string_view path) override;
    Status remove_tree(std::string_view path) override;
    void sync_directory(std::string_view path, SyncCompletion done) override;
    [[nodiscard]] std::string description() const override { return name_; }
    // Known where its capacity is limited.
    [[nodiscard]] VolumeSize volume() const override;

    // --- for tests; common to all views of the same disk ---
    [[nodiscard]] DiskFaults& faults();
    // Of every path and every byte of the files, not of what is durable. Equal disks answer equal numbers.
    [[nodiscard]] std::uint64_t digest() const;
    // The bytes of all files together.
    [[nodiscard]] std::int64_t used_bytes() const;
    // Flips the bits of `mask` in one byte, as a failing disk does: durable at once.
    Status corrupt(std::string_view path, std::int64_t position, std::uint8_t mask = 0xff);
    // A new disk, empty and without faults. Only while no node uses it.
    void wipe();
    // What a power failure leaves. Only while no node uses the disk.
    void crash(const CrashOptions& options);

private:
    std::shared_ptr<DiskImage> image_;
    std::shared_ptr<DiskUser> user_;
    std::string name_;
};

// An empty disk; delays of its syncs and the outcome of crashes are drawn from the seed.
[[nodiscard]] std::shared_ptr<DiskImage> make_disk(std::uint64_t seed, Duration sync_delay, Duration sync_jitter);

}  // namespace vitrine::env::sim
