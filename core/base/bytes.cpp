// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/bytes.h"

extern "C" {
#include <isa-l/crc.h>
}

namespace vitrine {

std::uint32_t crc32c(ByteSpan bytes) { return crc32c(0, bytes); }

std::uint32_t crc32c(std::uint32_t before, ByteSpan bytes) {
    // ISA-L takes lengths as int; a log segment is below 2 GiB and a batch far below, but nothing here relies on it.
    std::uint32_t crc = ~before;
    constexpr std::size_t piece_max = std::size_t{1} << 30;
    while (!bytes.empty()) {
        const std::size_t piece = bytes.size() < piece_max ? bytes.size() : piece_max;
        crc = crc32_iscsi(const_cast<unsigned char*>(bytes.data()), static_cast<int>(piece), crc);
        bytes = bytes.subspan(piece);
    }
    return ~crc;
}

}  // namespace vitrine
