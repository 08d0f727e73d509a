// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/embedded_session.h"

#include <atomic>

#include <QJsonDocument>
#include <QJsonObject>
#include <QThreadPool>

#include "ui/session/client_tasks.h"
#include "ui/session/core_sentences.h"
#include "ui/session/log_file.h"
#include "ui/session/own_members.h"
#include "ui/session/timeline_text.h"

namespace vitrine::ui {

class EmbeddedSession::Tasks {
public:
    std::map<TaskId, std::unique_ptr<ClientTask>> running;

    void begin(TaskId task, std::unique_ptr<ClientTask> work)
    {
        std::erase_if(running, [](const auto &entry) { return entry.second->finished(); });
        running[task] = std::move(work);
    }
};

EmbeddedSession::EmbeddedSession(const cluster::ClusterOptions &options, QObject *parent)
    : Session(parent), m_mailbox(std::make_shared<observe::DeltaMailbox>()), m_bridge(std::make_shared<Bridge<EmbeddedSession>>(this)),
      m_tasks(std::make_shared<Tasks>())
{
    m_mailTimer.setObjectName(QStringLiteral("mail"));
    m_mailTimer.setSingleShot(true);
    connect(&m_mailTimer, &QTimer::timeout, this, &EmbeddedSession::takeMail);
    m_cluster = std::make_unique<cluster::RealCluster>(
        options, *m_mailbox, [bridge = m_bridge] { bridge->post([](EmbeddedSession &session) { session.wakeUp(); }); });
    m_cluster->set_interest(m_interest);
    m_state.clusterName = QStringLiteral("Vitrine");
    m_state.bootstrapServers = QString::fromStdString(cluster::bootstrap_servers_text(m_cluster->options()));
    if (const auto lag = options.settings.find("replica.lag.time.max.ms"); lag != options.settings.end())
        m_state.replicaLagTimeMaxMs = QString::fromStdString(lag->second).toLongLong();
    setWorld(m_state);
}

EmbeddedSession::~EmbeddedSession()
{
    m_bridge->close();
    if (m_cluster) end(*m_cluster, *m_tasks);
}

void EmbeddedSession::end(cluster::RealCluster &cluster, Tasks &tasks)
{
    cluster.shutdown(std::chrono::seconds(5));
    tasks.running.clear();  // the control loop has ended
}

void EmbeddedSession::endInBackground(std::shared_ptr<void> kept)
{
    m_bridge->close();
    std::shared_ptr<cluster::RealCluster> cluster = std::move(m_cluster);
    QThreadPool::globalInstance()->start(
        [mailbox = m_mailbox, ending = std::move(cluster), tasks = m_tasks, kept = std::move(kept)]() mutable {
            end(*ending, *tasks);
            tasks.reset();
            ending.reset();
            kept.reset();
        });
    deleteLater();
}

void EmbeddedSession::setName(const QString &name)
{
    m_state.clusterName = name;
    setWorld(m_state);
}

void EmbeddedSession::restoreTimeline(std::vector<observe::Event> events, Instant at, WallTime wall)
{
    // The control loop knows the clock that this life is told in; what is posted now comes before the first node.
    m_cluster->post([this, bridge = m_bridge, events = std::move(events), at, wall] {
        const env::Clock &clock = m_cluster->inner_environment().clock;
        const Instant then = clock.now() - (clock.wall_now() - wall);
        bridge->post([brought = broughtOver(events, at, then)](EmbeddedSession &session) { session.receive({}, brought, 0); });
    });
}

void EmbeddedSession::start()
{
    m_cluster->start([this, bridge = m_bridge](const Status &status) {
        m_cluster->commands().on_world_changed([this, bridge] {
            auto &commands = m_cluster->commands();
            WorldState world;
            for (const std::string &fault : commands.faults()) world.faults.append(QString::fromStdString(fault));
            world.workloadRunning = commands.workload_running();
            world.ownMembers = ownMembersOf(commands);
            world.bootstrapServers = QString::fromStdString(commands.host().bootstrap_servers_text());
            bool anyRuns = false;
            bool anyPaused = false;
            for (const auto &node : commands.host().nodes()) {
                anyRuns = anyRuns || node.run == observe::NodeRun::running;
                anyPaused = anyPaused || node.run == observe::NodeRun::paused;
            }
            // A pause of everything is no fault: nothing is broken, and nothing passes meanwhile.
            world.paused = world.faults.removeAll(QStringLiteral("cluster pause")) > 0 || (anyPaused && !anyRuns);
            world.phase = anyRuns || anyPaused ? WorldState::Phase::running : WorldState::Phase::stopped;
            bridge->post([world](EmbeddedSession &session) { session.updateWorld(world); });
        });
        const bool ok = status.has_value();
        const QString sentence = ok ? QString() : CoreSentences::shown(status.error().message);
        bridge->post([ok, sentence](EmbeddedSession &session) {
            WorldState world = session.m_state;
            world.phase = ok ? WorldState::Phase::running : WorldState::Phase::failed;
            world.message = sentence;
            session.updateWorld(world);
            Q_EMIT session.started(ok, sentence);
        });
    });
}

void EmbeddedSession::updateWorld(WorldState world)
{
    world.mode = WorldState::Mode::live;
    world.clusterName = m_state.clusterName;
    world.replicaLagTimeMaxMs = m_state.replicaLagTimeMaxMs;
    if (world.bootstrapServers.isEmpty()) world.bootstrapServers = m_state.bootstrapServers;
    m_state = std::move(world);
    setWorld(m_state);
}

void EmbeddedSession::wakeUp()
{
    m_newMail = true;
    if (!m_mailTimer.isActive()) m_mailTimer.start(frameInterval() / 2);
}

// An election over ten thousand partitions is a mail of thirty thousand replicas and ten thousand events: what else the thread has to do
// comes between its pieces.
void EmbeddedSession::takeMail()
{
    // A piece takes about two milliseconds.
    constexpr observe::PieceLimits piece{.events_max = 500, .replicas_max = 2'000, .frames_max = 500};
    if (!m_reading) m_newMail = false;
    observe::ClusterDelta mail = m_mailbox->take(piece);
    m_reading = mail.more;
    receive(std::move(mail.nodes), std::move(mail.events), mail.events_dropped);
    receiveFrames(std::move(mail.frames), mail.frames_dropped);
    if (m_reading) m_mailTimer.start(0);
    else if (m_newMail) m_mailTimer.start(frameInterval() / 2);
}

void EmbeddedSession::segmentsWanted(bool wanted)
{
    m_interest.segments = wanted;
    m_cluster->set_interest(m_interest);
}

void EmbeddedSession::wireWanted(bool wanted)
{
    m_interest.wire = wanted;
    m_cluster->set_interest(m_interest);
}

void EmbeddedSession::doExecute(const QString &commandLine, CommandCallback callback)
{
    m_cluster->execute(commandLine.toStdString(),
                       [bridge = m_bridge, callback = std::move(callback)](const cluster::CommandAnswer &answer) {
                           CommandAnswer shown;
                           shown.ok = answer.ok;
                           shown.sentence = CoreSentences::shown(answer.sentence);
                           shown.json = QJsonDocument::fromJson(QByteArray::fromStdString(answer.json)).object();
                           bridge->post([callback, shown](EmbeddedSession &) { callback(shown); });
                       });
}

namespace {

// Reports that wait for the GUI thread: a window that is slow for a moment must not pile them up.
class Reports {
public:
    template <class Progress>
    [[nodiscard]] std::function<void(Progress)> carriedBy(const std::shared_ptr<Bridge<EmbeddedSession>> &bridge,
                                                          std::function<void(const Progress &)> callback)
    {
        return [bridge, callback = std::move(callback), waiting = m_waiting](Progress progress) {
            ++*waiting;
            bridge->post([callback, waiting, progress = std::move(progress)](EmbeddedSession &) {
                --*waiting;
                callback(progress);
            });
        };
    }
    [[nodiscard]] TakesReports takes() const
    {
        constexpr int waitingMax = 2;
        return [waiting = m_waiting] { return *waiting < waitingMax; };
    }

private:
    std::shared_ptr<std::atomic<int>> m_waiting = std::make_shared<std::atomic<int>>(0);
};

}  // namespace

void EmbeddedSession::doProduce(TaskId task, const ProduceRequest &request, ProduceCallback callback)
{
    m_cluster->post([this, tasks = m_tasks, bridge = m_bridge, task, request, callback = std::move(callback)] {
        Reports reports;
        tasks->begin(task, makeProduceTask(*m_cluster, request, reports.carriedBy<ProduceProgress>(bridge, callback), reports.takes()));
    });
}

void EmbeddedSession::doConsume(TaskId task, const ConsumeRequest &request, ConsumeCallback callback)
{
    m_cluster->post([this, tasks = m_tasks, bridge = m_bridge, task, request, callback = std::move(callback)] {
        Reports reports;
        tasks->begin(task, makeConsumeTask(*m_cluster, request, reports.carriedBy<ConsumeProgress>(bridge, callback), reports.takes()));
    });
}

void EmbeddedSession::doReadLog(TaskId, const LogReadRequest &request, LogCallback callback)
{
    // The file is read as it lies there, also while its broker is down.
    QStringList directories;
    const cluster::ClusterOptions &options = m_cluster->options();
    for (const std::string &path : options.directories_of(BrokerId(request.broker), options.data_dir))
        directories << QString::fromStdString(path);
    QThreadPool::globalInstance()->start([bridge = m_bridge, directories, request, callback = std::move(callback)] {
        const LogReadResult result = readLogFile(directories, request);
        bridge->post([callback, result](EmbeddedSession &) { callback(result); });
    });
}

void EmbeddedSession::doReadTopicSettings(const QString &topic, SettingsCallback callback)
{
    const TopicState *state = cluster().topic(topic.toStdString());
    const std::map<std::string, std::string> set = state ? state->configs : std::map<std::string, std::string>();
    const QString quoted = QString::fromStdString(cluster::quote(topic.toStdString()));
    doExecute(QStringLiteral("config describe ") + quoted, [set, callback = std::move(callback)](const CommandAnswer &answer) {
        std::map<std::string, std::string> configs;
        const QJsonObject described = answer.json.value(QStringLiteral("configs")).toObject();
        for (auto entry = described.begin(); entry != described.end(); ++entry)
            if (entry->isString()) configs[entry.key().toStdString()] = entry->toString().toStdString();
        // Internal keys are not described; without an answer there is what the metadata say.
        for (const auto &[key, value] : set) configs[key] = value;
        callback(topicSettings(configs));
    });
}

void EmbeddedSession::doStop(TaskId task)
{
    m_cluster->post([tasks = m_tasks, task] {
        const auto found = tasks->running.find(task);
        if (found != tasks->running.end()) found->second->stop();
    });
}

}  // namespace vitrine::ui
