// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

#include "ui/common/page.h"
#include "ui/common/panel.h"
#include "ui/common/plot.h"
#include "ui/common/table.h"
#include "ui/groups/assignment_view.h"
#include "ui/groups/offsets_model.h"

namespace vitrine::ui {

// One consumer group: who has which partition, how far behind it is, now and over time; rebalance, add, remove.
class GroupsPage : public Page {
    Q_OBJECT

public:
    explicit GroupsPage(const Context &context, QWidget *parent = nullptr);

    [[nodiscard]] QString tabName() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QWidget *> headerWidgets() override;
    [[nodiscard]] OffsetsModel &offsets() { return *m_offsets; }

protected:
    void refresh(const SessionUpdate *update) override;
    void retranslate() override;
    void themeChanged() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] const GroupInfo *group() const;
    void showHalf(bool table);
    void fit();
    void plotLag(const GroupInfo &group);
    void updateButtons();

    QStackedWidget *m_stack;
    QWidget *m_content;
    EmptyState *m_empty;
    AssignmentView *m_assignment;
    OffsetsModel *m_offsets;
    TableView *m_table;
    Plot *m_plot;
    QLabel *m_caption;
    QToolButton *m_showLag;
    QToolButton *m_showOffsets;
    QToolButton *m_choose;
    QPushButton *m_rebalance;
    QPushButton *m_add;
    QPushButton *m_remove;
    bool m_tableShown = false;
};

}  // namespace vitrine::ui
