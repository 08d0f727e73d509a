// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

#include "ui/common/context.h"
#include "ui/common/selection.h"

namespace vitrine::ui {

// Of a table, the rows whose time lies in the chosen range; all of them while none is chosen. `column` gives milliseconds since 1970
// (ColumnKind::time or dateTime); a row without a time is shown always.
class TimeFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    TimeFilter(const Context &context, int column, QObject *parent = nullptr);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    Context m_context;
    int m_column;
    std::optional<TimeRange> m_range;
    qlonglong m_from = 0;
    qlonglong m_to = 0;
};

}  // namespace vitrine::ui
