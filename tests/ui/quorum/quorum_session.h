// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include "messages/control_records.h"
#include "messages/metadata_records.h"
#include "tests/ui/support/fake_session.h"
#include "wire/codec.h"

namespace vitrine::ui::test {

// A FakeSession with a quorum of its own, and a metadata log of real bytes that is read as from a disk.
class QuorumSession : public FakeSession {
public:
    struct Node {
        int id = 0;
        observe::QuorumRole role = observe::QuorumRole::follower;
        int epoch = 0;
        int leader = -1;
        std::int64_t logEnd = 0;
        std::int64_t highWatermark = 0;
        int votedFor = -1;
        observe::NodeRun run = observe::NodeRun::running;
        double lastFetchSeconds = 0.2;
        double lastCaughtUpSeconds = 0.2;
    };

    // What each node shows; the leader among them knows the positions of the voters.
    void showQuorum(const std::vector<Node> &nodes, const std::set<int> &voters)
    {
        std::vector<observe::NodeDelta> deltas;
        for (const Node &node : nodes) {
            observe::NodeDelta delta;
            delta.node = BrokerId(node.id);
            delta.at = now();
            delta.wall_time = wall(now());
            observe::NodeStatus status;
            status.run = node.run;
            status.broker_port = static_cast<std::uint16_t>(node.id > 100 ? 0 : 9'091 + node.id);
            status.controller_port = static_cast<std::uint16_t>(node.id > 100 || voters.contains(node.id) ? 9'191 + node.id % 100 : 0);
            delta.status = status;
            observe::QuorumView view;
            view.role = node.role;
            view.epoch = LeaderEpoch(node.epoch);
            view.leader = BrokerId(node.leader);
            view.voted_for = BrokerId(node.votedFor);
            view.log_start = Offset(m_logStart);
            view.log_end = Offset(node.logEnd);
            view.high_watermark = Offset(node.highWatermark);
            for (const int voter : voters) {
                observe::VoterView shown{.id = BrokerId(voter)};
                const auto at = std::ranges::find(nodes, voter, &Node::id);
                if (node.role == observe::QuorumRole::leader && at != nodes.end()) {
                    shown.log_end = Offset(at->logEnd);
                    shown.last_fetch = now() - seconds(at->lastFetchSeconds);
                    shown.last_caught_up = now() - seconds(at->lastCaughtUpSeconds);
                }
                view.voters.push_back(shown);
            }
            delta.quorum = view;
            deltas.push_back(std::move(delta));
        }
        receive(deltas, {}, 0);
        flush();
    }

    // --- the log ---
    [[nodiscard]] std::int64_t logEnd() const { return m_logStart + static_cast<std::int64_t>(m_batches.size()); }
    template <class Record>
    void append(int epoch, const Record &record)
    {
        const auto version = Record::message().versions.highest;
        Bytes value{1, static_cast<std::uint8_t>(Record::message().api_key), static_cast<std::uint8_t>(version)};
        const Bytes body = wire::encode_to_bytes(record, version);
        value.insert(value.end(), body.begin(), body.end());
        add(epoch, false, {}, value);
    }
    void appendNoOps(int epoch, int count)
    {
        for (int i = 0; i < count; ++i) append(epoch, messages::NoOpRecord{});
    }
    void appendLeaderChange(int epoch, int leader, const std::vector<int> &voters, const std::vector<int> &granting)
    {
        messages::LeaderChangeMessage message;
        message.version = 0;
        message.leader_id = BrokerId(leader);
        for (const int id : voters) message.voters.push_back({id, {}});
        for (const int id : granting) message.granting_voters.push_back({id, {}});
        add(epoch, true, Bytes{0, 0, 0, 2}, wire::encode_to_bytes(message, 0));
    }
    void appendBytes(int epoch, const Bytes &value) { add(epoch, false, {}, value); }
    // From here on the log begins: what stands before it is in a snapshot of the same records.
    void cutAtEnd()
    {
        m_snapshot = {.endOffset = logEnd(), .epoch = m_batches.back().leaderEpoch, .sizeBytes = 4'096};
        m_snapshotBatches = std::move(m_batches);
        m_batches.clear();
        m_logStart = m_snapshot->endOffset;
        m_position = 0;
    }
    int reads = 0;

protected:
    void doReadLog(TaskId, const LogReadRequest &request, LogCallback callback) override
    {
        ++reads;
        QTimer::singleShot(0, this, [this, request, callback = std::move(callback)] {
            LogReadResult part;
            if (request.listFiles) {
                part.files.segments = {m_logStart};
                if (m_snapshot) part.files.snapshots = {*m_snapshot};
                part.files.clusterId = QStringLiteral("q1Sh-9_rTpKvF2hnk5xZpA");
            }
            // Small pieces, so that a log is read in several.
            const int most = std::min(request.batchesMax, 25);
            for (const LogBatch &batch : request.snapshotEpoch ? m_snapshotBatches : m_batches) {
                if (most == 0 || batch.position < request.position) continue;
                if (static_cast<int>(part.batches.size()) == most) {
                    part.nextPosition = batch.position;
                    break;
                }
                part.batches.push_back(batch);
            }
            callback(part);
        });
    }

private:
    static Duration seconds(double value) { return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(value)); }
    static QByteArray bytes(const Bytes &value)
    {
        return {reinterpret_cast<const char *>(value.data()), static_cast<qsizetype>(value.size())};
    }

    void add(int epoch, bool control, const Bytes &key, const Bytes &value)
    {
        LogBatch batch;
        batch.position = m_position;
        batch.sizeBytes = static_cast<std::int32_t>(70 + value.size());
        batch.baseOffset = batch.lastOffset = logEnd();
        batch.leaderEpoch = epoch;
        batch.firstTimestampMs = batch.maxTimestampMs = to_milliseconds(wall(now())) - 60'000 + (logEnd() - m_logStart) * 250;
        batch.control = control;
        batch.recordCount = 1;
        LogRecord record{.offset = batch.baseOffset, .timestampMs = batch.firstTimestampMs};
        if (control) record.key = bytes(key);
        record.value = bytes(value);
        batch.records.push_back(record);
        m_position += batch.sizeBytes;
        m_batches.push_back(std::move(batch));
    }

    std::int64_t m_logStart = 0;
    std::int64_t m_position = 0;
    std::vector<LogBatch> m_batches;
    std::vector<LogBatch> m_snapshotBatches;
    std::optional<LogFiles::Snapshot> m_snapshot;
};

// What a cluster writes when it begins, and when a topic is created.
inline void appendBootstrap(QuorumSession &session, int epoch, int leader, const std::vector<int> &voters, int brokers)
{
    using namespace messages;
    session.appendLeaderChange(epoch, leader, voters, voters);
    session.append(epoch, BeginTransactionRecord{.name = "Bootstrap records"});
    session.append(epoch, FeatureLevelRecord{.name = "metadata.version", .feature_level = 30});
    session.append(epoch, FeatureLevelRecord{.name = "group.version", .feature_level = 1});
    session.append(epoch, EndTransactionRecord{});
    for (int id = 1; id <= brokers; ++id) {
        RegisterBrokerRecord broker;
        broker.broker_id = BrokerId(id);
        broker.incarnation_id = Uuid::from_halves(0xb0 + static_cast<std::uint64_t>(id), 17);
        broker.broker_epoch = BrokerEpoch(session.logEnd());
        broker.end_points = {
            {.name = "PLAINTEXT", .host = "127.0.0.1", .port = static_cast<std::uint16_t>(9'091 + id), .security_protocol = 0}};
        broker.features = {{.name = "metadata.version", .min_supported_version = 7, .max_supported_version = 30}};
        broker.rack = std::nullopt;
        broker.log_dirs = {Uuid::from_halves(0xd1 + static_cast<std::uint64_t>(id), 3)};
        session.append(epoch, broker);
        BrokerRegistrationChangeRecord unfenced;
        unfenced.broker_id = BrokerId(id);
        unfenced.broker_epoch = broker.broker_epoch;
        unfenced.fenced = -1;
        session.append(epoch, unfenced);
    }
    session.append(epoch, ProducerIdsRecord{.broker_id = BrokerId(2), .broker_epoch = BrokerEpoch(12), .next_producer_id = 3'000});
    session.append(epoch, ConfigRecord{.resource_type = 4, .resource_name = "", .name = "log.retention.ms", .value = "604800000"});
    ClientQuotaRecord quota;
    quota.entity = {{.entity_type = "user", .entity_name = "alice"}, {.entity_type = "client-id", .entity_name = std::nullopt}};
    quota.key = "producer_byte_rate";
    quota.value = 1'048'576;
    session.append(epoch, quota);
}

inline void appendTopic(QuorumSession &session, int epoch, const std::string &name, std::uint64_t number, int partitions, int brokers)
{
    const Uuid id = Uuid::from_halves(7, number);
    session.append(epoch, messages::TopicRecord{.name = name, .topic_id = id});
    for (int i = 0; i < partitions; ++i) {
        messages::PartitionRecord partition;
        partition.partition_id = i;
        partition.topic_id = id;
        for (int r = 0; r < std::min(3, brokers); ++r) partition.replicas.emplace_back(1 + (i + r) % brokers);
        for (const BrokerId replica : partition.replicas) partition.isr.push_back(replica.value());
        partition.leader = partition.replicas.front();
        partition.leader_epoch = LeaderEpoch(0);
        partition.partition_epoch = PartitionEpoch(0);
        partition.directories.assign(partition.replicas.size(), Uuid::from_halves(0xd1, 3));
        session.append(epoch, partition);
    }
}

inline void appendElection(QuorumSession &session, int epoch, std::uint64_t topicNumber, int partition, int leader,
                           const std::vector<int> &isr)
{
    messages::PartitionChangeRecord change;
    change.partition_id = partition;
    change.topic_id = Uuid::from_halves(7, topicNumber);
    change.leader = BrokerId(leader);
    change.isr.emplace();
    for (const int id : isr) change.isr->emplace_back(id);
    session.append(epoch, change);
}

}  // namespace vitrine::ui::test
