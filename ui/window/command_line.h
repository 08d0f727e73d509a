// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <utility>

#include <QFrame>
#include <QLineEdit>
#include <QList>
#include <QPointer>
#include <QTimer>

#include "ui/common/context.h"
#include "ui/session/values.h"
#include "ui/window/palette.h"

class QPainter;

namespace vitrine::ui {

// What drops down from the command line: what one may mean while one types, and the answer when it has come.
class CommandPopup : public QFrame {
    Q_OBJECT

public:
    explicit CommandPopup(const Context &context, QWidget *parent);
    void showItems(const QList<PaletteItem> &items, int current);
    void showAnswer(const QString &commandLine, const CommandAnswer &answer);
    void showWaiting(const QString &commandLine);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QString answerText() const { return m_answer.sentence; }

Q_SIGNALS:
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    enum class Content { items, waiting, answer };
    void paintItem(QPainter &painter, const PaletteItem &item, const QRectF &row, bool current) const;
    Context m_context;
    Content m_content = Content::items;
    QList<PaletteItem> m_items;
    int m_current = -1;
    QString m_commandLine;
    CommandAnswer m_answer;
};

// Finds whatever the window can do or go to, and runs a line of the command language; Tab completes, the arrows go through what is found
// and what was typed before, Ctrl+Shift+C copies the line that an item stands for.
class CommandLine : public QLineEdit {
    Q_OBJECT

public:
    explicit CommandLine(const Context &context, QWidget *parent = nullptr);
    ~CommandLine() override;
    void run(const QString &commandLine);
    // Everything to do and every place to go to, asked for when it is wanted.
    void setOffers(std::function<QList<PaletteItem>()> offers) { m_offers = std::move(offers); }
    // With the focus, and with what was used last.
    void open();
    void setHint(const QString &keys);
    [[nodiscard]] const QList<PaletteItem> &items() const { return m_items; }
    [[nodiscard]] CommandPopup &popup() { return *m_popup; }

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    void updateItems();
    void remember(const QString &id);
    void place();
    void choose(int index);
    void recall(int step);
    void showAnswer(const QString &commandLine, const CommandAnswer &answer);

    Context m_context;
    CommandPopup *m_popup;
    std::function<QList<PaletteItem>()> m_offers;
    QList<PaletteItem> m_items;
    QStringList m_recent;  // ids of items, latest first
    QPointer<QWidget> m_before;
    QString m_keys = QStringLiteral("Ctrl+K");
    int m_current = -1;
    QStringList m_history;
    qsizetype m_recalled = -1;
    QTimer m_hide;
};

}  // namespace vitrine::ui
