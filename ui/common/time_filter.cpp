// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/time_filter.h"

#include "ui/session/session.h"

namespace vitrine::ui {

std::optional<WallSpan> WallSpan::chosen(const Context &context)
{
    const auto &range = context.selection.timeRange();
    if (!range) return {};
    return WallSpan{.fromMs = to_milliseconds(context.session.toWall(range->from)),
                    .toMs = to_milliseconds(context.session.toWall(range->to))};
}

TimeFilter::TimeFilter(const Context &context, int column, QObject *parent)
    : QSortFilterProxyModel(parent), m_context(context), m_column(column)
{
    const auto follow = [this] {
        const auto &range = m_context.selection.timeRange();
        if (range == m_range) return;
        m_range = range;
        m_span = WallSpan::chosen(m_context);
        invalidateRowsFilter();
    };
    follow();
    connect(&context.selection, &Selection::changed, this, follow);
}

bool TimeFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (!m_span) return true;
    const QVariant time = sourceModel()->index(row, m_column, parent).data();
    return !time.isValid() || m_span->contains(time.toLongLong());
}

}  // namespace vitrine::ui
