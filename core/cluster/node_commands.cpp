// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <fmt/ranges.h>

#include "cluster/command_running.h"
#include "cluster/membership.h"

namespace vitrine::cluster {

Result<BrokerId> Commands::parse_broker(const std::string& text) const {
    const auto nodes = host_.nodes();
    const auto id = parse_integer(text, "the broker", 0, 0x7fffffff);
    if (id && std::ranges::any_of(nodes, [&](const NodeInfo& node) { return node.id.value() == *id; }))
        return BrokerId(static_cast<std::int32_t>(*id));
    std::vector<BrokerId> ids;
    for (const NodeInfo& node : nodes) ids.push_back(node.id);
    return misuse(fmt::format("there is no broker {}; there are {}", text, fmt::join(ids, ", ")));
}

std::string Commands::named(BrokerId id) const {
    const auto nodes = host_.nodes();
    const auto node = std::ranges::find(nodes, id, &NodeInfo::id);
    return fmt::format("{} {}", node != nodes.end() && !node->broker ? "controller" : "broker", id);
}

void Commands::broker(const CommandLine& line, std::shared_ptr<Running> running) {
    if (line.words.size() > 1 && line.words[1] == "add") return add_node(line, std::move(running));
    if (line.words.size() != 3)
        return running->refuse(misuse("say it as: broker kill|stop|start|pause|resume|drain|remove N, or: broker add").error());
    const auto id = parse_broker(line.words[2]);
    if (!id) return running->refuse(id.error());
    const std::string& verb = line.words[1];
    const auto answered = [this, alive = alive_, running, id = *id](std::string done_word) {
        return [this, alive, running, id, done_word = std::move(done_word)](const Status& status) {
            if (!*alive) return;
            world_changed();
            running->answer(status, fmt::format("{} {}", named(id), done_word), {{"broker", id.value()}});
        };
    };
    if (verb == "kill") return host_.kill_node(*id, answered("was killed"));
    if (verb == "stop") return host_.stop_node(*id, answered("has shut down"));
    if (verb == "drain") return drain_broker(*id, std::move(running));
    if (verb == "remove") return remove_broker(*id, std::move(running));
    if (verb == "start" && membership_->lets_go(*id))
        return running->refuse(misuse(fmt::format("broker {} is being removed", *id)).error());
    if (verb == "start") return host_.start_node(*id, answered("was started"));
    if (verb == "pause") return host_.pause_node(*id, answered("is paused"));
    if (verb == "resume") return host_.resume_node(*id, answered("goes on"));
    running->refuse(
        misuse(fmt::format("a broker can be told to kill, stop, start, pause, resume, drain or remove, not to \"{}\"", verb)).error());
}

void Commands::add_node(const CommandLine& line, std::shared_ptr<Running> running) {
    const std::string& kind = line.words[0];
    const bool broker = kind == "broker";
    std::optional<BrokerId> wanted;
    if (line.words.size() > 3) return running->refuse(misuse(fmt::format("say it as: {0} add, or: {0} add N", kind)).error());
    if (line.words.size() == 3) {
        const auto id = parse_integer(line.words[2], "the " + kind, 1, 0x7fffffff);
        if (!id) return running->refuse(id.error());
        wanted = BrokerId(static_cast<std::int32_t>(*id));
    }
    auto done = [this, alive = alive_, running, broker](const Result<BrokerId>& added) {
        if (!*alive) return;
        world_changed();
        if (!added) return running->refuse(added.error());
        const auto nodes = host_.nodes();
        const auto node = std::ranges::find(nodes, *added, &NodeInfo::id);
        const std::string endpoint = node == nodes.end() ? "" : (broker ? node->broker_endpoint : node->controller_endpoint).to_string();
        running->answer(true,
                        broker ? fmt::format("broker {} joins on {}", *added, endpoint)
                               : fmt::format("controller {} observes the quorum, on {}", *added, endpoint),
                        {{"broker", added->value()}, {"endpoint", endpoint}});
    };
    if (broker) host_.add_node(wanted, std::move(done));
    else host_.add_controller(wanted, std::move(done));
}

void Commands::drain_broker(BrokerId id, std::shared_ptr<Running> running) {
    const std::string name = named(id);
    if (!name.starts_with("broker")) return running->refuse(misuse(name + " is no broker: it has no replicas").error());
    membership_->drain(id, [running, id](const Result<Membership::Drained>& drained) {
        if (!drained) return running->refuse(drained.error());
        std::string sentence = fmt::format("{} replicas move from broker {} to others", drained->moved, id);
        if (drained->shrunk > 0)
            sentence += fmt::format("; {} go without another in their place, since every other broker has one", drained->shrunk);
        if (drained->moved + drained->shrunk == 0) sentence = fmt::format("broker {} holds no replica that is to stay", id);
        running->answer(true, std::move(sentence), {{"broker", id.value()}, {"moved", drained->moved}, {"shrunk", drained->shrunk}});
    });
}

void Commands::remove_broker(BrokerId id, std::shared_ptr<Running> running) {
    membership_->let_go(id, [this, alive = alive_, running, id](const Status& gone) {
        if (!*alive) return;
        world_changed();
        if (!gone) return running->refuse(gone.error());
        forget_faults_of(id);
        host_.remove_node(id, [this, alive, running, id](const Status& removed) {
            if (!*alive) return;
            world_changed();
            running->answer(removed, fmt::format("broker {} is removed", id), {{"broker", id.value()}});
        });
    });
}

void Commands::controller(const CommandLine& line, std::shared_ptr<Running> running) {
    if (line.words.size() > 1 && line.words[1] == "add") return add_node(line, std::move(running));
    if (line.words.size() != 3 || line.words[1] != "remove") {
        return running->refuse(misuse("say it as: controller add, or: controller remove N; everything else is said to it as to a broker, "
                                      "as in: broker stop 101")
                                   .error());
    }
    const auto id = parse_broker(line.words[2]);
    if (!id) return running->refuse(id.error());
    remove_controller(*id, std::move(running));
}

// Who votes is the quorum's to say: `vitrine quorum remove-controller` and Kafka's own tool ask it for a change.
void Commands::remove_controller(BrokerId id, std::shared_ptr<Running> running) {
    const auto nodes = host_.nodes();
    const auto node = std::ranges::find(nodes, id, &NodeInfo::id);
    if (node->broker) return running->refuse(misuse(fmt::format("broker {} is no controller apart from brokers", id)).error());
    const auto remove = [this, alive = alive_, running, id](const Status& stopped) {
        if (!*alive) return;
        if (!stopped) return running->refuse(stopped.error());
        forget_faults_of(id);
        host_.remove_node(id, [this, alive, running, id](const Status& removed) {
            if (!*alive) return;
            world_changed();
            running->answer(removed, fmt::format("controller {} is removed", id), {{"broker", id.value()}});
        });
    };
    const bool runs = node->run == observe::NodeRun::running;
    admin_->describe_quorum([this, alive = alive_, running, id, runs, remove](const Result<client::QuorumInfo>& quorum) {
        if (!*alive) return;
        if (!quorum) return running->refuse(quorum.error());
        if (std::ranges::any_of(quorum->current_voters, [id](const auto& voter) { return voter.replica_id == id; })) {
            return running->refuse(
                misuse(fmt::format("controller {} is a voter of the metadata quorum: only one whose vote was taken from it can be removed",
                                   id))
                    .error());
        }
        if (!runs) return remove({});
        host_.stop_node(id, remove);
    });
}

}  // namespace vitrine::cluster
