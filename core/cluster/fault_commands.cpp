// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <fmt/ranges.h>

#include "cluster/command_running.h"
#include "cluster/machine_commands.h"
#include "cluster/membership.h"

namespace vitrine::cluster {
namespace {

constexpr int loss_percent_max = 90;  // beyond it nothing gets through in any time that somebody waits

}  // namespace

void Commands::report_fault(const std::string& command, bool in_force) {
    auto& environment = host_.inner_environment();
    environment.observer.record(environment.clock.now(), environment.clock.wall_now(), observe::FaultChanged{command, in_force});
    world_changed();
}

void Commands::forget_faults_of(BrokerId broker) {
    for (const auto& [pair, faults] : std::map(link_faults_)) {
        const auto [a, b] = pair;
        if (a != broker && b != broker) continue;
        host_.heal_link(a, b);
        forget_link_faults(a, b);
    }
    std::vector<std::string> keys;
    for (const auto& [key, fault] : machine_faults_) {
        const auto line = CommandLine::parse(key);
        if (line && line->words.size() == 3 && line->words[2].substr(0, line->words[2].find('.')) == fmt::format("{}", broker))
            keys.push_back(key);
    }
    for (const std::string& key : keys) heal_machine(key);
}

void Commands::heal_machine(const std::string& key) {
    const MachineFault healed = machine_faults_.extract(key).mapped();
    if (const auto healing = CommandLine::parse(healed.healing)) interfere_now(*healing, [](const Status&) {});
    report_fault(healed.command, false);
}

void Commands::note_link_fault(BrokerId a, BrokerId b, const std::string& verb, const std::string& command) {
    link_faults_[std::minmax(a, b)][verb] = command;
    report_fault(command, true);
}

void Commands::forget_link_faults(BrokerId a, BrokerId b) {
    const auto faults = link_faults_.extract(std::minmax(a, b));
    if (faults.empty()) return;
    for (const auto& [verb, command] : faults.mapped()) report_fault(command, false);
}

void Commands::cluster(const CommandLine& line, std::shared_ptr<Running> running) {
    const std::string verb = line.words.size() == 2 ? line.words[1] : "";
    if (verb != "pause" && verb != "resume") return running->refuse(misuse("say it as: cluster pause, or: cluster resume").error());
    const bool pause = verb == "pause";
    auto answered = [this, alive = alive_, running, pause](const Status& status) {
        if (!*alive) return;
        if (status) report_fault("cluster pause", pause);
        running->answer(status, pause ? "the cluster stands still" : "the cluster goes on");
    };
    return pause ? host_.pause_all(std::move(answered)) : host_.resume_all(std::move(answered));
}

void Commands::link(const CommandLine& line, std::shared_ptr<Running> running) {
    const std::string verb = line.words.size() > 1 ? line.words[1] : "";
    const bool measured = verb == "slow" || verb == "lossy";
    if (line.words.size() != (measured ? 5 : 4)) {
        return running->refuse(misuse("say it as: link cut A B, link slow A B 200ms, link lossy A B 10%, or link heal A B").error());
    }
    const auto a = parse_broker(line.words[2]);
    const auto b = parse_broker(line.words[3]);
    if (!a) return running->refuse(a.error());
    if (!b) return running->refuse(b.error());
    if (*a == *b) return running->refuse(misuse("a link has two ends: name two brokers").error());
    if (verb == "slow") {
        const auto delay_ms = parse_duration_ms(line.words[4], "the delay");
        if (!delay_ms) return running->refuse(delay_ms.error());
        host_.slow_link(*a, *b, Milliseconds(*delay_ms));
        note_link_fault(*a, *b, verb, line.text);
        return running->answer(true, fmt::format("each frame between brokers {} and {} takes {} ms longer", *a, *b, *delay_ms));
    }
    if (verb == "lossy") {
        std::string_view chance = line.words[4];
        if (chance.ends_with('%')) chance.remove_suffix(1);
        const auto percent = parse_integer(chance, "the chance of a loss, in percent,", 1, loss_percent_max);
        if (!percent) return running->refuse(percent.error());
        host_.lossy_link(*a, *b, static_cast<int>(*percent));
        note_link_fault(*a, *b, verb, line.text);
        return running->answer(true, fmt::format("{} % of what passes between brokers {} and {} is lost and sent again", *percent, *a, *b));
    }
    if (verb == "cut") {
        host_.cut_link(*a, *b);
        note_link_fault(*a, *b, verb, line.text);
        return running->answer(true, fmt::format("nothing passes between brokers {} and {}", *a, *b));
    }
    if (verb == "heal") {
        host_.heal_link(*a, *b);
        forget_link_faults(*a, *b);
        return running->answer(true, fmt::format("the link between brokers {} and {} is healed", *a, *b));
    }
    running->refuse(misuse(fmt::format("a link can be cut, slow, lossy or healed (link heal A B), not \"{}\"", verb)).error());
}

void Commands::heal(const CommandLine& line, std::shared_ptr<Running> running) {
    if (line.words.size() != 2 || line.words[1] != "all") return running->refuse(misuse("say it as: heal all").error());
    for (const auto& [pair, faults] : std::map(link_faults_)) {
        host_.heal_link(pair.first, pair.second);
        forget_link_faults(pair.first, pair.second);
    }
    while (!machine_faults_.empty()) heal_machine(std::string(machine_faults_.begin()->first));
    auto missing = std::make_shared<int>(1);
    auto failed = std::make_shared<std::optional<Error>>();
    const auto one_done = [this, alive = alive_, running, missing, failed](const Status& status) {
        if (!status && !*failed) *failed = status.error();
        if (--*missing > 0 || !*alive) return;
        world_changed();
        if (*failed) return running->refuse(**failed);
        running->answer(true, "every fault is healed");
    };
    for (const NodeInfo& node : host_.nodes()) {
        if (node.run == observe::NodeRun::paused) {
            ++*missing;
            host_.resume_node(node.id, one_done);
        } else if (membership_->lets_go(node.id)) {
            continue;
        } else if (node.run == observe::NodeRun::killed || node.run == observe::NodeRun::stopped || node.run == observe::NodeRun::failed) {
            ++*missing;
            host_.start_node(node.id, one_done);
        }
    }
    one_done({});
}

void Commands::interfere_now(const CommandLine& line, Host::Done done) {
    if (is_machine_command(line)) carry_out_on_machine(host_, line, std::move(done));
    else host_.simulate(line, std::move(done));
}

void Commands::no_interference(const CommandLine& line, std::shared_ptr<Running> running) {
    std::vector<std::string_view> forms;
    for (const CommandHelp& help : machine_command_help()) {
        if (help.usage.substr(0, help.usage.find(' ')) == line.words.front()) forms.push_back(help.usage);
    }
    running->refuse(misuse(fmt::format("say it as: {}", fmt::join(forms, ", "))).error());
}

void Commands::interfere(const CommandLine& line, std::shared_ptr<Running> running) {
    interfere_now(line, [this, alive = alive_, running, line](const Status& status) {
        if (!*alive) return;
        if (!status) return running->refuse(status.error());
        const auto known = machine_faults_.find(key_of_fault(line));
        const std::string before = known != machine_faults_.end() ? known->second.command : "";
        if (line.words[0] == "link" && (line.words[1] == "cut-one-way" || line.words[1] == "clog")) {
            // Healed as every link is: in both directions.
            const auto a = parse_broker(line.words[2]);
            const auto b = parse_broker(line.words[3]);
            if (a && b) note_link_fault(*a, *b, line.words[1] == "clog" ? line.words[1] : line.text, line.text);
        } else if (const auto fault = lasting_fault_of(line, before)) {
            if (fault->in_force) machine_faults_[fault->key] = {fault->command, fault->healing};
            else machine_faults_.erase(fault->key);
            report_fault(!fault->in_force && !before.empty() ? before : fault->command, fault->in_force);
        } else {
            world_changed();
        }
        running->answer(true, fmt::format("done: {}", line.text));
    });
}

}  // namespace vitrine::cluster
