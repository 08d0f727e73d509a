// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/configs_text.h"

#include "base/text.h"

namespace vitrine::tools {

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
