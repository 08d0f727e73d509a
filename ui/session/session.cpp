// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session.h"

#include <algorithm>

#include <QDateTime>
#include <QPointer>

namespace vitrine::ui {

Session::Session(QObject *parent) : QObject(parent)
{
    m_frame.setSingleShot(true);
    m_frame.setTimerType(Qt::PreciseTimer);
    connect(&m_frame, &QTimer::timeout, this, &Session::emitUpdate);
    m_sampler.setInterval(sampleMs);
    connect(&m_sampler, &QTimer::timeout, this, &Session::takeSample);
    m_sampler.start();
}

Session::~Session() = default;

Instant Session::now() const
{
    if (!m_sinceDelta.isValid() || m_world.paused || m_world.phase != WorldState::Phase::running) return m_cluster.latest();
    return m_cluster.latest() + std::chrono::nanoseconds(m_sinceDelta.nsecsElapsed());
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
    doProduce(task, request, whileOpen(task, std::move(callback)));
    return task;
}

Session::TaskId Session::consume(const ConsumeRequest &request, QObject *context, ConsumeCallback callback)
{
    const TaskId task = beginTask(context);
    doConsume(task, request, whileOpen(task, std::move(callback)));
    return task;
}

Session::TaskId Session::readLog(const LogReadRequest &request, QObject *context, LogCallback callback)
{
    const TaskId task = beginTask(context);
    doReadLog(task, request, whileOpen(task, std::move(callback)));
    return task;
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

void Session::receive(std::vector<observe::NodeDelta> deltas, std::vector<observe::Event> events, std::uint64_t eventsDropped)
{
    for (observe::NodeDelta &delta : deltas) m_cluster.apply(std::move(delta), m_pending);
    if (!deltas.empty()) m_sinceDelta.start();
    // Nodes hand over theirs one after the other; within one batch time brings them into order.
    std::ranges::stable_sort(events, {}, &observe::Event::at);
    for (observe::Event &event : events) m_events.append(std::move(event));
    m_events.countDropped(eventsDropped);
    m_pending.eventsDropped += eventsDropped;
    if (!deltas.empty() || m_events.end() != m_pending.eventsEnd || eventsDropped > 0) schedule();
}

void Session::nodeRemoved(BrokerId node)
{
    m_cluster.removeNode(node, m_pending);
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
    if (!m_world.paused) sampleAt(now());
}

void Session::sampleAt(Instant at)
{
    m_cluster.sample(at, m_pending);
    schedule();
}

void Session::exchange(ClusterState &cluster, EventLog &events)
{
    std::swap(m_cluster, cluster);
    std::swap(m_events, events);
    // What was not told yet was about what is gone.
    m_pending = {};
    m_pending.reset = m_pending.world = m_pending.brokers = m_pending.quorum = m_pending.sampled = true;
    m_pending.eventsBegin = m_events.begin();
    schedule();
}

void Session::schedule()
{
    m_dirty = true;
    if (m_frame.isActive()) return;
    const qint64 since = m_sinceEmit.isValid() ? m_sinceEmit.elapsed() : frameMs;
    m_frame.start(static_cast<int>(std::clamp<qint64>(frameMs - since, 0, frameMs)));
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
    m_pending.eventsEnd = m_events.end();
    SessionUpdate update;
    std::swap(update, m_pending);
    m_pending.eventsBegin = m_pending.eventsEnd = update.eventsEnd;
    m_sinceEmit.start();
    Q_EMIT updated(update);
}

}  // namespace vitrine::ui
