// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "raft/metadata_partition.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/assert.h"
#include "messages/control_records.h"
#include "records/control.h"
#include "records/record.h"
#include "storage/files.h"
#include "wire/codec.h"

namespace vitrine::raft {
namespace {

// Adds a control record, the `control_version` of which every one has but LeaderChange.
constexpr wire::Version control_version = 0;

template <class Message>
void add_control(records::BatchBuilder& builder, records::ControlRecordType type, const Message& message, wire::Version version,
                 WallTime now) {
    builder.append(to_milliseconds(now), records::control_record_key(type), ByteSpan(wire::encode_to_bytes(message, version)));
}

Bytes built(records::BatchBuilder& builder) {
    auto bytes = builder.build();
    VITRINE_ASSERT(bytes.has_value(), "only a codec can fail, and there is none");
    return std::move(*bytes);
}

// Also where directories are known: Apache Kafka 4.3 writes and reads version 0 alone, and its nodes end at any other.
Bytes leader_change(const LeaderChangeBatch& batch, BrokerId leader, Offset base_offset, WallTime now) {
    messages::LeaderChangeMessage message;
    message.version = control_version;
    message.leader_id = leader;
    for (const BrokerId voter : batch.voters) message.voters.push_back({voter.value(), Uuid()});
    for (const BrokerId voter : batch.granting_voters) message.granting_voters.push_back({voter.value(), Uuid()});
    records::BatchBuilder builder({.base_offset = base_offset, .leader_epoch = batch.epoch, .control = true});
    add_control(builder, records::ControlRecordType::leader_change, message, control_version, now);
    if (batch.facts) {
        messages::KRaftVersionRecord level;
        level.kraft_version = batch.facts->kraft_version;
        add_control(builder, records::ControlRecordType::kraft_version, level, control_version, now);
        add_control(builder, records::ControlRecordType::kraft_voters, batch.facts->voters->to_record(), control_version, now);
    }
    return built(builder);
}

Bytes voters_batch(const VotersBatch& batch, Offset base_offset, WallTime now) {
    records::BatchBuilder builder({.base_offset = base_offset, .leader_epoch = batch.epoch, .control = true});
    add_control(builder, records::ControlRecordType::kraft_voters, batch.voters.to_record(), control_version, now);
    return built(builder);
}

Bytes upgrade_batch(const UpgradeBatch& batch, Offset base_offset, WallTime now) {
    records::BatchBuilder builder({.base_offset = base_offset, .leader_epoch = batch.epoch, .control = true});
    messages::KRaftVersionRecord level;
    level.kraft_version = batch.kraft_version;
    add_control(builder, records::ControlRecordType::kraft_version, level, control_version, now);
    add_control(builder, records::ControlRecordType::kraft_voters, batch.voters.to_record(), control_version, now);
    return built(builder);
}

Bytes records_batch(const RecordsBatch& batch, Offset base_offset, WallTime now) {
    records::BatchBuilder builder({.base_offset = base_offset, .leader_epoch = batch.epoch});
    for (const Bytes& value : batch.values) builder.append(to_milliseconds(now), std::nullopt, ByteSpan(value));
    return built(builder);
}

template <class T>
Status status_of(const Result<T>& result) {
    if (!result) return std::unexpected(result.error());
    return {};
}

}  // namespace

Result<std::unique_ptr<MetadataPartition>> MetadataPartition::open(env::Environment& environment, const RaftConfig& config,
                                                                   std::function<void(const Error&)> on_failure) {
    std::unique_ptr<MetadataPartition> partition(new MetadataPartition(environment, config));
    std::optional<Offset> first_segment;
    if (auto found = partition->find_snapshots(first_segment); !found) return std::unexpected(std::move(found.error()));
    auto& snapshots = partition->snapshots_;

    storage::LogSetup setup;
    setup.partition = {std::string(metadata_topic_name), 0};
    setup.directory = directory;
    setup.topic_id = metadata_topic_id;
    setup.config.segment_bytes = config.segment_bytes;
    setup.config.segment_ms = config.segment_ms.count();
    setup.config.max_message_bytes = static_cast<std::int32_t>(batch_bytes_max);
    setup.config.retention_ms = -1;
    setup.config.retention_bytes = -1;
    setup.config.cleanup_delete = false;
    setup.on_failure = std::move(on_failure);
    if (first_segment && *first_segment > Offset(0)) {
        // A log without its beginning goes on from a snapshot.
        const auto covering = std::ranges::find_if(snapshots, [&](const auto& entry) { return entry.first.offset >= *first_segment; });
        if (covering == snapshots.end()) {
            return failure(ErrorCode::KAFKA_STORAGE_ERROR,
                           fmt::format("{}/{} begins at offset {}, and there is no snapshot (.checkpoint) of what was before.",
                                       environment.disk.description(), directory, *first_segment));
        }
        setup.log_start = covering->first.offset;
    } else if (!first_segment && !snapshots.empty()) {
        setup.log_start = snapshots.rbegin()->first.offset;
    }
    auto log = storage::Log::open(environment, std::move(setup));
    if (!log) return std::unexpected(std::move(log.error()));
    partition->log_ = std::move(*log);

    if (!snapshots.empty()) {
        const auto [latest, size] = *snapshots.rbegin();
        const auto& epochs = partition->log_->leader_epochs().entries();
        const bool empty = partition->start() == partition->end();
        const LeaderEpoch last = empty || epochs.empty() ? LeaderEpoch(0) : epochs.back().epoch;
        const bool at_start = empty && partition->end() == latest.offset;
        if (!at_start && OffsetAndEpoch{partition->end(), last} < latest) {
            if (auto status = partition->start_over(latest, size); !status) return std::unexpected(std::move(status.error()));
        }
    }
    if (auto status = partition->forget_snapshots_before(partition->start()); !status) return std::unexpected(std::move(status.error()));
    return partition;
}

Status MetadataPartition::find_snapshots(std::optional<Offset>& first_segment) {
    env::Disk& disk = environment_.disk;
    removal_ = std::make_unique<storage::DelayedRemoval>(environment_);
    if (!disk.exists(directory)) return {};
    const auto entries = disk.list(directory);
    if (!entries) return std::unexpected(entries.error());
    for (const auto& entry : *entries) {
        if (entry.is_directory) continue;
        if (const auto base = storage::parse_segment_name(entry.name, storage::log_suffix)) {
            first_segment = std::min(first_segment.value_or(*base), *base);
        }
        const auto snapshot = parse_snapshot_name(entry.name);
        if (!snapshot) continue;
        if (!snapshot->finished) {
            if (auto status = disk.remove(fmt::format("{}/{}", directory, entry.name)); !status) return status;
        } else if (snapshot->id == bootstrap_snapshot) {
            bootstrap_ = true;
        } else {
            snapshots_[snapshot->id] = entry.size;
        }
    }
    return {};
}

OffsetAndEpoch MetadataPartition::start_and_epoch() const {
    if (start() == Offset(0)) return {};
    const auto at_start = std::ranges::find_if(snapshots_, [this](const auto& entry) { return entry.first.offset == start(); });
    VITRINE_ASSERT(at_start != snapshots_.end(), "a log without its beginning begins with a snapshot");
    return at_start->first;
}

LogShape MetadataPartition::shape() const {
    std::vector<EpochStart> epochs;
    for (const auto& entry : log_->leader_epochs().entries()) {
        if (entry.start_offset < log_->log_end()) epochs.push_back({entry.epoch, entry.start_offset});
    }
    return {start_and_epoch(), log_->log_end(), std::move(epochs), latest_snapshot()};
}

Result<Offset> MetadataPartition::batch_boundary_below(Offset offset) {
    if (offset <= start() || offset >= end()) return offset;
    const auto batch = log_->batch_at(offset);
    if (!batch) return std::unexpected(batch.error());
    return *batch && (*batch)->base_offset < offset ? (*batch)->base_offset : offset;
}

Status MetadataPartition::append(const AppendToLog& append, BrokerId node, WallTime now) {
    VITRINE_ASSERT_CMP(append.base_offset, ==, end(), "the quorum and its log agree about the end");
    struct Write {
        storage::Log& log;
        Offset base_offset;
        BrokerId node;
        WallTime now;
        Status as_leader(const Bytes& batch, LeaderEpoch epoch) const {
            log.begin_epoch(epoch);
            return status_of(log.append_as_leader(batch, epoch, {.origin = storage::AppendOrigin::raft_leader}));
        }
        Status operator()(const LeaderChangeBatch& batch) const {
            return as_leader(leader_change(batch, node, base_offset, now), batch.epoch);
        }
        Status operator()(const VotersBatch& batch) const { return as_leader(voters_batch(batch, base_offset, now), batch.epoch); }
        Status operator()(const UpgradeBatch& batch) const { return as_leader(upgrade_batch(batch, base_offset, now), batch.epoch); }
        Status operator()(const RecordsBatch& batch) const { return as_leader(records_batch(batch, base_offset, now), batch.epoch); }
        Status operator()(const FetchedBatches& batches) const {
            return status_of(log.append_as_follower(batches.bytes.span(), batches.leader_epoch));
        }
    };
    if (auto status = std::visit(Write{*log_, append.base_offset, node, now}, append.batch); !status) return status;
    if (end() == append.end_offset) return {};
    return failure(ErrorCode::KAFKA_STORAGE_ERROR, fmt::format("After an append at {}, the log of {} ends at {}, not at {}.",
                                                               append.base_offset, log_->partition(), end(), append.end_offset));
}

Status MetadataPartition::truncate(const TruncateLog& truncation) {
    if (auto status = log_->truncate_to(truncation.to, truncation.diverging_epoch); !status) return status;
    if (end() == truncation.to) return {};
    return failure(ErrorCode::KAFKA_STORAGE_ERROR,
                   fmt::format("Truncated to {}, the log of {} ends at {}.", truncation.to, log_->partition(), end()));
}

Result<wire::Records> MetadataPartition::read_for_fetch(Offset from, std::int64_t bytes_max) {
    auto read = log_->read(from, {.bytes_max = bytes_max});
    if (!read) return std::unexpected(std::move(read.error()));
    wire::Records records;
    for (env::FileSlice& slice : read->slices)
        records.pieces.emplace_back(wire::ForeignBytes{std::move(slice.file), slice.position, slice.size});
    return records;
}

Result<Bytes> MetadataPartition::read(Offset from, Offset end, std::int64_t bytes_max) {
    return log_->read_batches(from, {.bytes_max = bytes_max, .upper_bound = end});
}

// --- snapshots ---

std::optional<OffsetAndEpoch> MetadataPartition::latest_snapshot() const {
    return snapshots_.empty() ? std::nullopt : std::optional(snapshots_.rbegin()->first);
}

Status MetadataPartition::check_snapshot_place(const OffsetAndEpoch& id) {
    const auto refuse = [&](std::string_view why) {
        return failure(ErrorCode::INVALID_REQUEST,
                       fmt::format("There can be no snapshot of the metadata log up to {} (epoch {}): {}.", id.offset, id.epoch, why));
    };
    if (const auto latest = latest_snapshot(); latest && id <= *latest) return refuse("there is a newer one");
    if (id.offset <= start()) return refuse("the log begins there or above");
    if (id.offset > log_->high_watermark()) return refuse("it is not committed");
    const auto before = log_->batch_at(id.offset - 1);
    if (!before) return std::unexpected(before.error());
    if (!*before || (*before)->next_offset() != id.offset) return refuse("no batch ends there");
    if ((*before)->leader_epoch != id.epoch) return refuse("what is before it is of another epoch");
    return {};
}

Status MetadataPartition::start_over(const OffsetAndEpoch& id, std::int64_t size_bytes) {
    if (auto status = log_->truncate_fully_and_start_at(id.offset); !status) return status;
    add_snapshot(id, size_bytes);
    return forget_snapshots_before(id.offset);
}

Status MetadataPartition::forget_snapshots_before(Offset offset) {
    std::vector<std::string> paths;
    for (auto snapshot = snapshots_.begin(); snapshot != snapshots_.end();) {
        const OffsetAndEpoch id = snapshot->first;
        if (id.offset >= offset) {
            ++snapshot;
            continue;
        }
        snapshot = snapshots_.erase(snapshot);
        if (auto status = environment_.disk.rename(snapshot_path(id), deleted_snapshot_path(id)); !status) return status;
        paths.push_back(deleted_snapshot_path(id));
    }
    // Who fetches or reads it may finish.
    if (!paths.empty()) removal_->remove_files(std::move(paths), Milliseconds(log_->config().file_delete_delay_ms));
    return {};
}

Result<std::unique_ptr<SnapshotReader>> MetadataPartition::open_snapshot(const OffsetAndEpoch& id) {
    return SnapshotReader::open(environment_.disk, snapshot_path(id), id);
}

Result<MetadataPartition::SnapshotBytes> MetadataPartition::read_snapshot(const OffsetAndEpoch& id, std::int64_t position,
                                                                          std::int64_t bytes_max) {
    const auto found = snapshots_.find(id);
    if (found == snapshots_.end()) {
        return failure(ErrorCode::SNAPSHOT_NOT_FOUND, fmt::format("There is no snapshot {} of epoch {}.", id.offset, id.epoch));
    }
    const std::int64_t size = found->second;
    if (position < 0 || position >= size) {
        return failure(ErrorCode::POSITION_OUT_OF_RANGE, fmt::format("The snapshot has {} bytes, none at {}.", size, position));
    }
    auto file = environment_.disk.open(snapshot_path(id), env::OpenMode::read_only);
    if (!file) return std::unexpected(std::move(file.error()));
    SnapshotBytes bytes{.size_bytes = size, .records = {}};
    bytes.records.pieces.emplace_back(
        wire::ForeignBytes{std::move(*file), position, std::min(size - position, std::max<std::int64_t>(bytes_max, 1))});
    return bytes;
}

Result<bool> MetadataPartition::clean(WallTime now) {
    bool cut = false;
    const auto cut_at = [&](Offset offset) -> Status {
        if (auto deleted = log_->delete_segments_below(offset); !deleted) return std::unexpected(deleted.error());
        cut = true;
        return forget_snapshots_before(offset);
    };
    const auto second = [&] { return std::next(snapshots_.begin())->first.offset; };
    const auto can_cut = [&] { return snapshots_.size() >= 2 && second() <= log_->high_watermark(); };
    while (config_.retention_bytes >= 0 && can_cut()) {
        std::int64_t size = log_->size_bytes();
        for (const auto& [id, bytes] : snapshots_) size += bytes;
        if (size <= config_.retention_bytes) break;
        if (auto status = cut_at(second()); !status) return std::unexpected(std::move(status.error()));
    }
    while (config_.retention_ms >= Milliseconds(0) && can_cut()) {
        const auto oldest = open_snapshot(snapshots_.begin()->first);
        if (!oldest) break;  // damaged: its age is not known, and nobody needs it for now
        if (to_milliseconds(now) - to_milliseconds((*oldest)->last_contained_log_time()) <= config_.retention_ms.count()) break;
        if (auto status = cut_at(second()); !status) return std::unexpected(std::move(status.error()));
    }
    return cut;
}

Result<QuorumHistory> MetadataPartition::read_quorum_history() {
    constexpr std::int64_t piece_bytes = 1024 * 1024;
    QuorumHistory history;
    Offset from = start();
    std::vector<OffsetAndEpoch> sources;
    if (bootstrap_) sources.push_back(bootstrap_snapshot);
    if (const auto latest = latest_snapshot()) sources.push_back(*latest);
    for (const OffsetAndEpoch& id : sources) {
        // All that it says of the quorum stands in its first batch.
        const auto reader = open_snapshot(id);
        if (!reader) return std::unexpected(reader.error());
        auto facts = to_facts((*reader)->quorum());
        if (!facts) return std::unexpected(std::move(facts.error()));
        if (*facts != QuorumFacts{}) history.start_over(id.offset, std::move(*facts));
        from = std::max(from, id.offset);
    }
    while (from < end()) {
        auto bytes = read(from, end(), piece_bytes);
        if (!bytes) return std::unexpected(std::move(bytes.error()));
        const SharedBytes shared(std::move(*bytes));
        records::BatchIterator batches(shared.span());
        const Offset before = from;
        while (true) {
            const auto entry = batches.next();
            if (!entry) return std::unexpected(entry.error());
            if (!*entry) break;
            from = (*entry)->header.next_offset();
            const auto changes = parse_quorum_changes((*entry)->bytes);
            if (!changes) return std::unexpected(changes.error());
            for (const QuorumChange& change : *changes) history.append(change);
        }
        if (from == before) break;
    }
    return history;
}

std::size_t MetadataPartition::batch_size(const std::vector<Bytes>& values) {
    std::size_t size = records::batch_header_size;
    for (const Bytes& value : values) size += records::BatchBuilder::record_size_max(std::nullopt, ByteSpan(value));
    return size;
}

Result<std::vector<QuorumChange>> parse_quorum_changes(ByteSpan batch) {
    std::vector<QuorumChange> changes;
    const auto header = records::parse_header(batch);
    if (!header) return std::unexpected(header.error());
    if (!header->is_control()) return changes;
    auto reader = records::RecordReader::open(batch);
    if (!reader) return std::unexpected(reader.error());
    for (Offset offset = header->base_offset;; offset = offset.next()) {
        const auto record = reader->next();
        if (!record) return std::unexpected(record.error());
        if (!*record) return changes;
        const auto type = records::parse_control_record_key((*record)->key.value_or(ByteSpan()));
        if (!type || !*type) continue;
        const bool version = **type == records::ControlRecordType::kraft_version;
        if (!version && **type != records::ControlRecordType::kraft_voters) continue;
        const ByteSpan value = (*record)->value.value_or(ByteSpan());
        QuorumRecords records;
        if (auto applied = apply_control_record(records, **type, SharedBytes(Bytes(value.begin(), value.end()))); !applied)
            return std::unexpected(std::move(applied.error()));
        QuorumChange change{.offset = offset, .kraft_version = std::nullopt, .voters = std::nullopt};
        if (version) {
            change.kraft_version = records.kraft_version;
        } else {
            auto voters = VoterSet::from_record(*records.voters);
            if (!voters) return std::unexpected(std::move(voters.error()));
            change.voters = std::move(*voters);
        }
        changes.push_back(std::move(change));
    }
}

Result<std::optional<CommittedBatch>> parse_committed(const SharedBytes& batch) {
    auto reader = records::RecordReader::open(batch.span());
    if (!reader) return std::unexpected(std::move(reader.error()));
    const records::BatchHeader& header = reader->header();
    if (header.is_control()) return std::nullopt;
    CommittedBatch committed;
    committed.base_offset = header.base_offset;
    committed.epoch = header.leader_epoch;
    committed.append_time = wall_time(header.max_timestamp_ms);
    committed.size_bytes = header.size_bytes();
    const bool in_place = header.codec() == records::Codec::none;
    while (true) {
        const auto record = reader->next();
        if (!record) return std::unexpected(record.error());
        if (!*record) return committed;
        const ByteSpan value = (*record)->value.value_or(ByteSpan());
        if (in_place && !value.empty()) {
            committed.values.push_back(batch.slice(static_cast<std::size_t>(value.data() - batch.data()), value.size()));
        } else {
            committed.values.emplace_back(Bytes(value.begin(), value.end()));
        }
    }
}

}  // namespace vitrine::raft
