// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/groups/group_text.h"

#include <algorithm>
#include <set>

#include <QStringList>

#include "ui/common/event_text.h"
#include "ui/common/format.h"
#include "ui/session/session.h"

namespace vitrine::ui {

const OwnMember *GroupText::own(const Session &session, const GroupInfo &group, const observe::MemberView &member)
{
    const QString groupName = toQString(group.view.group_id);
    const QString name = toQString(member.client_id);
    for (const OwnMember &own : session.world().ownMembers)
        if (own.group == groupName && own.name == name) return &own;
    return nullptr;
}

MemberSign GroupText::member(const Session &session, const GroupInfo &group, const observe::MemberView &member)
{
    const MemberState state = session.cluster().memberState(group, member);
    const OwnMember *ours = own(session, group, member);
    const bool ready =
        state.activity == MemberActivity::consuming || state.activity == MemberActivity::idle || state.activity == MemberActivity::stopped;
    // Half of session.timeout.ms without a heartbeat: something is wrong, though the coordinator still counts on it.
    if (ready && member.last_heartbeat && member.session_timeout.count() > 0) {
        const Duration silent = session.now() - *member.last_heartbeat;
        if (silent * 2 > Duration(member.session_timeout)) {
            return {Mark::triangle, Tone::bad, tr("silent for %1").arg(Format::duration(silent)),
                    tr("No heartbeat for %1. After session.timeout.ms (%2) the coordinator takes it out and shares its partitions out.")
                        .arg(Format::duration(silent), Format::duration(member.session_timeout))};
        }
    }
    if (ready && ours && ours->paused) {
        return {Mark::square, Tone::muted, tr("paused"),
                tr("It reads nothing, and goes on with heartbeats: nobody takes its partitions from it.")};
    }
    switch (state.activity) {
    case MemberActivity::unknown:
        return {Mark::ring, Tone::muted, tr("not known"), tr("Its coordinator is gone: nobody hears its heartbeats.")};
    case MemberActivity::joining:
        return {Mark::half, Tone::warning, tr("in JoinGroup"), tr("It has sent JoinGroup, and waits until all members have.")};
    case MemberActivity::syncing:
        return {Mark::half, Tone::warning, tr("in SyncGroup"), tr("It waits for the assignment, which the group's leader makes.")};
    case MemberActivity::mustJoin:
        return {Mark::ring, Tone::warning, tr("not joined yet"),
                tr("The group rebalances. It learns so with its next heartbeat and has max.poll.interval.ms (%1) to join again.")
                    .arg(Format::duration(member.rebalance_timeout))};
    case MemberActivity::idle:
        return {Mark::ring, Tone::muted, tr("no partitions"), tr("There are more members than partitions, or no topic that it reads.")};
    case MemberActivity::stopped:
        return {Mark::triangle, Tone::warning, tr("stopped %1 ago").arg(Format::duration(*state.stoppedFor)),
                tr("There are records to read in its partitions, and it has committed nothing new for %1.")
                    .arg(Format::duration(*state.stoppedFor))};
    case MemberActivity::consuming: break;
    }
    return {Mark::circle, Tone::good, tr("consuming"), tr("Its committed offsets move on, or there is nothing to read.")};
}

QString GroupText::heartbeat(const Session &session, const observe::MemberView &member)
{
    if (!member.last_heartbeat) return QStringLiteral("–");
    const auto age = std::max(Duration::zero(), session.now() - *member.last_heartbeat);
    const auto seconds = [](Duration duration) { return std::chrono::duration<double>(duration).count(); };
    return tr("%1 of %2 s").arg(QString::number(seconds(age), 'f', 1), QString::number(seconds(member.session_timeout), 'f', 0));
}

MemberSign GroupText::group(const Session &session, const GroupInfo &group)
{
    MemberSign sign{Mark::circle, Tone::good, Format::groupState(group.view.state), {}};
    switch (group.view.state) {
    case observe::GroupState::stable: break;
    case observe::GroupState::preparing_rebalance:
    case observe::GroupState::completing_rebalance: sign = {Mark::half, Tone::warning, sign.word, {}}; break;
    case observe::GroupState::empty: sign = {Mark::ring, Tone::muted, sign.word, {}}; break;
    case observe::GroupState::dead: sign = {Mark::square, Tone::bad, sign.word, {}}; break;
    }
    if (session.cluster().hasLiveCoordinator(group)) return sign;
    return {Mark::ring, Tone::warning, tr("coordinator gone"),
            tr("Its coordinator, broker %1, is gone; last known: %2").arg(group.view.coordinator.value()).arg(sign.word)};
}

QString GroupText::behind(const std::optional<Duration> &age, bool orMore)
{
    if (!age) return QStringLiteral("–");
    // Shorter than the samples are apart.
    const QString text = *age < std::chrono::milliseconds(100) ? tr("0 s") : Format::duration(*age);
    return orMore ? QStringLiteral("≥ ") + text : text;
}

QString GroupText::meaning(const PartitionLag &lag)
{
    switch (lag.meaning) {
    case LagMeaning::records: return {};
    case LagMeaning::neverCommitted: return tr("never committed");
    case LagMeaning::endUnknown: return tr("no leader");
    case LagMeaning::belowLogStart: return tr("%1 lost").arg(Format::number(lag.lost()));
    case LagMeaning::beyondLogEnd: return tr("out of range");
    case LagMeaning::openTransaction: return tr("transaction");
    case LagMeaning::compacted: return tr("compacted");
    }
    return {};
}

QString GroupText::meaningSentence(const PartitionLag &lag)
{
    const auto at = [](const std::optional<Offset> &offset) { return offset ? Format::number(offset->value()) : QStringLiteral("–"); };
    switch (lag.meaning) {
    case LagMeaning::records: return tr("Each offset between the committed one and the end is a record.");
    case LagMeaning::neverCommitted:
        return tr("The group has never committed an offset of this partition, so there is no lag. A consumer begins where "
                  "auto.offset.reset "
                  "says: earliest at %1, latest at %2.")
            .arg(at(lag.logStart), at(lag.end));
    case LagMeaning::endUnknown: return tr("The partition has no leader that could say where its log ends.");
    case LagMeaning::belowLogStart:
        return tr("The log begins at %1 now: retention has deleted %2 offsets that the group had not read. Its lag counts them.")
            .arg(at(lag.logStart), Format::number(lag.lost()));
    case LagMeaning::beyondLogEnd:
        return tr("The committed offset %1 is beyond the end of the log, %2: a consumer gets OFFSET_OUT_OF_RANGE and begins where "
                  "auto.offset.reset says.")
            .arg(at(lag.committed), at(lag.logEnd));
    case LagMeaning::openTransaction:
        return tr("A transaction is open: with isolation.level=read_committed a consumer reads up to %1, the last stable offset. Markers "
                  "of "
                  "transactions have offsets too, and are no records.")
            .arg(at(lag.lastStable));
    case LagMeaning::compacted:
        return tr("The topic is compacted: some offsets have no record any more, so fewer records than the lag may be left to read.");
    }
    return {};
}

Mark GroupText::meaningMark(LagMeaning meaning)
{
    switch (meaning) {
    case LagMeaning::records: return Mark::none;
    case LagMeaning::neverCommitted: return Mark::ring;
    case LagMeaning::endUnknown: return Mark::square;
    case LagMeaning::belowLogStart:
    case LagMeaning::beyondLogEnd: return Mark::triangle;
    case LagMeaning::openTransaction: return Mark::half;
    case LagMeaning::compacted: return Mark::diamond;
    }
    return Mark::none;
}

Tone GroupText::meaningTone(LagMeaning meaning)
{
    switch (meaning) {
    case LagMeaning::belowLogStart:
    case LagMeaning::beyondLogEnd:
    case LagMeaning::endUnknown: return Tone::bad;
    case LagMeaning::openTransaction: return Tone::warning;
    default: return Tone::muted;
    }
}

QString GroupText::partitions(const std::vector<TopicPartition> &partitions)
{
    std::set<std::string> topics;
    std::vector<std::int32_t> indexes;
    for (const TopicPartition &partition : partitions) {
        topics.insert(partition.topic);
        indexes.push_back(partition.partition);
    }
    if (topics.size() <= 1) {
        std::ranges::sort(indexes);
        return Format::partitions(indexes);
    }
    QStringList parts;
    for (const std::string &topic : topics) {
        indexes.clear();
        for (const TopicPartition &partition : partitions)
            if (partition.topic == topic) indexes.push_back(partition.partition);
        std::ranges::sort(indexes);
        parts << toQString(topic) + QLatin1Char(' ') + Format::partitions(indexes);
    }
    return parts.join(QStringLiteral("; "));
}

QString GroupText::why(const RebalanceRecord &record, const RebalanceRecord *before)
{
    if (!record.reason.empty()) return EventSentences::rebalanceReason(record.reason);
    // The coordinator gave none: what the members before and after say.
    const auto names = [](const std::vector<std::string> &members) {
        QStringList list;
        for (const std::string &member : members) list << toQString(member);
        return list.size() > 3 ? tr("%n member(s)", nullptr, static_cast<int>(list.size())) : list.join(QStringLiteral(", "));
    };
    if (record.state == RebalanceRecord::State::running) return tr("no reason given yet");
    if (!record.left.empty()) return tr("gone since: %1").arg(names(record.left));
    if (before && !before->members.empty()) {
        std::vector<std::string> joined;
        for (const std::string &member : record.members)
            if (std::ranges::find(before->members, member) == before->members.end()) joined.push_back(member);
        if (!joined.empty()) return tr("new since: %1").arg(names(joined));
    }
    if (record.state == RebalanceRecord::State::done && !record.movesKnown) return tr("began before this window looked");
    if (record.state == RebalanceRecord::State::done && record.members.empty()) return tr("nobody is left");
    return record.movesKnown ? tr("no reason given; the same members as before") : tr("no reason given");
}

QString GroupText::moved(const RebalanceRecord &record)
{
    if (record.state == RebalanceRecord::State::running) return tr("under way");
    if (record.state == RebalanceRecord::State::superseded) return tr("began anew");
    if (!record.movesKnown) return tr("as first seen");
    if (record.moves.empty()) return tr("nothing moved");
    std::vector<TopicPartition> moved;
    for (const PartitionMove &move : record.moves) moved.push_back(move.partition);
    if (moved.size() > 12) return tr("%n partition(s) moved", nullptr, static_cast<int>(moved.size()));
    return tr("%1 moved").arg(partitions(moved));
}

QString GroupText::moves(const RebalanceRecord &record, int linesMax)
{
    QStringList lines;
    // What went the same way stands in one line.
    std::map<std::pair<std::string, std::string>, std::vector<TopicPartition>> ways;
    for (const PartitionMove &move : record.moves) ways[{move.from, move.to}].push_back(move.partition);
    const auto name = [](const std::string &member) { return member.empty() ? tr("nobody") : toQString(member); };
    for (const auto &[way, moved] : ways) {
        if (lines.size() == linesMax) {
            lines << QStringLiteral("…");
            break;
        }
        lines << tr("%1: %2 → %3").arg(partitions(moved), name(way.first), name(way.second));
    }
    return lines.join(QLatin1Char('\n'));
}

QString GroupText::stoodStill(const RebalanceRecord &record)
{
    if (record.state != RebalanceRecord::State::done || !record.movesKnown) return QStringLiteral("–");
    if (record.partitionsBefore == 0) return tr("nobody had any");
    // Who left had given up its own before.
    if (!record.isCooperative()) return tr("everybody (%n partition(s))", nullptr, record.partitionsBefore);
    std::set<std::string> gave;
    for (const PartitionMove &move : record.moves)
        if (!move.from.empty()) gave.insert(move.from);
    if (gave.empty()) return tr("nobody");
    QStringList names;
    for (const std::string &member : gave) names << toQString(member);
    if (names.size() > 3) return tr("%n member(s), of what moved", nullptr, static_cast<int>(names.size()));
    return tr("%1, of what moved").arg(names.join(QStringLiteral(", ")));
}

QString GroupText::took(const RebalanceRecord &record, Instant now)
{
    if (record.took) return Format::duration(*record.took);
    if (record.state == RebalanceRecord::State::running)
        return tr("for %1").arg(Format::duration(std::max(Duration::zero(), now - record.at)));
    return QStringLiteral("–");
}

}  // namespace vitrine::ui
