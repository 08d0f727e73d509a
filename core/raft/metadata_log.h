// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/time.h"

// What the quorum offers to who keeps its state in the metadata log: the controller and the broker of the same node.
// Everything happens on the node's loop. Source: Kafka's RaftClient and its Listener (KIP-595).
namespace vitrine::raft {

struct LeaderAndEpoch {
    BrokerId leader{no_broker};
    LeaderEpoch epoch{0};
    friend bool operator==(const LeaderAndEpoch&, const LeaderAndEpoch&) = default;
};

struct CommittedBatch {
    Offset base_offset;            // of values[0]
    LeaderEpoch epoch;
    WallTime append_time{};
    std::vector<SharedBytes> values;  // record values as framed by Kafka's metadata serde: frame version 1, api key, version, message
    [[nodiscard]] Offset last_offset() const { return base_offset + (static_cast<std::int64_t>(values.size()) - 1); }
};

class MetadataLogListener {
public:
    virtual ~MetadataLogListener() = default;
    // Every data batch once, in order of offset, from the start of the log (or of the snapshot), as soon as it is committed.
    // Control batches are skipped; offsets therefore have gaps.
    virtual void on_committed(const CommittedBatch& batch) = 0;
    // The quorum's leader changed, as this node knows it. Where the new leader is this node, the call comes only after every
    // record of earlier epochs is committed and was handed to on_committed().
    virtual void on_leader_changed(const LeaderAndEpoch& leader) = 0;
};

class MetadataLog {
public:
    virtual ~MetadataLog() = default;
    virtual void add_listener(MetadataLogListener& listener) = 0;
    // Appends the values as one atomic batch in `epoch`; answers the offset of the last one. NOT_CONTROLLER where this node
    // does not lead in exactly that epoch. It is committed when on_committed() hands it over; it is lost when
    // on_leader_changed() comes first.
    [[nodiscard]] virtual Result<Offset> append(LeaderEpoch epoch, std::vector<Bytes> values) = 0;
    // Gives up leadership in `epoch` (no effect in another one): others are asked to elect.
    virtual void resign(LeaderEpoch epoch) = 0;
    [[nodiscard]] virtual LeaderAndEpoch leader() const = 0;
    [[nodiscard]] virtual Offset high_watermark() const = 0;  // no_offset while unknown
    // On the leader, where the next append() begins: a record may contain its own offset.
    [[nodiscard]] virtual Offset log_end() const = 0;
};

}  // namespace vitrine::raft
