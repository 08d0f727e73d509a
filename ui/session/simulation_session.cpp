// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/simulation_session.h"

#include <algorithm>
#include <cmath>

#include <QDateTime>
#include <QJsonDocument>
#include <QPointer>

#include "cluster/sim_cluster.h"
#include "ui/session/commands.h"
#include "ui/session/core_sentences.h"
#include "ui/session/simulation_private.h"

namespace vitrine::ui {

namespace {

using simulation::Recording;
using Clock = std::chrono::steady_clock;

CommandAnswer shownAnswer(const cluster::CommandAnswer &answer)
{
    return {answer.ok, CoreSentences::shown(answer.sentence), QJsonDocument::fromJson(QByteArray::fromStdString(answer.json)).object()};
}

SimulationViolation shownViolation(const simulation::Violation &violation)
{
    SimulationViolation shown{
        .at = violation.at, .checker = shownText(violation.checker), .sentence = shownText(violation.sentence), .nodes = violation.nodes};
    if (violation.partition) {
        shown.topic = shownText(violation.partition->topic);
        shown.partition = violation.partition->partition;
    }
    return shown;
}

}  // namespace

double MessageInFlight::progress(Instant now) const
{
    const double whole = std::chrono::duration<double>(arrives - sent).count();
    return whole <= 0 ? 1.0 : std::clamp(std::chrono::duration<double>(now - sent).count() / whole, 0.0, 1.0);
}

bool MessageInFlight::isQuorum() const
{
    // Vote, BeginQuorumEpoch, EndQuorumEpoch, DescribeQuorum, FetchSnapshot.
    return (apiKey >= 52 && apiKey <= 55) || apiKey == 59;
}

bool MessageInFlight::isRecords() const { return apiKey == 0 || apiKey == 1; }

SimulationSession::SimulationSession(QObject *parent) : Session(parent), d(std::make_unique<Private>())
{
    setOwnSampling(false);
    setPaced(false);
    d->bridge = std::make_shared<Bridge<SimulationSession>>(this);
    d->parked = std::make_unique<ParkedRuns>(
        [this](const Recording &recording, const simulation::Goal &place) {
            return worker(recording, place, SimulationWorker::AtStart::park);
        },
        [this](std::unique_ptr<SimulationWorker> run) { d->leaving.push_back(std::move(run)); });
    d->news.setSingleShot(true);
    connect(&d->news, &QTimer::timeout, this, &SimulationSession::takeNews);
}

SimulationSession::~SimulationSession()
{
    d->bridge->close();
    d->parked->quit();
    for (const auto &branch : d->branches)
        if (branch->worker) branch->worker->quit();
}

QString SimulationSession::quietRecording(std::uint64_t seed) { return QString::fromStdString(Recording::interactive(seed).to_text()); }

QString SimulationSession::seedRecording(std::uint64_t seed)
{
    return QString::fromStdString(Recording{.scenario = simulation::ScenarioFile::of_seed(seed), .interventions = {}}.to_text());
}

std::unique_ptr<SimulationSession> SimulationSession::fromText(const QString &recordingText, QString *problem, QObject *parent)
{
    auto recording = Recording::parse(recordingText.toStdString());
    if (!recording) {
        if (problem) *problem = CoreSentences::shown(recording.error().message);
        return nullptr;
    }
    std::unique_ptr<SimulationSession> session(new SimulationSession(parent));
    session->begin(std::move(*recording));
    return session;
}

void SimulationSession::begin(Recording recording)
{
    auto branch = std::make_unique<Branch>();
    branch->shown.name = d->nextBranchName();
    branch->recording = std::move(recording);
    if (!branch->recording.interventions.empty()) branch->shown.horizon = shownPosition(branch->recording.interventions.back().at);
    m_state.seed = branch->recording.scenario.options.seed;
    d->wrongRules = branch->recording.scenario.options.wrong_rules;
    d->wrongRule = ruleOf(branch->recording);
    d->branches.push_back(std::move(branch));
    run(*d->branches.back(), simulation::WatchedRun::at(simulation::Position{}));
    publish();
}

bool SimulationSession::reopen(const QString &text, const SimulationPosition &place)
{
    auto recording = Recording::parse(text.toStdString());
    if (!recording) return false;
    for (const auto &branch : d->branches) retire(*branch);
    d->branches.clear();
    d->current = 0;
    begin(std::move(*recording));
    jumpTo(place);
    return true;
}

// --- threads ---

void SimulationSession::run(Branch &branch, const simulation::Goal &start, std::vector<simulation::Intervention> again)
{
    retire(branch);
    branch.shown.ready = false;
    branch.failure.clear();
    branch.worker = again.empty() ? d->parked->take(branch.recording, start) : nullptr;
    if (branch.worker) branch.worker->setOut(branch.recording, start, d->speed);
    else branch.worker = worker(branch.recording, start, SimulationWorker::AtStart::arrive, std::move(again));
    branch.worker->wantSegments(d->segments);
    branch.worker->wantWire(d->wire);
}

std::unique_ptr<SimulationWorker> SimulationSession::worker(const Recording &recording, const simulation::Goal &start,
                                                            SimulationWorker::AtStart atStart, std::vector<simulation::Intervention> again)
{
    const auto alive = std::make_shared<SimulationWorker *>(nullptr);
    // A worker that was replaced meanwhile says nothing any more, nor does one that is parked.
    const auto post = [bridge = d->bridge, alive](std::function<void(SimulationSession &, Branch &)> what) {
        bridge->post([alive, what = std::move(what)](SimulationSession &session) {
            for (const auto &one : session.d->branches)
                if (*alive && one->worker.get() == *alive) return what(session, *one);
        });
    };
    SimulationWorker::Callbacks callbacks;
    callbacks.news = [post] { post([](SimulationSession &session, Branch &b) { session.newsFrom(b); }); };
    callbacks.arrived = [post](std::shared_ptr<SimulationWorker::Arrival> arrival) {
        post([arrival = std::move(arrival)](SimulationSession &session, Branch &b) {
            session.arrived(b, arrival->cluster, arrival->events);
        });
    };
    callbacks.answered = [post](SimulationWorker::Ticket ticket, bool written, const cluster::CommandAnswer &answer) {
        post([ticket, written, shown = shownAnswer(answer)](SimulationSession &session, Branch &) {
            session.answered(ticket, written, shown);
        });
    };
    callbacks.failed = [post](const QString &sentence) {
        post([sentence](SimulationSession &session, Branch &b) {
            b.failure = sentence;
            session.publish();
        });
    };
    callbacks.parked = [bridge = d->bridge] { bridge->post([](SimulationSession &session) { session.tendParkedRuns(); }); };
    callbacks.over = [bridge = d->bridge] { bridge->post([](SimulationSession &session) { session.joinThoseThatAreOver(); }); };
    auto made = std::make_unique<SimulationWorker>(recording, start, atStart, std::move(again), d->speed, std::move(callbacks));
    *alive = made.get();
    return made;
}

std::size_t SimulationSession::parkedRuns() const { return d->parked->waiting(); }

void SimulationSession::retire(Branch &branch)
{
    if (!branch.worker) return;
    branch.worker->quit();
    d->leaving.push_back(std::move(branch.worker));
}

void SimulationSession::joinThoseThatAreOver()
{
    std::erase_if(d->leaving, [](const std::unique_ptr<SimulationWorker> &worker) { return worker->ended(); });
}

void SimulationSession::order(std::function<void(SimulationWorker::Driver &)> what)
{
    Branch &branch = d->now();
    if (branch.worker) branch.worker->post(std::move(what));
}

// --- what comes from them ---

void SimulationSession::newsFrom(Branch &branch)
{
    if (&branch != &d->now()) {
        // It stands; only what it was asked for is of interest.
        takeReport(branch);
        publish();
        return;
    }
    if (!d->news.isActive()) d->news.start(frameInterval() / 2);
}

void SimulationSession::takeNews()
{
    Branch &branch = d->now();
    if (!branch.worker) return;
    takeReport(branch);
    observe::ClusterDelta mail = branch.worker->takeMail();
    receive(std::move(mail.nodes), std::move(mail.events), mail.events_dropped);
    receiveFrames(std::move(mail.frames), mail.frames_dropped);
    if (branch.shown.ready) {
        const Instant at = branch.report.position.now;
        if (at - d->sampled >= std::chrono::milliseconds(sampleMs)) {
            d->sampled = at;
            sampleAt(at);
        }
    }
    tendParkedRuns();
    publish();
    readOn();
}

void SimulationSession::tendParkedRuns()
{
    const Branch &branch = d->now();
    if (branch.shown.ready && branch.failure.isEmpty()) d->parked->tend(branch.recording, branch.shown.horizon.events);
}

void SimulationSession::takeReport(Branch &branch)
{
    SimulationWorker::Report fresh = branch.worker->takeReport();
    if (!fresh.recording) return;  // it is on its way and has said nothing yet
    branch.report = std::move(fresh);
    const SimulationWorker::Report &report = branch.report;
    branch.recording = *report.recording;
    if (report.violations && report.violations->size() != branch.violationCount) {
        branch.violationCount = report.violations->size();
        branch.violations.clear();
        for (const simulation::Violation &violation : *report.violations) branch.violations.append(shownViolation(violation));
    }
    branch.shown.position = report.position;
    if (!branch.recording.interventions.empty())
        branch.shown.horizon = std::max(branch.shown.horizon, shownPosition(branch.recording.interventions.back().at));
    branch.shown.horizon = std::max(branch.shown.horizon, report.position);
}

void SimulationSession::arrived(Branch &branch, ClusterState &cluster, EventLog &events)
{
    branch.shown.ready = true;
    takeReport(branch);
    if (&branch != &d->now()) {
        std::swap(branch.cluster, cluster);
        std::swap(branch.events, events);
        publish();
        return;
    }
    exchange(cluster, events);
    d->sampled = branch.report.position.now;
    if (std::exchange(branch.playWhenThere, false)) play();
    publish();
}

void SimulationSession::answered(std::uint64_t ticket, bool written, const CommandAnswer &answer)
{
    const auto found = d->tickets.find(ticket);
    if (found == d->tickets.end()) return;
    if (written) {
        if (found->second.finally) return;
        found->second.told = true;
        const CommandAnswer note{
            true, tr("Written down at %1. It is carried out when time goes on.").arg(timeText(m_state.position.now)), {}};
        if (found->second.callback) found->second.callback(note);
        return;
    }
    const Private::Ticket done = std::move(found->second);
    d->tickets.erase(found);
    if (done.finally) done.finally(answer);
    else if (!done.told && done.callback) done.callback(answer);
    else if (done.told) Q_EMIT executed(done.line, answer);
}

QString SimulationSession::nameOf(BrokerId machine) const
{
    if (machine == cluster::SimCluster::control_machine) return tr("this window");
    const auto known = d->clients.find(machine);
    if (known != d->clients.end()) return known->second;
    if (machine.value() >= cluster::SimCluster::first_client_machine.value())
        return tr("client %1").arg(machine.value() - cluster::SimCluster::first_client_machine.value() + 1);
    return machine == no_broker ? tr("nobody") : tr("broker %1").arg(machine.value());
}

void SimulationSession::publish()
{
    Branch &branch = d->now();
    const SimulationWorker::Report &report = branch.report;
    SimulationState state;
    state.busy = !branch.shown.ready && branch.failure.isEmpty();
    state.target = m_state.target;
    state.position = report.position;
    state.horizon = branch.shown.horizon;
    state.playing = !report.standing && branch.shown.ready;
    state.speed = d->speed;
    state.measuredSpeed = report.measuredSpeed;
    state.seed = branch.recording.scenario.options.seed;
    for (const auto &one : d->branches) state.branches.append(one->shown);
    state.branch = d->current;
    for (const simulation::Intervention &deed : branch.recording.interventions)
        state.marks.append({shownPosition(deed.at), QString::fromStdString(deed.command)});
    state.violations = branch.violations;
    state.violationCount = branch.violationCount;
    state.wrongRule = d->wrongRule;
    state.ruleIsWrong = !ruleOf(branch.recording).isEmpty();
    state.finished = report.finished;
    state.failure = branch.failure;

    std::vector<MessageInFlight> messages = report.messages;
    for (const MessageInFlight &message : messages)
        if (!message.response && !message.clientId.isEmpty() && message.from > cluster::SimCluster::control_machine)
            d->clients.emplace(message.from, message.clientId);
    for (MessageInFlight &message : messages) {
        message.fromName = nameOf(message.from);
        message.toName = nameOf(message.to);
    }
    std::ranges::stable_sort(messages, {}, &MessageInFlight::arrives);

    WorldState world;
    world.mode = WorldState::Mode::simulation;
    world.clusterName = tr("Simulation, seed %1").arg(state.seed);
    world.replicaLagTimeMaxMs = branch.recording.scenario.options.replica_lag.count();
    world.paused = !state.playing;
    world.workloadRunning = report.workloadRunning;
    world.ownMembers = report.ownMembers;
    world.faults = report.faults;
    world.paused = world.faults.removeAll(QStringLiteral("cluster pause")) > 0 || world.paused;
    world.phase = !state.failure.isEmpty()                           ? WorldState::Phase::failed
                  : !report.cameUp && !report.anyRuns && !state.busy ? WorldState::Phase::starting
                                                                     : WorldState::Phase::running;
    world.message = state.failure;
    setWorld(world);

    const bool stateDiffers = !(state == m_state);
    const bool messagesDiffer = messages != m_messages;
    m_state = std::move(state);
    m_messages = std::move(messages);
    if (messagesDiffer) Q_EMIT messagesChanged();
    if (stateDiffers) Q_EMIT stateChanged();
}

// --- time ---

Instant SimulationSession::now() const
{
    const SimulationWorker::Report &report = d->now().report;
    if (report.standing || report.speed <= 0) return report.position.now;
    const double passed = std::chrono::duration<double, std::nano>(Clock::now() - report.realAt).count() * report.speed;
    const Instant at = report.simulatedAt + Duration(static_cast<Duration::rep>(passed));
    return std::clamp(at, report.position.now, std::max(report.position.now, report.nextEventAt.value_or(report.position.now)));
}

WallTime SimulationSession::toWall(Instant at) const { return axisOrigin() + std::chrono::duration_cast<Milliseconds>(at - Instant{}); }

WallTime SimulationSession::axisOrigin() const { return env::sim::WorldOptions{}.wall_start; }

WallTime SimulationSession::plotTime(Instant at) const
{
    // So that the time of day reads as the time since the simulation began.
    const int offset = QDateTime::fromMSecsSinceEpoch(0).offsetFromUtc();
    return WallTime{} + std::chrono::duration_cast<Milliseconds>(at - Instant{}) - std::chrono::seconds(offset);
}

QString SimulationSession::timeText(Instant at, std::optional<WallTime>) const
{
    const std::int64_t ms = to_milliseconds(at - Instant{});
    return QStringLiteral("%1:%2.%3")
        .arg(ms / 60'000)
        .arg(ms / 1'000 % 60, 2, 10, QLatin1Char('0'))
        .arg(ms % 1'000, 3, 10, QLatin1Char('0'));
}

void SimulationSession::play()
{
    Branch &branch = d->now();
    if (!branch.shown.ready) branch.playWhenThere = true;
    else order([](SimulationWorker::Driver &driver) { driver.play(); });
}

void SimulationSession::pause()
{
    d->now().playWhenThere = false;
    order([](SimulationWorker::Driver &driver) { driver.stand(); });
}

void SimulationSession::togglePlaying() { m_state.playing ? pause() : play(); }

void SimulationSession::step(Step unit, int count)
{
    order([unit, steps = static_cast<std::uint64_t>(std::max(1, count))](SimulationWorker::Driver &driver) {
        driver.go(unit == Step::event ? driver.run().after_events(steps) : driver.run().after_frames(steps));
    });
}

void SimulationSession::stepTime(Duration duration)
{
    order([duration](SimulationWorker::Driver &driver) { driver.go(driver.run().after(duration)); });
}

void SimulationSession::setSpeed(double speed)
{
    d->speed = std::max(0.0, speed);
    for (const auto &branch : d->branches)
        if (branch->worker) branch->worker->post([speed = d->speed](SimulationWorker::Driver &driver) { driver.setSpeed(speed); });
    publish();
}

void SimulationSession::stepBack()
{
    const SimulationPosition here = m_state.position;
    if (here.events > 0) goTo({.kind = simulation::Goal::Kind::events, .count = here.events - 1}, {here.now, here.events - 1}, false);
}

void SimulationSession::jumpTo(Instant at)
{
    at = std::max(at, Instant{});
    goTo(simulation::WatchedRun::at(at), {at, 0}, at >= m_state.position.now);
}

void SimulationSession::jumpTo(const SimulationPosition &position)
{
    goTo(simulation::WatchedRun::at(corePosition(position)), position, position >= m_state.position);
}

void SimulationSession::goTo(const simulation::Goal &goal, const SimulationPosition &target, bool ahead)
{
    Branch &branch = d->now();
    branch.playWhenThere = false;
    m_state.target = target;
    if (ahead && branch.shown.ready && !d->parked->shortens(branch.recording, goal, corePosition(m_state.position))) {
        // What the window knows is older than the run. One that has gone past the place meanwhile has to go back after all.
        order([goal, target, asked = branch.worker.get(), bridge = d->bridge](SimulationWorker::Driver &driver) {
            const SimulationPosition place = shownPosition(driver.run().position());
            if (place <= target || (target.events == 0 && place.now <= target.now)) return driver.go(goal);
            driver.stand();
            bridge->post([goal, target, asked](SimulationSession &session) {
                // Unless something else was wanted since.
                if (session.d->now().worker.get() == asked && session.m_state.target == target) session.goTo(goal, target, false);
            });
        });
        return;
    }
    // There is no way back in a run: it is run again. What is shown stays until then.
    run(branch, goal);
    publish();
}

// --- messages ---

void SimulationSession::doToMessage(std::uint64_t message, Deed deed, Duration delay, QObject *context, CommandCallback callback)
{
    switch (deed) {
    case Deed::drop: return execute(commands::dropMessage(message), context, std::move(callback));
    case Deed::delay:
        return execute(commands::delayMessage(message, static_cast<int>(to_milliseconds(delay))), context, std::move(callback));
    case Deed::duplicate: return execute(commands::duplicateMessage(message), context, std::move(callback));
    }
}

void SimulationSession::readMessage(std::uint64_t message, QObject *context, DetailsCallback callback)
{
    const auto at = std::ranges::find(m_messages, message, &MessageInFlight::id);
    const MessageInFlight known = at == m_messages.end() ? MessageInFlight{.id = message} : *at;
    order(
        [bridge = d->bridge, known, guard = QPointer<QObject>(context), callback = std::move(callback)](SimulationWorker::Driver &driver) {
            MessageDetails details{.message = known};
            if (const auto frame = driver.run().frame(known.id)) {
                const auto last = driver.run().last_delivered();
                details.known = true;
                details.delivered = last && last->frame.id == known.id;
                details.json = QByteArray::fromStdString(frame->description.fields_json);
                details.problem = QString::fromStdString(frame->description.trouble);
            }
            bridge->post([guard, callback, details](SimulationSession &) {
                if (guard) callback(details);
            });
        });
}

// --- the recording ---

QString SimulationSession::recording() const { return QString::fromStdString(d->now().recording.to_text()); }

void SimulationSession::digest(QObject *context, std::function<void(std::uint64_t)> callback)
{
    order([bridge = d->bridge, guard = QPointer<QObject>(context), callback = std::move(callback)](SimulationWorker::Driver &driver) {
        const std::uint64_t digest = driver.run().digest();
        bridge->post([guard, callback, digest](SimulationSession &) {
            if (guard) callback(digest);
        });
    });
}

// --- what a session does ---

void SimulationSession::intervene(const QString &line, std::function<void(const CommandAnswer &)> finally, CommandCallback callback)
{
    if (!d->now().shown.ready) {
        const CommandAnswer answer{false, tr("The run is on its way to another time. Say it again when it is there."), {}};
        QMetaObject::invokeMethod(
            this, [finally, callback, answer] { finally    ? finally(answer)
                                                : callback ? callback(answer)
                                                           : void(); }, Qt::QueuedConnection);
        return;
    }
    // A deed in the past begins another branch: what came then in this one stays.
    const bool playing = m_state.playing;
    const bool forks = hasFuture();
    if (forks) fork();
    const std::uint64_t ticket = ++d->lastTicket;
    d->tickets[ticket] = {line, std::move(callback), std::move(finally)};
    order([line = line.toStdString(), ticket](SimulationWorker::Driver &driver) { driver.intervene(line, ticket); });
    if (forks && playing) play();
}

void SimulationSession::doExecute(const QString &commandLine, CommandCallback callback) { intervene(commandLine, {}, std::move(callback)); }

void SimulationSession::segmentsWanted(bool wanted)
{
    d->segments = wanted;
    for (const auto &branch : d->branches)
        if (branch->worker) branch->worker->wantSegments(wanted);
    // What stands still shows itself again with them.
    order([](SimulationWorker::Driver &driver) { driver.touch(); });
}

void SimulationSession::wireWanted(bool wanted)
{
    d->wire = wanted;
    for (const auto &branch : d->branches)
        if (branch->worker) branch->worker->wantWire(wanted);
}

}  // namespace vitrine::ui
