// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/resource.h>

#include <csignal>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/env/real/fixture.h"

namespace vitrine::env::real {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

// The owner's thread uses the disk: the loop is started only where completions are waited for.
class RealDisk : public testing::Test {
protected:
    TemporaryDirectory temporary;
    SilentObserver observer;
    NodeLoop loop{{.directory = temporary / "broker-1"}, observer};

    Disk& disk() { return loop.environment().disk; }
    std::shared_ptr<File> open(std::string_view path, OpenMode mode = OpenMode::read_write) { return disk().open(path, mode).value(); }
    std::string text(std::string_view path) {
        const auto content = read_file(disk(), path);
        return content ? std::string(as_text(*content)) : "(" + content.error().message + ")";
    }
};

TEST_F(RealDisk, whatWasWrittenIsReadAtOnce) {
    const auto file = open("a");
    const Bytes first = to_bytes("01234");
    const Bytes second = to_bytes("56789");
    const std::vector<ByteSpan> pieces{first, ByteSpan(), second};
    ASSERT_TRUE(file->append(pieces));
    ASSERT_TRUE(file->append(std::span<const ByteSpan>()));
    ASSERT_TRUE(file->write_at(8, as_bytes("xyz")));
    EXPECT_EQ(file->size(), 11);
    Bytes read(5);
    EXPECT_EQ(file->read_at(3, read).value(), 5U);
    EXPECT_EQ(as_text(read), "34567");
    EXPECT_EQ(file->read_at(9, read).value(), 2U);
    EXPECT_EQ(file->read_at(11, read).value(), 0U);
    ASSERT_TRUE(file->truncate(2));
    EXPECT_EQ(text("a"), "01");
    ASSERT_TRUE(file->append(as_bytes("2")));
    EXPECT_EQ(text("a"), "012");
    ASSERT_TRUE(file->truncate(5));
    EXPECT_EQ(text("a"), std::string("012\0\0", 5));
}

TEST_F(RealDisk, anAppendOfManyPiecesIsWhole) {
    std::vector<Bytes> owned;
    std::string expected;
    for (int i = 0; i < 500; ++i) {
        owned.push_back(to_bytes(std::string(static_cast<std::size_t>(i % 7), static_cast<char>('a' + i % 26))));
        expected += as_text(owned.back());
    }
    const std::vector<ByteSpan> pieces(owned.begin(), owned.end());
    const auto file = open("a");
    ASSERT_TRUE(file->append(pieces));
    EXPECT_EQ(text("a"), expected);
    EXPECT_EQ(file->size(), static_cast<std::int64_t>(expected.size()));
}

TEST_F(RealDisk, twoThatOpenOneFileAgreeOnItsSize) {
    const auto writer = open("a");
    const auto reader = open("a", OpenMode::read_only);
    const auto other = open("a");
    ASSERT_TRUE(writer->append(as_bytes("one")));
    EXPECT_EQ(reader->size(), 3);
    ASSERT_TRUE(other->append(as_bytes("two")));
    EXPECT_EQ(text("a"), "onetwo");
    EXPECT_FALSE(reader->append(as_bytes("x")));
}

TEST_F(RealDisk, namesMove) {
    ASSERT_TRUE(disk().create_directories("topic-0/inner"));
    const auto file = open("topic-0/log");
    ASSERT_TRUE(file->append(as_bytes("1")));
    ASSERT_TRUE(disk().rename("topic-0", "topic-0.id-delete"));
    ASSERT_TRUE(file->append(as_bytes("2")));
    EXPECT_EQ(text("topic-0.id-delete/log"), "12");
    ASSERT_TRUE(open("b")->append(as_bytes("b")));
    ASSERT_TRUE(open("c")->append(as_bytes("c")));
    ASSERT_TRUE(disk().rename("b", "c"));
    EXPECT_EQ(text("c"), "b");
    EXPECT_FALSE(disk().exists("b"));
    EXPECT_FALSE(disk().remove("topic-0.id-delete"));
    ASSERT_TRUE(disk().remove("topic-0.id-delete/log"));
    Bytes read(2);
    EXPECT_EQ(file->read_at(0, read).value(), 2U) << "open files stay readable";
    ASSERT_TRUE(disk().remove_tree("topic-0.id-delete"));
    EXPECT_FALSE(disk().remove_tree("topic-0.id-delete"));
    ASSERT_TRUE(disk().remove("c"));
    EXPECT_TRUE(disk().list("")->empty());
}

TEST_F(RealDisk, aListIsSortedAndTellsKindsAndSizes) {
    ASSERT_TRUE(disk().create_directories("b/c"));
    ASSERT_TRUE(open("z")->append(as_bytes("123")));
    open("a");
    const auto entries = disk().list("").value();
    ASSERT_EQ(entries.size(), 3U) << "the lock is not shown";
    EXPECT_EQ(entries[0].name, "a");
    EXPECT_TRUE(entries[1].is_directory);
    EXPECT_EQ(entries[2].name, "z");
    EXPECT_EQ(entries[2].size, 3);
    EXPECT_EQ(disk().description(), temporary / "broker-1");
}

TEST_F(RealDisk, failuresNameTheFileAndTheReason) {
    const Error absent = disk().open("nowhere/a", OpenMode::read_only).error();
    EXPECT_EQ(absent.code, ErrorCode::KAFKA_STORAGE_ERROR);
    EXPECT_THAT(absent.message, HasSubstr("nowhere/a"));
    EXPECT_THAT(absent.message, HasSubstr("No such file or directory"));
    EXPECT_THAT(disk().open("../a", OpenMode::read_write).error().message, HasSubstr("not names of a log directory"));
    EXPECT_FALSE(disk().exists("../broker-1"));
    ASSERT_TRUE(disk().create_directories("d"));
    EXPECT_FALSE(disk().open("d", OpenMode::read_only));
    EXPECT_FALSE(disk().list("nowhere"));
    EXPECT_FALSE(disk().rename("nowhere", "a"));
    EXPECT_FALSE(disk().remove("nowhere"));
    EXPECT_FALSE(disk().remove_tree(""));
    open("f");
    EXPECT_FALSE(disk().create_directories("f/g"));
    EXPECT_FALSE(open("f")->truncate(-1));
}

TEST_F(RealDisk, whatIsNoFileIsNotOpened) {
    std::filesystem::create_symlink("/dev/full", temporary / "broker-1/a");
    EXPECT_THAT(disk().open("a", OpenMode::read_write).error().message, HasSubstr("it is not a file"));
}

TEST_F(RealDisk, anAppendThatFailsHalfWayLeavesATornTailAndSaysWhy) {
    const auto file = open("a");
    // The system lets files of this process grow to ten bytes only, for as long as the append takes.
    rlimit before = {};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small = {.rlim_cur = 10, .rlim_max = before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    const Status status = file->append(as_bytes("0123456789abcdef"));
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, old_handler);
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, ErrorCode::KAFKA_STORAGE_ERROR);
    EXPECT_THAT(status.error().message, HasSubstr("broker-1/a failed: File too large"));
    EXPECT_EQ(file->size(), 10);
    ASSERT_TRUE(file->truncate(3));
    ASSERT_TRUE(file->append(as_bytes("x")));
    EXPECT_EQ(text("a"), "012x");
}

TEST_F(RealDisk, syncsAreAnsweredOnTheLoopInTheOrderOfTheirCalls) {
    loop.start();
    std::string order;
    std::shared_ptr<File> a;
    std::shared_ptr<File> b;
    std::vector<bool> good;
    ASSERT_TRUE(loop.run_and_wait([&] {
        a = open("a");
        b = open("b");
        ASSERT_TRUE(a->append(as_bytes("x")));
        for (int i = 0; i < 26; ++i) {
            (i % 5 < 3 ? a : b)->sync([&, i](Status status) {
                order += static_cast<char>('a' + i);
                good.push_back(status.has_value());
            });
        }
        EXPECT_EQ(order, "") << "later, on the loop";
    }));
    ASSERT_TRUE(eventually(loop, [&] { return order.size() == 26; }));
    EXPECT_EQ(order, "abcdefghijklmnopqrstuvwxyz");
    EXPECT_EQ(std::count(good.begin(), good.end(), true), 26);
}

TEST_F(RealDisk, manySyncsTogetherAreAnsweredInTheirOrderAndEachForItself) {
    const auto machine = std::make_shared<MachineFaults>();
    machine->disks.emplace_back();
    NodeLoop faulty({.directory = temporary / "broker-2", .machine = machine}, observer);
    faulty.start();
    std::vector<std::pair<int, bool>> answers;
    std::vector<std::shared_ptr<File>> files;
    const auto sync_many = [&] {
        faulty.run_and_wait([&] {
            answers.clear();
            for (int i = 0; i < 1000; ++i) {
                if (files.size() < 100) files.push_back(faulty.environment().disk.open(std::to_string(i), OpenMode::read_write).value());
                files[static_cast<std::size_t>(i) % 100]->sync(
                    [&, i](const Status& status) { answers.emplace_back(i, status.has_value()); });
            }
        });
        ASSERT_TRUE(eventually(faulty, [&] { return answers.size() == 1000; }));
    };
    for (const bool good : {true, false, true}) {
        machine->disks[0].syncs_fail = !good;
        sync_many();
        for (int i = 0; i < 1000; ++i) EXPECT_EQ(answers[static_cast<std::size_t>(i)], std::pair(i, good));
    }
    faulty.stop();
}

TEST_F(RealDisk, wholeFilesAreWrittenDurably) {
    loop.start();
    std::optional<Status> done;
    std::optional<Status> nowhere;
    loop.run_and_wait([&] {
        ASSERT_TRUE(disk().create_directories("d"));
        write_file_durably(disk(), "d/checkpoint", as_bytes("0\n0\n"), [&](Status status) { done = status; });
        disk().sync_directory("nowhere", [&](Status status) { nowhere = status; });
    });
    ASSERT_TRUE(eventually(loop, [&] { return done && nowhere; }));
    EXPECT_TRUE(done->has_value());
    EXPECT_FALSE(nowhere->has_value());
    std::ifstream file(temporary / "broker-1/d/checkpoint");
    std::string content(std::istreambuf_iterator<char>(file), {});
    EXPECT_EQ(content, "0\n0\n");
    EXPECT_FALSE(std::filesystem::exists(temporary / "broker-1/d/checkpoint.tmp"));
}

TEST_F(RealDisk, aDirectoryHasOneUser) {
    NodeLoop second({.directory = temporary / "broker-1"}, observer);
    EXPECT_THAT(second.environment().disk.open("a", OpenMode::read_write).error().message, HasSubstr("is in use by another broker"));
    loop.stop();
    NodeLoop third({.directory = temporary / "broker-1"}, observer);
    EXPECT_TRUE(third.environment().disk.open("a", OpenMode::read_write));
}

TEST_F(RealDisk, aNodeWithoutADirectoryHasNoDisk) {
    NodeLoop without({}, observer);
    EXPECT_THAT(without.environment().disk.open("a", OpenMode::read_write).error().message, HasSubstr("no log directory"));
    NodeLoop impossible({.directory = "/proc/vitrine"}, observer);
    EXPECT_THAT(impossible.environment().disk.create_directories("a").error().message, HasSubstr("/proc/vitrine"));
}

TEST_F(RealDisk, aStoppedNodeWritesNothingMore) {
    loop.start();
    std::shared_ptr<File> file;
    bool synced = false;
    loop.run_and_wait([&] {
        file = open("a");
        ASSERT_TRUE(file->append(as_bytes("1")));
    });
    loop.stop();
    EXPECT_THAT(file->append(as_bytes("2")).error().message, HasSubstr("the node was stopped"));
    EXPECT_FALSE(file->truncate(0));
    file->sync([&](Status) { synced = true; });
    EXPECT_FALSE(disk().remove("a"));
    EXPECT_FALSE(synced);
    EXPECT_EQ(std::filesystem::file_size(temporary / "broker-1/a"), 1U);
}

}  // namespace
}  // namespace vitrine::env::real
