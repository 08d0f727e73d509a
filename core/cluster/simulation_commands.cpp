// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation_commands.h"

#include "cluster/command_parts.h"
#include "cluster/sim_cluster.h"

namespace vitrine::cluster {

namespace {

using namespace parts;

void crash(SimCluster& cluster, Broker broker, Host::Done done) { cluster.crash_node(broker.id, cluster.crash_options(), std::move(done)); }
void wipe(SimCluster& cluster, Broker broker, Host::Done done) { cluster.wipe_node(broker.id, std::move(done)); }
void slow_broker(SimCluster& cluster, Broker broker, Delay delay) { cluster.world().slow_down(broker.id, delay.by); }

void cut_one_way(SimCluster& cluster, Link link) { cluster.cut_one_way(link.a, link.b); }
void clog_link(SimCluster& cluster, Link link, Rate rate) { cluster.world().clog(link.a, link.b, rate.bytes_per_second); }
void break_link(SimCluster& cluster, Link link) { cluster.break_connections(link.a, link.b); }

Status flip_on_disk(SimCluster& cluster, Broker broker) { return cluster.flip_bit_of(broker.id); }

std::uint64_t number_of(Message message) { return static_cast<std::uint64_t>(message.id); }
Status drop_message(SimCluster& cluster, Message message) { return cluster.world().drop_frame(number_of(message)); }
Status delay_message(SimCluster& cluster, Message message, Delay delay) {
    return cluster.world().delay_frame(number_of(message), delay.by);
}
Status duplicate_message(SimCluster& cluster, Message message) { return cluster.world().duplicate_frame(number_of(message)); }

const std::vector<Entry<SimCluster>>& entries() {
    static const std::vector<Entry<SimCluster>> all{
        {.help = {"broker crash N [always]",
                  "The broker's machine loses power: what its disk had not synced is gone; always: also where that may cost records."},
         .action = later(crash)},
        {.help = {"broker wipe N [always]",
                  "The broker ends, and its machine gets an empty disk; always: also where that may cost records."},
         .action = later(wipe)},
        {.help = {"broker slow N 5ms", "A broker is busy for so long after each thing that it does; 0: as it was."},
         .action = at_once(slow_broker)},
        {.help = {"link cut-one-way A B", "Nothing passes from broker A to broker B; the other direction goes on."},
         .action = at_once(cut_one_way)},
        {.help = {"link clog A B 20000", "Only so many bytes pass between two brokers in a second, one after another."},
         .action = at_once(clog_link)},
        {.help = {"link break A B", "All connections between two brokers break; they may connect again at once."},
         .action = at_once(break_link)},
        {.help = {"disk flip N [always]", "One bit flips on the disk of a broker that is down, where its next start checks the log."},
         .action = at_once(flip_on_disk)},
        {.help = {"message drop ID", "This one message never arrives; its connection stays."}, .action = at_once(drop_message)},
        {.help = {"message delay ID 500ms", "This message arrives so much later, and what follows on its connection behind it."},
         .action = at_once(delay_message)},
        {.help = {"message duplicate ID", "This message arrives twice, which no real network does within a connection."},
         .action = at_once(duplicate_message)},
    };
    return all;
}

}  // namespace

std::vector<CommandHelp> simulation_command_help() {
    std::vector<CommandHelp> help;
    for (const Entry<SimCluster>& entry : entries()) help.push_back(entry.help);
    return help;
}

bool is_simulation_command(const CommandLine& line) { return entry_of(entries(), line) != nullptr; }

void carry_out(SimCluster& cluster, const CommandLine& line, Host::Done done) {
    const Entry<SimCluster>* entry = entry_of(entries(), line);
    if (entry == nullptr) return done(misuse(fmt::format("\"{}\" is none of the simulation's own commands", line.text)));
    entry->run(cluster, line, std::move(done));
}

}  // namespace vitrine::cluster
