// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QAbstractItemModel>

#include "ui/session/session.h"

namespace vitrine::ui {

// One segment as it lies on disk: batches, and in each its records. Read in pieces as the view scrolls.
class LogModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { offsets, time, size, key, value, columnCountOfLog };

    explicit LogModel(Session &session, QObject *parent = nullptr);

    // Forgets what was read and begins at the segment's start; an empty topic shows nothing.
    void open(std::int32_t broker, const QString &topic, std::int32_t partition, std::int64_t segmentBaseOffset);
    void close();
    [[nodiscard]] bool isReading() const { return m_reading; }
    [[nodiscard]] const QString &error() const { return m_error; }
    [[nodiscard]] const LogBatch *batch(const QModelIndex &index) const;
    [[nodiscard]] const LogRecord *record(const QModelIndex &index) const;
    void retranslate();

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const final;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const final;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const final;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const final;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const final;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const final;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const final;
    void fetchMore(const QModelIndex &parent) final;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const final;

Q_SIGNALS:
    void stateChanged();

private:
    void read();
    [[nodiscard]] QVariant batchCell(const LogBatch &batch, int column, int role) const;
    [[nodiscard]] QVariant recordCell(const LogRecord &record, int column, int role) const;

    Session &m_session;
    LogReadRequest m_request;
    // Counts the openings: an answer to an earlier one is not shown.
    std::uint64_t m_opening = 0;
    bool m_open = false;
    bool m_reading = false;
    std::optional<std::int64_t> m_next;
    QString m_error;
    // Rows only ever come at the end, so a batch keeps its row; indexes of records point at their batch.
    struct Entry {
        int row = 0;
        LogBatch batch;
    };
    std::vector<std::unique_ptr<Entry>> m_batches;
};

// A batch's header in words: "42 records · zstd · epoch 9 · producer 1001/0 from sequence 84".
QString describeBatch(const LogBatch &batch);

}  // namespace vitrine::ui
