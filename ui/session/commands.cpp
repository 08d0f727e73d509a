// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/commands.h"

#include <algorithm>
#include <string>

#include <QCoreApplication>
#include <QRegularExpression>

#include "client/assignor.h"
#include "cluster/command_line.h"
#include "cluster/commands.h"
#include "cluster/simulation_commands.h"
#include "ui/session/usage.h"

namespace vitrine::ui::commands {

namespace {

QString text(std::string_view value) { return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())); }
QString quoted(const QString &word) { return text(cluster::quote(word.toStdString())); }

Form formFrom(const cluster::CommandHelp &help)
{
    return {text(help.usage), QCoreApplication::translate("vitrine::cluster", std::string(help.meaning).c_str())};
}

std::vector<cluster::CommandHelp> language(bool simulation)
{
    std::vector<cluster::CommandHelp> help = cluster::command_help();
    if (simulation) std::ranges::copy(cluster::simulation_command_help(), std::back_inserter(help));
    return help;
}

// What has been typed so far: whole words, and the piece of one that is being typed.
struct Typed {
    QStringList words;
    QList<bool> quotes;  // whether the word began with one; it is no option then
    QString before;      // everything up to the piece
    QString piece;       // without quotes
    bool pieceQuoted = false;
};

Typed typedIn(const QString &line)
{
    Typed typed;
    QChar quote;
    bool inside = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line.at(i);
        if (!quote.isNull()) {
            if (c == quote) quote = {};
            else typed.piece += c;
        } else if (c == QLatin1Char('"') || c == QLatin1Char('\'')) {
            quote = c;
            typed.pieceQuoted = typed.pieceQuoted || !inside;
            inside = true;
        } else if (c.isSpace()) {
            if (inside) {
                typed.words << typed.piece;
                typed.quotes << typed.pieceQuoted;
            }
            typed.piece.clear();
            typed.pieceQuoted = false;
            inside = false;
            typed.before = line.first(i + 1);
        } else {
            typed.piece += c;
            inside = true;
        }
    }
    return typed;
}

QStringList topicNames(const ClusterState &cluster)
{
    QStringList names;
    for (const bool internal : {false, true})
        for (const TopicState *topic : cluster.topics())
            if (topic->internal == internal) names << text(topic->name);
    return names;
}

// What the cluster has for a place in a form; empty where the user has to find the word.
QStringList candidates(const Usage &usage, const Usage::Place &place, const QStringList &words, const ClusterState &cluster)
{
    const auto typedAt = [&](const QString &name) {
        for (qsizetype i = 0; i < std::min(usage.words.size(), words.size()); ++i)
            if (usage.words.at(i).text == name) return words.at(i);
        return QString();
    };
    const QString first = usage.words.first().text;
    const QString second = usage.words.size() > 1 ? usage.words.at(1).text : QString();
    const QString &wanted = place.text;
    QStringList list;
    if (place.option == QStringLiteral("acks")) return {QStringLiteral("all"), QStringLiteral("1"), QStringLiteral("0")};
    if (place.option == QStringLiteral("assignor")) {
        list = assignors();
    } else if (place.option == QStringLiteral("topic") || wanted == QStringLiteral("TOPIC") ||
               (wanted == QStringLiteral("NAME") && place.option.isEmpty() && first == QStringLiteral("topic") &&
                second != QStringLiteral("create"))) {
        list = topicNames(cluster);
    } else if (wanted == QStringLiteral("P")) {
        const TopicState *topic = cluster.topic(typedAt(QStringLiteral("TOPIC")).toStdString());
        for (std::size_t i = 0; topic && i < topic->partitions.size(); ++i) list << QString::number(i);
    } else if (wanted == QStringLiteral("N") && first == QStringLiteral("elect")) {
        const PartitionState *partition =
            cluster.partition(typedAt(QStringLiteral("TOPIC")).toStdString(), typedAt(QStringLiteral("P")).toInt());
        if (partition)
            for (const BrokerId id : partition->meta.isr) list << QString::number(id.value());
    } else if (place.option.isEmpty() &&
               ((wanted == QStringLiteral("N") &&
                 (first == QStringLiteral("broker") || first == QStringLiteral("clock") || first == QStringLiteral("disk"))) ||
                wanted == QStringLiteral("A") || wanted == QStringLiteral("B"))) {
        for (const BrokerId id : cluster.columns()) list << QString::number(id.value());
        if (wanted == QStringLiteral("B")) list.removeAll(typedAt(QStringLiteral("A")));
    } else if (wanted == QStringLiteral("G")) {
        for (const auto &[id, group] : cluster.groups()) list << text(id);
    } else if (first == QStringLiteral("group") && place.option.isEmpty()) {
        // Members of our own are called by name, others by the id that the coordinator gave them.
        const GroupInfo *group = cluster.group(typedAt(QStringLiteral("G")).toStdString());
        const bool byId = wanted == QStringLiteral("MEMBER");
        if (group)
            for (const observe::MemberView &member : group->view.members) list << text(byId ? member.member_id : member.client_id);
    }
    return list;
}

// Where a line stands in a form: the place of the piece that is being typed.
struct Position {
    qsizetype word = 0;            // index of the next word
    QString option;                // the option whose value comes next
    QStringList optionsUsed;
};

std::optional<Position> follow(const Usage &usage, const Typed &typed)
{
    Position at;
    for (qsizetype i = 0; i < typed.words.size(); ++i) {
        const QString &word = typed.words.at(i);
        if (!at.option.isEmpty()) {
            at.option.clear();
        } else if (!typed.quotes.at(i) && word.startsWith(QStringLiteral("--"))) {
            const QString name = word.mid(2).section(QLatin1Char('='), 0, 0);
            if (!usage.option(name)) return {};
            at.optionsUsed << name;
            if (!word.contains(QLatin1Char('=')) && !usage.option(name)->flag) at.option = name;
        } else {
            if (at.word >= usage.words.size()) return {};
            const Usage::Place &place = usage.words.at(at.word);
            if (!place.free && place.text.compare(word, Qt::CaseInsensitive) != 0) return {};
            if (!place.rest) ++at.word;
        }
    }
    return at;
}

}  // namespace

QString killBroker(std::int32_t broker) { return QStringLiteral("broker kill %1").arg(broker); }
QString stopBroker(std::int32_t broker) { return QStringLiteral("broker stop %1").arg(broker); }
QString startBroker(std::int32_t broker) { return QStringLiteral("broker start %1").arg(broker); }
QString pauseBroker(std::int32_t broker) { return QStringLiteral("broker pause %1").arg(broker); }
QString resumeBroker(std::int32_t broker) { return QStringLiteral("broker resume %1").arg(broker); }
QString pauseCluster() { return QStringLiteral("cluster pause"); }
QString resumeCluster() { return QStringLiteral("cluster resume"); }
QString cutLink(std::int32_t a, std::int32_t b) { return QStringLiteral("link cut %1 %2").arg(a).arg(b); }
QString slowLink(std::int32_t a, std::int32_t b, int milliseconds)
{
    return QStringLiteral("link slow %1 %2 %3ms").arg(a).arg(b).arg(milliseconds);
}
QString lossyLink(std::int32_t a, std::int32_t b, int percent) { return QStringLiteral("link lossy %1 %2 %3%").arg(a).arg(b).arg(percent); }
QString slowDisk(std::int32_t broker, int milliseconds)
{
    return QStringLiteral("disk slow %1 %2")
        .arg(broker)
        .arg(milliseconds == 0 ? QStringLiteral("0") : QStringLiteral("%1ms").arg(milliseconds));
}
QString fillDisk(std::int32_t broker, std::optional<std::int64_t> roomBytes)
{
    return QStringLiteral("disk full %1 %2").arg(broker).arg(roomBytes ? QString::number(*roomBytes) : QStringLiteral("off"));
}
QString failDisk(std::int32_t broker, const QString &calls) { return QStringLiteral("disk fail %1 %2").arg(broker).arg(calls); }
QString jumpClock(std::int32_t broker, std::optional<std::int64_t> milliseconds)
{
    return QStringLiteral("clock jump %1 %2")
        .arg(broker)
        .arg(milliseconds ? QStringLiteral("%1ms").arg(*milliseconds) : QStringLiteral("off"));
}
QString skewClock(std::int32_t broker, int millionths) { return QStringLiteral("clock skew %1 %2").arg(broker).arg(millionths); }
QString addBroker() { return QStringLiteral("broker add"); }
QString drainBroker(std::int32_t broker) { return QStringLiteral("broker drain %1").arg(broker); }
QString removeBroker(std::int32_t broker) { return QStringLiteral("broker remove %1").arg(broker); }
QString healLink(std::int32_t a, std::int32_t b) { return QStringLiteral("link heal %1 %2").arg(a).arg(b); }
QString healAll() { return QStringLiteral("heal all"); }
QString crashBroker(std::int32_t broker) { return QStringLiteral("broker crash %1").arg(broker); }
QString wipeBroker(std::int32_t broker) { return QStringLiteral("broker wipe %1").arg(broker); }
QString slowBroker(std::int32_t broker, int milliseconds) { return QStringLiteral("broker slow %1 %2ms").arg(broker).arg(milliseconds); }
QString flipBit(std::int32_t broker) { return QStringLiteral("disk flip %1").arg(broker); }
QString cutOneWay(std::int32_t from, std::int32_t to) { return QStringLiteral("link cut-one-way %1 %2").arg(from).arg(to); }
QString clogLink(std::int32_t a, std::int32_t b, int bytesPerSecond)
{
    return QStringLiteral("link clog %1 %2 %3").arg(a).arg(b).arg(bytesPerSecond);
}
QString breakLink(std::int32_t a, std::int32_t b) { return QStringLiteral("link break %1 %2").arg(a).arg(b); }
QString dropMessage(std::uint64_t message) { return QStringLiteral("message drop %1").arg(message); }
QString delayMessage(std::uint64_t message, int milliseconds)
{
    return QStringLiteral("message delay %1 %2ms").arg(message).arg(milliseconds);
}
QString duplicateMessage(std::uint64_t message) { return QStringLiteral("message duplicate %1").arg(message); }
QString electLeader(const QString &topic, std::int32_t partition, std::int32_t broker)
{
    return QStringLiteral("elect leader ") + quoted(topic) + QStringLiteral(" %1 %2").arg(partition).arg(broker);
}
QString electPreferred(const QString &topic, std::int32_t partition)
{
    return QStringLiteral("elect preferred ") + quoted(topic) + (partition < 0 ? QString() : QStringLiteral(" %1").arg(partition));
}
QString createTopic(const QString &topic, int partitions, int replicationFactor, const QStringList &configs)
{
    QString line = QStringLiteral("topic create ") + quoted(topic) +
                   QStringLiteral(" --partitions %1 --replication-factor %2").arg(partitions).arg(replicationFactor);
    for (const QString &config : configs) line += QStringLiteral(" --config ") + quoted(config);
    return line;
}
QString alterTopic(const QString &topic, int partitions)
{
    return QStringLiteral("topic alter ") + quoted(topic) + QStringLiteral(" --partitions %1").arg(partitions);
}
QString rebalanceGroup(const QString &group) { return QStringLiteral("group rebalance ") + quoted(group); }
QString addMember(const NewMember &member)
{
    QString line = QStringLiteral("group add-member ") + quoted(member.group);
    for (const QString &topic : member.topics) line += QStringLiteral(" --topic ") + quoted(topic);
    if (!member.assignor.isEmpty()) line += QStringLiteral(" --assignor ") + quoted(member.assignor);
    if (!member.instanceId.isEmpty()) line += QStringLiteral(" --instance-id ") + quoted(member.instanceId);
    if (member.sessionTimeoutMs > 0) line += QStringLiteral(" --session-timeout-ms %1").arg(member.sessionTimeoutMs);
    if (member.heartbeatIntervalMs > 0) line += QStringLiteral(" --heartbeat-interval-ms %1").arg(member.heartbeatIntervalMs);
    if (member.maxPollIntervalMs > 0) line += QStringLiteral(" --max-poll-interval-ms %1").arg(member.maxPollIntervalMs);
    return line;
}
QString addMember(const QString &group)
{
    NewMember member;
    member.group = group;
    return addMember(member);
}
QStringList assignors()
{
    QStringList names;
    for (const auto kind : {client::AssignorKind::range, client::AssignorKind::round_robin, client::AssignorKind::cooperative_sticky})
        names << text(client::name_of(kind));
    return names;
}
QString crashMember(const QString &group, const QString &member)
{
    return QStringLiteral("group crash-member ") + quoted(group) + QLatin1Char(' ') + quoted(member);
}
QString pauseMember(const QString &group, const QString &member)
{
    return QStringLiteral("group pause-member ") + quoted(group) + QLatin1Char(' ') + quoted(member);
}
QString resumeMember(const QString &group, const QString &member)
{
    return QStringLiteral("group resume-member ") + quoted(group) + QLatin1Char(' ') + quoted(member);
}

namespace {

// What both languages say in the same words; `word` puts into quotes what needs them.
QString resetOptions(const OffsetReset &reset, QString (*word)(const QString &))
{
    QString line;
    for (const QString &topic : reset.topics) line += QStringLiteral(" --topic ") + word(topic);
    if (reset.topics.isEmpty()) line += QStringLiteral(" --all-topics");
    switch (reset.to) {
    case OffsetReset::To::earliest: line += QStringLiteral(" --to-earliest"); break;
    case OffsetReset::To::latest: line += QStringLiteral(" --to-latest"); break;
    case OffsetReset::To::current: line += QStringLiteral(" --to-current"); break;
    case OffsetReset::To::offset: line += QStringLiteral(" --to-offset ") + word(reset.value); break;
    case OffsetReset::To::shift: line += QStringLiteral(" --shift-by ") + word(reset.value); break;
    case OffsetReset::To::datetime: line += QStringLiteral(" --to-datetime ") + word(reset.value); break;
    case OffsetReset::To::duration: line += QStringLiteral(" --by-duration ") + word(reset.value); break;
    }
    return line + (reset.dryRun ? QStringLiteral(" --dry-run") : QStringLiteral(" --execute"));
}

QString shellWord(const QString &word)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./:,+-]+$"));
    if (plain.match(word).hasMatch()) return word;
    QString inside = word;
    inside.replace(QLatin1Char('\''), QStringLiteral("'\\''"));
    return QLatin1Char('\'') + inside + QLatin1Char('\'');
}

}  // namespace

QString resetOffsets(const OffsetReset &reset)
{
    return QStringLiteral("group reset-offsets ") + quoted(reset.group) + resetOptions(reset, &quoted);
}
QString kafkaResetOffsets(const OffsetReset &reset, const QString &bootstrapServers)
{
    return QStringLiteral("kafka-consumer-groups.sh --bootstrap-server ") + shellWord(bootstrapServers) + QStringLiteral(" --group ") +
           shellWord(reset.group) + QStringLiteral(" --reset-offsets") + resetOptions(reset, &shellWord);
}
QString removeMember(const QString &group, const QString &member)
{
    return QStringLiteral("group remove-member ") + quoted(group) + QLatin1Char(' ') + quoted(member);
}
QString startWorkload(const QString &name) { return QStringLiteral("workload start ") + quoted(name); }
QString stopWorkload() { return QStringLiteral("workload stop"); }
QString setConfig(const QString &topic, const QString &key, const QString &value)
{
    return QStringLiteral("config set ") + quoted(topic) + QLatin1Char(' ') + quoted(key + QLatin1Char('=') + value);
}

QStringList wordsOf(const QString &line)
{
    QStringList words;
    if (const auto parsed = cluster::CommandLine::parse(line.toStdString()))
        for (const std::string &word : parsed->words) words << QString::fromStdString(word);
    return words;
}

QStringList linkFaults(const QStringList &faults, std::int32_t a, std::int32_t b)
{
    QStringList found;
    for (const QString &fault : faults) {
        const QStringList words = wordsOf(fault);
        if (words.size() < 4 || words.at(0) != QStringLiteral("link")) continue;
        const int from = words.at(2).toInt();
        const int to = words.at(3).toInt();
        if ((from == a && to == b) || (from == b && to == a)) found << fault;
    }
    return found;
}

QStringList machineFaults(const QStringList &faults, std::int32_t broker)
{
    QStringList found;
    for (const QString &fault : faults) {
        const QStringList words = wordsOf(fault);
        // "disk slow 2.1 …" is of broker 2, too.
        if (words.size() >= 4 &&
            (words.at(0) == QStringLiteral("disk") || words.at(0) == QStringLiteral("clock") || words.at(0) == QStringLiteral("broker")) &&
            words.at(2).section(QLatin1Char('.'), 0, 0).toInt() == broker)
            found << fault;
    }
    return found;
}

QList<Form> forms(bool simulation)
{
    QList<Form> list;
    for (const cluster::CommandHelp &help : language(simulation)) list << formFrom(help);
    return list;
}

std::optional<Form> formOf(const QString &line)
{
    const auto parsed = cluster::CommandLine::parse(line.toStdString());
    if (!parsed) return {};
    for (const cluster::CommandHelp &help : language(true))
        if (Usage::parse(text(help.usage)).fits(*parsed)) return formFrom(help);
    return {};
}

QList<Completion> complete(const QString &line, const ClusterState &cluster, bool simulation, int completionsMax)
{
    QList<Completion> found;
    const Typed typed = typedIn(line);
    const auto begins = [&](const QString &word) { return word.startsWith(typed.piece, Qt::CaseInsensitive); };
    for (const cluster::CommandHelp &help : language(simulation)) {
        if (found.size() >= completionsMax) break;
        const Form form = formFrom(help);
        const Usage usage = Usage::parse(form.text);
        const auto at = follow(usage, typed);
        if (!at) continue;
        const auto offer = [&](const QString &word) {
            if (found.size() < completionsMax) found.append({typed.before + word, typed.before + word, form.meaning});
        };
        const qsizetype had = found.size();
        const bool optionBegun = !typed.pieceQuoted && typed.piece.startsWith(QLatin1Char('-'));
        bool wantsWord = false;
        if (!at->option.isEmpty()) {
            wantsWord = true;
            for (const QString &candidate : candidates(usage, *usage.option(at->option), typed.words, cluster))
                if (begins(candidate)) offer(quoted(candidate));
        } else if (at->word < usage.words.size() && !optionBegun) {
            const Usage::Place &place = usage.words.at(at->word);
            if (place.free) {
                wantsWord = true;
                for (const QString &candidate : candidates(usage, place, typed.words, cluster))
                    if (begins(candidate)) offer(quoted(candidate));
            } else if (begins(place.text)) {
                // The fixed words that follow come along; the completion ends where something has to be chosen.
                QString whole = place.text;
                qsizetype next = at->word + 1;
                for (; next < usage.words.size() && !usage.words.at(next).free; ++next)
                    whole += QLatin1Char(' ') + usage.words.at(next).text;
                if (next < usage.words.size() && !usage.words.at(next).optional) whole += QLatin1Char(' ');
                offer(whole);
            } else {
                continue;
            }
        }
        const bool enough = at->word >= usage.words.size() || usage.words.at(at->word).optional;
        if (at->option.isEmpty() && enough && (typed.piece.isEmpty() || optionBegun)) {
            for (const Usage::Place &option : usage.options) {
                const QString word = QStringLiteral("--") + option.option;
                const bool repeatable = option.option == QStringLiteral("config") || option.option == QStringLiteral("topic");
                if ((at->optionsUsed.contains(option.option) && !repeatable) || !begins(word)) continue;
                wantsWord = true;
                offer(option.flag ? word : word + QLatin1Char(' '));
            }
        }
        // Nothing to choose from: the form says what is wanted.
        if (wantsWord && found.size() == had && !typed.words.isEmpty()) found.append({line, form.text, form.meaning});
    }
    return found;
}

}  // namespace vitrine::ui::commands
