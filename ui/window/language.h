// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QLocale>
#include <QObject>
#include <QString>

namespace vitrine::ui {

// The language of the windows: English or Korean. There is one for the whole application, the last that any of these was set to, until the
// last of these goes. A change reaches every widget as QEvent::LanguageChange.
class Language : public QObject {
    Q_OBJECT

public:
    explicit Language(QObject *parent = nullptr);
    ~Language() override;

    // "en", "ko"; anything else: the system's where we have it, else English.
    void set(const QString &code);
    [[nodiscard]] QString code() const;

private:
    struct Translators;
    std::shared_ptr<Translators> m_translators;
};

}  // namespace vitrine::ui
