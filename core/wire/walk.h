// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "wire/schema.h"

// Visitors over declared messages other than encoder and decoder: JSON, the packet tree of the wire view, random instances.
namespace vitrine::wire {

// The fields of `version` in their order, in the form of Kafka's own request log: names in camel case, bytes in base64, ids in
// Kafka's text form, error codes as numbers, a tagged field only where it differs from its default, records as
// "<name>SizeInBytes". Strings that are not UTF-8 get replacement characters.
[[nodiscard]] nlohmann::ordered_json to_json(const Message& message, const void* body, Version version);

// One field, element, struct or message as it stands in a frame.
struct PacketNode {
    std::string name;         // Kafka's ("GroupId"); "[3]" for an element of an array
    std::string type;         // Kafka's ("int16", "[]FetchTopic"); the name of the struct for its instances
    Kind kind = Kind::structure;
    std::int32_t tag = -1;    // of a tagged field
    bool error_code = false;  // an int16 that is one of Kafka's error codes
    std::string value;        // for people; of an array the number of elements; empty for structs
    std::size_t begin = 0;    // [begin, end) are the bytes in the frame that `value` and `children` were read from, lengths included
    std::size_t end = 0;
    std::vector<PacketNode> children;

    friend bool operator==(const PacketNode&, const PacketNode&) = default;
};

// What could be read; `trouble` says why it ends before the end of the message: bad bytes, bytes that were not kept, or more
// nodes than anybody looks at. The last node then may lack a part.
struct PacketTree {
    PacketNode root;
    std::optional<std::string> trouble;
};

inline constexpr std::size_t packet_nodes_max = 50'000;

// Reads the message that begins at `at` of `bytes`, trusting nothing. Of a longer frame `bytes` may be the first part alone.
[[nodiscard]] PacketTree read_packet(const Message& message, ByteSpan bytes, std::size_t at, Version version);

struct RandomLimits {
    std::size_t array_size_max = 3;
    std::size_t text_size_max = 12;
    std::size_t bytes_size_max = 20;
    std::size_t records_size_max = 100;
};
// Gives every field of `version` a value drawn from `next` (64 uniform bits each); other fields keep theirs. Null comes where
// the version allows it; every field stays at its default now and then.
void randomize(const Message& message, void* body, Version version, const std::function<std::uint64_t()>& next,
               const RandomLimits& limits = {});

// Whether all fields are equal, of every version.
[[nodiscard]] bool equal(const Message& message, const void* a, const void* b);

}  // namespace vitrine::wire
