// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "cluster/real_cluster.h"
#include "ui/session/bridge.h"
#include "ui/session/session.h"

// A session on a cluster that runs in this process. Nodes' threads and the control loop hand over what happened through a
// mailbox; nothing here waits for them.
namespace vitrine::ui {

class EmbeddedSession : public Session {
    Q_OBJECT

public:
    explicit EmbeddedSession(const cluster::ClusterOptions &options, QObject *parent = nullptr);
    // Controlled shutdown of what runs, for at most a few seconds; then it is killed.
    ~EmbeddedSession() override;

    // What the window calls it; "Vitrine" else. Before start().
    void setName(const QString &name);
    // Events of an earlier life of the cluster, told before those of this one. `at` and `wall` are one moment of that life, by its clocks.
    // Before start().
    void restoreTimeline(std::vector<observe::Event> events, Instant at, WallTime wall);
    // Deletes it, while the cluster shuts down on a thread of the global pool: for who has other windows that must not wait. `kept` is let
    // go after that. Nothing may be called afterwards.
    void endInBackground(std::shared_ptr<void> kept = {});
    // Starts the nodes; world() tells how it went. Once.
    void start();

    [[nodiscard]] bool hasWire() const override { return true; }

Q_SIGNALS:
    // Every broker is registered and unfenced, or the first failure, as one sentence.
    void started(bool ok, const QString &sentence);

protected:
    void doExecute(const QString &commandLine, CommandCallback callback) override;
    void doProduce(TaskId task, const ProduceRequest &request, ProduceCallback callback) override;
    void doConsume(TaskId task, const ConsumeRequest &request, ConsumeCallback callback) override;
    void doReadLog(TaskId task, const LogReadRequest &request, LogCallback callback) override;
    void doStop(TaskId task) override;
    // As its brokers describe it: with what they were started with.
    void doReadTopicSettings(const QString &topic, SettingsCallback callback) override;
    void segmentsWanted(bool wanted) override;
    void wireWanted(bool wanted) override;

private:
    class Tasks;  // lives on the control loop

    static void end(cluster::RealCluster &cluster, Tasks &tasks);
    void wakeUp();
    void takeMail();
    void updateWorld(WorldState world);

    std::shared_ptr<observe::DeltaMailbox> m_mailbox;
    std::shared_ptr<Bridge<EmbeddedSession>> m_bridge;
    std::unique_ptr<cluster::RealCluster> m_cluster;
    std::shared_ptr<Tasks> m_tasks;
    QTimer m_mailTimer;
    bool m_reading = false;  // a piece of the mail was taken, more of it is there
    bool m_newMail = false;  // there is some that was not begun
    WorldState m_state;
    observe::Interest m_interest{.views = true};
};

}  // namespace vitrine::ui
