// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/real/link_table.h"

#include <utility>

namespace vitrine::env::real {

void LinkTable::set_owner(const Endpoint& endpoint, BrokerId node) {
    const std::scoped_lock lock(mutex_);
    owners_.insert_or_assign(endpoint, node);
}

std::optional<BrokerId> LinkTable::owner(const Endpoint& endpoint) const {
    const std::scoped_lock lock(mutex_);
    const auto found = owners_.find(endpoint);
    if (found == owners_.end()) return std::nullopt;
    return found->second;
}

void LinkTable::cut(BrokerId a, BrokerId b) {
    if (a == b) return;
    const std::scoped_lock lock(mutex_);
    faults_[pair_of(a, b)].cut = true;
    tell();
}

void LinkTable::slow(BrokerId a, BrokerId b, Duration delay) {
    if (a == b) return;
    const std::scoped_lock lock(mutex_);
    faults_[pair_of(a, b)].delay = delay;
    tell();
}

void LinkTable::lossy(BrokerId a, BrokerId b, int loss_percent) {
    if (a == b) return;
    const std::scoped_lock lock(mutex_);
    faults_[pair_of(a, b)].loss_percent = loss_percent;
    tell();
}

void LinkTable::heal(BrokerId a, BrokerId b) {
    const std::scoped_lock lock(mutex_);
    faults_.erase(pair_of(a, b));
    tell();
}

void LinkTable::heal_all() {
    const std::scoped_lock lock(mutex_);
    faults_.clear();
    tell();
}

LinkTable::State LinkTable::state(BrokerId a, BrokerId b) const {
    const std::scoped_lock lock(mutex_);
    const auto found = faults_.find(pair_of(a, b));
    return found == faults_.end() ? State{} : found->second;
}

std::unique_ptr<LinkTable::Subscription> LinkTable::subscribe(std::function<void()> changed) {
    const std::scoped_lock lock(mutex_);
    subscribers_.emplace(++last_subscriber_, std::move(changed));
    return std::make_unique<Subscription>(*this, last_subscriber_);
}

LinkTable::Subscription::~Subscription() {
    const std::scoped_lock lock(table_.mutex_);
    table_.subscribers_.erase(number_);
}

void LinkTable::tell() const {
    for (const auto& [number, changed] : subscribers_) changed();
}

}  // namespace vitrine::env::real
