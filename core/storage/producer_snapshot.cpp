// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/producer_snapshot.h"

#include <fmt/format.h>

#include "storage/files.h"
#include "storage/try.h"

namespace vitrine::storage {
namespace {

constexpr std::int16_t snapshot_version = 1;
constexpr std::size_t crc_at = 2;
constexpr std::size_t entries_at = 6;  // the CRC covers this byte to the end
constexpr std::size_t header_size = 10;
constexpr std::size_t entry_size = 8 + 2 + 4 + 8 + 4 + 8 + 4 + 8;

class Writer {
public:
    explicit Writer(std::uint8_t* at) : at_(at) {}
    template <class Int>
    void put(Int value) {
        store_be(at_, value);
        at_ += sizeof(Int);
    }

private:
    std::uint8_t* at_;
};

class Reader {
public:
    explicit Reader(const std::uint8_t* at) : at_(at) {}
    template <class Int>
    Int take() {
        const Int value = load_be<Int>(at_);
        at_ += sizeof(Int);
        return value;
    }

private:
    const std::uint8_t* at_;
};

}  // namespace

Bytes encode_producer_snapshot(const std::map<ProducerId, ProducerEntry>& producers) {
    Bytes content(header_size + producers.size() * entry_size);
    Writer writer(content.data());
    writer.put(snapshot_version);
    writer.put(std::uint32_t{0});
    writer.put(static_cast<std::int32_t>(producers.size()));
    for (const auto& [id, entry] : producers) {
        writer.put(id.value());
        writer.put(entry.epoch.value());
        writer.put(entry.last_sequence());
        writer.put(entry.last_offset().value());
        writer.put(entry.batches.empty() ? std::int32_t{0} : entry.batches.back().offset_delta);
        writer.put(entry.last_timestamp_ms);
        writer.put(entry.coordinator_epoch);
        writer.put(entry.current_transaction_first_offset.value_or(no_offset).value());
    }
    store_be(content.data() + crc_at, crc32c(ByteSpan(content).subspan(entries_at)));
    return content;
}

Result<std::vector<ProducerEntry>> decode_producer_snapshot(ByteSpan content) {
    if (content.size() < header_size)
        return failure(ErrorCode::INVALID_RECORD, fmt::format("A producer snapshot of {} bytes is cut.", content.size()));
    Reader reader(content.data());
    if (const auto version = reader.take<std::int16_t>(); version != snapshot_version) {
        return failure(ErrorCode::INVALID_RECORD, fmt::format("Producer snapshots of version {} are not known.", version));
    }
    const auto crc = reader.take<std::uint32_t>();
    if (crc != crc32c(content.subspan(entries_at))) return failure(ErrorCode::INVALID_RECORD, "The CRC of the producer snapshot is wrong.");
    const auto count = reader.take<std::int32_t>();
    if (count < 0 || static_cast<std::size_t>(count) != (content.size() - header_size) / entry_size ||
        (content.size() - header_size) % entry_size != 0) {
        return failure(ErrorCode::INVALID_RECORD,
                       fmt::format("A producer snapshot of {} bytes cannot hold {} producers.", content.size(), count));
    }
    std::vector<ProducerEntry> entries;
    entries.reserve(static_cast<std::size_t>(count));
    for (std::int32_t i = 0; i < count; ++i) {
        ProducerEntry entry;
        entry.producer_id = ProducerId(reader.take<std::int64_t>());
        entry.epoch = ProducerEpoch(reader.take<std::int16_t>());
        ProducerBatch last;
        last.last_sequence = reader.take<std::int32_t>();
        last.last_offset = Offset(reader.take<std::int64_t>());
        last.offset_delta = reader.take<std::int32_t>();
        last.timestamp_ms = reader.take<std::int64_t>();
        entry.last_timestamp_ms = last.timestamp_ms;
        entry.coordinator_epoch = reader.take<std::int32_t>();
        if (const Offset first(reader.take<std::int64_t>()); first >= Offset(0)) entry.current_transaction_first_offset = first;
        if (last.last_offset >= Offset(0)) entry.batches.push_back(last);
        entries.push_back(std::move(entry));
    }
    return entries;
}

Status ProducerSnapshots::take(const ProducerState& state) {
    if (state.end_offset() <= last_taken_) return {};
    const Bytes content = encode_producer_snapshot(state.producers());
    STORAGE_TAKE(auto file, disk_.open(segment_path(directory_, state.end_offset(), snapshot_suffix), env::OpenMode::read_write));
    if (file->size() > 0) STORAGE_TRY(file->truncate(0));
    STORAGE_TRY(file->append(content));
    unsynced_.push_back(std::move(file));
    offsets_.insert(state.end_offset());
    last_taken_ = state.end_offset();
    return {};
}

Status ProducerSnapshots::reload(ProducerState& state, Offset log_start, Offset log_end, WallTime now, Milliseconds expiration) {
    state.clear();
    for (auto at = offsets_.begin(); at != offsets_.end();) {
        const Offset offset = *at++;
        if (offset > log_end || offset <= log_start) STORAGE_TRY(remove(offset));
    }
    while (!offsets_.empty()) {
        const Offset latest = *offsets_.rbegin();
        STORAGE_TAKE(const Bytes content, env::read_file(disk_, segment_path(directory_, latest, snapshot_suffix)));
        auto entries = decode_producer_snapshot(content);
        if (!entries) {
            STORAGE_TRY(remove(latest));
            continue;
        }
        for (ProducerEntry& entry : *entries) state.load(std::move(entry));
        state.expire(now, expiration);
        state.set_end_offset(latest);
        last_taken_ = latest;
        return {};
    }
    state.set_end_offset(log_start);
    last_taken_ = log_start;
    return {};
}

Status ProducerSnapshots::remove_strays(const std::set<Offset>& segment_base_offsets) {
    if (segment_base_offsets.empty()) return {};
    std::optional<Offset> latest_stray;
    for (auto at = offsets_.begin(); at != offsets_.end();) {
        const Offset offset = *at++;
        if (segment_base_offsets.contains(offset)) continue;
        if (latest_stray) STORAGE_TRY(remove(*latest_stray));
        latest_stray = offset;
    }
    if (latest_stray && *latest_stray < *segment_base_offsets.rbegin()) STORAGE_TRY(remove(*latest_stray));
    return {};
}

Status ProducerSnapshots::remove_all() {
    while (!offsets_.empty()) STORAGE_TRY(remove(*offsets_.begin()));
    last_taken_ = Offset(0);
    return {};
}

Result<std::optional<std::string>> ProducerSnapshots::mark_deleted(Offset offset) {
    if (offsets_.erase(offset) == 0) return std::nullopt;
    const std::string path = segment_path(directory_, offset, snapshot_suffix);
    const std::string renamed = path + std::string(deleted_suffix);
    STORAGE_TRY(disk_.rename(path, renamed));
    return renamed;
}

void ProducerSnapshots::on_log_start(Offset log_start) { last_taken_ = offsets_.empty() ? log_start : *offsets_.rbegin(); }

Status ProducerSnapshots::remove(Offset offset) {
    offsets_.erase(offset);
    return disk_.remove(segment_path(directory_, offset, snapshot_suffix));
}

}  // namespace vitrine::storage
