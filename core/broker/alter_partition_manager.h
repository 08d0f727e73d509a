// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>

#include "base/logging.h"
#include "broker/controller_channel.h"
#include "broker/partition.h"
#include "messages/alter_partition.h"

// Carries proposals for ISRs to the controller: all that gathered while a request was under way go in the next one, one request
// at a time for the whole broker (Kafka's AlterPartitionManager).
namespace vitrine::broker {

class AlterPartitionManager {
public:
    struct Answer {
        ErrorCode error = ErrorCode::NONE;
        std::optional<Partition::IsrGranted> granted;
    };
    // Called once for each proposal; true: ask the same again.
    using Done = std::function<bool(const TopicIdPartition& partition, const IsrProposal& asked, const Answer& answer)>;

    AlterPartitionManager(env::Environment environment, BrokerId broker, ControllerChannel& channel,
                          std::function<BrokerEpoch()> broker_epoch, const Logger& logger, Done done);
    ~AlterPartitionManager();

    // Replaces a proposal for the same partition that was not sent yet.
    void submit(const TopicIdPartition& partition, const IsrProposal& proposal);

private:
    void send_soon(Duration delay);
    void send();
    void on_response(std::map<TopicIdPartition, IsrProposal> asked, Result<messages::AlterPartitionResponse> response);

    env::Environment environment_;
    BrokerId broker_;
    ControllerChannel& channel_;
    std::function<BrokerEpoch()> broker_epoch_;
    const Logger& logger_;
    Done done_;
    std::map<TopicIdPartition, IsrProposal> unsent_;
    bool in_flight_ = false;
    env::Timer timer_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace vitrine::broker
