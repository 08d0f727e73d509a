// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "observe/view.h"
#include "raft/log_shape.h"
#include "raft/voter_set.h"

// What goes into raft::Quorum and what comes out of it: values only.
namespace vitrine::raft {

// Given by the driver to each request that it received; echoed in Respond.
using RequestId = std::uint64_t;
// Servers that are only known by their address (controller.quorum.bootstrap.servers) have these ids: -2, -3, …
[[nodiscard]] constexpr BrokerId bootstrap_server(std::size_t index) { return BrokerId(-2 - static_cast<std::int32_t>(index)); }

// Given by the quorum to each request that it sends; echoed by the driver with the response or the failure.
using CorrelationId = std::uint64_t;

// --- the protocol, as far as the quorum decides about it; the same types on both sides ---

struct VoteAsk {
    BrokerId candidate;
    LeaderEpoch epoch;
    OffsetAndEpoch log_end;
    bool pre_vote = false;
    Uuid directory{};                      // the candidate's
    friend bool operator==(const VoteAsk&, const VoteAsk&) = default;
};
struct BeginQuorumEpochAsk {
    BrokerId leader;
    LeaderEpoch epoch;
    friend bool operator==(const BeginQuorumEpochAsk&, const BeginQuorumEpochAsk&) = default;
};
struct EndQuorumEpochAsk {
    BrokerId leader;
    LeaderEpoch epoch;
    std::vector<BrokerId> preferred_successors;
    friend bool operator==(const EndQuorumEpochAsk&, const EndQuorumEpochAsk&) = default;
};
struct FetchAsk {
    BrokerId replica;                      // negative: no replica (a tool)
    LeaderEpoch epoch;                     // the fetcher's
    Offset offset;
    LeaderEpoch last_epoch;                // of the record before `offset`
    Offset high_watermark{no_offset};      // as the fetcher knows it (KIP-1166); above every offset where it cannot say
    Duration wait_max{0};
    Uuid directory{};                      // the replica's
    friend bool operator==(const FetchAsk&, const FetchAsk&) = default;
};
struct FetchSnapshotAsk {
    BrokerId replica;                      // negative: no replica
    LeaderEpoch epoch;                     // the fetcher's
    OffsetAndEpoch snapshot;
    std::int64_t position = 0;             // in bytes
    Uuid directory{};                      // the replica's
    friend bool operator==(const FetchSnapshotAsk&, const FetchSnapshotAsk&) = default;
};
// The voters change (KIP-853): asked for by an administrator, by an observer that joins by itself, and by a voter that listens somewhere
// else now, or whose leader knows its id alone (kraft.version 0).
struct AddVoterAsk {
    Voter voter;                           // its kraft_versions are asked of itself
    bool ack_when_committed = true;        // else answered once the leader has written it
    friend bool operator==(const AddVoterAsk&, const AddVoterAsk&) = default;
};
struct RemoveVoterAsk {
    ReplicaKey voter;
    friend bool operator==(const RemoveVoterAsk&, const RemoveVoterAsk&) = default;
};
struct UpdateVoterAsk {
    LeaderEpoch epoch;                     // the voter's
    Voter voter;
    friend bool operator==(const UpdateVoterAsk&, const UpdateVoterAsk&) = default;
};
// ApiVersions to a node that is to become a voter: does it know how?
struct FeaturesAsk {
    Voter voter;
    friend bool operator==(const FeaturesAsk&, const FeaturesAsk&) = default;
};
using Ask = std::variant<VoteAsk, BeginQuorumEpochAsk, EndQuorumEpochAsk, FetchAsk, FetchSnapshotAsk, AddVoterAsk, RemoveVoterAsk,
                         UpdateVoterAsk, FeaturesAsk>;

struct VoteAnswer {
    ErrorCode error = ErrorCode::NONE;
    LeaderEpoch epoch;                     // the answering node's
    BrokerId leader{no_broker};            // of that epoch, if known
    bool granted = false;
    friend bool operator==(const VoteAnswer&, const VoteAnswer&) = default;
};
struct EpochAnswer {                       // to BeginQuorumEpoch and EndQuorumEpoch
    ErrorCode error = ErrorCode::NONE;
    LeaderEpoch epoch;
    BrokerId leader{no_broker};
    friend bool operator==(const EpochAnswer&, const EpochAnswer&) = default;
};
struct FetchedBatch {
    Offset base_offset;
    Offset end_offset;                     // exclusive
    LeaderEpoch epoch;
    std::size_t size_bytes = 0;
    std::vector<QuorumChange> changes{};   // what its control records say of the quorum
    friend bool operator==(const FetchedBatch&, const FetchedBatch&) = default;
};
struct FetchAnswer {
    ErrorCode error = ErrorCode::NONE;
    LeaderEpoch epoch;
    BrokerId leader{no_broker};
    Offset high_watermark{no_offset};
    Offset log_start{0};                   // the answering node's
    std::optional<OffsetAndEpoch> diverging;
    std::optional<OffsetAndEpoch> snapshot;  // to be fetched first: the log begins behind what was asked for
    // Where this node answers: the driver adds what the log holds from here on. None: nothing is added.
    Offset read_from{no_offset};
    // Where this node asked: the batches whose CRC is right, in order, and their bytes.
    std::vector<FetchedBatch> batches;
    SharedBytes records;
};
struct FetchSnapshotAnswer {
    ErrorCode error = ErrorCode::NONE;
    LeaderEpoch epoch;
    BrokerId leader{no_broker};
    OffsetAndEpoch snapshot;
    std::int64_t position = 0;
    std::int64_t size_bytes = 0;           // of the whole snapshot; where this node answers, the driver says it and adds the bytes
    SharedBytes bytes;
};
struct VotersAnswer {                      // to AddVoterAsk, RemoveVoterAsk, UpdateVoterAsk
    ErrorCode error = ErrorCode::NONE;
    std::string message;                   // of an error; empty: the code says it
    LeaderEpoch epoch;
    BrokerId leader{no_broker};
};
struct FeaturesAnswer {
    ErrorCode error = ErrorCode::NONE;
    std::optional<KRaftVersionRange> kraft_versions;  // none: it does not name the feature
};
using Answer = std::variant<VoteAnswer, EpochAnswer, FetchAnswer, FetchSnapshotAnswer, VotersAnswer, FeaturesAnswer>;

// --- inputs ---

// First, and once. What was on disk; neither needs to be durable yet.
struct Started {
    ElectionState election;
    LogShape log;
    QuorumHistory history{};  // as its control records and the snapshot before it say
};
struct RequestReceived {
    RequestId id = 0;
    Ask ask;
};
// Exactly one of these two follows each SendRequest, later.
struct ResponseReceived {
    BrokerId from;
    CorrelationId correlation = 0;
    Answer answer;
};
struct RequestFailed {  // not delivered, or nobody knows
    BrokerId to;
    CorrelationId correlation = 0;
    bool refused = false;  // the connection failed, as opposed to a silence
};
struct TimerElapsed {};
// The state of the last PersistQuorumState is durable.
struct StatePersisted {};
// What the log held when SyncLog was handed out is durable.
struct LogSynced {
    std::uint64_t ticket = 0;
};
// Only where leads_in(epoch) is true. Becomes one batch.
struct AppendRequested {
    LeaderEpoch epoch;
    std::vector<Bytes> values;
};
struct ResignRequested {
    LeaderEpoch epoch;
};
// Only where leads_in(epoch) is true and check_upgrade() says that it is to be written.
struct UpgradeRequested {
    LeaderEpoch epoch;
    std::int16_t kraft_version = 0;
};
// A snapshot was taken, or the log was cut at its start: the newest one, and where the log begins now.
struct SnapshotTaken {
    OffsetAndEpoch snapshot;
    OffsetAndEpoch start;
};
// Follows the WriteSnapshot with the last bytes, later: the snapshot is durable; or it is damaged and gone.
struct SnapshotFetched {
    OffsetAndEpoch snapshot;
    bool good = true;
    QuorumFacts facts{};  // as the snapshot says
};
struct ShutdownRequested {};

using Input = std::variant<Started, RequestReceived, ResponseReceived, RequestFailed, TimerElapsed, StatePersisted, LogSynced,
                           AppendRequested, ResignRequested, UpgradeRequested, SnapshotTaken, SnapshotFetched, ShutdownRequested>;

// --- effects, to be carried out in order ---

// One at a time: the next one is handed out after StatePersisted.
struct PersistQuorumState {
    ElectionState state;
    std::int16_t kraft_version = 0;
};
struct SendRequest {
    BrokerId to;
    CorrelationId correlation = 0;
    Ask ask;
};
struct Respond {
    RequestId id = 0;
    Answer answer;
};
struct LeaderChangeBatch {
    LeaderEpoch epoch;
    std::vector<BrokerId> voters;
    std::vector<BrokerId> granting_voters;
    // Written behind it, a record for each: so that those who were not there at the format learn who votes.
    std::optional<QuorumFacts> facts{};
};
struct VotersBatch {
    LeaderEpoch epoch;
    VoterSet voters;
};
// Both at once, a record for each: who votes is in the log from this level on.
struct UpgradeBatch {
    LeaderEpoch epoch;
    std::int16_t kraft_version = 0;
    VoterSet voters;
};
struct RecordsBatch {
    LeaderEpoch epoch;
    std::vector<Bytes> values;
};
struct FetchedBatches {
    SharedBytes bytes;
    LeaderEpoch leader_epoch;
};
using LogBatch = std::variant<LeaderChangeBatch, VotersBatch, UpgradeBatch, RecordsBatch, FetchedBatches>;
// Appends at the log's end; afterwards the log ends at `end`.
struct AppendToLog {
    Offset base_offset;
    Offset end_offset;  // exclusive
    LogBatch batch;
};
struct TruncateLog {
    Offset to;
    LeaderEpoch diverging_epoch;
};
// Bytes of a snapshot that is fetched; those at 0 begin it anew, and give up another one that was not complete.
struct WriteSnapshot {
    OffsetAndEpoch snapshot;
    std::int64_t position = 0;
    SharedBytes bytes;
    bool last = false;  // it is complete
};
// The log becomes the snapshot that SnapshotFetched told: it begins and ends at its end.
struct StartLogOver {
    OffsetAndEpoch snapshot;
};
// Makes durable what the log holds now, truncations included. One at a time, unless a truncation came between.
struct SyncLog {
    std::uint64_t ticket = 0;
};
// Replaces the former one; none: no timer.
struct SetTimer {
    std::optional<Instant> deadline;
};
struct HighWatermarkAdvanced {
    Offset high_watermark;
};
struct RoleChanged {
    observe::QuorumRole role;
    LeaderEpoch epoch;
    BrokerId leader;  // no_broker: unknown, or it resigned
};
struct VoteGranted {
    BrokerId candidate;
    LeaderEpoch epoch;
    bool pre_vote = false;
};
// Other nodes vote from now on, or the same ones listen elsewhere: as the log says now.
struct VotersChanged {
    VoterSet voters;
    bool is_voter = false;  // this node
};
// A peer said what cannot be: it was ignored. For the log of the process.
struct PeerRefused {
    BrokerId peer;
    std::string reason;
};
struct ShutdownCompleted {};

using Effect = std::variant<PersistQuorumState, SendRequest, Respond, AppendToLog, TruncateLog, WriteSnapshot, StartLogOver, SyncLog,
                            SetTimer, HighWatermarkAdvanced, RoleChanged, VoteGranted, VotersChanged, PeerRefused, ShutdownCompleted>;

}  // namespace vitrine::raft
