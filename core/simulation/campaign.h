// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/error.h"
#include "simulation/run.h"
#include "simulation/swarm.h"

// Many runs: which seeds, with which faults, and what they come to. Who runs them, and on how many threads, is not said here.
namespace vitrine::simulation {

struct SeedRange {
    static constexpr std::uint64_t no_end = std::numeric_limits<std::uint64_t>::max();

    std::uint64_t first = 1;
    std::uint64_t last = no_end;  // itself one of them
    friend bool operator==(const SeedRange&, const SeedRange&) = default;

    // "17", "1..1000", "1000..". INVALID_REQUEST names what is wrong, also where the last comes before the first.
    static Result<SeedRange> parse(std::string_view text);
    // 0: more than can be counted.
    [[nodiscard]] std::uint64_t count() const { return last == no_end ? 0 : last - first + 1; }
};

// Which faults the plans of seeds are drawn from.
class FaultChoice {
public:
    FaultChoice() = default;  // all: as each seed draws them
    // "all", "none", or kinds as name_of() says them: "kill,cut". INVALID_REQUEST names the kind that there is not.
    static Result<FaultChoice> parse(std::string_view text);
    [[nodiscard]] std::string to_text() const;
    [[nodiscard]] bool is_all() const { return !kinds_.has_value(); }

    // The seed's cluster and clients, and a plan of these kinds: how often each comes is the seed's choice, where it has made one. A seed
    // that would have no faults has some, unless the choice is all or none. The same on every machine.
    [[nodiscard]] ScenarioFile scenario_of(std::uint64_t seed) const;

private:
    std::optional<std::set<FaultKind>> kinds_;
};

// What runs came to, added up.
struct Figures {
    std::uint64_t runs = 0;
    std::uint64_t failed = 0;  // of them
    std::uint64_t violations = 0;
    Duration simulated{0};
    std::uint64_t events = 0;
    std::uint64_t observed = 0;
    std::uint64_t commands = 0;  // of fault plans, carried out
    std::uint64_t refused = 0;  // and not possible when their time came
    std::uint64_t sent = 0;  // records
    std::uint64_t acknowledged = 0;
    std::uint64_t read = 0;

    void add(const Verdict& verdict);
};
// "2.1 simulated hours, 9,677,737 events, …"
[[nodiscard]] std::string to_string(const Figures& figures);
// "9,677,737"
[[nodiscard]] std::string with_commas(std::uint64_t number);

}  // namespace vitrine::simulation
