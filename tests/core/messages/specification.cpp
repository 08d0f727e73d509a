// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/messages/specification.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <set>

#include <fmt/format.h>

namespace vitrine::messages::test {
namespace {

using nlohmann::json;
using wire::Field;
using wire::Kind;
using wire::Versions;

std::string text(const json& object, const char* key, std::string absent) {
    const auto found = object.find(key);
    return found == object.end() ? absent : found->get<std::string>();
}

// "none", "3", "3+" or "3-5".
Versions versions_of(const std::string& written) {
    if (written == "none") return wire::no_versions;
    const auto number = [](const std::string& digits) { return static_cast<wire::Version>(std::stoi(digits)); };
    if (written.ends_with('+')) return wire::since(number(written.substr(0, written.size() - 1)));
    const auto dash = written.find('-');
    if (dash == std::string::npos) return wire::between(number(written), number(written));
    return wire::between(number(written.substr(0, dash)), number(written.substr(dash + 1)));
}

std::string shown(const Versions& versions) {
    if (versions.empty()) return "none";
    if (versions.highest == wire::latest) return fmt::format("{}+", versions.lowest);
    if (versions.lowest == versions.highest) return fmt::format("{}", versions.lowest);
    return fmt::format("{}-{}", versions.lowest, versions.highest);
}

std::string type_of(const Field& field) {
    const auto one = [&](Kind kind) { return std::string(kind == Kind::structure ? field.structure().name : wire::name_of(kind)); };
    return field.kind == Kind::array ? "[]" + one(field.element) : one(field.kind);
}

template <class T>
std::string number_at(const void* at) {
    T value;
    std::memcpy(&value, at, sizeof value);
    return std::to_string(value);
}

// The default in one form for both sides: "null", "true", a decimal number, a quoted string, "empty".
std::string default_of(const Field& field, const void* member) {
    if (field.optional != nullptr) {
        if (!field.optional->has_value(member)) return "null";
        member = field.optional->get(member);
    }
    switch (field.kind) {
        case Kind::boolean: return *static_cast<const bool*>(member) ? "true" : "false";
        case Kind::int8: return number_at<std::int8_t>(member);
        case Kind::int16: return number_at<std::int16_t>(member);
        case Kind::uint16: return number_at<std::uint16_t>(member);
        case Kind::int32: return number_at<std::int32_t>(member);
        case Kind::uint32: return number_at<std::uint32_t>(member);
        case Kind::int64: return number_at<std::int64_t>(member);
        case Kind::float64: return number_at<double>(member);
        case Kind::string: return '"' + *static_cast<const std::string*>(member) + '"';
        case Kind::bytes: return static_cast<const Bytes*>(member)->empty() ? "empty" : "bytes";
        case Kind::uuid: return static_cast<const Uuid*>(member)->to_string();
        case Kind::records: return static_cast<const wire::Records*>(member)->size() == 0 ? "empty" : "records";
        case Kind::array: return field.array->size(member) == 0 ? "empty" : "elements";
        case Kind::structure: {
            for (const Field& inner : field.structure().fields) {
                const auto* by_default = static_cast<const std::byte*>(field.structure().defaults) + inner.offset;
                if (!inner.equal(static_cast<const std::byte*>(member) + inner.offset, by_default))
                    return "a struct with fields that are set";
            }
            return "empty";
        }
    }
    return "unknown";
}

// Decimal or 0x…, in the one form; what is no number stays as it is.
std::string number_of(const std::string& written) {
    try {
        return std::to_string(std::stoll(written, nullptr, 0));
    } catch (const std::exception&) {
        return written;
    }
}

std::string specified_default(const json& field) {
    const std::string type = field.at("type").get<std::string>();
    // A bare null says nothing, as in Kafka's generator; "null" does.
    const bool absent = !field.contains("default") || field["default"].is_null();
    std::string written;
    if (!absent) written = field["default"].is_string() ? field["default"].get<std::string>() : field["default"].dump();
    if (type == "string") return !absent && written == "null" ? "null" : '"' + written + '"';
    if (written == "null") return "null";
    if (type == "bool") return absent ? "false" : written;
    if (type == "float64") return std::to_string(absent ? 0.0 : std::stod(written));
    if (type.starts_with("int") || type.starts_with("uint")) return absent ? "0" : number_of(written);
    if (type == "uuid") return absent ? Uuid{}.to_string() : written;
    return absent ? "empty" : written;
}

class Comparer {
public:
    explicit Comparer(const json& specification) : specification_(specification) {
        if (const auto found = specification.find("commonStructs"); found != specification.end()) {
            for (const json& each : *found) common_[each.at("name").get<std::string>()] = &each;
        }
    }

    std::vector<std::string> compare(const wire::Message& message) {
        static const std::map<std::string, wire::MessageType> types{
            {"request", wire::MessageType::request},
            {"response", wire::MessageType::response},
            {"header", wire::MessageType::header},
            {"data", wire::MessageType::data},
            {"metadata", wire::MessageType::metadata},
            {"coordinator-key", wire::MessageType::coordinator_key},
            {"coordinator-value", wire::MessageType::coordinator_value},
        };
        same("name", std::string(message.name()), text(specification_, "name", ""));
        const std::string type = text(specification_, "type", "");
        if (!types.contains(type) || types.at(type) != message.type) note("type", "another", type);
        same("apiKey", std::to_string(message.api_key), specification_.contains("apiKey") ? specification_["apiKey"].dump() : "-1");
        same("validVersions", shown(message.versions), shown(versions_of(text(specification_, "validVersions", "none"))));
        const Versions flexible = message.flexible_from == wire::latest ? wire::no_versions : wire::since(message.flexible_from);
        same("flexibleVersions", shown(flexible), shown(versions_of(text(specification_, "flexibleVersions", "none"))));
        const bool unstable = specification_.contains("latestVersionUnstable") && specification_["latestVersionUnstable"].get<bool>();
        if (message.latest_version_unstable != unstable)
            note("latestVersionUnstable", message.latest_version_unstable ? "true" : "false", unstable ? "true" : "false");
        if (message.type == wire::MessageType::request) compare_listeners(message);
        compare_struct(message.body, specification_.at("fields"), std::string(message.name()));
        return std::move(found_);
    }

private:
    void compare_listeners(const wire::Message& message) {
        std::set<std::string> listeners;
        if (const auto found = specification_.find("listeners"); found != specification_.end())
            listeners = found->get<std::set<std::string>>();
        std::set<std::string> declared;
        const auto bits = static_cast<unsigned>(message.listeners);
        if ((bits & static_cast<unsigned>(wire::ListenerType::broker)) != 0) declared.insert("broker");
        if ((bits & static_cast<unsigned>(wire::ListenerType::controller)) != 0) declared.insert("controller");
        same("listeners", json(declared).dump(), json(listeners).dump());
    }

    void compare_struct(const wire::Struct& declared, const json& fields, const std::string& where) {
        for (std::size_t i = 0; i < std::max(declared.fields.size(), fields.size()); ++i) {
            if (i >= declared.fields.size()) {
                note(where, "no more fields", fields[i].at("name").get<std::string>());
            } else if (i >= fields.size()) {
                note(where, std::string(declared.fields[i].name), "no more fields");
            } else {
                compare_field(declared, declared.fields[i], fields[i], where);
            }
        }
    }

    void compare_field(const wire::Struct& owner, const Field& field, const json& specified, const std::string& struct_path) {
        const std::string where = fmt::format("{}.{}", struct_path, field.name);
        same(where + " name", std::string(field.name), specified.at("name").get<std::string>());
        const std::string type = specified.at("type").get<std::string>();
        same(where + " type", type_of(field), type);
        same(where + " versions", shown(field.versions),
             shown(versions_of(text(specified, "versions", text(specified, "taggedVersions", "none")))));
        same(where + " nullableVersions", shown(field.nullable), shown(versions_of(text(specified, "nullableVersions", "none"))));
        same(where + " tag", std::to_string(field.tag), specified.contains("tag") ? specified["tag"].dump() : "-1");
        same(where + " taggedVersions", shown(field.tagged), shown(versions_of(text(specified, "taggedVersions", "none"))));
        const bool ignorable = specified.contains("ignorable") && specified["ignorable"].get<bool>();
        same(where + " ignorable", field.ignorable ? "true" : "false", ignorable ? "true" : "false");
        // Kafka uses this key only to keep a field out of the flexible form.
        same(where + " flexibleVersions", field.never_flexible ? "none" : "of the message",
             text(specified, "flexibleVersions", "of the message"));
        const auto* by_default = static_cast<const std::byte*>(owner.defaults) + field.offset;
        same(where + " default", default_of(field, by_default), specified_default(specified));

        if (field.structure == nullptr) return;
        const std::string struct_name = type.starts_with("[]") ? type.substr(2) : type;
        const auto common = common_.find(struct_name);
        const json* fields = specified.contains("fields") ? &specified["fields"]
                             : common != common_.end()    ? &common->second->at("fields")
                                                          : nullptr;
        if (fields == nullptr) note(where, "a struct", "no fields");
        else compare_struct(field.structure(), *fields, where);
    }

    void same(const std::string& what, const std::string& declared, const std::string& specified) {
        if (declared != specified) note(what, declared, specified);
    }
    void note(const std::string& what, const std::string& declared, const std::string& specified) {
        found_.push_back(fmt::format("{}: declared is {}, specified is {}", what, declared, specified));
    }

    const json& specification_;
    std::map<std::string, const json*> common_;
    std::vector<std::string> found_;
};

}  // namespace

std::map<std::string, Specification> read_specifications(const std::filesystem::path& folder) {
    std::map<std::string, Specification> result;
    if (!std::filesystem::is_directory(folder)) return result;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".json") continue;
        std::ifstream file(entry.path());
        json parsed = json::parse(file, nullptr, true, true);
        std::string name = parsed.at("name").get<std::string>();
        result.emplace(std::move(name), Specification{entry.path().parent_path().filename().string(), std::move(parsed)});
    }
    return result;
}

std::filesystem::path specifications_folder() {
    if (const char* given = std::getenv("VITRINE_PROTOCOL_DIR")) return given;
    return std::filesystem::path(VITRINE_SOURCE_DIR) / ".." / "shared" / "protocol";
}

std::vector<std::string> differences(const wire::Message& message, const json& specification) {
    return Comparer(specification).compare(message);
}

}  // namespace vitrine::messages::test
