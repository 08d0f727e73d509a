// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>
#include <QSplitter>
#include <QTimer>
#include <QWidget>

#include "ui/common/context.h"
#include "ui/common/panel.h"
#include "ui/common/table.h"
#include "ui/quorum/path_tree_model.h"

namespace vitrine::ui {

// A tree of paths, and all of what stands at the chosen one.
class PathView : public QWidget {
    Q_OBJECT

public:
    // The source outlives the view.
    PathView(const Context &context, const PathSource &source, QWidget *parent = nullptr);

    [[nodiscard]] PathTreeModel &model() { return *m_model; }
    [[nodiscard]] QString shownText() const { return m_text->toPlainText(); }
    void setTexts(const QString &note, const QString &treeName);
    // What is shown changed; seen at most `refreshMs` later. Nothing is done while it cannot be seen.
    void refresh(bool names);
    // Opens the way there and chooses it; false: there is no such path.
    bool choose(const QStringList &path);
    void themeChanged();

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    static constexpr int refreshMs = 400;
    void refreshNow();
    void showChosen();
    void fit();

    Context m_context;
    const PathSource &m_source;
    PathTreeModel *m_model;
    ElidedLabel *m_note;
    QSplitter *m_splitter;
    TableView *m_tree;
    QWidget *m_detail;
    ElidedLabel *m_path;
    QPlainTextEdit *m_text;
    QStringList m_chosen;
    QTimer m_timer;
    bool m_names = true;
    bool m_everShown = false;
};

}  // namespace vitrine::ui
