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

MapLegend::MapLegend(const Theme &theme, const Heat &heat, QWidget *parent) : QWidget(parent), m_theme(theme), m_heat(heat)
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
    if (m_heat.isOn()) {
        // From nothing to the hottest, and what outlines still say.
        const QFont strong = m_theme.font(Theme::Type::smallStrong);
        const QString hottest = m_heat.shortText(m_heat.hottest());
        paintText(painter, QRectF(x, 0, m_theme.px(20), height() - 4), QStringLiteral("0"), strong, c.text);
        x += m_theme.px(14);
        const QRectF scale(x, middle - m_theme.px(6), m_theme.px(120), m_theme.px(12));
        QLinearGradient gradient(scale.topLeft(), scale.topRight());
        gradient.setColorAt(0, Heat::color(m_theme, 0));
        gradient.setColorAt(1, Heat::color(m_theme, 1));
        painter.setPen(QPen(c.line, 1));
        painter.setBrush(gradient);
        painter.drawRoundedRect(scale, m_theme.px(3), m_theme.px(3));
        x = scale.right() + m_theme.px(8);
        const qreal width = textWidth(strong, hottest);
        paintText(painter, QRectF(x, 0, width + 2, height() - 4), hottest, strong, c.text, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideNone);
        x += width + m_theme.px(16);
        const auto outline = [&](qreal line, const QColor &color, Qt::PenStyle style) {
            return [&painter, this, line, color, style](const QRectF &box) {
                paintBox(painter, box, m_theme.px(3), {}, color, style, m_theme.pxf(line));
            };
        };
        label(m_heat.meaning(), 0, [](const QRectF &) {});
        label(tr("leader"), block, outline(2.2, c.text, Qt::SolidLine));
        label(tr("in sync"), block, outline(1, c.muted, Qt::SolidLine));
        label(tr("out of sync"), block, outline(1.8, c.outLine, Qt::DashLine));
        label(tr("offline"), block, outline(1.5, c.offline, Qt::DotLine));
        return;
    }
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
    : Page(context, parent), m_view(new MapView(context, this)), m_legend(new MapLegend(context.theme, m_view->heat(), this)),
      m_twin(new TableTwin(context, QStringLiteral("map"), m_view, this)), m_tables(new MapTables(context, *m_view, *m_twin, this)),
      m_colour(new QToolButton(this)), m_filter(new QToolButton(this)), m_rows(new QToolButton(this)), m_foldAll(new QAction(this)),
      m_unfoldAll(new QAction(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_twin, 1);
    layout->addWidget(m_legend);

    const auto menuButton = [](QToolButton *button) {
        button->setPopupMode(QToolButton::InstantPopup);
        button->setProperty("chevron", true);
        button->setMenu(new QMenu(button));
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    };
    menuButton(m_colour);
    menuButton(m_filter);
    menuButton(m_rows);
    auto *colours = new QActionGroup(this);
    for (const MapColour colour : {MapColour::state, MapColour::rate, MapColour::lag, MapColour::size}) {
        QAction *action = m_colour->menu()->addAction(QString());
        action->setCheckable(true);
        action->setChecked(colour == MapColour::state);
        colours->addAction(action);
        m_colourActions << action;
        connect(action, &QAction::triggered, this, [this, colour] { setColour(colour); });
    }
    connect(m_view, &MapView::heatChanged, m_legend, qOverload<>(&QWidget::update));
    auto *filters = new QActionGroup(this);
    for (const MapFilter filter : {MapFilter::all, MapFilter::underReplicated, MapFilter::leaderless, MapFilter::moving, MapFilter::mine}) {
        QAction *action = m_filter->menu()->addAction(QString());
        action->setCheckable(true);
        action->setChecked(filter == MapFilter::all);
        filters->addAction(action);
        m_filterActions << action;
        connect(action, &QAction::triggered, this, [this, filter] {
            m_view->setFilter(filter);
            retranslate();
            m_tables->refresh(nullptr);
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
    const auto give = [this](const QString &line) { session().execute(line); };
    connect(m_view, &MapView::commandGiven, this, give);
    connect(m_tables, &MapTables::commandGiven, this, give);
    connect(m_twin, &TableTwin::changed, this, &MapPage::showTools);
    showTools();
}

void MapPage::setColour(MapColour colour)
{
    m_view->setColour(colour);
    m_colourActions.at(static_cast<int>(colour))->setChecked(true);
    retranslate();
}

void MapPage::showTools()
{
    // Colours and heights are the drawing's.
    m_legend->setVisible(!m_twin->showsTable());
    m_colour->setVisible(!m_twin->showsTable());
    m_rows->setVisible(!m_twin->showsTable());
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

QList<QWidget *> MapPage::headerWidgets() { return {m_colour, m_filter, m_rows}; }

void MapPage::refresh(const SessionUpdate *update)
{
    if (m_twin->showsTable()) m_tables->refresh(update);
    else m_view->refresh(update);
    if (!update || update->structureChanged() || !update->topics.empty()) Q_EMIT headerChanged();
}

void MapPage::selectionChanged()
{
    if (m_twin->showsTable()) m_tables->showSelection();
    else m_view->showSelection();
    Q_EMIT headerChanged();
}

void MapPage::retranslate()
{
    const QStringList filters{tr("all"), tr("under-replicated"), tr("without a leader"), tr("moving"), tr("mine")};
    for (qsizetype i = 0; i < m_filterActions.size(); ++i) m_filterActions[i]->setText(filters[i]);
    m_filterActions.back()->setToolTip(tr("Partitions of the chosen group, and what this window produced to or consumed from"));
    m_filter->menu()->setToolTipsVisible(true);
    const QStringList colours{tr("state"), tr("rate"), tr("lag"), tr("size")};
    for (qsizetype i = 0; i < m_colourActions.size(); ++i) m_colourActions[i]->setText(colours[i]);
    m_colour->setToolTip(tr("Colour by state, or by how much: the records per second, the lag, or the size of each replica"));
    const QStringList rows{tr("automatic"), tr("roomy"), tr("compact")};
    for (qsizetype i = 0; i < m_rowActions.size(); ++i) m_rowActions[i]->setText(rows[i]);
    nameTools();
    m_foldAll->setText(tr("Fold all topics"));
    m_unfoldAll->setText(tr("Unfold all topics"));
    m_legend->update();
    m_tables->retranslate();
}

// A narrow header has room for its title before it has room for what the tools are set to; their menus say that, too. What a filter shows
// goes last: it is why there is less to see.
void MapPage::nameTools()
{
    const auto valued = [](const QString &text, const QList<QAction *> &actions, int value) { return text.arg(actions[value]->text()); };
    const bool filtered = m_view->filter() != MapFilter::all;
    const int filter = static_cast<int>(m_view->filter());
    const int spacing = theme().px(10);
    const int room = width() - theme().px(32) - static_cast<int>(textWidth(theme().font(Theme::Type::title), title())) - theme().px(64);
    for (int bare = 0; bare <= 3; ++bare) {
        m_rows->setText(bare > 0 ? tr("Rows") : valued(tr("Rows: %1"), m_rowActions, static_cast<int>(m_view->density())));
        m_colour->setText(bare > 1 ? tr("Colour") : valued(tr("Colour: %1"), m_colourActions, static_cast<int>(m_view->heat().kind())));
        m_filter->setText(bare < 3   ? valued(tr("Filter: %1"), m_filterActions, filter)
                          : filtered ? m_filterActions[filter]->text()
                                     : tr("Filter"));
        int needed = spacing;
        for (const QToolButton *tool : {m_colour, m_filter, m_rows}) needed += tool->sizeHint().width() + spacing;
        if (needed <= room) return;
    }
}

void MapPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    nameTools();
}

void MapPage::themeChanged()
{
    m_view->themeChanged();
    m_legend->updateGeometry();
    m_legend->update();
}

}  // namespace vitrine::ui
