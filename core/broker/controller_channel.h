// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "env/environment.h"
#include "raft/metadata_log.h"
#include "rpc/channel.h"

// A broker's talk with the active controller: one connection to the controller listener of whoever leads the quorum now. A
// broker has several, as Kafka's has (heartbeats must not wait behind CreateTopics), each with its name in client.id.
namespace vitrine::broker {

class ControllerChannel {
public:
    // Where a controller listens, as far as that is known now.
    using EndpointOf = std::function<std::optional<env::Endpoint>(BrokerId)>;
    ControllerChannel(env::Environment environment, BrokerId node, std::string name, EndpointOf endpoint_of);
    ~ControllerChannel();
    ControllerChannel(const ControllerChannel&) = delete;
    ControllerChannel& operator=(const ControllerChannel&) = delete;

    // The quorum's leader as this node knows it now. Calls that wait for a controller go out; those at the former one are
    // answered by it (NOT_CONTROLLER) or by the failure of its connection, and then tried again.
    void on_controller_changed(const raft::LeaderAndEpoch& leader);
    [[nodiscard]] bool has_controller() const { return channel_ != nullptr; }

    // Tries until there is an answer other than NOT_CONTROLLER, or `timeout` is over (REQUEST_TIMED_OUT). A request whose
    // connection broke is sent again: only requests that may be repeated belong here. `not_controller` reads a response.
    // `done` runs later on the loop, exactly once, unless the channel is destroyed first. `client_id`: of the client that it is done for.
    template <class Response, class Request>
    void call(Request request, wire::Version version, Duration timeout, std::function<bool(const Response&)> not_controller,
              std::move_only_function<void(Result<Response>)> done, std::optional<std::string> client_id = std::nullopt) {
        auto attempt = std::make_unique<TypedAttempt<Request, Response>>();
        attempt->version = version;
        attempt->deadline = environment_.clock.now() + timeout;
        attempt->request = std::move(request);
        attempt->not_controller = std::move(not_controller);
        attempt->done = std::move(done);
        attempt->client_id = std::move(client_id);
        attempt_now(std::move(attempt));
    }

private:
    struct Attempt {
        virtual ~Attempt() = default;
        virtual void send(rpc::Channel& channel, Duration timeout, std::move_only_function<void(Result<SharedBytes>)> answered) = 0;
        // True if it is over; false: try again.
        virtual bool take(Result<SharedBytes> frame) = 0;
        virtual void give_up(Error error) = 0;
        wire::Version version = 0;
        std::optional<std::string> client_id;
        Instant deadline{};
        env::Timer retry;
    };
    template <class Request, class Response>
    struct TypedAttempt final : Attempt {
        Request request;
        std::function<bool(const Response&)> not_controller;
        std::move_only_function<void(Result<Response>)> done;

        void send(rpc::Channel& channel, Duration timeout, std::move_only_function<void(Result<SharedBytes>)> answered) override {
            channel.call_raw(Request::message(), &request, this->version, timeout, std::move(answered), this->client_id);
        }
        bool take(Result<SharedBytes> frame) override {
            if (!frame) return false;
            auto response = messages::decode_response<Response>(*frame, this->version);
            if (response && not_controller(*response)) return false;
            done(std::move(response));
            return true;
        }
        void give_up(Error error) override { done(std::unexpected(std::move(error))); }
    };

    void attempt_now(std::unique_ptr<Attempt> attempt);
    void attempt_later(std::unique_ptr<Attempt> attempt);
    void send_waiting();
    void connect();

    env::Environment environment_;
    BrokerId node_;
    std::string name_;
    EndpointOf endpoint_of_;
    raft::LeaderAndEpoch controller_;
    std::unique_ptr<rpc::Channel> channel_;
    std::map<std::uint64_t, std::unique_ptr<Attempt>> waiting_;  // for their backoff or for a controller
    std::map<std::uint64_t, std::unique_ptr<Attempt>> under_way_;
    std::uint64_t next_attempt_ = 1;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace vitrine::broker
