// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

#include "ui/common/page.h"
#include "ui/common/panel.h"
#include "ui/common/plot.h"
#include "ui/common/range_chip.h"
#include "ui/common/table.h"
#include "ui/groups/assignment_view.h"
#include "ui/groups/groups_model.h"
#include "ui/groups/members_model.h"
#include "ui/groups/offsets_model.h"
#include "ui/groups/rebalances_model.h"

namespace vitrine::ui {

// One consumer group: who has which partition, how far behind it is in records and in time, why it rebalanced; and what can be done to it.
// Without one chosen: all groups.
class GroupsPage : public Page {
    Q_OBJECT

public:
    enum class Half { members, lag, offsets, rebalances };

    explicit GroupsPage(const Context &context, QWidget *parent = nullptr);

    [[nodiscard]] QString tabName() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QWidget *> headerWidgets() override;
    [[nodiscard]] OffsetsModel &offsets() { return *m_offsets; }
    [[nodiscard]] MembersModel &members() { return *m_members; }
    [[nodiscard]] RebalancesModel &rebalances() { return *m_rebalances; }
    [[nodiscard]] GroupsModel &groups() { return *m_groups; }
    [[nodiscard]] AssignmentView &assignment() { return *m_assignment; }
    [[nodiscard]] TableView &rebalancesTable() { return *m_rebalancesTable; }
    void showHalf(Half half);

protected:
    void refresh(const SessionUpdate *update) override;
    void selectionChanged() override;
    void retranslate() override;
    void themeChanged() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    // What the longest cells of these columns need, before scaling.
    struct CellWidths {
        int state = 0;
        int offset = 0;
        int lag = 0;
        friend bool operator==(const CellWidths &, const CellWidths &) = default;
    };

    void buildGroup();
    void buildList();
    void connectDeeds();
    [[nodiscard]] const GroupInfo *group() const;
    // The member that the buttons are about: the chosen one, else the last.
    [[nodiscard]] const observe::MemberView *actingMember() const;
    [[nodiscard]] QString memberCommand(QString (*command)(const QString &, const QString &)) const;
    void fit();
    void fitTables();
    void measureCells();
    void showList();
    void plotLag(const GroupInfo &group);
    void fillTwins(const GroupInfo &group);
    void updateDeeds();
    [[nodiscard]] QString offsetsText(const GroupInfo &group) const;
    void chooseRow();
    void chooseRebalance(const QModelIndex &index);
    void addConsumer(const QString &group);
    void resetOffsets();

    QStackedWidget *m_stack;
    QWidget *m_content;
    QWidget *m_list;
    EmptyState *m_empty;
    AssignmentView *m_assignment;
    TableTwin *m_assignmentTwin;
    TwinModel *m_assignmentRows;
    TableTwin *m_plotsTwin;
    TwinModel *m_lagRows;
    MembersModel *m_members;
    OffsetsModel *m_offsets;
    RebalancesModel *m_rebalances;
    GroupsModel *m_groups;
    TableView *m_membersTable;
    TableView *m_offsetsTable;
    TableView *m_rebalancesTable;
    TableView *m_groupsTable;
    QStackedWidget *m_tables;
    QWidget *m_plots;
    QBoxLayout *m_plotsLayout;
    Plot *m_records;
    Plot *m_seconds;
    QToolButton *m_choose;
    QList<QToolButton *> m_halves;   // in the order of Half
    QToolButton *m_now;
    QPushButton *m_rebalance;
    QPushButton *m_add;
    QWidget *m_memberDeeds;
    ElidedLabel *m_memberText;
    QPushButton *m_pause;
    QPushButton *m_crash;
    QPushButton *m_remove;
    QWidget *m_offsetDeeds;
    ElidedLabel *m_offsetText;
    QPushButton *m_reset;
    QPushButton *m_newGroup;
    Half m_half = Half::lag;
    bool m_choosing = false;
    CellWidths m_widths;
    RangeChip *m_chip;
};

}  // namespace vitrine::ui
