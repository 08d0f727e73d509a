// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/format.h"

#include <array>
#include <cmath>

#include <QDateTime>
#include <QLocale>
#include <QStringDecoder>

namespace vitrine::ui {

namespace {

// Digits and separators do not follow the language: numbers of one cluster look the same in every language of the window.
const QLocale &digits()
{
    static const QLocale locale(QLocale::English, QLocale::UnitedStates);
    return locale;
}

QString scaled(double value, const std::array<QString, 5> &units)
{
    std::size_t unit = 0;
    while (std::abs(value) >= 999.5 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    const bool decimal = unit > 0 && std::abs(value) < 9.95;
    return digits().toString(value, 'f', decimal ? 1 : 0) + QLatin1Char(' ') + units[unit];
}

}  // namespace

QString Format::number(std::int64_t value) { return digits().toString(static_cast<qlonglong>(value)); }

QString Format::shortNumber(std::int64_t value)
{
    const double magnitude = std::abs(static_cast<double>(value));
    const auto text = [&](double divisor, QLatin1String unit) {
        const double part = static_cast<double>(value) / divisor;
        return digits().toString(part, 'f', std::abs(part) < 99.95 ? 1 : 0) + unit;
    };
    if (magnitude < 1'000) return number(value);
    if (magnitude < 999'500) return text(1e3, QLatin1String("k"));
    if (magnitude < 999'500'000) return text(1e6, QLatin1String("M"));
    return text(1e9, QLatin1String("G"));
}

QString Format::bytes(std::int64_t bytes)
{
    return scaled(static_cast<double>(bytes),
                  {QStringLiteral("B"), QStringLiteral("KB"), QStringLiteral("MB"), QStringLiteral("GB"), QStringLiteral("TB")});
}

QString Format::bytesPerSecond(double rate)
{
    return scaled(rate,
                  {QStringLiteral("B/s"), QStringLiteral("KB/s"), QStringLiteral("MB/s"), QStringLiteral("GB/s"), QStringLiteral("TB/s")});
}

QString Format::perSecond(double rate)
{
    return rate > 0 && rate < 9.95 ? digits().toString(rate, 'f', 1) : digits().toString(rate, 'f', 0);
}

QString Format::duration(Duration duration)
{
    const double seconds = std::chrono::duration<double>(duration).count();
    if (seconds < 0.9995) return tr("%1 ms").arg(digits().toString(seconds * 1000, 'f', seconds < 0.00995 && seconds > 0 ? 1 : 0));
    if (seconds < 99.95) return tr("%1 s").arg(digits().toString(seconds, 'f', 1));
    const auto whole = static_cast<std::int64_t>(std::llround(seconds));
    if (whole < 3'600) return tr("%1 min %2 s").arg(number(whole / 60), number(whole % 60));
    if (whole < 86'400) return tr("%1 h %2 min").arg(number(whole / 3'600), number(whole % 3'600 / 60));
    return tr("%1 d %2 h").arg(number(whole / 86'400), number(whole % 86'400 / 3'600));
}

QString Format::clockDuration(Duration duration)
{
    const auto whole = std::max<std::int64_t>(0, std::chrono::duration_cast<std::chrono::seconds>(duration).count());
    const auto two = [](std::int64_t value) { return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0')); };
    if (whole < 3'600) return two(whole / 60) + QLatin1Char(':') + two(whole % 60);
    return number(whole / 3'600) + QLatin1Char(':') + two(whole % 3'600 / 60) + QLatin1Char(':') + two(whole % 60);
}

QString Format::timeOfDay(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(to_milliseconds(time)).toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString Format::dateTime(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(to_milliseconds(time)).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
}

QString Format::brokers(const std::vector<BrokerId> &ids)
{
    QString text = QStringLiteral("{");
    for (const BrokerId id : ids) {
        if (text.size() > 1) text += QStringLiteral(", ");
        text += QString::number(id.value());
    }
    return text + QLatin1Char('}');
}

QString Format::partitions(const std::vector<std::int32_t> &indexes)
{
    QString text;
    for (std::size_t i = 0; i < indexes.size();) {
        std::size_t last = i;
        while (last + 1 < indexes.size() && indexes[last + 1] == indexes[last] + 1) ++last;
        if (!text.isEmpty()) text += QStringLiteral(", ");
        text += QString::number(indexes[i]);
        if (last > i) text += (last == i + 1 ? QStringLiteral(", ") : QStringLiteral("–")) + QString::number(indexes[last]);
        i = last + 1;
    }
    return text;
}

QString Format::nodeName(BrokerId id, bool controllerAlone)
{
    return (controllerAlone ? tr("Controller %1") : tr("Broker %1")).arg(id.value());
}

QString Format::nodeRun(observe::NodeRun run)
{
    using observe::NodeRun;
    switch (run) {
    case NodeRun::starting: return tr("starting");
    case NodeRun::running: return tr("running");
    case NodeRun::paused: return tr("paused");
    case NodeRun::stopping: return tr("shutting down");
    case NodeRun::stopped: return tr("stopped");
    case NodeRun::killed: return tr("killed");
    case NodeRun::failed: return tr("failed");
    case NodeRun::removed: return tr("removed");
    }
    return {};
}

QString Format::groupState(observe::GroupState state) { return toQString(observe::name_of(state)); }

QString Format::quorumRole(observe::QuorumRole role)
{
    using observe::QuorumRole;
    switch (role) {
    case QuorumRole::unattached: return tr("unattached");
    case QuorumRole::prospective: return tr("prospective");
    case QuorumRole::candidate: return tr("candidate");
    case QuorumRole::leader: return tr("leader");
    case QuorumRole::follower: return tr("follower");
    case QuorumRole::resigned: return tr("resigned");
    }
    return {};
}

QString Format::payload(const std::optional<QByteArray> &bytes, qsizetype charactersMax)
{
    if (!bytes) return QStringLiteral("null");
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QByteArray part = bytes->left(charactersMax * 4);
    QString text = decoder(part);
    bool printable = !decoder.hasError() || part.size() < bytes->size();
    for (const QChar c : text)
        if ((c.category() == QChar::Other_Control && c != QLatin1Char('\n') && c != QLatin1Char('\t') && c != QLatin1Char('\r')) ||
            c == QChar::ReplacementCharacter)
            printable = false;
    if (!printable) text = QStringLiteral("0x") + QString::fromLatin1(bytes->left(charactersMax / 2).toHex());
    text.replace(QLatin1Char('\n'), QStringLiteral("⏎")).replace(QLatin1Char('\r'), QString()).replace(QLatin1Char('\t'), QLatin1Char(' '));
    if (text.size() > charactersMax) text = text.left(charactersMax) + QStringLiteral("…");
    return text;
}

}  // namespace vitrine::ui
