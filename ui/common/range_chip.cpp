// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/range_chip.h"

#include <QEvent>

#include "ui/common/selection.h"
#include "ui/session/session.h"

namespace vitrine::ui {

namespace {

// Ranges as long as this are told without thousandths.
constexpr Duration coarseFrom = std::chrono::seconds(5);

QString endText(const Context &context, const TimeRange &range, Instant at)
{
    QString text = context.session.timeText(at);
    if (const qsizetype point = text.lastIndexOf(QLatin1Char('.')); point > 0 && range.length() >= coarseFrom) text.truncate(point);
    return text;
}

}  // namespace

RangeChip::RangeChip(const Context &context, QWidget *parent) : QToolButton(parent), m_context(context)
{
    setProperty("chip", true);
    connect(&context.selection, &Selection::changed, this, &RangeChip::showRange);
    connect(this, &QToolButton::clicked, this, [this] { m_context.selection.setTimeRange({}); });
    showRange();
}

QString RangeChip::textOf(const Context &context, const TimeRange &range)
{
    return endText(context, range, range.from) + QStringLiteral(" – ") + endText(context, range, range.to);
}

void RangeChip::showRange()
{
    const auto &range = m_context.selection.timeRange();
    if (range) {
        const QString text = tr("Only %1 to %2").arg(endText(m_context, *range, range->from), endText(m_context, *range, range->to));
        setText(text + QStringLiteral("  ✕"));
    }
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
