// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>

#include "base/assert.h"
#include "base/varint.h"
#include "records/compression.h"
#include "records/record.h"

namespace vitrine::records {
namespace {

std::size_t nullable_size(const std::optional<ByteSpan>& bytes) {
    return bytes ? varint_size(static_cast<std::int32_t>(bytes->size())) + bytes->size() : varint_size(-1);
}

std::size_t content_size(const std::optional<ByteSpan>& key, const std::optional<ByteSpan>& value, std::span<const HeaderView> headers) {
    std::size_t size = nullable_size(key) + nullable_size(value) + varint_size(static_cast<std::int32_t>(headers.size()));
    for (const HeaderView& header : headers) size += nullable_size(as_bytes(header.key)) + nullable_size(header.value);
    return size;
}

std::uint8_t* store_nullable(std::uint8_t* at, const std::optional<ByteSpan>& bytes) {
    if (!bytes) return store_varint(at, -1);
    at = store_varint(at, static_cast<std::int32_t>(bytes->size()));
    return std::copy(bytes->begin(), bytes->end(), at);
}

std::int64_t subtract_wrapping(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

}  // namespace

BatchOptions options_of(const BatchHeader& header) {
    BatchOptions options;
    options.base_offset = header.base_offset;
    options.leader_epoch = header.leader_epoch;
    options.codec = header.codec();
    options.timestamp_type = header.timestamp_type();
    if (options.timestamp_type == TimestampType::log_append_time) options.log_append_time_ms = header.max_timestamp_ms;
    options.producer_id = header.producer_id;
    options.producer_epoch = header.producer_epoch;
    options.base_sequence = header.base_sequence;
    options.transactional = header.is_transactional();
    options.control = header.is_control();
    if (header.has_delete_horizon()) options.delete_horizon_ms = header.base_timestamp_ms;
    return options;
}

BatchBuilder::BatchBuilder(const BatchOptions& options) : options_(options), bytes_(batch_header_size), next_offset_(options.base_offset) {}

void BatchBuilder::append(std::int64_t timestamp_ms, std::optional<ByteSpan> key, std::optional<ByteSpan> value,
                          std::span<const HeaderView> headers) {
    append_at(next_offset_, timestamp_ms, key, value, headers);
}

void BatchBuilder::append_at(Offset offset, std::int64_t timestamp_ms, std::optional<ByteSpan> key, std::optional<ByteSpan> value,
                             std::span<const HeaderView> headers) {
    VITRINE_ASSERT_CMP(offset, >=, next_offset_, "offsets rise within a batch");
    const std::int64_t offset_delta = offset - options_.base_offset;
    VITRINE_ASSERT_CMP(offset_delta, <=, std::int64_t{std::numeric_limits<std::int32_t>::max()}, "offset deltas are int32");
    if (count_ == 0) {
        base_timestamp_ms_ = options_.delete_horizon_ms.value_or(timestamp_ms);
        max_timestamp_ms_ = timestamp_ms;
    }
    max_timestamp_ms_ = std::max(max_timestamp_ms_, timestamp_ms);
    const std::int64_t timestamp_delta = subtract_wrapping(timestamp_ms, base_timestamp_ms_);
    const std::size_t body =
        1 + varlong_size(timestamp_delta) + varint_size(static_cast<std::int32_t>(offset_delta)) + content_size(key, value, headers);

    const std::size_t before = bytes_.size();
    bytes_.resize(before + varint_size(static_cast<std::int32_t>(body)) + body);
    std::uint8_t* at = store_varint(bytes_.data() + before, static_cast<std::int32_t>(body));
    *at++ = 0;  // attributes
    at = store_varlong(at, timestamp_delta);
    at = store_varint(at, static_cast<std::int32_t>(offset_delta));
    at = store_nullable(at, key);
    at = store_nullable(at, value);
    at = store_varint(at, static_cast<std::int32_t>(headers.size()));
    for (const HeaderView& header : headers) {
        at = store_nullable(at, as_bytes(header.key));
        at = store_nullable(at, header.value);
    }
    VITRINE_ASSERT(at == bytes_.data() + bytes_.size(), "the size of a record is computed before it is written");
    ++count_;
    next_offset_ = offset.next();
}

std::size_t BatchBuilder::record_size_max(std::optional<ByteSpan> key, std::optional<ByteSpan> value, std::span<const HeaderView> headers) {
    return varint_size_max + 1 + varlong_size_max + varint_size_max + content_size(key, value, headers);
}

void BatchBuilder::set_producer(ProducerId id, ProducerEpoch epoch, std::int32_t base_sequence) {
    options_.producer_id = id;
    options_.producer_epoch = epoch;
    options_.base_sequence = base_sequence;
}

void BatchBuilder::set_last_offset(Offset offset) { next_offset_ = std::max(next_offset_, offset.next()); }

Result<Bytes> BatchBuilder::build() {
    BatchHeader header;
    header.base_offset = options_.base_offset;
    header.leader_epoch = options_.leader_epoch;
    int attributes = static_cast<int>(options_.codec);
    if (options_.timestamp_type == TimestampType::log_append_time) attributes |= timestamp_type_bit;
    if (options_.transactional) attributes |= transactional_bit;
    if (options_.control) attributes |= control_bit;
    if (options_.delete_horizon_ms) attributes |= delete_horizon_bit;
    header.attributes = static_cast<std::int16_t>(attributes);
    header.last_offset_delta = static_cast<std::int32_t>(std::max<std::int64_t>(next_offset_ - options_.base_offset - 1, 0));
    header.base_timestamp_ms = base_timestamp_ms_;
    header.max_timestamp_ms = options_.timestamp_type == TimestampType::log_append_time ? options_.log_append_time_ms : max_timestamp_ms_;
    header.producer_id = options_.producer_id;
    header.producer_epoch = options_.producer_epoch;
    header.base_sequence = options_.base_sequence;
    header.record_count = count_;

    Bytes batch = std::move(bytes_);
    if (options_.codec != Codec::none && count_ > 0) {
        Bytes packed(batch_header_size);
        if (auto status = compress(options_.codec, options_.level, ByteSpan(batch).subspan(batch_header_size), packed); !status) {
            return std::unexpected(std::move(status.error()));
        }
        batch = std::move(packed);
    }
    VITRINE_ASSERT_CMP(batch.size(), <=, std::size_t{std::numeric_limits<std::int32_t>::max()}, "the length of a batch is int32");
    header.batch_length = static_cast<std::int32_t>(batch.size() - log_overhead);
    store_header(batch, header);
    store_be(batch.data() + crc_at, compute_crc(batch));
    return batch;
}

}  // namespace vitrine::records
