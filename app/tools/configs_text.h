// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/tools/admin_calls.h"

// What kafka-configs takes and prints, as text.
namespace vitrine::tools {

// "a=1,b=[x,y],c=": values with commas stand in brackets.
Result<std::map<std::string, std::string>> parseConfigList(const std::string &text);
// What --add-config, --add-config-file and --delete-config ask for. A key that is added is not deleted.
struct ConfigChanges {
    std::map<std::string, std::string> added;
    std::vector<std::string> deleted;
};
// Refuses what does not go together, and what cannot be read.
Result<ConfigChanges> configChanges(const ToolOptions &options);

// One entity's quotas. "user", "client-id" or "ip" to its name; none: the default.
struct QuotaLine {
    std::map<std::string, std::optional<std::string>> entity;
    std::map<std::string, double> values;
};
// "Quota configs for user-principal 'alice', the default client-id are producer_byte_rate=1000000.0\n"
std::string quotaLine(const QuotaLine &line);
// A number as Java's Double.valueOf takes it; none: it is no number.
std::optional<double> quotaValue(const std::string &text);

// "  retention.ms=5 sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:retention.ms=5}\n"
std::string configLine(const ConfigFacts &config);
// DescribeConfigs' source as Kafka names it.
std::string_view sourceName(std::int8_t source);

}  // namespace vitrine::tools
