// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/real/sync_worker.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "env/real/system_error.h"

namespace vitrine::env::real {

namespace {
constexpr Milliseconds slow_step{20};

int synced(const Descriptor& file, SyncWorker::What what) {
    if (what == SyncWorker::What::file_system) return ::syncfs(file.fd());
    return what == SyncWorker::What::directory ? ::fsync(file.fd()) : ::fdatasync(file.fd());
}
}  // namespace

Descriptor::~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
}

SyncWorker::~SyncWorker() { stop(); }

void SyncWorker::sync(std::shared_ptr<const Descriptor> file, What what, std::string path, SyncCompletion done) {
    {
        const std::scoped_lock lock(mutex_);
        if (stopping_) return;
        // A sync that has not begun covers this call too. Only the last request of a file may be joined, and only if nothing of
        // another file was asked for since: completions come in the order of the calls.
        if (!waiting_.empty() && waiting_.back().file == file && waiting_.back().what == what) {
            waiting_.back().done.push_back(std::move(done));
            return;
        }
        waiting_.push_back({.file = std::move(file), .what = what, .path = std::move(path)});
        waiting_.back().done.push_back(std::move(done));
        if (!thread_.joinable()) thread_ = std::thread([this] { work(); });
    }
    wake_.notify_one();
}

void SyncWorker::stop() {
    std::deque<Request> dropped;
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
        dropped.swap(waiting_);
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void SyncWorker::work() {
    for (;;) {
        Request request;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
            if (stopping_) return;
            request = std::move(waiting_.front());
            waiting_.pop_front();
        }
        int result = 0;
        do {
            result = synced(*request.file, request.what);
        } while (result != 0 && errno == EINTR);
        Status status;
        if (result != 0) status = storage_error("syncing", request.path, errno);
        else if (faults_->syncs_fail) status = storage_error("syncing", request.path, EIO);
        // In short steps: a disk that is quick again lets go on what it held.
        for (Duration waited{0}; waited < faults_->slow.load(); waited += slow_step) {
            const Duration step = std::min<Duration>(slow_step, faults_->slow.load() - waited);
            std::unique_lock lock(mutex_);
            if (wake_.wait_for(lock, step, [this] { return stopping_; })) return;
        }
        post_([done = std::move(request.done), status = std::move(status)]() mutable {
            for (SyncCompletion& one : done) one(status);
        });
    }
}

}  // namespace vitrine::env::real
