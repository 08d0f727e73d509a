// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "storage/durable_file.h"

// Which leader epoch wrote which part of a log (KIP-101, KIP-279): a short list of (epoch, start offset), both rising, kept
// in the file leader-epoch-checkpoint. A new leader notes its epoch at once, before the first append (KAFKA-7415).
namespace vitrine::storage {

struct EpochEntry {
    LeaderEpoch epoch{no_leader_epoch};
    Offset start_offset;
    friend bool operator==(const EpochEntry&, const EpochEntry&) = default;
};

// (epoch, end offset) as OffsetForLeaderEpoch and DivergingEpoch carry them.
struct EpochEndOffset {
    LeaderEpoch epoch{no_leader_epoch};
    Offset end_offset{no_offset};
    friend bool operator==(const EpochEndOffset&, const EpochEndOffset&) = default;
};

class LeaderEpochCache {
public:
    LeaderEpochCache(env::Disk& disk, std::string path);

    // Reads the checkpoint; absent: empty. INVALID_RECORD: its content is damaged (recovery then rebuilds the list).
    Status load();

    // From here to release() nothing is written: recovery drops entries and finds them again in the batches, in every log after a crash.
    void hold() { held_ = true; }
    // Writes what is other than load() found it.
    void release();

    // Epoch and offset are not negative. Nothing if the epoch is the latest and did not start earlier; else entries that contradict
    // the new one (epoch or start not below) are dropped. Epoch 0 counts as any other. Written to disk at once, durable later.
    void assign(LeaderEpoch epoch, Offset start_offset);

    [[nodiscard]] std::optional<EpochEntry> latest() const;
    [[nodiscard]] std::optional<EpochEntry> earliest() const;
    [[nodiscard]] LeaderEpoch latest_epoch() const;  // no_leader_epoch if empty
    // Where the requested epoch ends on this log: for the latest epoch the log end; for one that was never here the end of the
    // largest lower epoch (KIP-279); below all: the requested epoch and the start of the first. None: above all, or -1.
    [[nodiscard]] std::optional<EpochEndOffset> end_offset_for(LeaderEpoch requested, Offset log_end) const;
    [[nodiscard]] std::optional<LeaderEpoch> epoch_for_offset(Offset offset) const;
    // The latest epoch below `epoch`.
    [[nodiscard]] std::optional<EpochEntry> previous(LeaderEpoch epoch) const;

    // The log now ends at `end`: entries that start at or above it go.
    void truncate_from_end(Offset end);
    // The log now starts at `start`: earlier entries go, the one that covers `start` begins there.
    void truncate_from_start(Offset start);
    void clear();

    [[nodiscard]] const std::vector<EpochEntry>& entries() const { return entries_; }
    [[nodiscard]] bool durable() const { return file_.idle(); }
    // All changes so far are durable when `done` runs.
    void sync(env::SyncCompletion done) { file_.sync(std::move(done)); }
    // The directory of the log was renamed.
    void set_path(std::string path) { file_.set_path(std::move(path)); }
    // No more is written (the log is being deleted).
    void detach() { file_.detach(); }

private:
    void write();

    env::Disk& disk_;
    DurableFile file_;
    std::vector<EpochEntry> entries_;
    std::optional<std::vector<EpochEntry>> found_;  // in the checkpoint, when it was loaded
    bool held_ = false;
};

}  // namespace vitrine::storage
