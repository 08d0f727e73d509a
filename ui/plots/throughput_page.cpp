// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/throughput_page.h"

#include <algorithm>

#include <QActionGroup>
#include <QMenu>
#include <QVBoxLayout>

#include "ui/common/format.h"
#include "ui/common/theme.h"
#include "ui/session/session.h"

namespace vitrine::ui {

namespace {
constexpr int spans[] = {60, 120, 300, 600};
}  // namespace

ThroughputPage::ThroughputPage(const Context &context, QWidget *parent)
    : Page(context, parent), m_plot(new Plot(context.theme, this)), m_choose(new QToolButton(this)), m_span(new QToolButton(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setObjectName(QStringLiteral("column"));
    layout->addWidget(m_plot);
    for (QToolButton *button : {m_choose, m_span}) {
        button->setPopupMode(QToolButton::InstantPopup);
        button->setProperty("chevron", true);
        button->setMenu(new QMenu(button));
    }
    auto *metrics = new QActionGroup(this);
    for (int i = 0; i < metricCount; ++i) {
        QAction *action = m_choose->menu()->addAction(QString());
        action->setCheckable(true);
        action->setChecked(i == 0);
        metrics->addAction(action);
        m_metrics << action;
        connect(action, &QAction::triggered, this, [this, i] {
            m_metric = static_cast<Metric>(i);
            retranslate();
            refresh(nullptr);
            Q_EMIT headerChanged();
        });
    }
    auto *times = new QActionGroup(this);
    for (const int seconds : spans) {
        QAction *action = m_span->menu()->addAction(QString());
        action->setCheckable(true);
        action->setChecked(seconds == m_spanSeconds);
        times->addAction(action);
        m_spans << action;
        connect(action, &QAction::triggered, this, [this, seconds] {
            m_spanSeconds = seconds;
            retranslate();
            refresh(nullptr);
        });
    }
}

QString ThroughputPage::tabName() const { return tr("Throughput"); }
QString ThroughputPage::title() const { return tr("Throughput"); }
QString ThroughputPage::subtitle() const { return metricName(m_metric); }
QList<QWidget *> ThroughputPage::headerWidgets() { return {m_choose, m_span}; }

QString ThroughputPage::metricName(Metric metric) const
{
    switch (metric) {
    case Metric::bytesIn: return tr("bytes in from producers");
    case Metric::bytesOut: return tr("bytes out to consumers");
    case Metric::replicationIn: return tr("replication bytes in");
    case Metric::replicationOut: return tr("replication bytes out");
    case Metric::recordsIn: return tr("records in per second");
    case Metric::requests: return tr("requests per second");
    }
    return {};
}

double ThroughputPage::valueOf(const RateSample &sample, Metric metric)
{
    switch (metric) {
    case Metric::bytesIn: return sample.bytesIn;
    case Metric::bytesOut: return sample.bytesOut;
    case Metric::replicationIn: return sample.replicationBytesIn;
    case Metric::replicationOut: return sample.replicationBytesOut;
    case Metric::recordsIn: return sample.recordsIn;
    case Metric::requests: return sample.requests;
    }
    return 0;
}

void ThroughputPage::refresh(const SessionUpdate *update)
{
    if (update && !update->sampled && update->nodes.empty() && update->removedNodes.empty()) return;
    m_plot->setUnit(m_metric == Metric::recordsIn || m_metric == Metric::requests ? Plot::Unit::perSecond : Plot::Unit::bytesPerSecond);
    QList<Plot::Series> series;
    int index = 0;
    for (const auto &[id, node] : session().cluster().nodes()) {
        if (node.isControllerAlone()) continue;
        series.append({.name = tr("Broker %1").arg(id.value()), .color = Plot::seriesColor(theme(), index), .dash = index % 4});
        ++index;
    }
    m_plot->setSeries(series);
    const Instant now = session().now();
    // A simulation has a beginning; before it there is nothing to plot.
    const Instant from = session().plotFrom(now - std::chrono::seconds(m_spanSeconds));
    index = 0;
    for (const auto &[id, node] : session().cluster().nodes()) {
        if (node.isControllerAlone()) continue;
        std::vector<Plot::Point> points;
        for (std::size_t i = 0; i < node.history.size(); ++i) {
            const RateSample &sample = node.history[i];
            if (sample.at >= from - std::chrono::seconds(2)) points.push_back({session().plotTime(sample.at), valueOf(sample, m_metric)});
        }
        m_plot->setPoints(index++, points);
    }
    m_plot->setTimeRange(session().plotTime(from), session().plotTime(std::max(now, from + Duration(std::chrono::seconds(m_spanSeconds)))));
    m_plot->replot();
}

void ThroughputPage::retranslate()
{
    for (int i = 0; i < metricCount; ++i) m_metrics[i]->setText(metricName(static_cast<Metric>(i)));
    m_choose->setText(tr("Show"));
    for (qsizetype i = 0; i < m_spans.size(); ++i)
        m_spans[i]->setText(spans[i] < 120 ? tr("last %1 s").arg(spans[i]) : tr("last %1 min").arg(spans[i] / 60));
    m_span->setText(m_spanSeconds < 120 ? tr("last %1 s").arg(m_spanSeconds) : tr("last %1 min").arg(m_spanSeconds / 60));
    m_plot->setAccessibleName(tr("Throughput of each broker over time"));
}

void ThroughputPage::themeChanged()
{
    findChild<QVBoxLayout *>(QStringLiteral("column"))->setContentsMargins(theme().px(18), 0, theme().px(14), theme().px(8));
    refresh(nullptr);
}

}  // namespace vitrine::ui
