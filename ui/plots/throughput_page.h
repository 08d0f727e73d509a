// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

#include "ui/common/page.h"
#include "ui/common/plot.h"
#include "ui/session/cluster_state.h"

namespace vitrine::ui {

// Rates of each broker over time.
class ThroughputPage : public Page {
    Q_OBJECT

public:
    enum class Metric { bytesIn, bytesOut, replicationIn, replicationOut, recordsIn, requests };
    static constexpr int metricCount = 6;

    explicit ThroughputPage(const Context &context, QWidget *parent = nullptr);

    [[nodiscard]] QString tabName() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QWidget *> headerWidgets() override;

protected:
    void refresh(const SessionUpdate *update) override;
    void retranslate() override;
    void themeChanged() override;

private:
    [[nodiscard]] QString metricName(Metric metric) const;
    [[nodiscard]] static double valueOf(const RateSample &sample, Metric metric);

    Plot *m_plot;
    QToolButton *m_choose;
    QToolButton *m_span;
    QList<QAction *> m_metrics;
    QList<QAction *> m_spans;
    Metric m_metric = Metric::bytesIn;
    int m_spanSeconds = 120;
};

}  // namespace vitrine::ui
