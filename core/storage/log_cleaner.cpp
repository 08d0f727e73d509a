// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/log_cleaner.h"

#include <algorithm>
#include <limits>

#include "base/assert.h"
#include "storage/files.h"
#include "storage/try.h"

namespace vitrine::storage {
namespace {

// However slow the limit: a step waits no longer than this, and looks again at what may have changed.
constexpr Milliseconds throttle_max{60'000};

}  // namespace

LogCleaner::LogCleaner(env::Environment& environment, const Logs& logs, const LogCleanerSettings& settings,
                       std::function<void(env::SyncCompletion)> secure_recovery_points)
    : environment_(environment),
      logs_(logs),
      settings_(settings),
      secure_recovery_points_(std::move(secure_recovery_points)),
      file_(environment.disk, std::string(cleaner_checkpoint_name)),
      alive_(std::make_shared<bool>(true)) {}

LogCleaner::~LogCleaner() = default;

void LogCleaner::tell(observe::EventBody body) {
    environment_.observer.record(environment_.clock.now(), environment_.clock.wall_now(), std::move(body));
}

void LogCleaner::start() {
    if (settings_.enable) rest(settings_.backoff);
}

void LogCleaner::rest(Milliseconds time) {
    timer_ = environment_.clock.schedule_after(time, [this] { choose(); });
}

bool LogCleaner::is_cleaning(const TopicPartition& partition) const {
    return cleaning_ != nullptr && cleaning_->log().partition() == partition;
}

std::optional<Offset> LogCleaner::checkpoint_of(const TopicPartition& partition) const {
    const auto found = checkpoint_.find(partition);
    return found == checkpoint_.end() ? std::nullopt : std::optional(found->second);
}

void LogCleaner::choose() {
    std::optional<Candidate> filthiest;
    for (const auto& [partition, log] : logs_) {
        if (!log->config().cleanup_compact || log->failed() || uncleanable_.contains(partition) || paused_.contains(partition)) continue;
        const auto candidate = look_at(partition, *log);
        if (!candidate) {
            give_up(*log, candidate.error());
            continue;
        }
        const bool wanted =
            (candidate->overdue && candidate->cleanable_bytes > 0) || candidate->ratio > log->config().min_cleanable_dirty_ratio;
        if (wanted && candidate->range.first_dirty < candidate->range.first_uncleanable &&
            (!filthiest || candidate->ratio > filthiest->ratio))
            filthiest = *candidate;
    }
    if (!filthiest) {
        delete_old_segments();
        return rest(std::max(settings_.backoff, Milliseconds(1)));
    }
    securing_ = filthiest->log->partition();
    secure_recovery_points_([this, candidate = *filthiest, alive = std::weak_ptr<bool>(alive_)](const Status& status) {
        if (alive.expired() || closed_) return;
        // The log may be gone, or be another one by now (forget() said so); if not, what was found holds as long as nothing was cut.
        const bool same = status && securing_ && candidate.log->shortenings() == candidate.shortenings;
        securing_.reset();
        if (same) {
            begin(candidate);
        } else {
            rest(std::max(settings_.backoff, Milliseconds(1)));
        }
    });
}

Result<LogCleaner::Candidate> LogCleaner::look_at(const TopicPartition& partition, Log& log) {
    const auto noted = checkpoint_.find(partition);
    Offset first_dirty = noted == checkpoint_.end() ? log.log_start() : noted->second;
    if (first_dirty < log.log_start() || first_dirty > log.log_end()) {
        // DeleteRecords, or an end that was lost: all that is left counts as dirty.
        first_dirty = log.log_start();
        checkpoint_[partition] = first_dirty;
        write_checkpoint();
    }
    STORAGE_TAKE(const Log::Cleanable found, log.cleanable(first_dirty, environment_.clock.wall_now()));
    Candidate candidate{.log = &log,
                        .range = {first_dirty, found.first_uncleanable},
                        .overdue = found.overdue,
                        .cleanable_bytes = found.cleanable_bytes,
                        .shortenings = log.shortenings()};
    const std::int64_t total = found.clean_bytes + found.cleanable_bytes;
    if (total > 0) candidate.ratio = static_cast<double>(found.cleanable_bytes) / static_cast<double>(total);
    return candidate;
}

void LogCleaner::begin(const Candidate& candidate) {
    const std::int64_t threads = std::max(settings_.threads, 1);
    CleaningOptions options;
    options.dedupe_slots =
        std::min<std::int64_t>(settings_.dedupe_buffer_bytes / threads, std::numeric_limits<std::int32_t>::max()) / OffsetMap::slot_bytes;
    // Also where the setting is no number, which Kafka's type lets pass.
    options.dedupe_load_factor = settings_.dedupe_load_factor > 0.01 ? std::min(settings_.dedupe_load_factor, 1.0) : 0.01;
    options.now_ms = to_milliseconds(environment_.clock.wall_now());
    options.hash_seed.low = environment_.random.next();
    options.hash_seed.high = environment_.random.next();
    const TopicPartition& partition = candidate.log->partition();
    if (const auto known = transaction_free_below_.find(partition); known != transaction_free_below_.end())
        options.transaction_free_below = known->second;
    began_ = environment_.clock.now();
    cleaning_ = std::make_unique<LogCleaning>(environment_, *candidate.log, candidate.range, options);
    // From inside the cleaning: it is not destroyed here.
    cleaning_->on_resume([this] { step_soon(0); });
    step_soon(0);
}

void LogCleaner::step_soon(std::int64_t bytes_moved) {
    Duration delay{0};
    if (settings_.io_bytes_per_second_max < 1e15) {
        const double seconds = static_cast<double>(bytes_moved) / std::max(settings_.io_bytes_per_second_max, 1e-3);
        delay =
            std::min<Duration>(throttle_max, std::chrono::duration_cast<Duration>(std::chrono::duration<double>(std::min(seconds, 60.0))));
    }
    timer_ = environment_.clock.schedule_after(delay, [this] { step(); });
}

void LogCleaner::step() {
    using State = LogCleaning::State;
    if (!cleaning_->log().config().cleanup_compact) cleaning_->abort();
    const std::int64_t bytes = std::max<std::int64_t>(settings_.io_buffer_bytes / std::max(settings_.threads, 1) / 2, 1);
    auto moved = cleaning_->step(bytes);
    if (!moved) {
        give_up(cleaning_->log(), moved.error());
        return finish();
    }
    switch (cleaning_->state()) {
        case State::scanning:
        case State::mapping:
        case State::copying: return step_soon(*moved);
        case State::syncing: return;  // on_resume()
        case State::done: return finish();
        case State::aborted:
            if (cleaning_->error()) give_up(cleaning_->log(), *cleaning_->error());
            return finish();
    }
}

void LogCleaner::give_up(Log& log, const Error& error) {
    // A disk that failed took the log offline, and says so by itself.
    if (error.code == ErrorCode::KAFKA_STORAGE_ERROR) return;
    uncleanable_.insert(log.partition());
    tell(observe::LogCleaningFailed{log.partition(), error.message});
}

void LogCleaner::finish() {
    const std::unique_ptr<LogCleaning> ended = std::move(cleaning_);
    Milliseconds pause = std::max(settings_.backoff, Milliseconds(1));
    if (ended->state() == LogCleaning::State::done) {
        const TopicPartition& partition = ended->log().partition();
        checkpoint_[partition] = ended->end();
        transaction_free_below_[partition] = ended->transaction_free_below();
        write_checkpoint();
        const CleaningStats& stats = ended->stats();
        tell(observe::LogCleaned{.partition = partition,
                                 .first_dirty = ended->range().first_dirty,
                                 .clean_to = ended->end(),
                                 .size_before_bytes = stats.bytes_before,
                                 .size_after_bytes = stats.bytes_after,
                                 .records_before = stats.records_before,
                                 .records_after = stats.records_after,
                                 .segments_before = stats.segments_before,
                                 .segments_after = stats.segments_after,
                                 .took = std::chrono::duration_cast<Milliseconds>(environment_.clock.now() - began_)});
        pause = Milliseconds(0);  // another log may be as dirty
    }
    delete_old_segments();
    rest(pause);
}

void LogCleaner::delete_old_segments() {
    for (const auto& [partition, log] : logs_) {
        // A log that went offline has told so by itself.
        if (log->config().cleanup_compact && !log->failed()) (void)log->apply_retention(environment_.clock.wall_now());
    }
}

void LogCleaner::write_checkpoint() {
    OffsetsByPartition offsets;
    for (const auto& [partition, offset] : checkpoint_) {
        if (logs_.contains(partition)) offsets.emplace_back(partition, offset);
    }
    file_.write(to_bytes(format_offset_checkpoint(offsets)));
}

void LogCleaner::on_truncated(const TopicPartition& partition, Offset log_end) {
    uncleanable_.erase(partition);
    if (securing_ == partition) securing_.reset();
    if (const auto known = transaction_free_below_.find(partition); known != transaction_free_below_.end())
        known->second = std::min(known->second, log_end);
    const auto noted = checkpoint_.find(partition);
    if (noted == checkpoint_.end() || noted->second <= log_end) return;
    noted->second = log_end;
    // A kill before the new file is in place must not leave the old one: what is written again below its offset would pass for clean, and a
    // tombstone among it would go while older records of its key stay. Without the file all is dirty, which costs one compaction.
    if (environment_.disk.exists(file_.path())) (void)environment_.disk.remove(file_.path());
    write_checkpoint();
}

void LogCleaner::abort(const TopicPartition& partition) {
    if (securing_ == partition) securing_.reset();
    if (!is_cleaning(partition)) return;
    cleaning_->abort();
    cleaning_.reset();
    rest(std::max(settings_.backoff, Milliseconds(1)));
}

void LogCleaner::pause(const TopicPartition& partition) {
    paused_.insert(partition);
    abort(partition);
}

void LogCleaner::adopt(const TopicPartition& partition, Offset checkpoint) {
    checkpoint_[partition] = checkpoint;
    write_checkpoint();
}

void LogCleaner::forget(const TopicPartition& partition) {
    uncleanable_.erase(partition);
    transaction_free_below_.erase(partition);
    paused_.erase(partition);
    abort(partition);
    // Of a log that is made anew under this name nothing is clean.
    if (checkpoint_.erase(partition) > 0) write_checkpoint();
}

void LogCleaner::close(env::SyncCompletion done) {
    closed_ = true;
    timer_.cancel();
    if (cleaning_ != nullptr) cleaning_->abort();
    cleaning_.reset();
    file_.sync(std::move(done));
}

}  // namespace vitrine::storage
