// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>

#include <QCoreApplication>
#include <QList>
#include <QString>
#include <QStringList>

#include "ui/common/paint.h"
#include "ui/common/table.h"
#include "ui/session/wire_log.h"
#include "ui/wire/wire_filter.h"
#include "wire/walk.h"

// What the window says of an exchange: who, what kind, and what its bytes hold.
namespace vitrine::ui {

class ClusterState;

enum class WireKind { produce, consume, replication, group, quorum, admin };

// Read out of the bytes of request and response.
struct WireContents {
    QStringList errors;            // other than NONE, each once, in the order of the response
    QStringList topics;            // by name where the cluster knows the id
    QList<int> partitions;
    QStringList groups;
    std::optional<int> acks;       // of a Produce request
    bool responseCut = false;      // codes behind the bytes that were kept are not known
};

class WireText {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::WireText)

public:
    [[nodiscard]] static std::span<const WireKind> kinds();
    [[nodiscard]] static QString word(WireKind kind);       // as in a filter: "replication"
    [[nodiscard]] static QString name(WireKind kind);       // translated
    [[nodiscard]] static Mark mark(WireKind kind);
    [[nodiscard]] static Tone tone(WireKind kind);

    [[nodiscard]] static WireKind kind(const WireExchange &exchange);
    [[nodiscard]] static QString api(const WireExchange &exchange);
    // "Broker 2", "Controller 1", else the client.id, else the address.
    [[nodiscard]] static QString asker(const WireExchange &exchange, const ClusterState &cluster);
    [[nodiscard]] static QString server(const WireExchange &exchange, const ClusterState &cluster);

    [[nodiscard]] static WireContents contents(const WireExchange &exchange, const ClusterState &cluster);
    [[nodiscard]] static QString latency(Duration latency);          // 0.412 ms
    // What the column says where there is no latency, and why.
    [[nodiscard]] static QString waiting(const WireExchange &exchange, const WireContents &contents);
    [[nodiscard]] static QString whyWaiting(const WireExchange &exchange, const WireContents &contents);
    // "NONE", the codes, or nothing where there is no response.
    [[nodiscard]] static QString error(const WireExchange &exchange, const WireContents &contents);
};

// An exchange as the filter asks for it. The bytes are read when a field needs them, once.
class WireSubject final : public FilterSubject {
public:
    WireSubject(const WireExchange &exchange, const ClusterState &cluster) : m_exchange(exchange), m_cluster(cluster) {}
    [[nodiscard]] FilterValues valuesOf(const FilterField &field) const override;

private:
    [[nodiscard]] const WireContents &contents() const;

    const WireExchange &m_exchange;
    const ClusterState &m_cluster;
    mutable std::optional<WireContents> m_contents;
};

}  // namespace vitrine::ui
