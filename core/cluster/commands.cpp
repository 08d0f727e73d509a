// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/commands.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "cluster/command_running.h"
#include "cluster/condition.h"
#include "cluster/inner_consumers.h"
#include "cluster/machine_commands.h"
#include "cluster/membership.h"
#include "cluster/simulation_commands.h"
#include "cluster/workload.h"

namespace vitrine::cluster {
namespace {

constexpr Milliseconds poll_interval{50};
constexpr std::int64_t wait_until_default_ms = 30'000;
constexpr std::size_t running_max = 100;

// What needs no broker to answer and no time to pass.
bool serves_while_paused(const CommandLine& line) {
    const std::string& word = line.words.front();
    return word == "cluster" || word == "status" || word == "help" || word == "link" ||
           (word == "broker" && line.words.size() > 1 && line.words[1] == "kill");
}

}  // namespace

std::vector<CommandHelp> command_help() {
    std::vector<CommandHelp> help{
        {"broker kill N", "Takes the broker's memory and connections away this instant; its directory stays as it is."},
        {"broker stop N", "Controlled shutdown: leadership moves away first, then the broker ends cleanly."},
        {"broker start N", "Starts a killed or stopped broker on its directory."},
        {"broker pause N", "The broker stands still, as after SIGSTOP; its connections stay open."},
        {"broker resume N", "A paused broker goes on."},
        {"broker add [N]", "One more broker joins, beside the controllers; it gets nothing until somebody reassigns."},
        {"broker drain N", "Moves every replica of the broker to the others."},
        {"broker remove N", "A broker that was added and holds no replica shuts down, is unregistered, and its directory goes."},
        {"controller add [N]", "One more controller, which observes the quorum until it is made a voter."},
        {"controller remove N", "A controller that does not vote shuts down, and its directory goes."},
        {"partition move TOPIC P A,B,C", "The replicas of a partition shall be brokers A, B, C, the first the preferred leader."},
        {"cluster pause", "Every broker and every client of our own stands still, and their time with them."},
        {"cluster resume", "Everything goes on where it stood."},
        {"link cut A B", "Nothing passes between two brokers, as if packets were dropped."},
        {"link slow A B 200ms", "Each frame between two brokers takes that much longer, in each direction."},
        {"link lossy A B 10%",
         "Packets between two brokers get lost with that chance; TCP sends them again later, and what follows waits."},
        {"link heal A B", "The link is as it was."},
        {"heal all", "Heals every link, disk and clock, resumes paused brokers, starts killed and stopped ones."},
        {"topic create NAME --partitions N --replication-factor N --config KEY=VALUE", "Creates a topic."},
        {"topic alter NAME --partitions N", "Adds partitions, up to that number."},
        {"topic delete NAME", "Deletes a topic and its records."},
        {"topic list", "Names the topics."},
        {"topic describe NAME", "Leader, replicas and ISR of each partition."},
        {"config set TOPIC KEY=VALUE", "Sets a topic's configuration."},
        {"config unset TOPIC KEY", "Back to the broker's value."},
        {"config describe TOPIC", "Every key with its value."},
        {"group list", "Names the groups."},
        {"group describe G", "State, members and committed offsets."},
        {"group coordinator G", "Which broker coordinates the group."},
        {"group rebalance G", "Makes every member join again."},
        {"group add-member G --topic NAME --assignor NAME --instance-id ID --session-timeout-ms N --heartbeat-interval-ms N "
         "--max-poll-interval-ms N",
         "Adds a consumer of our own to the group."},
        {"group remove-member G [MEMBER]", "A member of our own leaves politely; a member from outside is taken out by its member id."},
        {"group crash-member G [NAME]", "A member of our own is gone without a word; the session timeout notices."},
        {"group pause-member G [NAME]", "A member of our own stops reading, and goes on with heartbeats."},
        {"group resume-member G [NAME]", "It reads again."},
        {"group reset-offsets G --topic NAME:0,1 --all-topics --to-earliest --to-latest --to-current --to-offset N --shift-by N "
         "--to-datetime "
         "TIME --by-duration PT1H --dry-run --execute",
         "Sets where a group without members begins; --dry-run only tells."},
        {"elect preferred [TOPIC [P]]", "Makes the first replica the leader again, where it is in sync."},
        {"elect leader TOPIC P N", "Makes broker N the partition's preferred replica and its leader."},
        {"produce TOPIC VALUE --key KEY --partition P --count N --acks all", "Sends records; {n} stands for the record's number."},
        {"workload start demo [--rate N]", "A shop at work: records per second for its topic orders."},
        {"workload stop", "Ends the workload."},
        {"wait 500ms", "Does nothing for so long."},
        {"wait until CONDITION [--timeout 30s]", "Waits until the condition holds; fails after the timeout."},
        {"expect CONDITION", "Fails unless the condition holds now."},
        {"quorum", "Leader, epoch and positions of the quorum."},
        {"status", "Nodes, faults, workload."},
        {"help", "This list."},
    };
    // Beside the links, before "heal all".
    const auto machines = machine_command_help();
    help.insert(std::ranges::find(help, "heal all", &CommandHelp::usage), machines.begin(), machines.end());
    return help;
}

struct Commands::Entry {
    std::string_view word;
    Handler handler;
};

const std::vector<Commands::Entry>& Commands::entries() {
    static const std::vector<Entry> all{
        {"broker", &Commands::broker},
        {"controller", &Commands::controller},
        {"link", &Commands::link},
        {"heal", &Commands::heal},
        {"topic", &Commands::topic},
        {"config", &Commands::config},
        {"group", &Commands::group},
        {"elect", &Commands::elect},
        {"produce", &Commands::produce},
        {"workload", &Commands::workload},
        {"wait", &Commands::wait},
        {"expect", &Commands::expect},
        {"quorum", &Commands::quorum},
        {"status", &Commands::status},
        {"help", &Commands::help},
        {"cluster", &Commands::cluster},
        {"partition", &Commands::partition},
        {"disk", &Commands::no_interference},
        {"clock", &Commands::no_interference},
    };
    return all;
}

Commands::Commands(Host& host) : host_(host) {
    client::ClientConfig client;
    client.client_id = "vitrine-admin";
    client.bootstrap_servers = host.bootstrap_servers();
    client.request_timeout = request_timeout;
    admin_ = std::make_unique<client::Admin>(host.inner_environment(), std::move(client));
    consumers_ = std::make_unique<InnerConsumers>(host);
    membership_ = std::make_unique<Membership>(host_, *admin_);
    workload_ = std::make_unique<Workload>(host, *admin_, *consumers_);
}

Commands::~Commands() {
    *alive_ = false;
    // A timer's callback holds its command, which holds the timer.
    for (auto& [id, running] : running_) {
        running->done = nullptr;
        running->timer.cancel();
    }
}

void Commands::execute(std::string_view text, Done done) {
    auto running = std::make_shared<Running>();
    running->commands = this;
    running->id = next_running_++;
    running->command = std::string(text);
    running->done = std::move(done);
    const auto line = CommandLine::parse(text);
    if (!line) return running->refuse(line.error());
    if (line->words.empty()) return running->answer(true, "");
    if (running_.size() >= running_max)
        return running->answer(false, fmt::format("{} commands run already; wait for one to end", running_max));
    if (is_machine_command(*line) || is_simulation_command(*line)) {
        running_[running->id] = running;
        return interfere(*line, running);
    }
    for (const Entry& entry : entries()) {
        if (entry.word != line->words.front()) continue;
        if (host_.all_paused() && !serves_while_paused(*line))
            return running->answer(false, "the cluster is paused and cannot do this; `cluster resume` lets it go on");
        running_[running->id] = running;
        return (this->*entry.handler)(*line, running);
    }
    running->answer(false, fmt::format("there is no command \"{}\"; `help` lists what there is", line->words.front()));
}

std::vector<std::string> Commands::faults() const {
    std::vector<std::string> commands;
    const bool all_paused = host_.all_paused();
    if (all_paused) commands.emplace_back("cluster pause");
    for (const NodeInfo& node : host_.nodes()) {
        if (node.run == observe::NodeRun::killed) commands.push_back(fmt::format("broker kill {}", node.id));
        if (node.run == observe::NodeRun::stopped && node.started) commands.push_back(fmt::format("broker stop {}", node.id));
        if (node.run == observe::NodeRun::paused && !all_paused) commands.push_back(fmt::format("broker pause {}", node.id));
    }
    for (const auto& [pair, faults] : link_faults_) {
        for (const auto& [verb, command] : faults) commands.push_back(command);
    }
    for (const auto& [key, fault] : machine_faults_) commands.push_back(fault.command);
    return commands;
}

bool Commands::workload_running() const { return workload_->running(); }

std::vector<OwnMember> Commands::own_members() const {
    std::vector<OwnMember> members;
    for (const auto& member : consumers_->list()) {
        if (!member.leaving) members.push_back({member.group, member.name, member.view.paused});
    }
    return members;
}

void Commands::wait(const CommandLine& line, std::shared_ptr<Running> running) {
    if (line.words.size() == 2) {
        const auto wait_ms = parse_duration_ms(line.words[1], "the time to wait");
        if (!wait_ms) return running->refuse(wait_ms.error());
        running->timer = host_.inner_environment().clock.schedule_after(
            Milliseconds(*wait_ms), [running, wait_ms = *wait_ms] { running->answer(true, fmt::format("waited {} ms", wait_ms)); });
        return;
    }
    if (line.words.size() < 3 || line.words[1] != "until")
        return running->refuse(misuse("say it as: wait 500ms, or: wait until CONDITION").error());
    auto condition = Condition::parse({line.words.begin() + 2, line.words.end()});
    if (!condition) return running->refuse(condition.error());
    std::int64_t timeout_ms = wait_until_default_ms;
    if (const auto text = line.option("timeout")) {
        const auto value = parse_duration_ms(*text, "--timeout");
        if (!value) return running->refuse(value.error());
        timeout_ms = *value;
    }
    check_until(*condition, host_.inner_environment().clock.now() + Milliseconds(timeout_ms), false, running);
}

void Commands::expect(const CommandLine& line, std::shared_ptr<Running> running) {
    auto condition = Condition::parse({line.words.begin() + 1, line.words.end()});
    if (!condition) return running->refuse(condition.error());
    check_until(*condition, host_.inner_environment().clock.now(), true, running);
}

void Commands::check_until(std::shared_ptr<Condition> condition, Instant deadline, bool once, std::shared_ptr<Running> running) {
    const Condition& asked = *condition;
    asked.check(host_, *admin_, [this, alive = alive_, condition, deadline, once, running](const Condition::Outcome& outcome) {
        if (!*alive) return;
        if (outcome.holds) return running->answer(true, outcome.found);
        if (once) return running->answer(false, fmt::format("expected {}, but {}", condition->text(), outcome.found));
        if (host_.inner_environment().clock.now() >= deadline) {
            return running->answer(false, fmt::format("waited for {}, but in the end {}", condition->text(), outcome.found));
        }
        running->timer = host_.inner_environment().clock.schedule_after(
            poll_interval, [this, condition, deadline, once, running] { check_until(condition, deadline, once, running); });
    });
}

void Commands::quorum(const CommandLine&, std::shared_ptr<Running> running) {
    admin_->describe_quorum([running](const Result<client::QuorumInfo>& quorum) {
        if (!quorum) return running->refuse(quorum.error());
        Json voters = Json::array();
        for (const auto& voter : quorum->current_voters)
            voters.push_back({{"id", voter.replica_id.value()}, {"log_end_offset", voter.log_end_offset.value()}});
        Json observers = Json::array();
        for (const auto& observer : quorum->observers)
            observers.push_back({{"id", observer.replica_id.value()}, {"log_end_offset", observer.log_end_offset.value()}});
        running->answer(true, fmt::format("controller {} leads the quorum in epoch {}", quorum->leader_id, quorum->leader_epoch),
                        {{"leader", quorum->leader_id.value()},
                         {"epoch", quorum->leader_epoch.value()},
                         {"high_watermark", quorum->high_watermark.value()},
                         {"voters", voters},
                         {"observers", observers}});
    });
}

void Commands::status(const CommandLine&, std::shared_ptr<Running> running) {
    Json nodes = Json::array();
    std::size_t ready = 0;
    const auto all = host_.nodes();
    for (const NodeInfo& node : all) {
        if (node.ready) ++ready;
        nodes.push_back({{"broker", node.id.value()},
                         {"run", observe::name_of(node.run)},
                         {"ready", node.ready},
                         {"roles", node.broker && node.controller ? "broker,controller"
                                   : node.broker                  ? "broker"
                                                                  : "controller"},
                         {"voter", node.voter},
                         {"broker_endpoint", node.broker_endpoint.to_string()},
                         {"controller_endpoint", node.controller_endpoint.to_string()},
                         {"directory", node.directory},
                         {"more_directories", node.more_directories}});
        if (node.network) {
            nodes.back()["network"] = {{"received_bytes", node.network->received_bytes},
                                       {"sent_bytes", node.network->sent_bytes},
                                       {"sendfile_bytes", node.network->sendfile_bytes}};
        }
    }
    const auto counters = workload_->counters();
    Json members = Json::array();
    for (const auto& member : consumers_->list()) {
        members.push_back({{"group", member.group},
                           {"name", member.name},
                           {"state", client::name_of(member.view.member->state)},
                           {"records", member.view.records}});
    }
    const bool apart = std::ranges::any_of(all, [](const NodeInfo& node) { return !node.broker; });
    running->answer(true, fmt::format("{} of {} {} are ready", ready, all.size(), apart ? "nodes" : "brokers"),
                    {{"bootstrap_servers", host_.bootstrap_servers_text()},
                     {"nodes", nodes},
                     {"faults", faults()},
                     {"workload",
                      {{"running", workload_->running()},
                       {"rate", counters.records_per_second},
                       {"acknowledged", counters.acknowledged},
                       {"failed", counters.failed}}},
                     {"inner_consumers", members}});
}

void Commands::help(const CommandLine&, std::shared_ptr<Running> running) {
    Json list = Json::array();
    std::string sentence;
    for (const CommandHelp& entry : command_help()) {
        list.push_back({{"usage", entry.usage}, {"meaning", entry.meaning}});
        sentence += fmt::format("{}{}", sentence.empty() ? "" : " · ", entry.usage);
    }
    running->answer(true, std::move(sentence), {{"commands", list}});
}

}  // namespace vitrine::cluster
