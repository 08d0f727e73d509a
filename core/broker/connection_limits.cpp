// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/connection_limits.h"

#include <algorithm>

#include <fmt/format.h>

#include "metadata/client_quotas.h"

namespace vitrine::broker {
namespace {

// Hosts whose rate is remembered: more than that connect in one window only to make a broker remember them.
constexpr std::size_t hosts_max = 10'000;

}  // namespace

rpc::Admission ConnectionLimits::admit(const std::string& host, std::size_t open_from_there) {
    const Instant now = clock_.now();
    const std::int64_t most = config_.connections_max_of(host);
    if (static_cast<std::int64_t>(open_from_there) >= most)
        return {.accepted = false, .reason = fmt::format("{} has {} connections, the most that max.connections.per.ip allows", host, most)};

    if (const auto limit = image_ == nullptr ? std::nullopt : metadata::connection_rate_limit(*image_, host)) {
        if (by_host_.size() >= hosts_max) {
            for (auto host_rate = by_host_.begin(); host_rate != by_host_.end();)
                host_rate = host_rate->second.expired(now) ? by_host_.erase(host_rate) : std::next(host_rate);
        }
        QuotaRate& rate = by_host_.try_emplace(host, window_).first->second;
        rate.record(1, now);
        if (const Milliseconds pause = rate.throttle(*limit, now); pause > Milliseconds(0)) {
            rate.record(-1, now);
            return {.accepted = false,
                    .pause = pause,
                    .reason = fmt::format("{} opens more than {} connections a second (connection_creation_rate)", host, *limit)};
        }
    } else {
        by_host_.erase(host);
    }
    all_.record(1, now);
    const auto rate_max = static_cast<double>(config_.number_of("max.connection.creation.rate"));
    return {.pause = std::min(all_.throttle(rate_max, now), window_.sample_length)};
}

}  // namespace vitrine::broker
