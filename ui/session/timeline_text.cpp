// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/timeline_text.h"

#include <algorithm>
#include <array>
#include <map>
#include <type_traits>
#include <utility>

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace vitrine::ui {
namespace {

using namespace observe;

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::Timeline)
};

// The names of an enumeration in files, in the order of its values.
template <class E>
constexpr std::array<const char *, 0> namesOf{};
template <>
constexpr std::array namesOf<NodeRun>{"starting", "running", "paused", "stopping", "stopped", "killed", "failed", "removed"};
template <>
constexpr std::array namesOf<QuorumRole>{"unattached", "prospective", "candidate", "leader", "follower", "resigned"};
template <>
constexpr std::array namesOf<LeaderChangeCause>{"created",          "leader_fenced",   "leader_shut_down", "preferred_election",
                                                "unclean_election", "leader_returned", "reassignment"};
template <>
constexpr std::array namesOf<IsrChangeCause>{"lag_time", "caught_up", "broker_fenced", "broker_shut_down", "election", "reassignment"};
template <>
constexpr std::array namesOf<SegmentRolled::Cause>{"bytes", "time", "index_full", "offset_range"};
template <>
constexpr std::array namesOf<RetentionCause>{"time", "bytes", "log_start"};
template <>
constexpr std::array namesOf<MemberLeftCause>{"left", "session_expired", "rebalance_timeout", "kicked", "replaced_static"};

// The fields of each kind, once for writing and for reading.
// clang-format off: a table, one line for each kind of event
void fields(auto &f, NodeRunChanged &e) { f("run", e.run); f("reason", e.reason); f("of_broker", e.of_broker); }
void fields(auto &f, BrokerRegistered &e) { f("broker", e.broker); f("epoch", e.epoch); }
void fields(auto &f, BrokerFenced &e) { f("broker", e.broker); f("session_timeout_ms", e.session_timeout); f("session_expired", e.session_expired); }
void fields(auto &f, BrokerUnfenced &e) { f("broker", e.broker); }
void fields(auto &f, ControlledShutdownBegan &e) { f("broker", e.broker); }
void fields(auto &f, FaultChanged &e) { f("command", e.command); f("in_force", e.in_force); }
void fields(auto &f, QuorumRoleChanged &e) { f("role", e.role); f("epoch", e.epoch); f("leader", e.leader); }
void fields(auto &f, QuorumVoteGranted &e) { f("candidate", e.candidate); f("epoch", e.epoch); f("pre_vote", e.pre_vote); }
void fields(auto &f, MetadataSnapshotTaken &e) { f("end_offset", e.end_offset); f("epoch", e.epoch); f("size_bytes", e.size_bytes); f("from", e.from); }
void fields(auto &f, LeaderElected &e) { f("partition", e.partition); f("from", e.from); f("to", e.to); f("epoch", e.epoch); f("isr", e.isr); f("cause", e.cause); }
void fields(auto &f, IsrChanged &e) { f("partition", e.partition); f("from", e.from); f("to", e.to); f("cause", e.cause); f("replica", e.replica); f("behind_ms", e.behind); f("min_insync_replicas", e.min_insync_replicas); }
void fields(auto &f, LogTruncated &e) { f("partition", e.partition); f("from", e.from); f("to", e.to); f("diverging_epoch", e.diverging_epoch); }
void fields(auto &f, SegmentRolled &e) { f("partition", e.partition); f("base_offset", e.base_offset); f("cause", e.cause); }
void fields(auto &f, SegmentDeleted &e) { f("partition", e.partition); f("base_offset", e.base_offset); f("end_offset", e.end_offset); f("size_bytes", e.size_bytes); f("cause", e.cause); }
void fields(auto &f, LogRecovered &e) { f("partition", e.partition); f("log_end", e.log_end); f("truncated_bytes", e.truncated_bytes); }
void fields(auto &f, LogDirectoryFailed &e) { f("path", e.path); f("reason", e.reason); f("replicas", e.replicas); }
void fields(auto &f, LogCleaned &e)
{
    f("partition", e.partition); f("first_dirty", e.first_dirty); f("clean_to", e.clean_to);
    f("size_before_bytes", e.size_before_bytes); f("size_after_bytes", e.size_after_bytes);
    f("records_before", e.records_before); f("records_after", e.records_after);
    f("segments_before", e.segments_before); f("segments_after", e.segments_after); f("took_ms", e.took);
}
void fields(auto &f, LogCleaningFailed &e) { f("partition", e.partition); f("reason", e.reason); }
void fields(auto &f, HighWatermarkWaits &e) { f("partition", e.partition); f("isr_size", e.isr_size); f("min_insync_replicas", e.min_insync_replicas); }
void fields(auto &f, TopicCreated &e) { f("topic", e.topic); f("partitions", e.partitions); f("replication_factor", e.replication_factor); }
void fields(auto &f, TopicDeleted &e) { f("topic", e.topic); }
void fields(auto &f, PartitionsAdded &e) { f("topic", e.topic); f("from", e.from); f("to", e.to); }
void fields(auto &f, ConfigChanged &e) { f("resource", e.resource); f("key", e.key); f("value", e.value); }
void fields(auto &f, MemberJoined &e) { f("group", e.group); f("member_id", e.member_id); f("client_id", e.client_id); }
void fields(auto &f, MemberLeft &e) { f("group", e.group); f("member_id", e.member_id); f("cause", e.cause); }
void fields(auto &f, RebalanceBegan &e) { f("group", e.group); f("reason", e.reason); }
void fields(auto &f, GenerationBegan &e) { f("group", e.group); f("generation", e.generation); f("protocol", e.protocol); f("members", e.members); }
void fields(auto &f, GroupStabilized &e) { f("group", e.group); f("generation", e.generation); f("took_ms", e.took); }
void fields(auto &f, OffsetsCommitted &e) { f("group", e.group); f("offsets", e.offsets); }
void fields(auto &f, OffsetsExpired &e) { f("group", e.group); f("offsets", e.offsets); f("group_removed", e.group_removed); }
void fields(auto &f, CoordinatorMoved &e) { f("partition", e.partition); f("loaded", e.loaded); f("groups", e.groups); }
// clang-format on

QString toText(const std::string &text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

class Writer {
public:
    QJsonObject object;

    template <class T>
    void operator()(const char *name, const T &value)
    {
        object.insert(QLatin1String(name), json(value));
    }

private:
    static QJsonValue json(bool value) { return value; }
    static QJsonValue json(std::int32_t value) { return static_cast<qint64>(value); }
    static QJsonValue json(std::int64_t value) { return static_cast<qint64>(value); }
    static QJsonValue json(const std::string &value) { return toText(value); }
    static QJsonValue json(Milliseconds value) { return static_cast<qint64>(value.count()); }
    static QJsonValue json(Offset value) { return static_cast<qint64>(value.value()); }
    template <class Tag, class Rep>
    static QJsonValue json(Id<Tag, Rep> value)
    {
        return static_cast<qint64>(value.value());
    }
    static QJsonValue json(const TopicPartition &value) { return QJsonArray{toText(value.topic), value.partition}; }
    template <class T>
    static QJsonValue json(const std::optional<T> &value)
    {
        return value ? json(*value) : QJsonValue();
    }
    static QJsonValue json(const std::pair<TopicPartition, Offset> &value) { return QJsonArray{json(value.first), json(value.second)}; }
    template <class T>
    static QJsonValue json(const std::vector<T> &values)
    {
        QJsonArray array;
        for (const T &value : values) array.append(json(value));
        return array;
    }
    template <class E>
        requires std::is_enum_v<E>
    static QJsonValue json(E value)
    {
        return QLatin1String(namesOf<E>.at(static_cast<std::size_t>(value)));
    }
};

class Reader {
public:
    explicit Reader(QJsonObject object) : m_object(std::move(object)) {}
    // The first field that is missing or has no value that it can have.
    [[nodiscard]] const QString &wrong() const { return m_wrong; }

    template <class T>
    void operator()(const char *name, T &value)
    {
        if (!take(m_object.value(QLatin1String(name)), value) && m_wrong.isEmpty()) m_wrong = QLatin1String(name);
    }

private:
    template <class N>
    static bool number(const QJsonValue &json, N &value)
    {
        constexpr qint64 none = std::numeric_limits<qint64>::min();
        const qint64 read = json.isDouble() ? json.toInteger(none) : none;
        if (read == none || !std::in_range<N>(read)) return false;
        value = static_cast<N>(read);
        return true;
    }
    static bool take(const QJsonValue &json, bool &value)
    {
        value = json.toBool();
        return json.isBool();
    }
    static bool take(const QJsonValue &json, std::int32_t &value) { return number(json, value); }
    static bool take(const QJsonValue &json, std::int64_t &value) { return number(json, value); }
    static bool take(const QJsonValue &json, std::string &value)
    {
        value = json.toString().toStdString();
        return json.isString();
    }
    static bool take(const QJsonValue &json, Milliseconds &value)
    {
        std::int64_t count = 0;
        // A hundred years: what is counted in nanoseconds elsewhere must not overflow there.
        if (!number(json, count) || count < 0 || count > 100LL * 366 * 86'400'000) return false;
        value = Milliseconds(count);
        return true;
    }
    static bool take(const QJsonValue &json, Offset &value)
    {
        std::int64_t offset = 0;
        if (!number(json, offset)) return false;
        value = Offset(offset);
        return true;
    }
    template <class Tag, class Rep>
    static bool take(const QJsonValue &json, Id<Tag, Rep> &value)
    {
        Rep id{};
        if (!number(json, id)) return false;
        value = Id<Tag, Rep>(id);
        return true;
    }
    static bool take(const QJsonValue &json, TopicPartition &value)
    {
        const QJsonArray pair = json.toArray();
        return pair.size() == 2 && take(pair[0], value.topic) && take(pair[1], value.partition);
    }
    static bool take(const QJsonValue &json, std::pair<TopicPartition, Offset> &value)
    {
        const QJsonArray pair = json.toArray();
        return pair.size() == 2 && take(pair[0], value.first) && take(pair[1], value.second);
    }
    template <class T>
    static bool take(const QJsonValue &json, std::optional<T> &value)
    {
        value.reset();
        return json.isNull() || take(json, value.emplace());
    }
    template <class T>
    static bool take(const QJsonValue &json, std::vector<T> &values)
    {
        if (!json.isArray()) return false;
        const QJsonArray array = json.toArray();
        values.resize(static_cast<std::size_t>(array.size()));
        for (qsizetype i = 0; i < array.size(); ++i)
            if (!take(array[i], values[static_cast<std::size_t>(i)])) return false;
        return true;
    }
    template <class E>
        requires std::is_enum_v<E>
    static bool take(const QJsonValue &json, E &value)
    {
        const QString name = json.toString();
        const auto &names = namesOf<E>;
        const auto found = std::ranges::find_if(names, [&](const char *known) { return name == QLatin1String(known); });
        if (found == names.end()) return false;
        value = static_cast<E>(found - names.begin());
        return true;
    }

    QJsonObject m_object;
    QString m_wrong;
};

// A body of the kind that is called so; its values are those of no event yet.
template <std::size_t I = 0>
std::optional<EventBody> bodyOfKind(const QString &kind)
{
    if constexpr (I == std::variant_size_v<EventBody>) {
        return std::nullopt;
    } else {
        EventBody body{std::in_place_index<I>};
        const std::string_view name = kind_of(body);
        if (kind == QLatin1String(name.data(), static_cast<qsizetype>(name.size()))) return body;
        return bodyOfKind<I + 1>(kind);
    }
}

QJsonArray idJson(EventId id) { return {static_cast<qint64>(id.node.value()), static_cast<qint64>(id.sequence)}; }

std::optional<EventId> idFrom(const QJsonValue &json)
{
    const QJsonArray pair = json.toArray();
    if (pair.size() != 2 || !pair[0].isDouble() || !pair[1].isDouble()) return std::nullopt;
    const qint64 node = pair[0].toInteger(std::numeric_limits<qint64>::min());
    const qint64 sequence = pair[1].toInteger(-1);
    if (!std::in_range<std::int32_t>(node) || sequence < 0) return std::nullopt;
    return EventId{BrokerId(static_cast<std::int32_t>(node)), static_cast<std::uint64_t>(sequence)};
}

// Times of events lie within some hundred years around any clock's zero.
constexpr qint64 instantMax = std::numeric_limits<qint64>::max() / 4;
constexpr qint64 wallMax = instantMax / 1'000'000;

std::expected<Event, QString> eventFrom(const QJsonObject &object)
{
    Event event;
    const auto id = idFrom(object.value(QLatin1String("id")));
    const QJsonValue at = object.value(QLatin1String("at_ns"));
    const QJsonValue wall = object.value(QLatin1String("wall_ms"));
    const QJsonValue cause = object.value(QLatin1String("cause"));
    if (!id) return std::unexpected(Texts::tr("its id is no node and number"));
    const qint64 nanoseconds = at.toInteger(instantMax + 1);
    const qint64 milliseconds = wall.toInteger(wallMax + 1);
    if (!at.isDouble() || nanoseconds < -instantMax || nanoseconds > instantMax || !wall.isDouble() || milliseconds < -wallMax ||
        milliseconds > wallMax)
        return std::unexpected(Texts::tr("it has no time that could be"));
    event.id = *id;
    event.at = Instant(Duration(nanoseconds));
    event.wall_time = wall_time(milliseconds);
    if (!cause.isUndefined()) {
        event.cause = idFrom(cause);
        if (!event.cause) return std::unexpected(Texts::tr("its cause is no node and number"));
    }
    const QString kind = object.value(QLatin1String("kind")).toString();
    auto body = bodyOfKind(kind);
    if (!body) return std::unexpected(Texts::tr("“%1” is no kind of event that is known here").arg(kind.left(60)));
    Reader reader(object.value(QLatin1String("what")).toObject());
    std::visit([&reader](auto &what) { fields(reader, what); }, *body);
    if (!reader.wrong().isEmpty())
        return std::unexpected(Texts::tr("%1 of this %2 is missing or no value that it can have").arg(reader.wrong(), kind));
    event.body = std::move(*body);
    return event;
}

}  // namespace

QByteArray timelineText(const std::vector<Event> &events)
{
    QByteArray text;
    for (const Event &event : events) {
        Writer writer;
        EventBody body = event.body;
        std::visit([&writer](auto &what) { fields(writer, what); }, body);
        const std::string_view kind = kind_of(event.body);
        QJsonObject object{{QLatin1String("id"), idJson(event.id)},
                           {QLatin1String("at_ns"), static_cast<qint64>(event.at.time_since_epoch().count())},
                           {QLatin1String("wall_ms"), static_cast<qint64>(to_milliseconds(event.wall_time))},
                           {QLatin1String("kind"), QLatin1String(kind.data(), static_cast<qsizetype>(kind.size()))},
                           {QLatin1String("what"), writer.object}};
        if (event.cause) object.insert(QLatin1String("cause"), idJson(*event.cause));
        text += QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    }
    return text;
}

std::expected<std::vector<Event>, QString> timelineFromText(const QByteArray &text)
{
    std::vector<Event> events;
    qsizetype line = 0;
    for (qsizetype begin = 0; begin < text.size();) {
        qsizetype end = text.indexOf('\n', begin);
        if (end < 0) end = text.size();
        ++line;
        if (line > timelineEventsMax) return std::unexpected(Texts::tr("The timeline has more than %1 events.").arg(timelineEventsMax));
        QJsonParseError problem;
        const QJsonDocument document = QJsonDocument::fromJson(text.sliced(begin, end - begin), &problem);
        if (!document.isObject())
            return std::unexpected(Texts::tr("Line %1 of the timeline is no JSON object: %2.").arg(line).arg(problem.errorString()));
        auto event = eventFrom(document.object());
        if (!event) return std::unexpected(Texts::tr("Line %1 of the timeline is no event: %2.").arg(line).arg(event.error()));
        events.push_back(std::move(*event));
        begin = end + 1;
    }
    return events;
}

std::vector<Event> broughtOver(std::vector<Event> events, Instant then, Instant now)
{
    // Above every number that a life of a node comes to.
    constexpr std::uint64_t first = std::uint64_t(1) << 62U;
    std::map<EventId, EventId> renamed;
    std::uint64_t next = first;
    for (Event &event : events) {
        const EventId was = event.id;
        if (was.sequence != 0) event.id.sequence = next++;
        renamed[was] = event.id;
        event.at = now + (event.at - then);
        if (!event.cause) continue;
        const auto cause = renamed.find(*event.cause);
        event.cause = cause == renamed.end() ? std::nullopt : std::optional(cause->second);
    }
    return events;
}

}  // namespace vitrine::ui
