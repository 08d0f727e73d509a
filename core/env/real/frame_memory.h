// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "base/bytes.h"

namespace vitrine::env::real {

// The memory of frames that arrive in pieces, used again. Large blocks that come and go are what costs: the system hands out pages one by
// one and cleared, and they are cleared once more before anything is received into them.
class FrameMemory : public std::enable_shared_from_this<FrameMemory> {
public:
    static constexpr std::size_t large = 64 * 1024;               // what is smaller is left to the allocator
    static constexpr std::size_t kept_max = 8 * 1024 * 1024;      // while no frame uses it

    // Memory of `size` bytes or more that a frame gave back, with whatever it held; empty where there is none.
    [[nodiscard]] Bytes take(std::size_t size);
    // What is to be allocated for a frame of `size` bytes, so that others of about its size can use it again.
    [[nodiscard]] static std::size_t rounded(std::size_t size);
    // The first `size` bytes. Given back when the last holder lets go, on whatever thread.
    [[nodiscard]] SharedBytes share(Bytes bytes, std::size_t size);
    [[nodiscard]] std::size_t kept_bytes() const;

private:
    void give_back(Bytes bytes);

    mutable std::mutex mutex_;
    std::vector<Bytes> kept_;  // by size
    std::size_t kept_bytes_ = 0;
};

}  // namespace vitrine::env::real
