// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/cause_pane.h"

#include <QScrollBar>

#include "ui/common/event_text.h"
#include "ui/common/format.h"
#include "ui/common/theme.h"
#include "ui/session/session.h"

namespace vitrine::ui {

CausePane::CausePane(const Context &context, QWidget *parent) : QTextBrowser(parent), m_context(context)
{
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setTextInteractionFlags(Qt::TextBrowserInteraction | Qt::LinksAccessibleByKeyboard);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) { Q_EMIT chosen(url.path().toULongLong()); });
    connect(&context.theme, &Theme::changed, this, &CausePane::build);
}

void CausePane::show(std::optional<EventLog::Position> position)
{
    if (position && !m_context.session.events().holds(*position)) position.reset();
    const bool same = position == m_shown;
    m_shown = position;
    if (same) return refresh();
    build();
    verticalScrollBar()->setValue(0);
}

void CausePane::refresh()
{
    const EventLog &log = m_context.session.events();
    if (!m_shown || m_end == log.end()) return;
    if (!log.holds(*m_shown)) return show({});
    const std::size_t now = log.consequencesOf(*m_shown, consequencesMax + 1).size();
    m_end = log.end();
    if (now != m_consequences) build();
}

QString CausePane::link(EventLog::Position position) const
{
    const observe::Event &event = m_context.session.events().at(position);
    return QStringLiteral("<p class='row'><span class='time'>%1</span>&nbsp; <a href='event:%2'>%3</a></p>")
        .arg(m_context.session.timeText(event.at, event.wall_time))
        .arg(position)
        .arg(EventSentences::of(event).what.toHtmlEscaped());
}

void CausePane::build()
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    setFont(theme.font(Theme::Type::small));
    document()->setDocumentMargin(theme.px(4));
    setViewportMargins(theme.px(8), 0, 0, 0);
    document()->setDefaultFont(theme.font(Theme::Type::small));
    const QFont mono = theme.font(Theme::Type::monoSmall);
    document()->setDefaultStyleSheet(
        QStringLiteral("p { margin: 0 0 %1px 0; color: %2; } .row { margin: 0 0 %3px 0; } a { color: %4; text-decoration: none; } "
                       ".time { color: %5; font-family: '%6'; font-size: %7px; } .muted { color: %5; } .head { font-weight: 600; }")
            .arg(theme.px(3))
            .arg(c.text.name())
            .arg(theme.px(3))
            .arg(c.leaderText.name(), c.muted.name(), mono.families().value(0))
            .arg(mono.pixelSize() > 0 ? mono.pixelSize() : theme.px(11)));
    const EventLog &log = m_context.session.events();
    m_end = log.end();
    m_consequences = 0;
    if (!m_shown || !log.holds(*m_shown)) {
        clear();
        return;
    }
    const int scrolled = verticalScrollBar()->value();
    const observe::Event &event = log.at(*m_shown);
    const EventText text = EventSentences::of(event);
    const auto paragraph = [](const QString &of, const char *kind) {
        return QStringLiteral("<p class='%1'>%2</p>").arg(QLatin1String(kind), of.toHtmlEscaped());
    };
    QString html = paragraph(text.what, "head");
    if (const auto cause = log.causeOf(*m_shown)) {
        html += paragraph(tr("Caused by"), "muted");
        const bool told = event.cause && log.find(*event.cause) == cause;
        EventLog::Position at = *cause;
        html += link(at);
        for (int steps = 0; steps < 20; ++steps) {
            const auto before = log.causeOf(at);
            if (!before) break;
            at = *before;
            html += link(at);
        }
        if (!told) html += paragraph(tr("No node told this: the window saw both."), "muted");
    } else {
        html += paragraph(tr("It began here: nothing that was seen before led to it."), "muted");
    }
    const auto effects = log.consequencesOf(*m_shown, consequencesMax + 1);
    m_consequences = effects.size();
    if (!effects.empty()) {
        html += paragraph(tr("It led to"), "muted");
        for (std::size_t i = 0; i < std::min(effects.size(), consequencesMax); ++i) html += link(effects[i]);
        if (effects.size() > consequencesMax) html += paragraph(tr("and more"), "muted");
    }
    if (!text.why.isEmpty()) html += paragraph(text.why, "muted");
    setHtml(html);
    setAccessibleName(tr("The chosen event, its cause and what it led to"));
    verticalScrollBar()->setValue(scrolled);
}

}  // namespace vitrine::ui
