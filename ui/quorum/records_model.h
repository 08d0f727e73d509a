// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "ui/common/flat_model.h"
#include "ui/common/time_filter.h"
#include "ui/quorum/metadata_record.h"

namespace vitrine::ui {

class Session;

// The records of the metadata log that a filter lets through. The oldest make room beyond `rowsMax`.
class MetadataRecordsModel : public FlatModel {
    Q_OBJECT

public:
    enum Column { offset, epoch, time, type, fields, columnCountOfRecords };
    static constexpr std::size_t rowsMax = 200'000;

    struct Filter {
        QString type;          // empty: every type
        QString text;          // in type, topic or fields; either case
        bool noOps = false;
        std::optional<WallSpan> time;  // by the records' timestamps; a record without one passes
        friend bool operator==(const Filter &, const Filter &) = default;
    };

    using FlatModel::FlatModel;

    void append(const std::vector<MetadataRow> &rows);
    void clear();
    void setFilter(const Filter &filter);
    [[nodiscard]] const Filter &filter() const { return m_filter; }
    // Of all rows, hidden ones too: how many of each type there are.
    [[nodiscard]] const std::map<QString, std::int64_t> &types() const { return m_types; }
    [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(m_rows.size()); }
    [[nodiscard]] const MetadataRow &at(int row) const { return m_rows[m_visible[static_cast<std::size_t>(row)] - m_first]; }
    // Of any record, hidden or not; null where it is not held.
    [[nodiscard]] const MetadataRow *find(std::int64_t offset) const;
    [[nodiscard]] std::optional<int> rowOf(std::int64_t offset) const;

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_visible.size()); }
    [[nodiscard]] int columns() const override { return columnCountOfRecords; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] ColumnKind kind(int column) const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    [[nodiscard]] bool passes(const MetadataRow &row) const;

    std::deque<MetadataRow> m_rows;
    std::size_t m_first = 0;              // the number of the oldest row held
    std::deque<std::size_t> m_visible;    // numbers of rows
    std::map<QString, std::int64_t> m_types;
    Filter m_filter;
};

}  // namespace vitrine::ui
