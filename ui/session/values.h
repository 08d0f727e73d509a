// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

// What the window and a session hand to each other: plain values. Bytes are QByteArray; a null key or value is an empty optional.
namespace vitrine::ui {

// A group's member that runs in the cluster's own process; its name is its client id.
struct OwnMember {
    QString group;
    QString name;
    bool paused = false;
    friend bool operator==(const OwnMember &, const OwnMember &) = default;
};

// What is looked at, and what holds for all of it.
struct WorldState {
    enum class Mode { live, simulation, stopped };  // stopped: files of a cluster that does not run, read-only
    enum class Phase { starting, running, stopped, failed };

    Mode mode = Mode::live;
    Phase phase = Phase::starting;
    QString clusterName;
    QString bootstrapServers;     // "127.0.0.1:9092,127.0.0.1:9093"
    bool paused = false;          // every running node is paused
    bool workloadRunning = false;
    std::int64_t replicaLagTimeMaxMs = 30'000;  // replica.lag.time.max.ms of the brokers
    QStringList faults;           // in force: the commands that made them, "link cut 1 2"
    QString message;              // failed: why, and what to do; one or two sentences
    QList<OwnMember> ownMembers;
    friend bool operator==(const WorldState &, const WorldState &) = default;
};

// The answer to one line of the command language.
struct CommandAnswer {
    bool ok = false;
    QString sentence;             // for people: what was done, or what was wrong and what to do
    QJsonObject json;             // the same line as `vitrine serve` prints it
};

struct Header {
    QString key;
    std::optional<QByteArray> value;
    friend bool operator==(const Header &, const Header &) = default;
};

// Keys that match the pattern ("customer-*": * stands for any characters, ? for one) go to the partition.
struct PartitionRule {
    QString keyPattern;
    std::int32_t partition = 0;
    friend bool operator==(const PartitionRule &, const PartitionRule &) = default;
};

struct ProduceRequest {
    QString topic;
    std::optional<std::int32_t> partition;  // none: by key (murmur2), without a key sticky
    std::optional<QByteArray> key;
    std::optional<QByteArray> value;
    QList<Header> headers;
    int acks = -1;                          // 0, 1, -1 (all)
    std::int64_t count = 1;
    int recordsPerSecond = 0;               // 0: as fast as acknowledgements allow
    // Whether the placeholders of RecordTemplate, "{n}" and others, stand for something else in each record.
    bool expandKey = true;
    bool expandValue = true;
    QList<QByteArray> values;               // not empty: the values in turn, instead of `value`
    QList<PartitionRule> rules;             // without `partition`: the first whose pattern matches the key; none matches: by key
    // As Kafka's producer names them.
    QString compressionType = QStringLiteral("none");
    bool idempotence = true;                // enable.idempotence; only with acks=all
    int lingerMs = -1;                      // linger.ms; -1: 0 for a single record, else 5
    int batchSizeBytes = 16'384;            // batch.size
    int maxInFlight = 5;                    // max.in.flight.requests.per.connection
};

struct ProduceResult {
    std::int64_t number = 0;                // of the record in its request, from 0
    std::int32_t partition = -1;
    std::int64_t offset = -1;               // -1: acks=0, or failed
    std::int64_t timestampMs = -1;
    double latencyMs = 0;
    QString error;                          // a sentence with Kafka's code; empty: acknowledged
};

// The inside of the producer that sends, as it is now.
struct ProducerInside {
    struct Partition {
        std::int32_t partition = 0;
        std::int32_t nextSequence = 0;          // of the next batch that is closed; counts only with idempotence
        std::int64_t batchesWaiting = 0;
        std::int64_t batchesInFlight = 0;
        std::int64_t bytesWaiting = 0;
        std::int64_t lastAcknowledged = -1;     // offset
        friend bool operator==(const Partition &, const Partition &) = default;
    };
    std::int64_t producerId = -1;               // -1: none, or not given yet
    int producerEpoch = -1;
    std::int64_t batches = 0;                   // sent, retries counted too
    std::int64_t batchRecords = 0;              // the records in them
    std::int64_t batchBytes = 0;                // as they went
    std::int64_t plainBytes = 0;                // before compression
    std::int64_t requests = 0;
    std::int64_t retries = 0;
    int requestsInFlight = 0;                   // not answered yet, to all brokers
    std::int64_t bufferedBytes = 0;             // of records that wait for their acknowledgement
    std::vector<Partition> partitions;          // that got something
};

// Reported at most once per frame; `results` holds at most the last 1,000 of the frame.
struct ProduceProgress {
    std::vector<ProduceResult> results;
    std::int64_t acknowledged = 0;          // since the request began
    std::int64_t failed = 0;
    std::int64_t sent = 0;                  // given to the producer
    double elapsedMs = 0;
    double acknowledgedPerSecond = 0;       // over the last second or so
    double latencyMedianMs = 0;             // of the last 1,000 acknowledgements
    double latency99Ms = 0;
    ProducerInside inside;                  // where the session has one to look into
    // What kept it from the rate that was asked for, over the last second or so.
    enum class Limit {
        none,                               // it keeps to the rate
        acknowledgements,                   // so many records wait for theirs as may: the brokers take no more
        making,                             // this process makes and hands over no more records
    };
    Limit limit = Limit::none;
    std::int64_t late = 0;                  // records that the rate had sent by now, and that are not
    bool finished = false;
    QString error;                          // why it ended early; empty: it did not
};

struct ConsumeRequest {
    enum class From { beginning, end, offset, timestamp };

    QString topic;
    std::optional<std::int32_t> partition;  // none: all
    From from = From::beginning;
    std::int64_t offset = 0;                // From::offset
    std::int64_t timestampMs = 0;           // From::timestamp
    bool follow = true;  // false: stops at the high watermark of the start, with readCommitted at the last stable offset
    std::int64_t recordsMax = 0;  // 0: no limit; counts records that pass the filter
    bool readCommitted = false;  // isolation.level=read_committed
    QString filter;  // an expression of RecordFilter; empty: all
};

struct ConsumedRecord {
    std::int32_t partition = 0;
    std::int64_t offset = 0;
    std::int64_t timestampMs = 0;
    std::int32_t leaderEpoch = -1;
    std::optional<QByteArray> key;
    std::optional<QByteArray> value;
    QList<Header> headers;
};

// Reported at most once per frame.
struct ConsumeProgress {
    std::vector<ConsumedRecord> records;  // in order of offset within each partition; only what passes the filter
    std::uint64_t scanned = 0;  // read, whether they passed or not; in this frame
    std::uint64_t dropped = 0;  // read but not delivered, because the window was slower than the cluster; in this frame
    std::uint64_t markers = 0;  // transaction markers passed over; in this frame
    std::uint64_t aborted = 0;  // left out by read_committed, since their transaction was aborted; in this frame
    std::map<std::int32_t, std::int64_t> began;  // by partition: where reading began; told once
    std::map<std::int32_t, std::int64_t> next;  // and the next offset that is read
    bool finished = false;
    QString error;  // why it ended early; empty: it did not
};

// A replica's log as it lies on the disk of its broker; works for stopped brokers too where the session can read the directory.
struct LogReadRequest {
    std::int32_t broker = -1;
    QString topic;
    std::int32_t partition = 0;
    std::int64_t segmentBaseOffset = 0;
    std::int64_t position = 0;  // of the first batch wanted in the segment file, as given by `nextPosition`
    int batchesMax = 200;
    std::optional<std::int32_t> snapshotEpoch;  // of the metadata log: its snapshot that ends at `segmentBaseOffset`, in this epoch
    bool listFiles = false;  // LogReadResult::files is filled
    bool withBytes = false;  // fills LogBatch::bytes
    bool withIndexes = false;  // fills LogReadResult::indexes
};

// What lies in the directory of a replica.
struct LogFiles {
    struct Snapshot {  // of the metadata log: what stands below `endOffset`, the last of it in `epoch`
        std::int64_t endOffset = 0;
        std::int32_t epoch = 0;
        std::int64_t sizeBytes = 0;
        friend auto operator<=>(const Snapshot &, const Snapshot &) = default;
    };
    std::vector<std::int64_t> segments;  // their base offsets, ascending
    std::vector<Snapshot> snapshots;  // oldest first; finished ones
    QString clusterId;  // of meta.properties beside it; empty where that has none
    friend bool operator==(const LogFiles &, const LogFiles &) = default;
};

struct LogRecord {
    std::int64_t offset = 0;
    std::int64_t timestampMs = 0;
    std::optional<QByteArray> key;
    std::optional<QByteArray> value;
    QList<Header> headers;
};

struct LogBatch {
    std::int64_t position = 0;  // in the segment file
    std::int32_t sizeBytes = 0;  // the whole batch
    std::int64_t baseOffset = 0;
    std::int64_t lastOffset = 0;
    std::int32_t leaderEpoch = -1;
    std::int64_t firstTimestampMs = -1;
    std::int64_t maxTimestampMs = -1;
    bool logAppendTime = false;  // else CreateTime
    QString compression;  // "none", "gzip", "snappy", "lz4", "zstd"
    bool transactional = false;
    bool control = false;
    std::int64_t producerId = -1;
    std::int32_t producerEpoch = -1;
    std::int32_t baseSequence = -1;
    std::uint32_t crc = 0;
    bool crcValid = true;
    std::int32_t recordCount = 0;
    std::vector<LogRecord> records;  // empty when they could not be decoded: see `problem`
    QString problem;
    QByteArray bytes;  // the whole batch as it lies there
    QByteArray plainRecords;  // its records after decompression; empty where they are not compressed
};

// The entries of a segment's .index and .timeindex files.
struct LogIndexes {
    struct Position {
        std::int64_t offset = 0;  // the last of a batch
        std::int64_t position = 0;  // of that batch in the segment file
        friend bool operator==(const Position &, const Position &) = default;
    };
    struct Time {
        std::int64_t timestampMs = 0;  // the largest so far
        std::int64_t offset = 0;  // the last of the batch that has it
        friend bool operator==(const Time &, const Time &) = default;
    };
    std::vector<Position> positions;
    std::vector<Time> times;
    bool found = false;  // there are such files
};

struct LogReadResult {
    std::vector<LogBatch> batches;
    std::optional<std::int64_t> nextPosition;  // none: the segment ends here
    LogFiles files;  // where they were asked for
    LogIndexes indexes;
    QString error;  // a sentence; empty: read
};

}  // namespace vitrine::ui
