// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <fmt/ranges.h>

#include "cluster/command_line.h"
#include "cluster/commands.h"
#include "cluster/host.h"

// What the commands that are carried out at once are made of: the words that they are given, read and checked, and the table of them.
// Inside of core/cluster only (machine_commands.cpp, simulation_commands.cpp).
namespace vitrine::cluster::parts {

inline constexpr std::int64_t hour_ms = 3'600'000;
inline constexpr std::int64_t skew_ppm_max = 500'000;  // half as fast again, or half as fast
inline constexpr std::int64_t bytes_max = 1'000'000'000'000;

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

    static Result<Broker> read(const Host& host, Words said) {
        const auto id = parse_integer(said[0], "the broker", 0, std::numeric_limits<std::int32_t>::max());
        if (!id) return std::unexpected(id.error());
        const auto nodes = host.nodes();
        if (std::ranges::none_of(nodes, [&](const NodeInfo& node) { return node.id.value() == *id; })) {
            std::vector<BrokerId> ids;
            for (const NodeInfo& node : nodes) ids.push_back(node.id);
            return misuse(fmt::format("there is no broker {}; there are {}", said[0], fmt::join(ids, ", ")));
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

    static Result<Disks> read(const Host& host, Words said) {
        const std::size_t dot = said[0].find('.');
        const std::string number = said[0].substr(0, dot);
        const auto broker = Broker::read(host, Words(&number, 1));
        if (!broker) return std::unexpected(broker.error());
        const auto nodes = host.nodes();
        const std::size_t count = 1 + std::ranges::find(nodes, broker->id, &NodeInfo::id)->more_directories.size();
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
};

struct Link {
    static constexpr std::size_t words = 2;
    BrokerId a;
    BrokerId b;

    static Result<Link> read(const Host& host, Words said) {
        const auto a = Broker::read(host, said.first(1));
        if (!a) return std::unexpected(a.error());
        const auto b = Broker::read(host, said.last(1));
        if (!b) return std::unexpected(b.error());
        if (a->id == b->id) return misuse("a link has two ends: name two brokers");
        return Link{a->id, b->id};
    }
};

// "200ms", "1.5s", a bare number of milliseconds.
inline Result<Milliseconds> read_duration(std::string_view text, std::string_view what) {
    const auto ms = parse_duration_ms(text, what);
    if (!ms) return std::unexpected(ms.error());
    if (*ms > hour_ms) return misuse(fmt::format("{} is an hour at most", what));
    return Milliseconds(*ms);
}

struct Delay {
    static constexpr std::size_t words = 1;
    Milliseconds by;

    static Result<Delay> read(const Host&, Words said) { return made_of<Delay>(read_duration(said[0], "the delay")); }
};

// A duration that may have a sign before it; "off" takes such jumps back.
struct Jump {
    static constexpr std::size_t words = 1;
    std::optional<Milliseconds> by;

    static Result<Jump> read(const Host&, Words said) { return read(said[0]); }
    static Result<Jump> read(std::string_view text) {
        if (text == "off") return Jump{};
        const bool back = text.starts_with('-');
        if (back || text.starts_with('+')) text.remove_prefix(1);
        auto by = read_duration(text, "the jump");
        if (by && back) by = -*by;
        if (!by) return std::unexpected(by.error());
        return Jump{*by};
    }
};

struct Skew {
    static constexpr std::size_t words = 1;
    std::int64_t ppm;

    static Result<Skew> read(const Host&, Words said) {
        return made_of<Skew>(parse_integer(said[0], "the skew", -skew_ppm_max, skew_ppm_max));
    }
};

struct Rate {
    static constexpr std::size_t words = 1;
    std::int64_t bytes_per_second;

    static Result<Rate> read(const Host&, Words said) {
        return made_of<Rate>(parse_integer(said[0], "the bytes per second", 1, bytes_max));
    }
};

struct Room {
    static constexpr std::size_t words = 1;
    std::optional<std::int64_t> bytes;  // empty: as much as there ever was

    static Result<Room> read(const Host&, Words said) {
        if (said[0] == "off") return Room{};
        return made_of<Room>(parse_integer(said[0], "the room in bytes", 0, bytes_max));
    }
};

struct Failing {
    static constexpr std::size_t words = 1;
    FailingCalls calls;

    static Result<Failing> read(const Host&, Words said) {
        const std::string_view calls = said[0];
        if (calls == "reads") return Failing{FailingCalls::reads};
        if (calls == "writes") return Failing{FailingCalls::writes};
        if (calls == "syncs") return Failing{FailingCalls::syncs};
        if (calls == "off") return Failing{FailingCalls::none};
        return misuse(fmt::format("a disk fails reads, writes or syncs, or it is off; not \"{}\"", calls));
    }
};

struct Message {
    static constexpr std::size_t words = 1;
    std::int64_t id;

    static Result<Message> read(const Host&, Words said) {
        return made_of<Message>(parse_integer(said[0], "the message", 1, std::numeric_limits<std::int64_t>::max()));
    }
};

template <class... Parts>
constexpr std::size_t words_of = (std::size_t{0} + ... + Parts::words);

// `said` has as many words as the parts together.
template <class Part, class... Rest>
Result<std::tuple<Part, Rest...>> read(const Host& host, Words said) {
    auto part = Part::read(host, said.first(Part::words));
    if (!part) return std::unexpected(std::move(part.error()));
    if constexpr (sizeof...(Rest) == 0) {
        return std::tuple(std::move(*part));
    } else {
        auto rest = read<Rest...>(host, said.subspan(Part::words));
        if (!rest) return std::unexpected(std::move(rest.error()));
        return std::tuple_cat(std::tuple(std::move(*part)), std::move(*rest));
    }
}

// What a command does to `Target`, a host or one world's, with the words behind its first two, of which there are `words`.
template <class Target>
struct Action {
    std::size_t words = 0;
    std::function<void(Target&, Words, Host::Done)> run;
};

template <class Target, class... Parts>
Action<Target> at_once(Status (*act)(Target&, Parts...)) {
    return {words_of<Parts...>, [act](Target& target, Words said, Host::Done done) {
                auto parts = read<Parts...>(target, said);
                if (!parts) return done(std::unexpected(std::move(parts.error())));
                done(std::apply([&](Parts... part) { return act(target, part...); }, *parts));
            }};
}

template <class Target, class... Parts>
Action<Target> at_once(void (*act)(Target&, Parts...)) {
    return {words_of<Parts...>, [act](Target& target, Words said, Host::Done done) {
                auto parts = read<Parts...>(target, said);
                if (!parts) return done(std::unexpected(std::move(parts.error())));
                std::apply([&](Parts... part) { act(target, part...); }, *parts);
                done({});
            }};
}

// Where the answer takes time.
template <class Target>
Action<Target> later(void (*act)(Target&, Broker, Host::Done)) {
    return {Broker::words, [act](Target& target, Words said, Host::Done done) {
                const auto broker = Broker::read(target, said);
                if (!broker) return done(std::unexpected(broker.error()));
                act(target, *broker, std::move(done));
            }};
}

template <class Target>
struct Entry {
    CommandHelp help;  // the usage begins with the two words that name the command
    Action<Target> action;

    [[nodiscard]] bool is(const CommandLine& line) const {
        const std::string_view usage = help.usage;
        const std::size_t verb = usage.find(' ') + 1;
        return line.words.size() >= 2 && line.words[0] == usage.substr(0, verb - 1) &&
               line.words[1] == usage.substr(verb, usage.find(' ', verb) - verb);
    }
    [[nodiscard]] bool may_be_always() const { return help.usage.ends_with("[always]"); }

    void run(Target& target, const CommandLine& line, Host::Done done) const {
        Words said = Words(line.words).subspan(2);
        // "always" is for whoever judges the run; the cluster does the same either way.
        if (may_be_always() && !said.empty() && said.back() == "always") said = said.first(said.size() - 1);
        if (said.size() != action.words) return done(misuse(fmt::format("say it as: {}", help.usage)));
        action.run(target, said, std::move(done));
    }
};

template <class Target>
const Entry<Target>* entry_of(const std::vector<Entry<Target>>& entries, const CommandLine& line) {
    const auto found = std::ranges::find_if(entries, [&](const Entry<Target>& entry) { return entry.is(line); });
    return found == entries.end() ? nullptr : &*found;
}

}  // namespace vitrine::cluster::parts
