// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/compression.h"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>

#include <fmt/format.h>
#include <lz4frame.h>
#include <snappy.h>
#include <zlib.h>
#include <zstd.h>

namespace vitrine::records {
namespace {

// What Java's SnappyOutputStream writes: this, then blocks of int32 size and raw snappy.
constexpr std::array<std::uint8_t, 8> xerial_magic{0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0};
constexpr std::size_t xerial_header_size = 16;  // magic, version int32, lowest compatible version int32
constexpr std::size_t xerial_block_size = 32 * 1024;

std::unexpected<Error> corrupt(Codec codec, std::string_view what) {
    return failure(ErrorCode::CORRUPT_MESSAGE, fmt::format("A batch compressed with {} cannot be read: {}.", name_of(codec), what));
}

std::unexpected<Error> too_large(Codec codec, std::size_t limit) {
    return corrupt(codec, fmt::format("more than {} bytes come out of it", limit));
}

std::unexpected<Error> library_failed(Codec codec, std::string_view what) {
    return failure(ErrorCode::UNKNOWN_SERVER_ERROR, fmt::format("Compressing with {} failed: {}.", name_of(codec), what));
}

// A buffer that grows while a decompressor fills it, never above the limit.
class Output {
public:
    Output(std::size_t expected, std::size_t limit) : limit_(limit), bytes_(std::min(std::max<std::size_t>(expected, 4096), limit)) {}

    [[nodiscard]] std::uint8_t* at() { return bytes_.data() + used_; }
    [[nodiscard]] std::size_t room() const { return bytes_.size() - used_; }
    void used(std::size_t count) { used_ += count; }
    // False at the limit.
    bool grow() {
        if (bytes_.size() >= limit_) return false;
        bytes_.resize(bytes_.size() > limit_ / 2 ? limit_ : bytes_.size() * 2);
        return true;
    }
    Bytes finish() {
        bytes_.resize(used_);
        return std::move(bytes_);
    }

private:
    std::size_t limit_;
    Bytes bytes_;
    std::size_t used_ = 0;
};

Status compress_gzip(int level, ByteSpan plain, Bytes& to) {
    z_stream stream{};
    constexpr int gzip_window = 15 + 16;
    if (deflateInit2(&stream, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return library_failed(Codec::gzip, "no memory");
    const std::size_t before = to.size();
    const std::size_t bound = deflateBound(&stream, static_cast<uLong>(plain.size()));
    to.resize(before + bound);
    stream.next_in = const_cast<Bytef*>(plain.data());
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = to.data() + before;
    stream.avail_out = static_cast<uInt>(bound);
    const int result = deflate(&stream, Z_FINISH);
    const std::size_t written = stream.total_out;
    deflateEnd(&stream);
    if (result != Z_STREAM_END) return library_failed(Codec::gzip, zError(result));
    to.resize(before + written);
    return {};
}

Result<Bytes> decompress_gzip(ByteSpan packed, std::size_t limit) {
    z_stream stream{};
    constexpr int gzip_window = 15 + 16;
    if (inflateInit2(&stream, gzip_window) != Z_OK) return library_failed(Codec::gzip, "no memory");
    const auto end = std::unique_ptr<z_stream, int (*)(z_stream*)>(&stream, &inflateEnd);
    Output output(packed.size() * 3, limit);
    stream.next_in = const_cast<Bytef*>(packed.data());
    stream.avail_in = static_cast<uInt>(packed.size());
    while (true) {
        stream.next_out = output.at();
        const std::size_t room = std::min<std::size_t>(output.room(), std::numeric_limits<uInt>::max());
        stream.avail_out = static_cast<uInt>(room);
        const int result = inflate(&stream, Z_NO_FLUSH);
        output.used(room - stream.avail_out);
        if (result == Z_STREAM_END) {
            if (stream.avail_in == 0) return output.finish();
            // Members may follow one another, as Java's GZIPInputStream reads them.
            if (inflateReset(&stream) != Z_OK) return corrupt(Codec::gzip, "a further member cannot be read");
            continue;
        }
        if (result != Z_OK && result != Z_BUF_ERROR) return corrupt(Codec::gzip, stream.msg != nullptr ? stream.msg : zError(result));
        if (output.room() == 0) {
            if (!output.grow()) return too_large(Codec::gzip, limit);
        } else if (stream.avail_in == 0) {
            return corrupt(Codec::gzip, "it ends early");
        }
    }
}

Status compress_snappy(ByteSpan plain, Bytes& to) {
    to.insert(to.end(), xerial_magic.begin(), xerial_magic.end());
    std::array<std::uint8_t, 8> versions{};
    store_be<std::int32_t>(versions.data(), 1);
    store_be<std::int32_t>(versions.data() + 4, 1);
    to.insert(to.end(), versions.begin(), versions.end());
    while (!plain.empty()) {
        const ByteSpan block = plain.first(std::min(plain.size(), xerial_block_size));
        plain = plain.subspan(block.size());
        const std::size_t at = to.size();
        to.resize(at + 4 + snappy::MaxCompressedLength(block.size()));
        std::size_t packed = 0;
        snappy::RawCompress(reinterpret_cast<const char*>(block.data()), block.size(), reinterpret_cast<char*>(to.data() + at + 4),
                            &packed);
        store_be(to.data() + at, static_cast<std::int32_t>(packed));
        to.resize(at + 4 + packed);
    }
    return {};
}

Status append_snappy_block(ByteSpan block, std::size_t limit, Bytes& to) {
    const char* data = reinterpret_cast<const char*>(block.data());
    std::size_t plain_size = 0;
    if (!snappy::GetUncompressedLength(data, block.size(), &plain_size)) return corrupt(Codec::snappy, "a block has no length");
    if (plain_size > limit - to.size()) return too_large(Codec::snappy, limit);
    // Snappy makes at most 64 bytes out of three (a copy); a block that claims more is a lie, and is not allocated for.
    if (plain_size > block.size() * 64) return corrupt(Codec::snappy, "a block claims more than it can hold");
    const std::size_t at = to.size();
    to.resize(at + plain_size);
    if (!snappy::RawUncompress(data, block.size(), reinterpret_cast<char*>(to.data() + at)))
        return corrupt(Codec::snappy, "a block is damaged");
    return {};
}

Result<Bytes> decompress_snappy(ByteSpan packed, std::size_t limit) {
    const auto starts_with_magic = [](ByteSpan bytes) {
        return bytes.size() >= xerial_magic.size() && std::equal(xerial_magic.begin(), xerial_magic.end(), bytes.begin());
    };
    Bytes plain;
    if (!starts_with_magic(packed)) {
        if (auto status = append_snappy_block(packed, limit, plain); !status) return std::unexpected(std::move(status.error()));
        return plain;
    }
    while (!packed.empty()) {
        if (starts_with_magic(packed)) {  // also in the middle: streams may follow one another
            if (packed.size() < xerial_header_size) return corrupt(Codec::snappy, "the stream header is cut");
            packed = packed.subspan(xerial_header_size);
            continue;
        }
        if (packed.size() < 4) return corrupt(Codec::snappy, "a block's length is cut");
        const auto size = load_be<std::int32_t>(packed.data());
        packed = packed.subspan(4);
        if (size < 0 || static_cast<std::size_t>(size) > packed.size()) return corrupt(Codec::snappy, "a block is cut");
        if (auto status = append_snappy_block(packed.first(static_cast<std::size_t>(size)), limit, plain); !status) {
            return std::unexpected(std::move(status.error()));
        }
        packed = packed.subspan(static_cast<std::size_t>(size));
    }
    return plain;
}

Status compress_lz4(int level, ByteSpan plain, Bytes& to) {
    LZ4F_preferences_t preferences{};
    // Kafka's reader refuses dependent blocks; 64 KiB blocks are what its own writer makes.
    preferences.frameInfo.blockMode = LZ4F_blockIndependent;
    preferences.frameInfo.blockSizeID = LZ4F_max64KB;
    // Kafka takes its default of 9 as "the fast compressor" and every other level as that of the high compressor.
    constexpr int kafka_default_level = 9;
    constexpr int high_compressor_min = 3;
    preferences.compressionLevel = level == kafka_default_level ? 0 : std::clamp(level, high_compressor_min, LZ4F_compressionLevel_max());
    const std::size_t before = to.size();
    const std::size_t bound = LZ4F_compressFrameBound(plain.size(), &preferences);
    to.resize(before + bound);
    const std::size_t written = LZ4F_compressFrame(to.data() + before, bound, plain.data(), plain.size(), &preferences);
    if (LZ4F_isError(written) != 0) return library_failed(Codec::lz4, LZ4F_getErrorName(written));
    to.resize(before + written);
    return {};
}

Result<Bytes> decompress_lz4(ByteSpan packed, std::size_t limit) {
    LZ4F_dctx* context = nullptr;
    if (LZ4F_isError(LZ4F_createDecompressionContext(&context, LZ4F_VERSION)) != 0) return library_failed(Codec::lz4, "no memory");
    const auto free = std::unique_ptr<LZ4F_dctx, LZ4F_errorCode_t (*)(LZ4F_dctx*)>(context, &LZ4F_freeDecompressionContext);
    Output output(packed.size() * 3, limit);
    std::size_t expected = 1;
    while (true) {
        std::size_t produced = output.room();
        std::size_t consumed = packed.size();
        expected = LZ4F_decompress(context, output.at(), &produced, packed.data(), &consumed, nullptr);
        if (LZ4F_isError(expected) != 0) return corrupt(Codec::lz4, LZ4F_getErrorName(expected));
        output.used(produced);
        packed = packed.subspan(consumed);
        if (expected == 0 && packed.empty()) return output.finish();
        if (consumed > 0 || produced > 0) {
            if (output.room() == 0 && !output.grow()) return too_large(Codec::lz4, limit);
            continue;
        }
        if (output.room() == 0) {
            if (!output.grow()) return too_large(Codec::lz4, limit);
            continue;
        }
        return corrupt(Codec::lz4, "it ends early");
    }
}

Status compress_zstd(int level, ByteSpan plain, Bytes& to) {
    const std::size_t before = to.size();
    const std::size_t bound = ZSTD_compressBound(plain.size());
    to.resize(before + bound);
    const std::size_t written = ZSTD_compress(to.data() + before, bound, plain.data(), plain.size(), level);
    if (ZSTD_isError(written) != 0) return library_failed(Codec::zstd, ZSTD_getErrorName(written));
    to.resize(before + written);
    return {};
}

Result<Bytes> decompress_zstd(ByteSpan packed, std::size_t limit) {
    const auto context = std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)>(ZSTD_createDCtx(), &ZSTD_freeDCtx);
    if (context == nullptr) return library_failed(Codec::zstd, "no memory");
    Output output(packed.size() * 4, limit);
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    while (true) {
        ZSTD_outBuffer out{output.at(), output.room(), 0};
        const std::size_t before = in.pos;
        const std::size_t expected = ZSTD_decompressStream(context.get(), &out, &in);
        if (ZSTD_isError(expected) != 0) return corrupt(Codec::zstd, ZSTD_getErrorName(expected));
        output.used(out.pos);
        if (expected == 0 && in.pos == in.size) return output.finish();
        if (output.room() == 0) {
            if (!output.grow()) return too_large(Codec::zstd, limit);
        } else if (in.pos == before && out.pos == 0) {
            return corrupt(Codec::zstd, "it ends early");
        }
    }
}

}  // namespace

std::optional<LevelRange> levels_of(Codec codec) {
    switch (codec) {
        case Codec::none:
        case Codec::snappy: return std::nullopt;
        case Codec::gzip: return LevelRange{1, 9, -1};
        case Codec::lz4: return LevelRange{1, 17, 9};
        case Codec::zstd: return LevelRange{-131072, 22, 3};
    }
    return std::nullopt;
}

Status compress(Codec codec, std::optional<int> level, ByteSpan plain, Bytes& to) {
    const auto levels = levels_of(codec);
    const int chosen = level.value_or(levels ? levels->default_level : 0);
    switch (codec) {
        case Codec::none: to.insert(to.end(), plain.begin(), plain.end()); return {};
        case Codec::gzip: return compress_gzip(chosen, plain, to);
        case Codec::snappy: return compress_snappy(plain, to);
        case Codec::lz4: return compress_lz4(chosen, plain, to);
        case Codec::zstd: return compress_zstd(chosen, plain, to);
    }
    return failure(ErrorCode::UNSUPPORTED_COMPRESSION_TYPE, fmt::format("There is no compression type {}.", static_cast<int>(codec)));
}

Result<Bytes> decompress(Codec codec, ByteSpan packed, std::size_t plain_bytes_max) {
    switch (codec) {
        case Codec::none:
            if (packed.size() > plain_bytes_max) return too_large(codec, plain_bytes_max);
            return Bytes(packed.begin(), packed.end());
        case Codec::gzip: return decompress_gzip(packed, plain_bytes_max);
        case Codec::snappy: return decompress_snappy(packed, plain_bytes_max);
        case Codec::lz4: return decompress_lz4(packed, plain_bytes_max);
        case Codec::zstd: return decompress_zstd(packed, plain_bytes_max);
    }
    return failure(ErrorCode::UNSUPPORTED_COMPRESSION_TYPE, fmt::format("There is no compression type {}.", static_cast<int>(codec)));
}

}  // namespace vitrine::records
