// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/files.h"

#include <charconv>

#include <fmt/format.h>

#include "storage/leader_epoch_cache.h"
#include "storage/try.h"

namespace vitrine::storage {
namespace {

constexpr std::size_t offset_digits = 20;

template <class Int>
std::optional<Int> parse_number(std::string_view text) {
    Int value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// Lines without their newline; the last one need not have one.
class Lines {
public:
    explicit Lines(std::string_view text) : rest_(text) {}
    std::optional<std::string_view> next() {
        if (rest_.empty()) return std::nullopt;
        ++number_;
        const std::size_t end = rest_.find('\n');
        std::string_view line = rest_.substr(0, end);
        rest_ = end == std::string_view::npos ? std::string_view() : rest_.substr(end + 1);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        return line;
    }
    [[nodiscard]] int number() const { return number_; }

private:
    std::string_view rest_;
    int number_ = 0;
};

std::unexpected<Error> malformed(std::string_view file, int line, std::string_view why) {
    return failure(ErrorCode::KAFKA_STORAGE_ERROR, fmt::format("{}, line {}: {}.", file, line, why));
}

// "0", the count, then one line for each entry.
template <class Entry, class ParseLine>
Result<std::vector<Entry>> parse_checkpoint(std::string_view text, std::string_view file, ParseLine parse_line) {
    Lines lines(text);
    const auto version = lines.next();
    if (!version) return std::vector<Entry>();  // an empty file has no entries
    if (parse_number<int>(*version) != 0) return malformed(file, 1, fmt::format("'{}' is not version 0", *version));
    const auto count_text = lines.next();
    const auto count = count_text ? parse_number<std::int64_t>(*count_text) : std::nullopt;
    if (!count || *count < 0) return malformed(file, 2, "a count of entries is expected");
    std::vector<Entry> entries;
    while (const auto line = lines.next()) {
        auto entry = parse_line(*line);
        if (!entry) return malformed(file, lines.number(), fmt::format("'{}' is not an entry", *line));
        entries.push_back(std::move(*entry));
    }
    if (static_cast<std::int64_t>(entries.size()) != *count) {
        return malformed(file, lines.number(), fmt::format("{} entries were announced, {} are there", *count, entries.size()));
    }
    return entries;
}

}  // namespace

std::string segment_path(std::string_view directory, Offset base_offset, std::string_view suffix) {
    return fmt::format("{}/{:020}{}", directory, base_offset.value(), suffix);
}

std::optional<Offset> parse_segment_name(std::string_view name, std::string_view suffix) {
    if (name.size() != offset_digits + suffix.size() || name.substr(offset_digits) != suffix) return std::nullopt;
    if (name[0] < '0' || name[0] > '9') return std::nullopt;
    const auto value = parse_number<std::int64_t>(name.substr(0, offset_digits));
    if (!value || *value < 0) return std::nullopt;
    return Offset(*value);
}

std::string format_offset_checkpoint(const OffsetsByPartition& offsets) {
    std::string text = fmt::format("0\n{}\n", offsets.size());
    for (const auto& [partition, offset] : offsets) text += fmt::format("{} {} {}\n", partition.topic, partition.partition, offset.value());
    return text;
}

Result<OffsetsByPartition> parse_offset_checkpoint(std::string_view text, std::string_view file) {
    using Entry = std::pair<TopicPartition, Offset>;
    return parse_checkpoint<Entry>(text, file, [](std::string_view line) -> std::optional<Entry> {
        const std::size_t first = line.find(' ');
        const std::size_t second = first == std::string_view::npos ? first : line.find(' ', first + 1);
        if (second == std::string_view::npos) return std::nullopt;
        const auto partition = parse_number<std::int32_t>(line.substr(first + 1, second - first - 1));
        const auto offset = parse_number<std::int64_t>(line.substr(second + 1));
        if (!partition || !offset || first == 0) return std::nullopt;
        return Entry{{std::string(line.substr(0, first)), *partition}, Offset(*offset)};
    });
}

std::string format_epoch_checkpoint(const std::vector<EpochEntry>& entries) {
    std::string text = fmt::format("0\n{}\n", entries.size());
    for (const EpochEntry& entry : entries) text += fmt::format("{} {}\n", entry.epoch, entry.start_offset);
    return text;
}

Result<std::vector<EpochEntry>> parse_epoch_checkpoint(std::string_view text, std::string_view file) {
    return parse_checkpoint<EpochEntry>(text, file, [](std::string_view line) -> std::optional<EpochEntry> {
        const std::size_t space = line.find(' ');
        if (space == std::string_view::npos) return std::nullopt;
        const auto epoch = parse_number<std::int32_t>(line.substr(0, space));
        const auto start = parse_number<std::int64_t>(line.substr(space + 1));
        if (!epoch || !start || *epoch < 0 || *start < 0) return std::nullopt;
        return EpochEntry{LeaderEpoch(*epoch), Offset(*start)};
    });
}

std::string format_partition_metadata(const Uuid& topic_id) { return fmt::format("version: 0\ntopic_id: {}", topic_id); }

Result<Uuid> parse_partition_metadata(std::string_view text, std::string_view file) {
    Lines lines(text);
    const auto value_of = [&](std::string_view key) -> std::optional<std::string_view> {
        const auto line = lines.next();
        if (!line || !line->starts_with(key) || !line->substr(key.size()).starts_with(": ")) return std::nullopt;
        return line->substr(key.size() + 2);
    };
    const auto version = value_of("version");
    if (!version || parse_number<int>(*version) != 0) return malformed(file, 1, "'version: 0' is expected");
    const auto text_id = value_of("topic_id");
    const auto id = text_id ? Uuid::parse(*text_id) : std::nullopt;
    if (!id || id->is_zero()) return malformed(file, 2, "'topic_id: <id>' is expected");
    return *id;
}

bool torn_partition_metadata(std::string_view text) {
    while (!text.empty() && text.back() == '\0') text.remove_suffix(1);
    const std::string whole = format_partition_metadata(Uuid{});
    if (text.size() >= whole.size()) return false;
    const std::size_t constant = whole.size() - Uuid{}.to_string().size();
    return text.substr(0, constant) == std::string_view(whole).substr(0, std::min(text.size(), constant));
}

std::string format_clean_shutdown(std::int64_t broker_epoch) { return fmt::format("{{\"version\":0,\"brokerEpoch\":{}}}", broker_epoch); }

std::optional<std::int64_t> parse_clean_shutdown(std::string_view text) {
    constexpr std::string_view key = "\"brokerEpoch\":";
    const std::size_t at = text.find(key);
    if (at == std::string_view::npos) return std::nullopt;
    text.remove_prefix(at + key.size());
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    return parse_number<std::int64_t>(text.substr(0, text.find_first_of(",} \n")));
}

}  // namespace vitrine::storage
