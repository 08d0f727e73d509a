// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/ids.h"

// The shape of a command: words, then options (--name value, --name=value, repeatable), with "double" or 'single' quotes.
namespace vitrine::cluster {

struct CommandLine {
    std::string text;
    std::vector<std::string> words;
    std::multimap<std::string, std::string> options;  // without the dashes

    // Errors: INVALID_REQUEST with a sentence. An empty line and a comment (# …) have no words.
    static Result<CommandLine> parse(std::string_view text);

    [[nodiscard]] std::optional<std::string> option(const std::string& name) const;
    [[nodiscard]] std::vector<std::string> all(const std::string& name) const;
};

// The word as it has to be written so that parse() reads it back as this one word, and never as an option or a comment: in quotes where
// it is empty, has blanks or quotes in it, or begins with "--" or "#"; else as it is.
[[nodiscard]] std::string quote(std::string_view word);

// What is wrong with a command, and how to say it: INVALID_REQUEST.
[[nodiscard]] std::unexpected<Error> misuse(std::string sentence);

// Numbers as people write them; the error names `what`.
[[nodiscard]] Result<std::int64_t> parse_integer(std::string_view text, std::string_view what, std::int64_t lowest, std::int64_t highest);
// "1,3,2", in that order.
[[nodiscard]] Result<std::vector<BrokerId>> parse_brokers(std::string_view text);
// "250ms", "1.5s", "2m"; a bare number is milliseconds.
[[nodiscard]] Result<std::int64_t> parse_duration_ms(std::string_view text, std::string_view what);

}  // namespace vitrine::cluster
