// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>

#include "tests/core/storage/support.h"

// Random operations on a log, next to a model that is only a list of batches. After each operation everything that can be asked is
// compared; restarts, kills and power failures come in between.
namespace vitrine::storage {
namespace {

struct ModelBatch {
    Offset base;
    int records = 1;
    LeaderEpoch epoch;
    std::int64_t timestamp_ms = 0;
    Bytes stored;  // as it lies in the log
    // Above the last batch where the log is empty, or was cut between two batches of a log with gaps.
    [[nodiscard]] Offset end() const { return base + records; }
};

class LogFuzz {
public:
    explicit LogFuzz(std::uint64_t seed) : seed_(seed), random_(seed), context_(seed) {
        gaps_ = below(3) == 0;
        LogConfig& config = context_.setup.config;
        config.internal_segment_bytes = static_cast<std::int32_t>(2500 + below(3000));
        config.index_interval_bytes = static_cast<std::int32_t>(below(800));
        config.retention_ms = -1;
        config.cleanup_compact = gaps_;
        config.cleanup_delete = true;
        config.file_delete_delay_ms = static_cast<std::int64_t>(below(5000));
        config.message_timestamp_after_max_ms = long_max;
        context_.open();
    }

    void run(int operations) {
        for (int i = 0; i < operations && !testing::Test::HasFailure(); ++i) {
            SCOPED_TRACE("seed " + std::to_string(seed_) + ", operation " + std::to_string(i));
            step();
            compare();
        }
    }

private:
    std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
    Log& log() { return *context_.log; }
    // Above the last batch where the log is empty, or was cut between two batches of a log with gaps.
    [[nodiscard]] Offset end() const { return model_.empty() ? end_ : std::max(end_, model_.back().end()); }

    void step() {
        switch (below(20)) {
            case 0:
            case 1:
            case 2:
            case 3:
            case 4:
            case 5: append_as_leader(); break;
            case 6:
            case 7:
            case 8: append_as_follower(); break;
            case 9: truncate(); break;
            case 10: EXPECT_OK(log().roll()); break;
            case 11:
            case 12: advance_high_watermark(); break;
            case 13: advance_log_start(); break;
            case 14: retention(); break;
            case 15: context_.flush(); break;
            case 16: context_.world.run_for(Milliseconds(below(3000))); break;
            case 17: restart_cleanly(); break;
            case 18: kill(); break;
            case 19: below(2) == 0 ? crash() : start_over(); break;
            default: break;
        }
    }

    BatchSpec spec() {
        BatchSpec batch;
        batch.records = static_cast<int>(1 + below(4));
        clock_ms_ += static_cast<std::int64_t>(below(50)) - 5;
        batch.timestamp_ms = clock_ms_;
        batch.value_bytes = below(below(8) == 0 ? 500 : 120);
        batch.codec = static_cast<records::Codec>(below(5));
        batch.fill = static_cast<char>('a' + below(26));
        return batch;
    }
    void remember(const BatchSpec& batch, Offset base, LeaderEpoch epoch) {
        BatchSpec stored = batch;
        stored.base_offset = base;
        stored.epoch = epoch;
        model_.push_back({base, batch.records, epoch, batch.timestamp_ms, make_batch(stored)});
        history_.insert(model_.back().stored);
    }
    LeaderEpoch next_epoch() {
        if (below(6) == 0) epoch_ = epoch_.next();
        return epoch_;
    }

    void append_as_leader() {
        const BatchSpec batch = spec();
        const LeaderEpoch epoch = next_epoch();
        if (below(3) == 0) log().begin_epoch(epoch);
        const Offset base = end();
        const auto info = log().append_as_leader(make_batch(batch), epoch);
        ASSERT_OK(info);
        EXPECT_EQ(info->first_offset, base);
        remember(batch, base, epoch);
    }

    void append_as_follower() {
        const LeaderEpoch epoch = next_epoch();
        Bytes bytes;
        Offset next = end();
        std::vector<std::pair<BatchSpec, Offset>> sent;
        for (std::uint64_t i = 0; i < 1 + below(6); ++i) {
            BatchSpec batch = spec();
            if (gaps_ && below(4) == 0) next = next + static_cast<std::int64_t>(1 + below(20));
            batch.base_offset = next;
            batch.epoch = epoch;
            const Bytes made = make_batch(batch);
            bytes.insert(bytes.end(), made.begin(), made.end());
            sent.emplace_back(batch, next);
            next = next + batch.records;
        }
        ASSERT_OK(log().append_as_follower(bytes, epoch));
        for (const auto& [batch, base] : sent) remember(batch, base, epoch);
    }

    void truncate() {
        const Offset to = log_start_ + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(end() - log_start_ + 3)));
        const Offset before = end();
        ASSERT_OK(log().truncate_to(to));
        if (to >= before) return;
        Offset new_end = to;
        while (!model_.empty() && model_.back().end() > to) {
            new_end = std::min(new_end, model_.back().base);
            model_.pop_back();
        }
        // Not in a hole.
        new_end = std::min(new_end, std::max(log_start_, model_.empty() ? Offset(0) : model_.back().end()));
        end_ = new_end;
        log_start_ = std::min(log_start_, new_end);
        high_watermark_ = std::min(high_watermark_, new_end);
    }

    void start_over() {
        const Offset at = end() + static_cast<std::int64_t>(below(50));
        ASSERT_OK(log().truncate_fully_and_start_at(at));
        model_.clear();
        end_ = log_start_ = high_watermark_ = at;
    }

    void advance_high_watermark() {
        const Offset to = high_watermark_ + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(end() - high_watermark_ + 2)));
        log().advance_high_watermark(to);
        high_watermark_ = std::max(high_watermark_, std::min(to, end()));
    }

    void advance_log_start() {
        const Offset to = log_start_ + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high_watermark_ - log_start_ + 1)));
        ASSERT_OK(log().advance_log_start(to));
        log_start_ = to;
        forget_below_start();
    }

    void retention() {
        LogConfig config = log().config();
        config.retention_bytes = below(2) == 0 ? -1 : static_cast<std::int64_t>(below(8000));
        log().set_config(config);
        context_.setup.config = config;
        ASSERT_TRUE(log().apply_retention(context_.environment->clock.wall_now()).has_value());
        EXPECT_LE(log().log_start(), high_watermark_);
        EXPECT_GE(log().log_start(), log_start_);
        log_start_ = log().log_start();
        forget_below_start();
    }

    void forget_below_start() {
        end_ = end();
        while (!model_.empty() && model_.front().end() <= log_start_) model_.erase(model_.begin());
    }

    void restart_cleanly() {
        context_.close_and_open();
        context_.setup.clean = false;
        learn_end();
    }
    // A cut between two batches is not remembered by the files: after a restart the log ends with its last batch, or with the base of its
    // last segment.
    void learn_end() {
        if (!gaps_) return;
        EXPECT_LE(log().log_end(), end());
        EXPECT_TRUE(model_.empty() || log().log_end() >= model_.back().end());
        end_ = log().log_end();
        high_watermark_ = std::min(high_watermark_, end_);
    }
    void remember_checkpoints() {
        context_.setup.recovery_point = below(2) == 0 ? Offset(0) : log().recovery_point();
        context_.setup.high_watermark = log().high_watermark();
        context_.setup.log_start = log().log_start();
    }
    void kill() {
        remember_checkpoints();
        context_.kill_and_open();
        learn_end();
    }

    // What was durable is there; what follows is a log of batches that were here once. The model learns what was lost.
    void crash() {
        remember_checkpoints();
        const Offset durable = log().recovery_point();
        context_.crash_and_open({.bytes = static_cast<env::sim::UnsyncedBytes>(below(3)), .lose_names = below(2) == 0});
        EXPECT_GE(log().log_end(), std::min(durable, end()));
        log_start_ = log().log_start();
        const auto bytes = log().read_batches(log_start_, {.bytes_max = 1 << 30});
        ASSERT_OK(bytes);
        std::vector<ModelBatch> found;
        records::BatchIterator iterator(*bytes);
        while (true) {
            const auto entry = iterator.next();
            ASSERT_OK(entry);
            if (!*entry) break;
            const Bytes stored((*entry)->bytes.begin(), (*entry)->bytes.end());
            EXPECT_TRUE(history_.contains(stored)) << "a batch that was never here";
            const records::BatchHeader& header = (*entry)->header;
            if (!found.empty()) {
                EXPECT_TRUE(gaps_ || header.base_offset == found.back().end()) << "a hole before " << header.base_offset.value();
                EXPECT_GE(header.leader_epoch, found.back().epoch);
            }
            found.push_back({header.base_offset, header.record_count, header.leader_epoch, header.base_timestamp_ms, stored});
        }
        for (const ModelBatch& batch : model_) {
            if (batch.end() > durable || batch.end() <= log_start_) continue;
            const auto same =
                std::find_if(found.begin(), found.end(), [&](const ModelBatch& other) { return other.stored == batch.stored; });
            EXPECT_NE(same, found.end()) << "a durable batch at " << batch.base.value() << " is gone";
        }
        model_ = std::move(found);
        end_ = log().log_end();
        if (!model_.empty()) epoch_ = std::max(epoch_, model_.back().epoch);
        high_watermark_ = log().high_watermark();
        forget_below_start();
    }

    void compare() {
        ASSERT_EQ(log().log_end(), end());
        ASSERT_EQ(log().log_start(), log_start_);
        ASSERT_EQ(log().high_watermark(), high_watermark_);
        ASSERT_LE(log().recovery_point(), log().log_end());
        if (model_.empty()) return;
        for (int i = 0; i < 3; ++i) read_somewhere();
        const ModelBatch& some = model_[below(model_.size())];
        if (some.base >= log_start_) {
            EXPECT_EQ(log().leader_epochs().epoch_for_offset(some.base), some.epoch);
        }
        if (below(10) == 0) read_everything();
        if (below(4) == 0) look_up_timestamp();
    }
    void read_somewhere() {
        const Offset from = log_start_ + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(log().log_end() - log_start_ + 1)));
        const auto expected = std::find_if(model_.begin(), model_.end(), [&](const ModelBatch& batch) { return batch.end() > from; });
        ReadOptions options{.bytes_max = static_cast<std::int64_t>(below(3000)), .min_one_batch = true};
        if (below(2) == 0) options.upper_bound = high_watermark_;
        const auto result = log().read(from, options);
        ASSERT_OK(result);
        const Offset bound = options.upper_bound.value_or(log().log_end());
        if (expected == model_.end() || from >= bound || expected->end() > bound) {
            EXPECT_TRUE(result->slices.empty()) << "from " << from.value() << " below " << bound.value();
            return;
        }
        ASSERT_EQ(result->slices.size(), 1u);
        Bytes bytes(static_cast<std::size_t>(result->size_bytes));
        ASSERT_OK(result->slices[0].file->read_at(result->slices[0].position, bytes));
        ASSERT_GE(bytes.size(), expected->stored.size());
        std::size_t at = 0;
        for (auto batch = expected; batch != model_.end() && at < bytes.size(); ++batch) {
            const std::size_t size = batch->stored.size();
            ASSERT_LE(at + size, bytes.size()) << "the last batch is whole";
            ASSERT_TRUE(std::equal(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.begin() + static_cast<std::ptrdiff_t>(at + size),
                                   batch->stored.begin()));
            ASSERT_LE(batch->end(), bound);
            at += size;
        }
        ASSERT_EQ(at, bytes.size());
    }

    void read_everything() {
        const auto bytes = log().read_batches(std::max(log_start_, model_.front().base), {.bytes_max = 1 << 30});
        ASSERT_OK(bytes);
        Bytes expected;
        for (const ModelBatch& batch : model_) expected.insert(expected.end(), batch.stored.begin(), batch.stored.end());
        ASSERT_EQ(bytes->size(), expected.size());
        ASSERT_EQ(*bytes, expected);
    }

    void look_up_timestamp() {
        const std::int64_t wanted =
            start_ms + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(std::max<std::int64_t>(clock_ms_ - start_ms + 100, 1))));
        const auto found = log().offset_for_timestamp(wanted);
        ASSERT_OK(found);
        for (const ModelBatch& batch : model_) {
            for (int i = 0; i < batch.records; ++i) {
                if (batch.base + i < log_start_ || batch.timestamp_ms + i < wanted) continue;
                ASSERT_TRUE(found->has_value());
                ASSERT_EQ((*found)->offset, batch.base + i);
                return;
            }
        }
        ASSERT_FALSE(found->has_value());
    }

    std::uint64_t seed_;
    std::mt19937_64 random_;
    LogContext context_;
    bool gaps_ = false;
    std::vector<ModelBatch> model_;
    std::set<Bytes> history_;
    Offset end_{0};  // at most: of what was truncated or lost
    Offset log_start_{0};
    Offset high_watermark_{0};
    LeaderEpoch epoch_{0};
    std::int64_t clock_ms_ = start_ms;
};

// VITRINE_FUZZ_SEEDS=first-last runs others than the few of the usual suite.
std::pair<std::uint64_t, std::uint64_t> seeds() {
    const char* given = std::getenv("VITRINE_FUZZ_SEEDS");
    std::uint64_t first = 1;
    std::uint64_t last = 60;
    if (given != nullptr) {
        char* rest = nullptr;
        first = last = std::strtoull(given, &rest, 10);
        if (*rest == '-') last = std::strtoull(rest + 1, nullptr, 10);
    }
    return {first, last};
}

TEST(LogFuzzTest, RandomOperationsAgreeWithAModel) {
    const auto [first, last] = seeds();
    for (std::uint64_t seed = first; seed <= last && !testing::Test::HasFailure(); ++seed) LogFuzz(seed).run(120);
}

}  // namespace
}  // namespace vitrine::storage
