// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>
#include <QString>

#include "ui/common/context.h"

class QListWidget;
class QPlainTextEdit;

namespace vitrine::ui {

// Name, version, and everything that Vitrine stands on, each with whose it is and the whole text of its licence.
class AboutDialog : public QDialog {
    Q_OBJECT

public:
    struct Component {
        QString name;
        QString what;       // what it is here for
        QString holder;     // "2014-2016 Gabi Melman"
        QString licence;    // SPDX
        QString file;       // of resources/licences
    };
    [[nodiscard]] static QList<Component> components();
    // The whole text; empty where there is no such file.
    [[nodiscard]] static QString licenceText(const QString &file);

    explicit AboutDialog(const Context &context, QWidget *parent = nullptr);

private:
    void show(int row);

    QListWidget *m_list;
    QPlainTextEdit *m_text;
};

}  // namespace vitrine::ui
