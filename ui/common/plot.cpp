// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/qcustomplot.h"

#include "ui/common/plot.h"

#include <algorithm>
#include <cmath>

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/common/theme.h"

namespace vitrine::ui {

namespace {

QString durationText(double seconds)
{
    return seconds <= 0 ? QStringLiteral("0")
                        : Format::duration(std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds)));
}

double seconds(WallTime time) { return static_cast<double>(to_milliseconds(time)) / 1000.0; }

Qt::PenStyle styleOf(int dash)
{
    switch (dash % 4) {
    case 1: return Qt::DashLine;
    case 2: return Qt::DotLine;
    case 3: return Qt::DashDotLine;
    default: return Qt::SolidLine;
    }
}

// Labels of the value axis in the words of the other views.
class ValueTicker : public QCPAxisTicker {
public:
    Plot::Unit unit = Plot::Unit::number;

    static QString text(Plot::Unit unit, double value)
    {
        switch (unit) {
        case Plot::Unit::number: return Format::shortNumber(std::llround(value));
        case Plot::Unit::bytesPerSecond: return Format::bytesPerSecond(value);
        case Plot::Unit::perSecond: return Format::shortNumber(std::llround(value));
        case Plot::Unit::seconds: return durationText(value);
        }
        return {};
    }

protected:
    QString getTickLabel(double tick, const QLocale &, QChar, int) override { return text(unit, tick); }
    // Counts have no halves.
    double getTickStep(const QCPRange &range) override
    {
        const double step = QCPAxisTicker::getTickStep(range);
        return unit == Plot::Unit::bytesPerSecond || unit == Plot::Unit::seconds ? step : std::max(1.0, step);
    }
};

}  // namespace

QColor Plot::seriesColor(const Theme &theme, int index)
{
    // After Okabe and Ito: told apart by colour-blind eyes too; dashes say the same again.
    static constexpr quint32 light[] = {0x0B6BB8, 0xC76A00, 0x1B8A5A, 0x8E4BA8, 0xA68A00, 0x2A9BB5, 0xB23A6B, 0x5C6773, 0x6B4A2B};
    static constexpr quint32 dark[] = {0x4FA3E3, 0xF0A03C, 0x4CC38A, 0xC58BDD, 0xE3C94B, 0x6FD0E6, 0xF08CB4, 0x9AA5B1, 0xC9A27E};
    const auto at = static_cast<std::size_t>(index) % std::size(light);
    return QColor::fromRgb(theme.isDark() ? dark[at] : light[at]);
}

Plot::Plot(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_plot(new QCustomPlot(this)), m_legend(new PlotLegend(theme, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_legend);
    layout->addWidget(m_plot, 1);
    m_plot->setBackground(Qt::transparent);
    m_plot->setAttribute(Qt::WA_OpaquePaintEvent, false);
    m_plot->setNoAntialiasingOnDrag(true);
    m_plot->xAxis2->setVisible(false);
    m_plot->yAxis2->setVisible(false);
    m_plot->xAxis->setTicker(QSharedPointer<QCPAxisTickerDateTime>::create());
    m_plot->yAxis->setTicker(QSharedPointer<ValueTicker>::create());
    m_plot->installEventFilter(this);
    // It has no use for keys; the plot as a whole has the name.
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setMouseTracking(true);
    m_plot->setMinimumHeight(40);
    connect(&theme, &Theme::changed, this, &Plot::applyTheme);
    connect(m_legend, &PlotLegend::toggled, this, [this](const QString &name) {
        if (!m_hidden.remove(name)) m_hidden.insert(name);
        for (qsizetype i = 0; i < m_series.size(); ++i) m_graphs[i]->setVisible(!m_hidden.contains(m_series[i].name));
        m_legend->setSeries(m_series, m_hidden);
        replot();
    });
    applyTheme();
}

Plot::~Plot() = default;

void Plot::setUnit(Unit unit)
{
    m_unit = unit;
    qSharedPointerCast<ValueTicker>(m_plot->yAxis->ticker())->unit = unit;
}

void Plot::setLegendVisible(bool visible) { m_legend->setVisible(visible); }

void Plot::setSeries(const QList<Series> &series)
{
    if (series == m_series) return;
    m_series = series;
    while (m_graphs.size() > series.size()) m_plot->removeGraph(m_graphs.takeLast());
    while (m_graphs.size() < series.size()) {
        QCPGraph *graph = m_plot->addGraph();
        graph->setAdaptiveSampling(true);
        m_graphs.append(graph);
    }
    applyTheme();
    m_legend->setSeries(m_series, m_hidden);
}

void Plot::setPoints(int series, const std::vector<Point> &points)
{
    if (series < 0 || series >= m_graphs.size()) return;
    // More points than pixels cannot be seen: keep the smallest and the largest of each pixel.
    const auto pixels = static_cast<std::size_t>(std::max(200, m_plot->width()));
    QVector<QCPGraphData> thinned;
    if (points.size() <= pixels * 2) {
        thinned.reserve(static_cast<qsizetype>(points.size()));
        for (const Point &point : points) thinned.append({seconds(point.at), point.value});
    } else {
        const std::size_t bucket = (points.size() + pixels - 1) / pixels;
        for (std::size_t begin = 0; begin < points.size(); begin += bucket) {
            const auto first = points.begin() + static_cast<std::ptrdiff_t>(begin);
            const auto last = points.begin() + static_cast<std::ptrdiff_t>(std::min(points.size(), begin + bucket));
            const auto [low, high] = std::minmax_element(first, last, [](const Point &a, const Point &b) { return a.value < b.value; });
            const auto [earlier, later] = std::minmax(low, high);
            thinned.append({seconds(earlier->at), earlier->value});
            if (later != earlier) thinned.append({seconds(later->at), later->value});
        }
    }
    m_graphs[series]->data()->set(thinned, true);
}

void Plot::setTimeRange(WallTime from, WallTime to) { m_plot->xAxis->setRange(seconds(from), std::max(seconds(from) + 1, seconds(to))); }

void Plot::replot()
{
    scaleValues();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void Plot::paintSharp(QPainter &painter, QWidget *window, qreal pixelRatio)
{
    if (!isVisible() || m_plot->visibleRegion().isEmpty()) return;
    const QRect place(m_plot->mapTo(window, QPoint(0, 0)), m_plot->size());
    painter.fillRect(place, m_theme.colors().panel);
    painter.drawPixmap(place, m_plot->toPixmap(place.width(), place.height(), pixelRatio));
}

void Plot::scaleValues()
{
    double top = 0;
    for (QCPGraph *graph : m_graphs) {
        if (!graph->visible()) continue;
        for (auto at = graph->data()->findBegin(m_plot->xAxis->range().lower); at != graph->data()->constEnd(); ++at)
            top = std::max(top, at->value);
    }
    const double least = m_unit == Unit::bytesPerSecond ? 1'000 : m_unit == Unit::seconds ? 1 : 4;
    m_plot->yAxis->setRange(0, std::max(least, top * 1.15));
}

void Plot::applyTheme()
{
    const Colors &c = m_theme.colors();
    const QFont font = m_theme.font(Theme::Type::monoSmall);
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setTickLabelFont(font);
        axis->setTickLabelColor(c.muted);
        axis->setBasePen(Qt::NoPen);
        axis->setTickPen(Qt::NoPen);
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLengthIn(0);
        axis->setTickLabelPadding(m_theme.px(6));
        axis->grid()->setPen(QPen(c.line, 1));
        axis->grid()->setZeroLinePen(QPen(c.line, 1));
        axis->grid()->setSubGridVisible(false);
    }
    m_plot->xAxis->grid()->setVisible(false);
    auto dates = qSharedPointerCast<QCPAxisTickerDateTime>(m_plot->xAxis->ticker());
    dates->setDateTimeFormat(QStringLiteral("HH:mm:ss"));
    setTickCounts();
    for (qsizetype i = 0; i < m_series.size(); ++i) {
        const Series &series = m_series[i];
        QPen pen(series.color, m_theme.pxf(1.6), styleOf(series.dash));
        pen.setJoinStyle(Qt::RoundJoin);
        m_graphs[i]->setPen(pen);
        QColor fill = series.color;
        fill.setAlphaF(0.12F);
        m_graphs[i]->setBrush(series.filled ? QBrush(fill) : QBrush(Qt::NoBrush));
        m_graphs[i]->setVisible(!m_hidden.contains(series.name));
    }
    m_legend->setSeries(m_series, m_hidden);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void Plot::resizeEvent(QResizeEvent *) { setTickCounts(); }

void Plot::setTickCounts()
{
    // As many as can be read: a low plot has its top and its zero.
    m_plot->xAxis->ticker()->setTickCount(std::max(2, m_plot->width() / m_theme.px(110)));
    m_plot->yAxis->ticker()->setTickCount(std::clamp((m_plot->height() - m_theme.px(24)) / m_theme.px(28), 1, 4));
}

QString Plot::valueText(double value) const
{
    switch (m_unit) {
    case Unit::number: return Format::number(std::llround(value));
    case Unit::bytesPerSecond: return Format::bytesPerSecond(value);
    case Unit::perSecond: return Format::perSecond(value) + QStringLiteral("/s");
    case Unit::seconds: return durationText(value);
    }
    return {};
}

bool Plot::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_plot && event->type() == QEvent::ToolTip) {
        showTip(static_cast<QHelpEvent *>(event)->pos());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void Plot::showTip(const QPoint &position)
{
    const double key = m_plot->xAxis->pixelToCoord(position.x());
    QStringList lines;
    for (qsizetype i = 0; i < m_series.size(); ++i) {
        if (!m_graphs[i]->visible()) continue;
        auto at = m_graphs[i]->data()->findBegin(key, true);
        if (at == m_graphs[i]->data()->constEnd()) continue;
        if (lines.isEmpty()) lines << Format::timeOfDay(wall_time(std::llround(at->key * 1000)));
        lines << m_series[i].name + QStringLiteral("  ") + valueText(at->value);
    }
    if (lines.isEmpty()) QToolTip::hideText();
    else QToolTip::showText(m_plot->mapToGlobal(position), lines.join(QLatin1Char('\n')), m_plot);
}

PlotLegend::PlotLegend(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
}

void PlotLegend::setSeries(const QList<Plot::Series> &series, const QSet<QString> &hidden)
{
    m_series = series;
    m_hidden = hidden;
    updateGeometry();
    update();
}

QSize PlotLegend::sizeHint() const { return {m_theme.px(120), m_theme.px(22)}; }
QSize PlotLegend::minimumSizeHint() const { return {0, m_theme.px(22)}; }

void PlotLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont font = m_theme.font(Theme::Type::small);
    qreal x = m_theme.px(2);
    m_places.clear();
    for (const Plot::Series &series : m_series) {
        const bool hidden = m_hidden.contains(series.name);
        const qreal stroke = m_theme.px(18);
        const qreal width = stroke + m_theme.px(6) + textWidth(font, series.name);
        m_places.append(QRectF(x, 0, width + m_theme.px(8), height()));
        painter.setPen(QPen(hidden ? m_theme.colors().faint : series.color, m_theme.pxf(2), styleOf(series.dash)));
        painter.drawLine(QPointF(x, height() / 2.0), QPointF(x + stroke, height() / 2.0));
        QFont shown = font;
        shown.setStrikeOut(hidden);
        paintText(painter, QRectF(x + stroke + m_theme.px(6), 0, this->width() - x, height()), series.name, shown, m_theme.colors().muted);
        x += width + m_theme.px(16);
        if (x > this->width()) break;
    }
}

void PlotLegend::mousePressEvent(QMouseEvent *event)
{
    for (qsizetype i = 0; i < m_places.size(); ++i)
        if (m_places[i].contains(event->position())) Q_EMIT toggled(m_series[i].name);
}

}  // namespace vitrine::ui
