// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/simulation_worker.h"

#include <algorithm>

#include "base/assertion_scope.h"
#include "ui/session/own_members.h"
#include "ui/session/session.h"

namespace vitrine::ui {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto frameTime = std::chrono::milliseconds(Session::frameMs);
constexpr Duration sampleEvery = std::chrono::milliseconds(Session::sampleMs);
// Behind by more than this the run cannot keep its speed: it goes on from where it is rather than catching up.
constexpr auto behindMax = 100ms;
// The real clock is read once in so many events.
constexpr unsigned turnsPerLook = 64;

thread_local SimulationWorker *workerHere = nullptr;

Duration scaled(Duration duration, double factor)
{
    return std::chrono::duration_cast<Duration>(std::chrono::duration<double, std::nano>(duration) * factor);
}

MessageInFlight messageFrom(const simulation::WatchedRun::Frame &frame)
{
    const env::sim::FrameInFlight &f = frame.frame;
    const simulation::FrameDescription &d = frame.description;
    MessageInFlight message;
    message.id = f.id;
    message.from = f.from;
    message.to = f.to;
    message.sent = f.sent_at;
    message.arrives = f.arrives_at;
    message.held = static_cast<MessageInFlight::Held>(f.held);
    message.response = d.response;
    message.apiKey = d.api_key;
    message.apiVersion = d.api_version;
    message.correlationId = d.correlation_id;
    message.api = QString::fromStdString(d.api);
    message.clientId = QString::fromStdString(d.client_id);
    message.sizeBytes = f.size_bytes;
    return message;
}

}  // namespace

// Listens to one node through all of its lives; its ids count up as those that the node was given.
class SimulationWorker::Watcher final : public observe::Observer {
public:
    Watcher(SimulationWorker &worker, BrokerId node) : m_worker(worker), m_node(node) {}

    observe::EventId record(Instant at, WallTime wallTime, observe::EventBody body, std::optional<observe::EventId> cause) override
    {
        const observe::EventId id{m_node, ++m_last};
        m_worker.onEvent({.id = id, .at = at, .wall_time = wallTime, .cause = cause, .body = std::move(body)});
        return id;
    }
    void publish(observe::NodeDelta &&delta) override { m_worker.onDelta(std::move(delta)); }
    void tap(observe::WireFrame &&frame) override { m_worker.onFrame(std::move(frame)); }
    [[nodiscard]] observe::Interest interest() const override
    {
        return {.views = true,
                .segments = m_worker.m_segments.load(std::memory_order_relaxed),
                .wire = m_worker.m_wire.load(std::memory_order_relaxed)};
    }

private:
    SimulationWorker &m_worker;
    const BrokerId m_node;
    std::uint64_t m_last = 0;
};

void SimulationWorker::Driver::setSpeed(double speed)
{
    m_worker.m_speed = speed;
    m_worker.rebase(Clock::now());
    m_worker.m_touched = true;
}

SimulationWorker::SimulationWorker(simulation::Recording recording, const simulation::Goal &start, AtStart atStart,
                                   std::vector<simulation::Intervention> again, double speed, Callbacks callbacks)
    : m_callbacks(std::move(callbacks)), m_recording(std::move(recording)), m_again(std::move(again)), m_start(start), m_atStart(atStart),
      m_speed(speed), m_arrival(std::make_shared<Arrival>()), m_violations(std::make_shared<const std::vector<simulation::Violation>>()),
      m_shownRecording(std::make_shared<const simulation::Recording>(m_recording)), m_mailbox({.events_max = EventLog::capacityDefault})
{
    m_thread = std::thread([this] { main(); });
}

SimulationWorker::~SimulationWorker()
{
    quit();
    if (m_stuck) m_thread.detach();
    else m_thread.join();
}

void SimulationWorker::quit()
{
    const std::lock_guard lock(m_mutex);
    m_quit = true;
    m_attention.store(true, std::memory_order_release);
    m_wake.notify_all();
}

void SimulationWorker::post(Order order)
{
    const std::lock_guard lock(m_mutex);
    m_orders.push_back(std::move(order));
    m_attention.store(true, std::memory_order_release);
    m_wake.notify_all();
}

std::optional<simulation::Position> SimulationWorker::parkedAt() const
{
    const std::lock_guard lock(m_mutex);
    return m_parkedAt;
}

void SimulationWorker::setOut(simulation::Recording recording, const simulation::Goal &start, double speed)
{
    const std::lock_guard lock(m_mutex);
    m_departure = {std::move(recording), start, speed};
    m_parkedAt.reset();
    m_wake.notify_all();
}

SimulationWorker::Report SimulationWorker::takeReport()
{
    const std::lock_guard lock(m_mutex);
    m_told = false;
    return m_report;
}

observe::ClusterDelta SimulationWorker::takeMail() { return m_mailbox.take(); }

void SimulationWorker::main()
{
    workerHere = this;
    const AssertionScope own(&SimulationWorker::assertionFailed);
    simulation::WatchedRun::Hooks hooks;
    hooks.gate = [this](simulation::WatchedRun &run) {
        m_run = &run;
        return gate();
    };
    hooks.observer_of = [this](BrokerId node) -> observe::Observer * {
        return m_watchers.emplace(node, std::make_unique<Watcher>(*this, node)).first->second.get();
    };
    hooks.answered = [this](const simulation::Intervention &intervention, const cluster::CommandAnswer &answer) {
        answered(intervention, answer);
    };
    {
        simulation::WatchedRun run(std::move(m_recording), std::move(hooks));
        const simulation::Verdict verdict = run.run();
        m_run = nullptr;
        if (!verdict.failure.empty()) m_callbacks.failed(QString::fromStdString(verdict.failure));
    }
    m_watchers.clear();
    workerHere = nullptr;
    m_ended.store(true, std::memory_order_release);
    m_callbacks.over();
}

void SimulationWorker::assertionFailed(std::string_view sentence)
{
    // Objects in the middle of a call cannot be destroyed: the world stays as it is, and answers nothing but the wish to end.
    SimulationWorker &worker = *workerHere;
    worker.m_stuck = true;
    worker.m_callbacks.failed(QString::fromUtf8(sentence.data(), static_cast<qsizetype>(sentence.size())));
    while (true) std::this_thread::sleep_for(1h);
}

void SimulationWorker::onEvent(observe::Event &&event)
{
    if (m_phase == Phase::coming) {
        m_arrival->cluster.apply(event);
        m_arrival->events.append(std::move(event));
    } else if (m_mailbox.merge(std::move(event))) {
        tellNews();
    }
}

void SimulationWorker::onDelta(observe::NodeDelta &&delta)
{
    if (m_phase == Phase::coming) {
        SessionUpdate ignored;
        m_arrival->cluster.apply(std::move(delta), ignored);
    } else if (m_mailbox.merge(std::move(delta))) {
        tellNews();
    }
}

void SimulationWorker::onFrame(observe::WireFrame &&frame)
{
    // On the way to a start nobody looks; there the capture begins anew.
    if (m_phase != Phase::coming && m_mailbox.merge(std::move(frame))) tellNews();
}

void SimulationWorker::tellNews()
{
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_told, true)) return;
    }
    m_callbacks.news();
}

bool SimulationWorker::gate()
{
    if (m_phase == Phase::coming && !come()) return !m_quit;
    while (true) {
        if (m_attention.load(std::memory_order_acquire)) {
            takeOrders();
            if (m_quit) return false;
        }
        if (m_phase == Phase::moving && ((m_goal && m_run->reached(*m_goal)) || m_run->finished())) stand();
        if (m_phase == Phase::standing) {
            if (std::exchange(m_touched, false)) {
                m_run->publish_views();
                report(Clock::now());
            }
            if (!m_attention.load(std::memory_order_acquire)) waitUntil(std::nullopt);
            continue;
        }
        if (m_goal || m_speed <= 0) {
            if (++m_turn % turnsPerLook == 0) reportNowAndThen(Clock::now());
            return true;
        }
        const auto next = m_run->next_event_at();
        if (!next) {
            stand();
            continue;
        }
        if (*next <= m_free) {
            if (++m_turn % turnsPerLook == 0) reportNowAndThen(Clock::now());
            return true;
        }
        const RealTime now = Clock::now();
        Instant due = simulatedAt(now);
        if (*next <= due) {
            if (due - *next > scaled(behindMax, m_speed)) {
                m_baseReal = now;
                m_baseSimulated = due = *next;
            }
            m_free = due;
            reportNowAndThen(now);
            return true;
        }
        // Nothing is due yet. The window is told once what comes next; it moves what is on its way by itself.
        reportNowAndThen(now);
        const RealTime then = m_baseReal + std::chrono::duration_cast<Clock::duration>(scaled(*next - m_baseSimulated, 1.0 / m_speed));
        waitUntil(std::min<RealTime>(then, now + frameTime));
    }
}

// False: the start is not reached yet, or the end is wanted.
bool SimulationWorker::come()
{
    while (m_againNext < m_again.size() && m_run->reached(simulation::WatchedRun::at(m_again[m_againNext].at.now)))
        (void)m_run->intervene(m_again[m_againNext++].command);
    const Instant now = m_run->position().now;
    if (now - m_sampled >= sampleEvery) {
        m_sampled = now;
        SessionUpdate ignored;
        m_arrival->cluster.sample(now, ignored);
    }
    if (!m_run->reached(m_start) && !m_run->finished()) {
        if (++m_turn % turnsPerLook == 0) m_comingAt.store(now.time_since_epoch().count(), std::memory_order_relaxed);
        return false;
    }
    if (m_atStart == AtStart::park) {
        if (!park()) return false;
        return come();
    }
    arrive();
    return true;
}

// Waits for somebody who wants to go on from here. False: the end is wanted.
bool SimulationWorker::park()
{
    {
        const std::lock_guard lock(m_mutex);
        m_parkedAt = m_run->position();
    }
    m_callbacks.parked();
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_quit || m_departure; });
    if (m_quit) return false;
    Departure departure = std::move(*m_departure);
    lock.unlock();
    m_atStart = AtStart::arrive;
    m_start = departure.start;
    m_speed = departure.speed;
    const Status possible = m_run->set_future(departure.recording);
    VITRINE_ASSERT(possible, "a parked run sets out in a recording of the same past");
    m_shownRecording = std::make_shared<const simulation::Recording>(m_run->recording());
    return true;
}

void SimulationWorker::arrive()
{
    if (!m_again.empty()) m_shownRecording = std::make_shared<const simulation::Recording>(m_run->recording());
    m_run->publish_views();
    SessionUpdate ignored;
    m_arrival->cluster.sample(m_run->position().now, ignored);
    m_phase = Phase::standing;
    report(Clock::now());
    m_callbacks.arrived(std::exchange(m_arrival, nullptr));
}

void SimulationWorker::takeOrders()
{
    Driver driver(*this);
    while (true) {
        Order order;
        {
            const std::lock_guard lock(m_mutex);
            if (m_orders.empty() || m_ordersWait || m_quit) {
                m_attention.store(m_quit, std::memory_order_release);
                return;
            }
            order = std::move(m_orders.front());
            m_orders.pop_front();
        }
        order(driver);
    }
}

void SimulationWorker::stand()
{
    if (m_phase == Phase::moving && !m_goal && m_speed > 0) {
        // The time that the window shows has passed.
        (void)m_run->reached(simulation::WatchedRun::at(simulatedAt(Clock::now())));
    }
    m_phase = Phase::standing;
    m_goal.reset();
    m_touched = true;
    if (std::exchange(m_ordersWait, false)) m_attention.store(true, std::memory_order_release);
}

void SimulationWorker::setMoving(std::optional<simulation::Goal> goal)
{
    m_goal = std::move(goal);
    m_phase = Phase::moving;
    const RealTime now = Clock::now();
    rebase(now);
    m_measuredAt = now;
    m_measuredFrom = m_run->position().now;
    m_measured = 0;
    report(now);
}

void SimulationWorker::rebase(RealTime now)
{
    m_baseReal = now;
    m_baseSimulated = m_free = m_run->position().now;
}

Instant SimulationWorker::simulatedAt(RealTime now) const
{
    return m_baseSimulated + scaled(std::chrono::duration_cast<Duration>(now - m_baseReal), m_speed);
}

void SimulationWorker::intervene(const std::string &command, Ticket ticket)
{
    m_asked.push_back({ticket, command});
    const Status done = m_run->intervene(command);
    m_touched = true;
    m_shownRecording = std::make_shared<const simulation::Recording>(m_run->recording());
    const auto waits = std::ranges::find(m_asked, ticket, &Asked::ticket);
    if (!done) {
        if (waits != m_asked.end()) m_asked.erase(waits);
        m_callbacks.answered(ticket, false, {.ok = false, .sentence = done.error().message, .json = "{}"});
    } else if (waits != m_asked.end() && m_phase == Phase::standing) {
        m_callbacks.answered(ticket, true, {});
    }
    if (m_phase == Phase::moving) report(Clock::now());
}

void SimulationWorker::forgetFuture()
{
    (void)m_run->set_future(m_run->recording().cut_at(m_run->position()));
    m_shownRecording = std::make_shared<const simulation::Recording>(m_run->recording());
    m_touched = true;
}

void SimulationWorker::answered(const simulation::Intervention &intervention, const cluster::CommandAnswer &answer)
{
    // The first of several that read alike; those that are repeated from the recording nobody waits for.
    const auto waits = std::ranges::find(m_asked, intervention.command, &Asked::command);
    if (waits == m_asked.end()) return;
    const Ticket ticket = waits->ticket;
    m_asked.erase(waits);
    m_callbacks.answered(ticket, false, answer);
}

void SimulationWorker::reportNowAndThen(RealTime now)
{
    if (now - m_reportedAt >= frameTime) report(now);
}

void SimulationWorker::report(RealTime now)
{
    m_reportedAt = now;
    Report fresh;
    const simulation::Position position = m_run->position();
    fresh.position = {position.now, position.events};
    fresh.nextEventAt = m_run->next_event_at();
    fresh.standing = m_phase == Phase::standing;
    fresh.finished = m_run->finished();
    fresh.cameUp = m_run->came_up();
    fresh.hasFuture = m_run->has_future();
    fresh.speed = m_goal ? 0 : m_speed;
    fresh.realAt = m_baseReal;
    fresh.simulatedAt = m_baseSimulated;
    if (now - m_measuredAt >= 500ms) {
        m_measured = std::chrono::duration<double>(position.now - m_measuredFrom).count() /
                     std::chrono::duration<double>(now - m_measuredAt).count();
        m_measuredAt = now;
        m_measuredFrom = position.now;
    }
    fresh.measuredSpeed = m_measured;
    for (const simulation::WatchedRun::Frame &one : m_run->frames_in_flight()) fresh.messages.push_back(messageFrom(one));
    fresh.recording = m_shownRecording;
    if (m_run->violations().size() != m_violationsSeen) {
        m_violationsSeen = m_run->violations().size();
        m_violations = std::make_shared<const std::vector<simulation::Violation>>(m_run->violations());
    }
    fresh.violations = m_violations;
    cluster::Commands &commands = m_run->cluster().commands();
    for (const std::string &fault : commands.faults()) fresh.faults.append(QString::fromStdString(fault));
    fresh.workloadRunning = commands.workload_running();
    fresh.ownMembers = ownMembersOf(commands);
    for (const cluster::NodeInfo &node : m_run->nodes())
        fresh.anyRuns = fresh.anyRuns || node.run == observe::NodeRun::running || node.run == observe::NodeRun::paused;
    {
        const std::lock_guard lock(m_mutex);
        m_report = std::move(fresh);
    }
    tellNews();
}

void SimulationWorker::waitUntil(std::optional<RealTime> time)
{
    std::unique_lock lock(m_mutex);
    const auto called = [this] { return m_quit || !m_orders.empty(); };
    if (time) m_wake.wait_until(lock, *time, called);
    else m_wake.wait(lock, called);
}

}  // namespace vitrine::ui
