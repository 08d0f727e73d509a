// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdlib>
#include <random>
#include <set>

#include "storage/files.h"
#include "tests/core/storage/compaction_support.h"

// Random histories of compacted logs next to a model: a list of batches to which Kafka's rules are applied without files, segments or
// pieces. After each cleaning the log has the model's batches, field by field; and, whatever the model says, who reads the log learns the
// same latest value of each key as who reads all that was ever written. Kills and losses of power come in between, also in the middle of
// a cleaning.
namespace vitrine::storage {
namespace {

struct ModelRecord {
    Offset offset;
    std::string key;
    std::optional<std::string> value;
    std::int64_t timestamp_ms = 0;
    friend bool operator==(const ModelRecord&, const ModelRecord&) = default;
};

struct ModelBatch {
    Offset base;
    Offset last;
    std::vector<ModelRecord> records;  // of a marker: none, see `marker`
    std::int64_t producer_id = -1;
    std::int32_t sequence = -1;
    records::Codec codec = records::Codec::none;
    int transaction = 0;  // a number for each one; 0: none
    bool control = false;
    bool abort = false;       // of a marker
    bool has_marker = false;  // the control record is there
    std::optional<std::int64_t> horizon_ms;
    std::int64_t max_timestamp_ms = -1;
    friend bool operator==(const ModelBatch&, const ModelBatch&) = default;
};
using Model = std::vector<ModelBatch>;

class CompactionFuzz {
public:
    explicit CompactionFuzz(std::uint64_t seed) : seed_(seed), random_(seed), context_(seed) {
        LogConfig& config = context_.setup.config;
        config.internal_segment_bytes = static_cast<std::int32_t>(400 + below(2500));
        config.index_interval_bytes = static_cast<std::int32_t>(below(600));
        config.delete_retention_ms = static_cast<std::int64_t>(below(3) == 0 ? 0 : below(20'000));
        config.min_compaction_lag_ms = 0;
        config.file_delete_delay_ms = static_cast<std::int64_t>(below(5000));
        keys_ = 1 + below(12);
        // As a node opens its logs: what a topic's policy is it learns later.
        config.cleanup_compact = false;
        context_.open();
        learn_policy();
    }

    void run(int operations) {
        for (int i = 0; i < operations && !testing::Test::HasFailure(); ++i) {
            SCOPED_TRACE("seed " + std::to_string(seed_) + ", operation " + std::to_string(i));
            step();
        }
        SCOPED_TRACE("seed " + std::to_string(seed_) + ", at the end");
        if (testing::Test::HasFailure()) return;
        roll();
        clean();
        compare();
    }

    [[nodiscard]] int cleanings() const { return cleanings_; }

private:
    std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
    Log& log() { return *context_.log; }
    [[nodiscard]] Offset end() { return log().log_end(); }

    void step() {
        switch (below(24)) {
            case 0:
            case 1:
            case 2:
            case 3:
            case 4:
            case 5:
            case 6:
            case 7: append(); break;
            case 8:
            case 9:
            case 10: append_in_transaction(); break;
            case 11:
            case 12: end_transaction(); break;
            case 13: roll(); break;
            case 14:
            case 15: advance_high_watermark(); break;
            case 16: context_.world.run_for(Milliseconds(below(8000))); break;
            case 17:
            case 18:
            case 19: clean(); break;
            case 20: truncate(); break;
            case 21: delete_records(); break;
            case 22: restart(); break;
            case 23: die_while_cleaning(); break;
            default: break;
        }
        compare();
    }

    // --- writing ---

    Model::value_type draw_batch() {
        ModelBatch batch;
        batch.base = end();
        const auto count = 1 + below(4);
        batch.last = batch.base + static_cast<std::int64_t>(count) - 1;
        for (std::uint64_t i = 0; i < count; ++i) {
            ModelRecord record;
            record.offset = batch.base + static_cast<std::int64_t>(i);
            record.key = "key-" + std::to_string(below(keys_));
            if (below(4) != 0) record.value = "value-" + std::to_string(++written_) + std::string(below(60), '.');
            // As clients send them: in no order, far in the past, or none.
            record.timestamp_ms = below(9) == 0 ? -1 : start_ms + static_cast<std::int64_t>(below(100'000)) - 50'000;
            batch.max_timestamp_ms = i == 0 ? record.timestamp_ms : std::max(batch.max_timestamp_ms, record.timestamp_ms);
            batch.records.push_back(std::move(record));
        }
        batch.codec = static_cast<records::Codec>(below(5));
        return batch;
    }
    void write(ModelBatch batch) {
        records::BatchOptions options;
        options.codec = batch.codec;
        options.transactional = batch.transaction != 0;
        if (batch.producer_id >= 0) {
            options.producer_id = ProducerId(batch.producer_id);
            options.producer_epoch = ProducerEpoch(0);
            const ProducerEntry* known = log().producers().find(options.producer_id);
            options.base_sequence = known != nullptr && !known->batches.empty() ? known->last_sequence() + 1 : 0;
            batch.sequence = options.base_sequence;
        }
        records::BatchBuilder builder(options);
        for (const ModelRecord& record : batch.records) {
            builder.append(record.timestamp_ms, as_bytes(record.key), record.value ? std::optional(as_bytes(*record.value)) : std::nullopt);
        }
        const auto info = log().append_as_leader(*builder.build(), LeaderEpoch(0));
        ASSERT_OK(info);
        ASSERT_EQ(info->first_offset, batch.base);
        model_.push_back(batch);
        history_.push_back(std::move(batch));
    }
    void append() {
        ModelBatch batch = draw_batch();
        if (below(2) == 0) batch.producer_id = static_cast<std::int64_t>(1 + below(2));
        write(std::move(batch));
    }
    // The one that is open, by the batches: a truncation may take its end or its beginning.
    int open_transaction(std::int64_t producer_id) const { return open_transaction(history_, producer_id); }
    static int open_transaction(const Model& history, std::int64_t producer_id) {
        for (auto batch = history.rbegin(); batch != history.rend(); ++batch) {
            if (batch->producer_id == producer_id) return batch->control ? 0 : batch->transaction;
        }
        return 0;
    }
    void append_in_transaction() {
        ModelBatch batch = draw_batch();
        batch.producer_id = static_cast<std::int64_t>(11 + below(2));
        batch.transaction = open_transaction(batch.producer_id);
        if (batch.transaction == 0) batch.transaction = ++transactions_;
        write(std::move(batch));
    }
    void end_transaction() {
        ModelBatch marker;
        marker.producer_id = static_cast<std::int64_t>(11 + below(2));
        marker.transaction = open_transaction(marker.producer_id);
        if (marker.transaction == 0) return;
        marker.base = marker.last = end();
        marker.control = marker.has_marker = true;
        marker.abort = below(2) == 0;
        marker.max_timestamp_ms = start_ms;
        ASSERT_OK(log().append_as_leader(make_marker(marker.producer_id, 0, marker.abort), LeaderEpoch(0),
                                         {.origin = AppendOrigin::coordinator}));
        model_.push_back(marker);
        history_.push_back(marker);
    }
    void roll() {
        ASSERT_OK(log().roll());
        if (below(4) == 0) return;
        context_.flush();
        older_.clear();
    }
    void advance_high_watermark() {
        const std::int64_t gap = end() - log().high_watermark();
        log().advance_high_watermark(
            below(2) == 0 ? end() : log().high_watermark() + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(gap) + 1)));
    }
    void delete_records() {
        const std::int64_t room = std::min<std::int64_t>(log().high_watermark() - log().log_start(), 8);
        if (below(3) != 0 || room <= 0) return;
        ASSERT_OK(log().advance_log_start(log().log_start() + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(room) + 1))));
    }
    void truncate() {
        if (below(2) == 0 || end() == log().log_start()) return;
        // Seldom below the high watermark.
        const Offset lowest = below(8) == 0 ? log().log_start() : std::max(log().log_start(), log().high_watermark());
        const std::int64_t from = std::max(lowest, end() - 12).value();
        const Offset to(from + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(end().value() - from) + 1)));
        ASSERT_OK(log().truncate_to(to));
        forget_above(end());
    }
    void forget_above(Offset log_end) {
        for (const ModelBatch& batch : model_) {
            if (batch.last >= log_end) remember_cut(batch);
        }
        for (Model* model : {&model_, &history_}) std::erase_if(*model, [&](const ModelBatch& batch) { return batch.last >= log_end; });
        dirty_ = std::min(dirty_, log_end);
        // What was committed and is cut all the same (an unclean election) may have replaced older values: they do not come back.
        if (log_end < decided_max_) values_lost_ = true;
    }

    void remember_cut(const ModelBatch& batch) {
        const auto original = std::ranges::find_if(history_, [&](const ModelBatch& other) { return other.base == batch.base; });
        ASSERT_NE(original, history_.end());
        cut_.push_back({batch, *original});
    }

    // --- cleaning ---

    // What lies below is of segments that hold nothing from the log start on: they are not looked at any more.
    [[nodiscard]] Offset first_segment() {
        Offset first(0);
        for (const auto& segment : log().segments_view()) {
            if (segment.base_offset <= log().log_start()) first = segment.base_offset;
        }
        return first;
    }
    static bool has_data(const Model& model, int transaction, Offset from) {
        return std::ranges::any_of(
            model, [&](const ModelBatch& batch) { return !batch.control && batch.transaction == transaction && batch.base >= from; });
    }
    bool was_aborted(int transaction) const {
        return transaction != 0 && std::ranges::any_of(history_, [&](const ModelBatch& batch) {
                   return batch.control && batch.transaction == transaction && batch.abort;
               });
    }
    // What Kafka leaves of `before`, where the cleaner's map reaches to `map_end` and segments below `limit` are written anew.
    Model cleaned(const Model& before, Offset dirty, Offset first_uncleanable, Offset map_end, Offset limit, std::int64_t keys_max,
                  std::int64_t now_ms) {
        std::map<std::string, Offset> latest;
        [&] {
            for (const ModelBatch& batch : before) {
                if (batch.base >= first_uncleanable || batch.control || was_aborted(batch.transaction)) continue;
                for (const ModelRecord& record : batch.records) {
                    if (record.offset < dirty) continue;
                    if (static_cast<std::int64_t>(latest.size()) == keys_max) return;
                    latest[record.key] = record.offset;
                }
            }
        }();
        const std::int64_t retention_ms = log().config().delete_retention_ms;
        const Offset from = first_segment();
        Model after;
        for (const ModelBatch& batch : before) {
            if (batch.base < from || batch.base >= limit) {
                after.push_back(batch);
                continue;
            }
            ModelBatch left = batch;
            // Of a producer that the log remembers: after a restart it knows none of whom all lies below the log start.
            const ProducerEntry* producer = log().producers().find(ProducerId(batch.producer_id));
            const bool last = producer != nullptr && (producer->batches.empty() ? batch.control : producer->last_offset() == batch.last);
            const bool keep_empty = last || batch.last.next() == first_uncleanable;
            bool anything = false;
            bool wants_horizon = false;
            if (batch.control) {
                const bool without_data = !batch.has_marker || !has_data(before, batch.transaction, from);
                left.has_marker = batch.has_marker && !(without_data && batch.horizon_ms && *batch.horizon_ms <= now_ms);
                anything = left.has_marker;
                wants_horizon = without_data;
            } else {
                left.records.clear();
                for (const ModelRecord& record : batch.records) {
                    if (was_aborted(batch.transaction)) continue;
                    bool keep = true;
                    if (record.offset < map_end) {
                        const auto found = latest.find(record.key);
                        const bool is_latest = found == latest.end() || record.offset >= found->second;
                        keep = is_latest && (record.value || !batch.horizon_ms || now_ms < *batch.horizon_ms);
                    }
                    if (!keep) continue;
                    left.records.push_back(record);
                    if (!record.value) wants_horizon = true;
                }
                anything = !left.records.empty();
            }
            if (!anything) {
                if (!keep_empty) continue;
                left.horizon_ms.reset();
                left.codec = records::Codec::none;
                after.push_back(std::move(left));
                continue;
            }
            if (wants_horizon && !left.horizon_ms) left.horizon_ms = now_ms + retention_ms;
            if (left != batch && !batch.control) {
                left.max_timestamp_ms = left.records.front().timestamp_ms;
                for (const ModelRecord& record : left.records) left.max_timestamp_ms = std::max(left.max_timestamp_ms, record.timestamp_ms);
            }
            after.push_back(std::move(left));
        }
        return after;
    }

    struct Plan {
        CleanableRange range;
        CleaningOptions options;
        std::vector<Offset> segments;
    };
    std::optional<Plan> plan() {
        Plan made;
        const Offset dirty = std::max(dirty_, log().log_start());
        made.range = context_.range(dirty);
        if (made.range.first_uncleanable <= dirty) return std::nullopt;
        made.options = context_.options();
        if (below(3) == 0) {
            made.options.dedupe_slots = static_cast<std::int64_t>(6 + below(8));
            made.options.dedupe_load_factor = 0.9;
        }
        for (const auto& segment : log().segments_view()) made.segments.push_back(segment.base_offset);
        EXPECT_LE(made.range.first_uncleanable, log().high_watermark());
        EXPECT_LE(made.range.first_uncleanable, log().last_stable_offset());
        EXPECT_LE(made.range.first_uncleanable, made.segments.back());
        return made;
    }
    Model expected(const Plan& plan, Offset map_end) {
        const auto above = std::ranges::find_if(plan.segments, [&](Offset base) { return base >= map_end; });
        const Offset limit = above == plan.segments.end() ? plan.range.first_uncleanable : *above;
        const auto keys_max = static_cast<std::int64_t>(static_cast<double>(plan.options.dedupe_slots) * plan.options.dedupe_load_factor);
        return cleaned(model_, plan.range.first_dirty, plan.range.first_uncleanable, map_end, limit, keys_max, plan.options.now_ms);
    }
    void clean() {
        const auto what = plan();
        if (!what) return;
        LogCleaning cleaning(*context_.environment, log(), what->range, what->options);
        context_.finish(cleaning, static_cast<std::int64_t>(1 + below(3000)));
        ASSERT_GT(cleaning.end(), what->range.first_dirty);
        ASSERT_LE(cleaning.end(), what->range.first_uncleanable);
        if (what->options.dedupe_slots > 1000) {
            ASSERT_EQ(cleaning.end(), what->range.first_uncleanable);
        }
        model_ = expected(*what, cleaning.end());
        dirty_ = cleaning.end();
        older_.clear();
        note_decided(what->range);
        ++cleanings_;
    }

    // What was cleaned went by this: offsets, and how transactions ended, be it above them.
    void note_decided(const CleanableRange& range) {
        replaced_below_ = std::max(replaced_below_, range.first_uncleanable);
        decided_max_ = std::max(decided_max_, log().last_stable_offset());
        for (const ModelBatch& batch : history_) {
            if (!batch.control || batch.last < decided_max_) continue;
            const bool ends_cleaned = std::ranges::any_of(history_, [&](const ModelBatch& other) {
                return !other.control && other.transaction == batch.transaction && other.base < range.first_uncleanable;
            });
            if (ends_cleaned) decided_max_ = batch.last.next();
        }
    }

    // --- restarts ---

    void learn_policy() {
        LogConfig config = log().config();
        config.cleanup_compact = true;
        log().set_config(config);
    }
    void remember_checkpoints() {
        context_.setup.recovery_point = log().recovery_point();
        context_.setup.high_watermark = log().high_watermark();
        context_.setup.log_start = log().log_start();
        context_.setup.cleaned_to = dirty_;
    }
    void restart() {
        remember_checkpoints();
        if (below(2) == 0) {
            context_.close_and_open();
            context_.setup.clean = false;
            older_.clear();
        } else {
            context_.kill_and_open();
        }
        learn_policy();
        forget_above(end());
    }
    // What is there afterwards is, batch for batch, of before or of after; what is durable is not lost. A loss of power may bring back what
    // a truncation took away, since the shorter file was not durable.
    void die_while_cleaning() {
        const auto what = plan();
        Model after = model_;
        const Offset durable = log().recovery_point();
        bool killed = false;
        {
            std::unique_ptr<LogCleaning> cleaning;
            if (what) {
                CleaningOptions options = what->options;
                options.dedupe_slots = 1 << 20;
                cleaning = std::make_unique<LogCleaning>(*context_.environment, log(), what->range, options);
                for (auto steps = below(12); steps > 0; --steps) {
                    if (cleaning->state() == LogCleaning::State::done) break;
                    if (cleaning->state() == LogCleaning::State::syncing) {
                        context_.world.run_for(Milliseconds(below(4)));
                    } else {
                        ASSERT_OK(cleaning->step(static_cast<std::int64_t>(1 + below(2000))));
                    }
                }
                Plan whole = *what;
                whole.options.dedupe_slots = 1 << 20;
                after = expected(whole, what->range.first_uncleanable);
                note_decided(what->range);
            }
            remember_checkpoints();
            killed = below(3) == 0;
            if (killed) {
                context_.world.kill(the_node);
            } else {
                context_.world.crash(the_node, {.bytes = static_cast<env::sim::UnsyncedBytes>(below(3)), .lose_names = below(2) == 0});
            }
        }
        context_.log.reset();
        context_.world.restart(the_node);
        context_.environment.emplace(context_.node.environment());
        context_.open();
        learn_policy();
        ASSERT_GE(end(), durable);
        Model found = read();
        Model adopted;
        Model history;
        auto remembered = history_.begin();
        for (const ModelBatch& batch : found) {
            const auto in = [&](const Model& model) {
                return std::ranges::find_if(model, [&](const ModelBatch& other) { return same(other, batch); });
            };
            for (; remembered != history_.end() && remembered->base < batch.base; ++remembered) history.push_back(*remembered);
            if (const auto old = in(model_); old != model_.end()) {
                adopted.push_back(*old);
            } else if (const auto cleaned_one = in(after); cleaned_one != after.end()) {
                adopted.push_back(*cleaned_one);
            } else if (const auto older = in(older_); !killed && batch.base < durable && older != older_.end()) {
                adopted.push_back(*older);
            } else if (const auto back = std::ranges::find_if(cut_, [&](const Cut& cut) { return same(cut.in_log, batch); });
                       !killed && batch.base >= durable && back != cut_.end()) {
                // A marker ends what is open now: the batches before it may be others than they were.
                const int ends = open_transaction(history, batch.producer_id);
                adopted.push_back(back->in_log);
                history.push_back(back->written);
                if (batch.control) adopted.back().transaction = history.back().transaction = ends;
                while (remembered != history_.end() && remembered->base <= batch.last) ++remembered;
            } else {
                ADD_FAILURE() << "a batch that is neither of before nor of after, at " << batch.base.value();
            }
        }
        history.insert(history.end(), remembered, history_.end());
        for (const ModelBatch& batch : model_) {
            if (batch.base >= durable && std::ranges::find(adopted, batch) == adopted.end()) remember_cut(batch);
        }
        for (const ModelBatch& batch : after) {
            // Deleted records need not be durable for the recovery point to rise above them.
            if (batch.last >= std::min(durable, end()) || batch.last < log().log_start()) continue;
            EXPECT_TRUE(std::ranges::any_of(found, [&](const ModelBatch& other) { return other.base == batch.base; }))
                << "the batch at " << batch.base.value() << " is gone";
        }
        if (killed) {
            older_.insert(older_.end(), model_.begin(), model_.end());
        } else {
            older_.clear();
        }
        model_ = std::move(adopted);
        history_ = std::move(history);
        // A loss of power takes committed batches too, as far as they were not durable: another replica has them.
        forget_above(end());
    }

    // --- comparing ---

    // All files that are looked at, also what lies below the log start; what is above it is what the log itself reads.
    Model read() {
        Bytes files;
        const Offset from = first_segment();
        for (const std::string& name : context_.files()) {
            const auto base = parse_segment_name(name, log_suffix);
            if (!base || *base < from) continue;
            const Bytes content = env::read_file(context_.node.disk(), "orders-0/" + name).value();
            files.insert(files.end(), content.begin(), content.end());
        }
        const auto told = log().read_batches(log().log_start(), {.bytes_max = 1 << 30});
        EXPECT_OK(told);
        EXPECT_TRUE(told && told->size() <= files.size() && std::equal(told->rbegin(), told->rend(), files.rbegin()));
        Model found;
        records::BatchIterator iterator(files);
        while (true) {
            const auto entry = iterator.next();
            EXPECT_OK(entry);
            if (!entry || !*entry) return found;
            const records::BatchHeader& header = (*entry)->header;
            EXPECT_EQ(records::compute_crc((*entry)->bytes), header.crc);
            ModelBatch batch;
            batch.base = header.base_offset;
            batch.last = header.last_offset();
            batch.producer_id = header.producer_id.value();
            batch.sequence = header.base_sequence;
            batch.codec = header.codec();
            batch.control = header.is_control();
            batch.transaction = header.is_transactional() ? 1 : 0;
            if (header.has_delete_horizon()) batch.horizon_ms = header.base_timestamp_ms;
            batch.max_timestamp_ms = header.max_timestamp_ms;
            auto reader = records::RecordReader::open((*entry)->bytes);
            EXPECT_OK(reader);
            while (true) {
                const auto record = reader->next();
                EXPECT_OK(record);
                if (!record || !*record) break;
                if (batch.control) {
                    batch.has_marker = true;
                    const auto type = records::parse_control_record_key(*(*record)->key);
                    batch.abort = type.value() == records::ControlRecordType::abort;
                    continue;
                }
                batch.records.push_back({(*record)->offset, std::string(as_text(*(*record)->key)),
                                         (*record)->value ? std::optional(std::string(as_text(*(*record)->value))) : std::nullopt,
                                         (*record)->timestamp_ms});
            }
            found.push_back(std::move(batch));
        }
    }
    static bool same(const ModelBatch& model, const ModelBatch& found) {
        ModelBatch shown = model;
        shown.transaction = model.transaction != 0 ? 1 : 0;
        shown.abort = model.abort && model.has_marker;
        return shown == found;
    }
    void compare() {
        if (testing::Test::HasFailure()) return;
        std::erase_if(cut_, [&](const Cut& cut) { return cut.in_log.base < log().recovery_point(); });
        const Model found = read();
        const Offset from = first_segment();
        auto expected_one = std::ranges::find_if(model_, [&](const ModelBatch& batch) { return batch.base >= from; });
        for (const ModelBatch& batch : found) {
            ASSERT_NE(expected_one, model_.end()) << "one too many, at " << batch.base.value();
            ASSERT_EQ(batch.base, expected_one->base);
            ASSERT_TRUE(same(*expected_one, batch)) << describe(*expected_one) << "\nis\n" << describe(batch);
            ++expected_one;
        }
        ASSERT_EQ(expected_one, model_.end()) << "the batch at " << expected_one->base.value() << " is missing";
        // A new life believes in the ends of transactions above its high watermark, until a truncation makes it look again.
        if (!values_lost_ && log().last_stable_offset() >= replaced_below_) compare_latest(found);
    }
    // Without the model of cleaning: what the keys are at the end of all that is decided.
    void compare_latest(const Model& found) {
        const Offset decided = log().last_stable_offset();
        const auto latest_of = [&](const Model& batches) {
            std::map<std::string, std::string> latest;
            for (const ModelBatch& batch : batches) {
                if (batch.last >= decided) break;
                const auto original = std::ranges::find_if(history_, [&](const ModelBatch& other) { return other.base == batch.base; });
                if (original == history_.end() || was_aborted(original->transaction)) continue;
                for (const ModelRecord& record : batch.records) {
                    if (record.offset < log().log_start()) continue;
                    if (record.value) {
                        latest[record.key] = *record.value;
                    } else {
                        latest.erase(record.key);
                    }
                }
            }
            return latest;
        };
        const auto all_of = [](const Model& batches) {
            std::string text;
            for (const ModelBatch& batch : batches) text += describe(batch) + "\n";
            return text;
        };
        ASSERT_EQ(latest_of(found), latest_of(history_)) << "below " << decided.value() << ", of\n"
                                                         << all_of(history_) << "there is\n"
                                                         << all_of(found);
    }
    static std::string describe(const ModelBatch& batch) {
        std::string text = std::to_string(batch.base.value()) + ".." + std::to_string(batch.last.value()) + " producer " +
                           std::to_string(batch.producer_id) + " sequence " + std::to_string(batch.sequence) + " transaction " +
                           std::to_string(batch.transaction) + (batch.control ? " control" : "") + (batch.has_marker ? " marker" : "") +
                           " codec " + std::to_string(static_cast<int>(batch.codec)) + " horizon " +
                           (batch.horizon_ms ? std::to_string(*batch.horizon_ms) : "none") + " max " +
                           std::to_string(batch.max_timestamp_ms);
        for (const ModelRecord& record : batch.records) {
            text += " " + std::to_string(record.offset.value()) + ":" + record.key + "=" + record.value.value_or("null") + "@" +
                    std::to_string(record.timestamp_ms);
        }
        return text;
    }

    std::uint64_t seed_;
    std::mt19937_64 random_;
    CompactionContext context_;
    std::uint64_t keys_ = 1;
    Model model_;  // what lies in the log
    Model history_;  // all that was written and not cut
    struct Cut {
        ModelBatch in_log;
        ModelBatch written;
    };
    std::vector<Cut> cut_;  // what lay above the recovery point before: a loss of power may bring it back
    Offset dirty_{0};
    Model older_;  // of before a cleaning that a kill ended: until the names are durable, a loss of power may bring it back
    Offset replaced_below_{0};  // by what lies below it older values were replaced
    Offset decided_max_{0};  // as note_decided() says
    bool values_lost_ = false;
    int written_ = 0;
    int transactions_ = 0;
    int cleanings_ = 0;
};

// 1,000 histories with VITRINE_LONG_TESTS; VITRINE_FUZZ_SEEDS=first-last runs others.
TEST(CompactionFuzzTest, RandomHistoriesAgreeWithAModel) {
    std::uint64_t first = 1;
    std::uint64_t last = std::getenv("VITRINE_LONG_TESTS") != nullptr ? 1000 : 150;
    if (const char* given = std::getenv("VITRINE_FUZZ_SEEDS"); given != nullptr) {
        char* rest = nullptr;
        first = last = std::strtoull(given, &rest, 10);
        if (*rest == '-') last = std::strtoull(rest + 1, nullptr, 10);
    }
    int cleanings = 0;
    for (std::uint64_t seed = first; seed <= last && !testing::Test::HasFailure(); ++seed) {
        CompactionFuzz fuzz(seed);
        fuzz.run(150);
        cleanings += fuzz.cleanings();
    }
    EXPECT_GT(cleanings, static_cast<int>(last - first)) << "histories in which hardly anything was cleaned show nothing";
}

}  // namespace
}  // namespace vitrine::storage
