// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/controller_channel.h"

#include <algorithm>

namespace vitrine::broker {

namespace {
constexpr Milliseconds retry_backoff{50};  // Kafka's retry.backoff of NodeToControllerRequestThread
}

ControllerChannel::ControllerChannel(env::Environment environment, BrokerId node, std::string name, EndpointOf endpoint_of)
    : environment_(environment), node_(node), name_(std::move(name)), endpoint_of_(std::move(endpoint_of)) {}

ControllerChannel::~ControllerChannel() { *alive_ = false; }

void ControllerChannel::on_controller_changed(const raft::LeaderAndEpoch& leader) {
    if (leader == controller_) return;
    const bool moved = leader.leader != controller_.leader;
    controller_ = leader;
    if (!moved && channel_ != nullptr) return send_waiting();
    if (channel_ != nullptr) {
        // Who is no longer the leader may never answer (it was killed, or is cut off): its calls are made again elsewhere.
        const auto former = std::shared_ptr<rpc::Channel>(std::move(channel_));
        std::map<std::uint64_t, std::unique_ptr<Attempt>> again = std::exchange(under_way_, {});
        for (auto& [number, attempt] : again) waiting_.emplace(number, std::move(attempt));
        // Destroyed later: this may run inside one of its callbacks.
        environment_.clock.post([former] {});
    }
    connect();
    send_waiting();
}

// Where the leader listens may become known later than that it leads: voters come (KIP-853).
void ControllerChannel::connect() {
    const auto endpoint = controller_.leader == no_broker ? std::nullopt : endpoint_of_(controller_.leader);
    if (!endpoint) return;
    rpc::ChannelOptions options;
    options.client_id = fmt::format("broker-{}-to-controller-{}", node_, name_);
    options.node = node_;
    options.controller_listener = true;
    options.reconnect_backoff = Milliseconds(20);
    channel_ = std::make_unique<rpc::Channel>(environment_, *endpoint, options);
}

void ControllerChannel::send_waiting() {
    if (channel_ == nullptr) return;
    std::map<std::uint64_t, std::unique_ptr<Attempt>> ready = std::exchange(waiting_, {});
    for (auto& [number, attempt] : ready) {
        attempt->retry.cancel();
        attempt_now(std::move(attempt));
    }
}

void ControllerChannel::attempt_now(std::unique_ptr<Attempt> attempt) {
    const Instant now = environment_.clock.now();
    if (now >= attempt->deadline) {
        environment_.clock.post([alive = alive_, attempt = std::move(attempt)] {
            if (*alive) attempt->give_up({ErrorCode::REQUEST_TIMED_OUT, "the active controller did not answer in time"});
        });
        return;
    }
    if (channel_ == nullptr) connect();
    if (channel_ == nullptr) return attempt_later(std::move(attempt));
    const std::uint64_t number = next_attempt_++;
    Attempt& sent = *attempt;
    under_way_.emplace(number, std::move(attempt));
    sent.send(*channel_, sent.deadline - now, [this, alive = alive_, number](Result<SharedBytes> frame) {
        if (!*alive) return;
        const auto found = under_way_.find(number);
        if (found == under_way_.end()) return;  // made again at another controller
        std::unique_ptr<Attempt> answered = std::move(found->second);
        under_way_.erase(found);
        if (!answered->take(std::move(frame)) && *alive) attempt_later(std::move(answered));
    });
}

void ControllerChannel::attempt_later(std::unique_ptr<Attempt> attempt) {
    const std::uint64_t number = next_attempt_++;
    // Without a controller there is nothing to try before the deadline; on_controller_changed() comes sooner.
    const Instant at = channel_ == nullptr ? attempt->deadline : std::min(environment_.clock.now() + retry_backoff, attempt->deadline);
    attempt->retry = environment_.clock.schedule(at, [this, number] {
        const auto found = waiting_.find(number);
        if (found == waiting_.end()) return;
        std::unique_ptr<Attempt> due = std::move(found->second);
        waiting_.erase(found);
        // Its timer is running this very callback: it goes when the attempt waits again or is over.
        attempt_now(std::move(due));
    });
    waiting_.emplace(number, std::move(attempt));
}

}  // namespace vitrine::broker
