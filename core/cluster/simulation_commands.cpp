// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation_commands.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "cluster/sim_cluster.h"

namespace vitrine::cluster {

namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t skew_ppm_max = 500'000;  // half as fast again, or half as fast
constexpr std::int64_t bytes_max = 1'000'000'000'000;

std::unexpected<Error> misuse(std::string sentence) { return failure(ErrorCode::INVALID_REQUEST, std::move(sentence)); }

// The words of a command behind its first two.
class Arguments {
public:
    Arguments(SimCluster& cluster, const CommandLine& line) : cluster_(cluster), line_(line) {}

    [[nodiscard]] Status count(std::size_t words) const {
        if (line_.words.size() == words + 2) return {};
        for (const CommandHelp& help : simulation_command_help()) {
            if (help.usage.starts_with(line_.words[0] + " " + line_.words[1])) return misuse(fmt::format("say it as: {}", help.usage));
        }
        return misuse("this command has other words");
    }
    [[nodiscard]] Result<BrokerId> broker(std::size_t argument) const {
        const std::string& text = line_.words[argument + 2];
        const auto id = parse_integer(text, "the broker", 0, std::numeric_limits<std::int32_t>::max());
        if (!id) return std::unexpected(id.error());
        const auto nodes = cluster_.nodes();
        if (std::ranges::none_of(nodes, [&](const NodeInfo& node) { return node.id.value() == *id; }))
            return misuse(fmt::format("there is no broker {}; there are 1 to {}", text, nodes.size()));
        return BrokerId(static_cast<std::int32_t>(*id));
    }
    // "200ms", "1.5s", a bare number of milliseconds; a minus before it where `negative`.
    [[nodiscard]] Result<Milliseconds> duration(std::size_t argument, std::string_view what, bool negative = false) const {
        std::string_view text = line_.words[argument + 2];
        const bool back = negative && text.starts_with('-');
        if (back) text.remove_prefix(1);
        const auto ms = parse_duration_ms(text, what);
        if (!ms) return std::unexpected(ms.error());
        if (*ms > hour_ms) return misuse(fmt::format("{} is an hour at most", what));
        return Milliseconds(back ? -*ms : *ms);
    }
    [[nodiscard]] Result<std::uint64_t> message(std::size_t argument) const {
        const auto id = parse_integer(line_.words[argument + 2], "the message", 1, std::numeric_limits<std::int64_t>::max());
        if (!id) return std::unexpected(id.error());
        return static_cast<std::uint64_t>(*id);
    }

private:
    SimCluster& cluster_;
    const CommandLine& line_;
};

void crash(SimCluster& cluster, const CommandLine& line, Host::Done done) {
    const Arguments arguments(cluster, line);
    const bool always = line.words.size() == 4 && line.words[3] == "always";
    if (auto status = arguments.count(always ? 2 : 1); !status) return done(std::move(status));
    const auto id = arguments.broker(0);
    if (!id) return done(std::unexpected(id.error()));
    cluster.crash_node(*id, cluster.crash_options(), std::move(done));
}

Result<std::pair<BrokerId, BrokerId>> two_brokers(const Arguments& arguments) {
    if (auto status = arguments.count(2); !status) return std::unexpected(status.error());
    const auto a = arguments.broker(0);
    const auto b = arguments.broker(1);
    if (!a) return std::unexpected(a.error());
    if (!b) return std::unexpected(b.error());
    if (*a == *b) return misuse("a link has two ends: name two brokers");
    return std::pair(*a, *b);
}

Status cut_one_way(SimCluster& cluster, const CommandLine& line) {
    const auto pair = two_brokers(Arguments(cluster, line));
    if (!pair) return std::unexpected(pair.error());
    cluster.cut_one_way(pair->first, pair->second);
    return {};
}

Status break_link(SimCluster& cluster, const CommandLine& line) {
    const auto pair = two_brokers(Arguments(cluster, line));
    if (!pair) return std::unexpected(pair.error());
    cluster.break_connections(pair->first, pair->second);
    return {};
}

Status jump_clock(SimCluster& cluster, const CommandLine& line) {
    const Arguments arguments(cluster, line);
    if (auto status = arguments.count(2); !status) return status;
    const auto id = arguments.broker(0);
    if (!id) return std::unexpected(id.error());
    const auto by = arguments.duration(1, "the jump", true);
    if (!by) return std::unexpected(by.error());
    cluster.jump_wall_clock(*id, *by);
    return {};
}

Status slow_disk(SimCluster& cluster, const CommandLine& line) {
    const Arguments arguments(cluster, line);
    if (auto status = arguments.count(2); !status) return status;
    const auto id = arguments.broker(0);
    if (!id) return std::unexpected(id.error());
    const auto by = arguments.duration(1, "the delay");
    if (!by) return std::unexpected(by.error());
    cluster.disk(*id).faults().slow = *by;
    return {};
}

Status skew_clock(SimCluster& cluster, const CommandLine& line) {
    const Arguments arguments(cluster, line);
    if (auto status = arguments.count(2); !status) return status;
    const auto id = arguments.broker(0);
    if (!id) return std::unexpected(id.error());
    const auto ppm = parse_integer(line.words[3], "the skew", -skew_ppm_max, skew_ppm_max);
    if (!ppm) return std::unexpected(ppm.error());
    cluster.world().node(*id).set_wall_skew(static_cast<std::int32_t>(*ppm));
    return {};
}

Status slow_broker(SimCluster& cluster, const CommandLine& line) {
    const Arguments arguments(cluster, line);
    if (auto status = arguments.count(2); !status) return status;
    const auto id = arguments.broker(0);
    if (!id) return std::unexpected(id.error());
    const auto by = arguments.duration(1, "the delay");
    if (!by) return std::unexpected(by.error());
    cluster.world().slow_down(*id, *by);
    return {};
}

Status clog_link(SimCluster& cluster, const CommandLine& line) {
    const Arguments arguments(cluster, line);
    if (auto status = arguments.count(3); !status) return status;
    const auto a = arguments.broker(0);
    const auto b = arguments.broker(1);
    if (!a) return std::unexpected(a.error());
    if (!b) return std::unexpected(b.error());
    if (*a == *b) return misuse("a link has two ends: name two brokers");
    const auto bytes = parse_integer(line.words[4], "the bytes per second", 1, bytes_max);
    if (!bytes) return std::unexpected(bytes.error());
    cluster.world().clog(*a, *b, *bytes);
    return {};
}

Status fill_disk(SimCluster& cluster, const CommandLine& line) {
    const Arguments arguments(cluster, line);
    if (auto status = arguments.count(2); !status) return status;
    const auto id = arguments.broker(0);
    if (!id) return std::unexpected(id.error());
    env::sim::MemoryDisk& disk = cluster.disk(*id);
    if (line.words[3] == "off") {
        disk.faults().capacity_bytes.reset();
        return {};
    }
    const auto room = parse_integer(line.words[3], "the room in bytes", 0, bytes_max);
    if (!room) return std::unexpected(room.error());
    disk.faults().capacity_bytes = disk.used_bytes() + *room;
    return {};
}

Status fail_disk(SimCluster& cluster, const CommandLine& line) {
    const Arguments arguments(cluster, line);
    if (auto status = arguments.count(2); !status) return status;
    const auto id = arguments.broker(0);
    if (!id) return std::unexpected(id.error());
    const std::string& what = line.words[3];
    if (what != "reads" && what != "writes" && what != "syncs" && what != "off") {
        return misuse(fmt::format("a disk fails reads, writes or syncs, or it is off; not \"{}\"", what));
    }
    env::sim::DiskFaults& faults = cluster.disk(*id).faults();
    faults.reads_fail = what == "reads";
    faults.writes_fail = what == "writes";
    faults.syncs_fail = what == "syncs";
    return {};
}

Status flip_on_disk(SimCluster& cluster, const CommandLine& line) {
    const Arguments arguments(cluster, line);
    const bool always = line.words.size() == 4 && line.words[3] == "always";
    if (auto status = arguments.count(always ? 2 : 1); !status) return status;
    const auto id = arguments.broker(0);
    if (!id) return std::unexpected(id.error());
    return cluster.flip_bit_of(*id);
}

void wipe(SimCluster& cluster, const CommandLine& line, Host::Done done) {
    const Arguments arguments(cluster, line);
    const bool always = line.words.size() == 4 && line.words[3] == "always";
    if (auto status = arguments.count(always ? 2 : 1); !status) return done(std::move(status));
    const auto id = arguments.broker(0);
    if (!id) return done(std::unexpected(id.error()));
    cluster.wipe_node(*id, std::move(done));
}

Status drop_message(SimCluster& cluster, const CommandLine& line) {
    const Arguments arguments(cluster, line);
    if (auto status = arguments.count(1); !status) return status;
    const auto id = arguments.message(0);
    if (!id) return std::unexpected(id.error());
    return cluster.world().drop_frame(*id);
}

Status delay_message(SimCluster& cluster, const CommandLine& line) {
    const Arguments arguments(cluster, line);
    if (auto status = arguments.count(2); !status) return status;
    const auto id = arguments.message(0);
    if (!id) return std::unexpected(id.error());
    const auto by = arguments.duration(1, "the delay");
    if (!by) return std::unexpected(by.error());
    return cluster.world().delay_frame(*id, *by);
}

Status duplicate_message(SimCluster& cluster, const CommandLine& line) {
    const Arguments arguments(cluster, line);
    if (auto status = arguments.count(1); !status) return status;
    const auto id = arguments.message(0);
    if (!id) return std::unexpected(id.error());
    return cluster.world().duplicate_frame(*id);
}

struct Entry {
    CommandHelp help;  // the usage begins with the two words that name the command
    Status (*run)(SimCluster&, const CommandLine&) = nullptr;
    void (*run_later)(SimCluster&, const CommandLine&, Host::Done) = nullptr;  // where the answer takes time

    [[nodiscard]] bool is(const CommandLine& line) const {
        const std::string_view usage = help.usage;
        const std::size_t verb = usage.find(' ') + 1;
        return line.words.size() >= 2 && line.words[0] == usage.substr(0, verb - 1) &&
               line.words[1] == usage.substr(verb, usage.find(' ', verb) - verb);
    }
};

const std::vector<Entry>& entries() {
    static const std::vector<Entry> all{
        {.help = {"broker crash N [always]",
                  "The broker's machine loses power: what its disk had not synced is gone; always: also where that may cost records."},
         .run_later = crash},
        {.help = {"broker wipe N [always]",
                  "The broker ends, and its machine gets an empty disk; always: also where that may cost records."},
         .run_later = wipe},
        {.help = {"broker slow N 5ms", "A broker is busy for so long after each thing that it does; 0: as it was."}, .run = slow_broker},
        {.help = {"link cut-one-way A B", "Nothing passes from broker A to broker B; the other direction goes on."}, .run = cut_one_way},
        {.help = {"link clog A B 20000", "Only so many bytes pass between two brokers in a second, one after another."}, .run = clog_link},
        {.help = {"link break A B", "All connections between two brokers break; they may connect again at once."}, .run = break_link},
        {.help = {"clock jump N 5s", "The wall clock of a broker goes forward, or back (-5s)."}, .run = jump_clock},
        {.help = {"clock skew N 500", "The wall clock of a broker runs faster by so many millionths, or slower (-500); 0: as it was."},
         .run = skew_clock},
        {.help = {"disk slow N 200ms", "Each sync of a broker's disk takes so much longer; 0: as it was."}, .run = slow_disk},
        {.help = {"disk full N 20000", "Only so many bytes more fit on a broker's disk; off: as it was."}, .run = fill_disk},
        {.help = {"disk fail N CALLS", "A broker's disk answers CALLS with an error: reads, writes or syncs; off: as it was."},
         .run = fail_disk},
        {.help = {"disk flip N [always]", "One bit flips on the disk of a broker that is down, where its next start checks the log."},
         .run = flip_on_disk},
        {.help = {"message drop ID", "This one message never arrives; its connection stays."}, .run = drop_message},
        {.help = {"message delay ID 500ms", "This message arrives so much later, and what follows on its connection behind it."},
         .run = delay_message},
        {.help = {"message duplicate ID", "This message arrives twice, which no real network does within a connection."},
         .run = duplicate_message},
    };
    return all;
}

}  // namespace

std::vector<CommandHelp> simulation_command_help() {
    std::vector<CommandHelp> help;
    for (const Entry& entry : entries()) help.push_back(entry.help);
    return help;
}

bool is_simulation_command(const CommandLine& line) {
    return std::ranges::any_of(entries(), [&](const Entry& entry) { return entry.is(line); });
}

void carry_out(SimCluster& cluster, const CommandLine& line, Host::Done done) {
    const auto found = std::ranges::find_if(entries(), [&](const Entry& entry) { return entry.is(line); });
    if (found == entries().end()) return done(misuse(fmt::format("\"{}\" is none of the simulation's own commands", line.text)));
    if (found->run_later != nullptr) return found->run_later(cluster, line, std::move(done));
    done(found->run(cluster, line));
}

std::optional<LastingFault> lasting_fault_of(const CommandLine& line) {
    if (line.words.size() != 4) return std::nullopt;
    const std::string verb = line.words[0] + " " + line.words[1];
    const std::string key = verb + " " + line.words[2];
    const std::string& last = line.words[3];
    if (verb == "disk full" || verb == "disk fail") return LastingFault{.key = key, .healing = key + " off", .in_force = last != "off"};
    if (verb == "clock skew") return LastingFault{.key = key, .healing = key + " 0", .in_force = last != "0"};
    if (verb != "disk slow" && verb != "broker slow") return std::nullopt;
    const auto ms = parse_duration_ms(last, "the delay");
    return LastingFault{.key = key, .healing = key + " 0", .in_force = ms.has_value() && *ms > 0};
}

}  // namespace vitrine::cluster
