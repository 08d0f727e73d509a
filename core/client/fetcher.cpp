// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/fetcher.h"

#include <algorithm>

#include "base/assert.h"
#include "records/control.h"

namespace vitrine::client {
namespace {

constexpr wire::Version fetch_version_by_name = 12;  // 13 and later name topics by id
constexpr wire::Version list_offsets_version = 7;
constexpr std::int64_t latest_timestamp = -1;
constexpr std::int64_t earliest_timestamp = -2;

}  // namespace

Fetcher::Fetcher(ClusterClient& cluster, FetchConfig config, RecordsListener records, ErrorListener failed)
    : cluster_(cluster), config_(config), records_(std::move(records)), failed_(std::move(failed)) {}

Fetcher::~Fetcher() { *alive_ = false; }

void Fetcher::assign(const std::map<TopicPartition, Position>& partitions) {
    std::erase_if(readers_, [&](const auto& entry) { return !partitions.contains(entry.first); });
    for (const auto& [key, position] : partitions) {
        cluster_.watch_topic(key.topic);
        if (!readers_.contains(key)) seek(key, position);
    }
    pump_later();
}

void Fetcher::seek(const TopicPartition& partition, const Position& position) {
    Reader& reader = readers_[partition];
    ++reader.version;
    reader.in_flight = false;
    reader.looking_up = false;
    reader.position_epoch = no_leader_epoch;
    if (position.kind == Position::Kind::offset) {
        reader.position = position.offset;
        reader.wanted.reset();
    } else {
        reader.position.reset();
        reader.wanted = position;
    }
    pump_later();
}

void Fetcher::set_paused(bool paused) {
    paused_ = paused;
    pump_later();
}

std::set<TopicPartition> Fetcher::assigned() const {
    std::set<TopicPartition> keys;
    for (const auto& [key, reader] : readers_) keys.insert(key);
    return keys;
}

std::optional<Offset> Fetcher::position(const TopicPartition& partition) const {
    const auto found = readers_.find(partition);
    return found == readers_.end() ? std::nullopt : found->second.position;
}

LeaderEpoch Fetcher::position_epoch(const TopicPartition& partition) const {
    const auto found = readers_.find(partition);
    return found == readers_.end() ? no_leader_epoch : found->second.position_epoch;
}

std::map<TopicPartition, FetchPositionView> Fetcher::view() const {
    std::map<TopicPartition, FetchPositionView> view;
    for (const auto& [key, reader] : readers_) view[key] = {reader.position, reader.high_watermark, leader_of(key), reader.last_error};
    return view;
}

BrokerId Fetcher::leader_of(const TopicPartition& partition) const {
    const auto topic = cluster_.info().topics.find(partition.topic);
    if (topic == cluster_.info().topics.end() || partition.partition >= static_cast<std::int32_t>(topic->second.partitions.size()))
        return no_broker;
    return topic->second.partitions[static_cast<std::size_t>(partition.partition)].leader;
}

void Fetcher::pump_later() {
    if (std::exchange(pump_posted_, true)) return;
    cluster_.environment().clock.post([this, alive = alive_] {
        if (!*alive) return;
        pump_posted_ = false;
        pump();
    });
}

void Fetcher::pump() {
    const Instant now = cluster_.environment().clock.now();
    std::map<BrokerId, std::vector<TopicPartition>> lookups;
    std::map<BrokerId, std::vector<TopicPartition>> fetches;
    bool leader_missing = false;
    std::optional<Instant> wake;
    for (auto& [key, reader] : readers_) {
        if (reader.in_flight || reader.looking_up) continue;
        if (reader.not_before > now) {
            wake = wake ? std::min(*wake, reader.not_before) : reader.not_before;
            continue;
        }
        const BrokerId leader = leader_of(key);
        if (leader == no_broker || cluster_.channel(leader) == nullptr) {
            leader_missing = true;
            continue;
        }
        if (reader.wanted) {
            lookups[leader].push_back(key);
        } else if (!paused_) {
            fetches[leader].push_back(key);
        }
    }
    for (const auto& [leader, partitions] : lookups) look_up(leader, partitions);
    for (const auto& [leader, partitions] : fetches) {
        if (!busy_.contains(leader)) fetch(leader, partitions);
    }
    if (leader_missing) refresh_metadata();
    if (wake) {
        wake_timer_ = cluster_.environment().clock.schedule(*wake, [this] { pump(); });
    }
}

void Fetcher::refresh_metadata() {
    if (std::exchange(refreshing_, true)) return;
    cluster_.refresh([this, alive = alive_](const Status&) {
        if (!*alive) return;
        for (const auto& [topic, error] : cluster_.info().topic_errors) {
            for (auto& [key, reader] : readers_) {
                if (key.topic == topic) reader.last_error = error.message;
            }
        }
        refresh_timer_ = cluster_.environment().clock.schedule_after(cluster_.config().retry_backoff, [this] {
            refreshing_ = false;
            pump();
        });
    });
}

void Fetcher::retry(Reader& reader, const Error& error) {
    reader.last_error = error.message;
    reader.not_before = cluster_.environment().clock.now() + cluster_.config().retry_backoff;
    refresh_metadata();
}

void Fetcher::look_up(BrokerId leader, const std::vector<TopicPartition>& partitions) {
    messages::ListOffsetsRequest request;
    request.replica_id = no_broker;
    request.isolation_level = config_.read_committed ? 1 : 0;
    std::map<TopicPartition, std::uint64_t> versions;
    for (const TopicPartition& key : partitions) {
        Reader& reader = readers_.at(key);
        reader.looking_up = true;
        versions[key] = reader.version;
        const Position& wanted = *reader.wanted;
        std::int64_t timestamp = latest_timestamp;
        switch (wanted.kind) {
            case Position::Kind::beginning: timestamp = earliest_timestamp; break;
            case Position::Kind::end: timestamp = latest_timestamp; break;
            case Position::Kind::timestamp: timestamp = to_milliseconds(wanted.timestamp); break;
            case Position::Kind::reset:
                timestamp = config_.auto_offset_reset == OffsetReset::earliest ? earliest_timestamp : latest_timestamp;
                break;
            case Position::Kind::offset: VITRINE_ASSERT(false, "an offset needs no lookup"); break;
        }
        if (request.topics.empty() || request.topics.back().name != key.topic) request.topics.emplace_back().name = key.topic;
        request.topics.back().partitions.push_back(
            {.partition_index = key.partition, .current_leader_epoch = no_leader_epoch, .timestamp = timestamp});
    }
    cluster_.channel(leader)->call<messages::ListOffsetsResponse>(
        request, list_offsets_version, cluster_.config().request_timeout,
        [this, alive = alive_, versions](Result<messages::ListOffsetsResponse> response) {
            if (!*alive) return;
            for (const auto& [key, version] : versions) {
                const auto found = readers_.find(key);
                if (found == readers_.end() || found->second.version != version) continue;
                found->second.looking_up = false;
                if (!response) retry(found->second, response.error());
            }
            if (!response) return pump_later();
            for (const auto& topic : response->topics) {
                for (const auto& partition : topic.partitions) {
                    const TopicPartition key{topic.name, partition.partition_index};
                    const auto found = readers_.find(key);
                    const auto asked = versions.find(key);
                    if (found == readers_.end() || asked == versions.end() || found->second.version != asked->second) continue;
                    Reader& reader = found->second;
                    if (partition.error_code != ErrorCode::NONE) {
                        retry(reader, {partition.error_code, fmt::format("{}: {}", key, error_info(partition.error_code).meaning)});
                    } else if (partition.offset < Offset(0)) {
                        reader.wanted = Position{.kind = Position::Kind::end};  // no record at or after that time: what comes next
                    } else {
                        reader.position = partition.offset;
                        reader.wanted.reset();
                        reader.last_error.clear();
                    }
                }
            }
            pump_later();
        });
}

void Fetcher::fetch(BrokerId leader, const std::vector<TopicPartition>& partitions) {
    messages::FetchRequest request;
    request.replica_id = no_broker;
    request.max_wait_ms = static_cast<std::int32_t>(to_milliseconds(config_.fetch_max_wait));
    request.min_bytes = config_.fetch_min_bytes;
    request.max_bytes = config_.fetch_max_bytes;
    request.isolation_level = config_.read_committed ? 1 : 0;
    request.session_id = 0;
    request.session_epoch = -1;  // no fetch session: few partitions, and an answer to one question only
    std::map<TopicPartition, std::uint64_t> versions;
    for (const TopicPartition& key : partitions) {
        Reader& reader = readers_.at(key);
        reader.in_flight = true;
        versions[key] = reader.version;
        if (request.topics.empty() || request.topics.back().topic != key.topic) request.topics.emplace_back().topic = key.topic;
        messages::FetchRequest::FetchTopic::FetchPartition asked;
        asked.partition = key.partition;
        asked.current_leader_epoch = cluster_.info().topics.at(key.topic).partitions[static_cast<std::size_t>(key.partition)].leader_epoch;
        asked.fetch_offset = *reader.position;
        asked.partition_max_bytes = config_.max_partition_fetch_bytes;
        request.topics.back().partitions.push_back(asked);
    }
    busy_.insert(leader);
    cluster_.channel(leader)->call<messages::FetchResponse>(
        request, fetch_version_by_name, cluster_.config().request_timeout + config_.fetch_max_wait,
        [this, alive = alive_, leader, versions](const Result<messages::FetchResponse>& response) {
            if (!*alive) return;
            busy_.erase(leader);
            fetched(versions, response);
            if (*alive) pump_later();
        });
}

void Fetcher::fetched(const std::map<TopicPartition, std::uint64_t>& versions, const Result<messages::FetchResponse>& response) {
    for (const auto& [key, version] : versions) {
        const auto found = readers_.find(key);
        if (found == readers_.end() || found->second.version != version) continue;
        found->second.in_flight = false;
        if (!response) {
            retry(found->second, response.error());
        } else if (response->error_code != ErrorCode::NONE) {
            retry(found->second, {response->error_code, std::string(error_info(response->error_code).meaning)});
        }
    }
    if (!response) return;
    const std::shared_ptr<bool> alive = alive_;
    for (const auto& topic : response->responses) {
        for (const auto& data : topic.partitions) {
            const TopicPartition key{topic.topic, data.partition_index};
            const auto found = readers_.find(key);
            const auto asked = versions.find(key);
            if (found == readers_.end() || asked == versions.end() || found->second.version != asked->second) continue;
            Reader& reader = found->second;
            if (data.error_code == ErrorCode::NONE) {
                deliver(key, reader, data);
                if (!*alive) return;
                continue;
            }
            Error error{data.error_code, fmt::format("{}: {}", key, error_info(data.error_code).meaning)};
            if (data.error_code == ErrorCode::OFFSET_OUT_OF_RANGE) {
                if (config_.auto_offset_reset == OffsetReset::none) {
                    reader.last_error = error.message;
                    reader.in_flight = true;  // until somebody seeks
                    failed_(key, error);
                    if (!*alive) return;
                } else {
                    seek(key, Position{.kind = Position::Kind::reset});
                }
            } else {
                retry(reader, error);
            }
        }
    }
}

void Fetcher::deliver(const TopicPartition& partition, Reader& reader,
                      const messages::FetchResponse::FetchableTopicResponse::PartitionData& data) {
    const bool first = !reader.high_watermark.has_value();
    reader.high_watermark = data.high_watermark;
    reader.last_error.clear();
    FetchedRecords fetched{.partition = partition,
                           .records = {},
                           .origins = {},
                           .next_offset = *reader.position,
                           .high_watermark = data.high_watermark,
                           .last_stable = data.last_stable_offset,
                           .log_start = data.log_start_offset};
    const auto broken = [&](const Error& error) {
        reader.last_error = error.message;
        reader.in_flight = true;  // reading on would skip or repeat: until somebody seeks
        failed_(partition, {error.code, fmt::format("{} at offset {}: {}", partition, *reader.position, error.message)});
    };
    // What a transaction wrote that was aborted later is left out: the broker names each with the offset where it begins (KIP-98).
    auto aborted = data.aborted_transactions ? *data.aborted_transactions : decltype(data.aborted_transactions)::value_type{};
    std::ranges::sort(aborted, {}, [](const auto& transaction) { return transaction.first_offset; });
    std::size_t next_aborted = 0;
    std::set<ProducerId> in_aborted;
    const auto is_aborted = [&](const records::BatchHeader& header, ByteSpan bytes) {
        for (; next_aborted < aborted.size() && aborted[next_aborted].first_offset <= header.last_offset(); ++next_aborted)
            in_aborted.insert(aborted[next_aborted].producer_id);
        if (header.is_control()) {
            auto markers = records::RecordReader::open(bytes);
            const auto marker = markers ? markers->next() : Result<std::optional<records::RecordView>>(std::nullopt);
            const auto type = marker && *marker && (*marker)->key ? records::parse_control_record_key(*(*marker)->key)
                                                                  : Result<std::optional<records::ControlRecordType>>(std::nullopt);
            if (type && *type == records::ControlRecordType::abort) in_aborted.erase(header.producer_id);
        }
        return header.is_transactional() && in_aborted.contains(header.producer_id);
    };
    records::BatchIterator batches(data.records ? data.records->span() : ByteSpan{});
    for (;;) {
        const auto batch = batches.next();
        if (!batch) return broken(batch.error());
        if (!*batch) break;
        const auto& [header, bytes] = **batch;
        if (header.last_offset() < fetched.next_offset) continue;
        if (config_.check_crcs && records::compute_crc(bytes) != header.crc) {
            return broken({ErrorCode::CORRUPT_MESSAGE, "the checksum of a batch is wrong"});
        }
        const bool skipped = config_.read_committed && is_aborted(header, bytes);
        if (header.is_control()) ++fetched.markers;
        else if (skipped) fetched.aborted += static_cast<std::uint64_t>(header.record_count);
        if (!header.is_control() && !skipped) {
            auto reader_of_records = records::RecordReader::open(bytes);
            if (!reader_of_records) return broken(reader_of_records.error());
            for (;;) {
                const auto record = reader_of_records->next();
                if (!record) return broken(record.error());
                if (!*record) break;
                // The first batch may begin before the position that was asked for.
                if ((*record)->offset < fetched.next_offset) continue;
                fetched.records.push_back(records::to_record(**record));
                fetched.origins.push_back({header.timestamp_type(), header.leader_epoch});
            }
        }
        fetched.next_offset = header.next_offset();
        fetched.leader_epoch = header.leader_epoch;
    }
    const bool moved = fetched.next_offset != *reader.position;
    reader.position = fetched.next_offset;
    if (fetched.leader_epoch != no_leader_epoch) reader.position_epoch = fetched.leader_epoch;
    if (moved || first) records_(std::move(fetched));
}

}  // namespace vitrine::client
