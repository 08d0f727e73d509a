// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/logging.h"
#include "broker/broker_config.h"
#include "broker/directory_assignments.h"
#include "broker/partition.h"
#include "broker/replication_throttle.h"
#include "env/environment.h"
#include "storage/log_manager.h"

// Moves replicas of this broker from one of its log directories to another (KIP-113): a future log there is filled from the log, the
// controller is told (KIP-858), and the future log takes the log's place. One replica at a time, by name, at most
// replica.alter.log.dirs.io.max.bytes.per.second; in each turn of the loop as much as one fetch. Lives on the node's loop.
// Source: Kafka's ReplicaAlterLogDirsThread and LocalLeaderEndPoint.
//
//   copying  -> telling   the copy is whole: AssignReplicasToDirs
//   copying  -> accepted  where directories have no ids nobody is told
//   telling  -> accepted  the controller has recorded it
//   accepted -> (over)    the copy is whole again, and as durable as the log
//   any      -> (over)    cancelled, a directory failed, the replica went; the controller is told that the replica stays, if it may believe
//                         otherwise
// The copy grows in all of them. In each step it is compared with the log by their leader epochs first: what a truncation took from the log
// goes from the copy too, also if it happened while the copy was not looked at (KAFKA-8001, KAFKA-9087).
namespace vitrine::broker {

class LogDirMoves {
public:
    struct Setup {
        env::Environment environment;
        const BrokerConfig& config;
        storage::LogManager& logs;
        DirectoryAssignments& assignments;
        // nullptr: not hosted, or the broker stops.
        std::function<Partition*(const TopicPartition&)> partition;
        // Where the metadata say that the replica lies.
        std::function<Uuid(const TopicIdPartition&)> assigned_directory;
        // The replica lies in its new directory, or its copy begins elsewhere, or is given up.
        std::function<void(Partition&)> changed;
        const Logger& logger;
    };
    explicit LogDirMoves(Setup setup);
    ~LogDirMoves();

    // Makes the future log in `destination`, another directory than the replica's; nothing if it is on its way there. KAFKA_STORAGE_ERROR.
    Status begin(const Partition& partition, storage::LogDirectory& destination);
    // Goes on with a future log that was found at the start.
    void resume(const Partition& partition);
    // The replica stays where it is, and the future log goes. Nothing if it is not being moved.
    void cancel(const TopicPartition& partition);
    // The replica is no more; what becomes of its logs is the caller's affair.
    void forget(const TopicPartition& partition) { moves_.erase(partition); }
    // Moves from or to directories that are offline end. What lies in the other one is left: a restart with all of them goes on.
    void on_directory_failed();
    // Whether what the controller believes of the directory of this replica, or is being told, is the affair of a move.
    [[nodiscard]] bool concerns(const TopicPartition& partition) const;
    [[nodiscard]] std::size_t count() const { return moves_.size(); }
    // Nothing is copied any more.
    void stop();

private:
    enum class State : std::uint8_t { copying, telling, accepted };
    struct Move {
        TopicIdPartition id;
        storage::LogDirectory* from = nullptr;
        storage::LogDirectory* to = nullptr;
        State state = State::copying;
        bool resumed = false;  // compaction may have gone over the log since the copy began
        bool flushing = false;
        int flushes_left = 0;
        Offset copy_start{no_offset};  // that was told
        Instant not_before{};  // after an error
        std::uint64_t number = 0;  // who answers late asks whether it is still this one
    };
    // What a step of one move leads to.
    enum class Next : std::uint8_t { again, wait, over };

    void add(const Partition& partition, storage::LogDirectory& to, bool resumed);
    [[nodiscard]] bool may_be_told_otherwise(const Move& move) const;
    void tell_it_stays(const Move& move);
    void wake(Duration after);
    void tick();
    // `bytes`: what may be copied; less what was.
    Next step(const TopicPartition& name, Move& move, std::int64_t& bytes);
    // True if the copy is a first part of the log now.
    bool align(storage::Log& log, storage::Log& copy) const;
    static Result<std::int64_t> copy_some(storage::Log& log, storage::Log& copy, LeaderEpoch epoch, std::int64_t bytes_max);
    Next finish(const TopicPartition& name, Move& move, Partition& partition, storage::Log& copy);

    Setup setup_;
    ReplicationThrottle throttle_;
    std::map<TopicPartition, Move> moves_;
    std::uint64_t last_number_ = 0;
    bool stopped_ = false;
    env::Timer timer_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace vitrine::broker
