// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/durable_file.h"

#include "tests/core/storage/support.h"

namespace vitrine::storage {
namespace {

std::string content_of(env::Disk& disk) {
    const auto content = env::read_file(disk, "file");
    return content ? std::string(as_text(*content)) : "none";
}

TEST(DurableFile, OnlyTheNewestOfWhatWaitsIsWritten) {
    LogContext context;
    DurableFile file(context.environment->disk, "file");
    for (const char* text : {"one", "two", "three", "four"}) file.write(to_bytes(text));
    std::optional<Status> done;
    file.sync([&](Status status) { done = std::move(status); });
    EXPECT_FALSE(file.idle());
    std::vector<std::string> seen{content_of(context.node.disk())};
    while (!done && context.world.step()) {
        if (seen.back() != content_of(context.node.disk())) seen.push_back(content_of(context.node.disk()));
    }
    EXPECT_EQ(seen, (std::vector<std::string>{"none", "one", "four"}));
    ASSERT_TRUE(done && done->has_value());
    EXPECT_TRUE(file.idle());
    context.world.crash(the_node);
    EXPECT_EQ(content_of(context.node.disk()), "four");
}

TEST(DurableFile, ACrashLeavesOneOfTheWholeContents) {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        LogContext context(seed);
        DurableFile file(context.environment->disk, "file");
        file.write(to_bytes("first content"));
        context.world.run_for(50ms);
        file.write(to_bytes("second content, which is longer"));
        context.world.run_for(std::chrono::microseconds(100 * seed));
        context.world.crash(the_node, {.bytes = env::sim::UnsyncedBytes::torn, .lose_names = seed % 2 == 0});
        const std::string left = content_of(context.node.disk());
        EXPECT_TRUE(left == "first content" || left == "second content, which is longer") << "seed " << seed << ": " << left;
    }
}

TEST(DurableFile, WhatIsUnderWayWhenItsDirectoryIsRenamedIsDoneAgainThere) {
    for (const bool waits : {false, true}) {
        for (int steps = 0; steps < 6; ++steps) {
            SCOPED_TRACE(fmt::format("{} steps, {}", steps, waits));
            LogContext context;
            env::Disk& disk = context.environment->disk;
            ASSERT_OK(disk.create_directories("former"));
            std::vector<Error> errors;
            DurableFile file(disk, "former/file", [&](const Error& error) { errors.push_back(error); });
            file.write(to_bytes("one"));
            if (waits) file.write(to_bytes("two"));
            for (int i = 0; i < steps; ++i) context.world.step();
            ASSERT_OK(disk.rename("former", "new"));
            file.set_path("new/file");
            std::optional<Status> done;
            file.sync([&](Status status) { done = std::move(status); });
            ASSERT_TRUE(context.world.run_until([&] { return done.has_value(); }, 10s));
            EXPECT_OK(*done);
            EXPECT_TRUE(errors.empty());
            EXPECT_EQ(as_text(env::read_file(context.node.disk(), "new/file").value()), waits ? "two" : "one");
            EXPECT_FALSE(context.node.disk().exists("former"));
        }
    }
}

TEST(DurableFile, AnErrorIsToldToWhoWaitsAndForgottenAfterTheNextSuccess) {
    LogContext context;
    DurableFile file(context.environment->disk, "file");
    context.node.disk().faults().writes_fail = true;
    file.write(to_bytes("lost"));
    EXPECT_FALSE(file.idle());
    std::optional<Status> done;
    file.sync([&](Status status) { done = std::move(status); });
    EXPECT_TRUE(context.world.run_until([&] { return done.has_value(); }, 1s));
    EXPECT_FALSE(done->has_value());
    context.node.disk().faults().writes_fail = false;
    done.reset();
    file.write(to_bytes("kept"));
    file.sync([&](Status status) { done = std::move(status); });
    EXPECT_TRUE(context.world.run_until([&] { return done.has_value(); }, 1s));
    EXPECT_TRUE(done->has_value());
    EXPECT_EQ(content_of(context.node.disk()), "kept");
}

TEST(DurableFile, AfterDetachNothingMoreIsWritten) {
    LogContext context;
    DurableFile file(context.environment->disk, "file");
    file.write(to_bytes("one"));
    file.write(to_bytes("two"));
    bool told = false;
    file.sync([&](Status) { told = true; });
    file.detach();
    file.write(to_bytes("three"));
    context.world.run_for(1s);
    EXPECT_EQ(content_of(context.node.disk()), "one");
    EXPECT_FALSE(told);
}

}  // namespace
}  // namespace vitrine::storage
