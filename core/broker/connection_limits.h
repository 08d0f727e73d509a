// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>

#include "broker/broker_config.h"
#include "broker/quota_rate.h"
#include "env/clock.h"
#include "metadata/image.h"
#include "rpc/server.h"

namespace vitrine::broker {

// How many connections a broker accepts, from whom and how fast: max.connections.per.ip and its overrides,
// max.connection.creation.rate, and connection_creation_rate of an address (KIP-612). Source: Kafka's ConnectionQuotas.
class ConnectionLimits {
public:
    ConnectionLimits(env::Clock& clock, const BrokerConfig& config, QuotaWindow window)
        : clock_(clock), config_(config), window_(window), all_(window) {}

    void apply(std::shared_ptr<const metadata::MetadataImage> image) { image_ = std::move(image); }
    // A new connection from this host, which has so many already. Above the rate of its address it is refused after a pause; above
    // the broker's rate it is accepted, and waits.
    [[nodiscard]] rpc::Admission admit(const std::string& host, std::size_t open_from_there);

private:
    env::Clock& clock_;
    const BrokerConfig& config_;
    QuotaWindow window_;
    std::shared_ptr<const metadata::MetadataImage> image_;
    QuotaRate all_;
    std::map<std::string, QuotaRate> by_host_;  // that have a limit
};

}  // namespace vitrine::broker
