// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/command_line.h"

#include <algorithm>

#include <QEvent>
#include <QJsonDocument>
#include <QKeyEvent>
#include <QPainter>

#include "ui/common/paint.h"
#include "ui/common/theme.h"
#include "ui/session/session.h"

namespace vitrine::ui {

namespace {
constexpr int answerShownMs = 6'000;
constexpr int historyMax = 200;
constexpr int popupWidth = 680;
}  // namespace

CommandPopup::CommandPopup(const Context &context, QWidget *parent) : QFrame(parent), m_context(context)
{
    setObjectName(QStringLiteral("popup"));
    setFocusPolicy(Qt::NoFocus);
    hide();
}

QSize CommandPopup::sizeHint() const
{
    const Theme &theme = m_context.theme;
    if (m_content == Content::completions)
        return {theme.px(popupWidth), theme.px(12) + theme.px(28) * static_cast<int>(m_completions.size())};
    if (m_content == Content::waiting) return {theme.px(popupWidth), theme.px(52)};
    const int width = theme.px(popupWidth);
    const QRect sentence = QFontMetrics(theme.font(Theme::Type::body))
                               .boundingRect(QRect(0, 0, width - theme.px(52), 1'000), Qt::TextWordWrap, m_answer.sentence);
    const int json = m_answer.json.isEmpty() ? 0 : theme.px(22);
    return {width, theme.px(42) + sentence.height() + json};
}

void CommandPopup::showCompletions(const QList<commands::Completion> &completions, int current)
{
    m_content = Content::completions;
    m_completions = completions;
    m_current = current;
    setVisible(!completions.isEmpty());
    resize(sizeHint());
    update();
}

void CommandPopup::showWaiting(const QString &commandLine)
{
    m_content = Content::waiting;
    m_commandLine = commandLine;
    show();
    resize(sizeHint());
    update();
}

void CommandPopup::showAnswer(const QString &commandLine, const CommandAnswer &answer)
{
    m_content = Content::answer;
    m_commandLine = commandLine;
    m_answer = answer;
    show();
    resize(sizeHint());
    update();
}

void CommandPopup::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const QRectF inner = QRectF(rect()).adjusted(theme.px(6), theme.px(6), -theme.px(6), -theme.px(6));
    if (m_content == Content::completions) {
        for (qsizetype i = 0; i < m_completions.size(); ++i) {
            const QRectF row(inner.left(), inner.top() + static_cast<qreal>(i) * theme.px(28), inner.width(), theme.px(28));
            if (i == m_current) paintBox(painter, row, theme.px(5), c.selection, {});
            const QRectF text = row.adjusted(theme.px(10), 0, -theme.px(10), 0);
            const QFont mono = theme.font(Theme::Type::mono);
            const qreal width = paintText(painter, text.adjusted(0, 0, -text.width() * 0.3, 0), m_completions[i].shown, mono,
                                          m_completions[i].line == m_completions[i].shown ? c.text : c.muted);
            paintText(painter, text.adjusted(width + theme.px(16), 0, 0, 0), m_completions[i].hint, theme.font(Theme::Type::small), c.muted,
                      Qt::AlignRight | Qt::AlignVCenter);
        }
        return;
    }
    const qreal mark = theme.pxf(9);
    const QRectF line(inner.left() + theme.px(10), inner.top() + theme.px(6), inner.width() - theme.px(20), theme.px(18));
    if (m_content == Content::waiting) {
        paintMark(painter, Mark::half, QRectF(line.left(), line.center().y() - mark / 2 + theme.px(4), mark, mark), c.muted);
        paintText(painter, line.adjusted(theme.px(20), theme.px(8), 0, theme.px(8)), m_commandLine, theme.font(Theme::Type::mono), c.muted);
        return;
    }
    paintMark(painter, m_answer.ok ? Mark::circle : Mark::square, QRectF(line.left(), line.center().y() - mark / 2, mark, mark),
              m_answer.ok ? c.good : c.bad);
    paintText(painter, line.adjusted(theme.px(20), 0, 0, 0), m_commandLine, theme.font(Theme::Type::mono), c.muted);
    painter.setFont(theme.font(Theme::Type::body));
    painter.setPen(m_answer.ok ? c.text : c.badText);
    QRectF used;
    const QRectF body(line.left() + theme.px(20), line.bottom() + theme.px(4), line.width() - theme.px(20), inner.bottom() - line.bottom());
    painter.drawText(body, static_cast<int>(Qt::AlignLeft | Qt::AlignTop) | Qt::TextWordWrap, m_answer.sentence, &used);
    if (!m_answer.json.isEmpty()) {
        const QString json = QString::fromUtf8(QJsonDocument(m_answer.json).toJson(QJsonDocument::Compact));
        paintText(painter, QRectF(body.left(), used.bottom() + theme.px(2), body.width(), theme.px(18)), json,
                  theme.font(Theme::Type::monoSmall), c.muted);
    }
}

void CommandPopup::mousePressEvent(QMouseEvent *event)
{
    if (m_content != Content::completions) {
        hide();
        return;
    }
    const int index = static_cast<int>((event->position().y() - m_context.theme.px(6)) / m_context.theme.px(28));
    if (index >= 0 && index < m_completions.size()) Q_EMIT chosen(index);
}

CommandLine::CommandLine(const Context &context, QWidget *parent) : QLineEdit(parent), m_context(context), m_popup(nullptr)
{
    setObjectName(QStringLiteral("commandField"));
    m_hide.setSingleShot(true);
    setClearButtonEnabled(false);
    connect(this, &QLineEdit::textEdited, this, [this] {
        m_recalled = -1;
        updateCompletions();
    });
    connect(&m_hide, &QTimer::timeout, this, [this] { m_popup->hide(); });
    connect(&m_context.session, &Session::executed, this, &CommandLine::showAnswer);
    m_popup = new CommandPopup(context, this);
    connect(m_popup, &CommandPopup::chosen, this, &CommandLine::choose);
}

CommandLine::~CommandLine() = default;

bool CommandLine::event(QEvent *event)
{
    // Tab completes here instead of leaving the field.
    if (event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Tab && !m_completions.isEmpty()) {
            choose(std::max(0, m_current));
            return true;
        }
    }
    return QLineEdit::event(event);
}

void CommandLine::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) update();
}

void CommandLine::place()
{
    // The popup belongs to the window, so that it may lie over the panels; it is never wider than the window.
    QWidget *top = window();
    if (m_popup->parentWidget() != top) {
        const bool visible = m_popup->isVisible();
        m_popup->setParent(top);
        m_popup->setVisible(visible);
    }
    QPoint position = mapTo(top, QPoint(0, height() + 4));
    position.setX(std::clamp(position.x(), 4, std::max(4, top->width() - m_popup->width() - 4)));
    m_popup->move(position);
    m_popup->raise();
}

void CommandLine::updateCompletions()
{
    m_hide.stop();
    m_completions = commands::complete(text(), m_context.session.cluster(), m_context.session.world().mode == WorldState::Mode::simulation);
    m_current = -1;
    m_popup->showCompletions(m_completions, m_current);
    place();
}

void CommandLine::choose(int index)
{
    if (index < 0 || index >= m_completions.size()) return;
    setText(m_completions[index].line);
    setFocus();
    updateCompletions();
    // Completed to its end: nothing is left to choose from.
    if (m_completions.size() == 1 && m_completions.front().shown == text()) m_popup->hide();
}

void CommandLine::recall(int step)
{
    if (m_history.isEmpty()) return;
    const qsizetype at = m_recalled < 0 ? m_history.size() : m_recalled;
    m_recalled = std::clamp<qsizetype>(at + step, 0, m_history.size());
    setText(m_recalled == m_history.size() ? QString() : m_history.at(m_recalled));
}

void CommandLine::run(const QString &commandLine)
{
    // Blanks inside of quotes belong to a name.
    const QString line = commandLine.trimmed();
    if (line.isEmpty()) return;
    if (m_history.isEmpty() || m_history.last() != line) m_history << line;
    if (m_history.size() > historyMax) m_history.removeFirst();
    m_recalled = -1;
    m_completions.clear();
    m_hide.stop();
    m_popup->showWaiting(line);
    place();
    m_context.session.execute(line);
}

void CommandLine::showAnswer(const QString &commandLine, const CommandAnswer &answer)
{
    m_popup->showAnswer(commandLine, answer);
    place();
    // A refusal stays until it is read.
    if (answer.ok) m_hide.start(answerShownMs);
    else m_hide.stop();
}

void CommandLine::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        if (m_popup->isVisible()) m_popup->hide();
        else clear();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter: {
        if (m_current >= 0 && m_popup->isVisible() && m_current < m_completions.size() && m_completions[m_current].line != text()) {
            choose(m_current);
            return;
        }
        const QString line = text();
        clear();
        run(line);
        return;
    }
    case Qt::Key_Down:
    case Qt::Key_Up: {
        const int step = event->key() == Qt::Key_Down ? 1 : -1;
        if (m_popup->isVisible() && !m_completions.isEmpty() && m_recalled < 0) {
            m_current = std::clamp(m_current + step, -1, static_cast<int>(m_completions.size()) - 1);
            m_popup->showCompletions(m_completions, m_current);
            place();
        } else {
            recall(step);
        }
        return;
    }
    default: QLineEdit::keyPressEvent(event);
    }
}

void CommandLine::focusInEvent(QFocusEvent *event)
{
    QLineEdit::focusInEvent(event);
    if (event->reason() != Qt::ActiveWindowFocusReason && event->reason() != Qt::OtherFocusReason) updateCompletions();
    update();
}

void CommandLine::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (!m_completions.isEmpty()) m_popup->hide();
    m_completions.clear();
    update();
}

void CommandLine::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (!text().isEmpty()) return;
    QPainter painter(this);
    const Theme &theme = m_context.theme;
    const QRectF inner = QRectF(rect()).adjusted(theme.px(12), 0, -theme.px(10), 0);
    const QFont keys = theme.font(Theme::Type::monoSmall);
    const QString shortcut = QStringLiteral("Ctrl+K");
    const qreal width = textWidth(keys, shortcut);
    const bool room = inner.width() > width * 3;
    if (!hasFocus() || room) {
        if (!hasFocus())
            if (room || inner.width() > width)
                paintText(painter, inner.adjusted(0, 0, room ? -width - theme.px(8) : 0, 0), tr("Run a command: broker kill 1"),
                          theme.font(Theme::Type::body), theme.colors().muted);
        if (room) paintText(painter, inner, shortcut, keys, theme.colors().muted, Qt::AlignRight | Qt::AlignVCenter);
    }
}

}  // namespace vitrine::ui
