// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>

#include "ui/common/resources.h"

namespace vitrine::ui {

Language::~Language()
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
}

void Language::set(const QString &code)
{
    QString wanted = code;
    if (wanted != QLatin1String("en") && wanted != QLatin1String("ko"))
        wanted = QLocale::system().language() == QLocale::Korean ? QStringLiteral("ko") : QStringLiteral("en");
    if (wanted == m_code) return;
    m_code = wanted;
    initializeResources();
    QCoreApplication::removeTranslator(&m_qt);
    QCoreApplication::removeTranslator(&m_own);
    // English has a file, too: it holds the plural forms.
    if (m_own.load(QStringLiteral(":/vitrine/i18n/vitrine_%1.qm").arg(wanted))) QCoreApplication::installTranslator(&m_own);
    if (m_qt.load(QStringLiteral("qtbase_%1").arg(wanted), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
}

}  // namespace vitrine::ui
