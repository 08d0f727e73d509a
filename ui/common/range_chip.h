// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

#include "ui/common/context.h"

namespace vitrine::ui {

struct TimeRange;

// "Only 10:02:11 to 10:02:40 ✕" while a time range is chosen, else not there: a click, or Escape in the window, lets go of it. For every
// view that shows less because of the range: in the header of its panel, or beside what it narrows.
class RangeChip : public QToolButton {
    Q_OBJECT

public:
    explicit RangeChip(const Context &context, QWidget *parent = nullptr);
    // "10:02:11 – 10:02:40"; of short ranges with thousandths of seconds.
    [[nodiscard]] static QString textOf(const Context &context, const TimeRange &range);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showRange();
    Context m_context;
};

}  // namespace vitrine::ui
