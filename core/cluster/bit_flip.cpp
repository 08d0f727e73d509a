// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/bit_flip.h"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "storage/files.h"

namespace vitrine::cluster {

namespace {

// Of a batch of version 2, see the specification of the message format.
constexpr std::int64_t length_position = 8;
constexpr std::int64_t crc_position = 17;
constexpr std::int64_t header_bytes = 61;
constexpr std::int64_t bytes_before_length_counts = 12;

struct Batch {
    std::string path;
    std::int64_t position = 0;
    std::int64_t size = 0;
};

std::uint64_t big_endian(ByteSpan bytes) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes) value = value << 8 | byte;
    return value;
}

void add_batches(const std::string& path, ByteSpan content, Offset from, std::vector<Batch>& batches) {
    std::int64_t at = 0;
    while (at + header_bytes <= std::ssize(content)) {
        const ByteSpan rest = content.subspan(static_cast<std::size_t>(at));
        const auto base = static_cast<std::int64_t>(big_endian(rest.first(length_position)));
        const auto size = static_cast<std::int64_t>(big_endian(rest.subspan(length_position, 4))) + bytes_before_length_counts;
        // The end of the log, whole or torn.
        if (size < header_bytes || size > std::ssize(rest)) return;
        if (base >= from.value()) batches.push_back({path, at, size});
        at += size;
    }
}

Result<std::map<std::string, Offset>> recovery_points(env::Disk& disk) {
    std::map<std::string, Offset> points;
    if (!disk.exists(storage::recovery_point_checkpoint_name)) return points;
    const auto content = env::read_file(disk, storage::recovery_point_checkpoint_name);
    if (!content) return std::unexpected(content.error());
    const auto parsed = storage::parse_offset_checkpoint(as_text(*content), storage::recovery_point_checkpoint_name);
    if (!parsed) return std::unexpected(parsed.error());
    for (const auto& [partition, offset] : *parsed) points[partition.to_string()] = offset;
    return points;
}

}  // namespace

Result<FlippedBit> flip_bit(env::sim::MemoryDisk& disk, env::Random& random) {
    const auto points = recovery_points(disk);
    if (!points) return std::unexpected(points.error());
    const auto directories = disk.list("");
    if (!directories) return std::unexpected(directories.error());
    std::vector<Batch> batches;
    for (const env::DirectoryEntry& directory : *directories) {
        if (!directory.is_directory || directory.name.starts_with(metadata_topic_name)) continue;
        const auto files = disk.list(directory.name);
        if (!files) return std::unexpected(files.error());
        std::optional<Offset> last;
        for (const env::DirectoryEntry& file : *files) {
            const auto base = storage::parse_segment_name(file.name, storage::log_suffix);
            if (base && (!last || *base > *last)) last = base;
        }
        if (!last) continue;
        const std::string path = storage::segment_path(directory.name, *last, storage::log_suffix);
        const auto content = env::read_file(disk, path);
        if (!content) return std::unexpected(content.error());
        const auto point = points->find(directory.name);
        add_batches(path, *content, point == points->end() ? Offset(0) : point->second, batches);
    }
    if (batches.empty()) return failure(ErrorCode::INVALID_REQUEST, "there is no batch on this disk that the next start would check");
    const Batch& batch = batches[random.below(batches.size())];
    FlippedBit flipped{batch.path, batch.position + random.between(crc_position, batch.size - 1),
                       static_cast<std::uint8_t>(1u << random.below(8))};
    if (Status done = disk.corrupt(flipped.path, flipped.position, flipped.mask); !done) return std::unexpected(done.error());
    return flipped;
}

}  // namespace vitrine::cluster
