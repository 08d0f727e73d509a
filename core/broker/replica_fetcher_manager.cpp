// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/replica_fetcher_manager.h"

namespace vitrine::broker {

ReplicaFetcher* ReplicaFetcherManager::fetcher_of(BrokerId leader) {
    if (const auto found = fetchers_.find(leader); found != fetchers_.end()) return found->second.get();
    const auto endpoint = endpoints_.find(leader);
    if (endpoint == endpoints_.end()) return nullptr;
    ReplicaFetcher::Setup setup{.environment = setup_.environment,
                                .self = setup_.self,
                                .leader = leader,
                                .config = setup_.config,
                                .broker_epoch = setup_.broker_epoch,
                                .target = setup_.target,
                                .logger = setup_.logger};
    return fetchers_.emplace(leader, std::make_unique<ReplicaFetcher>(std::move(setup), endpoint->second)).first->second.get();
}

void ReplicaFetcherManager::follow(const TopicIdPartition& id, const std::string& topic, BrokerId leader, LeaderEpoch leader_epoch) {
    if (stopped_) return;
    const auto found = following_.find(id);
    if (found != following_.end()) {
        if (found->second.leader == leader && found->second.leader_epoch == leader_epoch) return;
        if (found->second.leader != leader) unfollow(id);
    }
    following_.insert_or_assign(id, Following{topic, leader, leader_epoch});
    if (ReplicaFetcher* fetcher = fetcher_of(leader)) fetcher->add(id, topic, leader_epoch);
}

void ReplicaFetcherManager::unfollow(const TopicIdPartition& id) {
    const auto found = following_.find(id);
    if (found == following_.end()) return;
    if (const auto fetcher = fetchers_.find(found->second.leader); fetcher != fetchers_.end()) fetcher->second->remove(id);
    following_.erase(found);
}

void ReplicaFetcherManager::set_endpoints(std::map<BrokerId, env::Endpoint> endpoints) {
    if (stopped_) return;
    endpoints_ = std::move(endpoints);
    std::erase_if(fetchers_, [this](const auto& entry) {
        const auto endpoint = endpoints_.find(entry.first);
        return endpoint == endpoints_.end() || endpoint->second != entry.second->endpoint();
    });
    for (const auto& [id, following] : following_) {
        ReplicaFetcher* fetcher = fetcher_of(following.leader);
        if (fetcher != nullptr && !fetcher->follows(id)) fetcher->add(id, following.topic, following.leader_epoch);
    }
}

void ReplicaFetcherManager::remove_idle() {
    std::erase_if(fetchers_, [](const auto& entry) { return entry.second->empty(); });
}

void ReplicaFetcherManager::stop() {
    stopped_ = true;
    fetchers_.clear();
    following_.clear();
}

BrokerId ReplicaFetcherManager::fetching_from(const TopicIdPartition& id) const {
    const auto found = following_.find(id);
    return found == following_.end() ? no_broker : found->second.leader;
}

}  // namespace vitrine::broker
