// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/producer.h"

#include <algorithm>

#include "base/assert.h"
#include "client/partitioner.h"
#include "messages/init_producer_id.h"

namespace vitrine::client {
namespace {

constexpr wire::Version produce_version_by_name = 12;  // 13 names topics by id
constexpr wire::Version init_producer_id_version = 5;

bool leader_may_have_moved(ErrorCode code) {
    return code == ErrorCode::NOT_LEADER_OR_FOLLOWER || code == ErrorCode::LEADER_NOT_AVAILABLE ||
           code == ErrorCode::UNKNOWN_TOPIC_OR_PARTITION || code == ErrorCode::NETWORK_EXCEPTION ||
           code == ErrorCode::FENCED_LEADER_EPOCH || code == ErrorCode::KAFKA_STORAGE_ERROR || code == ErrorCode::REQUEST_TIMED_OUT;
}

std::vector<records::HeaderView> views_of(const std::vector<records::RecordHeader>& headers) {
    std::vector<records::HeaderView> views;
    views.reserve(headers.size());
    for (const auto& header : headers) {
        views.push_back({header.key, header.value ? std::optional<ByteSpan>(*header.value) : std::nullopt});
    }
    return views;
}

std::optional<ByteSpan> span_of(const std::optional<Bytes>& bytes) { return bytes ? std::optional<ByteSpan>(*bytes) : std::nullopt; }

}  // namespace

Producer::Producer(env::Environment environment, ClientConfig client, ProducerConfig config)
    : environment_(environment), config_(config), cluster_(std::make_unique<ClusterClient>(environment, std::move(client))) {
    VITRINE_ASSERT(!config_.enable_idempotence || config_.acks == -1, "idempotence needs acks=all");
    cluster_->allow_auto_create(true);
    cluster_->on_refreshed([this] {
        topics_known();
        pump_later();
    });
}

Producer::~Producer() { *alive_ = false; }

void Producer::send(ProducerRecord record, DeliveryCallback done) {
    const Instant now = environment_.clock.now();
    const std::size_t size = (record.key ? record.key->size() : 0) + (record.value ? record.value->size() : 0);
    const auto refuse = [&](ErrorCode code, std::string sentence) {
        ++records_failed_;
        environment_.clock.post(
            [done = std::move(done), code, sentence = std::move(sentence)]() mutable { done(failure(code, std::move(sentence))); });
    };
    if (size > config_.max_request_size) {
        return refuse(ErrorCode::MESSAGE_TOO_LARGE,
                      fmt::format("a record of {} bytes is larger than max.request.size ({})", size, config_.max_request_size));
    }
    if (buffered_bytes_ + size > config_.buffer_memory) {
        return refuse(
            ErrorCode::REQUEST_TIMED_OUT,
            fmt::format("buffer.memory ({} bytes) is full of records that wait for their acknowledgement", config_.buffer_memory));
    }
    const auto known = cluster_->info().topics.find(record.topic);
    if (known == cluster_->info().topics.end()) {
        cluster_->watch_topic(record.topic);
        buffered_bytes_ += size;
        waiting_for_topic_[record.topic].push_back({std::move(record), std::move(done), now});
        wake_at(now + config_.delivery_timeout);
        return refresh_metadata();
    }
    // The topic may be known since a moment ago: what waited for it was sent before.
    if (waiting_for_topic_.contains(record.topic)) topics_known();
    append(std::move(record), std::move(done), now);
}

std::int32_t Producer::choose_partition(const ProducerRecord& record, std::int32_t count) {
    if (record.partition) return *record.partition;
    if (record.key) return partition_of_key(*record.key, count);
    auto& [sticky, bytes] = sticky_.try_emplace(record.topic, -1, 0).first->second;
    if (sticky < 0 || sticky >= count || bytes >= config_.batch_size) {
        const TopicInfo& topic = cluster_->info().topics.at(record.topic);
        std::vector<std::int32_t> available;
        for (std::int32_t i = 0; i < count; ++i) {
            if (topic.partitions[static_cast<std::size_t>(i)].leader != no_broker) available.push_back(i);
        }
        sticky = available.empty() ? static_cast<std::int32_t>(environment_.random.below(static_cast<std::uint64_t>(count)))
                                   : available[environment_.random.below(available.size())];
        bytes = 0;
    }
    bytes += record.value ? record.value->size() : 0;
    return sticky;
}

void Producer::append(ProducerRecord record, DeliveryCallback done, Instant sent_at) {
    const TopicInfo& topic = cluster_->info().topics.at(record.topic);
    const auto count = static_cast<std::int32_t>(topic.partitions.size());
    const std::int32_t index = choose_partition(record, count);
    if (index < 0 || index >= count) {
        ++records_failed_;
        return environment_.clock.post([done = std::move(done), topic_name = record.topic, index, count]() mutable {
            done(failure(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION,
                         fmt::format("topic {} has partitions 0 to {}, not {}", topic_name, count - 1, index)));
        });
    }
    const TopicPartition key{record.topic, index};
    Partition& partition = partitions_[key];
    const std::vector<records::HeaderView> headers = views_of(record.headers);
    const std::size_t size_max = records::BatchBuilder::record_size_max(span_of(record.key), span_of(record.value), headers);
    const bool fits = !partition.waiting.empty() && partition.waiting.back()->builder != nullptr &&
                      partition.waiting.back()->builder->size_bytes_uncompressed() + size_max <= config_.batch_size;
    if (!fits) {
        auto batch = std::make_shared<Batch>();
        batch->builder = std::make_unique<records::BatchBuilder>(records::BatchOptions{.codec = config_.compression});
        batch->created_at = environment_.clock.now();
        partition.waiting.push_back(std::move(batch));
    }
    Batch& batch = *partition.waiting.back();
    const std::int64_t timestamp_ms = to_milliseconds(record.timestamp.value_or(environment_.clock.wall_now()));
    batch.builder->append(timestamp_ms, span_of(record.key), span_of(record.value), headers);
    batch.records.push_back({std::move(done), timestamp_ms, sent_at});
    batch.size_bytes += size_max;
    buffered_bytes_ += size_max;
    if (config_.linger == Duration(0) || !fits || batch.builder->size_bytes_uncompressed() >= config_.batch_size) {
        pump_later();
    }
}

void Producer::topics_known() {
    for (auto topic = waiting_for_topic_.begin(); topic != waiting_for_topic_.end();) {
        if (cluster_->info().topics.contains(topic->first)) {
            std::deque<Waiting> waiting = std::move(topic->second);
            topic = waiting_for_topic_.erase(topic);
            for (Waiting& entry : waiting) {
                buffered_bytes_ -=
                    (entry.record.key ? entry.record.key->size() : 0) + (entry.record.value ? entry.record.value->size() : 0);
                append(std::move(entry.record), std::move(entry.done), entry.sent_at);
            }
        } else {
            ++topic;
        }
    }
    if (!waiting_for_topic_.empty()) refresh_metadata();
}

// --- sending ---

void Producer::pump_later() {
    if (std::exchange(pump_posted_, true)) return;
    environment_.clock.post([this, alive = alive_] {
        if (!*alive) return;
        pump_posted_ = false;
        pump();
    });
}

void Producer::wake_at(Instant at) {
    if (wake_at_ && *wake_at_ <= at) return;
    wake_at_ = at;
    wake_timer_ = environment_.clock.schedule(at, [this] {
        wake_at_.reset();
        pump();
    });
}

bool Producer::ready(const Partition& partition, Instant now) const {
    if (partition.waiting.empty() || now < partition.not_before) return false;
    const Batch& first = *partition.waiting.front();
    if (config_.enable_idempotence) {
        if (producer_id_ == no_producer_id) return false;
        // A retry goes alone until it is through, and so does what a new producer id begins with: a log that knows nothing of a producer
        // takes any sequence, also that of the second batch where its broker became leader after it had refused the first one.
        const bool alone = first.attempts > 0 || partition.known_as != producer_id_;
        if (alone && !partition.in_flight.empty()) return false;
        if (std::ranges::any_of(partition.in_flight, [](const auto& batch) { return batch->attempts > 1; })) return false;
    } else if (first.attempts > 0 && !partition.in_flight.empty()) {
        return false;
    }
    if (partition.in_flight.size() >= static_cast<std::size_t>(config_.max_in_flight_requests_per_connection)) return false;
    const bool full =
        partition.waiting.size() > 1 || first.builder == nullptr || first.builder->size_bytes_uncompressed() >= config_.batch_size;
    return full || flushing_ > 0 || now - first.created_at >= config_.linger;
}

void Producer::pump() {
    const Instant now = environment_.clock.now();
    expire(now);
    if (config_.enable_idempotence && producer_id_ == no_producer_id && !partitions_.empty()) ask_for_producer_id();

    bool leader_missing = false;
    for (;;) {
        std::map<BrokerId, std::vector<std::pair<TopicPartition, std::shared_ptr<Batch>>>> requests;
        std::map<BrokerId, std::size_t> bytes;
        for (auto& [key, partition] : partitions_) {
            if (partition.waiting.empty()) continue;
            if (!ready(partition, now)) {
                // Backoff and linger end by time; everything else that it may wait for ends with an answer.
                const Instant lingered = partition.waiting.front()->created_at + config_.linger;
                if (const Instant at = std::max(partition.not_before, lingered); at > now) wake_at(at);
                wake_at(partition.waiting.front()->created_at + config_.delivery_timeout);
                continue;
            }
            const auto topic = cluster_->info().topics.find(key.topic);
            const BrokerId leader =
                topic == cluster_->info().topics.end() || key.partition >= static_cast<std::int32_t>(topic->second.partitions.size())
                    ? no_broker
                    : topic->second.partitions[static_cast<std::size_t>(key.partition)].leader;
            if (leader == no_broker || cluster_->channel(leader) == nullptr) {
                leader_missing = true;
                continue;
            }
            // Sequences order what goes to one leader. A former leader that has not answered may have its batches in the new one's log, or
            // nowhere; the next one would be taken by a new leader that knows nothing of the producer yet.
            if (!partition.in_flight.empty() && partition.in_flight_to != leader) continue;
            if (requests_in_flight_[leader] >= config_.max_in_flight_requests_per_connection) continue;
            const std::shared_ptr<Batch> batch = partition.waiting.front();
            if (auto status = close_batch(partition, *batch); !status) {
                partition.waiting.pop_front();
                finish(key, batch, std::unexpected(status.error()), records::no_timestamp);
                continue;
            }
            if (bytes[leader] > 0 && bytes[leader] + batch->bytes.size() > config_.max_request_size) continue;
            bytes[leader] += batch->bytes.size();
            partition.waiting.pop_front();
            ++batch->attempts;
            if (batch->attempts > 1) ++retries_;
            partition.in_flight.push_back(batch);
            partition.in_flight_to = leader;
            requests[leader].emplace_back(key, batch);
        }
        if (requests.empty()) break;
        for (auto& [leader, batches] : requests) send_request(leader, std::move(batches));
    }
    if (leader_missing) refresh_metadata();
}

// Closes the batch and stamps producer and sequence, which are not known while it takes records.
Status Producer::close_batch(Partition& partition, Batch& batch) {
    if (batch.builder != nullptr) {
        auto built = batch.builder->build();
        if (!built) return std::unexpected(built.error());
        batch.bytes = std::move(*built);
        batch.builder.reset();
    }
    // What was numbered once keeps its number, also under a former producer id: it may have been appended already.
    if (!config_.enable_idempotence || batch.producer_id != no_producer_id) return {};
    if (partition.sequence_of != producer_id_) {
        partition.sequence_of = producer_id_;
        partition.next_sequence = 0;
    }
    batch.producer_id = producer_id_;
    batch.producer_epoch = producer_epoch_;
    batch.base_sequence = partition.next_sequence;
    partition.next_sequence = records::add_to_sequence(partition.next_sequence, static_cast<std::int32_t>(batch.records.size()));
    store_be(batch.bytes.data() + records::producer_id_at, batch.producer_id.value());
    store_be(batch.bytes.data() + records::producer_epoch_at, batch.producer_epoch.value());
    store_be(batch.bytes.data() + records::base_sequence_at, batch.base_sequence);
    store_be(batch.bytes.data() + records::crc_at, records::compute_crc(batch.bytes));
    return {};
}

void Producer::send_request(BrokerId broker, std::vector<std::pair<TopicPartition, std::shared_ptr<Batch>>> batches) {
    messages::ProduceRequest request;
    request.acks = config_.acks;
    request.timeout_ms = static_cast<std::int32_t>(to_milliseconds(cluster_->config().request_timeout));
    for (const auto& [key, batch] : batches) {
        if (request.topic_data.empty() || request.topic_data.back().name != key.topic) request.topic_data.emplace_back().name = key.topic;
        request.topic_data.back().partition_data.push_back({.index = key.partition, .records = wire::Records(batch->bytes)});
        batch_records_sent_ += batch->records.size();
        batch_bytes_sent_ += batch->bytes.size();
        batch_bytes_plain_ += std::max(batch->size_bytes, batch->bytes.size());
    }
    ++requests_sent_;
    batches_sent_ += batches.size();
    rpc::Channel* channel = cluster_->channel(broker);
    if (config_.acks == 0) {
        // Nobody tells what becomes of it; but it counts as sent only when it has gone.
        return channel->send_only(messages::ProduceRequest::message(), &request, produce_version_by_name,
                                  [this, batches = std::move(batches)](const Status& sent) { this->sent(batches, sent); });
    }
    ++requests_in_flight_[broker];
    // The broker may take timeout_ms; its answer needs a little longer.
    channel->call<messages::ProduceResponse>(request, produce_version_by_name, cluster_->config().request_timeout + std::chrono::seconds(1),
                                             [this, broker, batches = std::move(batches)](Result<messages::ProduceResponse> response) {
                                                 answered(broker, batches, std::move(response));
                                             });
}

void Producer::sent(const std::vector<std::pair<TopicPartition, std::shared_ptr<Batch>>>& batches, const Status& status) {
    const std::shared_ptr<bool> alive = alive_;
    for (const auto& [key, batch] : batches) {
        if (status) {
            std::erase(partitions_[key].in_flight, batch);
            finish(key, batch, no_offset, records::no_timestamp);
        } else {
            batch_failed(key, batch, status.error());
        }
        if (!*alive) return;  // a callback destroyed the producer
    }
    pump_later();
}

void Producer::answered(BrokerId broker, const std::vector<std::pair<TopicPartition, std::shared_ptr<Batch>>>& batches,
                        Result<messages::ProduceResponse> response) {
    --requests_in_flight_[broker];
    const std::shared_ptr<bool> alive = alive_;
    for (const auto& [key, batch] : batches) {
        if (!response) {
            batch_failed(key, batch, response.error());
        } else {
            const messages::ProduceResponse::TopicProduceResponse::PartitionProduceResponse* outcome = nullptr;
            for (const auto& topic : response->responses) {
                if (topic.name != key.topic) continue;
                for (const auto& partition : topic.partition_responses) {
                    if (partition.index == key.partition) outcome = &partition;
                }
            }
            if (outcome != nullptr) {
                batch_done(key, batch, *outcome);
            } else {
                batch_failed(key, batch, {ErrorCode::UNKNOWN_SERVER_ERROR, fmt::format("broker {} did not answer for {}", broker, key)});
            }
        }
        if (!*alive) return;  // a callback destroyed the producer
    }
    pump_later();
}

void Producer::batch_done(const TopicPartition& partition, const std::shared_ptr<Batch>& batch,
                          const messages::ProduceResponse::TopicProduceResponse::PartitionProduceResponse& outcome) {
    if (outcome.error_code != ErrorCode::NONE && outcome.error_code != ErrorCode::DUPLICATE_SEQUENCE_NUMBER) {
        std::string sentence =
            fmt::format("{}: {}", partition, outcome.error_message.value_or(std::string(error_info(outcome.error_code).meaning)));
        return batch_failed(partition, batch, {outcome.error_code, std::move(sentence)});
    }
    Partition& state = partitions_[partition];
    std::erase(state.in_flight, batch);
    const Offset last = outcome.base_offset + (static_cast<std::int64_t>(batch->records.size()) - 1);
    if (!state.last_acknowledged || *state.last_acknowledged < last) state.last_acknowledged = last;
    state.known_as = batch->producer_id;
    finish(partition, batch, outcome.base_offset, outcome.log_append_time_ms);
}

void Producer::batch_failed(const TopicPartition& partition, const std::shared_ptr<Batch>& batch, Error error) {
    Partition& state = partitions_[partition];
    std::erase(state.in_flight, batch);
    const Instant now = environment_.clock.now();
    bool retry =
        error_info(error.code).retriable || error.code == ErrorCode::NETWORK_EXCEPTION || error.code == ErrorCode::REQUEST_TIMED_OUT;
    if (config_.enable_idempotence) {
        const bool earlier_pending =
            std::ranges::any_of(state.in_flight, [&](const auto& other) { return other->base_sequence < batch->base_sequence; }) ||
            std::ranges::any_of(
                state.waiting, [&](const auto& other) { return other->base_sequence >= 0 && other->base_sequence < batch->base_sequence; });
        if (error.code == ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER) {
            retry = true;
            // Behind a batch that has to be sent again this is expected; else broker and client disagree: begin anew (KIP-360).
            if (!earlier_pending) {
                forget_numbers(state, *batch);
                reset_producer_id();
            }
        } else if (error.code == ErrorCode::UNKNOWN_PRODUCER_ID || error.code == ErrorCode::INVALID_PRODUCER_EPOCH) {
            retry = true;
            forget_numbers(state, *batch);
            reset_producer_id();
        }
    }
    if (!retry || now - batch->created_at >= config_.delivery_timeout) {
        // The broker may or may not hold this sequence: what follows cannot be numbered after it.
        if (config_.enable_idempotence && batch->base_sequence >= 0) reset_producer_id();
        if (retry) {
            error = {ErrorCode::REQUEST_TIMED_OUT,
                     fmt::format("{}: not acknowledged within delivery.timeout.ms; the last attempt: {}", partition, error.message)};
        }
        return finish(partition, batch, std::unexpected(std::move(error)), records::no_timestamp);
    }
    if (leader_may_have_moved(error.code)) refresh_metadata();
    state.not_before = now + cluster_->config().retry_backoff;
    const auto place = std::ranges::find_if(state.waiting, [&](const auto& other) {
        return other->attempts == 0 || other->created_at > batch->created_at ||
               (other->producer_id == batch->producer_id && other->base_sequence > batch->base_sequence);
    });
    state.waiting.insert(place, batch);
    wake_at(state.not_before);
}

void Producer::finish(const TopicPartition& partition, const std::shared_ptr<Batch>& batch, Result<Offset> base_offset,
                      std::int64_t log_append_time_ms) {
    const Instant now = environment_.clock.now();
    buffered_bytes_ -= batch->size_bytes;
    (base_offset ? records_sent_ : records_failed_) += batch->records.size();
    std::int64_t delta = 0;
    const std::shared_ptr<bool> alive = alive_;
    std::vector<Pending> pending = std::exchange(batch->records, {});
    for (Pending& record : pending) {
        if (!base_offset) {
            record.done(std::unexpected(base_offset.error()));
        } else {
            record.done(RecordMetadata{.partition = partition.partition,
                                       .offset = *base_offset < Offset(0) ? no_offset : *base_offset + delta,
                                       .timestamp_ms = log_append_time_ms >= 0 ? log_append_time_ms : record.timestamp_ms,
                                       .latency = now - record.sent_at});
        }
        ++delta;
        if (!*alive) return;
    }
    check_flushed();
}

void Producer::expire(Instant now) {
    const std::shared_ptr<bool> alive = alive_;
    std::vector<std::pair<TopicPartition, std::shared_ptr<Batch>>> expired;
    for (auto& [key, partition] : partitions_) {
        while (!partition.waiting.empty() && now - partition.waiting.front()->created_at >= config_.delivery_timeout) {
            expired.emplace_back(key, partition.waiting.front());
            partition.waiting.pop_front();
        }
    }
    for (auto& [key, batch] : expired) {
        if (config_.enable_idempotence && batch->base_sequence >= 0) reset_producer_id();
        finish(key, batch, failure(ErrorCode::REQUEST_TIMED_OUT, fmt::format("{}: not acknowledged within delivery.timeout.ms", key)),
               records::no_timestamp);
        if (!*alive) return;
    }
    std::vector<DeliveryCallback> unknown;
    for (auto& [topic, waiting] : waiting_for_topic_) {
        while (!waiting.empty() && now - waiting.front().sent_at >= config_.delivery_timeout) {
            const ProducerRecord& record = waiting.front().record;
            buffered_bytes_ -= (record.key ? record.key->size() : 0) + (record.value ? record.value->size() : 0);
            unknown.push_back(std::move(waiting.front().done));
            waiting.pop_front();
        }
    }
    std::erase_if(waiting_for_topic_, [](const auto& entry) { return entry.second.empty(); });
    for (auto& done : unknown) {
        ++records_failed_;
        done(failure(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, "the topic is not known to the cluster within delivery.timeout.ms"));
        if (!*alive) return;
    }
    check_flushed();
}

void Producer::refresh_metadata() {
    if (std::exchange(refreshing_, true)) return;
    cluster_->refresh([this](const Status&) {
        // Not at once again: an election takes a moment.
        metadata_timer_ = environment_.clock.schedule_after(cluster_->config().retry_backoff, [this] {
            refreshing_ = false;
            if (!waiting_for_topic_.empty()) refresh_metadata();
            pump();
        });
    });
}

// --- idempotence ---

void Producer::ask_for_producer_id() {
    if (std::exchange(asking_for_producer_id_, true)) return;
    messages::InitProducerIdRequest request;
    request.transactional_id.reset();
    request.transaction_timeout_ms = 0x7fffffff;
    cluster_->any_channel().call<messages::InitProducerIdResponse>(
        request, init_producer_id_version, cluster_->config().request_timeout, [this](Result<messages::InitProducerIdResponse> response) {
            if (response && response->error_code == ErrorCode::NONE) {
                asking_for_producer_id_ = false;
                producer_id_ = response->producer_id;
                producer_epoch_ = response->producer_epoch;
                return pump_later();
            }
            environment_.clock.post([this, alive = alive_] {
                if (!*alive) return;
                producer_id_timer_ = environment_.clock.schedule_after(cluster_->config().retry_backoff, [this] {
                    asking_for_producer_id_ = false;
                    pump();
                });
            });
        });
}

// The broker has appended none of them, and will not under these numbers.
void Producer::forget_numbers(Partition& partition, Batch& refused) {
    const auto forget = [](Batch& batch) {
        batch.producer_id = no_producer_id;
        batch.base_sequence = records::no_sequence;
    };
    const ProducerId numbered_by = refused.producer_id;
    for (const auto& batch : partition.waiting) {
        if (batch->producer_id == numbered_by) forget(*batch);
    }
    forget(refused);
}

void Producer::reset_producer_id() {
    producer_id_ = no_producer_id;
    producer_epoch_ = no_producer_epoch;
}

// --- flush, view ---

void Producer::flush(std::move_only_function<void()> done) {
    ++flushing_;
    flush_callbacks_.push_back(std::move(done));
    pump_later();
    environment_.clock.post([this, alive = alive_] {
        if (*alive) check_flushed();
    });
}

void Producer::check_flushed() {
    if (flush_callbacks_.empty() || !waiting_for_topic_.empty()) return;
    for (const auto& [key, partition] : partitions_) {
        if (!partition.waiting.empty() || !partition.in_flight.empty()) return;
    }
    flushing_ = 0;
    auto callbacks = std::exchange(flush_callbacks_, {});
    for (auto& done : callbacks) environment_.clock.post(std::move(done));
}

ProducerView Producer::view() const {
    ProducerView view;
    view.producer_id = producer_id_;
    view.producer_epoch = producer_epoch_;
    for (const auto& [key, partition] : partitions_) {
        ProducerPartitionView& shown = view.partitions[key];
        shown.batches_waiting = partition.waiting.size();
        shown.batches_in_flight = partition.in_flight.size();
        for (const auto& batch : partition.waiting) shown.bytes_waiting += batch->size_bytes;
        shown.next_sequence = partition.next_sequence;
        shown.last_acknowledged = partition.last_acknowledged;
    }
    view.requests_in_flight = requests_in_flight_;
    view.buffered_bytes = buffered_bytes_;
    view.records_sent = records_sent_;
    view.records_failed = records_failed_;
    view.batches_sent = batches_sent_;
    view.batch_records_sent = batch_records_sent_;
    view.batch_bytes_sent = batch_bytes_sent_;
    view.batch_bytes_plain = batch_bytes_plain_;
    view.requests_sent = requests_sent_;
    view.retries = retries_;
    return view;
}

}  // namespace vitrine::client
