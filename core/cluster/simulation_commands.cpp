// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/simulation_commands.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <span>
#include <tuple>

#include <fmt/format.h>

#include "cluster/sim_cluster.h"

namespace vitrine::cluster {

namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t skew_ppm_max = 500'000;  // half as fast again, or half as fast
constexpr std::int64_t bytes_max = 1'000'000'000'000;

std::unexpected<Error> misuse(std::string sentence) { return failure(ErrorCode::INVALID_REQUEST, std::move(sentence)); }

using Words = std::span<const std::string>;

// A part made of the value that was read for it.
template <class Part, class Value>
Result<Part> made_of(Result<Value> value) {
    if (!value) return std::unexpected(std::move(value.error()));
    return Part{*value};
}

// What a command is given. Each kind says how many words it is and reads itself from them.
struct Broker {
    static constexpr std::size_t words = 1;
    BrokerId id;

    static Result<Broker> read(SimCluster& cluster, Words said) {
        const auto id = parse_integer(said[0], "the broker", 0, std::numeric_limits<std::int32_t>::max());
        if (!id) return std::unexpected(id.error());
        const auto nodes = cluster.nodes();
        if (std::ranges::none_of(nodes, [&](const NodeInfo& node) { return node.id.value() == *id; })) {
            return misuse(fmt::format("there is no broker {}; there are 1 to {}", said[0], nodes.size()));
        }
        return Broker{BrokerId(static_cast<std::int32_t>(*id))};
    }
};

// A disk of a broker's machine: "2.1" for the one with its first log directory; "2": every one.
struct Disks {
    static constexpr std::size_t words = 1;
    BrokerId broker;
    std::size_t first = 0;
    std::size_t end = 0;

    static Result<Disks> read(SimCluster& cluster, Words said) {
        const std::size_t dot = said[0].find('.');
        const std::string number = said[0].substr(0, dot);
        const auto broker = Broker::read(cluster, Words(&number, 1));
        if (!broker) return std::unexpected(broker.error());
        const std::size_t count = cluster.world().node(broker->id).disk_count();
        if (dot == std::string::npos) return Disks{broker->id, 0, count};
        const auto wanted =
            parse_integer(std::string_view(said[0]).substr(dot + 1), "the log directory", 1, std::numeric_limits<std::int32_t>::max());
        if (!wanted) return std::unexpected(wanted.error());
        const auto place = static_cast<std::size_t>(*wanted);
        if (place > count) {
            return misuse(count == 1 ? fmt::format("broker {} has one log directory: {}.1", number, number)
                                     : fmt::format("broker {} has the log directories {}.1 to {}.{}", number, number, number, count));
        }
        return Disks{broker->id, place - 1, place};
    }
    void for_each(SimCluster& cluster, const std::function<void(env::sim::MemoryDisk&)>& act) const {
        for (std::size_t i = first; i < end; ++i) act(cluster.disk(broker, i));
    }
};

struct Link {
    static constexpr std::size_t words = 2;
    BrokerId a;
    BrokerId b;

    static Result<Link> read(SimCluster& cluster, Words said) {
        const auto a = Broker::read(cluster, said.first(1));
        if (!a) return std::unexpected(a.error());
        const auto b = Broker::read(cluster, said.last(1));
        if (!b) return std::unexpected(b.error());
        if (a->id == b->id) return misuse("a link has two ends: name two brokers");
        return Link{a->id, b->id};
    }
};

// "200ms", "1.5s", a bare number of milliseconds.
Result<Milliseconds> read_duration(std::string_view text, std::string_view what) {
    const auto ms = parse_duration_ms(text, what);
    if (!ms) return std::unexpected(ms.error());
    if (*ms > hour_ms) return misuse(fmt::format("{} is an hour at most", what));
    return Milliseconds(*ms);
}

struct Delay {
    static constexpr std::size_t words = 1;
    Milliseconds by;

    static Result<Delay> read(SimCluster&, Words said) { return made_of<Delay>(read_duration(said[0], "the delay")); }
};

// A duration that may have a minus before it.
struct Jump {
    static constexpr std::size_t words = 1;
    Milliseconds by;

    static Result<Jump> read(SimCluster&, Words said) {
        std::string_view text = said[0];
        const bool back = text.starts_with('-');
        if (back) text.remove_prefix(1);
        auto by = read_duration(text, "the jump");
        if (by && back) by = -*by;
        return made_of<Jump>(std::move(by));
    }
};

struct Skew {
    static constexpr std::size_t words = 1;
    std::int64_t ppm;

    static Result<Skew> read(SimCluster&, Words said) {
        return made_of<Skew>(parse_integer(said[0], "the skew", -skew_ppm_max, skew_ppm_max));
    }
};

struct Rate {
    static constexpr std::size_t words = 1;
    std::int64_t bytes_per_second;

    static Result<Rate> read(SimCluster&, Words said) {
        return made_of<Rate>(parse_integer(said[0], "the bytes per second", 1, bytes_max));
    }
};

struct Room {
    static constexpr std::size_t words = 1;
    std::optional<std::int64_t> bytes;  // empty: as much as there ever was

    static Result<Room> read(SimCluster&, Words said) {
        if (said[0] == "off") return Room{};
        return made_of<Room>(parse_integer(said[0], "the room in bytes", 0, bytes_max));
    }
};

struct FailingCalls {
    static constexpr std::size_t words = 1;
    std::string_view calls;

    static Result<FailingCalls> read(SimCluster&, Words said) {
        const std::string_view calls = said[0];
        if (calls == "reads" || calls == "writes" || calls == "syncs" || calls == "off") return FailingCalls{calls};
        return misuse(fmt::format("a disk fails reads, writes or syncs, or it is off; not \"{}\"", calls));
    }
};

struct Message {
    static constexpr std::size_t words = 1;
    std::int64_t id;

    static Result<Message> read(SimCluster&, Words said) {
        return made_of<Message>(parse_integer(said[0], "the message", 1, std::numeric_limits<std::int64_t>::max()));
    }
};

template <class... Parts>
constexpr std::size_t words_of = (std::size_t{0} + ... + Parts::words);

// `said` has as many words as the parts together.
template <class Part, class... Rest>
Result<std::tuple<Part, Rest...>> read(SimCluster& cluster, Words said) {
    auto part = Part::read(cluster, said.first(Part::words));
    if (!part) return std::unexpected(std::move(part.error()));
    if constexpr (sizeof...(Rest) == 0) {
        return std::tuple(std::move(*part));
    } else {
        auto rest = read<Rest...>(cluster, said.subspan(Part::words));
        if (!rest) return std::unexpected(std::move(rest.error()));
        return std::tuple_cat(std::tuple(std::move(*part)), std::move(*rest));
    }
}

// What a command does with the words behind its first two, of which there are `words`.
struct Action {
    std::size_t words = 0;
    std::function<void(SimCluster&, Words, Host::Done)> run;
};

template <class... Parts>
Action at_once(Status (*act)(SimCluster&, Parts...)) {
    return {words_of<Parts...>, [act](SimCluster& cluster, Words said, Host::Done done) {
                auto parts = read<Parts...>(cluster, said);
                if (!parts) return done(std::unexpected(std::move(parts.error())));
                done(std::apply([&](Parts... part) { return act(cluster, part...); }, *parts));
            }};
}

template <class... Parts>
Action at_once(void (*act)(SimCluster&, Parts...)) {
    return {words_of<Parts...>, [act](SimCluster& cluster, Words said, Host::Done done) {
                auto parts = read<Parts...>(cluster, said);
                if (!parts) return done(std::unexpected(std::move(parts.error())));
                std::apply([&](Parts... part) { act(cluster, part...); }, *parts);
                done({});
            }};
}

// Where the answer takes time.
Action later(void (*act)(SimCluster&, Broker, Host::Done)) {
    return {Broker::words, [act](SimCluster& cluster, Words said, Host::Done done) {
                const auto broker = Broker::read(cluster, said);
                if (!broker) return done(std::unexpected(broker.error()));
                act(cluster, *broker, std::move(done));
            }};
}

void crash(SimCluster& cluster, Broker broker, Host::Done done) { cluster.crash_node(broker.id, cluster.crash_options(), std::move(done)); }
void wipe(SimCluster& cluster, Broker broker, Host::Done done) { cluster.wipe_node(broker.id, std::move(done)); }
void slow_broker(SimCluster& cluster, Broker broker, Delay delay) { cluster.world().slow_down(broker.id, delay.by); }

void cut_one_way(SimCluster& cluster, Link link) { cluster.cut_one_way(link.a, link.b); }
void clog_link(SimCluster& cluster, Link link, Rate rate) { cluster.world().clog(link.a, link.b, rate.bytes_per_second); }
void break_link(SimCluster& cluster, Link link) { cluster.break_connections(link.a, link.b); }

void jump_clock(SimCluster& cluster, Broker broker, Jump jump) { cluster.jump_wall_clock(broker.id, jump.by); }
void skew_clock(SimCluster& cluster, Broker broker, Skew skew) {
    cluster.world().node(broker.id).set_wall_skew(static_cast<std::int32_t>(skew.ppm));
}

void slow_disk(SimCluster& cluster, Disks disks, Delay delay) {
    disks.for_each(cluster, [&](env::sim::MemoryDisk& disk) { disk.faults().slow = delay.by; });
}
void fill_disk(SimCluster& cluster, Disks disks, Room room) {
    disks.for_each(cluster, [&](env::sim::MemoryDisk& disk) {
        disk.faults().capacity_bytes = room.bytes;
        if (room.bytes) *disk.faults().capacity_bytes += disk.used_bytes();
    });
}
void fail_disk(SimCluster& cluster, Disks disks, FailingCalls failing) {
    disks.for_each(cluster, [&](env::sim::MemoryDisk& disk) {
        env::sim::DiskFaults& faults = disk.faults();
        faults.reads_fail = failing.calls == "reads";
        faults.writes_fail = failing.calls == "writes";
        faults.syncs_fail = failing.calls == "syncs";
    });
}
Status flip_on_disk(SimCluster& cluster, Broker broker) { return cluster.flip_bit_of(broker.id); }

std::uint64_t number_of(Message message) { return static_cast<std::uint64_t>(message.id); }
Status drop_message(SimCluster& cluster, Message message) { return cluster.world().drop_frame(number_of(message)); }
Status delay_message(SimCluster& cluster, Message message, Delay delay) {
    return cluster.world().delay_frame(number_of(message), delay.by);
}
Status duplicate_message(SimCluster& cluster, Message message) { return cluster.world().duplicate_frame(number_of(message)); }

struct Entry {
    CommandHelp help;  // the usage begins with the two words that name the command
    Action action;

    [[nodiscard]] bool is(const CommandLine& line) const {
        const std::string_view usage = help.usage;
        const std::size_t verb = usage.find(' ') + 1;
        return line.words.size() >= 2 && line.words[0] == usage.substr(0, verb - 1) &&
               line.words[1] == usage.substr(verb, usage.find(' ', verb) - verb);
    }
    [[nodiscard]] bool may_be_always() const { return help.usage.ends_with("[always]"); }
};

const std::vector<Entry>& entries() {
    static const std::vector<Entry> all{
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
        {.help = {"clock jump N 5s", "The wall clock of a broker goes forward, or back (-5s)."}, .action = at_once(jump_clock)},
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
    for (const Entry& entry : entries()) help.push_back(entry.help);
    return help;
}

bool is_simulation_command(const CommandLine& line) {
    return std::ranges::any_of(entries(), [&](const Entry& entry) { return entry.is(line); });
}

void carry_out(SimCluster& cluster, const CommandLine& line, Host::Done done) {
    const auto found = std::ranges::find_if(entries(), [&](const Entry& entry) { return entry.is(line); });
    if (found == entries().end()) return done(misuse(fmt::format("\"{}\" is none of the simulation's own commands", line.text)));
    Words said = Words(line.words).subspan(2);
    // "always" is for whoever judges the run; the cluster does the same either way.
    if (found->may_be_always() && !said.empty() && said.back() == "always") said = said.first(said.size() - 1);
    if (said.size() != found->action.words) return done(misuse(fmt::format("say it as: {}", found->help.usage)));
    found->action.run(cluster, said, std::move(done));
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
