// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

#include "ui/common/context.h"
#include "ui/common/selection.h"

namespace vitrine::ui {

// The chosen range of time in milliseconds since 1970, as records and batches have their times. Both ends are part of it.
struct WallSpan {
    qint64 fromMs = 0;
    qint64 toMs = 0;

    // The span of the range that is chosen now; none: all of the time.
    [[nodiscard]] static std::optional<WallSpan> chosen(const Context &context);
    [[nodiscard]] bool contains(qint64 ms) const { return ms >= fromMs && ms <= toMs; }
    // Something of what lasts from `first` to `last` lies in it.
    [[nodiscard]] bool meets(qint64 first, qint64 last) const { return first <= toMs && last >= fromMs; }
    friend bool operator==(const WallSpan &, const WallSpan &) = default;
};

// How what lies outside of the chosen time is painted where it keeps its place.
constexpr qreal fadedOpacity = 0.35;

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
    std::optional<WallSpan> m_span;
};

}  // namespace vitrine::ui
