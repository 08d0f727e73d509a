// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>

#include "ui/common/context.h"
#include "ui/session/cluster_state.h"

namespace vitrine::ui {

// Members down, partitions across: who has what, and what moved at the last rebalance.
class AssignmentView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit AssignmentView(const Context &context, QWidget *parent = nullptr);
    // The view reads the group from the session when it paints.
    void refresh();
    [[nodiscard]] QString chosenMember() const { return m_chosen; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void memberChosen(const QString &memberId);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    [[nodiscard]] const GroupInfo *group() const;
    [[nodiscard]] std::size_t rowCount(const GroupInfo &group) const;
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int headerHeight(const GroupInfo &group) const;
    void paintSummary(QPainter &painter, const GroupInfo &group, const QRectF &area);

    Context m_context;
    QString m_chosen;
};

}  // namespace vitrine::ui
