// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/purgatory.h"

#include <algorithm>
#include <iterator>

namespace vitrine::broker {

void Purgatory::watch(std::unique_ptr<DelayedOperation> operation, const std::vector<TopicIdPartition>& keys, Duration wait_max) {
    for (const TopicIdPartition& key : keys) by_key_[key].push_back(next_);
    begin(std::move(operation), keys, wait_max);
}

void Purgatory::watch_all(std::unique_ptr<DelayedOperation> operation, Duration wait_max) {
    of_all_keys_.insert(next_);
    begin(std::move(operation), {}, wait_max);
}

void Purgatory::begin(std::unique_ptr<DelayedOperation> operation, const std::vector<TopicIdPartition>& keys, Duration wait_max) {
    const std::uint64_t number = next_++;
    Watched& watched = operations_[number];
    watched.operation = std::move(operation);
    watched.keys = keys;
    watched.deadline = clock_.schedule_after(wait_max, [this, number] { complete(number, true); });
}

void Purgatory::check(const TopicIdPartition& key) {
    // Completing may add and remove: work on a copy of the numbers.
    std::vector<std::uint64_t> numbers;
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) numbers.assign(of_all_keys_.begin(), of_all_keys_.end());
    else std::ranges::set_union(found->second, of_all_keys_, std::back_inserter(numbers));
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
        const auto place = std::ranges::lower_bound(watching->second, number);
        if (place != watching->second.end() && *place == number) watching->second.erase(place);
        if (watching->second.empty()) by_key_.erase(watching);
    }
    of_all_keys_.erase(number);
    watched.operation->complete(expired);
}

}  // namespace vitrine::broker
