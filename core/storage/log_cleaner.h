// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "storage/durable_file.h"
#include "storage/log_cleaner_settings.h"
#include "storage/log_cleaning.h"

// Compacts the logs of one log directory, one at a time, the dirtiest first, in pieces between which the node serves; keeps the
// cleaner-offset-checkpoint. Owned by LogManager. Source: LogCleaner, LogCleanerManager.
//
//   stopped -> resting (start()) -> choosing (the backoff is over) -> resting, if nothing is dirty enough
//   choosing -> securing (the recovery points reach the disk) -> cleaning (LogCleaning, step by step) -> choosing
namespace vitrine::storage {

class LogCleaner {
public:
    using Logs = std::map<TopicPartition, std::unique_ptr<Log>>;
    // `secure_recovery_points` writes recovery-point-offset-checkpoint and answers when it is durable: after a crash the holes that a
    // cleaning makes are recognised by lying below it.
    LogCleaner(env::Environment& environment, const Logs& logs, const LogCleanerSettings& settings,
               std::function<void(env::SyncCompletion)> secure_recovery_points);
    ~LogCleaner();  // a kill: nothing is written
    LogCleaner(const LogCleaner&) = delete;
    LogCleaner& operator=(const LogCleaner&) = delete;

    // What the checkpoint file said; before start().
    void load(std::map<TopicPartition, Offset> checkpoint) { checkpoint_ = std::move(checkpoint); }
    void start();
    // Changes what is under way from its next step on; `enable` is read once, at start().
    void set_settings(const LogCleanerSettings& settings) { settings_ = settings; }

    // While this is so, retention leaves the log alone: it would remove segments under the cleaner's hands.
    [[nodiscard]] bool is_cleaning(const TopicPartition& partition) const;
    [[nodiscard]] const LogCleaning* current() const { return cleaning_.get(); }
    // Below it the log is clean; none: it never was cleaned.
    [[nodiscard]] std::optional<Offset> checkpoint_of(const TopicPartition& partition) const;
    // Gave an error that was not the disk's: left alone until its log is cut, or the node starts again.
    [[nodiscard]] bool is_uncleanable(const TopicPartition& partition) const { return uncleanable_.contains(partition); }

    // The log was cut: what was clean above `log_end` is not any more (KAFKA-3330).
    void on_truncated(const TopicPartition& partition, Offset log_end);
    // The log is being copied to another directory: it is not cleaned until resume(), or else records would be missing from the copy that
    // hide older ones in it. What is under way ends. Neither needs that there is such a log.
    void pause(const TopicPartition& partition);
    void resume(const TopicPartition& partition) { paused_.erase(partition); }
    [[nodiscard]] bool is_paused(const TopicPartition& partition) const { return paused_.contains(partition); }
    // A log that was copied from another directory, and clean there below `checkpoint`, is one of this directory now.
    void adopt(const TopicPartition& partition, Offset checkpoint);
    // The log goes away: its cleaning ends, its checkpoint with it.
    void forget(const TopicPartition& partition);
    // Before the logs are closed; `done` when the checkpoint is durable.
    void close(env::SyncCompletion done);

private:
    struct Candidate {
        Log* log = nullptr;
        CleanableRange range;
        double ratio = 0;
        bool overdue = false;  // max.compaction.lag.ms
        std::int64_t cleanable_bytes = 0;
        std::uint64_t shortenings = 0;  // of the log, when this was found
    };
    Result<Candidate> look_at(const TopicPartition& partition, Log& log);
    // Retention of compacted logs is the cleaner's, after each round, as in Kafka.
    void delete_old_segments();
    void choose();
    void begin(const Candidate& candidate);
    void step();
    void step_soon(std::int64_t bytes_moved);
    void finish();
    void give_up(Log& log, const Error& error);
    void abort(const TopicPartition& partition);
    void rest(Milliseconds time);
    void write_checkpoint();
    void tell(observe::EventBody body);

    env::Environment& environment_;
    const Logs& logs_;
    LogCleanerSettings settings_;
    std::function<void(env::SyncCompletion)> secure_recovery_points_;
    std::map<TopicPartition, Offset> checkpoint_;
    std::map<TopicPartition, Offset> transaction_free_below_;
    std::set<TopicPartition> uncleanable_;
    std::set<TopicPartition> paused_;
    DurableFile file_;
    env::Timer timer_;
    std::optional<TopicPartition> securing_;  // between choosing and cleaning
    std::unique_ptr<LogCleaning> cleaning_;
    Instant began_{};
    bool closed_ = false;
    std::shared_ptr<bool> alive_;  // completions look here first
};

}  // namespace vitrine::storage
