// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "env/environment.h"
#include "messages/framing.h"

// The asking side of Kafka's protocol: requests to one endpoint over one connection, answers by callback. Raft, followers,
// the broker's talks with the controller and the inner client all use it.
namespace vitrine::rpc {

struct ChannelOptions {
    std::string client_id;
    BrokerId node{no_broker};                      // who asks, for the wire tap; none: an inner client
    bool controller_listener = false;              // what the endpoint is, for the wire tap
    Duration connect_timeout = std::chrono::seconds(10);           // socket.connection.setup.timeout.ms
    Duration reconnect_backoff = Milliseconds(50);                 // reconnect.backoff.ms
    Duration reconnect_backoff_max = std::chrono::seconds(1);      // reconnect.backoff.max.ms
    std::size_t calls_max = 1000;                  // waiting and in flight; one more fails with NETWORK_EXCEPTION
};

// Connects at the first call and again at the next call after a failure, not sooner than the backoff allows; calls made
// meanwhile wait for the connection. Answers come in the order of the calls, as Kafka's brokers send them.
//
// Each callback runs exactly once, later, on the node's loop: with the response, or with NETWORK_EXCEPTION (the connection
// broke, was refused or was closed: whether the request took effect is unknown) or REQUEST_TIMED_OUT. When an answer is late
// the connection is closed, since answers are matched by order; a call that still waited for the connection fails alone.
// Callbacks may call again, disconnect or destroy the channel; that closes the connection and drops callbacks uncalled.
class Channel {
public:
    Channel(env::Environment environment, env::Endpoint endpoint, ChannelOptions options);
    ~Channel();
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

    using RawCallback = std::move_only_function<void(Result<SharedBytes> frame)>;
    // Encodes now, sends when it may. The frame given to the callback is the whole response, header included. `client_id`: of this
    // request, where it is made for somebody else.
    void call_raw(const wire::Message& request, const void* body, wire::Version version, Duration timeout, RawCallback done,
                  const std::optional<std::string>& client_id = std::nullopt);

    template <class Response, class Request>
    void call(const Request& request, wire::Version version, Duration timeout, std::move_only_function<void(Result<Response>)> done) {
        call_raw(Request::message(), &request, version, timeout, [version, done = std::move(done)](Result<SharedBytes> frame) mutable {
            if (!frame) return done(std::unexpected(std::move(frame.error())));
            done(messages::decode_response<Response>(*frame, version));
        });
    }
    using SentCallback = std::move_only_function<void(Status sent)>;
    // A request without an answer (Produce with acks=0). `sent` runs once, later: when the connection has taken the request, or
    // with the errors of a call where that never happened.
    void send_only(const wire::Message& request, const void* body, wire::Version version, SentCallback sent = [](const Status&) {});

    // Fails all calls with `reason` and closes; the next call connects again.
    void disconnect(Error reason);
    [[nodiscard]] const env::Endpoint& endpoint() const;
    [[nodiscard]] bool connected() const;
    [[nodiscard]] std::size_t calls_pending() const;

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace vitrine::rpc
