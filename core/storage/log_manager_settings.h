// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "base/time.h"
#include "storage/log_cleaner_settings.h"

// What a LogManager is given, and what it tells.
namespace vitrine::storage {

// A log directory that cannot be used any more in this life of the node.
struct DirectoryFailure {
    std::size_t directory = 0;               // in the order of log.dirs
    std::string path;
    Uuid id;
    Error error;
    std::vector<TopicPartition> partitions;  // whose logs it held, sorted
    bool last = false;                       // no other directory is left
};

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
    // Of each disk of the environment, in their order; zero where there is none.
    std::vector<Uuid> directory_ids;
    // Directories that are offline from the start, by their place, with the reason.
    std::map<std::size_t, Error> offline_directories;
    // Called once for each directory that fails after begin_load(); from the loop, not inside a call. The owner lets go of its logs and
    // then calls LogManager::drop(), or stops the node: Kafka's broker does where it was the last one, or that of the metadata log.
    std::function<void(const DirectoryFailure&)> on_failure;
};

// What load() found.
struct LoadReport {
    bool clean = false;  // the marker was there, in each directory: no log was scanned
    std::int64_t previous_broker_epoch = -1;  // of the markers; -1: unknown, or they differ, or a directory is offline
    std::vector<TopicPartition> loaded;  // by directory
    std::vector<std::string> left_alone;  // directories and files that are none of ours
    std::vector<std::pair<std::string, Error>> unreadable;  // directories that look like logs but could not be opened
};

}  // namespace vitrine::storage
