// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes as header and body of every API and version, and as every other message. The mutator makes frames that are nearly
// right: random bytes alone seldom pass the first length.
#include <algorithm>
#include <random>

#include "tests/fuzz/wire/frame_check.h"

extern "C" {

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    vitrine::messages::test::check_frame({data, size});
    return 0;
}

std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed) {
    std::mt19937_64 engine(seed);
    const auto next = [&engine] { return engine(); };
    vitrine::Bytes input(data, data + size);
    if (input.size() < 8 || engine() % 2 == 0) input = vitrine::messages::test::make_frame(next);
    vitrine::messages::test::spoil(input, next);
    const std::size_t result = std::min(input.size(), max_size);
    std::copy_n(input.begin(), result, data);
    return result;
}
}
