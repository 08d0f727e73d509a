// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/logs_on_disk.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "env/sim/digest.h"
#include "records/batch.h"
#include "records/record.h"
#include "storage/files.h"

namespace vitrine::simulation {

namespace {

std::optional<TopicPartition> parse_directory(std::string_view name) {
    const std::size_t dash = name.rfind('-');
    if (dash == std::string_view::npos || dash == 0) return std::nullopt;
    TopicPartition partition{std::string(name.substr(0, dash)), 0};
    const std::string_view number = name.substr(dash + 1);
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), partition.partition);
    if (error != std::errc{} || end != number.data() + number.size()) return std::nullopt;  // "-delete", "-stray", "-future"
    return partition;
}

void add_records(LogOnDisk& log, ByteSpan batch) {
    auto reader = records::RecordReader::open(batch);
    while (reader) {
        const auto record = reader->next();
        if (!record) {
            log.damage = record.error().message;
            return;
        }
        if (!*record) return;
        env::sim::Digest digest;
        digest.add(static_cast<std::uint64_t>((*record)->timestamp_ms));
        digest.add((*record)->key.value_or(ByteSpan()));
        digest.add((*record)->value.value_or(ByteSpan()));
        log.records.push_back({(*record)->offset, reader->header().leader_epoch, digest.value()});
    }
    log.damage = reader.error().message;
}

void add_segment(LogOnDisk& log, ByteSpan bytes, const std::string& path) {
    records::BatchIterator batches(bytes);
    while (true) {
        const auto entry = batches.next();
        if (!entry) {
            log.damage = fmt::format("{}: {}", path, entry.error().message);
            return;
        }
        if (!*entry) return;
        const records::BatchHeader& header = (*entry)->header;
        if (records::compute_crc((*entry)->bytes) != header.crc) {
            log.damage = fmt::format("{}: the CRC of the batch at offset {} is wrong", path, header.base_offset);
            return;
        }
        env::sim::Digest digest;
        digest.add((*entry)->bytes);
        log.batches.push_back({header.base_offset, header.next_offset(), header.leader_epoch, digest.value()});
        if (log.compacted) add_records(log, (*entry)->bytes);
        if (!log.damage.empty()) return;
    }
}

}  // namespace

Result<LogOnDisk> read_log(env::Disk& disk, const TopicPartition& name, bool compacted) {
    LogOnDisk log;
    log.compacted = compacted;
    log.name = name;
    const std::string directory = name.to_string();
    if (!disk.exists(directory)) return failure(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, fmt::format("there is no directory {}", directory));
    const std::string metadata_path = fmt::format("{}/{}", directory, storage::partition_metadata_name);
    if (disk.exists(metadata_path)) {
        const auto content = env::read_file(disk, metadata_path);
        if (!content) return std::unexpected(content.error());
        // What a crash left of it may be anything; then the log is nobody's.
        if (const auto id = storage::parse_partition_metadata(as_text(*content), metadata_path)) log.topic_id = *id;
    }
    if (name.topic == metadata_topic_name) log.topic_id = metadata_topic_id;

    const auto entries = disk.list(directory);
    if (!entries) return std::unexpected(entries.error());
    std::vector<std::pair<Offset, std::string>> segments;
    for (const env::DirectoryEntry& entry : *entries) {
        if (const auto base = storage::parse_segment_name(entry.name, storage::log_suffix)) segments.emplace_back(*base, entry.name);
    }
    std::ranges::sort(segments);
    if (!segments.empty()) log.begin = segments.front().first;
    for (const auto& [base, file] : segments) {
        const std::string path = fmt::format("{}/{}", directory, file);
        const auto content = env::read_file(disk, path);
        if (!content) return std::unexpected(content.error());
        add_segment(log, *content, path);
        if (!log.damage.empty()) break;
    }
    return log;
}

Result<std::map<TopicIdPartition, LogOnDisk>> read_logs(env::Disk& disk, const std::set<std::string>& compacted) {
    const auto entries = disk.list("");
    if (!entries) return std::unexpected(entries.error());
    std::map<TopicIdPartition, LogOnDisk> logs;
    for (const env::DirectoryEntry& entry : *entries) {
        const auto name = parse_directory(entry.name);
        if (!entry.is_directory || !name) continue;
        auto log = read_log(disk, *name, compacted.contains(name->topic));
        if (!log) return std::unexpected(log.error());
        if (log->topic_id.is_zero()) continue;
        const TopicIdPartition id{log->topic_id, name->partition};
        logs.emplace(id, std::move(*log));
    }
    return logs;
}

}  // namespace vitrine::simulation
