// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"

// The options of one tool, in the form of Kafka's own: --name VALUE or --name=VALUE. Read by CLI11; the sentences for what is wrong,
// and the help, are ours.
namespace vitrine::tools {

// What a tool ends with. Kafka's tools end with 1 for both kinds of failure.
inline constexpr int exitDone = 0;
inline constexpr int exitFailed = 1;  // what was asked for did not succeed
inline constexpr int exitUsage = 2;   // the command line cannot be understood

using Properties = std::map<std::string, std::string>;

// A file of Java's properties (base/properties.h). Of a key that stands there twice the last value counts.
Result<Properties> readProperties(const std::string &path);
Properties parseProperties(std::string_view text);
// "key=value" of --property, --producer-property and the like; without "=" the value is empty, as in Kafka's tools.
Result<Properties> parsePairs(const std::vector<std::string> &pairs);
// The whole of a file.
Result<std::string> readWholeFile(const std::string &path);

class ToolOptions {
public:
    // `name` as it is typed after "vitrine", `what` is one sentence.
    ToolOptions(std::string name, std::string what);
    ~ToolOptions();
    ToolOptions(const ToolOptions &) = delete;
    ToolOptions &operator=(const ToolOptions &) = delete;

    void flag(const std::string &option, const std::string &text);
    void value(const std::string &option, const std::string &argument, const std::string &text);
    // With a value or without one.
    void optionalValue(const std::string &option, const std::string &argument, const std::string &text);
    // May be given again.
    void values(const std::string &option, const std::string &argument, const std::string &text);
    // A value without a name in front of it.
    void positional(const std::string &name, const std::string &text);
    // --bootstrap-server, --timeout and --command-config.
    void connects(std::chrono::milliseconds timeout = std::chrono::milliseconds(60000));

    // 0 after --help; exitUsage after a sentence on standard error; nothing: go on.
    [[nodiscard]] std::optional<int> parse(const std::vector<std::string> &arguments);
    [[nodiscard]] std::string help() const;

    [[nodiscard]] bool has(const std::string &option) const;
    // The last one given.
    [[nodiscard]] std::optional<std::string> get(const std::string &option) const;
    [[nodiscard]] std::vector<std::string> all(const std::string &option) const;
    // A whole number, or a sentence that names the option. None: not given.
    [[nodiscard]] Result<std::optional<std::int64_t>> number(const std::string &option,
                                                             std::int64_t lowest = std::numeric_limits<std::int64_t>::min(),
                                                             std::int64_t highest = std::numeric_limits<std::int64_t>::max()) const;
    [[nodiscard]] std::chrono::milliseconds defaultTimeout() const { return m_timeout; }
    // How many of these are given.
    [[nodiscard]] int count(const std::vector<std::string> &options) const;
    // The first of `others` that is given too, if `option` is: a sentence.
    [[nodiscard]] Status notTogether(const std::string &option, const std::vector<std::string> &others) const;
    // `option` is given, and none of `needed`: a sentence.
    [[nodiscard]] Status onlyWith(const std::string &option, const std::vector<std::string> &needed) const;

    // Prints "vitrine NAME: sentence" and how to get help; answers exitUsage.
    int wrong(const std::string &sentence) const;

private:
    struct Reader;  // CLI11
    struct Entry {
        std::string option;
        std::string argument;
        std::string text;
        std::vector<std::string> values;
        bool given = false;
    };
    Entry &add(const std::string &option, const std::string &argument, const std::string &text);
    [[nodiscard]] const Entry *find(const std::string &option) const;

    std::string m_name;
    std::string m_what;
    std::chrono::milliseconds m_timeout{0};
    std::vector<std::unique_ptr<Entry>> m_entries;  // in the order of declaration; CLI11 holds addresses
    std::unique_ptr<Reader> m_reader;
};

// "--a, --b or --c".
std::string alternatives(const std::vector<std::string> &options);

}  // namespace vitrine::tools
