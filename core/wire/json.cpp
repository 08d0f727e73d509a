// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstring>

#include <nlohmann/json.hpp>

#include "base/assert.h"
#include "wire/text.h"
#include "wire/walk.h"

namespace vitrine::wire {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
T load(const void* member) {
    T value;
    std::memcpy(&value, member, sizeof value);
    return value;
}

class JsonWriter {
public:
    explicit JsonWriter(Version version) : version_(version) {}

    Json structure(const Struct& declared, const std::byte* instance) const {
        Json object = Json::object();
        for (const Field& field : declared.fields) {
            if (!field.versions.contains(version_)) continue;
            const std::byte* member = instance + field.offset;
            const bool tagged = field.tag >= 0 && field.tagged.contains(version_);
            if (tagged && field.equal(member, static_cast<const std::byte*>(declared.defaults) + field.offset)) continue;
            std::string name = camel_case(field.name);
            if (field.kind == Kind::records && !is_null(field, member)) name += "SizeInBytes";
            object[std::move(name)] = value(field, member);
        }
        return object;
    }

private:
    static bool is_null(const Field& field, const std::byte* member) {
        return field.optional != nullptr && !field.optional->has_value(member);
    }

    Json value(const Field& field, const std::byte* member) const {
        if (is_null(field, member)) return nullptr;
        const void* present = field.optional != nullptr ? field.optional->get(member) : member;
        if (field.kind == Kind::structure) return structure(field.structure(), static_cast<const std::byte*>(present));
        if (field.kind != Kind::array) return scalar(field.kind, present);
        Json array = Json::array();
        const auto* element = static_cast<const std::byte*>(field.array->data(present));
        for (std::size_t left = field.array->size(present); left > 0; --left, element += field.array->element_size) {
            array.push_back(field.element == Kind::structure ? structure(field.structure(), element) : scalar(field.element, element));
        }
        return array;
    }

    static Json scalar(Kind kind, const void* at) {
        switch (kind) {
            case Kind::boolean: return *static_cast<const bool*>(at);
            case Kind::int8: return load<std::int8_t>(at);
            case Kind::int16: return load<std::int16_t>(at);
            case Kind::uint16: return load<std::uint16_t>(at);
            case Kind::int32: return load<std::int32_t>(at);
            case Kind::uint32: return load<std::uint32_t>(at);
            case Kind::int64: return load<std::int64_t>(at);
            case Kind::float64: return load<double>(at);
            case Kind::uuid: return static_cast<const Uuid*>(at)->to_string();
            case Kind::string: return valid_utf8(*static_cast<const std::string*>(at));
            case Kind::bytes: return base64(*static_cast<const Bytes*>(at));
            case Kind::records: return static_cast<const Records*>(at)->size();
            case Kind::structure:
            case Kind::array: break;
        }
        fail_assertion(__FILE__, __LINE__, "kind", "no array holds arrays", std::string(name_of(kind)));
    }

    Version version_;
};

}  // namespace

Json to_json(const Message& message, const void* body, Version version) {
    return JsonWriter(version).structure(message.body, static_cast<const std::byte*>(body));
}

}  // namespace vitrine::wire
