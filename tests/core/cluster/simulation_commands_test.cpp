// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation_commands.h"

#include <gmock/gmock.h>

#include "tests/core/cluster/cluster_scenario.h"

namespace vitrine::cluster::test {
namespace {

using observe::NodeRun;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr BrokerId one{1};
constexpr BrokerId two{2};

// A cluster of processes, as far as these words are concerned.
class NoSimulation final : public Host {
public:
    explicit NoSimulation(SimCluster& cluster) : cluster_(cluster) {}
    env::Environment& inner_environment() override { return cluster_.inner_environment(); }
    std::vector<NodeInfo> nodes() const override { return cluster_.nodes(); }
    void start_node(BrokerId node, Done done) override { cluster_.start_node(node, std::move(done)); }
    void stop_node(BrokerId node, Done done) override { cluster_.stop_node(node, std::move(done)); }
    void kill_node(BrokerId node, Done done) override { cluster_.kill_node(node, std::move(done)); }
    void pause_node(BrokerId node, Done done) override { cluster_.pause_node(node, std::move(done)); }
    void resume_node(BrokerId node, Done done) override { cluster_.resume_node(node, std::move(done)); }
    void add_controller(std::optional<BrokerId> wanted, DoneWith<BrokerId> done) override {
        cluster_.add_controller(wanted, std::move(done));
    }
    void add_node(std::optional<BrokerId> wanted, DoneWith<BrokerId> done) override { cluster_.add_node(wanted, std::move(done)); }
    void remove_node(BrokerId node, Done done) override { cluster_.remove_node(node, std::move(done)); }
    void pause_all(Done done) override { cluster_.pause_all(std::move(done)); }
    void resume_all(Done done) override { cluster_.resume_all(std::move(done)); }
    bool all_paused() const override { return cluster_.all_paused(); }
    void cut_link(BrokerId a, BrokerId b) override { cluster_.cut_link(a, b); }
    void slow_link(BrokerId a, BrokerId b, Duration delay) override { cluster_.slow_link(a, b, delay); }
    void lossy_link(BrokerId a, BrokerId b, int loss_percent) override { cluster_.lossy_link(a, b, loss_percent); }
    void heal_link(BrokerId a, BrokerId b) override { cluster_.heal_link(a, b); }
    void slow_disk(BrokerId node, std::size_t directory, Duration by) override { cluster_.slow_disk(node, directory, by); }
    void fill_disk(BrokerId node, std::size_t directory, std::optional<std::int64_t> room_bytes) override {
        cluster_.fill_disk(node, directory, room_bytes);
    }
    void fail_disk(BrokerId node, std::size_t directory, FailingCalls calls) override { cluster_.fail_disk(node, directory, calls); }
    void jump_clock(BrokerId node, std::optional<Milliseconds> by) override { cluster_.jump_clock(node, by); }
    void skew_clock(BrokerId node, std::int32_t ppm) override { cluster_.skew_clock(node, ppm); }
    void rebalance_group(const std::string& group, const std::string& reason, Done done) override {
        cluster_.rebalance_group(group, reason, std::move(done));
    }

private:
    SimCluster& cluster_;
};

std::vector<std::string> words() {
    return {"broker crash 1",    "broker crash 1 always", "link cut-one-way 1 2", "link break 1 2",
            "message drop 1",    "message delay 1 500ms", "message duplicate 1",  "broker wipe 1",
            "broker slow 1 2ms", "link clog 1 2 1000",    "disk flip 1"};
}

TEST(SimulationCommandsTest, AreListedForCompletion) {
    EXPECT_EQ(simulation_command_help().size(), 10u);
    for (const std::string& word : words()) {
        const auto line = CommandLine::parse(word);
        ASSERT_TRUE(line);
        EXPECT_TRUE(is_simulation_command(*line)) << word;
    }
    for (const CommandHelp& help : command_help()) {
        const auto line = CommandLine::parse(help.usage);
        ASSERT_TRUE(line);
        EXPECT_FALSE(is_simulation_command(*line)) << help.usage;
    }
}

TEST(SimulationCommandsTest, NeedASimulation) {
    ClusterScenario scenario;
    NoSimulation host(scenario.cluster);
    Commands commands(host);
    for (const std::string& word : words()) {
        std::optional<CommandAnswer> answered;
        commands.execute(word, [&](CommandAnswer answer) { answered = std::move(answer); });
        ASSERT_TRUE(answered);
        EXPECT_FALSE(answered->ok);
        EXPECT_EQ(answered->sentence,
                  "\"" + word + "\" needs a simulation: this cluster runs on a real network, real disks and the machine's clock");
    }
}

TEST(SimulationCommandsTest, DoWhatTheySay) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("broker crash 1");
    EXPECT_EQ(scenario.cluster.nodes()[0].run, NodeRun::killed);
    scenario.run("broker start 1\nwait until brokers 3");

    scenario.run("clock jump 2 -1.5s");
    EXPECT_EQ(scenario.cluster.world().node(two).wall_offset(), Milliseconds(-1500));
    scenario.run("clock jump 2 500");
    EXPECT_EQ(scenario.cluster.world().node(two).wall_offset(), Milliseconds(-1000));
    EXPECT_THAT(scenario.cluster.commands().faults(), ElementsAre("clock jump 2 -1000ms"));
    scenario.run("clock jump 2 1s");
    EXPECT_THAT(scenario.cluster.commands().faults(), IsEmpty()) << "it is right again";
    scenario.run("clock jump 2 5s\nclock jump 2 off");
    EXPECT_EQ(scenario.cluster.world().node(two).wall_offset(), Milliseconds(0));
    EXPECT_THAT(scenario.cluster.commands().faults(), IsEmpty());

    scenario.run("disk slow 1 200ms");
    EXPECT_EQ(scenario.cluster.disk(one).faults().slow, Duration(Milliseconds(200)));
    EXPECT_THAT(scenario.cluster.commands().faults(), ElementsAre("disk slow 1 200ms"));
    scenario.run("disk slow 1 0");
    EXPECT_EQ(scenario.cluster.disk(one).faults().slow, Duration(0));
    EXPECT_THAT(scenario.cluster.commands().faults(), IsEmpty());

    scenario.run("disk slow 1 20ms\nlink cut-one-way 1 2");
    EXPECT_THAT(scenario.cluster.commands().faults(), ElementsAre("link cut-one-way 1 2", "disk slow 1 20ms"));
    scenario.run_for(std::chrono::seconds(1));
    const auto held = [&] {
        const auto frames = scenario.cluster.world().frames_in_flight();
        return std::ranges::count(frames, env::sim::FrameHeld::cut, &env::sim::FrameInFlight::held);
    };
    EXPECT_GT(held(), 0);
    scenario.run("heal all");
    EXPECT_EQ(scenario.cluster.disk(one).faults().slow, Duration(0));
    EXPECT_THAT(scenario.cluster.commands().faults(), IsEmpty());
    scenario.run_for(std::chrono::seconds(1));
    EXPECT_EQ(held(), 0);
    scenario.run("link break 1 2\nwait until brokers 3");
}

TEST(SimulationCommandsTest, ABrokerThatHasNotBeenStartedYetIsNoFault) {
    ClusterScenario scenario;
    EXPECT_THAT(scenario.cluster.commands().faults(), IsEmpty());
    scenario.start();
    EXPECT_THAT(scenario.cluster.commands().faults(), IsEmpty());
    scenario.run("broker stop 1");
    EXPECT_THAT(scenario.cluster.commands().faults(), ElementsAre("broker stop 1"));
}

TEST(SimulationCommandsTest, ChangeTheFateOfOneMessage) {
    ClusterScenario scenario;
    scenario.start();
    env::sim::World& world = scenario.cluster.world();
    ASSERT_TRUE(scenario.run_until([&] { return world.frames_in_flight().size() >= 2; }));
    const auto id = world.frames_in_flight().front().id;
    const auto do_now = [&](const std::string& command) {
        std::optional<CommandAnswer> answered;
        scenario.cluster.commands().execute(command, [&](CommandAnswer answer) { answered = std::move(answer); });
        EXPECT_TRUE(answered.has_value()) << "it is done at once";
        return answered.value_or(CommandAnswer{});
    };
    const Instant arrives = world.frame_in_flight(id)->arrives_at;
    EXPECT_TRUE(do_now("message delay " + std::to_string(id) + " 3ms").ok);
    EXPECT_EQ(world.frame_in_flight(id)->arrives_at, arrives + Milliseconds(3));
    const std::size_t count = world.frames_in_flight().size();
    EXPECT_TRUE(do_now("message duplicate " + std::to_string(id)).ok);
    EXPECT_EQ(world.frames_in_flight().size(), count + 1);
    EXPECT_TRUE(do_now("message drop " + std::to_string(id)).ok);
    EXPECT_FALSE(world.frame_in_flight(id));
    EXPECT_THAT(do_now("message drop " + std::to_string(id)).sentence, HasSubstr("is under way"));
    scenario.run("wait 20s\nwait until brokers 3");
}

TEST(SimulationCommandsTest, SaidWronglyGetOneClearSentence) {
    ClusterScenario scenario;
    scenario.start();
    const std::vector<std::pair<std::string, std::string>> misuses{
        {"broker crash", "say it as: broker crash N [always]"},
        {"broker crash 9", "there is no broker 9; there are 1, 2, 3"},
        {"broker crash 1 2", "say it as: broker crash N [always]"},
        {"link cut-one-way 1", "say it as: link cut-one-way A B"},
        {"link cut-one-way 1 1", "a link has two ends: name two brokers"},
        {"link break 1 x", "the broker must be a number from 0 to 2147483647, not \"x\""},
        {"clock jump 1", "say it as: clock jump N 5s"},
        {"clock jump 1 soon", "the jump must be a time such as 250ms, 1.5s or 2m, not \"soon\""},
        {"clock jump 1 --5s", "say it as: clock jump N 5s"},
        {"disk slow 1 -5s", "the delay must be a time such as 250ms, 1.5s or 2m, not \"-5s\""},
        {"disk slow 1 90m", "the delay is an hour at most"},
        {"message drop", "say it as: message drop ID"},
        {"message drop 0", "the message must be a number from 1 to 9223372036854775807, not \"0\""},
        {"message delay 1", "say it as: message delay ID 500ms"},
        {"message delay 1 x", "the delay must be a time such as 250ms, 1.5s or 2m, not \"x\""},
        {"message duplicate 1 2", "say it as: message duplicate ID"},
    };
    for (const auto& [command, sentence] : misuses) EXPECT_EQ(scenario.refusal(command), sentence) << command;
}

TEST(SimulationCommandsTest, AnExactViewChangesNothing) {
    const auto run = [](bool looked_at) {
        ClusterScenario scenario;
        scenario.start();
        scenario.run("workload start demo --rate 50");
        for (int i = 0; i < 200; ++i) {
            scenario.run_for(Milliseconds(7));
            if (!looked_at) continue;
            const auto snapshots = scenario.cluster.snapshots(i % 2 == 0);
            EXPECT_EQ(snapshots.size(), 3u);
            EXPECT_TRUE(snapshots.front().full);
            EXPECT_TRUE(snapshots.front().metadata.has_value());
        }
        return scenario.cluster.digest();
    };
    EXPECT_EQ(run(true), run(false));
}

}  // namespace
}  // namespace vitrine::cluster::test
