// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "env/disk.h"
#include "storage/log.h"
#include "storage/segment.h"

// Makes a Log of what lies in its directory: finishes interrupted work, opens the segments, checks what may not be durable and cuts it
// where it is damaged, rebuilds epochs and producers. Source: LogLoader.
namespace vitrine::storage {

class LogLoader {
public:
    explicit LogLoader(Log& log) : log_(log) {}
    Status load();

private:
    // What lies in the directory, before anything is concluded from it.
    Status load_files();
    Status load_topic_id();
    // Of what the directory holds; whether it holds something else now.
    Result<bool> finish_interrupted_work(const std::vector<env::DirectoryEntry>& entries);
    Status open_segments(const std::vector<env::DirectoryEntry>& entries);
    Status recover_unclean();
    // The end of the last segment, after a clean shutdown; none if that cannot be believed.
    Result<std::optional<Offset>> clean_end();
    Result<std::int64_t> recover_segment(Segment& segment, LeaderEpoch epoch_min);
    Status delete_all_segments();
    SegmentOptions segment_options() const;

    Log& log_;
    bool clean_ = false;
    // What was durable when the log was opened for the last time, or was compacted: the holes that compaction made lie below.
    Offset holes_to_{0};
    std::int64_t truncated_bytes_ = 0;
    bool found_data_ = false;
};

}  // namespace vitrine::storage
