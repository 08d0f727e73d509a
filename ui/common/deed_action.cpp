// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/deed_action.h"

#include <algorithm>

#include <QApplication>
#include <QFontMetrics>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPointer>

#include "ui/common/paint.h"
#include "ui/common/theme.h"

namespace vitrine::ui {

namespace {
constexpr int rowWidth = 360;
constexpr int leftPadding = 26;  // where the words of plain entries begin
constexpr int rightPadding = 12;
constexpr int topPadding = 7;
constexpr int titleHeight = 19;
constexpr int lineHeight = 18;
constexpr int choiceHeight = 24;
}  // namespace

DeedAction::DeedAction(const Theme &theme, Deed deed, std::function<void(const QString &)> give, QObject *parent)
    : QWidgetAction(parent), m_theme(theme), m_deed(std::move(deed)), m_chosen(m_deed.first)
{
    setText(m_deed.title);
    setToolTip(line());
    setStatusTip(m_deed.sentence);
    setEnabled(m_deed.enabled);
    connect(this, &QAction::triggered, this, [this, give = std::move(give)] { give(line()); });
}

void DeedAction::choose(qsizetype choice)
{
    m_chosen = std::clamp<qsizetype>(choice, 0, m_deed.choices.size() - 1);
    setToolTip(line());
}

QWidget *DeedAction::createWidget(QWidget *parent) { return new DeedRow(m_theme, *this, parent); }

DeedRow::DeedRow(const Theme &theme, DeedAction &action, QWidget *parent) : QWidget(parent), m_theme(theme), m_action(action)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    describe();
}

bool DeedRow::hasChoices() const { return m_action.deed().choices.size() > 1; }

void DeedRow::describe()
{
    setAccessibleName(m_action.deed().title);
    setAccessibleDescription(m_action.deed().sentence + QLatin1Char('\n') + m_action.line());
}

QRect DeedRow::textRect() const { return rect().adjusted(m_theme.px(leftPadding), 0, -m_theme.px(rightPadding), 0); }

int DeedRow::sentenceHeight() const
{
    const QFontMetrics metrics(m_theme.font(Theme::Type::small));
    return metrics
        .boundingRect(QRect(0, 0, m_theme.px(rowWidth - leftPadding - rightPadding), 1'000), Qt::TextWordWrap, m_action.deed().sentence)
        .height();
}

QSize DeedRow::sizeHint() const
{
    const int choices = hasChoices() ? m_theme.px(choiceHeight + 6) : 0;
    return {m_theme.px(rowWidth), m_theme.px(2 * topPadding + titleHeight + lineHeight + 2) + sentenceHeight() + choices};
}

QRectF DeedRow::choiceRect(qsizetype choice) const
{
    const QFont font = m_theme.font(Theme::Type::smallMedium);
    const qreal top = m_theme.px(topPadding + titleHeight + 4) + sentenceHeight();
    qreal x = textRect().left();
    for (qsizetype i = 0; i <= choice; ++i) {
        const qreal width = textWidth(font, m_action.deed().choices.at(i).label) + m_theme.px(18);
        if (i == choice) return {x, top, width, static_cast<qreal>(m_theme.px(choiceHeight))};
        x += width + m_theme.px(6);
    }
    return {};
}

void DeedRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &c = m_theme.colors();
    const Deed &deed = m_action.deed();
    const bool enabled = m_action.isEnabled();
    if (hasFocus() && enabled) paintBox(painter, QRectF(rect()), m_theme.px(5), c.selection, {});
    const QRectF text = textRect();
    qreal y = m_theme.px(topPadding);
    paintText(painter, QRectF(text.left(), y, text.width(), m_theme.px(titleHeight)), deed.title, m_theme.font(Theme::Type::bodyMedium),
              enabled ? c.text : c.muted);
    y += m_theme.px(titleHeight);
    painter.setFont(m_theme.font(Theme::Type::small));
    painter.setPen(c.muted);
    painter.drawText(QRectF(text.left(), y, text.width(), sentenceHeight() + 2),
                     static_cast<int>(Qt::AlignLeft | Qt::AlignTop) | Qt::TextWordWrap, deed.sentence);
    y += sentenceHeight() + m_theme.px(2);
    if (hasChoices()) {
        for (qsizetype i = 0; i < deed.choices.size(); ++i) {
            const QRectF box = choiceRect(i);
            const bool chosen = enabled && i == m_action.chosen();
            paintBox(painter, box, m_theme.px(5), chosen ? c.leader : c.panel, chosen ? c.leader : c.line);
            paintText(painter, box, deed.choices.at(i).label, m_theme.font(Theme::Type::smallMedium),
                      chosen    ? c.onLeader
                      : enabled ? c.text
                                : c.muted,
                      Qt::AlignCenter, Qt::ElideNone);
        }
        y += m_theme.px(choiceHeight + 6);
    }
    paintText(painter, QRectF(text.left(), y, text.width(), m_theme.px(lineHeight)), m_action.line(), m_theme.font(Theme::Type::mono),
              enabled ? c.leaderText : c.muted);
}

void DeedRow::enterEvent(QEnterEvent *)
{
    // The keyboard goes on from where the mouse is.
    if (auto *menu = qobject_cast<QMenu *>(parentWidget())) menu->setActiveAction(&m_action);
    setFocus(Qt::MouseFocusReason);
}

void DeedRow::mouseMoveEvent(QMouseEvent *event)
{
    if (!hasChoices()) return;
    for (qsizetype i = 0; i < m_action.deed().choices.size(); ++i) {
        if (!choiceRect(i).contains(event->position()) || i == m_action.chosen()) continue;
        m_action.choose(i);
        describe();
        update();
    }
}

void DeedRow::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !rect().contains(event->position().toPoint())) return;
    mouseMoveEvent(event);
    give();
}

void DeedRow::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: give(); return;
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (!hasChoices()) break;
        m_action.choose(m_action.chosen() + (event->key() == Qt::Key_Right ? 1 : -1));
        describe();
        update();
        return;
    default: break;
    }
    event->ignore();
}

void DeedRow::focusInEvent(QFocusEvent *) { update(); }
void DeedRow::focusOutEvent(QFocusEvent *) { update(); }

void DeedRow::give()
{
    if (!m_action.isEnabled()) return;
    // The menu and those above it close first: the entry goes with them, unless it is kept for what follows.
    const QPointer<DeedAction> action = &m_action;
    for (QWidget *popup = QApplication::activePopupWidget(); qobject_cast<QMenu *>(popup) != nullptr;
         popup = QApplication::activePopupWidget()) {
        if (!popup->close()) break;
    }
    if (action) action->trigger();
}

}  // namespace vitrine::ui
