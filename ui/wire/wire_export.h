// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include <QCoreApplication>
#include <QString>

#include "ui/session/wire_log.h"
#include "ui/wire/pcapng.h"

class QObject;

namespace vitrine::ui {

// Exchanges as a file for Wireshark.
class WireExport {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::WireExport)

public:
    // `wallNs` plus an instant, both in nanoseconds, is the time since 1970.
    [[nodiscard]] static std::vector<pcapng::Message> messagesOf(const std::vector<WireExchange> &exchanges, std::int64_t wallNs);
    // The ports that Wireshark must be told to read as Kafka, ascending: "9092, 9093".
    [[nodiscard]] static QString portsOf(const std::vector<WireExchange> &exchanges);

    // Writes on a thread of the pool; `done` comes on the GUI thread with an empty text or why it failed, unless `context` is gone.
    static void write(std::vector<WireExchange> exchanges, std::int64_t wallNs, const QString &fileName, QObject *context,
                      std::function<void(const QString &problem)> done);
};

}  // namespace vitrine::ui
