// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/quorum/records_model.h"

#include <algorithm>

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/common/table.h"

namespace vitrine::ui {

bool MetadataRecordsModel::passes(const MetadataRow &row) const
{
    if (row.noOp && !m_filter.noOps && m_filter.type != row.type) return false;
    if (!m_filter.type.isEmpty() && row.type != m_filter.type) return false;
    if (m_filter.time && row.timestampMs >= 0 && !m_filter.time->contains(row.timestampMs)) return false;
    const QString &text = m_filter.text;
    return text.isEmpty() || row.about.contains(text, Qt::CaseInsensitive) || row.type.contains(text, Qt::CaseInsensitive) ||
           row.fields.contains(text, Qt::CaseInsensitive);
}

void MetadataRecordsModel::append(const std::vector<MetadataRow> &rows)
{
    if (m_rows.size() + rows.size() > rowsMax) {
        const std::size_t gone = std::min(m_rows.size(), m_rows.size() + rows.size() - rowsMax);
        for (std::size_t i = 0; i < gone; ++i) --m_types[m_rows[i].type];
        const auto keep = std::ranges::lower_bound(m_visible, m_first + gone);
        if (const auto hidden = keep - m_visible.begin(); hidden > 0) {
            beginRemoveRows({}, 0, static_cast<int>(hidden) - 1);
            m_visible.erase(m_visible.begin(), keep);
            endRemoveRows();
        }
        m_rows.erase(m_rows.begin(), m_rows.begin() + static_cast<std::ptrdiff_t>(gone));
        m_first += gone;
    }
    std::vector<std::size_t> shown;
    for (const MetadataRow &row : rows) {
        ++m_types[row.type];
        if (passes(row)) shown.push_back(m_first + m_rows.size());
        m_rows.push_back(row);
    }
    if (shown.empty()) return;
    beginInsertRows({}, this->rows(), this->rows() + static_cast<int>(shown.size()) - 1);
    m_visible.insert(m_visible.end(), shown.begin(), shown.end());
    endInsertRows();
}

void MetadataRecordsModel::clear()
{
    if (!m_visible.empty()) {
        beginRemoveRows({}, 0, rows() - 1);
        m_visible.clear();
        endRemoveRows();
    }
    m_first += m_rows.size();
    m_rows.clear();
    m_types.clear();
}

void MetadataRecordsModel::setFilter(const Filter &filter)
{
    if (filter == m_filter) return;
    m_filter = filter;
    std::deque<std::size_t> wanted;
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (passes(m_rows[i])) wanted.push_back(m_first + i);
    if (wanted == m_visible) return;
    // In two steps, whatever differs: thousands of small ones would cost more than the view saves by them.
    if (!m_visible.empty()) {
        beginRemoveRows({}, 0, rows() - 1);
        m_visible.clear();
        endRemoveRows();
    }
    if (wanted.empty()) return;
    beginInsertRows({}, 0, static_cast<int>(wanted.size()) - 1);
    m_visible = std::move(wanted);
    endInsertRows();
}

const MetadataRow *MetadataRecordsModel::find(std::int64_t wanted) const
{
    const auto at = std::ranges::lower_bound(m_rows, wanted, {}, &MetadataRow::offset);
    return at == m_rows.end() || at->offset != wanted ? nullptr : &*at;
}

std::optional<int> MetadataRecordsModel::rowOf(std::int64_t wanted) const
{
    const auto offsetOf = [this](std::size_t number) { return m_rows[number - m_first].offset; };
    const auto at = std::ranges::lower_bound(m_visible, wanted, {}, offsetOf);
    if (at == m_visible.end() || offsetOf(*at) != wanted) return std::nullopt;
    return static_cast<int>(at - m_visible.begin());
}

QString MetadataRecordsModel::title(int column) const
{
    switch (column) {
    case offset: return tr("Offset");
    case epoch: return tr("Epoch");
    case time: return tr("Time");
    case type: return tr("Record");
    default: return tr("Fields");
    }
}

ColumnKind MetadataRecordsModel::kind(int column) const
{
    switch (column) {
    case offset:
    case epoch: return ColumnKind::number;
    case time: return ColumnKind::time;
    case type: return ColumnKind::marked;
    default: return ColumnKind::text;
    }
}

QVariant MetadataRecordsModel::cell(int index, int column, int role) const
{
    const MetadataRow &row = at(index);
    if (role == MarkRole && column == type)
        return static_cast<int>(row.type.isEmpty() ? Mark::triangle : row.control ? Mark::diamond : row.noOp ? Mark::ring : Mark::circle);
    if (role == ToneRole) {
        if (row.type.isEmpty() && (column == type || column == fields)) return static_cast<int>(Tone::bad);
        if (column == type) return static_cast<int>(row.control ? Tone::moving : row.noOp ? Tone::muted : Tone::leader);
        if (column == offset || column == epoch || column == time) return static_cast<int>(Tone::muted);
        return {};
    }
    if (role == Qt::ToolTipRole) return column == fields && !row.fields.isEmpty() ? QVariant(row.fields) : QVariant();
    if (role != Qt::DisplayRole) return {};
    switch (column) {
    case offset: return QVariant::fromValue<qlonglong>(row.offset);
    case epoch: return QVariant::fromValue<qlonglong>(row.epoch);
    case time: return row.timestampMs < 0 ? QVariant() : QVariant::fromValue<qlonglong>(row.timestampMs);
    case type: return row.type.isEmpty() ? tr("unreadable") : row.type;
    default: return row.about.isEmpty() ? row.fields : row.fields.isEmpty() ? row.about : row.about + QStringLiteral(" · ") + row.fields;
    }
}

}  // namespace vitrine::ui
