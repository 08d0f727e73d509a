// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/topic_settings.h"

#include "storage/log_config.h"

namespace vitrine::ui {

TopicSettings topicSettings(const std::map<std::string, std::string> &configs)
{
    const storage::LogConfig config = storage::LogConfig::parse(configs).value_or(storage::LogConfig());
    return {.segmentBytes = config.effective_segment_bytes(),
            .segmentMs = config.effective_segment_ms(),
            .retentionBytes = config.retention_bytes,
            .retentionMs = config.retention_ms,
            .deleteRetentionMs = config.delete_retention_ms,
            .minCompactionLagMs = config.min_compaction_lag_ms,
            .fileDeleteDelayMs = config.file_delete_delay_ms,
            .indexIntervalBytes = config.index_interval_bytes,
            .minCleanableDirtyRatio = config.min_cleanable_dirty_ratio,
            .compacts = config.cleanup_compact,
            .deletes = config.cleanup_delete};
}

}  // namespace vitrine::ui
