// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <bit>
#include <cstring>

#include "base/assert.h"
#include "wire/codec.h"
#include "wire/reader.h"

namespace vitrine::wire {
namespace {

template <class T>
void store(void* member, T value) {
    std::memcpy(member, &value, sizeof value);
}

// Recursion is as deep as the declarations nest, whatever the bytes say. Functions answer false after complain().
class Decoder {
public:
    Decoder(const Message& message, const SharedBytes& bytes, std::size_t at, Version version)
        : message_(message), bytes_(bytes), reader_(bytes.span(), at), version_(version), flexible_(message.flexible(version)) {}

    bool structure(const Struct& declared, std::byte* instance) {
        for (const Field& field : declared.fields) {
            if (!field.versions.contains(version_)) continue;
            if (field.tag >= 0 && field.tagged.contains(version_)) continue;
            if (!value(declared, field, instance + field.offset)) return false;
        }
        return !flexible_ || tagged_fields(declared, instance);
    }

    [[nodiscard]] std::size_t at() const { return reader_.at(); }
    Error take_error() { return {ErrorCode::INVALID_REQUEST, std::move(error_)}; }

private:
    bool tagged_fields(const Struct& declared, std::byte* instance) {
        std::uint32_t count = 0;
        if (!reader_.take_unsigned_varint(count)) return complain(declared, "its tagged fields", "the bytes end");
        std::uint64_t seen = 0;  // by index of the field
        for (; count > 0; --count) {
            std::uint32_t tag = 0;
            std::uint32_t size = 0;
            if (!reader_.take_unsigned_varint(tag) || !reader_.take_unsigned_varint(size))
                return complain(declared, "its tagged fields", "the bytes end");
            if (size > reader_.left())
                return complain(declared, "its tagged fields", fmt::format("tag {} says {} bytes, {} are left", tag, size, reader_.left()));
            const auto found = std::ranges::find_if(declared.tag_order, [&](std::uint8_t i) {
                const Field& field = declared.fields[i];
                return static_cast<std::uint32_t>(field.tag) == tag && field.versions.contains(version_) && field.tagged.contains(version_);
            });
            if (found == declared.tag_order.end()) {  // of a later version: skipped, as KIP-482 has it
                reader_.skip(size);
                continue;
            }
            const Field& field = declared.fields[*found];
            const std::uint64_t bit = std::uint64_t{1} << *found;
            if ((seen & bit) != 0) return complain(declared, field.name, fmt::format("tag {} comes twice", tag));
            seen |= bit;
            const std::size_t end = reader_.at() + size;
            if (!value(declared, field, instance + field.offset)) return false;
            if (reader_.at() != end)
                return complain(declared, field.name, fmt::format("tag {} says {} bytes, but its value ends elsewhere", tag, size));
        }
        return true;
    }

    bool value(const Struct& declared, const Field& field, std::byte* member) {
        switch (field.kind) {
            case Kind::structure: {
                if (!field.nullable.contains(version_))
                    return structure(field.structure(), static_cast<std::byte*>(present(field, member)));
                std::int8_t prefix = 0;
                if (!reader_.take(prefix)) return complain(declared, field.name, "the bytes end");
                // Within a tagged field Kafka writes an unsigned number, and 0 for null.
                if (prefix < 0 || (prefix == 0 && is_tagged(field))) return null(declared, field, member);
                return structure(field.structure(), static_cast<std::byte*>(present(field, member)));
            }
            case Kind::array: return array(declared, field, member);
            case Kind::string:
            case Kind::bytes:
            case Kind::records: return sized(declared, field, field.kind, member, nullptr);
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
        return fixed(field.kind, present(field, member)) || complain(declared, field.name, "the bytes end");
    }

    [[nodiscard]] bool is_tagged(const Field& field) const { return field.tag >= 0 && field.tagged.contains(version_); }

    static void* present(const Field& field, std::byte* member) {
        return field.optional != nullptr ? field.optional->emplace(member) : static_cast<void*>(member);
    }

    bool null(const Struct& declared, const Field& field, std::byte* member) {
        if (!field.nullable.contains(version_)) return complain(declared, field.name, "null is not allowed");
        field.optional->reset(member);
        return true;
    }

    // `element` is one element of an array (never null), else the member itself.
    bool sized(const Struct& declared, const Field& field, Kind kind, std::byte* member, void* element) {
        std::int64_t length = 0;
        const bool string = kind == Kind::string;
        if (!reader_.take_length(flexible_ && !field.never_flexible, string, length))
            return complain(declared, field.name, "the bytes end");
        if (length < 0) return element == nullptr ? null(declared, field, member) : complain(declared, field.name, "an element is null");
        if (static_cast<std::uint64_t>(length) > reader_.left()) {
            return complain(declared, field.name, fmt::format("{} bytes are announced, {} are left", length, reader_.left()));
        }
        const auto size = static_cast<std::size_t>(length);
        if (string && size > string_bytes_max) return complain(declared, field.name, fmt::format("a string of {} bytes is too long", size));
        void* to = element != nullptr ? element : present(field, member);
        const std::uint8_t* from = reader_.here();
        if (string) static_cast<std::string*>(to)->assign(reinterpret_cast<const char*>(from), size);
        else if (kind == Kind::bytes) static_cast<Bytes*>(to)->assign(from, from + size);
        else *static_cast<Records*>(to) = size != 0 ? Records(bytes_.slice(reader_.at(), size)) : Records();
        reader_.skip(size);
        return true;
    }

    bool array(const Struct& declared, const Field& field, std::byte* member) {
        std::int64_t length = 0;
        if (!reader_.take_length(flexible_ && !field.never_flexible, false, length)) return complain(declared, field.name, "the bytes end");
        if (length < 0) return null(declared, field, member);
        const auto count = static_cast<std::uint64_t>(length);
        const Struct* element_struct = field.element == Kind::structure ? &field.structure() : nullptr;
        // An element without a field in this version takes no byte; Kafka counts one for it, too.
        const std::size_t element_min =
            count < 16
                ? 1
                : std::max<std::size_t>(1, encoded_size_min(field.element, element_struct, version_, flexible_ && !field.never_flexible));
        if (count > reader_.left() / element_min) {
            return complain(declared, field.name, fmt::format("{} elements are announced, {} bytes are left", count, reader_.left()));
        }
        void* vector = present(field, member);
        // Elements are larger in memory than in a frame: they are made as their bytes turn out to be good.
        std::size_t made = 0;
        for (std::size_t step = 1024; made < count; step *= 2) {
            const std::size_t upto = std::min<std::size_t>(count, made + step);
            auto* first = static_cast<std::byte*>(field.array->resize(vector, upto));
            for (; made < upto; ++made) {
                std::byte* element = first + made * field.array->element_size;
                if (!this->element(declared, field, element_struct, element)) return false;
            }
        }
        if (count == 0) field.array->resize(vector, 0);
        return true;
    }

    bool element(const Struct& declared, const Field& field, const Struct* element_struct, std::byte* at) {
        if (element_struct != nullptr) return structure(*element_struct, at);
        if (field.element == Kind::string || field.element == Kind::bytes || field.element == Kind::records) {
            return sized(declared, field, field.element, nullptr, at);
        }
        return fixed(field.element, at) || complain(declared, field.name, "the bytes end");
    }

    template <class Int>
    bool number(void* to) {
        Int value{};
        if (!reader_.take(value)) return false;
        store(to, value);
        return true;
    }

    bool fixed(Kind kind, void* to) {
        switch (kind) {
            case Kind::boolean: {
                std::uint8_t value = 0;
                if (!reader_.take(value)) return false;
                *static_cast<bool*>(to) = value != 0;
                return true;
            }
            case Kind::int8: return number<std::int8_t>(to);
            case Kind::int16: return number<std::int16_t>(to);
            case Kind::uint16: return number<std::uint16_t>(to);
            case Kind::int32: return number<std::int32_t>(to);
            case Kind::uint32: return number<std::uint32_t>(to);
            case Kind::int64: return number<std::int64_t>(to);
            case Kind::float64: {
                std::uint64_t bits = 0;
                if (!reader_.take(bits)) return false;
                store(to, std::bit_cast<double>(bits));
                return true;
            }
            case Kind::uuid: {
                auto& id = static_cast<Uuid*>(to)->bytes;
                if (reader_.left() < id.size()) return false;
                std::copy_n(reader_.here(), id.size(), id.begin());
                reader_.skip(id.size());
                return true;
            }
            case Kind::string:
            case Kind::bytes:
            case Kind::records:
            case Kind::structure:
            case Kind::array: break;
        }
        fail_assertion(__FILE__, __LINE__, "kind", "no array holds arrays", std::string(name_of(kind)));
    }

    bool complain(const Struct& declared, std::string_view field, std::string_view what) {
        error_ = fmt::format("{} version {}: {}.{} at byte {}: {}", message_.name(), version_, declared.name, field, reader_.at(), what);
        return false;
    }

    const Message& message_;
    const SharedBytes& bytes_;
    Reader reader_;
    Version version_;
    bool flexible_;
    std::string error_;
};

}  // namespace

std::size_t encoded_size_min(Kind kind, const Struct* structure, Version version, bool flexible) {
    switch (kind) {
        case Kind::boolean:
        case Kind::int8: return 1;
        case Kind::int16:
        case Kind::uint16: return 2;
        case Kind::int32:
        case Kind::uint32: return 4;
        case Kind::int64:
        case Kind::float64: return 8;
        case Kind::uuid: return 16;
        case Kind::string: return flexible ? 1 : 2;
        case Kind::bytes:
        case Kind::records:
        case Kind::array: return flexible ? 1 : 4;
        case Kind::structure: break;
    }
    std::size_t total = flexible ? 1 : 0;
    for (const Field& field : structure->fields) {
        if (!field.versions.contains(version) || (field.tag >= 0 && field.tagged.contains(version))) continue;
        const bool may_be_null = field.kind == Kind::structure && field.nullable.contains(version);
        total +=
            may_be_null ? 1 : encoded_size_min(field.kind, field.kind == Kind::structure ? &field.structure() : nullptr, version, flexible);
    }
    return total;
}

Status decode(const Message& message, void* body, const SharedBytes& bytes, std::size_t& at, Version version) {
    if (!message.versions.contains(version)) {
        return failure(ErrorCode::UNSUPPORTED_VERSION, fmt::format("{} has no version {}, only {} to {}", message.name(), version,
                                                                   message.versions.lowest, message.versions.highest));
    }
    VITRINE_ASSERT_CMP(at, <=, bytes.size(), "decoding begins inside the bytes");
    Decoder decoder(message, bytes, at, version);
    if (!decoder.structure(message.body, static_cast<std::byte*>(body))) return std::unexpected(decoder.take_error());
    at = decoder.at();
    return {};
}

}  // namespace vitrine::wire
