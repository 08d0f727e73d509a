// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/recording.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "cluster/command_line.h"
#include "simulation/campaign.h"

namespace vitrine::simulation {

namespace {

constexpr std::string_view first_words = "vitrine recording";
constexpr std::size_t interventions_max = 100'000;

std::unexpected<Error> wrong(int line, std::string_view sentence) {
    return failure(ErrorCode::INVALID_REQUEST, fmt::format("line {}: {}", line, sentence));
}

template <class Integer>
bool parse_whole(std::string_view text, Integer& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size();
}

std::optional<Instant> parse_exact(std::string_view text) {
    if (!text.ends_with('s')) return std::nullopt;
    text.remove_suffix(1);
    const std::size_t point = std::min(text.find('.'), text.size());
    constexpr std::uint64_t seconds_max = 1'000'000'000;
    std::uint64_t seconds = 0;
    if (!parse_whole(text.substr(0, point), seconds) || seconds > seconds_max) return std::nullopt;
    std::uint64_t nanoseconds = 0;
    if (point < text.size()) {
        std::string digits(text.substr(point + 1));
        if (digits.empty() || digits.size() > 9) return std::nullopt;
        digits.resize(9, '0');
        if (!parse_whole(std::string_view(digits), nanoseconds)) return std::nullopt;
    }
    return Instant{} + std::chrono::seconds(seconds) + Duration(static_cast<Duration::rep>(nanoseconds));
}

// "after 51234 events at 20.000125s link cut 1 3"
Result<Intervention> parse_intervention(std::string_view line) {
    const auto refuse = [&] {
        return failure(ErrorCode::INVALID_REQUEST,
                       fmt::format("\"{}\" is no intervention; say it as: after 51234 events at 20.000125s link cut 1 3", line));
    };
    std::string_view rest = line;
    take_word(rest);
    Intervention made;
    if (!parse_whole(take_word(rest), made.at.events)) return refuse();
    if (take_word(rest) != "events" || take_word(rest) != "at") return refuse();
    const auto now = parse_exact(take_word(rest));
    if (!now) return refuse();
    made.at.now = *now;
    const auto command = cluster::CommandLine::parse(rest);
    if (!command) return std::unexpected(command.error());
    if (command->words.empty()) return refuse();
    made.command = rest;
    return made;
}

}  // namespace

std::string to_string(const Position& position) {
    const std::string time = seconds_text(position.now.time_since_epoch());
    return fmt::format("{} s, after {} events", time.substr(0, time.size() - 1), with_commas(position.events));
}

Result<Recording> Recording::parse(std::string_view text) {
    Recording recording;
    std::string scenario;  // with empty lines for all others, so that numbers of lines are right
    bool any_line = false;
    bool is_recording = false;
    int number = 0;
    while (!text.empty()) {
        ++number;
        const std::string_view line = take_line(text);
        if (line.find('\0') != std::string_view::npos) return wrong(number, "this is no text, so it is no recording");
        if (line.empty() || line.front() == '#') {
            scenario += '\n';
            continue;
        }
        const bool first = !std::exchange(any_line, true);
        if (line.starts_with(first_words)) {
            const std::string_view said = trim(line.substr(first_words.size()));
            int its_version = 0;
            if (!first) return wrong(number, "a recording begins once");
            if (!parse_whole(said, its_version)) return wrong(number, fmt::format("\"{}\" names no version of recordings", line));
            if (its_version != version) {
                return wrong(number,
                             fmt::format("this is a recording of version {}, and this program reads version {}", its_version, version));
            }
            is_recording = true;
        } else if (line.starts_with("after ")) {
            if (!is_recording) {
                return wrong(number, fmt::format("interventions belong to a recording, which begins with \"{} {}\"", first_words, version));
            }
            auto intervention = parse_intervention(line);
            if (!intervention) return wrong(number, intervention.error().message);
            if (!recording.interventions.empty() && intervention->at <= recording.interventions.back().at) {
                return wrong(number, "an intervention comes behind the one before it, not at its position or earlier");
            }
            if (recording.interventions.size() == interventions_max) {
                return wrong(number, fmt::format("a recording has at most {} interventions", interventions_max));
            }
            recording.interventions.push_back(std::move(*intervention));
        } else {
            scenario += line;
        }
        scenario += '\n';
    }
    if (!any_line) return failure(ErrorCode::INVALID_REQUEST, "there is nothing in it");
    auto file = ScenarioFile::parse(scenario);
    if (!file) return std::unexpected(std::move(file.error()));
    recording.scenario = std::move(*file);
    return recording;
}

std::string Recording::to_text() const {
    std::string text = fmt::format("{} {}\n{}", first_words, version, scenario.to_text());
    for (const Intervention& intervention : interventions) {
        text += fmt::format("after {} events at {} {}\n", intervention.at.events, seconds_text(intervention.at.now.time_since_epoch()),
                            intervention.command);
    }
    return text;
}

Recording Recording::cut_at(const Position& position) const {
    Recording cut{.scenario = scenario, .interventions = {}};
    for (const Intervention& intervention : interventions) {
        if (intervention.at < position) cut.interventions.push_back(intervention);
    }
    return cut;
}

bool Recording::has_past_of(const Recording& other, const Position& position) const {
    return scenario == other.scenario && cut_at(position).interventions == other.cut_at(position).interventions;
}

Recording Recording::interactive(std::uint64_t seed) {
    Recording recording;
    SwarmOptions& options = recording.scenario.options;
    options.seed = seed;
    options.topics = 0;
    options.producers = 0;
    options.groups = 0;
    options.readers = 0;
    options.auditors = 0;
    options.workload = "demo";
    options.workload_rate = 10;  // ten minutes of it are repeated within a second
    options.safety = std::chrono::hours(1);
    return recording;
}

}  // namespace vitrine::simulation
