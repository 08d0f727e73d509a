// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <vector>

#include <QColor>
#include <QList>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QTreeView>

#include "ui/common/theme.h"

class QMenu;

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

class TableFilter;
class TableOrder;

// A table in the look of the window: rows of 26, numbers right, no grid.
//
// Every table has, without its owner doing anything: sorting by a click on a column's title (up, down, and the model's own order again), a
// filter (Ctrl+F), a choice of columns (menu of the titles), copying of rows (Ctrl+C) and of a cell, and export of what is shown as CSV
// or JSON. Order and columns are kept between runs under the table's object name, where it has one.
//
// While a table is sorted or filtered, the indexes of the view are those of a proxy: an owner who wants a row of his model asks
// toModel(), and gives the view what fromModel() answers. Otherwise the view stands directly on the model, and an append costs nothing
// more; the selection model stays the same object all the time.
class TableView : public QTreeView {
    Q_OBJECT

public:
    enum class Export { csv, json };

    explicit TableView(const Theme &theme, QWidget *parent = nullptr);
    ~TableView() override;
    void setModel(QAbstractItemModel *model) override;
    // Widths in device-independent pixels before scaling; the column of width 0 takes what is left.
    void setColumnWidths(std::initializer_list<int> widths);
    // Columns of width 0 share the room by what stands in them, as far as it is in sight, instead of alike. For tables that change seldom:
    // a column whose width changes while it is read is worse than one that is cut.
    void shareByContent();
    void setEmptyText(const QString &text);

    // Between the indexes of the view and those of the model that was set; invalid where the row is filtered out.
    [[nodiscard]] QModelIndex toModel(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex fromModel(const QModelIndex &index) const;

    // -1: the model's own order.
    void sortBy(int column, Qt::SortOrder order = Qt::AscendingOrder);
    [[nodiscard]] int sortedBy() const { return m_sortColumn; }
    // Rows with these words in one of their cells, whatever their case; empty: all.
    void setFilter(const QString &words);
    [[nodiscard]] const QString &filter() const { return m_filterText; }
    void showFilter();
    void hideFilter();
    void setColumnShown(int column, bool shown);
    // The rows that are shown, with the columns that are shown, below a line of titles; of JSON an array of objects, numbers as numbers.
    [[nodiscard]] QByteArray exported(Export format) const;
    // The chosen rows as lines with tabs between their cells.
    [[nodiscard]] QString selectedText() const;
    // Copy, filter and export, for an owner who has a context menu of his own.
    void addTableActions(QMenu &menu);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;
    void updateGeometries() override;
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;

private:
    void layOut();
    // What each of the flexible columns gets of the room.
    [[nodiscard]] std::map<int, int> shares(const std::vector<int> &flexible, int room, int least) const;
    // Puts the proxy between model and view, or takes it away, as sorting and filter want it.
    void arrange();
    void placeFilter();
    void columnMenu(const QPoint &position);
    void titleClicked(int column);
    void askExport();
    void readSettings();
    void writeSettings() const;
    [[nodiscard]] QString settingsKey(const char *name) const;
    [[nodiscard]] QList<int> shownColumns() const;

    const Theme &m_theme;
    std::vector<int> m_widths;
    QString m_emptyText;
    QAbstractItemModel *m_model = nullptr;
    TableOrder *m_order = nullptr;
    TableFilter *m_filter = nullptr;
    QString m_filterText;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    bool m_settingsRead = false;
    bool m_byContent = false;
    QTimer m_layOut;
};

}  // namespace vitrine::ui
