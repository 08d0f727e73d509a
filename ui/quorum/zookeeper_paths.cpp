// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "ui/common/format.h"
#include "ui/quorum/path_sources.h"

namespace vitrine::ui {

namespace {

using Json = nlohmann::ordered_json;
using Entries = std::vector<PathSource::Entry>;

constexpr std::array securityProtocols{"PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"};
constexpr auto defaultEntity = "<default>";

QString line(const Json &json) { return toQString(json.dump(-1, ' ', false, Json::error_handler_t::replace)); }

std::string protocolOf(std::int16_t id)
{
    return id >= 0 && static_cast<std::size_t>(id) < securityProtocols.size() ? securityProtocols[static_cast<std::size_t>(id)]
                                                                              : std::to_string(id);
}

Json idList(const std::vector<BrokerId> &ids)
{
    Json list = Json::array();
    for (const BrokerId id : ids) list.push_back(id.value());
    return list;
}

// BrokerIdZNode, version 5.
Json brokerJson(const observe::BrokerView &broker, const MetadataFacts &facts)
{
    Json json{{"version", 5}, {"host", broker.host}, {"port", broker.port}, {"jmx_port", -1}};
    Json endpoints = Json::array();
    Json protocols = Json::object();
    Json features = Json::object();
    const auto record = facts.brokers.find(broker.id.value());
    json["timestamp"] = std::to_string(record == facts.brokers.end() ? 0 : record->second.timestampMs);
    if (record != facts.brokers.end()) {
        for (const auto &endpoint : record->second.record.end_points) {
            endpoints.push_back(endpoint.name + "://" + endpoint.host + ":" + std::to_string(endpoint.port));
            protocols[endpoint.name] = protocolOf(endpoint.security_protocol);
        }
        for (const auto &feature : record->second.record.features)
            features[feature.name] = {{"min_version", feature.min_supported_version}, {"max_version", feature.max_supported_version}};
    } else {
        endpoints.push_back("PLAINTEXT://" + broker.host + ":" + std::to_string(broker.port));
        protocols["PLAINTEXT"] = "PLAINTEXT";
    }
    json["endpoints"] = std::move(endpoints);
    if (broker.rack) json["rack"] = *broker.rack;
    json["listener_security_protocol_map"] = std::move(protocols);
    json["features"] = std::move(features);
    return json;
}

// TopicZNode, version 3.
Json topicJson(const TopicState &topic)
{
    Json partitions = Json::object();
    Json adding = Json::object();
    Json removing = Json::object();
    for (const PartitionState &partition : topic.partitions) {
        const std::string index = std::to_string(partition.meta.index);
        partitions[index] = idList(partition.meta.replicas);
        if (!partition.meta.adding_replicas.empty()) adding[index] = idList(partition.meta.adding_replicas);
        if (!partition.meta.removing_replicas.empty()) removing[index] = idList(partition.meta.removing_replicas);
    }
    Json json{{"version", 3}};
    json["partitions"] = std::move(partitions);
    json["adding_replicas"] = std::move(adding);
    json["removing_replicas"] = std::move(removing);
    json["topic_id"] = topic.id.to_string();
    return json;
}

Json configJson(const std::map<std::string, std::string> &values)
{
    Json config = Json::object();
    for (const auto &[key, value] : values) config[key] = value;
    Json json{{"version", 1}};
    json["config"] = std::move(config);
    return json;
}

Entries named(std::initializer_list<const char *> directories, std::initializer_list<const char *> leaves = {})
{
    Entries entries;
    for (const char *name : directories) entries.push_back({QLatin1String(name), true});
    for (const char *name : leaves) entries.push_back({QLatin1String(name), false});
    std::ranges::sort(entries, {}, &PathSource::Entry::name);
    return entries;
}

// Quotas of one kind of entity alone, as /config/clients, /config/users and /config/ips have them.
std::string typeOf(const QString &directory)
{
    return directory == QLatin1String("clients") ? "client-id" : directory == QLatin1String("ips") ? "ip" : "user";
}
QString nameOf(const std::optional<std::string> &name) { return name ? toQString(*name) : QLatin1String(defaultEntity); }

}  // namespace

Entries ZooKeeperPaths::children(const QStringList &path) const
{
    const ClusterState &cluster = m_sources.cluster;
    const MetadataFacts &facts = m_sources.facts();
    const auto depth = path.size();
    if (depth == 0) {
        Entries entries =
            named({"admin", "brokers", "cluster", "config"}, {"consumers", "controller_epoch", "feature", "isr_change_notification",
                                                              "latest_producer_id_block", "log_dir_event_notification"});
        // An ephemeral node: without a controller there is none.
        if (cluster.quorum().leader != no_broker) entries.push_back({QStringLiteral("controller"), false});
        std::ranges::sort(entries, {}, &Entry::name);
        return entries;
    }
    const auto is = [&](qsizetype i, const char *name) { return i < depth && path.at(i) == QLatin1String(name); };
    Entries entries;
    if (is(0, "admin")) return depth == 1 ? named({}, {"delete_topics"}) : entries;
    if (is(0, "cluster")) return depth == 1 && !m_sources.clusterId().isEmpty() ? named({}, {"id"}) : entries;
    if (is(0, "brokers")) {
        if (depth == 1) return named({"ids", "topics"}, {"seqid"});
        if (is(1, "ids") && depth == 2) {
            // Ephemeral as well: a broker that is fenced had lost its session.
            for (const auto &[id, broker] : cluster.brokers())
                if (!broker.fenced) entries.push_back({QString::number(id.value()), false});
        } else if (is(1, "topics") && depth == 2) {
            for (const TopicState *topic : cluster.topics()) entries.push_back({toQString(topic->name), true});
        } else if (is(1, "topics") && depth == 3) {
            if (cluster.topic(path.at(2).toStdString())) return named({"partitions"});
        } else if (is(1, "topics") && depth == 4 && is(3, "partitions")) {
            const TopicState *topic = cluster.topic(path.at(2).toStdString());
            if (!topic) return entries;
            entries.reserve(topic->partitions.size());
            for (const PartitionState &partition : topic->partitions) entries.push_back({QString::number(partition.meta.index), true});
        } else if (is(1, "topics") && depth == 5) {
            return named({}, {"state"});
        }
        return entries;
    }
    if (!is(0, "config")) return entries;
    if (depth == 1) return named({"brokers", "clients", "ips", "topics", "users"}, {"changes"});
    if (depth == 2 && is(1, "topics")) {
        for (const TopicState *topic : cluster.topics()) entries.push_back({toQString(topic->name), false});
    } else if (depth == 2 && is(1, "brokers")) {
        for (const auto &[resource, values] : facts.configs)
            if (resource.first == 4)
                entries.push_back({resource.second.empty() ? QLatin1String(defaultEntity) : toQString(resource.second), false});
    } else if (depth == 2) {
        const std::string type = typeOf(path.at(1));
        for (const auto &[entity, values] : facts.quotas) {
            const auto at = entity.find(type);
            if (at == entity.end() || (entity.size() > 1 && type != "user")) continue;
            const QString name = nameOf(at->second);
            const auto known = std::ranges::find(entries, name, &Entry::name);
            if (known == entries.end()) entries.push_back({name, entity.size() > 1});
            else known->hasChildren = known->hasChildren || entity.size() > 1;
        }
    } else if (depth == 3 && is(1, "users")) {
        return named({"clients"});
    } else if (depth == 4 && is(1, "users")) {
        for (const auto &[entity, values] : facts.quotas)
            if (entity.size() == 2 && entity.contains("user") && entity.contains("client-id") && nameOf(entity.at("user")) == path.at(2))
                entries.push_back({nameOf(entity.at("client-id")), false});
    }
    return entries;
}

QString ZooKeeperPaths::text(const QStringList &path) const
{
    const ClusterState &cluster = m_sources.cluster;
    const MetadataFacts &facts = m_sources.facts();
    const QuorumInfo &quorum = cluster.quorum();
    const auto depth = path.size();
    const auto is = [&](qsizetype i, const char *name) { return i < depth && path.at(i) == QLatin1String(name); };
    if (depth == 1 && is(0, "controller")) {
        if (quorum.leader == no_broker) return {};
        const auto epoch = std::ranges::find(facts.epochs, quorum.epoch.value(), &MetadataFacts::Epoch::epoch);
        return line(Json{{"version", 2},
                         {"brokerid", quorum.leader.value()},
                         {"timestamp", std::to_string(epoch == facts.epochs.end() ? 0 : epoch->timestampMs)},
                         {"kraftControllerEpoch", quorum.epoch.value()}});
    }
    if (depth == 1 && is(0, "controller_epoch")) return QString::number(quorum.epoch.value());
    if (depth == 1 && is(0, "feature")) {
        Json features = Json::object();
        for (const auto &[name, level] : facts.features) features[name] = {{"max_version_level", level}};
        Json json{{"version", 2}, {"status", 1}};
        json["features"] = std::move(features);
        return line(json);
    }
    if (depth == 1 && is(0, "latest_producer_id_block")) {
        if (!facts.producerIds) return {};
        // Kafka hands them out by the thousand (ProducerIdsBlock.PRODUCER_ID_BLOCK_SIZE).
        const std::int64_t next = facts.producerIds->next_producer_id;
        return line(Json{{"version", 1},
                         {"broker", facts.producerIds->broker_id.value()},
                         {"block_start", std::to_string(next - 1'000)},
                         {"block_end", std::to_string(next - 1)}});
    }
    if (depth == 2 && is(0, "cluster") && is(1, "id"))
        return m_sources.clusterId().isEmpty() ? QString() : line(Json{{"version", "1"}, {"id", m_sources.clusterId().toStdString()}});
    if (depth == 3 && is(0, "brokers") && is(1, "ids")) {
        const observe::BrokerView *broker = cluster.broker(BrokerId(path.at(2).toInt()));
        return broker && !broker->fenced ? line(brokerJson(*broker, facts)) : QString();
    }
    if (depth >= 3 && is(0, "brokers") && is(1, "topics")) {
        const TopicState *topic = cluster.topic(path.at(2).toStdString());
        if (!topic) return {};
        if (depth == 3) return line(topicJson(*topic));
        const auto index = static_cast<std::size_t>(path.value(4).toUInt());
        if (depth != 6 || index >= topic->partitions.size()) return {};
        const observe::PartitionView &partition = topic->partitions[index].meta;
        return line(Json{{"version", 1},
                         {"leader", partition.leader.value()},
                         {"leader_epoch", partition.leader_epoch.value()},
                         {"controller_epoch", quorum.epoch.value()},
                         {"isr", idList(partition.isr)}});
    }
    return is(0, "config") ? textOfConfig(path) : QString();
}

QString ZooKeeperPaths::textOfConfig(const QStringList &path) const
{
    const MetadataFacts &facts = m_sources.facts();
    const auto depth = path.size();
    if (depth < 3) return {};
    const std::string name = path.at(2).toStdString();
    if (path.at(1) == QLatin1String("topics")) {
        const TopicState *topic = m_sources.cluster.topic(name);
        return topic ? line(configJson(topic->configs)) : QString();
    }
    if (path.at(1) == QLatin1String("brokers")) {
        const auto at = facts.configs.find({4, name == defaultEntity ? std::string() : name});
        return at == facts.configs.end() ? QString() : line(configJson(at->second));
    }
    const std::string type = typeOf(path.at(1));
    for (const auto &[entity, values] : facts.quotas) {
        const auto at = entity.find(type);
        const auto client = entity.find("client-id");
        if (at == entity.end() || nameOf(at->second) != path.at(2)) continue;
        if (depth == 3 ? entity.size() != 1 : depth != 5 || client == entity.end() || nameOf(client->second) != path.at(4)) continue;
        std::map<std::string, std::string> config;
        for (const auto &[key, value] : values) config[key] = QString::number(value, 'f', 1).toStdString();
        return line(configJson(config));
    }
    return {};
}

}  // namespace vitrine::ui
