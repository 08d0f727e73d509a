// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wire/wire_facts.h"

#include <algorithm>
#include <array>

#include "messages/packet.h"
#include "ui/common/format.h"
#include "ui/session/cluster_state.h"
#include "wire/api_key.h"

namespace vitrine::ui {

namespace {

constexpr std::array allKinds{WireKind::produce, WireKind::consume, WireKind::replication,
                              WireKind::group,   WireKind::quorum,  WireKind::admin};

template <class Visit>
void walk(const wire::PacketNode &parent, const Visit &visit)
{
    for (const wire::PacketNode &node : parent.children) {
        visit(parent, node);
        walk(node, visit);
    }
}

bool isElement(const wire::PacketNode &node) { return node.name.starts_with('['); }

bool isTopicName(const wire::PacketNode &parent, const wire::PacketNode &node)
{
    if (node.kind != wire::Kind::string) return false;
    if (isElement(node)) return parent.name == "Topics" || parent.name.ends_with("TopicNames");
    if (node.name == "Topic" || node.name == "TopicName") return true;
    return node.name == "Name" && parent.type.find("Topic") != std::string::npos && parent.type.find("Config") == std::string::npos;
}

bool isPartition(const wire::PacketNode &parent, const wire::PacketNode &node)
{
    if (node.kind != wire::Kind::int32) return false;
    if (isElement(node)) return parent.name == "Partitions" || parent.name == "PartitionIndexes";
    return node.name == "Index" || node.name == "PartitionIndex" || node.name == "Partition" || node.name == "PartitionId";
}

bool isGroup(const wire::PacketNode &parent, const wire::PacketNode &node, wire::ApiKey api)
{
    if (node.kind != wire::Kind::string) return false;
    if (isElement(node))
        return parent.name == "Groups" || parent.name == "GroupsNames" ||
               (parent.name == "CoordinatorKeys" && api == wire::ApiKey::find_coordinator);
    return node.name == "GroupId" || node.name == "Group" || (node.name == "Key" && api == wire::ApiKey::find_coordinator);
}

void addOnce(QStringList &list, const QString &text)
{
    if (!text.isEmpty() && text != QLatin1String("null") && !list.contains(text)) list.append(text);
}

// "3 UNKNOWN_TOPIC_OR_PARTITION": the name, or the number of a code that Kafka does not have.
QString errorName(const wire::PacketNode &node)
{
    const QString text = toQString(node.value);
    const qsizetype blank = text.indexOf(QLatin1Char(' '));
    return blank < 0 ? text : text.mid(blank + 1);
}

std::optional<wire::PacketTree> requestTree(const WireExchange &exchange)
{
    if (!exchange.request) return std::nullopt;
    return messages::read_request_packet(exchange.request->head.span());
}

std::optional<wire::PacketTree> responseTree(const WireExchange &exchange)
{
    if (!exchange.response) return std::nullopt;
    return messages::read_response_packet(exchange.response->head.span(), exchange.apiKey, exchange.apiVersion);
}

}  // namespace

std::span<const WireKind> WireText::kinds() { return allKinds; }

QString WireText::word(WireKind kind)
{
    switch (kind) {
    case WireKind::produce: return QStringLiteral("produce");
    case WireKind::consume: return QStringLiteral("consume");
    case WireKind::replication: return QStringLiteral("replication");
    case WireKind::group: return QStringLiteral("group");
    case WireKind::quorum: return QStringLiteral("quorum");
    case WireKind::admin: return QStringLiteral("admin");
    }
    return {};
}

QString WireText::name(WireKind kind)
{
    switch (kind) {
    case WireKind::produce: return tr("Produce");
    case WireKind::consume: return tr("Consume");
    case WireKind::replication: return tr("Replication");
    case WireKind::group: return tr("Group");
    case WireKind::quorum: return tr("Quorum and controller");
    case WireKind::admin: return tr("Metadata and administration");
    }
    return {};
}

Mark WireText::mark(WireKind kind)
{
    switch (kind) {
    case WireKind::produce: return Mark::diamond;
    case WireKind::consume: return Mark::ring;
    case WireKind::replication: return Mark::circle;
    case WireKind::group: return Mark::half;
    case WireKind::quorum: return Mark::triangle;
    case WireKind::admin: return Mark::square;
    }
    return Mark::none;
}

Tone WireText::tone(WireKind kind)
{
    switch (kind) {
    case WireKind::produce: return Tone::records;
    case WireKind::consume: return Tone::records;
    case WireKind::replication: return Tone::leader;
    case WireKind::group: return Tone::text;
    case WireKind::quorum: return Tone::moving;
    case WireKind::admin: return Tone::offline;
    }
    return Tone::text;
}

WireKind WireText::kind(const WireExchange &exchange)
{
    using wire::ApiKey;
    // Whatever goes to a controller is about the metadata log or what its leader keeps.
    if (exchange.controllerListener) return WireKind::quorum;
    switch (static_cast<ApiKey>(exchange.apiKey)) {
    case ApiKey::produce:
    case ApiKey::init_producer_id:
    case ApiKey::add_partitions_to_txn:
    case ApiKey::add_offsets_to_txn:
    case ApiKey::end_txn:
    case ApiKey::write_txn_markers: return WireKind::produce;
    case ApiKey::fetch:
    case ApiKey::list_offsets:
    case ApiKey::offset_for_leader_epoch: return exchange.asker == no_broker ? WireKind::consume : WireKind::replication;
    case ApiKey::share_fetch:
    case ApiKey::share_acknowledge: return WireKind::consume;
    case ApiKey::find_coordinator:
    case ApiKey::join_group:
    case ApiKey::sync_group:
    case ApiKey::heartbeat:
    case ApiKey::leave_group:
    case ApiKey::offset_commit:
    case ApiKey::offset_fetch:
    case ApiKey::txn_offset_commit:
    case ApiKey::consumer_group_heartbeat:
    case ApiKey::share_group_heartbeat:
    case ApiKey::streams_group_heartbeat: return WireKind::group;
    default: return WireKind::admin;
    }
}

QString WireText::api(const WireExchange &exchange)
{
    const auto name = toQString(wire::name_of(static_cast<wire::ApiKey>(exchange.apiKey)));
    return name == QLatin1String("unknown") ? tr("API key %1").arg(exchange.apiKey) : name;
}

QString WireText::asker(const WireExchange &exchange, const ClusterState &cluster)
{
    if (exchange.asker != no_broker) {
        const NodeState *node = cluster.node(exchange.asker);
        const bool controller = node && node->status.controller_port != 0;
        // A broker that is a controller, too, has two voices: its quorum's, and its broker's.
        const bool asController = controller && exchange.controllerListener && exchange.clientId.starts_with("raft-client");
        return Format::nodeName(exchange.asker, asController || (node && node->isControllerAlone()));
    }
    if (!exchange.clientId.empty()) return toQString(exchange.clientId);
    return exchange.askerAddress.empty() ? tr("a client") : toQString(exchange.askerAddress);
}

QString WireText::server(const WireExchange &exchange, const ClusterState &cluster)
{
    if (exchange.server == no_broker) return toQString(exchange.serverAddress);
    const NodeState *node = cluster.node(exchange.server);
    return Format::nodeName(exchange.server, exchange.controllerListener || (node && node->isControllerAlone()));
}

WireContents WireText::contents(const WireExchange &exchange, const ClusterState &cluster)
{
    WireContents found;
    const auto api = static_cast<wire::ApiKey>(exchange.apiKey);
    std::vector<const TopicState *> topics;
    const auto look = [&](const wire::PacketNode &parent, const wire::PacketNode &node) {
        if (isTopicName(parent, node)) addOnce(found.topics, toQString(node.value));
        else if (isGroup(parent, node, api)) addOnce(found.groups, toQString(node.value));
        else if (isPartition(parent, node)) {
            const int partition = toQString(node.value).toInt();
            if (!found.partitions.contains(partition)) found.partitions.append(partition);
        } else if (node.kind == wire::Kind::uuid && node.name == "TopicId") {
            if (topics.empty()) topics = cluster.topics();
            for (const TopicState *topic : topics)
                if (topic->id.to_string() == node.value) addOnce(found.topics, toQString(topic->name));
        }
    };
    if (const auto tree = requestTree(exchange)) {
        walk(tree->root, [&](const wire::PacketNode &parent, const wire::PacketNode &node) {
            look(parent, node);
            if (api == wire::ApiKey::produce && node.name == "Acks") found.acks = toQString(node.value).toInt();
        });
    }
    if (const auto tree = responseTree(exchange)) {
        walk(tree->root, [&](const wire::PacketNode &parent, const wire::PacketNode &node) {
            look(parent, node);
            if (!node.error_code || node.value == "0 NONE") return;
            addOnce(found.errors, errorName(node));
        });
        found.responseCut = tree->trouble.has_value() && !exchange.response->isWhole();
    }
    return found;
}

QString WireText::latency(Duration latency)
{
    const double ms = std::chrono::duration<double, std::milli>(latency).count();
    if (ms >= 9'999.5) return Format::duration(latency);
    return QStringLiteral("%1 ms").arg(ms, 0, 'f', ms < 9.9995 ? 3 : ms < 99.95 ? 1 : 0);
}

QString WireText::waiting(const WireExchange &exchange, const WireContents &contents)
{
    if (exchange.response) return QStringLiteral("–");
    if (contents.acks == 0) return tr("no answer");
    if (exchange.captureEnded) return QStringLiteral("–");
    return exchange.received ? tr("waits") : tr("not arrived");
}

QString WireText::whyWaiting(const WireExchange &exchange, const WireContents &contents)
{
    if (!exchange.request) return tr("The request passed before the capture began.");
    if (exchange.response) return tr("From the arrival of the request at its server to the answer.");
    if (contents.acks == 0) return tr("acks=0: the producer wants no answer.");
    if (exchange.captureEnded) return tr("The capture ended before an answer was seen.");
    return exchange.received ? tr("The server has not answered yet.") : tr("It was sent, but its server has not read it yet.");
}

QString WireText::error(const WireExchange &exchange, const WireContents &contents)
{
    if (!exchange.response) return {};
    return contents.errors.isEmpty() ? QStringLiteral("NONE") : contents.errors.join(QStringLiteral(", "));
}

const WireContents &WireSubject::contents() const
{
    if (!m_contents) m_contents = WireText::contents(m_exchange, m_cluster);
    return *m_contents;
}

FilterValues WireSubject::valuesOf(const FilterField &field) const
{
    const WireExchange &e = m_exchange;
    FilterValues values;
    const auto text = [&](const QString &one) {
        if (!one.isEmpty()) values.texts << one;
    };
    const auto number = [&](double one) { values.numbers << one; };
    const auto members = [&](const std::optional<wire::PacketTree> &tree) {
        if (!tree) return;
        const std::string name = field.member.toStdString();
        walk(tree->root, [&](const wire::PacketNode &, const wire::PacketNode &node) {
            if (node.name != name || node.kind == wire::Kind::structure) return;
            const QString value = toQString(node.value);
            values.texts << value;
            if (node.error_code) values.texts << errorName(node);
            bool isNumber = false;
            const double parsed = value.section(QLatin1Char(' '), 0, 0).toDouble(&isNumber);
            if (isNumber && node.kind != wire::Kind::string && node.kind != wire::Kind::bytes) number(parsed);
        });
    };
    switch (field.id) {
    case FilterField::Id::api: text(WireText::api(e)); break;
    case FilterField::Id::kind: text(WireText::word(WireText::kind(e))); break;
    case FilterField::Id::version: number(e.apiVersion); break;
    case FilterField::Id::correlation: number(e.correlationId); break;
    case FilterField::Id::client: text(toQString(e.clientId)); break;
    case FilterField::Id::from: text(WireText::asker(e, m_cluster)); break;
    case FilterField::Id::to: text(WireText::server(e, m_cluster)); break;
    case FilterField::Id::node:
        for (const BrokerId id : {e.asker, e.server})
            if (id != no_broker) number(id.value());
        break;
    case FilterField::Id::peer: text(toQString(e.askerAddress)); break;
    case FilterField::Id::connection:
        if (e.connection != 0) number(static_cast<double>(e.connection));
        break;
    case FilterField::Id::requestBytes:
        if (e.request) number(static_cast<double>(e.request->sizeBytes));
        break;
    case FilterField::Id::responseBytes:
        if (e.response) number(static_cast<double>(e.response->sizeBytes));
        break;
    case FilterField::Id::latencyMs:
        if (const auto latency = e.latency()) number(std::chrono::duration<double, std::milli>(*latency).count());
        break;
    case FilterField::Id::error:
        if (!e.response) break;
        if (contents().errors.isEmpty()) text(QStringLiteral("NONE"));
        else values.texts = contents().errors;
        break;
    case FilterField::Id::topic: values.texts = contents().topics; break;
    case FilterField::Id::partition:
        for (const int partition : contents().partitions) number(partition);
        break;
    case FilterField::Id::group: values.texts = contents().groups; break;
    case FilterField::Id::acks:
        if (contents().acks) number(*contents().acks);
        break;
    case FilterField::Id::requestField: members(requestTree(e)); break;
    case FilterField::Id::responseField: members(responseTree(e)); break;
    }
    return values;
}

}  // namespace vitrine::ui
