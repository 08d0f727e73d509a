// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "storage/log_config.h"

namespace vitrine::storage {

// One line of the table: the key as it is described, and the member of LogConfig that it sets.
struct TopicConfigField {
    TopicConfigKey key;
    std::function<Status(const TopicConfigKey& key, std::string_view value, LogConfig& config)> set;
    std::function<std::string(const LogConfig& config)> get;
};

// Sorted by name.
const std::vector<TopicConfigField>& topic_config_fields();

}  // namespace vitrine::storage
