// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/simulation_session.h"

#include <algorithm>
#include <cmath>

#include <QBuffer>
#include <QDateTime>
#include <QJsonDocument>
#include <QPointer>

#include "cluster/sim_cluster.h"
#include "ui/session/commands.h"
#include "ui/session/log_file.h"
#include "ui/session/simulation_worker.h"

namespace vitrine::ui {

namespace {

using simulation::Recording;
using Clock = std::chrono::steady_clock;

QString text(std::string_view value) { return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())); }

simulation::Position corePosition(const SimulationPosition &position) { return {.events = position.events, .now = position.now}; }
SimulationPosition shownPosition(const simulation::Position &position) { return {position.now, position.events}; }

CommandAnswer shownAnswer(const cluster::CommandAnswer &answer)
{
    return {answer.ok, QString::fromStdString(answer.sentence), QJsonDocument::fromJson(QByteArray::fromStdString(answer.json)).object()};
}

QString branchName(int index)
{
    // A, B, …, Z, A1, …
    const QChar letter(static_cast<char16_t>(u'A' + index % 26));
    return index < 26 ? QString(letter) : letter + QString::number(index / 26);
}

SimulationViolation shownViolation(const simulation::Violation &violation)
{
    SimulationViolation shown{
        .at = violation.at, .checker = text(violation.checker), .sentence = text(violation.sentence), .nodes = violation.nodes};
    if (violation.partition) {
        shown.topic = text(violation.partition->topic);
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

// What the session keeps of a branch. The thread of one that is not shown stands still.
struct SimulationSession::Branch {
    SimulationBranch shown;
    Recording recording;
    QList<SimulationViolation> violations;
    std::uint64_t violationCount = 0;
    std::unique_ptr<SimulationWorker> worker;
    SimulationWorker::Report report;
    bool playWhenThere = false;
    QString failure;  // why its run cannot go on
    // While it is not shown.
    ClusterState cluster;
    EventLog events;
};

struct SimulationSession::Private {
    // The way from other threads to the session, as long as there is one.
    class Bridge {
    public:
        explicit Bridge(SimulationSession *session) : m_session(session) {}
        void post(std::function<void(SimulationSession &)> what)
        {
            const std::lock_guard lock(m_mutex);
            if (!m_session) return;
            QMetaObject::invokeMethod(m_session, [session = m_session, what = std::move(what)] { what(*session); }, Qt::QueuedConnection);
        }
        void close()
        {
            const std::lock_guard lock(m_mutex);
            m_session = nullptr;
        }

    private:
        std::mutex m_mutex;
        SimulationSession *m_session;
    };

    struct Ticket {
        QString line;
        CommandCallback callback;
        std::function<void(const CommandAnswer &)> finally;  // instead of `callback`: told once, when it is carried out
        bool told = false;
    };
    struct Reader {
        ConsumeRequest request;
        ConsumeCallback callback;
        std::map<std::int32_t, std::int64_t> next;  // by partition; absent: not looked for yet
        bool asked = false;
        std::int64_t delivered = 0;
        bool stopped = false;
    };

    std::shared_ptr<Bridge> bridge;
    std::vector<std::unique_ptr<Branch>> branches;
    int current = 0;
    std::vector<std::unique_ptr<SimulationWorker>> leaving;  // told to quit; joined when their threads are over
    std::uint64_t lastTicket = 0;
    std::map<std::uint64_t, Ticket> tickets;
    std::map<TaskId, Reader> readers;
    std::map<BrokerId, QString> clients;                     // machines by the client ids of their requests
    Instant sampled{};
    double speed = 1.0;
    bool segments = false;
    simulation::WrongRules wrongRules;  // of the recording as it was opened
    QString wrongRule;
    QTimer news;

    Branch &now() { return *branches[static_cast<std::size_t>(current)]; }
};

SimulationSession::SimulationSession(QObject *parent) : Session(parent), d(std::make_unique<Private>())
{
    setOwnSampling(false);
    d->bridge = std::make_shared<Private::Bridge>(this);
    d->news.setSingleShot(true);
    d->news.setInterval(frameMs / 2);
    connect(&d->news, &QTimer::timeout, this, &SimulationSession::takeNews);
}

SimulationSession::~SimulationSession()
{
    d->bridge->close();
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
        if (problem) *problem = text(recording.error().message);
        return nullptr;
    }
    std::unique_ptr<SimulationSession> session(new SimulationSession(parent));
    session->begin(std::move(*recording));
    return session;
}

void SimulationSession::begin(Recording recording)
{
    auto branch = std::make_unique<Branch>();
    branch->shown.name = branchName(0);
    branch->recording = std::move(recording);
    if (!branch->recording.interventions.empty()) branch->shown.horizon = shownPosition(branch->recording.interventions.back().at);
    m_state.seed = branch->recording.scenario.options.seed;
    d->wrongRules = branch->recording.scenario.options.wrong_rules;
    d->wrongRule = ruleOf(branch->recording);
    d->branches.push_back(std::move(branch));
    run(*d->branches.back(), simulation::WatchedRun::at(simulation::Position{}));
    publish();
}

// --- threads ---

void SimulationSession::run(Branch &branch, const simulation::Goal &start, std::vector<simulation::Intervention> again)
{
    retire(branch);
    branch.shown.ready = false;
    branch.failure.clear();
    const auto alive = std::make_shared<SimulationWorker *>(nullptr);
    // A worker that was replaced meanwhile says nothing any more.
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
    callbacks.over = [bridge = d->bridge] { bridge->post([](SimulationSession &session) { session.joinThoseThatAreOver(); }); };
    branch.worker = std::make_unique<SimulationWorker>(branch.recording, start, std::move(again), d->speed, std::move(callbacks));
    branch.worker->wantSegments(d->segments);
    *alive = branch.worker.get();
}

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
    if (!d->news.isActive()) d->news.start();
}

void SimulationSession::takeNews()
{
    Branch &branch = d->now();
    if (!branch.worker) return;
    takeReport(branch);
    observe::ClusterDelta mail = branch.worker->takeMail();
    receive(mail.nodes, std::move(mail.events), mail.events_dropped);
    if (branch.shown.ready) {
        const Instant at = branch.report.position.now;
        if (at - d->sampled >= std::chrono::milliseconds(sampleMs)) {
            d->sampled = at;
            sampleAt(at);
        }
    }
    publish();
    readOn();
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
    if (machine == cluster::SimCluster::control_machine) return tr("clients of this window");
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
    world.paused = !state.playing;
    world.workloadRunning = report.workloadRunning;
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
    if (ahead && branch.shown.ready) {
        order([goal](SimulationWorker::Driver &driver) { driver.go(goal); });
        return;
    }
    // There is no way back in a run: it is run again. What is shown stays until then.
    run(branch, goal);
    publish();
}

// --- branches ---

bool SimulationSession::hasFuture() const { return m_state.position < m_state.horizon; }

void SimulationSession::fork()
{
    // The run that stands here becomes the new branch, at once; the old one comes back to this place on a thread of its own.
    Branch &old = d->now();
    if (!old.shown.ready) return;
    order([](SimulationWorker::Driver &driver) { driver.stand(); });
    auto made = std::make_unique<Branch>();
    made->shown.name = branchName(static_cast<int>(d->branches.size()));
    made->shown.origin = old.shown.name;
    made->shown.forkedAt = made->shown.position = made->shown.horizon = old.shown.position;
    made->shown.ready = true;
    made->recording = old.recording.cut_at(corePosition(old.shown.position));
    made->violations = old.violations;
    made->violationCount = old.violationCount;
    made->report = old.report;
    made->worker = std::move(old.worker);
    old.cluster = cluster();
    old.events = events();
    d->branches.push_back(std::move(made));
    d->current = static_cast<int>(d->branches.size()) - 1;
    order([](SimulationWorker::Driver &driver) { driver.forgetFuture(); });
    run(old, simulation::WatchedRun::at(corePosition(old.shown.position)));
    publish();
}

void SimulationSession::showBranch(int index)
{
    if (index < 0 || index >= static_cast<int>(d->branches.size()) || index == d->current) return;
    pause();
    Branch &before = d->now();
    d->current = index;
    Branch &after = d->now();
    // What the one before still had on its way is taken along, so that it is whole when it is shown again.
    if (before.worker && before.shown.ready) {
        observe::ClusterDelta mail = before.worker->takeMail();
        receive(mail.nodes, std::move(mail.events), mail.events_dropped);
    }
    if (before.shown.ready) {
        before.cluster = cluster();
        before.events = events();
    }
    exchange(after.cluster, after.events);
    d->sampled = after.report.position.now;
    if (after.worker && after.shown.ready) after.worker->post([](SimulationWorker::Driver &driver) { driver.touch(); });
    publish();
}

void SimulationSession::compare(int index, QObject *context, CompareCallback callback)
{
    if (index < 0 || index >= static_cast<int>(d->branches.size())) return;
    pause();
    Branch &here = d->now();
    Branch &there = *d->branches[static_cast<std::size_t>(index)];
    if (!here.worker || !there.worker) return;
    const QString hereName = here.shown.name;
    const QString thereName = there.shown.name;
    const auto guard = QPointer<QObject>(context);
    // Both answer on their own threads, each from the place where it stands.
    here.worker->post([bridge = d->bridge, there = &there, guard, callback, hereName, thereName](SimulationWorker::Driver &driver) {
        auto mine = std::make_shared<simulation::ClusterState>(driver.run().state());
        bridge->post([there, mine, guard, callback, hereName, thereName, bridge](SimulationSession &session) {
            const bool known = std::ranges::any_of(session.d->branches, [there](const auto &one) { return one.get() == there; });
            if (!known || !there->worker) return;
            there->worker->post([bridge, mine, guard, callback, hereName, thereName](SimulationWorker::Driver &other) {
                const simulation::ClusterState theirs = other.run().state();
                SimulationComparison result{
                    .hereName = hereName, .thereName = thereName, .hereAt = shownPosition(mine->at), .thereAt = shownPosition(theirs.at)};
                for (const simulation::Difference &difference : simulation::differences(*mine, theirs))
                    result.differences.append({text(difference.what), text(difference.in_a), text(difference.in_b)});
                bridge->post([guard, callback, result](SimulationSession &) {
                    if (guard) callback(result);
                });
            });
        });
    });
}

void SimulationSession::alignBranches(int index)
{
    if (index < 0 || index >= static_cast<int>(d->branches.size())) return;
    Branch &here = d->now();
    Branch &there = *d->branches[static_cast<std::size_t>(index)];
    const Instant at = std::max(here.shown.position.now, there.shown.position.now);
    for (Branch *branch : {&here, &there})
        if (branch->worker && branch->shown.position.now < at)
            branch->worker->post([at](SimulationWorker::Driver &driver) { driver.goAndWait(simulation::WatchedRun::at(at)); });
}

QString SimulationSession::ruleOf(const Recording &recording)
{
    // "KAFKA-13141"; empty where every rule is right.
    const simulation::WrongRules &rules = recording.scenario.options.wrong_rules;
    return rules.empty() ? QString() : text(simulation::to_text(rules)).replace(QLatin1Char('_'), QLatin1Char('-'));
}

void SimulationSession::setRuleWrong(bool wrong)
{
    Branch &old = d->now();
    if ((!old.shown.ready && old.failure.isEmpty()) || d->wrongRule.isEmpty() || ruleOf(old.recording).isEmpty() == !wrong) return;
    // The same deeds at the same times, but another run, in which events count differently: a branch of its own, from the beginning.
    pause();
    Recording other = old.recording;
    std::vector<simulation::Intervention> deeds = std::exchange(other.interventions, {});
    other.scenario.options.wrong_rules = wrong ? d->wrongRules : simulation::WrongRules{};
    const Instant at = old.shown.position.now;
    auto made = std::make_unique<Branch>();
    made->shown.name = branchName(static_cast<int>(d->branches.size()));
    made->shown.origin = old.shown.name;
    made->recording = std::move(other);
    old.cluster = cluster();
    old.events = events();
    d->branches.push_back(std::move(made));
    d->current = static_cast<int>(d->branches.size()) - 1;
    m_state.target = {at, 0};
    run(d->now(), simulation::WatchedRun::at(at), std::move(deeds));
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

void SimulationSession::doProduce(TaskId, const ProduceRequest &request, ProduceCallback callback)
{
    // Through the command language, so that the recording has it.
    const auto refuse = [&](const QString &sentence) {
        QMetaObject::invokeMethod(this, [callback, sentence] { callback({.finished = true, .error = sentence}); }, Qt::QueuedConnection);
    };
    if (!request.headers.isEmpty()) return refuse(tr("In a simulation records are sent without headers."));
    if (!request.value) return refuse(tr("In a simulation a record needs a value."));
    if (request.recordsPerSecond > 0) return refuse(tr("In a simulation records are sent at once: leave the rate at its maximum."));
    const auto quoted = [](const QByteArray &bytes) { return text(cluster::quote(bytes.toStdString())); };
    QString line = QStringLiteral("produce %1 %2").arg(quoted(request.topic.toUtf8()), quoted(*request.value));
    if (request.key) line += QStringLiteral(" --key ") + quoted(*request.key);
    if (request.partition) line += QStringLiteral(" --partition %1").arg(*request.partition);
    line += QStringLiteral(" --count %1 --acks %2")
                .arg(request.count)
                .arg(request.acks == -1 ? QStringLiteral("all") : QString::number(request.acks));
    intervene(line,
              [callback, count = request.count, self = QPointer<SimulationSession>(this)](const CommandAnswer &answer) {
                  ProduceProgress progress{.finished = true};
                  progress.acknowledged = answer.json.value(QStringLiteral("acknowledged")).toInteger();
                  progress.failed = answer.ok ? 0 : count - progress.acknowledged;
                  if (!answer.ok) progress.error = answer.sentence;
                  else
                      progress.results.push_back(
                          {.number = count - 1,
                           .partition = static_cast<std::int32_t>(answer.json.value(QStringLiteral("partition")).toInt(-1)),
                           .offset = answer.json.value(QStringLiteral("offset")).toInteger(-1),
                           .timestampMs = self ? to_milliseconds(self->wallNow()) : -1});
                  callback(progress);
              },
              {});
}

void SimulationSession::doReadLog(TaskId, const LogReadRequest &request, LogCallback callback)
{
    order([bridge = d->bridge, request, callback = std::move(callback)](SimulationWorker::Driver &driver) {
        LogReadResult result;
        const QString path = segmentPath(request);
        const auto bytes = env::read_file(driver.run().cluster().disk(BrokerId(request.broker)), path.toStdString());
        if (bytes) {
            QByteArray content(reinterpret_cast<const char *>(bytes->data()), static_cast<qsizetype>(bytes->size()));
            QBuffer buffer(&content);
            buffer.open(QIODevice::ReadOnly);
            result = readSegment(buffer, request);
        } else {
            result.error = QStringLiteral("%1 cannot be read: %2").arg(path, QString::fromStdString(bytes.error().message));
        }
        bridge->post([callback, result](SimulationSession &) { callback(result); });
    });
}

void SimulationSession::doConsume(TaskId task, const ConsumeRequest &request, ConsumeCallback callback)
{
    // Read where the leaders have them on their disks, up to the high watermark: a client would be part of the run and change it.
    d->readers[task] = {.request = request, .callback = std::move(callback), .next = {}};
    QMetaObject::invokeMethod(this, &SimulationSession::readOn, Qt::QueuedConnection);
}

void SimulationSession::doStop(TaskId task)
{
    const auto found = d->readers.find(task);
    if (found == d->readers.end()) return;
    found->second.stopped = true;
    QMetaObject::invokeMethod(this, &SimulationSession::readOn, Qt::QueuedConnection);
}

void SimulationSession::readOn()
{
    for (auto at = d->readers.begin(); at != d->readers.end();) {
        const TaskId task = at->first;
        Private::Reader &reader = at->second;
        if (reader.asked) {
            ++at;
            continue;
        }
        if (reader.stopped) {
            const ConsumeCallback callback = reader.callback;
            at = d->readers.erase(at);
            callback({.records = {}, .finished = true});
            continue;
        }
        // From where to where, of each partition that has something new.
        std::vector<DiskRange> ranges;
        const TopicState *topic = cluster().topic(reader.request.topic.toStdString());
        for (std::size_t i = 0; topic && i < topic->partitions.size(); ++i) {
            const auto index = static_cast<std::int32_t>(i);
            if (reader.request.partition && *reader.request.partition != index) continue;
            const ReplicaState *leader = topic->partitions[i].leader();
            if (!leader) continue;
            const std::int64_t end = leader->view.high_watermark.value();
            auto next = reader.next.find(index);
            if (next == reader.next.end()) {
                std::int64_t from = leader->view.log_start.value();
                if (reader.request.from == ConsumeRequest::From::end) from = end;
                if (reader.request.from == ConsumeRequest::From::offset) from = std::max(from, reader.request.offset);
                next = reader.next.emplace(index, from).first;
            }
            if (next->second < end) ranges.push_back({leader->broker, index, next->second, end});
        }
        if (ranges.empty() && (!topic || reader.request.follow)) {
            ++at;
            continue;
        }
        reader.asked = true;
        const std::int64_t since = reader.request.from == ConsumeRequest::From::timestamp ? reader.request.timestampMs : -1;
        order([bridge = d->bridge, task, ranges, since, name = reader.request.topic](SimulationWorker::Driver &driver) {
            ConsumeProgress progress = readDisks(driver, name, ranges, since);
            bridge->post([task, ranges, progress = std::move(progress)](SimulationSession &session) mutable {
                session.hasRead(task, ranges, std::move(progress));
            });
        });
        ++at;
    }
}

ConsumeProgress SimulationSession::readDisks(SimulationWorker::Driver &driver, const QString &topic, const std::vector<DiskRange> &ranges,
                                             std::int64_t since)
{
    constexpr std::size_t recordsMax = 50'000;
    ConsumeProgress progress;
    for (const DiskRange &range : ranges) {
        env::sim::MemoryDisk &disk = driver.run().cluster().disk(range.broker);
        const QString directory = QStringLiteral("%1-%2").arg(topic).arg(range.partition);
        const auto entries = disk.list(directory.toStdString());
        if (!entries) continue;
        std::vector<std::int64_t> bases;
        for (const auto &entry : *entries) {
            const QString name = QString::fromStdString(entry.name);
            bool isNumber = false;
            const std::int64_t base = name.chopped(std::min<qsizetype>(4, name.size())).toLongLong(&isNumber);
            if (isNumber && name.endsWith(QStringLiteral(".log"))) bases.push_back(base);
        }
        std::ranges::sort(bases);
        for (std::size_t i = 0; i < bases.size(); ++i) {
            if ((i + 1 < bases.size() && bases[i + 1] <= range.from) || bases[i] >= range.to) continue;
            const LogReadRequest request{.broker = range.broker.value(),
                                         .topic = topic,
                                         .partition = range.partition,
                                         .segmentBaseOffset = bases[i],
                                         .batchesMax = 1'000'000};
            const auto bytes = env::read_file(disk, segmentPath(request).toStdString());
            if (!bytes) continue;
            QByteArray content(reinterpret_cast<const char *>(bytes->data()), static_cast<qsizetype>(bytes->size()));
            QBuffer buffer(&content);
            buffer.open(QIODevice::ReadOnly);
            for (LogBatch &batch : readSegment(buffer, request).batches) {
                if (batch.control || batch.lastOffset < range.from) continue;
                for (LogRecord &record : batch.records) {
                    if (record.offset < range.from || record.offset >= range.to || record.timestampMs < since) continue;
                    if (progress.records.size() >= recordsMax) {
                        ++progress.dropped;
                        continue;
                    }
                    progress.records.push_back({.partition = range.partition,
                                                .offset = record.offset,
                                                .timestampMs = record.timestampMs,
                                                .leaderEpoch = batch.leaderEpoch,
                                                .key = std::move(record.key),
                                                .value = std::move(record.value),
                                                .headers = std::move(record.headers)});
                }
            }
        }
    }
    return progress;
}

void SimulationSession::hasRead(TaskId task, const std::vector<DiskRange> &ranges, ConsumeProgress progress)
{
    const auto found = d->readers.find(task);
    if (found == d->readers.end()) return;
    Private::Reader &reader = found->second;
    reader.asked = false;
    for (const DiskRange &range : ranges) reader.next[range.partition] = range.to;
    const std::int64_t most = reader.request.recordsMax;
    if (most > 0 && reader.delivered + static_cast<std::int64_t>(progress.records.size()) >= most) {
        progress.records.resize(static_cast<std::size_t>(most - reader.delivered));
        reader.stopped = true;
    }
    reader.delivered += static_cast<std::int64_t>(progress.records.size());
    progress.finished = !reader.request.follow || reader.stopped;
    const ConsumeCallback callback = reader.callback;
    if (progress.finished) d->readers.erase(found);
    callback(progress);
}

void SimulationSession::segmentsWanted(bool wanted)
{
    d->segments = wanted;
    for (const auto &branch : d->branches)
        if (branch->worker) branch->worker->wantSegments(wanted);
    // What stands still shows itself again with them.
    order([](SimulationWorker::Driver &driver) { driver.touch(); });
}

}  // namespace vitrine::ui
