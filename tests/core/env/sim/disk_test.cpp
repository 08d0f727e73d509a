// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "env/sim/world.h"

namespace vitrine::env::sim {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr BrokerId node_1{1};

class SimDisk : public testing::Test {
protected:
    World world{42};
    Node& node = world.add_node(node_1);

    Disk& disk() { return node.environment().disk; }
    std::shared_ptr<File> open(std::string_view path) { return disk().open(path, OpenMode::read_write).value(); }
    void sync(File& file) {
        bool done = false;
        file.sync([&](Status status) { done = status.has_value(); });
        ASSERT_TRUE(world.run_until([&] { return done; }, 1s));
    }
    void sync_directory(std::string_view path) {
        bool done = false;
        disk().sync_directory(path, [&](Status status) { done = status.has_value(); });
        ASSERT_TRUE(world.run_until([&] { return done; }, 1s));
    }
    // A file whose name is durable, whatever becomes of its bytes.
    std::shared_ptr<File> open_durably(std::string_view path) {
        auto file = open(path);
        sync_directory("");
        return file;
    }
    void crash(CrashOptions options = {}) {
        world.crash(node_1, options);
        world.restart(node_1);
    }
    std::string text(std::string_view path) {
        const auto content = read_file(disk(), path);
        return content ? std::string(as_text(*content)) : "(" + content.error().message + ")";
    }
};

TEST_F(SimDisk, whatWasWrittenIsReadAtOnce) {
    const auto file = open("a");
    const Bytes first = to_bytes("01234");
    const Bytes second = to_bytes("56789");
    const std::vector<ByteSpan> pieces{first, second};
    ASSERT_TRUE(file->append(pieces));
    ASSERT_TRUE(file->write_at(8, as_bytes("xyz")));
    EXPECT_EQ(file->size(), 11);
    Bytes read(5);
    EXPECT_EQ(file->read_at(3, read).value(), 5U);
    EXPECT_EQ(as_text(read), "34567");
    EXPECT_EQ(file->read_at(9, read).value(), 2U) << "fewer only at the end of the file";
    EXPECT_EQ(file->read_at(11, read).value(), 0U);
    ASSERT_TRUE(file->truncate(2));
    EXPECT_EQ(text("a"), "01");
    ASSERT_TRUE(file->truncate(4));
    EXPECT_EQ(text("a"), std::string("01\0\0", 4));
    ASSERT_TRUE(file->write_at(6, as_bytes("z")));
    EXPECT_EQ(text("a"), std::string("01\0\0\0\0z", 7));
}

TEST_F(SimDisk, aSyncIsAnsweredLater) {
    const auto file = open("a");
    bool done = false;
    file->sync([&](Status) { done = true; });
    EXPECT_FALSE(done);
    ASSERT_TRUE(world.run_until([&] { return done; }, 1s));
    EXPECT_GE(world.now().time_since_epoch(), 500us);
}

TEST_F(SimDisk, syncsAreAnsweredInTheOrderOfTheirCalls) {
    const auto a = open("a");
    const auto b = open("b");
    std::string order;
    for (int i = 0; i < 20; ++i) (i % 2 == 0 ? a : b)->sync([&order, i](Status) { order += static_cast<char>('a' + i); });
    world.run_for(1s);
    EXPECT_EQ(order, "abcdefghijklmnopqrst");
}

TEST_F(SimDisk, aKillLosesNothing) {
    ASSERT_TRUE(open("a")->append(as_bytes("not synced")));
    world.kill(node_1);
    world.restart(node_1);
    EXPECT_EQ(text("a"), "not synced");
}

TEST_F(SimDisk, aCrashLosesWhatWasNotSynced) {
    const auto file = open_durably("a");
    ASSERT_TRUE(file->append(as_bytes("synced ")));
    sync(*file);
    ASSERT_TRUE(file->append(as_bytes("lost")));
    ASSERT_TRUE(file->write_at(0, as_bytes("SYN")));
    ASSERT_TRUE(file->truncate(2));
    ASSERT_TRUE(file->append(as_bytes("also lost")));
    crash();
    EXPECT_EQ(text("a"), "synced ");
}

TEST_F(SimDisk, whatIsWrittenWhileASyncIsUnderWayIsNotPartOfIt) {
    const auto file = open_durably("a");
    ASSERT_TRUE(file->append(as_bytes("before")));
    bool done = false;
    file->sync([&](Status) { done = true; });
    ASSERT_TRUE(file->append(as_bytes(" after")));
    ASSERT_TRUE(file->write_at(0, as_bytes("B")));
    ASSERT_TRUE(world.run_until([&] { return done; }, 1s));
    EXPECT_EQ(text("a"), "Before after");
    crash();
    EXPECT_EQ(text("a"), "before");
}

TEST_F(SimDisk, aSyncThatACrashInterruptsMadeNothingDurable) {
    const auto file = open_durably("a");
    ASSERT_TRUE(file->append(as_bytes("x")));
    file->sync([](Status) { FAIL() << "the node is dead"; });
    crash();
    EXPECT_EQ(text("a"), "");
    world.run_for(1s);
}

TEST_F(SimDisk, aTornAppendMayEndAnywhereAndBeFollowedByZeros) {
    std::set<std::string> prefixes;
    std::set<std::string> torn;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        for (const UnsyncedBytes policy : {UnsyncedBytes::prefix, UnsyncedBytes::torn}) {
            World some(seed);
            Node& machine = some.add_node(node_1);
            const auto file = machine.environment().disk.open("a", OpenMode::read_write).value();
            bool done = false;
            machine.environment().disk.sync_directory("", [&](Status) { done = true; });
            ASSERT_TRUE(some.run_until([&] { return done; }, 1s));
            ASSERT_TRUE(file->append(as_bytes("ab")));
            ASSERT_TRUE(file->append(as_bytes("cd")));
            some.crash(node_1, {.bytes = policy});
            (policy == UnsyncedBytes::prefix ? prefixes : torn).insert(std::string(as_text(read_file(machine.disk(), "a").value())));
        }
    }
    EXPECT_THAT(prefixes, ElementsAre("", "a", "ab", "abc", "abcd"));
    EXPECT_TRUE(torn.contains(std::string("a\0\0", 3)));
    for (const std::string& content : torn) {
        const std::string kept = content.substr(0, content.find('\0'));
        EXPECT_EQ(kept, std::string("abcd").substr(0, kept.size()));
        EXPECT_LE(content.size(), 4U);
    }
}

TEST_F(SimDisk, ofOrderedChangesACrashKeepsAFirstPart) {
    std::set<std::string> seen;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        World some(seed);
        Node& machine = some.add_node(node_1);
        const auto file = machine.environment().disk.open("a", OpenMode::read_write).value();
        int done = 0;
        machine.environment().disk.sync_directory("", [&](Status) { ++done; });
        ASSERT_TRUE(file->append(as_bytes("abc")));
        file->sync([&](Status) { ++done; });
        ASSERT_TRUE(some.run_until([&] { return done == 2; }, 1s));
        ASSERT_TRUE(file->write_at(1, as_bytes("B")));
        ASSERT_TRUE(file->truncate(2));
        ASSERT_TRUE(file->append(as_bytes("D")));
        some.crash(node_1, {.bytes = UnsyncedBytes::prefix});
        seen.insert(std::string(as_text(read_file(machine.disk(), "a").value())));
    }
    EXPECT_THAT(seen, ElementsAre("aB", "aBD", "aBc", "abc"));
}

TEST_F(SimDisk, namesAreDurableOnlyAfterTheirDirectoryWasSynced) {
    ASSERT_TRUE(disk().create_directories("topic-0"));
    ASSERT_TRUE(disk().create_directories("topic-1"));
    sync_directory("");
    sync(*open("topic-0/synced"));
    sync_directory("topic-0");
    sync(*open("topic-0/new"));
    ASSERT_TRUE(disk().rename("topic-0/synced", "topic-0/renamed"));
    ASSERT_TRUE(disk().remove("topic-1"));
    ASSERT_TRUE(disk().create_directories("topic-2"));
    crash();
    EXPECT_TRUE(disk().exists("topic-0/synced"));
    EXPECT_FALSE(disk().exists("topic-0/renamed"));
    EXPECT_FALSE(disk().exists("topic-0/new"));
    EXPECT_TRUE(disk().exists("topic-1"));
    EXPECT_FALSE(disk().exists("topic-2"));
}

TEST_F(SimDisk, namesMayBeKeptByACrash) {
    ASSERT_TRUE(open("new")->append(as_bytes("x")));
    crash({.lose_names = false});
    EXPECT_EQ(text("new"), "");
}

TEST_F(SimDisk, replacingAFileWithoutSyncMayBringTheOldOneBack) {
    std::optional<Status> done;
    write_file_durably(disk(), "checkpoint", as_bytes("old"), [&](Status status) { done = status; });
    ASSERT_TRUE(world.run_until([&] { return done.has_value(); }, 1s));
    ASSERT_TRUE(done->has_value());
    ASSERT_TRUE(write_file(disk(), "checkpoint", as_bytes("new")));
    EXPECT_EQ(text("checkpoint"), "new");
    crash();
    EXPECT_EQ(text("checkpoint"), "old");
}

TEST_F(SimDisk, writeFileDurablySurvivesACrashAsSoonAsItIsDone) {
    std::optional<Status> done;
    write_file_durably(disk(), "quorum-state", as_bytes("vote"), [&](Status status) { done = status; });
    ASSERT_TRUE(world.run_until([&] { return done.has_value(); }, 1s));
    crash();
    EXPECT_EQ(text("quorum-state"), "vote");
    EXPECT_FALSE(disk().exists("quorum-state.tmp"));
}

TEST_F(SimDisk, openFilesSurviveRenameAndRemoval) {
    const auto file = open("a");
    ASSERT_TRUE(file->append(as_bytes("1")));
    ASSERT_TRUE(disk().rename("a", "b"));
    ASSERT_TRUE(file->append(as_bytes("2")));
    EXPECT_EQ(text("b"), "12");
    ASSERT_TRUE(disk().remove("b"));
    Bytes read(2);
    EXPECT_EQ(file->read_at(0, read).value(), 2U);
    EXPECT_FALSE(disk().exists("b"));
}

TEST_F(SimDisk, filesOfARenamedDirectoryMoveWithIt) {
    ASSERT_TRUE(disk().create_directories("topic-0"));
    const auto file = open("topic-0/log");
    ASSERT_TRUE(disk().rename("topic-0", "topic-0.id-delete"));
    ASSERT_TRUE(file->append(as_bytes("x")));
    EXPECT_EQ(text("topic-0.id-delete/log"), "x");
    ASSERT_TRUE(disk().remove_tree("topic-0.id-delete"));
    EXPECT_TRUE(disk().list("")->empty());
}

TEST_F(SimDisk, aListIsSortedAndTellsKindsAndSizes) {
    ASSERT_TRUE(disk().create_directories("b/c"));
    ASSERT_TRUE(open("z")->append(as_bytes("123")));
    open("a");
    const auto entries = disk().list("").value();
    ASSERT_EQ(entries.size(), 3U);
    EXPECT_EQ(entries[0].name, "a");
    EXPECT_EQ(entries[1].name, "b");
    EXPECT_TRUE(entries[1].is_directory);
    EXPECT_EQ(entries[2].name, "z");
    EXPECT_EQ(entries[2].size, 3);
    EXPECT_FALSE(disk().list("nowhere"));
}

TEST_F(SimDisk, wrongUseIsAnsweredWithASentence) {
    EXPECT_THAT(disk().open("a", OpenMode::read_only).error().message, HasSubstr("opening a failed: No such file"));
    EXPECT_THAT(disk().open("nowhere/a", OpenMode::read_write).error().message, HasSubstr("its directory does not exist"));
    EXPECT_FALSE(disk().open("../a", OpenMode::read_write));
    EXPECT_FALSE(disk().open("", OpenMode::read_write));
    ASSERT_TRUE(disk().create_directories("d/e"));
    EXPECT_THAT(disk().remove("d").error().message, HasSubstr("not empty"));
    EXPECT_FALSE(disk().open("d", OpenMode::read_only));
    EXPECT_FALSE(disk().rename("nothing", "else"));
    EXPECT_FALSE(disk().rename("d", "d/e/d"));
    open("f");
    EXPECT_FALSE(disk().create_directories("f/g"));
    EXPECT_FALSE(disk().rename("f", "d"));
    const auto reader = disk().open("f", OpenMode::read_only).value();
    EXPECT_THAT(reader->append(as_bytes("x")).error().message, HasSubstr("for reading only"));
    std::optional<Status> done;
    disk().sync_directory("nowhere", [&](Status status) { done = status; });
    ASSERT_TRUE(world.run_until([&] { return done.has_value(); }, 1s));
    EXPECT_FALSE(done->has_value());
}

TEST_F(SimDisk, aFullDiskTakesWhatFitsAndSaysSo) {
    const auto file = open("a");
    node.disk().faults().capacity_bytes = 5;
    ASSERT_TRUE(file->append(as_bytes("123")));
    const Status status = file->append(as_bytes("4567"));
    EXPECT_EQ(status.error().code, ErrorCode::KAFKA_STORAGE_ERROR);
    EXPECT_THAT(status.error().message, HasSubstr("No space left"));
    EXPECT_EQ(text("a"), "12345") << "a torn tail";
    node.disk().faults().capacity_bytes.reset();
    EXPECT_TRUE(file->append(as_bytes("6")));
}

TEST_F(SimDisk, aFailingDiskFails) {
    const auto file = open_durably("a");
    DiskFaults& faults = node.disk().faults();
    faults.writes_fail = true;
    EXPECT_FALSE(file->append(as_bytes("x")));
    EXPECT_FALSE(disk().open("b", OpenMode::read_write));
    EXPECT_FALSE(disk().create_directories("d"));
    EXPECT_FALSE(disk().rename("a", "b"));
    EXPECT_FALSE(disk().remove("a"));
    faults = {};
    ASSERT_TRUE(file->append(as_bytes("x")));
    faults.reads_fail = true;
    Bytes read(1);
    EXPECT_FALSE(file->read_at(0, read));
    faults = {};
    faults.syncs_fail = true;
    std::optional<Status> done;
    file->sync([&](Status status) { done = status; });
    ASSERT_TRUE(world.run_until([&] { return done.has_value(); }, 1s));
    EXPECT_EQ(done->error().code, ErrorCode::KAFKA_STORAGE_ERROR);
    faults = {};
    crash();
    EXPECT_EQ(text("a"), "") << "a failed sync made nothing durable";
}

TEST_F(SimDisk, itsFaultsAreNotThoseOfWhoeverHoldsItInTheirHands) {
    const auto file = open("a");
    ASSERT_TRUE(file->append(as_bytes("abc")));
    node.disk().faults() = {.capacity_bytes = 3, .reads_fail = true, .writes_fail = true};
    EXPECT_FALSE(disk().list(""));
    EXPECT_EQ(as_text(read_file(node.disk(), "a").value()), "abc");
    EXPECT_TRUE(node.disk().list(""));
    EXPECT_TRUE(node.disk().open("b", OpenMode::read_write));
}

TEST_F(SimDisk, aWipedDiskIsEmptyAndHasNoFaults) {
    const auto file = open_durably("a");
    ASSERT_TRUE(disk().create_directories("d/e"));
    node.disk().faults().writes_fail = true;
    world.kill(node_1);
    node.disk().wipe();
    world.restart(node_1);
    EXPECT_TRUE(disk().list("")->empty());
    EXPECT_EQ(node.disk().used_bytes(), 0);
    EXPECT_TRUE(disk().open("a", OpenMode::read_write));
    crash();
    EXPECT_FALSE(disk().exists("a"));
}

TEST_F(SimDisk, aSlowDiskAnswersSyncsLate) {
    node.disk().faults().slow = 3s;
    const Instant began = world.now();
    bool done = false;
    open("a")->sync([&](Status) { done = true; });
    ASSERT_TRUE(world.run_until([&] { return done; }, 10s));
    EXPECT_GE(world.now() - began, 3s);
}

TEST_F(SimDisk, aFlippedByteStays) {
    ASSERT_TRUE(open("a")->append(as_bytes("abc")));
    const std::uint64_t before = node.disk().digest();
    ASSERT_TRUE(node.disk().corrupt("a", 1, 0x20));
    EXPECT_EQ(text("a"), "aBc");
    EXPECT_NE(node.disk().digest(), before);
    EXPECT_FALSE(node.disk().corrupt("a", 3));
    EXPECT_FALSE(node.disk().corrupt("b", 0));
}

TEST_F(SimDisk, theDigestTellsNamesAndBytesAndEmptiness) {
    std::set<std::uint64_t> digests;
    digests.insert(node.disk().digest());
    const auto file = open("a");
    digests.insert(node.disk().digest());
    ASSERT_TRUE(file->append(Bytes(1)));
    digests.insert(node.disk().digest());
    ASSERT_TRUE(file->append(Bytes(1)));
    digests.insert(node.disk().digest());
    ASSERT_TRUE(disk().rename("a", "b"));
    digests.insert(node.disk().digest());
    ASSERT_TRUE(disk().create_directories("c"));
    digests.insert(node.disk().digest());
    EXPECT_EQ(digests.size(), 6U);
    EXPECT_EQ(node.disk().used_bytes(), 2);
}

}  // namespace
}  // namespace vitrine::env::sim
