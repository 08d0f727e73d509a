// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/purgatory.h"

namespace vitrine::broker {

void Purgatory::watch(std::unique_ptr<DelayedOperation> operation, const std::vector<TopicIdPartition>& keys, Duration wait_max) {
    const std::uint64_t number = next_++;
    Watched& watched = operations_[number];
    watched.operation = std::move(operation);
    watched.keys = keys;
    for (const TopicIdPartition& key : keys) by_key_[key].insert(number);
    watched.deadline = clock_.schedule_after(wait_max, [this, number] { complete(number, true); });
}

void Purgatory::check(const TopicIdPartition& key) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return;
    // Completing may add and remove: work on a copy of the numbers.
    const std::vector<std::uint64_t> numbers(found->second.begin(), found->second.end());
    for (const std::uint64_t number : numbers) {
        const auto watched = operations_.find(number);
        if (watched != operations_.end() && watched->second.operation->ready_after(key)) complete(number, false);
    }
}

void Purgatory::complete(std::uint64_t number, bool expired) {
    const auto found = operations_.find(number);
    if (found == operations_.end()) return;
    Watched watched = std::move(found->second);
    operations_.erase(found);
    for (const TopicIdPartition& key : watched.keys) {
        const auto watching = by_key_.find(key);
        if (watching == by_key_.end()) continue;
        watching->second.erase(number);
        if (watching->second.empty()) by_key_.erase(watching);
    }
    watched.operation->complete(expired);
}

}  // namespace vitrine::broker
