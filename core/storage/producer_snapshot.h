// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <vector>

#include "env/disk.h"
#include "storage/producer_state.h"

// The .snapshot files of a log: ProducerState as it was below an offset, so that a restart need not read the whole log.
// Source: ProducerStateManager, ProducerSnapshot.json version 1.
namespace vitrine::storage {

// version int16 1, CRC-32C of what follows it, the count, then 44 bytes for each producer.
Bytes encode_producer_snapshot(const std::map<ProducerId, ProducerEntry>& producers);
// INVALID_RECORD: version, CRC or size are wrong.
Result<std::vector<ProducerEntry>> decode_producer_snapshot(ByteSpan content);

class ProducerSnapshots {
public:
    ProducerSnapshots(env::Disk& disk, std::string directory) : disk_(disk), directory_(std::move(directory)) {}

    // What the directory listing showed.
    void add_found(Offset offset) { offsets_.insert(offset); }
    [[nodiscard]] const std::set<Offset>& offsets() const { return offsets_; }

    // Writes the snapshot of state.end_offset(), unless the latest one is there already. Durable after the files of take_unsynced()
    // were synced.
    Status take(const ProducerState& state);
    // Clears the state and loads the latest readable snapshot at or below `log_end` and above `log_start`; without one the state is empty
    // and begins at `log_start`. Snapshots that are out of this range or damaged are removed.
    Status reload(ProducerState& state, Offset log_start, Offset log_end, WallTime now, Milliseconds expiration);
    // Removes those that belong to no segment, except one above all segments (of a clean shutdown).
    Status remove_strays(const std::set<Offset>& segment_base_offsets);
    Status remove(Offset offset);
    Status remove_all();
    // Renames the file, if there is one, and answers the new path for later removal.
    Result<std::optional<std::string>> mark_deleted(Offset offset);
    void on_log_start(Offset log_start);
    // The directory of the log was renamed.
    void set_directory(std::string directory) { directory_ = std::move(directory); }

    [[nodiscard]] std::vector<std::shared_ptr<env::File>> take_unsynced() { return std::exchange(unsynced_, {}); }

private:
    env::Disk& disk_;
    std::string directory_;
    std::set<Offset> offsets_;
    Offset last_taken_{0};
    std::vector<std::shared_ptr<env::File>> unsynced_;
};

}  // namespace vitrine::storage
