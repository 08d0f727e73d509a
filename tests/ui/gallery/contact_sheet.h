// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QList>
#include <QString>
#include <QStringList>

namespace vitrine::ui::test {

// Pictures of one view side by side: a column for each look, a row for each state, with their names.
class ContactSheet {
public:
    static constexpr int cellWidth = 640;
    static constexpr int gap = 16;
    static constexpr int titleHeight = 44;
    static constexpr int captionHeight = 28;

    ContactSheet(QString title, QStringList columns) : m_title(std::move(title)), m_columns(std::move(columns)) {}
    // One picture for each column, in their order. A null one leaves its cell empty; one that is smaller than a cell is not enlarged.
    void addRow(const QString &name, QList<QImage> pictures);
    [[nodiscard]] bool isEmpty() const { return m_rows.isEmpty(); }
    [[nodiscard]] QImage paint() const;

private:
    struct Row {
        QString name;
        QList<QImage> pictures;
        int height = 0;
    };
    QString m_title;
    QStringList m_columns;
    QList<Row> m_rows;
};

}  // namespace vitrine::ui::test
