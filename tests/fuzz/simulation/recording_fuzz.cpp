// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any text as a recording: it is refused with a sentence, or it is read, written and read again as the same. The mutator makes texts that
// are nearly right.
#include <algorithm>
#include <random>
#include <string>

#include "base/assert.h"
#include "simulation/recording.h"

namespace {

using vitrine::simulation::Recording;

std::string example(std::mt19937_64& engine) {
    Recording recording = Recording::interactive(engine());
    if (engine() % 2 == 0) recording.scenario = vitrine::simulation::ScenarioFile::of_seed(engine() % 1000);
    vitrine::simulation::Position at;
    for (std::uint64_t i = engine() % 5; i > 0; --i) {
        at.events += 1 + engine() % 1000;
        at.now += vitrine::Duration(static_cast<std::int64_t>(engine() % 3'000'000'000));
        recording.interventions.push_back({at, engine() % 2 == 0 ? "link cut 1 3" : "produce orders \"two words\" --key 'a b'"});
    }
    return recording.to_text();
}

void spoil(std::string& text, std::mt19937_64& engine) {
    for (std::uint64_t i = engine() % 4; i > 0 && !text.empty(); --i) {
        const std::size_t at = engine() % text.size();
        switch (engine() % 4) {
            case 0: text[at] = static_cast<char>(engine()); break;
            case 1: text.erase(at, engine() % 20); break;
            case 2: text.insert(at, text.substr(engine() % text.size(), engine() % 40)); break;
            case 3: text.insert(at, 1, "\n =#\"'-09.\t\r"[engine() % 13]); break;
        }
    }
}

}  // namespace

extern "C" {

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto parsed = Recording::parse(std::string_view(reinterpret_cast<const char*>(data), size));
    if (!parsed) {
        VITRINE_ASSERT(!parsed.error().message.empty(), "who refuses says why");
        return 0;
    }
    const auto again = Recording::parse(parsed->to_text());
    VITRINE_ASSERT(again.has_value(), "what was written can be read");
    VITRINE_ASSERT(*again == *parsed, "what was written is read as the same");
    return 0;
}

std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed) {
    std::mt19937_64 engine(seed);
    std::string text(reinterpret_cast<const char*>(data), size);
    if (text.size() < 8 || engine() % 2 == 0) text = example(engine);
    spoil(text, engine);
    const std::size_t result = std::min(text.size(), max_size);
    std::copy_n(text.begin(), result, data);
    return result;
}
}
