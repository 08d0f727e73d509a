// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

#include "ui/common/resources.h"

namespace vitrine::ui {

struct Language::Translators {
    QString code;
    QTranslator own;
    QTranslator qt;
    ~Translators() { remove(); }
    void remove()
    {
        QCoreApplication::removeTranslator(&own);
        QCoreApplication::removeTranslator(&qt);
    }
};

Language::Language(QObject *parent) : QObject(parent)
{
    // English lets texts through to what was installed before it: two languages at once would show the other one.
    static std::weak_ptr<Translators> shared;
    m_translators = shared.lock();
    if (m_translators) return;
    m_translators = std::make_shared<Translators>();
    shared = m_translators;
}

Language::~Language() = default;

QString Language::code() const { return m_translators->code; }

void Language::set(const QString &code)
{
    QString wanted = code;
    if (wanted != QLatin1String("en") && wanted != QLatin1String("ko"))
        wanted = QLocale::system().language() == QLocale::Korean ? QStringLiteral("ko") : QStringLiteral("en");
    Translators &is = *m_translators;
    if (wanted == is.code) return;
    is.code = wanted;
    initializeResources();
    is.remove();
    // English has a file, too: it holds the plural forms.
    if (is.own.load(QStringLiteral(":/vitrine/i18n/vitrine_%1.qm").arg(wanted))) QCoreApplication::installTranslator(&is.own);
    if (is.qt.load(QStringLiteral("qtbase_%1").arg(wanted), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&is.qt);
}

}  // namespace vitrine::ui
