// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/event_text.h"

#include <type_traits>

#include <QRegularExpression>

#include "ui/common/format.h"
#include "ui/session/commands.h"

namespace vitrine::ui {

namespace {

QString id(BrokerId broker) { return QString::number(broker.value()); }
QString name(const TopicPartition &partition) { return toQString(partition); }

// A member id is the client id and a UUID; people know the client id.
QString shortMember(const std::string &memberId)
{
    constexpr std::size_t uuidSize = 36;
    if (memberId.size() > uuidSize + 1 && memberId[memberId.size() - uuidSize - 1] == '-')
        return toQString(std::string_view(memberId).substr(0, memberId.size() - uuidSize - 1));
    return toQString(memberId);
}

// Reasons that a broker wrote name members with their UUID; people know the client id before it.
QString withoutUuids(const std::string &text)
{
    static const QRegularExpression uuid(QStringLiteral("-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"));
    QString shown = toQString(text);
    return shown.remove(uuid);
}

// "200ms" of a command as texts have it: "200 ms".
QString amountText(QString amount)
{
    static const QRegularExpression joined(QStringLiteral("([0-9])([a-z]+)$"));
    return amount.replace(joined, QStringLiteral("\\1 \\2"));
}

}  // namespace

QString EventSentences::rebalanceReason(const std::string &reason)
{
    const QString shown = withoutUuids(reason);
    // "member m joined (client reason: r)": what happened, and what the client said of it.
    static const QRegularExpression said(QStringLiteral("^(.*) \\(client reason: (.*)\\)$"));
    const QRegularExpressionMatch parts = said.match(shown);
    const QString what = parts.hasMatch() ? parts.captured(1) : shown;
    const auto between = [&what](const char *before, const char *after) -> std::optional<QString> {
        const QLatin1String head(before);
        const QLatin1String tail(after);
        if (!what.startsWith(head) || !what.endsWith(tail) || what.size() <= head.size() + tail.size()) return {};
        return what.sliced(head.size(), what.size() - head.size() - tail.size());
    };
    QString sentence = what;
    if (const auto leader = between("leader ", " joined again")) sentence = tr("leader %1 joined again").arg(*leader);
    else if (const auto again = between("member ", " joined again during a rebalance"))
        sentence = tr("%1 joined again during a rebalance").arg(*again);
    else if (const auto changed = between("member ", " changed its subscription"))
        sentence = tr("%1 changed its subscription").arg(*changed);
    else if (const auto joined = between("member ", " joined")) sentence = tr("%1 joined").arg(*joined);
    else if (const auto left = between("member ", " left")) sentence = tr("%1 left").arg(*left);
    else if (const auto silent = between("member ", " sent no heartbeat within its session timeout"))
        sentence = tr("%1 sent no heartbeat for session.timeout.ms").arg(*silent);
    else if (const auto replaced = between("static member ", " was replaced"))
        sentence = tr("static member %1 was replaced by another with its group.instance.id").arg(*replaced);
    else if (const auto unwritten = between("the assignment could not be written: ", ""))
        sentence = tr("the assignment could not be written: %1").arg(*unwritten);
    else if (what == QLatin1String("some members did not send SyncGroup within the rebalance timeout"))
        sentence = tr("some members did not send SyncGroup within max.poll.interval.ms");
    else if (what == QLatin1String("asked for by the command group rebalance")) sentence = tr("asked for by the command group rebalance");
    const QString client = parts.captured(2);
    if (client.isEmpty() || client == QLatin1String("not given")) return sentence;
    return tr("%1 (%2)").arg(sentence, clientReason(client));
}

// What clients give as their reason: those of Kafka's Java client, and of this program's own.
QString EventSentences::clientReason(const QString &reason)
{
    if (reason == QLatin1String("subscribed")) return tr("it has subscribed");
    if (reason == QLatin1String("need to revoke partitions and re-join") ||
        reason == QLatin1String("revoked partitions, so that others can take them"))
        return tr("it gave up partitions, so that others can take them");
    if (reason == QLatin1String("rebalance failed due to MemberIdRequiredException") ||
        reason.startsWith(QLatin1String("need to re-join with the given member-id")))
        return tr("it was given a member id");
    if (reason == QLatin1String("the consumer is being closed")) return tr("the consumer is being closed");
    if (reason == QLatin1String("the consumer unsubscribed from all topics")) return tr("it unsubscribed");
    if (reason == QLatin1String("consumer poll timeout has expired.")) return tr("it did not poll for max.poll.interval.ms");
    if (reason == QLatin1String("group is already rebalancing") || reason == QLatin1String("the group is rebalancing"))
        return tr("the group was rebalancing");
    if (reason == QLatin1String("membership was lost")) return tr("its membership was lost");
    if (reason == QLatin1String("SyncGroup was refused")) return tr("SyncGroup was refused");
    if (reason == QLatin1String("taken out by an administrator")) return tr("taken out by an administrator");
    return reason;
}

QString EventSentences::faultSentence(const QString &command)
{
    const QStringList words = commands::wordsOf(command);
    const QString verb = words.mid(0, 2).join(QLatin1Char(' ')).toLower();
    const QString first = words.value(2);
    const QString second = words.value(3);
    if (verb == QLatin1String("cluster pause")) return tr("cluster paused");
    if (verb == QLatin1String("link cut")) return tr("link %1 – %2 cut").arg(first, second);
    if (verb == QLatin1String("link cut-one-way")) return tr("link %1 → %2 cut").arg(first, second);
    if (verb == QLatin1String("link slow")) return tr("link %1 – %2 slower by %3").arg(first, second, amountText(words.value(4)));
    if (verb == QLatin1String("link lossy")) return tr("link %1 – %2 loses %3").arg(first, second, words.value(4));
    if (verb == QLatin1String("link clog"))
        return tr("link %1 – %2 limited to %3").arg(first, second, Format::bytesPerSecond(words.value(4).toDouble()));
    if (verb == QLatin1String("disk full")) {
        const qint64 room = second.toLongLong();
        return room == 0 ? tr("%1 is full").arg(diskText(first)) : tr("%1 has room for %2 more").arg(diskText(first), Format::bytes(room));
    }
    if (verb == QLatin1String("disk slow")) return tr("%1 slower by %2").arg(diskText(first), amountText(second));
    if (verb == QLatin1String("disk fail")) return tr("%1 fails: %2").arg(diskText(first), second);
    if (verb == QLatin1String("broker slow")) return tr("broker %1 slower by %2").arg(first, amountText(second));
    if (verb == QLatin1String("clock jump")) return tr("clock of broker %1 off by %2").arg(first, amountText(second));
    if (verb == QLatin1String("clock skew")) return tr("clock of broker %1 drifts by %2 ppm").arg(first, second);
    if (verb == QLatin1String("group crash-member")) return tr("%1: %2 crashed").arg(first, second);
    return tr("Fault: %1").arg(command);
}

// "2" is the disk of broker 2, "2.2" that of its second log directory.
QString EventSentences::diskText(const QString &word)
{
    const QString directory = word.section(QLatin1Char('.'), 1);
    if (directory.isEmpty()) return tr("disk of broker %1").arg(word);
    return tr("disk of log directory %2 of broker %1").arg(word.section(QLatin1Char('.'), 0, 0), directory);
}

QString EventSentences::laneName(Lane lane)
{
    switch (lane) {
    case Lane::faults: return tr("Brokers");
    case Lane::leaders: return tr("Leaders");
    case Lane::isr: return tr("ISR");
    case Lane::groups: return tr("Groups");
    case Lane::segments: return tr("Segments");
    case Lane::topics: return tr("Topics");
    }
    return {};
}

QString EventSentences::isrCause(const observe::IsrChanged &change)
{
    const QString replica = id(change.replica);
    using observe::IsrChangeCause;
    switch (change.cause) {
    case IsrChangeCause::lag_time:
        return tr("broker %1 had not caught up for %2 (replica.lag.time.max.ms)").arg(replica, Format::duration(change.behind));
    case IsrChangeCause::caught_up: return tr("broker %1 has caught up with the leader").arg(replica);
    case IsrChangeCause::broker_fenced: return tr("broker %1 was fenced").arg(replica);
    case IsrChangeCause::broker_shut_down: return tr("broker %1 shuts down").arg(replica);
    case IsrChangeCause::election: return tr("a new leader was elected");
    case IsrChangeCause::reassignment: return tr("its replicas were reassigned");
    }
    return {};
}

QString EventSentences::isrConsequence(std::size_t isrSize, std::int32_t minInsyncReplicas)
{
    if (static_cast<std::int64_t>(isrSize) >= minInsyncReplicas) return {};
    return tr("%1 is below min.insync.replicas %2: the high watermark waits and acks=all answers NOT_ENOUGH_REPLICAS")
        .arg(isrSize)
        .arg(minInsyncReplicas);
}

EventText EventSentences::of(const observe::Event &event)
{
    using namespace observe;
    const QString node = id(event.id.node);
    EventText t;
    const auto say = [&t](Lane lane, Mark mark, Tone tone, const QString &what, const QString &why) {
        t.lane = lane;
        t.mark = mark;
        t.tone = tone;
        t.what = what;
        t.why = why;
    };

    std::visit(
        [&](const auto &e) {
            using E = std::decay_t<decltype(e)>;
            if constexpr (std::is_same_v<E, NodeRunChanged>) {
                const QString who = Format::nodeName(event.id.node, !e.of_broker);
                const QString reason = toQString(e.reason);
                const auto orReason = [&](const QString &text) { return reason.isEmpty() ? text : reason; };
                switch (e.run) {
                case NodeRun::starting: say(Lane::faults, Mark::ring, Tone::good, tr("%1 is starting").arg(who), orReason({})); break;
                case NodeRun::running: say(Lane::faults, Mark::circle, Tone::good, tr("%1 is running").arg(who), orReason({})); break;
                case NodeRun::paused:
                    say(Lane::faults, Mark::half, Tone::warning, tr("%1 was paused").arg(who),
                        orReason(tr("it answers nobody; after broker.session.timeout.ms the controller fences it")));
                    break;
                case NodeRun::stopping: say(Lane::faults, Mark::half, Tone::muted, tr("%1 is shutting down").arg(who), orReason({})); break;
                case NodeRun::stopped: say(Lane::faults, Mark::square, Tone::muted, tr("%1 has stopped").arg(who), orReason({})); break;
                case NodeRun::killed:
                    say(Lane::faults, Mark::square, Tone::bad, tr("%1 was killed").arg(who),
                        orReason(tr("its memory is gone, its directory is as it was")));
                    break;
                case NodeRun::failed: say(Lane::faults, Mark::square, Tone::bad, tr("%1 failed").arg(who), orReason({})); break;
                case NodeRun::removed:
                    say(Lane::faults, Mark::square, Tone::muted, tr("%1 was removed").arg(who),
                        orReason(tr("it held nothing any more, and the cluster has forgotten it")));
                    break;
                }
            } else if constexpr (std::is_same_v<E, BrokerRegistered>) {
                say(Lane::faults, Mark::ring, Tone::good, tr("Broker %1 registered").arg(id(e.broker)),
                    tr("broker epoch %1; fenced until it has caught up with the metadata").arg(Format::number(e.epoch.value())));
            } else if constexpr (std::is_same_v<E, BrokerFenced>) {
                say(Lane::faults, Mark::triangle, Tone::warning, tr("Broker %1 was fenced").arg(id(e.broker)),
                    e.session_expired ? tr("no heartbeat for %1 (broker.session.timeout.ms); its partitions get other leaders")
                                            .arg(Format::duration(e.session_timeout))
                                      : tr("the broker asked for it"));
            } else if constexpr (std::is_same_v<E, BrokerUnfenced>) {
                say(Lane::faults, Mark::circle, Tone::good, tr("Broker %1 was unfenced").arg(id(e.broker)),
                    tr("it has caught up with the metadata and serves clients"));
            } else if constexpr (std::is_same_v<E, ControlledShutdownBegan>) {
                say(Lane::faults, Mark::half, Tone::muted, tr("Broker %1 asked for a controlled shutdown").arg(id(e.broker)),
                    tr("leadership moves to other brokers before it stops"));
            } else if constexpr (std::is_same_v<E, FaultChanged>) {
                const QString command = toQString(e.command);
                const QString fault = faultSentence(command);
                if (e.in_force)
                    say(Lane::faults, Mark::square, Tone::bad, fault,
                        e.command.starts_with("group crash-member ")
                            ? tr("gone without a word; the group notices it after session.timeout.ms")
                            : tr("in force until it is healed; done by: %1").arg(command));
                else say(Lane::faults, Mark::circle, Tone::good, tr("Healed: %1").arg(fault), tr("no longer in force"));
            } else if constexpr (std::is_same_v<E, QuorumRoleChanged>) {
                const QString epoch = Format::number(e.epoch.value());
                switch (e.role) {
                case QuorumRole::leader:
                    say(Lane::leaders, Mark::diamond, Tone::leader, tr("Node %1 leads the quorum, epoch %2").arg(node, epoch),
                        tr("it won a majority of the voters and is the active controller"));
                    break;
                case QuorumRole::candidate:
                    say(Lane::leaders, Mark::ring, Tone::warning, tr("Node %1 asks for votes, epoch %2").arg(node, epoch),
                        tr("it has not heard from a leader for controller.quorum.election.timeout.ms"));
                    break;
                case QuorumRole::prospective:
                    say(Lane::leaders, Mark::ring, Tone::muted, tr("Node %1 asks for pre-votes, epoch %2").arg(node, epoch),
                        tr("it asks whether an election could succeed before it starts one"));
                    break;
                case QuorumRole::follower:
                    say(Lane::leaders, Mark::ring, Tone::muted,
                        tr("Node %1 follows %2 in the quorum, epoch %3").arg(node, id(e.leader), epoch), {});
                    break;
                case QuorumRole::resigned:
                    say(Lane::leaders, Mark::ring, Tone::warning, tr("Node %1 resigned as leader of the quorum, epoch %2").arg(node, epoch),
                        {});
                    break;
                case QuorumRole::unattached:
                    say(Lane::leaders, Mark::ring, Tone::muted, tr("Node %1 knows no leader of the quorum, epoch %2").arg(node, epoch), {});
                    break;
                }
            } else if constexpr (std::is_same_v<E, QuorumVoteGranted>) {
                const QString epoch = Format::number(e.epoch.value());
                say(Lane::leaders, Mark::ring, Tone::muted,
                    (e.pre_vote ? tr("Node %1 would vote for %2, epoch %3") : tr("Node %1 voted for %2, epoch %3"))
                        .arg(node, id(e.candidate), epoch),
                    tr("the candidate's metadata log is at least as long as its own"));
            } else if constexpr (std::is_same_v<E, MetadataSnapshotTaken>) {
                const QString end = Format::number(e.end_offset.value());
                if (e.from == no_broker) {
                    say(Lane::segments, Mark::square, Tone::muted, tr("Node %1 wrote a metadata snapshot up to %2").arg(node, end),
                        tr("%1; the metadata log before it may go").arg(Format::bytes(e.size_bytes)));
                } else {
                    say(Lane::segments, Mark::square, Tone::warning,
                        tr("Node %1 fetched the metadata snapshot up to %2 from %3").arg(node, end, id(e.from)),
                        tr("it was away for so long that the leader's metadata log begins behind its own"));
                }
            } else if constexpr (std::is_same_v<E, LeaderElected>) {
                const QString to = id(e.to);
                const QString isr = Format::brokers(e.isr);
                QString why;
                switch (e.cause) {
                case LeaderChangeCause::created: why = tr("the partition was created; %1 is its first replica").arg(to); break;
                case LeaderChangeCause::leader_fenced:
                    why = tr("broker %1 was fenced; %2 is first in ISR %3").arg(id(e.from), to, isr);
                    break;
                case LeaderChangeCause::leader_shut_down:
                    why = tr("broker %1 shuts down; %2 is first in ISR %3").arg(id(e.from), to, isr);
                    break;
                case LeaderChangeCause::preferred_election:
                    why = tr("preferred leader election; %1 is the first of its replicas").arg(to);
                    break;
                case LeaderChangeCause::unclean_election:
                    why = tr("unclean election: nobody of the ISR was alive; records that %1 did not have are lost").arg(to);
                    break;
                case LeaderChangeCause::leader_returned: why = tr("broker %1, a member of the last ISR, is back").arg(to); break;
                case LeaderChangeCause::reassignment: why = tr("its replicas were reassigned"); break;
                }
                if (e.to == no_broker) {
                    say(Lane::leaders, Mark::diamond, Tone::bad, tr("%1 has no leader").arg(name(e.partition)),
                        tr("broker %1 is gone and no member of ISR %2 is alive; clients wait").arg(id(e.from), isr));
                } else {
                    const bool unclean = e.cause == LeaderChangeCause::unclean_election;
                    say(Lane::leaders, Mark::diamond, unclean ? Tone::bad : Tone::leader,
                        tr("%1 elected leader %2, epoch %3").arg(name(e.partition), to, Format::number(e.epoch.value())), why);
                }
            } else if constexpr (std::is_same_v<E, IsrChanged>) {
                const bool shrank = e.to.size() < e.from.size();
                QString why = isrCause(e);
                if (const QString consequence = isrConsequence(e.to.size(), e.min_insync_replicas); !consequence.isEmpty())
                    why += QStringLiteral("; ") + consequence;
                say(Lane::isr, shrank ? Mark::half : Mark::circle, shrank ? Tone::warning : Tone::good,
                    tr("%1 ISR %2 → %3").arg(name(e.partition), Format::brokers(e.from), Format::brokers(e.to)), why);
            } else if constexpr (std::is_same_v<E, LogTruncated>) {
                if (e.to > e.from) {
                    say(Lane::segments, Mark::triangle, Tone::warning,
                        tr("%1 begins anew at %2 on broker %3").arg(name(e.partition), Format::number(e.to.value()), node),
                        tr("the leader's log begins there, what was before is gone"));
                    return;
                }
                const int count = static_cast<int>(std::min<std::int64_t>(e.from - e.to, 2'000'000'000));
                say(Lane::segments, Mark::triangle, Tone::warning,
                    tr("%1 was truncated to %2 on broker %3").arg(name(e.partition), Format::number(e.to.value()), node),
                    e.diverging_epoch < LeaderEpoch(0)
                        ? tr("%n record(s) after it were removed", nullptr, count)
                        : tr("%n record(s) after it were not in the leader's log, which differs from epoch %1 on", nullptr, count)
                              .arg(Format::number(e.diverging_epoch.value())));
            } else if constexpr (std::is_same_v<E, SegmentRolled>) {
                QString why;
                switch (e.cause) {
                case SegmentRolled::Cause::bytes: why = tr("the last one had reached segment.bytes"); break;
                case SegmentRolled::Cause::time: why = tr("the last one was older than segment.ms"); break;
                case SegmentRolled::Cause::index_full: why = tr("the index of the last one was full (segment.index.bytes)"); break;
                case SegmentRolled::Cause::offset_range: why = tr("the last one cannot hold more distant offsets"); break;
                }
                say(Lane::segments, Mark::square, Tone::muted,
                    tr("%1 began segment %2 on broker %3").arg(name(e.partition), Format::number(e.base_offset.value()), node), why);
            } else if constexpr (std::is_same_v<E, SegmentDeleted>) {
                QString why;
                switch (e.cause) {
                case RetentionCause::time: why = tr("all its records were older than retention.ms"); break;
                case RetentionCause::bytes: why = tr("the log was larger than retention.bytes"); break;
                case RetentionCause::log_start: why = tr("it ended before the log start offset"); break;
                }
                say(Lane::segments, Mark::square, Tone::warning,
                    tr("%1 deleted segment %2 to %3 on broker %4")
                        .arg(name(e.partition), Format::number(e.base_offset.value()), Format::number(e.end_offset.value() - 1), node),
                    why + QStringLiteral("; ") + Format::bytes(e.size_bytes));
            } else if constexpr (std::is_same_v<E, LogRecovered>) {
                say(Lane::segments, Mark::ring, Tone::muted,
                    tr("%1 was recovered to %2 on broker %3").arg(name(e.partition), Format::number(e.log_end.value()), node),
                    e.truncated_bytes > 0
                        ? tr("after an unclean stop; %1 of an unfinished batch were cut off").arg(Format::bytes(e.truncated_bytes))
                        : tr("after an unclean stop; every batch was whole"));
            } else if constexpr (std::is_same_v<E, LogDirectoryFailed>) {
                say(Lane::faults, Mark::triangle, Tone::bad, tr("Log directory %1 of broker %2 is offline").arg(toQString(e.path), node),
                    tr("%1; replicas that are offline with it: %2").arg(toQString(e.reason), Format::number(e.replicas)));
            } else if constexpr (std::is_same_v<E, LogCleaned>) {
                say(Lane::segments, Mark::square, Tone::good,
                    tr("%1 was compacted to %2 on broker %3").arg(name(e.partition), Format::number(e.clean_to.value()), node),
                    tr("%1 → %2, %3 of %4 records stay, segments %5 → %6")
                        .arg(Format::bytes(e.size_before_bytes), Format::bytes(e.size_after_bytes), Format::number(e.records_after),
                             Format::number(e.records_before), Format::number(e.segments_before), Format::number(e.segments_after)));
            } else if constexpr (std::is_same_v<E, LogCleaningFailed>) {
                say(Lane::segments, Mark::triangle, Tone::bad, tr("%1 cannot be compacted on broker %2").arg(name(e.partition), node),
                    tr("it is left as it is: %1").arg(toQString(e.reason)));
            } else if constexpr (std::is_same_v<E, HighWatermarkWaits>) {
                say(Lane::isr, Mark::triangle, Tone::warning, tr("%1 high watermark waits").arg(name(e.partition)),
                    isrConsequence(static_cast<std::size_t>(std::max(0, e.isr_size)), e.min_insync_replicas));
            } else if constexpr (std::is_same_v<E, TopicCreated>) {
                say(Lane::topics, Mark::square, Tone::leader, tr("Topic %1 was created").arg(toQString(e.topic)),
                    tr("%n partition(s), replication factor %1", nullptr, e.partitions).arg(e.replication_factor));
            } else if constexpr (std::is_same_v<E, TopicDeleted>) {
                say(Lane::topics, Mark::square, Tone::bad, tr("Topic %1 was deleted").arg(toQString(e.topic)), {});
            } else if constexpr (std::is_same_v<E, PartitionsAdded>) {
                say(Lane::topics, Mark::square, Tone::leader,
                    tr("Topic %1 has more partitions: %2 → %3").arg(toQString(e.topic)).arg(e.from).arg(e.to),
                    tr("keys hash to other partitions from now on"));
            } else if constexpr (std::is_same_v<E, ConfigChanged>) {
                say(Lane::topics, Mark::ring, Tone::muted,
                    e.value ? tr("%1: %2 = %3").arg(toQString(e.resource), toQString(e.key), toQString(*e.value))
                            : tr("%1: %2 is the default again").arg(toQString(e.resource), toQString(e.key)),
                    tr("configuration changed"));
            } else if constexpr (std::is_same_v<E, MemberJoined>) {
                say(Lane::groups, Mark::circle, Tone::good,
                    tr("%1: %2 joined").arg(toQString(e.group), e.client_id.empty() ? shortMember(e.member_id) : toQString(e.client_id)),
                    tr("the group has to share out its partitions again"));
            } else if constexpr (std::is_same_v<E, MemberLeft>) {
                QString why;
                switch (e.cause) {
                case MemberLeftCause::left: why = tr("it said goodbye (LeaveGroup)"); break;
                case MemberLeftCause::session_expired: why = tr("no heartbeat for session.timeout.ms"); break;
                case MemberLeftCause::rebalance_timeout:
                    why = tr("it did not come back within max.poll.interval.ms of the rebalance");
                    break;
                case MemberLeftCause::kicked: why = tr("it was removed"); break;
                case MemberLeftCause::replaced_static: why = tr("another member took its group.instance.id"); break;
                }
                say(Lane::groups, Mark::half, Tone::warning, tr("%1: %2 left").arg(toQString(e.group), shortMember(e.member_id)), why);
            } else if constexpr (std::is_same_v<E, RebalanceBegan>) {
                say(Lane::groups, Mark::half, Tone::warning, tr("%1 began to rebalance").arg(toQString(e.group)),
                    rebalanceReason(e.reason));
            } else if constexpr (std::is_same_v<E, GenerationBegan>) {
                say(Lane::groups, Mark::ring, Tone::muted,
                    tr("%1 began generation %2").arg(toQString(e.group), Format::number(e.generation.value())),
                    tr("%n member(s), assignor %1", nullptr, e.members).arg(toQString(e.protocol)));
            } else if constexpr (std::is_same_v<E, GroupStabilized>) {
                say(Lane::groups, Mark::circle, Tone::good,
                    tr("%1 is stable in generation %2").arg(toQString(e.group), Format::number(e.generation.value())),
                    tr("%1 after the rebalance began").arg(Format::duration(e.took)));
            } else if constexpr (std::is_same_v<E, OffsetsCommitted>) {
                say(Lane::groups, Mark::ring, Tone::muted, tr("%1 committed offsets").arg(toQString(e.group)),
                    e.offsets.size() == 1
                        ? QStringLiteral("%1: %2").arg(name(e.offsets.front().first), Format::number(e.offsets.front().second.value()))
                        : tr("of %n partition(s)", nullptr, static_cast<int>(e.offsets.size())));
            } else if constexpr (std::is_same_v<E, OffsetsExpired>) {
                say(Lane::groups, Mark::ring, Tone::muted,
                    (e.group_removed ? tr("%1 is gone: no members, no offsets") : tr("Offsets of %1 expired")).arg(toQString(e.group)),
                    tr("%n offset(s) were not used for offsets.retention.minutes", nullptr, static_cast<int>(e.offsets.size())));
            } else if constexpr (std::is_same_v<E, CoordinatorMoved>) {
                say(Lane::groups, Mark::ring, Tone::muted,
                    (e.loaded ? tr("Broker %1 coordinates __consumer_offsets-%2")
                              : tr("Broker %1 no longer coordinates __consumer_offsets-%2"))
                        .arg(node)
                        .arg(e.partition),
                    tr("%n group(s)", nullptr, e.groups));
            }
        },
        event.body);
    t.routine = isRoutine(event);
    return t;
}

bool EventSentences::isRoutine(const observe::Event &event)
{
    using namespace observe;
    if (std::holds_alternative<OffsetsCommitted>(event.body) || std::holds_alternative<QuorumVoteGranted>(event.body)) return true;
    if (const auto *moved = std::get_if<CoordinatorMoved>(&event.body)) return moved->groups == 0;
    if (const auto *changed = std::get_if<QuorumRoleChanged>(&event.body))
        return changed->role == QuorumRole::follower || changed->role == QuorumRole::prospective || changed->role == QuorumRole::unattached;
    return false;
}

EventSubject EventSentences::subjectOf(const observe::Event &event)
{
    using namespace observe;
    EventSubject subject;
    std::visit(
        [&](const auto &e) {
            using E = std::decay_t<decltype(e)>;
            if constexpr (requires { e.partition.topic; }) {
                subject.partition = e.partition;
                subject.topic = e.partition.topic;
            }
            if constexpr (requires { e.group; }) subject.group = e.group;
            if constexpr (requires { e.topic; }) subject.topic = e.topic;
            if constexpr (requires { e.broker; }) subject.broker = e.broker;
            if constexpr (std::is_same_v<E, NodeRunChanged> || std::is_same_v<E, QuorumRoleChanged> || std::is_same_v<E, LogTruncated> ||
                          std::is_same_v<E, SegmentRolled> || std::is_same_v<E, SegmentDeleted> || std::is_same_v<E, LogRecovered> ||
                          std::is_same_v<E, LogDirectoryFailed> || std::is_same_v<E, LogCleaned> || std::is_same_v<E, LogCleaningFailed>)
                subject.broker = event.id.node;
            if constexpr (std::is_same_v<E, LeaderElected>) subject.broker = e.to;
            if constexpr (std::is_same_v<E, IsrChanged>) subject.broker = e.replica;
            if constexpr (std::is_same_v<E, CoordinatorMoved>) {
                subject.partition = TopicPartition{std::string(offsets_topic_name), e.partition};
                subject.topic = offsets_topic_name;
                subject.broker = event.id.node;
            }
        },
        event.body);
    return subject;
}

}  // namespace vitrine::ui
