// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include <QCoreApplication>

#include "ui/common/context.h"
#include "ui/common/flat_model.h"
#include "ui/map/heat.h"
#include "ui/map/map_layout.h"

class QMenu;

namespace vitrine::ui {

class MapView;
class TableTwin;
class TwinModel;
struct SessionUpdate;
struct TwinRow;

// In the order of the map: internal topics last.
struct PartitionKey {
    bool internal = false;
    TopicPartition partition;
    [[nodiscard]] std::tuple<bool, std::string_view, std::int32_t> view() const { return {internal, partition.topic, partition.partition}; }
    friend auto operator<=>(const PartitionKey &, const PartitionKey &) = default;
};

// A partition as the map draws it. Offsets and size are the leader's.
struct PartitionRow {
    enum class State { inSync, underReplicated, leaderless, moving };
    PartitionKey name;
    State state = State::inSync;
    BrokerId leader{no_broker};
    std::int32_t epoch = -1;
    std::vector<BrokerId> replicas;
    std::vector<BrokerId> isr;
    std::optional<std::int64_t> logEnd;
    std::optional<std::int64_t> highWatermark;
    std::optional<std::int64_t> sizeBytes;
    std::optional<double> recordsPerSecond;
    std::optional<std::int64_t> lag;        // of the slowest consumer group
    // Without a copy of the name: ten thousand rows are compared by it at a time.
    [[nodiscard]] auto key() const { return name.view(); }
    friend bool operator==(const PartitionRow &, const PartitionRow &) = default;
};

class PartitionsModel : public RowModel<PartitionRow> {
    Q_OBJECT

public:
    enum Column { partition, state, leader, epoch, replicas, isr, logEnd, highWatermark, size, rate, lag, columnCountOfPartitions };
    using RowModel::RowModel;

protected:
    [[nodiscard]] int columns() const override { return columnCountOfPartitions; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] ColumnKind kind(int column) const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;
};

// A cell of the map.
struct ReplicaRow {
    using Key = std::pair<PartitionKey, BrokerId>;
    Key name;
    Cell cell;
    std::optional<std::int64_t> sizeBytes;
    [[nodiscard]] auto key() const { return std::pair(name.first.view(), name.second); }
    friend bool operator==(const ReplicaRow &, const ReplicaRow &) = default;
};

class ReplicasModel : public RowModel<ReplicaRow> {
    Q_OBJECT

public:
    enum Column { partition, broker, state, logStart, logEnd, highWatermark, behind, behindFor, lastFetch, size, columnCountOfReplicas };
    using RowModel::RowModel;

protected:
    [[nodiscard]] int columns() const override { return columnCountOfReplicas; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] ColumnKind kind(int column) const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;
};

// The tables that say what the map draws: brokers, partitions, replicas, and the links between brokers. What the map's filter leaves out is
// not in them either. They are made anew twice a second at most, and only the one that is seen.
class MapTables : public QObject {
    Q_OBJECT

public:
    enum Table { brokers, partitions, replicas, links };
    // `view` and `twin` outlive this.
    MapTables(const Context &context, const MapView &view, TableTwin &twin, QObject *parent);
    // `update` is null when everything may have changed.
    void refresh(const SessionUpdate *update);
    void showSelection();
    void retranslate();
    [[nodiscard]] PartitionsModel &partitionsModel() { return *m_partitions; }
    [[nodiscard]] ReplicasModel &replicasModel() { return *m_replicas; }

Q_SIGNALS:
    void commandGiven(const QString &commandLine);

private:
    [[nodiscard]] PartitionKey chosenPartition() const;
    [[nodiscard]] std::vector<TwinRow> brokerRows() const;
    [[nodiscard]] std::vector<TwinRow> linkRows() const;
    [[nodiscard]] std::vector<PartitionRow> partitionRows() const;
    [[nodiscard]] std::vector<ReplicaRow> replicaRows() const;
    void fill();
    void rowChosen(int table, int row);
    void addDeeds(QMenu &menu, int table, int row);

    Context m_context;
    const MapView &m_view;
    TableTwin &m_twin;
    TwinModel *m_brokers;
    PartitionsModel *m_partitions;
    ReplicasModel *m_replicas;
    TwinModel *m_links;
    Heat m_rates;
    Heat m_lags;
};

}  // namespace vitrine::ui
