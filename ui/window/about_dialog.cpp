// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/about_dialog.h"

#include <QCoreApplication>
#include <QFile>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/common/theme.h"

namespace vitrine::ui {

QList<AboutDialog::Component> AboutDialog::components()
{
    const auto s = [](const char *text) { return QString::fromUtf8(text); };
    return {
        {s("Vitrine"), tr("this program"), s("The Vitrine authors"), s("GPL-3.0-or-later"), s("GPL-3")},
        {s("Qt 6"), tr("the window"), s("The Qt Company Ltd. and others"), s("LGPL-3.0-only"), s("LGPL-3")},
        {s("QCustomPlot"), tr("plots"), s("2011-2022 Emanuel Eichhammer"), s("GPL-3.0-or-later"), s("GPL-3")},
        {s("KArchive"), tr("archives of a cluster's directory"), s("The KDE community"), s("LGPL-2.1-or-later"), s("LGPL-2.1")},
        {s("Asio"), tr("sockets and timers"), s("2003-2022 Christopher M. Kohlhoff"), s("BSL-1.0"), s("BSL-1.0")},
        {s("lz4"), tr("compression of record batches"), s("2011-2020 Yann Collet"), s("BSD-2-Clause"), s("BSD-2-Clause")},
        {s("snappy"), tr("compression of record batches"), s("2005 Google Inc."), s("BSD-3-Clause"), s("BSD-3-Clause")},
        {s("zstd"), tr("compression of record batches"), s("Meta Platforms, Inc. and affiliates"), s("BSD-3-Clause"), s("BSD-3-Clause")},
        {s("zlib"), tr("compression of record batches"), s("1995-2022 Jean-loup Gailly and Mark Adler"), s("Zlib"), s("Zlib")},
        {s("ISA-L"), tr("checksums of record batches"), s("2011-2019 Intel Corporation"), s("BSD-3-Clause"), s("BSD-3-Clause")},
        {s("{fmt}"), tr("formatting of texts"), s("2012-2020 Victor Zverovich"), s("MIT"), s("MIT")},
        {s("spdlog"), tr("the lines of the log"), s("2014-2016 Gabi Melman"), s("MIT"), s("MIT")},
        {s("nlohmann-json"), tr("answers of the command language"), s("2013-2022 Niels Lohmann"), s("MIT"), s("MIT")},
        {s("CLI11"), tr("options of the program"), s("2017-2020 University of Cincinnati, developed by Henry Schreiner"), s("BSD-3-Clause"),
         s("BSD-3-Clause")},
        {s("Inter"), tr("letters of the window"), s("2016-2022 The Inter Project Authors"), s("OFL-1.1"), s("OFL-1.1")},
        {s("JetBrains Mono"), tr("letters of offsets, bytes and times"), s("2020 The JetBrains Mono Project Authors"), s("OFL-1.1"),
         s("OFL-1.1")},
        {s("Noto Sans CJK"), tr("Korean letters"), s("2014-2021 Adobe and Google"), s("OFL-1.1"), s("OFL-1.1")},
    };
}

QString AboutDialog::licenceText(const QString &file)
{
    QFile text(QStringLiteral(":/vitrine/licences/%1.txt").arg(file));
    return text.open(QIODevice::ReadOnly) ? QString::fromUtf8(text.readAll()) : QString();
}

AboutDialog::AboutDialog(const Context &context, QWidget *parent)
    : QDialog(parent), m_list(new QListWidget(this)), m_text(new QPlainTextEdit(this))
{
    const Theme &theme = context.theme;
    setWindowTitle(tr("About Vitrine"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(16));
    layout->setSpacing(theme.px(12));
    auto *head = new QHBoxLayout;
    head->setSpacing(theme.px(16));
    auto *picture = new QLabel(this);
    picture->setPixmap(QIcon(QStringLiteral(":/vitrine/icons/vitrine.svg")).pixmap(theme.px(48), theme.px(48)));
    auto *words = new QVBoxLayout;
    words->setSpacing(theme.px(2));
    auto *name = new QLabel(QStringLiteral("Vitrine ") + QCoreApplication::applicationVersion(), this);
    name->setFont(theme.font(Theme::Type::brand));
    words->addWidget(name);
    words->addWidget(new QLabel(tr("A real Kafka-compatible cluster in its own window."), this));
    head->addWidget(picture);
    head->addLayout(words, 1);
    layout->addLayout(head);
    auto *stands =
        new QLabel(tr("Free software under the GNU General Public License, version 3 or later. What it stands on, and under which "
                      "licence; with Qt %1 in this run:")
                       .arg(QString::fromLatin1(qVersion())),
                   this);
    stands->setWordWrap(true);
    stands->setProperty("role", QStringLiteral("muted"));
    layout->addWidget(stands);

    auto *row = new QHBoxLayout;
    row->setSpacing(theme.px(16));
    m_list->setFixedWidth(theme.px(190));
    m_list->setAccessibleName(tr("What Vitrine stands on"));
    for (const Component &component : components()) m_list->addItem(component.name);
    m_text->setReadOnly(true);
    m_text->setFont(theme.font(Theme::Type::mono));
    m_text->setAccessibleName(tr("Licence"));
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    row->addWidget(m_list);
    row->addWidget(m_text, 1);
    layout->addLayout(row, 1);
    connect(m_list, &QListWidget::currentRowChanged, this, &AboutDialog::show);
    m_list->setCurrentRow(0);

    auto *trademark =
        new QLabel(tr("Apache Kafka is a trademark of the Apache Software Foundation, which has no part in this program."), this);
    trademark->setWordWrap(true);
    trademark->setProperty("role", QStringLiteral("muted"));
    layout->addWidget(trademark);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    auto *close = new QPushButton(tr("Close"), this);
    close->setProperty("kind", QStringLiteral("primary"));
    close->setDefault(true);
    buttons->addWidget(close);
    layout->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    // Licences are lines of eighty letters.
    resize(theme.px(900), theme.px(560));
}

void AboutDialog::show(int row)
{
    const QList<Component> all = components();
    if (row < 0 || row >= all.size()) return;
    const Component &component = all[row];
    m_text->setPlainText(QStringLiteral("%1: %2\n© %3\n%4\n\n%5")
                             .arg(component.name, component.what, component.holder, component.licence, licenceText(component.file)));
}

}  // namespace vitrine::ui
