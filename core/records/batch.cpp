// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/batch.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/assert.h"

namespace vitrine::records {
namespace {

constexpr std::int32_t sequence_max = std::numeric_limits<std::int32_t>::max();

BatchHeader load_header(const std::uint8_t* at) {
    BatchHeader header;
    header.base_offset = Offset(load_be<std::int64_t>(at + base_offset_at));
    header.batch_length = load_be<std::int32_t>(at + batch_length_at);
    header.leader_epoch = LeaderEpoch(load_be<std::int32_t>(at + leader_epoch_at));
    header.magic = load_be<std::int8_t>(at + magic_at);
    header.crc = load_be<std::uint32_t>(at + crc_at);
    header.attributes = load_be<std::int16_t>(at + attributes_at);
    header.last_offset_delta = load_be<std::int32_t>(at + last_offset_delta_at);
    header.base_timestamp_ms = load_be<std::int64_t>(at + base_timestamp_at);
    header.max_timestamp_ms = load_be<std::int64_t>(at + max_timestamp_at);
    header.producer_id = ProducerId(load_be<std::int64_t>(at + producer_id_at));
    header.producer_epoch = ProducerEpoch(load_be<std::int16_t>(at + producer_epoch_at));
    header.base_sequence = load_be<std::int32_t>(at + base_sequence_at);
    header.record_count = load_be<std::int32_t>(at + record_count_at);
    return header;
}

Status check_counts(const BatchHeader& header) {
    if (header.last_offset_delta < 0) {
        return failure(ErrorCode::INVALID_RECORD,
                       fmt::format("The batch has an invalid offset range: last offset delta {}.", header.last_offset_delta));
    }
    if (header.record_count <= 0) {
        return failure(ErrorCode::INVALID_RECORD,
                       fmt::format("The batch says that it holds {} records; it must hold at least one.", header.record_count));
    }
    if (std::int64_t{header.last_offset_delta} + 1 != header.record_count) {
        return failure(ErrorCode::INVALID_RECORD, fmt::format("The batch counts {} records, but its offsets are for {}.",
                                                              header.record_count, std::int64_t{header.last_offset_delta} + 1));
    }
    return {};
}

}  // namespace

std::string_view name_of(Codec codec) {
    switch (codec) {
        case Codec::none: return "none";
        case Codec::gzip: return "gzip";
        case Codec::snappy: return "snappy";
        case Codec::lz4: return "lz4";
        case Codec::zstd: return "zstd";
    }
    return "unknown";
}

std::optional<Codec> parse_codec(std::string_view name) {
    for (const Codec codec : {Codec::none, Codec::gzip, Codec::snappy, Codec::lz4, Codec::zstd}) {
        if (name_of(codec) == name) return codec;
    }
    return std::nullopt;
}

std::string_view name_of(TimestampType type) {
    switch (type) {
        case TimestampType::create_time: return "CreateTime";
        case TimestampType::log_append_time: return "LogAppendTime";
    }
    return "unknown";
}

std::int32_t add_to_sequence(std::int32_t sequence, std::int32_t increment) {
    if (sequence > sequence_max - increment) return increment - (sequence_max - sequence) - 1;
    return sequence + increment;
}

std::int32_t BatchHeader::last_sequence() const {
    if (base_sequence < 0) return no_sequence;
    return add_to_sequence(base_sequence, std::max(last_offset_delta, 0));
}

Result<BatchHeader> parse_header(ByteSpan bytes) {
    if (bytes.size() < batch_header_size) {
        return failure(ErrorCode::CORRUPT_MESSAGE,
                       fmt::format("A record batch needs {} bytes for its header; there are {}.", batch_header_size, bytes.size()));
    }
    const BatchHeader header = load_header(bytes.data());
    if (header.magic != magic_v2) {
        return failure(ErrorCode::CORRUPT_MESSAGE,
                       fmt::format("The record batch at offset {} has magic {}; only 2 is supported.", header.base_offset, header.magic));
    }
    if (header.size_bytes() < static_cast<std::int64_t>(batch_header_size)) {
        return failure(ErrorCode::CORRUPT_MESSAGE,
                       fmt::format("The record batch at offset {} says that it has {} bytes; a header alone has {}.", header.base_offset,
                                   header.size_bytes(), batch_header_size));
    }
    // Room for the deltas, so that no sum of offsets can overflow.
    constexpr std::int64_t offset_max = std::numeric_limits<std::int64_t>::max() - (std::int64_t{1} << 32);
    if (header.base_offset < Offset(0) || header.base_offset > Offset(offset_max)) {
        return failure(ErrorCode::CORRUPT_MESSAGE, fmt::format("No record batch can begin at offset {}.", header.base_offset));
    }
    return header;
}

void store_header(MutableByteSpan to, const BatchHeader& header) {
    VITRINE_ASSERT_CMP(to.size(), >=, batch_header_size, "a batch header has 61 bytes");
    std::uint8_t* at = to.data();
    store_be(at + base_offset_at, header.base_offset.value());
    store_be(at + batch_length_at, header.batch_length);
    store_be(at + leader_epoch_at, header.leader_epoch.value());
    store_be(at + magic_at, header.magic);
    store_be(at + crc_at, header.crc);
    store_be(at + attributes_at, header.attributes);
    store_be(at + last_offset_delta_at, header.last_offset_delta);
    store_be(at + base_timestamp_at, header.base_timestamp_ms);
    store_be(at + max_timestamp_at, header.max_timestamp_ms);
    store_be(at + producer_id_at, header.producer_id.value());
    store_be(at + producer_epoch_at, header.producer_epoch.value());
    store_be(at + base_sequence_at, header.base_sequence);
    store_be(at + record_count_at, header.record_count);
}

std::uint32_t compute_crc(ByteSpan batch) {
    VITRINE_ASSERT_CMP(batch.size(), >=, batch_header_size, "a CRC is computed over a whole batch");
    return crc32c(batch.subspan(attributes_at));
}

Result<BatchHeader> validate_batch(ByteSpan bytes, const BatchLimits& limits) {
    if (bytes.size() > magic_at && load_be<std::int8_t>(bytes.data() + magic_at) != magic_v2) {
        return failure(ErrorCode::INVALID_RECORD, fmt::format("Only record batches of magic 2 are accepted, not magic {}.",
                                                              load_be<std::int8_t>(bytes.data() + magic_at)));
    }
    auto header = parse_header(bytes);
    if (!header) return header;
    if (header->size_bytes() != static_cast<std::int64_t>(bytes.size())) {
        return failure(ErrorCode::CORRUPT_MESSAGE,
                       fmt::format("The record batch says that it has {} bytes, but {} came.", header->size_bytes(), bytes.size()));
    }
    if (limits.from_client && header->base_offset != Offset(0)) {
        return failure(ErrorCode::INVALID_RECORD,
                       fmt::format("The base offset of an appended batch must be 0, not {}.", header->base_offset));
    }
    if (header->size_bytes() > limits.batch_bytes_max) {
        return failure(ErrorCode::MESSAGE_TOO_LARGE, fmt::format("The record batch has {} bytes; max.message.bytes allows {}.",
                                                                 header->size_bytes(), limits.batch_bytes_max));
    }
    if (const std::uint32_t crc = compute_crc(bytes); crc != header->crc) {
        return failure(ErrorCode::CORRUPT_MESSAGE,
                       fmt::format("The record batch carries CRC {:#010x}, its bytes make {:#010x}.", header->crc, crc));
    }
    if (header->codec_bits() > static_cast<int>(Codec::zstd)) {
        return failure(ErrorCode::UNSUPPORTED_COMPRESSION_TYPE, fmt::format("There is no compression type {}.", header->codec_bits()));
    }
    if (auto counts = check_counts(*header); !counts) return std::unexpected(std::move(counts.error()));
    if (limits.from_client) {
        if (header->is_control()) return failure(ErrorCode::INVALID_RECORD, "Clients may not write control records.");
        if (header->has_producer_id() && header->base_sequence < 0) {
            return failure(ErrorCode::INVALID_RECORD, fmt::format("A batch of producer {} must have a sequence; it has {}.",
                                                                  header->producer_id, header->base_sequence));
        }
    }
    return header;
}

Result<std::optional<BatchIterator::Entry>> BatchIterator::next() {
    if (rest_.size() < batch_header_size) {
        // A header that is cut is a partial batch, unless what is there already says that no batch can be here.
        if (rest_.size() > magic_at && load_be<std::int8_t>(rest_.data() + magic_at) != magic_v2) {
            return failure(ErrorCode::CORRUPT_MESSAGE, fmt::format("A record batch begins with magic {}; only 2 is supported.",
                                                                   load_be<std::int8_t>(rest_.data() + magic_at)));
        }
        return std::nullopt;
    }
    auto header = parse_header(rest_);
    if (!header) return std::unexpected(std::move(header.error()));
    const auto size = static_cast<std::size_t>(header->size_bytes());
    if (size > rest_.size()) return std::nullopt;
    Entry entry{*header, rest_.first(size)};
    rest_ = rest_.subspan(size);
    return entry;
}

void set_base_offset_and_epoch(MutableByteSpan batch, Offset base_offset, LeaderEpoch epoch) {
    VITRINE_ASSERT_CMP(batch.size(), >=, batch_header_size, "a batch begins with a header of 61 bytes");
    store_be(batch.data() + base_offset_at, base_offset.value());
    store_be(batch.data() + leader_epoch_at, epoch.value());
}

void set_log_append_time(MutableByteSpan batch, std::int64_t timestamp_ms) {
    VITRINE_ASSERT_CMP(batch.size(), >=, batch_header_size, "a batch begins with a header of 61 bytes");
    const auto attributes = load_be<std::int16_t>(batch.data() + attributes_at);
    store_be(batch.data() + attributes_at, static_cast<std::int16_t>(attributes | timestamp_type_bit));
    store_be(batch.data() + max_timestamp_at, timestamp_ms);
    store_be(batch.data() + crc_at, compute_crc(batch));
}

std::array<std::uint8_t, batch_header_size> stamped_header(ByteSpan batch, Offset base_offset, LeaderEpoch epoch,
                                                           std::optional<std::int64_t> log_append_time_ms) {
    VITRINE_ASSERT_CMP(batch.size(), >=, batch_header_size, "a batch begins with a header of 61 bytes");
    std::array<std::uint8_t, batch_header_size> header{};
    std::copy_n(batch.begin(), batch_header_size, header.begin());
    set_base_offset_and_epoch(header, base_offset, epoch);
    if (log_append_time_ms) {
        const auto attributes = load_be<std::int16_t>(header.data() + attributes_at);
        store_be(header.data() + attributes_at, static_cast<std::int16_t>(attributes | timestamp_type_bit));
        store_be(header.data() + max_timestamp_at, *log_append_time_ms);
        const std::uint32_t over_header = crc32c(ByteSpan(header).subspan(attributes_at));
        store_be(header.data() + crc_at, crc32c(over_header, batch.subspan(batch_header_size)));
    }
    return header;
}

}  // namespace vitrine::records
