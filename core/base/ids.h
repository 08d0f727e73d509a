// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

// Ids are types: two kinds of number do not mix. All are Kafka's, with Kafka's widths and "none" values.
namespace vitrine {

// A number of one kind. Same layout as Rep. Default-constructed value is Rep{}: 0; messages state other defaults.
template <class Tag, class Rep_>
class Id {
public:
    using Rep = Rep_;
    constexpr Id() = default;
    explicit constexpr Id(Rep value) : value_(value) {}
    [[nodiscard]] constexpr Rep value() const { return value_; }
    friend constexpr auto operator<=>(const Id&, const Id&) = default;
    [[nodiscard]] constexpr Id next() const { return Id(static_cast<Rep>(value_ + 1)); }

private:
    Rep value_{};
};

using BrokerId = Id<struct BrokerIdTag, std::int32_t>;            // node.id; -1: none, no leader
using LeaderEpoch = Id<struct LeaderEpochTag, std::int32_t>;      // of a partition or of the quorum; -1: none
using PartitionEpoch = Id<struct PartitionEpochTag, std::int32_t>;
using BrokerEpoch = Id<struct BrokerEpochTag, std::int64_t>;      // offset of the RegisterBroker record; -1: none
using ProducerId = Id<struct ProducerIdTag, std::int64_t>;        // -1: none
using ProducerEpoch = Id<struct ProducerEpochTag, std::int16_t>;  // -1: none
using GenerationId = Id<struct GenerationIdTag, std::int32_t>;    // of a classic group; -1: none

inline constexpr BrokerId no_broker{-1};
inline constexpr LeaderEpoch no_leader_epoch{-1};
inline constexpr BrokerEpoch no_broker_epoch{-1};
inline constexpr ProducerId no_producer_id{-1};
inline constexpr ProducerEpoch no_producer_epoch{-1};

// A position in a log, counted in records. -1: none. Differences are plain integers.
class Offset {
public:
    using Rep = std::int64_t;
    constexpr Offset() = default;
    explicit constexpr Offset(Rep value) : value_(value) {}
    [[nodiscard]] constexpr Rep value() const { return value_; }
    friend constexpr auto operator<=>(const Offset&, const Offset&) = default;
    [[nodiscard]] constexpr Offset next() const { return Offset(value_ + 1); }
    friend constexpr Offset operator+(Offset offset, Rep records) { return Offset(offset.value_ + records); }
    friend constexpr Offset operator-(Offset offset, Rep records) { return Offset(offset.value_ - records); }
    friend constexpr Rep operator-(Offset a, Offset b) { return a.value_ - b.value_; }

private:
    Rep value_{};
};
inline constexpr Offset no_offset{-1};

// 128 bits; text form is Kafka's: URL-safe base64 without padding (22 characters).
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    // In the order of the bytes, as by default, but as two numbers: ids are keys of maps that are searched for each record batch.
    friend constexpr std::strong_ordering operator<=>(const Uuid& a, const Uuid& b) { return a.halves() <=> b.halves(); }
    friend constexpr bool operator==(const Uuid&, const Uuid&) = default;
    [[nodiscard]] bool is_zero() const { return *this == Uuid{}; }
    [[nodiscard]] std::string to_string() const;
    static std::optional<Uuid> parse(std::string_view text);
    static constexpr Uuid from_halves(std::uint64_t high, std::uint64_t low) {
        Uuid id;
        for (unsigned i = 0; i < 8; ++i) {
            id.bytes[i] = static_cast<std::uint8_t>(high >> (56 - 8 * i));
            id.bytes[8 + i] = static_cast<std::uint8_t>(low >> (56 - 8 * i));
        }
        return id;
    }

private:
    [[nodiscard]] constexpr std::array<std::uint64_t, 2> halves() const {
        auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(bytes);
        if constexpr (std::endian::native == std::endian::little)
            for (std::uint64_t& half : halves) half = std::byteswap(half);
        return halves;
    }
};
// The topic id of __cluster_metadata (AAAAAAAAAAAAAAAAAAAAAQ).
inline constexpr Uuid metadata_topic_id = Uuid::from_halves(0, 1);

// Ids of log directories that name none (KIP-858, DirectoryId): of a replica from before directories had ids; of one whose broker has
// several and will choose; of one that lies in a directory that failed before the broker could tell which.
inline constexpr Uuid migrating_directory = Uuid::from_halves(0, 0);
inline constexpr Uuid unassigned_directory = Uuid::from_halves(0, 1);
inline constexpr Uuid lost_directory = Uuid::from_halves(0, 2);
// The first hundred ids are no directory's.
[[nodiscard]] constexpr bool is_reserved_directory(const Uuid& id) {
    for (std::size_t i = 0; i + 1 < id.bytes.size(); ++i) {
        if (id.bytes[i] != 0) return false;
    }
    return id.bytes.back() < 100;
}

inline constexpr std::string_view metadata_topic_name = "__cluster_metadata";
inline constexpr std::string_view offsets_topic_name = "__consumer_offsets";

struct TopicPartition {
    std::string topic;
    std::int32_t partition = 0;

    friend auto operator<=>(const TopicPartition&, const TopicPartition&) = default;
    [[nodiscard]] std::string to_string() const { return topic + "-" + std::to_string(partition); }
};

// A topic partition by topic id: names of deleted topics come again, ids do not.
struct TopicIdPartition {
    Uuid topic_id;
    std::int32_t partition = 0;

    friend auto operator<=>(const TopicIdPartition&, const TopicIdPartition&) = default;
};

}  // namespace vitrine

template <class Tag, class Rep>
struct std::hash<vitrine::Id<Tag, Rep>> {
    std::size_t operator()(const vitrine::Id<Tag, Rep>& id) const noexcept { return std::hash<Rep>{}(id.value()); }
};
template <>
struct std::hash<vitrine::Offset> {
    std::size_t operator()(const vitrine::Offset& offset) const noexcept { return std::hash<std::int64_t>{}(offset.value()); }
};
template <>
struct std::hash<vitrine::Uuid> {
    std::size_t operator()(const vitrine::Uuid& id) const noexcept;
};

template <class Tag, class Rep>
struct fmt::formatter<vitrine::Id<Tag, Rep>> : fmt::formatter<Rep> {
    auto format(const vitrine::Id<Tag, Rep>& id, format_context& context) const { return fmt::formatter<Rep>::format(id.value(), context); }
};
template <>
struct fmt::formatter<vitrine::Offset> : fmt::formatter<std::int64_t> {
    auto format(const vitrine::Offset& offset, format_context& context) const {
        return fmt::formatter<std::int64_t>::format(offset.value(), context);
    }
};
template <>
struct fmt::formatter<vitrine::Uuid> : fmt::formatter<std::string> {
    auto format(const vitrine::Uuid& id, format_context& context) const {
        return fmt::formatter<std::string>::format(id.to_string(), context);
    }
};
template <>
struct fmt::formatter<vitrine::TopicPartition> : fmt::formatter<std::string> {
    auto format(const vitrine::TopicPartition& tp, format_context& context) const {
        return fmt::formatter<std::string>::format(tp.to_string(), context);
    }
};
