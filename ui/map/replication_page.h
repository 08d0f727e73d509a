// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractScrollArea>

#include "ui/common/page.h"
#include "ui/session/cluster_state.h"

namespace vitrine::ui {

// The logs of one partition's replicas under each other, on one axis that shows the end of the logs large enough to see
// how far they are apart; the high watermark crosses them all. Below, in a sentence, why it is so and what follows.
class ReplicationView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit ReplicationView(const Context &context, QWidget *parent = nullptr);
    void refresh();
    // What is said below the bars; for tests too.
    [[nodiscard]] QString sentence() const { return m_sentence; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    struct Line {
        BrokerId broker{no_broker};
        Cell cell;
    };
    void compose();
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int sentenceHeight() const;
    [[nodiscard]] QString explain(const TopicState &topic, const PartitionState &partition) const;
    [[nodiscard]] QString detailOf(const Line &line, qreal room) const;

    Context m_context;
    std::vector<Line> m_lines;
    QString m_sentence;
    bool m_belowMinimum = false;
};

class ReplicationPage : public Page {
    Q_OBJECT

public:
    explicit ReplicationPage(const Context &context, QWidget *parent = nullptr);

    [[nodiscard]] QString tabName() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] ReplicationView &view() { return *m_view; }

protected:
    void refresh(const SessionUpdate *update) override;
    void retranslate() override;

private:
    ReplicationView *m_view;
};

}  // namespace vitrine::ui
