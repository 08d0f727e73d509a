// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include <QColor>
#include <QList>
#include <QSet>
#include <QString>
#include <QWidget>

#include "base/time.h"
#include "ui/common/paint.h"

class QCustomPlot;
class QMouseEvent;
class QPainter;
class QCPGraph;

namespace vitrine::ui {

class Theme;
class PlotLegend;

// Values over time: the one wrapper of QCustomPlot. Lines differ by colour, dashes and the mark at their end; the legend switches them
// off. What is seen of the time is the owner's: the plot tells what was asked for.
class Plot : public QWidget {
    Q_OBJECT

public:
    enum class Unit { number, bytes, bytesPerSecond, perSecond, seconds, milliseconds };
    struct Series {
        QString name;
        QColor color;
        int dash = 0;         // 0: solid; 1, 2, 3: patterns
        bool filled = false;
        bool stepped = false;  // a count keeps its value until the next sample
        Mark mark = Mark::none;
        friend bool operator==(const Series &, const Series &) = default;
    };
    struct Point {
        WallTime at{};
        double value = 0;
    };
    struct Flag {
        WallTime at{};
        QString name;
        friend bool operator==(const Flag &, const Flag &) = default;
    };

    explicit Plot(const Theme &theme, QWidget *parent = nullptr);
    ~Plot() override;

    void setUnit(Unit unit);
    [[nodiscard]] Unit unit() const { return m_unit; }
    void setLegendVisible(bool visible);
    // Wheel and mouse ask for another time range; without it, they are left to the page.
    void setInteractive(bool interactive) { m_interactive = interactive; }
    // Keeps what was switched off by name.
    void setSeries(const QList<Series> &series);
    [[nodiscard]] const QList<Series> &series() const { return m_series; }
    [[nodiscard]] bool isHidden(const QString &seriesName) const { return m_hidden.contains(seriesName); }
    // The names that are switched off, whether there are such lines now or not; by name.
    [[nodiscard]] QStringList hidden() const;
    void setHidden(const QStringList &seriesNames);
    // Points in order of time.
    void setPoints(int series, const std::vector<Point> &points);
    void setTimeRange(WallTime from, WallTime to);
    // What is chosen of the time, over all lines; and what was named.
    void setBand(const std::optional<std::pair<WallTime, WallTime>> &band);
    void setFlags(const QList<Flag> &flags);
    // The values at that time are read out beside it, if `values`; else there is only its line.
    void setCursor(std::optional<WallTime> at, bool values);
    // "18:02:11.500", and a line for each series that is shown, as read out at that time; empty where there are no points.
    [[nodiscard]] QStringList valuesAt(WallTime at) const;
    // At the next pass of the event loop; call once per frame.
    void replot();
    [[nodiscard]] std::uint64_t replots() const { return m_replots; }
    // Again over a picture that has more pixels than the screen: QCustomPlot keeps its own at the screen's.
    void paintSharp(QPainter &painter, QWidget *window, qreal pixelRatio);
    // As on the screen, without its background; for a file.
    void paintOn(QPainter &painter, const QPointF &offset = {});
    [[nodiscard]] QString valueText(double value) const;

    // The same line looks for the same broker in every plot.
    [[nodiscard]] static QColor seriesColor(const Theme &theme, int index);
    [[nodiscard]] static Mark seriesMark(int index);

Q_SIGNALS:
    // The wheel: below 1 less time is to be seen, around this instant.
    void zoomAsked(double factor, vitrine::WallTime around);
    // Dragging the axis, or anywhere with Shift or the middle button: by so much to the past.
    void panAsked(vitrine::Milliseconds past);
    // Dragging over the lines.
    void rangeChosen(vitrine::WallTime from, vitrine::WallTime to);
    void liveAsked();
    void hovered(std::optional<vitrine::WallTime> at);
    // The user switched a line off or on.
    void hiddenChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Drag { none, range, pan };
    void applyTheme();
    void scaleValues();
    void setTickCounts();
    void paintOver(QPainter &painter) const;
    bool pressed(const QMouseEvent &event);
    void moved(const QMouseEvent &event);
    void released(const QMouseEvent &event);
    [[nodiscard]] WallTime timeAt(double x) const;
    [[nodiscard]] bool onAxis(const QPointF &point) const;
    class Overlay;

    const Theme &m_theme;
    QCustomPlot *m_plot;
    Overlay *m_overlay;
    PlotLegend *m_legend;
    Unit m_unit = Unit::number;
    bool m_interactive = false;
    QList<Series> m_series;
    QList<QCPGraph *> m_graphs;
    QSet<QString> m_hidden;
    std::optional<std::pair<WallTime, WallTime>> m_band;
    QList<Flag> m_flags;
    std::optional<WallTime> m_cursor;
    bool m_cursorValues = false;
    Drag m_drag = Drag::none;
    QPointF m_dragFrom;
    QPointF m_dragTo;
    std::uint64_t m_replots = 0;
};

// The names of the lines, each with its stroke; a click, or the space bar on the one that the arrow keys chose, switches one off or on.
class PlotLegend : public QWidget {
    Q_OBJECT

public:
    explicit PlotLegend(const Theme &theme, QWidget *parent = nullptr);
    void setSeries(const QList<Plot::Series> &series, const QSet<QString> &hidden);
    // A name that has no place in so many rows is left to what the cursor reads out.
    void setRowsMax(int rows);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    void paintOn(QPainter &painter) const;

Q_SIGNALS:
    void toggled(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void fit();
    // Of each name, in a legend of that width: in as many rows as there may be; what does not fit has none.
    [[nodiscard]] QList<QRectF> places(int width) const;
    [[nodiscard]] static QString moreText(qsizetype count);
    const Theme &m_theme;
    QList<Plot::Series> m_series;
    QSet<QString> m_hidden;
    int m_current = 0;
    int m_rowsMax = 2;
};

}  // namespace vitrine::ui
