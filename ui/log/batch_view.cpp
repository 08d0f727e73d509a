// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/batch_view.h"

#include <algorithm>

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QRegularExpressionValidator>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/common/format.h"
#include "ui/common/theme.h"

namespace vitrine::ui {

BatchView::BatchView(const Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_showBytes(new QToolButton(this)), m_showIndexes(new QToolButton(this)),
      m_caption(new QLabel(this)), m_halves(new QStackedWidget(this)), m_bytes(new QSplitter(m_halves)), m_tree(new QTreeWidget(m_bytes)),
      m_hex(new HexView(context.theme, m_bytes)), m_lookUpLabel(new QLabel(this)), m_lookUp(new QLineEdit(this)),
      m_lookUpAnswer(new QLabel(this)), m_positions(new PositionsModel(this)), m_times(new TimesModel(this)),
      m_positionsTable(new TableView(context.theme, this)), m_timesTable(new TableView(context.theme, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *bar = new QHBoxLayout;
    auto *halves = new QButtonGroup(this);
    for (QToolButton *button : {m_showBytes, m_showIndexes}) {
        button->setCheckable(true);
        button->setProperty("tab", true);
        halves->addButton(button);
        bar->addWidget(button);
    }
    m_showBytes->setChecked(true);
    bar->addWidget(m_caption, 1);
    column->addLayout(bar);
    column->addWidget(m_halves, 1);
    m_caption->setProperty("role", QStringLiteral("muted"));
    m_caption->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_caption->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);

    m_tree->setColumnCount(3);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->header()->setStretchLastSection(true);
    m_bytes->addWidget(m_tree);
    m_bytes->addWidget(m_hex);
    m_bytes->setHandleWidth(1);
    m_bytes->setChildrenCollapsible(false);
    m_bytes->setStretchFactor(0, 1);
    m_bytes->setStretchFactor(1, 1);
    m_halves->addWidget(m_bytes);

    auto *indexes = new QWidget(m_halves);
    auto *indexColumn = new QVBoxLayout(indexes);
    indexColumn->setContentsMargins(0, 0, 0, 0);
    auto *lookUp = new QHBoxLayout;
    lookUp->setObjectName(QStringLiteral("lookUp"));
    lookUp->addWidget(m_lookUpLabel);
    lookUp->addWidget(m_lookUp);
    lookUp->addWidget(m_lookUpAnswer, 1);
    indexColumn->addLayout(lookUp);
    auto *tables = new QHBoxLayout;
    // A time is longer than a position.
    tables->addWidget(m_positionsTable, 5);
    tables->addWidget(m_timesTable, 7);
    indexColumn->addLayout(tables, 1);
    m_halves->addWidget(indexes);
    m_positionsTable->setModel(m_positions);
    m_positionsTable->setColumnWidths({0, 130});
    m_timesTable->setModel(m_times);
    m_timesTable->setColumnWidths({0, 110});
    m_lookUp->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{0,18}")), m_lookUp));
    m_lookUpAnswer->setWordWrap(true);
    m_lookUpAnswer->setProperty("role", QStringLiteral("muted"));
    m_lookUpLabel->setProperty("role", QStringLiteral("muted"));

    connect(m_showBytes, &QToolButton::clicked, this, [this] { showHalf(false); });
    connect(m_showIndexes, &QToolButton::clicked, this, [this] { showHalf(true); });
    connect(m_lookUp, &QLineEdit::textChanged, this, &BatchView::answerLookUp);
    connect(m_tree, &QTreeWidget::itemExpanded, this, &BatchView::populate);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem *item) { fieldChosen(item); });
    connect(m_hex, &HexView::byteChosen, this, [this](qsizetype byte) {
        const std::vector<int> path = BatchFields::pathTo(m_fields, m_source, byte);
        if (QTreeWidgetItem *item = path.empty() ? nullptr : itemAt(path)) m_tree->setCurrentItem(item);
    });
}

QTreeWidgetItem *BatchView::makeItem(const BatchField &field)
{
    auto *item = new QTreeWidgetItem({field.name, field.value, field.meaning});
    item->setToolTip(1, field.value);
    item->setToolTip(2, field.meaning);
    // Children are made when somebody looks: a batch may have thousands of records.
    if (!field.children.empty()) item->setChildIndicatorPolicy(QTreeWidgetItem::ShowIndicator);
    return item;
}

void BatchView::showBatch(const std::optional<LogBatch> &batch)
{
    m_tree->clear();
    m_batch = batch;
    m_fields.clear();
    if (batch) m_fields = BatchFields::decode(batch->bytes, batch->plainRecords);
    QList<QTreeWidgetItem *> items;
    for (const BatchField &field : m_fields) items.append(makeItem(field));
    m_tree->addTopLevelItems(items);
    showSource(BatchField::Source::stored);
}

const BatchField *BatchView::fieldOf(const QTreeWidgetItem *item) const
{
    if (!item) return nullptr;
    const QTreeWidgetItem *parent = item->parent();
    if (!parent) {
        const int place = m_tree->indexOfTopLevelItem(const_cast<QTreeWidgetItem *>(item));
        return place < 0 || place >= static_cast<int>(m_fields.size()) ? nullptr : &m_fields[static_cast<std::size_t>(place)];
    }
    const BatchField *field = fieldOf(parent);
    const int place = parent->indexOfChild(const_cast<QTreeWidgetItem *>(item));
    return field && place >= 0 && place < static_cast<int>(field->children.size()) ? &field->children[static_cast<std::size_t>(place)]
                                                                                   : nullptr;
}

void BatchView::populate(QTreeWidgetItem *item)
{
    const BatchField *field = fieldOf(item);
    if (!field || item->childCount() > 0) return;
    QList<QTreeWidgetItem *> items;
    for (const BatchField &child : field->children) items.append(makeItem(child));
    item->addChildren(items);
}

QTreeWidgetItem *BatchView::itemAt(const std::vector<int> &path)
{
    QTreeWidgetItem *item = m_tree->topLevelItem(path.front());
    for (std::size_t i = 1; item && i < path.size(); ++i) {
        populate(item);
        item = item->child(path[i]);
    }
    return item;
}

void BatchView::showSource(BatchField::Source source)
{
    m_source = source;
    const bool plain = source == BatchField::Source::plain;
    m_hex->setBytes(!m_batch ? QByteArray() : plain ? m_batch->plainRecords : m_batch->bytes);
    std::vector<HexView::Range> ranges;
    const auto collect = [&](const auto &self, const std::vector<BatchField> &fields) -> void {
        for (const BatchField &field : fields) {
            const bool bits = !field.children.empty() && field.children.front().source == field.source &&
                              field.children.front().from == field.from && field.children.front().size == field.size;
            const bool splits = !field.children.empty() && !bits && field.children.front().source == source;
            if (splits) self(self, field.children);
            else if (field.source == source && field.size > 0) ranges.push_back({field.from, field.size});
        }
    };
    collect(collect, m_fields);
    m_hex->setRanges(std::move(ranges));
    const bool shown = m_batch && m_halves->currentIndex() == 0;
    m_caption->setText(!shown ? QString() : plain ? tr("records after decompression") : tr("the batch as it lies on the disk"));
}

void BatchView::fieldChosen(const QTreeWidgetItem *item)
{
    const BatchField *field = fieldOf(item);
    if (!field) return;
    if (field->source != m_source) showSource(field->source);
    m_hex->setChosen(HexView::Range{field->from, field->size});
}

void BatchView::chooseRecord(int record)
{
    if (m_fields.empty() || record < 0 || record >= static_cast<int>(m_fields.back().children.size())) return;
    if (QTreeWidgetItem *item = itemAt({static_cast<int>(m_fields.size()) - 1, record})) m_tree->setCurrentItem(item);
}

void BatchView::showIndexes(const LogIndexes &indexes, bool active)
{
    m_indexes = indexes;
    m_active = active;
    std::vector<PositionRow> positions;
    for (const auto &entry : indexes.positions) positions.push_back({positions.size(), entry});
    std::vector<TimeRow> times;
    for (const auto &entry : indexes.times) times.push_back({times.size(), entry});
    m_positions->sync(std::move(positions));
    m_times->sync(std::move(times));
    answerLookUp();
}

void BatchView::showHalf(bool indexes)
{
    (indexes ? m_showIndexes : m_showBytes)->setChecked(true);
    m_halves->setCurrentIndex(indexes ? 1 : 0);
    if (indexes) return m_caption->clear();
    showSource(m_source);
    fieldChosen(m_tree->currentItem());
}

void BatchView::lookUp(std::int64_t offset) { m_lookUp->setText(QString::number(offset)); }

void BatchView::answerLookUp()
{
    const QString text = m_lookUp->text();
    if (!m_indexes.found) {
        m_lookUpAnswer->setText(tr("No index files lie beside this segment."));
    } else if (text.isEmpty()) {
        m_lookUpAnswer->setText(
            m_active ? tr("The active segment's entries are in its broker's memory and reach the files when it is rolled or closed.")
                     : tr("An entry is written for each index.interval.bytes of the log."));
        m_positionsTable->clearSelection();
    } else if (const auto entry = entryForOffset(m_indexes, text.toLongLong())) {
        const LogIndexes::Position &used = m_indexes.positions[*entry];
        m_lookUpAnswer->setText(tr("Entry %1 is the last at or below: the broker reads batches from byte %2 until it meets the offset.")
                                    .arg(*entry + 1)
                                    .arg(Format::number(used.position)));
        m_positionsTable->setCurrentIndex(m_positions->index(static_cast<int>(*entry), 0));
    } else {
        m_lookUpAnswer->setText(tr("No entry is at or below it: the broker reads from the segment's first byte."));
        m_positionsTable->clearSelection();
    }
}

void BatchView::retranslate()
{
    m_showBytes->setText(tr("Bytes"));
    m_showIndexes->setText(tr("Indexes"));
    m_tree->setHeaderLabels({tr("Field"), tr("Value"), tr("Meaning")});
    m_tree->setAccessibleName(tr("Fields of the batch"));
    m_hex->setAccessibleName(tr("Bytes of the batch"));
    m_hex->setEmptyText(tr("Choose a batch to see its bytes and what they mean."));
    m_lookUpLabel->setText(tr("Look up offset"));
    m_lookUp->setAccessibleName(tr("Look up offset"));
    m_positionsTable->setEmptyText(tr(".index: no entry in the file"));
    m_timesTable->setEmptyText(tr(".timeindex: no entry in the file"));
    m_positionsTable->setAccessibleName(tr("Entries of .index"));
    m_timesTable->setAccessibleName(tr("Entries of .timeindex"));
    m_positions->retranslate();
    m_times->retranslate();
    answerLookUp();
}

void BatchView::themeChanged()
{
    const Theme &theme = m_context.theme;
    m_tree->setFont(theme.font(Theme::Type::small));
    m_tree->setColumnWidth(0, theme.px(186));
    m_tree->setIndentation(theme.px(14));
    m_tree->setColumnWidth(1, theme.px(110));
    m_caption->setFont(theme.font(Theme::Type::small));
    m_lookUp->setFont(theme.font(Theme::Type::mono));
    m_lookUp->setFixedWidth(theme.px(110));
    for (QLabel *label : {m_lookUpLabel, m_lookUpAnswer}) label->setFont(theme.font(Theme::Type::small));
    findChild<QHBoxLayout *>(QStringLiteral("lookUp"))->setContentsMargins(theme.px(8), 0, theme.px(8), 0);
}

}  // namespace vitrine::ui
