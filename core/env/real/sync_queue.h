// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "env/real/open_files.h"
#include "env/real/sync_worker.h"

// The syncs of a disk on their way to its worker. Only a few at once are with the worker, and only those hold a descriptor: a start on ten
// thousand logs asks for more syncs than a process may have descriptors. Where so many wait, one sync of the file system is made for
// all of them: the same is durable, with one commit of its journal and not with thousands.
//
// One thread: the node's. Syncs are answered in the order of their calls, later; one that could not begin may be answered before others.
namespace vitrine::env::real {

class SyncQueue : public std::enable_shared_from_this<SyncQueue> {
public:
    // Both as SyncWorker has them.
    SyncQueue(std::function<void(Callback)> post, std::shared_ptr<const DiskFaults> faults)
        : post_(std::move(post)), worker_(post_, std::move(faults)) {}

    // Some file of the file system that most of the files to come are on; without it each is synced by itself.
    void set_file_system(std::shared_ptr<const Descriptor> some_file, std::string path);
    void sync(std::shared_ptr<OpenFile> file, SyncCompletion done);
    // The answer to a sync of what cannot be opened.
    void refuse(Error error, SyncCompletion done);
    // Waits for the system call under way; gives up the others.
    void stop();

private:
    static constexpr std::size_t with_worker_max = 16;
    // A sync of the file system also waits for what others write to it: with fewer it may be the slower one.
    static constexpr std::size_t together_min = 128;

    struct Request {
        std::shared_ptr<OpenFile> file;
        SyncCompletion done;
    };
    void feed();
    void feed_one();
    // Those in front that are on the file system, up to the first that is not.
    [[nodiscard]] std::size_t count_together() const;
    void feed_together(std::size_t count);
    // Tells some of those that are synced together, then gives way: there may be ten thousands of them.
    void tell_together(std::shared_ptr<std::vector<Request>> requests, std::size_t from);

    std::function<void(Callback)> post_;
    SyncWorker worker_;
    std::shared_ptr<const Descriptor> file_system_;
    std::uint64_t device_ = 0;  // of the file system
    std::string path_;
    std::deque<Request> waiting_;
    std::size_t with_worker_ = 0;
    bool together_ = false;   // many are with the worker, as one, or not all of them are told yet
    std::size_t singly_ = 0;  // so many in front are to be synced one by one: together they failed, and each must say whether it did
};

}  // namespace vitrine::env::real
