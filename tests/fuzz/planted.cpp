// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A target with a planted mistake, of the kind that the fuzz tests are for: it believes a length. runner_test.py proves with it
// that the runner finds, keeps and repeats the input.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 10 || std::memcmp(data, "VITR", 4) != 0) return 0;
    const std::uint32_t length = static_cast<std::uint32_t>(data[4]) << 24 | static_cast<std::uint32_t>(data[5]) << 16 |
                                 static_cast<std::uint32_t>(data[6]) << 8 | data[7];
    if (length == 0x7fffffff) std::abort();
    return 0;
}
