// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "broker/broker_config.h"
#include "broker/quota_rate.h"
#include "env/clock.h"

namespace vitrine::broker {

// How fast replicas that are named in a topic's configuration may be moved (KIP-73): one side of it, the leaders' or the followers' of
// this broker. Replicas in step are never held up. Source: Kafka's ReplicationQuotaManager.
class ReplicationThrottle {
public:
    // `rate_key`: leader.replication.throttled.rate or follower.replication.throttled.rate; `window_keys`: what the keys of the number and
    // of the length of its samples begin with.
    ReplicationThrottle(env::Clock& clock, const BrokerConfig& config, std::string_view rate_key,
                        std::string_view window_keys = "replication.quota.window");

    void record(std::int64_t bytes) { rate_.record(static_cast<double>(bytes), clock_.now()); }
    // More was moved in the last window than the configuration allows.
    [[nodiscard]] bool exceeded();
    // Whether a topic's list ("*", or "partition:broker" for each) names this replica.
    [[nodiscard]] static bool names(const std::vector<std::string>& list, std::int32_t partition, BrokerId broker);

private:
    env::Clock& clock_;
    const BrokerConfig& config_;
    std::string_view rate_key_;
    QuotaRate rate_;
};

}  // namespace vitrine::broker
