// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/recent.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSettings>

namespace vitrine::ui {

namespace {

const QString key = QStringLiteral("start/recent");

void write(QSettings &settings, const QList<RecentEntry> &entries)
{
    QJsonArray array;
    for (const RecentEntry &entry : entries)
        array.append(QJsonObject{
            {QStringLiteral("kind"), entry.kind == RecentEntry::Kind::archive ? QStringLiteral("archive") : QStringLiteral("cluster")},
            {QStringLiteral("path"), entry.path},
            {QStringLiteral("when"), entry.when.toUTC().toString(Qt::ISODate)},
            {QStringLiteral("plan"), entry.plan.toJson()}});
    settings.setValue(key, QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact)));
}

}  // namespace

bool RecentEntry::isThere() const
{
    const QFileInfo info(path);
    return kind == Kind::archive ? info.isFile() : info.isDir();
}

QList<RecentEntry> RecentList::read(const QSettings &settings)
{
    QList<RecentEntry> entries;
    for (const QJsonValue &value : QJsonDocument::fromJson(settings.value(key).toString().toUtf8()).array()) {
        const QJsonObject object = value.toObject();
        RecentEntry entry{.kind = object.value(QLatin1String("kind")).toString() == QLatin1String("archive") ? RecentEntry::Kind::archive
                                                                                                             : RecentEntry::Kind::cluster,
                          .path = object.value(QLatin1String("path")).toString(),
                          .when = QDateTime::fromString(object.value(QLatin1String("when")).toString(), Qt::ISODate),
                          .plan = ClusterPlan::fromJson(object.value(QLatin1String("plan")).toObject())};
        if (!entry.path.isEmpty() && entries.size() < entriesMax) entries.append(std::move(entry));
    }
    return entries;
}

void RecentList::add(QSettings &settings, const RecentEntry &entry)
{
    QList<RecentEntry> entries = read(settings);
    entries.removeIf([&](const RecentEntry &other) { return other.path == entry.path; });
    entries.prepend(entry);
    write(settings, entries.first(std::min<qsizetype>(entries.size(), entriesMax)));
}

void RecentList::remove(QSettings &settings, const QString &path)
{
    QList<RecentEntry> entries = read(settings);
    entries.removeIf([&](const RecentEntry &other) { return other.path == path; });
    write(settings, entries);
}

}  // namespace vitrine::ui
