// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/replication_throttle.h"

#include <algorithm>

#include <fmt/format.h>

namespace vitrine::broker {

ReplicationThrottle::ReplicationThrottle(env::Clock& clock, const BrokerConfig& config, std::string_view rate_key,
                                         std::string_view window_keys)
    : clock_(clock),
      config_(config),
      rate_key_(rate_key),
      rate_({.samples = static_cast<std::int32_t>(config.number_of(fmt::format("{}.num", window_keys))),
             .sample_length = std::chrono::seconds(config.number_of(fmt::format("{}.size.seconds", window_keys)))},
            QuotaRate::Young::as_known) {}

bool ReplicationThrottle::exceeded() { return rate_.measure(clock_.now()) > static_cast<double>(config_.number_of(rate_key_)); }

bool ReplicationThrottle::names(const std::vector<std::string>& list, std::int32_t partition, BrokerId broker) {
    if (list.empty()) return false;
    const std::string replica = fmt::format("{}:{}", partition, broker);
    return std::ranges::any_of(list, [&](const std::string& entry) { return entry == "*" || entry == replica; });
}

}  // namespace vitrine::broker
