// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/alter_partition_manager.h"

namespace vitrine::broker {

namespace {
constexpr wire::Version version = 3;            // with broker epochs (KIP-903)
constexpr Milliseconds error_backoff{50};
constexpr std::chrono::seconds timeout{30};     // request.timeout.ms of the channel; then it is asked again
}  // namespace

AlterPartitionManager::AlterPartitionManager(env::Environment environment, BrokerId broker, ControllerChannel& channel,
                                             std::function<BrokerEpoch()> broker_epoch, const Logger& logger, Done done)
    : environment_(environment),
      broker_(broker),
      channel_(channel),
      broker_epoch_(std::move(broker_epoch)),
      logger_(logger),
      done_(std::move(done)) {}

AlterPartitionManager::~AlterPartitionManager() { *alive_ = false; }

void AlterPartitionManager::submit(const TopicIdPartition& partition, const IsrProposal& proposal) {
    unsent_.insert_or_assign(partition, proposal);
    // From the loop, so that what one event brings about goes in one request.
    if (!in_flight_ && !timer_.held()) send_soon(Duration(0));
}

void AlterPartitionManager::send_soon(Duration delay) {
    timer_ = environment_.clock.schedule_after(delay, [this] {
        timer_.cancel();
        send();
    });
}

void AlterPartitionManager::send() {
    if (in_flight_ || unsent_.empty()) return;
    std::map<TopicIdPartition, IsrProposal> asked = std::exchange(unsent_, {});
    messages::AlterPartitionRequest request;
    request.broker_id = broker_;
    request.broker_epoch = broker_epoch_();
    for (const auto& [partition, proposal] : asked) {
        if (request.topics.empty() || request.topics.back().topic_id != partition.topic_id) {
            request.topics.emplace_back().topic_id = partition.topic_id;
        }
        auto& entry = request.topics.back().partitions.emplace_back();
        entry.partition_index = partition.partition;
        entry.leader_epoch = proposal.leader_epoch;
        entry.partition_epoch = proposal.partition_epoch;
        // A leader that asks for anything has recovered (KIP-704).
        entry.leader_recovery_state = static_cast<std::int8_t>(metadata::LeaderRecoveryState::recovered);
        for (std::size_t i = 0; i < proposal.isr.size(); ++i) {
            entry.new_isr_with_epochs.push_back({.broker_id = proposal.isr[i], .broker_epoch = proposal.broker_epochs[i]});
        }
    }
    in_flight_ = true;
    channel_.call<messages::AlterPartitionResponse>(
        std::move(request), version, timeout, [](const auto& response) { return response.error_code == ErrorCode::NOT_CONTROLLER; },
        [this, alive = alive_, asked = std::move(asked)](Result<messages::AlterPartitionResponse> response) mutable {
            if (*alive) on_response(std::move(asked), std::move(response));
        });
}

void AlterPartitionManager::on_response(std::map<TopicIdPartition, IsrProposal> asked, Result<messages::AlterPartitionResponse> response) {
    in_flight_ = false;
    const ErrorCode whole = response ? response->error_code : response.error().code;
    std::map<TopicIdPartition, Answer> answers;
    if (whole == ErrorCode::NONE) {
        for (const auto& topic : response->topics) {
            for (const auto& partition : topic.partitions) {
                Answer answer{.error = partition.error_code};
                if (partition.error_code == ErrorCode::NONE) {
                    answer.granted = {.leader = partition.leader_id,
                                      .leader_epoch = partition.leader_epoch,
                                      .isr = partition.isr,
                                      .partition_epoch = partition.partition_epoch};
                }
                answers.insert_or_assign({topic.topic_id, partition.partition_index}, std::move(answer));
            }
        }
    } else {
        // STALE_BROKER_EPOCH until the broker registered anew, and whatever else: all of it is asked again.
        logger_.info("AlterPartition failed: {}", name_of(whole));
    }
    bool again_later = false;
    for (const auto& [partition, proposal] : asked) {
        const auto found = answers.find(partition);
        // A partition that the answer leaves out counts as an error that may pass.
        const Answer answer =
            found != answers.end() ? found->second : Answer{.error = whole == ErrorCode::NONE ? ErrorCode::UNKNOWN_SERVER_ERROR : whole};
        if (answer.error != ErrorCode::NONE) {
            logger_.info("AlterPartition of {}-{} was answered {}", partition.topic_id, partition.partition, name_of(answer.error));
        }
        if (done_(partition, proposal, answer)) {
            unsent_.try_emplace(partition, proposal);
            again_later = true;
        }
    }
    if (!unsent_.empty()) send_soon(again_later ? Duration(error_backoff) : Duration(0));
}

}  // namespace vitrine::broker
