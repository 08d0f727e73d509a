// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <deque>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "env/real/posix_disk.h"
#include "tests/core/env/real/fixture.h"

namespace vitrine::env::real {
namespace {

using testing::HasSubstr;

constexpr std::size_t descriptors_max = 3;

std::size_t descriptors_below(const std::string& directory) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code gone;
        const std::string target = std::filesystem::read_symlink(entry.path(), gone).string();
        if (target.starts_with(directory) && !target.ends_with(".lock")) ++count;
    }
    return count;
}

class OpenFilesOfADisk : public testing::Test {
protected:
    TemporaryDirectory temporary;
    std::string root = temporary / "broker-1";
    PosixDisk disk{root, [](Callback) {}, std::make_shared<DiskFaults>(), descriptors_max};
    std::vector<std::shared_ptr<File>> others;

    std::shared_ptr<File> open(std::string_view path) { return disk.open(path, OpenMode::read_write).value(); }
    // So many that every file used before is closed.
    void use_others() {
        for (std::size_t i = 0; i < descriptors_max + 1; ++i) {
            others.push_back(open("other-" + std::to_string(others.size())));
            EXPECT_TRUE(others.back()->append(as_bytes("x")));
        }
    }
    static std::string text(const File& file) {
        Bytes content(static_cast<std::size_t>(file.size()));
        const auto count = file.read_at(0, content);
        return count ? std::string(as_text(content)).substr(0, *count) : "(" + count.error().message + ")";
    }
};

TEST_F(OpenFilesOfADisk, manyFilesAreWrittenAndReadThroughFewDescriptors) {
    std::vector<std::shared_ptr<File>> files;
    for (int i = 0; i < 50; ++i) files.push_back(open("log-" + std::to_string(i)));
    for (int round = 0; round < 3; ++round) {
        for (std::size_t i = 0; i < files.size(); ++i) ASSERT_TRUE(files[i]->append(as_bytes(std::to_string(i) + ";")));
        EXPECT_LE(descriptors_below(root), descriptors_max);
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
        const std::string number = std::to_string(i) + ";";
        EXPECT_EQ(text(*files[i]), number + number + number);
    }
    ASSERT_TRUE(files[7]->truncate(2));
    use_others();
    ASSERT_TRUE(files[7]->append(as_bytes("!")));
    EXPECT_EQ(text(*files[7]), "7;!");
}

TEST_F(OpenFilesOfADisk, aClosedFileIsFoundByTheNameThatItHasNow) {
    ASSERT_TRUE(disk.create_directories("orders-0"));
    const auto file = open("orders-0/00.log");
    ASSERT_TRUE(file->append(as_bytes("a")));
    use_others();
    ASSERT_TRUE(disk.rename("orders-0/00.log", "orders-0/00.log.swap"));
    ASSERT_TRUE(file->append(as_bytes("b")));
    use_others();
    ASSERT_TRUE(disk.rename("orders-0", "orders-0.delete"));
    ASSERT_TRUE(file->append(as_bytes("c")));
    EXPECT_EQ(text(*file), "abc");
    // A name that only begins alike is another's.
    ASSERT_TRUE(disk.create_directories("orders-0"));
    EXPECT_EQ(text(*open("orders-0/00.log.swap")), "");
}

TEST_F(OpenFilesOfADisk, aFileThatWasRemovedStaysReadable) {
    const auto file = open("a");
    ASSERT_TRUE(file->append(as_bytes("kept")));
    ASSERT_TRUE(disk.create_directories("orders-0"));
    const auto below = open("orders-0/00.log");
    ASSERT_TRUE(below->append(as_bytes("kept, too")));
    use_others();
    ASSERT_TRUE(disk.remove("a"));
    ASSERT_TRUE(disk.remove_tree("orders-0"));
    use_others();
    EXPECT_EQ(text(*file), "kept");
    EXPECT_EQ(text(*below), "kept, too");
    const auto another = open("a");
    ASSERT_TRUE(another->append(as_bytes("new")));
    EXPECT_EQ(text(*file), "kept");
    EXPECT_EQ(text(*another), "new");
}

TEST_F(OpenFilesOfADisk, aFileThatAnotherWasRenamedOverKeepsItsContent) {
    const auto old = open("checkpoint");
    ASSERT_TRUE(old->append(as_bytes("old")));
    const auto made = open("checkpoint.tmp");
    ASSERT_TRUE(made->append(as_bytes("made")));
    use_others();
    ASSERT_TRUE(disk.rename("checkpoint.tmp", "checkpoint"));
    use_others();
    EXPECT_EQ(text(*old), "old");
    EXPECT_EQ(text(*made), "made");
    EXPECT_EQ(open("checkpoint")->size(), 4);
}

TEST_F(OpenFilesOfADisk, whatSomebodyElseRemovedIsMissedAndNotTakenForAnother) {
    const auto file = open("a");
    ASSERT_TRUE(file->append(as_bytes("lost")));
    use_others();
    std::filesystem::remove(root + "/a");
    EXPECT_THAT(text(*file), HasSubstr("No such file"));
    // Many systems give the inode to the next file.
    const auto next = open("b");
    ASSERT_TRUE(next->append(as_bytes("b")));
    const auto again = open("a");
    ASSERT_TRUE(again->append(as_bytes("new")));
    use_others();
    EXPECT_EQ(text(*next), "b");
    EXPECT_EQ(text(*again), "new");
    EXPECT_NE(text(*file), "new");
}

TEST_F(OpenFilesOfADisk, filesThatNobodyHoldsAnyMoreAreClosed) {
    {
        const auto first = open("a");
        const auto second = open("a");
        ASSERT_TRUE(first->append(as_bytes("1")));
        EXPECT_EQ(second->size(), 1);
        EXPECT_EQ(descriptors_below(root), 1U);
    }
    EXPECT_EQ(descriptors_below(root), 0U);
    EXPECT_EQ(text(*open("a")), "1");
}

TEST_F(OpenFilesOfADisk, syncsThatWaitHoldFewDescriptors) {
    std::deque<Callback> posted;
    std::mutex mutex;
    PosixDisk slow{temporary / "broker-2",
                   [&](Callback callback) {
                       const std::scoped_lock lock(mutex);
                       posted.push_back(std::move(callback));
                   },
                   std::make_shared<DiskFaults>(), descriptors_max};
    std::vector<int> done;
    for (int i = 0; i < 200; ++i) {
        const std::string topic = "topic-" + std::to_string(i);
        ASSERT_TRUE(slow.create_directories(topic));
        const auto file = slow.open(topic + "/00.log", OpenMode::read_write).value();
        ASSERT_TRUE(file->append(as_bytes("x")));
        file->sync([&done, i](Status status) { done.push_back(status ? 2 * i : -1); });
        slow.sync_directory(topic, [&done, i](Status status) { done.push_back(status ? 2 * i + 1 : -1); });
        // A directory that got another name meanwhile is found by it.
        ASSERT_TRUE(slow.rename(topic, topic + ".delete"));
        EXPECT_LT(descriptors_below(temporary / "broker-2"), 30U);
    }
    while (done.size() < 400) {
        std::deque<Callback> now;
        {
            const std::scoped_lock lock(mutex);
            now.swap(posted);
        }
        for (Callback& callback : now) callback();
        std::this_thread::yield();
    }
    for (int i = 0; i < 400; ++i) EXPECT_EQ(done[static_cast<std::size_t>(i)], i);
}

TEST_F(OpenFilesOfADisk, whatIsReadOnlyStaysSoAfterItWasClosed) {
    ASSERT_TRUE(open("a")->append(as_bytes("1")));
    const auto file = disk.open("a", OpenMode::read_only).value();
    use_others();
    EXPECT_EQ(text(*file), "1");
    EXPECT_FALSE(file->append(as_bytes("2")));
}

}  // namespace
}  // namespace vitrine::env::real
