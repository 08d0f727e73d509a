// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes as record batches, of a producer or of a file: they are refused with a reason, or read; and what was read is written again,
// in any codec, and read as the same. The mutator makes batches with every codec that are nearly right, mostly with the right CRC.
#include <array>
#include <random>
#include <vector>

#include "base/assert.h"
#include "records/control.h"
#include "records/record.h"
#include "tests/fuzz/spoil.h"

namespace vitrine::records {
namespace {

constexpr ReadLimits limits{.decompressed_bytes_max = 256 * 1024};

Bytes example(std::mt19937_64& engine) {
    BatchOptions options;
    options.base_offset = Offset(static_cast<std::int64_t>(engine() % 1000));
    options.codec = static_cast<Codec>(engine() % 5);
    options.timestamp_type = static_cast<TimestampType>(engine() % 2);
    options.log_append_time_ms = 1'700'000'000'000;
    if (engine() % 2 == 0) {
        options.producer_id = ProducerId(static_cast<std::int64_t>(engine() % 10));
        options.producer_epoch = ProducerEpoch(0);
        options.base_sequence = static_cast<std::int32_t>(engine() % 10);
    }
    BatchBuilder builder(options);
    const Bytes text(1 + engine() % 60, static_cast<std::uint8_t>(engine()));
    const std::array headers{HeaderView{"trace", ByteSpan(text)}, HeaderView{"empty", std::nullopt}};
    for (std::uint64_t left = 1 + engine() % 5; left > 0; --left) {
        const auto payload = [&] { return engine() % 4 == 0 ? std::nullopt : std::optional<ByteSpan>(text); };
        builder.append(static_cast<std::int64_t>(engine() % 100'000), payload(), payload(), std::span(headers).first(engine() % 3));
    }
    return builder.build().value();
}

// The length as it is, and mostly the CRC: else nothing behind it would be looked at.
void mend(Bytes& batch, std::mt19937_64& engine) {
    if (batch.size() < batch_header_size || engine() % 4 == 0) return;
    store_be(batch.data() + batch_length_at, static_cast<std::int32_t>(batch.size() - log_overhead));
    store_be(batch.data() + crc_at, compute_crc(batch));
}

// What was read, in another codec, is read as the same.
void check_written_again(const BatchHeader& header, const std::vector<Record>& records) {
    BatchOptions options;
    options.base_offset = header.base_offset;
    options.codec = header.codec() == Codec::none ? Codec::zstd : Codec::none;
    BatchBuilder builder(options);
    for (const Record& record : records) {
        std::vector<HeaderView> headers;
        for (const RecordHeader& own : record.headers)
            headers.push_back({own.key, own.value ? std::optional<ByteSpan>(*own.value) : std::nullopt});
        const auto span = [](const std::optional<Bytes>& bytes) { return bytes ? std::optional<ByteSpan>(*bytes) : std::nullopt; };
        builder.append_at(record.offset, record.timestamp_ms, span(record.key), span(record.value), headers);
    }
    const auto built = builder.build();
    VITRINE_ASSERT(built.has_value(), "records that were read can be written");
    const auto again = read_records(*built);
    VITRINE_ASSERT(again && *again == records, "what was written is read as the same");
}

void check_batch(const BatchIterator::Entry& entry) {
    for (const bool from_client : {true, false}) {
        const auto valid = validate_batch(entry.bytes, {.from_client = from_client});
        VITRINE_ASSERT(valid || !valid.error().message.empty(), "a refusal has a reason");
    }
    auto reader = RecordReader::open(entry.bytes, limits);
    if (!reader) {
        VITRINE_ASSERT(!reader.error().message.empty(), "a refusal has a reason");
        return;
    }
    std::vector<Record> records;
    while (true) {
        const auto record = reader->next();
        if (!record) {
            VITRINE_ASSERT(!record.error().message.empty(), "a refusal has a reason");
            return;
        }
        if (!*record) break;
        if (entry.header.is_control() && (*record)->key) {
            const auto type = parse_control_record_key(*(*record)->key);
            if (type && *type && (*record)->value) static_cast<void>(parse_transaction_marker_value(*(*record)->value));
        }
        records.push_back(to_record(**record));
    }
    if (!records.empty() && !entry.header.is_control()) check_written_again(entry.header, records);
}

}  // namespace
}  // namespace vitrine::records

extern "C" {

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    vitrine::records::BatchIterator batches({data, size});
    while (true) {
        const auto entry = batches.next();
        if (!entry || !*entry) return 0;
        vitrine::records::check_batch(**entry);
    }
}

std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed) {
    return vitrine::test::mutate(data, size, max_size, seed, vitrine::records::example, vitrine::records::mend);
}
}
