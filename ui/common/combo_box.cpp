// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/combo_box.h"

#include <algorithm>

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QScreen>
#include <QStylePainter>
#include <QToolTip>

namespace vitrine::ui {

QString ComboBox::shownText() const
{
    QStyleOptionComboBox option;
    initStyleOption(&option);
    // What the style adds around a text when it says how wide a box has to be: a box of that width cuts nothing.
    // Asked with the text: an empty box has a least width.
    const int wide = fontMetrics().horizontalAdvance(currentText());
    const int around = style()->sizeFromContents(QStyle::CT_ComboBox, &option, QSize(wide, fontMetrics().height()), this).width() - wide;
    // And the width of the text is rounded: by a part of a pixel it would not fit into its own.
    return fontMetrics().elidedText(currentText(), Qt::ElideMiddle, width() - around + 1);
}

void ComboBox::showPopup()
{
    constexpr int margins = 24;
    view()->setTextElideMode(Qt::ElideMiddle);
    view()->setMinimumWidth(
        std::clamp(view()->sizeHintForColumn(0) + margins, width(), std::max(width(), screen()->availableSize().width() / 2)));
    QComboBox::showPopup();
}

void ComboBox::paintEvent(QPaintEvent *event)
{
    if (isEditable() || currentIndex() < 0) return QComboBox::paintEvent(event);
    QStylePainter painter(this);
    painter.setPen(palette().color(QPalette::Text));
    QStyleOptionComboBox option;
    initStyleOption(&option);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    option.currentText = shownText();
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

bool ComboBox::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && !isEditable() && shownText() != currentText()) {
        // Before what the box is for: that one can guess.
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(),
                           toolTip().isEmpty() ? currentText() : currentText() + QLatin1Char('\n') + toolTip(), this);
        return true;
    }
    return QComboBox::event(event);
}

}  // namespace vitrine::ui
