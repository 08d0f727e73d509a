// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/gallery/contact_sheet.h"

#include <algorithm>

#include <QPainter>

namespace vitrine::ui::test {

void ContactSheet::addRow(const QString &name, QList<QImage> pictures)
{
    Row row{.name = name, .pictures = std::move(pictures)};
    for (QImage &picture : row.pictures) {
        if (picture.width() > cellWidth) picture = picture.scaledToWidth(cellWidth, Qt::SmoothTransformation);
        row.height = std::max(row.height, picture.height());
    }
    m_rows.append(std::move(row));
}

QImage ContactSheet::paint() const
{
    // Small dialogs stand as close as they are wide.
    int width = 240;
    for (const Row &row : m_rows)
        for (const QImage &picture : row.pictures) width = std::max(width, picture.width());
    int height = titleHeight + captionHeight + gap;
    for (const Row &row : m_rows) height += captionHeight + row.height + gap;
    const auto columns = static_cast<int>(m_columns.size());
    QImage sheet(gap + columns * (width + gap), height, QImage::Format_RGB32);
    // Neither of the two schemes' own grounds: where a picture ends can be seen.
    sheet.fill(QColor(0x80, 0x86, 0x8E));
    QPainter painter(&sheet);
    painter.setPen(Qt::white);
    QFont font(QStringLiteral("Inter"));
    const auto write = [&](int x, int y, int room, int lineHeight, int pixels, int weight, const QString &text) {
        font.setPixelSize(pixels);
        font.setWeight(static_cast<QFont::Weight>(weight));
        painter.setFont(font);
        painter.drawText(QRect(x, y, room, lineHeight), Qt::AlignLeft | Qt::AlignVCenter, text);
    };
    write(gap, gap / 2, sheet.width() - gap, titleHeight - gap / 2, 24, QFont::DemiBold, m_title);
    int x = gap;
    for (const QString &column : m_columns) {
        write(x, titleHeight, width, captionHeight, 16, QFont::Medium, column);
        x += width + gap;
    }
    int y = titleHeight + captionHeight;
    for (const Row &row : m_rows) {
        write(gap, y, sheet.width() - gap, captionHeight, 16, QFont::DemiBold, row.name);
        y += captionHeight;
        for (qsizetype i = 0; i < row.pictures.size(); ++i)
            painter.drawImage(gap + static_cast<int>(i) * (width + gap), y, row.pictures[i]);
        y += row.height + gap;
    }
    return sheet;
}

}  // namespace vitrine::ui::test
