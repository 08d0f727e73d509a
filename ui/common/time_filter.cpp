// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/time_filter.h"

#include "ui/session/session.h"

namespace vitrine::ui {

TimeFilter::TimeFilter(const Context &context, int column, QObject *parent)
    : QSortFilterProxyModel(parent), m_context(context), m_column(column)
{
    const auto follow = [this] {
        const auto &range = m_context.selection.timeRange();
        if (range == m_range) return;
        m_range = range;
        if (range) {
            m_from = to_milliseconds(m_context.session.toWall(range->from));
            m_to = to_milliseconds(m_context.session.toWall(range->to));
        }
        invalidateRowsFilter();
    };
    follow();
    connect(&context.selection, &Selection::changed, this, follow);
}

bool TimeFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (!m_range) return true;
    const QVariant time = sourceModel()->index(row, m_column, parent).data();
    return !time.isValid() || (time.toLongLong() >= m_from && time.toLongLong() <= m_to);
}

}  // namespace vitrine::ui
