// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <optional>

#include "base/logging.h"
#include "broker/controller_channel.h"
#include "messages/allocate_producer_ids.h"

namespace vitrine::broker {

// Producer ids for idempotent producers, unique in the cluster: taken from blocks that the controller hands out (KIP-730). The next
// block is asked for when nine tenths of the present one are used.
class ProducerIds {
public:
    using Given = std::move_only_function<void(Result<ProducerId>)>;

    ProducerIds(BrokerId broker, ControllerChannel& channel, std::function<BrokerEpoch()> broker_epoch, const Logger& logger)
        : broker_(broker), channel_(channel), broker_epoch_(std::move(broker_epoch)), logger_(logger) {}

    // At once where there is one; else when the controller answered. COORDINATOR_LOAD_IN_PROGRESS: ask again.
    void next(Given given);

private:
    struct Block {
        std::int64_t next = 0;
        std::int64_t end = 0;    // exclusive
        std::int64_t size = 0;
        [[nodiscard]] std::int64_t left() const { return end - next; }
    };
    static constexpr std::size_t waiting_max = 1000;

    void ask();

    BrokerId broker_;
    ControllerChannel& channel_;
    std::function<BrokerEpoch()> broker_epoch_;
    const Logger& logger_;
    Block block_;
    std::optional<Block> following_;
    bool asking_ = false;
    std::deque<Given> waiting_;
};

}  // namespace vitrine::broker
