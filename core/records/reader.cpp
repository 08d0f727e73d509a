// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "base/varint.h"
#include "records/compression.h"
#include "records/record.h"

namespace vitrine::records {
namespace {

// A length of -1 is null; none: the bytes are not there.
struct OptionalBytes {
    std::optional<ByteSpan> value;
};
std::optional<OptionalBytes> take_nullable(ByteSpan& from) {
    const auto length = take_varint(from);
    if (!length) return std::nullopt;
    if (*length < 0) return OptionalBytes{};
    const auto size = static_cast<std::size_t>(*length);
    if (size > from.size()) return std::nullopt;
    const ByteSpan value = from.first(size);
    from = from.subspan(size);
    return OptionalBytes{value};
}

// Timestamps of any value occur; sums wrap as Java's do.
std::int64_t add_wrapping(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

}  // namespace

Record to_record(const RecordView& view) {
    const auto own = [](const std::optional<ByteSpan>& span) {
        return span ? std::optional<Bytes>(Bytes(span->begin(), span->end())) : std::nullopt;
    };
    Record record{view.offset, view.timestamp_ms, own(view.key), own(view.value), {}};
    record.headers.reserve(view.headers.size());
    for (const HeaderView& header : view.headers) record.headers.push_back({std::string(header.key), own(header.value)});
    return record;
}

RecordReader::RecordReader(BatchHeader header, std::unique_ptr<Bytes> decompressed, ByteSpan payload)
    : header_(header), decompressed_(std::move(decompressed)), rest_(payload), payload_size_(payload.size()) {}

Result<RecordReader> RecordReader::open(ByteSpan batch, const ReadLimits& limits) {
    const auto header = parse_header(batch);
    if (!header) return std::unexpected(header.error());
    if (header->size_bytes() != static_cast<std::int64_t>(batch.size())) {
        return failure(ErrorCode::CORRUPT_MESSAGE, fmt::format("The record batch at offset {} says that it has {} bytes, but there are {}.",
                                                               header->base_offset, header->size_bytes(), batch.size()));
    }
    if (header->codec_bits() > static_cast<int>(Codec::zstd)) {
        return failure(ErrorCode::UNSUPPORTED_COMPRESSION_TYPE, fmt::format("There is no compression type {}.", header->codec_bits()));
    }
    const ByteSpan payload = batch.subspan(batch_header_size);
    // A batch that compaction emptied is a bare header, whatever its codec.
    if (header->codec() == Codec::none || (payload.empty() && header->record_count == 0)) return RecordReader(*header, nullptr, payload);
    auto plain = decompress(header->codec(), payload, limits.decompressed_bytes_max);
    if (!plain) return std::unexpected(std::move(plain.error()));
    auto owned = std::make_unique<Bytes>(std::move(*plain));
    const ByteSpan records = *owned;
    return RecordReader(*header, std::move(owned), records);
}

Result<std::optional<RecordView>> RecordReader::next() {
    const auto bad = [this](std::string_view what) {
        return failure(ErrorCode::CORRUPT_MESSAGE,
                       fmt::format("Record {} of the batch at offset {}: {}.", read_, header_.base_offset, what));
    };
    if (read_ >= header_.record_count) {
        if (!rest_.empty()) return bad(fmt::format("{} bytes are left behind the last record", rest_.size()));
        return std::nullopt;
    }
    const auto length = take_varint(rest_);
    if (!length || *length < 0 || static_cast<std::size_t>(*length) > rest_.size()) return bad("its length does not fit the batch");
    ByteSpan body = rest_.first(static_cast<std::size_t>(*length));
    rest_ = rest_.subspan(body.size());

    if (body.empty()) return bad("it is empty");
    body = body.subspan(1);  // attributes: none are defined
    const auto timestamp_delta = take_varlong(body);
    const auto offset_delta = take_varint(body);
    if (!timestamp_delta || !offset_delta) return bad("it ends within its deltas");
    if (*offset_delta <= last_offset_delta_ || *offset_delta > header_.last_offset_delta) {
        return bad(fmt::format("its offset delta {} does not lie between the one before ({}) and the batch's last ({})", *offset_delta,
                               last_offset_delta_, header_.last_offset_delta));
    }
    const auto key = take_nullable(body);
    if (!key) return bad("its key does not fit");
    const auto value = take_nullable(body);
    if (!value) return bad("its value does not fit");
    const auto header_count = take_varint(body);
    // Each header takes two bytes at least.
    if (!header_count || *header_count < 0 || static_cast<std::size_t>(*header_count) > body.size() / 2)
        return bad("its count of headers does not fit");
    headers_.clear();
    for (std::int32_t i = 0; i < *header_count; ++i) {
        const auto header_key = take_nullable(body);
        if (!header_key || !header_key->value) return bad("a header's key does not fit");
        const auto header_value = take_nullable(body);
        if (!header_value) return bad("a header's value does not fit");
        headers_.push_back({as_text(*header_key->value), header_value->value});
    }
    if (!body.empty()) return bad(fmt::format("{} bytes are left behind its headers", body.size()));

    last_offset_delta_ = *offset_delta;
    ++read_;
    RecordView view;
    view.offset = header_.base_offset + *offset_delta;
    view.timestamp_ms = header_.timestamp_type() == TimestampType::log_append_time
                            ? header_.max_timestamp_ms
                            : add_wrapping(header_.base_timestamp_ms, *timestamp_delta);
    view.key = key->value;
    view.value = value->value;
    view.headers = headers_;
    return view;
}

Result<std::vector<Record>> read_records(ByteSpan batches, const ReadLimits& limits) {
    std::vector<Record> records;
    BatchIterator iterator(batches);
    while (true) {
        const auto entry = iterator.next();
        if (!entry) return std::unexpected(entry.error());
        if (!*entry) return records;
        if ((*entry)->header.is_control()) continue;
        auto reader = RecordReader::open((*entry)->bytes, limits);
        if (!reader) return std::unexpected(std::move(reader.error()));
        while (true) {
            const auto view = reader->next();
            if (!view) return std::unexpected(view.error());
            if (!*view) break;
            records.push_back(to_record(**view));
        }
    }
}

}  // namespace vitrine::records
