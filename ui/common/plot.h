// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QColor>
#include <QList>
#include <QSet>
#include <QString>
#include <QWidget>

#include "base/time.h"

class QCustomPlot;
class QPainter;
class QCPGraph;

namespace vitrine::ui {

class Theme;
class PlotLegend;

// Values over time: the one wrapper of QCustomPlot. Lines differ by colour and by dashes; the legend switches them off.
class Plot : public QWidget {
    Q_OBJECT

public:
    enum class Unit { number, bytesPerSecond, perSecond, seconds };
    struct Series {
        QString name;
        QColor color;
        int dash = 0;         // 0: solid; 1, 2, 3: patterns
        bool filled = false;
        friend bool operator==(const Series &, const Series &) = default;
    };
    struct Point {
        WallTime at{};
        double value = 0;
    };

    explicit Plot(const Theme &theme, QWidget *parent = nullptr);
    ~Plot() override;

    void setUnit(Unit unit);
    void setLegendVisible(bool visible);
    // Keeps what was switched off by name.
    void setSeries(const QList<Series> &series);
    // Points in order of time.
    void setPoints(int series, const std::vector<Point> &points);
    void setTimeRange(WallTime from, WallTime to);
    // At the next pass of the event loop; call once per frame.
    void replot();
    // Again over a picture that has more pixels than the screen: QCustomPlot keeps its own at the screen's.
    void paintSharp(QPainter &painter, QWidget *window, qreal pixelRatio);

    // The same line looks for the same broker in every plot.
    [[nodiscard]] static QColor seriesColor(const Theme &theme, int index);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void applyTheme();
    void scaleValues();
    void setTickCounts();
    [[nodiscard]] QString valueText(double value) const;
    void showTip(const QPoint &position);

    const Theme &m_theme;
    QCustomPlot *m_plot;
    PlotLegend *m_legend;
    Unit m_unit = Unit::number;
    QList<Series> m_series;
    QList<QCPGraph *> m_graphs;
    QSet<QString> m_hidden;
};

// The names of the lines, each with its stroke; a click switches one off or on.
class PlotLegend : public QWidget {
    Q_OBJECT

public:
    explicit PlotLegend(const Theme &theme, QWidget *parent = nullptr);
    void setSeries(const QList<Plot::Series> &series, const QSet<QString> &hidden);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void toggled(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    const Theme &m_theme;
    QList<Plot::Series> m_series;
    QSet<QString> m_hidden;
    QList<QRectF> m_places;
};

}  // namespace vitrine::ui
