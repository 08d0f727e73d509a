// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
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
    enum class Mode { live, simulation };
    enum class Phase { starting, running, stopped, failed };

    Mode mode = Mode::live;
    Phase phase = Phase::starting;
    QString clusterName;
    QString bootstrapServers;     // "127.0.0.1:9092,127.0.0.1:9093"
    bool paused = false;          // every running node is paused
    bool workloadRunning = false;
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

struct ProduceRequest {
    QString topic;
    std::optional<std::int32_t> partition;  // none: by key (murmur2), without a key sticky
    std::optional<QByteArray> key;
    std::optional<QByteArray> value;
    QList<Header> headers;
    int acks = -1;                          // 0, 1, -1 (all)
    std::int64_t count = 1;                 // "{n}" in key and value stands for the number of the record, from 0
    int recordsPerSecond = 0;               // 0: as fast as acknowledgements allow
};

struct ProduceResult {
    std::int64_t number = 0;                // of the record in its request, from 0
    std::int32_t partition = -1;
    std::int64_t offset = -1;               // -1: acks=0, or failed
    std::int64_t timestampMs = -1;
    double latencyMs = 0;
    QString error;                          // a sentence with Kafka's code; empty: acknowledged
};

// Reported at most once per frame; `results` holds at most the last 1,000 of the frame.
struct ProduceProgress {
    std::vector<ProduceResult> results;
    std::int64_t acknowledged = 0;          // since the request began
    std::int64_t failed = 0;
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
    bool follow = true;                     // false: stops at the high watermark of the start
    std::int64_t recordsMax = 0;            // 0: no limit
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
    std::vector<ConsumedRecord> records;    // in order of offset within each partition
    std::uint64_t dropped = 0;              // read but not delivered, because the window was slower than the cluster; in this frame
    bool finished = false;
    QString error;                          // why it ended early; empty: it did not
};

// A replica's log as it lies on the disk of its broker; works for stopped brokers too where the session can read the directory.
struct LogReadRequest {
    std::int32_t broker = -1;
    QString topic;
    std::int32_t partition = 0;
    std::int64_t segmentBaseOffset = 0;
    std::int64_t position = 0;              // of the first batch wanted in the segment file, as given by `nextPosition`
    int batchesMax = 200;
};

struct LogRecord {
    std::int64_t offset = 0;
    std::int64_t timestampMs = 0;
    std::optional<QByteArray> key;
    std::optional<QByteArray> value;
    QList<Header> headers;
};

struct LogBatch {
    std::int64_t position = 0;              // in the segment file
    std::int32_t sizeBytes = 0;             // the whole batch
    std::int64_t baseOffset = 0;
    std::int64_t lastOffset = 0;
    std::int32_t leaderEpoch = -1;
    std::int64_t firstTimestampMs = -1;
    std::int64_t maxTimestampMs = -1;
    bool logAppendTime = false;             // else CreateTime
    QString compression;                    // "none", "gzip", "snappy", "lz4", "zstd"
    bool transactional = false;
    bool control = false;
    std::int64_t producerId = -1;
    std::int32_t producerEpoch = -1;
    std::int32_t baseSequence = -1;
    std::uint32_t crc = 0;
    bool crcValid = true;
    std::int32_t recordCount = 0;
    std::vector<LogRecord> records;         // empty when they could not be decoded: see `problem`
    QString problem;
};

struct LogReadResult {
    std::vector<LogBatch> batches;
    std::optional<std::int64_t> nextPosition;  // none: the segment ends here
    QString error;                             // a sentence; empty: read
};

}  // namespace vitrine::ui
