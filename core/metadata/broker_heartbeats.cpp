// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/broker_heartbeats.h"

#include <algorithm>

namespace vitrine::metadata {

void BrokerHeartbeats::activate(const MetadataImage& image, Instant now) {
    brokers_.clear();
    for (const auto& [id, broker] : image.brokers) {
        if (!broker->fenced) brokers_[id].last_contact = now;
    }
}

void BrokerHeartbeats::touch(BrokerId broker, Instant now, Offset metadata_offset) {
    Heard& heard = brokers_[broker];
    heard.last_contact = now;
    heard.metadata_offset = metadata_offset;
}

void BrokerHeartbeats::restart(BrokerId broker, Instant now) {
    Heard& heard = brokers_[broker];
    heard = {};
    heard.last_contact = now;
}

bool BrokerHeartbeats::has_valid_session(const MetadataImage& image, BrokerId broker, Instant now) const {
    const BrokerRegistration* registration = image.broker(broker);
    if (registration == nullptr || registration->fenced) return false;
    const auto heard = brokers_.find(broker);
    return heard != brokers_.end() && now < heard->second.last_contact + session_timeout_;
}

std::vector<BrokerId> BrokerHeartbeats::expired(const MetadataImage& image, Instant now) const {
    std::vector<BrokerId> brokers;
    for (const auto& [id, broker] : image.brokers) {
        if (!broker->fenced && !has_valid_session(image, id, now)) brokers.push_back(id);
    }
    return brokers;
}

std::optional<Instant> BrokerHeartbeats::next_expiry(const MetadataImage& image) const {
    std::optional<Instant> next;
    for (const auto& [id, broker] : image.brokers) {
        if (broker->fenced) continue;
        const auto heard = brokers_.find(id);
        if (heard == brokers_.end()) continue;
        const Instant expiry = heard->second.last_contact + session_timeout_;
        next = next ? std::min(*next, expiry) : expiry;
    }
    return next;
}

void BrokerHeartbeats::set_controlled_shutdown_offset(BrokerId broker, Offset offset) {
    auto& known = brokers_[broker].controlled_shutdown_offset;
    if (!known) known = offset;
}

std::optional<Offset> BrokerHeartbeats::controlled_shutdown_offset(BrokerId broker) const {
    const auto heard = brokers_.find(broker);
    return heard == brokers_.end() ? std::nullopt : heard->second.controlled_shutdown_offset;
}

std::optional<Offset> BrokerHeartbeats::lowest_active_offset(const MetadataImage& image) const {
    std::optional<Offset> lowest;
    for (const auto& [id, broker] : image.brokers) {
        if (!broker->active()) continue;
        const auto heard = brokers_.find(id);
        const Offset offset = heard == brokers_.end() ? no_offset : heard->second.metadata_offset;
        lowest = lowest ? std::min(*lowest, offset) : offset;
    }
    return lowest;
}

}  // namespace vitrine::metadata
