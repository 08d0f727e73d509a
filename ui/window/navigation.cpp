// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/navigation.h"

#include <QEvent>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/common/read_only.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/map/map_menu.h"
#include "ui/session/commands.h"
#include "ui/session/session.h"

namespace vitrine::ui {

void NavigationDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &c = m_theme.colors();
    painter->save();
    if (!index.parent().isValid()) {
        QFont font = m_theme.font(Theme::Type::tinyStrong);
        font.setLetterSpacing(QFont::AbsoluteSpacing, m_theme.pxf(0.5));
        const QRectF line = QRectF(option.rect).adjusted(m_theme.px(18), m_theme.px(14), -m_theme.px(8), 0);
        paintText(*painter, line, index.data().toString().toUpper(), font, c.muted);
        painter->restore();
        return;
    }
    const QRectF row = QRectF(option.rect).adjusted(m_theme.px(8), 0, -m_theme.px(8), 0);
    if (option.state & QStyle::State_Selected) paintBox(*painter, row, m_theme.px(5), c.selection, {});
    else if (option.state & QStyle::State_MouseOver) paintBox(*painter, row, m_theme.px(5), c.hover, {});

    const qreal mark = m_theme.pxf(9);
    paintMark(*painter, static_cast<Mark>(index.data(NavigationModel::MarkRole).toInt()),
              QRectF(row.left() + m_theme.px(12), row.center().y() - mark / 2, mark, mark),
              shapeColor(m_theme, static_cast<Tone>(index.data(NavigationModel::ToneRole).toInt())));
    const QFont numberFont = m_theme.font(Theme::Type::small);
    const QString number = index.data(NavigationModel::NumberRole).toString();
    const QRectF text = row.adjusted(m_theme.px(30), 0, -m_theme.px(8), 0);
    const qreal numberWidth = number.isEmpty() ? 0 : textWidth(numberFont, number) + m_theme.px(8);
    paintText(*painter, text, number, numberFont,
              textColor(m_theme, static_cast<Tone>(index.data(NavigationModel::NumberToneRole).toInt())),
              Qt::AlignRight | Qt::AlignVCenter);
    const bool selected = option.state & QStyle::State_Selected;
    paintText(*painter, text.adjusted(0, 0, -numberWidth, 0), index.data().toString(),
              m_theme.font(selected ? Theme::Type::bodyMedium : Theme::Type::body), c.text, Qt::AlignLeft | Qt::AlignVCenter,
              Qt::ElideMiddle);
    painter->restore();
}

QSize NavigationDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {m_theme.px(180), index.parent().isValid() ? m_theme.px(26) : m_theme.px(38)};
}

Navigation::Navigation(const Context &context, QWidget *parent)
    : QFrame(parent), m_context(context), m_model(new NavigationModel(context, this)), m_view(new QTreeView(this))
{
    setObjectName(QStringLiteral("navigation"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new NavigationDelegate(context.theme, m_view));
    m_view->setHeaderHidden(true);
    m_view->setRootIsDecorated(false);
    m_view->setItemsExpandable(false);
    m_view->setIndentation(0);
    m_view->setMouseTracking(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setAccessibleName(tr("Brokers, topics, groups and quorum"));
    connect(m_view, &QTreeView::customContextMenuRequested, this, &Navigation::menu);
    connect(m_view, &QTreeView::clicked, this, &Navigation::choose);
    connect(m_view, &QTreeView::activated, this, &Navigation::choose);
    m_model->refresh();
    m_view->expandAll();
    connect(m_model, &QAbstractItemModel::rowsInserted, m_view, [this](const QModelIndex &parentIndex) { m_view->expand(parentIndex); });
    connect(&context.session, &Session::updated, this, [this](const SessionUpdate &update) {
        const bool concerns = !update.nodes.empty() || update.brokers || !update.topics.empty() || !update.removedTopics.empty() ||
                              !update.groups.empty() || !update.removedGroups.empty() || update.quorum || update.world ||
                              !update.removedNodes.empty();
        if (!concerns) return;
        m_model->refresh();
        if (update.structureChanged()) followSelection();
    });
    connect(&context.selection, &Selection::changed, this, &Navigation::followSelection);
    connect(&context.theme, &Theme::changed, this, [this] {
        m_view->doItemsLayout();
        updateGeometry();
    });
}

QSize Navigation::sizeHint() const { return {m_context.theme.px(210), m_context.theme.px(400)}; }

void Navigation::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) m_model->retranslate();
}

void Navigation::followSelection()
{
    const Selection &selection = m_context.selection;
    QItemSelection wanted;
    const auto add = [&](const QModelIndex &index) {
        if (index.isValid()) wanted.select(index, index);
    };
    if (!selection.topic().isEmpty()) add(m_model->find(NavigationModel::topics, selection.topic()));
    if (selection.broker() >= 0) add(m_model->find(NavigationModel::brokers, QString::number(selection.broker())));
    if (!selection.group().isEmpty()) add(m_model->find(NavigationModel::groups, selection.group()));
    m_view->selectionModel()->select(wanted, QItemSelectionModel::ClearAndSelect);
}

void Navigation::choose(const QModelIndex &index)
{
    if (!index.parent().isValid()) return;
    const QString key = index.data(NavigationModel::KeyRole).toString();
    const auto section = static_cast<NavigationModel::Section>(index.data(NavigationModel::SectionRole).toInt());
    switch (section) {
    case NavigationModel::brokers: m_context.selection.setBroker(m_context.selection.broker() == key.toInt() ? -1 : key.toInt()); break;
    case NavigationModel::topics: m_context.selection.setTopic(key); break;
    case NavigationModel::groups: m_context.selection.setGroup(key); break;
    case NavigationModel::quorum:
    case NavigationModel::sectionCount: break;
    }
    followSelection();
    Q_EMIT shown(section);
}

void Navigation::menu(const QPoint &position)
{
    const QModelIndex index = m_view->indexAt(position);
    if (!index.isValid() || !index.parent().isValid()) return;
    const QString key = index.data(NavigationModel::KeyRole).toString();
    QMenu popup(this);
    popup.setToolTipsVisible(true);
    const auto give = [this](const QString &line) { Q_EMIT commandGiven(line); };
    const auto add = [&](const QString &text, const QString &line) {
        QAction *action = popup.addAction(text);
        setDeed(*action, m_context.session, true, line);
        connect(action, &QAction::triggered, this, [give, line] { give(line); });
    };
    switch (static_cast<NavigationModel::Section>(index.data(NavigationModel::SectionRole).toInt())) {
    case NavigationModel::brokers: addBrokerActions(popup, m_context, BrokerId(key.toInt()), give); break;
    case NavigationModel::groups:
        add(tr("Rebalance %1").arg(key), commands::rebalanceGroup(key));
        add(tr("Add a member to %1").arg(key), commands::addMember(key));
        break;
    case NavigationModel::topics: addTopicActions(popup, m_context, key, give); break;
    case NavigationModel::quorum:
    case NavigationModel::sectionCount: break;
    }
    if (!popup.isEmpty()) popup.exec(m_view->viewport()->mapToGlobal(position));
}

}  // namespace vitrine::ui
