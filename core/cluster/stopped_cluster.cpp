// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/stopped_cluster.h"

#include <algorithm>
#include <memory>
#include <set>

#include <fmt/format.h>

#include "base/bytes.h"
#include "cluster/node_roles.h"
#include "coordinator/group_records.h"
#include "env/real/directories.h"
#include "env/real/posix_disk.h"
#include "metadata/image_builder.h"
#include "metadata/record_serde.h"
#include "metadata/view.h"
#include "raft/metadata_partition.h"
#include "records/control.h"
#include "storage/batch_scanner.h"
#include "storage/files.h"
#include "storage/log_directory.h"
#include "storage/meta_properties.h"

namespace vitrine::cluster {
namespace {

using Disks = std::vector<std::unique_ptr<env::real::PosixDisk>>;

// A replica, and where it lies.
struct Replica {
    observe::ReplicaView view;
    env::Disk* disk = nullptr;
    std::string directory;
};

class Reader {
public:
    Reader(ClusterOptions options, Instant now, WallTime wall_now) : options_(std::move(options)), now_(now), wall_now_(wall_now) {}

    Result<StoppedCluster> read() {
        for (const auto& [id, paths] : options_.directories) {
            for (const std::string& path : paths) disks_[id].push_back(std::make_unique<env::real::PosixDisk>(path, [](env::Callback) {}));
        }
        for (auto& [id, disks] : disks_) {
            const auto properties = storage::read_meta_properties(*disks.front());
            if (!properties) return std::unexpected(properties.error());
            if (*properties) cluster_.cluster_id = (*properties)->cluster_id;
        }
        cluster_.directories = options_.directories;
        read_metadata();
        for (auto& [id, disks] : disks_) {
            for (auto& disk : disks) read_replicas(id, *disk);
        }
        settle_high_watermarks();
        for (const auto& [id, disks] : disks_) cluster_.nodes.push_back(delta_of(id));
        if (!cluster_.nodes.empty()) cluster_.nodes.front().metadata = metadata::full_view(image_, {});
        read_groups();
        return std::move(cluster_);
    }

private:
    void remark(std::string sentence) { cluster_.remarks.push_back(std::move(sentence)); }

    // --- metadata ---

    // Where the metadata log of the node ends, and in which epoch.
    static raft::OffsetAndEpoch end_of(env::Disk& disk) {
        raft::OffsetAndEpoch end;
        // What cannot be read ends it; it is told when the image is made.
        (void)for_each_metadata_batch(disk, [&end](const records::BatchHeader& header, Offset at, records::RecordReader&) -> Status {
            const bool of_snapshot = at != header.base_offset;
            end = {.offset = (of_snapshot ? at : header.last_offset()).next(), .epoch = header.leader_epoch};
            return {};
        });
        return end;
    }

    void read_metadata() {
        std::map<BrokerId, raft::OffsetAndEpoch> ends;
        for (const BrokerId voter : options_.voters()) {
            const auto found = disks_.find(voter);
            ends[voter] = found == disks_.end() ? raft::OffsetAndEpoch{} : end_of(*found->second.front());
        }
        if (ends.empty()) return remark("No node has a metadata log: topics and groups are not known.");
        // Newer epochs first: what a majority has of the newest is committed, or will be by whoever leads next.
        std::vector<raft::OffsetAndEpoch> sorted;
        for (const auto& [voter, end] : ends) sorted.push_back(end);
        std::ranges::sort(sorted, [](const auto& a, const auto& b) { return std::pair(b.epoch, b.offset) < std::pair(a.epoch, a.offset); });
        committed_ = sorted[sorted.size() / 2].offset;
        const auto best = std::ranges::find_if(ends, [&](const auto& entry) { return entry.second == sorted.front(); });
        const auto holder = disks_.find(best->first);
        if (holder == disks_.end()) return;
        ends_ = std::move(ends);
        metadata::ImageBuilder builder;
        auto applied = for_each_metadata_batch(
            *holder->second.front(), [&](const records::BatchHeader& header, Offset at, records::RecordReader& reader) -> Status {
                const bool of_snapshot = at != header.base_offset;
                if (header.is_control() || (!of_snapshot && (at <= builder.image().offset || header.last_offset() >= committed_)))
                    return {};
                while (true) {
                    const auto record = reader.next();
                    if (!record) return std::unexpected(record.error());
                    if (!*record) return {};
                    const ByteSpan value = (*record)->value.value_or(ByteSpan());
                    const auto decoded = metadata::decode_record(SharedBytes(Bytes(value.begin(), value.end())));
                    if (!decoded) return std::unexpected(decoded.error());
                    if (auto done = builder.apply(*decoded, of_snapshot ? at : (*record)->offset, header.leader_epoch); !done) return done;
                }
            });
        if (!applied)
            remark(fmt::format("The metadata log of node {} ends for us at offset {}: {}", best->first, builder.image().offset,
                               applied.error().message));
        image_ = builder.image_before_transaction();
    }

    // --- replicas ---

    std::map<TopicPartition, Offset> checkpoint(env::Disk& disk, std::string_view name) {
        std::map<TopicPartition, Offset> offsets;
        if (!disk.exists(name)) return offsets;
        const auto bytes = env::read_file(disk, name);
        if (!bytes) return offsets;
        const auto parsed = storage::parse_offset_checkpoint(std::string(bytes->begin(), bytes->end()), name);
        if (!parsed) remark(fmt::format("{}: {}", disk.description(), parsed.error().message));
        else offsets.insert(parsed->begin(), parsed->end());
        return offsets;
    }

    // Its end and its times, by the headers of its batches.
    void read_segment(env::Disk& disk, const std::string& path, observe::SegmentView& segment) {
        const auto file = disk.open(path, env::OpenMode::read_only);
        if (!file) return remark(file.error().message);
        segment.size_bytes = (*file)->size();
        storage::BatchScanner scanner(**file, 0, (*file)->size());
        while (true) {
            const auto batch = scanner.next_header();
            if (!batch)
                return remark(
                    fmt::format("{}/{} from byte {} on: {}", disk.description(), path, scanner.position(), batch.error().message));
            if (!*batch) return;
            const records::BatchHeader& header = (*batch)->header;
            segment.end_offset = header.last_offset().next();
            if (header.max_timestamp_ms < 0) continue;
            if (!segment.first_timestamp && header.base_timestamp_ms >= 0) segment.first_timestamp = wall_time(header.base_timestamp_ms);
            const WallTime last = wall_time(header.max_timestamp_ms);
            if (!segment.last_timestamp || *segment.last_timestamp < last) segment.last_timestamp = last;
        }
    }

    void read_replicas(BrokerId node, env::Disk& disk) {
        const auto high_watermarks = checkpoint(disk, storage::high_watermark_checkpoint_name);
        const auto log_starts = checkpoint(disk, storage::log_start_checkpoint_name);
        const auto entries = disk.list("");
        if (!entries) return remark(entries.error().message);
        for (const auto& entry : *entries) {
            const auto partition = storage::parse_log_directory(entry.name);
            if (!entry.is_directory || !partition || partition->topic == metadata_topic_name) continue;
            Replica replica{.view = {.partition = *partition}, .disk = &disk, .directory = entry.name};
            observe::ReplicaView& view = replica.view;
            const metadata::TopicImage* topic = image_.topic(partition->topic);
            const metadata::PartitionRegistration* registered = image_.partition(partition->topic, partition->partition);
            if (topic != nullptr) view.topic_id = topic->id;
            if (registered != nullptr) {
                view.leader_epoch = registered->leader_epoch;
                if (registered->leader == node) {
                    view.role = observe::ReplicaRole::leader;
                    view.isr = registered->isr;
                }
            }
            const auto files = disk.list(entry.name);
            if (!files) {
                remark(files.error().message);
                continue;
            }
            for (const auto& file : *files) {
                const auto base = storage::parse_segment_name(file.name, storage::log_suffix);
                if (!base) continue;
                observe::SegmentView segment{.base_offset = *base, .end_offset = *base};
                read_segment(disk, fmt::format("{}/{}", entry.name, file.name), segment);
                view.size_bytes += segment.size_bytes;
                view.segments.push_back(segment);
            }
            if (view.segments.empty()) continue;
            std::ranges::sort(view.segments, {}, &observe::SegmentView::base_offset);
            view.segments.back().active = true;
            for (std::size_t i = 0; i + 1 < view.segments.size(); ++i) view.segments[i].end_offset = view.segments[i + 1].base_offset;
            const auto start = log_starts.find(*partition);
            view.log_start = std::max(view.segments.front().base_offset, start == log_starts.end() ? Offset(0) : start->second);
            view.log_end = view.segments.back().end_offset;
            const auto high = high_watermarks.find(*partition);
            view.high_watermark = std::clamp(high == high_watermarks.end() ? view.log_start : high->second, view.log_start,
                                             std::max(view.log_start, view.log_end));
            view.last_stable_offset = view.high_watermark;
            replicas_[node].push_back(std::move(replica));
        }
    }

    // A checkpoint is some seconds old where its broker was killed. What all of the ISR have is committed.
    void settle_high_watermarks() {
        std::map<TopicPartition, std::map<BrokerId, Offset>> ends;
        for (const auto& [node, replicas] : replicas_) {
            for (const Replica& replica : replicas) ends[replica.view.partition][node] = replica.view.log_end;
        }
        for (auto& [node, replicas] : replicas_) {
            for (Replica& replica : replicas) {
                observe::ReplicaView& view = replica.view;
                const auto* registered = image_.partition(view.partition.topic, view.partition.partition);
                if (registered == nullptr || registered->isr.empty()) continue;
                const auto& of_partition = ends[view.partition];
                Offset committed = view.log_end;
                for (const BrokerId member : registered->isr) {
                    const auto end = of_partition.find(member);
                    committed = std::min(committed, end == of_partition.end() ? Offset(0) : end->second);
                }
                view.high_watermark = std::max(view.high_watermark, committed);
                view.last_stable_offset = view.high_watermark;
            }
        }
    }

    observe::NodeDelta delta_of(BrokerId node) {
        observe::NodeDelta delta{.node = node, .version = 1, .full = true, .at = now_, .wall_time = wall_now_};
        const auto roles = options_.roles();
        const auto role = roles.find(node);
        observe::NodeStatus status{.run = observe::NodeRun::stopped, .registered = image_.broker(node) != nullptr};
        status.directory = options_.directories.at(node).front();
        status.more_directories.assign(options_.directories.at(node).begin() + 1, options_.directories.at(node).end());
        if (role != roles.end()) {
            status.broker_port = broker_endpoint(options_, node).port;
            status.controller_port = controller_endpoint(options_, node).port;
        }
        delta.status = status;
        if (const auto end = ends_.find(node); end != ends_.end()) {
            observe::QuorumView quorum{.epoch = end->second.epoch, .high_watermark = std::min(committed_, end->second.offset)};
            quorum.log_end = end->second.offset;
            for (const auto& [voter, its_end] : ends_) quorum.voters.push_back({.id = voter, .log_end = its_end.offset});
            delta.quorum = std::move(quorum);
        }
        for (const Replica& replica : replicas_[node]) delta.replicas.push_back(replica.view);
        return delta;
    }

    // --- groups ---

    using Offsets = std::map<TopicPartition, observe::CommittedOffsetView>;
    struct Groups {
        std::map<std::string, messages::GroupMetadataValue> groups;
        std::map<std::string, Offsets> offsets;

        void take(const coordinator::GroupRecord& record) {
            if (const auto* commit = std::get_if<coordinator::OffsetCommitRecord>(&record)) {
                const TopicPartition partition{commit->key.topic, commit->key.partition};
                if (!commit->value) {
                    offsets[commit->key.group].erase(partition);
                    return;
                }
                offsets[commit->key.group][partition] = {.offset = Offset(commit->value->offset),
                                                         .leader_epoch = LeaderEpoch(commit->value->leader_epoch),
                                                         .metadata = commit->value->metadata,
                                                         .committed_at = wall_time(commit->value->commit_timestamp)};
            } else if (const auto* group = std::get_if<coordinator::GroupMetadataRecord>(&record)) {
                if (group->value) groups[group->key.group] = *group->value;
                else groups.erase(group->key.group);
            }
        }
    };

    // What one batch of __consumer_offsets says. Commits of a transaction count when its marker says so.
    static Status take_batch(const storage::BatchScanner::Batch& batch, Groups& groups,
                             std::map<ProducerId, std::vector<coordinator::GroupRecord>>& open) {
        auto reader = records::RecordReader::open(batch.bytes);
        if (!reader) return std::unexpected(reader.error());
        const records::BatchHeader& header = batch.at.header;
        while (true) {
            const auto record = reader->next();
            if (!record) return std::unexpected(record.error());
            if (!*record) return {};
            const ByteSpan key = (*record)->key.value_or(ByteSpan());
            if (header.is_control()) {
                const auto type = records::parse_control_record_key(key);
                if (type && *type == records::ControlRecordType::commit) {
                    for (const auto& taken : open[header.producer_id]) groups.take(taken);
                }
                open.erase(header.producer_id);
                continue;
            }
            const auto decoded = coordinator::decode_record(key, (*record)->value);
            if (!decoded) return std::unexpected(decoded.error());
            if (header.is_transactional()) open[header.producer_id].push_back(*decoded);
            else groups.take(*decoded);
        }
    }

    void read_partition_of_groups(const Replica& replica, Groups& groups) {
        std::map<ProducerId, std::vector<coordinator::GroupRecord>> open;
        for (const observe::SegmentView& segment : replica.view.segments) {
            const std::string path = storage::segment_path(replica.directory, segment.base_offset, storage::log_suffix);
            const auto file = replica.disk->open(path, env::OpenMode::read_only);
            if (!file) return remark(file.error().message);
            storage::BatchScanner scanner(**file, 0, (*file)->size());
            while (true) {
                const auto batch = scanner.next_batch();
                if (!batch || !*batch || records::compute_crc((*batch)->bytes) != (*batch)->at.header.crc) break;
                if ((*batch)->at.header.base_offset >= replica.view.high_watermark) break;
                if (auto taken = take_batch(**batch, groups, open); !taken) remark(fmt::format("{}: {}", path, taken.error().message));
            }
        }
    }

    void read_groups() {
        // Of each partition the replica that is known to be committed furthest.
        std::map<std::int32_t, std::pair<BrokerId, const Replica*>> best;
        for (const auto& [node, replicas] : replicas_) {
            for (const Replica& replica : replicas) {
                if (replica.view.partition.topic != offsets_topic_name) continue;
                auto& [holder, held] = best[replica.view.partition.partition];
                if (held != nullptr && held->view.high_watermark >= replica.view.high_watermark) continue;
                holder = node;
                held = &replica;
            }
        }
        for (const auto& [partition, place] : best) {
            const BrokerId node = place.first;
            Groups read;
            read_partition_of_groups(*place.second, read);
            std::set<std::string> ids;
            for (const auto& [id, group] : read.groups) ids.insert(id);
            for (const auto& [id, offsets] : read.offsets) {
                if (!offsets.empty()) ids.insert(id);
            }
            const auto delta = std::ranges::find(cluster_.nodes, node, &observe::NodeDelta::node);
            for (const std::string& id : ids) {
                const auto group = read.groups.find(id);
                observe::GroupView view =
                    group == read.groups.end() ? observe::GroupView{.group_id = id} : coordinator::to_view(id, group->second);
                view.coordinator = node;
                view.offsets = std::move(read.offsets[id]);
                delta->groups.push_back(std::move(view));
            }
        }
    }

    ClusterOptions options_;
    Instant now_;
    WallTime wall_now_;
    std::map<BrokerId, Disks> disks_;
    std::map<BrokerId, std::vector<Replica>> replicas_;
    std::map<BrokerId, raft::OffsetAndEpoch> ends_;
    Offset committed_{0};
    metadata::MetadataImage image_;
    StoppedCluster cluster_;
};

}  // namespace

Result<ClusterOptions> stopped_nodes(const ClusterOptions& options) {
    ClusterOptions asked = options;
    asked.brokers = 1;  // no more than are there
    ClusterOptions known = with_known_nodes(std::move(asked));
    if (!known.misfit.empty()) return failure(ErrorCode::INVALID_CONFIG, known.misfit);
    std::set<std::string> found;
    for (const auto& [id, paths] : known.directories) found.insert(paths.begin(), paths.end());
    for (const std::string& root : known.log_dirs.empty() ? std::vector{known.data_dir} : known.log_dirs) {
        for (const std::string& name : env::real::subdirectories(root)) {
            const std::string path = fmt::format("{}/{}", root, name);
            if (found.contains(path) || !env::real::file_exists(fmt::format("{}/{}", path, storage::meta_properties_name))) continue;
            return failure(ErrorCode::INVALID_CONFIG, fmt::format("{} is in use: a node runs on it; stop the cluster first", path));
        }
    }
    if (found.empty())
        return failure(
            ErrorCode::INVALID_CONFIG,
            fmt::format("{} has no log directory of a node in it: none of its directories has a meta.properties", options.data_dir));
    return known;
}

Result<StoppedCluster> read_stopped_cluster(const ClusterOptions& options, Instant now, WallTime wall_now) {
    auto known = stopped_nodes(options);
    if (!known) return std::unexpected(known.error());
    return Reader(std::move(*known), now, wall_now).read();
}

}  // namespace vitrine::cluster
