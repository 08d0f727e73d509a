// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "broker/replication_types.h"
#include "broker/touched_partitions.h"
#include "env/environment.h"

// Incremental fetch sessions (KIP-227): a client names its partitions once, then only what changed; the answer, too, carries
// only partitions with news. A bounded number of sessions is kept; the least deserving one makes room.
//
// A follower's session has all partitions that it follows here, thousands of them, of which few change between two fetches. Those that are
// settled are not even looked at:
//   unsettled -> settled    the follower has all that the leader has, is in step, and was told all (ReplicaManager::settle)
//   settled   -> unsettled  the follower names it, something happened to it (TouchedPartitions), or a while passed
// A consumer's partitions are never settled.
namespace vitrine::broker {

// A partition as the client names it: by topic id since Fetch v13, by name before; the other part is empty.
struct FetchKey {
    Uuid topic_id;
    std::string topic;
    std::int32_t partition = 0;
    friend auto operator<=>(const FetchKey&, const FetchKey&) = default;
};

// What the session remembers of a partition: the whole of the last request for it, epochs included (KAFKA-9338), and what the
// client was last told.
struct SessionPartition {
    FetchKey key;
    LeaderEpoch current_leader_epoch{no_leader_epoch};
    Offset fetch_offset;
    LeaderEpoch last_fetched_epoch{no_leader_epoch};
    Offset log_start_offset{no_offset};
    std::int32_t bytes_max = 0;
    Offset told_high_watermark{no_offset};
    Offset told_log_start{no_offset};
    std::uint64_t place = 0;  // given by the session: in which order they are read
};

// As what it asks for, of the topic with this id.
[[nodiscard]] FetchPartition to_fetch_partition(const SessionPartition& partition, const Uuid& topic_id);
// The key of a partition that is named by topic id.
[[nodiscard]] FetchKey session_key(const TopicIdPartition& id);

class FetchSession {
public:
    FetchSession(std::int32_t id, bool from_follower, bool uses_topic_ids, Instant created)
        : id_(id),
          from_follower_(from_follower),
          uses_topic_ids_(uses_topic_ids),
          created_(created),
          last_used_(created),
          all_unsettled_at_(created),
          fetched_at_(std::make_shared<Instant>(created)) {}

    [[nodiscard]] std::int32_t id() const { return id_; }
    [[nodiscard]] bool uses_topic_ids() const { return uses_topic_ids_; }
    [[nodiscard]] std::size_t size() const { return partitions_.size(); }

    // Adds, or replaces what was asked for; what was told stays. Unsettled from then on.
    void put(const SessionPartition& partition);
    void forget(const FetchKey& key);
    [[nodiscard]] const SessionPartition* find(const FetchKey& key) const;
    // Those that are not settled, in the order in which they are to be read: those that had data last come last, so that none starves.
    [[nodiscard]] std::vector<SessionPartition> unsettled() const;
    void settle(const FetchKey& key);
    // Unsettles what was touched since the last call; all of them once in a while, for what changes by itself: retention moves the log
    // start of a partition that nobody writes to.
    void unsettle_touched(const TouchedPartitions& touched, Instant now);

    // When the follower last fetched: of the settled partitions too. They keep it after the session.
    [[nodiscard]] const std::shared_ptr<Instant>& fetched_at() const { return fetched_at_; }

    // Whether the answer must name the partition; notes what it tells. Moves it behind the others if it has data.
    bool note_answer(const FetchKey& key, ErrorCode error, Offset high_watermark, Offset log_start, bool has_records, bool diverging);

private:
    friend class FetchSessionCache;
    static constexpr std::chrono::seconds settled_max{5};
    void unsettle(const FetchKey& key);

    std::int32_t id_;
    bool from_follower_;
    bool uses_topic_ids_;
    Instant created_;
    Instant last_used_;
    std::int32_t epoch_ = 1;  // of the next request
    std::map<FetchKey, SessionPartition> partitions_;
    std::uint64_t next_place_ = 0;
    std::map<std::uint64_t, const SessionPartition*> unsettled_;  // by place
    std::uint64_t touched_position_ = 0;
    Instant all_unsettled_at_{};
    std::shared_ptr<Instant> fetched_at_;
};

class FetchSessionCache {
public:
    static constexpr std::chrono::minutes eviction_time{2};  // Kafka's: younger sessions are not evicted

    FetchSessionCache(env::Environment environment, std::int32_t slots);

    // The session of an incremental request with that epoch, which then expects the next one. FETCH_SESSION_ID_NOT_FOUND,
    // INVALID_FETCH_SESSION_EPOCH, FETCH_SESSION_TOPIC_ID_ERROR. Valid while the caller holds it, also if it is evicted.
    [[nodiscard]] std::expected<std::shared_ptr<FetchSession>, ErrorCode> use(std::int32_t id, std::int32_t epoch, bool uses_topic_ids);
    // nullptr: there is no room; the client goes on with full requests.
    [[nodiscard]] std::shared_ptr<FetchSession> create(bool from_follower, bool uses_topic_ids, std::size_t partitions);
    void remove(std::int32_t id) { sessions_.erase(id); }
    [[nodiscard]] std::size_t size() const { return sessions_.size(); }

private:
    bool evict_for(bool from_follower, std::size_t partitions);

    env::Environment environment_;
    std::size_t slots_;
    std::map<std::int32_t, std::shared_ptr<FetchSession>> sessions_;
};

}  // namespace vitrine::broker
