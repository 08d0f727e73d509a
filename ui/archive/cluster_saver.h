// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QObject>
#include <QString>

#include "ui/archive/archive.h"

// Saves the cluster of a session as one file. Every node stands still while its files are copied, so that together they are one moment
// of the cluster; then the cluster goes on and the copy is packed. Nodes find their directories in the archive as after a kill: what was in
// flight is gone, and logs are recovered when they start. Lives on the GUI thread.
//
//   pausing -> copying -> packing -> saved
//   any -> failed
namespace vitrine::ui {

class ArchiveJob;
class Session;

class ClusterSaver : public QObject {
    Q_OBJECT

public:
    enum class Stage { idle, pausing, copying, packing, saved, failed };

    // The session outlives it.
    explicit ClusterSaver(Session &session, QObject *parent = nullptr);
    // Cancels; the cluster goes on if it was stopped for this.
    ~ClusterSaver() override;

    // `window`: how the window is arranged, as it goes into the archive. Once.
    void save(const QString &fileName, const QByteArray &window);
    void cancel();
    [[nodiscard]] Stage stage() const { return m_stage; }
    // saved: what was written.
    [[nodiscard]] const std::optional<ArchiveManifest> &manifest() const { return m_manifest; }
    // failed: one sentence.
    [[nodiscard]] const QString &problem() const { return m_problem; }

    // What would be saved now, without events and window.
    [[nodiscard]] static ArchiveSource sourceOf(const Session &session);

Q_SIGNALS:
    void stageChanged();
    void progressed(qint64 doneBytes, qint64 allBytes);

private:
    void copy();
    void goOn();
    void setStage(Stage stage);
    void fail(const QString &problem);

    Session &m_session;
    std::unique_ptr<ArchiveJob> m_job;
    QString m_fileName;
    QByteArray m_window;
    Stage m_stage = Stage::idle;
    bool m_stopped = false;  // by us
    bool m_cancelled = false;
    std::optional<ArchiveManifest> m_manifest;
    QString m_problem;
};

}  // namespace vitrine::ui
