// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "env/sim/world.h"
#include "messages/api_versions.h"
#include "messages/heartbeat.h"
#include "messages/metadata.h"
#include "rpc/channel.h"
#include "rpc/server.h"

// Two nodes in a simulated world: one answers, one asks. A request is told by the group id of a Heartbeat.
namespace vitrine::rpc::test {

using namespace std::chrono_literals;

inline const env::Endpoint endpoint{"127.0.0.1", 9092};
inline constexpr BrokerId server_node{1};
inline constexpr BrokerId client_node{2};

inline messages::HeartbeatRequest heartbeat(std::string group) {
    messages::HeartbeatRequest request;
    request.group_id = std::move(group);
    return request;
}

// Keeps each request until the test answers it, or answers at once.
class Handler : public RequestHandler {
public:
    struct Pending {
        Request request;
        Responder responder;
        [[nodiscard]] std::string group() const { return request.decode<messages::HeartbeatRequest>().value_or(heartbeat("?")).group_id; }
        // The answer carries a number by which the test knows it.
        void answer(std::int32_t number = 0) {
            messages::HeartbeatResponse response;
            response.throttle_time_ms = number;
            responder.respond(response);
        }
    };

    void handle(Request request, Responder responder) override {
        Pending made{std::move(request), std::move(responder)};
        seen.push_back(made.group());
        if (on_request) return on_request(std::move(made));
        pending.push_back(std::move(made));
    }
    void on_answered(std::int16_t /*api_key*/, Duration took) override { answered_after.push_back(took); }
    void on_connections_changed(std::size_t now_open) override { open = now_open; }
    Admission admit(const std::string& /*host*/, std::size_t open_from_there) override {
        return admission ? admission(open_from_there) : Admission{};
    }
    Milliseconds throttle(const std::string& client_id, Duration spent) override {
        throttled.emplace_back(client_id, spent);
        return pause;
    }

    Pending take() {
        Pending first = std::move(pending.front());
        pending.pop_front();
        return first;
    }

    std::function<void(Pending)> on_request;  // empty: kept in `pending`
    std::deque<Pending> pending;
    std::vector<std::string> seen;
    std::vector<Duration> answered_after;
    std::size_t open = 0;
    Milliseconds pause{0};  // that throttle() answers
    std::function<Admission(std::size_t)> admission;
    std::vector<std::pair<std::string, Duration>> throttled;
};

// A connection without rules, for what no channel would send.
class RawPeer : public env::ConnectionEvents {
public:
    RawPeer(env::Environment environment, const env::Endpoint& to) : connection(environment.network.connect(to, *this)) {}
    void on_connected() override { connected = true; }
    void on_frame(SharedBytes frame) override { frames.push_back(std::move(frame)); }
    void on_closed(Error reason) override { closed = std::move(reason); }

    void send(Bytes frame) {
        env::Frame made;
        made.pieces.emplace_back(std::move(frame));
        connection->send(std::move(made));
    }
    void send_heartbeat(std::string group, std::int32_t correlation_id) {
        send(messages::encode_request(heartbeat(std::move(group)), 4, correlation_id, "raw").to_bytes());
    }

    bool connected = false;
    std::vector<SharedBytes> frames;
    std::optional<Error> closed;
    std::unique_ptr<env::Connection> connection;
};

struct Peers {
    explicit Peers(std::uint64_t seed = 1, ServerOptions server_options = {}, ChannelOptions its_channel_options = {.client_id = "test"})
        : world(seed), channel_options(std::move(its_channel_options)) {
        world.add_node(server_node);
        world.add_node(client_node);
        start_server(std::move(server_options));
        start_channel();
    }

    void start_server(ServerOptions options = {}) {
        options.node = server_node;
        server = std::make_unique<Server>(world.node(server_node).environment(), std::move(options), handler, logger);
        const auto status = server->listen(endpoint);
        VITRINE_ASSERT(status.has_value(), "the port is free");
    }
    void start_channel() { channel = std::make_unique<Channel>(world.node(client_node).environment(), endpoint, channel_options); }
    env::Environment client() { return world.node(client_node).environment(); }

    struct Outcome {
        std::string group;
        Instant at;
        Result<messages::HeartbeatResponse> result;
        [[nodiscard]] ErrorCode code() const { return result ? ErrorCode::NONE : result.error().code; }
    };
    void call(std::string group, Duration timeout = 30s, std::function<void()> then = {}) {
        channel->call<messages::HeartbeatResponse>(heartbeat(group), 4, timeout, [this, group, then = std::move(then)](auto result) {
            outcomes.push_back({group, world.now(), std::move(result)});
            if (then) then();
        });
    }
    bool until(const std::function<bool()>& done, Duration limit = 5s) { return world.run_until(done, limit); }
    bool until_outcomes(std::size_t count, Duration limit = 5s) {
        return until([&] { return outcomes.size() >= count; }, limit);
    }
    bool until_pending(std::size_t count, Duration limit = 5s) {
        return until([&] { return handler.pending.size() >= count; }, limit);
    }
    [[nodiscard]] std::vector<std::string> groups() const {
        std::vector<std::string> names;
        for (const Outcome& outcome : outcomes) names.push_back(outcome.group);
        return names;
    }

    env::sim::World world;
    Logger logger{"test"};
    Handler handler;
    ChannelOptions channel_options;
    std::vector<Outcome> outcomes;
    std::unique_ptr<Server> server;
    std::unique_ptr<Channel> channel;
};

}  // namespace vitrine::rpc::test
