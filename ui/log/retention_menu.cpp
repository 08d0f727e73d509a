// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/retention_menu.h"

#include <QCoreApplication>

#include "ui/common/deed_menu.h"
#include "ui/common/format.h"
#include "ui/session/commands.h"

namespace vitrine::ui {

namespace {

class RetentionTexts {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::RetentionTexts)
};

constexpr std::int64_t second = 1'000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t week = 7 * 24 * hour;
constexpr std::int64_t mebibyte = 1024 * 1024;

// `unlimited` is what -1 is called.
QList<Deed::Choice> choices(const QString &topic, const QString &key, const QList<std::int64_t> &values, QString (*text)(std::int64_t),
                            const QString &unlimited = {})
{
    QList<Deed::Choice> made;
    for (const std::int64_t value : values)
        made.append({value < 0 ? unlimited : text(value), commands::setConfig(topic, key, QString::number(value))});
    return made;
}

QString asDuration(std::int64_t ms) { return Format::duration(Milliseconds(ms)); }
QString asBytes(std::int64_t bytes) { return Format::bytes(bytes); }

}  // namespace

void addRetentionActions(QMenu &menu, const Context &context, const QString &topic)
{
    const DeedMenu::Give give = [&session = context.session](const QString &line) { session.execute(line); };
    DeedMenu deeds(menu, context, give);
    const QString unlimited = RetentionTexts::tr("no limit");
    deeds.add({.title = RetentionTexts::tr("Keep the records of %1 for").arg(topic),
               .sentence = RetentionTexts::tr(
                   "retention.ms: a segment whose newest record is older is deleted at the next check "
                   "(log.retention.check.interval.ms). A segment goes as a whole, and the log start offset moves to the next one."),
               .choices = choices(topic, QStringLiteral("retention.ms"), {10 * second, minute, hour, week, -1}, &asDuration, unlimited)});
    deeds.add({.title = RetentionTexts::tr("Keep of each partition of %1").arg(topic),
               .sentence = RetentionTexts::tr("retention.bytes: the oldest segments go as long as the log is larger without them."),
               .choices = choices(topic, QStringLiteral("retention.bytes"), {mebibyte, 100 * mebibyte, 1024 * mebibyte, -1}, &asBytes,
                                  unlimited)});
    deeds.add({.title = RetentionTexts::tr("Roll a segment of %1 after").arg(topic),
               .sentence =
                   RetentionTexts::tr("segment.ms: the next append after that time begins a new segment. Only what is rolled is deleted or "
                                      "compacted, unless all of the active segment is old."),
               .choices = choices(topic, QStringLiteral("segment.ms"), {10 * second, minute, hour, week}, &asDuration)});
}

}  // namespace vitrine::ui
