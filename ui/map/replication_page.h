// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <vector>

#include <QAbstractScrollArea>

#include "ui/common/page.h"
#include "ui/common/table_twin.h"
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
    // How far the lag clock of a follower has run, 0 to 1 and more; none for the leader and where its leader does not know.
    [[nodiscard]] std::optional<double> lagClock(BrokerId follower) const;
    // Fetches of a follower that this view has seen; its arrow moves on with each.
    [[nodiscard]] std::uint32_t fetchesSeen(BrokerId follower) const;
    [[nodiscard]] Offset lastStableOffset() const { return m_lastStableOffset; }
    // The same as rows: a replica each, in the order of the drawing; and what is said below.
    static std::vector<TwinModel::Column> tableColumns();
    [[nodiscard]] std::vector<TwinRow> tableRows() const;
    [[nodiscard]] QString tableCaption() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    struct Line {
        BrokerId broker{no_broker};
        Cell cell;
        bool fetches = false;          // lately
        bool takesRecords = false;     // lately
    };
    // What was seen of a follower's fetches.
    struct Fetches {
        Instant last{};                // as the leader knows it
        Instant seenAt{};
        std::uint32_t count = 0;
    };
    void compose();
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int sentenceHeight(int viewWidth) const;
    [[nodiscard]] QString explain(const TopicState &topic, const PartitionState &partition) const;
    [[nodiscard]] QString detailOf(const Line &line, qreal room) const;
    void watchFetches(const PartitionState &partition, Instant now);
    void paintClock(QPainter &painter, const QRectF &box, double run) const;
    // From a follower up to the leader, in the gutter on the right.
    void paintFetch(QPainter &painter, qreal right, qreal leaderY, qreal followerY, std::size_t place, const Line &line) const;
    [[nodiscard]] std::optional<std::size_t> lineAt(qreal y) const;
    [[nodiscard]] Duration lagTimeMax() const;
    [[nodiscard]] qreal gutterWidth() const;
    [[nodiscard]] QString explainClock() const;

    Context m_context;
    std::vector<Line> m_lines;
    QString m_watched;                 // the partition whose fetches are watched
    std::map<BrokerId, Fetches> m_fetches;
    Offset m_lastStableOffset{no_offset};
    QString m_sentence;
    bool m_belowMinimum = false;
    bool m_saysClock = true;           // left out where only the first sentence has room
};

class ReplicationPage : public Page {
    Q_OBJECT

public:
    explicit ReplicationPage(const Context &context, QWidget *parent = nullptr);

    [[nodiscard]] QString tabName() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] ReplicationView &view() { return *m_view; }
    [[nodiscard]] TableTwin &twin() { return *m_twin; }

protected:
    void refresh(const SessionUpdate *update) override;
    void retranslate() override;

private:
    ReplicationView *m_view;
    TableTwin *m_twin;
    TwinModel *m_replicas;
};

}  // namespace vitrine::ui
