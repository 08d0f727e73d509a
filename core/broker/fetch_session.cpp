// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/fetch_session.h"

#include <tuple>
#include <utility>

namespace vitrine::broker {

FetchPartition to_fetch_partition(const SessionPartition& partition, const Uuid& topic_id) {
    return {.id = {topic_id, partition.key.partition},
            .current_leader_epoch = partition.current_leader_epoch,
            .fetch_offset = partition.fetch_offset,
            .last_fetched_epoch = partition.last_fetched_epoch,
            .log_start_offset = partition.log_start_offset,
            .bytes_max = partition.bytes_max};
}

FetchKey session_key(const TopicIdPartition& id) { return {.topic_id = id.topic_id, .topic = {}, .partition = id.partition}; }

void FetchSession::put(const SessionPartition& partition) {
    auto [found, is_new] = partitions_.try_emplace(partition.key, partition);
    SessionPartition& known = found->second;
    if (is_new) {
        known.place = next_place_++;
    } else {
        const SessionPartition before = std::exchange(known, partition);
        known.place = before.place;
        // A follower drops what it was told in a leader epoch that is over when it comes: it is told again.
        if (before.current_leader_epoch == partition.current_leader_epoch) {
            known.told_high_watermark = before.told_high_watermark;
            known.told_log_start = before.told_log_start;
        }
    }
    unsettled_.emplace(known.place, &known);
}

void FetchSession::forget(const FetchKey& key) {
    const auto found = partitions_.find(key);
    if (found == partitions_.end()) return;
    unsettled_.erase(found->second.place);
    partitions_.erase(found);
}

const SessionPartition* FetchSession::find(const FetchKey& key) const {
    const auto found = partitions_.find(key);
    return found == partitions_.end() ? nullptr : &found->second;
}

std::vector<SessionPartition> FetchSession::unsettled() const {
    std::vector<SessionPartition> all;
    all.reserve(unsettled_.size());
    for (const auto& [place, partition] : unsettled_) all.push_back(*partition);
    return all;
}

void FetchSession::settle(const FetchKey& key) {
    if (const SessionPartition* partition = find(key)) unsettled_.erase(partition->place);
}

void FetchSession::unsettle(const FetchKey& key) {
    if (const SessionPartition* partition = find(key)) unsettled_.emplace(partition->place, partition);
}

void FetchSession::unsettle_touched(const TouchedPartitions& touched, Instant now) {
    const bool knows_all = touched.read(touched_position_, [this](const TopicIdPartition& id) { unsettle(session_key(id)); });
    if (knows_all && now - all_unsettled_at_ < settled_max) return;
    for (const auto& [key, partition] : partitions_) unsettled_.emplace(partition.place, &partition);
    all_unsettled_at_ = now;
}

bool FetchSession::note_answer(const FetchKey& key, ErrorCode error, Offset high_watermark, Offset log_start, bool has_records,
                               bool diverging) {
    const auto found = partitions_.find(key);
    if (found == partitions_.end()) return true;
    SessionPartition& partition = found->second;
    bool news = has_records || diverging;
    if (partition.told_high_watermark != high_watermark) {
        partition.told_high_watermark = high_watermark;
        news = true;
    }
    if (partition.told_log_start != log_start) {
        partition.told_log_start = log_start;
        news = true;
    }
    if (error != ErrorCode::NONE || diverging) {
        // So that the end of the error is news as well; and a diverged follower did not take the high watermark (KAFKA-14704).
        partition.told_high_watermark = no_offset;
        news = true;
    }
    if (has_records) {
        unsettled_.erase(partition.place);
        partition.place = next_place_++;
        unsettled_.emplace(partition.place, &partition);
    }
    return news;
}

FetchSessionCache::FetchSessionCache(env::Environment environment, std::int32_t slots)
    : environment_(environment), slots_(static_cast<std::size_t>(slots)) {}

std::expected<std::shared_ptr<FetchSession>, ErrorCode> FetchSessionCache::use(std::int32_t id, std::int32_t epoch, bool uses_topic_ids) {
    const auto found = sessions_.find(id);
    if (found == sessions_.end()) return std::unexpected(ErrorCode::FETCH_SESSION_ID_NOT_FOUND);
    FetchSession& session = *found->second;
    if (session.epoch_ != epoch) return std::unexpected(ErrorCode::INVALID_FETCH_SESSION_EPOCH);
    if (session.uses_topic_ids_ != uses_topic_ids) return std::unexpected(ErrorCode::FETCH_SESSION_TOPIC_ID_ERROR);
    session.epoch_ = epoch == 0x7fffffff ? 1 : epoch + 1;
    session.last_used_ = environment_.clock.now();
    return found->second;
}

std::shared_ptr<FetchSession> FetchSessionCache::create(bool from_follower, bool uses_topic_ids, std::size_t partitions) {
    if (sessions_.size() >= slots_ && !evict_for(from_follower, partitions)) return nullptr;
    std::int32_t id = 0;
    do {
        id = static_cast<std::int32_t>(environment_.random.between(1, 0x7fffffff));
    } while (sessions_.contains(id));
    auto session = std::make_shared<FetchSession>(id, from_follower, uses_topic_ids, environment_.clock.now());
    sessions_.emplace(id, session);
    return session;
}

// Whom Kafka's cache lets go: first the one unused for the longest, if for more than two minutes. Else the least deserving
// one of those that had their two minutes (for a follower's sake: or is a consumer's), consumers before followers, small before
// large; but only if the new one deserves more.
bool FetchSessionCache::evict_for(bool from_follower, std::size_t partitions) {
    const Instant now = environment_.clock.now();
    const FetchSession* oldest = nullptr;
    const FetchSession* least = nullptr;
    const auto worth = [](const FetchSession& session) { return std::tuple(session.from_follower_, session.size(), session.id_); };
    for (const auto& [id, session] : sessions_) {
        if (oldest == nullptr || session->last_used_ < oldest->last_used_) oldest = session.get();
        const bool had_its_time = now - session->created_ > eviction_time;
        const bool evictable = had_its_time || (from_follower && !session->from_follower_);
        if (evictable && (least == nullptr || worth(*session) < worth(*least))) least = session.get();
    }
    if (oldest != nullptr && now - oldest->last_used_ > eviction_time) {
        sessions_.erase(oldest->id_);
        return true;
    }
    if (least == nullptr || std::tuple(from_follower, partitions, 0) < worth(*least)) return false;
    sessions_.erase(least->id_);
    return true;
}

}  // namespace vitrine::broker
