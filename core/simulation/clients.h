// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "client/admin.h"
#include "client/consumer.h"
#include "client/producer.h"
#include "env/environment.h"
#include "simulation/group_checkers.h"
#include "simulation/producer_history.h"
#include "simulation/replication_checkers.h"

// Clients of a simulated cluster, each on a machine of its own, that write what they did and saw into the histories.
namespace vitrine::simulation {

struct Histories {
    ProducerHistory& producers;
    ReaderHistory& readers;
    OneOwnerPerGeneration& owners;
    CommitHistory& commits;
    IsrJoinedInStep& isr;
};

// What all clients of a run share.
struct ClientSetup {
    env::Environment environment;
    std::string name;                              // client id
    std::vector<env::Endpoint> bootstrap_servers;
    Histories histories;
};

// Sends records of its own at its rate to topics drawn for each, acks=all, idempotent.
class ProducingClient {
public:
    struct Options {
        std::uint32_t number = 0;
        int records_per_second = 20;
        int record_bytes = 100;
        bool with_keys = true;                     // else the sticky partitioner chooses
    };
    ProducingClient(ClientSetup setup, Options options, std::vector<std::string> topics);
    // Topics that came into being meanwhile.
    void add_topic(const std::string& topic) { topics_.push_back(topic); }
    void stop() { timer_.cancel(); }
    // Records whose outcome is not known yet.
    [[nodiscard]] std::uint64_t outstanding() const { return outstanding_; }

private:
    void schedule();
    void send();

    ClientSetup setup_;
    Options options_;
    std::vector<std::string> topics_;
    std::uint64_t sent_ = 0;
    std::uint64_t outstanding_ = 0;
    client::Producer producer_;
    env::Timer timer_;
};

// Reads as a member of a group and commits what it read.
class GroupClient final : private client::ConsumerListener {
public:
    struct Options {
        std::string group;
        std::vector<std::string> topics;
        client::AssignorKind assignor = client::AssignorKind::cooperative_sticky;
    };
    GroupClient(ClientSetup setup, Options options);
    // Commits, and leaves the group; `done` soon in any case. Destroyed without it, it is gone as if its process died.
    void leave(std::move_only_function<void()> done) { consumer_.close(std::move(done)); }

private:
    void on_records(const client::FetchedRecords& records) override;
    void on_assigned(const std::vector<TopicPartition>& owned) override;
    void note_commits();

    ClientSetup setup_;
    std::string group_;
    std::map<TopicPartition, Offset> noted_;
    client::Consumer consumer_;
    env::Timer timer_;
};

// Reads partitions from their beginning.
class ReadingClient final : private client::ConsumerListener {
public:
    explicit ReadingClient(ClientSetup setup);
    void read(const std::set<TopicPartition>& partitions);
    // The next offset to be read; none while the beginning is looked up.
    [[nodiscard]] std::optional<Offset> position(const TopicPartition& partition) const;
    // Where the log of a partition began when it was read first.
    [[nodiscard]] std::optional<Offset> begin(const TopicPartition& partition) const;

private:
    void on_records(const client::FetchedRecords& records) override;

    ClientSetup setup_;
    std::map<TopicPartition, Offset> begins_;
    std::map<TopicPartition, Offset> positions_;
    client::Consumer consumer_;
};

// Asks again and again where partitions end and what groups have committed.
class AuditingClient {
public:
    AuditingClient(ClientSetup setup, std::set<TopicPartition> partitions, std::vector<std::string> groups);
    void stop() { timer_.cancel(); }

private:
    void ask();
    // Of the leaders that it would ask.
    [[nodiscard]] std::map<TopicPartition, LeaderEpoch> leader_epochs();

    ClientSetup setup_;
    std::set<TopicPartition> partitions_;
    std::vector<std::string> groups_;
    client::Admin admin_;
    env::Timer timer_;
};

// Creates topics, "x0", "x1", …
class CreatingClient {
public:
    struct Options {
        int per_minute = 1;
        int partitions = 1;
        int replication_factor = 1;
    };
    CreatingClient(ClientSetup setup, Options options, std::function<void(const std::string&)> created);
    void stop() { timer_.cancel(); }

private:
    void create();

    ClientSetup setup_;
    Options options_;
    std::function<void(const std::string&)> created_;
    int next_ = 0;
    client::Admin admin_;
    env::Timer timer_;
};

}  // namespace vitrine::simulation
