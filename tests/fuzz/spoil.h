// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <random>

#include "base/bytes.h"

// What the mutators of the fuzz targets share: inputs that are nearly right find more than random bytes.
namespace vitrine::test {

// A few bytes behind the first `from` are changed, put in or taken out, or the rest is cut off.
inline void spoil(Bytes& input, std::size_t from, const std::function<std::uint64_t()>& next) {
    static constexpr std::array<std::uint8_t, 8> telling{0x00, 0x01, 0x02, 0x7f, 0x80, 0x81, 0xfe, 0xff};
    for (std::uint64_t left = 1 + next() % 3; left > 0 && input.size() > from; --left) {
        const auto at = input.begin() + static_cast<std::ptrdiff_t>(from + next() % (input.size() - from));
        switch (next() % 6) {
            case 0: *at = static_cast<std::uint8_t>(next()); break;
            case 1: *at = telling[next() % telling.size()]; break;
            case 2: *at = static_cast<std::uint8_t>(*at ^ (1u << next() % 8)); break;
            case 3: *at = static_cast<std::uint8_t>(*at + (next() % 2 == 0 ? 1 : -1)); break;
            case 4: input.insert(at, static_cast<std::uint8_t>(next())); break;
            default: next() % 4 == 0 ? input.erase(at, input.end()) : input.erase(at); break;
        }
    }
}

// The body of a LLVMFuzzerCustomMutator: every other time a new example, else what there was, spoiled. `example` makes a right input,
// `mend` what a decoder checks first (sums, lengths) right again.
inline std::size_t mutate(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed,
                          const std::function<Bytes(std::mt19937_64&)>& example,
                          const std::function<void(Bytes&, std::mt19937_64&)>& mend = {}) {
    std::mt19937_64 engine(seed);
    Bytes input(data, data + size);
    if (input.size() < 8 || engine() % 2 == 0) input = example(engine);
    if (engine() % 8 != 0) spoil(input, 0, [&engine] { return engine(); });
    if (mend) mend(input, engine);
    const std::size_t result = std::min(input.size(), max_size);
    std::copy_n(input.begin(), result, data);
    return result;
}

}  // namespace vitrine::test
