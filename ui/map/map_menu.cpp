// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/map_menu.h"

#include <algorithm>

#include <QAction>
#include <QMenu>

#include "ui/common/format.h"
#include "ui/session/commands.h"
#include "ui/session/session.h"

namespace vitrine::ui {

namespace {
constexpr int slowLinkMs = 200;
}  // namespace

BrokerStatus brokerStatus(const Session &session, BrokerId id)
{
    const ClusterState &cluster = session.cluster();
    const NodeState *node = cluster.node(id);
    const observe::BrokerView *broker = cluster.broker(id);
    BrokerStatus status;
    if (!node) {
        const bool serves = broker && !broker->fenced;
        status.mark = serves ? Mark::circle : Mark::ring;
        status.tone = serves ? Tone::good : Tone::muted;
        status.shortText = serves ? MapTexts::tr("running") : MapTexts::tr("fenced");
        status.text = status.shortText;
        return status;
    }
    status.shortText = Format::nodeRun(node->status.run);
    status.text = status.shortText;
    const auto ago = [&] { return MapTexts::tr("%1 %2 ago").arg(status.shortText, Format::clockDuration(session.now() - node->runSince)); };
    switch (node->status.run) {
    case observe::NodeRun::starting:
        status.mark = Mark::ring;
        status.tone = Tone::good;
        break;
    case observe::NodeRun::running:
        if (broker && broker->fenced) {
            status.mark = Mark::triangle;
            status.tone = Tone::warning;
            status.shortText = MapTexts::tr("fenced");
            status.text = MapTexts::tr("running, but fenced");
        } else {
            status.mark = Mark::circle;
            status.tone = Tone::good;
            if (cluster.quorum().leader == id) status.text = MapTexts::tr("running, quorum leader");
        }
        break;
    case observe::NodeRun::paused:
        status.mark = Mark::half;
        status.tone = Tone::warning;
        status.text = ago();
        break;
    case observe::NodeRun::stopping:
        status.mark = Mark::half;
        status.tone = Tone::muted;
        break;
    case observe::NodeRun::stopped:
    case observe::NodeRun::removed:
        status.mark = Mark::square;
        status.tone = Tone::muted;
        status.text = ago();
        break;
    case observe::NodeRun::killed:
    case observe::NodeRun::failed:
        status.mark = Mark::square;
        status.tone = Tone::bad;
        status.text = ago();
        break;
    }
    return status;
}

QString brokerTip(const Session &session, BrokerId id)
{
    const ClusterState &cluster = session.cluster();
    const NodeState *own = cluster.node(id);
    const bool controllerAlone = own && own->isControllerAlone();
    QStringList lines{Format::nodeName(id, controllerAlone) + QStringLiteral(" · ") + brokerStatus(session, id).text};
    if (const NodeState *node = cluster.node(id)) {
        if (!node->status.message.empty()) lines << toQString(node->status.message);
        if (controllerAlone)
            lines << MapTexts::tr("other nodes on port %1; it has no replicas and serves no clients").arg(node->status.controller_port);
        else if (node->status.broker_port > 0 && node->status.controller_port == 0)
            lines << MapTexts::tr("clients on port %1; no controller: it observes the quorum").arg(node->status.broker_port);
        else if (node->status.broker_port > 0)
            lines << MapTexts::tr("clients on port %1, controllers on port %2")
                         .arg(node->status.broker_port)
                         .arg(node->status.controller_port);
        if (!node->status.directory.empty()) lines << toQString(node->status.directory);
        if (!controllerAlone) {
            lines << MapTexts::tr("logs %1").arg(Format::bytes(node->logBytes));
            lines << MapTexts::tr("clients in %1, out %2")
                         .arg(Format::bytesPerSecond(node->rates.bytesIn), Format::bytesPerSecond(node->rates.bytesOut));
            lines << MapTexts::tr("replication in %1, out %2")
                         .arg(Format::bytesPerSecond(node->rates.replicationBytesIn),
                              Format::bytesPerSecond(node->rates.replicationBytesOut));
        }
        if (node->quorum && node->status.controller_port > 0)
            lines << MapTexts::tr("in the quorum: %1").arg(Format::quorumRole(node->quorum->role));
    }
    if (const observe::BrokerView *broker = cluster.broker(id))
        lines << MapTexts::tr("broker epoch %1").arg(Format::number(broker->epoch.value()));
    return lines.join(QLatin1Char('\n'));
}

void addBrokerActions(QMenu &menu, const Session &session, BrokerId id, const std::function<void(const QString &)> &give)
{
    const ClusterState &cluster = session.cluster();
    const NodeState *node = cluster.node(id);
    const std::int32_t number = id.value();
    const auto add = [&](const QString &text, const QString &line, bool enabled) {
        QAction *action = menu.addAction(text);
        action->setEnabled(enabled);
        action->setToolTip(line);
        QObject::connect(action, &QAction::triggered, &menu, [give, line] { give(line); });
    };
    const bool up = node && node->isUp();
    const bool paused = node && node->status.run == observe::NodeRun::paused;
    const auto words = [apart = node && node->isControllerAlone(), number](const QString &ofBroker, const QString &ofController) {
        return (apart ? ofController : ofBroker).arg(number);
    };
    add(words(MapTexts::tr("Kill broker %1 (its memory is gone)"), MapTexts::tr("Kill controller %1 (its memory is gone)")),
        commands::killBroker(number), up || paused);
    add(words(MapTexts::tr("Stop broker %1 (controlled shutdown)"), MapTexts::tr("Stop controller %1 (it leaves the quorum politely)")),
        commands::stopBroker(number), up);
    add(words(MapTexts::tr("Start broker %1"), MapTexts::tr("Start controller %1")), commands::startBroker(number),
        !node || node->isDown());
    if (paused) add(words(MapTexts::tr("Resume broker %1"), MapTexts::tr("Resume controller %1")), commands::resumeBroker(number), true);
    else
        add(words(MapTexts::tr("Pause broker %1 (it answers nobody)"), MapTexts::tr("Pause controller %1 (it answers nobody)")),
            commands::pauseBroker(number), up);
    const std::vector<BrokerId> ids = cluster.columns();
    if (ids.size() < 2) return;
    QMenu *links = menu.addMenu(MapTexts::tr("Link to…"));
    links->setToolTipsVisible(true);
    for (const BrokerId other : ids) {
        if (other == id) continue;
        const std::int32_t low = std::min(number, other.value());
        const std::int32_t high = std::max(number, other.value());
        const auto addLink = [&](const QString &text, const QString &line) {
            QAction *action = links->addAction(text.arg(other.value()));
            action->setToolTip(line);
            QObject::connect(action, &QAction::triggered, &menu, [give, line] { give(line); });
        };
        const QString fault = commands::linkFault(session.world().faults, low, high);
        if (!fault.isEmpty()) addLink(MapTexts::tr("Heal the link to broker %1"), commands::healLink(low, high));
        if (fault.simplified().section(QLatin1Char(' '), 1, 1) != QStringLiteral("cut"))
            addLink(MapTexts::tr("Cut the link to broker %1"), commands::cutLink(low, high));
        if (fault.isEmpty()) addLink(MapTexts::tr("Slow the link to broker %1 by 200 ms"), commands::slowLink(low, high, slowLinkMs));
    }
}

void addTopicActions(QMenu &menu, const Session &session, const QString &topic, const std::function<void(const QString &)> &give)
{
    const TopicState *state = session.cluster().topic(topic.toStdString());
    if (!state) return;
    const auto add = [&](const QString &text, const QString &line) {
        QAction *action = menu.addAction(text);
        action->setToolTip(line);
        QObject::connect(action, &QAction::triggered, &menu, [give, line] { give(line); });
    };
    add(MapTexts::tr("Elect the preferred leaders of %1").arg(topic), commands::electPreferred(topic));
    if (!state->internal)
        add(MapTexts::tr("Add a partition to %1").arg(topic), commands::alterTopic(topic, static_cast<int>(state->partitions.size()) + 1));
}

void addReplicaActions(QMenu &menu, const Session &session, const QString &topic, std::int32_t partition, BrokerId broker,
                       const std::function<void(const QString &)> &give)
{
    const ClusterState &cluster = session.cluster();
    const PartitionState *state = cluster.partition(topic.toStdString(), partition);
    if (!state) return;
    const Cell cell = cluster.cell(*state, broker, session.now());
    const auto add = [&](const QString &text, const QString &line) {
        QAction *action = menu.addAction(text);
        action->setToolTip(line);
        QObject::connect(action, &QAction::triggered, &menu, [give, line] { give(line); });
        return action;
    };
    const QString name = topic + QStringLiteral("-%1").arg(partition);
    QAction *lead = add(MapTexts::tr("Make broker %1 the leader of %2").arg(broker.value()).arg(name),
                        commands::electLeader(topic, partition, broker.value()));
    lead->setEnabled(cell.state == CellState::inSync);
    if (cell.state == CellState::leader) lead->setText(MapTexts::tr("Broker %1 leads %2").arg(broker.value()).arg(name));
    else if (cell.state != CellState::inSync)
        lead->setText(MapTexts::tr("Broker %1 cannot lead %2: it is not in the ISR").arg(broker.value()).arg(name));
    // The preferred leader of old: the first of the replicas, without another order of them.
    const BrokerId preferred = state->meta.replicas.empty() ? no_broker : state->meta.replicas.front();
    if (state->meta.leader != preferred && std::ranges::find(state->meta.isr, preferred) != state->meta.isr.end())
        add(MapTexts::tr("Elect the preferred leader, broker %1").arg(preferred.value()), commands::electPreferred(topic, partition));
}

}  // namespace vitrine::ui
