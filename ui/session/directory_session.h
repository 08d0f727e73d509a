// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <map>
#include <memory>

#include <QStringList>

#include "ui/session/bridge.h"
#include "ui/session/session.h"

// A session on the data directory of a cluster that does not run: what its files say, and nothing that could change them. No broker is
// started; commands and records to be sent are refused with a sentence; Consume reads the files.
namespace vitrine::ui {

class DirectorySession : public Session {
    Q_OBJECT

public:
    explicit DirectorySession(const QString &dataDirectory, QObject *parent = nullptr);
    ~DirectorySession() override;

    // Begins to read, on another thread; world() tells how it went. Once.
    void start();
    // Events of its life, where they were kept; wall times are what counts.
    void setTimeline(std::vector<observe::Event> events);
    [[nodiscard]] QString readOnlyReason() const override { return readOnlyReasonOf(m_dataDirectory); }
    [[nodiscard]] static QString readOnlyReasonOf(const QString &dataDirectory);

Q_SIGNALS:
    // Everything is shown, or why nothing is, as one sentence.
    void started(bool ok, const QString &sentence);

protected:
    void doExecute(const QString &commandLine, CommandCallback callback) override;
    void doProduce(TaskId task, const ProduceRequest &request, ProduceCallback callback) override;
    void doConsume(TaskId task, const ConsumeRequest &request, ConsumeCallback callback) override;
    void doReadLog(TaskId task, const LogReadRequest &request, LogCallback callback) override;
    void doStop(TaskId task) override;
    void segmentsWanted(bool) override {}  // they are always there

private:
    QString m_dataDirectory;
    std::shared_ptr<Bridge<DirectorySession>> m_bridge;
    std::map<int, QStringList> m_directories;  // of each node
    std::map<TaskId, std::shared_ptr<std::atomic<bool>>> m_readers;
    WorldState m_state;
};

}  // namespace vitrine::ui
