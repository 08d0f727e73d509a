// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QObject>
#include <QString>
#include <QTranslator>

namespace vitrine::ui {

// The language of the window: English or Korean. A change reaches every widget as QEvent::LanguageChange.
class Language : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    ~Language() override;

    // "en", "ko"; anything else: the system's where we have it, else English.
    void set(const QString &code);
    [[nodiscard]] const QString &code() const { return m_code; }

private:
    QString m_code;
    QTranslator m_own;
    QTranslator m_qt;
};

}  // namespace vitrine::ui
