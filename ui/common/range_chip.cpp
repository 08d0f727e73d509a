// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/range_chip.h"

#include <QEvent>

#include "ui/common/selection.h"
#include "ui/session/session.h"

namespace vitrine::ui {

RangeChip::RangeChip(const Context &context, QWidget *parent) : QToolButton(parent), m_context(context)
{
    setProperty("chip", true);
    connect(&context.selection, &Selection::changed, this, &RangeChip::showRange);
    connect(this, &QToolButton::clicked, this, [this] { m_context.selection.setTimeRange({}); });
    showRange();
}

QString RangeChip::textOf(const Context &context, const TimeRange &range)
{
    return context.session.timeText(range.from) + QStringLiteral(" – ") + context.session.timeText(range.to);
}

void RangeChip::showRange()
{
    const auto &range = m_context.selection.timeRange();
    if (range) setText(textOf(m_context, *range) + QStringLiteral("  ✕"));
    setToolTip(tr("Only this time is shown, in every view. Click or press Escape to show all of it again."));
    setAccessibleName(range ? tr("Time shown: %1. Press to show all of it again.").arg(textOf(m_context, *range)) : QString());
    setVisible(range.has_value());
}

void RangeChip::changeEvent(QEvent *event)
{
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) showRange();
}

}  // namespace vitrine::ui
