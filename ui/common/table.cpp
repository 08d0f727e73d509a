// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/table.h"

#include <algorithm>
#include <functional>
#include <utility>

#include <QApplication>
#include <QClipboard>
#include <QCollator>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPainter>
#include <QSaveFile>
#include <QSortFilterProxyModel>
#include <QToolButton>

#include "ui/common/flat_model.h"
#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/paint.h"
#include "ui/common/user_settings.h"

namespace vitrine::ui {

QColor shapeColor(const Theme &theme, Tone tone)
{
    const Colors &c = theme.colors();
    switch (tone) {
    case Tone::text: return c.text;
    case Tone::muted: return c.muted;
    case Tone::faint: return c.faint;
    case Tone::good: return c.good;
    case Tone::warning: return c.warning;
    case Tone::bad: return c.bad;
    case Tone::leader: return c.leader;
    case Tone::inSync: return c.inSyncLine;
    case Tone::offline: return c.offline;
    case Tone::moving: return c.moving;
    case Tone::records: return c.records;
    }
    return c.text;
}

QColor textColor(const Theme &theme, Tone tone)
{
    const Colors &c = theme.colors();
    switch (tone) {
    case Tone::text: return c.text;
    case Tone::muted: return c.muted;
    case Tone::faint: return c.faint;
    case Tone::good: return c.goodText;
    case Tone::warning: return c.warningText;
    case Tone::bad: return c.badText;
    case Tone::leader:
    case Tone::inSync: return c.leaderText;
    case Tone::offline: return c.offlineText;
    case Tone::moving: return c.moving;
    case Tone::records: return c.warningText;
    }
    return c.text;
}

namespace {

// A cell may differ from its column.
ColumnKind kindOf(const QModelIndex &index)
{
    const QVariant own = index.data(FlatModel::KindRole);
    const QVariant kind = own.isValid() ? own : index.model()->headerData(index.column(), Qt::Horizontal, FlatModel::KindRole);
    return static_cast<ColumnKind>(kind.toInt());
}

}  // namespace

TableDelegate::TableDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

QString TableDelegate::textOf(const QModelIndex &index)
{
    const QVariant value = index.data(Qt::DisplayRole);
    if (!value.isValid()) return {};
    const auto kind = kindOf(index);
    if (value.typeId() == QMetaType::QString) return value.toString();
    switch (kind) {
    case ColumnKind::text:
    case ColumnKind::mono:
    case ColumnKind::marked: return value.toString();
    case ColumnKind::number: return Format::number(value.toLongLong());
    case ColumnKind::bytes: return Format::bytes(value.toLongLong());
    case ColumnKind::time: return Format::timeOfDay(wall_time(value.toLongLong()));
    case ColumnKind::dateTime: return Format::dateTime(wall_time(value.toLongLong()));
    }
    return {};
}

void TableDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem background = option;
    background.text.clear();
    background.state.setFlag(QStyle::State_HasFocus, false);
    const QWidget *widget = option.widget;
    QStyle *style = widget ? widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &background, painter, widget);

    const auto kind = kindOf(index);
    const int padding = m_theme.px(6);
    QRectF area = QRectF(option.rect).adjusted(padding, 0, -padding, 0);
    const QVariant toneValue = index.data(FlatModel::ToneRole);
    const Tone tone = toneValue.isValid() ? static_cast<Tone>(toneValue.toInt()) : Tone::text;
    const QVariant mark = index.data(FlatModel::MarkRole);
    if (mark.isValid() && mark.toInt() != static_cast<int>(Mark::none)) {
        const qreal size = m_theme.pxf(9);
        paintMark(*painter, static_cast<Mark>(mark.toInt()), QRectF(area.left(), area.center().y() - size / 2, size, size),
                  shapeColor(m_theme, tone));
        area.setLeft(area.left() + size + m_theme.px(7));
    }
    const bool right = kind == ColumnKind::number || kind == ColumnKind::bytes;
    const bool mono = right || kind == ColumnKind::mono || kind == ColumnKind::time || kind == ColumnKind::dateTime;
    const bool faint = index.data(FlatModel::FaintRole).toBool();
    const bool toned = toneValue.isValid() && kind != ColumnKind::marked;
    const QColor color = faint ? m_theme.colors().muted : toned ? textColor(m_theme, tone) : m_theme.colors().text;
    const QFont font = m_theme.font(mono ? Theme::Type::mono : Theme::Type::body);
    QString text = textOf(index);
    // A number that is cut would be another one.
    if (kind == ColumnKind::number && textWidth(font, text) > area.width() && index.data().typeId() != QMetaType::QString)
        text = Format::shortNumber(index.data().toLongLong());
    // Names differ at their ends, sentences and codes (NOT_LEADER_OR_FOLLOWER) at their beginnings.
    const bool name = !mono && !text.contains(QLatin1Char(' ')) && (text.toUpper() != text || !text.contains(QLatin1Char('_')));
    paintText(*painter, area, text, font, color, (right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
              name ? Qt::ElideMiddle : Qt::ElideRight);
}

QSize TableDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {static_cast<int>(textWidth(m_theme.font(Theme::Type::body), textOf(index))) + m_theme.px(12), m_theme.px(26)};
}

// Sorts by the values that the columns stand for and keeps the rows that have the wanted words.
class TableOrder : public QSortFilterProxyModel {
public:
    explicit TableOrder(QObject *parent) : QSortFilterProxyModel(parent)
    {
        setDynamicSortFilter(true);
        setRecursiveFilteringEnabled(true);
        setAutoAcceptChildRows(true);
        // Numbers by their value, which no collation of the C locale knows.
        if (m_collator.locale().language() == QLocale::C) m_collator.setLocale(QLocale(QLocale::English));
        m_collator.setNumericMode(true);
        m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    }
    void setWords(const QString &words)
    {
        m_words = words.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
        invalidateFilter();
    }

protected:
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override
    {
        const auto valueOf = [](const QModelIndex &index) {
            const QVariant value = index.data(FlatModel::SortRole);
            return value.isValid() ? value : index.data(Qt::DisplayRole);
        };
        const QVariant a = valueOf(left);
        const QVariant b = valueOf(right);
        if (a.typeId() == QMetaType::QString && b.typeId() == QMetaType::QString) return m_collator.compare(a.toString(), b.toString()) < 0;
        const QPartialOrdering order = QVariant::compare(a, b);
        // A cell without a value stands below all others.
        return order == QPartialOrdering::Unordered ? !a.isValid() && b.isValid() : order == QPartialOrdering::Less;
    }
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        return std::ranges::all_of(m_words, [&](const QString &word) {
            for (int column = 0; column < sourceModel()->columnCount(parent); ++column)
                if (TableDelegate::textOf(sourceModel()->index(row, column, parent)).contains(word, Qt::CaseInsensitive)) return true;
            return false;
        });
    }

private:
    QCollator m_collator;
    QStringList m_words;
};

// The line below a table in which the words of the filter are typed.
class TableFilter : public QFrame {
public:
    TableFilter(const Theme &theme, TableView *table)
        : QFrame(table), field(new QLineEdit(this)), count(new QLabel(this)), close(new QToolButton(this)), m_theme(theme),
          m_layout(new QHBoxLayout(this))
    {
        setObjectName(QStringLiteral("tableFilter"));
        m_layout->addWidget(field, 1);
        m_layout->addWidget(count);
        m_layout->addWidget(close);
        count->setProperty("role", QStringLiteral("muted"));
        field->setClearButtonEnabled(false);
        close->setFocusPolicy(Qt::TabFocus);
        fit();
        hide();
    }
    void fit()
    {
        m_layout->setContentsMargins(m_theme.px(8), m_theme.px(4), m_theme.px(6), m_theme.px(4));
        m_layout->setSpacing(m_theme.px(8));
        count->setFont(m_theme.font(Theme::Type::small));
        close->setIcon(lineIcon(m_theme, QStringLiteral("close")));
        close->setIconSize(QSize(m_theme.px(14), m_theme.px(14)));
        field->addAction(lineIcon(m_theme, QStringLiteral("filter")), QLineEdit::LeadingPosition);
    }
    QLineEdit *field;
    QLabel *count;
    QToolButton *close;

private:
    const Theme &m_theme;
    QHBoxLayout *m_layout;
};

TableView::TableView(const Theme &theme, QWidget *parent) : QTreeView(parent), m_theme(theme)
{
    setItemDelegate(new TableDelegate(theme, this));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(false);
    header()->setHighlightSections(false);
    header()->setMinimumSectionSize(24);
    header()->setSectionsClickable(true);
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header(), &QHeaderView::sectionClicked, this, &TableView::titleClicked);
    connect(header(), &QHeaderView::customContextMenuRequested, this, &TableView::columnMenu);
    connect(&theme, &Theme::changed, this, [this] { layOut(); });
}

TableView::~TableView() = default;

void TableView::setModel(QAbstractItemModel *model)
{
    m_model = model;
    TableOrder *old = std::exchange(m_order, nullptr);
    QTreeView::setModel(model);
    delete old;
    arrange();
}

QModelIndex TableView::toModel(const QModelIndex &index) const
{
    return m_order && index.model() == m_order ? m_order->mapToSource(index) : index;
}

QModelIndex TableView::fromModel(const QModelIndex &index) const
{
    return m_order && index.isValid() && index.model() == m_model ? m_order->mapFromSource(index) : index;
}

void TableView::arrange()
{
    if (!m_model) return;
    const bool wanted = m_sortColumn >= 0 || !m_filterText.isEmpty();
    if (wanted != (m_order != nullptr)) {
        // The owner listens to the selection model and must not notice the change.
        QItemSelectionModel *selection = selectionModel();
        const QModelIndex current = toModel(currentIndex());
        QModelIndexList chosen;
        for (const QModelIndex &row : selection->selectedRows()) chosen << toModel(row);
        QList<QPersistentModelIndex> open;
        if (rootIsDecorated())
            for (int row = 0; row < model()->rowCount(); ++row)
                if (const QModelIndex index = model()->index(row, 0); isExpanded(index)) open << toModel(index);
        TableOrder *old = m_order;
        m_order = nullptr;
        if (wanted) {
            m_order = new TableOrder(this);
            m_order->setSourceModel(m_model);
        }
        QAbstractItemModel *next = m_order ? static_cast<QAbstractItemModel *>(m_order) : m_model;
        {
            const QSignalBlocker quiet(selection);
            const QItemSelectionModel *fresh = nullptr;
            QTreeView::setModel(next);
            fresh = selectionModel();
            selection->setModel(next);
            setSelectionModel(selection);
            delete fresh;
            if (m_order) m_order->setWords(m_filterText);
            if (current.isValid()) selection->setCurrentIndex(fromModel(current), QItemSelectionModel::NoUpdate);
            for (const QModelIndex &row : chosen)
                selection->select(fromModel(row), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        }
        delete old;
        for (const QPersistentModelIndex &index : open) expand(fromModel(index));
        layOut();
    }
    if (m_order) {
        m_order->setWords(m_filterText);
        m_order->sort(m_sortColumn, m_sortOrder);
    }
    header()->setSortIndicatorShown(m_sortColumn >= 0);
    if (m_sortColumn >= 0) header()->setSortIndicator(m_sortColumn, m_sortOrder);
    if (m_filter && m_filter->isVisibleTo(this)) placeFilter();
    viewport()->update();
}

void TableView::sortBy(int column, Qt::SortOrder order)
{
    m_sortColumn = m_model && column < m_model->columnCount() ? column : -1;
    m_sortOrder = order;
    arrange();
}

void TableView::titleClicked(int column)
{
    // Up, down, and as the model has them.
    if (column != m_sortColumn) sortBy(column, Qt::AscendingOrder);
    else if (m_sortOrder == Qt::AscendingOrder) sortBy(column, Qt::DescendingOrder);
    else sortBy(-1);
    writeSettings();
}

void TableView::setFilter(const QString &words)
{
    m_filterText = words.simplified();
    arrange();
}

void TableView::showFilter()
{
    if (!m_filter) {
        m_filter = new TableFilter(m_theme, this);
        connect(m_filter->field, &QLineEdit::textChanged, this, &TableView::setFilter);
        connect(m_filter->close, &QToolButton::clicked, this, &TableView::hideFilter);
        connect(&m_theme, &Theme::changed, m_filter, [this] {
            for (QAction *action : m_filter->field->actions()) m_filter->field->removeAction(action);
            m_filter->fit();
        });
    }
    m_filter->field->setPlaceholderText(tr("Rows that have these words"));
    m_filter->field->setAccessibleName(tr("Filter"));
    m_filter->close->setAccessibleName(tr("Close the filter"));
    m_filter->close->setToolTip(tr("Show all rows again (Esc)"));
    m_filter->show();
    updateGeometries();
    placeFilter();
    m_filter->field->setFocus(Qt::ShortcutFocusReason);
    m_filter->field->selectAll();
}

void TableView::hideFilter()
{
    if (!m_filter) return;
    m_filter->hide();
    m_filter->field->clear();
    updateGeometries();
    setFocus(Qt::OtherFocusReason);
}

void TableView::placeFilter()
{
    const int height = m_filter->sizeHint().height();
    m_filter->setGeometry(0, this->height() - height, width(), height);
    m_filter->raise();
    const int shown = model() ? model()->rowCount() : 0;
    m_filter->count->setText(
        m_filterText.isEmpty() || !m_model ? QString() : tr("%1 of %2").arg(Format::number(shown), Format::number(m_model->rowCount())));
}

void TableView::updateGeometries()
{
    QTreeView::updateGeometries();
    QMargins margins = viewportMargins();
    const int bottom = m_filter && m_filter->isVisibleTo(this) ? m_filter->sizeHint().height() : 0;
    if (margins.bottom() == bottom) return;
    margins.setBottom(bottom);
    setViewportMargins(margins);
}

QList<int> TableView::shownColumns() const
{
    QList<int> columns;
    for (int column = 0; model() && column < model()->columnCount(); ++column)
        if (!isColumnHidden(column)) columns << column;
    return columns;
}

void TableView::setColumnShown(int column, bool shown)
{
    // One column always stays.
    if (!shown && shownColumns() == QList<int>{column}) return;
    setColumnHidden(column, !shown);
    layOut();
    writeSettings();
}

void TableView::columnMenu(const QPoint &position)
{
    if (!model()) return;
    QMenu menu(this);
    for (int column = 0; column < model()->columnCount(); ++column) {
        QAction *action = menu.addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(isColumnHidden(column) || shownColumns().size() > 1);
        connect(action, &QAction::toggled, this, [this, column](bool shown) { setColumnShown(column, shown); });
    }
    menu.addSeparator();
    connect(menu.addAction(tr("All columns, in their own order")), &QAction::triggered, this, [this] {
        for (int column = 0; column < model()->columnCount(); ++column) setColumnHidden(column, false);
        sortBy(-1);
        layOut();
        writeSettings();
    });
    menu.exec(header()->mapToGlobal(position));
}

void TableView::addTableActions(QMenu &menu)
{
    if (!menu.isEmpty()) menu.addSeparator();
    const auto add = [&](const QString &icon, const QString &text, const QKeySequence &keys, bool enabled, const auto &deed) {
        QAction *action = menu.addAction(lineIcon(m_theme, icon), text);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        action->setEnabled(enabled);
        connect(action, &QAction::triggered, this, deed);
    };
    const bool chosen = selectionModel() && selectionModel()->hasSelection();
    const QString cell = currentIndex().isValid() ? TableDelegate::textOf(currentIndex()) : QString();
    const qsizetype rows = chosen ? selectionModel()->selectedRows().size() : 0;
    add(QStringLiteral("copy"), rows > 1 ? tr("Copy %n row(s)", nullptr, static_cast<int>(rows)) : tr("Copy row"), QKeySequence::Copy,
        chosen, [this] { QGuiApplication::clipboard()->setText(selectedText()); });
    add(QStringLiteral("copy"), tr("Copy cell"), {}, !cell.isEmpty(), [cell] { QGuiApplication::clipboard()->setText(cell); });
    menu.addSeparator();
    add(QStringLiteral("filter"), tr("Filter rows…"), QKeySequence::Find, m_model != nullptr, [this] { showFilter(); });
    add(QStringLiteral("export"), tr("Export what is shown…"), {}, model() && model()->rowCount() > 0, [this] { askExport(); });
}

void TableView::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    addTableActions(menu);
    menu.exec(event->globalPos());
}

QString TableView::selectedText() const
{
    QStringList lines;
    QModelIndexList selected = selectionModel() ? selectionModel()->selectedRows() : QModelIndexList();
    // In the order in which they stand, those of a branch below it.
    const auto place = [](const QModelIndex &index) {
        return index.parent().isValid() ? std::pair(index.parent().row(), index.row()) : std::pair(index.row(), -1);
    };
    std::ranges::sort(selected, {}, place);
    for (const QModelIndex &row : selected) {
        QStringList cells;
        for (const int column : shownColumns()) cells << TableDelegate::textOf(row.siblingAtColumn(column));
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n'));
}

QByteArray TableView::exported(Export format) const
{
    if (!model()) return {};
    const QList<int> columns = shownColumns();
    QStringList titles;
    for (const int column : columns) titles << model()->headerData(column, Qt::Horizontal).toString();
    QByteArray text;
    QJsonArray array;
    const auto line = [&](const QStringList &cells) {
        QStringList quoted;
        for (QString cell : cells) {
            // RFC 4180.
            const bool quotes = std::ranges::any_of(cell, [](QChar c) { return QStringLiteral(",\"\r\n").contains(c); });
            quoted << (quotes ? QLatin1Char('"') + cell.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"') : cell);
        }
        text += quoted.join(QLatin1Char(',')).toUtf8() + "\r\n";
    };
    // A number without the separators that are for eyes.
    const auto bare = [](const QModelIndex &index) {
        const QVariant value = index.data(Qt::DisplayRole);
        const auto kind = kindOf(index);
        return (kind == ColumnKind::number || kind == ColumnKind::bytes) && value.isValid() && value.typeId() != QMetaType::QString
                   ? value
                   : QVariant();
    };
    const std::function<void(const QModelIndex &)> rows = [&](const QModelIndex &parent) {
        for (int row = 0; row < model()->rowCount(parent); ++row) {
            QStringList cells;
            QJsonObject object;
            for (qsizetype i = 0; i < columns.size(); ++i) {
                const QModelIndex index = model()->index(row, columns[i], parent);
                const QVariant number = bare(index);
                const QString cell = number.isValid() ? QString::number(number.toLongLong()) : TableDelegate::textOf(index);
                if (format == Export::csv) cells << cell;
                else object.insert(titles[i], number.isValid() ? QJsonValue(number.toLongLong()) : QJsonValue(cell));
            }
            if (format == Export::csv) line(cells);
            else array.append(object);
            rows(model()->index(row, 0, parent));
        }
    };
    if (format == Export::csv) line(titles);
    rows({});
    return format == Export::csv ? text : QJsonDocument(array).toJson(QJsonDocument::Indented);
}

void TableView::askExport()
{
    const QString csv = tr("CSV (*.csv)");
    const QString json = tr("JSON (*.json)");
    QString chosen = csv;
    QString name = QFileDialog::getSaveFileName(this, tr("Export what is shown"), {}, csv + QStringLiteral(";;") + json, &chosen);
    if (name.isEmpty()) return;
    const bool asJson = name.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive) ||
                        (chosen == json && !name.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive));
    if (QFileInfo(name).suffix().isEmpty()) name += asJson ? QStringLiteral(".json") : QStringLiteral(".csv");
    QSaveFile file(name);
    const QByteArray text = exported(asJson ? Export::json : Export::csv);
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit()) return;
    QMessageBox::warning(this, QStringLiteral("Vitrine"), tr("%1 cannot be written: %2").arg(name, file.errorString()));
}

QString TableView::settingsKey(const char *name) const
{
    return QStringLiteral("tables/") + objectName() + QLatin1Char('/') + QLatin1String(name);
}

void TableView::readSettings()
{
    if (m_settingsRead || objectName().isEmpty() || !model()) return;
    m_settingsRead = true;
    const QStringList hidden = UserSettings::value(settingsKey("hidden")).toStringList();
    for (const QString &column : hidden)
        if (column.toInt() < model()->columnCount() && shownColumns().size() > 1) setColumnHidden(column.toInt(), true);
    const int sorted = UserSettings::value(settingsKey("sort"), -1).toInt();
    if (sorted >= 0) sortBy(sorted, UserSettings::value(settingsKey("descending")).toBool() ? Qt::DescendingOrder : Qt::AscendingOrder);
    layOut();
}

void TableView::writeSettings() const
{
    if (objectName().isEmpty() || !model()) return;
    QStringList hidden;
    for (int column = 0; column < model()->columnCount(); ++column)
        if (isColumnHidden(column)) hidden << QString::number(column);
    UserSettings::setValue(settingsKey("hidden"), hidden);
    UserSettings::setValue(settingsKey("sort"), m_sortColumn);
    UserSettings::setValue(settingsKey("descending"), m_sortOrder == Qt::DescendingOrder);
}

bool TableView::event(QEvent *event)
{
    // Known by its name only after it was made.
    if (event->type() == QEvent::Show) readSettings();
    if (event->type() == QEvent::ShortcutOverride) {
        // In a table these two are its own, whatever they mean to the window.
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Find) || key->matches(QKeySequence::Copy)) {
            event->accept();
            return true;
        }
    }
    return QTreeView::event(event);
}

void TableView::setColumnWidths(std::initializer_list<int> widths)
{
    m_widths = widths;
    layOut();
}

void TableView::setEmptyText(const QString &text)
{
    m_emptyText = text;
    viewport()->update();
}

void TableView::shareByContent()
{
    if (m_byContent) return;
    m_byContent = true;
    m_layOut.setObjectName(QStringLiteral("columns"));
    m_layOut.setSingleShot(true);
    connect(&m_layOut, &QTimer::timeout, this, &TableView::layOut);
    const auto soon = [this] { m_layOut.start(); };
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) connect(m_model, signal, this, soon);
    connect(m_model, &QAbstractItemModel::dataChanged, this, soon);
    connect(m_model, &QAbstractItemModel::modelReset, this, soon);
    layOut();
}

std::map<int, int> TableView::shares(const std::vector<int> &flexible, int room, int least) const
{
    std::map<int, int> parts;
    const int alike = flexible.empty() ? 0 : room / static_cast<int>(flexible.size());
    for (const int column : flexible) parts[column] = alike;
    if (!m_byContent || flexible.size() < 2) return parts;
    // Who needs less than an equal part gives the rest to those who need more; the last of them takes what nobody needs.
    std::vector<std::pair<int, int>> wants;
    for (const int column : flexible) wants.emplace_back(std::max(least, sizeHintForColumn(column) + m_theme.px(8)), column);
    std::ranges::sort(wants);
    for (std::size_t i = 0; i < wants.size(); ++i) {
        const auto &[want, column] = wants[i];
        const int part = i + 1 == wants.size() ? room : std::min(want, room / static_cast<int>(wants.size() - i));
        parts[column] = part;
        room -= part;
    }
    return parts;
}

void TableView::layOut()
{
    if (!model() || m_widths.empty()) return;
    const int count = std::min(header()->count(), static_cast<int>(m_widths.size()));
    int fixed = 0;
    std::vector<int> flexible;
    int lastShown = -1;
    for (int i = 0; i < count; ++i) {
        if (isColumnHidden(i)) continue;
        lastShown = i;
        if (m_widths[static_cast<std::size_t>(i)] == 0) flexible.push_back(i);
        else fixed += m_theme.px(m_widths[static_cast<std::size_t>(i)]);
    }
    const int room = viewport()->width();
    // Too narrow for all: a table that scrolls sideways keeps its widths; else every column gives up the same share, and the flexible ones
    // keep a readable rest.
    const bool scrolls = horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff;
    const int flexibleMin = m_theme.px(scrolls ? 140 : 72);
    const int left = std::max(static_cast<int>(flexible.size()) * flexibleMin, room - fixed);
    const double share = !scrolls && fixed > 0 && fixed + left > room ? std::max(0.6, static_cast<double>(room - left) / fixed) : 1.0;
    const std::map<int, int> parts = shares(flexible, left, flexibleMin);
    for (int i = 0; i < count; ++i) {
        if (isColumnHidden(i)) continue;
        const int width = m_widths[static_cast<std::size_t>(i)];
        setColumnWidth(i, width == 0 ? parts.at(i) : static_cast<int>(m_theme.px(width) * share));
        // Where the one that takes the rest is hidden, the last one does.
        if (flexible.empty() && i == lastShown) setColumnWidth(i, columnWidth(i) + std::max(0, room - fixed));
    }
}

void TableView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    layOut();
    if (m_filter && m_filter->isVisibleTo(this)) placeFilter();
}

void TableView::paintEvent(QPaintEvent *event)
{
    QTreeView::paintEvent(event);
    // Where the keys are, if the selection does not show it. The style's own mark knows nothing of the theme: a tree asks for it without
    // saying for whom.
    if (hasFocus() && currentIndex().isValid() && !selectionModel()->isSelected(currentIndex())) {
        const QRect cell = visualRect(currentIndex());
        QPainter painter(viewport());
        paintBox(painter, QRect(0, cell.top(), viewport()->width(), cell.height()), m_theme.px(3), {}, m_theme.colors().leader);
    }
    if (model() && model()->rowCount() > 0) return;
    const bool filteredOut = !m_filterText.isEmpty() && m_model && m_model->rowCount() > 0;
    const QString text = filteredOut ? tr("No row has these words: %1").arg(m_filterText) : m_emptyText;
    if (text.isEmpty()) return;
    QPainter painter(viewport());
    painter.setFont(m_theme.font(Theme::Type::body));
    painter.setPen(m_theme.colors().muted);
    painter.drawText(viewport()->rect().adjusted(m_theme.px(16), m_theme.px(8), -m_theme.px(16), -m_theme.px(8)),
                     static_cast<int>(Qt::AlignCenter) | Qt::TextWordWrap, text);
}

void TableView::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    if (rootIsDecorated()) {
        if (selectionModel() && selectionModel()->isSelected(index)) painter->fillRect(rect, m_theme.colors().selection);
        if (model()->hasChildren(index)) {
            const QRectF area(rect.right() - m_theme.px(18), rect.top(), m_theme.px(16), rect.height());
            paintChevron(*painter, area, isExpanded(index) ? Chevron::down : Chevron::right, m_theme.colors().muted);
        }
    }
}

void TableView::keyPressEvent(QKeyEvent *event)
{
    const bool filtering = m_filter && m_filter->isVisibleTo(this);
    if (event->matches(QKeySequence::Copy)) QGuiApplication::clipboard()->setText(selectedText());
    else if (event->matches(QKeySequence::Find)) showFilter();
    else if (filtering && event->key() == Qt::Key_Escape) hideFilter();
    else if (filtering && m_filter->field->hasFocus()) event->ignore();
    else QTreeView::keyPressEvent(event);
}

}  // namespace vitrine::ui
