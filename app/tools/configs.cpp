// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include "app/tools/admin_calls.h"
#include "app/tools/configs_quotas.h"
#include "app/tools/configs_text.h"
#include "app/tools/groups_calls.h"
#include "app/tools/tools.h"
#include "messages/incremental_alter_configs.h"
#include "messages/list_config_resources.h"

namespace vitrine::tools {
namespace {

struct EntityType {
    const char *plural;    // --entity-type
    const char *singular;  // in what is printed
    const char *shortOption;
    std::int8_t resource;
    std::int8_t source;  // what is dynamic of it
};
constexpr std::int8_t brokerResource = 4;
constexpr std::int8_t brokerDefaultSource = 3;
constexpr EntityType entityTypes[] = {
    {"topics", "topic", "topic", 2, 1},
    {"brokers", "broker", "broker", brokerResource, 2},
    {"groups", "group", "group", 32, 8},
    {"client-metrics", "client-metric", "client-metrics", 16, 7},
};

void declare(ToolOptions &options)
{
    options.connects();
    options.flag("describe", "Print the configuration");
    options.flag("alter", "Change the configuration");
    options.flag("all", "With --describe: every key, not only what was set at run time");
    options.values("entity-type", "TYPE",
                   "topics, brokers, groups, client-metrics, users, clients or ips; users and clients also together");
    options.values("entity-name", "NAME", "The topic, broker id, group, subscription, user, client id or address");
    options.flag("entity-default", "The default for all brokers, users, clients or addresses");
    declareQuotaOptions(options);
    options.value("topic", "NAME", "The same as --entity-type topics --entity-name NAME");
    options.value("broker", "ID", "The same as --entity-type brokers --entity-name ID");
    options.flag("broker-defaults", "The same as --entity-type brokers --entity-default");
    options.value("group", "NAME", "The same as --entity-type groups --entity-name NAME");
    options.value("client-metrics", "NAME", "The same as --entity-type client-metrics --entity-name NAME");
    options.value("add-config", "KEY=VALUE,…",
                  "With --alter: set these; a value with commas stands in brackets, as in cleanup.policy=[compact,delete]");
    options.value("add-config-file", "FILE", "With --alter: set what a file of properties has");
    options.value("delete-config", "KEY,…", "With --alter: back to the default");
}

struct Entity {
    const EntityType *type = nullptr;
    std::optional<std::string> name;  // none: every one; "": the default
};

Result<Entity> entityOf(const ToolOptions &options)
{
    const auto wrong = [](std::string text) { return failure(ErrorCode::INVALID_REQUEST, std::move(text)); };
    Entity entity;
    if (options.all("entity-type").size() > 1) return wrong("only users and clients may be named together");
    const int given = options.count({"entity-type", "topic", "broker", "broker-defaults", "group", "client-metrics"});
    if (given == 0)
        return wrong("--entity-type TYPE is needed, or one of --topic, --broker, --broker-defaults, --group or --client-metrics");
    if (given > 1)
        return wrong("only one of --entity-type, --topic, --broker, --broker-defaults, --group or --client-metrics may be given");
    for (const EntityType &type : entityTypes) {
        if (options.get("entity-type") == type.plural || options.has(type.shortOption)) entity.type = &type;
        if (options.has(type.shortOption)) entity.name = options.get(type.shortOption);
    }
    if (options.has("broker-defaults")) {
        entity.type = &entityTypes[1];
        entity.name = "";
    }
    if (entity.type == nullptr) {
        return wrong(
            fmt::format("there is no entity type \"{}\"; there are topics, brokers, groups, client-metrics, users, clients and ips",
                        options.get("entity-type").value_or("")));
    }
    if (auto status = options.notTogether("entity-name", {"entity-default"}); !status) return std::unexpected(status.error());
    if (const auto name = options.get("entity-name")) {
        if (!options.has("entity-type")) return wrong("--entity-name goes only with --entity-type");
        entity.name = *name;
    }
    if (options.has("entity-default")) {
        if (entity.type->resource != brokerResource) return wrong("only brokers have a default that can be configured");
        entity.name = "";
    }
    if (entity.type->resource == brokerResource && entity.name && entity.name->find_first_not_of("0123456789") != std::string::npos)
        return wrong(fmt::format("a broker is named by its id, a number, not by \"{}\"", *entity.name));
    if (options.has("alter") && !entity.name)
        return wrong("--alter needs --entity-name" + std::string(entity.type->resource == brokerResource ? " or --entity-default" : ""));
    return entity;
}

Result<std::set<std::string>> namesOf(Cluster &cluster, const EntityType &type)
{
    std::set<std::string> names;
    if (type.resource == 2) {
        const auto topics = listTopics(cluster);
        if (!topics) return std::unexpected(topics.error());
        for (const TopicFacts &topic : *topics) names.insert(topic.name);
        return names;
    }
    if (type.resource == brokerResource) {
        const auto brokers = cluster.brokers();
        if (!brokers) return std::unexpected(brokers.error());
        for (const auto &[broker, endpoint] : *brokers) names.insert(fmt::format("{}", broker));
        return names;
    }
    messages::ListConfigResourcesRequest request;
    request.resource_types.push_back(type.resource);
    const auto response = cluster.any<messages::ListConfigResourcesResponse>(std::move(request));
    if (!response && response.error().code != ErrorCode::UNSUPPORTED_VERSION) return std::unexpected(response.error());
    if (response && response->error_code != ErrorCode::NONE)
        return failure(response->error_code, std::string(error_info(response->error_code).meaning));
    if (response) {
        for (const auto &resource : response->config_resources) {
            if (resource.resource_type == type.resource) names.insert(resource.resource_name);
        }
    }
    if (type.resource == 32) {
        const auto groups = listGroups(cluster);
        if (!groups) return std::unexpected(groups.error());
        for (const GroupListing &group : *groups) names.insert(group.group);
    }
    return names;
}

std::string nameOf(const Entity &entity, const std::string &name)
{
    return name.empty() ? fmt::format("{} in the cluster", entity.type->plural) : fmt::format("{} {}", entity.type->singular, name);
}

Status describe(Cluster &cluster, const Entity &entity, bool all)
{
    const bool brokers = entity.type->resource == brokerResource;
    const auto known = namesOf(cluster, *entity.type);
    if (!known) return std::unexpected(known.error());
    std::vector<std::string> names(known->begin(), known->end());
    if (brokers) names.emplace_back();
    if (entity.name) {
        if (!entity.name->empty() && !known->contains(*entity.name)) {
            print(fmt::format("The {} '{}' doesn't exist and doesn't have dynamic config.\n", entity.type->singular, *entity.name));
            return {};
        }
        names = {*entity.name};
    }
    for (const std::string &name : names) {
        if (name.empty()) print(fmt::format("Default configs for {} are:\n", nameOf(entity, name)));
        else print(fmt::format("{} configs for {} are:\n", all ? "All" : "Dynamic", nameOf(entity, name)));
        const auto described = describeConfigs(cluster, entity.type->resource, {name}, true);
        if (!described) return std::unexpected(described.error());
        const auto found = described->find(name);
        if (found == described->end()) continue;
        const std::int8_t wanted = brokers && name.empty() ? brokerDefaultSource : entity.type->source;
        for (const ConfigFacts &config : found->second) {
            if (all || config.source == wanted) print(configLine(config));
        }
    }
    return {};
}

Status alter(Cluster &cluster, const ToolOptions &options, const Entity &entity)
{
    const auto changes = configChanges(options);
    if (!changes) return std::unexpected(changes.error());
    messages::IncrementalAlterConfigsRequest request;
    auto &resource = request.resources.emplace_back();
    resource.resource_type = entity.type->resource;
    resource.resource_name = *entity.name;
    constexpr std::int8_t set = 0;
    constexpr std::int8_t remove = 1;
    for (const auto &[key, value] : changes->added) resource.configs.push_back({.name = key, .config_operation = set, .value = value});
    for (const std::string &key : changes->deleted)
        resource.configs.push_back({.name = key, .config_operation = remove, .value = std::nullopt});
    const bool broker = entity.type->resource == brokerResource && !entity.name->empty();
    const auto response =
        broker ? cluster.at<messages::IncrementalAlterConfigsResponse>(BrokerId(std::atoi(entity.name->c_str())), std::move(request))
               : cluster.any<messages::IncrementalAlterConfigsResponse>(std::move(request));
    if (!response) return std::unexpected(response.error());
    for (const auto &result : response->responses) {
        if (result.error_code != ErrorCode::NONE) return failure(result.error_code, sentenceOf(result.error_code, result.error_message));
    }
    print(fmt::format("Completed updating {}config for {}.\n", entity.name->empty() ? "default " : "", nameOf(entity, *entity.name)));
    return {};
}

}  // namespace

int configs(const Arguments &arguments)
{
    ToolOptions options(
        "configs",
        "Prints and changes the configuration of topics, brokers, groups and client metrics, and quotas of users, clients and "
        "addresses, as kafka-configs does.");
    declare(options);
    if (const auto over = options.parse(arguments)) return *over;
    if (options.count({"describe", "alter"}) != 1) return options.wrong("exactly one of --describe or --alter is needed");
    for (const char *option : {"add-config", "add-config-file", "delete-config"}) {
        if (auto status = options.onlyWith(option, {"alter"}); !status) return options.wrong(status.error().message);
    }
    if (auto status = options.onlyWith("all", {"describe"}); !status) return options.wrong(status.error().message);
    if (options.has("alter") && options.count({"add-config", "add-config-file", "delete-config"}) == 0)
        return options.wrong("--alter needs at least one of --add-config, --add-config-file or --delete-config");
    if (areOfQuotas(options)) return configureQuotas(options, arguments);
    const auto entity = entityOf(options);
    if (!entity) return options.wrong(entity.error().message);
    int exit = exitDone;
    const auto cluster = connect(options, exit);
    if (cluster == nullptr) return exit;
    const Status status = options.has("describe") ? describe(*cluster, *entity, options.has("all")) : alter(*cluster, options, *entity);
    if (status) return exitDone;
    printError("vitrine configs: " + status.error().message);
    return exitFailed;
}

}  // namespace vitrine::tools
