// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>

#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeWidget>

#include "ui/common/page.h"
#include "ui/common/panel.h"
#include "ui/common/range_chip.h"
#include "ui/common/table.h"
#include "ui/common/table_twin.h"
#include "ui/quorum/metadata_reader.h"
#include "ui/quorum/path_sources.h"
#include "ui/quorum/path_view.h"
#include "ui/quorum/raft_log_view.h"
#include "ui/quorum/records_model.h"

namespace vitrine::ui {

// The metadata quorum: the log as a Raft log, its records, and the metadata as trees.
class QuorumPage : public Page {
    Q_OBJECT

public:
    explicit QuorumPage(const Context &context, QWidget *parent = nullptr);
    ~QuorumPage() override;

    enum class View { records, shell, zooKeeper };
    void showView(View view);

    [[nodiscard]] QString tabName() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QWidget *> headerWidgets() override { return {m_chip}; }
    [[nodiscard]] MetadataReader &reader() { return *m_reader; }
    [[nodiscard]] MetadataRecordsModel &records() { return *m_records; }
    [[nodiscard]] RaftLogView &lanes() { return *m_lanes; }
    [[nodiscard]] TableTwin &lanesTwin() { return *m_lanesTwin; }
    [[nodiscard]] PathView &shellView() { return *m_shell; }
    [[nodiscard]] PathView &zooKeeperView() { return *m_zooKeeper; }
    [[nodiscard]] QTreeWidget &fields() { return *m_fields; }
    [[nodiscard]] QString election() const { return m_election->text(); }
    // Chooses the record, where it is held; a filter that hides it is lifted.
    void chooseRecord(std::int64_t offset);
    // The records of a snapshot in place of those of the log.
    void showSnapshot(BrokerId node, const LogFiles::Snapshot &snapshot);
    void showLog();
    // Those of the log or of the snapshot that is shown.
    [[nodiscard]] MetadataRecordsModel &shownRecords() { return *m_shown; }

protected:
    void refresh(const SessionUpdate *update) override;
    void selectionChanged() override;
    void seenChanged(bool seen) override;
    void retranslate() override;
    void themeChanged() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
    void updateLanes();
    void fillLanesTable();
    void updateState();
    void applyFilter();
    void narrow();
    void fillTypes();
    void fillSources();
    void showModel(MetadataRecordsModel *model);
    void showFields();
    void listSnapshots(const std::set<BrokerId> &nodes);

    MetadataReader *m_reader;
    SnapshotReader *m_snapshotReader;
    MetadataRecordsModel *m_records;
    MetadataRecordsModel *m_snapshotRecords;
    MetadataRecordsModel *m_shown;
    MetadataRecordsModel::Filter m_filter;
    std::optional<TimeRange> m_range;  // that m_filter knows
    QString m_snapshotName;
    QuorumVotes m_votes;
    ShellPaths m_shellPaths;
    ZooKeeperPaths m_zooKeeperPaths;
    std::optional<std::int64_t> m_chosen;            // of the log
    std::optional<std::int64_t> m_chosenOfSnapshot;
    bool m_seen = false;

    QSplitter *m_splitter;
    QWidget *m_left;
    QLabel *m_election;
    RaftLogView *m_lanes;
    TableTwin *m_lanesTwin;
    TwinModel *m_laneRows;
    QWidget *m_right;
    QWidget *m_bar;
    QToolButton *m_showRecords;
    QToolButton *m_showShell;
    QToolButton *m_showZooKeeper;
    QWidget *m_filters;
    QToolButton *m_source;
    QToolButton *m_type;
    QToolButton *m_noOps;
    QLineEdit *m_text;
    QStackedWidget *m_stack;
    QSplitter *m_recordsSplitter;
    TableView *m_table;
    QMetaObject::Connection m_currentChanged;
    QTreeWidget *m_fields;
    PathView *m_shell;
    PathView *m_zooKeeper;
    RangeChip *m_chip;
};

}  // namespace vitrine::ui
