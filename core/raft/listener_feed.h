// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <memory>
#include <optional>

#include "raft/metadata_log.h"
#include "raft/metadata_partition.h"

namespace vitrine::raft {

// Hands snapshots, committed batches and leaders to listeners, each from where it is: who is not within the log gets the newest snapshot
// first. Listeners may call back into the node and add listeners meanwhile.
class ListenerFeed {
public:
    void add(MetadataLogListener& listener) { listeners_.push_back({&listener, std::nullopt, {}}); }

    struct Known {
        Offset high_watermark{no_offset};
        LeaderAndEpoch leader;
        std::optional<Offset> own_epoch_start;  // where this node leads: the offset of its LeaderChange
    };
    // Hands over at most about `bytes_max` of what is due. True: more is due. CORRUPT_MESSAGE, KAFKA_STORAGE_ERROR: the log or a
    // snapshot cannot be read.
    [[nodiscard]] Result<bool> feed(MetadataPartition& log, const Known& known, std::int64_t bytes_max);

private:
    struct Entry {
        MetadataLogListener* listener;
        std::optional<Offset> next;   // none: nothing was handed over
        LeaderAndEpoch announced;
        std::shared_ptr<SnapshotReader> snapshot;  // is being handed over
    };
    [[nodiscard]] std::optional<Offset> earliest(Offset log_start) const;
    [[nodiscard]] static bool needs_snapshot(const Entry& listener, const MetadataPartition& log);
    [[nodiscard]] static Status hand_over_snapshot(Entry& listener, MetadataPartition& log, std::int64_t bytes_max);

    std::deque<Entry> listeners_;     // references stay valid while listeners are added
};

}  // namespace vitrine::raft
