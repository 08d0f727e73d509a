// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plots_page.h"

#include <algorithm>

#include <QActionGroup>
#include <QDateTime>
#include <QJsonArray>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QVBoxLayout>

#include "ui/common/format.h"
#include "ui/common/theme.h"
#include "ui/plots/plots_table.h"
#include "ui/session/session.h"

namespace vitrine::ui {

namespace {
constexpr int spans[] = {60, 600, 0};
constexpr Duration visibleMin = std::chrono::seconds(5);
constexpr Duration visibleMax = std::chrono::milliseconds(Session::sampleMs) * historyCapacity;
constexpr Metric shownFirst[] = {Metric::bytesIn, Metric::latency, Metric::lag, Metric::unhealthy};
}  // namespace

PlotCell::PlotCell(const Context &context, Metric metric, QWidget *parent)
    : QWidget(parent), m_context(context), m_metric(metric), m_name(new ElidedLabel(this)), m_plot(new Plot(context.theme, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_name);
    column->addWidget(m_plot, 1);
    m_plot->setUnit(PlotMetrics::unit(metric));
    m_plot->setInteractive(true);
    retranslate();
    applyTheme();
}

void PlotCell::show(const TimeRange &range)
{
    const Session &session = m_context.session;
    m_data = PlotMetrics::data(m_metric, session, m_context.theme, range, m_places);
    m_plot->setSeries(m_data.series);
    for (std::size_t i = 0; i < m_data.points.size(); ++i) m_plot->setPoints(static_cast<int>(i), m_data.points[i]);
    m_plot->setTimeRange(session.plotTime(range.from), session.plotTime(range.to));
    m_plot->replot();
    QString text = PlotMetrics::name(m_metric);
    if (m_data.series.isEmpty()) text += QStringLiteral(" · ") + (m_metric == Metric::lag ? tr("no group yet") : tr("none so far"));
    if (m_data.left > 0) text += QStringLiteral(" · ") + tr("%n smaller one(s) not shown", nullptr, m_data.left);
    m_name->setText(text);
}

void PlotCell::retranslate()
{
    const QString name = PlotMetrics::name(m_metric);
    m_name->setText(name);
    m_plot->setAccessibleName(name);
    m_plot->setAccessibleDescription(PlotMetrics::note(m_metric));
    setToolTip(PlotMetrics::note(m_metric));
    // Names of lines are in the language of the window, too; they keep their colours by their order.
    m_places.clear();
}

void PlotCell::applyTheme()
{
    m_name->setFont(m_context.theme.font(Theme::Type::smallStrong));
    m_name->setColor(m_context.theme.colors().text);
}

void PlotCell::paintOn(QPainter &painter, const QPointF &offset)
{
    paintText(painter, QRectF(offset + m_name->pos(), QSizeF(m_name->size())), m_name->text(), m_name->font(),
              m_context.theme.colors().text);
    m_plot->paintOn(painter, offset + m_plot->pos());
}

PlotsPage::PlotsPage(const Context &context, QWidget *parent)
    : Page(context, parent), m_chip(new RangeChip(context, this)), m_zoom(new QToolButton(this)), m_back(new QToolButton(this)),
      m_choose(new QToolButton(this)), m_span(new QToolButton(this)),
      m_export(new ExportButton(
          QStringLiteral("plots"), [this](const QString &name) { return exportTo(name); }, this)),
      m_scroller(new QScrollArea(this)), m_twin(new TableTwin(context, QStringLiteral("plots"), m_scroller, this)),
      m_values(new TwinModel(&PlotsTable::columns, this)), m_content(new QWidget), m_grid(new QGridLayout(m_content)),
      m_none(new QLabel(m_content))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_twin);
    m_twin->addTable(QStringLiteral("values"), m_values).setColumnWidths({116, 200, 0, 110});
    m_scroller->setWidgetResizable(true);
    m_scroller->setFrameShape(QFrame::NoFrame);
    m_scroller->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroller->viewport()->setAutoFillBackground(false);
    m_scroller->setWidget(m_content);
    m_content->setAutoFillBackground(false);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setProperty("role", QStringLiteral("muted"));
    setFocusPolicy(Qt::StrongFocus);

    for (QToolButton *button : {m_choose, m_span}) {
        button->setPopupMode(QToolButton::InstantPopup);
        button->setProperty("chevron", true);
        button->setMenu(new QMenu(button));
    }
    for (int i = 0; i < metricCount; ++i) {
        QAction *action = m_choose->menu()->addAction(QString());
        action->setCheckable(true);
        m_metrics << action;
        connect(action, &QAction::toggled, this, [this, i](bool on) { setShown(static_cast<Metric>(i), on); });
    }
    auto *times = new QActionGroup(this);
    for (const int seconds : spans) {
        QAction *action = m_span->menu()->addAction(QString());
        action->setCheckable(true);
        action->setChecked(seconds == m_spanSeconds);
        times->addAction(action);
        m_spans << action;
        connect(action, &QAction::triggered, this, [this, seconds] { setSpan(seconds); });
    }
    m_back->setProperty("chip", true);
    m_back->hide();
    m_zoom->hide();
    connect(m_back, &QToolButton::clicked, this, &PlotsPage::setLive);
    connect(m_zoom, &QToolButton::clicked, this, [this] {
        const auto &range = selection().timeRange();
        if (!range) return;
        m_live = false;
        m_visible = std::clamp(range->length() + range->length() / 8, visibleMin, visibleMax);
        m_end = range->to + (m_visible - range->length()) / 2;
        showAll();
    });
    connect(&session().bookmarks(), &Bookmarks::changed, this, &PlotsPage::showMarks);
    // What comes into sight was left as it was.
    m_comesIntoSight.setSingleShot(true);
    m_comesIntoSight.setInterval(0);
    connect(&m_comesIntoSight, &QTimer::timeout, this, &PlotsPage::showAll);
    connect(m_scroller->verticalScrollBar(), &QScrollBar::valueChanged, &m_comesIntoSight, qOverload<>(&QTimer::start));
    for (const Metric metric : shownFirst) m_metrics[static_cast<int>(metric)]->setChecked(true);
}

QString PlotsPage::tabName() const { return tr("Plots"); }
QString PlotsPage::title() const { return tr("Plots"); }
QString PlotsPage::subtitle() const
{
    const TimeRange seen = visibleRange();
    return m_live ? tr("live, a sample each %1 ms").arg(Session::sampleMs)
                  : tr("standing still at %1").arg(RangeChip::textOf(context(), seen));
}
QList<QWidget *> PlotsPage::headerWidgets() { return {m_back, m_chip, m_zoom, m_choose, m_span, m_export}; }

void PlotsPage::setShown(Metric metric, bool shown)
{
    // The menu shows what is shown, and comes back here.
    QAction *action = m_metrics[static_cast<int>(metric)];
    if (action->isChecked() != shown) return action->setChecked(shown);
    const auto place = static_cast<std::size_t>(metric);
    PlotCell *&cell = m_cells[place];
    if ((cell != nullptr) == shown) return;
    if (shown) {
        cell = new PlotCell(context(), metric, m_content);
        cell->installEventFilter(this);
        Plot &plot = cell->plot();
        plot.setHidden(m_hidden[place]);
        connect(&plot, &Plot::hiddenChanged, this, [this, place, own = cell] {
            m_hidden[place] = own->plot().hidden();
            Q_EMIT choiceChanged();
        });
        connect(&plot, &Plot::zoomAsked, this, [this](double factor, WallTime around) { zoom(factor, instantOf(around)); });
        connect(&plot, &Plot::panAsked, this, [this](Milliseconds past) { pan(past); });
        connect(&plot, &Plot::liveAsked, this, &PlotsPage::setLive);
        connect(&plot, &Plot::rangeChosen, this,
                [this](WallTime from, WallTime to) { selection().setTimeRange(TimeRange{instantOf(from), instantOf(to)}); });
        connect(&plot, &Plot::hovered, this, [this, own = cell](std::optional<WallTime> at) {
            for (PlotCell *other : m_cells)
                if (other) other->plot().setCursor(at, other == own);
        });
    } else {
        delete std::exchange(cell, nullptr);
    }
    m_columns = 0;
    layOut();
    showMarks();
    showAll();
    Q_EMIT choiceChanged();
}

QJsonObject PlotsPage::choice() const
{
    QJsonArray shown;
    QJsonObject hidden;
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        const QString key = PlotMetrics::key(static_cast<Metric>(i));
        if (m_cells[i]) shown.append(key);
        if (!m_hidden[i].isEmpty()) hidden.insert(key, QJsonArray::fromStringList(m_hidden[i]));
    }
    return {{QStringLiteral("shown"), shown}, {QStringLiteral("hidden"), hidden}, {QStringLiteral("seconds"), m_spanSeconds}};
}

void PlotsPage::setChoice(const QJsonObject &choice)
{
    const QJsonValue shown = choice.value(QLatin1String("shown"));
    if (!shown.isArray()) return;
    const QJsonObject hidden = choice.value(QLatin1String("hidden")).toObject();
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        const auto metric = static_cast<Metric>(i);
        const QString key = PlotMetrics::key(metric);
        m_hidden[i].clear();
        for (const QJsonValue &name : hidden.value(key).toArray()) m_hidden[i] << name.toString();
        setShown(metric, shown.toArray().contains(key));
        if (m_cells[i]) m_cells[i]->plot().setHidden(m_hidden[i]);
    }
    const int seconds = choice.value(QLatin1String("seconds")).toInt(m_spanSeconds);
    if (seconds != m_spanSeconds && std::ranges::find(spans, seconds) != std::end(spans)) setSpan(seconds);
}

void PlotsPage::layOut()
{
    const int room = m_scroller->viewport()->width();
    const int shown = static_cast<int>(std::ranges::count_if(m_cells, [](const PlotCell *cell) { return cell != nullptr; }));
    const int columns = std::clamp(room / theme().px(270), 1, std::max(1, std::min(shown, 4)));
    if (columns == m_columns) return;
    m_columns = columns;
    while (QLayoutItem *item = m_grid->takeAt(0)) delete item;
    for (int column = 0; column < 8; ++column) m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    int place = 0;
    for (PlotCell *cell : m_cells) {
        if (!cell) continue;
        cell->setMinimumHeight(theme().px(150));
        m_grid->addWidget(cell, place / columns, place % columns);
        cell->setVisible(true);
        ++place;
    }
    m_none->setVisible(place == 0);
    if (place == 0) m_grid->addWidget(m_none, 0, 0);
}

TimeRange PlotsPage::visibleRange() const
{
    if (!m_live) return {m_end - m_visible, m_end};
    const Instant now = session().now();
    Instant from = now - m_visible;
    if (m_spanSeconds == 0) from = std::min(PlotMetrics::oldest(session().cluster(), now), now - visibleMin);
    // A simulation has a beginning; before it there is nothing to plot.
    from = session().plotFrom(from);
    return {from, std::max(now, m_spanSeconds == 0 ? now : from + m_visible)};
}

Instant PlotsPage::instantOf(WallTime shown) const
{
    const Instant now = session().now();
    return now + (shown - session().plotTime(now));
}

void PlotsPage::setSpan(int seconds)
{
    m_spanSeconds = seconds;
    for (qsizetype i = 0; i < m_spans.size(); ++i) m_spans[i]->setChecked(spans[i] == seconds);
    setLive();
    Q_EMIT choiceChanged();
}

void PlotsPage::setLive()
{
    m_live = true;
    if (m_spanSeconds > 0) m_visible = std::chrono::seconds(m_spanSeconds);
    m_span->setText(spanText(m_spanSeconds));
    showAll();
}

void PlotsPage::zoom(double factor, Instant around)
{
    const TimeRange seen = visibleRange();
    const double place =
        std::clamp(std::chrono::duration<double>(around - seen.from) / std::chrono::duration<double>(seen.length()), 0.0, 1.0);
    const auto visible =
        std::clamp(std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seen.length()) * factor), visibleMin, visibleMax);
    m_live = false;
    m_visible = visible;
    m_end = around + std::chrono::duration_cast<Duration>(std::chrono::duration<double>(visible) * (1.0 - place));
    showAll();
}

void PlotsPage::pan(Duration past)
{
    const TimeRange seen = visibleRange();
    m_live = false;
    m_visible = seen.length();
    m_end = seen.to - past;
    showAll();
}

void PlotsPage::refresh(const SessionUpdate *update)
{
    if (update && !update->sampled) return;
    showMarks();
    if (!update || m_live) showAll();
}

void PlotsPage::selectionChanged() { showMarks(); }

void PlotsPage::showMarks()
{
    const auto &range = selection().timeRange();
    std::optional<std::pair<WallTime, WallTime>> band;
    if (range) band = {session().plotTime(range->from), session().plotTime(range->to)};
    QList<Plot::Flag> flags;
    for (const Bookmark &bookmark : session().bookmarks().all()) flags.append({session().plotTime(bookmark.at), bookmark.name});
    for (PlotCell *cell : m_cells) {
        if (!cell) continue;
        cell->plot().setBand(band);
        cell->plot().setFlags(flags);
    }
    if (m_zoom->isHidden() == range.has_value()) {
        m_zoom->setVisible(range.has_value());
        Q_EMIT headerChanged();
    }
}

void PlotsPage::showAll()
{
    const TimeRange seen = visibleRange();
    for (PlotCell *cell : m_cells)
        if (cell && !cell->visibleRegion().isEmpty()) cell->show(seen);
    if (m_twin->showsTable()) fillTable(selection().timeRange().value_or(seen));
    const bool wasLive = m_back->isHidden();
    m_back->setVisible(!m_live);
    if (wasLive != m_live || !m_live) Q_EMIT headerChanged();
}

void PlotsPage::fillTable(const TimeRange &range)
{
    std::vector<PlotsTable::Shown> shown;
    for (PlotCell *cell : m_cells)
        if (cell) shown.push_back({cell->metric(), cell->plot()});
    auto rows = PlotsTable::rows(context(), shown, range, [this](WallTime at) { return instantOf(at); });
    m_twin->setCaption(PlotsTable::caption(rows.size()));
    m_twin->quietly([&] { m_values->sync(std::move(rows)); });
}

QString PlotsPage::spanText(int seconds) const { return seconds == 0 ? tr("all that is kept") : tr("last %1 min").arg(seconds / 60); }

QString PlotsPage::exportTo(const QString &fileName)
{
    if (fileName.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive)) return writeText(fileName, table());
    // What lies outside the panel is in the picture as well.
    const TimeRange seen = visibleRange();
    for (PlotCell *cell : m_cells)
        if (cell) cell->show(seen);
    const QString name = session().world().clusterName;
    return writePicture(fileName, m_content->size(), theme().colors().panel,
                        name.isEmpty() ? title() : name + QStringLiteral(" – ") + title(), [this](QPainter &painter) {
                            for (PlotCell *cell : m_cells)
                                if (cell) cell->paintOn(painter, cell->pos());
                        });
}

QString PlotsPage::table() const
{
    const TimeRange range = selection().timeRange().value_or(visibleRange());
    const bool live = session().world().mode == WorldState::Mode::live;
    QStringList lines{csvLine({QStringLiteral("time"), QStringLiteral("plot"), QStringLiteral("line"), QStringLiteral("value")})};
    for (PlotCell *cell : m_cells) {
        if (!cell) continue;
        SeriesPlaces places;
        const PlotData values = PlotMetrics::data(cell->metric(), session(), theme(), range, places);
        for (std::size_t i = 0; i < values.points.size(); ++i) {
            const QString &line = values.series[static_cast<qsizetype>(i)].name;
            if (cell->plot().isHidden(line)) continue;
            for (const Plot::Point &point : values.points[i]) {
                const Instant at = instantOf(point.at);
                if (!range.contains(at)) continue;
                const QString time = live ? QDateTime::fromMSecsSinceEpoch(to_milliseconds(point.at))
                                                .toOffsetFromUtc(QDateTime::currentDateTime().offsetFromUtc())
                                                .toString(Qt::ISODateWithMs)
                                          : session().timeText(at);
                lines << csvLine({time, PlotMetrics::name(cell->metric()), line, QString::number(point.value, 'g', 12)});
            }
        }
    }
    return lines.join(QStringLiteral("\r\n")) + QStringLiteral("\r\n");
}

bool PlotsPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Move || event->type() == QEvent::Show) m_comesIntoSight.start();
    return Page::eventFilter(watched, event);
}

void PlotsPage::keyPressEvent(QKeyEvent *event)
{
    const TimeRange seen = visibleRange();
    const Instant middle = seen.from + seen.length() / 2;
    switch (event->key()) {
    case Qt::Key_Left: return pan(seen.length() / 8);
    case Qt::Key_Right: return pan(-(seen.length() / 8));
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoom(0.8, middle);
    case Qt::Key_Minus: return zoom(1.25, middle);
    case Qt::Key_End: return setLive();
    case Qt::Key_Escape:
        if (selection().timeRange()) return selection().setTimeRange({});
        break;
    default: break;
    }
    Page::keyPressEvent(event);
}

void PlotsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    layOut();
    showAll();
}

void PlotsPage::retranslate()
{
    m_twin->setTitles({tr("Values of the plots")});
    m_twin->table().setEmptyText(tr("No plot is chosen, or there is no sample yet."));
    m_values->retranslate();
    for (int i = 0; i < metricCount; ++i) m_metrics[i]->setText(PlotMetrics::name(static_cast<Metric>(i)));
    m_choose->setText(tr("Plots shown"));
    for (qsizetype i = 0; i < m_spans.size(); ++i) m_spans[i]->setText(spanText(spans[i]));
    m_span->setText(spanText(m_spanSeconds));
    m_back->setText(tr("Back to live"));
    m_zoom->setText(tr("Zoom to it"));
    m_none->setText(tr("No plot is chosen. \"Plots shown\" has them all."));
    setAccessibleName(tr("Plots over time"));
    setAccessibleDescription(tr("Drag to choose a range of time; arrows, plus and minus move the axis, End goes back to live."));
    m_export->retranslate();
    for (PlotCell *cell : m_cells)
        if (cell) cell->retranslate();
}

void PlotsPage::themeChanged()
{
    m_grid->setContentsMargins(theme().px(18), 0, theme().px(10), theme().px(6));
    m_grid->setHorizontalSpacing(theme().px(18));
    m_grid->setVerticalSpacing(theme().px(10));
    for (PlotCell *cell : m_cells)
        if (cell) cell->applyTheme();
    m_columns = 0;
    layOut();
    refresh(nullptr);
}

}  // namespace vitrine::ui
