// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/commands.h"

#include <gmock/gmock.h>

#include "cluster/scenario.h"
#include "tests/core/cluster/cluster_scenario.h"

namespace vitrine::cluster::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

TEST(CommandsTest, ThreeBrokersBecomeReady) {
    ClusterScenario scenario;
    scenario.start();
    EXPECT_TRUE(scenario.cluster.ready());
    scenario.run("wait until brokers 3");
    scenario.run("expect controller any");
    const Json status = scenario.json("status");
    EXPECT_EQ(status["message"], "3 of 3 brokers are ready");
    EXPECT_EQ(status["bootstrap_servers"], "127.0.0.1:9092,127.0.0.1:9093,127.0.0.1:9094");
    EXPECT_THAT(status["faults"], IsEmpty());
}

TEST(CommandsTest, OneBrokerAndNineBrokersBecomeReady) {
    for (const int brokers : {1, 9}) {
        ClusterScenario scenario(brokers);
        scenario.start();
        scenario.run("wait until brokers " + std::to_string(brokers));
    }
}

TEST(CommandsTest, ATopicIsCreatedDescribedAlteredAndDeleted) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 3 --replication-factor 3 --config retention.ms=60000");
    scenario.run("wait until leader orders 2 any");
    const Json described = scenario.json("topic describe orders");
    ASSERT_EQ(described["partitions"].size(), 3u);
    for (const Json& partition : described["partitions"]) {
        EXPECT_EQ(partition["replicas"].size(), 3u);
        EXPECT_EQ(partition["isr"].size(), 3u);
        EXPECT_EQ(partition["leader"], partition["replicas"][0]);
        EXPECT_EQ(partition["leader_epoch"], 0);
    }
    EXPECT_THAT(scenario.json("topic list")["topics"].get<std::vector<std::string>>(), ElementsAre("orders"));
    EXPECT_EQ(scenario.json("config describe orders")["configs"]["retention.ms"], "60000");

    scenario.run("topic alter orders --partitions 5");
    scenario.run("wait until leader orders 4 any");
    EXPECT_EQ(scenario.json("topic describe orders")["partitions"].size(), 5u);

    scenario.run("config set orders retention.ms=120000");
    EXPECT_EQ(scenario.json("config describe orders")["configs"]["retention.ms"], "120000");
    scenario.run("config unset orders retention.ms");
    EXPECT_EQ(scenario.json("config describe orders")["configs"]["retention.ms"], "604800000");

    scenario.run("topic delete orders\nwait until no topic orders");
    EXPECT_THAT(scenario.json("topic list")["topics"], IsEmpty());
}

TEST(CommandsTest, RecordsAreProducedAndTheHighWatermarkRises) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 1 --replication-factor 3\nproduce orders \"order {n}\" --key {n} --count 100");
    scenario.run("wait until high-watermark orders 0 >= 100");
    const Received received = read_all(scenario, "orders", 1);
    const auto values = received.values({"orders", 0});
    ASSERT_EQ(values.size(), 100u);
    EXPECT_EQ(values.front(), "order 0");
    EXPECT_EQ(values.back(), "order 99");
}

TEST(CommandsTest, RecordsAreProducedWithEachAcknowledgementLevel) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 1 --replication-factor 3");
    for (const std::string acks : {"all", "1", "0"}) scenario.run("produce orders value --partition 0 --count 10 --acks " + acks);
    scenario.run("wait until high-watermark orders 0 >= 30");
}

// Every command, said wrongly: one sentence that helps, at once or after a bounded time; never an assertion, never a hang.
TEST(CommandsTest, MisuseGetsOneClearSentence) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 1 --replication-factor 3");
    const std::vector<std::pair<std::string, std::string>> misuses{
        {"make coffee", "there is no command \"make\""},
        {"produce orders \"half", "not closed"},
        // broker
        {"broker", "say it as: broker"},
        {"broker kill", "say it as: broker"},
        {"broker kill 1 2", "say it as: broker"},
        {"broker kill 4", "there is no broker 4; there are 1, 2, 3"},
        {"broker kill x", "there is no broker x"},
        {"broker kill -1", "there is no broker -1"},
        {"broker kill 99999999999", "there is no broker 99999999999"},
        {"broker polish 1", "not to \"polish\""},
        {"broker start 1", "broker 1 is running, so it cannot be started"},
        {"broker resume 1", "broker 1 is running, so it cannot be resumed"},
        // link
        {"link", "say it as: link"},
        {"link cut 1", "say it as: link"},
        {"link cut 1 1", "two ends"},
        {"link cut 1 9", "there is no broker 9"},
        {"link slow 1 2", "say it as: link"},
        {"link lossy 1 2 much", "the chance of a loss"},
        {"disk", "say it as: disk slow N 200ms, disk full N 20000, disk fail N CALLS"},
        {"clock stop 1", "say it as: clock jump N 5s, clock skew N 500"},
        {"link slow 1 2 fast", "the delay must be a time"},
        {"link bend 1 2", "not \"bend\""},
        {"heal", "say it as: heal all"},
        {"heal some", "say it as: heal all"},
        {"cluster", "say it as: cluster"},
        {"cluster sleep", "say it as: cluster"},
        {"cluster resume", "the cluster is not paused"},
        // topic
        {"topic", "say it as: topic"},
        {"topic create", "say it as: topic"},
        {"topic polish orders", "not to \"polish\""},
        {"topic create orders", "already exists"},
        {"topic create new --partitions 0", "--partitions must be a number"},
        {"topic create new --partitions many", "--partitions must be a number"},
        {"topic create new --replication-factor 4", "4"},
        {"topic create new --replication-factor 0", "--replication-factor must be a number"},
        {"topic create new --config retention.ms", "KEY=VALUE"},
        {"topic create new --config retention.ms=soon", "retention.ms"},
        {"topic create new --config no.such.key=1", "no.such.key"},
        {"topic create \"two words\"", "two words"},
        {"topic create ..", ".."},
        {"topic create \"\"", "topic"},
        {"topic alter orders", "say how many partitions"},
        {"topic alter orders --partitions 1", "orders"},
        {"topic alter nothing --partitions 5", "nothing"},
        {"topic delete nothing", "nothing"},
        {"topic describe nothing", "there is no topic nothing"},
        // config
        {"config", "say it as: config"},
        {"config set orders", "say it as: config"},
        {"config set orders retention.ms", "say which value"},
        {"config set orders retention.ms=soon", "retention.ms"},
        {"config set orders no.such.key=1", "no.such.key"},
        {"config set nothing retention.ms=1", "nothing"},
        {"config describe nothing", "nothing"},
        {"config polish orders x", "say it as: config"},
        // group
        {"group", "say it as: group"},
        {"group describe", "say it as: group"},
        {"group describe nobody", "nobody"},
        {"group rebalance nobody", "nobody"},
        {"group polish nobody", "cannot be told to \"polish\""},
        {"group add-member g", "--topic NAME"},
        {"group add-member g --topic orders --assignor best", "there is no assignor best"},
        {"group add-member g --topic orders --session-timeout-ms soon", "--session-timeout-ms"},
        {"group add-member g --topic orders --session-timeout-ms 6000 --heartbeat-interval-ms 6000", "--heartbeat-interval-ms"},
        {"group reset-offsets g extra --all-topics --to-earliest", "say it as: group reset-offsets"},
        {"group reset-offsets g --all-topics", "say where to"},
        {"group reset-offsets g --to-earliest", "say which partitions"},
        {"group reset-offsets g --all-topics --topic orders --to-earliest", "say which partitions"},
        {"group reset-offsets g --all-topics --to-earliest --to-latest", "do not go together"},
        {"group reset-offsets g --all-topics --to-earliest --dry-run --execute", "do not go together"},
        {"group reset-offsets g --topic orders:x --to-earliest", "NAME:0,1,2"},
        {"group reset-offsets g --topic orders:99 --to-earliest", "no partition 99"},
        {"group reset-offsets g --topic nothing --to-earliest", "there is no topic nothing"},
        {"group reset-offsets g --topic orders --to-offset -1", "--to-offset"},
        {"group reset-offsets g --topic orders --to-datetime yesterday", "yesterday"},
        {"group reset-offsets g --topic orders --by-duration 1h", "1h"},
        {"group reset-offsets g --all-topics --to-earliest", "has committed no offsets"},
        {"group remove-member nobody", "no inner consumer"},
        {"group remove-member nobody somebody", "nobody"},
        {"group crash-member nobody", "no inner consumer"},
        {"group pause-member nobody", "no inner consumer"},
        {"group resume-member nobody", "no inner consumer"},
        // elect
        {"elect", "say it as: elect"},
        {"elect somebody", "say it as: elect"},
        {"elect preferred nothing", "there is no topic nothing"},
        {"elect preferred orders 7", "7"},
        {"elect preferred orders x", "the partition must be a number"},
        // produce
        {"produce", "say it as: produce"},
        {"produce orders", "say it as: produce"},
        {"produce orders a b", "say it as: produce"},
        {"produce orders a --count 0", "--count must be a number"},
        {"produce orders a --count many", "--count must be a number"},
        {"produce orders a --partition x", "--partition must be a number"},
        {"produce orders a --partition 7", "0 of 1 records were acknowledged"},
        {"produce orders a --acks 2", "--acks is all, 1 or 0"},
        {"produce \"no topic\" a", "0 of 1 records were acknowledged"},
        // workload
        {"workload", "say it as: workload"},
        {"workload start", "say it as: workload"},
        {"workload start shop", "there is no workload shop"},
        {"workload start demo --rate 0", "--rate must be a number"},
        {"workload polish", "say it as: workload"},
        // wait, expect
        {"wait", "say it as: wait"},
        {"wait long", "the time to wait must be a time"},
        {"wait until", "not \"until\""},
        {"wait until weather fine", "cannot be waited for"},
        {"wait until brokers 4 --timeout soon", "--timeout must be a time"},
        {"expect", "say what shall hold"},
        {"expect weather fine", "cannot be waited for"},
    };
    for (const auto& [command, part] : misuses) {
        SCOPED_TRACE(command);
        const std::string sentence = scenario.refusal(command);
        EXPECT_THAT(sentence, HasSubstr(part));
        EXPECT_EQ(sentence.find('\n'), std::string::npos);
    }
    scenario.run("expect brokers 3");
}

TEST(CommandsTest, HelpNamesEveryCommandAndNothingElse) {
    ClusterScenario scenario(1);
    scenario.start();
    const Json help = scenario.json("help");
    EXPECT_EQ(help["commands"].size(), command_help().size());
    for (const CommandHelp& row : command_help()) {
        const std::string word(row.usage.substr(0, row.usage.find(' ')));
        EXPECT_THAT(scenario.ask(word + " \"no such thing\"", std::chrono::minutes(1)).sentence,
                    ::testing::Not(HasSubstr("there is no command")))
            << row.usage;
    }
}

TEST(CommandsTest, AnEmptyLineIsNoMistake) {
    ClusterScenario scenario(1);
    EXPECT_TRUE(scenario.ask("").ok);
    EXPECT_TRUE(scenario.ask("   # only a comment").ok);
}

TEST(CommandsTest, WaitTakesAsLongAsItSays) {
    ClusterScenario scenario(1);
    const Instant begin = scenario.cluster.now();
    scenario.run("wait 1500ms");
    EXPECT_EQ(scenario.cluster.now() - begin, Milliseconds(1500));
}

TEST(CommandsTest, WhatIsWaitedForInVainEndsWithASentence) {
    ClusterScenario scenario;
    scenario.start();
    const Instant begin = scenario.cluster.now();
    EXPECT_EQ(scenario.refusal("wait until brokers 4 --timeout 2s"),
              "waited for brokers 4, but in the end 3 brokers are registered and unfenced");
    EXPECT_GE(scenario.cluster.now() - begin, std::chrono::seconds(2));
    EXPECT_LE(scenario.cluster.now() - begin, std::chrono::seconds(3));
}

TEST(CommandsTest, WhatIsExpectedInVainFailsAtOnce) {
    ClusterScenario scenario;
    scenario.start();
    const Instant begin = scenario.cluster.now();
    EXPECT_EQ(scenario.refusal("expect brokers 4"), "expected brokers 4, but 3 brokers are registered and unfenced");
    EXPECT_LE(scenario.cluster.now() - begin, std::chrono::milliseconds(100));
}

TEST(CommandsTest, EveryConditionHoldsOfAClusterForWhichItIsTrue) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run(R"(
        topic create orders --partitions 2 --replication-factor 3
        produce orders x --partition 0 --count 5
        group add-member readers --topic orders
        wait until group readers stable
        wait until lag readers <= 0
        expect broker 1 ready
        expect broker 1 running
        expect brokers 3
        expect topic orders
        expect no topic payments
        expect leader orders 0 any
        expect isr orders 0 is 3,1,2
        expect isr orders 0 size 3
        expect under-replicated 0
        expect leaderless 0
        expect high-watermark orders 0 >= 5
        expect group readers members 1
        expect group nobody dead
        expect controller any
    )");
    EXPECT_THAT(scenario.refusal("expect leader orders 7 any"), HasSubstr("topic orders has 2 partitions"));
    EXPECT_THAT(scenario.refusal("expect leader nothing 0 any"), HasSubstr("there is no topic nothing"));
    EXPECT_THAT(scenario.refusal("expect high-watermark orders 0 >= 6"), HasSubstr("is 5"));
    EXPECT_THAT(scenario.refusal("expect high-watermark nothing 0 >= 6"), HasSubstr("nothing-0"));
    EXPECT_THAT(scenario.refusal("expect broker 9 ready"), HasSubstr("there is no broker 9"));
    EXPECT_THAT(scenario.refusal("expect lag nobody <= 0"), HasSubstr("nobody"));
}

TEST(CommandsTest, AClusterThatDoesNotAnswerIsReportedNotWaitedForForEver) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("broker kill 1\nbroker kill 2\nbroker kill 3");
    for (const std::string command :
         {"topic list", "topic create orders", "topic describe orders", "quorum", "group list", "group describe g", "group coordinator g",
          "elect preferred", "config describe orders", "produce orders x", "expect brokers 3", "wait until brokers 3 --timeout 1s"}) {
        EXPECT_FALSE(scenario.refusal(command).empty()) << command;
    }
    EXPECT_EQ(scenario.refusal("group rebalance g"), "no broker runs");
    EXPECT_THAT(scenario.json("status")["faults"].get<std::vector<std::string>>(),
                ElementsAre("broker kill 1", "broker kill 2", "broker kill 3"));
}

TEST(CommandsTest, FaultsAreListedUntilTheyAreHealed) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("broker kill 1\nbroker pause 2\nlink cut 1 3\nlink slow 3 2 50ms");
    EXPECT_THAT(scenario.cluster.commands().faults(),
                UnorderedElementsAre("broker kill 1", "broker pause 2", "link cut 1 3", "link slow 3 2 50ms"));
    scenario.run("heal all");
    EXPECT_THAT(scenario.cluster.commands().faults(), IsEmpty());
    scenario.run("wait until brokers 3");
}

TEST(CommandsTest, AScenarioEndsWithItsFirstStepThatFails) {
    ClusterScenario scenario;
    scenario.start();
    std::vector<std::string> carried_out;
    std::optional<bool> ended;
    run_scenario(
        scenario.cluster.commands(), parse_scenario("status\nexpect brokers 4\ntopic list"),
        [&](const ScenarioStep& step, const CommandAnswer& answer) {
            carried_out.push_back(step.command + (answer.ok ? " ok" : " failed"));
        },
        [&](bool all) { ended = all; });
    ASSERT_TRUE(scenario.run_until([&] { return ended.has_value(); }));
    EXPECT_FALSE(*ended);
    EXPECT_THAT(carried_out, ElementsAre("status ok", "expect brokers 4 failed"));
}

TEST(CommandsTest, CommandsMayRunAtTheSameTime) {
    ClusterScenario scenario;
    scenario.start();
    int answered = 0;
    for (int i = 0; i < 50; ++i) {
        scenario.cluster.execute("topic create topic-" + std::to_string(i), [&](const CommandAnswer& answer) {
            EXPECT_TRUE(answer.ok) << answer.sentence;
            ++answered;
        });
    }
    ASSERT_TRUE(scenario.run_until([&] { return answered == 50; }));
    for (int i = 0; i < 50; ++i) scenario.run("wait until topic topic-" + std::to_string(i));
    EXPECT_EQ(scenario.json("topic list")["topics"].size(), 50u);
}

}  // namespace
}  // namespace vitrine::cluster::test
