// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

#include <QObject>

#include "ui/archive/archive.h"
#include "ui/session/bridge.h"

namespace vitrine::ui {

// One long work with an archive, on a thread of its own. Lives on the GUI thread; where it is destroyed, the work is cancelled first, which
// takes as long as the disk needs for the piece under way.
class ArchiveJob : public QObject {
    Q_OBJECT

public:
    explicit ArchiveJob(QObject *parent = nullptr);
    ~ArchiveJob() override;

    // `work` runs on the thread; `done` afterwards on this one, unless the job is gone by then. Once.
    void begin(std::function<void(const Archive::Progress &)> work, std::function<void()> done);
    // From the work: runs on the GUI thread, unless the job is gone by then.
    void post(std::function<void()> what);
    void cancel() { *m_cancelled = true; }

Q_SIGNALS:
    // At most thirty times a second.
    void progressed(qint64 doneBytes, qint64 allBytes);

private:
    std::shared_ptr<Bridge<ArchiveJob>> m_bridge;
    std::shared_ptr<std::atomic<bool>> m_cancelled;
    std::thread m_thread;
};

}  // namespace vitrine::ui
