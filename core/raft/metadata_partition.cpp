// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "raft/metadata_partition.h"

#include <fmt/format.h>

#include "base/assert.h"
#include "messages/control_records.h"
#include "records/control.h"
#include "records/record.h"
#include "wire/codec.h"

namespace vitrine::raft {
namespace {

// Of LeaderChangeMessage while voters have no directories (kraft.version 0).
constexpr wire::Version leader_change_version = 0;

Bytes leader_change(const LeaderChangeBatch& batch, BrokerId leader, Offset base_offset, WallTime now) {
    messages::LeaderChangeMessage message;
    message.version = leader_change_version;
    message.leader_id = leader;
    for (const BrokerId voter : batch.voters) message.voters.push_back({voter.value(), {}});
    for (const BrokerId voter : batch.granting_voters) message.granting_voters.push_back({voter.value(), {}});
    return records::make_control_batch({.type = records::ControlRecordType::leader_change,
                                        .base_offset = base_offset,
                                        .leader_epoch = batch.epoch,
                                        .timestamp_ms = to_milliseconds(now)},
                                       wire::encode_to_bytes(message, leader_change_version));
}

Bytes records_batch(const RecordsBatch& batch, Offset base_offset, WallTime now) {
    records::BatchBuilder builder({.base_offset = base_offset, .leader_epoch = batch.epoch});
    for (const Bytes& value : batch.values) builder.append(to_milliseconds(now), std::nullopt, ByteSpan(value));
    auto bytes = builder.build();
    VITRINE_ASSERT(bytes.has_value(), "only a codec can fail, and there is none");
    return std::move(*bytes);
}

template <class T>
Status status_of(const Result<T>& result) {
    if (!result) return std::unexpected(result.error());
    return {};
}

}  // namespace

Result<std::unique_ptr<MetadataPartition>> MetadataPartition::open(env::Environment& environment, const RaftConfig& config,
                                                                   std::function<void(const Error&)> on_failure) {
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
    auto log = storage::Log::open(environment, std::move(setup));
    if (!log) return std::unexpected(std::move(log.error()));
    return std::unique_ptr<MetadataPartition>(new MetadataPartition(std::move(*log)));
}

LogShape MetadataPartition::shape() const {
    std::vector<EpochStart> epochs;
    for (const auto& entry : log_->leader_epochs().entries()) {
        if (entry.start_offset < log_->log_end()) epochs.push_back({entry.epoch, entry.start_offset});
    }
    return {log_->log_start(), log_->log_end(), std::move(epochs)};
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

std::size_t MetadataPartition::batch_size(const std::vector<Bytes>& values) {
    std::size_t size = records::batch_header_size;
    for (const Bytes& value : values) size += records::BatchBuilder::record_size_max(std::nullopt, ByteSpan(value));
    return size;
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
