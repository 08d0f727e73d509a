// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>

#include "base/logging.h"
#include "broker/controller_channel.h"
#include "messages/assign_replicas_to_dirs.h"

// Tells the controller in which log directories replicas of this broker lie (AssignReplicasToDirs, KIP-858): what gathered for a moment
// goes in one request, one at a time; what was not accepted is asked again. Source: Kafka's AssignmentsManager.
namespace vitrine::broker {

class DirectoryAssignments {
public:
    struct Setup {
        env::Environment environment;
        BrokerId broker{no_broker};
        ControllerChannel& channel;
        std::function<BrokerEpoch()> broker_epoch;
        // Whether this broker is still a replica of the partition: else there is nothing to tell.
        std::function<bool(const TopicIdPartition&)> hosted;
        const Logger& logger;
    };
    explicit DirectoryAssignments(Setup setup);
    ~DirectoryAssignments();

    // Replaces what was to be told of the same partition and was not sent yet. `accepted` runs when the controller has recorded it.
    void assign(const TopicIdPartition& partition, const Uuid& directory, std::function<void()> accepted = nullptr);
    [[nodiscard]] std::size_t pending() const { return ready_.size() + under_way_.size(); }
    // Nothing is sent any more.
    void stop();

private:
    struct Assignment {
        Uuid directory;
        std::function<void()> accepted;
    };
    using Assignments = std::map<TopicIdPartition, Assignment>;

    void send_soon();
    void send();
    void on_response(Result<messages::AssignReplicasToDirsResponse> response);

    Setup setup_;
    Assignments ready_;
    Assignments under_way_;
    int failures_ = 0;  // of whole requests, one after another
    bool stopped_ = false;
    env::Timer timer_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace vitrine::broker
