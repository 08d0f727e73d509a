// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include <QGridLayout>
#include <QJsonObject>
#include <QLabel>
#include <QScrollArea>
#include <QTimer>
#include <QToolButton>

#include "ui/common/page.h"
#include "ui/common/panel.h"
#include "ui/common/picture.h"
#include "ui/common/range_chip.h"
#include "ui/common/table_twin.h"
#include "ui/plots/plot_data.h"

namespace vitrine::ui {

// One plot with its name.
class PlotCell : public QWidget {
    Q_OBJECT

public:
    PlotCell(const Context &context, Metric metric, QWidget *parent);
    [[nodiscard]] Metric metric() const { return m_metric; }
    [[nodiscard]] Plot &plot() { return *m_plot; }
    void show(const TimeRange &range);
    void retranslate();
    void applyTheme();
    void paintOn(QPainter &painter, const QPointF &offset);
    [[nodiscard]] const PlotData &shown() const { return m_data; }

private:
    Context m_context;
    Metric m_metric;
    ElidedLabel *m_name;
    Plot *m_plot;
    SeriesPlaces m_places;
    PlotData m_data;
};

// Histories of the cluster, as many plots at once as are wanted, over one axis of time: what is zoomed, moved or chosen in one of them
// is so in all, and a range that is chosen is the window's.
class PlotsPage : public Page {
    Q_OBJECT

public:
    explicit PlotsPage(const Context &context, QWidget *parent = nullptr);

    [[nodiscard]] QString tabName() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QWidget *> headerWidgets() override;

    void setShown(Metric metric, bool shown);
    [[nodiscard]] PlotCell *cell(Metric metric) const { return m_cells[static_cast<std::size_t>(metric)]; }
    // 0: all that is held.
    void setSpan(int seconds);
    void setLive();
    [[nodiscard]] bool isLive() const { return m_live; }
    [[nodiscard]] TimeRange visibleRange() const;
    // Which plots are shown, which of their lines are switched off and how much time there is, as JSON; and the same again. What is not
    // known is left out.
    [[nodiscard]] QJsonObject choice() const;
    void setChoice(const QJsonObject &choice);
    // The plots as a picture or drawing, or their values as a table, by the ending of the name: png, svg, csv. Of the chosen range of
    // time, where one is chosen, the table has only that. Answers what went wrong; empty: nothing.
    [[nodiscard]] QString exportTo(const QString &fileName);

Q_SIGNALS:
    // choice() is another one.
    void choiceChanged();

protected:
    void refresh(const SessionUpdate *update) override;
    void selectionChanged() override;
    void retranslate() override;
    void themeChanged() override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void layOut();
    void showAll();
    void fillTable(const TimeRange &range);
    void showMarks();
    void zoom(double factor, Instant around);
    void pan(Duration past);
    [[nodiscard]] Instant instantOf(WallTime shown) const;
    [[nodiscard]] QString spanText(int seconds) const;
    [[nodiscard]] QString table() const;

    RangeChip *m_chip;
    QToolButton *m_zoom;
    QToolButton *m_back;
    QToolButton *m_choose;
    QToolButton *m_span;
    ExportButton *m_export;
    QScrollArea *m_scroller;
    TableTwin *m_twin;
    TwinModel *m_values;
    QWidget *m_content;
    QGridLayout *m_grid;
    QLabel *m_none;
    std::array<PlotCell *, metricCount> m_cells{};
    std::array<QStringList, metricCount> m_hidden;  // lines that are switched off, also of plots that are not shown
    QList<QAction *> m_metrics;
    QList<QAction *> m_spans;
    int m_columns = 0;
    int m_spanSeconds = 60;
    QTimer m_comesIntoSight;
    bool m_live = true;
    Duration m_visible = std::chrono::seconds(60);
    Instant m_end{};
};

}  // namespace vitrine::ui
