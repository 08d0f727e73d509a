// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "base/assert.h"
#include "base/planted.h"
#include "records/control.h"
#include "records/record.h"
#include "storage/log.h"
#include "storage/marker.h"
#include "storage/pending_batch.h"
#include "storage/producer_snapshot.h"
#include "storage/segment_list.h"
#include "storage/try.h"

namespace vitrine::storage {
namespace {

constexpr std::size_t record_errors_max = 1000;

// a - b without overflow: timestamps come from clients.
std::int64_t saturating_difference(std::int64_t a, std::int64_t b) {
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(a, b, &difference)) return a > b ? long_max : -long_max;
    return difference;
}

// What compression.type asks for (BrokerCompressionType.targetCompression); none: the batch is stored as it came. Control batches are.
std::optional<records::Codec> wanted_codec(const LogConfig& config, const records::BatchHeader& header) {
    if (header.is_control()) return std::nullopt;
    records::Codec wanted = records::Codec::none;
    switch (config.compression_type) {
        case CompressionType::producer: return std::nullopt;
        case CompressionType::uncompressed: break;
        case CompressionType::gzip: wanted = records::Codec::gzip; break;
        case CompressionType::snappy: wanted = records::Codec::snappy; break;
        case CompressionType::lz4: wanted = records::Codec::lz4; break;
        case CompressionType::zstd: wanted = records::Codec::zstd; break;
    }
    return wanted == header.codec() ? std::nullopt : std::optional(wanted);
}

std::optional<int> level_of(const LogConfig& config, records::Codec codec) {
    switch (codec) {
        case records::Codec::gzip: return config.compression_gzip_level;
        case records::Codec::lz4: return config.compression_lz4_level;
        case records::Codec::zstd: return config.compression_zstd_level;
        default: return std::nullopt;
    }
}

// The same records in another codec. INVALID_RECORD where the offsets within the batch are not 0, 1, 2, …, as Kafka's LogValidator has it.
Result<Bytes> compressed_anew(ByteSpan batch, const records::BatchHeader& header, records::Codec codec, std::optional<int> level) {
    records::BatchOptions options = records::options_of(header);
    options.codec = codec;
    options.level = level;
    records::BatchBuilder builder(options);
    STORAGE_TAKE(auto reader, records::RecordReader::open(batch));
    for (Offset expected = header.base_offset;; expected = expected.next()) {
        STORAGE_TAKE(const auto record, reader.next());
        if (!record) return builder.build();
        if (record->offset != expected) {
            return failure(ErrorCode::INVALID_RECORD,
                           fmt::format("A record of the batch has offset {} where {} was expected.", record->offset, expected));
        }
        builder.append(record->timestamp_ms, record->key, record->value, record->headers);
    }
}

}  // namespace

Status Log::check_records(ByteSpan batch, const records::BatchHeader& header, const AppendOptions& options, std::int64_t now_ms) const {
    const LogConfig& config = setup_.config;
    const bool create_time =
        config.message_timestamp_type == MessageTimestampType::create_time && options.origin != AppendOrigin::raft_leader;
    if (create_time && header.timestamp_type() == records::TimestampType::log_append_time) {
        return failure(ErrorCode::INVALID_TIMESTAMP, "A producer may not set the timestamp type to LogAppendTime.");
    }
    const bool too_late = create_time && saturating_difference(header.max_timestamp_ms, now_ms) > config.message_timestamp_after_max_ms;
    const bool look_at_timestamps = too_late || (create_time && config.message_timestamp_before_max_ms != long_max);
    const bool look_at_keys = config.cleanup_compact && !header.is_control();
    if (!look_at_timestamps && !look_at_keys) return {};

    std::vector<RecordError> errors;
    bool bad_timestamp = false;
    std::int32_t index = 0;
    STORAGE_TAKE(auto reader, records::RecordReader::open(batch));
    while (true) {
        STORAGE_TAKE(const auto record, reader.next());
        if (!record) break;
        const std::int64_t ahead = saturating_difference(record->timestamp_ms, now_ms);
        if (errors.size() < record_errors_max) {
            if (look_at_keys && !record->key) {
                errors.push_back(
                    {index, fmt::format("Compacted topic cannot accept message without key in topic partition {}", setup_.partition)});
            } else if (look_at_timestamps && record->timestamp_ms != records::no_timestamp &&
                       (ahead > config.message_timestamp_after_max_ms || -ahead > config.message_timestamp_before_max_ms)) {
                bad_timestamp = true;
                errors.push_back(
                    {index, fmt::format("Timestamp {} of message with offset {} is out of range. The timestamp should be within [{}, {}].",
                                        record->timestamp_ms, record->offset,
                                        saturating_difference(now_ms, config.message_timestamp_before_max_ms),
                                        -saturating_difference(-now_ms, config.message_timestamp_after_max_ms))});
            }
        }
        ++index;
    }
    if (errors.empty()) return {};
    std::string message = fmt::format("{} record(s) have been rejected. The first: {}", errors.size(), errors.front().message);
    if (options.record_errors != nullptr) *options.record_errors = std::move(errors);
    return failure(bad_timestamp ? ErrorCode::INVALID_TIMESTAMP : ErrorCode::INVALID_RECORD, std::move(message));
}

Status Log::compress_anew(PendingBatch& batch, records::Codec codec, const records::BatchLimits& limits) const {
    const LogConfig& config = setup_.config;
    STORAGE_TAKE(batch.rebuilt, compressed_anew(batch.bytes, batch.header, codec, level_of(config, codec)));
    batch.bytes = batch.rebuilt;
    STORAGE_TAKE(batch.header, records::parse_header(batch.bytes));
    const std::int64_t size = batch.header.size_bytes();
    if (size > limits.batch_bytes_max) {
        return failure(ErrorCode::MESSAGE_TOO_LARGE,
                       fmt::format("The record batch has {} bytes as compression.type asks for it; max.message.bytes allows {}.", size,
                                   limits.batch_bytes_max));
    }
    if (size > config.effective_segment_bytes()) {
        return failure(ErrorCode::RECORD_LIST_TOO_LARGE,
                       fmt::format("The record batch has {} bytes as compression.type asks for it; a segment holds at most {}.", size,
                                   config.effective_segment_bytes()));
    }
    return {};
}

Result<std::vector<Log::PendingBatch>> Log::analyze_leader_batches(ByteSpan batches, LeaderEpoch epoch, const AppendOptions& options) {
    const LogConfig& config = setup_.config;
    if (batches.empty())
        return failure(ErrorCode::INVALID_RECORD, fmt::format("The append to {} holds no record batch.", setup_.partition));
    if (static_cast<std::int64_t>(batches.size()) > config.effective_segment_bytes()) {
        return failure(ErrorCode::RECORD_LIST_TOO_LARGE, fmt::format("The append to {} has {} bytes; a segment holds at most {}.",
                                                                     setup_.partition, batches.size(), config.effective_segment_bytes()));
    }
    records::BatchLimits limits;
    limits.from_client = options.origin == AppendOrigin::client;
    if (options.origin != AppendOrigin::raft_leader) limits.batch_bytes_max = config.max_message_bytes;
    const std::int64_t now_ms = to_milliseconds(environment_.clock.wall_now());
    const bool stamp_time = config.message_timestamp_type == MessageTimestampType::log_append_time;

    std::vector<PendingBatch> pending;
    Offset next = log_end_;
    while (!batches.empty()) {
        if (!pending.empty() && options.origin == AppendOrigin::client) {
            return failure(ErrorCode::INVALID_RECORD, "A produce request must hold exactly one record batch for each partition.");
        }
        std::size_t size = batches.size();
        if (const auto header = records::parse_header(batches); header && header->size_bytes() <= static_cast<std::int64_t>(size)) {
            size = static_cast<std::size_t>(header->size_bytes());
        }
        PendingBatch batch;
        batch.bytes = batches.first(size);
        batches = batches.subspan(size);
        STORAGE_TAKE(batch.header, records::validate_batch(batch.bytes, limits));
        STORAGE_TRY(check_records(batch.bytes, batch.header, options, now_ms));
        if (const auto codec = wanted_codec(config, batch.header)) STORAGE_TRY(compress_anew(batch, *codec, limits));
        batch.header.base_offset = next;
        batch.header.leader_epoch = epoch;
        if (stamp_time) {
            batch.header.attributes = static_cast<std::int16_t>(batch.header.attributes | records::timestamp_type_bit);
            batch.header.max_timestamp_ms = now_ms;
        }
        batch.stamped = records::stamped_header(batch.bytes, next, epoch, stamp_time ? std::optional(now_ms) : std::nullopt);
        next = batch.header.next_offset();
        pending.push_back(std::move(batch));
    }
    return pending;
}

Result<std::vector<Log::PendingBatch>> Log::analyze_follower_batches(ByteSpan batches, LeaderEpoch leader_epoch) const {
    std::vector<PendingBatch> pending;
    records::BatchIterator iterator(batches);
    Offset next = log_end_;
    while (true) {
        STORAGE_TAKE(const auto entry, iterator.next());
        if (!entry) return pending;
        // A leader of a later epoch wrote this; it must be fetched in that epoch (KAFKA-18723). All behind it is as late.
        if (entry->header.leader_epoch > leader_epoch) return pending;
        if (const std::uint32_t crc = records::compute_crc(entry->bytes); crc != entry->header.crc) {
            return failure(ErrorCode::CORRUPT_MESSAGE,
                           fmt::format("The batch at offset {} for {} carries CRC {:#010x}, its bytes make {:#010x}.",
                                       entry->header.base_offset, setup_.partition, entry->header.crc, crc));
        }
        if (entry->header.last_offset_delta < 0 || entry->header.record_count < 0) {
            return failure(ErrorCode::CORRUPT_MESSAGE,
                           fmt::format("The batch at offset {} for {} counts {} records up to delta {}.", entry->header.base_offset,
                                       setup_.partition, entry->header.record_count, entry->header.last_offset_delta));
        }
        if (entry->header.base_offset < next) {
            if (pending.empty()) {
                return failure(ErrorCode::OFFSET_OUT_OF_RANGE, fmt::format("The append to {} begins at offset {}, below the log end {}.",
                                                                           setup_.partition, entry->header.base_offset, log_end_));
            }
            return failure(ErrorCode::CORRUPT_MESSAGE, fmt::format("The append to {} holds offset {} behind offset {}.", setup_.partition,
                                                                   entry->header.base_offset, next - 1));
        }
        next = entry->header.next_offset();
        pending.push_back({entry->header, std::nullopt, entry->bytes});
    }
}

Result<std::optional<ProducerBatch>> Log::find_repeated(const ProducerEntry& entry, const records::BatchHeader& header) const {
    const bool all_known = entry.batches.empty() || entry.batches.size() == ProducerEntry::batches_max;
    if (all_known || header.producer_epoch != entry.epoch || header.base_sequence >= entry.batches.front().first_sequence())
        return std::nullopt;
    const Offset end = entry.batches.front().first_offset();
    const Offset from = std::max(log_start_, end - repeats_window_offsets);
    for (const Segment* segment = segments_->floor(from); segment != nullptr && segment->base_offset() < end;
         segment = segments_->after(*segment)) {
        STORAGE_TAKE(const auto first, segment->find(from));
        if (!first) continue;
        BatchScanner scanner = segment->scan(first->position);
        while (true) {
            STORAGE_TAKE(const auto batch, scanner.next_header());
            if (!batch || batch->header.base_offset >= end) break;
            const records::BatchHeader& stored = batch->header;
            if (stored.is_control() || stored.producer_id != header.producer_id || stored.producer_epoch != header.producer_epoch ||
                stored.base_sequence != header.base_sequence || stored.last_sequence() != header.last_sequence())
                continue;
            return ProducerBatch{.last_sequence = stored.last_sequence(),
                                 .last_offset = stored.last_offset(),
                                 .offset_delta = stored.last_offset_delta,
                                 .timestamp_ms = stored.max_timestamp_ms};
        }
    }
    return std::nullopt;
}

Result<Log::ProducerChanges> Log::check_producers(const std::vector<PendingBatch>& pending, AppendOrigin origin) const {
    ProducerChanges changes;
    std::vector<ProducerId> ids;  // of changes.updates
    for (const PendingBatch& batch : pending) {
        const records::BatchHeader& header = batch.header;
        if (!header.has_producer_id()) continue;
        if (origin == AppendOrigin::client && VITRINE_RULE(REDPANDA_3039, true, false)) {
            const ProducerEntry* entry = producers_.find(header.producer_id);
            if (entry != nullptr) {
                if (const ProducerBatch* duplicate =
                        entry->find_duplicate(header.producer_epoch, header.base_sequence, header.last_sequence())) {
                    changes.duplicate = *duplicate;
                    return changes;
                }
                STORAGE_TAKE(changes.duplicate, find_repeated(*entry, header));
                if (changes.duplicate) return changes;
            }
        }
        const auto at = static_cast<std::size_t>(std::find(ids.begin(), ids.end(), header.producer_id) - ids.begin());
        if (at == ids.size()) {
            changes.updates.push_back(producers_.prepare(header.producer_id, origin));
            ids.push_back(header.producer_id);
        }
        ProducerUpdate& update = changes.updates[at];
        if (!header.is_control()) {
            STORAGE_TRY(update.append_data(header, header.base_offset, header.last_offset()));
            continue;
        }
        STORAGE_TAKE(const auto marker, read_marker(batch.bytes));
        if (!marker) continue;
        STORAGE_TAKE(const auto completed,
                     update.append_marker(header, header.base_offset, marker->abort, marker->coordinator_epoch, marker->timestamp_ms));
        if (completed) changes.completed.push_back(*completed);
    }
    return changes;
}

Status Log::apply_producers(ProducerChanges changes) {
    for (ProducerUpdate& update : changes.updates) producers_.apply(std::move(update));
    for (const CompletedTransaction& transaction : changes.completed) producers_.complete_transaction(transaction);
    producers_.set_end_offset(log_end_);
    for (const CompletedTransaction& transaction : changes.completed) STORAGE_TRY(note_aborted(transaction));
    return {};
}

Status Log::note_aborted(const CompletedTransaction& transaction) {
    if (!transaction.aborted) return {};
    Segment* segment = segments_->floor(transaction.last_offset);
    if (segment == nullptr) return {};
    STORAGE_TAKE(const auto known, segment->read_transaction_index());
    if (std::ranges::find(known, transaction.last_offset, &AbortedTransaction::last_offset) != known.end()) return {};
    directory_unsynced_ = true;
    return segment->append_to_transaction_index(
        {.producer_id = transaction.producer_id,
         .first_offset = transaction.first_offset,
         .last_offset = transaction.last_offset,
         .last_stable_offset = producers_.first_ongoing_offset().value_or(transaction.last_offset.next())});
}

Status Log::maybe_roll(const PendingBatch& next) {
    using Cause = observe::SegmentRolled::Cause;
    const LogConfig& config = setup_.config;
    const Segment& active = segments_->active();
    const std::int64_t incoming = next.header.size_bytes();
    // A leader's compaction leaves holes between the batches that its followers are given. Here they come inside of segments: one between
    // two segments of what is not durable yet is taken for a loss when the log is recovered.
    const bool fits_at_end = next.header.last_offset() - log_end_ <= std::numeric_limits<std::int32_t>::max();
    const Offset base = fits_at_end ? log_end_ : next.header.base_offset;
    if (active.size_bytes() > 0 && active.size_bytes() > config.effective_segment_bytes() - incoming) {
        return roll_at(base, Cause::bytes);
    }
    if (active.size_bytes() > 0) {
        STORAGE_TAKE(const std::int64_t waited, active.waited_for_roll_ms(environment_.clock.wall_now(), next.header.max_timestamp_ms));
        if (waited > config.effective_segment_ms() - active.roll_jitter_ms()) return roll_at(base, Cause::time);
        if (active.offset_index().is_full(config.segment_index_bytes) || active.time_index().is_full(config.segment_index_bytes)) {
            return roll_at(base, Cause::index_full);
        }
    }
    if (!active.fits(next.header.last_offset())) return roll_at(base, Cause::offset_range);
    return {};
}

Status Log::roll_at(Offset offset, observe::SegmentRolled::Cause cause) {
    const Offset base = std::max(offset, log_end_);
    VITRINE_ASSERT(segments_->find(base) == nullptr, "an empty active segment is not rolled at its own base");
    STORAGE_TRY(segments_->active().seal());
    SegmentOptions options{.index_interval_bytes = setup_.config.index_interval_bytes, .now = environment_.clock.wall_now()};
    if (setup_.config.segment_jitter_ms > 0) {
        const std::int64_t bound = std::min(setup_.config.segment_jitter_ms, setup_.config.segment_ms);
        options.roll_jitter_ms =
            static_cast<std::int64_t>(environment_.random.below(static_cast<std::uint64_t>(std::max<std::int64_t>(bound, 1))));
    }
    STORAGE_TAKE(auto segment, Segment::create(environment_.disk, setup_.directory, base, options));
    segments_->add(std::move(segment));
    directory_unsynced_ = true;
    // The state of the producers where the new segment begins: recovery of that segment starts from it.
    producers_.set_end_offset(base);
    STORAGE_TRY(snapshots_->take(producers_));
    log_end_ = base;
    tell(observe::SegmentRolled{setup_.partition, base, cause});
    flush_up_to(base, false, [](const Status&) {});
    return {};
}

Status Log::roll(observe::SegmentRolled::Cause cause) {
    STORAGE_TRY(check_online());
    if (segments_->active().size_bytes() == 0) return {};
    auto rolled = roll_at(log_end_, cause);
    if (!rolled) return std::unexpected(checked(std::move(rolled.error())));
    return {};
}

Status Log::write(const std::vector<PendingBatch>& pending) {
    std::vector<ByteSpan> pieces;
    std::vector<BatchSummary> summaries;
    std::int64_t group_bytes = 0;
    const auto write_group = [&]() -> Status {
        if (summaries.empty()) return {};
        STORAGE_TRY(segments_->active().append(pieces, summaries));
        log_end_ = summaries.back().last_offset.next();
        pieces.clear();
        summaries.clear();
        group_bytes = 0;
        return {};
    };
    for (const PendingBatch& batch : pending) {
        const records::BatchHeader& header = batch.header;
        const Segment& active = segments_->active();
        const bool joins_group = !summaries.empty() &&
                                 active.size_bytes() + group_bytes + header.size_bytes() <= setup_.config.effective_segment_bytes() &&
                                 active.fits(header.last_offset());
        if (!joins_group) {
            STORAGE_TRY(write_group());
            STORAGE_TRY(maybe_roll(batch));
        }
        if (header.leader_epoch >= LeaderEpoch(0)) epochs_->assign(header.leader_epoch, header.base_offset);
        pieces.push_back(batch.head());
        pieces.push_back(batch.payload());
        summaries.push_back({header.base_offset, header.last_offset(), header.max_timestamp_ms, header.size_bytes()});
        group_bytes += header.size_bytes();
    }
    return write_group();
}

void Log::add_to(AppendInfo& info, const std::vector<PendingBatch>& written) {
    info.first_offset = written.front().header.base_offset;
    info.last_offset = written.back().header.last_offset();
    for (const PendingBatch& batch : written) {
        info.max_timestamp_ms = std::max(info.max_timestamp_ms, batch.header.max_timestamp_ms);
        info.size_bytes += batch.header.size_bytes();
        info.record_count += batch.header.record_count;
    }
}

Result<AppendInfo> Log::append_as_leader(ByteSpan batches, LeaderEpoch epoch, const AppendOptions& options) {
    STORAGE_TRY(check_online());
    if (epoch < epochs_->latest_epoch()) {
        return failure(ErrorCode::FENCED_LEADER_EPOCH, fmt::format("The append to {} is of leader epoch {}; the log has epoch {} already.",
                                                                   setup_.partition, epoch, epochs_->latest_epoch()));
    }
    STORAGE_TAKE(const auto pending, analyze_leader_batches(batches, epoch, options));
    STORAGE_TAKE(auto changes, check_producers(pending, options.origin));
    AppendInfo info;
    info.log_start = log_start_;
    if (changes.duplicate) {
        info.first_offset = changes.duplicate->first_offset();
        info.last_offset = changes.duplicate->last_offset;
        if (setup_.config.message_timestamp_type == MessageTimestampType::log_append_time)
            info.log_append_time_ms = changes.duplicate->timestamp_ms;
        info.max_timestamp_ms = changes.duplicate->timestamp_ms;
        info.duplicate = true;
        return info;
    }
    if (auto written = write(pending); !written) return std::unexpected(checked(std::move(written.error())));
    if (auto noted = apply_producers(std::move(changes)); !noted) return std::unexpected(checked(std::move(noted.error())));
    add_to(info, pending);
    if (setup_.config.message_timestamp_type == MessageTimestampType::log_append_time) info.log_append_time_ms = info.max_timestamp_ms;
    flush_if_many();
    return info;
}

Result<AppendInfo> Log::append_as_follower(ByteSpan batches, LeaderEpoch leader_epoch) {
    STORAGE_TRY(check_online());
    if (log_start_ == log_end_ && !batches.empty()) {
        // An empty log takes a batch that began before its end: the leader's log start need not lie between two batches.
        const auto first = records::parse_header(batches);
        if (first && first->base_offset < log_end_ && first->base_offset >= Offset(0) && first->last_offset() >= log_end_ &&
            first->leader_epoch <= leader_epoch && first->size_bytes() <= static_cast<std::int64_t>(batches.size())) {
            auto status = start_over(first->base_offset, log_start_);
            if (!status) return std::unexpected(checked(std::move(status.error())));
        }
    }
    STORAGE_TAKE(const auto pending, analyze_follower_batches(batches, leader_epoch));
    AppendInfo info;
    info.log_start = log_start_;
    if (pending.empty()) return info;
    STORAGE_TAKE(auto changes, check_producers(pending, AppendOrigin::replication));
    if (auto written = write(pending); !written) return std::unexpected(checked(std::move(written.error())));
    if (auto noted = apply_producers(std::move(changes)); !noted) return std::unexpected(checked(std::move(noted.error())));
    add_to(info, pending);
    flush_if_many();
    return info;
}

}  // namespace vitrine::storage
