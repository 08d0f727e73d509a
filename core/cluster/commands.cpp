// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/commands.h"

#include <algorithm>
#include <optional>

#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "base/assert.h"
#include "cluster/condition.h"
#include "cluster/inner_consumers.h"
#include "cluster/machine_commands.h"
#include "cluster/membership.h"
#include "cluster/reset_command.h"
#include "cluster/simulation_commands.h"
#include "cluster/workload.h"

namespace vitrine::cluster {
namespace {

using Json = nlohmann::json;

constexpr Milliseconds poll_interval{50};
constexpr std::int64_t wait_until_default_ms = 30'000;
constexpr int demo_records_per_second = 200;
constexpr std::size_t running_max = 100;
constexpr int loss_percent_max = 90;  // beyond it nothing gets through in any time that somebody waits
// A broker that takes requests and answers nothing (a paused one) must not hold a person up for long: another one is asked.
constexpr std::chrono::seconds request_timeout{15};

std::unexpected<Error> misuse(std::string sentence) { return failure(ErrorCode::INVALID_REQUEST, std::move(sentence)); }

Json ids_of(const std::vector<BrokerId>& brokers) {
    Json ids = Json::array();
    for (const BrokerId broker : brokers) ids.push_back(broker.value());
    return ids;
}

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

// A command on its way to its one answer.
struct Commands::Running {
    std::uint64_t id = 0;
    std::string command;
    Done done;
    env::Timer timer;
    Commands* commands = nullptr;

    void answer(bool ok, std::string sentence, Json more = Json::object()) {
        if (done == nullptr) return;
        timer.cancel();
        Json line = {{"ok", ok}, {"command", command}, {"message", sentence}};
        line.update(more);
        Done to = std::exchange(done, nullptr);
        commands->running_.erase(id);
        // Text from clients may be no UTF-8; an answer must be a line of JSON all the same.
        to(CommandAnswer{ok, std::move(sentence), line.dump(-1, ' ', false, Json::error_handler_t::replace)});
    }
    void answer(const Status& status, std::string sentence, Json more = Json::object()) {
        if (status) return answer(true, std::move(sentence), std::move(more));
        refuse(status.error());
    }
    void refuse(const Error& error) { answer(false, error.message, {{"error", vitrine::name_of(error.code)}}); }
};

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

void Commands::report_fault(const std::string& command, bool in_force) {
    auto& environment = host_.inner_environment();
    environment.observer.record(environment.clock.now(), environment.clock.wall_now(), observe::FaultChanged{command, in_force});
    world_changed();
}

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
    admin_->describe_quorum([this, alive = alive_, running, id, runs, remove](const Result<messages::DescribeQuorumResponse>& quorum) {
        if (!*alive) return;
        if (!quorum) return running->refuse(quorum.error());
        if (quorum->topics.empty() || quorum->topics.front().partitions.empty())
            return running->answer(false, "the quorum did not describe itself");
        const auto& partition = quorum->topics.front().partitions.front();
        if (partition.error_code != ErrorCode::NONE)
            return running->refuse({partition.error_code, std::string(error_info(partition.error_code).meaning)});
        if (std::ranges::any_of(partition.current_voters, [id](const auto& voter) { return voter.replica_id == id; })) {
            return running->refuse(
                misuse(fmt::format("controller {} is a voter of the metadata quorum: only one whose vote was taken from it can be removed",
                                   id))
                    .error());
        }
        if (!runs) return remove({});
        host_.stop_node(id, remove);
    });
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

void Commands::partition(const CommandLine& line, std::shared_ptr<Running> running) {
    if (line.words.size() != 5 || line.words[1] != "move")
        return running->refuse(misuse("say it as: partition move TOPIC P A,B,C").error());
    const auto index = parse_integer(line.words[3], "the partition", 0, 0x7fffffff);
    if (!index) return running->refuse(index.error());
    const auto target = parse_brokers(line.words[4]);
    if (!target) return running->refuse(target.error());
    const TopicPartition key{line.words[2], static_cast<std::int32_t>(*index)};
    admin_->alter_reassignments({{key, *target}}, true, [running, key, target = *target](const Status& status) {
        running->answer(status, fmt::format("the replicas of {} shall be {}", key, fmt::join(target, ", ")),
                        {{"topic", key.topic}, {"partition", key.partition}, {"replicas", ids_of(target)}});
    });
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

void Commands::topic(const CommandLine& line, std::shared_ptr<Running> running) {
    const std::string verb = line.words.size() > 1 ? line.words[1] : "";
    if (verb == "list" && line.words.size() == 2) {
        return admin_->describe_cluster([running](const Result<client::ClusterInfo>& info) {
            if (!info) return running->refuse(info.error());
            Json names = Json::array();
            std::string sentence;
            for (const auto& [name, topic] : info->topics) {
                names.push_back(name);
                sentence += fmt::format("{}{} ({} partitions)", sentence.empty() ? "" : ", ", name, topic.partitions.size());
            }
            running->answer(true, sentence.empty() ? "there are no topics" : sentence, {{"topics", names}});
        });
    }
    if (line.words.size() != 3)
        return running->refuse(misuse("say it as: topic create|alter|delete|describe NAME, or: topic list").error());
    const std::string& name = line.words[2];
    const auto partitions = line.option("partitions");
    std::int32_t count = -1;
    if (partitions) {
        const auto value = parse_integer(*partitions, "--partitions", 1, 100'000);
        if (!value) return running->refuse(value.error());
        count = static_cast<std::int32_t>(*value);
    }
    if (verb == "create") {
        client::NewTopic topic;
        topic.name = name;
        topic.partitions = count;
        if (const auto factor = line.option("replication-factor")) {
            const auto value = parse_integer(*factor, "--replication-factor", 1, 1'000);
            if (!value) return running->refuse(value.error());
            topic.replication_factor = static_cast<std::int16_t>(*value);
        }
        for (const std::string& config : line.all("config")) {
            const std::size_t equals = config.find('=');
            if (equals == std::string::npos)
                return running->refuse(misuse(fmt::format("--config takes KEY=VALUE, not \"{}\"", config)).error());
            topic.configs[config.substr(0, equals)] = config.substr(equals + 1);
        }
        return admin_->create_topic(
            topic, [running, name](const Status& status) { running->answer(status, fmt::format("topic {} was created", name)); });
    }
    if (verb == "delete") {
        return admin_->delete_topic(
            name, [running, name](const Status& status) { running->answer(status, fmt::format("topic {} was deleted", name)); });
    }
    if (verb == "alter") {
        if (count < 0) return running->refuse(misuse("say how many partitions it shall have: topic alter NAME --partitions N").error());
        return admin_->create_partitions(name, count, [running, name, count](const Status& status) {
            running->answer(status, fmt::format("topic {} has {} partitions", name, count));
        });
    }
    if (verb == "describe") {
        return admin_->describe_cluster([running, name](const Result<client::ClusterInfo>& info) {
            if (!info) return running->refuse(info.error());
            const auto found = info->topics.find(name);
            if (found == info->topics.end())
                return running->refuse({ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, fmt::format("there is no topic {}", name)});
            Json listed = Json::array();
            std::size_t under_replicated = 0;
            for (std::size_t i = 0; i < found->second.partitions.size(); ++i) {
                const auto& partition = found->second.partitions[i];
                if (partition.isr.size() < partition.replicas.size()) ++under_replicated;
                listed.push_back({{"partition", i},
                                  {"leader", partition.leader.value()},
                                  {"leader_epoch", partition.leader_epoch.value()},
                                  {"replicas", ids_of(partition.replicas)},
                                  {"isr", ids_of(partition.isr)}});
            }
            running->answer(true, fmt::format("topic {} has {} partitions, {} under-replicated", name, listed.size(), under_replicated),
                            {{"topic", name}, {"topic_id", found->second.id.to_string()}, {"partitions", listed}});
        });
    }
    running->refuse(misuse(fmt::format("a topic can be told to create, alter, delete or describe, not to \"{}\"", verb)).error());
}

void Commands::config(const CommandLine& line, std::shared_ptr<Running> running) {
    const std::string verb = line.words.size() > 1 ? line.words[1] : "";
    if (verb == "describe" && line.words.size() == 3) {
        return admin_->describe_configs(
            client::ConfigResource::topic, line.words[2],
            [running, name = line.words[2]](const Result<std::vector<client::ConfigEntry>>& entries) {
                if (!entries) return running->refuse(entries.error());
                Json configs = Json::object();
                std::string changed;
                for (const auto& entry : *entries) {
                    configs[entry.name] = entry.value ? Json(*entry.value) : Json();
                    if (!entry.is_default)
                        changed += fmt::format("{}{}={}", changed.empty() ? "" : ", ", entry.name, entry.value.value_or("null"));
                }
                running->answer(true, changed.empty() ? fmt::format("topic {} has the defaults", name) : changed,
                                {{"topic", name}, {"configs", configs}});
            });
    }
    if ((verb != "set" && verb != "unset") || line.words.size() != 4) {
        return running->refuse(misuse("say it as: config set TOPIC KEY=VALUE, config unset TOPIC KEY, or config describe TOPIC").error());
    }
    const std::size_t equals = line.words[3].find('=');
    if (verb == "set" && equals == std::string::npos) return running->refuse(misuse("say which value: config set TOPIC KEY=VALUE").error());
    const std::string key = line.words[3].substr(0, equals);
    const std::optional<std::string> value = verb == "set" ? std::optional(line.words[3].substr(equals + 1)) : std::nullopt;
    admin_->alter_config(client::ConfigResource::topic, line.words[2], key, value,
                         [running, key, value, topic = line.words[2]](const Status& status) {
                             running->answer(status, value ? fmt::format("{} of topic {} is {}", key, topic, *value)
                                                           : fmt::format("{} of topic {} is the broker's again", key, topic));
                         });
}

void Commands::group(const CommandLine& line, std::shared_ptr<Running> running) {
    const std::string verb = line.words.size() > 1 ? line.words[1] : "";
    if (verb == "list" && line.words.size() == 2) {
        return admin_->list_groups([running](const Result<std::vector<std::string>>& groups) {
            if (!groups) return running->refuse(groups.error());
            running->answer(true, groups->empty() ? "there are no groups" : fmt::format("{}", fmt::join(*groups, ", ")),
                            {{"groups", *groups}});
        });
    }
    if (line.words.size() < 3) {
        return running->refuse(
            misuse("say it as: group describe|coordinator|rebalance|add-member|remove-member|crash-member|pause-member|resume-member|"
                   "reset-offsets G, or: group list")
                .error());
    }
    const std::string& name = line.words[2];
    const std::optional<std::string> member = line.words.size() > 3 ? std::optional(line.words[3]) : std::nullopt;
    if (verb == "describe") {
        using Described = messages::DescribeGroupsResponse::DescribedGroup;
        return admin_->describe_group(name, [this, alive = alive_, running, name](const Result<Described>& described) {
            if (!*alive) return;
            if (!described) return running->refuse(described.error());
            Json members = Json::array();
            for (const auto& entry : described->members) {
                members.push_back({{"member_id", entry.member_id}, {"client_id", entry.client_id}, {"host", entry.client_host}});
            }
            Json answer = {
                {"group", name}, {"state", described->group_state}, {"protocol", described->protocol_data}, {"members", members}};
            admin_->committed_offsets(name, [running, name, answer](
                                                const Result<std::map<TopicPartition, client::CommittedOffsetInfo>>& committed) mutable {
                if (!committed) return running->refuse(committed.error());
                Json offsets = Json::object();
                for (const auto& [key, offset] : *committed) offsets[key.to_string()] = offset.offset.value();
                answer["committed"] = offsets;
                running->answer(
                    true, fmt::format("group {} is {} with {} members", name, answer["state"].get<std::string>(), answer["members"].size()),
                    answer);
            });
        });
    }
    if (verb == "coordinator") {
        admin_->cluster().forget_coordinator(name);
        return admin_->cluster().find_coordinator(name, [running, name](const Result<BrokerId>& broker) {
            if (!broker) return running->refuse(broker.error());
            running->answer(true, fmt::format("broker {} coordinates group {}", *broker, name),
                            {{"group", name}, {"coordinator", broker->value()}});
        });
    }
    if (verb == "rebalance") {
        return host_.rebalance_group(name, "asked for by the command group rebalance", [running, name](const Status& status) {
            running->answer(status, fmt::format("the members of group {} are asked to join again", name));
        });
    }
    if (verb == "add-member") {
        InnerConsumerOptions options{
            .group = name, .topics = line.all("topic"), .name = line.option("name"), .group_instance_id = line.option("instance-id")};
        if (options.topics.empty()) options.topics = consumers_->topics_of(name);
        if (const auto assignor = line.option("assignor")) {
            const auto kind = client::parse_assignor(*assignor);
            if (!kind)
                return running->refuse(
                    misuse(fmt::format("there is no assignor {}; there are range, roundrobin and cooperative-sticky", *assignor)).error());
            options.assignor = *kind;
        }
        const auto milliseconds = [&line](const char* option, Duration& value) -> Status {
            const auto text = line.option(option);
            if (!text) return {};
            const auto parsed = parse_integer(*text, std::string("--") + option, 1, 0x7fffffff);
            if (!parsed) return std::unexpected(parsed.error());
            value = Milliseconds(*parsed);
            return {};
        };
        for (const Status& read : {milliseconds("session-timeout-ms", options.session_timeout),
                                   milliseconds("heartbeat-interval-ms", options.heartbeat_interval),
                                   milliseconds("max-poll-interval-ms", options.rebalance_timeout)}) {
            if (!read) return running->refuse(read.error());
        }
        if (options.heartbeat_interval >= options.session_timeout) {
            return running->refuse(
                misuse("--heartbeat-interval-ms must be below --session-timeout-ms, or the session ends before the first heartbeat")
                    .error());
        }
        const auto added = consumers_->add(std::move(options));
        if (!added) return running->refuse(added.error());
        world_changed();
        return running->answer(true, fmt::format("{} joins group {}", *added, name), {{"group", name}, {"member", *added}});
    }
    if (verb == "remove-member") {
        return consumers_->remove(name, member, true, [this, alive = alive_, running, name, member](const Status& status) {
            if (!*alive) return;
            world_changed();
            if (status || !member) return running->answer(status, fmt::format("a member left group {}", name));
            admin_->remove_member(name, *member, "taken out by an administrator", [running, name, member](const Status& removed) {
                running->answer(removed, fmt::format("member {} was taken out of group {}", *member, name));
            });
        });
    }
    if (verb == "crash-member") {
        // The group does not know yet what it will notice by the session timeout.
        if (const auto crashed = consumers_->name_of(name, member))
            report_fault(fmt::format("group crash-member {} {}", quote(name), quote(*crashed)), true);
        return consumers_->remove(name, member, false, [this, running, name](const Status& status) {
            world_changed();
            running->answer(status, fmt::format("a member of group {} is gone without a word", name));
        });
    }
    if (verb == "pause-member" || verb == "resume-member") {
        const bool paused = verb == "pause-member";
        const Status status = consumers_->set_paused(name, member, paused);
        world_changed();
        return running->answer(status, fmt::format("a member of group {} {}", name, paused ? "stops reading" : "reads again"));
    }
    if (verb == "reset-offsets") return reset_offsets(line, std::move(running));
    running->refuse(misuse(fmt::format("a group cannot be told to \"{}\"; `help` lists what there is", verb)).error());
}

void Commands::reset_offsets(const CommandLine& line, std::shared_ptr<Running> running) {
    const auto parsed = parse_reset(line, host_.inner_environment().clock.wall_now());
    if (!parsed) return running->refuse(parsed.error());
    client::plan_reset(
        *admin_, parsed->group, parsed->scopes, parsed->target,
        [this, alive = alive_, running, order = *parsed](const Result<client::ResetPlan>& plan) {
            if (!*alive) return;
            if (!plan) return running->refuse(plan.error());
            Json more = {{"group", order.group}, {"state", plan->state}, {"dry_run", order.dry_run}, {"partitions", reset_rows(*plan)}};
            if (!plan->is_inactive()) {
                more["error"] = vitrine::name_of(ErrorCode::NON_EMPTY_GROUP);
                return running->answer(
                    false,
                    fmt::format("offsets can only be reset while group {} is inactive, but it is {}; stop its members first", order.group,
                                plan->state),
                    more);
            }
            if (plan->partitions.empty())
                return running->answer(false, fmt::format("group {} has committed no offsets; name topics with --topic", order.group),
                                       more);
            const auto count = plan->partitions.size();
            if (order.dry_run) {
                return running->answer(true, fmt::format("the offsets of {} partitions would be set; nothing was changed", count), more);
            }
            std::map<TopicPartition, Offset> offsets;
            for (const auto& [key, reset] : plan->partitions) offsets[key] = reset.target;
            admin_->alter_committed_offsets(order.group, offsets, [running, more, count, group = order.group](const Status& status) {
                running->answer(status, fmt::format("group {} begins anew in {} partitions", group, count), more);
            });
        });
}

void Commands::elect(const CommandLine& line, std::shared_ptr<Running> running) {
    if (line.words.size() == 5 && line.words[1] == "leader") {
        const auto partition = parse_integer(line.words[3], "the partition", 0, 0x7fffffff);
        const auto id = parse_broker(line.words[4]);
        if (!partition) return running->refuse(partition.error());
        if (!id) return running->refuse(id.error());
        const TopicPartition elected{line.words[2], static_cast<std::int32_t>(*partition)};
        return admin_->make_leader(elected, *id, [running, elected, id = *id](const Status& status) {
            running->answer(status, fmt::format("broker {} leads {}", id, elected));
        });
    }
    if (line.words.size() < 2 || line.words.size() > 4 || line.words[1] != "preferred") {
        return running->refuse(
            misuse("say it as: elect preferred, elect preferred TOPIC, elect preferred TOPIC P, or elect leader TOPIC P N").error());
    }
    const auto answered = [running](const Status& status) { running->answer(status, "the preferred replicas lead"); };
    if (line.words.size() == 2) return admin_->elect_preferred_leaders(std::nullopt, answered);
    const std::string& topic = line.words[2];
    if (line.words.size() == 4) {
        const auto partition = parse_integer(line.words[3], "the partition", 0, 0x7fffffff);
        if (!partition) return running->refuse(partition.error());
        return admin_->elect_preferred_leaders(std::vector{TopicPartition{topic, static_cast<std::int32_t>(*partition)}}, answered);
    }
    admin_->describe_cluster([this, alive = alive_, running, topic, answered](const Result<client::ClusterInfo>& info) {
        if (!*alive) return;
        if (!info) return running->refuse(info.error());
        const auto found = info->topics.find(topic);
        if (found == info->topics.end())
            return running->refuse({ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, fmt::format("there is no topic {}", topic)});
        std::vector<TopicPartition> partitions;
        for (std::size_t i = 0; i < found->second.partitions.size(); ++i) partitions.push_back({topic, static_cast<std::int32_t>(i)});
        admin_->elect_preferred_leaders(partitions, answered);
    });
}

void Commands::produce(const CommandLine& line, std::shared_ptr<Running> running) {
    if (line.words.size() != 3) return running->refuse(misuse("say it as: produce TOPIC VALUE --key KEY --count N").error());
    std::int64_t count = 1;
    if (const auto text = line.option("count")) {
        const auto value = parse_integer(*text, "--count", 1, 1'000'000);
        if (!value) return running->refuse(value.error());
        count = *value;
    }
    std::optional<std::int32_t> partition;
    if (const auto text = line.option("partition")) {
        const auto value = parse_integer(*text, "--partition", 0, 0x7fffffff);
        if (!value) return running->refuse(value.error());
        partition = static_cast<std::int32_t>(*value);
    }
    client::ProducerConfig config;
    config.buffer_memory = 256 * 1024 * 1024;
    config.delivery_timeout = std::chrono::seconds(30);
    const std::string acks = line.option("acks").value_or("all");
    if (acks != "all" && acks != "-1" && acks != "1" && acks != "0") return running->refuse(misuse("--acks is all, 1 or 0").error());
    config.acks = acks == "1" ? std::int16_t{1} : acks == "0" ? std::int16_t{0} : std::int16_t{-1};
    config.enable_idempotence = config.acks == -1;
    client::ClientConfig client;
    client.client_id = "vitrine-produce";
    client.request_timeout = request_timeout;
    client.bootstrap_servers = host_.bootstrap_servers();

    struct Batch {
        std::unique_ptr<client::Producer> producer;
        std::int64_t missing = 0;
        std::int64_t acknowledged = 0;
        std::optional<client::RecordMetadata> last;
        std::optional<Error> failed;
    };
    auto batch = std::make_shared<Batch>();
    batch->producer = std::make_unique<client::Producer>(host_.inner_environment(), std::move(client), config);
    batch->missing = count;
    const auto with_number = [](std::string text, std::int64_t number) {
        for (std::size_t at = text.find("{n}"); at != std::string::npos; at = text.find("{n}", at)) {
            const std::string digits = std::to_string(number);
            text.replace(at, 3, digits);
            at += digits.size();
        }
        return text;
    };
    for (std::int64_t i = 0; i < count; ++i) {
        client::ProducerRecord record;
        record.topic = line.words[1];
        record.partition = partition;
        if (const auto key = line.option("key")) record.key = to_bytes(with_number(*key, i));
        record.value = to_bytes(with_number(line.words[2], i));
        batch->producer->send(std::move(record), [this, alive = alive_, running, batch, count,
                                                  topic = line.words[1]](const Result<client::RecordMetadata>& result) {
            if (!*alive) return;
            if (result) {
                ++batch->acknowledged;
                batch->last = *result;
            } else {
                batch->failed = result.error();
            }
            if (--batch->missing > 0) return;
            // Not from inside its own callback.
            host_.inner_environment().clock.post([batch] { batch->producer.reset(); });
            if (batch->failed) {
                return running->answer(
                    false, fmt::format("{} of {} records were acknowledged; {}", batch->acknowledged, count, batch->failed->message),
                    {{"acknowledged", batch->acknowledged}, {"error", vitrine::name_of(batch->failed->code)}});
            }
            running->answer(true,
                            fmt::format("{} records were acknowledged, the last at {}-{} offset {}", count, topic, batch->last->partition,
                                        batch->last->offset),
                            {{"acknowledged", count}, {"partition", batch->last->partition}, {"offset", batch->last->offset.value()}});
        });
    }
    batch->producer->flush([] {});
}

void Commands::workload(const CommandLine& line, std::shared_ptr<Running> running) {
    if (line.words.size() == 2 && line.words[1] == "stop") {
        workload_->stop();
        world_changed();
        return running->answer(true, "the workload has ended");
    }
    if (line.words.size() != 3 || line.words[1] != "start")
        return running->refuse(misuse("say it as: workload start demo [--rate N], or: workload stop").error());
    int rate = demo_records_per_second;
    if (const auto text = line.option("rate")) {
        const auto value = parse_integer(*text, "--rate", 1, 100'000);
        if (!value) return running->refuse(value.error());
        rate = static_cast<int>(*value);
    }
    workload_->start(line.words[2], rate, [this, alive = alive_, running, name = line.words[2], rate](const Status& status) {
        if (!*alive) return;
        world_changed();
        running->answer(status, fmt::format("workload {} runs with {} records per second", name, rate));
    });
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
    admin_->describe_quorum([running](const Result<messages::DescribeQuorumResponse>& quorum) {
        if (!quorum) return running->refuse(quorum.error());
        if (quorum->topics.empty() || quorum->topics.front().partitions.empty())
            return running->answer(false, "the quorum did not describe itself");
        const auto& partition = quorum->topics.front().partitions.front();
        if (partition.error_code != ErrorCode::NONE)
            return running->refuse({partition.error_code, std::string(error_info(partition.error_code).meaning)});
        Json voters = Json::array();
        for (const auto& voter : partition.current_voters)
            voters.push_back({{"id", voter.replica_id.value()}, {"log_end_offset", voter.log_end_offset.value()}});
        Json observers = Json::array();
        for (const auto& observer : partition.observers)
            observers.push_back({{"id", observer.replica_id.value()}, {"log_end_offset", observer.log_end_offset.value()}});
        running->answer(true, fmt::format("controller {} leads the quorum in epoch {}", partition.leader_id, partition.leader_epoch),
                        {{"leader", partition.leader_id.value()},
                         {"epoch", partition.leader_epoch.value()},
                         {"high_watermark", partition.high_watermark.value()},
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
