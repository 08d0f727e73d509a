// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>

#include "ui/common/context.h"
#include "ui/session/event_log.h"

namespace vitrine::ui {

// One event whole: what happened, why, what it was caused by up to where it began, and what it led to. Each of them is a link.
class CausePane : public QTextBrowser {
    Q_OBJECT

public:
    static constexpr std::size_t consequencesMax = 100;

    explicit CausePane(const Context &context, QWidget *parent = nullptr);
    // None, or one that is not held any more: empty.
    void show(std::optional<EventLog::Position> position);
    // What is shown may have led to more.
    void refresh();
    [[nodiscard]] std::optional<EventLog::Position> shown() const { return m_shown; }

Q_SIGNALS:
    void chosen(vitrine::ui::EventLog::Position position);

private:
    void build();
    [[nodiscard]] QString link(EventLog::Position position) const;

    Context m_context;
    std::optional<EventLog::Position> m_shown;
    EventLog::Position m_end = 0;
    std::size_t m_consequences = 0;
};

}  // namespace vitrine::ui
