// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "ui/session/session.h"

// A session fed by text, for tests of models and views and for pictures of the window. Never part of the product.
//
// One statement a line; "#" begins a comment; times are seconds before (negative) or at the present, which `at` sets:
//   cluster Orders lab                                     name; the world runs
//   at 33.120                                              seconds after 14:02:00
//   phase failed|starting|stopped <message>
//   broker 1 running [port 9092] [in B/s] [out B/s] [records /s] [since -7] [fenced] [size BYTES] [message …]
//   quorum leader 1 epoch 7 end 1842
//   topic orders 6 rf 3 min 2 [internal]
//   p orders 4 leader 1 epoch 9 replicas 1,2,3 isr 1 [adding 4] [removing 2]
//   config orders cleanup.policy=compact
//   r orders 4 on 1 log 0..12004 hw 10800 [lso 10790] [size BYTES]
//   behind orders 4 of 1 follower 3 for 31.2 fetch 31.2
//   move orders 0 on 3                                     the follower's log just grew
//   segments orders 0 on 1 0-4000:1048576@-7200 4000-9000:700000@-60* retention 86400
//   group billing Stable generation 14 protocol cooperative-sticky coordinator 3 [began -20 ended -18.8] [reason …]
//   member billing billing-1 orders:0,1 [joining] [syncing] [instance ID] [heartbeat -1.2] [session MS]
//   own billing billing-1 [paused]                         it runs in the cluster's own process
//   offset billing orders 0 18300
//   event -6 killed 2 <reason>                             and others, see fake_session.cpp
//   fault link cut 1 2
//   drop topic orders | drop group billing
namespace vitrine::ui::test {

class FakeSession : public Session {
    Q_OBJECT

public:
    explicit FakeSession(QObject *parent = nullptr);

    // Applies the statements and sends the update. A line that cannot be read ends the test with the line.
    void feed(std::string_view text);
    // The last `seconds` seconds as they could have been: counters and offsets grow to what feed() said, with samples.
    void makeHistory(int seconds);
    void advance(double seconds);
    // The histories get a sample of the present, and whoever looks is told.
    void sample()
    {
        sampleAt(m_now);
        flush();
    }

    [[nodiscard]] Instant now() const override { return m_now; }
    [[nodiscard]] const QStringList &commands() const { return m_commands; }
    [[nodiscard]] bool wantsSegments() const { return m_wantsSegments; }
    [[nodiscard]] bool wantsWire() const { return m_wantsWire; }
    [[nodiscard]] bool hasWire() const override { return true; }
    void setAnswer(const CommandAnswer &answer) { m_answer = answer; }
    // What a producer is at; without it each record is answered at once.
    void setProduced(ProduceProgress progress) { m_produced = std::move(progress); }
    void setConsumed(std::vector<ConsumedRecord> records) { m_consumed = std::move(records); }
    // Read in pieces of at most `batchesMax`.
    void setLog(LogReadResult log, int batchesMax = 200)
    {
        m_log = std::move(log);
        m_batchesMax = batchesMax;
    }

    // Direct feeding for tests of speed.
    using Session::receive;
    using Session::receiveFrames;
    using Session::sampleAt;
    using Session::setWorld;
    [[nodiscard]] WallTime wall(Instant at) const;

protected:
    void doExecute(const QString &commandLine, CommandCallback callback) override;
    void doProduce(TaskId task, const ProduceRequest &request, ProduceCallback callback) override;
    void doConsume(TaskId task, const ConsumeRequest &request, ConsumeCallback callback) override;
    void doReadLog(TaskId task, const LogReadRequest &request, LogCallback callback) override;
    void doStop(TaskId task) override;
    void segmentsWanted(bool wanted) override { m_wantsSegments = wanted; }
    void wireWanted(bool wanted) override { m_wantsWire = wanted; }

private:
    observe::NodeDelta deltaOf(BrokerId node) const;
    void sendNode(BrokerId node);
    void sendMetadata();
    void sendReplica(const TopicPartition &partition, BrokerId broker);
    void sendGroup(const std::string &id);
    void sendChangedGroups();
    void statement(const QStringList &words, const QString &line);
    void event(double seconds, const QStringList &words);

    struct Rates {
        double in = 0;
        double out = 0;
        double records = 0;
    };

    Instant m_now{};
    std::map<BrokerId, observe::NodeStatus> m_status;
    std::map<BrokerId, Rates> m_rates;
    std::map<BrokerId, observe::CountersView> m_counters;
    std::map<BrokerId, observe::BrokerView> m_brokers;
    std::map<BrokerId, Instant> m_since;
    std::map<std::string, observe::TopicView> m_topics;
    std::map<std::pair<TopicPartition, BrokerId>, observe::ReplicaView> m_replicas;
    std::map<std::string, observe::GroupView> m_groups;
    std::set<std::string> m_changedGroups;
    std::vector<observe::NodeDelta> m_deltas;
    std::vector<observe::Event> m_events;
    std::vector<observe::EventId> m_eventIds;
    std::int64_t m_image = 100;
    std::uint64_t m_eventSequence = 0;
    bool m_metadataChanged = false;
    bool m_wantsSegments = false;
    bool m_wantsWire = false;
    QStringList m_commands;
    CommandAnswer m_answer{true, QStringLiteral("done"), {}};
    std::optional<ProduceProgress> m_produced;
    std::vector<ConsumedRecord> m_consumed;
    LogReadResult m_log;
    int m_batchesMax = 200;
    std::map<TaskId, ConsumeCallback> m_consumers;
};

// Whole clusters as texts.
namespace scene {
extern const char *const demo;            // three brokers, four topics, two groups, everything well
extern const char *const brokerKilled;    // after demo: as in the drawings
extern const char *const rebalance;       // after demo: billing shares out its partitions again
extern const char *const single;          // one broker, one partition
extern const char *const longNames;
extern const char *const faults;          // after demo: a link is cut, a broker paused
std::string large(int brokers, int partitions);
// Nine brokers, 300 partitions and more, names that nobody should have to read; one broker was killed, four faults are in force.
std::string crowded();
}  // namespace scene

}  // namespace vitrine::ui::test
