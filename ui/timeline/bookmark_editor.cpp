// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/bookmark_editor.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/session/session.h"

namespace vitrine::ui {

BookmarkEditor::BookmarkEditor(const Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_time(new QLabel(this)), m_name(new QLineEdit(this)), m_note(new QPlainTextEdit(this)),
      m_remove(new QPushButton(this)), m_close(new QPushButton(this))
{
    auto *column = new QVBoxLayout(this);
    column->setObjectName(QStringLiteral("column"));
    auto *row = new QHBoxLayout;
    row->setObjectName(QStringLiteral("row"));
    row->addWidget(m_time);
    row->addStretch(1);
    row->addWidget(m_remove);
    row->addWidget(m_close);
    column->addLayout(row);
    column->addWidget(m_name);
    column->addWidget(m_note, 1);
    m_name->setMaxLength(80);
    m_note->setMinimumHeight(24);
    m_note->setTabChangesFocus(true);
    for (QPushButton *button : {m_remove, m_close}) button->setProperty("dense", true);
    connect(m_name, &QLineEdit::textEdited, this, &BookmarkEditor::takeOver);
    connect(m_name, &QLineEdit::returnPressed, this, &BookmarkEditor::closed);
    connect(m_note, &QPlainTextEdit::textChanged, this, &BookmarkEditor::takeOver);
    connect(m_close, &QPushButton::clicked, this, &BookmarkEditor::closed);
    connect(m_remove, &QPushButton::clicked, this, [this] { m_context.session.bookmarks().remove(m_id); });
    connect(&context.session.bookmarks(), &Bookmarks::changed, this, [this] {
        if (m_id != 0 && !m_context.session.bookmarks().find(m_id)) Q_EMIT closed();
    });
}

void BookmarkEditor::edit(std::uint64_t id)
{
    const Bookmark *bookmark = m_context.session.bookmarks().find(id);
    m_id = bookmark ? id : 0;
    if (!bookmark) return;
    const QSignalBlocker quiet(m_note);
    m_time->setText(m_context.session.timeText(bookmark->at));
    m_name->setText(bookmark->name);
    m_note->setPlainText(bookmark->note);
}

void BookmarkEditor::takeOver()
{
    const Bookmark *bookmark = m_context.session.bookmarks().find(m_id);
    if (!bookmark) return;
    Bookmark changed = *bookmark;
    changed.name = m_name->text();
    changed.note = m_note->toPlainText();
    m_context.session.bookmarks().change(changed);
}

void BookmarkEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) Q_EMIT closed();
    else QWidget::keyPressEvent(event);
}

void BookmarkEditor::retranslate()
{
    m_name->setPlaceholderText(tr("Name"));
    m_name->setAccessibleName(tr("Name of the bookmark"));
    m_note->setPlaceholderText(tr("A note: what was seen, what was tried"));
    m_note->setAccessibleName(tr("Note of the bookmark"));
    m_remove->setText(tr("Remove"));
    m_close->setText(tr("Done"));
}

void BookmarkEditor::applyTheme()
{
    const Theme &theme = m_context.theme;
    auto *column = findChild<QVBoxLayout *>(QStringLiteral("column"));
    column->setContentsMargins(theme.px(12), theme.px(2), theme.px(14), theme.px(2));
    column->setSpacing(theme.px(4));
    m_time->setFont(theme.font(Theme::Type::mono));
}

}  // namespace vitrine::ui
