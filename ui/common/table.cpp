// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/table.h"

#include <algorithm>

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

#include "ui/common/flat_model.h"
#include "ui/common/format.h"
#include "ui/common/paint.h"

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
    paintText(*painter, area, textOf(index), m_theme.font(mono ? Theme::Type::mono : Theme::Type::body), color,
              (right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

QSize TableDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {static_cast<int>(textWidth(m_theme.font(Theme::Type::body), textOf(index))) + m_theme.px(12), m_theme.px(26)};
}

TableView::TableView(const Theme &theme, QWidget *parent) : QTreeView(parent), m_theme(theme)
{
    setItemDelegate(new TableDelegate(theme, this));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(false);
    header()->setHighlightSections(false);
    header()->setMinimumSectionSize(24);
    connect(&theme, &Theme::changed, this, [this] { layOut(); });
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

void TableView::layOut()
{
    if (!model() || m_widths.empty()) return;
    const int count = std::min(header()->count(), static_cast<int>(m_widths.size()));
    int fixed = 0;
    int flexible = 0;
    for (int i = 0; i < count; ++i) {
        if (isColumnHidden(i)) continue;
        if (m_widths[static_cast<std::size_t>(i)] == 0) ++flexible;
        else fixed += m_theme.px(m_widths[static_cast<std::size_t>(i)]);
    }
    const int room = viewport()->width();
    // Too narrow for all: every column gives up the same share, the flexible ones keep a readable rest.
    const int flexibleMin = m_theme.px(72);
    const int left = std::max(flexible * flexibleMin, room - fixed);
    const double share = fixed > 0 && fixed + left > room ? std::max(0.6, static_cast<double>(room - left) / fixed) : 1.0;
    for (int i = 0; i < count; ++i) {
        const int width = m_widths[static_cast<std::size_t>(i)];
        setColumnWidth(i, width == 0 ? left / flexible : static_cast<int>(m_theme.px(width) * share));
    }
}

void TableView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    layOut();
}

void TableView::paintEvent(QPaintEvent *event)
{
    QTreeView::paintEvent(event);
    if (m_emptyText.isEmpty() || (model() && model()->rowCount() > 0)) return;
    QPainter painter(viewport());
    painter.setFont(m_theme.font(Theme::Type::body));
    painter.setPen(m_theme.colors().muted);
    painter.drawText(viewport()->rect().adjusted(m_theme.px(16), m_theme.px(8), -m_theme.px(16), -m_theme.px(8)),
                     static_cast<int>(Qt::AlignCenter) | Qt::TextWordWrap, m_emptyText);
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
    if (!event->matches(QKeySequence::Copy)) {
        QTreeView::keyPressEvent(event);
        return;
    }
    QStringList lines;
    QModelIndexList selected = selectionModel()->selectedRows();
    std::ranges::sort(selected, [](const QModelIndex &a, const QModelIndex &b) { return a.row() < b.row(); });
    for (const QModelIndex &row : selected) {
        QStringList cells;
        for (int column = 0; column < model()->columnCount(row.parent()); ++column)
            if (!isColumnHidden(column)) cells << TableDelegate::textOf(row.siblingAtColumn(column));
        lines << cells.join(QLatin1Char('\t'));
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

}  // namespace vitrine::ui
