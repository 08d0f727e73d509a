// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::settings::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

// One file, server.properties.
Result<Settings> read(const std::vector<std::string>& given, const std::string& file = {}, bool takeLogDirs = false) {
    return readSettings(
        given,
        [&file](const std::string& path) {
            return path == "server.properties" || path == "of=this.properties" ? std::optional(file) : std::nullopt;
        },
        takeLogDirs);
}

std::string refusal(const std::vector<std::string>& given, const std::string& file = {}) {
    const auto settings = read(given, file);
    return settings ? "none" : settings.error().message;
}

TEST(SettingsTest, pairs_and_files_count_in_their_order) {
    const auto settings = read({"num.partitions=2", "server.properties", "default.replication.factor=1"},
                               "# defaults\nnum.partitions = 3\ndefault.replication.factor=2\nlog.retention.hours=48\n");
    ASSERT_TRUE(settings) << settings.error().message;
    EXPECT_THAT(settings->values, UnorderedElementsAre(Pair("num.partitions", "3"), Pair("default.replication.factor", "1"),
                                                       Pair("log.retention.hours", "48")));
    EXPECT_THAT(settings->remarks, IsEmpty());
}

TEST(SettingsTest, the_path_of_a_file_may_have_a_sign_of_equality) {
    const auto settings = read({"of=this.properties"}, "num.partitions=3");
    ASSERT_TRUE(settings) << settings.error().message;
    EXPECT_THAT(settings->values, ElementsAre(Pair("num.partitions", "3")));
}

TEST(SettingsTest, what_is_of_one_node_is_not_taken_from_a_file_and_refused_as_a_pair) {
    const auto settings =
        read({"server.properties"}, "process.roles=broker,controller\nnode.id=1\nlog.dirs=/data\nnode.id=2\nnum.partitions=3\n");
    ASSERT_TRUE(settings) << settings.error().message;
    EXPECT_THAT(settings->values, ElementsAre(Pair("num.partitions", "3")));
    EXPECT_THAT(
        settings->remarks,
        ElementsAre(
            "server.properties: process.roles, node.id, log.dirs: not taken. It is of one node, and each broker here has its own."));
    EXPECT_EQ(refusal({"node.id=1"}), "--config node.id=1: node.id is of one node, and each broker here has its own");
}

TEST(SettingsTest, log_dirs_of_a_file_say_where_logs_lie_unless_something_else_does) {
    const auto taken = [](const std::string& file) { return read({"server.properties"}, file, true); };
    EXPECT_THAT(taken("log.dirs=/a, /b/,/c\nlog.dir=/z\nnum.partitions=3\n")->logDirs, ElementsAre("/a", "/b", "/c"));
    EXPECT_THAT(taken("log.dirs=/a,/b\n")->remarks, IsEmpty());
    EXPECT_THAT(taken("log.dir=/z\n")->logDirs, ElementsAre("/z"));
    EXPECT_THAT(taken("num.partitions=3\n")->logDirs, IsEmpty());
    EXPECT_THAT(taken("log.dirs=/a,/b,/c\nmetadata.log.dir=/b\n")->logDirs, ElementsAre("/b", "/a", "/c"));
    EXPECT_EQ(taken("log.dirs=/a,/a/\n").error().message, "server.properties: Duplicate log directory found: /a,/a/");
    EXPECT_EQ(taken("log.dirs=/a,,/b\n").error().message, "server.properties: log.dirs names an empty path");
    EXPECT_EQ(taken("log.dirs=/a\nmetadata.log.dir=/m\n").error().message,
              "server.properties: metadata.log.dir /m is none of log.dirs, and the metadata log lies in one of them here");
    EXPECT_THAT(read({"server.properties"}, "log.dirs=/a,/b\n")->logDirs, IsEmpty());
}

TEST(SettingsTest, what_has_no_effect_is_taken_and_said_once) {
    const auto settings =
        read({"server.properties", "my.plugin.key=7"}, "ssl.keystore.type=PKCS12\nssl.protocol=TLSv1.2\nssl.protocol=TLSv1.3\n");
    ASSERT_TRUE(settings) << settings.error().message;
    EXPECT_THAT(settings->values,
                UnorderedElementsAre(Pair("ssl.keystore.type", "PKCS12"), Pair("ssl.protocol", "TLSv1.3"), Pair("my.plugin.key", "7")));
    EXPECT_THAT(
        settings->remarks,
        ElementsAre(
            "server.properties: ssl.keystore.type, ssl.protocol: without effect. There is no authentication and no authorization, and no "
            "encryption: whoever reaches the listener may do all.",
            "--config: my.plugin.key: not a configuration of Apache Kafka's brokers, and without effect."));
}

TEST(SettingsTest, a_wrong_value_is_told_in_kafkas_words_with_its_place) {
    EXPECT_EQ(refusal({"server.properties"}, "# a comment\nnum.partitions=3\nnum.io.threads=\\\n  many\n"),
              "server.properties:3: Invalid value many for configuration num.io.threads: Not a number of type INT");
    EXPECT_EQ(refusal({"num.partitions=0"}),
              "--config num.partitions=0: Invalid value 0 for configuration num.partitions: Value must be at least 1");
    EXPECT_EQ(refusal({"server.properties"}, "=7"), "server.properties:1: a value without a key");
    EXPECT_EQ(refusal({"no-such-file"}), "--config: takes KEY=VALUE, or a file of them that can be read, not \"no-such-file\"");
    EXPECT_EQ(refusal({"=7"}), "--config: takes KEY=VALUE, or a file of them that can be read, not \"=7\"");
}

TEST(SettingsTest, values_that_contradict_each_other_are_refused_together) {
    EXPECT_EQ(refusal({"log.cleaner.min.compaction.lag.ms=10", "log.cleaner.max.compaction.lag.ms=5"}).substr(0, 10), "--config: ");
}

}  // namespace
}  // namespace vitrine::settings::test
