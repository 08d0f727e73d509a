// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/real/sync_queue.h"

#include <utility>

namespace vitrine::env::real {

void SyncQueue::sync(std::shared_ptr<OpenFile> file, SyncCompletion done) {
    waiting_.push_back({.file = std::move(file), .done = std::move(done)});
    feed();
}

void SyncQueue::feed() {
    while (with_worker_ < with_worker_max && !waiting_.empty()) {
        Request next = std::move(waiting_.front());
        waiting_.pop_front();
        auto descriptor = next.file->descriptor();
        if (!descriptor) {
            refuse(std::move(descriptor.error()), std::move(next.done));
            continue;
        }
        ++with_worker_;
        worker_.sync(std::move(*descriptor), next.file->is_directory(), next.file->path(),
                     [weak = weak_from_this(), done = std::move(next.done)](Status status) mutable {
                         const auto self = weak.lock();
                         if (self) --self->with_worker_;
                         done(std::move(status));
                         if (self) self->feed();
                     });
    }
}

void SyncQueue::refuse(Error error, SyncCompletion done) {
    post_([done = std::move(done), error = std::move(error)]() mutable { done(std::unexpected(std::move(error))); });
}

void SyncQueue::stop() {
    worker_.stop();
    waiting_.clear();
}

}  // namespace vitrine::env::real
