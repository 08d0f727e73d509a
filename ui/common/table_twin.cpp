// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/table_twin.h"

#include <algorithm>
#include <utility>

#include <QApplication>
#include <QButtonGroup>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/common/user_settings.h"

namespace vitrine::ui {

TwinModel::TwinModel(std::function<std::vector<Column>()> columns, QObject *parent)
    : RowModel(parent), m_source(std::move(columns)), m_columns(m_source())
{
}

void TwinModel::retranslate()
{
    m_columns = m_source();
    FlatModel::retranslate();
}

QVariant TwinModel::cell(int index, int column, int role) const
{
    const TwinRow &entry = row(index);
    const auto at = static_cast<std::size_t>(column);
    if (at >= entry.cells.size()) return {};
    const TwinCell &cell = entry.cells[at];
    if (role == Qt::DisplayRole) return cell.value;
    if (role == SortRole) return cell.sort.isValid() ? cell.sort : cell.value;
    if (role == Qt::ToolTipRole) return entry.tip.isEmpty() ? QVariant() : QVariant(entry.tip);
    if (kind(column) == ColumnKind::marked && entry.mark != Mark::none) {
        if (role == MarkRole) return static_cast<int>(entry.mark);
        if (role == ToneRole) return static_cast<int>(entry.tone);
    }
    return {};
}

TableTwin::TableTwin(const Context &context, const QString &name, QWidget *drawing, QWidget *parent)
    : QWidget(parent), m_context(context), m_drawing(drawing), m_side(new QWidget(this)), m_bar(new QWidget(m_side)),
      m_barLayout(new QHBoxLayout(m_bar)), m_choice(new QButtonGroup(this)), m_stack(new QStackedWidget(m_side)),
      m_caption(new QLabel(m_side))
{
    setObjectName(name);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_drawing, 1);
    layout->addWidget(m_side, 1);
    auto *side = new QVBoxLayout(m_side);
    side->setContentsMargins(0, 0, 0, 0);
    side->setSpacing(0);
    side->addWidget(m_bar);
    side->addWidget(m_stack, 1);
    side->addWidget(m_caption);
    m_barLayout->addStretch(1);
    m_bar->hide();
    m_caption->hide();
    m_caption->setWordWrap(true);
    m_caption->setProperty("role", QStringLiteral("muted"));
    connect(m_choice, &QButtonGroup::idClicked, this, &TableTwin::setCurrentTable);
    connect(&context.theme, &Theme::changed, this, &TableTwin::applyTheme);
    m_showsTable = UserSettings::value(QStringLiteral("twins/") + name).toBool();
    applyTheme();
    arrange();
}

TableView &TableTwin::addTable(const QString &name, QAbstractItemModel *model)
{
    auto *table = new TableView(m_context.theme, m_stack);
    table->setObjectName(objectName() + QLatin1Char('-') + name);
    table->setModel(model);
    table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table->setContextMenuPolicy(Qt::CustomContextMenu);
    // A twin has all that is drawn, so it may be wider than the place of the drawing.
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    // The caption has the height that it needs, the table what is left.
    table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    const auto number = static_cast<int>(m_tables.size());
    m_tables << table;
    m_models << model;
    m_stack->addWidget(table);
    auto *button = new QToolButton(m_bar);
    button->setCheckable(true);
    button->setProperty("tab", true);
    button->setChecked(number == 0);
    m_choice->addButton(button, number);
    m_buttons << button;
    m_barLayout->insertWidget(number, button);
    m_bar->setVisible(m_tables.size() > 1);
    connect(table, &QWidget::customContextMenuRequested, this, [this, number](const QPoint &position) { openMenu(number, position); });
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this, table, number](const QModelIndex &current) {
        if (m_quiet || !current.isValid()) return;
        Q_EMIT rowChosen(number, table->toModel(current).row());
    });
    arrange();
    return *table;
}

void TableTwin::setTitles(const QStringList &titles)
{
    for (qsizetype i = 0; i < m_tables.size(); ++i) {
        m_buttons[i]->setText(titles.value(i));
        m_tables[i]->setAccessibleName(titles.value(i));
    }
}

void TableTwin::setCaption(const QString &text)
{
    m_caption->setText(text);
    m_caption->setVisible(!text.isEmpty());
}

int TableTwin::currentTable() const { return std::max(0, m_stack->currentIndex()); }

void TableTwin::setCurrentTable(int table)
{
    if (table == m_stack->currentIndex()) return;
    m_stack->setCurrentIndex(table);
    m_buttons[table]->setChecked(true);
    arrange();
    Q_EMIT changed();
}

void TableTwin::setShowsTable(bool on)
{
    if (on == m_showsTable) return;
    const QWidget *focus = QApplication::focusWidget();
    const bool hadFocus = focus && (focus == this || isAncestorOf(focus));
    m_showsTable = on;
    UserSettings::setValue(QStringLiteral("twins/") + objectName(), on);
    arrange();
    if (hadFocus) (on ? static_cast<QWidget *>(m_tables.value(currentTable())) : m_drawing)->setFocus(Qt::OtherFocusReason);
    Q_EMIT changed();
}

void TableTwin::arrange()
{
    m_side->setVisible(m_showsTable);
    m_drawing->setVisible(!m_showsTable);
    // Who goes to the drawing by a shortcut finds the table in its place.
    m_drawing->setFocusProxy(m_showsTable ? m_tables.value(currentTable()) : nullptr);
    // Some drawings have a height of their own; a table takes what there is.
    setSizePolicy(m_showsTable ? QSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding) : m_drawing->sizePolicy());
    updateGeometry();
}

void TableTwin::chooseRow(int table, int row)
{
    TableView &view = *m_tables[table];
    const QModelIndex index = row < 0 ? QModelIndex() : view.fromModel(m_models[table]->index(row, 0));
    if (index.row() == view.currentIndex().row()) return;
    quietly([&] {
        // Where a filter hides the row nothing is chosen.
        view.setCurrentIndex(index);
        if (!index.isValid()) view.clearSelection();
    });
}

void TableTwin::quietly(const std::function<void()> &change)
{
    const bool before = std::exchange(m_quiet, true);
    change();
    m_quiet = before;
}

void TableTwin::openMenu(int table, const QPoint &position)
{
    TableView &view = *m_tables[table];
    QModelIndex index = view.indexAt(position);
    // The menu key means the row that is chosen, wherever the pointer is.
    if (!index.isValid()) index = view.currentIndex();
    QMenu menu(this);
    menu.setToolTipsVisible(true);
    if (index.isValid()) Q_EMIT menuOpening(menu, table, view.toModel(index).row());
    view.addTableActions(menu);
    menu.exec(view.viewport()->mapToGlobal(position));
}

void TableTwin::applyTheme()
{
    const Theme &theme = m_context.theme;
    m_barLayout->setContentsMargins(theme.px(14), 0, theme.px(14), theme.px(4));
    m_barLayout->setSpacing(theme.px(4));
    m_caption->setFont(theme.font(Theme::Type::small));
    m_caption->setContentsMargins(theme.px(18), theme.px(6), theme.px(18), theme.px(6));
    m_side->layout()->setContentsMargins(0, 0, 0, theme.px(4));
    m_stack->setContentsMargins(theme.px(8), 0, theme.px(6), 0);
    m_stack->setMinimumHeight(theme.px(110));
}

}  // namespace vitrine::ui
