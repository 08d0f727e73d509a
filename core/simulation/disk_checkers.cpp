// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/disk_checkers.h"

#include <algorithm>

#include <fmt/format.h>

#include "storage/files.h"
#include "storage/leader_epoch_cache.h"

namespace vitrine::simulation {

// --- committed batches ---

std::optional<std::string> CommittedBatches::add(BrokerId node, const LogOnDisk& log, Offset high_watermark) {
    if (log.compacted) return add_records(node, log, high_watermark);
    OfPartition& known = partitions_[{log.topic_id, log.name.partition}];
    std::optional<Offset> expected;  // the next batch's base, once there was one
    for (const BatchOnDisk& batch : log.batches) {
        if (batch.next > high_watermark) break;
        if (expected && batch.base != *expected) {
            return fmt::format("the log of {} on node {} goes from offset {} to {}", log.name, node, *expected - 1, batch.base);
        }
        expected = batch.next;
        const auto after = known.upper_bound(batch.base);
        if (after != known.begin()) {
            const Committed& other = std::prev(after)->second;
            if (other.batch.base == batch.base) {
                if (other.batch == batch) continue;
                return fmt::format(
                    "the batch at offset {} of {} (epoch {}, high watermark {}) on node {} is not the one that node {} has (epoch {})",
                    batch.base, log.name, batch.epoch, high_watermark, node, other.node, other.batch.epoch);
            }
            if (other.batch.next > batch.base) {
                return fmt::format("{} has a batch at offset {} on node {}, and one of offsets {} to {} on node {}", log.name, batch.base,
                                   node, other.batch.base, other.batch.next - 1, other.node);
            }
        }
        if (after != known.end() && after->first < batch.next) {
            return fmt::format("{} has a batch of offsets {} to {} on node {}, and one at offset {} on node {}", log.name, batch.base,
                               batch.next - 1, node, after->first, after->second.node);
        }
        known.emplace_hint(after, batch.base, Committed{batch, node});
    }
    return std::nullopt;
}

std::optional<std::string> CommittedBatches::add_records(BrokerId node, const LogOnDisk& log, Offset high_watermark) {
    auto& known = records_[{log.topic_id, log.name.partition}];
    Offset last = no_offset;
    for (const RecordOnDisk& record : log.records) {
        if (record.offset >= high_watermark) break;
        if (record.offset <= last)
            return fmt::format("the log of {} on node {} goes from offset {} to {}", log.name, node, last, record.offset);
        last = record.offset;
        const auto [found, first] = known.try_emplace(record.offset, CommittedRecord{record, node});
        if (first || found->second.record == record) continue;
        return fmt::format(
            "the record at offset {} of {} (epoch {}, high watermark {}) on node {} is not the one that node {} has (epoch {})",
            record.offset, log.name, record.epoch, high_watermark, node, found->second.node, found->second.record.epoch);
    }
    return std::nullopt;
}

// --- replicas ---

void IdenticalReplicas::on_views(const observe::NodeDelta& delta) {
    auto& of_node = shown_[delta.node];
    if (delta.full) of_node.clear();
    // A replica that is taken away and given again begins anew, be it of the same topic.
    for (const TopicPartition& removed : delta.removed_replicas) {
        std::erase_if(of_node, [&](const auto& entry) { return entry.second.name == removed; });
    }
    for (const observe::ReplicaView& replica : delta.replicas) {
        of_node[{replica.topic_id, replica.partition.partition}] = {replica.partition, replica.high_watermark};
    }
}

void IdenticalReplicas::check_log(BrokerId node, const TopicIdPartition& id, const LogOnDisk& log, Offset limit, Instant now) {
    if (accused_.contains({node, id})) return;
    std::optional<std::string> wrong = committed_.add(node, log, limit);
    if (!wrong && log.end() < limit) {
        wrong = fmt::format("the log of {} on node {} ends at {} below its high watermark {}{}{}", log.name, node, log.end(), limit,
                            log.damage.empty() ? "" : "; ", log.damage);
    }
    if (!wrong) return;
    accused_.insert({node, id});
    report(now, std::move(*wrong), {node}, log.name);
}

void IdenticalReplicas::check(const Disks& disks, Instant now) {
    for (const auto& [node, disk] : disks) {
        const auto of_node = shown_.find(node);
        if (of_node == shown_.end()) continue;
        const auto logs = read_logs(*disk, compacted_);
        if (!logs) {
            report(now, fmt::format("the disk of node {} cannot be read: {}", node, logs.error().message), {node});
            continue;
        }
        for (const auto& [id, log] : *logs) {
            const auto shown = of_node->second.find(id);
            if (id.topic_id == metadata_topic_id || shown == of_node->second.end()) continue;
            check_log(node, id, log, shown->second.high_watermark, now);
        }
    }
}

void IdenticalReplicas::check_converged(const Disks& disks, Instant now) {
    std::map<TopicIdPartition, std::pair<BrokerId, Offset>> ends;
    for (const auto& [node, disk] : disks) {
        const auto of_node = shown_.find(node);
        const auto logs = read_logs(*disk, compacted_);
        if (of_node == shown_.end() || !logs) continue;
        for (const auto& [id, log] : *logs) {
            // A directory that the node does not show is no replica any more.
            const auto shown = of_node->second.find(id);
            if (id.topic_id == metadata_topic_id || shown == of_node->second.end()) continue;
            // All of it has been replicated, so what cannot be read is as wrong as what differs.
            check_log(node, id, log, log.damage.empty() ? log.end() : shown->second.high_watermark, now);
            if (shown->second.high_watermark != log.end()) continue;
            const auto [first, made] = ends.try_emplace(id, node, log.end());
            if (made || first->second.second == log.end()) continue;
            report(now,
                   fmt::format("after the faults, the log of {} ends at {} on node {} and at {} on node {}", log.name, log.end(), node,
                               first->second.second, first->second.first),
                   {first->second.first, node}, log.name);
        }
    }
}

// --- metadata ---

void CommittedMetadata::on_views(const observe::NodeDelta& delta) {
    if (delta.full) high_watermarks_.erase(delta.node);
    if (delta.quorum && delta.quorum->high_watermark != no_offset) high_watermarks_[delta.node] = delta.quorum->high_watermark;
}

void CommittedMetadata::check(const Disks& disks, Instant now) {
    for (const auto& [node, disk] : disks) {
        const auto high_watermark = high_watermarks_.find(node);
        if (high_watermark == high_watermarks_.end() || accused_.contains(node)) continue;
        const TopicPartition name{std::string(metadata_topic_name), 0};
        const auto log = read_log(*disk, name);
        if (!log) {
            report(now, fmt::format("the metadata log of node {} cannot be read: {}", node, log.error().message), {node}, name);
            continue;
        }
        std::optional<std::string> wrong = committed_.add(node, *log, high_watermark->second);
        if (!wrong && log->end() < high_watermark->second) {
            wrong = fmt::format("the metadata log of node {} ends at {} below the quorum's high watermark {}{}{}", node, log->end(),
                                high_watermark->second, log->damage.empty() ? "" : "; ", log->damage);
        }
        if (!wrong) continue;
        accused_.insert(node);
        report(now, std::move(*wrong), {node}, name);
    }
}

// --- recovery ---

void RecoveredLogs::ended(BrokerId node, Ending ending) {
    const auto watched = disks_.find(node);
    if (watched == disks_.end()) return;
    env::Disk& disk = *watched->second;
    Before before;
    before.ending = ending;
    if (auto logs = read_logs(disk, compacted_)) before.logs = std::move(*logs);
    read_recovery_points(disk, before);
    before_[node] = std::move(before);
}

void RecoveredLogs::read_recovery_points(env::Disk& disk, Before& before) {
    before.recovery_points.clear();
    if (const auto content = env::read_file(disk, storage::recovery_point_checkpoint_name)) {
        if (const auto points = storage::parse_offset_checkpoint(as_text(*content), storage::recovery_point_checkpoint_name)) {
            before.recovery_points.insert(points->begin(), points->end());
        }
    }
}

void RecoveredLogs::wiped(BrokerId node) {
    before_[node] = {.ending = Ending::crash, .logs = {}, .recovery_points = {}};
    truncated_to_.erase(node);
}

void RecoveredLogs::damaged(BrokerId node) {
    const auto before = before_.find(node);
    const auto disk = disks_.find(node);
    if (before != before_.end() && disk != disks_.end()) read_recovery_points(*disk->second, before->second);
}

std::optional<std::string> RecoveredLogs::came_new(BrokerId node, const LogOnDisk& before, const LogOnDisk& after) const {
    // What was truncated since the last crash may come back with the next one.
    std::optional<Offset> truncated;
    if (before_.at(node).ending == Ending::crash) {
        const auto of_node = truncated_to_.find(node);
        if (of_node != truncated_to_.end()) {
            if (const auto found = of_node->second.find(before.name); found != of_node->second.end()) truncated = found->second;
        }
    }
    if (after.compacted) {
        auto was = before.records.begin();
        for (const RecordOnDisk& record : after.records) {
            if (truncated && record.offset >= *truncated) return std::nullopt;
            while (was != before.records.end() && was->offset < record.offset) ++was;
            // Below the end, it is one that compaction had taken away.
            if (record.offset < before.end() && (was == before.records.end() || was->offset != record.offset || *was == record)) continue;
            return fmt::format("a record at offset {} of {} that was not there (the log ended at {})", record.offset, before.name,
                               before.end());
        }
        return std::nullopt;
    }
    // A retention that deleted segments while loading moves the begin; compare from there.
    const auto first = std::ranges::find_if(before.batches, [&](const BatchOnDisk& batch) { return batch.next > after.begin; });
    const auto [was, is] = std::ranges::mismatch(first, before.batches.end(), after.batches.begin(), after.batches.end());
    if (is == after.batches.end() || (truncated && is->next > *truncated)) return std::nullopt;
    return fmt::format("a batch at offset {} of {} that was not there ({})", is->base, before.name,
                       was == before.batches.end() ? fmt::format("the log ended at {}", before.end())
                                                   : fmt::format("there was another one, of epoch {}", was->epoch));
}

void RecoveredLogs::compare(BrokerId node, const LogOnDisk& before, const LogOnDisk& after, Instant now) {
    const Before& then = before_.at(node);
    const bool crashed = then.ending == Ending::crash;
    if (auto wrong = came_new(node, before, after)) {
        report(now, fmt::format("after its {}, node {} recovered {}", crashed ? "crash" : "kill", node, *wrong), {node}, before.name);
        return;
    }
    if (!crashed && after.end() < before.end()) {
        report(now,
               fmt::format("after its kill, node {} recovered {} up to offset {}; its files had whole batches up to {}", node, before.name,
                           after.end(), before.end()),
               {node}, before.name);
    }
    const auto point = then.recovery_points.find(before.name);
    if (crashed && point != then.recovery_points.end() && after.end() < std::min(point->second, before.end())) {
        report(now,
               fmt::format("after its crash, node {} recovered {} up to offset {}; its recovery point was {}", node, before.name,
                           after.end(), point->second),
               {node}, before.name);
    }
}

void RecoveredLogs::recovered(BrokerId node, Instant now) {
    const auto before = before_.find(node);
    if (before == before_.end()) return;
    env::Disk& disk = *disks_.at(node);
    const bool crashed = before->second.ending == Ending::crash;
    if (const auto logs = read_logs(disk, compacted_)) {
        for (const auto& [id, log] : before->second.logs) {
            const auto after = logs->find(id);
            if (after != logs->end()) {
                compare(node, log, after->second, now);
            } else if (!crashed) {
                report(now, fmt::format("after its kill, node {} has no log of {} any more", node, log.name), {node}, log.name);
            }
        }
    } else {
        report(now, fmt::format("the disk of node {} cannot be read: {}", node, logs.error().message), {node});
    }
    if (crashed) truncated_to_.erase(node);
    before_.erase(before);
}

void RecoveredLogs::on_event(const observe::Event& event) {
    const BrokerId node = event.id.node;
    if (const auto* truncated = std::get_if<observe::LogTruncated>(&event.body)) {
        Offset& lowest = truncated_to_[node].try_emplace(truncated->partition, truncated->to).first->second;
        lowest = std::min(lowest, truncated->to);
        return;
    }
    if (const auto* changed = std::get_if<observe::NodeRunChanged>(&event.body)) {
        switch (changed->run) {
            case observe::NodeRun::stopped:
            case observe::NodeRun::killed:
            case observe::NodeRun::failed:
                // Of a crash it is known already; of a node that failed while it started, what it should have found.
                if (!before_.contains(node)) ended(node, Ending::kill);
                return;
            case observe::NodeRun::removed: return wiped(node);
            case observe::NodeRun::running: return recovered(node, event.at);
            case observe::NodeRun::starting:
            case observe::NodeRun::paused:
            case observe::NodeRun::stopping: return;
        }
        return;
    }
    const auto* told = std::get_if<observe::LogRecovered>(&event.body);
    const auto before = before_.find(node);
    const auto disk = disks_.find(node);
    if (told == nullptr || before == before_.end() || disk == disks_.end()) return;
    const auto after = read_log(*disk->second, told->partition, compacted_.contains(told->partition.topic));
    if (!after) return;
    const auto found = before->second.logs.find({after->topic_id, told->partition.partition});
    if (found == before->second.logs.end()) return;
    compare(node, found->second, *after, event.at);
    before->second.logs.erase(found);  // looked at; recovered() looks at the rest
}

void EpochsMatchBatches::on_views(const observe::NodeDelta& delta) {
    for (const observe::ReplicaView& replica : delta.replicas) log_starts_[delta.node][replica.partition] = replica.log_start;
}

void EpochsMatchBatches::check_converged(const Disks& disks, Instant now) {
    for (const auto& [node, disk] : disks) {
        const auto logs = read_logs(*disk);
        if (!logs) continue;
        for (const auto& [id, log] : *logs) {
            const std::string path = fmt::format("{}/{}", log.name, storage::epoch_checkpoint_name);
            std::vector<storage::EpochEntry> entries;
            if (disk->exists(path)) {
                const auto content = env::read_file(*disk, path);
                auto parsed =
                    content ? storage::parse_epoch_checkpoint(as_text(*content), path) : Result<std::vector<storage::EpochEntry>>{};
                if (parsed) entries = std::move(*parsed);
            }
            // A list that is on its way to a slow disk is an older one: it may lack what came last.
            const LeaderEpoch newest = entries.empty() ? no_leader_epoch : entries.back().epoch;
            LeaderEpoch epoch = no_leader_epoch;
            Offset above = log.begin;  // an entry for the present epoch lies from here on
            for (const BatchOnDisk& batch : log.batches) {
                const bool begins = batch.epoch != epoch;
                epoch = batch.epoch;
                if (begins && epoch != no_leader_epoch && epoch <= newest) {
                    const auto entry = std::ranges::find(entries, epoch, &storage::EpochEntry::epoch);
                    if (entry == entries.end() || entry->start_offset > std::max(batch.base, log_starts_[node][log.name]) ||
                        entry->start_offset < above) {
                        report(now,
                               fmt::format("on node {}, {} has batches of leader epoch {} from offset {} on; its checkpoint says {}", node,
                                           log.name, epoch, batch.base,
                                           entry == entries.end() ? std::string("nothing of that epoch")
                                                                  : fmt::format("that it begins at {}", entry->start_offset)),
                               {node}, log.name);
                        break;
                    }
                }
                above = batch.next;
            }
        }
    }
}

}  // namespace vitrine::simulation
