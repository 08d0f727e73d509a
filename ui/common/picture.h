// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QColor>
#include <QSize>
#include <QString>
#include <QStringList>
#include <QToolButton>

#include "ui/common/context.h"

class QPainter;

namespace vitrine::ui {

// Writes a file: SVG where its name ends so, else PNG with two pixels for one. Answers
// a sentence about what went wrong; empty: it is written.
QString writePicture(const QString &fileName, const QSize &size, const QColor &background, const QString &title,
                     const std::function<void(QPainter &)> &paint);
// The same for text, as UTF-8. A file that cannot be written whole is left as it was.
QString writeText(const QString &fileName, const QString &text);
// One line of a table as RFC 4180 has it, without its end.
QString csvLine(const QStringList &cells);

// A button that asks for a file and says what went wrong: PNG, SVG, CSV.
class ExportButton : public QToolButton {
    Q_OBJECT

public:
    // `write` takes the name of a file, whose ending says what is wanted, and answers as writePicture().
    ExportButton(const QString &baseName, std::function<QString(const QString &fileName)> write, QWidget *parent = nullptr);
    void retranslate();

private:
    void ask(const QString &ending, const QString &filter);
    QString m_baseName;
    std::function<QString(const QString &)> m_write;
    QList<QAction *> m_actions;
};

}  // namespace vitrine::ui
