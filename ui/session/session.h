// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include "ui/session/bookmarks.h"
#include "ui/session/cluster_state.h"
#include "ui/session/event_log.h"
#include "ui/session/frame_pace.h"
#include "ui/session/topic_settings.h"
#include "ui/session/values.h"
#include "ui/session/wire_log.h"

// The one interface for what is looked at: an embedded cluster, later a simulation, an archive or a remote cluster.
//
// Life and threads: lives on the GUI thread and is called there only. Nothing here blocks: what takes time answers later,
// through a callback, on the GUI thread, and never from inside the call that asked. A callback is not called after its
// context object is destroyed; work that only served that context is stopped then.
namespace vitrine::ui {

class Session : public QObject {
    Q_OBJECT

public:
    // `updated` comes at most once in this time, and less often where showing it costs much (FramePace).
    static constexpr int frameMs = static_cast<int>(FramePace::fastest.count());
    static constexpr int sampleMs = 500;

    using TaskId = std::uint64_t;
    using CommandCallback = std::function<void(const CommandAnswer &)>;
    using ProduceCallback = std::function<void(const ProduceProgress &)>;
    using ConsumeCallback = std::function<void(const ConsumeProgress &)>;
    using LogCallback = std::function<void(const LogReadResult &)>;

    explicit Session(QObject *parent = nullptr);
    ~Session() override;

    [[nodiscard]] const ClusterState &cluster() const { return m_cluster; }
    [[nodiscard]] const EventLog &events() const { return m_events; }
    [[nodiscard]] const WorldState &world() const { return m_world; }
    // What passed between clients, brokers and controllers while somebody wanted it.
    [[nodiscard]] const WireLog &wire() const { return m_wire; }
    [[nodiscard]] Bookmarks &bookmarks() { return m_bookmarks; }
    // Why nothing can be done to the cluster here, as one sentence; empty: it can. The same as long as the session lives, and the one place
    // that says it: what changes the cluster is disabled by it (ui/common/read_only.h).
    [[nodiscard]] virtual QString readOnlyReason() const { return {}; }

    // The time of the cluster: the newest instant shown, carried on by the clock of the window while the world runs.
    [[nodiscard]] virtual Instant now() const;
    [[nodiscard]] virtual WallTime wallNow() const;
    // The wall time of an instant, by the offset between both clocks as last shown.
    [[nodiscard]] virtual WallTime toWall(Instant at) const;
    // An instant as people read it here: the time of day, as `told` with it or by toWall(); of a simulation the time since it began.
    [[nodiscard]] virtual QString timeText(Instant at, std::optional<WallTime> told = {}) const;
    // The instant on the axis of a plot, which shows wall times as the time of day.
    [[nodiscard]] virtual WallTime plotTime(Instant at) const { return toWall(at); }
    // Where the axis of a plot may begin that would like to begin here.
    [[nodiscard]] virtual Instant plotFrom(Instant at) const { return at; }
    // The wall time from which round times are counted on an axis.
    [[nodiscard]] virtual WallTime axisOrigin() const { return {}; }

    // One line of the command language ("broker kill 1"); the callback gets its answer.
    void execute(const QString &commandLine, QObject *context = nullptr, CommandCallback callback = {});
    // Progress until `finished`; stop() ends it early (a last progress with `finished` still comes).
    TaskId produce(const ProduceRequest &request, QObject *context, ProduceCallback callback);
    TaskId consume(const ConsumeRequest &request, QObject *context, ConsumeCallback callback);
    // Answers once.
    TaskId readLog(const LogReadRequest &request, QObject *context, LogCallback callback);
    // What this window produced to or consumed from since it began: topic and partition, -1 for all of the topic.
    [[nodiscard]] const std::set<std::pair<QString, std::int32_t>> &touched() const { return m_touched; }
    // The configuration in force of a topic, as far as the session knows it; answers once.
    using SettingsCallback = std::function<void(const TopicSettings &)>;
    void readTopicSettings(const QString &topic, QObject *context, SettingsCallback callback);
    // Unknown or finished tasks are ignored.
    void stop(TaskId task);

    // While at least one object wants them, ReplicaView::segments is filled. Ends by itself when the object is destroyed.
    void setWantsSegments(QObject *who, bool wants);
    // While at least one object wants it, wire() is filled; else nodes tap nothing. Ends by itself when the object is destroyed.
    void setWantsWire(QObject *who, bool wants);
    // False: nobody here could show frames, wire() stays empty.
    [[nodiscard]] virtual bool hasWire() const { return false; }
    void clearWire();

    // Sends what has come in now instead of at the next frame; for tests and pictures.
    void flush();

    // While the display is paused, what is shown stays as it is, its time included: what comes in is merged behind it, within the same
    // limits, and is shown at once when the display goes on. The cluster knows nothing of it; world() is never held back.
    void setDisplayPaused(bool paused);
    [[nodiscard]] bool isDisplayPaused() const { return m_behind != nullptr; }
    struct DisplayLag {
        std::uint64_t events = 0;
        Duration time{};
    };
    // How far what is shown is behind what is known; nothing while the display is not paused.
    [[nodiscard]] DisplayLag displayLag() const;

Q_SIGNALS:
    // State, events and world as they are now; `update` says what differs from the last time. Direct connections only.
    void updated(const vitrine::ui::SessionUpdate &update);
    // A command was given by the window, from whichever panel, and answered.
    void executed(const QString &commandLine, const vitrine::ui::CommandAnswer &answer);
    // The display was paused or goes on, or what lies behind it grew; at most once per frame.
    void displayChanged();

protected:
    // What an implementation provides. Callbacks are called on the GUI thread, later, and may be called after stop().
    virtual void doExecute(const QString &commandLine, CommandCallback callback) = 0;
    virtual void doProduce(TaskId task, const ProduceRequest &request, ProduceCallback callback) = 0;
    virtual void doConsume(TaskId task, const ConsumeRequest &request, ConsumeCallback callback) = 0;
    virtual void doReadLog(TaskId task, const LogReadRequest &request, LogCallback callback) = 0;
    virtual void doStop(TaskId task) = 0;
    // What the metadata say, on top of Kafka's defaults: what the brokers were started with is not in it.
    virtual void doReadTopicSettings(const QString &topic, SettingsCallback callback);
    virtual void segmentsWanted(bool wanted) = 0;
    // Only of a session that hasWire().
    virtual void wireWanted(bool wanted) { Q_UNUSED(wanted) }

    // What an implementation reports, on the GUI thread. Deltas of one node in the order of their versions.
    void receive(std::vector<observe::NodeDelta> deltas, std::vector<observe::Event> events, std::uint64_t eventsDropped);
    // After the deltas that came with them. Ignored while nobody wants them: what was on its way when the last wish ended.
    void receiveFrames(std::vector<observe::WireFrame> frames, std::uint64_t framesDropped);
    void nodeRemoved(BrokerId node);
    // Everything that is shown changes places with these: another moment, or another cluster. The update says `reset`.
    void exchange(ClusterState &cluster, EventLog &events);
    void setWorld(const WorldState &world);
    // Before anything is received: what is shown are files (ClusterState::setAtRest).
    void setAtRest() { m_cluster.setAtRest(); }
    // Called every sampleMs while the world is not paused; an implementation with a time of its own calls it instead.
    void takeSample();
    // The same for an instant of the implementation's own, whether the world is paused or not.
    void sampleAt(Instant at);
    // Of a session whose brokers do not share their time with the window: frames come as fast as they may.
    void setPaced(bool paced) { m_paced = paced; }
    // What comes in more often than this is merged in vain.
    [[nodiscard]] Milliseconds frameInterval() const { return m_pace.interval(); }
    void setOwnSampling(bool on) { on ? m_sampler.start() : m_sampler.stop(); }

private:
    void schedule();
    void emitUpdate();
    TaskId beginTask(QObject *context);
    [[nodiscard]] bool isOpen(TaskId task) const { return m_tasks.contains(task); }
    void endTask(TaskId task);
    // Says what is said of the task as long as it is open; the last answer closes it.
    template <class Answer>
    [[nodiscard]] std::function<void(const Answer &)> whileOpen(TaskId task, std::function<void(const Answer &)> callback);
    void objectGone(QObject *object);
    void wireWishesChanged(bool before);
    // Where what comes in is merged: what is shown, or what waits behind it.
    [[nodiscard]] ClusterState &mergedCluster() { return m_behind ? m_behind->cluster : m_cluster; }
    [[nodiscard]] EventLog &mergedEvents() { return m_behind ? m_behind->events : m_events; }
    [[nodiscard]] Instant timeOf(const ClusterState &cluster) const;
    void hold(QObject *context, const ConsumeCallback &callback, const ConsumeProgress &progress);

    // While the display is paused.
    struct HeldRecords {
        QPointer<QObject> context;
        ConsumeCallback callback;
        ConsumeProgress progress;
    };
    struct Behind {
        ClusterState cluster;
        EventLog events;
        Instant pausedAt{};
        std::deque<HeldRecords> records;
        std::size_t recordCount = 0;
    };
    static constexpr std::size_t heldRecordsMax = 100'000;

    ClusterState m_cluster;
    EventLog m_events;
    WireLog m_wire;
    WorldState m_world;
    Bookmarks m_bookmarks;
    SessionUpdate m_pending;
    bool m_dirty = false;
    QTimer m_frame;
    QTimer m_sampler;
    FramePace m_pace;
    bool m_paced = true;
    QElapsedTimer m_sinceEmit;
    QElapsedTimer m_sinceDelta;
    TaskId m_lastTask = 0;
    std::map<TaskId, QObject *> m_tasks;
    std::set<std::pair<QString, std::int32_t>> m_touched;
    std::map<QObject *, bool> m_segmentWishes;
    std::unique_ptr<Behind> m_behind;
    std::set<QObject *> m_wireWishes;
};

}  // namespace vitrine::ui
