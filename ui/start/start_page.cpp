// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/start_page.h"

#include <algorithm>
#include <array>

#include <QAction>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QIcon>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/common/paint.h"

namespace vitrine::ui {

StartCard::StartCard(const Theme &theme, const QString &title, const QString &meaning, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme), m_meaning(meaning)
{
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(meaning);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void StartCard::setNote(const QString &note, bool bad)
{
    m_note = note;
    m_noteIsBad = bad;
    setAccessibleDescription(m_meaning + QLatin1Char(' ') + note);
    update();
}

int StartCard::meaningHeight(int width) const
{
    const QFontMetrics metrics(m_theme.font(Theme::Type::small));
    return metrics.boundingRect(QRect(0, 0, width - 2 * m_theme.px(14), 10'000), Qt::TextWordWrap, m_meaning).height();
}

int StartCard::heightForWidth(int width) const { return m_theme.px(10 + 20 + 2 + 11) + meaningHeight(width); }
QSize StartCard::sizeHint() const { return {m_theme.px(320), heightForWidth(m_theme.px(320))}; }

void StartCard::paintEvent(QPaintEvent *)
{
    const Colors &c = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(hasFocus() ? c.leader : c.line, 1));
    painter.setBrush(isDown() ? c.pressed : underMouse() ? c.hover : c.panel);
    painter.drawRoundedRect(frame, m_theme.px(8), m_theme.px(8));
    const int side = m_theme.px(14);
    const QRect line(side, m_theme.px(10), width() - 2 * side, m_theme.px(20));
    int room = line.width();
    if (!m_note.isEmpty()) {
        const QFont font = m_theme.font(Theme::Type::tiny);
        const int wide = static_cast<int>(textWidth(font, m_note)) + 1;
        paintText(painter, line, m_note, font, m_noteIsBad ? c.warningText : c.muted, Qt::AlignRight | Qt::AlignVCenter, Qt::ElideNone);
        room -= wide + m_theme.px(10);
    }
    paintText(painter, QRect(line.topLeft(), QSize(room, line.height())), text(), m_theme.font(Theme::Type::bodyStrong),
              m_noteIsBad ? c.muted : c.text, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
    painter.setFont(m_theme.font(Theme::Type::small));
    painter.setPen(c.muted);
    painter.drawText(QRect(side, line.bottom() + m_theme.px(3), line.width(), meaningHeight(width())), Qt::TextWordWrap, m_meaning);
}

// A scrolled layout asks for the height before it knows the width.
void StartCard::resizeEvent(QResizeEvent *) { setMinimumHeight(heightForWidth(width())); }

void StartCard::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void StartCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return click();
    QAbstractButton::keyPressEvent(event);
}

StartPage::StartPage(Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme), m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("surface"));
    setAttribute(Qt::WA_StyledBackground);
    setWindowIcon(QIcon(QStringLiteral(":/vitrine/icons/vitrine.svg")));
    m_column->setContentsMargins(0, 0, 0, 0);
    connect(&m_theme, &Theme::changed, this, &StartPage::build);
    build();
}

void StartPage::setRecent(const QList<RecentEntry> &entries)
{
    m_recent = entries;
    build();
}

void StartPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) build();
}

void StartPage::build()
{
    setWindowTitle(tr("Start – Vitrine"));
    if (m_content) {
        // Who was clicked may be among what goes.
        m_content->hide();
        m_content->deleteLater();
    }
    auto *scroll = new QScrollArea(this);
    m_content = scroll;
    m_column->addWidget(scroll);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *surface = new QWidget(scroll);
    surface->setObjectName(QStringLiteral("surface"));
    surface->setAttribute(Qt::WA_StyledBackground);
    scroll->setWidget(surface);
    auto *page = new QVBoxLayout(surface);
    page->setContentsMargins(m_theme.px(36), m_theme.px(30), m_theme.px(36), m_theme.px(30));
    page->setSpacing(m_theme.px(20));

    auto *head = new QHBoxLayout;
    head->setSpacing(m_theme.px(14));
    auto *icon = new QLabel(surface);
    icon->setPixmap(windowIcon().pixmap(m_theme.px(40), m_theme.px(40)));
    head->addWidget(icon);
    auto *names = new QVBoxLayout;
    names->setSpacing(m_theme.px(2));
    auto *name = new QLabel(QStringLiteral("Vitrine"), surface);
    name->setFont(m_theme.font(Theme::Type::brand));
    auto *what = new QLabel(tr("A Kafka-compatible cluster in a window. Several can run side by side."), surface);
    what->setFont(m_theme.font(Theme::Type::body));
    what->setProperty("role", QStringLiteral("muted"));
    names->addWidget(name);
    names->addWidget(what);
    head->addLayout(names, 1);
    page->addLayout(head);

    auto *columns = new QHBoxLayout;
    columns->setSpacing(m_theme.px(20));
    page->addLayout(columns);
    const auto section = [&](QBoxLayout *in, const QString &title) {
        auto *label = new QLabel(title, surface);
        label->setFont(m_theme.font(Theme::Type::title));
        in->addWidget(label);
    };
    const auto card = [&](QVBoxLayout *in, const QString &title, const QString &meaning) {
        auto *one = new StartCard(m_theme, title, meaning, surface);
        in->addWidget(one);
        return one;
    };
    const auto column = [&](QHBoxLayout *in) {
        auto *one = new QVBoxLayout;
        one->setSpacing(m_theme.px(10));
        in->addLayout(one, 1);
        return one;
    };
    QVBoxLayout *left = column(columns);
    QVBoxLayout *right = column(columns);
    section(left, tr("Begin"));
    connect(card(left, tr("New cluster…"), tr("Brokers, racks and controllers as you want them, on this machine.")), &StartCard::clicked,
            this, &StartPage::newClusterWanted);
    connect(card(left, tr("New simulation…"), tr("A cluster in a time of its own: pause, step, rewind, fork.")), &StartCard::clicked, this,
            &StartPage::newSimulationWanted);
    connect(card(left, tr("Open saved cluster…"), tr("An archive (.vitrine) goes on as a running cluster, on free ports.")),
            &StartCard::clicked, this, &StartPage::openArchiveWanted);
    connect(card(left, tr("Look into a stopped cluster…"), tr("A data directory, read-only: what lies on the disk, as it lies there.")),
            &StartCard::clicked, this, &StartPage::openDirectoryWanted);
    left->addStretch(1);
    section(right, tr("Examples"));
    for (const Example &example : examples())
        connect(card(right, example.name, example.meaning), &StartCard::clicked, this, [this, example] { Q_EMIT exampleWanted(example); });
    right->addStretch(1);

    section(page, tr("Recent"));
    auto *lists = new QHBoxLayout;
    lists->setSpacing(m_theme.px(20));
    page->addLayout(lists);
    const std::array<QVBoxLayout *, 2> halves{column(lists), column(lists)};
    for (qsizetype i = 0; i < m_recent.size(); ++i) {
        const RecentEntry &entry = m_recent[i];
        const bool isArchive = entry.kind == RecentEntry::Kind::archive;
        const QString title = isArchive ? QFileInfo(entry.path).fileName() : entry.plan.name;
        StartCard *one = card(halves[static_cast<std::size_t>(i % 2)], title, QDir::toNativeSeparators(entry.path));
        const bool there = entry.isThere();
        const QString when = QLocale::c().toString(entry.when.toLocalTime(), QStringLiteral("yyyy-MM-dd HH:mm"));
        one->setNote(there ? (isArchive ? tr("archive · %1") : tr("cluster · %1")).arg(when) : tr("no longer there"), !there);
        connect(one, &StartCard::clicked, this, [this, entry] { Q_EMIT recentWanted(entry); });
        one->setContextMenuPolicy(Qt::ActionsContextMenu);
        auto *forget = new QAction(tr("Remove from this list"), one);
        connect(forget, &QAction::triggered, this, [this, path = entry.path] { Q_EMIT forgetWanted(path); });
        one->addAction(forget);
    }
    for (QVBoxLayout *half : halves) half->addStretch(1);
    if (m_recent.isEmpty()) {
        auto *nothing = new QLabel(tr("Clusters that are kept in a directory, and archives, will stand here."), surface);
        nothing->setProperty("role", QStringLiteral("muted"));
        nothing->setWordWrap(true);
        halves[0]->insertWidget(0, nothing);
    }
    page->addStretch(1);
}

}  // namespace vitrine::ui
