// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/time.h"
#include "raft/election_state.h"

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
    std::int64_t size_bytes = 0;      // in the log
    [[nodiscard]] Offset last_offset() const { return base_offset + (static_cast<std::int64_t>(values.size()) - 1); }
};

// A part of a snapshot: the state that everything below snapshot.offset led to, as records that rebuild it.
struct SnapshotPiece {
    OffsetAndEpoch snapshot;
    WallTime last_contained_log_time{};  // of the record before snapshot.offset
    bool first = false;                  // what was known before is void
    bool last = false;
    std::vector<SharedBytes> values;     // as in CommittedBatch
};

class MetadataLogListener {
public:
    virtual ~MetadataLogListener() = default;
    // Every data batch once, in order of offset, from the start of the log or the end of a snapshot, as soon as it is committed.
    // Control batches are skipped; offsets therefore have gaps.
    virtual void on_committed(const CommittedBatch& batch) = 0;
    // The pieces of one snapshot, one after the other: at the start, where there is one, or later, where this node was away for so long
    // that the leader's log begins behind its own. Another first piece may come before the last one. What is committed follows from
    // snapshot.offset on.
    virtual void on_snapshot(const SnapshotPiece& piece) = 0;
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
    // The quorum's: 0 while the configuration says who votes, 1 once the log does, also where that is not committed yet.
    [[nodiscard]] virtual std::int16_t kraft_version() const = 0;
    // Raises it: who votes is written into the log, and counts from then on; committed like what is appended next. No effect where it is
    // `version` already; `validate_only`: only the checks. NOT_CONTROLLER where this node does not lead in exactly that epoch;
    // INVALID_UPDATE_VERSION: a downgrade, or not every voter is known to support it.
    [[nodiscard]] virtual Status upgrade_kraft_version(LeaderEpoch epoch, std::int16_t version, bool validate_only) = 0;
};

// The snapshot that somebody wants to be written of what it was told by on_committed() and on_snapshot().
struct SnapshotOrder {
    OffsetAndEpoch id;  // its end, where a batch ends; the epoch of the record before it
    WallTime last_contained_log_time{};
    // The values of the next batch, a few each time; empty: that was all. Called in later turns of the loop, until the last one.
    std::move_only_function<std::vector<Bytes>()> next_values;
};

class MetadataSnapshots {
public:
    virtual ~MetadataSnapshots() = default;
    // Writes it, a batch in each turn of the loop; `done` runs on the loop when it is durable, or failed: then nothing of it stays.
    // Answers at once: INVALID_REQUEST where it is no place for a snapshot, or not above the newest one; DUPLICATE_RESOURCE while another
    // one is being written; KAFKA_STORAGE_ERROR. Then `done` is not called.
    [[nodiscard]] virtual Status write_snapshot(SnapshotOrder order, std::move_only_function<void(Status)> done) = 0;
};

}  // namespace vitrine::raft
