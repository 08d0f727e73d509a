// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace vitrine::ui {

// What of a topic's configuration decides when its segments are rolled, deleted and compacted; Kafka's names, its defaults.
struct TopicSettings {
    std::int64_t segmentBytes = 1024 * 1024 * 1024;
    std::int64_t segmentMs = 7 * 24 * 3600 * 1000LL;
    std::int64_t retentionBytes = -1;       // < 0: unlimited
    std::int64_t retentionMs = 7 * 24 * 3600 * 1000LL;  // < 0: unlimited
    std::int64_t deleteRetentionMs = 24 * 3600 * 1000LL;
    std::int64_t minCompactionLagMs = 0;
    std::int64_t fileDeleteDelayMs = 60 * 1000;
    std::int64_t indexIntervalBytes = 4096;
    double minCleanableDirtyRatio = 0.5;
    bool compacts = false;                  // cleanup.policy; both false: everything is kept
    bool deletes = true;
    friend bool operator==(const TopicSettings &, const TopicSettings &) = default;
};

// Of keys with their values, as DescribeConfigs or the metadata have them; what is not named has Kafka's default, and so has what is
// no number.
[[nodiscard]] TopicSettings topicSettings(const std::map<std::string, std::string> &configs);

}  // namespace vitrine::ui
