// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <QByteArray>
#include <QCoreApplication>
#include <QString>

#include "observe/view.h"

// Numbers, times and states as text, the same in every view. Units are Kafka's and the metric ones: 1 KB is 1,000 bytes.
namespace vitrine::ui {

class Format {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::Format)

public:
    static QString number(std::int64_t value);                 // 18,400
    static QString shortNumber(std::int64_t value);            // 18.4k, 2.1M
    static QString bytes(std::int64_t bytes);                  // 84 MB
    static QString bytesPerSecond(double rate);                // 412 KB/s
    static QString perSecond(double rate);                     // 1,240
    static QString duration(Duration duration);                // 812 ms, 31.2 s, 4 min 10 s, 3 h 5 min, 2 d 4 h
    static QString clockDuration(Duration duration);           // 00:07, 1:02:11
    static QString timeOfDay(WallTime time);                   // 14:02:33.120, local
    static QString dateTime(WallTime time);                    // 2026-03-01 14:02:33.120, local
    static QString brokers(const std::vector<BrokerId> &ids);  // {1, 3}
    static QString partitions(const std::vector<std::int32_t> &indexes);  // 0–2, 5

    static QString nodeName(BrokerId id, bool controllerAlone);           // Broker 1, Controller 101
    static QString nodeRun(observe::NodeRun run);              // running, killed, …
    static QString groupState(observe::GroupState state);      // Kafka's words: Stable, …
    static QString quorumRole(observe::QuorumRole role);

    // One line of text for any bytes: UTF-8 where it is, else hexadecimal; "null" for none.
    static QString payload(const std::optional<QByteArray> &bytes, qsizetype charactersMax = 400);
};

inline QString toQString(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }
inline QString toQString(const TopicPartition &partition) { return toQString(partition.to_string()); }

}  // namespace vitrine::ui
