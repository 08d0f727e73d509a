// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/directory_assignments.h"

#include <algorithm>
#include <vector>

namespace vitrine::broker {

namespace {

constexpr wire::Version version = 0;
constexpr std::size_t per_request_max = 2250;
constexpr Milliseconds gathering{100};          // after an assignment before it is sent; doubled with each request that failed
constexpr std::chrono::seconds backoff_max{10};
constexpr std::chrono::seconds timeout{30};     // request.timeout.ms of the channel

using Request = messages::AssignReplicasToDirsRequest;
using Response = messages::AssignReplicasToDirsResponse;

}  // namespace

DirectoryAssignments::DirectoryAssignments(Setup setup) : setup_(std::move(setup)) {}
DirectoryAssignments::~DirectoryAssignments() { *alive_ = false; }

void DirectoryAssignments::assign(const TopicIdPartition& partition, const Uuid& directory, std::function<void()> accepted) {
    if (stopped_) return;
    // The metadata may name another directory still, while the controller is being told.
    const auto sent = under_way_.find(partition);
    if (!accepted && sent != under_way_.end() && sent->second.directory == directory && !ready_.contains(partition)) return;
    ready_.insert_or_assign(partition, Assignment{directory, std::move(accepted)});
    send_soon();
}

void DirectoryAssignments::send_soon() {
    if (timer_.held() || !under_way_.empty() || ready_.empty() || stopped_) return;
    Duration delay = ready_.size() > per_request_max ? Duration(0) : Duration(gathering);
    if (failures_ > 0) delay = std::min<Duration>(gathering * (1 << std::min(failures_, 10)), backoff_max);
    timer_ = setup_.environment.clock.schedule_after(delay, [this] {
        timer_.cancel();
        send();
    });
}

void DirectoryAssignments::send() {
    while (!ready_.empty() && under_way_.size() < per_request_max) {
        auto next = ready_.extract(ready_.begin());
        if (setup_.hosted(next.key())) under_way_.insert(std::move(next));
    }
    if (under_way_.empty()) return send_soon();
    std::map<Uuid, std::map<Uuid, std::vector<std::int32_t>>> by_directory;
    for (const auto& [partition, assignment] : under_way_)
        by_directory[assignment.directory][partition.topic_id].push_back(partition.partition);
    Request request;
    request.broker_id = setup_.broker;
    request.broker_epoch = setup_.broker_epoch();
    for (const auto& [directory, topics] : by_directory) {
        auto& told = request.directories.emplace_back();
        told.id = directory;
        for (const auto& [topic, partitions] : topics) {
            auto& row = told.topics.emplace_back();
            row.topic_id = topic;
            for (const std::int32_t partition : partitions) row.partitions.push_back({partition});
        }
    }
    setup_.channel.call<Response>(
        std::move(request), version, timeout, [](const Response& response) { return response.error_code == ErrorCode::NOT_CONTROLLER; },
        [this, alive = alive_](Result<Response> response) {
            if (*alive && !stopped_) on_response(std::move(response));
        });
}

void DirectoryAssignments::on_response(Result<Response> response) {
    Assignments sent = std::exchange(under_way_, {});
    const ErrorCode whole = response ? response->error_code : response.error().code;
    if (whole == ErrorCode::NONE) {
        failures_ = 0;
        for (const auto& directory : response->directories) {
            for (const auto& topic : directory.topics) {
                for (const auto& partition : topic.partitions) {
                    const TopicIdPartition id{topic.topic_id, partition.partition_index};
                    if (partition.error_code != ErrorCode::NONE) {
                        setup_.logger.info("AssignReplicasToDirs of {}-{} was answered {}", id.topic_id, id.partition,
                                           name_of(partition.error_code));
                        continue;
                    }
                    const auto accepted = sent.extract(id);
                    if (!accepted.empty() && accepted.mapped().accepted) accepted.mapped().accepted();
                }
            }
        }
    } else {
        // STALE_BROKER_EPOCH until the broker registered anew, and whatever else.
        ++failures_;
        setup_.logger.info("AssignReplicasToDirs failed: {}", name_of(whole));
    }
    ready_.merge(sent);
    send_soon();
}

void DirectoryAssignments::stop() {
    stopped_ = true;
    timer_.cancel();
    ready_.clear();
    under_way_.clear();
}

}  // namespace vitrine::broker
