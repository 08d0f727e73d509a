// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

#include <QAbstractScrollArea>

#include "base/bytes.h"
#include "ui/common/theme.h"

namespace vitrine::ui {

// Bytes as numbers and as letters, with one range marked. Painting costs the lines that are visible.
class HexView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit HexView(const Theme &theme, QWidget *parent = nullptr);

    // `sizeBytes` is what there was; `bytes` may be its first part.
    void setBytes(const SharedBytes &bytes, std::int64_t sizeBytes);
    // [begin, end), brought into sight.
    void setMarked(std::size_t begin, std::size_t end);
    [[nodiscard]] std::size_t markedBegin() const { return m_begin; }
    [[nodiscard]] std::size_t markedEnd() const { return m_end; }
    [[nodiscard]] const SharedBytes &bytes() const { return m_bytes; }
    // Where the byte is painted, in the viewport; for tests and pictures.
    [[nodiscard]] QRect rectOf(std::size_t byte) const;

Q_SIGNALS:
    void byteChosen(std::size_t byte);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Metrics {
        int perLine = 16;
        int character = 8;   // width
        int line = 20;       // height
        int left = 0;        // of the offsets
        int hex = 0;         // of the numbers
        int text = 0;        // of the letters
    };
    [[nodiscard]] Metrics metrics() const;
    [[nodiscard]] int hexX(const Metrics &m, int column) const;
    [[nodiscard]] int lines(const Metrics &m) const;
    void updateScrolling();
    void bringIntoSight();
    void choose(std::size_t byte);

    const Theme &m_theme;
    SharedBytes m_bytes;
    std::int64_t m_sizeBytes = 0;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::size_t m_cursor = 0;
};

}  // namespace vitrine::ui
