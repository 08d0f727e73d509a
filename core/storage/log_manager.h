// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "storage/log_directory.h"
#include "storage/log_manager_settings.h"

// All logs of one node, over its log directories (KIP-112, KIP-113, KIP-858): one LogDirectory for each disk of the environment. Called
// by the replica manager; one for each node.
//
//   open -> loading (recovers what a crash left) -> running -> close, or destruction: a kill, nothing is written
//   a directory: online -> offline (a disk error; told by on_failure) -> dropped
namespace vitrine::storage {

class LogManager {
public:
    LogManager(const env::Environment& environment, LogManagerSettings settings);
    ~LogManager();
    LogManager(const LogManager&) = delete;
    LogManager& operator=(const LogManager&) = delete;

    // Once, before anything else. `config_of` answers the configuration of a topic (known from the metadata, else defaults).
    // A directory that cannot be used is offline from then on. KAFKA_STORAGE_ERROR: none can be used.
    // __cluster_metadata is not loaded: the quorum opens it itself.
    Status begin_load(const std::function<LogConfig(const std::string& topic)>& config_of);
    // After begin_load(), until it answers false: all is loaded. Opens up to that many logs, so that a loop has time for other things; what
    // was not opened yet is not found.
    bool load_some(std::size_t logs);
    [[nodiscard]] bool loading() const;
    // Of what was loaded so far. `clean` and `previous_broker_epoch` are known after begin_load().
    [[nodiscard]] LoadReport load_report() const;
    // Once, when the metadata are known: puts in order what a crash in the middle of a move left. `assigned`: in which directory they say
    // that the log of this topic id lies; none: they know no such replica here. Of a log that lies in two directories the one stays that
    // is in the assigned one (there it went), and of several future logs one; future logs of replicas that are none go.
    // KAFKA_STORAGE_ERROR: a log lies in two directories, and the metadata name neither.
    using AssignedDirectory = std::function<std::optional<Uuid>(const TopicPartition&, const std::optional<Uuid>& topic_id)>;
    Status settle(const AssignedDirectory& assigned);

    // nullptr: none here, or in a directory that is offline. Valid until the log is removed, or its directory dropped or destroyed.
    [[nodiscard]] Log* find(const TopicPartition& partition);
    // `assigned`: where the metadata say that the log lies. A log that is not here yet is made there; where that names no directory of
    // this node, in the one with the fewest logs. INCONSISTENT_TOPIC_ID: there is a log of that name with another id. KAFKA_STORAGE_ERROR:
    // also where a directory is offline that may hold the log already (it may hold any but that of an `unassigned_directory`).
    Result<Log*> get_or_create(const TopicPartition& partition, const std::optional<Uuid>& topic_id, const LogConfig& config,
                               const Uuid& assigned = migrating_directory);
    // Where a log that is not here yet is to be made, whatever the metadata say (AlterReplicaLogDirs). Of at most 10 000 partitions.
    void prefer(const TopicPartition& partition, LogDirectory& directory);

    // --- moves to another directory (KIP-113) ---
    // nullptr: none. Valid as that of find().
    [[nodiscard]] Log* find_future(const TopicPartition& partition) const;
    [[nodiscard]] LogDirectory* future_directory_of(const TopicPartition& partition) const;
    // An empty copy of the log, to be filled, in another directory than the log's. While it is there the log is not compacted.
    // KAFKA_STORAGE_ERROR: also while a directory is offline, which may hold a copy already.
    Result<Log*> create_future(const TopicPartition& partition, LogDirectory& destination);
    Status remove_future(const TopicPartition& partition);
    // The future log, a whole copy, becomes the log; the former one is removed. `switched` runs in between, inside of this call: from then
    // on nobody may use the former one. `same_cleaning`: nothing was compacted while it was copied. Names are durable later; what a
    // crash leaves settle() and promote_future() put in order. An error: nothing was switched, and a directory goes offline.
    Status replace_with_future(const TopicPartition& partition, bool same_cleaning, const std::function<void(Log&)>& switched);
    // The future log becomes the log where there is none: a crash came when the former one had its new name already, and this one not.
    Result<Log*> promote_future(const TopicPartition& partition);

    // See LogDirectory::remove(); the future log goes too. KAFKA_STORAGE_ERROR: it may lie in a directory that is offline.
    Status remove(const TopicPartition& partition);
    // To every log of the topic.
    void set_topic_config(const std::string& topic, const LogConfig& config);

    [[nodiscard]] std::vector<TopicPartition> partitions() const;  // sorted; of directories that are online
    // In the order of log.dirs.
    [[nodiscard]] const std::vector<std::unique_ptr<LogDirectory>>& directories() const { return directories_; }
    // That holds the log; nullptr: none that is online.
    [[nodiscard]] LogDirectory* directory_of(const TopicPartition& partition) const;
    // By its path or its id, online or not; nullptr: there is none.
    [[nodiscard]] LogDirectory* directory_at(std::string_view path) const;
    [[nodiscard]] LogDirectory* directory_with(const Uuid& id) const;
    [[nodiscard]] bool all_online() const;

    [[nodiscard]] const LogManagerSettings& settings() const { return settings_; }
    void set_retention_check_interval(Milliseconds interval);
    void set_cleaner_settings(const LogCleanerSettings& settings);
    // Of the first directory.
    [[nodiscard]] const LogCleaner& cleaner() const { return directories_.front()->cleaner(); }
    // Now, not at the next interval; the log that is being compacted waits for the cleaner's next rest. Answers how many segments went.
    int check_retention();
    // Why there is no directory left; none while there is one.
    [[nodiscard]] std::optional<Error> failed() const;
    // The logs of a directory that failed are destroyed, soon, from the loop: nobody uses them any more.
    void drop(std::size_t directory);

    // Ends compaction, closes every log of the directories that are online, writes checkpoints and last the marker with the broker epoch
    // (-1: unknown). Afterwards only destruction.
    void close(std::int64_t broker_epoch, env::SyncCompletion done);

private:
    [[nodiscard]] std::vector<LogDirectory*> online() const;
    // Without those that are cordoned. The one with the fewest logs first; of equal ones that which log.dirs names first.
    [[nodiscard]] std::vector<LogDirectory*> by_fewest_logs() const;
    [[nodiscard]] Error may_lie_offline(const TopicPartition& partition, std::string_view what) const;
    void on_directory_failed(std::size_t directory, const Error& error);
    // What a node may use of memory and of its disks for compaction is one whole, as in Kafka; each directory has its part.
    [[nodiscard]] LogCleanerSettings cleaner_share() const;

    env::Environment environment_;
    LogManagerSettings settings_;
    std::vector<std::unique_ptr<LogDirectory>> directories_;
    std::map<TopicPartition, LogDirectory*> preferred_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace vitrine::storage
