// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/map_menu.h"

#include <algorithm>
#include <cstdlib>

#include <QAction>
#include <QMenu>

#include "ui/common/deed_menu.h"
#include "ui/common/format.h"
#include "ui/session/commands.h"
#include "ui/session/core_sentences.h"
#include "ui/session/session.h"

namespace vitrine::ui {

using Give = DeedMenu::Give;

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
        if (!node->status.message.empty()) lines << CoreSentences::shown(node->status.message);
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
    lines << commands::machineFaults(session.world().faults, id.value());
    if (const observe::BrokerView *broker = cluster.broker(id))
        lines << MapTexts::tr("broker epoch %1").arg(Format::number(broker->epoch.value()));
    return lines.join(QLatin1Char('\n'));
}

QStringList machineFaultTexts(const Session &session, BrokerId id)
{
    QStringList texts;
    for (const QString &fault : commands::machineFaults(session.world().faults, id.value())) {
        const QStringList words = commands::wordsOf(fault);
        const QString verb = words.at(0) + QLatin1Char(' ') + words.at(1);
        const QString &much = words.at(3);
        if (verb == QStringLiteral("disk full")) texts << MapTexts::tr("disk full");
        else if (verb == QStringLiteral("disk slow")) texts << MapTexts::tr("disk slow, %1").arg(much);
        else if (verb == QStringLiteral("disk fail")) texts << MapTexts::tr("disk fails");
        else if (verb == QStringLiteral("broker slow")) texts << MapTexts::tr("busy, %1").arg(much);
        else if (verb == QStringLiteral("clock skew")) texts << MapTexts::tr("clock runs wrong");
        else if (verb == QStringLiteral("clock jump")) {
            const std::int64_t ms = QString(much).remove(QStringLiteral("ms")).toLongLong();
            const QString off = Format::duration(Milliseconds(std::abs(ms)));
            texts << MapTexts::tr("clock %1").arg((ms < 0 ? QStringLiteral("−") : QStringLiteral("+")) + off);
        }
    }
    return texts;
}

namespace {

void addRunDeeds(DeedMenu &menu, const NodeState *node, std::int32_t id)
{
    const bool apart = node && node->isControllerAlone();
    const bool up = node && node->isUp();
    const bool paused = node && node->status.run == observe::NodeRun::paused;
    const auto named = [apart, id](const QString &broker, const QString &controller) { return (apart ? controller : broker).arg(id); };
    menu.add(
        named(MapTexts::tr("Kill broker %1"), MapTexts::tr("Kill controller %1")),
        apart
            ? MapTexts::tr("Its memory and connections are gone this instant, its directory stays as it is. If it led the quorum, the "
                           "voters elect another after controller.quorum.fetch.timeout.ms.")
            : MapTexts::tr("Its memory and connections are gone this instant, its directory stays as it is. The controller fences it after "
                           "broker.session.timeout.ms and elects new leaders from the ISR."),
        commands::killBroker(id), up || paused);
    if (menu.ofSimulation())
        menu.add(MapTexts::tr("Cut the power of machine %1").arg(id),
                 MapTexts::tr(
                     "As a kill, and what its disk had not synced is gone, too. Records that acks=all acknowledged live on in the other "
                     "replicas of the ISR."),
                 commands::crashBroker(id), up || paused);
    menu.add(named(MapTexts::tr("Stop broker %1"), MapTexts::tr("Stop controller %1")),
             apart
                 ? MapTexts::tr("It hands over the quorum if it leads it, and closes its log.")
                 : MapTexts::tr(
                       "Controlled shutdown: the controller moves leadership away first, then the broker closes its logs. Nobody waits for "
                       "a timeout."),
             commands::stopBroker(id), up);
    menu.add(named(MapTexts::tr("Start broker %1"), MapTexts::tr("Start controller %1")),
             apart ? MapTexts::tr("It reads its metadata log and follows the leader of the quorum.")
                   : MapTexts::tr(
                         "It recovers its logs, registers with the controller, and fetches what it missed before it is in the ISR again."),
             commands::startBroker(id), !node || node->isDown());
    if (paused) {
        menu.add(named(MapTexts::tr("Resume broker %1"), MapTexts::tr("Resume controller %1")),
                 MapTexts::tr("It goes on where it stood, and learns what happened meanwhile."), commands::resumeBroker(id));
    } else {
        menu.add(named(MapTexts::tr("Pause broker %1"), MapTexts::tr("Pause controller %1")),
                 MapTexts::tr(
                     "It stands still, as after SIGSTOP: connections stay open, nobody is answered, and others notice by their timeouts."),
                 commands::pauseBroker(id), up);
    }
}

void addMachineDeeds(DeedMenu menu, const NodeState *node, const QStringList &faults, std::int32_t id)
{
    menu.add(
        {.title = MapTexts::tr("Slow the disk"),
         .sentence = MapTexts::tr("Each sync takes so much longer. Votes and commits of the metadata log wait for it; records do not, they "
                                  "are in the page cache."),
         .choices = {{QStringLiteral("50 ms"), commands::slowDisk(id, 50)},
                     {QStringLiteral("200 ms"), commands::slowDisk(id, 200)},
                     {QStringLiteral("1 s"), commands::slowDisk(id, 1'000)},
                     {QStringLiteral("5 s"), commands::slowDisk(id, 5'000)}},
         .first = 1});
    menu.add({.title = MapTexts::tr("Fill the disk"),
              .sentence = MapTexts::tr("Only so many bytes more fit. The append beyond them takes the log directory offline "
                                       "(KAFKA_STORAGE_ERROR), and a broker without another one stops."),
              .choices = {{MapTexts::tr("at once"), commands::fillDisk(id, 0)},
                          {QStringLiteral("100 KB"), commands::fillDisk(id, 100'000)},
                          {QStringLiteral("10 MB"), commands::fillDisk(id, 10'000'000)}}});
    menu.add({.title = MapTexts::tr("Break the disk"),
              .sentence = MapTexts::tr("Such calls answer an I/O error, and the log directory goes offline (KAFKA_STORAGE_ERROR)."),
              .choices = {{MapTexts::tr("writes"), commands::failDisk(id, QStringLiteral("writes"))},
                          {MapTexts::tr("reads"), commands::failDisk(id, QStringLiteral("reads"))},
                          {MapTexts::tr("syncs"), commands::failDisk(id, QStringLiteral("syncs"))}}});
    menu.add({.title = MapTexts::tr("Turn the clock"),
              .sentence = MapTexts::tr("Its wall clock jumps. LogAppendTime, retention.ms and offset expiry follow it; sessions and "
                                       "replica.lag.time.max.ms do not, they are measured by the monotonic clock."),
              .choices = {{QStringLiteral("−1 h"), commands::jumpClock(id, -3'600'000)},
                          {QStringLiteral("−5 s"), commands::jumpClock(id, -5'000)},
                          {QStringLiteral("+5 s"), commands::jumpClock(id, 5'000)},
                          {QStringLiteral("+1 h"), commands::jumpClock(id, 3'600'000)}},
              .first = 2});
    menu.add({.title = MapTexts::tr("Skew the clock"),
              .sentence = MapTexts::tr("Its wall clock runs faster or slower than those of the others, by so much."),
              .choices = {{QStringLiteral("−10 %"), commands::skewClock(id, -100'000)},
                          {QStringLiteral("−500 ppm"), commands::skewClock(id, -500)},
                          {QStringLiteral("+500 ppm"), commands::skewClock(id, 500)},
                          {QStringLiteral("+10 %"), commands::skewClock(id, 100'000)}},
              .first = 3});
    if (menu.ofSimulation()) {
        menu.add({.title = MapTexts::tr("Keep the broker busy"),
                  .sentence =
                      MapTexts::tr("After each thing that it does it does nothing for so long. Requests queue up, its heartbeats are late, "
                                   "and others may take it for dead (broker.session.timeout.ms)."),
                  .choices = {{QStringLiteral("1 ms"), commands::slowBroker(id, 1)},
                              {QStringLiteral("5 ms"), commands::slowBroker(id, 5)},
                              {QStringLiteral("50 ms"), commands::slowBroker(id, 50)}},
                  .first = 1});
        menu.add(
            MapTexts::tr("Flip a bit on the disk"),
            MapTexts::tr("One bit of a log where its next start checks the CRC-32C: the broker cuts its log there and fetches the rest "
                         "from the leader. Only while it is down."),
            commands::flipBit(id), node && node->isDown());
        menu.add(MapTexts::tr("Give it an empty disk"),
                 MapTexts::tr("The broker ends, and its log directories are empty when it starts again: it fetches every replica from its "
                              "leader."),
                 commands::wipeBroker(id));
    }
    if (faults.isEmpty()) return;
    menu.separator();
    for (const QString &fault : faults) {
        const QStringList words = commands::wordsOf(fault);
        const bool number = words.at(1) == QStringLiteral("slow") || words.at(1) == QStringLiteral("skew");
        menu.add(MapTexts::tr("Heal: %1").arg(fault), MapTexts::tr("As it was. A broker that failed has to be started."),
                 words.first(3).join(QLatin1Char(' ')) + (number ? QStringLiteral(" 0") : QStringLiteral(" off")));
    }
}

void addLinkDeeds(DeedMenu &menu, const QStringList &faults, std::int32_t a, std::int32_t b)
{
    const bool cut =
        std::ranges::any_of(faults, [](const QString &fault) { return commands::wordsOf(fault).at(1) == QStringLiteral("cut"); });
    menu.add(
        MapTexts::tr("Cut the link %1 – %2").arg(a).arg(b),
        MapTexts::tr(
            "Nothing passes, as if every packet were dropped, and nobody is told. A follower on the other side falls out of the ISR after "
            "replica.lag.time.max.ms."),
        commands::cutLink(a, b), !cut);
    if (menu.ofSimulation())
        menu.add({.title = MapTexts::tr("Cut one direction of the link %1 – %2").arg(a).arg(b),
                  .sentence =
                      MapTexts::tr("Nothing passes that way, the other way goes on: requests arrive that are never seen to be answered, or "
                                   "the other way round."),
                  .choices = {{QStringLiteral("%1 → %2").arg(a).arg(b), commands::cutOneWay(a, b)},
                              {QStringLiteral("%1 → %2").arg(b).arg(a), commands::cutOneWay(b, a)}}});
    menu.add({.title = MapTexts::tr("Slow the link %1 – %2").arg(a).arg(b),
              .sentence = MapTexts::tr("Each frame takes so much longer, each way. acks=all waits for the slowest replica of the ISR."),
              .choices = {{QStringLiteral("20 ms"), commands::slowLink(a, b, 20)},
                          {QStringLiteral("200 ms"), commands::slowLink(a, b, 200)},
                          {QStringLiteral("1 s"), commands::slowLink(a, b, 1'000)},
                          {QStringLiteral("5 s"), commands::slowLink(a, b, 5'000)}},
              .first = 1});
    menu.add({.title = MapTexts::tr("Make the link %1 – %2 lossy").arg(a).arg(b),
              .sentence =
                  MapTexts::tr("Packets get lost with that chance. TCP loses nothing of a stream: it sends them again after 200 ms, 400 ms "
                               "and so on, and what follows waits."),
              .choices = {{QStringLiteral("1 %"), commands::lossyLink(a, b, 1)},
                          {QStringLiteral("10 %"), commands::lossyLink(a, b, 10)},
                          {QStringLiteral("30 %"), commands::lossyLink(a, b, 30)},
                          {QStringLiteral("60 %"), commands::lossyLink(a, b, 60)}},
              .first = 1});
    if (menu.ofSimulation()) {
        menu.add({.title = MapTexts::tr("Clog the link %1 – %2").arg(a).arg(b),
                  .sentence = MapTexts::tr(
                      "Only so many bytes pass in a second, one after another: large fetches hold up the small requests behind "
                      "them."),
                  .choices = {{QStringLiteral("5 KB/s"), commands::clogLink(a, b, 5'000)},
                              {QStringLiteral("20 KB/s"), commands::clogLink(a, b, 20'000)},
                              {QStringLiteral("200 KB/s"), commands::clogLink(a, b, 200'000)}},
                  .first = 1});
        menu.add(
            MapTexts::tr("Break the connections %1 – %2").arg(a).arg(b),
            MapTexts::tr("Every TCP connection between the two is reset; they connect again at once and send again what was not answered."),
            commands::breakLink(a, b));
    }
    menu.add(MapTexts::tr("Heal the link %1 – %2").arg(a).arg(b),
             faults.isEmpty() ? MapTexts::tr("Nothing is wrong with it.")
                              : MapTexts::tr("What it held back arrives, in its order; from then on everything passes at once."),
             commands::healLink(a, b), !faults.isEmpty());
}

}  // namespace

void addBrokerActions(QMenu &menu, const Context &context, BrokerId id, const Give &give)
{
    const ClusterState &cluster = context.session.cluster();
    const QStringList &faults = context.session.world().faults;
    const NodeState *node = cluster.node(id);
    const std::int32_t number = id.value();
    DeedMenu deeds(menu, context, give);
    addRunDeeds(deeds, node, number);
    deeds.separator();
    addMachineDeeds(deeds.submenu(MapTexts::tr("Disk and clock")), node, commands::machineFaults(faults, number), number);
    const std::vector<BrokerId> ids = cluster.columns();
    if (ids.size() > 1) {
        DeedMenu links = deeds.submenu(MapTexts::tr("Links"));
        for (const BrokerId other : ids) {
            if (other == id) continue;
            const std::int32_t low = std::min(number, other.value());
            const std::int32_t high = std::max(number, other.value());
            DeedMenu link = links.submenu(MapTexts::tr("Link %1 – %2").arg(low).arg(high));
            addLinkDeeds(link, commands::linkFaults(faults, low, high), low, high);
        }
    }
    DeedMenu members = deeds.submenu(MapTexts::tr("Join and leave"));
    members.add(MapTexts::tr("Add a broker"),
                MapTexts::tr("One more joins and registers. It holds no replica until a topic is created or somebody reassigns."),
                commands::addBroker());
    if (node && node->isControllerAlone()) return;
    members.add(
        MapTexts::tr("Drain broker %1").arg(number),
        MapTexts::tr(
            "AlterPartitionReassignments: each of its replicas moves to another broker, and goes here once the new one is in the ISR."),
        commands::drainBroker(number));
    const bool votes = node && node->status.controller_port > 0;
    members.add(MapTexts::tr("Remove broker %1").arg(number),
                votes
                    ? MapTexts::tr("Not possible: it is a voter of the metadata quorum, too.")
                    : MapTexts::tr("Once it holds no replica: it shuts down, is unregistered (UnregisterBroker), and its directory goes."),
                commands::removeBroker(number), !votes);
}

void addLinkActions(QMenu &menu, const Context &context, BrokerId a, BrokerId b, const Give &give)
{
    DeedMenu deeds(menu, context, give);
    addLinkDeeds(deeds, commands::linkFaults(context.session.world().faults, a.value(), b.value()), a.value(), b.value());
}

void addTopicActions(QMenu &menu, const Context &context, const QString &topic, const Give &give)
{
    const TopicState *state = context.session.cluster().topic(topic.toStdString());
    if (!state) return;
    DeedMenu deeds(menu, context, give);
    deeds.add(MapTexts::tr("Elect the preferred leaders of %1").arg(topic),
              MapTexts::tr(
                  "ElectLeaders: each partition is led again by the first of its replicas, where that is in the ISR. Clients learn it from "
                  "NOT_LEADER_OR_FOLLOWER and ask for the metadata."),
              commands::electPreferred(topic));
    if (state->internal) return;
    const auto partitions = static_cast<int>(state->partitions.size());
    deeds.add(
        MapTexts::tr("Add a partition to %1").arg(topic),
        MapTexts::tr("CreatePartitions: %n partition(s) from then on. Keys hash to other partitions than before, so the order of a key's "
                     "records holds only from there on; the number cannot be lowered again.",
                     nullptr, partitions + 1),
        commands::alterTopic(topic, partitions + 1));
}

void addReplicaActions(QMenu &menu, const Context &context, const QString &topic, std::int32_t partition, BrokerId broker, const Give &give)
{
    const ClusterState &cluster = context.session.cluster();
    const PartitionState *state = cluster.partition(topic.toStdString(), partition);
    if (!state) return;
    const Cell cell = cluster.cell(*state, broker, context.session.now());
    const QString name = topic + QStringLiteral("-%1").arg(partition);
    DeedMenu deeds(menu, context, give);
    const bool leads = cell.state == CellState::leader;
    const bool inIsr = cell.state == CellState::inSync;
    deeds.add(
        leads   ? MapTexts::tr("Broker %1 leads %2").arg(broker.value()).arg(name)
        : inIsr ? MapTexts::tr("Make broker %1 the leader of %2").arg(broker.value()).arg(name)
                : MapTexts::tr("Broker %1 cannot lead %2: it is not in the ISR").arg(broker.value()).arg(name),
        leads   ? MapTexts::tr("Producers and consumers of the partition talk to it; the other replicas fetch from it.")
        : inIsr ? MapTexts::tr("AlterPartitionReassignments puts it first of the replicas, then ElectLeaders makes it the leader, in a new "
                               "leader epoch. No record moves.")
                : MapTexts::tr("Only who is in the ISR has every committed record. It comes back into the ISR when it has caught up."),
        commands::electLeader(topic, partition, broker.value()), inIsr);
    // The preferred leader of old: the first of the replicas, without another order of them.
    const BrokerId preferred = state->meta.replicas.empty() ? no_broker : state->meta.replicas.front();
    if (state->meta.leader != preferred && std::ranges::find(state->meta.isr, preferred) != state->meta.isr.end())
        deeds.add(MapTexts::tr("Elect the preferred leader, broker %1").arg(preferred.value()),
                  MapTexts::tr("ElectLeaders: the first of the replicas leads again, in a new leader epoch."),
                  commands::electPreferred(topic, partition));
}

}  // namespace vitrine::ui
