// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/machine_commands.h"

#include "cluster/command_parts.h"

namespace vitrine::cluster {

namespace {

using namespace parts;

void jump_clock(Host& host, Broker broker, Jump jump) { host.jump_clock(broker.id, jump.by); }
void skew_clock(Host& host, Broker broker, Skew skew) { host.skew_clock(broker.id, static_cast<std::int32_t>(skew.ppm)); }

void slow_disk(Host& host, Disks disks, Delay delay) {
    for (std::size_t i = disks.first; i < disks.end; ++i) host.slow_disk(disks.broker, i, delay.by);
}
void fill_disk(Host& host, Disks disks, Room room) {
    for (std::size_t i = disks.first; i < disks.end; ++i) host.fill_disk(disks.broker, i, room.bytes);
}
void fail_disk(Host& host, Disks disks, Failing failing) {
    for (std::size_t i = disks.first; i < disks.end; ++i) host.fail_disk(disks.broker, i, failing.calls);
}

const std::vector<Entry<Host>>& entries() {
    static const std::vector<Entry<Host>> all{
        {.help = {"clock jump N 5s", "The wall clock of a broker goes forward, or back (-5s); off: to the right time."},
         .action = at_once(jump_clock)},
        {.help = {"clock skew N 500", "The wall clock of a broker runs faster by so many millionths, or slower (-500); 0: as it was."},
         .action = at_once(skew_clock)},
        {.help = {"disk slow N 200ms",
                  "Each sync of a broker's disk takes so much longer (N.2: of the disk of its second log directory alone); 0: as it was."},
         .action = at_once(slow_disk)},
        {.help = {"disk full N 20000",
                  "Only so many bytes more fit on a broker's disk (N.2: of its second log directory alone); off: as it was."},
         .action = at_once(fill_disk)},
        {.help = {"disk fail N CALLS",
                  "A broker's disk (N.2: of its second log directory alone) answers CALLS with an error: reads, writes or syncs; off: as "
                  "it was."},
         .action = at_once(fail_disk)},
    };
    return all;
}

Milliseconds jump_in(const CommandLine& line) {
    constexpr std::size_t where = 3;
    if (line.words.size() <= where) return Milliseconds(0);
    const auto jump = Jump::read(line.words[where]);
    return jump ? jump->by.value_or(Milliseconds(0)) : Milliseconds(0);
}

}  // namespace

std::vector<CommandHelp> machine_command_help() {
    std::vector<CommandHelp> help;
    for (const Entry<Host>& entry : entries()) help.push_back(entry.help);
    return help;
}

bool is_machine_command(const CommandLine& line) { return entry_of(entries(), line) != nullptr; }

void carry_out_on_machine(Host& host, const CommandLine& line, Host::Done done) {
    const Entry<Host>* entry = entry_of(entries(), line);
    if (entry == nullptr) return done(misuse(fmt::format("\"{}\" is done to no machine", line.text)));
    entry->run(host, line, std::move(done));
}

std::string key_of_fault(const CommandLine& line) {
    return line.words.size() < 3 ? std::string() : fmt::format("{} {} {}", line.words[0], line.words[1], line.words[2]);
}

std::optional<LastingFault> lasting_fault_of(const CommandLine& line, std::string_view before) {
    if (line.words.size() != 4) return std::nullopt;
    const std::string verb = line.words[0] + " " + line.words[1];
    const std::string key = key_of_fault(line);
    const std::string& last = line.words[3];
    LastingFault fault{.key = key, .command = line.text, .healing = key + " off", .in_force = last != "off"};
    if (verb == "disk full" || verb == "disk fail") return fault;
    if (verb == "clock jump") {
        const auto known = CommandLine::parse(before);
        const Milliseconds off = jump_in(line) + (known ? jump_in(*known) : Milliseconds(0));
        if (fault.in_force) fault.command = fmt::format("{} {}ms", key, off.count());
        fault.in_force = fault.in_force && off != Milliseconds(0);
        return fault;
    }
    fault.healing = key + " 0";
    if (verb == "clock skew") {
        fault.in_force = last != "0";
        return fault;
    }
    if (verb != "disk slow" && verb != "broker slow") return std::nullopt;
    const auto ms = parse_duration_ms(last, "the delay");
    fault.in_force = ms.has_value() && *ms > 0;
    return fault;
}

}  // namespace vitrine::cluster
