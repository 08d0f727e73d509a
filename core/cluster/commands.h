// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "client/admin.h"
#include "cluster/command_line.h"
#include "cluster/host.h"

// The command language: what the window's command line, the standard input of `vitrine serve` and scenario files understand.
// What is asked of brokers goes through Kafka's own requests (core/client); what is done to them through the Host.
namespace vitrine::cluster {

class Workload;
class Condition;
class InnerConsumers;
class Membership;

struct CommandAnswer {
    bool ok = false;
    std::string sentence;   // for people: what was done, or what was wrong and what to do
    std::string json;       // one object on one line: {"ok":…,"command":…,"message":…, and what the command answers}
};

// One row of the language, for help and completion.
struct CommandHelp {
    std::string_view usage;    // "broker kill N"
    std::string_view meaning;  // one sentence
};
[[nodiscard]] std::vector<CommandHelp> command_help();

// A group's member that runs in this process; its name is its client id.
struct OwnMember {
    std::string group;
    std::string name;
    bool paused = false;
};

// Lives on the host's control loop. Commands may run at the same time; each answers once, later.
class Commands {
public:
    using Done = std::move_only_function<void(CommandAnswer)>;

    explicit Commands(Host& host);
    ~Commands();
    Commands(const Commands&) = delete;
    Commands& operator=(const Commands&) = delete;

    // What is done to machines (machine_commands.h) and the simulation's own commands (simulation_commands.h) are carried out before this
    // returns.
    void execute(std::string_view line, Done done);

    // Links, machines and nodes that are not as they should be: the commands that made them so.
    [[nodiscard]] std::vector<std::string> faults() const;
    [[nodiscard]] bool workload_running() const;
    [[nodiscard]] std::vector<OwnMember> own_members() const;
    // Is told, on the loop, when faults(), workload_running() or own_members() may have changed.
    void on_world_changed(std::function<void()> listener) { world_changed_ = std::move(listener); }
    [[nodiscard]] Host& host() { return host_; }
    [[nodiscard]] client::Admin& admin() { return *admin_; }

private:
    struct Running;
    using Handler = void (Commands::*)(const CommandLine&, std::shared_ptr<Running>);
    struct Entry;
    static const std::vector<Entry>& entries();

    void broker(const CommandLine& line, std::shared_ptr<Running> running);
    // broker add, controller add
    void add_node(const CommandLine& line, std::shared_ptr<Running> running);
    void drain_broker(BrokerId id, std::shared_ptr<Running> running);
    void remove_broker(BrokerId id, std::shared_ptr<Running> running);
    void controller(const CommandLine& line, std::shared_ptr<Running> running);
    void remove_controller(BrokerId id, std::shared_ptr<Running> running);
    void partition(const CommandLine& line, std::shared_ptr<Running> running);
    void cluster(const CommandLine& line, std::shared_ptr<Running> running);
    void link(const CommandLine& line, std::shared_ptr<Running> running);
    void heal(const CommandLine& line, std::shared_ptr<Running> running);
    void topic(const CommandLine& line, std::shared_ptr<Running> running);
    void config(const CommandLine& line, std::shared_ptr<Running> running);
    void group(const CommandLine& line, std::shared_ptr<Running> running);
    void reset_offsets(const CommandLine& line, std::shared_ptr<Running> running);
    void elect(const CommandLine& line, std::shared_ptr<Running> running);
    void produce(const CommandLine& line, std::shared_ptr<Running> running);
    void workload(const CommandLine& line, std::shared_ptr<Running> running);
    void wait(const CommandLine& line, std::shared_ptr<Running> running);
    void expect(const CommandLine& line, std::shared_ptr<Running> running);
    void quorum(const CommandLine& line, std::shared_ptr<Running> running);
    void status(const CommandLine& line, std::shared_ptr<Running> running);
    void help(const CommandLine& line, std::shared_ptr<Running> running);
    // What is done to machines, and what only a simulation can do.
    void interfere(const CommandLine& line, std::shared_ptr<Running> running);
    // Its words name none of them.
    void no_interference(const CommandLine& line, std::shared_ptr<Running> running);
    void interfere_now(const CommandLine& line, Host::Done done);
    // A link of which `verb` is wrong, or none of it; says what became of it.
    void note_link_fault(BrokerId a, BrokerId b, const std::string& verb, const std::string& command);
    void forget_link_faults(BrokerId a, BrokerId b);
    void heal_machine(const std::string& key);

    void check_until(std::shared_ptr<Condition> condition, Instant deadline, bool once, std::shared_ptr<Running> running);
    [[nodiscard]] Result<BrokerId> parse_broker(const std::string& text) const;
    // "broker 1", "controller 101"
    [[nodiscard]] std::string named(BrokerId id) const;
    void world_changed() {
        if (world_changed_) world_changed_();
    }
    // Of a broker that goes: nothing of it is wrong any more.
    void forget_faults_of(BrokerId broker);
    void report_fault(const std::string& command, bool in_force);

    Host& host_;
    std::unique_ptr<client::Admin> admin_;
    std::unique_ptr<Membership> membership_;
    std::unique_ptr<Workload> workload_;
    std::unique_ptr<InnerConsumers> consumers_;
    // By the two ends, the smaller first, then by what is wrong: a link may be slow and lossy at once.
    std::map<std::pair<BrokerId, BrokerId>, std::map<std::string, std::string>> link_faults_;
    struct MachineFault {
        std::string command;
        std::string healing;
    };
    std::map<std::string, MachineFault> machine_faults_;  // by what they are on
    std::map<std::uint64_t, std::shared_ptr<Running>> running_;
    std::uint64_t next_running_ = 0;
    std::function<void()> world_changed_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace vitrine::cluster
