// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/consume/records_model.h"

#include <QJsonDocument>

#include "ui/common/format.h"
#include "ui/consume/json_text.h"

namespace vitrine::ui {

void RecordsModel::add(std::vector<ConsumedRecord> records)
{
    std::vector<RecordRow> fresh;
    fresh.reserve(records.size());
    for (ConsumedRecord &record : records) fresh.push_back({m_next++, std::move(record)});
    append(std::move(fresh), rowsMax);
}

void RecordsModel::setShape(BytesShape shape)
{
    if (m_shape == shape) return;
    m_shape = shape;
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, key), index(rowCount() - 1, value));
}

QString RecordsModel::shown(const std::optional<QByteArray> &bytes, qsizetype charactersMax) const
{
    if (bytes && m_shape == BytesShape::hex) return hexText(*bytes, charactersMax / 3);
    if (bytes && m_shape == BytesShape::json && bytes->size() <= charactersMax * 4) {
        if (!QJsonDocument::fromJson(*bytes).isNull()) return Format::payload(compactJson(*bytes), charactersMax);
    }
    return Format::payload(bytes, charactersMax);
}

QString RecordsModel::title(int column) const
{
    switch (column) {
    case partition: return tr("Partition");
    case offset: return tr("Offset");
    case time: return tr("Time");
    case key: return tr("Key");
    default: return tr("Value");
    }
}

ColumnKind RecordsModel::kind(int column) const
{
    switch (column) {
    case partition:
    case offset: return ColumnKind::number;
    case time: return ColumnKind::time;
    default: return ColumnKind::mono;
    }
}

QVariant RecordsModel::cell(int index, int column, int role) const
{
    const ConsumedRecord &entry = row(index).record;
    if (role == FaintRole) return (column == key && !entry.key) || (column == value && !entry.value);
    if (role != Qt::DisplayRole) return {};
    switch (column) {
    case partition: return QVariant::fromValue<qlonglong>(entry.partition);
    case offset: return QVariant::fromValue<qlonglong>(entry.offset);
    case time: return QVariant::fromValue<qlonglong>(entry.timestampMs);
    case key: return shown(entry.key, 120);
    default: return shown(entry.value, 400);
    }
}

}  // namespace vitrine::ui
