// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/command_line.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>

#include <fmt/format.h>

namespace vitrine::cluster {
namespace {

struct Word {
    std::string text;
    bool quoted = false;  // a quoted word is never an option
};

Result<std::vector<Word>> split(std::string_view text) {
    std::vector<Word> words;
    Word word;
    bool inside = false;
    char quote = 0;
    for (const char character : text) {
        if (quote != 0) {
            if (character == quote) {
                quote = 0;
            } else {
                word.text += character;
            }
        } else if (character == '"' || character == '\'') {
            quote = character;
            word.quoted = word.quoted || !inside;
            inside = true;
        } else if (character == ' ' || character == '\t' || character == '\r' || character == '\n') {
            if (inside) words.push_back(std::exchange(word, {}));
            inside = false;
        } else if (character == '#' && !inside) {
            break;
        } else {
            word.text += character;
            inside = true;
        }
    }
    if (quote != 0) return failure(ErrorCode::INVALID_REQUEST, fmt::format("the quote {} is not closed", quote));
    if (inside) words.push_back(std::move(word));
    return words;
}

}  // namespace

Result<CommandLine> CommandLine::parse(std::string_view text) {
    auto words = split(text);
    if (!words) return std::unexpected(words.error());
    CommandLine line;
    line.text = std::string(text);
    for (std::size_t i = 0; i < words->size(); ++i) {
        Word& word = (*words)[i];
        if (word.quoted || !word.text.starts_with("--")) {
            line.words.push_back(std::move(word.text));
            continue;
        }
        const std::size_t equals = word.text.find('=');
        if (equals != std::string::npos) {
            line.options.emplace(word.text.substr(2, equals - 2), word.text.substr(equals + 1));
        } else if (i + 1 < words->size() && ((*words)[i + 1].quoted || !(*words)[i + 1].text.starts_with("--"))) {
            line.options.emplace(word.text.substr(2), std::move((*words)[++i].text));
        } else {
            line.options.emplace(word.text.substr(2), "");
        }
    }
    return line;
}

std::optional<std::string> CommandLine::option(const std::string& name) const {
    const auto found = options.find(name);
    return found == options.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::string> CommandLine::all(const std::string& name) const {
    std::vector<std::string> values;
    const auto [begin, end] = options.equal_range(name);
    for (auto at = begin; at != end; ++at) values.push_back(at->second);
    return values;
}

std::unexpected<Error> misuse(std::string sentence) { return failure(ErrorCode::INVALID_REQUEST, std::move(sentence)); }

std::string quote(std::string_view word) {
    const bool plain =
        !word.empty() && word.find_first_of(" \t\r\n\"'") == std::string_view::npos && !word.starts_with("--") && !word.starts_with('#');
    if (plain) return std::string(word);
    // There is no escape: a quote stands in quotes of the other kind, and pieces that touch are one word.
    std::string quoted;
    char open = 0;
    for (const char character : word) {
        const char around = character == '"' ? '\'' : character == '\'' || open == 0 ? '"' : open;
        if (around != open) {
            if (open != 0) quoted += open;
            quoted += around;
            open = around;
        }
        quoted += character;
    }
    if (open == 0) return "\"\"";
    return quoted + open;
}

Result<std::int64_t> parse_integer(std::string_view text, std::string_view what, std::int64_t lowest, std::int64_t highest) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < lowest || value > highest) {
        return failure(ErrorCode::INVALID_REQUEST,
                       fmt::format("{} must be a number from {} to {}, not \"{}\"", what, lowest, highest, text));
    }
    return value;
}

Result<std::vector<BrokerId>> parse_brokers(std::string_view text) {
    std::vector<BrokerId> brokers;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t comma = std::min(text.find(',', at), text.size());
        const auto id = parse_integer(text.substr(at, comma - at), "a broker", 0, std::numeric_limits<std::int32_t>::max());
        if (!id) return std::unexpected(id.error());
        brokers.emplace_back(static_cast<std::int32_t>(*id));
        at = comma + 1;
    }
    return brokers;
}

Result<std::int64_t> parse_duration_ms(std::string_view text, std::string_view what) {
    const auto refuse = [&] {
        return failure(ErrorCode::INVALID_REQUEST, fmt::format("{} must be a time such as 250ms, 1.5s or 2m, not \"{}\"", what, text));
    };
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    constexpr double day_ms = 24.0 * 3600 * 1000;
    const double factor = unit.empty() || unit == "ms" ? 1 : unit == "s" ? 1000 : unit == "m" ? 60'000 : 0;
    if (error != std::errc() || factor == 0 || !(value >= 0) || value * factor > day_ms) return refuse();
    return static_cast<std::int64_t>(value * factor);
}

}  // namespace vitrine::cluster
