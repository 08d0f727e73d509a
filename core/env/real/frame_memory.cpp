// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/real/frame_memory.h"

#include <algorithm>
#include <utility>

namespace vitrine::env::real {
namespace {

constexpr std::size_t granule = 256 * 1024;

}  // namespace

Bytes FrameMemory::take(std::size_t size) {
    if (size < large) return {};
    const std::scoped_lock lock(mutex_);
    const auto found = std::ranges::lower_bound(kept_, size, {}, &Bytes::size);
    if (found == kept_.end()) return {};
    Bytes bytes = std::move(*found);
    kept_.erase(found);
    kept_bytes_ -= bytes.size();
    return bytes;
}

std::size_t FrameMemory::rounded(std::size_t size) {
    if (size < large || size > kept_max) return size;
    return (size + granule - 1) / granule * granule;
}

SharedBytes FrameMemory::share(Bytes bytes, std::size_t size) {
    if (bytes.size() < large || bytes.size() > kept_max) {
        bytes.resize(size);
        return SharedBytes(std::move(bytes));
    }
    // The memory outlives the network that received into it: frames go on to other threads.
    auto owner = std::make_unique<Bytes>(std::move(bytes));
    const std::shared_ptr<const Bytes> shared(owner.release(), [self = shared_from_this()](Bytes* last) {
        self->give_back(std::move(*last));
        delete last;
    });
    return {shared, ByteSpan(*shared).first(size)};
}

std::size_t FrameMemory::kept_bytes() const {
    const std::scoped_lock lock(mutex_);
    return kept_bytes_;
}

void FrameMemory::give_back(Bytes bytes) {
    const std::scoped_lock lock(mutex_);
    if (kept_bytes_ + bytes.size() > kept_max) return;
    kept_bytes_ += bytes.size();
    kept_.insert(std::ranges::lower_bound(kept_, bytes.size(), {}, &Bytes::size), std::move(bytes));
}

}  // namespace vitrine::env::real
