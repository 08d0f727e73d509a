// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "raft/snapshot_file.h"

#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "base/assert.h"
#include "base/planted.h"
#include "raft/metadata_partition.h"
#include "records/record.h"
#include "wire/codec.h"

namespace vitrine::raft {
namespace {

constexpr std::string_view suffix = ".checkpoint";
constexpr std::string_view partial_suffix = ".checkpoint.part";
constexpr std::string_view deleted_suffix = ".checkpoint.deleted";
constexpr std::size_t offset_digits = 20;
constexpr std::size_t epoch_digits = 10;
constexpr wire::Version control_version = 0;  // of every control record that there is
// More than one batch of the metadata log can hold.
constexpr std::int64_t batch_bytes_max = 64 * 1024 * 1024;

std::string path_with(const OffsetAndEpoch& id, std::string_view with) {
    return fmt::format("{}/{:020}-{:010}{}", MetadataPartition::directory, id.offset.value(), id.epoch.value(), with);
}

template <class Number>
std::optional<Number> digits(std::string_view text) {
    Number number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
    return number;
}

template <class Message>
Bytes encoded(const Message& message) {
    return wire::encode_to_bytes(message, control_version);
}

template <class Message>
Result<Message> decoded(const SharedBytes& value) {
    return wire::decode<Message>(value, control_version);
}

}  // namespace

std::string snapshot_path(const OffsetAndEpoch& id) { return path_with(id, suffix); }
std::string partial_snapshot_path(const OffsetAndEpoch& id) { return path_with(id, partial_suffix); }
std::string deleted_snapshot_path(const OffsetAndEpoch& id) { return path_with(id, deleted_suffix); }

std::optional<SnapshotName> parse_snapshot_name(std::string_view name) {
    const std::size_t shortest = offset_digits + 1 + epoch_digits + suffix.size();
    if (name.size() < shortest || name[offset_digits] != '-') return std::nullopt;
    const auto offset = digits<Offset::Rep>(name.substr(0, offset_digits));
    const auto epoch = digits<LeaderEpoch::Rep>(name.substr(offset_digits + 1, epoch_digits));
    if (!offset || !epoch) return std::nullopt;
    SnapshotName parsed{.id = {Offset(*offset), LeaderEpoch(*epoch)}};
    const std::string_view rest = name.substr(offset_digits + 1 + epoch_digits);
    if (rest == suffix) return parsed;
    // Kafka's partial files have random digits before the suffix.
    parsed.finished = false;
    if (rest == deleted_suffix || rest.ends_with(partial_suffix)) return parsed;
    return std::nullopt;
}

Status write_bootstrap_snapshot(env::Disk& disk, const std::optional<VoterSet>& voters, WallTime now, env::SyncCompletion done) {
    auto writer = SnapshotWriter::create(disk, bootstrap_snapshot);
    if (!writer) return std::unexpected(std::move(writer.error()));
    const QuorumFacts facts{.kraft_version = reconfiguration_kraft_version, .voters = voters};
    if (auto begun = (*writer)->append_header(to_records(facts), now, now); !begun) return begun;
    if (auto ended = (*writer)->append_footer(now); !ended) return ended;
    (*writer)->install(std::move(done));
    return {};
}

Result<QuorumRecords> read_newest_quorum_records(env::Disk& disk) {
    if (!disk.exists(MetadataPartition::directory)) return QuorumRecords{};
    const auto entries = disk.list(MetadataPartition::directory);
    if (!entries) return std::unexpected(entries.error());
    std::optional<OffsetAndEpoch> newest;
    for (const auto& entry : *entries) {
        const auto name = parse_snapshot_name(entry.name);
        if (name && name->finished && (!newest || *newest < name->id)) newest = name->id;
    }
    if (!newest) return QuorumRecords{};
    const auto reader = SnapshotReader::open(disk, snapshot_path(*newest), *newest);
    if (!reader) return std::unexpected(reader.error());
    return (*reader)->quorum();
}

Result<QuorumFacts> to_facts(const QuorumRecords& records) {
    QuorumFacts facts{.kraft_version = records.kraft_version, .voters = std::nullopt};
    if (!records.voters) return facts;
    auto voters = VoterSet::from_record(*records.voters);
    if (!voters) return std::unexpected(std::move(voters.error()));
    facts.voters = std::move(*voters);
    return facts;
}

QuorumRecords to_records(const QuorumFacts& facts) {
    return {.kraft_version = facts.kraft_version, .voters = facts.voters ? std::optional(facts.voters->to_record()) : std::nullopt};
}

Status apply_control_record(QuorumRecords& quorum, records::ControlRecordType type, const SharedBytes& value) {
    if (type == records::ControlRecordType::kraft_version) {
        const auto record = decoded<messages::KRaftVersionRecord>(value);
        if (!record) return std::unexpected(record.error());
        quorum.kraft_version = record->kraft_version;
    } else if (type == records::ControlRecordType::kraft_voters) {
        auto record = decoded<messages::VotersRecord>(value);
        if (!record) return std::unexpected(record.error());
        quorum.voters = std::move(*record);
    }
    return {};
}

// --- writer ---

Result<std::unique_ptr<SnapshotWriter>> SnapshotWriter::create(env::Disk& disk, const OffsetAndEpoch& id) {
    if (auto status = disk.create_directories(MetadataPartition::directory); !status) return std::unexpected(status.error());
    auto file = disk.open(partial_snapshot_path(id), env::OpenMode::read_write);
    if (!file) return std::unexpected(std::move(file.error()));
    if (auto status = (*file)->truncate(0); !status) return std::unexpected(status.error());
    return std::unique_ptr<SnapshotWriter>(new SnapshotWriter(disk, id, std::move(*file)));
}

Status SnapshotWriter::append_bytes(ByteSpan bytes) {
    if (auto status = file_->append(bytes); !status) return status;
    size_ += static_cast<std::int64_t>(bytes.size());
    return {};
}

Status SnapshotWriter::append_header(const QuorumRecords& quorum, WallTime last_contained_log_time, WallTime now) {
    VITRINE_ASSERT(size_ == 0, "a snapshot begins with its header");
    records::BatchBuilder builder({.base_offset = next_, .leader_epoch = id_.epoch, .control = true});
    const auto add = [&](records::ControlRecordType type, const Bytes& value) {
        builder.append(to_milliseconds(now), records::control_record_key(type), ByteSpan(value));
        next_ = next_.next();
    };
    messages::SnapshotHeaderRecord header;
    header.last_contained_log_timestamp = to_milliseconds(last_contained_log_time);
    add(records::ControlRecordType::snapshot_header, encoded(header));
    if (quorum.kraft_version > 0) {
        messages::KRaftVersionRecord version;
        version.kraft_version = quorum.kraft_version;
        add(records::ControlRecordType::kraft_version, encoded(version));
        if (quorum.voters) add(records::ControlRecordType::kraft_voters, encoded(*quorum.voters));
    }
    const auto batch = builder.build();
    VITRINE_ASSERT(batch.has_value(), "only a codec can fail, and there is none");
    return append_bytes(*batch);
}

Status SnapshotWriter::append_records(const std::vector<Bytes>& values, WallTime now) {
    records::BatchBuilder builder({.base_offset = next_, .leader_epoch = id_.epoch});
    for (const Bytes& value : values) builder.append(to_milliseconds(now), std::nullopt, ByteSpan(value));
    const auto batch = builder.build();
    VITRINE_ASSERT(batch.has_value(), "only a codec can fail, and there is none");
    next_ = next_ + static_cast<Offset::Rep>(values.size());
    return append_bytes(*batch);
}

Status SnapshotWriter::append_footer(WallTime now) {
    return append_bytes(records::make_control_batch({.type = records::ControlRecordType::snapshot_footer,
                                                     .base_offset = next_,
                                                     .leader_epoch = id_.epoch,
                                                     .timestamp_ms = to_milliseconds(now)},
                                                    encoded(messages::SnapshotFooterRecord{})));
}

void SnapshotWriter::install(env::SyncCompletion done) {
    env::File& file = *file_;
    // The completion holds the file: it must stay open until its bytes are durable.
    auto name = [&disk = disk_, id = id_, held = file_, done = std::move(done)](Status status) mutable {
        if (!status) return done(std::move(status));
        if (auto renamed = disk.rename(partial_snapshot_path(id), snapshot_path(id)); !renamed) return done(std::move(renamed));
        disk.sync_directory(MetadataPartition::directory, std::move(done));
    };
    if (VITRINE_RULE(KAFKA_15312, true, false)) file.sync(std::move(name));
    else name({});
}

// --- reader ---

Result<std::unique_ptr<SnapshotReader>> SnapshotReader::open(env::Disk& disk, const std::string& path, const OffsetAndEpoch& id) {
    auto file = disk.open(path, env::OpenMode::read_only);
    if (!file) return std::unexpected(std::move(file.error()));
    auto reader = std::unique_ptr<SnapshotReader>(new SnapshotReader(fmt::format("{}/{}", disk.description(), path), id, std::move(*file)));
    const auto first = reader->read_batch();
    if (!first) return std::unexpected(first.error());
    Piece ignored;
    if (auto status = reader->take_control_batch(*first, ignored); !status) return std::unexpected(status.error());
    if (!reader->header_read_ || ignored.last) return reader->damaged("it does not begin with a snapshot's header");
    return reader;
}

std::unexpected<Error> SnapshotReader::damaged(std::string_view why) const {
    return failure(ErrorCode::CORRUPT_MESSAGE, fmt::format("The snapshot {} is damaged at byte {}: {}.", path_, position_, why));
}

Result<SharedBytes> SnapshotReader::read_batch() {
    Bytes start(records::batch_header_size);
    const auto got = file_->read_at(position_, start);
    if (!got) return std::unexpected(got.error());
    if (*got < start.size()) return damaged("it ends without a footer");
    const auto header = records::parse_header(start);
    if (!header) return damaged(header.error().message);
    if (header->size_bytes() > batch_bytes_max || header->size_bytes() > size_ - position_) return damaged("a batch does not end");
    Bytes batch(static_cast<std::size_t>(header->size_bytes()));
    const auto whole = file_->read_at(position_, batch);
    if (!whole) return std::unexpected(whole.error());
    if (*whole < batch.size()) return damaged("a batch does not end");
    if (records::compute_crc(batch) != header->crc) return damaged("the CRC of a batch is wrong");
    if (header->base_offset != next_ || header->last_offset_delta < 0) return damaged("batches do not follow one another");
    if (header->leader_epoch != id_.epoch) return damaged("a batch is of another epoch");
    position_ += header->size_bytes();
    next_ = header->next_offset();
    return SharedBytes(std::move(batch));
}

Status SnapshotReader::take_control_batch(const SharedBytes& batch, Piece& piece) {
    auto reader = records::RecordReader::open(batch.span());
    if (!reader) return damaged(reader.error().message);
    if (!reader->header().is_control()) return {};
    while (true) {
        const auto record = reader->next();
        if (!record) return damaged(record.error().message);
        if (!*record) return {};
        const auto type = records::parse_control_record_key((*record)->key.value_or(ByteSpan()));
        if (!type) return damaged(type.error().message);
        if (!*type) continue;
        const ByteSpan bytes = (*record)->value.value_or(ByteSpan());
        const SharedBytes value(Bytes(bytes.begin(), bytes.end()));
        if (**type == records::ControlRecordType::snapshot_header) {
            const auto header = decoded<messages::SnapshotHeaderRecord>(value);
            if (!header || header_read_) return damaged("its header cannot be read");
            header_read_ = true;
            last_contained_log_time_ = wall_time(header->last_contained_log_timestamp);
        } else if (**type == records::ControlRecordType::snapshot_footer) {
            piece.last = true;
        } else if (auto applied = apply_control_record(quorum_, **type, value); !applied) {
            return damaged(applied.error().message);
        }
    }
}

Result<SnapshotReader::Piece> SnapshotReader::next(std::int64_t bytes_max) {
    Piece piece;
    const std::int64_t from = position_;
    while (!piece.last && position_ - from < bytes_max) {
        auto batch = read_batch();
        if (!batch) return std::unexpected(std::move(batch.error()));
        auto records = parse_committed(*batch);
        if (!records) return damaged(records.error().message);
        if (*records) {
            piece.values.insert(piece.values.end(), std::make_move_iterator((*records)->values.begin()),
                                std::make_move_iterator((*records)->values.end()));
        } else if (auto status = take_control_batch(*batch, piece); !status) {
            return std::unexpected(std::move(status.error()));
        }
    }
    if (piece.last && position_ != size_) return damaged("something follows its footer");
    return piece;
}

}  // namespace vitrine::raft
