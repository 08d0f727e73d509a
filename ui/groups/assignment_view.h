// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QAbstractScrollArea>

#include "ui/common/context.h"
#include "ui/common/table_twin.h"
#include "ui/groups/group_text.h"

namespace vitrine::ui {

// Members down, partitions across: who has what, and what moved at the last rebalance, or at one of those before.
class AssignmentView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit AssignmentView(const Context &context, QWidget *parent = nullptr);
    // Reads the group that is chosen from the session again.
    void refresh();
    [[nodiscard]] QString chosenMember() const { return m_chosen; }
    void chooseMember(const QString &memberId);
    // A rebalance of the past, by its number; none: as it is now.
    void showRebalance(std::optional<std::uint64_t> number);
    [[nodiscard]] std::optional<std::uint64_t> shownRebalance() const { return m_number; }
    // What stands below the picture.
    [[nodiscard]] QString caption() const { return m_caption; }
    // The same as rows: a partition each, and a member each that has none.
    static std::vector<TwinModel::Column> tableColumns();
    [[nodiscard]] std::vector<TwinRow> tableRows() const;
    // Of such a row; empty: nobody.
    [[nodiscard]] QString memberOf(const TwinRow &row) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void memberChosen(const QString &memberId);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    struct Row {
        QString memberId;     // empty: nobody, or a member of the past
        QString name;
        MemberSign sign;
        bool nobody = false;
        QString tip;
    };
    struct Column {
        TopicPartition partition;
        int owner = -1;       // a row; -1: of none of them
        int before = -1;      // whose it was, where it moved
        bool moved = false;
        QString tip;
    };
    struct Places {
        qreal left, nameWidth, gridLeft, gridRight, stateWidth, step;
        bool numbers;
    };

    void readGroup(const GroupInfo &group, const RebalanceRecord *last);
    void readRecord(const RebalanceRecord &record);
    void say(const GroupInfo &group, const RebalanceRecord *record);
    [[nodiscard]] Places places() const;
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int headerHeight() const;
    [[nodiscard]] int captionHeight() const;
    [[nodiscard]] int rowAt(int y) const;
    void paintHeader(QPainter &painter, const Places &at);
    void paintRow(QPainter &painter, const Places &at, int row);
    void paintCells(QPainter &painter, const Places &at, int row, qreal y);
    void paintRuns(QPainter &painter, const Places &at, int row, qreal y);

    Context m_context;
    QString m_chosen;
    std::optional<std::uint64_t> m_number;
    QString m_group;
    std::vector<Row> m_rows;
    std::vector<Column> m_columns;
    std::size_t m_topics = 0;
    bool m_noMembers = false;
    QString m_caption;
    bool m_captionWarns = false;
};

}  // namespace vitrine::ui
