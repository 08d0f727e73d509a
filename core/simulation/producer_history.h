// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/bytes.h"
#include "simulation/checker.h"

// What clients sent, what they were answered, and what readers read. Nothing here knows how brokers work.
namespace vitrine::simulation {

// The history of producers with acks=all and idempotence. The content (key and value) of each record is its identity, so a workload
// makes every content once.
//
// Each record: sent -> acknowledged | failed (certainly not written) | unknown (anything may have happened to it).
class ProducerHistory final : public Checker {
public:
    static constexpr CheckerInfo about{
        "acknowledged-records",
        "A record that was acknowledged with acks=all is read at its offset ever after, unchanged, once, and behind the records that its "
        "producer "
        "sent to that partition before it, or is compacted away by a later one of its key; what one reader read at an offset, every other "
        "reader reads there.",
        "KIP-98, KIP-101, KIP-279, KIP-966; KAFKA-1211, KAFKA-6361, KAFKA-7128, KAFKA-9892, Redpanda #3039"};
    explicit ProducerHistory(ViolationSink& sink) : Checker(about, sink) {}

    using RecordNumber = std::uint64_t;
    // `producer` counts the producers, each with its own order.
    RecordNumber sent(std::uint32_t producer, const std::string& topic, ByteSpan key, ByteSpan value, Instant at);
    void acknowledged(RecordNumber record, std::int32_t partition, Offset offset, Instant at);
    // The outcome is certain: the record is nowhere and never will be.
    void failed(RecordNumber record);

    // Not only the producers of this history write to that topic: records that nobody here sent are right there.
    void others_write_to(const std::string& topic) { of_others_.insert(topic); }
    // Of what was acknowledged or read there, a record with a later one of the same key may be gone; none without. A record may be there
    // twice: a replica that copied the compacted log knows the last batch of a producer alone, refuses an earlier one that is sent again,
    // and the producer begins anew with it (KIP-360), as with Kafka.
    void is_compacted(const std::string& topic) { compacted_.insert(topic); }
    // Some reader got this record.
    void read(const TopicPartition& partition, Offset offset, ByteSpan key, ByteSpan value, Instant at);
    // After the faults: this partition is read once more, each record by read(), from offset `begin` up to, not including, `end`. What
    // was acknowledged or read between them must come again.
    void final_read_begins(const TopicPartition& partition);
    void final_read_ends(const TopicPartition& partition, Offset begin, Offset end, Instant at);

    // Of the partitions that have acknowledged records, the first offset behind them: a high watermark is not lower.
    [[nodiscard]] const std::map<TopicPartition, Offset>& acknowledged_ends() const { return acknowledged_ends_; }

    struct Counts {
        std::uint64_t sent = 0;
        std::uint64_t acknowledged = 0;
        std::uint64_t failed = 0;
        std::uint64_t read = 0;
        [[nodiscard]] std::uint64_t unknown() const { return sent - acknowledged - failed; }
    };
    [[nodiscard]] const Counts& counts() const { return counts_; }

private:
    enum class Outcome : std::uint8_t { unknown, acknowledged, failed };
    struct Record {
        std::uint32_t producer = 0;
        Outcome outcome = Outcome::unknown;
        std::int32_t partition = -1;
        Offset offset{no_offset};  // where it was acknowledged, or else first read
        std::uint64_t content = 0;
        std::uint64_t key = 0;  // of its key's bytes
        std::string topic;
    };
    struct Place {  // an offset of a partition
        std::uint64_t content = 0;
        std::uint64_t key = 0;
        std::optional<RecordNumber> acknowledged;
        bool read = false;
        bool read_finally = false;
    };
    struct OfPartition {
        std::map<Offset, Place> places;
        bool reading_finally = false;
    };
    void check_place(const TopicPartition& partition, Offset offset, const Place& place, std::uint64_t content, std::string_view how,
                     Instant at);
    // Takes as read what a record behind it with the same key, which was read, has taken the place of.
    static void excuse_compacted(OfPartition& of_partition);
    [[nodiscard]] std::string name_of(std::uint64_t content) const;

    std::vector<Record> records_;
    std::unordered_map<std::uint64_t, RecordNumber> by_content_;  // looked up only
    std::map<TopicPartition, OfPartition> partitions_;
    std::map<TopicPartition, Offset> acknowledged_ends_;
    std::set<std::string> of_others_;
    std::set<std::string> compacted_;
    Counts counts_;
};

// What each answer to a reader said besides records.
class ReaderHistory final : public Checker {
public:
    static constexpr CheckerInfo about{"no-read-past-high-watermark",
                                       "No reader is given a record at or above the high watermark of the same answer; the end of a "
                                       "partition that ListOffsets tells never falls.",
                                       "KIP-207, KIP-227; KAFKA-9807, KAFKA-14704"};
    explicit ReaderHistory(ViolationSink& sink) : Checker(about, sink) {}

    // A Fetch gave records up to, not including, `next`.
    void fetched(const TopicPartition& partition, Offset next, Offset high_watermark, bool any_records, Instant at);
    // ListOffsets of the latest offset, asked of the leader of `epoch` at `asked_at`, was answered at `at`. A deposed leader that does not
    // know it yet may rightly tell less than its successor did.
    void end_told(const TopicPartition& partition, LeaderEpoch epoch, Offset end, Instant asked_at, Instant at);
    // The name is given to another topic.
    void forget_topic(const std::string& topic);

private:
    using Told = std::vector<std::pair<Instant, Offset>>;  // both rise
    std::map<TopicPartition, std::map<LeaderEpoch, Told>> ends_;
};

}  // namespace vitrine::simulation
