// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QObject>

#include "ui/quorum/metadata_record.h"
#include "ui/session/bridge.h"
#include "ui/session/session.h"

namespace vitrine::ui {

// Reads the metadata log of one node from its disk, piece by piece, as far as it is committed, and decodes it away from the GUI thread.
// The node is the leader of the quorum; when that is gone, another one whose log goes further. What is committed is the same on all of
// them, so reading goes on where it was.
class MetadataReader : public QObject {
    Q_OBJECT

public:
    explicit MetadataReader(Session &session, QObject *parent = nullptr);
    ~MetadataReader() override;

    // Reads what is new, if anything is. Cheap where nothing is.
    void follow();
    // Another moment of the cluster: what was read is forgotten; follow() begins anew.
    void restart();

    // Whose log is read; none before the quorum is known.
    [[nodiscard]] BrokerId node() const { return m_node; }
    // In the directory of that node, as last listed.
    [[nodiscard]] const LogFiles &files() const { return m_files; }
    [[nodiscard]] const MetadataFacts &facts() const { return *m_facts; }
    // Everything committed below it was read.
    [[nodiscard]] std::int64_t nextOffset() const { return m_next; }
    [[nodiscard]] bool isReading() const { return m_reading; }
    [[nodiscard]] const QString &error() const { return m_error; }

Q_SIGNALS:
    // What was read so far is void.
    void restarted();
    // In order of their offsets.
    void rowsRead(const std::vector<vitrine::ui::MetadataRow> &rows);
    void factsChanged();
    void stateChanged();

private:
    struct Piece;
    [[nodiscard]] std::int64_t committedEnd() const;
    [[nodiscard]] BrokerId bestNode() const;
    void list();
    void begin(const LogFiles &files);
    void readSnapshot(const LogFiles::Snapshot &snapshot, std::int64_t position);
    void read();
    void decode(const LogReadResult &result, std::int64_t limit, bool ofSnapshot);
    void took(Piece piece);
    // Where a simulation stands still no frame comes that would ask again.
    void followLater();
    void fail(const QString &sentence);

    Session &m_session;
    std::shared_ptr<Bridge<MetadataReader>> m_bridge;
    std::shared_ptr<MetadataReplay> m_replay;       // used by one piece of work at a time
    std::shared_ptr<const MetadataFacts> m_facts;
    std::uint64_t m_factsVersion = 0;
    std::uint64_t m_run = 0;                        // answers of an earlier one are void
    BrokerId m_node{no_broker};
    LogFiles m_files;
    bool m_listed = false;                          // `m_files` are as new as need be
    std::optional<std::int64_t> m_segment;          // that is read
    std::int64_t m_position = 0;                    // in the segment, of the next batch
    std::int64_t m_next = 0;
    std::optional<LogFiles::Snapshot> m_snapshot;   // that the log begins with
    bool m_reading = false;
    QString m_error;
};

// Reads the records of one snapshot of the metadata log, from its header to its footer.
class SnapshotReader : public QObject {
    Q_OBJECT

public:
    explicit SnapshotReader(Session &session, QObject *parent = nullptr);
    ~SnapshotReader() override;

    // Another one that is being read is left.
    void read(BrokerId node, const LogFiles::Snapshot &snapshot);
    void stop() { ++m_run; }
    [[nodiscard]] bool isReading() const { return m_reading; }
    [[nodiscard]] const QString &error() const { return m_error; }

Q_SIGNALS:
    // In their order; offsets are those of the snapshot, from 0.
    void rowsRead(const std::vector<vitrine::ui::MetadataRow> &rows);
    void stateChanged();

private:
    void readOn(std::int64_t position);

    Session &m_session;
    std::shared_ptr<Bridge<SnapshotReader>> m_bridge;
    std::shared_ptr<MetadataReplay> m_replay;
    std::uint64_t m_run = 0;
    LogReadRequest m_request;
    bool m_reading = false;
    QString m_error;
};

}  // namespace vitrine::ui
