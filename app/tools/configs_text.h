// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/tools/admin_calls.h"

// What kafka-configs takes and prints, as text.
namespace vitrine::tools {

// "a=1,b=[x,y],c=": values with commas stand in brackets.
Result<std::map<std::string, std::string>> parseConfigList(const std::string &text);
// "  retention.ms=5 sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:retention.ms=5}\n"
std::string configLine(const ConfigFacts &config);
// DescribeConfigs' source as Kafka names it.
std::string_view sourceName(std::int8_t source);

}  // namespace vitrine::tools
