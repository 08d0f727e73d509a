// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>

#include "broker/replica_fetcher.h"

namespace vitrine::broker {

// One fetcher for each leader that this broker follows.
class ReplicaFetcherManager {
public:
    struct Setup {
        env::Environment environment;
        BrokerId self{no_broker};
        const BrokerConfig& config;
        std::function<BrokerEpoch()> broker_epoch;
        FetchTarget& target;
        const Logger& logger;
    };
    explicit ReplicaFetcherManager(Setup setup) : setup_(std::move(setup)) {}

    // From now on from this leader in this epoch; from nobody else.
    void follow(const TopicIdPartition& id, const std::string& topic, BrokerId leader, LeaderEpoch leader_epoch);
    void unfollow(const TopicIdPartition& id);
    // Where the brokers are now; a leader that moved gets a new connection, one that is unknown is tried when it is known.
    void set_endpoints(std::map<BrokerId, env::Endpoint> endpoints);
    // Fetchers without partitions go.
    void remove_idle();
    void stop();
    [[nodiscard]] BrokerId fetching_from(const TopicIdPartition& id) const;

private:
    struct Following {
        std::string topic;
        BrokerId leader{no_broker};
        LeaderEpoch leader_epoch;
    };
    ReplicaFetcher* fetcher_of(BrokerId leader);

    Setup setup_;
    std::map<BrokerId, env::Endpoint> endpoints_;
    std::map<BrokerId, std::unique_ptr<ReplicaFetcher>> fetchers_;
    std::map<TopicIdPartition, Following> following_;
    bool stopped_ = false;
};

}  // namespace vitrine::broker
