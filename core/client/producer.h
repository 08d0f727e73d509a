// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/cluster_client.h"
#include "messages/produce.h"
#include "records/record.h"

// A producer as Kafka's: batches per partition, linger, acks, idempotence (KIP-98, KIP-679), up to five requests in flight,
// retries that keep the order. Its inside is visible through view().
namespace vitrine::client {

struct ProducerConfig {
    std::int16_t acks = -1;                              // 0, 1, -1 (all)
    bool enable_idempotence = true;                      // needs acks=all
    Duration linger = Milliseconds(5);                   // linger.ms
    std::size_t batch_size = 16'384;                     // batch.size, bytes
    std::size_t buffer_memory = 32 * 1024 * 1024;        // bytes that wait for their acknowledgement
    std::size_t max_request_size = 1'048'576;            // bytes
    int max_in_flight_requests_per_connection = 5;
    Duration delivery_timeout = std::chrono::minutes(2);  // delivery.timeout.ms
    records::Codec compression = records::Codec::none;   // compression.type
};

struct ProducerRecord {
    std::string topic;
    std::optional<std::int32_t> partition;  // none: by key; without a key: sticky (KIP-794)
    std::optional<Bytes> key;
    std::optional<Bytes> value;
    std::vector<records::RecordHeader> headers;
    std::optional<WallTime> timestamp;      // none: now
};

struct RecordMetadata {
    std::int32_t partition = -1;
    Offset offset{no_offset};               // none with acks=0
    std::int64_t timestamp_ms = records::no_timestamp;
    Duration latency{0};                    // from send() to the acknowledgement
};
using DeliveryCallback = std::move_only_function<void(Result<RecordMetadata>)>;

struct ProducerPartitionView {
    std::size_t batches_waiting = 0;
    std::size_t batches_in_flight = 0;
    std::size_t bytes_waiting = 0;
    std::int32_t next_sequence = 0;
    std::optional<Offset> last_acknowledged;
};
struct ProducerView {
    ProducerId producer_id{no_producer_id};
    ProducerEpoch producer_epoch{no_producer_epoch};
    std::map<TopicPartition, ProducerPartitionView> partitions;
    std::map<BrokerId, int> requests_in_flight;
    std::size_t buffered_bytes = 0;
    std::uint64_t records_sent = 0;          // acknowledged
    std::uint64_t records_failed = 0;
    std::uint64_t batches_sent = 0;          // to brokers, retries counted too
    std::uint64_t batch_records_sent = 0;    // the records in them
    std::uint64_t batch_bytes_sent = 0;      // their bytes as they went, compressed
    std::uint64_t batch_bytes_plain = 0;     // the same before compression, at most
    std::uint64_t requests_sent = 0;
    std::uint64_t retries = 0;
};

class Producer {
public:
    Producer(env::Environment environment, ClientConfig client, ProducerConfig config);
    ~Producer();  // records that wait are dropped, their callbacks are not called
    Producer(const Producer&) = delete;
    Producer& operator=(const Producer&) = delete;

    // Queues; `done` runs once, later: the place of the record or a failure that no retry could mend. Buffers full: an
    // error in `done`, nothing is sent (REQUEST_TIMED_OUT would come after max.block.ms in Kafka; here nobody can block).
    void send(ProducerRecord record, DeliveryCallback done);
    // Sends without lingering; `done` runs when everything sent before is acknowledged or failed.
    void flush(std::move_only_function<void()> done);
    [[nodiscard]] std::size_t buffered_bytes() const { return buffered_bytes_; }
    [[nodiscard]] ProducerView view() const;

private:
    struct Pending {
        DeliveryCallback done;
        std::int64_t timestamp_ms = 0;
        Instant sent_at{};
    };
    // A batch: open (takes records) -> waiting (closed, in order) -> in flight -> done, or back to waiting for a retry.
    struct Batch {
        std::unique_ptr<records::BatchBuilder> builder;  // while open
        Bytes bytes;                                     // once closed
        std::vector<Pending> records;
        std::size_t size_bytes = 0;
        Instant created_at{};
        std::int32_t base_sequence = records::no_sequence;
        ProducerId producer_id{no_producer_id};
        ProducerEpoch producer_epoch{no_producer_epoch};
        int attempts = 0;
    };
    struct Partition {
        std::deque<std::shared_ptr<Batch>> waiting;    // the last one may be open
        std::deque<std::shared_ptr<Batch>> in_flight;  // by sequence
        BrokerId in_flight_to{no_broker};
        std::int32_t next_sequence = 0;
        ProducerId sequence_of{no_producer_id};        // whose sequence next_sequence counts
        ProducerId known_as{no_producer_id};           // that a batch was acknowledged of: the log knows its sequences
        std::optional<Offset> last_acknowledged;
        Instant not_before{};                          // backoff
    };
    struct Waiting {
        ProducerRecord record;
        DeliveryCallback done;
        Instant sent_at{};
    };

    void append(ProducerRecord record, DeliveryCallback done, Instant sent_at);
    [[nodiscard]] std::int32_t choose_partition(const ProducerRecord& record, std::int32_t count);
    void topics_known();
    void pump();
    void pump_later();
    void wake_at(Instant at);
    [[nodiscard]] bool ready(const Partition& partition, Instant now) const;
    [[nodiscard]] Status close_batch(Partition& partition, Batch& batch);
    void send_request(BrokerId broker, std::vector<std::pair<TopicPartition, std::shared_ptr<Batch>>> batches);
    void sent(const std::vector<std::pair<TopicPartition, std::shared_ptr<Batch>>>& batches, const Status& status);
    void answered(BrokerId broker, const std::vector<std::pair<TopicPartition, std::shared_ptr<Batch>>>& batches,
                  Result<messages::ProduceResponse> response);
    void batch_done(const TopicPartition& partition, const std::shared_ptr<Batch>& batch,
                    const messages::ProduceResponse::TopicProduceResponse::PartitionProduceResponse& outcome);
    void batch_failed(const TopicPartition& partition, const std::shared_ptr<Batch>& batch, Error error);
    void finish(const TopicPartition& partition, const std::shared_ptr<Batch>& batch, Result<Offset> base_offset,
                std::int64_t log_append_time_ms);
    void expire(Instant now);
    void refresh_metadata();
    void ask_for_producer_id();
    static void forget_numbers(Partition& partition, Batch& refused);
    void reset_producer_id();
    void check_flushed();

    env::Environment environment_;
    ProducerConfig config_;
    std::unique_ptr<ClusterClient> cluster_;
    std::map<TopicPartition, Partition> partitions_;
    std::map<std::string, std::deque<Waiting>> waiting_for_topic_;
    std::map<std::string, std::pair<std::int32_t, std::size_t>> sticky_;  // partition, bytes that went there
    std::map<BrokerId, int> requests_in_flight_;
    ProducerId producer_id_{no_producer_id};
    ProducerEpoch producer_epoch_{no_producer_epoch};
    bool asking_for_producer_id_ = false;
    bool refreshing_ = false;
    bool pump_posted_ = false;
    int flushing_ = 0;
    std::vector<std::move_only_function<void()>> flush_callbacks_;
    std::size_t buffered_bytes_ = 0;
    std::uint64_t records_sent_ = 0;
    std::uint64_t records_failed_ = 0;
    std::uint64_t batches_sent_ = 0;
    std::uint64_t batch_records_sent_ = 0;
    std::uint64_t batch_bytes_sent_ = 0;
    std::uint64_t batch_bytes_plain_ = 0;
    std::uint64_t requests_sent_ = 0;
    std::uint64_t retries_ = 0;
    env::Timer wake_timer_;
    std::optional<Instant> wake_at_;
    env::Timer metadata_timer_;
    env::Timer producer_id_timer_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace vitrine::client
