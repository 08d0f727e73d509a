// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace vitrine::client {

// Kafka's hash of keys (Utils.murmur2, seed 0x9747b28c).
[[nodiscard]] std::uint32_t murmur2(ByteSpan key);

// Where a keyed record goes: (murmur2(key) & 0x7fffffff) % partition_count; partition_count > 0.
[[nodiscard]] std::int32_t partition_of_key(ByteSpan key, std::int32_t partition_count);

}  // namespace vitrine::client
