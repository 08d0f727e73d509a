// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/logging.h"
#include "env/environment.h"
#include "messages/framing.h"

// The answering side of Kafka's protocol: a listener whose connections hand over one request at a time, in order; the next
// request of a connection is handed over when the one before is answered, as Kafka's brokers do it.
namespace vitrine::rpc {

namespace detail {
class ServerSession;
}

struct ServerOptions {
    BrokerId node{no_broker};
    bool controller_listener = false;
    env::NetworkLimits limits;
    Duration idle_timeout = std::chrono::minutes(10);  // connections.max.idle.ms
    // What may be received while one request is being answered; then reading from the connection stops.
    std::size_t queued_frames_max = 32;
    std::size_t queued_bytes_max = std::size_t{1024} * 1024;  // and at most one frame more
    // What of the answers of a connection may wait to be sent; then its next request waits too, for its peer does not read.
    std::int64_t unsent_bytes_max = std::int64_t{1024} * 1024;
};

struct Request {
    messages::RequestHeader header;
    SharedBytes frame;             // the whole request
    std::size_t body_at = 0;
    std::uint64_t connection = 0;  // unique in the server's life
    env::Endpoint remote;
    env::Endpoint local;           // the listener
    Instant received_at{};

    [[nodiscard]] wire::Version version() const { return header.request_api_version; }
    template <class T>
    [[nodiscard]] Result<T> decode() const {
        return messages::decode_body<T>(frame, body_at, version());
    }
};

// The one answer to one request. Move it to whoever will answer, now or later; harmless after its connection closed.
// Destroyed without an answer, it closes the connection: a request must not hang.
class Responder {
public:
    Responder() = default;
    Responder(Responder&&) noexcept = default;
    Responder& operator=(Responder&& other) noexcept;
    ~Responder();

    // In the version of the request unless another is given (ApiVersions answers an unknown version in version 0). An answer that has
    // a throttle_time_ms says in it what settle_throttle() came to.
    template <class T>
    void respond(const T& body) {
        respond(body, version_);
    }
    template <class T>
    void respond(const T& body, wire::Version in_version) {
        const Milliseconds throttle = settle_throttle();
        if constexpr (requires(T& copy) { copy.throttle_time_ms; }) {
            if (throttle > Milliseconds(0)) {
                T throttled = body;
                throttled.throttle_time_ms = static_cast<std::int32_t>(throttle.count());
                return send(T::message(), &throttled, in_version);
            }
        }
        send(T::message(), &body, in_version);
    }
    // For how long the connection will be muted after the answer (KIP-219: the answer goes out at once, the next request waits):
    // `least`, or what RequestHandler::throttle() says, whichever is longer. Decided once; later calls answer the same.
    Milliseconds settle_throttle(Milliseconds least = Milliseconds(0));
    // This request is not throttled: it is the cluster's own.
    void exempt_from_throttle() { settled_ = true; }
    // The request asked for no answer (acks=0): the next one may come.
    void respond_nothing();
    // Closes the connection; `reason` is logged.
    void close(const Error& reason);
    [[nodiscard]] wire::Version version() const { return version_; }
    [[nodiscard]] bool answered() const { return session_ == nullptr; }

private:
    friend class detail::ServerSession;
    Responder(std::shared_ptr<detail::ServerSession> session, const messages::RequestHeader& header, Instant received_at);
    void send(const wire::Message& message, const void* body, wire::Version version);

    std::shared_ptr<detail::ServerSession> session_;
    std::int16_t api_key_ = -1;
    wire::Version version_ = 0;
    std::int32_t correlation_id_ = 0;
    Instant received_at_{};
    Milliseconds throttle_{0};
    bool settled_ = false;  // throttle_ is decided
};

// What becomes of a new connection.
struct Admission {
    bool accepted = true;
    // Accepted: its first request waits for so long. Else it is closed after this time, so that who asks again at once is slowed too.
    Milliseconds pause{0};
    std::string reason;  // of a refusal; logged
};

class RequestHandler {
public:
    virtual ~RequestHandler() = default;
    virtual void handle(Request request, Responder responder) = 0;
    // A request was answered after `took`; for counters.
    virtual void on_answered(std::int16_t /*api_key*/, Duration /*took*/) {}
    virtual void on_connections_changed(std::size_t /*open*/) {}
    // `open_from_there`: connections from the same host that stand already.
    virtual Admission admit(const std::string& /*host*/, std::size_t /*open_from_there*/) { return {}; }
    // For how long the connection is muted after the answer to this request, whose handling took `spent` of the loop's time so far.
    // Asked once for each request that is answered.
    virtual Milliseconds throttle(const std::string& /*client_id*/, Duration /*spent*/) { return Milliseconds(0); }
};

// Lives on the node's loop. Destroying it closes every connection; Responders that are still held become harmless.
class Server {
public:
    Server(env::Environment environment, ServerOptions options, RequestHandler& handler, const Logger& logger);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // An occupied port is an error whose sentence names the port.
    [[nodiscard]] Status listen(const env::Endpoint& endpoint);
    // The real endpoint, also where port 0 was asked for. Only after listen() succeeded; stop_listening() keeps it.
    [[nodiscard]] const env::Endpoint& endpoint() const;
    [[nodiscard]] std::size_t connections() const { return sessions_.size(); }
    // Stops accepting; connections live on until the server is destroyed.
    void stop_listening() { listener_.reset(); }

private:
    friend class detail::ServerSession;
    env::ConnectionEvents* accept(std::unique_ptr<env::Connection> connection);
    void forget(std::uint64_t connection, const std::string& host);

    env::Environment environment_;
    ServerOptions options_;
    RequestHandler& handler_;
    const Logger& logger_;
    std::unique_ptr<env::Listener> listener_;
    env::Endpoint endpoint_;
    std::map<std::uint64_t, std::shared_ptr<detail::ServerSession>> sessions_;
    std::map<std::string, std::size_t> open_by_host_;
    std::uint64_t next_connection_ = 1;
};

}  // namespace vitrine::rpc
