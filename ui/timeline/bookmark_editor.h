// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QWidget>

#include "ui/common/context.h"

namespace vitrine::ui {

// Name and note of one bookmark. What is typed holds at once.
class BookmarkEditor : public QWidget {
    Q_OBJECT

public:
    explicit BookmarkEditor(const Context &context, QWidget *parent = nullptr);
    // One that is not there (any more) closes the editor.
    void edit(std::uint64_t id);
    [[nodiscard]] std::uint64_t edited() const { return m_id; }
    [[nodiscard]] QLineEdit &name() { return *m_name; }
    [[nodiscard]] QPlainTextEdit &note() { return *m_note; }
    void retranslate();
    void applyTheme();

Q_SIGNALS:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void takeOver();
    Context m_context;
    std::uint64_t m_id = 0;
    QLabel *m_time;
    QLineEdit *m_name;
    QPlainTextEdit *m_note;
    QPushButton *m_remove;
    QPushButton *m_close;
};

}  // namespace vitrine::ui
