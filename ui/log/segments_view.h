// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QWidget>

#include "ui/common/context.h"
#include "ui/common/table_twin.h"
#include "ui/common/time_filter.h"
#include "ui/session/cluster_state.h"
#include "ui/session/topic_settings.h"

namespace vitrine::ui {

// The segments of one replica side by side on the axis of offsets, with the high watermark, and what retention takes next.
class SegmentsView : public QWidget {
    Q_OBJECT

public:
    explicit SegmentsView(const Context &context, QWidget *parent = nullptr);
    void setBroker(BrokerId broker);
    void refresh();
    // Of the topic: where the fronts of retention stand, and why segments stay.
    void setSettings(const TopicSettings &settings);
    // Why the chosen segment is not rolled or not deleted yet; none is chosen: what retention does next. One sentence.
    [[nodiscard]] QString sentence() const;
    // The same as rows: a segment each, with the reason why it is as it is; their ids are the base offsets.
    static std::vector<TwinModel::Column> tableColumns();
    [[nodiscard]] std::vector<TwinRow> tableRows() const;
    [[nodiscard]] std::optional<std::int64_t> chosen() const { return m_chosen; }
    void setChosen(std::optional<std::int64_t> baseOffset);
    // The segment is known to have no record of the chosen time; it is drawn faded.
    [[nodiscard]] bool isOutside(std::int64_t baseOffset) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void segmentChosen(qint64 baseOffset);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] const ReplicaState *replica() const;
    [[nodiscard]] qreal position(const observe::ReplicaView &view, std::int64_t offset) const;
    [[nodiscard]] const observe::SegmentView *segmentAt(const QPointF &point) const;
    [[nodiscard]] static bool isOutside(const observe::SegmentView &segment, const std::optional<WallSpan> &span);
    [[nodiscard]] QString describe(const observe::SegmentView &segment) const;
    [[nodiscard]] QRectF band() const;

    Context m_context;
    BrokerId m_broker{no_broker};
    [[nodiscard]] qreal positionOf(const observe::ReplicaView &view, double offset) const;
    void paintFront(QPainter &painter, const observe::ReplicaView &view, double offset, const QString &text, int line) const;

    TopicSettings m_settings;
    bool m_hasFronts = false;
    std::optional<std::int64_t> m_chosen;
};

}  // namespace vitrine::ui
