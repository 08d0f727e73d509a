// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractScrollArea>

#include "ui/common/context.h"
#include "ui/log/log_model.h"

namespace vitrine::ui {

// The batches of the chosen segment as blocks, as wide as they are large. Compressed ones are tinted, control batches hatched,
// transactional ones underlined; offsets that compaction took away leave a gap. Reads on as it is scrolled; paints what can be seen.
class BatchStrip : public QAbstractScrollArea {
    Q_OBJECT

public:
    BatchStrip(const Context &context, LogModel &model, QWidget *parent = nullptr);
    void setChosen(int row);
    [[nodiscard]] int chosen() const { return m_chosen; }
    // In the coordinates of the viewport; for tests.
    [[nodiscard]] QRectF block(int row) const;
    // How many offsets are missing in front of the batch, and among its own.
    [[nodiscard]] std::int64_t gapBefore(int row) const;
    [[nodiscard]] static std::int64_t missingIn(const LogBatch &batch);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void batchChosen(int row);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void layOut();
    void reach(int row);
    [[nodiscard]] const LogBatch *batch(int row) const;
    [[nodiscard]] int rowAt(qreal x) const;
    void paintBlock(QPainter &painter, int row) const;
    [[nodiscard]] QString describe(int row) const;

    Context m_context;
    LogModel &m_model;
    struct Span {
        qreal from = 0;
        qreal to = 0;
    };
    std::vector<Span> m_spans;  // by row, before scrolling
    qreal m_scale = 0;          // pixels for a byte; by the batches that were read first
    int m_chosen = -1;
};

}  // namespace vitrine::ui
