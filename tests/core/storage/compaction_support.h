// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "storage/log_cleaning.h"
#include "tests/core/storage/support.h"

namespace vitrine::storage {

// A key and its value; none: a tombstone.
using KeyValue = std::pair<std::string, std::optional<std::string>>;

struct KeyedBatch {
    std::vector<KeyValue> records;
    std::int64_t timestamp_ms = start_ms;
    std::int64_t producer_id = -1;
    std::int16_t producer_epoch = 0;
    std::int32_t sequence = 0;
    bool transactional = false;
    records::Codec codec = records::Codec::none;
};

inline Bytes make_batch(const KeyedBatch& spec) {
    records::BatchOptions options;
    options.codec = spec.codec;
    options.transactional = spec.transactional;
    if (spec.producer_id >= 0) {
        options.producer_id = ProducerId(spec.producer_id);
        options.producer_epoch = ProducerEpoch(spec.producer_epoch);
        options.base_sequence = spec.sequence;
    }
    records::BatchBuilder builder(options);
    std::int64_t timestamp_ms = spec.timestamp_ms;
    for (const auto& [key, value] : spec.records) {
        builder.append(timestamp_ms++, as_bytes(key), value ? std::optional(as_bytes(*value)) : std::nullopt);
    }
    return std::move(*builder.build());
}

// One compacted log in one simulated machine.
class CompactionContext : public LogContext {
public:
    explicit CompactionContext(std::uint64_t seed = 1) : LogContext(seed) {
        setup.config.cleanup_compact = true;
        setup.config.cleanup_delete = false;
        setup.config.internal_segment_bytes = 4096;
        setup.config.message_timestamp_after_max_ms = long_max;
    }

    AppendInfo put(const std::vector<KeyValue>& records) { return put_batch(KeyedBatch{.records = records}); }
    AppendInfo put_batch(const KeyedBatch& batch) {
        const auto info = log->append_as_leader(make_batch(batch), LeaderEpoch(0));
        EXPECT_TRUE(info.has_value()) << (info ? "" : info.error().message);
        log->advance_high_watermark(log->log_end());
        return info.value_or(AppendInfo{});
    }
    void put_marker(std::int64_t producer_id, bool abort, std::int16_t producer_epoch = 0) {
        const auto info =
            log->append_as_leader(make_marker(producer_id, producer_epoch, abort), LeaderEpoch(0), {.origin = AppendOrigin::coordinator});
        EXPECT_TRUE(info.has_value()) << (info ? "" : info.error().message);
        log->advance_high_watermark(log->log_end());
    }
    // A new segment, durable below it.
    void roll() {
        EXPECT_OK(log->roll());
        flush();
    }

    CleanableRange range(Offset first_dirty = Offset(0)) {
        const auto found = log->cleanable(first_dirty, environment->clock.wall_now());
        EXPECT_TRUE(found.has_value()) << (found ? "" : found.error().message);
        return {first_dirty, found ? found->first_uncleanable : first_dirty};
    }
    CleaningOptions options() { return {.now_ms = wall_ms(), .hash_seed = {1, 2}}; }
    std::unique_ptr<LogCleaning> begin_cleaning(const CleanableRange& what) {
        return std::make_unique<LogCleaning>(*environment, *log, what, options());
    }
    // One piece, and the wait for the disk behind it.
    Result<std::int64_t> step(LogCleaning& cleaning, std::int64_t bytes_max) {
        auto moved = cleaning.step(bytes_max);
        if (cleaning.state() == LogCleaning::State::syncing) {
            EXPECT_TRUE(world.run_until([&] { return cleaning.state() != LogCleaning::State::syncing; }, 10s));
        }
        return moved;
    }
    void finish(LogCleaning& cleaning, std::int64_t bytes_max = 1 << 20) {
        using State = LogCleaning::State;
        while (cleaning.state() != State::done && cleaning.state() != State::aborted) {
            const auto moved = step(cleaning, bytes_max);
            ASSERT_TRUE(moved.has_value()) << moved.error().message;
        }
        EXPECT_EQ(cleaning.state(), State::done);
    }
    // Cleans what can be; answers up to where.
    Offset clean(Offset first_dirty = Offset(0), std::int64_t bytes_max = 1 << 20) {
        const auto cleaning = begin_cleaning(range(first_dirty));
        finish(*cleaning, bytes_max);
        return cleaning->end();
    }

    std::vector<records::BatchHeader> headers() {
        std::vector<records::BatchHeader> found;
        const auto bytes = log->read_batches(log->log_start(), {.bytes_max = 1 << 30});
        EXPECT_OK(bytes);
        if (!bytes) return found;
        records::BatchIterator iterator(*bytes);
        while (true) {
            const auto entry = iterator.next();
            EXPECT_OK(entry);
            if (!entry || !*entry) return found;
            EXPECT_EQ(records::compute_crc((*entry)->bytes), (*entry)->header.crc);
            found.push_back((*entry)->header);
        }
    }
    // "offset:key=value", in order; a tombstone has no "=".
    std::vector<std::string> told() {
        std::vector<std::string> lines;
        for (const records::Record& record : read_all()) {
            std::string line = std::to_string(record.offset.value()) + ":" + std::string(as_text(*record.key));
            if (record.value) line += "=" + std::string(as_text(*record.value));
            lines.push_back(line);
        }
        return lines;
    }
    int files_with(std::string_view part) {
        int count = 0;
        for (const std::string& name : files()) count += name.find(part) != std::string::npos ? 1 : 0;
        return count;
    }
};

}  // namespace vitrine::storage
