// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QAbstractScrollArea>
#include <QByteArray>

namespace vitrine::ui {

class Theme;

// Bytes as rows of hexadecimal digits with their characters beside them. Ranges are tinted, neighbours differently, so that where one
// field ends and the next begins can be seen; one of them is the chosen one. Paints only the rows that can be seen; any size of bytes.
class HexView : public QAbstractScrollArea {
    Q_OBJECT

public:
    struct Range {
        qsizetype from = 0;
        qsizetype size = 0;
        friend bool operator==(const Range &, const Range &) = default;
    };

    explicit HexView(const Theme &theme, QWidget *parent = nullptr);

    // Forgets ranges and choice. `missing`: so many more there were, which nobody kept; a line at the end says so.
    void setBytes(const QByteArray &bytes, qint64 missing = 0);
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    // Not overlapping, by `from`.
    void setRanges(std::vector<Range> ranges);
    // Outlined, and scrolled to; nobody is told.
    void setChosen(std::optional<Range> range);
    [[nodiscard]] std::optional<Range> chosen() const { return m_chosen; }
    void setEmptyText(const QString &text);
    [[nodiscard]] int bytesPerRow() const;
    // Where the byte's digits are painted, in the viewport.
    [[nodiscard]] QRectF rectOf(qsizetype offset) const;

Q_SIGNALS:
    // A byte was clicked, or gone to by the arrow keys.
    void byteChosen(qsizetype offset);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Metrics {
        qreal character = 0;
        int row = 0;
        qreal offsets = 0;  // where they begin
        qreal digits = 0;
        qreal texts = 0;
    };
    [[nodiscard]] Metrics metrics() const;
    [[nodiscard]] std::optional<qsizetype> byteAt(const QPointF &point) const;
    [[nodiscard]] QRectF digitsOf(const Metrics &m, qsizetype offset) const;
    void layOut();
    void reach(qsizetype offset);

    const Theme &m_theme;
    QByteArray m_bytes;
    qint64 m_missing = 0;
    std::vector<Range> m_ranges;
    std::optional<Range> m_chosen;
    qsizetype m_cursor = 0;
    QString m_emptyText;
};

}  // namespace vitrine::ui
