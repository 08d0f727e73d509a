// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

#include "base/assert.h"
#include "wire/walk.h"

namespace vitrine::wire {
namespace {

template <class T>
void store(void* member, T value) {
    std::memcpy(member, &value, sizeof value);
}

class Randomizer {
public:
    Randomizer(Version version, const std::function<std::uint64_t()>& next, const RandomLimits& limits)
        : version_(version), next_(next), limits_(limits) {}

    void structure(const Struct& declared, std::byte* instance) {
        for (const Field& field : declared.fields) {
            if (field.versions.contains(version_)) value(field, instance + field.offset);
        }
    }

private:
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next_() % bound); }

    void value(const Field& field, std::byte* member) {
        void* present = member;
        if (field.optional != nullptr) {
            if (field.nullable.contains(version_) && below(4) == 0) return field.optional->reset(member);
            if (!field.optional->has_value(member) && !field.nullable.contains(version_)) field.optional->emplace(member);
            if (below(8) == 0) return;
            present = field.optional->emplace(member);
        } else if (below(8) == 0) {
            return;
        }
        if (field.kind == Kind::structure) return structure(field.structure(), static_cast<std::byte*>(present));
        if (field.kind != Kind::array) return scalar(field.kind, present);
        const std::size_t count = below(limits_.array_size_max + 1);
        auto* element = static_cast<std::byte*>(field.array->resize(present, count));
        for (std::size_t left = count; left > 0; --left, element += field.array->element_size) {
            if (field.element == Kind::structure) structure(field.structure(), element);
            else scalar(field.element, element);
        }
    }

    // Small numbers, limits of the type and all others.
    template <class Int>
    Int number() {
        static constexpr std::array interesting{Int{0}, Int{1}, static_cast<Int>(-1), std::numeric_limits<Int>::min(),
                                                std::numeric_limits<Int>::max()};
        const std::size_t choice = below(3);
        if (choice == 0) return interesting[below(interesting.size())];
        return static_cast<Int>(choice == 1 ? below(100) : next_());
    }

    std::string text() {
        static constexpr std::array<std::string_view, 8> letters{"a", "b", "Z", "-", "_", "7", "\u00e9", "\uae00"};
        std::string result;
        const std::size_t size = below(limits_.text_size_max + 1);
        while (result.size() < size) result += letters[below(letters.size())];
        return result;
    }

    Bytes bytes(std::size_t size_max) {
        Bytes result(below(size_max + 1));
        for (std::uint8_t& byte : result) byte = static_cast<std::uint8_t>(next_());
        return result;
    }

    void scalar(Kind kind, void* at) {
        switch (kind) {
            case Kind::boolean: *static_cast<bool*>(at) = below(2) == 1; return;
            case Kind::int8: return store(at, number<std::int8_t>());
            case Kind::int16: return store(at, number<std::int16_t>());
            case Kind::uint16: return store(at, number<std::uint16_t>());
            case Kind::int32: return store(at, number<std::int32_t>());
            case Kind::uint32: return store(at, number<std::uint32_t>());
            case Kind::int64: return store(at, number<std::int64_t>());
            case Kind::float64: return store(at, std::ldexp(static_cast<double>(number<std::int32_t>()), static_cast<int>(below(40)) - 20));
            case Kind::uuid:
                for (std::uint8_t& byte : static_cast<Uuid*>(at)->bytes) byte = static_cast<std::uint8_t>(next_());
                return;
            case Kind::string: *static_cast<std::string*>(at) = text(); return;
            case Kind::bytes: *static_cast<Bytes*>(at) = bytes(limits_.bytes_size_max); return;
            case Kind::records: *static_cast<Records*>(at) = Records(bytes(limits_.records_size_max)); return;
            case Kind::structure:
            case Kind::array: break;
        }
        fail_assertion(__FILE__, __LINE__, "kind", "no array holds arrays", std::string(name_of(kind)));
    }

    Version version_;
    const std::function<std::uint64_t()>& next_;
    const RandomLimits& limits_;
};

}  // namespace

void randomize(const Message& message, void* body, Version version, const std::function<std::uint64_t()>& next,
               const RandomLimits& limits) {
    Randomizer(version, next, limits).structure(message.body, static_cast<std::byte*>(body));
}

bool equal(const Message& message, const void* a, const void* b) {
    for (const Field& field : message.body.fields) {
        if (!field.equal(static_cast<const std::byte*>(a) + field.offset, static_cast<const std::byte*>(b) + field.offset)) return false;
    }
    return true;
}

}  // namespace vitrine::wire
