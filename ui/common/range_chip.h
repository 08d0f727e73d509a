// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

#include "ui/common/context.h"

namespace vitrine::ui {

struct TimeRange;

// "10:02:11.000 – 10:02:19.250 ✕" while a time range is chosen, else not there: a click, or Escape in the window, lets go of it. For
// every view that shows less because of the range.
class RangeChip : public QToolButton {
    Q_OBJECT

public:
    explicit RangeChip(const Context &context, QWidget *parent = nullptr);
    // Without the mark that lets go.
    [[nodiscard]] static QString textOf(const Context &context, const TimeRange &range);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showRange();
    Context m_context;
};

}  // namespace vitrine::ui
