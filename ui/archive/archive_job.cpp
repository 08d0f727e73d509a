// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/archive/archive_job.h"

#include <QElapsedTimer>

#include "ui/session/session.h"

namespace vitrine::ui {

ArchiveJob::ArchiveJob(QObject *parent)
    : QObject(parent), m_bridge(std::make_shared<Bridge<ArchiveJob>>(this)), m_cancelled(std::make_shared<std::atomic<bool>>(false))
{
}

ArchiveJob::~ArchiveJob()
{
    m_bridge->close();
    cancel();
    if (m_thread.joinable()) m_thread.join();
}

void ArchiveJob::begin(std::function<void(const Archive::Progress &)> work, std::function<void()> done)
{
    m_thread = std::thread([bridge = m_bridge, cancelled = m_cancelled, work = std::move(work), done = std::move(done)] {
        QElapsedTimer since;
        work([&](qint64 doneBytes, qint64 allBytes) {
            if (!since.isValid() || since.elapsed() >= Session::frameMs || doneBytes == allBytes) {
                since.start();
                bridge->post([doneBytes, allBytes](ArchiveJob &job) { Q_EMIT job.progressed(doneBytes, allBytes); });
            }
            return !*cancelled;
        });
        bridge->post([done](ArchiveJob &) { done(); });
    });
}

void ArchiveJob::post(std::function<void()> what)
{
    m_bridge->post([what = std::move(what)](ArchiveJob &) { what(); });
}

}  // namespace vitrine::ui
