// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/producer_history.h"

#include <algorithm>

#include <fmt/format.h>

#include "env/sim/digest.h"

namespace vitrine::simulation {

namespace {

std::uint64_t content_of(ByteSpan key, ByteSpan value) {
    env::sim::Digest digest;
    digest.add(key);
    digest.add(value);
    return digest.value();
}

std::uint64_t hash_of(ByteSpan key) {
    env::sim::Digest digest;
    digest.add(key);
    return digest.value();
}

}  // namespace

std::string ProducerHistory::name_of(std::uint64_t content) const {
    const auto found = by_content_.find(content);
    if (found == by_content_.end()) return "a record that nobody sent";
    return fmt::format("record {} of producer {}", found->second, records_[found->second].producer);
}

ProducerHistory::RecordNumber ProducerHistory::sent(std::uint32_t producer, const std::string& topic, ByteSpan key, ByteSpan value,
                                                    Instant at) {
    const RecordNumber number = records_.size();
    const std::uint64_t content = content_of(key, value);
    records_.push_back({.producer = producer, .content = content, .key = hash_of(key), .topic = topic});
    ++counts_.sent;
    if (!by_content_.emplace(content, number).second) {
        report(at, fmt::format("the workload made the content of record {} twice", number));
    }
    return number;
}

void ProducerHistory::check_place(const TopicPartition& partition, Offset offset, const Place& place, std::uint64_t content,
                                  std::string_view how, Instant at) {
    if (place.content == content) return;
    const std::string before = place.acknowledged ? fmt::format("record {} of producer {} was acknowledged there", *place.acknowledged,
                                                                records_[*place.acknowledged].producer)
                                                  : fmt::format("{} was read there before", name_of(place.content));
    report(at, fmt::format("at offset {} of {}, {} {}; {}", offset, partition, name_of(content), how, before), {}, partition);
}

void ProducerHistory::acknowledged(RecordNumber number, std::int32_t partition, Offset offset, Instant at) {
    Record& record = records_.at(number);
    const TopicPartition name{record.topic, partition};
    if (record.outcome == Outcome::acknowledged) {
        report(at, fmt::format("record {} of producer {} is acknowledged for the second time", number, record.producer), {}, name);
        return;
    }
    ++counts_.acknowledged;
    if (record.offset != no_offset && (record.offset != offset || record.partition != partition) && !compacted_.contains(record.topic)) {
        report(at,
               fmt::format("record {} of producer {} is acknowledged at offset {} of {}; it was read at offset {} of {}", number,
                           record.producer, offset, name, record.offset, TopicPartition{record.topic, record.partition}),
               {}, name);
    }
    record.outcome = Outcome::acknowledged;
    record.partition = partition;
    record.offset = offset;
    const auto [found, first] = partitions_[name].places.try_emplace(offset);
    Place& place = found->second;
    if (first) {
        place.content = record.content;
        place.key = record.key;
    } else {
        check_place(name, offset, place, record.content, "is acknowledged", at);
    }
    if (!place.acknowledged) place.acknowledged = number;
    Offset& end = acknowledged_ends_.try_emplace(name, offset.next()).first->second;
    end = std::max(end, offset.next());
}

void ProducerHistory::failed(RecordNumber number) {
    Record& record = records_.at(number);
    if (record.outcome != Outcome::unknown) return;
    record.outcome = Outcome::failed;
    ++counts_.failed;
}

void ProducerHistory::read(const TopicPartition& partition, Offset offset, ByteSpan key, ByteSpan value, Instant at) {
    ++counts_.read;
    const std::uint64_t content = content_of(key, value);
    OfPartition& of_partition = partitions_[partition];
    const auto [found, first] = of_partition.places.try_emplace(offset);
    Place& place = found->second;
    if (first) {
        place.content = content;
        place.key = hash_of(key);
    } else {
        check_place(partition, offset, place, content, "is read", at);
    }
    place.read_finally = place.read_finally || (of_partition.reading_finally && place.content == content);
    if (place.read) return;
    place.read = true;

    const auto known = by_content_.find(content);
    if (known == by_content_.end()) {
        if (of_others_.contains(partition.topic)) return;
        report(at, fmt::format("at offset {} of {}, a record is read that nobody sent", offset, partition), {}, partition);
        return;
    }
    Record& record = records_[known->second];
    if (record.outcome == Outcome::failed) {
        report(at,
               fmt::format("record {} of producer {} is read at offset {} of {}; its producer was told that it is not written",
                           known->second, record.producer, offset, partition),
               {}, partition);
    }
    if (record.topic != partition.topic) {
        report(at,
               fmt::format("record {} of producer {} was sent to {} and is read in {}", known->second, record.producer, record.topic,
                           partition),
               {}, partition);
        return;
    }
    if (record.offset == no_offset) {
        record.offset = offset;
        record.partition = partition.partition;
    } else if ((record.offset != offset || record.partition != partition.partition) && !compacted_.contains(record.topic)) {
        report(at,
               fmt::format("record {} of producer {} is read at offset {} of {}, and is also at offset {} of {}", known->second,
                           record.producer, offset, partition, record.offset, TopicPartition{record.topic, record.partition}),
               {}, partition);
    }
}

void ProducerHistory::final_read_begins(const TopicPartition& partition) { partitions_[partition].reading_finally = true; }

void ProducerHistory::excuse_compacted(OfPartition& of_partition) {
    std::set<std::uint64_t> later;  // keys that were read above
    for (auto place = of_partition.places.rbegin(); place != of_partition.places.rend(); ++place) {
        if (place->second.read_finally) later.insert(place->second.key);
        else place->second.read_finally = later.contains(place->second.key);
    }
}

void ProducerHistory::final_read_ends(const TopicPartition& partition, Offset begin, Offset end, Instant at) {
    OfPartition& of_partition = partitions_[partition];
    of_partition.reading_finally = false;
    // Sequences of one producer rise with the offsets. A record of unknown outcome may come late: its producer gave up on it.
    std::map<std::uint32_t, RecordNumber> last;
    if (compacted_.contains(partition.topic)) excuse_compacted(of_partition);
    for (auto& [offset, place] : of_partition.places) {
        if (!place.read_finally && offset >= begin) {
            const char* where = offset < end ? "is not there" : "is beyond the end";
            if (place.acknowledged) {
                report(at,
                       fmt::format("record {} of producer {} was acknowledged at offset {} of {} and {} (offsets {} to {} are)",
                                   *place.acknowledged, records_[*place.acknowledged].producer, offset, partition, where, begin, end),
                       {}, partition);
            } else if (place.read) {
                report(at, fmt::format("{} was read at offset {} of {} and {} any more", name_of(place.content), offset, partition, where),
                       {}, partition);
            }
        }
        place.read_finally = false;
        if (!place.acknowledged || compacted_.contains(partition.topic)) continue;
        const RecordNumber number = *place.acknowledged;
        const auto [before, first] = last.try_emplace(records_[number].producer, number);
        if (!first && before->second > number) {
            report(at,
                   fmt::format("record {} of producer {} lies at offset {} of {}, behind record {}, which was sent after it", number,
                               records_[number].producer, offset, partition, before->second),
                   {}, partition);
        }
        before->second = std::max(before->second, number);
    }
}

// --- readers ---

void ReaderHistory::fetched(const TopicPartition& partition, Offset next, Offset high_watermark, bool any_records, Instant at) {
    if (!any_records || next <= high_watermark) return;
    report(at,
           fmt::format("a reader of {} was given records up to offset {} with a high watermark of {}", partition, next - 1, high_watermark),
           {}, partition);
}

void ReaderHistory::end_told(const TopicPartition& partition, LeaderEpoch epoch, Offset end, Instant asked_at, Instant at) {
    auto& by_epoch = ends_[partition];
    for (const auto& [earlier, told] : by_epoch) {
        if (earlier > epoch) break;
        const auto after = std::ranges::lower_bound(told, asked_at, {}, &std::pair<Instant, Offset>::first);
        if (after == told.begin() || std::prev(after)->second <= end) continue;
        report(at,
               fmt::format("the end of {} was told as {} in leader epoch {}, and is told as {} in epoch {}", partition,
                           std::prev(after)->second, earlier, end, epoch),
               {}, partition);
        break;
    }
    Told& told = by_epoch[epoch];
    if (told.empty() || told.back().second < end) told.emplace_back(at, end);
}

void ReaderHistory::forget_topic(const std::string& topic) {
    std::erase_if(ends_, [&](const auto& entry) { return entry.first.topic == topic; });
}

}  // namespace vitrine::simulation
