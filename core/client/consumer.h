// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/fetcher.h"
#include "client/group_member.h"

// A consumer as Kafka's: of partitions that it is told to read, or as a member of a group. Records are handed over as they
// come; positions, commits and the member's state are visible.
namespace vitrine::client {

struct ConsumerConfig {
    FetchConfig fetch;
    std::optional<GroupMemberConfig> group;                      // none: assign() only
    bool enable_auto_commit = true;                              // with a group
    Duration auto_commit_interval = std::chrono::seconds(5);     // auto.commit.interval.ms
};

struct ConsumerView {
    std::optional<GroupMemberView> member;
    std::map<TopicPartition, FetchPositionView> positions;
    std::map<TopicPartition, Offset> committed;  // by this consumer, acknowledged
    std::uint64_t records = 0;
    std::uint64_t bytes = 0;                     // of keys and values
    bool paused = false;
};

class ConsumerListener {
public:
    virtual ~ConsumerListener() = default;
    virtual void on_records(const FetchedRecords& records) = 0;
    virtual void on_assigned(const std::vector<TopicPartition>& /*owned*/) {}
    virtual void on_revoked(const std::vector<TopicPartition>& /*revoked*/) {}
    virtual void on_error(const Error& /*error*/) {}
};

class Consumer : private GroupMemberListener {
public:
    Consumer(env::Environment environment, ClientConfig client, ConsumerConfig config, ConsumerListener& listener);
    ~Consumer() override;  // without close(): as if the process died
    Consumer(const Consumer&) = delete;
    Consumer& operator=(const Consumer&) = delete;

    // Joins the group of the configuration.
    void subscribe(std::vector<std::string> topics);
    // Reads these, without a group's say. May be called again.
    void assign(const std::map<TopicPartition, Position>& partitions);
    // A member commits an offset that it went to. Also from within on_records(): what that call handed over from there on counts as
    // not read.
    void seek(const TopicPartition& partition, const Position& position);
    // The member stays in its group and goes on with heartbeats, but reads nothing.
    void set_paused(bool paused);
    void rejoin(const std::string& reason);
    // What was handed over so far.
    void commit(std::move_only_function<void(Status)> done);
    // Commits (where auto commit is on), leaves the group; `done` soon in any case.
    void close(std::move_only_function<void()> done);

    [[nodiscard]] ConsumerView view() const;
    [[nodiscard]] ClusterClient& cluster() { return *cluster_; }

private:
    void on_assigned(const std::vector<TopicPartition>& owned, const std::vector<TopicPartition>& added) override;
    void on_revoked(const std::vector<TopicPartition>& revoked) override;
    void on_lost(const std::vector<TopicPartition>& lost) override;
    void on_failed(const Error& error) override;

    void records(FetchedRecords fetched);
    void begin_reading(const std::vector<TopicPartition>& added);
    void read(const std::map<TopicPartition, Position>& more);
    void stop_reading(const std::vector<TopicPartition>& partitions);
    void commit_positions(const std::vector<TopicPartition>& partitions, std::move_only_function<void(Status)> done);
    void schedule_auto_commit();

    env::Environment environment_;
    ConsumerConfig config_;
    ConsumerListener& listener_;
    std::unique_ptr<ClusterClient> cluster_;
    std::unique_ptr<Fetcher> fetcher_;
    std::unique_ptr<GroupMember> member_;
    std::vector<TopicPartition> owned_;
    std::map<TopicPartition, OffsetToCommit> delivered_;  // the next offset after what was handed over
    std::map<TopicPartition, Offset> committed_;
    std::uint64_t records_count_ = 0;
    std::uint64_t bytes_count_ = 0;
    bool paused_ = false;
    env::Timer auto_commit_timer_;
    std::set<TopicPartition> to_begin_;  // owned, but where to begin could not be learned yet
    env::Timer begin_timer_;
    env::Timer subscribe_timer_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace vitrine::client
