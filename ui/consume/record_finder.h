// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>

#include <QObject>

#include "ui/session/session.h"

namespace vitrine::ui {

// A transaction without a marker: nothing behind its first offset is read by isolation.level=read_committed.
struct OpenTransaction {
    std::int64_t producerId = -1;
    std::int32_t producerEpoch = -1;
    std::int64_t firstOffset = -1;
    std::int64_t sinceMs = -1;  // the timestamp of its first record in this partition
    friend bool operator==(const OpenTransaction &, const OpenTransaction &) = default;
};

// What there is to know of one offset of a partition.
struct PlaceFacts {
    enum class Content { unknown, record, marker, gap };
    enum class Transaction { none, open, committed, aborted, unknown };
    struct Deletion {
        observe::RetentionCause cause{};
        Instant at{};
        WallTime wall{};
    };

    QString topic;
    std::int32_t partition = 0;
    std::int64_t offset = 0;
    bool topicKnown = false;
    std::int32_t partitions = 0;       // of the topic
    std::int32_t leader = -1;          // -1: none
    bool told = false;                 // the four below are known
    std::int64_t logStart = 0;
    std::int64_t logEnd = 0;
    std::int64_t highWatermark = 0;
    std::int64_t lastStable = 0;
    std::vector<std::int32_t> lagging;  // in the ISR, and without this offset as far as the leader knows
    std::optional<Deletion> deletion;  // of the segment that had it, where the window saw that
    TopicSettings settings;
    Content content = Content::unknown;  // looked at only within the log
    QString problem;                   // why it is unknown
    std::optional<ConsumedRecord> record;
    std::int64_t next = -1;            // behind a gap: the next offset that there is; -1: none
    bool abortMarker = false;          // of a marker: it gives up, else it commits
    std::int64_t producerId = -1;      // of the marker or the record's batch
    Transaction transaction = Transaction::none;
    std::optional<OpenTransaction> open;  // what holds the last stable offset, where that is below the high watermark
};

// Where the records with one key lie.
struct KeyFacts {
    QString topic;
    QByteArray key;
    std::int32_t partitions = 0;
    std::int32_t byHash = -1;          // where murmur2 puts the key
    std::uint64_t scanned = 0;         // records read to find it
    std::map<std::int32_t, std::uint64_t> found;  // records by partition
    std::int32_t partition = -1;       // of the newest one; -1: none was found
    std::int64_t offset = -1;
    bool finished = false;
    QString error;
};

// Looks up an offset in the log of its leader, batch by batch as it lies on the disk, or a key by reading the topic. One question at a
// time: another one, or stop(), ends the one before without an answer. Nothing blocks.
class RecordFinder : public QObject {
    Q_OBJECT

public:
    explicit RecordFinder(Session &session, QObject *parent = nullptr) : QObject(parent), m_session(session) {}
    ~RecordFinder() override { stop(); }

    // Batches that are looked at to learn how a transaction ended; beyond, it is unknown.
    static constexpr int batchesMax = 20'000;

    void find(const QString &topic, std::int32_t partition, std::int64_t offset, std::function<void(const PlaceFacts &)> answer);
    // With read_uncommitted, up to the high watermark of now; answers while it reads, too.
    void findKey(const QString &topic, const QByteArray &key, std::function<void(const KeyFacts &)> answer);
    // What holds the last stable offset; none: nothing does, or it could not be read.
    void findOpen(const QString &topic, std::int32_t partition, std::function<void(const std::optional<OpenTransaction> &)> answer);
    void stop();

private:
    struct Scan;
    using Visit = std::function<bool(const LogBatch &)>;  // true: enough
    using Done = std::function<void(const QString &problem)>;

    // Whole batches from the one that holds `from` on, until `visit` has enough or the log ends.
    void scan(const QString &topic, std::int32_t partition, std::int32_t broker, std::int64_t from, Visit visit, Done done);
    void scanOn(const std::shared_ptr<Scan> &scan);
    void lookAt(const std::shared_ptr<PlaceFacts> &facts, const std::function<void(const PlaceFacts &)> &answer);

    Session &m_session;
    std::uint64_t m_question = 0;
    std::optional<Session::TaskId> m_task;
};

}  // namespace vitrine::ui
