// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/band.h"

#include <QHBoxLayout>
#include <QPainter>

#include "ui/common/icons.h"
#include "ui/common/theme.h"

namespace vitrine::ui {

Band::Band(const Context &context, QWidget *parent)
    : QFrame(parent), m_context(context), m_layout(new QHBoxLayout(this)), m_headline(new QLabel(this)), m_sentence(new ElidedLabel(this)),
      m_action(new QPushButton(this)), m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("band"));
    m_layout->addWidget(m_headline);
    m_layout->addWidget(m_sentence, 1);
    m_layout->addWidget(m_action);
    m_layout->addWidget(m_close);
    m_action->setProperty("dense", true);
    m_action->setFocusPolicy(Qt::TabFocus);
    m_close->setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(m_action, &QPushButton::clicked, this, &Band::actionChosen);
    connect(m_close, &QToolButton::clicked, this, &Band::close);
    connect(&context.theme, &Theme::changed, this, &Band::themeChanged);
    themeChanged();
    hide();
}

void Band::themeChanged()
{
    const Theme &theme = m_context.theme;
    m_layout->setContentsMargins(theme.px(44), theme.px(4), theme.px(14), theme.px(4));
    m_layout->setSpacing(theme.px(12));
    m_headline->setFont(theme.font(Theme::Type::bodyStrong));
    m_sentence->setFont(theme.font(Theme::Type::body));
    m_close->setIcon(lineIcon(theme, QStringLiteral("close")));
    m_close->setIconSize(QSize(theme.px(14), theme.px(14)));
    setFixedHeight(theme.px(38));
    const Content content = std::exchange(m_content, {});
    setContent(content);
}

void Band::setContent(const Content &content)
{
    if (content == m_content) return;
    m_content = content;
    const Theme &theme = m_context.theme;
    const QColor color = m_content.tone == Tone::warning ? theme.colors().outText : textColor(theme, m_content.tone);
    QPalette palette = m_headline->palette();
    palette.setColor(QPalette::WindowText, color);
    m_headline->setPalette(palette);
    m_headline->setStyleSheet(QStringLiteral("color: %1").arg(color.name()));
    m_headline->setText(content.headline);
    m_sentence->setColor(theme.colors().text);
    m_sentence->setText(content.sentence);
    m_action->setText(content.action);
    m_action->setToolTip(content.tip);
    m_action->setVisible(!content.action.isEmpty());
    m_close->setVisible(content.closable);
    m_close->setAccessibleName(tr("Close this message"));
    setAccessibleName(content.headline + QStringLiteral(". ") + content.sentence);
    setVisible(!content.headline.isEmpty());
    update();
}

void Band::close()
{
    setContent({});
    Q_EMIT closed();
}

void Band::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const bool warning = m_content.tone == Tone::warning;
    const QColor shape = shapeColor(theme, m_content.tone);
    painter.fillRect(rect(), warning ? c.outFill : c.sunk);
    // Stripes say the same as the colour: this is not the usual state.
    if (warning) paintHatch(painter, QRectF(0, 0, theme.px(32), height() - 1), 0, c.outLine, theme.pxf(7), theme.pxf(1.5));
    else painter.fillRect(QRectF(0, 0, theme.px(4), height() - 1), shape);
    painter.fillRect(QRectF(0, height() - 1, width(), 1), warning ? c.outLine : c.line);
    if (!warning) {
        const qreal mark = theme.pxf(10);
        paintMark(painter, m_content.mark, QRectF(theme.px(20), (height() - mark) / 2, mark, mark), shape);
    } else {
        const qreal mark = theme.pxf(11);
        const QRectF box(theme.px(8), (height() - theme.px(18)) / 2.0, theme.px(18), theme.px(18));
        paintBox(painter, box, theme.px(4), c.outFill, {});
        paintMark(painter, m_content.mark, QRectF(box.center().x() - mark / 2, box.center().y() - mark / 2, mark, mark), shape);
    }
}

}  // namespace vitrine::ui
