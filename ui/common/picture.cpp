// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/picture.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileDialog>
#include <QImage>
#include <QMenu>
#include <QMessageBox>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

namespace vitrine::ui {

namespace {

QString writeBytes(const QString &fileName, const QByteArray &bytes)
{
    QSaveFile file(fileName);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit()) return {};
    return ExportButton::tr("%1 cannot be written: %2").arg(fileName, file.errorString());
}

}  // namespace

QString writePicture(const QString &fileName, const QSize &size, const QColor &background, const QString &title,
                     const std::function<void(QPainter &)> &paint)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (fileName.endsWith(QStringLiteral(".svg"), Qt::CaseInsensitive)) {
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setSize(size);
        generator.setViewBox(QRect(QPoint(0, 0), size));
        // As on the screen: else lengths are taken for those of a printer.
        generator.setResolution(96);
        generator.setTitle(title);
        QPainter painter(&generator);
        painter.fillRect(QRect(QPoint(0, 0), size), background);
        paint(painter);
    } else {
        QImage image(size * 2, QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(2);
        image.fill(background);
        {
            QPainter painter(&image);
            paint(painter);
        }
        image.setText(QStringLiteral("Title"), title);
        image.save(&buffer, "PNG");
    }
    return writeBytes(fileName, bytes);
}

QString writeText(const QString &fileName, const QString &text) { return writeBytes(fileName, text.toUtf8()); }

QString csvLine(const QStringList &cells)
{
    QStringList quoted;
    for (QString cell : cells) {
        const bool special = cell.contains(QLatin1Char(',')) || cell.contains(QLatin1Char('"')) || cell.contains(QLatin1Char('\n')) ||
                             cell.contains(QLatin1Char('\r'));
        quoted << (special ? QLatin1Char('"') + cell.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"') : cell);
    }
    return quoted.join(QLatin1Char(','));
}

ExportButton::ExportButton(const QString &baseName, std::function<QString(const QString &)> write, QWidget *parent)
    : QToolButton(parent), m_baseName(baseName), m_write(std::move(write))
{
    setPopupMode(QToolButton::InstantPopup);
    setProperty("chevron", true);
    setMenu(new QMenu(this));
    for (const char *ending : {"png", "svg", "csv"}) {
        QAction *action = menu()->addAction(QString());
        m_actions << action;
        connect(action, &QAction::triggered, this, [this, ending, action] { ask(QLatin1String(ending), action->text()); });
    }
    retranslate();
}

void ExportButton::retranslate()
{
    setText(tr("Export"));
    setToolTip(tr("Writes what is shown here to a file."));
    m_actions[0]->setText(tr("Picture (PNG)…"));
    m_actions[1]->setText(tr("Drawing (SVG)…"));
    m_actions[2]->setText(tr("Table (CSV)…"));
}

void ExportButton::ask(const QString &ending, const QString &filter)
{
    const QString suffix = QLatin1Char('.') + ending;
    QString name = QFileDialog::getSaveFileName(this, QString(filter).remove(QStringLiteral("…")), m_baseName + suffix,
                                                QStringLiteral("%1 (*%2)").arg(ending.toUpper(), suffix));
    if (name.isEmpty()) return;
    if (!name.endsWith(suffix, Qt::CaseInsensitive)) name += suffix;
    if (const QString problem = m_write(name); !problem.isEmpty()) QMessageBox::warning(this, QStringLiteral("Vitrine"), problem);
}

}  // namespace vitrine::ui
