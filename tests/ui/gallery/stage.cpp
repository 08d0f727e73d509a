// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QTest>

#include "tests/ui/gallery/scene.h"

namespace vitrine::ui::test {

namespace {

void settle()
{
    // What was laid out may ask for another layout of what is in it.
    for (int i = 0; i < 3; ++i) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
    }
}

QString cutText(const QWidget &widget)
{
    if (const auto *label = qobject_cast<const QLabel *>(&widget)) {
        // A tooltip tells the rest of what has little room on purpose.
        if (label->text().isEmpty() || label->toolTip() == label->text()) return {};
        const bool cut = label->wordWrap() ? label->heightForWidth(label->width()) > label->height() + label->fontMetrics().height() / 3
                                           : label->sizeHint().width() > label->width() + 1;
        return cut ? label->text() : QString();
    }
    const auto *button = qobject_cast<const QAbstractButton *>(&widget);
    if (!button || button->text().isEmpty() || !button->inherits("QPushButton")) return {};
    return button->sizeHint().width() > button->width() + 1 ? button->text() : QString();
}

}  // namespace

QString Look::name() const
{
    return (scheme == Theme::Scheme::dark ? QStringLiteral("dark-") : QStringLiteral("light-")) + QLatin1String(language);
}

Stage::~Stage()
{
    // What is shown goes before what it shows.
    m_dialog.reset();
    m_window.reset();
}

FakeSession &Stage::feed(const std::vector<std::string> &texts, bool history)
{
    FakeSession &session = play(std::make_shared<FakeSession>());
    for (const std::string &text : texts) session.feed(text);
    // In a cluster that just came up nothing has been measured yet.
    if (history && !session.cluster().topics().empty()) session.makeHistory(60);
    return session;
}

MainWindow &Stage::open(const QSize &size, double scale)
{
    m_size = size;
    m_window = std::make_unique<MainWindow>(
        *m_session,
        WindowOptions{
            .scheme = m_look.scheme, .language = QLatin1String(m_look.language), .scale = scale, .size = size, .screenshot = true});
    m_subject = m_window.get();
    (void)m_window->render(size);
    return *m_window;
}

void Stage::showPanel(const char *panel)
{
    m_window->showPanel(QLatin1String(panel));
    m_subject = m_window->panel(QLatin1String(panel));
    settle();
}

void Stage::floatPanel(const char *panel, const QSize &size)
{
    showPanel(panel);
    DockPanel *dock = m_window->panel(QLatin1String(panel));
    dock->setFloating(true);
    dock->resize(size);
    settle();
    if (QWidget *focused = dock->focusWidget()) focused->clearFocus();
}

void Stage::showDialog(const QSize &size)
{
    m_dialog->ensurePolished();
    // In its own size, however small the screen is that there may be.
    const bool chosen = m_dialog->testAttribute(Qt::WA_Resized) && !m_dialog->isVisible() && !m_dialog->inherits("QMenu");
    if (size.isValid() || !chosen) m_dialog->resize(size.isValid() ? size : m_dialog->sizeHint());
    m_dialog->show();
    m_subject = m_dialog.get();
    settle();
}

Context Stage::context()
{
    if (m_window) return {*m_session, m_window->selection(), m_window->theme()};
    Theme &own = theme();
    if (!m_selection) m_selection = std::make_unique<Selection>();
    return {*m_session, *m_selection, own};
}

Theme &Stage::theme()
{
    if (m_window) return m_window->theme();
    if (!m_theme) {
        m_theme = std::make_unique<Theme>();
        m_theme->setScheme(m_look.scheme);
        m_theme->apply(*qApp);
        m_language = std::make_unique<Language>();
        m_language->set(QLatin1String(m_look.language));
    }
    return *m_theme;
}

QImage Stage::picture()
{
    settle();
    const qreal ratio = qApp->devicePixelRatio();
    QImage image;
    if (m_window && m_subject && m_window->isAncestorOf(m_subject) && !m_subject->isWindow()) {
        const QImage whole = m_window->render(m_size, ratio);
        const QRect place(m_subject->mapTo(m_window.get(), QPoint()), m_subject->size());
        image = whole.copy(QRectF(QPointF(place.topLeft()) * ratio, QSizeF(place.size()) * ratio).toRect());
    } else if (m_window && m_subject == m_window.get()) {
        image = m_window->render(m_size, ratio);
    } else if (m_subject) {
        image = QImage(m_subject->size() * ratio, QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(ratio);
        image.fill(theme().colors().window);
        m_subject->render(&image);
    }
    image.setDevicePixelRatio(1);
    return image;
}

QStringList Stage::cutTexts() const
{
    QStringList cut;
    // A window that cannot become as small as it was asked to is cut by the edge of the screen.
    if (m_window && m_window->size() != m_size)
        cut << QStringLiteral("the window needs %1 × %2").arg(m_window->width()).arg(m_window->height());
    for (const QWidget *widget : m_subject->findChildren<QWidget *>()) {
        if (!widget->isVisibleTo(m_subject) || widget->visibleRegion().isEmpty()) continue;
        const QString text = cutText(*widget);
        if (!text.isEmpty()) cut << QStringLiteral("“%1” needs more than %2 × %3").arg(text).arg(widget->width()).arg(widget->height());
    }
    return cut;
}

}  // namespace vitrine::ui::test
