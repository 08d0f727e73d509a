// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/produce/headers_edit.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>

#include "ui/common/bytes_text.h"
#include "ui/common/combo_box.h"
#include "ui/common/theme.h"

namespace vitrine::ui {

RowsEdit::RowsEdit(const Context &context, int columns, bool kinds, QWidget *parent)
    : QWidget(parent), m_context(context), m_table(new QTableWidget(0, columns, this)), m_add(new QPushButton(this)),
      m_remove(new QPushButton(this)), m_hasKinds(kinds)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_table, 1);
    auto *buttons = new QVBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    row->addLayout(buttons);
    for (QPushButton *button : {m_add, m_remove}) button->setProperty("dense", true);
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setTabKeyNavigation(false);
    m_table->setEditTriggers(QAbstractItemView::AllEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (int i = 0; i < columns; ++i)
        m_table->horizontalHeader()->setSectionResizeMode(i, i + 1 < columns ? QHeaderView::Stretch : QHeaderView::Fixed);
    m_remove->setEnabled(false);
    connect(m_add, &QPushButton::clicked, this, [this] {
        addRow(QStringList(m_table->columnCount()));
        m_table->setCurrentCell(m_table->rowCount() - 1, 0);
        m_table->setFocus();
        m_table->editItem(m_table->item(m_table->rowCount() - 1, 0));
    });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        m_table->removeRow(m_table->currentRow());
        m_remove->setEnabled(m_table->currentRow() >= 0);
        Q_EMIT changed();
    });
    connect(m_table, &QTableWidget::currentCellChanged, this, [this](int current) { m_remove->setEnabled(current >= 0); });
    connect(m_table, &QTableWidget::cellChanged, this, &RowsEdit::changed);
}

void RowsEdit::setTitles(const QStringList &titles, const QString &add, const QString &remove)
{
    m_table->setHorizontalHeaderLabels(titles);
    m_add->setText(add);
    m_remove->setText(remove);
}

void RowsEdit::setKinds(const QStringList &kinds)
{
    m_kinds = kinds;
    for (int row = 0; row < rows(); ++row)
        if (auto *box = qobject_cast<QComboBox *>(m_table->cellWidget(row, m_table->columnCount() - 1)))
            for (int i = 0; i < kinds.size() && i < box->count(); ++i) box->setItemText(i, kinds.at(i));
}

void RowsEdit::addRow(const QStringList &cells, int kind)
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    m_table->setRowHeight(row, m_context.theme.px(32));
    const int written = m_table->columnCount() - (m_hasKinds ? 1 : 0);
    for (int i = 0; i < written; ++i) {
        auto *item = new QTableWidgetItem(cells.value(i));
        item->setFont(m_context.theme.font(Theme::Type::mono));
        m_table->setItem(row, i, item);
    }
    if (m_hasKinds) {
        auto *box = new ComboBox(m_table);
        box->setProperty("dense", true);
        box->addItems(m_kinds);
        box->setCurrentIndex(kind);
        m_table->setCellWidget(row, written, box);
        connect(box, &QComboBox::currentIndexChanged, this, &RowsEdit::changed);
    }
    Q_EMIT changed();
}

void RowsEdit::clear()
{
    m_table->setRowCount(0);
    Q_EMIT changed();
}

QString RowsEdit::cell(int row, int column) const
{
    const QTableWidgetItem *item = m_table->item(row, column);
    return item ? item->text() : QString();
}

int RowsEdit::kind(int row) const
{
    const auto *box = qobject_cast<QComboBox *>(m_table->cellWidget(row, m_table->columnCount() - 1));
    return box ? box->currentIndex() : 0;
}

void RowsEdit::themeChanged()
{
    m_table->setColumnWidth(m_table->columnCount() - 1, m_context.theme.px(108));
    for (int row = 0; row < rows(); ++row) {
        m_table->setRowHeight(row, m_context.theme.px(32));
        for (int i = 0; i < m_table->columnCount(); ++i)
            if (QTableWidgetItem *item = m_table->item(row, i)) item->setFont(m_context.theme.font(Theme::Type::mono));
    }
}

namespace {
enum HeaderKind { asText, asHex, asNull };
}

HeadersEdit::HeadersEdit(const Context &context, QWidget *parent) : RowsEdit(context, 3, true, parent) {}

std::expected<QList<Header>, QString> HeadersEdit::headers() const
{
    QList<Header> list;
    for (int row = 0; row < rows(); ++row) {
        const QString key = cell(row, 0);
        const QString value = cell(row, 1);
        if (key.isEmpty() && value.isEmpty()) continue;
        if (key.isEmpty()) return std::unexpected(tr("Header %1 has no key.").arg(row + 1));
        if (kind(row) == asNull) list.append({key, std::nullopt});
        else if (kind(row) == asHex) {
            const auto bytes = bytesOfHex(value);
            if (!bytes) return std::unexpected(tr("Header %1: pairs of hexadecimal digits are expected, like 0a ff.").arg(key));
            list.append({key, *bytes});
        } else list.append({key, value.toUtf8()});
    }
    return list;
}

void HeadersEdit::setHeaders(const QList<Header> &headers)
{
    clear();
    for (const Header &header : headers) {
        const bool readable = !header.value || isReadableText(*header.value);
        addRow({header.key, !header.value ? QString()
                            : readable    ? QString::fromUtf8(*header.value)
                                          : hexText(*header.value)},
               !header.value ? asNull
               : readable    ? asText
                             : asHex);
    }
}

void HeadersEdit::retranslate()
{
    setTitles({tr("Key"), tr("Value"), tr("Written as")}, tr("Add header"), tr("Remove"));
    setKinds({tr("text"), tr("hex"), QStringLiteral("null")});
    table().setAccessibleName(tr("Headers"));
}

RulesEdit::RulesEdit(const Context &context, QWidget *parent) : RowsEdit(context, 2, false, parent) {}

std::expected<QList<PartitionRule>, QString> RulesEdit::rules(int partitions) const
{
    QList<PartitionRule> list;
    for (int row = 0; row < rows(); ++row) {
        if (cell(row, 0).isEmpty() && cell(row, 1).isEmpty()) continue;
        bool ok = false;
        const int partition = cell(row, 1).trimmed().toInt(&ok);
        if (!ok || partition < 0 || partition >= partitions)
            return std::unexpected(tr("Rule %1: the topic has the partitions 0 to %2.").arg(row + 1).arg(partitions - 1));
        list.append({cell(row, 0), partition});
    }
    return list;
}

void RulesEdit::setRules(const QList<PartitionRule> &rules)
{
    clear();
    for (const PartitionRule &rule : rules) addRow({rule.keyPattern, QString::number(rule.partition)});
}

void RulesEdit::retranslate()
{
    setTitles({tr("Key pattern (* and ?)"), tr("Partition")}, tr("Add rule"), tr("Remove"));
    table().setAccessibleName(tr("Rules: key pattern and partition"));
}

}  // namespace vitrine::ui
