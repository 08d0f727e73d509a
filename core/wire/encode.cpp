// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <bit>
#include <cstring>

#include "base/assert.h"
#include "base/varint.h"
#include "wire/codec.h"
#include "wire/reader.h"

namespace vitrine::wire {
namespace {

template <class T>
T load(const void* member) {
    T value;
    std::memcpy(&value, member, sizeof value);
    return value;
}

// Without splitting a UTF-8 sequence.
std::string_view cut_to_wire(std::string_view text) {
    if (text.size() <= string_bytes_max) return text;
    std::size_t size = string_bytes_max;
    while (size > string_bytes_max - 4 && (static_cast<std::uint8_t>(text[size]) & 0xc0) == 0x80) --size;
    return text.substr(0, size);
}

class Encoder {
public:
    void message(const Message& message, const void* body, Version version) {
        VITRINE_ASSERT(message.versions.contains(version), "a message is encoded in a version that exists");
        version_ = version;
        flexible_ = message.flexible(version);
        structure(message.body, static_cast<const std::byte*>(body));
    }

    Encoded finish() && {
        flush();
        return std::move(result_);
    }
    Bytes finish_to_bytes() && {
        if (result_.pieces.empty()) return take_bytes();
        flush();
        return result_.to_bytes();
    }

private:
    void structure(const Struct& declared, const std::byte* instance) {
        std::uint64_t tagged = 0;  // by index in tag_order
        for (const Field& field : declared.fields) {
            if (!field.versions.contains(version_)) continue;
            if (field.tag >= 0 && field.tagged.contains(version_)) continue;
            value(field, instance + field.offset);
        }
        if (!flexible_) return;
        const auto* defaults = static_cast<const std::byte*>(declared.defaults);
        for (std::size_t i = 0; i < declared.tag_order.size(); ++i) {
            const Field& field = declared.fields[declared.tag_order[i]];
            if (!field.versions.contains(version_) || !field.tagged.contains(version_)) continue;
            if (!field.equal(instance + field.offset, defaults + field.offset)) tagged |= std::uint64_t{1} << i;
        }
        put_varint(static_cast<std::uint32_t>(std::popcount(tagged)));
        for (; tagged != 0; tagged &= tagged - 1) {
            const Field& field = declared.fields[declared.tag_order[static_cast<std::size_t>(std::countr_zero(tagged))]];
            put_varint(static_cast<std::uint32_t>(field.tag));
            tagged_value(field, instance + field.offset);
        }
    }

    // The size of a tagged field stands before it and is known after it: most are small, so the bytes are moved.
    void tagged_value(const Field& field, const std::byte* member) {
        const std::size_t begin = size_;
        const std::size_t pieces = result_.pieces.size();
        value(field, member);
        VITRINE_ASSERT_CMP(pieces, ==, result_.pieces.size(), "no records in a tagged field");
        const auto size = static_cast<std::uint32_t>(size_ - begin);
        const std::size_t size_bytes = unsigned_varint_size(size);
        extend(size_bytes);
        std::uint8_t* at = bytes_.data() + begin;
        std::memmove(at + size_bytes, at, size);
        store_unsigned_varint(at, size);
    }

    void value(const Field& field, const std::byte* member) {
        const bool compact = flexible_ && !field.never_flexible;
        const void* present = member;
        if (field.optional != nullptr) {
            if (!field.optional->has_value(member)) return null(field, compact);
            present = field.optional->get(member);
        }
        if (field.kind == Kind::structure) {
            if (field.nullable.contains(version_)) put<std::int8_t>(1);
            return structure(field.structure(), static_cast<const std::byte*>(present));
        }
        if (field.kind == Kind::array) return array(field, present, compact);
        scalar(field.kind, present, compact);
    }

    void null(const Field& field, bool compact) {
        if (!field.nullable.contains(version_)) {
            fail_assertion(__FILE__, __LINE__, "nullable.contains(version)", "null is written only where the version knows null",
                           fmt::format("{} in version {}", field.name, version_));
        }
        switch (field.kind) {
            case Kind::string: compact ? put<std::uint8_t>(0) : put<std::int16_t>(-1); return;
            case Kind::bytes:
            case Kind::records:
            case Kind::array: compact ? put<std::uint8_t>(0) : put<std::int32_t>(-1); return;
            // Within a tagged field Kafka writes an unsigned number, and 0 for null.
            case Kind::structure: put<std::int8_t>(field.tag >= 0 && field.tagged.contains(version_) ? 0 : -1); return;
            case Kind::boolean:
            case Kind::int8:
            case Kind::int16:
            case Kind::uint16:
            case Kind::int32:
            case Kind::uint32:
            case Kind::int64:
            case Kind::float64:
            case Kind::uuid: break;
        }
        fail_assertion(__FILE__, __LINE__, "kind", "only values with a length and structs may be null", std::string(field.name));
    }

    void array(const Field& field, const void* member, bool compact) {
        const std::size_t count = field.array->size(member);
        length(count, compact);
        const auto* element = static_cast<const std::byte*>(field.array->data(member));
        const std::byte* end = element + count * field.array->element_size;
        if (field.element == Kind::structure) {
            const Struct& declared = field.structure();
            for (; element != end; element += field.array->element_size) structure(declared, element);
        } else {
            for (; element != end; element += field.array->element_size) scalar(field.element, element, compact);
        }
    }

    void scalar(Kind kind, const void* at, bool compact) {
        switch (kind) {
            case Kind::boolean: return put<std::uint8_t>(*static_cast<const bool*>(at) ? 1 : 0);
            case Kind::int8: return put(load<std::int8_t>(at));
            case Kind::int16: return put(load<std::int16_t>(at));
            case Kind::uint16: return put(load<std::uint16_t>(at));
            case Kind::int32: return put(load<std::int32_t>(at));
            case Kind::uint32: return put(load<std::uint32_t>(at));
            case Kind::int64: return put(load<std::int64_t>(at));
            case Kind::float64: return put(std::bit_cast<std::uint64_t>(load<double>(at)));
            case Kind::uuid: {
                const auto& id = *static_cast<const Uuid*>(at);
                return append(id.bytes);
            }
            case Kind::string: {
                const std::string_view text = cut_to_wire(*static_cast<const std::string*>(at));
                compact ? length(text.size(), true) : put(static_cast<std::int16_t>(text.size()));
                return append(as_bytes(text));
            }
            case Kind::bytes: {
                const auto& bytes = *static_cast<const Bytes*>(at);
                length(bytes.size(), compact);
                return append(bytes);
            }
            case Kind::records: return records(*static_cast<const Records*>(at), compact);
            case Kind::structure:
            case Kind::array: break;
        }
        fail_assertion(__FILE__, __LINE__, "kind", "no array holds arrays", std::string(name_of(kind)));
    }

    void records(const Records& records, bool compact) {
        length(static_cast<std::size_t>(records.size()), compact);
        for (const Piece& piece : records.pieces) {
            const auto* shared = std::get_if<SharedBytes>(&piece);
            if (shared != nullptr ? shared->empty() : std::get<ForeignBytes>(piece).size == 0) continue;
            flush();
            result_.pieces.push_back(piece);
        }
    }

    // Of arrays, bytes and records.
    void length(std::size_t length, bool compact) {
        VITRINE_ASSERT_CMP(length, <=, 0x7ffffffeu, "a length fits int32");
        if (compact) put_varint(static_cast<std::uint32_t>(length + 1));
        else put(static_cast<std::int32_t>(length));
    }

    // Room for `count` more bytes, which the caller fills.
    std::uint8_t* extend(std::size_t count) {
        if (bytes_.size() - size_ < count) bytes_.resize(std::max({2 * bytes_.size(), size_ + count, std::size_t{256}}));
        std::uint8_t* at = bytes_.data() + size_;
        size_ += count;
        return at;
    }
    template <class Int>
    void put(Int value) {
        store_be(extend(sizeof(Int)), value);
    }
    void put_varint(std::uint32_t value) {
        if (value < 0x80) *extend(1) = static_cast<std::uint8_t>(value);
        else store_unsigned_varint(extend(unsigned_varint_size(value)), value);
    }
    void append(ByteSpan bytes) {
        if (!bytes.empty()) std::memcpy(extend(bytes.size()), bytes.data(), bytes.size());
    }

    Bytes take_bytes() {
        bytes_.resize(std::exchange(size_, 0));
        return std::exchange(bytes_, {});
    }
    void flush() {
        if (size_ != 0) result_.pieces.emplace_back(SharedBytes(take_bytes()));
    }

    Version version_ = 0;
    bool flexible_ = false;
    Bytes bytes_;           // as large as there is room;
    std::size_t size_ = 0;  // so much of it is written
    Encoded result_;
};

class EncodableCheck {
public:
    EncodableCheck(const Message& message, Version version) : message_(message), version_(version) {}

    Status structure(const Struct& declared, const std::byte* instance) const {
        for (const Field& field : declared.fields) {
            const std::byte* member = instance + field.offset;
            if (!field.versions.contains(version_)) {
                const std::byte* by_default = static_cast<const std::byte*>(declared.defaults) + field.offset;
                if (field.ignorable || field.equal(member, by_default)) continue;
                return failure(ErrorCode::UNSUPPORTED_VERSION, fmt::format("{} version {} has no field {}.{}, which is set",
                                                                           message_.name(), version_, declared.name, field.name));
            }
            if (auto status = value(declared, field, member); !status) return status;
        }
        return {};
    }

private:
    Status value(const Struct& declared, const Field& field, const std::byte* member) const {
        const void* present = member;
        if (field.optional != nullptr) {
            if (!field.optional->has_value(member)) {
                if (field.nullable.contains(version_)) return {};
                return failure(ErrorCode::UNSUPPORTED_VERSION,
                               fmt::format("{} version {} cannot say null in {}.{}", message_.name(), version_, declared.name, field.name));
            }
            present = field.optional->get(member);
        }
        if (field.kind == Kind::string) return text(declared, field, present);
        if (field.kind == Kind::structure) return structure(field.structure(), static_cast<const std::byte*>(present));
        if (field.kind != Kind::array || (field.element != Kind::structure && field.element != Kind::string)) return {};
        const auto* element = static_cast<const std::byte*>(field.array->data(present));
        for (std::size_t left = field.array->size(present); left > 0; --left, element += field.array->element_size) {
            const auto status = field.element == Kind::string ? text(declared, field, element) : structure(field.structure(), element);
            if (!status) return status;
        }
        return {};
    }

    Status text(const Struct& declared, const Field& field, const void* string) const {
        const std::size_t size = static_cast<const std::string*>(string)->size();
        if (size <= string_bytes_max) return {};
        return failure(ErrorCode::INVALID_REQUEST, fmt::format("{}: {}.{} has {} bytes; a string may have {}", message_.name(),
                                                               declared.name, field.name, size, string_bytes_max));
    }

    const Message& message_;
    Version version_;
};

}  // namespace

std::int64_t Encoded::size() const {
    std::int64_t total = 0;
    for (const Piece& piece : pieces) {
        if (const auto* shared = std::get_if<SharedBytes>(&piece)) total += static_cast<std::int64_t>(shared->size());
        else total += std::get<ForeignBytes>(piece).size;
    }
    return total;
}

Bytes Encoded::to_bytes() const {
    Bytes bytes;
    bytes.reserve(static_cast<std::size_t>(size()));
    for (const Piece& piece : pieces) {
        const auto* shared = std::get_if<SharedBytes>(&piece);
        VITRINE_ASSERT(shared != nullptr, "bytes that lie in a file are not copied here");
        bytes.insert(bytes.end(), shared->span().begin(), shared->span().end());
    }
    return bytes;
}

Encoded encode(const Message& message, const void* body, Version version) { return encode({{message, body, version}}); }

Encoded encode(std::initializer_list<Part> parts) {
    Encoder encoder;
    for (const Part& part : parts) encoder.message(part.message, part.body, part.version);
    return std::move(encoder).finish();
}

Bytes encode_to_bytes(const Message& message, const void* body, Version version) {
    Encoder encoder;
    encoder.message(message, body, version);
    return std::move(encoder).finish_to_bytes();
}

Status check_encodable(const Message& message, const void* body, Version version) {
    if (!message.versions.contains(version)) {
        return failure(ErrorCode::UNSUPPORTED_VERSION, fmt::format("{} has no version {}, only {} to {}", message.name(), version,
                                                                   message.versions.lowest, message.versions.highest));
    }
    return EncodableCheck(message, version).structure(message.body, static_cast<const std::byte*>(body));
}

}  // namespace vitrine::wire
