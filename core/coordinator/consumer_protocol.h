// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <optional>

#include "base/bytes.h"
#include "messages/consumer_protocol.h"
#include "wire/codec.h"

// What members of the protocol type "consumer" tell each other through the group: a version, then a message of it.
namespace vitrine::coordinator {

// None: it is no such message.
template <class T>
std::optional<T> decode_consumer_protocol(const Bytes& bytes) {
    if (bytes.size() < sizeof(std::int16_t)) return std::nullopt;
    const auto version = std::min<wire::Version>(load_be<std::int16_t>(bytes.data()), T::message().versions.highest);
    if (version < 0) return std::nullopt;
    // Newer versions may add fields at the end: what is left over is not an error here (KIP-429).
    const SharedBytes rest(Bytes(bytes.begin() + sizeof(std::int16_t), bytes.end()));
    T decoded;
    std::size_t at = 0;
    if (!wire::decode(T::message(), &decoded, rest, at, version)) return std::nullopt;
    return decoded;
}

}  // namespace vitrine::coordinator
