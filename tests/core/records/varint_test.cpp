// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/varint.h"

#include <limits>

#include <gtest/gtest.h>

namespace vitrine {
namespace {

TEST(Varint, ZigzagPutsSmallNumbersOfBothSignsIntoOneByte) {
    const std::pair<std::int32_t, Bytes> known[] = {
        {0, {0x00}},
        {-1, {0x01}},
        {1, {0x02}},
        {63, {0x7e}},
        {-64, {0x7f}},
        {64, {0x80, 0x01}},
        {-65, {0x81, 0x01}},
        {std::numeric_limits<std::int32_t>::max(), {0xfe, 0xff, 0xff, 0xff, 0x0f}},
        {std::numeric_limits<std::int32_t>::min(), {0xff, 0xff, 0xff, 0xff, 0x0f}},
    };
    for (const auto& [value, bytes] : known) {
        Bytes written;
        put_varint(written, value);
        EXPECT_EQ(written, bytes) << value;
        EXPECT_EQ(varint_size(value), bytes.size()) << value;
        ByteSpan rest = bytes;
        EXPECT_EQ(take_varint(rest), value);
        EXPECT_TRUE(rest.empty());
    }
}

TEST(Varint, LongsTakeTenBytesAtMost) {
    for (const std::int64_t value : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1} << 40, std::numeric_limits<std::int64_t>::max(),
                                     std::numeric_limits<std::int64_t>::min()}) {
        Bytes written;
        put_varlong(written, value);
        EXPECT_EQ(written.size(), varlong_size(value));
        Bytes stored(varlong_size_max);
        EXPECT_EQ(static_cast<std::size_t>(store_varlong(stored.data(), value) - stored.data()), written.size());
        ByteSpan rest = written;
        EXPECT_EQ(take_varlong(rest), value);
    }
    Bytes longest;
    put_varlong(longest, std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(longest.size(), varlong_size_max);
}

TEST(Varint, UnsignedFormIsNotZigzag) {
    Bytes written;
    put_unsigned_varint(written, 300);
    EXPECT_EQ(written, (Bytes{0xac, 0x02}));
    ByteSpan rest = written;
    EXPECT_EQ(take_unsigned_varint(rest), 300u);
}

TEST(Varint, BytesThatEndEarlyOrDoNotFitAreRefusedAndNotConsumed) {
    for (const Bytes& bad : {Bytes{}, Bytes{0x80}, Bytes{0x80, 0x80, 0x80, 0x80}, Bytes{0xff, 0xff, 0xff, 0xff, 0x1f}, Bytes(11, 0x80)}) {
        ByteSpan rest = bad;
        EXPECT_FALSE(take_varint(rest).has_value());
        EXPECT_EQ(rest.size(), bad.size());
    }
    const Bytes too_long_for_64_bits{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02};
    ByteSpan rest = too_long_for_64_bits;
    EXPECT_FALSE(take_varlong(rest).has_value());
}

}  // namespace
}  // namespace vitrine
