// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "storage/delayed_removal.h"
#include "storage/durable_file.h"
#include "storage/log.h"
#include "storage/log_cleaner.h"

// All logs of one log directory: finding them at the start, creating and deleting them, the checkpoint files, the clean
// shutdown marker, retention at its interval, compaction. Called by the replica manager; one for each node.
//
//   open -> load (recovers what a crash left) -> running -> close, or destruction: a kill, nothing is written
namespace vitrine::storage {

struct LogManagerSettings {
    Milliseconds retention_check_interval{5 * 60 * 1000};            // log.retention.check.interval.ms
    Milliseconds high_watermark_checkpoint_interval{5000};           // replica.high.watermark.checkpoint.interval.ms
    Milliseconds recovery_point_checkpoint_interval{60'000};         // log.flush.offset.checkpoint.interval.ms
    Milliseconds log_start_checkpoint_interval{60'000};              // log.flush.start.offset.checkpoint.interval.ms
    Milliseconds flush_check_interval{Milliseconds::max()};          // log.flush.scheduler.interval.ms
    Milliseconds initial_task_delay{30'000};                         // log.initial.task.delay.ms
    Milliseconds file_delete_delay{60'000};                          // log.segment.delete.delay.ms: of deleted directories
    Milliseconds producer_id_expiration{24 * 3600 * 1000};           // producer.id.expiration.ms
    Milliseconds producer_id_expiration_check_interval{600'000};     // producer.id.expiration.check.interval.ms
    LogCleanerSettings cleaner;                                      // log.cleaner.*
    // Called once, when the log directory failed; from the loop, not inside a call. Kafka's broker stops then, if it has no other
    // directory.
    std::function<void(const Error&)> on_failure;
};

// What load() found.
struct LoadReport {
    bool clean = false;                          // the marker was there: no log was scanned
    std::int64_t previous_broker_epoch = -1;     // of the marker; -1: unknown
    std::vector<TopicPartition> loaded;
    std::vector<std::string> left_alone;         // directories and files that are none of ours
    std::vector<std::pair<std::string, Error>> unreadable;  // directories that look like logs but could not be opened
};

class LogManager {
public:
    LogManager(env::Environment& environment, LogManagerSettings settings);
    ~LogManager();
    LogManager(const LogManager&) = delete;
    LogManager& operator=(const LogManager&) = delete;

    // Once, before anything else. `config_of` answers the configuration of a topic (known from the metadata, else defaults).
    // The clean shutdown marker is removed before the first log is opened (KAFKA-10471). KAFKA_STORAGE_ERROR: the directory
    // itself cannot be used. __cluster_metadata is not loaded: the quorum opens it itself.
    Result<LoadReport> load(const std::function<LogConfig(const std::string& topic)>& config_of);

    // nullptr: none here. Valid until the log is deleted or the manager destroyed.
    [[nodiscard]] Log* find(const TopicPartition& partition);
    // INCONSISTENT_TOPIC_ID: there is a log of that name with another id. KAFKA_STORAGE_ERROR.
    Result<Log*> get_or_create(const TopicPartition& partition, const std::optional<Uuid>& topic_id, const LogConfig& config);
    // Renames the directory to "<topic>-<partition>.<uuid>-delete" at once and removes it after the delay. The Log is destroyed, and
    // the checkpoints are written anew: a later log of that name must not be given this one's offsets. UNKNOWN_TOPIC_OR_PARTITION.
    Status remove(const TopicPartition& partition);
    // To every log of the topic.
    void set_topic_config(const std::string& topic, const LogConfig& config);

    [[nodiscard]] std::vector<TopicPartition> partitions() const;  // sorted
    [[nodiscard]] const LogManagerSettings& settings() const { return settings_; }
    void set_retention_check_interval(Milliseconds interval);
    void set_cleaner_settings(const LogCleanerSettings& settings);
    [[nodiscard]] const LogCleaner& cleaner() const { return *cleaner_; }
    // Now, not at the next interval; the log that is being compacted waits for the cleaner's next rest. Answers how many segments went.
    int check_retention();
    // Writes the three checkpoint files now; `done` when durable.
    void write_checkpoints(env::SyncCompletion done);
    [[nodiscard]] const std::optional<Error>& failed() const { return failed_; }

    // Ends compaction, closes every log, writes checkpoints and last the marker with the broker epoch (-1: unknown). Afterwards only
    // destruction.
    void close(std::int64_t broker_epoch, env::SyncCompletion done);

private:
    // A checkpoint of offsets: its file and what it last said.
    struct Checkpoint {
        DurableFile file;
        std::string content;
    };
    // Runs `task` after `first` and then every `interval`.
    struct Periodic {
        env::Timer timer;
        Milliseconds interval{0};
        std::function<void()> task;
    };

    Result<std::map<TopicPartition, Offset>> read_checkpoint(std::string_view name);
    LogSetup setup_of(const TopicPartition& partition, const std::optional<Uuid>& topic_id, const LogConfig& config);
    void start(Periodic& periodic, Milliseconds first, Milliseconds interval, std::function<void()> task);
    void start_timers();
    void fail(const Error& error);
    void write_checkpoint(Checkpoint& checkpoint, Offset (Log::*offset)() const);
    void write_changed_checkpoints();
    void write_checkpoints_soon();
    void flush_due_logs();

    env::Environment& environment_;
    LogManagerSettings settings_;
    std::map<TopicPartition, std::unique_ptr<Log>> logs_;
    Checkpoint high_watermarks_;
    Checkpoint recovery_points_;
    Checkpoint log_starts_;
    DurableFile clean_shutdown_;
    DelayedRemoval removal_;
    std::unique_ptr<LogCleaner> cleaner_;
    std::vector<std::unique_ptr<Periodic>> periodics_;
    Periodic* retention_ = nullptr;  // one of periodics_
    std::optional<Error> failed_;
    std::shared_ptr<bool> alive_;  // completions look here first
    bool closing_ = false;
    bool checkpoints_due_ = false;  // a posted task will write them
};

// "<topic>-<partition>"; none if it is not that form (suffixed directories are not).
std::optional<TopicPartition> parse_log_directory(const std::string& name);

}  // namespace vitrine::storage
