// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <memory>

#include "broker/replica_manager.h"
#include "coordinator/coordinator_log.h"

// __consumer_offsets as the group coordinator needs it, over the replica manager; topic names from the metadata.
namespace vitrine::broker {

class CoordinatorBridge final : public coordinator::CoordinatorLog, public coordinator::TopicNames {
public:
    CoordinatorBridge(env::Environment environment, ReplicaManager& replicas, const BrokerConfig& config);
    ~CoordinatorBridge() override;

    [[nodiscard]] std::int32_t partition_count() const override;
    void append(std::int32_t partition, LeaderEpoch epoch, std::vector<coordinator::KeyValue> records,
                std::move_only_function<void(Status)> done) override;
    void load(std::int32_t partition, LeaderEpoch epoch, std::move_only_function<void(ByteSpan key, std::optional<ByteSpan> value)> each,
              std::move_only_function<void(Status)> done) override;

    [[nodiscard]] std::optional<Uuid> id_of(std::string_view name) const override;
    [[nodiscard]] std::optional<std::string> name_of(const Uuid& id) const override;

private:
    struct Loading;
    // Appends are answered in their order, whatever fails first.
    struct Unanswered {
        std::uint64_t number = 0;
        std::optional<Status> outcome;
        std::move_only_function<void(Status)> done;
    };

    // The partition, if this broker leads it in exactly that epoch and still serves.
    [[nodiscard]] Partition* led(std::int32_t partition, LeaderEpoch epoch) const;
    void answered(std::int32_t partition, std::uint64_t number, Status outcome);
    void load_next(std::shared_ptr<Loading> loading);
    void finish_when_committed(std::shared_ptr<Loading> loading);

    env::Environment environment_;
    ReplicaManager& replicas_;
    const BrokerConfig& config_;
    std::map<std::int32_t, std::deque<Unanswered>> unanswered_;
    std::uint64_t next_number_ = 1;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace vitrine::broker
