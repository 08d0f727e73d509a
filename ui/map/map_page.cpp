// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/map_page.h"

#include <QActionGroup>
#include <QMenu>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/map/cell_painter.h"
#include "ui/session/session.h"

namespace vitrine::ui {

MapLegend::MapLegend(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize MapLegend::sizeHint() const { return {m_theme.px(200), m_theme.px(34)}; }

void MapLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &c = m_theme.colors();
    const CellPainter cells(m_theme);
    const QFont font = m_theme.font(Theme::Type::small);
    const qreal middle = height() / 2.0 - 2;
    qreal x = m_theme.px(22);
    const auto label = [&](const QString &text, qreal symbolWidth, const auto &paintSymbol) {
        const qreal width = symbolWidth + m_theme.px(6) + textWidth(font, text);
        if (x + width > this->width() - m_theme.px(8)) {
            x = this->width();
            return;
        }
        paintSymbol(QRectF(x, middle - m_theme.px(6), symbolWidth, m_theme.px(12)));
        paintText(painter, QRectF(x + symbolWidth + m_theme.px(6), 0, width, height() - 4), text, font, c.muted);
        x += width + m_theme.px(20);
    };
    const auto swatch = [&](CellState state) {
        return [&cells, &painter, state](const QRectF &box) { cells.paintSwatch(painter, box, state); };
    };
    const qreal block = m_theme.px(18);
    label(tr("leader"), block, swatch(CellState::leader));
    label(tr("in sync"), block, swatch(CellState::inSync));
    label(tr("out of sync"), block, swatch(CellState::outOfSync));
    label(tr("offline"), block, swatch(CellState::offline));
    label(tr("moving"), block, swatch(CellState::moving));
    label(tr("high watermark"), m_theme.px(4),
          [&](const QRectF &box) { painter.fillRect(QRectF(box.center().x() - 1, box.top() - 1, 2, box.height() + 2), c.text); });
    label(tr("not visible yet"), block, [&](const QRectF &box) {
        const QRectF bar = box.adjusted(0, m_theme.px(2), 0, -m_theme.px(2));
        paintBox(painter, bar, 2, c.inSyncLine, {});
        paintHatch(painter, bar, 2, c.panel, m_theme.pxf(4), m_theme.pxf(1.6));
    });
    label(tr("records being fetched"), m_theme.px(5),
          [&](const QRectF &box) { paintMark(painter, Mark::circle, box.adjusted(0, 3, 0, -3), c.records); });
}

MapPage::MapPage(const Context &context, QWidget *parent)
    : Page(context, parent), m_view(new MapView(context, this)), m_legend(new MapLegend(context.theme, this)),
      m_filter(new QToolButton(this)), m_rows(new QToolButton(this)), m_foldAll(new QAction(this)), m_unfoldAll(new QAction(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_legend);

    const auto menuButton = [](QToolButton *button) {
        button->setPopupMode(QToolButton::InstantPopup);
        button->setProperty("chevron", true);
        button->setMenu(new QMenu(button));
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    };
    menuButton(m_filter);
    menuButton(m_rows);
    auto *filters = new QActionGroup(this);
    for (const MapFilter filter : {MapFilter::all, MapFilter::underReplicated, MapFilter::leaderless, MapFilter::moving}) {
        QAction *action = m_filter->menu()->addAction(QString());
        action->setCheckable(true);
        action->setChecked(filter == MapFilter::all);
        filters->addAction(action);
        m_filterActions << action;
        connect(action, &QAction::triggered, this, [this, filter] {
            m_view->setFilter(filter);
            retranslate();
        });
    }
    auto *rows = new QActionGroup(this);
    for (const MapDensity density : {MapDensity::automatic, MapDensity::roomy, MapDensity::compact}) {
        QAction *action = m_rows->menu()->addAction(QString());
        action->setCheckable(true);
        action->setChecked(density == MapDensity::automatic);
        rows->addAction(action);
        m_rowActions << action;
        connect(action, &QAction::triggered, this, [this, density] {
            m_view->setDensity(density);
            retranslate();
        });
    }
    m_rows->menu()->addSeparator();
    m_rows->menu()->addAction(m_foldAll);
    m_rows->menu()->addAction(m_unfoldAll);
    connect(m_foldAll, &QAction::triggered, this, [this] { m_view->setAllFolded(true); });
    connect(m_unfoldAll, &QAction::triggered, this, [this] { m_view->setAllFolded(false); });
    connect(m_view, &MapView::commandGiven, this, [this](const QString &line) { session().execute(line); });
}

QString MapPage::tabName() const { return tr("Map"); }
QString MapPage::title() const { return tr("Cluster map"); }

QString MapPage::subtitle() const
{
    const ClusterState &cluster = session().cluster();
    if (const TopicState *topic = cluster.topic(selection().topic().toStdString())) {
        return QStringList{toQString(topic->name), tr("%n partition(s)", nullptr, static_cast<int>(topic->partitions.size())),
                           tr("replication factor %1").arg(topic->replicationFactor()),
                           QStringLiteral("min.insync.replicas %1").arg(topic->minInsyncReplicas)}
            .join(QStringLiteral(" · "));
    }
    int topics = 0;
    int partitions = 0;
    for (const TopicState *topic : cluster.topics()) {
        if (topic->internal) continue;
        ++topics;
        partitions += static_cast<int>(topic->partitions.size());
    }
    return tr("%n topic(s)", nullptr, topics) + QStringLiteral(" · ") + tr("%n partition(s)", nullptr, partitions);
}

QList<QWidget *> MapPage::headerWidgets() { return {m_filter, m_rows}; }

void MapPage::refresh(const SessionUpdate *update)
{
    m_view->refresh(update);
    if (!update || update->structureChanged() || !update->topics.empty()) Q_EMIT headerChanged();
}

void MapPage::selectionChanged()
{
    m_view->showSelection();
    Q_EMIT headerChanged();
}

void MapPage::retranslate()
{
    const QStringList filters{tr("all"), tr("under-replicated"), tr("without a leader"), tr("moving")};
    for (qsizetype i = 0; i < m_filterActions.size(); ++i) m_filterActions[i]->setText(filters[i]);
    m_filter->setText(tr("Filter: %1").arg(filters[static_cast<int>(m_view->filter())]));
    const QStringList rows{tr("automatic"), tr("roomy"), tr("compact")};
    for (qsizetype i = 0; i < m_rowActions.size(); ++i) m_rowActions[i]->setText(rows[i]);
    m_rows->setText(tr("Rows: %1").arg(rows[static_cast<int>(m_view->density())]));
    m_foldAll->setText(tr("Fold all topics"));
    m_unfoldAll->setText(tr("Unfold all topics"));
    m_legend->update();
}

void MapPage::themeChanged()
{
    m_view->themeChanged();
    m_legend->updateGeometry();
    m_legend->update();
}

}  // namespace vitrine::ui
