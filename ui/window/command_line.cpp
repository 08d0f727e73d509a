// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/command_line.h"

#include <algorithm>

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QJsonDocument>
#include <QKeyEvent>
#include <QPainter>

#include "ui/common/icons.h"
#include "ui/common/paint.h"
#include "ui/common/theme.h"
#include "ui/common/user_settings.h"
#include "ui/session/commands.h"
#include "ui/session/session.h"

namespace vitrine::ui {

namespace {
constexpr int answerShownMs = 6'000;
constexpr int historyMax = 200;
constexpr int popupWidth = 680;
constexpr int itemsMax = 12;
constexpr int recentMax = 30;
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
    if (m_content == Content::items)
        return {theme.px(popupWidth), theme.px(12) + theme.px(28) * static_cast<int>(m_items.size()) + theme.px(26)};
    if (m_content == Content::waiting) return {theme.px(popupWidth), theme.px(52)};
    const int width = theme.px(popupWidth);
    const QRect sentence = QFontMetrics(theme.font(Theme::Type::body))
                               .boundingRect(QRect(0, 0, width - theme.px(52), 1'000), Qt::TextWordWrap, m_answer.sentence);
    const int json = m_answer.json.isEmpty() ? 0 : theme.px(22);
    return {width, theme.px(42) + sentence.height() + json};
}

void CommandPopup::showItems(const QList<PaletteItem> &items, int current)
{
    m_content = Content::items;
    m_items = items;
    m_current = current;
    setVisible(!items.isEmpty());
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
    if (m_content == Content::items) {
        for (qsizetype i = 0; i < m_items.size(); ++i)
            paintItem(painter, m_items[i],
                      QRectF(inner.left(), inner.top() + static_cast<qreal>(i) * theme.px(28), inner.width(), theme.px(28)),
                      i == m_current);
        const QRectF foot(inner.left() + theme.px(10), inner.bottom() - theme.px(22), inner.width() - theme.px(20), theme.px(22));
        painter.fillRect(QRectF(inner.left(), foot.top(), inner.width(), 1), c.line);
        paintText(painter, foot, tr("Enter: do it   Tab: complete   Ctrl+Shift+C: copy as command"), theme.font(Theme::Type::tiny),
                  c.muted);
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

void CommandPopup::paintItem(QPainter &painter, const PaletteItem &item, const QRectF &row, bool current) const
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    if (current) {
        paintBox(painter, row, theme.px(5), c.selection, {});
        painter.fillRect(QRectF(row.left(), row.top() + theme.px(6), theme.px(2), row.height() - theme.px(12)), c.leader);
    }
    QRectF area = row.adjusted(theme.px(10), 0, -theme.px(10), 0);
    const int icon = theme.px(16);
    lineIcon(theme, item.icon)
        .paint(&painter, QRect(QPoint(static_cast<int>(area.left()), static_cast<int>(row.center().y()) - icon / 2), QSize(icon, icon)),
               Qt::AlignCenter, item.enabled ? QIcon::Normal : QIcon::Disabled);
    area.setLeft(area.left() + icon + theme.px(10));
    if (!item.keys.isEmpty()) {
        const QFont font = theme.font(Theme::Type::monoSmall);
        const qreal width = textWidth(font, item.keys) + theme.px(10);
        const QRectF chip(area.right() - width, row.center().y() - theme.px(9), width, theme.px(18));
        paintBox(painter, chip, theme.px(4), c.sunk, c.line);
        paintText(painter, chip, item.keys, font, c.muted, Qt::AlignCenter);
        area.setRight(chip.left() - theme.px(10));
    }
    const bool mono = item.isLine;
    const QFont font = theme.font(mono ? Theme::Type::mono : Theme::Type::body);
    const QColor color = item.isForm || !item.enabled ? c.muted : c.text;
    // What is done comes before what it means. Lines differ at their ends, where the names are; forms at their beginnings.
    const QFont hintFont = theme.font(Theme::Type::small);
    const qreal beside = item.hint.isEmpty() ? 0 : theme.px(16) + textWidth(hintFont, item.hint);
    const QString shown = QFontMetricsF(font).elidedText(item.text, mono && !item.isForm ? Qt::ElideMiddle : Qt::ElideRight,
                                                         std::max(area.width() - beside, area.width() * (beside > 0 ? 0.7 : 1.0)));
    qreal width = textWidth(font, shown);
    if (shown == item.text && !item.matched.isEmpty()) {
        // What was typed stands out by weight, too, since a colour alone is not seen by everybody.
        QFont strong = font;
        strong.setWeight(QFont::DemiBold);
        qreal x = area.left();
        for (qsizetype i = 0; i < shown.size();) {
            const bool hit = item.matched.contains(static_cast<int>(i));
            qsizetype end = i;
            while (end < shown.size() && item.matched.contains(static_cast<int>(end)) == hit) ++end;
            const QString piece = shown.mid(i, end - i);
            const qreal advance = QFontMetricsF(hit ? strong : font).horizontalAdvance(piece);
            paintText(painter, QRectF(x, area.top(), advance + 2, area.height()), piece, hit ? strong : font,
                      hit && item.enabled ? c.leaderText : color, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideNone);
            x += advance;
            i = end;
        }
        width = x - area.left();
    } else {
        paintText(painter, area, shown, font, color);
    }
    paintText(painter, area.adjusted(width + theme.px(16), 0, 0, 0), item.hint, hintFont, c.muted, Qt::AlignRight | Qt::AlignVCenter);
}

void CommandPopup::mousePressEvent(QMouseEvent *event)
{
    if (m_content != Content::items) {
        hide();
        return;
    }
    const int index = static_cast<int>((event->position().y() - m_context.theme.px(6)) / m_context.theme.px(28));
    if (index >= 0 && index < m_items.size()) Q_EMIT chosen(index);
}

CommandLine::CommandLine(const Context &context, QWidget *parent) : QLineEdit(parent), m_context(context), m_popup(nullptr)
{
    setObjectName(QStringLiteral("commandField"));
    setAccessibleName(tr("Command line and palette"));
    m_hide.setSingleShot(true);
    setClearButtonEnabled(false);
    connect(this, &QLineEdit::textEdited, this, [this] {
        m_recalled = -1;
        updateItems();
    });
    connect(&m_hide, &QTimer::timeout, this, [this] { m_popup->hide(); });
    connect(&m_context.session, &Session::executed, this, &CommandLine::showAnswer);
    m_popup = new CommandPopup(context, this);
    connect(m_popup, &CommandPopup::chosen, this, &CommandLine::choose);
    m_recent = UserSettings::value(QStringLiteral("palette/recent")).toStringList();
}

CommandLine::~CommandLine() = default;

bool CommandLine::event(QEvent *event)
{
    // Tab completes here instead of leaving the field.
    if (event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Tab && !m_items.isEmpty() && m_popup->isVisible()) {
            // Of what is no line of the language there is nothing to complete.
            const PaletteItem &item = m_items.at(std::max(0, m_current));
            if (item.isLine) choose(std::max(0, m_current));
            else if (!item.line.isEmpty()) setText(item.line);
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

void CommandLine::open()
{
    if (!hasFocus()) m_before = QApplication::focusWidget();
    setFocus(Qt::ShortcutFocusReason);
    selectAll();
    updateItems();
}

void CommandLine::setHint(const QString &keys)
{
    m_keys = keys;
    update();
}

void CommandLine::updateItems()
{
    m_hide.stop();
    const bool simulation = m_context.session.world().mode == WorldState::Mode::simulation;
    const QString typed = text();
    const bool blank = typed.trimmed().isEmpty();
    const QList<commands::Completion> completions =
        blank && m_offers ? QList<commands::Completion>() : commands::complete(typed, m_context.session.cluster(), simulation, itemsMax);
    QList<PaletteItem> lines;
    for (const commands::Completion &completion : completions)
        lines.append({.id = {},
                      .text = completion.shown,
                      .hint = completion.hint,
                      .icon = QStringLiteral("command"),
                      .keys = {},
                      .line = completion.line,
                      .isLine = true,
                      .isForm = completion.shown != completion.line});
    QList<PaletteItem> offers = m_offers ? m_offers() : QList<PaletteItem>();
    if (m_offers && !typed.contains(QLatin1Char(' '))) {
        // The forms of the language, too, by any of their words: "kill" finds "broker kill N".
        for (const commands::Form &form : commands::forms(simulation)) {
            QString line;
            for (const QString &word : form.text.split(QLatin1Char(' '))) {
                if (word.startsWith(QLatin1Char('[')) || word.startsWith(QLatin1Char('-')) || word.front().isUpper() ||
                    word.front().isDigit())
                    break;
                line += word + QLatin1Char(' ');
            }
            if (std::ranges::none_of(lines, [&](const PaletteItem &other) { return other.line.trimmed() == line.trimmed(); }))
                offers.append({.id = {},
                               .text = form.text,
                               .hint = form.meaning,
                               .icon = QStringLiteral("command"),
                               .keys = {},
                               .line = line.trimmed() == form.text ? form.text : line,
                               .isLine = true});
        }
    }
    // What is being typed as a line of the language comes first; with a blank in it, little else can be meant.
    offers = palette::find(typed, std::move(offers), m_recent, itemsMax);
    const qsizetype linesMax = offers.isEmpty() ? itemsMax : std::max<qsizetype>(itemsMax - offers.size(), itemsMax / 2);
    m_items = lines.mid(0, linesMax);
    const bool wholeName = !offers.isEmpty() && offers.front().text.compare(typed.trimmed(), Qt::CaseInsensitive) == 0;
    if (wholeName) m_items = offers.mid(0, 1) + m_items + offers.mid(1);
    else m_items += offers;
    m_items = m_items.mid(0, itemsMax);
    // What is a line already is run as it stands.
    m_current = blank || m_items.isEmpty() || (!wholeName && commands::formOf(typed)) ? -1 : 0;
    m_popup->showItems(m_items, m_current);
    place();
}

void CommandLine::remember(const QString &id)
{
    if (id.isEmpty()) return;
    m_recent.removeAll(id);
    m_recent.prepend(id);
    if (m_recent.size() > recentMax) m_recent.removeLast();
    UserSettings::setValue(QStringLiteral("palette/recent"), m_recent);
}

void CommandLine::choose(int index)
{
    if (index < 0 || index >= m_items.size()) return;
    const PaletteItem item = m_items[index];
    if (item.isLine) {
        setText(item.line);
        setFocus();
        updateItems();
        // Completed to its end: nothing is left to choose from.
        if (m_items.size() == 1 && m_items.front().text == text()) m_popup->hide();
        return;
    }
    if (!item.enabled) return;
    remember(item.id);
    clear();
    m_items.clear();
    m_popup->hide();
    // What is done may open something of its own, which takes the focus then.
    if (m_before) m_before->setFocus(Qt::OtherFocusReason);
    else clearFocus();
    if (item.run) item.run();
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
    m_items.clear();
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
        else if (!text().isEmpty()) clear();
        else if (m_before) m_before->setFocus(Qt::OtherFocusReason);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter: {
        if (m_current >= 0 && m_popup->isVisible() && m_current < m_items.size() &&
            (!m_items[m_current].isLine || m_items[m_current].line != text())) {
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
        if (m_popup->isVisible() && !m_items.isEmpty() && m_recalled < 0) {
            m_current = std::clamp(m_current + step, -1, static_cast<int>(m_items.size()) - 1);
            m_popup->showItems(m_items, m_current);
            place();
        } else {
            recall(step);
        }
        return;
    }
    case Qt::Key_C:
        if (event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)) {
            const QString line = m_current >= 0 && m_current < m_items.size() ? m_items[m_current].line : text();
            if (!line.isEmpty()) QGuiApplication::clipboard()->setText(line.trimmed());
            return;
        }
        break;
    default: break;
    }
    QLineEdit::keyPressEvent(event);
}

void CommandLine::focusInEvent(QFocusEvent *event)
{
    QLineEdit::focusInEvent(event);
    if (event->reason() != Qt::ActiveWindowFocusReason && event->reason() != Qt::OtherFocusReason) updateItems();
    update();
}

void CommandLine::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (!m_items.isEmpty()) m_popup->hide();
    m_items.clear();
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
    const QString shortcut = m_keys;
    const qreal width = textWidth(keys, shortcut);
    const bool room = inner.width() > width * 3;
    if (!hasFocus() || room) {
        if (!hasFocus())
            if (room || inner.width() > width)
                paintText(painter, inner.adjusted(0, 0, room ? -width - theme.px(8) : 0, 0), tr("Find or do anything: broker kill 1"),
                          theme.font(Theme::Type::body), theme.colors().muted);
        if (room) paintText(painter, inner, shortcut, keys, theme.colors().muted, Qt::AlignRight | Qt::AlignVCenter);
    }
}

}  // namespace vitrine::ui
