// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/configs_text.h"

#include <charconv>
#include <cmath>

#include <fmt/ranges.h>

#include "app/tools/tool_options.h"
#include "base/text.h"

namespace vitrine::tools {
namespace {

// As Java's Double.toString writes it: 5 is "5.0", from ten million on "1.0E7".
std::string javaDouble(double value)
{
    const auto whole = [](std::string text) { return text.find('.') == std::string::npos ? text + ".0" : text; };
    const double size = std::fabs(value);
    if (size == 0 || (size >= 1e-3 && size < 1e7)) return whole(fmt::format("{}", value));
    const int power = static_cast<int>(std::floor(std::log10(size)));
    return fmt::format("{}E{}", whole(fmt::format("{}", value / std::pow(10, power))), power);
}

}  // namespace

Result<std::map<std::string, std::string>> parseConfigList(const std::string &text)
{
    std::map<std::string, std::string> configs;
    std::size_t begin = 0;
    int depth = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        if (at < text.size() && text[at] == '[') ++depth;
        if (at < text.size() && text[at] == ']') --depth;
        if (at < text.size() && (text[at] != ',' || depth > 0)) continue;
        const std::string_view pair = trim(std::string_view(text).substr(begin, at - begin));
        begin = at + 1;
        if (pair.empty()) continue;
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos || equals == 0)
            return failure(
                ErrorCode::INVALID_CONFIG,
                fmt::format("\"{}\" is not KEY=VALUE; a value with commas stands in brackets, as in cleanup.policy=[compact,delete]",
                            pair));
        std::string_view value = trim(pair.substr(equals + 1));
        if (value.starts_with('[') && value.ends_with(']')) value = value.substr(1, value.size() - 2);
        configs[std::string(trim(pair.substr(0, equals)))] = std::string(value);
    }
    if (configs.empty()) return failure(ErrorCode::INVALID_CONFIG, "no KEY=VALUE is given");
    return configs;
}

Result<ConfigChanges> configChanges(const ToolOptions &options)
{
    if (auto status = options.notTogether("add-config", {"add-config-file"}); !status) return std::unexpected(status.error());
    ConfigChanges changes;
    if (const auto text = options.get("add-config")) {
        auto parsed = parseConfigList(*text);
        if (!parsed) return std::unexpected(parsed.error());
        changes.added = std::move(*parsed);
    }
    if (const auto file = options.get("add-config-file")) {
        auto read = readProperties(*file);
        if (!read) return std::unexpected(read.error());
        changes.added = std::move(*read);
    }
    std::string rest = options.get("delete-config").value_or("");
    for (std::string_view left = rest; !left.empty();) {
        const std::size_t comma = std::min(left.find(','), left.size());
        const std::string key(trim(left.substr(0, comma)));
        left.remove_prefix(std::min(comma + 1, left.size()));
        if (!key.empty() && !changes.added.contains(key)) changes.deleted.push_back(key);
    }
    return changes;
}

std::string quotaLine(const QuotaLine &line)
{
    constexpr std::pair<const char *, const char *> said[] = {{"user", "user-principal"}, {"client-id", "client-id"}, {"ip", "ip"}};
    std::vector<std::string> entities;
    for (const auto &[type, word] : said) {
        const auto found = line.entity.find(type);
        if (found == line.entity.end()) continue;
        entities.push_back(found->second ? fmt::format("{} '{}'", word, *found->second) : fmt::format("the default {}", word));
    }
    std::vector<std::string> values;
    for (const auto &[key, value] : line.values) values.push_back(fmt::format("{}={}", key, javaDouble(value)));
    return fmt::format("Quota configs for {} are {}\n", fmt::join(entities, ", "), fmt::join(values, ", "));
}

std::optional<double> quotaValue(const std::string &text)
{
    const std::string_view number = trim(text);
    double value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error != std::errc() || end != number.data() + number.size()) return std::nullopt;
    return value;
}

std::string_view sourceName(std::int8_t source)
{
    switch (source) {
    case 1: return "DYNAMIC_TOPIC_CONFIG";
    case 2: return "DYNAMIC_BROKER_CONFIG";
    case 3: return "DYNAMIC_DEFAULT_BROKER_CONFIG";
    case 4: return "STATIC_BROKER_CONFIG";
    case 5: return "DEFAULT_CONFIG";
    case 6: return "DYNAMIC_BROKER_LOGGER_CONFIG";
    case 7: return "DYNAMIC_CLIENT_METRICS_CONFIG";
    case 8: return "DYNAMIC_GROUP_CONFIG";
    default: return "UNKNOWN";
    }
}

std::string configLine(const ConfigFacts &config)
{
    std::string synonyms;
    for (const auto &synonym : config.synonyms)
        synonyms += fmt::format("{}{}:{}={}", synonyms.empty() ? "" : ", ", sourceName(synonym.source), synonym.name,
                                synonym.value.value_or("null"));
    return fmt::format("  {}={} sensitive={} synonyms={{{}}}\n", config.name, config.value.value_or("null"), config.sensitive, synonyms);
}

}  // namespace vitrine::tools
