// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wire/filter_edit.h"

#include <algorithm>

#include <QAbstractItemView>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/common/paint.h"
#include "ui/common/theme.h"
#include "ui/wire/wire_facts.h"

namespace vitrine::ui {

FilterEdit::FilterEdit(const Theme &theme, std::function<FilterVocabulary()> vocabulary, QWidget *parent)
    : QLineEdit(parent), m_theme(theme), m_vocabulary(std::move(vocabulary)), m_completer(new QCompleter(this)),
      m_model(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("commandField"));
    setClearButtonEnabled(true);
    m_completer->setModel(m_model);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setWidget(this);
    m_completer->setMaxVisibleItems(12);
    connect(this, &QLineEdit::textEdited, this, &FilterEdit::offer);
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this,
            [this](const QModelIndex &index) { choose(index.row()); });
}

void FilterEdit::setProblem(const std::optional<FilterProblem> &problem)
{
    m_problem = problem;
    update();
}

void FilterEdit::add(const QString &comparison)
{
    const QString now = text().trimmed();
    const bool either = now.contains(QLatin1String("||"));
    setText(now.isEmpty() ? comparison : QStringLiteral("%1 && %2").arg(either ? QStringLiteral("(%1)").arg(now) : now, comparison));
}

void FilterEdit::offer()
{
    m_offered = WireFilter::complete(text(), cursorPosition(), m_vocabulary());
    m_model->clear();
    for (const FilterCompletion &completion : m_offered)
        m_model->appendRow(new QStandardItem(completion.hint.isEmpty() ? completion.insert
                                                                       : completion.insert + QStringLiteral("   –   ") + completion.hint));
    if (m_offered.isEmpty() || !hasFocus()) {
        m_completer->popup()->hide();
        return;
    }
    const int width = std::min(m_theme.px(460), std::max(m_theme.px(220), m_completer->popup()->sizeHintForColumn(0) + m_theme.px(36)));
    QRect place = cursorRect();
    place.setWidth(width);
    place.moveTop(0);
    place.setHeight(height());
    m_completer->complete(place);
}

void FilterEdit::choose(int completion)
{
    if (completion < 0 || completion >= m_offered.size()) return;
    const FilterCompletion chosen = m_offered[completion];
    QString now = text();
    // A word is done, what follows begins after a blank; the fields of messages go on after their point.
    const bool goesOn = chosen.insert.endsWith(QLatin1Char('.'));
    const bool blank = !goesOn && (chosen.to >= now.size() || !now[chosen.to].isSpace());
    now.replace(chosen.from, chosen.to - chosen.from, chosen.insert + (blank ? QStringLiteral(" ") : QString()));
    setText(now);
    setCursorPosition(static_cast<int>(chosen.from + chosen.insert.size() + (goesOn ? 0 : 1)));
    offer();
}

void FilterEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_completer->popup()->isVisible()) {
        clear();
        return;
    }
    if (event->key() == Qt::Key_Down || (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier)) {
        offer();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterEdit::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (!m_problem || text().isEmpty()) return;
    // A line under what is wrong; where something is missing, behind the end.
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetrics metrics(font());
    const int origin = cursorRect().center().x() - metrics.horizontalAdvance(text().left(cursorPosition()));
    const int from = origin + metrics.horizontalAdvance(text().left(m_problem->at));
    const int wide = std::max(m_theme.px(8), metrics.horizontalAdvance(text().mid(m_problem->at, m_problem->length)));
    painter.setClipRect(rect().adjusted(m_theme.px(6), 0, -m_theme.px(24), 0));
    painter.fillRect(QRectF(from, height() - m_theme.px(5), wide, m_theme.px(2)), m_theme.colors().bad);
}

FilterHelp::FilterHelp(const Context &context, QWidget *parent) : QDialog(parent)
{
    const Theme &theme = context.theme;
    setWindowTitle(tr("Display filter"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(16));
    layout->setSpacing(theme.px(12));
    auto *intro =
        new QLabel(tr("Comparisons, joined by && (and), || (or), ! (not) and brackets. Texts are compared without regard to "
                      "case. A field that an exchange does not have (no response yet) is neither equal nor unequal; the field alone "
                      "asks whether it has one."),
                   this);
    intro->setWordWrap(true);
    layout->addWidget(intro);
    auto *examples = new QLabel(QStringLiteral("api == Produce && node == 2 && latency_ms > 5 && client contains billing\n"
                                               "error != NONE || !error\n"
                                               "api in (JoinGroup, SyncGroup) && topic == \"orders\"\n"
                                               "request.MaxWaitMs >= 500 && response.HighWatermark > 1000"),
                                this);
    QFont typed = theme.font(Theme::Type::mono);
    typed.setStyleStrategy(QFont::PreferNoShaping);
    examples->setFont(typed);
    examples->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(examples);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(theme.px(20));
    grid->setVerticalSpacing(theme.px(4));
    int row = 0;
    const auto add = [&](const QString &name, const QString &meaning) {
        auto *field = new QLabel(name, this);
        field->setFont(typed);
        auto *what = new QLabel(meaning, this);
        what->setProperty("role", QStringLiteral("muted"));
        grid->addWidget(field, row, 0);
        grid->addWidget(what, row, 1);
        ++row;
    };
    for (const FilterField &field : FilterField::all()) add(field.name, field.what());
    add(QStringLiteral("request.…"), tr("any field of the request, as the tree of fields names it"));
    add(QStringLiteral("response.…"), tr("any field of the response"));
    add(QStringLiteral("== != < <= > >="), tr("compare; < and its kin only numbers"));
    add(QStringLiteral("contains"), tr("a part of a text"));
    add(QStringLiteral("in (A, B)"), tr("one of several"));
    grid->setColumnStretch(1, 1);
    layout->addLayout(grid);

    auto *kinds = new QGridLayout;
    kinds->setHorizontalSpacing(theme.px(8));
    int column = 0;
    for (const WireKind kind : WireText::kinds()) {
        const qreal size = theme.pxf(10);
        const qreal ratio = devicePixelRatioF();
        QPixmap picture(QSize(qRound(size * ratio), qRound(size * ratio)));
        picture.setDevicePixelRatio(ratio);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        painter.setRenderHint(QPainter::Antialiasing);
        paintMark(painter, WireText::mark(kind), QRectF(0, 0, size, size), shapeColor(theme, WireText::tone(kind)));
        painter.end();
        auto *mark = new QLabel(this);
        mark->setPixmap(picture);
        kinds->addWidget(mark, 0, column++);
        kinds->addWidget(new QLabel(WireText::name(kind), this), 0, column++);
    }
    kinds->setColumnStretch(column, 1);
    layout->addLayout(kinds);

    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    auto *close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    buttons->addWidget(close);
    layout->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

}  // namespace vitrine::ui
