// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QStyledItemDelegate>
#include <QTreeView>

#include "ui/common/theme.h"

namespace vitrine::ui {

// The tone of a mark or word; the theme knows the colour.
enum class Tone { text, muted, faint, good, warning, bad, leader, inSync, offline, moving, records };
QColor shapeColor(const Theme &theme, Tone tone);  // for marks, lines, blocks
QColor textColor(const Theme &theme, Tone tone);   // for words: enough contrast on a panel

// Makes text of the values that FlatModel's columns give.
class TableDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit TableDelegate(const Theme &theme, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    // What the cell reads, also for copying.
    [[nodiscard]] static QString textOf(const QModelIndex &index);

private:
    const Theme &m_theme;
};

// A table in the look of the window: rows of 26, numbers right, no grid; Ctrl+C copies the selected rows as text.
class TableView : public QTreeView {
    Q_OBJECT

public:
    explicit TableView(const Theme &theme, QWidget *parent = nullptr);
    // Widths in device-independent pixels before scaling; the column of width 0 takes what is left.
    void setColumnWidths(std::initializer_list<int> widths);
    void setEmptyText(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;

private:
    void layOut();
    const Theme &m_theme;
    std::vector<int> m_widths;
    QString m_emptyText;
};

}  // namespace vitrine::ui
