// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "env/disk.h"
#include "simulation/checker.h"
#include "simulation/logs_on_disk.h"

// What lies on the disks, compared with what lay there and with the other disks. Reading all logs costs as much as their bytes: it is done
// at drawn instants and at the end.
namespace vitrine::simulation {

using Disks = std::map<BrokerId, env::Disk*>;  // of nodes that live

// Batches below a high watermark, by partition: the first replica that shows a batch says what it must be for all others and for all time.
// Of a compacted log, whose batches each replica rewrites at times of its own, the same is said of records. (__consumer_offsets is
// compacted too, and does not reach its second segment in a run.)
class CommittedBatches {
public:
    // The batches of `log` below `high_watermark`: one sentence for the first that does not fit, none if all do.
    std::optional<std::string> add(BrokerId node, const LogOnDisk& log, Offset high_watermark);

private:
    struct Committed {
        BatchOnDisk batch;
        BrokerId node{no_broker};
    };
    struct CommittedRecord {
        RecordOnDisk record;
        BrokerId node{no_broker};
    };
    std::optional<std::string> add_records(BrokerId node, const LogOnDisk& log, Offset high_watermark);

    using OfPartition = std::map<Offset, Committed>;
    std::map<TopicIdPartition, OfPartition> partitions_;
    std::map<TopicIdPartition, std::map<Offset, CommittedRecord>> records_;
};

class IdenticalReplicas final : public Checker {
public:
    static constexpr CheckerInfo about{
        "identical-replicas",
        "Below its high watermark, every replica of a partition has the same bytes as every other, and keeps them; of a compacted one, "
        "the same records as far as it has them.",
        "KIP-101, KIP-279, KIP-320; KAFKA-7128, KAFKA-7164, KAFKA-7415, KAFKA-7866, KAFKA-12460, KAFKA-13141, KAFKA-18723"};
    explicit IdenticalReplicas(ViolationSink& sink) : Checker(about, sink) {}

    void is_compacted(const std::string& topic) { compacted_.insert(topic); }
    void on_views(const observe::NodeDelta& delta) override;
    void on_life_changed(BrokerId node) override { shown_.erase(node); }
    // Each replica below the high watermark that it has shown last in this life.
    void check(const Disks& disks, Instant now);
    // After the faults: each replica up to its end; and those that have not grown since they were shown last, which members that commit
    // may make them do, end at the same offset.
    void check_converged(const Disks& disks, Instant now);

private:
    void check_log(BrokerId node, const TopicIdPartition& id, const LogOnDisk& log, Offset limit, Instant now);

    struct Shown {
        TopicPartition name;
        Offset high_watermark;
    };
    std::set<std::string> compacted_;
    std::map<BrokerId, std::map<TopicIdPartition, Shown>> shown_;
    CommittedBatches committed_;
    std::set<std::pair<BrokerId, TopicIdPartition>> accused_;  // once is enough
};

class CommittedMetadata final : public Checker {
public:
    static constexpr CheckerInfo about{
        "committed-metadata-stays",
        "Below the high watermark of the quorum, the metadata log of every node has the same bytes as every other, and keeps them.",
        "KIP-595, KIP-630; KAFKA-10527, KAFKA-12460, KAFKA-12619, KAFKA-14238, KAFKA-16530"};
    explicit CommittedMetadata(ViolationSink& sink) : Checker(about, sink) {}

    void on_views(const observe::NodeDelta& delta) override;
    void on_life_changed(BrokerId node) override { high_watermarks_.erase(node); }
    void check(const Disks& disks, Instant now);

private:
    std::map<BrokerId, Offset> high_watermarks_;  // in the present life of each node
    CommittedBatches committed_;
    std::set<BrokerId> accused_;
};

// The list of leader epochs beside a log is what truncation is decided by: it must be that of the log's own batches.
class EpochsMatchBatches final : public Checker {
public:
    static constexpr CheckerInfo about{
        "epochs-match-batches",
        "Some time after the faults, the leader-epoch checkpoint of each log names every epoch that its batches "
        "have, from an offset that is theirs.",
        "KIP-101; KAFKA-10432, KAFKA-16541"};
    explicit EpochsMatchBatches(ViolationSink& sink) : Checker(about, sink) {}

    void on_views(const observe::NodeDelta& delta) override;
    void check_converged(const Disks& disks, Instant now);

private:
    std::map<BrokerId, std::map<TopicPartition, Offset>> log_starts_;  // an epoch that began below begins there
};

// What a node finds when it starts again. Given its disk by watch(), it looks by itself at the end of a life, at each log that the node
// says it recovered, and at all others when the node says that it runs. A crash must be told before the disk loses anything, by crashes().
class RecoveredLogs final : public Checker {
public:
    static constexpr CheckerInfo about{
        "recovered-logs-are-prefixes",
        "After a kill, a log is recovered with every whole batch that it had; after a crash with a first part of them, and with all below "
        "the "
        "recovery point. Batches that were truncated since the last crash may come back: the truncation was not durable.",
        "KIP-101, KIP-966; KAFKA-9892, KAFKA-10432, KAFKA-10471, KAFKA-16541"};
    explicit RecoveredLogs(ViolationSink& sink) : Checker(about, sink) {}

    // What compaction takes away may come back after a crash, and is no loss; nothing else may.
    void is_compacted(const std::string& topic) { compacted_.insert(topic); }
    void watch(BrokerId node, env::Disk& disk) { disks_[node] = &disk; }
    // The machine of this node is about to lose power.
    void crashes(BrokerId node) { ended(node, Ending::crash); }
    // Its disk, behind a crash, is a new and empty one: nothing is expected of it.
    void wiped(BrokerId node);
    // Something is changed on its disk behind a crash, and above the recovery points that are there now.
    void damaged(BrokerId node);

    void on_event(const observe::Event& event) override;

private:
    enum class Ending { kill, crash };  // an end by itself, polite or not, is as a kill
    struct Before {
        Ending ending = Ending::kill;
        std::map<TopicIdPartition, LogOnDisk> logs;
        std::map<TopicPartition, Offset> recovery_points;
    };
    void ended(BrokerId node, Ending ending);
    void read_recovery_points(env::Disk& disk, Before& before);
    void recovered(BrokerId node, Instant now);
    void compare(BrokerId node, const LogOnDisk& before, const LogOnDisk& after, Instant now);
    // What the log has now and had not, or had otherwise; none: nothing.
    [[nodiscard]] std::optional<std::string> came_new(BrokerId node, const LogOnDisk& before, const LogOnDisk& after) const;

    std::set<std::string> compacted_;
    std::map<BrokerId, env::Disk*> disks_;
    std::map<BrokerId, Before> before_;  // of nodes that do not run again yet
    std::map<BrokerId, std::map<TopicPartition, Offset>> truncated_to_;  // the lowest since the last crash
};

}  // namespace vitrine::simulation
