// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>

#include "ui/common/format.h"
#include "ui/quorum/path_sources.h"

namespace vitrine::ui {

namespace {

using Entry = PathSource::Entry;
using Entries = std::vector<Entry>;

// Kafka's names of metadata.version, by level from 1 on (MetadataVersion).
constexpr std::array metadataVersions{"3.0-IV1", "3.1-IV0", "3.2-IV0", "3.3-IV0", "3.3-IV1", "3.3-IV2", "3.3-IV3", "3.4-IV0",
                                      "3.5-IV0", "3.5-IV1", "3.5-IV2", "3.6-IV0", "3.6-IV1", "3.6-IV2", "3.7-IV0", "3.7-IV1",
                                      "3.7-IV2", "3.7-IV3", "3.7-IV4", "3.8-IV0", "3.9-IV0", "4.0-IV0", "4.0-IV1", "4.0-IV2",
                                      "4.0-IV3", "4.1-IV0", "4.1-IV1", "4.2-IV0", "4.2-IV1", "4.3-IV0"};
constexpr auto metadataVersion = "metadata.version";

QString securityProtocol(std::int16_t id)
{
    static const std::array names{QStringLiteral("PLAINTEXT"), QStringLiteral("SSL"), QStringLiteral("SASL_PLAINTEXT"),
                                  QStringLiteral("SASL_SSL")};
    return id >= 0 && static_cast<std::size_t>(id) < names.size() ? names[static_cast<std::size_t>(id)] : QString::number(id);
}

QString resourceName(const MetadataFacts::ConfigResource &resource)
{
    static const std::map<std::int8_t, QString> types{{2, QStringLiteral("TOPIC")},
                                                      {4, QStringLiteral("BROKER")},
                                                      {8, QStringLiteral("BROKER_LOGGER")},
                                                      {16, QStringLiteral("CLIENT_METRICS")},
                                                      {32, QStringLiteral("GROUP")}};
    const auto at = types.find(resource.first);
    const QString type = at == types.end() ? QStringLiteral("UNKNOWN") : at->second;
    return resource.second.empty() ? type : type + QLatin1Char(':') + toQString(resource.second);
}

// The shell escapes what its own syntax needs.
QString quotaName(const MetadataFacts::QuotaEntity &entity)
{
    QStringList parts;
    for (const auto &[key, label] : {std::pair("client-id", "clientId"), std::pair("ip", "ip"), std::pair("user", "user")}) {
        const auto at = entity.find(key);
        if (at == entity.end()) continue;
        QString name = at->second ? toQString(*at->second) : QStringLiteral("<default>");
        name.replace(QLatin1Char('\\'), QStringLiteral("\\\\"))
            .replace(QLatin1Char('('), QStringLiteral("\\("))
            .replace(QLatin1Char(')'), QStringLiteral("\\)"));
        parts << QLatin1String(label) + QLatin1Char('(') + name + QLatin1Char(')');
    }
    return parts.join(QLatin1Char('_'));
}

template <class Ids>
QString listed(const Ids &ids)
{
    QStringList parts;
    for (const auto &id : ids) parts << QString::number(id.value());
    return QLatin1Char('[') + parts.join(QStringLiteral(", ")) + QLatin1Char(']');
}

template <class Endpoints>
QString listeners(const Endpoints &endpoints)
{
    QStringList parts;
    for (const auto &endpoint : endpoints)
        parts << QStringLiteral("Endpoint(listenerName='%1', securityProtocol=%2, host='%3', port=%4)")
                     .arg(toQString(endpoint.name), securityProtocol(endpoint.security_protocol), toQString(endpoint.host))
                     .arg(endpoint.port);
    parts.sort();
    return QLatin1Char('[') + parts.join(QStringLiteral(", ")) + QLatin1Char(']');
}

template <class Features>
QString supported(const Features &features)
{
    QStringList parts;
    for (const auto &feature : features)
        parts << toQString(feature.name) + QStringLiteral(": ") +
                     (feature.min_supported_version == feature.max_supported_version
                          ? QString::number(feature.min_supported_version)
                          : QStringLiteral("%1-%2").arg(feature.min_supported_version).arg(feature.max_supported_version));
    parts.sort();
    return QLatin1Char('{') + parts.join(QStringLiteral(", ")) + QLatin1Char('}');
}

QString boolean(bool value) { return value ? QStringLiteral("true") : QStringLiteral("false"); }

QString brokerText(const observe::BrokerView &broker, const MetadataFacts &facts)
{
    QStringList parts{QStringLiteral("id=%1").arg(broker.id.value()), QStringLiteral("epoch=%1").arg(broker.epoch.value())};
    const auto record = facts.brokers.find(broker.id.value());
    if (record != facts.brokers.end()) {
        const auto &r = record->second.record;
        parts << QStringLiteral("incarnationId=") + toQString(r.incarnation_id.to_string())
              << QStringLiteral("listeners=") + listeners(r.end_points) << QStringLiteral("supportedFeatures=") + supported(r.features);
    }
    parts << QStringLiteral("rack=") +
                 (broker.rack ? QStringLiteral("Optional[%1]").arg(toQString(*broker.rack)) : QStringLiteral("Optional.empty"))
          << QStringLiteral("fenced=") + boolean(broker.fenced)
          << QStringLiteral("inControlledShutdown=") + boolean(broker.in_controlled_shutdown);
    if (record != facts.brokers.end()) {
        QStringList directories;
        for (const Uuid &id : record->second.record.log_dirs) directories << toQString(id.to_string());
        parts << QStringLiteral("directories=[%1]").arg(directories.join(QStringLiteral(", ")));
    }
    return QStringLiteral("BrokerRegistration(%1)").arg(parts.join(QStringLiteral(", ")));
}

QString partitionText(const observe::PartitionView &partition)
{
    return QStringLiteral(
               "PartitionRegistration(replicas=%1, isr=%2, removingReplicas=%3, addingReplicas=%4, elr=%5, leader=%6, "
               "leaderEpoch=%7, partitionEpoch=%8)")
        .arg(listed(partition.replicas), listed(partition.isr), listed(partition.removing_replicas), listed(partition.adding_replicas),
             listed(partition.eligible_leader_replicas))
        .arg(partition.leader.value())
        .arg(partition.leader_epoch.value())
        .arg(partition.partition_epoch.value());
}

Entries leaves(const QStringList &names)
{
    Entries entries;
    for (const QString &name : names) entries.push_back({name, false});
    return entries;
}

Entries directories(std::initializer_list<const char *> names)
{
    Entries entries;
    for (const char *name : names) entries.push_back({QLatin1String(name), true});
    return entries;
}

// What the shell would not print either.
bool isSecret(std::string_view key) { return key.find("password") != std::string_view::npos || key.find("jaas") != std::string_view::npos; }

const TopicState *topicById(const ClusterState &cluster, const QString &id)
{
    const auto parsed = Uuid::parse(id.toStdString());
    if (!parsed) return nullptr;
    for (const TopicState *topic : cluster.topics())
        if (topic->id == *parsed) return topic;
    return nullptr;
}

}  // namespace

Entries ShellPaths::children(const QStringList &path) const
{
    if (path.isEmpty()) return directories({"image", "local"});
    if (path.first() == QLatin1String("local"))
        return path.size() == 1 ? leaves({QStringLiteral("commitId"), QStringLiteral("version")}) : Entries();
    return path.first() == QLatin1String("image") ? childrenOfImage(path.sliced(1)) : Entries();
}

Entries ShellPaths::childrenOfImage(const QStringList &path) const
{
    const MetadataFacts &facts = m_sources.facts();
    const ClusterState &cluster = m_sources.cluster;
    if (path.isEmpty()) {
        Entries entries = directories(
            {"acls", "clientQuotas", "cluster", "configs", "delegationToken", "features", "producerIds", "provenance", "scram", "topics"});
        for (Entry &entry : entries) entry.hasChildren = entry.name != QLatin1String("provenance");
        return entries;
    }
    const QString &part = path.first();
    const auto depth = path.size();
    Entries entries;
    const auto add = [&](const QString &name, bool hasChildren) { entries.push_back({name, hasChildren}); };
    if (part == QLatin1String("acls") && depth == 1) {
        for (const auto &[id, acl] : facts.acls) add(toQString(id), false);
    } else if (part == QLatin1String("clientQuotas")) {
        for (const auto &[entity, values] : facts.quotas) {
            if (depth == 1) add(quotaName(entity), true);
            else if (depth == 2 && quotaName(entity) == path.at(1))
                for (const auto &[key, value] : values) add(toQString(key), false);
        }
    } else if (part == QLatin1String("cluster")) {
        if (depth == 1) return directories({"brokers", "controllers"});
        if (depth == 2 && path.at(1) == QLatin1String("brokers"))
            for (const auto &[id, broker] : cluster.brokers()) add(QString::number(id.value()), false);
        if (depth == 2 && path.at(1) == QLatin1String("controllers"))
            for (const auto &[id, controller] : facts.controllers) add(QString::number(id), false);
    } else if (part == QLatin1String("configs")) {
        const bool one = depth == 2;
        for (const auto &[resource, values] : facts.configs) {
            if (depth == 1) add(resourceName(resource), true);
            else if (one && resourceName(resource) == path.at(1))
                for (const auto &[key, value] : values) add(toQString(key), false);
        }
        for (const TopicState *topic : cluster.topics()) {
            if (topic->configs.empty()) continue;
            const QString name = resourceName({2, topic->name});
            if (depth == 1) add(name, true);
            else if (one && name == path.at(1))
                for (const auto &[key, value] : topic->configs) add(toQString(key), false);
        }
    } else if (part == QLatin1String("delegationToken") && depth == 1) {
        for (const auto &[id, token] : facts.tokens) add(toQString(id), false);
    } else if (part == QLatin1String("features") && depth == 1) {
        add(QStringLiteral("metadataVersion"), false);
        for (const auto &[name, level] : facts.features)
            if (name != metadataVersion) add(QStringLiteral("finalized_") + toQString(name), false);
    } else if (part == QLatin1String("producerIds") && depth == 1) {
        add(QStringLiteral("nextProducerId"), false);
    } else if (part == QLatin1String("scram")) {
        if (depth == 1) return directories({"SCRAM-SHA-256", "SCRAM-SHA-512"});
        for (const auto &[key, credential] : facts.scram)
            if (depth == 2 && path.at(1) == (key.first == 1 ? QLatin1String("SCRAM-SHA-256") : QLatin1String("SCRAM-SHA-512")))
                add(toQString(key.second), false);
    } else if (part == QLatin1String("topics")) {
        if (depth == 1) return directories({"byId", "byName"});
        const bool byName = path.at(1) == QLatin1String("byName");
        if (depth == 2) {
            for (const TopicState *topic : cluster.topics()) add(toQString(byName ? topic->name : topic->id.to_string()), true);
            if (!byName) std::ranges::sort(entries, {}, &Entry::name);
        } else if (depth == 3) {
            const TopicState *topic = byName ? cluster.topic(path.at(2).toStdString()) : topicById(cluster, path.at(2));
            if (!topic) return {};
            entries.reserve(topic->partitions.size() + 2);
            add(QStringLiteral("id"), false);
            add(QStringLiteral("name"), false);
            for (const PartitionState &partition : topic->partitions) add(QString::number(partition.meta.index), false);
        }
    }
    return entries;
}

QString ShellPaths::text(const QStringList &path) const
{
    if (path.size() == 2 && path.first() == QLatin1String("local"))
        return path.at(1) == QLatin1String("version") ? QCoreApplication::applicationVersion() : QStringLiteral("unknown");
    return path.size() >= 2 && path.first() == QLatin1String("image") ? textOfImage(path.sliced(1)) : QString();
}

QString ShellPaths::textOfImage(const QStringList &path) const
{
    const MetadataFacts &facts = m_sources.facts();
    const ClusterState &cluster = m_sources.cluster;
    const QString &part = path.first();
    const auto depth = path.size();
    if (part == QLatin1String("provenance") && depth == 1)
        return QStringLiteral("offset %1, epoch %2, time %3")
            .arg(facts.lastOffset)
            .arg(facts.lastEpoch)
            .arg(QDateTime::fromMSecsSinceEpoch(facts.lastTimestampMs, QTimeZone::utc()).toString(Qt::ISODateWithMs));
    if (part == QLatin1String("producerIds") && depth == 2)
        return QString::number(facts.producerIds ? facts.producerIds->next_producer_id : 0);
    if (part == QLatin1String("features") && depth == 2) {
        const bool isVersion = path.at(1) == QLatin1String("metadataVersion");
        constexpr QLatin1String prefix("finalized_");
        const auto at =
            facts.features.find(isVersion ? metadataVersion : path.at(1).sliced(std::min(prefix.size(), path.at(1).size())).toStdString());
        if (at == facts.features.end()) return {};
        if (isVersion && at->second >= 1 && static_cast<std::size_t>(at->second) <= metadataVersions.size())
            return QLatin1String(metadataVersions[static_cast<std::size_t>(at->second) - 1]);
        return QString::number(at->second);
    }
    if (part == QLatin1String("acls") && depth == 2) {
        const auto at = facts.acls.find(path.at(1).toStdString());
        if (at == facts.acls.end()) return {};
        const auto &acl = at->second;
        return QStringLiteral(
                   "StandardAcl(resourceType=%1, resourceName=%2, patternType=%3, principal=%4, host=%5, operation=%6, permissionType=%7)")
            .arg(acl.resource_type)
            .arg(toQString(acl.resource_name))
            .arg(acl.pattern_type)
            .arg(toQString(acl.principal), toQString(acl.host))
            .arg(acl.operation)
            .arg(acl.permission_type);
    }
    if (part == QLatin1String("clientQuotas") && depth == 3) {
        for (const auto &[entity, values] : facts.quotas) {
            const auto value = values.find(path.at(2).toStdString());
            if (quotaName(entity) == path.at(1) && value != values.end()) return QString::number(value->second, 'f', 1);
        }
    }
    if (part == QLatin1String("cluster") && depth == 3) {
        const int id = path.at(2).toInt();
        if (path.at(1) == QLatin1String("brokers")) {
            const observe::BrokerView *broker = cluster.broker(BrokerId(id));
            return broker ? brokerText(*broker, facts) : QString();
        }
        const auto at = facts.controllers.find(id);
        if (at == facts.controllers.end()) return {};
        return QStringLiteral("ControllerRegistration(id=%1, incarnationId=%2, zkMigrationReady=%3, listeners=%4, supportedFeatures=%5)")
            .arg(id)
            .arg(toQString(at->second.incarnation_id.to_string()), boolean(at->second.zk_migration_ready), listeners(at->second.end_points),
                 supported(at->second.features));
    }
    if (part == QLatin1String("configs") && depth == 3) {
        const std::string key = path.at(2).toStdString();
        const std::map<std::string, std::string> *values = nullptr;
        if (path.at(1).startsWith(QLatin1String("TOPIC:"))) {
            if (const TopicState *topic = cluster.topic(path.at(1).sliced(6).toStdString())) values = &topic->configs;
        } else {
            for (const auto &[resource, set] : facts.configs)
                if (resourceName(resource) == path.at(1)) values = &set;
        }
        if (!values || !values->contains(key)) return {};
        return isSecret(key) ? QStringLiteral("[redacted]") : toQString(values->at(key));
    }
    if (part == QLatin1String("delegationToken") && depth == 2) {
        const auto at = facts.tokens.find(path.at(1).toStdString());
        if (at == facts.tokens.end()) return {};
        return QStringLiteral("DelegationTokenData(owner=%1, requester=%2, issueTimestamp=%3, maxTimestamp=%4, expirationTimestamp=%5)")
            .arg(toQString(at->second.owner), toQString(at->second.requester))
            .arg(at->second.issue_timestamp)
            .arg(at->second.max_timestamp)
            .arg(at->second.expiration_timestamp);
    }
    if (part == QLatin1String("scram") && depth == 3)
        return QStringLiteral("ScramCredentialData(salt=[redacted], storedKey=[redacted], serverKey=[redacted], iterations=[redacted])");
    if (part == QLatin1String("topics") && depth == 4) {
        const TopicState *topic =
            path.at(1) == QLatin1String("byName") ? cluster.topic(path.at(2).toStdString()) : topicById(cluster, path.at(2));
        if (!topic) return {};
        if (path.at(3) == QLatin1String("name")) return toQString(topic->name);
        if (path.at(3) == QLatin1String("id")) return toQString(topic->id.to_string());
        const auto index = static_cast<std::size_t>(path.at(3).toUInt());
        return index < topic->partitions.size() ? partitionText(topic->partitions[index].meta) : QString();
    }
    return {};
}

}  // namespace vitrine::ui
