// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <expected>

#include <QPushButton>
#include <QTableWidget>

#include "ui/common/context.h"
#include "ui/session/values.h"

namespace vitrine::ui {

// A small table that is written into: headers of a record, or rules for its partition.
class RowsEdit : public QWidget {
    Q_OBJECT

public:
    // `kinds` are the choices of the last column; none: it is written like the others.
    RowsEdit(const Context &context, int columns, bool kinds, QWidget *parent = nullptr);

    void setTitles(const QStringList &titles, const QString &add, const QString &remove);
    void setKinds(const QStringList &kinds);
    void addRow(const QStringList &cells, int kind = 0);
    void clear();
    [[nodiscard]] int rows() const { return m_table->rowCount(); }
    [[nodiscard]] QString cell(int row, int column) const;
    [[nodiscard]] int kind(int row) const;
    [[nodiscard]] QTableWidget &table() { return *m_table; }
    void themeChanged();

Q_SIGNALS:
    void changed();

private:
    Context m_context;
    QTableWidget *m_table;
    QPushButton *m_add;
    QPushButton *m_remove;
    QStringList m_kinds;
    bool m_hasKinds;
};

// Headers with values as text, as hexadecimal digits or null.
class HeadersEdit : public RowsEdit {
    Q_OBJECT

public:
    explicit HeadersEdit(const Context &context, QWidget *parent = nullptr);
    // Rows without key and value do not count; otherwise a sentence about the first row that cannot be read.
    [[nodiscard]] std::expected<QList<Header>, QString> headers() const;
    void setHeaders(const QList<Header> &headers);
    void retranslate();
};

// Patterns of keys with partitions.
class RulesEdit : public RowsEdit {
    Q_OBJECT

public:
    explicit RulesEdit(const Context &context, QWidget *parent = nullptr);
    [[nodiscard]] std::expected<QList<PartitionRule>, QString> rules(int partitions) const;
    void setRules(const QList<PartitionRule> &rules);
    void retranslate();
};

}  // namespace vitrine::ui
