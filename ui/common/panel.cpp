// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/panel.h"

#include <algorithm>

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/common/icons.h"
#include "ui/common/page.h"
#include "ui/common/paint.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"

namespace vitrine::ui {

ElidedLabel::ElidedLabel(QWidget *parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); }

void ElidedLabel::setText(const QString &text)
{
    if (text == m_text) return;
    m_text = text;
    updateGeometry();
    updateTip();
    update();
}

void ElidedLabel::setColor(const QColor &color)
{
    m_color = color;
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_elide = mode;
    update();
}

QSize ElidedLabel::sizeHint() const
{
    const QFontMetrics metrics(font());
    // Letters of a fallback font (Hangul) stand higher than those of the first one.
    return {metrics.horizontalAdvance(m_text) + 2, metrics.height() + 6};
}

QSize ElidedLabel::minimumSizeHint() const { return {0, QFontMetrics(font()).height() + 6}; }

void ElidedLabel::updateTip() { setToolTip(QFontMetrics(font()).horizontalAdvance(m_text) > width() ? m_text : QString()); }

void ElidedLabel::resizeEvent(QResizeEvent *) { updateTip(); }

void ElidedLabel::paintEvent(QPaintEvent *)
{
    // A letter or two and dots say nothing.
    if (m_elide == Qt::ElideRight && QFontMetrics(font()).elidedText(m_text, m_elide, width()) != m_text &&
        width() < QFontMetrics(font()).averageCharWidth() * 9)
        return;
    QPainter painter(this);
    paintText(painter, rect(), m_text, font(), m_color.isValid() ? m_color : palette().color(QPalette::WindowText),
              Qt::AlignLeft | Qt::AlignVCenter, m_elide);
}

PanelTab::PanelTab(const Context &context, const QString &name, bool current, QWidget *parent)
    : QWidget(parent), m_context(context), m_name(name), m_current(current)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize PanelTab::sizeHint() const
{
    const Theme &theme = m_context.theme;
    return {static_cast<int>(textWidth(theme.font(Theme::Type::smallStrong), m_name)) + theme.px(2), theme.px(28)};
}

void PanelTab::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    QPainter painter(this);
    const QColor color = m_current ? c.leaderText : underMouse() || hasFocus() ? c.text : c.muted;
    paintText(painter, rect(), m_name, theme.font(m_current ? Theme::Type::smallStrong : Theme::Type::small), color, Qt::AlignCenter,
              Qt::ElideNone);
    if (m_current) painter.fillRect(QRect(0, height() - theme.px(3), width(), theme.px(2)), c.leader);
}

void PanelTab::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) Q_EMIT chosen();
}

void PanelTab::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Space) Q_EMIT chosen();
    else QWidget::keyPressEvent(event);
}

void PanelTab::enterEvent(QEnterEvent *) { update(); }
void PanelTab::leaveEvent(QEvent *) { update(); }

PanelHeader::PanelHeader(const Context &context, Page &page, QWidget *parent)
    : QWidget(parent), m_context(context), m_page(page), m_more(new QToolButton(this)), m_title(new ElidedLabel(this)),
      m_subtitle(new ElidedLabel(this)), m_tabs(new QWidget(this)), m_tabLayout(new QHBoxLayout(m_tabs)), m_layout(new QHBoxLayout(this))
{
    m_tabLayout->setContentsMargins(0, 0, 0, 0);
    m_tabs->hide();
    m_layout->addWidget(m_title);
    m_layout->addWidget(m_subtitle, 1);
    for (QWidget *widget : page.headerWidgets()) m_layout->addWidget(widget);
    if (page.hasTwins()) {
        m_asTable = new QToolButton(this);
        m_asTable->setCheckable(true);
        m_asTable->setChecked(page.showsTables());
        m_asTable->setObjectName(QStringLiteral("asTable"));
        m_layout->addWidget(m_asTable);
        connect(m_asTable, &QToolButton::toggled, &page, &Page::setShowsTables);
        connect(&page, &Page::showsTablesChanged, m_asTable, &QToolButton::setChecked);
    }
    m_layout->addWidget(m_tabs);
    m_layout->addWidget(m_more);
    m_more->hide();
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setProperty("chevron", true);
    m_more->setMenu(new QMenu(m_more));
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_title->setElideMode(Qt::ElideMiddle);
    connect(&page, &Page::headerChanged, this, &PanelHeader::updateTexts);
    connect(&context.theme, &Theme::changed, this, &PanelHeader::updateTheme);
    // The mark of a chosen range of time has come or gone.
    connect(&context.selection, &Selection::changed, this, &PanelHeader::fit);
    updateTheme();
    updateTexts();
}

void PanelHeader::updateTexts()
{
    m_title->setText(m_page.title());
    m_subtitle->setText(m_page.subtitle());
    if (m_asTable) {
        m_asTable->setAccessibleName(tr("Show as table"));
        const QString keys = m_tableKeys.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(m_tableKeys);
        m_asTable->setToolTip(tr("Show as table%1: what is drawn in rows, to sort, filter, copy and export").arg(keys));
    }
    // What stands beside them may have come or gone.
    fit();
}

void PanelHeader::updateTheme()
{
    const Theme &theme = m_context.theme;
    m_title->setFont(theme.font(Theme::Type::title));
    m_subtitle->setFont(theme.font(Theme::Type::small));
    m_subtitle->setColor(theme.colors().muted);
    m_layout->setContentsMargins(theme.px(18), theme.px(8), theme.px(14), theme.px(4));
    m_layout->setSpacing(theme.px(10));
    m_tabLayout->setSpacing(theme.px(18));
    setMinimumHeight(theme.px(42));
    if (m_asTable) {
        m_asTable->setIcon(lineIcon(theme, QStringLiteral("table")));
        m_asTable->setIconSize(QSize(theme.px(16), theme.px(16)));
    }
    for (PanelTab *tab : m_tabs->findChildren<PanelTab *>()) tab->updateGeometry();
    updateGeometry();
    fit();
}

void PanelHeader::setTableKeys(const QString &keys)
{
    m_tableKeys = keys;
    updateTexts();
}

void PanelHeader::setTabs(const QList<Tab> &tabs)
{
    qDeleteAll(m_tabs->findChildren<PanelTab *>());
    for (const Tab &tab : tabs) {
        auto *widget = new PanelTab(m_context, tab.name, tab.current, m_tabs);
        m_tabLayout->addWidget(widget);
        connect(widget, &PanelTab::chosen, this, [dock = tab.dock] {
            if (dock) dock->raise();
        });
    }
    m_tabList = tabs;
    m_more->menu()->clear();
    for (const Tab &tab : tabs) {
        QAction *action = m_more->menu()->addAction(tab.name);
        action->setCheckable(true);
        action->setChecked(tab.current);
        connect(action, &QAction::triggered, this, [dock = tab.dock] {
            if (dock) dock->raise();
        });
        if (tab.current) m_more->setText(tab.name);
    }
    fit();
}

void PanelHeader::resizeEvent(QResizeEvent *) { fit(); }

QSize PanelHeader::minimumSizeHint() const
{
    QSize size = QWidget::minimumSizeHint();
    if (m_tabs->isVisibleTo(this)) size.rwidth() += m_more->sizeHint().width() - m_tabs->minimumSizeHint().width();
    return size;
}

void PanelHeader::fit()
{
    const Theme &theme = m_context.theme;
    int tabs = 0;
    for (const Tab &tab : m_tabList) tabs += static_cast<int>(textWidth(theme.font(Theme::Type::smallStrong), tab.name)) + theme.px(20);
    int others = theme.px(32) + std::min(m_title->sizeHint().width(), theme.px(150));
    for (QWidget *widget : m_page.headerWidgets())
        if (widget->isVisibleTo(this)) others += widget->sizeHint().width() + m_layout->spacing();
    if (m_asTable) others += m_asTable->sizeHint().width() + m_layout->spacing();
    const bool several = m_tabList.size() > 1;
    const bool fits = tabs + others + m_layout->spacing() <= width();
    m_tabs->setVisible(several && fits);
    m_more->setVisible(several && !fits);
}

Card::Card(const Context &context, Page *page, QWidget *parent) : QFrame(parent), m_context(context)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(new PanelHeader(context, *page, this));
    layout->addWidget(page, 1);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &c = m_context.theme.colors();
    paintBox(painter, rect(), m_context.theme.px(8), c.panel, c.line);
}

DockPanel::DockPanel(const Context &context, const QString &name, Page *page, QWidget *parent)
    : QDockWidget(parent), m_context(context), m_page(*page), m_header(new PanelHeader(context, *page, this))
{
    setObjectName(name);
    setTitleBarWidget(m_header);
    auto *body = new QWidget(this);
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(1, 0, 1, 1);
    // A page that needs more room than its panel has is scrolled, so that no page decides how small the window can be.
    auto *scroller = new QScrollArea(body);
    scroller->setWidgetResizable(true);
    scroller->setFrameShape(QFrame::NoFrame);
    scroller->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    scroller->setWidget(page);
    page->setAutoFillBackground(false);
    layout->addWidget(scroller);
    setWidget(body);
    setWindowTitle(page->tabName());
    connect(page, &Page::headerChanged, this, [this] { setWindowTitle(m_page.tabName()); });
    connect(this, &QDockWidget::visibilityChanged, page, &Page::setOnTop);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void DockPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &c = m_context.theme.colors();
    if (isFloating()) painter.fillRect(rect(), c.panel);
    paintBox(painter, rect(), isFloating() ? 0 : m_context.theme.px(8), c.panel, c.line);
}

EmptyState::EmptyState(const Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_headline(new QLabel(this)), m_explanation(new QLabel(this)), m_command(new QLabel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->addStretch(2);
    for (QLabel *label : {m_headline, m_explanation, m_command}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    layout->addStretch(3);
    m_explanation->setProperty("role", QStringLiteral("muted"));
    m_command->setTextFormat(Qt::RichText);
    m_command->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(m_command, &QLabel::linkActivated, this, [this] { Q_EMIT commandChosen(m_commandText); });
    connect(&context.theme, &Theme::changed, this, &EmptyState::updateTheme);
    updateTheme();
}

void EmptyState::updateTheme()
{
    const Theme &theme = m_context.theme;
    m_headline->setFont(theme.font(Theme::Type::title));
    m_explanation->setFont(theme.font(Theme::Type::body));
    m_command->setFont(theme.font(Theme::Type::mono));
    const int margin = theme.px(24);
    layout()->setContentsMargins(margin, margin, margin, margin);
    layout()->setSpacing(theme.px(8));
    setTexts(m_headline->text(), m_explanation->text(), m_commandText);
}

QString EmptyState::headline() const { return m_headline->text(); }

void EmptyState::setTexts(const QString &headline, const QString &explanation, const QString &command)
{
    m_headline->setText(headline);
    m_explanation->setText(explanation);
    m_explanation->setVisible(!explanation.isEmpty());
    m_commandText = command;
    m_command->setVisible(!command.isEmpty());
    m_command->setText(QStringLiteral("<a href='run' style='color:%1;text-decoration:none'>%2</a>")
                           .arg(m_context.theme.colors().leaderText.name(), command.toHtmlEscaped()));
}

}  // namespace vitrine::ui
