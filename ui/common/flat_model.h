// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

#include <QAbstractItemModel>

namespace vitrine::ui {

// How a column's values read; the model gives the value, the delegate the text.
enum class ColumnKind {
    text,      // QString
    mono,      // QString in the fixed-width font
    number,    // qlonglong: thousands separators, right
    bytes,     // qlonglong: 84 MB, right
    time,      // qlonglong: milliseconds since 1970, as time of day
    dateTime,  // qlonglong: milliseconds since 1970
    marked,    // QString after the mark of MarkRole
};

// Everything that a table without a tree has in common.
class FlatModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Role {
        KindRole = Qt::UserRole,  // of a column: int(ColumnKind), by headerData; of a cell that differs, by data
        MarkRole,                 // int(Mark)
        ToneRole,                 // int(Tone): the colour of mark and text
        FaintRole,                // bool: a value that stands for "none"
        SortRole,
        FirstOwnRole,
    };

    using QAbstractItemModel::QAbstractItemModel;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const final;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const final;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const final;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const final;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const final;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const final;
    // Column titles again in the new language.
    void retranslate();

protected:
    [[nodiscard]] virtual int rows() const = 0;
    [[nodiscard]] virtual int columns() const = 0;
    [[nodiscard]] virtual QString title(int column) const = 0;
    [[nodiscard]] virtual ColumnKind kind(int column) const = 0;
    // DisplayRole gives the bare value of the column's kind.
    [[nodiscard]] virtual QVariant cell(int row, int column, int role) const = 0;
};

// `rows` and `wanted` have equally many; each run of rows that differ is taken from `wanted`, and `changed` told its first and last.
template <class Row, class Changed>
void takeOverChanges(std::vector<Row> &rows, std::vector<Row> &wanted, const Changed &changed)
{
    for (std::size_t i = 0; i < wanted.size();) {
        if (rows[i] == wanted[i]) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < wanted.size() && !(rows[end] == wanted[end])) {
            rows[end] = std::move(wanted[end]);
            ++end;
        }
        changed(static_cast<int>(i), static_cast<int>(end) - 1);
        i = end;
    }
}

// Rows of plain structs. `Row` has operator== and a member key() with operator<; sync() keeps them sorted by it.
template <class Row>
class RowModel : public FlatModel {
public:
    using FlatModel::FlatModel;
    [[nodiscard]] const Row &row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
    [[nodiscard]] const std::vector<Row> &allRows() const { return m_rows; }

    // Makes the rows equal to `wanted` (any order) with as few removals, insertions and changes as that takes.
    void sync(std::vector<Row> wanted)
    {
        // As most callers have them already; a sort would move large rows about in vain.
        if (!std::ranges::is_sorted(wanted, {}, byKey)) std::ranges::sort(wanted, {}, byKey);
        if (!sameKeys(wanted)) {
            removeMissing(wanted);
            insertNew(wanted);
        }
        takeOverChanges(m_rows, wanted, [this](int first, int last) { Q_EMIT dataChanged(index(first, 0), index(last, columns() - 1)); });
    }
    // At the end, in one step; the oldest rows make room beyond `rowsMax`.
    void append(std::vector<Row> more, std::size_t rowsMax)
    {
        if (more.empty()) return;
        if (more.size() > rowsMax) more.erase(more.begin(), more.end() - static_cast<std::ptrdiff_t>(rowsMax));
        if (m_rows.size() + more.size() > rowsMax) {
            const std::size_t gone = m_rows.size() + more.size() - rowsMax;
            beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
            m_rows.erase(m_rows.begin(), m_rows.begin() + static_cast<std::ptrdiff_t>(gone));
            endRemoveRows();
        }
        beginInsertRows({}, rows(), rows() + static_cast<int>(more.size()) - 1);
        m_rows.insert(m_rows.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
        endInsertRows();
    }
    void clear()
    {
        if (m_rows.empty()) return;
        beginRemoveRows({}, 0, rows() - 1);
        m_rows.clear();
        endRemoveRows();
    }

protected:
    [[nodiscard]] int rows() const final { return static_cast<int>(m_rows.size()); }

private:
    // No copy of a key that is a member.
    static constexpr auto byKey = [](const Row &row) -> decltype(auto) { return row.key(); };
    // Most updates change values only.
    [[nodiscard]] bool sameKeys(const std::vector<Row> &wanted) const
    {
        return std::ranges::equal(m_rows, wanted, [](const Row &a, const Row &b) { return !(a.key() < b.key()) && !(b.key() < a.key()); });
    }
    void removeMissing(const std::vector<Row> &wanted)
    {
        const auto isWanted = [&](const Row &row) {
            const auto at = std::ranges::lower_bound(wanted, row.key(), {}, byKey);
            return at != wanted.end() && !(row.key() < at->key());
        };
        for (std::size_t end = m_rows.size(); end > 0;) {
            if (isWanted(m_rows[end - 1])) {
                --end;
                continue;
            }
            std::size_t begin = end - 1;
            while (begin > 0 && !isWanted(m_rows[begin - 1])) --begin;
            beginRemoveRows({}, static_cast<int>(begin), static_cast<int>(end) - 1);
            m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(begin), m_rows.begin() + static_cast<std::ptrdiff_t>(end));
            endRemoveRows();
            end = begin;
        }
    }
    void insertNew(const std::vector<Row> &wanted)
    {
        for (std::size_t i = 0; i < wanted.size();) {
            const auto isHere = [&](std::size_t position, std::size_t w) {
                return position < m_rows.size() && !(m_rows[position].key() < wanted[w].key()) &&
                       !(wanted[w].key() < m_rows[position].key());
            };
            if (isHere(i, i)) {
                ++i;
                continue;
            }
            std::size_t end = i + 1;
            while (end < wanted.size() && !isHere(i, end)) ++end;
            beginInsertRows({}, static_cast<int>(i), static_cast<int>(end) - 1);
            m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(i), wanted.begin() + static_cast<std::ptrdiff_t>(i),
                          wanted.begin() + static_cast<std::ptrdiff_t>(end));
            endInsertRows();
            i = end;
        }
    }
    std::vector<Row> m_rows;
};

}  // namespace vitrine::ui
