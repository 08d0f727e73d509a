// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "env/disk.h"

// The names of the files of a log, and the small text files around them. Source: LogFileUtils, OffsetCheckpointFile, PartitionMetadataFile.
namespace vitrine::storage {

inline constexpr std::string_view log_suffix = ".log";
inline constexpr std::string_view index_suffix = ".index";
inline constexpr std::string_view time_index_suffix = ".timeindex";
inline constexpr std::string_view transaction_index_suffix = ".txnindex";
inline constexpr std::string_view snapshot_suffix = ".snapshot";
inline constexpr std::string_view deleted_suffix = ".deleted";
inline constexpr std::string_view cleaned_suffix = ".cleaned";
inline constexpr std::string_view swap_suffix = ".swap";

inline constexpr std::string_view delete_directory_suffix = "-delete";
inline constexpr std::string_view future_directory_suffix = "-future";
inline constexpr std::string_view stray_directory_suffix = "-stray";

inline constexpr std::string_view epoch_checkpoint_name = "leader-epoch-checkpoint";
inline constexpr std::string_view partition_metadata_name = "partition.metadata";
inline constexpr std::string_view high_watermark_checkpoint_name = "replication-offset-checkpoint";
inline constexpr std::string_view recovery_point_checkpoint_name = "recovery-point-offset-checkpoint";
inline constexpr std::string_view log_start_checkpoint_name = "log-start-offset-checkpoint";
inline constexpr std::string_view cleaner_checkpoint_name = "cleaner-offset-checkpoint";
inline constexpr std::string_view clean_shutdown_name = ".kafka_cleanshutdown";
inline constexpr std::string_view meta_properties_name = "meta.properties";

// "directory/00000000000000000042.log"
std::string segment_path(std::string_view directory, Offset base_offset, std::string_view suffix);
// The offset before the first dot; none unless there are 20 digits and the rest is `suffix`.
std::optional<Offset> parse_segment_name(std::string_view name, std::string_view suffix);

// A checkpoint of offsets: "0", the count, then "topic partition offset" lines.
using OffsetsByPartition = std::vector<std::pair<TopicPartition, Offset>>;
std::string format_offset_checkpoint(const OffsetsByPartition& offsets);
// KAFKA_STORAGE_ERROR naming file and line.
Result<OffsetsByPartition> parse_offset_checkpoint(std::string_view text, std::string_view file);

struct EpochEntry;
std::string format_epoch_checkpoint(const std::vector<EpochEntry>& entries);
Result<std::vector<EpochEntry>> parse_epoch_checkpoint(std::string_view text, std::string_view file);

std::string format_partition_metadata(const Uuid& topic_id);
Result<Uuid> parse_partition_metadata(std::string_view text, std::string_view file);
// What a loss of power leaves of a file that was not synced yet: a first part of it, perhaps none, perhaps with zeros behind.
bool torn_partition_metadata(std::string_view text);

// {"version":0,"brokerEpoch":N}
std::string format_clean_shutdown(std::int64_t broker_epoch);
std::optional<std::int64_t> parse_clean_shutdown(std::string_view text);

}  // namespace vitrine::storage
