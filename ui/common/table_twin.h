// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <QList>
#include <QString>
#include <QStringList>
#include <QVariant>
#include <QWidget>

#include "ui/common/context.h"
#include "ui/common/flat_model.h"
#include "ui/common/paint.h"
#include "ui/common/table.h"

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QMenu;
class QStackedWidget;
class QToolButton;

namespace vitrine::ui {

// What a cell of a twin reads. Without a value nothing is known.
struct TwinCell {
    TwinCell() = default;
    TwinCell(const QString &text) : value(text) {}
    TwinCell(qlonglong number) : value(number) {}
    TwinCell(std::optional<qlonglong> number) : value(number ? QVariant(*number) : QVariant()) {}
    // A text that stands for a number.
    TwinCell(const QString &text, const QVariant &sortedBy) : value(text), sort(sortedBy) {}
    QVariant value;
    QVariant sort;
    friend bool operator==(const TwinCell &, const TwinCell &) = default;
};

struct TwinRow {
    std::vector<qlonglong> id;      // what it is, and where it stands among the others
    std::vector<TwinCell> cells;    // by column
    Mark mark = Mark::none;         // of the first column that is `marked`
    Tone tone = Tone::text;
    QString tip;                    // of the whole row
    [[nodiscard]] const std::vector<qlonglong> &key() const { return id; }
    friend bool operator==(const TwinRow &, const TwinRow &) = default;
};

// The rows of a twin whose owner makes them anew with each picture: of hundreds of rows, not of tens of thousands.
class TwinModel : public RowModel<TwinRow> {
    Q_OBJECT

public:
    struct Column {
        QString title;
        ColumnKind kind = ColumnKind::text;
    };
    // `columns` is asked again when the language changes; it always gives as many.
    TwinModel(std::function<std::vector<Column>()> columns, QObject *parent);
    void retranslate();

protected:
    [[nodiscard]] int columns() const override { return static_cast<int>(m_columns.size()); }
    [[nodiscard]] QString title(int column) const override { return m_columns[static_cast<std::size_t>(column)].title; }
    [[nodiscard]] ColumnKind kind(int column) const override { return m_columns[static_cast<std::size_t>(column)].kind; }
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    std::function<std::vector<Column>()> m_source;
    std::vector<Column> m_columns;
};

// A drawn view and, in its place, one or more tables that say the same: for who listens or has no mouse, and for who wants to sort, filter,
// copy or export what is drawn.
//
// There is one control for all of them: the header of a panel has a button where its page has a twin (PanelHeader), and the window an
// action for the panel that has the focus; both go through Page::setShowsTables(), which turns all drawings of the page at once. What was
// shown last is kept between runs under the twin's name. A page with twins is told by refresh(nullptr) that other things have come into
// sight.
class TableTwin : public QWidget {
    Q_OBJECT

public:
    // `name`: also the beginning of the tables' names, under which they keep order and columns.
    TableTwin(const Context &context, const QString &name, QWidget *drawing, QWidget *parent = nullptr);

    // The model belongs to its owner. Of several tables one is shown, chosen by its title.
    TableView &addTable(const QString &name, QAbstractItemModel *model);
    // In the language of the window, in the order in which the tables were added.
    void setTitles(const QStringList &titles);
    // What the drawing says in words; stands below the table.
    void setCaption(const QString &text);

    [[nodiscard]] bool showsTable() const { return m_showsTable; }
    void setShowsTable(bool on);
    // The table that is shown, or would be.
    [[nodiscard]] int currentTable() const;
    void setCurrentTable(int table);
    [[nodiscard]] bool shows(int table) const { return m_showsTable && currentTable() == table; }
    [[nodiscard]] TableView &table(int table = 0) const { return *m_tables[table]; }
    // A row of the model; -1: none. Not told again by rowChosen().
    void chooseRow(int table, int row);
    // What is done to the models in there is nobody's choice: a row that goes takes no other one's place in the selection.
    void quietly(const std::function<void()> &change);

Q_SIGNALS:
    // Drawing or table, or another table: what comes into sight has not been told of changes.
    void changed();
    // By the user; a row of the model.
    void rowChosen(int table, int row);
    // The menu of a row is about to be shown: what can be done goes in front of what every table has.
    void menuOpening(QMenu &menu, int table, int row);

private:
    void applyTheme();
    void arrange();
    void openMenu(int table, const QPoint &position);

    Context m_context;
    QWidget *m_drawing;
    QWidget *m_side;  // tables and what belongs to them
    QWidget *m_bar;
    QHBoxLayout *m_barLayout;
    QButtonGroup *m_choice;
    QList<QToolButton *> m_buttons;
    QStackedWidget *m_stack;
    QList<TableView *> m_tables;
    QList<QAbstractItemModel *> m_models;
    QLabel *m_caption;
    bool m_showsTable = false;
    bool m_quiet = false;
};

}  // namespace vitrine::ui
