// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/real/machine_faults.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "env/retransmission.h"
#include "tests/core/env/real/fixture.h"

namespace vitrine::env::real {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

// A node with two log directories, on a machine that can be broken while it runs.
class Machine : public testing::Test {
protected:
    TemporaryDirectory temporary;
    SilentObserver observer;
    std::shared_ptr<MachineFaults> faults = std::make_shared<MachineFaults>();
    std::unique_ptr<NodeLoop> loop;

    void SetUp() override {
        faults->disks.emplace_back();
        faults->disks.emplace_back();
        loop = make_loop();
    }
    std::unique_ptr<NodeLoop> make_loop() {
        return std::make_unique<NodeLoop>(
            NodeLoopOptions{.directory = temporary / "broker-1", .more_directories = {temporary / "broker-1.2"}, .machine = faults},
            observer);
    }
    Disk& disk() { return loop->environment().disk; }
    Disk& second_disk() { return *loop->environment().more_disks.front(); }
    std::shared_ptr<File> open(std::string_view path) { return disk().open(path, OpenMode::read_write).value(); }
    static std::string refusal(const Status& status) { return status ? "it was done" : status.error().message; }
};

TEST_F(Machine, aFullDiskTakesWhatFitsAndSaysSo) {
    const auto file = open("a");
    ASSERT_TRUE(file->append(as_bytes("before")));
    faults->disks[0].set_room(4);
    EXPECT_THAT(refusal(file->append(as_bytes("123456"))), HasSubstr("No space left on device"));
    EXPECT_EQ(file->size(), 10) << "a torn tail, as a real disk leaves it";
    EXPECT_TRUE(file->write_at(0, as_bytes("BEFORE"))) << "what is written over has its place";
    EXPECT_THAT(refusal(file->write_at(8, as_bytes("abcd"))), HasSubstr("No space left on device"));
    EXPECT_EQ(disk().volume().usable_bytes, 0);
    EXPECT_TRUE(second_disk().open("b", OpenMode::read_write).value()->append(as_bytes("another disk")));

    // What is cut off or removed makes room.
    ASSERT_TRUE(file->truncate(6));
    EXPECT_TRUE(file->append(as_bytes("1234")));
    EXPECT_FALSE(open("b")->append(as_bytes("x")));
    ASSERT_TRUE(disk().remove("a"));
    EXPECT_TRUE(open("b")->append(as_bytes("0123456789")));
    EXPECT_FALSE(open("b")->append(as_bytes("x")));

    faults->disks[0].set_room(DiskFaults::no_limit);
    EXPECT_TRUE(open("b")->append(as_bytes("any number of them")));
}

TEST_F(Machine, aTreeThatIsRemovedMakesRoom) {
    ASSERT_TRUE(disk().create_directories("orders-0"));
    faults->disks[0].set_room(8);
    ASSERT_TRUE(open("orders-0/log")->append(as_bytes("12345678")));
    EXPECT_FALSE(open("orders-0/log")->append(as_bytes("9")));
    ASSERT_TRUE(disk().remove_tree("orders-0"));
    EXPECT_EQ(faults->disks[0].room(), 8);
}

TEST_F(Machine, callsThatFailAnswerAnErrorOfTheDevice) {
    const auto file = open("a");
    ASSERT_TRUE(file->append(as_bytes("abc")));
    faults->disks[0].writes_fail = true;
    EXPECT_THAT(refusal(file->append(as_bytes("x"))), HasSubstr("Input/output error"));
    EXPECT_THAT(refusal(file->truncate(0)), HasSubstr("Input/output error"));
    EXPECT_THAT(refusal(disk().rename("a", "b")), HasSubstr("Input/output error"));
    EXPECT_THAT(refusal(disk().remove("a")), HasSubstr("Input/output error"));
    EXPECT_FALSE(disk().open("new", OpenMode::read_write));
    EXPECT_TRUE(disk().open("a", OpenMode::read_write)) << "what is there is opened";
    faults->disks[0].writes_fail = false;

    Bytes read(3);
    faults->disks[0].reads_fail = true;
    EXPECT_FALSE(file->read_at(0, read));
    faults->disks[0].reads_fail = false;
    EXPECT_EQ(file->read_at(0, read).value(), 3U);
}

TEST_F(Machine, syncsFailOrTakeLonger) {
    loop->start();
    std::vector<Status> answers;
    Instant asked;
    Instant answered;
    std::shared_ptr<File> file;
    const auto sync = [&] {
        loop->run_and_wait([&] {
            asked = loop->environment().clock.now();
            file->sync([&](const Status& status) {
                answered = loop->environment().clock.now();
                answers.push_back(status);
            });
        });
    };
    loop->run_and_wait([&] { file = open("a"); });
    faults->disks[0].syncs_fail = true;
    sync();
    ASSERT_TRUE(eventually(*loop, [&] { return answers.size() == 1; }));
    EXPECT_THAT(refusal(answers.front()), HasSubstr("Input/output error"));
    faults->disks[0].syncs_fail = false;
    faults->disks[0].slow = 60ms;
    sync();
    ASSERT_TRUE(eventually(*loop, [&] { return answers.size() == 2; }));
    EXPECT_TRUE(answers.back());
    EXPECT_GE(answered - asked, 60ms);

    // A disk that is quick again holds nothing back any longer.
    faults->disks[0].slow = 1h;
    sync();
    faults->disks[0].slow = 0ms;
    ASSERT_TRUE(eventually(*loop, [&] { return answers.size() == 3; }));

    // Nobody waits for a slow disk to end a life.
    faults->disks[0].slow = 1h;
    sync();
    loop->run_and_wait([&] { file.reset(); });
    loop->stop();
    EXPECT_EQ(answers.size(), 3U);
}

TEST_F(Machine, theFaultOutlivesTheLife) {
    faults->disks[0].set_room(3);
    loop.reset();
    loop = make_loop();
    EXPECT_FALSE(open("a")->append(as_bytes("four")));
}

TEST_F(Machine, theWallClockIsWhatTheMachineHas) {
    NodeLoop right{{}, observer};
    const auto ahead = [&] { return loop->environment().clock.wall_now() - right.environment().clock.wall_now(); };
    faults->wall_clock.set_offset(-5s);
    EXPECT_LE(ahead(), -4900ms);
    EXPECT_GE(ahead(), -5100ms);
    const Instant before = loop->environment().clock.now();
    faults->wall_clock.set_offset(1h);
    EXPECT_LT(loop->environment().clock.now() - before, 1min) << "the monotonic time is no affair of the wall clock";
    faults->wall_clock.set_offset(0s);
    EXPECT_LE(ahead(), 100ms);
}

TEST(WallClockFaults, gainWhatTheyAreFasterBy) {
    WallClockFaults clock;
    const WallTime begin = wall_time(1'000'000);
    clock.set_skew(100'000, begin);
    EXPECT_EQ(clock.read(begin + 10s), begin + 11s);
    clock.set_skew(-100'000, begin + 10s);
    EXPECT_EQ(clock.read(begin + 10s), begin + 11s) << "another pace is no jump";
    EXPECT_EQ(clock.read(begin + 20s), begin + 20s);
    clock.set_offset(3s);
    EXPECT_EQ(clock.read(begin + 20s), begin + 23s);
    clock.set_skew(0, begin + 20s);
    clock.set_offset(0s);
    EXPECT_EQ(clock.read(begin + 30s), begin + 30s);
}

TEST(RetransmissionDelay, isThatOfAsManyLossesInARowAsAreDrawn) {
    Xoshiro random(7);
    int late = 0;
    Duration longest{0};
    constexpr int draws = 20'000;
    for (int i = 0; i < draws; ++i) {
        const Duration delay = retransmission_delay(random, 10);
        // 200 ms, 600 ms, 1.4 s, …
        const auto timeouts = delay / Milliseconds(200);
        EXPECT_EQ((timeouts & (timeouts + 1)), 0);
        late += delay > Duration(0) ? 1 : 0;
        longest = std::max(longest, delay);
    }
    EXPECT_NEAR(late, draws / 10, draws / 100);
    EXPECT_LE(longest, 12'600ms);
    EXPECT_EQ(retransmission_delay(random, 0), Duration(0));
    EXPECT_EQ(retransmission_delay(random, 100), Duration(12'600ms));
}

}  // namespace
}  // namespace vitrine::env::real
