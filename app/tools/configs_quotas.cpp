// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/configs_quotas.h"

#include <algorithm>
#include <set>

#include "app/tools/admin_calls.h"
#include "app/tools/configs_text.h"
#include "messages/alter_client_quotas.h"
#include "messages/describe_client_quotas.h"
#include "messages/describe_user_scram_credentials.h"

namespace vitrine::tools {
namespace {

struct QuotaType {
    const char *plural;    // --entity-type
    const char *singular;  // --user
    const char *defaults;  // --user-defaults
    const char *entity;    // in the protocol
};
constexpr QuotaType quotaTypes[] = {
    {"clients", "client", "client-defaults", "client-id"},
    {"users", "user", "user-defaults", "user"},
    {"ips", "ip", "ip-defaults", "ip"},
};

// One of user, client and address.
struct Part {
    const QuotaType *type = nullptr;
    std::optional<std::string> name;  // none: every one; "": the default
};

// --entity-name and --entity-default belong to the types in the order in which they are given.
std::vector<std::string> entityNames(const Arguments &arguments)
{
    std::vector<std::string> names;
    constexpr std::string_view option = "--entity-name";
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "--entity-default") names.emplace_back();
        else if (argument == option && i + 1 < arguments.size()) names.push_back(arguments[++i]);
        else if (argument.starts_with(option) && argument.substr(option.size()).starts_with('='))
            names.emplace_back(argument.substr(option.size() + 1));
    }
    return names;
}

Result<std::vector<Part>> partsOf(const ToolOptions &options, const Arguments &arguments)
{
    const auto wrong = [](std::string text) { return failure(ErrorCode::INVALID_REQUEST, std::move(text)); };
    if (options.count({"topic", "broker", "broker-defaults", "group", "client-metrics"}) > 0)
        return wrong("only users and clients may be named together");
    std::vector<Part> parts;
    for (const std::string &plural : options.all("entity-type")) {
        const auto *type = std::ranges::find(quotaTypes, plural, &QuotaType::plural);
        if (type == std::end(quotaTypes)) return wrong("only users and clients may be named together");
        parts.push_back({type, std::nullopt});
    }
    const auto names = entityNames(arguments);
    if (names.size() > parts.size()) return wrong("there are more names than entity types");
    for (std::size_t i = 0; i < names.size(); ++i) parts[i].name = names[i];
    const bool byType = !parts.empty();
    for (const QuotaType &type : quotaTypes) {
        if (options.has(type.singular)) parts.push_back({&type, options.get(type.singular)});
        if (options.has(type.defaults)) parts.push_back({&type, ""});
    }
    std::set<std::string_view> distinct;
    for (const Part &part : parts) distinct.insert(part.type->entity);
    if (byType &&
        std::ranges::any_of(quotaTypes, [&](const QuotaType &type) { return options.has(type.singular) || options.has(type.defaults); }))
        return wrong("--entity-type does not go together with --user, --client, --ip and their defaults");
    if (distinct.size() != parts.size()) return wrong("each of user, client and address may be named once");
    if (parts.size() > 1 && distinct.contains("ip")) return wrong("only users and clients may be named together");
    return parts;
}

Status describeQuotas(Cluster &cluster, const std::vector<Part> &parts)
{
    messages::DescribeClientQuotasRequest request;
    request.strict = true;
    for (const Part &part : parts) {
        constexpr std::int8_t exact = 0;
        constexpr std::int8_t byDefault = 1;
        constexpr std::int8_t any = 2;
        const bool named = part.name && !part.name->empty();
        request.components.push_back({.entity_type = part.type->entity,
                                      .match_type = !part.name ? any
                                                    : named    ? exact
                                                               : byDefault,
                                      .match = named ? part.name : std::nullopt});
    }
    const auto response = cluster.any<messages::DescribeClientQuotasResponse>(std::move(request));
    if (!response) return std::unexpected(response.error());
    if (response->error_code != ErrorCode::NONE)
        return failure(response->error_code, sentenceOf(response->error_code, response->error_message));
    std::vector<std::string> lines;
    for (const auto &entry : response->entries.value_or(std::vector<messages::DescribeClientQuotasResponse::EntryData>())) {
        QuotaLine line;
        for (const auto &entity : entry.entity) line.entity[entity.entity_type] = entity.entity_name;
        for (const auto &value : entry.values) line.values[value.key] = value.value;
        lines.push_back(quotaLine(line));
    }
    std::ranges::sort(lines);
    for (const std::string &line : lines) print(line);
    return {};
}

Status describeCredentials(Cluster &cluster, const std::optional<std::string> &user)
{
    messages::DescribeUserScramCredentialsRequest request;
    if (user) request.users->push_back({*user});
    const auto response = cluster.any<messages::DescribeUserScramCredentialsResponse>(std::move(request));
    if (!response) return std::unexpected(response.error());
    if (response->error_code != ErrorCode::NONE)
        return failure(response->error_code, sentenceOf(response->error_code, response->error_message));
    for (const auto &result : response->results) {
        if (result.error_code == ErrorCode::RESOURCE_NOT_FOUND) continue;
        if (result.error_code != ErrorCode::NONE) return failure(result.error_code, sentenceOf(result.error_code, result.error_message));
        std::vector<std::string> mechanisms;
        for (const auto &info : result.credential_infos)
            mechanisms.push_back(fmt::format("{}=iterations={}", info.mechanism == 1 ? "SCRAM-SHA-256" : "SCRAM-SHA-512", info.iterations));
        print(fmt::format("SCRAM credential configs for user-principal '{}' are {}\n", result.user, fmt::join(mechanisms, ", ")));
    }
    return {};
}

Status alterQuotas(Cluster &cluster, const std::vector<Part> &parts, const ConfigChanges &changes)
{
    messages::AlterClientQuotasRequest request;
    auto &entry = request.entries.emplace_back();
    for (const Part &part : parts)
        entry.entity.push_back({.entity_type = part.type->entity, .entity_name = part.name->empty() ? std::nullopt : part.name});
    for (const auto &[key, text] : changes.added) {
        const auto value = quotaValue(text);
        if (!value) return failure(ErrorCode::INVALID_REQUEST, fmt::format("the quota {} is a number, not \"{}\"", key, text));
        entry.ops.push_back({.key = key, .value = *value, .remove = false});
    }
    for (const std::string &key : changes.deleted) entry.ops.push_back({.key = key, .value = 0, .remove = true});
    const auto response = cluster.any<messages::AlterClientQuotasResponse>(std::move(request));
    if (!response) return std::unexpected(response.error());
    for (const auto &result : response->entries) {
        if (result.error_code != ErrorCode::NONE) return failure(result.error_code, sentenceOf(result.error_code, result.error_message));
    }
    const Part &first = parts.front();
    if (first.name->empty()) print(fmt::format("Completed updating default config for {} in the cluster.\n", first.type->plural));
    else print(fmt::format("Completed updating config for {} {}.\n", first.type->singular, *first.name));
    return {};
}

}  // namespace

void declareQuotaOptions(ToolOptions &options)
{
    options.value("user", "NAME", "The same as --entity-type users --entity-name NAME");
    options.flag("user-defaults", "The same as --entity-type users --entity-default");
    options.value("client", "ID", "The same as --entity-type clients --entity-name ID");
    options.flag("client-defaults", "The same as --entity-type clients --entity-default");
    options.value("ip", "ADDRESS", "The same as --entity-type ips --entity-name ADDRESS");
    options.flag("ip-defaults", "The same as --entity-type ips --entity-default");
}

bool areOfQuotas(const ToolOptions &options)
{
    const auto types = options.all("entity-type");
    return std::ranges::any_of(quotaTypes, [&](const QuotaType &type) {
        return options.has(type.singular) || options.has(type.defaults) || std::ranges::find(types, type.plural) != types.end();
    });
}

int configureQuotas(const ToolOptions &options, const Arguments &arguments)
{
    const auto parts = partsOf(options, arguments);
    if (!parts) return options.wrong(parts.error().message);
    ConfigChanges changes;
    if (options.has("alter")) {
        if (!std::ranges::all_of(*parts, [](const Part &part) { return part.name.has_value(); }))
            return options.wrong("--alter needs a name or the default of each entity type");
        auto read = configChanges(options);
        if (!read) return options.wrong(read.error().message);
        changes = std::move(*read);
        for (const auto &[key, value] : changes.added) {
            if (key.starts_with("SCRAM-")) return options.wrong("credentials of users are not configured here");
        }
    }
    int exit = exitDone;
    const auto cluster = connect(options, exit);
    if (cluster == nullptr) return exit;
    Status status;
    if (options.has("alter")) {
        status = alterQuotas(*cluster, *parts, changes);
    } else {
        status = describeQuotas(*cluster, *parts);
        const Part &first = parts->front();
        const bool ofUsersAlone = parts->size() == 1 && std::string_view(first.type->entity) == "user" && first.name != "";
        if (status && ofUsersAlone) status = describeCredentials(*cluster, first.name);
    }
    if (status) return exitDone;
    printError("vitrine configs: " + status.error().message);
    return exitFailed;
}

}  // namespace vitrine::tools
