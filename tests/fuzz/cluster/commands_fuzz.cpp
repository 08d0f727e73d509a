// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any text as a scenario, and each of its lines as a command: refused with a sentence, or read; and what was read is written and read as
// the same.
#include <array>
#include <random>
#include <string>

#include "base/assert.h"
#include "cluster/command_line.h"
#include "cluster/scenario.h"
#include "tests/fuzz/spoil.h"

namespace vitrine::cluster {
namespace {

template <class T>
void check(const Result<T>& read) {
    VITRINE_ASSERT(read || !read.error().message.empty(), "a refusal has a reason");
}

void check_line(const std::string& text) {
    const auto line = CommandLine::parse(text);
    check(line);
    if (!line) return;
    std::string again;
    for (const std::string& word : line->words) {
        again += quote(word) + " ";
        check(parse_integer(word, "word", -1, 1'000'000));
        check(parse_brokers(word));
        check(parse_duration_ms(word, "word"));
    }
    const auto parsed = CommandLine::parse(again);
    VITRINE_ASSERT(parsed && parsed->words == line->words, "words that were quoted are read as the same");
}

Bytes example(std::mt19937_64& engine) {
    static constexpr std::array lines{
        "topic create orders --partitions 3 --replication-factor=2 --config retention.ms=1000\n",
        "# a comment\n\n",
        "produce orders \"two words\" --key 'a b' --count 10\n",
        "wait 1.5s\nwait until leader orders 0 is not 2 --timeout 60s\n",
        "partition move orders 1 3,1,2\n",
        "link slow 1 2 200ms\r\n",
    };
    std::string text;
    for (std::uint64_t left = 1 + engine() % 4; left > 0; --left) text += lines[engine() % lines.size()];
    return to_bytes(text);
}

}  // namespace
}  // namespace vitrine::cluster

extern "C" {

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    for (const auto& step : vitrine::cluster::parse_scenario({reinterpret_cast<const char*>(data), size}))
        vitrine::cluster::check_line(step.command);
    return 0;
}

std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed) {
    return vitrine::test::mutate(data, size, max_size, seed, vitrine::cluster::example);
}
}
