// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/controller_file.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>

#include "app/tools/tools.h"

namespace vitrine::tools {
namespace {

using ::testing::HasSubstr;

constexpr const char* directory_id = "mO4mSlFhQgyLL9lEN6BYfg";

class ControllerFileTest : public ::testing::Test {
protected:
    void SetUp() override {
        directory = std::filesystem::path(::testing::TempDir()) /
                    fmt::format("controller-file-{}", ::testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::create_directories(directory);
        std::ofstream(directory / "meta.properties") << "version=1\ncluster.id=abc\nnode.id=104\ndirectory.id=" << directory_id << "\n";
    }
    void TearDown() override { std::filesystem::remove_all(directory); }
    Properties properties() const {
        return {{"node.id", "104"},
                {"process.roles", "controller"},
                {"log.dirs", directory.string() + ",/elsewhere"},
                {"controller.listener.names", "CONTROLLER"},
                {"listeners", "CONTROLLER://127.0.0.1:9195"}};
    }
    std::string refusal(const std::string& key, std::optional<std::string> value) const {
        Properties changed = properties();
        if (value) changed[key] = *value;
        else changed.erase(key);
        const auto facts = controllerFacts(changed);
        return facts ? "none" : facts.error().message;
    }

    std::filesystem::path directory;
};

TEST_F(ControllerFileTest, SaysWhoItIsAndWhereItListens) {
    const auto facts = controllerFacts(properties());
    ASSERT_TRUE(facts) << facts.error().message;
    EXPECT_EQ(facts->id, BrokerId(104));
    EXPECT_EQ(facts->directory.to_string(), directory_id);
    EXPECT_EQ(endpointsText(facts->endpoints), "CONTROLLER://127.0.0.1:9195");
}

TEST_F(ControllerFileTest, AdvertisedListenersCountBeforeListeners) {
    Properties changed = properties();
    changed["controller.listener.names"] = "controller, SPARE";
    changed["listeners"] = "CONTROLLER://0.0.0.0:9195,SPARE://:9196,PLAINTEXT://:9092";
    changed["advertised.listeners"] = "CONTROLLER://[::1]:9295";
    const auto facts = controllerFacts(changed);
    ASSERT_TRUE(facts) << facts.error().message;
    EXPECT_EQ(endpointsText(facts->endpoints), "CONTROLLER://[::1]:9295, SPARE://localhost:9196");
}

TEST_F(ControllerFileTest, OfSomethingElseIsRefusedInOneSentence) {
    const std::string question = " Is this a valid controller configuration file?";
    EXPECT_EQ(refusal("node.id", std::nullopt), "node.id not found in configuration file." + question);
    EXPECT_EQ(refusal("node.id", "-4"), "node.id was negative in configuration file." + question);
    EXPECT_THAT(refusal("node.id", "x"), HasSubstr("no whole number"));
    EXPECT_EQ(refusal("process.roles", "broker"), "process.roles did not contain 'controller' in configuration file." + question);
    EXPECT_EQ(refusal("log.dirs", std::nullopt), "Neither metadata.log.dir nor log.dirs were found." + question);
    EXPECT_EQ(refusal("metadata.log.dir", "/not/there"), "Unable to read meta.properties from /not/there");
    EXPECT_EQ(refusal("controller.listener.names", std::nullopt), "controller.listener.names was not found." + question);
    EXPECT_EQ(refusal("controller.listener.names", "OTHER"), "Cannot find information about controller listener name: OTHER");
    EXPECT_THAT(refusal("listeners", "9195"), HasSubstr("no listener"));
    std::ofstream(directory / "meta.properties") << "version=0\ncluster.id=abc\nnode.id=104\n";
    EXPECT_EQ(controllerFacts(properties()).error().message, "No directory id found in " + directory.string());
}

// What standard error gets, where the command line alone decides.
std::string refused(const std::vector<std::string>& arguments, int exit = exitUsage) {
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(quorum(arguments), exit);
    return ::testing::internal::GetCapturedStderr();
}

TEST(QuorumTool, OptionsThatDoNotBelongTogetherAreRefused) {
    EXPECT_THAT(refused({"elect"}), HasSubstr("describe\", \"add-controller\" or \"remove-controller\""));
    EXPECT_THAT(refused({"describe", "--status", "--replication"}), HasSubstr("one of --status or --replication"));
    EXPECT_THAT(refused({"describe", "--status", "--dry-run"}), HasSubstr("--dry-run goes only with"));
    EXPECT_THAT(refused({"describe", "--status", "--controller-id", "3"}), HasSubstr("--controller-id goes only with remove-controller"));
    EXPECT_THAT(refused({"add-controller", "--status"}), HasSubstr("--status goes only with describe"));
    EXPECT_THAT(refused({"add-controller", "--bootstrap-server", "localhost:1"}), HasSubstr("--command-config"));
    EXPECT_THAT(refused({"add-controller", "--command-config", "/not/there"}, exitFailed), HasSubstr("cannot be read"));
    EXPECT_THAT(refused({"remove-controller", "--controller-id", "3"}), HasSubstr("--controller-directory-id"));
    EXPECT_THAT(refused({"remove-controller", "--controller-id", "-3", "--controller-directory-id", directory_id}),
                HasSubstr("--controller-id takes a whole number"));
    EXPECT_THAT(refused({"remove-controller", "--controller-id", "3", "--controller-directory-id", "here"}), HasSubstr("UUID"));
    EXPECT_THAT(refused({"describe", "--status", "--bootstrap-server", "a:1", "--bootstrap-controller", "b:1"}),
                HasSubstr("does not go together"));
}

TEST(QuorumTool, WhatWouldBeDoneIsPrintedWithoutAskingAnybody) {
    ::testing::internal::CaptureStdout();
    EXPECT_EQ(quorum({"remove-controller", "--controller-id", "3", "--controller-directory-id", directory_id, "--dry-run",
                      "--bootstrap-server", "localhost:1"}),
              exitDone);
    EXPECT_EQ(::testing::internal::GetCapturedStdout(),
              fmt::format("DRY RUN of removing  KRaft controller 3 with directory id {}\n", directory_id));
}

}  // namespace
}  // namespace vitrine::tools
