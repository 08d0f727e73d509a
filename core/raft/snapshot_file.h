// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "env/disk.h"
#include "messages/control_records.h"
#include "raft/election_state.h"
#include "raft/voter_set.h"
#include "records/control.h"

// One snapshot of the metadata log, as Apache Kafka keeps it beside the log (KIP-630): batches of their own offsets, from 0 on, in the
// epoch of the snapshot; first a control batch with the SnapshotHeader (and KRaftVersion and Voters, where voters are dynamic),
// then the records, last a control batch with the SnapshotFooter. Its name says which log it stands for: everything below the end
// offset, the last record of which is of the epoch. Source: Snapshots, RecordsSnapshotWriter, FileRawSnapshotWriter.
namespace vitrine::raft {

// "__cluster_metadata-0/00000000000000001234-0000000005.checkpoint"
[[nodiscard]] std::string snapshot_path(const OffsetAndEpoch& id);
// While it is written or fetched; what a crash leaves of it goes at the next start.
[[nodiscard]] std::string partial_snapshot_path(const OffsetAndEpoch& id);
[[nodiscard]] std::string deleted_snapshot_path(const OffsetAndEpoch& id);

struct SnapshotName {
    OffsetAndEpoch id;
    bool finished = true;  // else partial or deleted
};
// Of a file name without its directory; none: it is no snapshot's.
[[nodiscard]] std::optional<SnapshotName> parse_snapshot_name(std::string_view name);

// What Kafka writes at format time where voters are dynamic (KIP-853): no state of the log, never fetched by others.
inline constexpr OffsetAndEpoch bootstrap_snapshot{};

// Writes it, as kafka-storage format does for --standalone (the one voter is this node), --initial-controllers, and, without voters,
// --no-initial-controllers; on a disk without a metadata log. `done` runs when it is durable. KAFKA_STORAGE_ERROR.
[[nodiscard]] Status write_bootstrap_snapshot(env::Disk& disk, const std::optional<VoterSet>& voters, WallTime now,
                                              env::SyncCompletion done);

struct QuorumRecords;
// What the newest snapshot on this disk says of the quorum (the bootstrap's included), the log behind it not looked at; nothing where there
// is none. KAFKA_STORAGE_ERROR, CORRUPT_MESSAGE.
[[nodiscard]] Result<QuorumRecords> read_newest_quorum_records(env::Disk& disk);

// What the quorum says of itself in the log: present with dynamic voters only.
struct QuorumRecords {
    std::int16_t kraft_version = 0;
    std::optional<messages::VotersRecord> voters;
    friend bool operator==(const QuorumRecords&, const QuorumRecords&) = default;
};

// CORRUPT_MESSAGE: the voters cannot be.
[[nodiscard]] Result<QuorumFacts> to_facts(const QuorumRecords& records);
[[nodiscard]] QuorumRecords to_records(const QuorumFacts& facts);

// Takes up a control record of the log or of a snapshot; others than KRaftVersion and Voters say nothing here. CORRUPT_MESSAGE.
[[nodiscard]] Status apply_control_record(QuorumRecords& quorum, records::ControlRecordType type, const SharedBytes& value);

// A snapshot on its way to the disk. Destroyed before install() it leaves a partial file.
class SnapshotWriter {
public:
    // Begins anew, whatever lies there. KAFKA_STORAGE_ERROR.
    static Result<std::unique_ptr<SnapshotWriter>> create(env::Disk& disk, const OffsetAndEpoch& id);

    [[nodiscard]] const OffsetAndEpoch& id() const { return id_; }
    [[nodiscard]] std::int64_t size_bytes() const { return size_; }

    // --- one that is made here, in this order ---
    Status append_header(const QuorumRecords& quorum, WallTime last_contained_log_time, WallTime now);
    Status append_records(const std::vector<Bytes>& values, WallTime now);  // one batch; not empty
    Status append_footer(WallTime now);

    // --- one that is fetched: bytes as they come ---
    Status append_bytes(ByteSpan bytes);

    // Durable first, then renamed, then the name durable (KAFKA-15312); `done` runs after that, also when this object is gone.
    void install(env::SyncCompletion done);

private:
    SnapshotWriter(env::Disk& disk, const OffsetAndEpoch& id, std::shared_ptr<env::File> file)
        : disk_(disk), id_(id), file_(std::move(file)) {}

    env::Disk& disk_;
    OffsetAndEpoch id_;
    std::shared_ptr<env::File> file_;
    std::int64_t size_ = 0;
    Offset next_{0};
};

// Reads one from its beginning to its end, in pieces. What it opened stays readable when the file is removed.
class SnapshotReader {
public:
    // `path` is one of the above. KAFKA_STORAGE_ERROR, CORRUPT_MESSAGE; every error names the file.
    static Result<std::unique_ptr<SnapshotReader>> open(env::Disk& disk, const std::string& path, const OffsetAndEpoch& id);

    [[nodiscard]] const OffsetAndEpoch& id() const { return id_; }
    [[nodiscard]] std::int64_t size_bytes() const { return size_; }
    // Of the last record of the log that it stands for.
    [[nodiscard]] WallTime last_contained_log_time() const { return last_contained_log_time_; }
    // As far as it was read; complete after the first piece.
    [[nodiscard]] const QuorumRecords& quorum() const { return quorum_; }

    struct Piece {
        std::vector<SharedBytes> values;
        bool last = false;  // the footer was read
    };
    // At most about `bytes_max`, at least one batch; CRCs and order are checked. Not after the last piece.
    [[nodiscard]] Result<Piece> next(std::int64_t bytes_max);

private:
    SnapshotReader(std::string path, const OffsetAndEpoch& id, std::shared_ptr<env::File> file)
        : path_(std::move(path)), id_(id), file_(std::move(file)), size_(file_->size()) {}
    [[nodiscard]] std::unexpected<Error> damaged(std::string_view why) const;
    [[nodiscard]] Result<SharedBytes> read_batch();
    Status take_control_batch(const SharedBytes& batch, Piece& piece);

    std::string path_;
    OffsetAndEpoch id_;
    std::shared_ptr<env::File> file_;
    std::int64_t size_;
    std::int64_t position_ = 0;
    Offset next_{0};
    bool header_read_ = false;
    WallTime last_contained_log_time_{};
    QuorumRecords quorum_;
};

}  // namespace vitrine::raft
