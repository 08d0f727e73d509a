// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QCompleter>
#include <QDialog>
#include <QLineEdit>
#include <QStandardItemModel>

#include "ui/common/context.h"
#include "ui/wire/wire_filter.h"

namespace vitrine::ui {

// A line for a display filter, with completion of what can follow at the cursor.
class FilterEdit : public QLineEdit {
    Q_OBJECT

public:
    FilterEdit(const Theme &theme, std::function<FilterVocabulary()> vocabulary, QWidget *parent = nullptr);
    // Null: the text is a filter.
    void setProblem(const std::optional<FilterProblem> &problem);
    // "joined" with what is there by "&&".
    void add(const QString &comparison);
    [[nodiscard]] const QList<FilterCompletion> &offered() const { return m_offered; }

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void offer();
    void choose(int completion);

    const Theme &m_theme;
    std::function<FilterVocabulary()> m_vocabulary;
    QCompleter *m_completer;
    QStandardItemModel *m_model;
    QList<FilterCompletion> m_offered;
    std::optional<FilterProblem> m_problem;
};

// What the language has, with examples.
class FilterHelp : public QDialog {
    Q_OBJECT

public:
    explicit FilterHelp(const Context &context, QWidget *parent = nullptr);
};

}  // namespace vitrine::ui
