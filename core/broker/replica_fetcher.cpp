// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/replica_fetcher.h"

#include <algorithm>

#include "base/planted.h"

namespace vitrine::broker {

namespace {

constexpr wire::Version fetch_version = 18;
constexpr wire::Version list_offsets_version = 10;
constexpr Milliseconds first_backoff{20};
// For what changes by itself: retention moves the log start of a partition that nobody writes to, a configuration the size of a fetch.
constexpr std::chrono::seconds look_at_all_interval{5};

// Kafka waits replica.fetch.backoff.ms at once; short waits first let a partition start that its leader is just about to know.
Duration backoff_after(int failures, Duration max) { return std::min<Duration>(first_backoff * (1 << std::min(failures, 10)), max); }

}  // namespace

ReplicaFetcher::ReplicaFetcher(Setup setup, env::Endpoint endpoint) : setup_(std::move(setup)) {
    rpc::ChannelOptions options;
    options.client_id = fmt::format("broker-{}-fetcher-0", setup_.self);
    options.node = setup_.self;
    options.reconnect_backoff = Milliseconds(20);
    channel_ = std::make_unique<rpc::Channel>(setup_.environment, std::move(endpoint), options);
}

ReplicaFetcher::~ReplicaFetcher() = default;

void ReplicaFetcher::add(const TopicIdPartition& id, const std::string& topic, LeaderEpoch leader_epoch) {
    const auto known = partitions_.find(id);
    Followed followed{.topic = topic, .leader_epoch = leader_epoch, .same_leader_before = known != partitions_.end()};
    // Still in the session, as what it was.
    if (known != partitions_.end()) followed.sent = known->second.sent;
    partitions_.insert_or_assign(id, std::move(followed));
    to_look_at_.insert(id);
    send_soon();
}

void ReplicaFetcher::remove(const TopicIdPartition& id) {
    const auto found = partitions_.find(id);
    if (found == partitions_.end()) return;
    if (found->second.sent) {
        --session_size_;
        to_forget_.insert(id);
    }
    partitions_.erase(found);
    to_look_at_.erase(id);
}

void ReplicaFetcher::send_soon() { send_at(setup_.environment.clock.now()); }

void ReplicaFetcher::send_at(Instant at) {
    if (in_flight_) return;
    if (timer_.held() && timer_at_ <= at) return;
    timer_at_ = at;
    timer_ = setup_.environment.clock.schedule(at, [this] {
        timer_.cancel();
        send();
    });
}

std::optional<ReplicaFetcher::Sent> ReplicaFetcher::wanted(const TopicIdPartition& id, const Followed& followed,
                                                           std::optional<Instant>& next) {
    if (followed.fenced || followed.resolving) return std::nullopt;
    const auto not_before = [&](Instant at) { next = next ? std::min(*next, at) : at; };
    const Instant now = setup_.environment.clock.now();
    if (followed.not_before > now) {
        not_before(followed.not_before);
        return std::nullopt;
    }
    Partition* partition = setup_.target.followed(id, followed.leader_epoch);
    if (partition == nullptr || partition->log().failed()) return std::nullopt;
    const BrokerValues& values = setup_.config.values();
    if (!followed.caught_up && setup_.target.held_back(*partition)) {
        not_before(now + values.replica_fetch_backoff_ms);
        return std::nullopt;
    }
    const storage::Log& log = partition->log();
    // Compared by the leader with every fetch, whoever it was before (KAFKA-7164).
    const bool compare = VITRINE_RULE(KAFKA_7164, true, !followed.same_leader_before) && VITRINE_RULE(KIP_320, true, !followed.compared);
    return Sent{.fetch_offset = log.log_end(),
                .leader_epoch = followed.leader_epoch,
                .last_fetched_epoch = compare ? log.latest_epoch() : no_leader_epoch,
                .log_start = log.log_start(),
                .bytes_max = values.replica_fetch_max_bytes};
}

void ReplicaFetcher::send() {
    if (in_flight_ || partitions_.empty()) return;
    const Instant now = setup_.environment.clock.now();
    const BrokerValues& values = setup_.config.values();
    if (now - all_looked_at_ >= look_at_all_interval) look_at_all();

    std::optional<Instant> next;
    messages::FetchRequest request;
    const auto forget = [&](const TopicIdPartition& id) {
        auto& topics = request.forgotten_topics_data;
        if (topics.empty() || topics.back().topic_id != id.topic_id) topics.emplace_back().topic_id = id.topic_id;
        topics.back().partitions.push_back(id.partition);
    };
    for (auto at = to_look_at_.begin(); at != to_look_at_.end();) {
        const TopicIdPartition& id = *at;
        Followed& followed = partitions_.at(id);
        std::optional<Instant> later;
        const std::optional<Sent> want = wanted(id, followed, later);
        if (later) next = next ? std::min(*next, *later) : later;
        const std::optional<Sent> before = std::exchange(followed.sent, want);
        if (before && !want) {
            --session_size_;
            forget(id);
        }
        if (want && !before) ++session_size_;
        if (want && want != before) {
            to_forget_.erase(id);
            if (request.topics.empty() || request.topics.back().topic_id != id.topic_id)
                request.topics.emplace_back().topic_id = id.topic_id;
            request.topics.back().partitions.push_back({.partition = id.partition,
                                                        .current_leader_epoch = VITRINE_RULE(KIP_320, want->leader_epoch, no_leader_epoch),
                                                        .fetch_offset = want->fetch_offset,
                                                        .last_fetched_epoch = want->last_fetched_epoch,
                                                        .log_start_offset = want->log_start,
                                                        .partition_max_bytes = want->bytes_max});
        }
        // Who waits is looked at again, and so is who is behind: it may have to be held back.
        at = later || (want && !followed.caught_up) ? std::next(at) : to_look_at_.erase(at);
    }
    if (session_size_ == 0) {
        reset_session();
        if (next) send_at(*next);
        return;
    }
    for (const TopicIdPartition& id : std::exchange(to_forget_, {})) forget(id);

    request.replica_state = {.replica_id = setup_.self, .replica_epoch = setup_.broker_epoch()};
    // With partitions that wait out an error, the leader may not keep us longer than that.
    Duration wait = values.replica_fetch_wait_max_ms;
    if (next) wait = std::min<Duration>(wait, *next - now);
    request.max_wait_ms = static_cast<std::int32_t>(to_milliseconds(wait));
    request.min_bytes = values.replica_fetch_min_bytes;
    request.max_bytes = values.replica_fetch_response_max_bytes;
    request.session_id = session_id_;
    request.session_epoch = session_epoch_;
    in_flight_ = true;
    timer_.cancel();
    channel_->call<messages::FetchResponse>(request, fetch_version, values.replica_socket_timeout_ms,
                                            [this](Result<messages::FetchResponse> response) { on_response(std::move(response)); });
}

void ReplicaFetcher::reset_session() {
    session_epoch_ = 0;
    session_size_ = 0;
    to_forget_.clear();
    for (auto& [id, followed] : partitions_) followed.sent.reset();
    look_at_all();
}

void ReplicaFetcher::look_at_all() {
    for (const auto& [id, followed] : partitions_) to_look_at_.insert(to_look_at_.end(), id);
    all_looked_at_ = setup_.environment.clock.now();
}

void ReplicaFetcher::on_response(Result<messages::FetchResponse> response) {
    in_flight_ = false;
    const Instant now = setup_.environment.clock.now();
    if (!response || response->error_code != ErrorCode::NONE) {
        const ErrorCode code = response ? response->error_code : response.error().code;
        setup_.logger.debug("fetching from broker {} failed: {}", setup_.leader,
                            response ? name_of(code) : std::string_view(response.error().message));
        reset_session();
        // A session that the leader forgot is begun anew at once.
        const bool session_lost =
            response && (code == ErrorCode::FETCH_SESSION_ID_NOT_FOUND || code == ErrorCode::INVALID_FETCH_SESSION_EPOCH ||
                         code == ErrorCode::FETCH_SESSION_TOPIC_ID_ERROR);
        if (session_lost && failures_ == 0) {
            ++failures_;
            return send_soon();
        }
        return send_at(now + backoff_after(failures_++, setup_.config.values().replica_fetch_backoff_ms));
    }
    failures_ = 0;
    const bool begins = session_epoch_ == 0;
    const bool has_session = response->session_id != 0 && (begins || response->session_id == session_id_);
    if (begins) session_id_ = response->session_id;
    session_epoch_ = session_epoch_ == 0x7fffffff ? 1 : session_epoch_ + 1;
    for (const auto& topic : response->responses) {
        for (const PartitionData& data : topic.partitions) on_partition({topic.topic_id, data.partition_index}, data);
    }
    if (!has_session) reset_session();
    send();
}

void ReplicaFetcher::delay(Followed& followed) {
    followed.not_before =
        setup_.environment.clock.now() + backoff_after(followed.failures++, setup_.config.values().replica_fetch_backoff_ms);
}

void ReplicaFetcher::on_partition(const TopicIdPartition& id, const PartitionData& data) {
    const auto found = partitions_.find(id);
    if (found == partitions_.end() || !found->second.sent) return;
    Followed& followed = found->second;
    const Sent sent = *followed.sent;
    to_look_at_.insert(id);
    Partition* partition = setup_.target.followed(id, sent.leader_epoch);
    // Not followed any more, or in another epoch, or the log moved since we asked: the answer is to a question of the past.
    if (partition == nullptr || followed.leader_epoch != sent.leader_epoch || partition->log().log_end() != sent.fetch_offset) return;

    switch (data.error_code) {
        case ErrorCode::NONE:
            followed.failures = 0;
            // A diverged follower takes neither records nor the leader's high watermark before it has cut its log (KAFKA-14704).
            if (data.diverging_epoch.end_offset != no_offset) return truncate_diverged(*partition, data);
            followed.compared = true;
            return take_records(*partition, followed, data);
        case ErrorCode::OFFSET_OUT_OF_RANGE: return resolve_out_of_range(id);
        case ErrorCode::FENCED_LEADER_EPOCH:
            // The leader is ahead of our metadata: they will come.
            followed.fenced = true;
            return;
        default:
            setup_.logger.debug("fetching {} from broker {} failed: {}", partition->name(), setup_.leader, name_of(data.error_code));
            return delay(followed);
    }
}

void ReplicaFetcher::take_records(Partition& partition, Followed& followed, const PartitionData& data) {
    storage::Log& log = partition.log();
    std::int64_t bytes = 0;
    if (data.records && data.records->size() > 0) {
        const auto info = log.append_as_follower(data.records->span(), followed.leader_epoch);
        if (!info) {
            // Damaged on the way, or on the leader's disk: asked for again, after a while.
            setup_.logger.warning("{}: what broker {} sent was refused: {}", partition.name(), setup_.leader, info.error().message);
            return delay(followed);
        }
        bytes = info->size_bytes;
    }
    followed.caught_up = data.high_watermark <= log.log_end();
    const bool rose = log.advance_high_watermark(data.high_watermark);
    const Offset before = log.log_start();
    if (data.log_start_offset > before) {
        // Above our high watermark only until the next answer.
        static_cast<void>(log.advance_log_start(std::min(data.log_start_offset, log.high_watermark())));
    }
    if (bytes > 0 || rose || log.log_start() != before) setup_.target.on_replicated(partition, bytes);
}

void ReplicaFetcher::truncate_diverged(Partition& partition, const PartitionData& data) {
    storage::Log& log = partition.log();
    const Offset leader_end = data.diverging_epoch.end_offset;
    const LeaderEpoch leader_epoch = data.diverging_epoch.epoch;
    Offset to = std::min(leader_end, log.log_end());
    if (leader_epoch != no_leader_epoch) {
        // Where our own part of that epoch (or of the largest lower one) ends. If ours is lower, the next fetch compares again, one
        // epoch further back, until both agree (KIP-101, KIP-279).
        if (const auto ours = log.end_offset_for_epoch(leader_epoch); ours && ours->end_offset != no_offset) {
            to = ours->epoch == leader_epoch ? std::min({ours->end_offset, leader_end, log.log_end()})
                                             : std::min(ours->end_offset, log.log_end());
        }
    }
    setup_.logger.info("{}: truncating from {} to {}, where broker {} parts from us in epoch {}", partition.name(), log.log_end(), to,
                       setup_.leader, leader_epoch);
    if (to < log.high_watermark()) {
        setup_.logger.warning("{}: truncating to {}, below the high watermark {}", partition.name(), to, log.high_watermark());
    }
    if (auto cut = log.truncate_to(to, leader_epoch); !cut) {
        setup_.logger.error("{}: truncating failed: {}", partition.name(), cut.error().message);
    }
    setup_.target.on_replicated(partition, 0);
}

ReplicaFetcher::Followed& ReplicaFetcher::end_resolving(const TopicIdPartition& id) {
    Followed& followed = partitions_.at(id);
    followed.resolving = false;
    to_look_at_.insert(id);
    return followed;
}

void ReplicaFetcher::resolve_out_of_range(const TopicIdPartition& id) {
    partitions_.at(id).resolving = true;
    ask_offset(id, -1, [this, id](Partition& partition, Offset leader_end) {
        storage::Log& log = partition.log();
        if (leader_end < log.log_end()) {
            // The leader has less than we: an unclean election. Its log is the log now.
            setup_.logger.warning("{}: broker {} ends at {}, before our {}; truncating", partition.name(), setup_.leader, leader_end,
                                  log.log_end());
            static_cast<void>(log.truncate_to(leader_end));
            setup_.target.on_replicated(partition, 0);
            end_resolving(id);
            return send_soon();
        }
        ask_offset(id, -2, [this, id](Partition& behind, Offset leader_start) {
            storage::Log& behind_log = behind.log();
            if (leader_start > behind_log.log_end()) {
                // All that we have is gone at the leader. The high watermark moves along, or it would lie below the log start
                // (KAFKA-9491).
                setup_.logger.info("{}: broker {} begins at {}, after our end {}; starting there", behind.name(), setup_.leader,
                                   leader_start, behind_log.log_end());
                static_cast<void>(behind_log.truncate_fully_and_start_at(leader_start));
                setup_.target.on_replicated(behind, 0);
                end_resolving(id);
                return send_soon();
            }
            // In range after all, or the log start moved between the two questions: try again, not too fast.
            delay(end_resolving(id));
            send_soon();
        });
    });
}

void ReplicaFetcher::ask_offset(const TopicIdPartition& id, std::int64_t timestamp,
                                std::move_only_function<void(Partition&, Offset)> answered) {
    const Followed& followed = partitions_.at(id);
    messages::ListOffsetsRequest request;
    request.replica_id = setup_.self;
    request.topics.push_back(
        {.name = followed.topic,
         .partitions = {{.partition_index = id.partition, .current_leader_epoch = followed.leader_epoch, .timestamp = timestamp}}});
    request.timeout_ms = static_cast<std::int32_t>(setup_.config.values().replica_socket_timeout_ms.count());
    channel_->call<messages::ListOffsetsResponse>(
        request, list_offsets_version, setup_.config.values().replica_socket_timeout_ms,
        [this, id, epoch = followed.leader_epoch, answered = std::move(answered)](Result<messages::ListOffsetsResponse> response) mutable {
            const auto found = partitions_.find(id);
            // Removed or added anew meanwhile.
            if (found == partitions_.end() || !found->second.resolving || found->second.leader_epoch != epoch) return;
            Partition* partition = setup_.target.followed(id, epoch);
            const bool usable = response && response->topics.size() == 1 && response->topics[0].partitions.size() == 1 &&
                                response->topics[0].partitions[0].error_code == ErrorCode::NONE;
            if (partition == nullptr || !usable) {
                delay(end_resolving(id));
                return send_soon();
            }
            answered(*partition, response->topics[0].partitions[0].offset);
        });
}

}  // namespace vitrine::broker
