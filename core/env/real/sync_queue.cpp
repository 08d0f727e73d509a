// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/real/sync_queue.h"

#include <sys/stat.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace vitrine::env::real {

void SyncQueue::set_file_system(std::shared_ptr<const Descriptor> some_file, std::string path) {
    struct stat status = {};
    if (::fstat(some_file->fd(), &status) != 0) return;
    device_ = status.st_dev;
    file_system_ = std::move(some_file);
    path_ = std::move(path);
}

void SyncQueue::sync(std::shared_ptr<OpenFile> file, SyncCompletion done) {
    waiting_.push_back({.file = std::move(file), .done = std::move(done)});
    feed();
}

void SyncQueue::feed() {
    while (!together_ && with_worker_ < with_worker_max && !waiting_.empty()) {
        const std::size_t count = singly_ > 0 || waiting_.size() < together_min ? 0 : count_together();
        if (count >= together_min) {
            feed_together(count);
        } else {
            feed_one();
        }
    }
}

void SyncQueue::feed_one() {
    Request next = std::move(waiting_.front());
    waiting_.pop_front();
    if (singly_ > 0) --singly_;
    auto descriptor = next.file->descriptor();
    if (!descriptor) return refuse(std::move(descriptor.error()), std::move(next.done));
    ++with_worker_;
    worker_.sync(std::move(*descriptor), next.file->is_directory() ? SyncWorker::What::directory : SyncWorker::What::file,
                 next.file->path(), [weak = weak_from_this(), done = std::move(next.done)](Status status) mutable {
                     const auto self = weak.lock();
                     if (self) --self->with_worker_;
                     done(std::move(status));
                     if (self) self->feed();
                 });
}

std::size_t SyncQueue::count_together() const {
    if (file_system_ == nullptr) return 0;
    std::size_t count = 0;
    while (count < waiting_.size() && waiting_[count].file->device() == device_) ++count;
    return count;
}

void SyncQueue::feed_together(std::size_t count) {
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(count);
    auto requests = std::make_shared<std::vector<Request>>(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(end));
    waiting_.erase(waiting_.begin(), end);
    together_ = true;
    worker_.sync(file_system_, SyncWorker::What::file_system, path_, [weak = weak_from_this(), requests](const Status& status) {
        const auto self = weak.lock();
        if (!self) return;
        if (status) return self->tell_together(requests, 0);
        self->together_ = false;
        self->singly_ = requests->size();
        self->waiting_.insert(self->waiting_.begin(), std::make_move_iterator(requests->begin()), std::make_move_iterator(requests->end()));
        self->feed();
    });
}

void SyncQueue::tell_together(std::shared_ptr<std::vector<Request>> requests, std::size_t from) {
    constexpr std::size_t told_at_once = 256;
    const std::size_t to = std::min(requests->size(), from + told_at_once);
    for (std::size_t i = from; i < to; ++i) std::exchange((*requests)[i].done, nullptr)({});
    if (to < requests->size()) {
        return post_([weak = weak_from_this(), requests, to] {
            if (const auto self = weak.lock()) self->tell_together(requests, to);
        });
    }
    together_ = false;
    feed();
}

void SyncQueue::refuse(Error error, SyncCompletion done) {
    post_([done = std::move(done), error = std::move(error)]() mutable { done(std::unexpected(std::move(error))); });
}

void SyncQueue::stop() {
    worker_.stop();
    waiting_.clear();
    file_system_.reset();
}

}  // namespace vitrine::env::real
