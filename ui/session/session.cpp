// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session.h"

#include <algorithm>

#include <QDateTime>
#include <QPointer>

namespace vitrine::ui {

Session::Session(QObject *parent) : QObject(parent)
{
    // bench_window names what takes long by class and object name.
    m_frame.setObjectName(QStringLiteral("frame"));
    m_sampler.setObjectName(QStringLiteral("sampler"));
    m_frame.setSingleShot(true);
    m_frame.setTimerType(Qt::PreciseTimer);
    connect(&m_frame, &QTimer::timeout, this, &Session::emitUpdate);
    m_sampler.setInterval(sampleMs);
    connect(&m_sampler, &QTimer::timeout, this, &Session::takeSample);
    m_sampler.start();
}

Session::~Session() = default;

Instant Session::now() const { return m_behind ? m_behind->pausedAt : timeOf(m_cluster); }

Instant Session::timeOf(const ClusterState &cluster) const
{
    if (!m_sinceDelta.isValid() || m_world.paused || m_world.phase != WorldState::Phase::running) return cluster.latest();
    return cluster.latest() + std::chrono::nanoseconds(m_sinceDelta.nsecsElapsed());
}

WallTime Session::wallNow() const { return toWall(now()); }

WallTime Session::toWall(Instant at) const
{
    return m_cluster.latestWall() + std::chrono::duration_cast<Milliseconds>(at - m_cluster.latest());
}

QString Session::timeText(Instant at, std::optional<WallTime> told) const
{
    return QDateTime::fromMSecsSinceEpoch(to_milliseconds(told.value_or(toWall(at)))).toString(QStringLiteral("HH:mm:ss.zzz"));
}

void Session::execute(const QString &commandLine, QObject *context, CommandCallback callback)
{
    const bool hasContext = context != nullptr;
    doExecute(commandLine, [self = QPointer<Session>(this), hasContext, guard = QPointer<QObject>(context), commandLine,
                            callback = std::move(callback)](const CommandAnswer &answer) {
        if (callback && (!hasContext || guard)) callback(answer);
        if (self) Q_EMIT self->executed(commandLine, answer);
    });
}

Session::TaskId Session::beginTask(QObject *context)
{
    const TaskId task = ++m_lastTask;
    m_tasks[task] = context;
    if (context) connect(context, &QObject::destroyed, this, &Session::objectGone, Qt::UniqueConnection);
    return task;
}

void Session::endTask(TaskId task) { m_tasks.erase(task); }

template <class Answer>
std::function<void(const Answer &)> Session::whileOpen(TaskId task, std::function<void(const Answer &)> callback)
{
    return [self = QPointer<Session>(this), task, callback = std::move(callback)](const Answer &answer) {
        if (!self || !self->isOpen(task)) return;
        bool isLast = true;
        if constexpr (requires { answer.finished; }) isLast = answer.finished;
        if (isLast) self->endTask(task);
        callback(answer);
    };
}

Session::TaskId Session::produce(const ProduceRequest &request, QObject *context, ProduceCallback callback)
{
    const TaskId task = beginTask(context);
    m_touched.emplace(request.topic, request.partition.value_or(-1));
    doProduce(task, request, whileOpen(task, std::move(callback)));
    return task;
}

Session::TaskId Session::consume(const ConsumeRequest &request, QObject *context, ConsumeCallback callback)
{
    const TaskId task = beginTask(context);
    m_touched.emplace(request.topic, request.partition.value_or(-1));
    ConsumeCallback paced = [this, context = QPointer<QObject>(context), callback = std::move(callback)](const ConsumeProgress &progress) {
        if (m_behind) hold(context, callback, progress);
        else callback(progress);
    };
    doConsume(task, request, whileOpen(task, std::move(paced)));
    return task;
}

Session::TaskId Session::readLog(const LogReadRequest &request, QObject *context, LogCallback callback)
{
    const TaskId task = beginTask(context);
    doReadLog(task, request, whileOpen(task, std::move(callback)));
    return task;
}

void Session::readTopicSettings(const QString &topic, QObject *context, SettingsCallback callback)
{
    doReadTopicSettings(topic, whileOpen(beginTask(context), std::move(callback)));
}

void Session::doReadTopicSettings(const QString &topic, SettingsCallback callback)
{
    const TopicState *state = m_cluster.topic(topic.toStdString());
    const TopicSettings settings = topicSettings(state ? state->configs : std::map<std::string, std::string>());
    QMetaObject::invokeMethod(this, [callback = std::move(callback), settings] { callback(settings); }, Qt::QueuedConnection);
}

void Session::stop(TaskId task)
{
    if (isOpen(task)) doStop(task);
}

void Session::objectGone(QObject *object)
{
    std::vector<TaskId> orphans;
    for (const auto &[task, context] : m_tasks)
        if (context == object) orphans.push_back(task);
    for (const TaskId task : orphans) {
        endTask(task);
        doStop(task);
    }
    if (m_segmentWishes.erase(object) > 0 && m_segmentWishes.empty()) segmentsWanted(false);
    const bool wireBefore = !m_wireWishes.empty();
    m_wireWishes.erase(object);
    wireWishesChanged(wireBefore);
}

void Session::setWantsSegments(QObject *who, bool wants)
{
    const bool before = !m_segmentWishes.empty();
    if (wants) {
        m_segmentWishes[who] = true;
        connect(who, &QObject::destroyed, this, &Session::objectGone, Qt::UniqueConnection);
    } else {
        m_segmentWishes.erase(who);
    }
    const bool after = !m_segmentWishes.empty();
    if (before != after) segmentsWanted(after);
}

void Session::setWantsWire(QObject *who, bool wants)
{
    const bool before = !m_wireWishes.empty();
    if (wants) {
        m_wireWishes.insert(who);
        connect(who, &QObject::destroyed, this, &Session::objectGone, Qt::UniqueConnection);
    } else {
        m_wireWishes.erase(who);
    }
    wireWishesChanged(before);
}

void Session::wireWishesChanged(bool before)
{
    const bool after = !m_wireWishes.empty();
    if (before == after) return;
    wireWanted(after);
    if (after) return;
    m_wire.endCapture(m_pending.wireChanged);
    m_pending.wire = true;
    schedule();
}

void Session::clearWire()
{
    m_wire.clear();
    m_pending.wireChanged.clear();
    m_pending.wire = true;
    schedule();
}

void Session::receiveFrames(std::vector<observe::WireFrame> frames, std::uint64_t framesDropped)
{
    if (m_wireWishes.empty() || (frames.empty() && framesDropped == 0)) return;
    m_wire.countLost(framesDropped);
    for (observe::WireFrame &frame : frames) m_wire.receive(std::move(frame), m_cluster, m_pending.wireChanged);
    m_pending.wire = true;
    schedule();
}

void Session::receive(std::vector<observe::NodeDelta> deltas, std::vector<observe::Event> events, std::uint64_t eventsDropped)
{
    EventLog &log = mergedEvents();
    // Nodes hand over theirs one after the other; within one batch time brings them into order.
    std::ranges::stable_sort(events, {}, &observe::Event::at);
    // Why a group rebalances before what came of it.
    for (const observe::Event &event : events) mergedCluster().apply(event);
    for (observe::NodeDelta &delta : deltas) mergedCluster().apply(std::move(delta), m_pending);
    if (!deltas.empty()) m_sinceDelta.start();
    for (observe::Event &event : events) log.append(std::move(event));
    log.countDropped(eventsDropped);
    m_pending.eventsDropped += eventsDropped;
    if (!deltas.empty() || log.end() != m_pending.eventsEnd || eventsDropped > 0) schedule();
}

void Session::nodeRemoved(BrokerId node)
{
    mergedCluster().removeNode(node, m_pending);
    schedule();
}

void Session::setWorld(const WorldState &world)
{
    if (world == m_world) return;
    m_world = world;
    m_pending.world = true;
    schedule();
}

void Session::takeSample()
{
    if (!m_world.paused) sampleAt(m_behind ? timeOf(m_behind->cluster) : now());
}

void Session::sampleAt(Instant at)
{
    mergedCluster().sample(at, m_pending);
    schedule();
}

void Session::exchange(ClusterState &cluster, EventLog &events)
{
    setDisplayPaused(false);
    std::swap(m_cluster, cluster);
    std::swap(m_events, events);
    // What was not told yet was about what is gone.
    m_pending = {};
    m_pending.reset = m_pending.world = m_pending.brokers = m_pending.quorum = m_pending.sampled = true;
    m_pending.eventsBegin = m_events.begin();
    clearWire();
    schedule();
}

void Session::setDisplayPaused(bool paused)
{
    if (paused == isDisplayPaused()) return;
    if (paused) {
        // What came in before belongs to what is shown.
        flush();
        m_behind = std::make_unique<Behind>(Behind{.cluster = m_cluster, .events = m_events, .pausedAt = now(), .records = {}});
        Q_EMIT displayChanged();
        return;
    }
    const std::unique_ptr<Behind> behind = std::move(m_behind);
    m_cluster = std::move(behind->cluster);
    m_events = std::move(behind->events);
    m_dirty = true;
    Q_EMIT displayChanged();
    flush();
    for (const HeldRecords &held : behind->records)
        if (held.context) held.callback(held.progress);
}

Session::DisplayLag Session::displayLag() const
{
    if (!m_behind) return {};
    return {m_behind->events.end() - m_events.end(), std::max(Duration{}, timeOf(m_behind->cluster) - m_behind->pausedAt)};
}

void Session::hold(QObject *context, const ConsumeCallback &callback, const ConsumeProgress &progress)
{
    m_behind->records.push_back({context, callback, progress});
    m_behind->recordCount += progress.records.size();
    // The oldest make room; their number is told with the next ones of the same reader.
    std::deque<HeldRecords> &held = m_behind->records;
    while (m_behind->recordCount > heldRecordsMax && held.size() > 1) {
        HeldRecords oldest = std::move(held.front());
        held.pop_front();
        const std::size_t gone = oldest.progress.records.size();
        m_behind->recordCount -= gone;
        oldest.progress.dropped += gone;
        oldest.progress.records.clear();
        const auto next = std::ranges::find_if(held, [&](const HeldRecords &other) { return other.context == oldest.context; });
        if (next != held.end() && !oldest.progress.finished) {
            ConsumeProgress &later = next->progress;
            later.scanned += oldest.progress.scanned;
            later.dropped += oldest.progress.dropped;
            later.markers += oldest.progress.markers;
            later.aborted += oldest.progress.aborted;
            later.began.merge(oldest.progress.began);
            later.next.merge(oldest.progress.next);
        } else {
            held.push_back(std::move(oldest));
        }
    }
}

void Session::schedule()
{
    m_dirty = true;
    if (m_frame.isActive()) return;
    const qint64 interval = m_pace.interval().count();
    const qint64 since = m_sinceEmit.isValid() ? m_sinceEmit.elapsed() : interval;
    m_frame.start(static_cast<int>(std::clamp<qint64>(interval - since, 0, interval)));
}

void Session::flush()
{
    m_frame.stop();
    emitUpdate();
}

void Session::emitUpdate()
{
    if (!m_dirty) return;
    m_dirty = false;
    if (m_paced) m_pace.frame();
    m_sinceEmit.start();
    if (m_behind) {
        Q_EMIT displayChanged();
        return;
    }
    m_pending.eventsEnd = m_events.end();
    SessionUpdate update;
    std::swap(update, m_pending);
    m_pending.eventsBegin = m_pending.eventsEnd = update.eventsEnd;
    Q_EMIT updated(update);
}

}  // namespace vitrine::ui
