// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wire/wire_export.h"

#include <set>
#include <utility>

#include <QPointer>
#include <QSaveFile>
#include <QStringList>
#include <QThreadPool>

#include "ui/common/format.h"

namespace vitrine::ui {

std::vector<pcapng::Message> WireExport::messagesOf(const std::vector<WireExchange> &exchanges, std::int64_t wallNs)
{
    std::vector<pcapng::Message> messages;
    messages.reserve(exchanges.size() * 2);
    for (const WireExchange &e : exchanges) {
        const auto add = [&](bool toServer, const std::optional<WireMessage> &message, const std::optional<Instant> &atServer,
                             const std::optional<Instant> &atAsker) {
            if (!message) return;
            QStringList comments;
            if (!message->isWhole())
                comments << tr("Vitrine kept the first %1 of %2 bytes.")
                                .arg(Format::number(static_cast<std::int64_t>(message->head.size())), Format::number(message->sizeBytes));
            if (!atServer) comments << tr("As the node that asked saw it; its server did not show it.");
            pcapng::Message made{.client = e.askerAddress,
                                 .server = e.serverAddress,
                                 .connection = e.connection,
                                 .controllerListener = e.controllerListener,
                                 .toServer = toServer,
                                 .bytes = message->head,
                                 .sizeBytes = message->sizeBytes,
                                 .comment = comments.join(QLatin1Char(' '))};
            // The connection of who asked is known by its server alone; what each asker sent there stays together.
            if (e.connection == 0) made.connection = (1ULL << 32) + static_cast<std::uint64_t>(e.asker.value());
            const Instant at = atServer ? *atServer : atAsker.value_or(Instant{});
            made.atNs = wallNs + at.time_since_epoch().count();
            messages.push_back(std::move(made));
        };
        add(true, e.request, e.received, e.asked);
        add(false, e.response, e.answered, e.heard);
    }
    return messages;
}

QString WireExport::portsOf(const std::vector<WireExchange> &exchanges)
{
    std::set<int> ports;
    for (const WireExchange &e : exchanges)
        if (const int port = toQString(e.serverAddress).section(QLatin1Char(':'), -1).toInt(); port != 0) ports.insert(port);
    QStringList texts;
    for (const int port : ports) texts << QString::number(port);
    return texts.join(QStringLiteral(", "));
}

void WireExport::write(std::vector<WireExchange> exchanges, std::int64_t wallNs, const QString &fileName, QObject *context,
                       std::function<void(const QString &problem)> done)
{
    QThreadPool::globalInstance()->start(
        [exchanges = std::move(exchanges), wallNs, fileName, guard = QPointer<QObject>(context), done = std::move(done)] {
            const QByteArray bytes = pcapng::write(messagesOf(exchanges, wallNs), QStringLiteral("Vitrine"));
            QSaveFile file(fileName);
            const bool written = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
            const QString problem = written ? QString() : file.errorString();
            QMetaObject::invokeMethod(
                qApp,
                [guard, done, problem] {
                    if (guard) done(problem);
                },
                Qt::QueuedConnection);
        });
}

}  // namespace vitrine::ui
