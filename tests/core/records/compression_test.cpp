// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/compression.h"

#include <snappy.h>

#include <gtest/gtest.h>

namespace vitrine::records {
namespace {

Bytes sample(std::size_t size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>((i * i >> 7) % 251);
    return bytes;
}

TEST(Compression, EveryCodecAndSizeComesBack) {
    for (const Codec codec : {Codec::none, Codec::gzip, Codec::snappy, Codec::lz4, Codec::zstd}) {
        for (const std::size_t size :
             {std::size_t{0}, std::size_t{1}, std::size_t{32 * 1024}, std::size_t{32 * 1024 + 1}, std::size_t{300'000}}) {
            Bytes packed;
            ASSERT_TRUE(compress(codec, {}, sample(size), packed).has_value());
            const auto plain = decompress(codec, packed, 1 << 20);
            ASSERT_TRUE(plain.has_value()) << name_of(codec) << ' ' << size << ": " << plain.error().message;
            EXPECT_EQ(*plain, sample(size)) << name_of(codec) << ' ' << size;
        }
    }
}

TEST(Compression, LevelsOfKafkaAreAccepted) {
    for (const Codec codec : {Codec::gzip, Codec::lz4, Codec::zstd}) {
        const LevelRange range = *levels_of(codec);
        for (const int level : {range.default_level, range.min, range.max}) {
            Bytes packed;
            ASSERT_TRUE(compress(codec, level, sample(10'000), packed).has_value()) << name_of(codec) << ' ' << level;
            EXPECT_EQ(*decompress(codec, packed, 1 << 20), sample(10'000));
        }
    }
    EXPECT_FALSE(levels_of(Codec::snappy).has_value());
}

TEST(Compression, EveryCutIsNoticed) {
    for (const Codec codec : {Codec::gzip, Codec::lz4, Codec::zstd}) {
        Bytes packed;
        ASSERT_TRUE(compress(codec, {}, sample(2000), packed).has_value());
        for (std::size_t size = 0; size < packed.size(); ++size) {
            const auto plain = decompress(codec, ByteSpan(packed).first(size), 1 << 20);
            ASSERT_FALSE(plain.has_value()) << name_of(codec) << " cut at " << size;
            EXPECT_EQ(plain.error().code, ErrorCode::CORRUPT_MESSAGE);
        }
    }
}

TEST(Compression, PlainSnappyOfOtherClientsIsRead) {
    const Bytes plain = sample(5000);
    std::string packed;
    snappy::Compress(reinterpret_cast<const char*>(plain.data()), plain.size(), &packed);
    EXPECT_EQ(*decompress(Codec::snappy, as_bytes(packed), 1 << 20), plain);
}

TEST(Compression, StreamsOneAfterAnotherAreReadAsJavaDoes) {
    for (const Codec codec : {Codec::gzip, Codec::snappy}) {
        Bytes packed;
        ASSERT_TRUE(compress(codec, {}, to_bytes("first "), packed).has_value());
        ASSERT_TRUE(compress(codec, {}, to_bytes("second"), packed).has_value());
        EXPECT_EQ(*decompress(codec, packed, 1000), to_bytes("first second")) << name_of(codec);
    }
}

TEST(Compression, ExactlyTheLimitIsAllowed) {
    for (const Codec codec : {Codec::none, Codec::gzip, Codec::snappy, Codec::lz4, Codec::zstd}) {
        Bytes packed;
        ASSERT_TRUE(compress(codec, {}, sample(70'000), packed).has_value());
        EXPECT_TRUE(decompress(codec, packed, 70'000).has_value()) << name_of(codec);
        EXPECT_FALSE(decompress(codec, packed, 69'999).has_value()) << name_of(codec);
    }
}

TEST(Compression, NamesAreThoseOfCompressionType) {
    for (const Codec codec : {Codec::none, Codec::gzip, Codec::snappy, Codec::lz4, Codec::zstd})
        EXPECT_EQ(parse_codec(name_of(codec)), codec);
    EXPECT_FALSE(parse_codec("brotli").has_value());
}

}  // namespace
}  // namespace vitrine::records
