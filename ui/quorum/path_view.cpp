// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/quorum/path_view.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QVBoxLayout>
#include <nlohmann/json.hpp>

#include "ui/common/format.h"
#include "ui/common/theme.h"

namespace vitrine::ui {

namespace {

// More is not laid out for reading: it would take longer than a frame.
constexpr qsizetype textMax = 60'000;

// JSON with its structure, "Name(a=1, b=[…])" a field a line, anything else as it is.
QString laidOut(const QString &text)
{
    if (text.size() > textMax) return text.left(textMax) + QStringLiteral("…");
    if (text.startsWith(QLatin1Char('{'))) {
        const auto json = nlohmann::ordered_json::parse(text.toStdString(), nullptr, false);
        if (json.is_object()) return toQString(json.dump(2));
    }
    const qsizetype open = text.indexOf(QLatin1Char('('));
    if (open <= 0 || !text.endsWith(QLatin1Char(')')) || text.first(open).contains(QLatin1Char(' '))) return text;
    QString out = text.first(open + 1) + QStringLiteral("\n  ");
    int depth = 0;
    for (qsizetype i = open + 1; i + 1 < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == QLatin1Char('(') || c == QLatin1Char('[') || c == QLatin1Char('{')) ++depth;
        if (c == QLatin1Char(')') || c == QLatin1Char(']') || c == QLatin1Char('}')) --depth;
        out += c;
        if (depth == 0 && c == QLatin1Char(',')) {
            out += QStringLiteral("\n  ");
            if (i + 1 < text.size() && text.at(i + 1) == QLatin1Char(' ')) ++i;
        }
    }
    return out + QStringLiteral("\n)");
}

}  // namespace

PathView::PathView(const Context &context, const PathSource &source, QWidget *parent)
    : QWidget(parent), m_context(context), m_source(source), m_model(new PathTreeModel(source, this)), m_note(new ElidedLabel(this)),
      m_splitter(new QSplitter(this)), m_tree(new TableView(context.theme, this)), m_detail(new QWidget(this)),
      m_path(new ElidedLabel(this)), m_text(new QPlainTextEdit(this))
{
    auto *column = new QVBoxLayout(this);
    column->setObjectName(QStringLiteral("column"));
    column->addWidget(m_note);
    column->addWidget(m_splitter, 1);
    m_splitter->addWidget(m_tree);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    auto *detail = new QVBoxLayout(m_detail);
    detail->setObjectName(QStringLiteral("detail"));
    detail->addWidget(m_path);
    detail->addWidget(m_text, 1);
    m_path->setElideMode(Qt::ElideMiddle);
    m_tree->setModel(m_model);
    m_tree->setRootIsDecorated(true);
    m_tree->setSelectionMode(QAbstractItemView::SingleSelection);
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_timer.setSingleShot(true);
    m_timer.setInterval(refreshMs);
    connect(&m_timer, &QTimer::timeout, this, &PathView::refreshNow);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        m_chosen = m_model->pathOf(current);
        showChosen();
    });
}

void PathView::setTexts(const QString &note, const QString &treeName)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_tree->setAccessibleName(treeName);
    m_text->setAccessibleName(tr("Content of the chosen path"));
    m_text->setPlaceholderText(tr("Choose a path to see what stands there."));
    m_model->retranslate();
}

void PathView::refresh(bool names)
{
    m_names = m_names || names;
    if (isVisible() && !m_timer.isActive()) m_timer.start();
}

void PathView::refreshNow()
{
    if (!isVisible()) return;
    if (m_names) m_model->refresh();
    else m_model->refreshTexts();
    m_names = false;
    showChosen();
}

void PathView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_names = true;
    refreshNow();
    fit();
    if (m_everShown) return;
    m_everShown = true;
    // What lies directly below the root is seen at once.
    for (int row = 0; row < m_model->rowCount(); ++row) m_tree->expand(m_model->index(row, 0));
}

bool PathView::choose(const QStringList &path)
{
    const QModelIndex found = m_model->find(path);
    if (!found.isValid()) return false;
    for (QModelIndex at = found.parent(); at.isValid(); at = at.parent()) m_tree->expand(at);
    m_tree->setCurrentIndex(found);
    m_tree->scrollTo(found, QAbstractItemView::PositionAtCenter);
    return true;
}

void PathView::showChosen()
{
    m_path->setText(m_chosen.isEmpty() ? QString() : PathTreeModel::pathText(m_chosen));
    const QString text = m_chosen.isEmpty() ? QString() : m_source.text(m_chosen);
    const QString shown = text.isEmpty() && !m_chosen.isEmpty() ? tr("(nothing stands here)") : laidOut(text);
    if (shown == m_text->toPlainText()) return;
    const int place = m_text->verticalScrollBar()->value();
    m_text->setPlainText(shown);
    m_text->verticalScrollBar()->setValue(place);
}

void PathView::fit() { m_tree->setColumnWidths({std::clamp(m_tree->width() * 45 / 100, 150, 320), 0}); }

void PathView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // Too narrow for both beside each other: the content stands below.
    m_splitter->setOrientation(width() < m_context.theme.px(460) ? Qt::Vertical : Qt::Horizontal);
    fit();
}

void PathView::themeChanged()
{
    const Theme &theme = m_context.theme;
    auto *column = findChild<QVBoxLayout *>(QStringLiteral("column"));
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(4));
    auto *detail = m_detail->findChild<QVBoxLayout *>(QStringLiteral("detail"));
    detail->setContentsMargins(theme.px(10), theme.px(4), theme.px(6), 0);
    detail->setSpacing(theme.px(4));
    m_note->setFont(theme.font(Theme::Type::small));
    m_note->setColor(theme.colors().muted);
    m_path->setFont(theme.font(Theme::Type::mono));
    m_text->setFont(theme.font(Theme::Type::mono));
    m_tree->setIndentation(theme.px(16));
}

}  // namespace vitrine::ui
