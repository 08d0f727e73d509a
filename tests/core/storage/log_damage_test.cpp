// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <random>

#include <fmt/format.h>

#include "tests/core/storage/support.h"

// A log that was cut at any byte, or in which any bit was flipped: what is left of it is what was whole.
namespace vitrine::storage {
namespace {

// One batch where it lies: in which file, from where to where.
struct Place {
    std::string path;
    std::size_t begin = 0;
    std::size_t end = 0;
    Offset next_offset;
};

struct Written {
    std::map<std::string, Bytes> files;
    std::vector<Place> batches;  // in order
    std::vector<records::Record> records;
    std::size_t log_bytes = 0;

    [[nodiscard]] std::size_t records_before(std::size_t batch) const {
        return batch == 0 ? 0 : static_cast<std::size_t>(batches[batch - 1].next_offset.value());
    }
    [[nodiscard]] std::size_t bytes_before(std::size_t batch) const {
        std::size_t bytes = 0;
        for (std::size_t i = 0; i < batch; ++i) bytes += batches[i].end - batches[i].begin;
        return bytes;
    }
};

void configure(LogContext& context) {
    context.setup.config.internal_segment_bytes = 3000;
    context.setup.config.index_interval_bytes = 300;
}

// Several segments, all codecs, five epochs, batches of idempotent producers and of others.
Written write_log() {
    constexpr std::array codecs{records::Codec::none, records::Codec::gzip, records::Codec::snappy, records::Codec::lz4,
                                records::Codec::zstd};
    LogContext context;
    configure(context);
    context.open();
    std::int32_t sequence = 0;
    for (int i = 0; i < 60; ++i) {
        BatchSpec spec{.records = 1 + i % 4,
                       .timestamp_ms = start_ms + 10 * i,
                       .value_bytes = static_cast<std::size_t>(20 + 37 * (i % 7)),
                       .codec = codecs[static_cast<std::size_t>(i) % codecs.size()],
                       .fill = static_cast<char>('a' + i % 26)};
        if (i % 3 == 0) {
            spec.producer_id = 7;
            spec.sequence = sequence;
            sequence += spec.records;
        }
        context.append(spec, LeaderEpoch(i / 12));
    }
    Written written;
    written.records = context.read_all();
    for (const std::string& name : context.files()) {
        const std::string path = "orders-0/" + name;
        written.files[path] = *env::read_file(context.node.disk(), path);
        if (!name.ends_with(".log")) continue;
        const Bytes& content = written.files[path];
        written.log_bytes += content.size();
        records::BatchIterator batches(content);
        std::size_t at = 0;
        while (const auto batch = *batches.next()) {
            const std::size_t end = content.size() - batches.rest().size();
            written.batches.push_back({path, at, end, batch->header.last_offset() + 1});
            at = end;
        }
    }
    EXPECT_EQ(written.batches.size(), 60u);
    EXPECT_GT(written.files.size(), 10u) << "several segments";
    return written;
}

class LogDamageTest : public testing::Test {
protected:
    // The machine comes up with these files, and nothing says that its log was closed.
    static void put(LogContext& context, const std::map<std::string, Bytes>& files) {
        EXPECT_OK(context.node.disk().create_directories("orders-0"));
        for (const auto& [path, content] : files) EXPECT_OK(env::write_file(context.node.disk(), path, content));
    }
    // `whole`: batches that must be there, and no other.
    void expect_recovered(const std::map<std::string, Bytes>& files, std::size_t whole, std::size_t lost_bytes, const std::string& what) {
        LogContext context;
        configure(context);
        put(context, files);
        Log& log = context.open();
        const std::size_t count = written.records_before(whole);
        ASSERT_EQ(log.log_end(), Offset(static_cast<std::int64_t>(count))) << what;
        const std::vector<records::Record> expected(written.records.begin(), written.records.begin() + static_cast<std::ptrdiff_t>(count));
        ASSERT_EQ(context.read_all(), expected) << what;
        const auto told = context.observed().all<observe::LogRecovered>();
        ASSERT_EQ(told.size(), 1u) << what;
        EXPECT_EQ(told[0].log_end, log.log_end()) << what;
        EXPECT_EQ(told[0].truncated_bytes, static_cast<std::int64_t>(lost_bytes)) << what;
        // It goes on from there, and what it goes on with is found again.
        context.append({.records = 2}, LeaderEpoch(9));
        Log& again = context.kill_and_open();
        ASSERT_EQ(again.log_end(), Offset(static_cast<std::int64_t>(count) + 2)) << what;
        EXPECT_EQ(again.latest_epoch(), LeaderEpoch(9)) << what;
        EXPECT_TRUE(context.failures.empty()) << what;
    }
    // Any byte of the .log files.
    std::pair<std::size_t, std::size_t> any_place() {
        std::size_t at = std::uniform_int_distribution<std::size_t>(0, written.log_bytes - 1)(random);
        std::size_t batch = 0;
        while (at >= written.batches[batch].end - written.batches[batch].begin) {
            at -= written.batches[batch].end - written.batches[batch].begin;
            ++batch;
        }
        return {batch, at};
    }

    const int cases = std::getenv("VITRINE_LONG_TESTS") != nullptr ? 10'000 : 1'000;
    const Written written = write_log();
    std::mt19937_64 random{20'240'607};
};

TEST_F(LogDamageTest, ALogCutAtAnyByteKeepsTheBatchesBeforeIt) {
    for (int i = 0; i < cases && !HasFatalFailure(); ++i) {
        const auto [batch, at] = any_place();
        const Place& place = written.batches[batch];
        auto files = written.files;
        Bytes& content = files.at(place.path);
        content.resize(place.begin + at);
        // A crash may have lost the files after it too, or only this one's end.
        const bool last_file = i % 2 == 0;
        std::size_t left = 0;
        for (auto file = files.begin(); file != files.end();) {
            const bool later = file->first.ends_with(".log") && file->first > place.path;
            if (later && last_file) {
                file = files.erase(file);
                continue;
            }
            if (file->first.ends_with(".log")) left += file->second.size();
            ++file;
        }
        expect_recovered(files, batch, left - written.bytes_before(batch),
                         fmt::format("case {}: {} cut at {}, {} bytes into batch {}", i, place.path, place.begin + at, at, batch));
    }
}

TEST_F(LogDamageTest, AFlippedBitCostsItsBatchAndWhatFollows) {
    for (int i = 0; i < cases && !HasFatalFailure(); ++i) {
        const auto [batch, at] = any_place();
        const Place& place = written.batches[batch];
        auto files = written.files;
        const int bit = std::uniform_int_distribution<int>(0, 7)(random);
        files.at(place.path)[place.begin + at] ^= static_cast<std::uint8_t>(1U << bit);
        const std::string what = fmt::format("case {}: bit {} of byte {} of batch {} in {}", i, bit, at, batch, place.path);
        // The CRC covers neither the base offset nor the leader's epoch: as in Kafka, such a batch may pass where it still can follow
        // the one before. Nothing before it suffers, and what is kept can be read.
        const bool covered = at >= records::batch_length_at && (at < records::leader_epoch_at || at >= records::magic_at);
        if (covered) {
            expect_recovered(files, batch, written.log_bytes - written.bytes_before(batch), what);
            continue;
        }
        LogContext context;
        configure(context);
        put(context, files);
        Log& log = context.open();
        const auto count = static_cast<std::ptrdiff_t>(written.records_before(batch));
        ASSERT_GE(log.log_end(), Offset(count)) << what;
        const auto kept = context.read_all();
        ASSERT_GE(kept.size(), static_cast<std::size_t>(count)) << what;
        ASSERT_TRUE(std::equal(written.records.begin(), written.records.begin() + count, kept.begin())) << what;
        ASSERT_TRUE(std::ranges::adjacent_find(kept, std::ranges::greater_equal{}, &records::Record::offset) == kept.end()) << what;
    }
}

}  // namespace
}  // namespace vitrine::storage
