// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_model.h"

#include <QtEndian>

#include "ui/common/flat_model.h"
#include "ui/common/format.h"
#include "ui/common/table.h"

namespace vitrine::ui {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::LogTexts)
};

// Kafka's names (ControlRecordType): COMMIT and ABORT end transactions, the others are the quorum's.
QString controlType(const LogBatch &batch)
{
    static const QStringList names{QStringLiteral("ABORT"),           QStringLiteral("COMMIT"),          QStringLiteral("LEADER_CHANGE"),
                                   QStringLiteral("SNAPSHOT_HEADER"), QStringLiteral("SNAPSHOT_FOOTER"), QStringLiteral("KRAFT_VERSION"),
                                   QStringLiteral("KRAFT_VOTERS")};
    constexpr qsizetype keySize = 4;  // version int16, type int16
    if (!batch.control || batch.records.empty() || !batch.records.front().key || batch.records.front().key->size() < keySize) return {};
    return names.value(qFromBigEndian<qint16>(batch.records.front().key->constData() + 2));
}

}  // namespace

QString describeBatch(const LogBatch &batch)
{
    QStringList parts{Texts::tr("%n record(s)", nullptr, batch.recordCount)};
    parts << (batch.compression == QLatin1String("none") || batch.compression.isEmpty() ? Texts::tr("not compressed") : batch.compression);
    parts << Texts::tr("leader epoch %1").arg(batch.leaderEpoch);
    if (batch.producerId >= 0)
        parts
            << Texts::tr("producer %1, epoch %2, from sequence %3").arg(batch.producerId).arg(batch.producerEpoch).arg(batch.baseSequence);
    if (batch.control) {
        const QString type = controlType(batch);
        parts << (type.isEmpty() ? Texts::tr("control batch") : Texts::tr("control batch: %1").arg(type));
    }
    if (batch.transactional && !batch.control) parts << Texts::tr("transactional");
    if (batch.logAppendTime) parts << QStringLiteral("LogAppendTime");
    if (!batch.crcValid) parts << Texts::tr("CRC does not match");
    if (!batch.problem.isEmpty()) parts << batch.problem;
    return parts.join(QStringLiteral(" · "));
}

LogModel::LogModel(Session &session, QObject *parent) : QAbstractItemModel(parent), m_session(session) {}

void LogModel::close()
{
    ++m_opening;
    m_open = false;
    m_reading = false;
    m_next.reset();
    m_error.clear();
    if (!m_batches.empty()) {
        beginRemoveRows({}, 0, static_cast<int>(m_batches.size()) - 1);
        m_batches.clear();
        endRemoveRows();
    }
    Q_EMIT stateChanged();
}

void LogModel::open(std::int32_t broker, const QString &topic, std::int32_t partition, std::int64_t segmentBaseOffset)
{
    close();
    if (topic.isEmpty()) return;
    m_open = true;
    m_request = {};
    m_request.broker = broker;
    m_request.topic = topic;
    m_request.partition = partition;
    m_request.segmentBaseOffset = segmentBaseOffset;
    m_next = 0;
    read();
}

void LogModel::read()
{
    if (!m_open || m_reading || !m_next) return;
    m_reading = true;
    m_request.position = *m_next;
    m_session.readLog(m_request, this, [this, opening = m_opening](const LogReadResult &result) {
        if (opening != m_opening) return;
        m_reading = false;
        m_error = result.error;
        m_next = result.error.isEmpty() ? result.nextPosition : std::nullopt;
        if (!result.batches.empty()) {
            const int first = static_cast<int>(m_batches.size());
            beginInsertRows({}, first, first + static_cast<int>(result.batches.size()) - 1);
            for (const LogBatch &read : result.batches)
                m_batches.push_back(std::make_unique<Entry>(static_cast<int>(m_batches.size()), read));
            endInsertRows();
        }
        Q_EMIT stateChanged();
    });
    Q_EMIT stateChanged();
}

bool LogModel::canFetchMore(const QModelIndex &parent) const { return !parent.isValid() && m_open && !m_reading && m_next.has_value(); }
void LogModel::fetchMore(const QModelIndex &parent)
{
    if (!parent.isValid()) read();
}

// A record's index points at its batch; a batch's index points nowhere.
QModelIndex LogModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= columnCountOfLog) return {};
    if (!parent.isValid()) return row < static_cast<int>(m_batches.size()) ? createIndex(row, column, nullptr) : QModelIndex();
    if (parent.internalPointer()) return {};
    const Entry *owner = m_batches[static_cast<std::size_t>(parent.row())].get();
    if (row >= static_cast<int>(owner->batch.records.size())) return {};
    return createIndex(row, column, owner);
}

QModelIndex LogModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || !child.internalPointer()) return {};
    return createIndex(static_cast<const Entry *>(child.internalPointer())->row, 0, nullptr);
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid()) return static_cast<int>(m_batches.size());
    if (parent.internalPointer() || parent.column() != 0) return 0;
    return static_cast<int>(m_batches[static_cast<std::size_t>(parent.row())]->batch.records.size());
}

bool LogModel::hasChildren(const QModelIndex &parent) const { return rowCount(parent) > 0; }
int LogModel::columnCount(const QModelIndex &) const { return columnCountOfLog; }

const LogBatch *LogModel::batch(const QModelIndex &index) const
{
    if (!index.isValid()) return nullptr;
    if (index.internalPointer()) return &static_cast<const Entry *>(index.internalPointer())->batch;
    return &m_batches[static_cast<std::size_t>(index.row())]->batch;
}

const LogRecord *LogModel::record(const QModelIndex &index) const
{
    if (!index.isValid() || !index.internalPointer()) return nullptr;
    return &static_cast<const Entry *>(index.internalPointer())->batch.records[static_cast<std::size_t>(index.row())];
}

void LogModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCountOfLog - 1);
    if (!m_batches.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCountOfLog - 1));
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == FlatModel::KindRole) {
        switch (section) {
        case offsets: return static_cast<int>(ColumnKind::mono);
        case time: return static_cast<int>(ColumnKind::time);
        case size: return static_cast<int>(ColumnKind::bytes);
        default: return static_cast<int>(ColumnKind::text);
        }
    }
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment((section == size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case offsets: return tr("Offsets");
    case time: return tr("Time");
    case size: return tr("Size");
    case key: return tr("Key");
    case value: return tr("Value");
    default: return {};
    }
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (const LogRecord *found = record(index)) {
        const QString type = controlType(*batch(index));
        if (index.column() == key && role == Qt::DisplayRole && !type.isEmpty()) return type;
        return recordCell(*found, index.column(), role);
    }
    return batchCell(*batch(index), index.column(), role);
}

QVariant LogModel::batchCell(const LogBatch &batch, int column, int role) const
{
    if (role == FlatModel::ToneRole && (!batch.crcValid || !batch.problem.isEmpty())) return static_cast<int>(Tone::bad);
    if (role == Qt::ToolTipRole) return describeBatch(batch);
    if (role != Qt::DisplayRole) return {};
    switch (column) {
    case offsets:
        return batch.baseOffset == batch.lastOffset
                   ? Format::number(batch.baseOffset)
                   : QStringLiteral("%1 – %2").arg(Format::number(batch.baseOffset), Format::number(batch.lastOffset));
    case time: return batch.maxTimestampMs < 0 ? QVariant() : QVariant::fromValue<qlonglong>(batch.maxTimestampMs);
    case size: return QVariant::fromValue<qlonglong>(batch.sizeBytes);
    case key: return {};
    default: return describeBatch(batch);
    }
}

QVariant LogModel::recordCell(const LogRecord &record, int column, int role) const
{
    if (role == FlatModel::KindRole && (column == key || column == value)) return static_cast<int>(ColumnKind::mono);
    if (role == FlatModel::FaintRole) return (column == key && !record.key) || (column == value && !record.value);
    if (role == Qt::ToolTipRole) {
        QStringList headers;
        for (const Header &header : record.headers) headers << header.key + QStringLiteral(": ") + Format::payload(header.value, 120);
        return headers.isEmpty() ? QVariant() : QVariant(headers.join(QLatin1Char('\n')));
    }
    if (role != Qt::DisplayRole) return {};
    switch (column) {
    case offsets: return Format::number(record.offset);
    case time: return QVariant::fromValue<qlonglong>(record.timestampMs);
    case size: return QVariant::fromValue<qlonglong>((record.key ? record.key->size() : 0) + (record.value ? record.value->size() : 0));
    case key: return Format::payload(record.key);
    default: return Format::payload(record.value);
    }
}

}  // namespace vitrine::ui
