// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "records/batch.h"

// The records inside a batch: reading them (with decompression) and building batches. For those who need records: clients,
// coordinators, the quorum, the window. The path of produce and fetch does without.
namespace vitrine::records {

// Spans point into the batch or into the reader's decompressed copy.
struct HeaderView {
    std::string_view key;
    std::optional<ByteSpan> value;  // none: null
};

struct RecordView {
    Offset offset;
    std::int64_t timestamp_ms = no_timestamp;
    std::optional<ByteSpan> key;    // none: null
    std::optional<ByteSpan> value;  // none: null, a tombstone in a compacted topic
    std::span<const HeaderView> headers;
};

struct RecordHeader {
    std::string key;
    std::optional<Bytes> value;
    friend bool operator==(const RecordHeader&, const RecordHeader&) = default;
};

// A record that owns its bytes.
struct Record {
    Offset offset;
    std::int64_t timestamp_ms = no_timestamp;
    std::optional<Bytes> key;
    std::optional<Bytes> value;
    std::vector<RecordHeader> headers;
    friend bool operator==(const Record&, const Record&) = default;
};
Record to_record(const RecordView& view);

struct ReadLimits {
    // Of one batch. CORRUPT_MESSAGE above: what is small on the wire can be huge in memory.
    std::size_t decompressed_bytes_max = std::size_t{128} * 1024 * 1024;
};

// Reads the records of one batch in order. Moving it keeps the views valid; the batch must outlive it.
class RecordReader {
public:
    // `batch` is one whole batch; the CRC is not checked. UNSUPPORTED_COMPRESSION_TYPE, CORRUPT_MESSAGE.
    static Result<RecordReader> open(ByteSpan batch, const ReadLimits& limits = {});

    // None after the last. CORRUPT_MESSAGE: a record does not fit its bytes, offsets or counts, or bytes are left over.
    // The view (its headers too) is valid until the next call of next(), its spans as long as reader and batch.
    Result<std::optional<RecordView>> next();
    [[nodiscard]] const BatchHeader& header() const { return header_; }
    // Of all records together, after decompression.
    [[nodiscard]] std::size_t payload_size() const { return payload_size_; }

private:
    RecordReader(BatchHeader header, std::unique_ptr<Bytes> decompressed, ByteSpan payload);

    BatchHeader header_;
    std::unique_ptr<Bytes> decompressed_;
    ByteSpan rest_;
    std::size_t payload_size_;
    std::int32_t read_ = 0;
    std::int32_t last_offset_delta_ = -1;
    std::vector<HeaderView> headers_;
};

// All records of all whole batches in `batches`, control batches skipped; convenience for tests and small logs.
Result<std::vector<Record>> read_records(ByteSpan batches, const ReadLimits& limits = {});

struct BatchOptions {
    Offset base_offset{0};
    LeaderEpoch leader_epoch{no_leader_epoch};
    Codec codec = Codec::none;
    std::optional<int> level;  // of the codec; none: Kafka's default for it
    TimestampType timestamp_type = TimestampType::create_time;
    std::int64_t log_append_time_ms = no_timestamp;  // the maxTimestamp if the type is log_append_time
    ProducerId producer_id{no_producer_id};
    ProducerEpoch producer_epoch{no_producer_epoch};
    std::int32_t base_sequence = no_sequence;
    bool transactional = false;
    bool control = false;
    std::optional<std::int64_t> delete_horizon_ms;
};

// For a batch that is written anew: everything as this header says.
[[nodiscard]] BatchOptions options_of(const BatchHeader& header);

// Collects records into one batch. Nothing but memory is used until build().
class BatchBuilder {
public:
    explicit BatchBuilder(const BatchOptions& options);

    // Adds at the next offset.
    void append(std::int64_t timestamp_ms, std::optional<ByteSpan> key, std::optional<ByteSpan> value,
                std::span<const HeaderView> headers = {});
    // Adds at `offset`, above the last one (compaction leaves gaps).
    void append_at(Offset offset, std::int64_t timestamp_ms, std::optional<ByteSpan> key, std::optional<ByteSpan> value,
                   std::span<const HeaderView> headers = {});

    [[nodiscard]] std::int32_t record_count() const { return count_; }
    [[nodiscard]] bool empty() const { return count_ == 0; }
    // Of the batch if it were built now without compression: an upper bound as Kafka's clients use it against batch.size.
    [[nodiscard]] std::size_t size_bytes_uncompressed() const { return bytes_.size(); }
    // What append() would add at most.
    static std::size_t record_size_max(std::optional<ByteSpan> key, std::optional<ByteSpan> value,
                                       std::span<const HeaderView> headers = {});
    // The producer sets these when the batch is first sent.
    void set_producer(ProducerId id, ProducerEpoch epoch, std::int32_t base_sequence);
    // At least this last offset, although its record is gone (compaction).
    void set_last_offset(Offset offset);

    // The finished batch; the builder is empty afterwards and may not be used again. An error only from a codec.
    // An empty builder makes a bare header.
    Result<Bytes> build();

private:
    BatchOptions options_;
    Bytes bytes_;  // header, then records
    std::int32_t count_ = 0;
    Offset next_offset_;
    std::int64_t base_timestamp_ms_ = no_timestamp;
    std::int64_t max_timestamp_ms_ = no_timestamp;
};

}  // namespace vitrine::records
