// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/archive/cluster_saver.h"

#include <algorithm>

#include "ui/archive/archive_job.h"
#include "ui/session/commands.h"
#include "ui/session/session.h"

namespace vitrine::ui {

ClusterSaver::ClusterSaver(Session &session, QObject *parent) : QObject(parent), m_session(session) {}

ClusterSaver::~ClusterSaver()
{
    m_job.reset();
    goOn();
}

ArchiveSource ClusterSaver::sourceOf(const Session &session)
{
    ArchiveSource source{.name = session.world().clusterName, .at = session.now(), .nodes = {}, .events = {}, .window = {}};
    for (const auto &[id, node] : session.cluster().nodes()) {
        if (node.status.run == observe::NodeRun::removed || node.status.directory.empty()) continue;
        ArchiveSource::Node saved{.id = id.value(), .directories = {QString::fromStdString(node.status.directory)}};
        for (const std::string &more : node.status.more_directories) saved.directories << QString::fromStdString(more);
        source.nodes.push_back(std::move(saved));
    }
    return source;
}

void ClusterSaver::save(const QString &fileName, const QByteArray &window)
{
    m_fileName = fileName;
    m_window = window;
    const auto &nodes = m_session.cluster().nodes();
    for (const auto &[id, node] : nodes) {
        using observe::NodeRun;
        if (node.status.run == NodeRun::starting || node.status.run == NodeRun::stopping)
            return fail(tr("Node %1 is starting or stopping, and cannot stand still meanwhile. Save when it has done so.").arg(id.value()));
    }
    const bool anyRuns = std::ranges::any_of(nodes, [](const auto &entry) { return entry.second.isUp(); });
    if (!anyRuns || m_session.world().paused) return copy();
    setStage(Stage::pausing);
    m_session.execute(commands::pauseCluster(), this, [this](const CommandAnswer &answer) {
        m_stopped = answer.ok;
        if (!answer.ok) return fail(answer.sentence);
        copy();
    });
}

void ClusterSaver::copy()
{
    if (m_cancelled) {
        goOn();
        return fail(Archive::cancelled());
    }
    setStage(Stage::copying);
    ArchiveSource source = sourceOf(m_session);
    source.window = m_window;
    const EventLog &events = m_session.events();
    source.events.reserve(static_cast<std::size_t>(events.end() - events.begin()));
    for (EventLog::Position at = events.begin(); at < events.end(); ++at) source.events.push_back(events.at(at));
    m_job = std::make_unique<ArchiveJob>();
    connect(m_job.get(), &ArchiveJob::progressed, this, &ClusterSaver::progressed);
    auto result = std::make_shared<std::expected<ArchiveManifest, QString>>();
    m_job->begin(
        [this, job = m_job.get(), result, source = std::move(source), fileName = m_fileName](const Archive::Progress &progress) {
            *result = Archive::save(source, fileName, progress, [this, job] {
                job->post([this] {
                    goOn();
                    setStage(Stage::packing);
                });
            });
        },
        [this, result] {
            if (!*result) return fail(result->error());
            m_manifest = std::move(**result);
            setStage(Stage::saved);
        });
}

void ClusterSaver::goOn()
{
    if (!std::exchange(m_stopped, false)) return;
    m_session.execute(commands::resumeCluster());
}

void ClusterSaver::cancel()
{
    m_cancelled = true;
    if (m_job) m_job->cancel();
}

void ClusterSaver::setStage(Stage stage)
{
    m_stage = stage;
    Q_EMIT stageChanged();
}

void ClusterSaver::fail(const QString &problem)
{
    m_problem = problem;
    setStage(Stage::failed);
}

}  // namespace vitrine::ui
