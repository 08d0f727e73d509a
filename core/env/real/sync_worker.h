// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "env/clock.h"
#include "env/disk.h"
#include "env/real/machine_faults.h"

namespace vitrine::env::real {

// An open file descriptor; closed when its last holder is gone. Shared between a node's thread and its sync worker.
class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor();
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int fd() const { return fd_; }

private:
    int fd_;
};

// One thread that waits for the disk, so that the node's thread need not. Started by the first sync. Syncs are answered in
// the order of their calls; several of one file that are waiting cost one system call.
class SyncWorker {
public:
    // `post` brings completions to the node's loop; it is called on the worker's thread.
    SyncWorker(std::function<void(Callback)> post, std::shared_ptr<const DiskFaults> faults)
        : post_(std::move(post)), faults_(std::move(faults)) {}
    ~SyncWorker();  // stop()
    SyncWorker(const SyncWorker&) = delete;
    SyncWorker& operator=(const SyncWorker&) = delete;

    enum class What {
        file,         // fdatasync
        directory,    // fsync
        file_system,  // syncfs: everything of the file system that `file` is of; tells errors of writing back since Linux 5.8
    };
    // `path` is for the sentence of an error.
    void sync(std::shared_ptr<const Descriptor> file, What what, std::string path, SyncCompletion done);
    // Waits for the system call under way; gives up the others.
    void stop();

private:
    struct Request {
        std::shared_ptr<const Descriptor> file;
        What what = What::file;
        std::string path;
        std::vector<SyncCompletion> done;
    };
    void work();

    std::function<void(Callback)> post_;
    std::shared_ptr<const DiskFaults> faults_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Request> waiting_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace vitrine::env::real
