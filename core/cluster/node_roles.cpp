// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/node_roles.h"

#include <algorithm>
#include <functional>
#include <map>

#include <fmt/format.h>

#include "metadata/record_serde.h"
#include "raft/metadata_partition.h"
#include "raft/quorum_state_file.h"
#include "raft/snapshot_file.h"
#include "records/control.h"
#include "storage/batch_scanner.h"
#include "storage/files.h"

namespace vitrine::cluster {

Status for_each_metadata_batch(env::Disk& disk, const EachMetadataBatch& each) {
    const std::string_view directory = raft::MetadataPartition::directory;
    if (!disk.exists(directory)) return {};
    const auto entries = disk.list(directory);
    if (!entries) return std::unexpected(entries.error());
    std::map<Offset, std::string> segments;
    std::optional<raft::OffsetAndEpoch> snapshot;
    for (const auto& entry : *entries) {
        if (const auto base = storage::parse_segment_name(entry.name, storage::log_suffix))
            segments.emplace(*base, fmt::format("{}/{}", directory, entry.name));
        const auto name = raft::parse_snapshot_name(entry.name);
        if (name && name->finished && (!snapshot || *snapshot < name->id)) snapshot = name->id;
    }
    std::vector<std::pair<std::string, std::optional<Offset>>> paths;
    if (snapshot) paths.emplace_back(raft::snapshot_path(*snapshot), snapshot->offset - 1);
    for (auto& [base, path] : segments) paths.emplace_back(std::move(path), std::nullopt);
    for (const auto& [path, of_snapshot] : paths) {
        const auto file = disk.open(path, env::OpenMode::read_only);
        if (!file) return std::unexpected(file.error());
        storage::BatchScanner scanner(**file, 0, (*file)->size());
        while (true) {
            auto batch = scanner.next_batch();
            // The tail that a crash left ends what is known, as it will when the log is opened.
            if (!batch || !*batch || records::compute_crc((*batch)->bytes) != (*batch)->at.header.crc) break;
            auto reader = records::RecordReader::open((*batch)->bytes);
            if (!reader) return std::unexpected(reader.error());
            const records::BatchHeader& header = (*batch)->at.header;
            if (auto status = each(header, of_snapshot.value_or(header.base_offset), *reader); !status) return status;
        }
    }
    return {};
}

Result<RecordedVoters> read_voters(env::Disk& disk) {
    const auto configured = raft::read_quorum_voters(disk, raft::quorum_state_path);
    if (!configured) return std::unexpected(configured.error());
    RecordedVoters voters{.ids = {configured->begin(), configured->end()}};
    if (!voters.ids.empty()) return voters;
    // Dynamic voters (KIP-853) are in the log.
    raft::QuorumRecords quorum;
    auto scanned =
        for_each_metadata_batch(disk, [&](const records::BatchHeader& header, Offset at, records::RecordReader& reader) -> Status {
            if (!header.is_control()) return {};
            while (true) {
                const auto record = reader.next();
                if (!record) return std::unexpected(record.error());
                if (!*record) return {};
                const auto type = records::parse_control_record_key((*record)->key.value_or(ByteSpan()));
                if (!type) return std::unexpected(type.error());
                if (!*type || !(*record)->value) continue;
                const ByteSpan value = *(*record)->value;
                if (auto taken = raft::apply_control_record(quorum, **type, SharedBytes(Bytes(value.begin(), value.end()))); !taken)
                    return taken;
                if (**type == records::ControlRecordType::kraft_voters) voters.since = at;
            }
        });
    if (!scanned) return std::unexpected(scanned.error());
    if (quorum.voters) {
        for (const auto& voter : quorum.voters->voters) voters.ids.insert(voter.voter_id);
    }
    return voters;
}

Result<bool> is_brokers_directory(env::Disk& disk, BrokerId node) {
    for (const std::string_view name : {storage::high_watermark_checkpoint_name, storage::recovery_point_checkpoint_name}) {
        if (disk.exists(name)) return true;
    }
    bool registered = false;
    auto scanned = for_each_metadata_batch(disk, [&](const records::BatchHeader& header, Offset, records::RecordReader& reader) -> Status {
        if (header.is_control() || registered) return {};
        while (true) {
            const auto record = reader.next();
            if (!record) return std::unexpected(record.error());
            if (!*record) return {};
            const ByteSpan value = (*record)->value.value_or(ByteSpan());
            const auto decoded = metadata::decode_record(SharedBytes(Bytes(value.begin(), value.end())));
            if (!decoded) return std::unexpected(decoded.error());
            const auto* registration = std::get_if<messages::RegisterBrokerRecord>(&*decoded);
            if (registration != nullptr && registration->broker_id == node) registered = true;
        }
    });
    if (!scanned) return std::unexpected(scanned.error());
    return registered;
}

}  // namespace vitrine::cluster
