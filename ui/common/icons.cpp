// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/icons.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QPixmapCache>
#include <QSvgRenderer>

#include "ui/common/theme.h"

namespace vitrine::ui {

QIcon lineIcon(const Theme &theme, const QString &name)
{
    QFile file(QStringLiteral(":/vitrine/icons/line-%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) return {};
    const QByteArray source = file.readAll();
    const Colors &c = theme.colors();
    const int size = theme.px(16);
    QIcon icon;
    const auto add = [&](QIcon::Mode mode, const QColor &color, QIcon::State state = QIcon::Off) {
        for (const int ratio : {1, 2, 3}) {
            // Lists ask for the same few icons with every painting.
            const QString key = QStringLiteral("vitrine-line-%1-%2-%3-%4").arg(name, color.name()).arg(size).arg(ratio);
            QPixmap pixmap;
            if (!QPixmapCache::find(key, &pixmap)) {
                pixmap = QPixmap(size * ratio, size * ratio);
                pixmap.fill(Qt::transparent);
                QSvgRenderer renderer(QByteArray(source).replace("#000000", color.name().toLatin1()));
                QPainter painter(&pixmap);
                renderer.render(&painter);
                painter.end();
                pixmap.setDevicePixelRatio(ratio);
                QPixmapCache::insert(key, pixmap);
            }
            icon.addPixmap(pixmap, mode, state);
        }
    };
    add(QIcon::Normal, c.muted);
    add(QIcon::Active, c.text);
    add(QIcon::Selected, c.text);
    add(QIcon::Disabled, c.faint);
    add(QIcon::Normal, c.leaderText, QIcon::On);
    add(QIcon::Active, c.leaderText, QIcon::On);
    return icon;
}

}  // namespace vitrine::ui
