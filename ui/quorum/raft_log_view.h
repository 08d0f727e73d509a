// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <vector>

#include <QAbstractScrollArea>

#include "ui/common/context.h"
#include "ui/quorum/quorum_lanes.h"
#include "ui/quorum/records_model.h"

namespace vitrine::ui {

// The metadata log as a Raft log: a lane for each node, a block for each entry, coloured by epoch, near the end of the log.
// Paints the visible lanes and the offsets that fit; what lies before is told in words.
class RaftLogView : public QAbstractScrollArea {
    Q_OBJECT

public:
    RaftLogView(const Context &context, const MetadataRecordsModel &records, QWidget *parent = nullptr);

    // `epoch`: in which entries are written now; -1: in none.
    void setLanes(std::vector<QuorumLane> lanes, std::int64_t highWatermark, std::int32_t epoch);
    [[nodiscard]] const std::vector<QuorumLane> &lanes() const { return m_lanes; }
    void setEpochs(std::vector<MetadataFacts::Epoch> epochs);
    void setSnapshots(BrokerId node, std::vector<LogFiles::Snapshot> snapshots);
    void clearSnapshots() { m_snapshots.clear(); }
    [[nodiscard]] const std::map<BrokerId, std::vector<LogFiles::Snapshot>> &snapshots() const { return m_snapshots; }
    // The entry whose record is chosen.
    void setChosenOffset(std::optional<std::int64_t> offset);

    // The offsets that can be seen, end exclusive.
    struct Range {
        std::int64_t from = 0;
        std::int64_t to = 0;
    };
    [[nodiscard]] Range range() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void laneChosen(vitrine::BrokerId node);
    void offsetChosen(qint64 offset);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    struct Shape {
        qreal left = 0;          // of the blocks
        qreal width = 0;
        qreal cell = 1;          // of one entry
        Range range;
        [[nodiscard]] qreal x(std::int64_t offset) const { return left + cell * static_cast<qreal>(offset - range.from); }
    };
    enum class Entry { unread, noOp, record, control };
    struct Span {
        std::int64_t from = 0;
        std::int64_t to = 0;
        std::int32_t epoch = 0;
        int age = 0;             // how many epochs of the log came later
    };
    [[nodiscard]] Shape shape() const;
    [[nodiscard]] std::vector<Span> spans(const Range &range) const;
    [[nodiscard]] std::vector<Entry> entries(const Range &range) const;
    [[nodiscard]] int laneHeight() const;
    [[nodiscard]] int headHeight() const;
    [[nodiscard]] int footHeight() const;
    [[nodiscard]] QRectF laneRect(std::size_t lane) const;
    [[nodiscard]] std::optional<std::size_t> laneAt(const QPointF &point) const;
    [[nodiscard]] std::optional<std::int64_t> offsetAt(const QPointF &point) const;
    void paintLane(QPainter &painter, const QuorumLane &lane, const QRectF &row, const Shape &shape, const std::vector<Span> &spans,
                   const std::vector<Entry> &entries) const;
    void paintBlocks(QPainter &painter, const QuorumLane &lane, const QRectF &band, const Shape &shape, const std::vector<Span> &spans,
                     const std::vector<Entry> &entries) const;
    void paintSnapshots(QPainter &painter, const QuorumLane &lane, const QRectF &line, const Shape &shape) const;
    void paintHead(QPainter &painter, const Shape &shape, const std::vector<Span> &spans) const;
    void paintFoot(QPainter &painter, const Shape &shape) const;
    void layOut();

    Context m_context;
    const MetadataRecordsModel &m_records;
    std::vector<QuorumLane> m_lanes;
    std::int64_t m_highWatermark = -1;
    std::int32_t m_epoch = 0;
    std::vector<MetadataFacts::Epoch> m_epochs;
    std::map<BrokerId, std::vector<LogFiles::Snapshot>> m_snapshots;
    std::optional<std::int64_t> m_chosen;
};

}  // namespace vitrine::ui
