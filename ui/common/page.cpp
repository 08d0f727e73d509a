// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/page.h"

#include <QEvent>

#include "ui/common/selection.h"
#include "ui/common/table_twin.h"
#include "ui/common/theme.h"
#include "ui/session/session.h"

namespace vitrine::ui {

Page::Page(const Context &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    connect(&m_context.session, &Session::updated, this, [this](const SessionUpdate &update) {
        if (!isSeen()) {
            m_stale = true;
            return;
        }
        refresh(update.reset ? nullptr : &update);
        if (update.reset) Q_EMIT headerChanged();
    });
    connect(&m_context.selection, &Selection::changed, this, [this] {
        if (isSeen()) selectionChanged();
        else m_stale = true;
    });
    connect(&m_context.theme, &Theme::changed, this, [this] {
        if (m_prepared) themeChanged();
    });
}

void Page::prepare()
{
    if (m_prepared) return;
    m_prepared = true;
    themeChanged();
    retranslate();
    for (const TableTwin *twin : findChildren<TableTwin *>()) {
        connect(twin, &TableTwin::changed, this, [this] {
            Q_EMIT showsTablesChanged(showsTables());
            if (isSeen()) refresh(nullptr);
            else m_stale = true;
        });
    }
}

bool Page::hasTwins() const { return findChild<TableTwin *>() != nullptr; }

bool Page::showsTables() const
{
    const TableTwin *twin = findChild<TableTwin *>();
    return twin && twin->showsTable();
}

void Page::setShowsTables(bool on)
{
    for (TableTwin *twin : findChildren<TableTwin *>()) twin->setShowsTable(on);
}

void Page::showEvent(QShowEvent *event)
{
    prepare();
    QWidget::showEvent(event);
    catchUp();
}

void Page::setOnTop(bool onTop)
{
    m_onTop = onTop;
    catchUp();
}

void Page::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    catchUp();
}

void Page::catchUp()
{
    if (const bool seen = isSeen(); seen != m_seen) {
        m_seen = seen;
        seenChanged(seen);
    }
    if (!m_stale || !isSeen()) return;
    m_stale = false;
    refresh(nullptr);
    Q_EMIT headerChanged();
}

void Page::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange || !m_prepared) return;
    retranslate();
    if (isSeen()) refresh(nullptr);
    else m_stale = true;
    Q_EMIT headerChanged();
}

}  // namespace vitrine::ui
