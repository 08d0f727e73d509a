// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "coordinator/group_coordinator.h"
#include "coordinator/group_records.h"
#include "coordinator/group_shard.h"

// What goes: groups and offsets that somebody deletes, and offsets that expire.
namespace vitrine::coordinator {
namespace {

// One batch of tombstones, and one step of a look for expired offsets, in which nothing else is served.
constexpr std::size_t tombstones_max = 1000;
constexpr std::size_t tombstones_bytes_max = 256 * 1024;
constexpr std::size_t looked_at_max = 1000;

}  // namespace

void GroupCoordinator::handle(const messages::DeleteGroupsRequest& request, Answer<messages::DeleteGroupsResponse> answer) {
    struct Deletion {
        messages::DeleteGroupsResponse response;
        std::size_t unanswered = 1;  // shards, and this call itself
        Answer<messages::DeleteGroupsResponse> answer;
        void one_done() {
            if (--unanswered == 0) answer(std::move(response));
        }
    };
    auto deletion = std::make_shared<Deletion>();
    deletion->answer = std::move(answer);
    std::map<std::string, std::size_t> places;
    std::map<Shard*, Erasure> erasures;
    std::vector<Shard*> order;
    for (const std::string& id : request.groups_names) {
        if (!places.try_emplace(id, places.size()).second) continue;
        auto& result = deletion->response.results.emplace_back();
        result.group_id = id;
        const Located located = locate(id);
        if (located.shard == nullptr) {
            result.error_code = located.error;
            continue;
        }
        const ClassicGroup* group = find(*located.shard, id);
        if (group == nullptr || group->state() == observe::GroupState::dead) {
            result.error_code = ErrorCode::GROUP_ID_NOT_FOUND;
        } else if (group->state() != observe::GroupState::empty) {
            result.error_code = ErrorCode::NON_EMPTY_GROUP;
        } else {
            const auto [erasure, added] = erasures.try_emplace(located.shard);
            if (added) order.push_back(located.shard);
            for (const auto& [partition, committed] : group->offsets) erasure->second.offsets.emplace_back(id, partition);
            erasure->second.groups.push_back(id);
        }
    }
    for (Shard* shard : order) {
        Erasure& erasure = erasures.at(shard);
        std::vector<std::size_t> concerned;
        for (const std::string& id : erasure.groups) concerned.push_back(places.at(id));
        ++deletion->unanswered;
        erase(*shard, std::move(erasure), [deletion, concerned = std::move(concerned)](ErrorCode error) {
            for (const std::size_t place : concerned) deletion->response.results[place].error_code = error;
            deletion->one_done();
        });
    }
    deletion->one_done();
}

void GroupCoordinator::handle(const messages::OffsetDeleteRequest& request, Answer<messages::OffsetDeleteResponse> answer) {
    messages::OffsetDeleteResponse response;
    const auto refuse = [&](ErrorCode code) {
        response.error_code = code;
        answer(std::move(response));
    };
    const Located located = locate(request.group_id);
    if (located.shard == nullptr) return refuse(located.error);
    const ClassicGroup* group = find(*located.shard, request.group_id);
    if (group == nullptr || group->state() == observe::GroupState::dead) return refuse(ErrorCode::GROUP_ID_NOT_FOUND);
    // Of a group that does not speak the consumer protocol nobody knows what it reads.
    if (group->state() != observe::GroupState::empty && !group->uses_consumer_protocol()) return refuse(ErrorCode::NON_EMPTY_GROUP);
    Erasure erasure;
    for (const auto& topic : request.topics) {
        auto& answered = response.topics.emplace_back();
        answered.name = topic.name;
        const ErrorCode outcome = group->may_read(topic.name) ? ErrorCode::GROUP_SUBSCRIBED_TO_TOPIC : ErrorCode::NONE;
        for (const auto& partition : topic.partitions) {
            answered.partitions.push_back({partition.partition_index, outcome});
            const TopicPartition key{topic.name, partition.partition_index};
            if (outcome == ErrorCode::NONE && group->offsets.contains(key)) erasure.offsets.emplace_back(group->id(), key);
        }
    }
    if (erasure.offsets.empty()) return answer(std::move(response));
    erase(*located.shard, std::move(erasure), [response = std::move(response), answer = std::move(answer)](ErrorCode error) mutable {
        if (error != ErrorCode::NONE) {
            response.error_code = error;
            response.topics.clear();
        }
        answer(std::move(response));
    });
}

void GroupCoordinator::erase(Shard& shard, Erasure erasure, std::move_only_function<void(ErrorCode)> done) {
    // More than a batch should hold goes in several, one after another; a group's own tombstone follows those of its offsets.
    Erasure rest{.offsets = {}, .groups = {}, .expired = erasure.expired};
    std::vector<KeyValue> tombstones;
    std::size_t bytes = 0;
    const auto fits = [&](KeyValue tombstone) {
        if (!tombstones.empty() && (tombstones.size() == tombstones_max || bytes + tombstone.key.size() > tombstones_bytes_max))
            return false;
        bytes += tombstone.key.size();
        tombstones.push_back(std::move(tombstone));
        return true;
    };
    std::size_t taken = 0;
    while (taken < erasure.offsets.size()) {
        const auto& [group, partition] = erasure.offsets[taken];
        if (!fits(to_tombstone({.group = group, .topic = partition.topic, .partition = partition.partition}))) break;
        ++taken;
    }
    rest.offsets.assign(std::make_move_iterator(erasure.offsets.begin() + static_cast<std::ptrdiff_t>(taken)),
                        std::make_move_iterator(erasure.offsets.end()));
    erasure.offsets.resize(taken);
    taken = 0;
    while (rest.offsets.empty() && taken < erasure.groups.size() &&
           fits(to_tombstone(messages::GroupMetadataKey{.group = erasure.groups[taken]})))
        ++taken;
    rest.groups.assign(std::make_move_iterator(erasure.groups.begin() + static_cast<std::ptrdiff_t>(taken)),
                       std::make_move_iterator(erasure.groups.end()));
    erasure.groups.resize(taken);
    log_.append(shard.partition, shard.epoch, std::move(tombstones),
                [this, alive = alive_, partition = shard.partition, epoch = shard.epoch, erasure = std::move(erasure),
                 rest = std::move(rest), done = std::move(done)](const Status& status) mutable {
                    if (!*alive) return;
                    const auto owner = shards_.find(partition);
                    const bool owned = owner != shards_.end() && owner->second->epoch == epoch;
                    if (status && owned) forget(*owner->second, erasure);
                    if (!status) return done(coordinator_error(status.error().code));
                    if (rest.offsets.empty() && rest.groups.empty()) return done(ErrorCode::NONE);
                    if (!owned) return done(ErrorCode::NOT_COORDINATOR);
                    erase(*owner->second, std::move(rest), std::move(done));
                });
}

void GroupCoordinator::forget(Shard& shard, const Erasure& erasure) {
    std::map<std::string, observe::OffsetsExpired> events;
    for (const auto& [id, offset] : erasure.offsets) {
        ClassicGroup* group = find(shard, id);
        if (group != nullptr && group->offsets.erase(offset) > 0) {
            observe::OffsetsExpired& event = events[id];
            event.group = id;
            event.offsets.push_back(offset);
        }
        changed_.insert(id);
    }
    for (const std::string& id : erasure.groups) {
        changed_.insert(id);
        const auto held = shard.groups.find(id);
        // Who joined or committed since then follows the tombstones in the log: the group lives on, for them.
        if (held == shard.groups.end() || held->second.group->size() > 0 || !held->second.group->offsets.empty()) continue;
        held->second.timer.cancel();
        shard.groups.erase(held);
        observe::OffsetsExpired& event = events[id];
        event.group = id;
        event.group_removed = true;
    }
    if (!erasure.expired) return;
    for (auto& [id, event] : events)
        environment_.observer.record(environment_.clock.now(), environment_.clock.wall_now(), std::move(event));
}

// --- expiry ---

void GroupCoordinator::wait_for_expiry(Shard& shard) {
    shard.expiry.reset();
    // Kafka's key has no upper bound; a century is as good as never.
    constexpr Milliseconds longest = std::chrono::years(100);
    const Milliseconds interval = std::min(config_.offsets_retention_check_interval_ms, longest);
    shard.expiry_timer = environment_.clock.schedule_after(interval, [this, &shard] { expire(shard); });
}

void GroupCoordinator::expire(Shard& shard) {
    if (!shard.expiry) shard.expiry.emplace();
    Shard::ExpiryPass& pass = *shard.expiry;
    const WallTime now = environment_.clock.wall_now();
    Erasure erasure{.offsets = {}, .groups = {}, .expired = true};
    std::size_t looked_at = 0;
    auto held = shard.groups.lower_bound(pass.group);
    while (held != shard.groups.end() && looked_at < looked_at_max) {
        if (held->first != pass.group) pass = {.group = held->first, .after = std::nullopt, .keep = false};
        const ClassicGroup& group = *held->second.group;
        const auto condition = group.offset_expiry();
        if (shard.commits_on_their_way.contains(pass.group)) pass.keep = true;
        ++looked_at;
        auto offset = pass.after ? group.offsets.upper_bound(*pass.after) : group.offsets.begin();
        if (pass.keep || (!condition && offset != group.offsets.end())) {
            pass.keep = true;
            offset = group.offsets.end();
        }
        for (; offset != group.offsets.end() && looked_at < looked_at_max; ++offset, ++looked_at) {
            pass.after = offset->first;
            if (condition->expired(offset->first, offset->second, now, config_.offsets_retention)) {
                erasure.offsets.emplace_back(pass.group, offset->first);
            } else {
                pass.keep = true;
            }
        }
        if (offset != group.offsets.end()) break;
        if (!pass.keep && group.state() == observe::GroupState::empty && group.size() == 0) erasure.groups.push_back(pass.group);
        ++held;
        pass = {.group = pass.group + '\0', .after = std::nullopt, .keep = false};  // the first name behind this one
    }
    const bool over = held == shard.groups.end();
    if (erasure.offsets.empty() && erasure.groups.empty()) {
        if (over) return wait_for_expiry(shard);
        shard.expiry_timer = environment_.clock.schedule_after(Duration(0), [this, &shard] { expire(shard); });
        return;
    }
    erase(shard, std::move(erasure), [this, alive = alive_, partition = shard.partition, epoch = shard.epoch, over](ErrorCode error) {
        const auto owner = shards_.find(partition);
        if (!*alive || owner == shards_.end() || owner->second->epoch != epoch) return;
        if (error != ErrorCode::NONE) {
            logger_.warning("expired offsets could not be erased from __consumer_offsets-{}: {}; it is tried again after {} ms", partition,
                            error_info(error).meaning, config_.offsets_retention_check_interval_ms.count());
        }
        if (over || error != ErrorCode::NONE) return wait_for_expiry(*owner->second);
        expire(*owner->second);
    });
}

void GroupCoordinator::commit_arrived(Shard& shard, const std::string& group_id) {
    const auto under_way = shard.commits_on_their_way.find(group_id);
    if (under_way != shard.commits_on_their_way.end() && --under_way->second == 0) shard.commits_on_their_way.erase(under_way);
    if (shard.expiry && shard.expiry->group == group_id) shard.expiry->keep = true;
}

}  // namespace vitrine::coordinator
