// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/qcustomplot.h"

#include "ui/common/plot.h"

#include <algorithm>
#include <cmath>
#include <utility>

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

QString milliseconds(double value)
{
    return value < 9.95 ? QString::number(value, 'g', 2) + QStringLiteral(" ms")
                        : Format::number(std::llround(value)) + QStringLiteral(" ms");
}

// Labels of the value axis in the words of the other views.
class ValueTicker : public QCPAxisTicker {
public:
    Plot::Unit unit = Plot::Unit::number;

    static QString text(Plot::Unit unit, double value)
    {
        switch (unit) {
        case Plot::Unit::number: return Format::shortNumber(std::llround(value));
        case Plot::Unit::bytes: return Format::bytes(std::llround(value));
        case Plot::Unit::bytesPerSecond: return Format::bytesPerSecond(value);
        case Plot::Unit::perSecond: return Format::shortNumber(std::llround(value));
        case Plot::Unit::seconds: return durationText(value);
        case Plot::Unit::milliseconds: return milliseconds(value);
        }
        return {};
    }

protected:
    QString getTickLabel(double tick, const QLocale &, QChar, int) override { return text(unit, tick); }
    // Counts have no halves.
    double getTickStep(const QCPRange &range) override
    {
        const double step = QCPAxisTicker::getTickStep(range);
        return unit == Plot::Unit::bytesPerSecond || unit == Plot::Unit::seconds || unit == Plot::Unit::milliseconds ? step
                                                                                                                     : std::max(1.0, step);
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

Mark Plot::seriesMark(int index)
{
    static constexpr Mark marks[] = {Mark::circle, Mark::square, Mark::triangle, Mark::diamond, Mark::ring, Mark::half};
    return marks[static_cast<std::size_t>(index) % std::size(marks)];
}

// What moves with the pointer lies over the lines: they are not painted again for it.
class Plot::Overlay : public QWidget {
public:
    explicit Overlay(Plot &plot, QWidget *parent) : QWidget(parent), m_owner(plot)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setAttribute(Qt::WA_NoSystemBackground);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        m_owner.paintOver(painter);
    }

private:
    Plot &m_owner;
};

Plot::Plot(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_plot(new QCustomPlot(this)), m_overlay(new Overlay(*this, m_plot)),
      m_legend(new PlotLegend(theme, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_legend);
    layout->addWidget(m_plot, 1);
    m_plot->setBackground(Qt::transparent);
    m_plot->setAttribute(Qt::WA_OpaquePaintEvent, false);
    m_plot->setNoAntialiasingOnDrag(true);
    // Drawing the lines and painting the window are two events: else each plot that is drawn paints at once all that waits to be painted.
    m_plot->setPlottingHint(QCP::phImmediateRefresh, false);
    m_plot->xAxis2->setVisible(false);
    m_plot->yAxis2->setVisible(false);
    m_plot->xAxis->setTicker(QSharedPointer<QCPAxisTickerDateTime>::create());
    m_plot->yAxis->setTicker(QSharedPointer<ValueTicker>::create());
    m_plot->installEventFilter(this);
    // It has no use for keys; the plot as a whole has the name.
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setMouseTracking(true);
    m_plot->setMinimumHeight(40);
    connect(m_plot, &QCustomPlot::afterReplot, this, [this] {
        ++m_replots;
        m_overlay->update();
    });
    connect(&theme, &Theme::changed, this, &Plot::applyTheme);
    connect(m_legend, &PlotLegend::toggled, this, [this](const QString &name) {
        if (!m_hidden.remove(name)) m_hidden.insert(name);
        setHidden(hidden());
        Q_EMIT hiddenChanged();
    });
    applyTheme();
}

Plot::~Plot() = default;

QStringList Plot::hidden() const
{
    QStringList names(m_hidden.begin(), m_hidden.end());
    names.sort();
    return names;
}

void Plot::setHidden(const QStringList &seriesNames)
{
    m_hidden = {seriesNames.begin(), seriesNames.end()};
    for (qsizetype i = 0; i < m_series.size(); ++i) m_graphs[i]->setVisible(!m_hidden.contains(m_series[i].name));
    m_legend->setSeries(m_series, m_hidden);
    replot();
}

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
    // A point for each pixel is all that can be seen, and strokes are what a plot costs: of what lies in two pixels, the smallest and the
    // largest are kept.
    const auto pixels = static_cast<std::size_t>(std::max(200, m_plot->width()));
    QVector<QCPGraphData> thinned;
    if (points.size() <= pixels) {
        thinned.reserve(static_cast<qsizetype>(points.size()));
        for (const Point &point : points) thinned.append({seconds(point.at), point.value});
    } else {
        const std::size_t bucket = (2 * points.size() + pixels - 1) / pixels;
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
    painter.save();
    painter.translate(place.topLeft());
    paintOver(painter);
    painter.restore();
}

void Plot::scaleValues()
{
    double top = 0;
    for (QCPGraph *graph : m_graphs) {
        if (!graph->visible()) continue;
        const QCPRange seen = m_plot->xAxis->range();
        for (auto at = graph->data()->findBegin(seen.lower); at != graph->data()->constEnd() && at->key <= seen.upper; ++at)
            top = std::max(top, at->value);
    }
    const double least = m_unit == Unit::bytesPerSecond || m_unit == Unit::bytes   ? 1'000
                         : m_unit == Unit::seconds || m_unit == Unit::milliseconds ? 1
                                                                                   : 4;
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
        m_graphs[i]->setLineStyle(series.stepped ? QCPGraph::lsStepLeft : QCPGraph::lsLine);
        m_graphs[i]->setVisible(!m_hidden.contains(series.name));
    }
    m_legend->setSeries(m_series, m_hidden);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void Plot::resizeEvent(QResizeEvent *)
{
    // The names of a low plot do not take the room of its lines.
    m_legend->setRowsMax(height() < m_theme.px(90) ? 1 : std::max(2, height() / m_theme.px(76)));
    setTickCounts();
}

void Plot::setTickCounts()
{
    // As many as can be read: a low plot has its top and its zero.
    m_plot->xAxis->ticker()->setTickCount(std::max(2, m_plot->width() / m_theme.px(110)));
    m_plot->yAxis->setTickLabels(m_plot->height() > m_theme.px(40));
    m_plot->yAxis->ticker()->setTickCount(std::clamp((m_plot->height() - m_theme.px(24)) / m_theme.px(28), 1, 4));
}

QString Plot::valueText(double value) const
{
    switch (m_unit) {
    case Unit::number: return Format::number(std::llround(value));
    case Unit::bytes: return Format::bytes(std::llround(value));
    case Unit::bytesPerSecond: return Format::bytesPerSecond(value);
    case Unit::perSecond: return Format::perSecond(value) + QStringLiteral("/s");
    case Unit::seconds: return durationText(value);
    case Unit::milliseconds: return milliseconds(value);
    }
    return {};
}

WallTime Plot::timeAt(double x) const { return wall_time(std::llround(m_plot->xAxis->pixelToCoord(x) * 1000)); }

bool Plot::onAxis(const QPointF &point) const { return point.y() > m_plot->axisRect()->bottom(); }

bool Plot::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_plot) return QWidget::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::Resize: m_overlay->setGeometry(m_plot->rect()); break;
    case QEvent::Leave: Q_EMIT hovered(std::nullopt); break;
    case QEvent::MouseMove: moved(*static_cast<QMouseEvent *>(event)); break;
    case QEvent::MouseButtonPress: return pressed(*static_cast<QMouseEvent *>(event));
    case QEvent::MouseButtonRelease: released(*static_cast<QMouseEvent *>(event)); break;
    case QEvent::MouseButtonDblClick:
        m_drag = Drag::none;
        if (m_interactive) Q_EMIT liveAsked();
        break;
    case QEvent::Wheel: {
        const auto *wheel = static_cast<QWheelEvent *>(event);
        if (!m_interactive) return QWidget::eventFilter(watched, event);
        if (wheel->angleDelta().y() != 0) Q_EMIT zoomAsked(std::pow(0.8, wheel->angleDelta().y() / 120.0), timeAt(wheel->position().x()));
        event->accept();
        return true;
    }
    default: break;
    }
    return QWidget::eventFilter(watched, event);
}

bool Plot::pressed(const QMouseEvent &event)
{
    if (!m_interactive || (event.button() != Qt::LeftButton && event.button() != Qt::MiddleButton)) return false;
    const bool pans = event.button() == Qt::MiddleButton || event.modifiers().testFlag(Qt::ShiftModifier) || onAxis(event.position());
    m_drag = pans ? Drag::pan : Drag::range;
    m_dragFrom = m_dragTo = event.position();
    return false;
}

void Plot::moved(const QMouseEvent &event)
{
    if (m_drag == Drag::pan) {
        const double past = m_plot->xAxis->pixelToCoord(m_dragTo.x()) - m_plot->xAxis->pixelToCoord(event.position().x());
        m_dragTo = event.position();
        Q_EMIT panAsked(Milliseconds(-std::llround(past * 1000)));
        return;
    }
    m_dragTo = event.position();
    if (m_drag == Drag::range) m_overlay->update();
    else if (m_interactive) m_plot->setCursor(onAxis(event.position()) ? Qt::OpenHandCursor : Qt::CrossCursor);
    const QRect lines = m_plot->axisRect()->rect();
    const bool over = event.position().x() >= lines.left() && event.position().x() <= lines.right();
    Q_EMIT hovered(over ? std::optional(timeAt(event.position().x())) : std::nullopt);
    if (!m_interactive) setCursor(over ? std::optional(timeAt(event.position().x())) : std::nullopt, true);
}

void Plot::released(const QMouseEvent &event)
{
    const Drag drag = std::exchange(m_drag, Drag::none);
    if (drag != Drag::range) return;
    m_overlay->update();
    if (std::abs(event.position().x() - m_dragFrom.x()) >= 4) Q_EMIT rangeChosen(timeAt(m_dragFrom.x()), timeAt(event.position().x()));
}

void Plot::setBand(const std::optional<std::pair<WallTime, WallTime>> &band)
{
    if (band == m_band) return;
    m_band = band;
    m_overlay->update();
}

void Plot::setFlags(const QList<Flag> &flags)
{
    if (flags == m_flags) return;
    m_flags = flags;
    m_overlay->update();
}

void Plot::setCursor(std::optional<WallTime> at, bool values)
{
    if (at == m_cursor && values == m_cursorValues) return;
    m_cursor = at;
    m_cursorValues = values;
    m_overlay->update();
}

QStringList Plot::valuesAt(WallTime time) const
{
    QStringList lines;
    for (qsizetype i = 0; i < m_series.size(); ++i) {
        if (!m_graphs[i]->visible()) continue;
        const auto samples = m_graphs[i]->data();
        if (samples->isEmpty()) continue;
        auto at = samples->findBegin(seconds(time), true);
        // The nearest of the two samples that lie around it.
        if (auto next = at; next != samples->constEnd() && ++next != samples->constEnd() &&
                            std::abs(next->key - seconds(time)) < std::abs(at->key - seconds(time)))
            at = next;
        if (at == samples->constEnd() || std::isnan(at->value) || std::abs(at->key - seconds(time)) > 5) continue;
        if (lines.isEmpty())
            lines << qSharedPointerCast<QCPAxisTickerDateTime>(m_plot->xAxis->ticker())
                         ->keyToDateTime(at->key)
                         .toString(QStringLiteral("HH:mm:ss.zzz"))
                         .chopped(2);
        lines << m_series[i].name + QStringLiteral("  ") + valueText(at->value);
    }
    return lines;
}

void Plot::paintOver(QPainter &painter) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &c = m_theme.colors();
    const QRectF lines(m_plot->axisRect()->rect());
    const auto x = [&](WallTime at) { return m_plot->xAxis->coordToPixel(seconds(at)); };
    const auto band = [&](double from, double to) {
        const double left = std::clamp(std::min(from, to), lines.left(), lines.right());
        const double right = std::clamp(std::max(from, to), lines.left(), lines.right());
        if (right <= left && (from < lines.left() || from > lines.right())) return;
        QColor tint = c.leader;
        tint.setAlphaF(0.10F);
        painter.fillRect(QRectF(left, lines.top(), right - left, lines.height()), tint);
        for (const double edge : {from, to})
            if (edge >= lines.left() && edge <= lines.right())
                painter.fillRect(QRectF(std::round(edge), lines.top(), 1, lines.height()), c.leader);
    };
    if (m_drag == Drag::range && std::abs(m_dragTo.x() - m_dragFrom.x()) >= 4) band(m_dragFrom.x(), m_dragTo.x());
    else if (m_band) band(x(m_band->first), x(m_band->second));
    for (const Flag &flag : m_flags) {
        const double at = x(flag.at);
        if (at < lines.left() || at > lines.right()) continue;
        paintFlag(painter, QPointF(at, lines.top()), lines.height(), m_theme.pxf(8), c.moving);
    }
    // Where each line ends stands its mark, as in the legend.
    for (qsizetype i = 0; i < m_series.size(); ++i) {
        if (!m_graphs[i]->visible() || m_series[i].mark == Mark::none) continue;
        const auto samples = m_graphs[i]->data();
        auto last = samples->findEnd(m_plot->xAxis->range().upper, false);
        if (last == samples->constBegin()) continue;
        --last;
        const QPointF at(m_plot->xAxis->coordToPixel(last->key), m_plot->yAxis->coordToPixel(last->value));
        const qreal size = m_theme.pxf(7);
        if (!std::isnan(last->value) && lines.adjusted(-1, -1, 1, 1).contains(at))
            paintMark(painter, m_series[i].mark, QRectF(at.x() - size / 2, at.y() - size / 2, size, size), m_series[i].color);
    }
    if (m_cursor) {
        const double at = x(*m_cursor);
        if (at >= lines.left() && at <= lines.right()) {
            painter.fillRect(QRectF(std::round(at), lines.top(), 1, lines.height()), c.faint);
            const QStringList texts = m_cursorValues ? valuesAt(*m_cursor) : QStringList();
            if (!texts.isEmpty()) {
                const QFont font = m_theme.font(Theme::Type::tiny);
                const qreal row = m_theme.pxf(15);
                qreal wide = 0;
                for (const QString &text : texts) wide = std::max(wide, textWidth(font, text));
                const QSizeF size(wide + m_theme.px(16), row * static_cast<double>(texts.size()) + m_theme.px(8));
                QRectF box(QPointF(at + m_theme.px(8), lines.top() + m_theme.px(2)), size);
                if (box.right() > m_plot->width()) box.moveRight(at - m_theme.px(8));
                if (box.left() < 0) box.moveLeft(0);
                paintBox(painter, box, m_theme.px(5), c.panel, c.line);
                qreal y = box.top() + m_theme.px(4);
                for (const QString &text : texts) {
                    paintText(painter, QRectF(box.left() + m_theme.px(8), y, wide + 2, row), text, font,
                              y < box.top() + row ? c.muted : c.text);
                    y += row;
                }
            }
        }
    }
    painter.restore();
}

void Plot::paintOn(QPainter &painter, const QPointF &offset)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_legend->isHidden()) {
        painter.translate(offset + m_legend->pos());
        m_legend->paintOn(painter);
        painter.translate(-offset - m_legend->pos());
    }
    // QCustomPlot wants a painter of its own kind, which knows that nothing is to be drawn as a picture of pixels.
    QPicture lines;
    QCPPainter recorder;
    recorder.begin(&lines);
    recorder.setMode(QCPPainter::pmVectorized);
    recorder.setMode(QCPPainter::pmNoCaching);
    m_plot->toPainter(&recorder, m_plot->width(), m_plot->height());
    recorder.end();
    painter.translate(offset + m_plot->pos());
    painter.drawPicture(0, 0, lines);
    paintOver(painter);
    painter.restore();
}

PlotLegend::PlotLegend(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Legend"));
}

void PlotLegend::setSeries(const QList<Plot::Series> &series, const QSet<QString> &hidden)
{
    if (series == m_series && hidden == m_hidden) return;
    m_series = series;
    m_hidden = hidden;
    m_current = std::clamp<int>(m_current, 0, std::max<int>(0, static_cast<int>(series.size()) - 1));
    fit();
    update();
}

QSize PlotLegend::sizeHint() const { return {m_theme.px(120), m_theme.px(22)}; }
QSize PlotLegend::minimumSizeHint() const { return {0, m_theme.px(22)}; }

void PlotLegend::setRowsMax(int rows)
{
    if (std::exchange(m_rowsMax, rows) != rows) fit();
}

void PlotLegend::resizeEvent(QResizeEvent *) { fit(); }

void PlotLegend::fit()
{
    const QList<QRectF> all = places(width());
    setFixedHeight(static_cast<int>(all.isEmpty() ? m_theme.px(22) : all.last().bottom()));
}

QString PlotLegend::moreText(qsizetype count) { return QStringLiteral("+%1").arg(count); }

QList<QRectF> PlotLegend::places(int width) const
{
    const QFont font = m_theme.font(Theme::Type::small);
    const qreal height = m_theme.px(22);
    QList<QRectF> list;
    QPointF at(m_theme.px(2), 0);
    for (const Plot::Series &series : m_series) {
        const qreal wide = std::min<qreal>(m_theme.px(32) + textWidth(font, series.name), width - m_theme.px(4));
        if (at.x() > m_theme.px(2) && at.x() + wide > width) at = QPointF(m_theme.px(2), at.y() + height);
        if (at.y() >= height * m_rowsMax) break;
        list.append(QRectF(at, QSizeF(wide, height)));
        at.rx() += wide + m_theme.px(8);
    }
    // How many more there are stands behind the last one.
    const auto more = [&] { return m_series.size() - list.size(); };
    while (more() > 0 && list.size() > 1 && list.last().right() + m_theme.px(8) + textWidth(font, moreText(more())) > width)
        list.removeLast();
    return list;
}

void PlotLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintOn(painter);
    if (!hasFocus() || m_current >= m_series.size()) return;
    const QList<QRectF> all = places(width());
    if (m_current < all.size()) paintBox(painter, all[m_current].adjusted(-1, 2, 2, -2), m_theme.px(4), {}, m_theme.colors().leader);
}

void PlotLegend::paintOn(QPainter &painter) const
{
    const QFont font = m_theme.font(Theme::Type::small);
    const QList<QRectF> all = places(width());
    for (qsizetype i = 0; i < all.size(); ++i) {
        const Plot::Series &series = m_series[i];
        const bool hidden = m_hidden.contains(series.name);
        const qreal stroke = m_theme.px(20);
        const QColor color = hidden ? m_theme.colors().faint : series.color;
        const qreal y = all[i].center().y();
        painter.setPen(QPen(color, m_theme.pxf(2), styleOf(series.dash)));
        painter.drawLine(QPointF(all[i].left(), y), QPointF(all[i].left() + stroke, y));
        const qreal mark = m_theme.pxf(7);
        paintMark(painter, series.mark, QRectF(all[i].left() + stroke - mark, y - mark / 2, mark, mark), color);
        QFont shown = font;
        shown.setStrikeOut(hidden);
        paintText(painter, all[i].adjusted(stroke + m_theme.px(6), 0, m_theme.px(8), 0), series.name, shown, m_theme.colors().muted,
                  Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
    }
    if (all.isEmpty() || all.size() == m_series.size()) return;
    const QRectF rest(all.last().right() + m_theme.px(8), all.last().top(), width(), all.last().height());
    paintText(painter, rest, moreText(m_series.size() - all.size()), font, m_theme.colors().muted);
}

void PlotLegend::mousePressEvent(QMouseEvent *event)
{
    const QList<QRectF> all = places(width());
    for (qsizetype i = 0; i < all.size(); ++i) {
        if (!all[i].contains(event->position())) continue;
        m_current = static_cast<int>(i);
        // The name may go with what follows from it.
        const QString name = m_series[i].name;
        Q_EMIT toggled(name);
        return;
    }
}

void PlotLegend::keyPressEvent(QKeyEvent *event)
{
    const int count = static_cast<int>(m_series.size());
    if (count > 0 && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)) {
        m_current = (m_current + (event->key() == Qt::Key_Right ? 1 : count - 1)) % count;
        update();
    } else if (m_current < count && event->key() == Qt::Key_Space) {
        const QString name = m_series[m_current].name;
        Q_EMIT toggled(name);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void PlotLegend::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

bool PlotLegend::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        // Names that have no room are told here.
        QStringList names;
        for (const Plot::Series &series : m_series) names << series.name;
        if (places(width()).size() < m_series.size())
            QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), names.join(QLatin1Char('\n')), this);
        else QToolTip::hideText();
        return true;
    }
    if (event->type() == QEvent::LanguageChange) setAccessibleName(tr("Legend"));
    return QWidget::event(event);
}

}  // namespace vitrine::ui
