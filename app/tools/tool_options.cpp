// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/tool_options.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/properties.h"
#include "base/text.h"

namespace vitrine::tools {

Result<std::string> readWholeFile(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    if (!file || !(content << file.rdbuf() || file.peek() == std::ifstream::traits_type::eof()))
        return failure(ErrorCode::INVALID_REQUEST, fmt::format("{} cannot be read", path));
    return content.str();
}

Properties parseProperties(std::string_view text)
{
    Properties properties;
    for (Property &property : parse_properties(text)) properties[std::move(property.key)] = std::move(property.value);
    return properties;
}

Result<Properties> readProperties(const std::string &path)
{
    const auto text = readWholeFile(path);
    if (!text) return std::unexpected(text.error());
    return parseProperties(*text);
}

Result<Properties> parsePairs(const std::vector<std::string> &pairs)
{
    Properties properties;
    for (const std::string &pair : pairs) {
        const std::size_t equals = pair.find('=');
        if (equals == 0 || pair.empty()) return failure(ErrorCode::INVALID_REQUEST, fmt::format("\"{}\" is not KEY=VALUE", pair));
        properties[pair.substr(0, equals)] = equals == std::string::npos ? std::string() : pair.substr(equals + 1);
    }
    return properties;
}

std::string alternatives(const std::vector<std::string> &options)
{
    std::string text;
    for (std::size_t i = 0; i < options.size(); ++i)
        text += fmt::format("{}--{}", i == 0 ? "" : i + 1 == options.size() ? " or " : ", ", options[i]);
    return text;
}

struct ToolOptions::Reader {
    CLI::App app;
};

ToolOptions::ToolOptions(std::string name, std::string what)
    : m_name(std::move(name)), m_what(std::move(what)), m_reader(std::make_unique<Reader>())
{
    m_reader->app.set_help_flag();
    flag("help", "Print this");
}

ToolOptions::~ToolOptions() = default;

ToolOptions::Entry &ToolOptions::add(const std::string &option, const std::string &argument, const std::string &text)
{
    m_entries.push_back(std::make_unique<Entry>(Entry{.option = option, .argument = argument, .text = text, .values = {}}));
    return *m_entries.back();
}

void ToolOptions::flag(const std::string &option, const std::string &text)
{
    m_reader->app.add_flag("--" + option, add(option, "", text).given);
}

void ToolOptions::value(const std::string &option, const std::string &argument, const std::string &text) { values(option, argument, text); }

void ToolOptions::values(const std::string &option, const std::string &argument, const std::string &text)
{
    m_reader->app.add_option("--" + option, add(option, argument, text).values)->expected(1)->allow_extra_args(false)->take_all();
}

void ToolOptions::optionalValue(const std::string &option, const std::string &argument, const std::string &text)
{
    Entry &entry = add(option, "[" + argument + "]", text);
    m_reader->app.add_option("--" + option, entry.values)->expected(0, 1)->each([](const std::string &) {});
}

void ToolOptions::positional(const std::string &name, const std::string &text)
{
    m_reader->app.add_option(name, add(name, name, text).values)->expected(0, 1);
}

void ToolOptions::connects(std::chrono::milliseconds timeout)
{
    m_timeout = timeout;
    values("bootstrap-server", "HOST:PORT,…", "Brokers to begin with; the rest of the cluster is learned from them");
    value("command-config", "FILE", "Client properties: bootstrap.servers, client.id, default.api.timeout.ms, request.timeout.ms");
    value("timeout", "MS",
          fmt::format("How long a step may take, the search for a broker included; {} where nothing is said", timeout.count()));
}

std::optional<int> ToolOptions::parse(const std::vector<std::string> &arguments)
{
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    try {
        m_reader->app.parse(reversed);
    } catch (const CLI::ExtrasError &) {
        const auto left = m_reader->app.remaining();
        const std::string first = left.empty() ? std::string() : left.front();
        return wrong(first.starts_with("-") ? fmt::format("{} is not an option of this command", first)
                                            : fmt::format("nothing is expected where \"{}\" stands", first));
    } catch (const CLI::ArgumentMismatch &error) {
        const std::string text = error.what();
        return wrong(fmt::format("{} needs a value", text.substr(0, text.find(':'))));
    } catch (const CLI::Error &error) {
        return wrong(error.what());
    }
    for (const auto &entry : m_entries) {
        if (entry->argument.empty()) continue;
        const bool isPositional = entry->argument == entry->option;
        entry->given = m_reader->app.get_option(isPositional ? entry->option : "--" + entry->option)->count() > 0;
        // CLI11 says "{}" for an optional value that is not there.
        std::erase(entry->values, "{}");
        if (!entry->argument.starts_with('[') || !entry->given) continue;
        std::erase(entry->values, "");
    }
    if (has("help")) {
        std::fputs(help().c_str(), stdout);
        return exitDone;
    }
    return std::nullopt;
}

std::string ToolOptions::help() const
{
    constexpr std::size_t width = 100;
    std::vector<std::pair<std::string, std::string>> rows;
    std::size_t widest = 0;
    std::string positionals;
    for (const auto &entry : m_entries) {
        const bool isPositional = entry->argument == entry->option;
        std::string left = isPositional ? entry->option : "--" + entry->option;
        if (!isPositional && !entry->argument.empty()) left += " " + entry->argument;
        if (isPositional) positionals += " " + entry->option;
        rows.emplace_back(std::move(left), entry->text);
    }
    const auto columns = [](const std::string &text) {
        return static_cast<std::size_t>(
            std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }));
    };
    for (const auto &[left, text] : rows) widest = std::max(widest, columns(left));
    std::string out = fmt::format("{}\n\nvitrine {}{} [OPTION]…\n\n", m_what, m_name, positionals);
    for (const auto &[left, text] : rows) {
        out += "  " + left + std::string(widest - columns(left) + 2, ' ');
        std::size_t column = widest + 4;
        bool first = true;
        std::string_view rest = text;
        for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest)) {
            const std::size_t size = columns(std::string(word));
            if (!first && column + 1 + size > width) {
                out += "\n" + std::string(widest + 4, ' ');
                column = widest + 4;
                first = true;
            }
            if (!first) out += ' ';
            out += word;
            column += size + (first ? 0 : 1);
            first = false;
        }
        out += '\n';
    }
    return out;
}

const ToolOptions::Entry *ToolOptions::find(const std::string &option) const
{
    const auto found = std::ranges::find(m_entries, option, [](const auto &entry) { return entry->option; });
    return found == m_entries.end() ? nullptr : found->get();
}

bool ToolOptions::has(const std::string &option) const
{
    const Entry *entry = find(option);
    return entry != nullptr && entry->given;
}

std::optional<std::string> ToolOptions::get(const std::string &option) const
{
    const Entry *entry = find(option);
    if (entry == nullptr || entry->values.empty()) return std::nullopt;
    return entry->values.back();
}

std::vector<std::string> ToolOptions::all(const std::string &option) const
{
    const Entry *entry = find(option);
    return entry == nullptr ? std::vector<std::string>() : entry->values;
}

Result<std::optional<std::int64_t>> ToolOptions::number(const std::string &option, std::int64_t lowest, std::int64_t highest) const
{
    const auto text = get(option);
    if (!text) return std::nullopt;
    std::int64_t value = 0;
    const char *begin = text->data() + (text->starts_with('+') ? 1 : 0);
    const auto [end, error] = std::from_chars(begin, text->data() + text->size(), value);
    if (error != std::errc() || end != text->data() + text->size() || value < lowest || value > highest) {
        std::string range = "a whole number";
        if (lowest != std::numeric_limits<std::int64_t>::min()) range += fmt::format(" of at least {}", lowest);
        if (highest != std::numeric_limits<std::int64_t>::max())
            range += fmt::format("{} at most {}", range.ends_with("number") ? " of" : " and", highest);
        return failure(ErrorCode::INVALID_REQUEST, fmt::format("--{} takes {}, not \"{}\"", option, range, *text));
    }
    return value;
}

int ToolOptions::count(const std::vector<std::string> &options) const
{
    return static_cast<int>(std::ranges::count_if(options, [this](const std::string &option) { return has(option); }));
}

Status ToolOptions::notTogether(const std::string &option, const std::vector<std::string> &others) const
{
    if (!has(option)) return {};
    for (const std::string &other : others) {
        if (other != option && has(other))
            return failure(ErrorCode::INVALID_REQUEST, fmt::format("--{} does not go together with --{}", option, other));
    }
    return {};
}

Status ToolOptions::onlyWith(const std::string &option, const std::vector<std::string> &needed) const
{
    if (!has(option) || count(needed) > 0) return {};
    return failure(ErrorCode::INVALID_REQUEST, fmt::format("--{} goes only with {}", option, alternatives(needed)));
}

int ToolOptions::wrong(const std::string &sentence) const
{
    std::fprintf(stderr, "vitrine %s: %s; vitrine %s --help lists the options\n", m_name.c_str(), sentence.c_str(), m_name.c_str());
    return exitUsage;
}

}  // namespace vitrine::tools
