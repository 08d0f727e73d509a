// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/quorum/quorum_lanes.h"

#include <algorithm>
#include <tuple>

#include "observe/event.h"
#include "ui/common/format.h"

namespace vitrine::ui {

void QuorumVotes::take(const EventLog &events, EventLog::Position from)
{
    for (EventLog::Position at = std::max(from, events.begin()); at < events.end(); ++at) {
        const observe::Event &event = events.at(at);
        const auto *vote = std::get_if<observe::QuorumVoteGranted>(&event.body);
        if (vote && !vote->pre_vote) m_votes[vote->epoch.value()][event.id.node] = vote->candidate;
    }
    while (m_votes.size() > epochsMax) m_votes.erase(m_votes.begin());
}

BrokerId QuorumVotes::candidateOf(BrokerId voter, std::int32_t epoch) const
{
    const auto at = m_votes.find(epoch);
    if (at == m_votes.end()) return no_broker;
    const auto vote = at->second.find(voter);
    return vote == at->second.end() ? no_broker : vote->second;
}

std::vector<QuorumLane> quorumLanes(const ClusterState &cluster, const QuorumVotes &votes, const MetadataFacts &facts, Instant now)
{
    const QuorumInfo &quorum = cluster.quorum();
    const NodeState *leader = cluster.node(quorum.leader);
    std::map<BrokerId, const observe::VoterView *> voters;
    for (const observe::VoterView &voter : quorum.voters) voters[voter.id] = &voter;
    const auto election = std::ranges::find(facts.epochs, quorum.epoch.value(), &MetadataFacts::Epoch::epoch);

    std::set<BrokerId> ids;
    for (const auto &[id, voter] : voters) ids.insert(id);
    for (const auto &[id, node] : cluster.nodes())
        if (node.status.run != observe::NodeRun::removed) ids.insert(id);
    for (const auto &[id, broker] : cluster.brokers()) ids.insert(id);

    std::vector<QuorumLane> lanes;
    for (const BrokerId id : ids) {
        QuorumLane lane;
        lane.id = id;
        const auto voter = voters.find(id);
        lane.voter = voter != voters.end();
        const NodeState *node = cluster.node(id);
        lane.controllerAlone = node && node->isControllerAlone();
        lane.up = node && node->isUp();
        if (node) lane.run = node->status.run;
        if (node && node->quorum) {
            const observe::QuorumView &view = *node->quorum;
            lane.known = true;
            lane.role = view.role;
            lane.logStart = view.log_start.value();
            lane.logEnd = view.log_end.value();
            lane.highWatermark = view.high_watermark.value();
            if (view.epoch == quorum.epoch) lane.votedFor = view.voted_for;
        }
        if (lane.voter) {
            const observe::VoterView &view = *voter->second;
            if (view.log_end != no_offset && (!lane.known || id != quorum.leader)) lane.logEnd = view.log_end.value();
            if (id != quorum.leader) {
                if (view.last_fetch) lane.lastFetch = std::max(Duration::zero(), now - *view.last_fetch);
                if (view.last_caught_up) lane.lastCaughtUp = std::max(Duration::zero(), now - *view.last_caught_up);
            }
        }
        if (lane.votedFor == no_broker) lane.votedFor = votes.candidateOf(id, quorum.epoch.value());
        if (lane.votedFor == no_broker && election != facts.epochs.end() && election->election)
            for (const auto &granting : election->election->granting_voters)
                if (granting.voter_id == id.value()) lane.votedFor = election->election->leader_id;
        if (leader && id != quorum.leader && lane.logEnd >= 0) lane.behind = std::max<std::int64_t>(0, quorum.logEnd.value() - lane.logEnd);
        lanes.push_back(lane);
    }
    std::ranges::sort(lanes, {}, [&](const QuorumLane &lane) { return std::tuple(lane.id != quorum.leader, !lane.voter, lane.id); });
    return lanes;
}

QString QuorumText::role(const QuorumLane &lane)
{
    if (!lane.up) return Format::nodeRun(lane.run);
    if (!lane.known) return tr("not known yet");
    if (!lane.voter) return tr("observer");
    return Format::quorumRole(lane.role);
}

Mark QuorumText::mark(const QuorumLane &lane)
{
    using observe::QuorumRole;
    if (!lane.up) return lane.run == observe::NodeRun::killed || lane.run == observe::NodeRun::failed ? Mark::square : Mark::ring;
    if (!lane.voter) return Mark::ring;
    switch (lane.role) {
    case QuorumRole::leader:
    case QuorumRole::follower: return Mark::circle;
    case QuorumRole::prospective:
    case QuorumRole::candidate: return Mark::half;
    case QuorumRole::unattached:
    case QuorumRole::resigned: return Mark::triangle;
    }
    return Mark::ring;
}

Tone QuorumText::tone(const QuorumLane &lane)
{
    using observe::QuorumRole;
    if (!lane.up) return lane.run == observe::NodeRun::killed || lane.run == observe::NodeRun::failed ? Tone::bad : Tone::offline;
    if (!lane.voter) return Tone::muted;
    switch (lane.role) {
    case QuorumRole::leader: return Tone::leader;
    case QuorumRole::follower: return Tone::good;
    case QuorumRole::prospective:
    case QuorumRole::candidate:
    case QuorumRole::unattached:
    case QuorumRole::resigned: return Tone::warning;
    }
    return Tone::muted;
}

QString QuorumText::lag(const QuorumLane &lane)
{
    if (lane.logEnd < 0) return {};
    if (!lane.behind) return tr("log end %1").arg(Format::number(lane.logEnd));
    if (*lane.behind == 0) return tr("up to date");
    return tr("%1 behind").arg(Format::number(*lane.behind));
}

QString QuorumText::times(const QuorumLane &lane)
{
    if (!lane.lastFetch) return {};
    return tr("fetched %1 ago").arg(Format::duration(*lane.lastFetch));
}

QString QuorumText::describe(const QuorumLane &lane)
{
    QStringList lines{Format::nodeName(lane.id, lane.controllerAlone) + QStringLiteral(" · ") + role(lane)};
    lines << (lane.voter ? tr("voter of the quorum") : tr("observer: it follows the metadata log and has no vote"));
    if (lane.votedFor != no_broker) lines << tr("voted for %1 in this epoch").arg(lane.votedFor.value());
    if (lane.logEnd >= 0) lines << tr("log %1 to %2").arg(Format::number(lane.logStart), Format::number(lane.logEnd));
    if (lane.highWatermark >= 0) lines << tr("it knows the high watermark %1").arg(Format::number(lane.highWatermark));
    if (lane.behind) lines << lag(lane);
    if (lane.lastFetch) lines << times(lane);
    if (lane.lastCaughtUp) lines << tr("caught up %1 ago").arg(Format::duration(*lane.lastCaughtUp));
    return lines.join(QLatin1Char('\n'));
}

std::vector<TwinModel::Column> QuorumText::columns()
{
    return {{tr("Node"), ColumnKind::marked},
            {tr("Role")},
            {tr("Vote")},
            {tr("Voted for"), ColumnKind::number},
            {tr("Log end"), ColumnKind::number},
            {tr("Behind"), ColumnKind::number},
            {tr("High watermark"), ColumnKind::number},
            {tr("Last fetch"), ColumnKind::number},
            {tr("Caught up"), ColumnKind::number},
            {tr("Log start"), ColumnKind::number},
            {tr("Snapshots")}};
}

TwinRow QuorumText::row(const QuorumLane &lane, qlonglong place, const std::vector<LogFiles::Snapshot> &snapshots)
{
    const auto offset = [](std::int64_t value) { return value < 0 ? TwinCell() : TwinCell(static_cast<qlonglong>(value)); };
    const auto ago = [](const std::optional<Duration> &value) {
        return value ? TwinCell(tr("%1 ago").arg(Format::duration(*value)), static_cast<qlonglong>(value->count())) : TwinCell();
    };
    QStringList ends;
    for (const LogFiles::Snapshot &snapshot : snapshots) ends << Format::number(snapshot.endOffset);
    return {.id = {place, lane.id.value()},
            .cells = {Format::nodeName(lane.id, lane.controllerAlone), role(lane), lane.voter ? tr("voter") : tr("observer"),
                      lane.votedFor == no_broker ? TwinCell() : TwinCell(static_cast<qlonglong>(lane.votedFor.value())),
                      offset(lane.logEnd), lane.behind ? TwinCell(static_cast<qlonglong>(*lane.behind)) : TwinCell(),
                      offset(lane.highWatermark), ago(lane.lastFetch), ago(lane.lastCaughtUp),
                      lane.known ? offset(lane.logStart) : TwinCell(), ends.join(QStringLiteral(" · "))},
            .mark = mark(lane),
            .tone = tone(lane),
            .tip = describe(lane)};
}

QString QuorumText::election(const ClusterState &cluster, const std::vector<QuorumLane> &lanes, const MetadataFacts &facts)
{
    const QuorumInfo &quorum = cluster.quorum();
    if (quorum.voters.empty()) return {};
    // By candidate, the leader first.
    std::map<BrokerId, std::vector<BrokerId>> votes;
    for (const QuorumLane &lane : lanes)
        if (lane.voter && lane.votedFor != no_broker) votes[lane.votedFor].push_back(lane.id);
    QStringList parts;
    const auto say = [&](BrokerId candidate, std::vector<BrokerId> voters) {
        std::ranges::sort(voters);
        parts << tr("%1 voted for %2").arg(Format::brokers(voters)).arg(candidate.value());
    };
    if (const auto at = votes.find(quorum.leader); at != votes.end()) say(at->first, at->second);
    for (const auto &[candidate, voters] : votes)
        if (candidate != quorum.leader) say(candidate, voters);
    const QString told = parts.join(QStringLiteral(", "));
    const QString epoch = Format::number(quorum.epoch.value());
    if (quorum.leader == no_broker)
        return told.isEmpty() ? tr("Epoch %1 has no leader: nobody has the votes of a majority yet.").arg(epoch)
                              : tr("Epoch %1 has no leader yet: %2; a majority of %n voter(s) is needed.", nullptr,
                                   static_cast<int>(quorum.voters.size()))
                                    .arg(epoch, told);
    const auto election = std::ranges::find(facts.epochs, quorum.epoch.value(), &MetadataFacts::Epoch::epoch);
    const QString since =
        election == facts.epochs.end() ? QString() : tr("; it began at offset %1").arg(Format::number(election->startOffset));
    return told.isEmpty() ? tr("Epoch %1 is led by %2%3.").arg(epoch).arg(quorum.leader.value()).arg(since)
                          : tr("Epoch %1 is led by %2: %3%4.").arg(epoch).arg(quorum.leader.value()).arg(told, since);
}

}  // namespace vitrine::ui
