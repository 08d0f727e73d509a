// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/directory_session.h"

#include <algorithm>
#include <atomic>

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QThreadPool>

#include "cluster/stopped_cluster.h"
#include "ui/session/core_sentences.h"
#include "ui/session/log_file.h"
#include "ui/session/timeline_text.h"

namespace vitrine::ui {

namespace {

// Records of one read; what is above is counted as dropped.
constexpr std::size_t recordsMax = 50'000;

// One replica that is read: its segments, and where its records end.
struct Source {
    QStringList directories;
    std::int32_t broker = -1;
    std::int32_t partition = 0;
    std::vector<std::int64_t> bases;
    std::int64_t from = 0;
    std::int64_t end = 0;
};

// The instants of what does not run: its wall times.
Instant instantOf(WallTime time) { return Instant(std::chrono::duration_cast<Duration>(time.time_since_epoch())); }

ConsumeProgress readAll(const ConsumeRequest &request, const std::vector<Source> &sources, const std::atomic<bool> &stopped)
{
    ConsumeProgress progress{.records = {}, .finished = true};
    const auto most = request.recordsMax > 0 ? std::min<std::size_t>(recordsMax, static_cast<std::size_t>(request.recordsMax)) : recordsMax;
    const std::int64_t since = request.from == ConsumeRequest::From::timestamp ? request.timestampMs : -1;
    for (const Source &source : sources) {
        for (std::size_t s = 0; s < source.bases.size(); ++s) {
            if (source.bases[s] >= source.end || (s + 1 < source.bases.size() && source.bases[s + 1] <= source.from)) continue;
            LogReadRequest read{
                .broker = source.broker, .topic = request.topic, .partition = source.partition, .segmentBaseOffset = source.bases[s]};
            for (std::optional<std::int64_t> position = 0; position;) {
                if (stopped) return progress;
                read.position = *position;
                LogReadResult result = readLogFile(source.directories, read);
                if (!result.error.isEmpty()) progress.error = result.error;
                position = result.error.isEmpty() ? result.nextPosition : std::nullopt;
                for (LogBatch &batch : result.batches) {
                    if (batch.control || batch.lastOffset < source.from) continue;
                    for (LogRecord &record : batch.records) {
                        if (record.offset < source.from || record.offset >= source.end || record.timestampMs < since) continue;
                        if (progress.records.size() >= most) {
                            ++progress.dropped;
                            continue;
                        }
                        progress.records.push_back({.partition = source.partition,
                                                    .offset = record.offset,
                                                    .timestampMs = record.timestampMs,
                                                    .leaderEpoch = batch.leaderEpoch,
                                                    .key = std::move(record.key),
                                                    .value = std::move(record.value),
                                                    .headers = std::move(record.headers)});
                    }
                }
                if (request.recordsMax > 0 && progress.records.size() >= most) {
                    progress.dropped = 0;  // no more were wanted
                    return progress;
                }
            }
        }
    }
    return progress;
}

// When the node wrote last, by the times of its files: what it noted when it stopped, or while it ran.
WallTime lastWritten(const std::vector<std::string> &directories, WallTime now)
{
    std::optional<WallTime> last;
    for (const std::string &path : directories) {
        for (const char *below : {"", "/__cluster_metadata-0"}) {
            for (const QFileInfo &file :
                 QDir(QString::fromStdString(path) + QLatin1String(below)).entryInfoList(QDir::Files | QDir::Hidden)) {
                if (file.fileName() == QLatin1String(".lock")) continue;
                const WallTime written = wall_time(file.lastModified().toMSecsSinceEpoch());
                if (!last || *last < written) last = written;
            }
        }
    }
    return std::min(last.value_or(now), now);
}

}  // namespace

DirectorySession::DirectorySession(const QString &dataDirectory, QObject *parent)
    : Session(parent), m_dataDirectory(QDir::cleanPath(QFileInfo(dataDirectory).absoluteFilePath())),
      m_bridge(std::make_shared<Bridge<DirectorySession>>(this))
{
    setOwnSampling(false);
    setAtRest();
    m_state.mode = WorldState::Mode::stopped;
    m_state.phase = WorldState::Phase::starting;
    m_state.clusterName = QFileInfo(m_dataDirectory).fileName();
    setWorld(m_state);
}

DirectorySession::~DirectorySession()
{
    m_bridge->close();
    for (const auto &[task, stopped] : m_readers) *stopped = true;
}

void DirectorySession::setTimeline(std::vector<observe::Event> events)
{
    for (observe::Event &event : events) event.at = instantOf(event.wall_time);
    receive({}, std::move(events), 0);
}

void DirectorySession::start()
{
    const WallTime now = wall_time(QDateTime::currentMSecsSinceEpoch());
    QThreadPool::globalInstance()->start([bridge = m_bridge, directory = m_dataDirectory.toStdString(), now] {
        cluster::ClusterOptions options;
        options.data_dir = directory;
        auto read = std::make_shared<Result<cluster::StoppedCluster>>(cluster::read_stopped_cluster(options, instantOf(now), now));
        std::vector<observe::NodeDelta> present;
        if (*read) {
            for (observe::NodeDelta &node : (*read)->nodes) {
                present.push_back({.node = node.node, .version = node.version + 1, .at = node.at, .wall_time = node.wall_time});
                node.wall_time = lastWritten((*read)->directories.at(node.node), now);
                node.at = instantOf(node.wall_time);
            }
        }
        bridge->post([read, present](DirectorySession &session) {
            const bool ok = read->has_value();
            session.m_state.phase = ok ? WorldState::Phase::stopped : WorldState::Phase::failed;
            QStringList remarks;
            if (ok) {
                for (const auto &[node, paths] : (*read)->directories)
                    for (const std::string &path : paths) session.m_directories[node.value()] << QString::fromStdString(path);
                for (const std::string &remark : (*read)->remarks) remarks << CoreSentences::shown(remark);
                // They stopped then; what is looked at is now.
                session.receive((*read)->nodes, {}, 0);
                session.receive(present, {}, 0);
                session.sampleAt(session.cluster().latest());
            }
            session.m_state.message = ok ? remarks.join(QLatin1Char('\n')) : CoreSentences::shown(read->error().message);
            session.setWorld(session.m_state);
            Q_EMIT session.started(ok, session.m_state.message);
        });
    });
}

QString DirectorySession::readOnlyReasonOf(const QString &dataDirectory)
{
    return tr("This is the directory of a stopped cluster, open read-only: nothing runs that could do it. To run it: vitrine --data-dir %1")
        .arg(dataDirectory);
}

void DirectorySession::doExecute(const QString &, CommandCallback callback)
{
    const QString sentence = readOnlyReason();
    m_bridge->post([callback = std::move(callback), sentence](DirectorySession &) {
        callback({.ok = false, .sentence = sentence, .json = {{QStringLiteral("ok"), false}, {QStringLiteral("message"), sentence}}});
    });
}

void DirectorySession::doProduce(TaskId, const ProduceRequest &, ProduceCallback callback)
{
    m_bridge->post([callback = std::move(callback), sentence = readOnlyReason()](DirectorySession &) {
        callback({.results = {}, .finished = true, .error = sentence});
    });
}

void DirectorySession::doConsume(TaskId task, const ConsumeRequest &request, ConsumeCallback callback)
{
    std::vector<Source> sources;
    const TopicState *topic = cluster().topic(request.topic.toStdString());
    for (std::size_t i = 0; topic && i < topic->partitions.size(); ++i) {
        const auto index = static_cast<std::int32_t>(i);
        if (request.partition && *request.partition != index) continue;
        // No broker leads: of the replicas the one that is known to be committed furthest.
        const auto &replicas = topic->partitions[i].replicas;
        const auto best = std::ranges::max_element(replicas, {}, [](const ReplicaState &replica) { return replica.view.high_watermark; });
        if (best == replicas.end()) continue;
        Source source{.directories = m_directories[best->broker.value()],
                      .broker = best->broker.value(),
                      .partition = index,
                      .bases = {},
                      .from = best->view.log_start.value(),
                      .end = best->view.high_watermark.value()};
        for (const observe::SegmentView &segment : best->view.segments) source.bases.push_back(segment.base_offset.value());
        if (request.from == ConsumeRequest::From::end) source.from = source.end;
        if (request.from == ConsumeRequest::From::offset) source.from = std::max(source.from, request.offset);
        sources.push_back(std::move(source));
    }
    const auto stopped = m_readers[task] = std::make_shared<std::atomic<bool>>(false);
    QThreadPool::globalInstance()->start([bridge = m_bridge, task, request, sources, stopped, callback = std::move(callback)] {
        auto progress = std::make_shared<ConsumeProgress>(readAll(request, sources, *stopped));
        for (const Source &source : sources) {
            progress->began[source.partition] = source.from;
            progress->next[source.partition] = source.end;
        }
        bridge->post([task, progress, callback](DirectorySession &session) {
            session.m_readers.erase(task);
            callback(*progress);
        });
    });
}

void DirectorySession::doReadLog(TaskId, const LogReadRequest &request, LogCallback callback)
{
    const auto found = m_directories.find(request.broker);
    const QStringList directories = found == m_directories.end() ? QStringList() : found->second;
    QThreadPool::globalInstance()->start([bridge = m_bridge, directories, request, callback = std::move(callback)] {
        const LogReadResult result = readLogFile(directories, request);
        bridge->post([callback, result](DirectorySession &) { callback(result); });
    });
}

void DirectorySession::doStop(TaskId task)
{
    const auto found = m_readers.find(task);
    if (found != m_readers.end()) *found->second = true;
}

}  // namespace vitrine::ui
