// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

#include "ui/common/context.h"

namespace vitrine::ui {

struct SessionUpdate;

// A tool of the window: what stands in one panel. It is told of changes only while it can be seen; when it is shown
// again it is told once that everything may have changed.
class Page : public QWidget {
    Q_OBJECT

public:
    explicit Page(const Context &context, QWidget *parent = nullptr);

    [[nodiscard]] virtual QString tabName() const = 0;   // "Log"
    [[nodiscard]] virtual QString title() const = 0;     // "orders-4", or the name of the tool
    [[nodiscard]] virtual QString subtitle() const { return {}; }
    // Stand at the right end of the header; owned by the page until a header takes them.
    [[nodiscard]] virtual QList<QWidget *> headerWidgets() { return {}; }
    // A panel in a stack of panels is visible for Qt while another lies over it; the panel tells.
    void setOnTop(bool onTop);

    // Of a page with drawn views (TableTwin): the tables that say the same stand in their place. All of them at once.
    [[nodiscard]] bool hasTwins() const;
    [[nodiscard]] bool showsTables() const;
    void setShowsTables(bool on);

Q_SIGNALS:
    void headerChanged();
    void showsTablesChanged(bool on);

protected:
    // `update` is null when everything may have changed. Only called while visible.
    virtual void refresh(const SessionUpdate *update) = 0;
    // The selection changed; only called while visible (refresh(nullptr) follows when shown later).
    virtual void selectionChanged() { refresh(nullptr); }
    // The page came into sight or went out of it.
    virtual void seenChanged(bool seen) { Q_UNUSED(seen) }
    // Texts again in the new language; called before the first show, too.
    virtual void retranslate() {}
    // Fonts and sizes that the style sheet does not give; called before the first show, too.
    virtual void themeChanged() { update(); }

    [[nodiscard]] Session &session() const { return m_context.session; }
    [[nodiscard]] Selection &selection() const { return m_context.selection; }
    [[nodiscard]] const Theme &theme() const { return m_context.theme; }
    [[nodiscard]] const Context &context() const { return m_context; }

    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void prepare();
    void catchUp();
    [[nodiscard]] bool isSeen() const { return m_onTop && isVisible(); }

    Context m_context;
    bool m_onTop = true;
    bool m_seen = false;
    bool m_prepared = false;
    bool m_stale = true;
};

}  // namespace vitrine::ui
