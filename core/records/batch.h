// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "base/error.h"
#include "base/ids.h"

// Record batches of magic 2, the unit in which Kafka stores, sends and checks records. Here is what can be known and changed
// without touching a record: the header of 61 bytes, its CRC-32C and its place in the log. Called by the client, the broker,
// the quorum and the log. Nothing that a span contains is trusted: every length is checked before use.
// Source: KIP-98, KIP-82, org.apache.kafka.common.record.DefaultRecordBatch.
namespace vitrine::records {

enum class Codec : std::uint8_t { none = 0, gzip = 1, snappy = 2, lz4 = 3, zstd = 4 };
enum class TimestampType : std::uint8_t { create_time = 0, log_append_time = 1 };

// "none", "gzip", "snappy", "lz4", "zstd", as in compression.type.
std::string_view name_of(Codec codec);
std::optional<Codec> parse_codec(std::string_view name);
// "CreateTime", "LogAppendTime", as in message.timestamp.type.
std::string_view name_of(TimestampType type);

inline constexpr std::int8_t magic_v2 = 2;
inline constexpr std::int64_t no_timestamp = -1;
inline constexpr std::int32_t no_sequence = -1;

// Where the fields lie in a batch; sizes in bytes.
inline constexpr std::size_t base_offset_at = 0;
inline constexpr std::size_t batch_length_at = 8;
inline constexpr std::size_t log_overhead = 12;  // baseOffset and batchLength: what batchLength does not count
inline constexpr std::size_t leader_epoch_at = 12;
inline constexpr std::size_t magic_at = 16;
inline constexpr std::size_t crc_at = 17;
inline constexpr std::size_t attributes_at = 21;  // the CRC covers this byte to the end
inline constexpr std::size_t last_offset_delta_at = 23;
inline constexpr std::size_t base_timestamp_at = 27;
inline constexpr std::size_t max_timestamp_at = 35;
inline constexpr std::size_t producer_id_at = 43;
inline constexpr std::size_t producer_epoch_at = 51;
inline constexpr std::size_t base_sequence_at = 53;
inline constexpr std::size_t record_count_at = 57;
inline constexpr std::size_t batch_header_size = 61;

inline constexpr std::int16_t codec_mask = 0x07;
inline constexpr std::int16_t timestamp_type_bit = 0x08;
inline constexpr std::int16_t transactional_bit = 0x10;
inline constexpr std::int16_t control_bit = 0x20;
inline constexpr std::int16_t delete_horizon_bit = 0x40;

struct BatchHeader {
    Offset base_offset;
    std::int32_t batch_length = 0;  // without the first 12 bytes
    LeaderEpoch leader_epoch{no_leader_epoch};
    std::int8_t magic = magic_v2;
    std::uint32_t crc = 0;
    std::int16_t attributes = 0;
    std::int32_t last_offset_delta = 0;
    std::int64_t base_timestamp_ms = no_timestamp;  // with the delete horizon bit: that horizon
    std::int64_t max_timestamp_ms = no_timestamp;
    ProducerId producer_id{no_producer_id};
    ProducerEpoch producer_epoch{no_producer_epoch};
    std::int32_t base_sequence = no_sequence;
    std::int32_t record_count = 0;

    [[nodiscard]] std::int64_t size_bytes() const { return static_cast<std::int64_t>(log_overhead) + batch_length; }
    [[nodiscard]] Offset last_offset() const { return base_offset + last_offset_delta; }
    [[nodiscard]] Offset next_offset() const { return base_offset + last_offset_delta + 1; }
    // Wraps from 2^31-1 to 0 as sequences do; -1 without a sequence.
    [[nodiscard]] std::int32_t last_sequence() const;
    // The three bits as they stand; codec() is for a header that parse_header() or validate_batch() accepted.
    [[nodiscard]] int codec_bits() const { return attributes & codec_mask; }
    [[nodiscard]] Codec codec() const { return static_cast<Codec>(codec_bits()); }
    [[nodiscard]] TimestampType timestamp_type() const {
        return (attributes & timestamp_type_bit) != 0 ? TimestampType::log_append_time : TimestampType::create_time;
    }
    [[nodiscard]] bool is_transactional() const { return (attributes & transactional_bit) != 0; }
    [[nodiscard]] bool is_control() const { return (attributes & control_bit) != 0; }
    [[nodiscard]] bool has_delete_horizon() const { return (attributes & delete_horizon_bit) != 0; }
    [[nodiscard]] bool has_producer_id() const { return producer_id > no_producer_id; }

    friend bool operator==(const BatchHeader&, const BatchHeader&) = default;
};

// The sequence `increment` after `sequence`, wrapping from 2^31-1 to 0. Both are not negative.
std::int32_t add_to_sequence(std::int32_t sequence, std::int32_t increment);

// Reads the 61 bytes at the front; the batch's own end is not needed. CORRUPT_MESSAGE if the span is shorter, the magic is
// not 2, or length or offset cannot be those of a batch. Codec bits above zstd are left to who decompresses.
Result<BatchHeader> parse_header(ByteSpan bytes);
// Writes all 61 bytes of `header`, CRC as it stands, at the front of `to` (at least 61 bytes).
void store_header(MutableByteSpan to, const BatchHeader& header);

// CRC-32C over what it covers; `batch` is one whole batch.
std::uint32_t compute_crc(ByteSpan batch);

struct BatchLimits {
    // max.message.bytes of the topic: MESSAGE_TOO_LARGE above.
    std::int64_t batch_bytes_max = std::numeric_limits<std::int32_t>::max();
    // What a client of the Produce API may not send (INVALID_RECORD): control batches, a base offset other than 0,
    // an empty batch, a producer id without a sequence.
    bool from_client = true;
};

// The one check that a batch needs before it is stored by a leader: `bytes` is exactly one batch.
// CORRUPT_MESSAGE: sizes or CRC are wrong. INVALID_RECORD: another magic, counts that contradict each other, or see
// BatchLimits. MESSAGE_TOO_LARGE. UNSUPPORTED_COMPRESSION_TYPE: no such codec. Records are not decoded.
Result<BatchHeader> validate_batch(ByteSpan bytes, const BatchLimits& limits);

// Walks batches that lie one after another. A partial batch at the end (as every Fetch may have) ends the walk.
class BatchIterator {
public:
    explicit BatchIterator(ByteSpan bytes) : rest_(bytes) {}

    struct Entry {
        BatchHeader header;
        ByteSpan bytes;  // the whole batch, header included
    };
    // The next whole batch; none at the end or before a partial one. CORRUPT_MESSAGE where no batch can begin; the CRC is
    // not checked.
    Result<std::optional<Entry>> next();
    // Bytes that were not walked; after the end: those of the partial batch.
    [[nodiscard]] ByteSpan rest() const { return rest_; }

private:
    ByteSpan rest_;
};

// Outside the CRC. `batch` holds at least the header.
void set_base_offset_and_epoch(MutableByteSpan batch, Offset base_offset, LeaderEpoch epoch);
// Timestamp type and maxTimestamp, then the CRC again. `batch` is one whole batch.
void set_log_append_time(MutableByteSpan batch, std::int64_t timestamp_ms);

// 61 bytes for the front of `batch` as a leader stores it; the payload behind them stays where it is.
std::array<std::uint8_t, batch_header_size> stamped_header(ByteSpan batch, Offset base_offset, LeaderEpoch epoch,
                                                           std::optional<std::int64_t> log_append_time_ms);

}  // namespace vitrine::records
