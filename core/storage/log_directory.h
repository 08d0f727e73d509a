// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "storage/delayed_removal.h"
#include "storage/durable_file.h"
#include "storage/log.h"
#include "storage/log_cleaner.h"
#include "storage/log_manager_settings.h"

// One log directory of a node: finding its logs at the start, creating and deleting them, the checkpoint files, the clean shutdown
// marker, retention at its interval, compaction. Owned by LogManager. Beside logs it holds future logs (KIP-113): copies of logs of another
// directory, on their way here, in directories "<topic>-<partition>.<uuid>-future".
//
//   open -> loading (recovers what a crash left) -> running -> close, or destruction: a kill, nothing is written
//   any -> failed (a disk error) -> dropped
namespace vitrine::storage {

class LogDirectory {
public:
    // `environment`: with this directory's disk. `on_failure` is called once, from the loop and not inside a call.
    LogDirectory(const env::Environment& environment, const Uuid& id, LogManagerSettings settings,
                 std::function<void(const Error&)> on_failure);
    ~LogDirectory();
    LogDirectory(const LogDirectory&) = delete;
    LogDirectory& operator=(const LogDirectory&) = delete;

    // As log.dirs names it.
    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] const Uuid& id() const { return id_; }
    // Why it is offline.
    [[nodiscard]] const std::optional<Error>& failed() const { return failed_; }
    [[nodiscard]] env::Disk& disk() { return environment_.disk; }
    // No new log comes here by itself (KIP-1066).
    void set_cordoned(bool cordoned) { cordoned_ = cordoned; }
    [[nodiscard]] bool cordoned() const { return cordoned_; }
    // Offline from the start; nobody is told.
    void set_offline(const Error& error) { failed_ = error; }

    // Once, before anything else; load_some() opens the logs. `config_of` answers the configuration of a topic (known from the metadata,
    // else defaults). The clean shutdown marker is read, and removed before the first log is opened (KAFKA-10471). KAFKA_STORAGE_ERROR:
    // the directory itself cannot be used. __cluster_metadata is not loaded: the quorum opens it itself.
    Status begin_load(std::function<LogConfig(const std::string& topic)> config_of);
    // Opens up to that many of the logs that were found. After the last one retention, compaction and checkpoints begin.
    void load_some(std::size_t logs);
    [[nodiscard]] bool loading() const { return loading_ != nullptr; }
    // Of what was loaded so far.
    [[nodiscard]] const LoadReport& load_report() const { return load_report_; }

    // nullptr: none here. Valid until the log is removed, or the directory dropped or destroyed.
    [[nodiscard]] Log* find(const TopicPartition& partition);
    // Whether the log of the partition lies here, be it one that could not be opened.
    [[nodiscard]] bool holds(const TopicPartition& partition) const;
    [[nodiscard]] std::vector<TopicPartition> held() const;
    // INCONSISTENT_TOPIC_ID: there is a log of that name with another id. KAFKA_STORAGE_ERROR: also takes the directory offline, where a
    // new log could not be made.
    Result<Log*> get_or_create(const TopicPartition& partition, const std::optional<Uuid>& topic_id, const LogConfig& config);
    // Renames the directory to "<topic>-<partition>.<uuid>-delete" at once and removes it after the delay. The Log is destroyed, and
    // the checkpoints are written anew: a later log of that name must not be given this one's offsets. UNKNOWN_TOPIC_OR_PARTITION;
    // KAFKA_STORAGE_ERROR takes the directory offline.
    Status remove(const TopicPartition& partition);
    // To every log of the topic.
    void set_topic_config(const std::string& topic, const LogConfig& config);

    // --- future logs ---
    // nullptr: none here. Valid until it is removed, or the directory dropped or destroyed; it stays the same object when it is promoted.
    [[nodiscard]] Log* find_future(const TopicPartition& partition);
    // An empty one. KAFKA_STORAGE_ERROR: something of that partition lies here already, or it cannot be made, which takes the directory
    // offline.
    Result<Log*> create_future(const TopicPartition& partition, const std::optional<Uuid>& topic_id, const LogConfig& config);
    // As remove().
    Status remove_future(const TopicPartition& partition);
    // The future log gets the plain name and is the log of the partition here from now on; the name is durable at its next flush. Not where
    // there is a log of the partition already. `cleaned_to`: below it compaction need not look. An error takes the directory offline.
    Result<Log*> promote_future(const TopicPartition& partition, const std::optional<Offset>& cleaned_to);
    [[nodiscard]] std::vector<TopicPartition> futures() const;  // sorted
    // See LogCleaner::pause(). Not after drop().
    void pause_cleaning(const TopicPartition& partition) { cleaner_->pause(partition); }
    void resume_cleaning(const TopicPartition& partition) { cleaner_->resume(partition); }

    [[nodiscard]] std::vector<TopicPartition> partitions() const;  // sorted; without future logs
    // Future logs count.
    [[nodiscard]] std::size_t log_count() const { return logs_.size() + futures_.size(); }
    void set_retention_check_interval(Milliseconds interval);
    void set_cleaner_settings(const LogCleanerSettings& settings);
    // Not after drop().
    [[nodiscard]] const LogCleaner& cleaner() const { return *cleaner_; }
    // Now, not at the next interval; the log that is being compacted waits for the cleaner's next rest. Answers how many segments went.
    int check_retention();
    // The logs of a directory that failed are destroyed, as at a kill; a close() under way ends with why it failed.
    void drop();

    // Ends compaction, closes every log, writes checkpoints and last the marker with the broker epoch (-1: unknown). Afterwards only
    // drop() and destruction.
    void close(std::int64_t broker_epoch, env::SyncCompletion done);

private:
    // A checkpoint of offsets: its file and what it last said.
    struct Checkpoint {
        DurableFile file;
        std::string content;
    };
    // What is left to load, and what the checkpoints of the former life say.
    struct Loading {
        std::function<LogConfig(const std::string& topic)> config_of;
        std::map<TopicPartition, Offset> recovery_points;
        std::map<TopicPartition, Offset> high_watermarks;
        std::map<TopicPartition, Offset> log_starts;
        std::map<TopicPartition, Offset> cleaned;
        std::vector<std::string> directories;  // of logs and future logs, sorted
        std::size_t next = 0;  // of directories
    };
    // Runs `task` after `first` and then every `interval`.
    struct Periodic {
        env::Timer timer;
        Milliseconds interval{0};
        std::function<void()> task;
    };

    Checkpoint checkpoint_at(std::string_view name);
    Result<std::map<TopicPartition, Offset>> read_checkpoint(std::string_view name);
    LogSetup setup_of(const TopicPartition& partition, const std::optional<Uuid>& topic_id, const LogConfig& config);
    void load_log(const std::string& directory);
    void start(Periodic& periodic, Milliseconds first, Milliseconds interval, std::function<void()> task);
    void start_timers();
    void fail(const Error& error);
    // From the loop: where a call finds out.
    void fail_soon(const Error& error);
    // Of the logs and the future logs: two of one partition never lie in one directory.
    void write_checkpoint(Checkpoint& checkpoint, Offset (Log::*offset)() const);
    void for_each_log(const std::function<void(Log&)>& act) const;
    // Takes a future log that was found at the start, if it may be one.
    void add_found_future(const TopicPartition& partition, std::unique_ptr<Log> log);
    // Renames the directory of a log for deletion, which comes after the delay.
    Status set_aside(const std::string& directory);
    Status remove_from(std::map<TopicPartition, std::unique_ptr<Log>>& logs, const TopicPartition& partition);
    void sync_names();
    void write_changed_checkpoints();
    void write_checkpoints_soon();
    // All three; `done` when durable.
    void write_checkpoints(env::SyncCompletion done);
    // Ends close(), once.
    void closed(Status status);
    void flush_due_logs();

    env::Environment environment_;
    std::string path_;
    Uuid id_;
    LogManagerSettings settings_;
    std::function<void(const Error&)> on_failure_;
    std::map<TopicPartition, std::unique_ptr<Log>> logs_;
    std::map<TopicPartition, std::unique_ptr<Log>> futures_;
    std::set<TopicPartition> unreadable_;
    std::unique_ptr<Loading> loading_;  // nullptr: not begun, or done
    LoadReport load_report_;
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
    env::SyncCompletion on_closed_;  // while close() is under way
    bool cordoned_ = false;
    bool checkpoints_due_ = false;  // a posted task will write them, or the end of loading
};

// "<topic>-<partition>"; none if it is not that form (suffixed directories are not).
std::optional<TopicPartition> parse_log_directory(const std::string& name);
// Of a future log: "<topic>-<partition>.<uuid>-future"; none if it is not that form.
std::optional<TopicPartition> parse_future_directory(const std::string& name);
// How the directory of a log with that suffix ("-future", "-delete") is called, with 32 digits of `unique` in it. May be longer than file
// systems take; see log_directory_name_max.
inline constexpr std::size_t log_directory_name_max = 255;
std::string suffixed_directory(const TopicPartition& partition, const Uuid& unique, std::string_view suffix);

}  // namespace vitrine::storage
