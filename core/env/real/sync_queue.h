// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <memory>

#include "env/real/open_files.h"
#include "env/real/sync_worker.h"

// The syncs of a disk on their way to its worker. Only a few at once are with the worker, and only those hold a descriptor: a start on ten
// thousand logs asks for more syncs than a process may have descriptors.
//
// One thread: the node's. Syncs are answered in the order of their calls, later; one that could not begin may be answered before others.
namespace vitrine::env::real {

class SyncQueue : public std::enable_shared_from_this<SyncQueue> {
public:
    // Both as SyncWorker has them.
    SyncQueue(std::function<void(Callback)> post, std::shared_ptr<const DiskFaults> faults)
        : post_(std::move(post)), worker_(post_, std::move(faults)) {}

    void sync(std::shared_ptr<OpenFile> file, SyncCompletion done);
    // The answer to a sync of what cannot be opened.
    void refuse(Error error, SyncCompletion done);
    // Waits for the system call under way; gives up the others.
    void stop();

private:
    static constexpr std::size_t with_worker_max = 16;

    struct Request {
        std::shared_ptr<OpenFile> file;
        SyncCompletion done;
    };
    void feed();

    std::function<void(Callback)> post_;
    SyncWorker worker_;
    std::deque<Request> waiting_;
    std::size_t with_worker_ = 0;
};

}  // namespace vitrine::env::real
