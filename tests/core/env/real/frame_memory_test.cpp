// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/real/frame_memory.h"

#include <thread>

#include <gtest/gtest.h>

namespace vitrine::env::real {
namespace {

constexpr std::size_t mb = 1024 * 1024;

TEST(FrameMemory, whatTheLastHolderLetsGoIsUsedAgain) {
    const auto memory = std::make_shared<FrameMemory>();
    EXPECT_TRUE(memory->take(mb).empty());
    Bytes bytes(mb, 7);
    const std::uint8_t* const place = bytes.data();
    SharedBytes frame = memory->share(std::move(bytes), mb - 5);
    EXPECT_EQ(frame.size(), mb - 5);
    EXPECT_EQ(frame.data(), place) << "not copied";
    SharedBytes part = frame.slice(10, 20);
    frame = {};
    EXPECT_EQ(memory->kept_bytes(), 0u) << "a slice still holds it";
    EXPECT_EQ(part.span()[0], 7);
    part = {};
    EXPECT_EQ(memory->kept_bytes(), mb);
    EXPECT_TRUE(memory->take(mb + 1).empty());
    EXPECT_TRUE(memory->take(100).empty()) << "small frames are the allocator's";
    EXPECT_EQ(memory->take(mb - 100'000).data(), place);
    EXPECT_EQ(memory->kept_bytes(), 0u);
}

TEST(FrameMemory, theSmallestThatIsLargeEnoughIsTaken) {
    const auto memory = std::make_shared<FrameMemory>();
    for (const std::size_t size : {3 * mb, mb, 2 * mb}) static_cast<void>(memory->share(Bytes(size), size));
    EXPECT_EQ(memory->kept_bytes(), 6 * mb);
    EXPECT_EQ(memory->take(mb + 1).size(), 2 * mb);
    EXPECT_EQ(memory->take(mb + 1).size(), 3 * mb);
    EXPECT_TRUE(memory->take(mb + 1).empty());
    EXPECT_EQ(memory->take(mb).size(), mb);
}

TEST(FrameMemory, littleIsKept) {
    const auto memory = std::make_shared<FrameMemory>();
    {
        std::vector<SharedBytes> frames;
        for (int i = 0; i < 100; ++i) frames.push_back(memory->share(Bytes(mb), mb));
        frames.push_back(memory->share(Bytes(100 * mb), 100 * mb));
        frames.push_back(memory->share(Bytes(100), 100));
    }
    EXPECT_EQ(memory->kept_bytes(), FrameMemory::kept_max);
    EXPECT_EQ(FrameMemory::rounded(100), 100u);
    EXPECT_EQ(FrameMemory::rounded(1'000'001), mb);
    EXPECT_EQ(FrameMemory::rounded(mb), mb);
    EXPECT_EQ(FrameMemory::rounded(100 * mb + 1), 100 * mb + 1);
}

TEST(FrameMemory, aFrameMayOutliveItAndEndOnAnotherThread) {
    auto memory = std::make_shared<FrameMemory>();
    SharedBytes frame = memory->share(Bytes(mb, 3), mb);
    SharedBytes other = memory->share(Bytes(mb, 4), mb);
    std::thread([held = std::move(other)]() mutable { held = {}; }).join();
    EXPECT_EQ(memory->kept_bytes(), mb);
    memory.reset();
    EXPECT_EQ(frame.span()[mb - 1], 3);
}

}  // namespace
}  // namespace vitrine::env::real
