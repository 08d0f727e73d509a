// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/recovery.h"

#include <utility>

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLineEdit>
#include <QMetaProperty>
#include <QPlainTextEdit>
#include <QSaveFile>
#include <QWidget>

namespace vitrine::ui {

namespace {

bool isField(const QWidget *widget)
{
    const auto inside = [&](auto *type) { return qobject_cast<decltype(type)>(widget->parentWidget()) != nullptr; };
    if (inside(static_cast<QAbstractSpinBox *>(nullptr)) || inside(static_cast<QComboBox *>(nullptr))) return false;
    if (const auto *text = qobject_cast<const QPlainTextEdit *>(widget)) return !text->isReadOnly();
    if (const auto *line = qobject_cast<const QLineEdit *>(widget)) return !line->isReadOnly();
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) return button->isCheckable();
    return qobject_cast<const QAbstractSpinBox *>(widget) || qobject_cast<const QComboBox *>(widget);
}

// By class and number among its kind: stable within one version of the program, which is all that is asked.
template <class Visit>
void eachField(const QWidget &root, const Visit &visit)
{
    QMap<QString, int> seen;
    for (QWidget *widget : root.findChildren<QWidget *>()) {
        if (!isField(widget)) continue;
        const QMetaProperty property = widget->metaObject()->userProperty();
        if (!property.isValid() || !property.isWritable()) continue;
        const QString kind = QString::fromLatin1(widget->metaObject()->className());
        visit(*widget, property, QStringLiteral("%1:%2").arg(kind).arg(seen[kind]++));
    }
}

}  // namespace

Recovery::Recovery(const QString &fileName, std::function<QJsonObject()> state, QObject *parent)
    : QObject(parent), m_fileName(fileName), m_state(std::move(state))
{
    if (m_fileName.isEmpty()) return;
    QDir().mkpath(QFileInfo(m_fileName).absolutePath());
    m_lock = std::make_unique<QLockFile>(m_fileName + QStringLiteral(".lock"));
    m_lock->setStaleLockTime(0);
    m_writes = m_lock->tryLock(0);
    m_writer.setMaxThreadCount(1);
    m_timer.setInterval(everyMs);
    m_soon.setInterval(afterChangeMs);
    m_soon.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Recovery::saveNow);
    connect(&m_soon, &QTimer::timeout, this, &Recovery::saveNow);
}

std::optional<Recovery::Found> Recovery::found() const
{
    if (!m_writes) return {};
    QFile file(m_fileName);
    if (!file.open(QIODevice::ReadOnly)) return {};
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    if (object.isEmpty() || object.value(QStringLiteral("done")).toBool()) return {};
    return Found{object.value(QStringLiteral("state")).toObject(),
                 QDateTime::fromString(object.value(QStringLiteral("saved")).toString(), Qt::ISODate)};
}

void Recovery::begin()
{
    if (!m_writes) return;
    m_timer.start();
    saveNow();
}

void Recovery::changed()
{
    if (m_timer.isActive() && !m_soon.isActive()) m_soon.start();
}

void Recovery::saveNow()
{
    if (m_timer.isActive()) write(false);
}

void Recovery::end()
{
    if (!m_timer.isActive()) return;
    write(true);
    m_timer.stop();
    m_soon.stop();
    m_writer.waitForDone();
}

void Recovery::write(bool done)
{
    const QJsonObject object{{QStringLiteral("done"), done},
                             {QStringLiteral("saved"), QDateTime::currentDateTime().toString(Qt::ISODate)},
                             {QStringLiteral("state"), m_state()}};
    m_writer.clear();  // what still waits is of the past
    m_writer.start([fileName = m_fileName, object] {
        QSaveFile file(fileName);
        const QByteArray text = QJsonDocument(object).toJson(QJsonDocument::Compact);
        // Where the disk is full there is no recovery, and the window goes on.
        if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size()) file.commit();
    });
}

QJsonObject Recovery::fieldsOf(const QWidget &root)
{
    QJsonObject fields;
    eachField(root, [&](QWidget &widget, const QMetaProperty &property, const QString &key) {
        const QVariant value = property.read(&widget);
        fields.insert(key, value.typeId() == QMetaType::QDateTime ? QJsonValue(value.toDateTime().toString(Qt::ISODateWithMs))
                                                                  : QJsonValue::fromVariant(value));
    });
    return fields;
}

void Recovery::setFields(QWidget &root, const QJsonObject &fields)
{
    eachField(root, [&](QWidget &widget, const QMetaProperty &property, const QString &key) {
        const QJsonValue value = fields.value(key);
        if (value.isUndefined()) return;
        auto *choice = qobject_cast<QComboBox *>(&widget);
        // A topic that is not there yet is offered when it comes.
        if (choice && !choice->isEditable() && choice->findText(value.toString()) < 0) return;
        // A button of a group is pressed, for what hangs on it.
        if (auto *button = qobject_cast<QAbstractButton *>(&widget)) {
            if (button->isChecked() != value.toBool()) button->click();
            return;
        }
        property.write(&widget, value.toVariant());
    });
}

}  // namespace vitrine::ui
