// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "base/ids.h"
#include "wire/api_key.h"

// How a message is declared. A message is a plain struct; its list of fields is lowered once, at first use, into a
// run-time table (Message, Struct, Field). Encoder, decoder, size, JSON, the packet tree, the fuzz generator and the check
// against the specifications are ordinary code over that table (codec.h, walk.h). The default of a field is its value in a
// default-constructed struct. Source: Apache Kafka 4.3's message specifications and KIP-482 (flexible versions).
// Tables are immutable after their first use and may be used by every thread.
namespace vitrine::wire {

using Version = std::int16_t;

struct Versions {
    Version lowest = 0;
    Version highest = -1;  // below lowest: none
    [[nodiscard]] constexpr bool contains(Version version) const { return lowest <= version && version <= highest; }
    [[nodiscard]] constexpr bool empty() const { return highest < lowest; }
    friend constexpr bool operator==(const Versions&, const Versions&) = default;
};
constexpr Version latest = 0x7fff;
constexpr Versions since(Version lowest) { return {lowest, latest}; }
constexpr Versions between(Version lowest, Version highest) { return {lowest, highest}; }
constexpr Versions no_versions{};

enum class Kind : std::uint8_t {
    boolean,
    int8,
    int16,
    uint16,
    int32,
    uint32,
    int64,
    float64,
    string,
    bytes,
    uuid,
    records,
    structure,
    array
};
std::string_view name_of(Kind kind);

// Record batches inside a message, never copied by the codec: decoded, they are a part of the frame; encoded, they may lie
// in files (`owner` then is an env::File, known to those who send frames).
struct ForeignBytes {
    std::shared_ptr<const void> owner;
    std::int64_t position = 0;
    std::int64_t size = 0;
    friend bool operator==(const ForeignBytes&, const ForeignBytes&) = default;
};
using Piece = std::variant<SharedBytes, ForeignBytes>;
struct Records {
    std::vector<Piece> pieces;

    Records() = default;
    explicit Records(SharedBytes bytes) { pieces.emplace_back(std::move(bytes)); }
    explicit Records(Bytes bytes) : Records(SharedBytes(std::move(bytes))) {}
    [[nodiscard]] std::int64_t size() const;
    // The bytes where they are one owned piece (always so after decoding); empty where there are none.
    [[nodiscard]] ByteSpan span() const;
    // Equal bytes, however they are cut into pieces; of foreign bytes the same places.
    friend bool operator==(const Records& a, const Records& b);
};

struct Struct;

// Elements lie side by side, element_size bytes apart.
struct ArrayOperations {
    std::size_t element_size;
    std::size_t (*size)(const void* array);
    const void* (*data)(const void* array);
    void* (*resize)(void* array, std::size_t size);  // adds default elements or drops the last; returns the first element
};
struct OptionalOperations {
    bool (*has_value)(const void* optional);
    const void* (*get)(const void* optional);
    void* (*emplace)(void* optional);
    void (*reset)(void* optional);
};

struct Field {
    std::string_view name;                          // Kafka's: "GroupId"
    Kind kind = Kind::int8;
    Kind element = Kind::int8;                      // of an array
    std::size_t offset = 0;                         // of the member in its struct
    const OptionalOperations* optional = nullptr;   // the member is a std::optional of the kind
    const ArrayOperations* array = nullptr;         // kind is array
    const Struct& (*structure)() = nullptr;         // kind or element is structure
    bool (*equal)(const void* a, const void* b) = nullptr;  // compares two members
    Versions versions;
    Versions nullable;
    std::int32_t tag = -1;
    Versions tagged;
    bool never_flexible = false;                    // keeps the old length form in flexible versions (RequestHeader.ClientId)
    bool ignorable = false;                         // a non-default value is dropped where the version has no such field; else an error
    bool error_code = false;                        // an int16 that is one of Kafka's error codes

    Field& nullable_in(Versions in) {
        nullable = in;
        return *this;
    }
    Field& tagged_as(std::int32_t as, Versions in) {
        tag = as;
        tagged = in;
        return *this;
    }
    Field& ignored_where_absent() {
        ignorable = true;
        return *this;
    }
    Field& not_flexible() {
        never_flexible = true;
        return *this;
    }
};

struct Struct {
    std::string_view name;
    std::vector<Field> fields;           // in the order of the specification
    const void* defaults = nullptr;       // a default-constructed instance
    std::vector<std::uint8_t> tag_order;  // indexes of the fields that have a tag, by ascending tag
};

enum class MessageType : std::uint8_t { request, response, header, data, metadata, coordinator_key, coordinator_value };
enum class ListenerType : std::uint8_t { broker = 1, controller = 2, broker_and_controller = 3 };

struct Message {
    MessageType type = MessageType::data;
    std::int16_t api_key = -1;       // API key; record type of metadata records and coordinator keys; -1 none
    Versions versions;               // that exist
    Version flexible_from = latest;  // `latest`: none
    ListenerType listeners = ListenerType::broker;  // requests
    bool latest_version_unstable = false;           // requests
    Struct body;

    [[nodiscard]] std::string_view name() const { return body.name; }
    [[nodiscard]] bool flexible(Version version) const { return version >= flexible_from; }
};

// --- lowering: from C++ members to table entries ---

template <class T>
const T& defaults_of() {
    static const T instance{};
    return instance;
}

template <class T>
struct KindOf;  // value, and what else a Field needs
template <class T>
    requires std::is_integral_v<T> || std::is_enum_v<T>
struct KindOf<T> {
    static constexpr Kind value = [] {
        if constexpr (std::is_same_v<T, bool>) return Kind::boolean;
        else if constexpr (std::is_same_v<T, std::uint16_t>) return Kind::uint16;
        else if constexpr (std::is_same_v<T, std::uint32_t>) return Kind::uint32;
        else if constexpr (sizeof(T) == 1) return Kind::int8;
        else if constexpr (sizeof(T) == 2) return Kind::int16;
        else if constexpr (sizeof(T) == 4) return Kind::int32;
        else return Kind::int64;
    }();
};
template <class Tag, class Rep>
struct KindOf<Id<Tag, Rep>> : KindOf<Rep> {
    static_assert(sizeof(Id<Tag, Rep>) == sizeof(Rep), "an id is read and written as its number");
};
template <>
struct KindOf<Offset> : KindOf<std::int64_t> {};
template <>
struct KindOf<double> {
    static constexpr Kind value = Kind::float64;
};
template <>
struct KindOf<std::string> {
    static constexpr Kind value = Kind::string;
};
template <>
struct KindOf<Bytes> {
    static constexpr Kind value = Kind::bytes;
};
template <>
struct KindOf<Uuid> {
    static constexpr Kind value = Kind::uuid;
};
template <>
struct KindOf<Records> {
    static constexpr Kind value = Kind::records;
};
template <class T>
    requires requires { T::structure(); }
struct KindOf<T> {
    static constexpr Kind value = Kind::structure;
};
template <class T>
    requires(!std::is_same_v<T, std::uint8_t>)
struct KindOf<std::vector<T>> {
    static constexpr Kind value = Kind::array;
};

template <class T>
inline constexpr ArrayOperations array_operations{
    sizeof(T),
    [](const void* array) { return static_cast<const std::vector<T>*>(array)->size(); },
    [](const void* array) -> const void* { return static_cast<const std::vector<T>*>(array)->data(); },
    [](void* array, std::size_t size) -> void* {
        static_cast<std::vector<T>*>(array)->resize(size);
        return static_cast<std::vector<T>*>(array)->data();
    },
};
template <class T>
inline constexpr OptionalOperations optional_operations{
    [](const void* optional) { return static_cast<const std::optional<T>*>(optional)->has_value(); },
    [](const void* optional) -> const void* { return &**static_cast<const std::optional<T>*>(optional); },
    // Not emplace(): for a struct nested in the one that holds it clang remembers that it could not be default-constructed
    // while the outer one was incomplete.
    [](void* optional) -> void* { return &(*static_cast<std::optional<T>*>(optional) = T{}).value(); },
    [](void* optional) { static_cast<std::optional<T>*>(optional)->reset(); },
};

template <class T>
struct MemberLowering {
    static void apply(Field& field) {
        field.kind = KindOf<T>::value;
        field.error_code = std::is_same_v<T, ErrorCode>;
        if constexpr (KindOf<T>::value == Kind::structure) field.structure = &T::structure;
    }
};
template <class T>
    requires(!std::is_same_v<T, std::uint8_t>)
struct MemberLowering<std::vector<T>> {
    static void apply(Field& field) {
        field.kind = Kind::array;
        field.element = KindOf<T>::value;
        field.array = &array_operations<T>;
        if constexpr (KindOf<T>::value == Kind::structure) field.structure = &T::structure;
    }
};
template <class T>
struct MemberLowering<std::optional<T>> {
    static void apply(Field& field) {
        MemberLowering<T>::apply(field);
        field.optional = &optional_operations<T>;
    }
};

// One entry of a list of fields: field("GroupId", &HeartbeatRequest::group_id, since(0)).
template <class S, class M>
Field field(std::string_view name, M S::* member, Versions versions) {
    const S& instance = defaults_of<S>();
    Field result;
    result.name = name;
    result.versions = versions;
    result.offset =
        static_cast<std::size_t>(reinterpret_cast<const std::byte*>(&(instance.*member)) - reinterpret_cast<const std::byte*>(&instance));
    result.equal = [](const void* a, const void* b) { return *static_cast<const M*>(a) == *static_cast<const M*>(b); };
    MemberLowering<M>::apply(result);
    return result;
}

// Checks what the codec relies on: tags are unique, and what may be null is a std::optional.
Struct make_struct(std::string_view name, std::vector<Field> fields, const void* defaults);
template <class S>
Struct declare_struct(std::string_view name, std::vector<Field> fields) {
    return make_struct(name, std::move(fields), &defaults_of<S>());
}

}  // namespace vitrine::wire
