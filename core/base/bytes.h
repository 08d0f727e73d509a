// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

// Bytes and big-endian access. A span never outlives the call it is passed to; what must live longer is owned.
namespace vitrine {

using Bytes = std::vector<std::uint8_t>;
using ByteSpan = std::span<const std::uint8_t>;
using MutableByteSpan = std::span<std::uint8_t>;

inline ByteSpan as_bytes(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }
inline std::string_view as_text(ByteSpan bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
inline Bytes to_bytes(std::string_view text) {
    const ByteSpan span = as_bytes(text);
    return {span.begin(), span.end()};
}

// Reads an integer of big-endian order at `at`; the caller has checked the size.
template <class Int>
Int load_be(const std::uint8_t* at) {
    std::make_unsigned_t<Int> value = 0;
    for (std::size_t i = 0; i < sizeof(Int); ++i)
        value = static_cast<std::make_unsigned_t<Int>>((value << (sizeof(Int) > 1 ? 8 : 0)) | at[i]);
    return static_cast<Int>(value);
}
template <class Int>
void store_be(std::uint8_t* at, Int value) {
    auto rest = static_cast<std::make_unsigned_t<Int>>(value);
    for (std::size_t i = sizeof(Int); i-- > 0;) {
        at[i] = static_cast<std::uint8_t>(rest & 0xff);
        if constexpr (sizeof(Int) > 1) rest = static_cast<std::make_unsigned_t<Int>>(rest >> 8);
    }
}

// Immutable bytes shared by several holders (also across threads): a part of one owned buffer.
class SharedBytes {
public:
    SharedBytes() = default;
    explicit SharedBytes(Bytes bytes) : owner_(std::make_shared<const Bytes>(std::move(bytes))), span_(*owner_) {}
    // `part` must lie inside `owner`.
    SharedBytes(std::shared_ptr<const Bytes> owner, ByteSpan part) : owner_(std::move(owner)), span_(part) {}

    [[nodiscard]] ByteSpan span() const { return span_; }
    [[nodiscard]] const std::uint8_t* data() const { return span_.data(); }
    [[nodiscard]] std::size_t size() const { return span_.size(); }
    [[nodiscard]] bool empty() const { return span_.empty(); }
    [[nodiscard]] SharedBytes slice(std::size_t from, std::size_t count) const { return {owner_, span_.subspan(from, count)}; }

private:
    std::shared_ptr<const Bytes> owner_;
    ByteSpan span_;
};

// CRC-32C (Castagnoli), as Kafka's batches, snapshots and indexes use it.
std::uint32_t crc32c(ByteSpan bytes);
// The same over pieces: `before` is the result over all bytes so far (0 over none).
std::uint32_t crc32c(std::uint32_t before, ByteSpan more);

}  // namespace vitrine
