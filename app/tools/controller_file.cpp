// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/controller_file.h"

#include <charconv>

#include <fmt/format.h>

#include "base/text.h"

namespace vitrine::tools {
namespace {

std::unexpected<Error> wrong(std::string sentence) { return failure(ErrorCode::INVALID_REQUEST, std::move(sentence)); }

constexpr const char *isThatOne = "Is this a valid controller configuration file?";

// Names of listeners are compared so.
std::string upperCase(std::string text)
{
    for (char &byte : text) byte = byte >= 'a' && byte <= 'z' ? static_cast<char>(byte - 'a' + 'A') : byte;
    return text;
}

std::vector<std::string> listOf(const std::string &text)
{
    std::vector<std::string> items;
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        if (const std::string_view item = trim(rest.substr(0, comma)); !item.empty()) items.emplace_back(item);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return items;
}

std::string valueOf(const Properties &properties, const std::string &key)
{
    const auto found = properties.find(key);
    return found == properties.end() ? std::string() : found->second;
}

// "NAME://HOST:PORT", the host perhaps empty or an IPv6 address in brackets.
Result<ControllerFacts::Endpoint> parseListener(const std::string &text)
{
    const std::size_t scheme = text.find("://");
    const std::size_t colon = text.rfind(':');
    std::uint16_t port = 0;
    if (scheme == std::string::npos || scheme == 0 || colon <= scheme)
        return wrong(fmt::format("\"{}\" is no listener: NAME://HOST:PORT", text));
    const auto [end, error] = std::from_chars(text.data() + colon + 1, text.data() + text.size(), port);
    if (error != std::errc() || end != text.data() + text.size())
        return wrong(fmt::format("\"{}\" is no listener: NAME://HOST:PORT", text));
    std::string host = text.substr(scheme + 3, colon - scheme - 3);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    return ControllerFacts::Endpoint{.listener = upperCase(text.substr(0, scheme)), .host = std::move(host), .port = port};
}

Result<BrokerId> idOf(const Properties &properties)
{
    if (!properties.contains("node.id")) return wrong(fmt::format("node.id not found in configuration file. {}", isThatOne));
    const std::string text = valueOf(properties, "node.id");
    std::int32_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc() || end != text.data() + text.size())
        return wrong(fmt::format("node.id is \"{}\" in the configuration file, which is no whole number", text));
    if (id < 0) return wrong(fmt::format("node.id was negative in configuration file. {}", isThatOne));
    bool controller = false;
    for (const std::string &role : listOf(valueOf(properties, "process.roles"))) controller = controller || role == "controller";
    if (!controller) return wrong(fmt::format("process.roles did not contain 'controller' in configuration file. {}", isThatOne));
    return BrokerId(id);
}

Result<Uuid> directoryIdOf(const Properties &properties)
{
    std::string directory = valueOf(properties, "metadata.log.dir");
    if (!properties.contains("metadata.log.dir")) {
        const auto directories = listOf(valueOf(properties, "log.dirs"));
        if (directories.empty()) return wrong(fmt::format("Neither metadata.log.dir nor log.dirs were found. {}", isThatOne));
        directory = directories.front();
    }
    const auto meta = readProperties(directory + "/meta.properties");
    if (!meta) return wrong(fmt::format("Unable to read meta.properties from {}", directory));
    const auto id = Uuid::parse(valueOf(*meta, "directory.id"));
    if (!id) return wrong(fmt::format("No directory id found in {}", directory));
    return *id;
}

Result<std::vector<ControllerFacts::Endpoint>> endpointsOf(const Properties &properties)
{
    std::map<std::string, ControllerFacts::Endpoint> known;
    for (const char *key : {"listeners", "advertised.listeners"}) {
        for (const std::string &text : listOf(valueOf(properties, key))) {
            auto listener = parseListener(text);
            if (!listener) return std::unexpected(listener.error());
            known[listener->listener] = std::move(*listener);
        }
    }
    const auto names = listOf(valueOf(properties, "controller.listener.names"));
    if (names.empty()) return wrong(fmt::format("controller.listener.names was not found. {}", isThatOne));
    std::vector<ControllerFacts::Endpoint> endpoints;
    for (const std::string &name : names) {
        const auto found = known.find(upperCase(name));
        if (found == known.end()) return wrong(fmt::format("Cannot find information about controller listener name: {}", name));
        endpoints.push_back(found->second);
        if (endpoints.back().host.empty()) endpoints.back().host = "localhost";
    }
    return endpoints;
}

}  // namespace

Result<ControllerFacts> controllerFacts(const Properties &properties)
{
    const auto id = idOf(properties);
    if (!id) return std::unexpected(id.error());
    const auto directory = directoryIdOf(properties);
    if (!directory) return std::unexpected(directory.error());
    auto endpoints = endpointsOf(properties);
    if (!endpoints) return std::unexpected(endpoints.error());
    return ControllerFacts{.id = *id, .directory = *directory, .endpoints = std::move(*endpoints)};
}

std::string endpointsText(const std::vector<ControllerFacts::Endpoint> &endpoints)
{
    std::string text;
    for (const auto &endpoint : endpoints) {
        const bool bracketed = endpoint.host.contains(':');
        text += fmt::format("{}{}://{}{}{}:{}", text.empty() ? "" : ", ", endpoint.listener, bracketed ? "[" : "", endpoint.host,
                            bracketed ? "]" : "", endpoint.port);
    }
    return text;
}

}  // namespace vitrine::tools
