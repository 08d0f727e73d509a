// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/meta_properties.h"

#include <charconv>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "storage/files.h"
#include "storage/try.h"

namespace vitrine::storage {
namespace {

std::unexpected<Error> bad(std::string_view why) {
    return failure(ErrorCode::KAFKA_STORAGE_ERROR,
                   fmt::format("{}: {}. Was this directory formatted by another program?", meta_properties_name, why));
}

// Java properties, as far as these values need them: key=value or key:value, comments with # or !, a backslash before any character.
std::map<std::string, std::string> parse_properties(std::string_view text) {
    std::map<std::string, std::string> properties;
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        if (line.empty() || line[0] == '#' || line[0] == '!') continue;
        std::string key;
        std::string value;
        std::string* into = &key;
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (into == &key && (line[i] == '=' || line[i] == ':')) {
                into = &value;
            } else if (line[i] == '\\' && i + 1 < line.size()) {
                *into += line[++i];
            } else {
                *into += line[i];
            }
        }
        properties[std::string(trim(key))] = std::string(trim(value));
    }
    return properties;
}

// Java escapes these in values; base64 ids may hold '='.
std::string escape(std::string_view value) {
    std::string escaped;
    for (const char c : value) {
        if (c == '=' || c == ':' || c == '#' || c == '!' || c == '\\') escaped += '\\';
        escaped += c;
    }
    return escaped;
}

}  // namespace

Result<std::optional<MetaProperties>> read_meta_properties(env::Disk& disk) {
    if (!disk.exists(meta_properties_name)) return std::nullopt;
    STORAGE_TAKE(const Bytes content, env::read_file(disk, meta_properties_name));
    const auto properties = parse_properties(as_text(content));
    const auto value_of = [&](const char* key) -> std::optional<std::string> {
        const auto found = properties.find(key);
        if (found == properties.end() || found->second.empty()) return std::nullopt;
        return found->second;
    };
    const auto version = value_of("version");
    if (!version) return bad("version is missing");
    if (*version != "1") return bad(fmt::format("version {} is not supported, only 1", *version));
    MetaProperties meta;
    const auto cluster_id = value_of("cluster.id");
    if (!cluster_id) return bad("cluster.id is missing");
    meta.cluster_id = *cluster_id;
    const auto node_id = value_of("node.id");
    if (!node_id) return bad("node.id is missing");
    std::int32_t id = 0;
    const auto [end, error] = std::from_chars(node_id->data(), node_id->data() + node_id->size(), id);
    if (error != std::errc{} || end != node_id->data() + node_id->size() || id < 0)
        return bad(fmt::format("node.id '{}' is not a node id", *node_id));
    meta.node_id = BrokerId(id);
    // Directories of before KIP-858 have none; Kafka gives them one at the next start.
    if (const auto directory_id = value_of("directory.id")) {
        const auto parsed = Uuid::parse(*directory_id);
        if (!parsed) return bad(fmt::format("directory.id '{}' is not an id", *directory_id));
        meta.directory_id = *parsed;
    }
    return meta;
}

void write_meta_properties(env::Disk& disk, const MetaProperties& properties, env::SyncCompletion done) {
    std::string text = "#\n";
    text += fmt::format("cluster.id={}\n", escape(properties.cluster_id));
    if (!properties.directory_id.is_zero()) text += fmt::format("directory.id={}\n", escape(properties.directory_id.to_string()));
    text += fmt::format("node.id={}\nversion=1\n", properties.node_id);
    env::write_file_durably(disk, meta_properties_name, as_bytes(text), std::move(done));
}

}  // namespace vitrine::storage
