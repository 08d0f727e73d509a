// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rpc/server.h"

#include <algorithm>
#include <deque>

#include "rpc/frames.h"

namespace vitrine::rpc {
namespace detail {

// One accepted connection.
//
//   muted, where it is admitted with a pause, or refused with one: then it only closes
//   reading --frame--> answering --respond--> reading, or muted where the answer is throttled, or clogged where too much is unsent
//      |                   |                     ^        |                                         |
//      |                   |                     +--time--+---------------sent----------------------+
//      +-----closed--------+--------------------------- also while muted or clogged --> closed (its Responder, if any, becomes harmless)
//
// While it is busy (answering, muted or clogged), further frames wait in `waiting_`; when too many wait, or too many bytes, reading stops.
class ServerSession : public env::ConnectionEvents, public std::enable_shared_from_this<ServerSession> {
public:
    ServerSession(Server& server, std::uint64_t id, std::unique_ptr<env::Connection> connection, const Admission& admission)
        : server_(&server), id_(id), connection_(std::move(connection)), peer_(connection_->remote().to_string()) {
        touch();
        if (admission.accepted) {
            if (admission.pause > Milliseconds(0)) mute(admission.pause);
            choose_reading();
            return;
        }
        muted_ = true;
        reading_ = false;
        connection_->set_reading(false);
        mute_timer_ = server.environment_.clock.schedule_after(admission.pause,
                                                               [this, reason = admission.reason] { close({ErrorCode::NONE, reason}); });
    }

    void on_frame(SharedBytes frame) override {
        if (server_ == nullptr) return;
        touch();
        // Also while resume() is on its way: what came first is handed over first.
        if (!busy() && waiting_.empty()) return hand_over(std::move(frame));
        waiting_bytes_ += frame.size();
        waiting_.push_back(std::move(frame));
        choose_reading();
    }

    void on_sent() override {
        if (server_ == nullptr) return;
        clogged_ = false;
        touch();
        resume();
    }

    void on_closed(Error reason) override {
        if (server_ == nullptr) return;
        server_->logger_.debug("{} closed: {}", peer_, reason.message);
        leave();
    }

    void respond(const wire::Message& message, const void* body, wire::Version version, const Responder& responder) {
        if (server_ == nullptr) return;
        env::Frame frame = to_frame(messages::encode_response(message, body, version, responder.correlation_id_));
        if (watched()) tap(frame.size(), head_of(frame), true, responder.api_key_, version, responder.correlation_id_, {});
        connection_->send(std::move(frame));
        finish(responder);
    }

    void finish(const Responder& responder) {
        if (server_ == nullptr) return;
        answering_ = false;
        touch();
        if (connection_->unsent_bytes() > server_->options_.unsent_bytes_max) {
            clogged_ = true;
            connection_->tell_when_sent(server_->options_.unsent_bytes_max);
        }
        if (responder.throttle_ > Milliseconds(0)) {
            mute(responder.throttle_);
        } else if (!waiting_.empty() && !resume_posted_) {
            // The next request is handed over from the loop, not from inside the answer to this one.
            resume_posted_ = true;
            server_->environment_.clock.post([self = weak_from_this()] {
                if (const auto session = self.lock()) session->resume();
            });
        }
        choose_reading();
        server_->handler_.on_answered(responder.api_key_, server_->environment_.clock.now() - responder.received_at_);
    }

    Milliseconds throttle() {
        if (server_ == nullptr) return Milliseconds(0);
        // Within the handler's call what it took so far; later what the whole call took.
        const Duration spent = handling_ ? server_->environment_.clock.now() - handed_over_at_ : spent_;
        return server_->handler_.throttle(client_id_, spent);
    }

    void close(const Error& reason) {
        if (server_ == nullptr) return;
        server_->logger_.info("closing {}: {}", peer_, reason.message);
        leave();
    }

    // The server goes away.
    void abandon(env::Environment& environment) {
        server_ = nullptr;
        idle_timer_.cancel();
        mute_timer_.cancel();
        waiting_.clear();
        drop_connection(environment);
    }

private:
    // Destroyed later: this may run inside one of the connection's own callbacks.
    void drop_connection(env::Environment& environment) {
        connection_->close();
        environment.clock.post([connection = std::shared_ptr<env::Connection>(std::move(connection_))] {});
    }

    void mute(Milliseconds pause) {
        muted_ = true;
        mute_timer_ = server_->environment_.clock.schedule_after(pause, [this] {
            muted_ = false;
            touch();
            resume();
        });
    }

    void choose_reading() {
        const bool room = waiting_.size() < server_->options_.queued_frames_max && waiting_bytes_ < server_->options_.queued_bytes_max;
        const bool reading = room || (!busy() && waiting_.empty());
        if (reading == reading_) return;
        reading_ = reading;
        connection_->set_reading(reading);
    }

    void resume() {
        resume_posted_ = false;
        if (server_ == nullptr || busy()) return;
        if (waiting_.empty()) return choose_reading();
        SharedBytes frame = std::move(waiting_.front());
        waiting_.pop_front();
        waiting_bytes_ -= frame.size();
        hand_over(std::move(frame));
    }

    void hand_over(SharedBytes frame) {
        const auto decoded = messages::decode_request_header(frame);
        if (!decoded) return close(decoded.error());
        Request request;
        request.header = decoded->header;
        request.body_at = decoded->body_at;
        request.frame = std::move(frame);
        request.connection = id_;
        request.remote = connection_->remote();
        request.local = server_->endpoint();
        request.received_at = server_->environment_.clock.now();
        if (watched()) {
            tap(static_cast<std::int64_t>(request.frame.size()), head_of(request.frame), false, request.header.request_api_key,
                request.version(), request.header.correlation_id, request.header.client_id.value_or(""));
        }
        answering_ = true;
        choose_reading();
        client_id_ = request.header.client_id.value_or("");
        handed_over_at_ = request.received_at;
        handling_ = true;
        const auto self = shared_from_this();  // an answer may close the connection
        Responder responder(self, request.header, request.received_at);
        server_->handler_.handle(std::move(request), std::move(responder));
        handling_ = false;
        if (server_ != nullptr) spent_ = server_->environment_.clock.now() - handed_over_at_;
    }

    [[nodiscard]] bool busy() const { return answering_ || muted_ || clogged_; }

    [[nodiscard]] bool watched() const { return server_->environment_.observer.interest().wire; }
    void tap(std::int64_t size, SharedBytes head, bool response, std::int16_t api_key, wire::Version version, std::int32_t correlation_id,
             std::string client_id) {
        env::Environment& environment = server_->environment_;
        environment.observer.tap({.at = environment.clock.now(),
                                  .node = server_->options_.node,
                                  .connection = id_,
                                  .peer = peer_,
                                  .controller_listener = server_->options_.controller_listener,
                                  .outgoing_connection = false,
                                  .response = response,
                                  .api_key = api_key,
                                  .api_version = version,
                                  .correlation_id = correlation_id,
                                  .client_id = std::move(client_id),
                                  .size_bytes = size,
                                  .head = std::move(head)});
    }

    // A timer is set once for each idle period, not once for each frame.
    void touch() {
        last_used_ = server_->environment_.clock.now();
        if (!idle_timer_.held()) watch_idleness();
    }
    void watch_idleness() {
        idle_timer_ = server_->environment_.clock.schedule(last_used_ + server_->options_.idle_timeout, [this] {
            const Instant now = server_->environment_.clock.now();
            const std::int64_t unsent = connection_->unsent_bytes();
            if (std::exchange(unsent_at_last_look_, unsent) > unsent) last_used_ = now;  // the peer reads
            if (!answering_ && !muted_ && now - last_used_ >= server_->options_.idle_timeout) {
                return close({ErrorCode::NONE, "idle for longer than connections.max.idle.ms"});
            }
            if (now - last_used_ >= server_->options_.idle_timeout) last_used_ = now;
            watch_idleness();
        });
    }

    void leave() {
        const auto self = shared_from_this();  // the server's reference may be the last
        Server& server = *server_;
        const std::uint64_t id = id_;
        const std::string host = connection_->remote().host;
        drop_connection(server.environment_);
        server_ = nullptr;
        idle_timer_.cancel();
        mute_timer_.cancel();
        waiting_.clear();
        server.forget(id, host);
    }

    Server* server_;
    std::uint64_t id_;
    std::unique_ptr<env::Connection> connection_;
    std::string peer_;
    std::deque<SharedBytes> waiting_;
    std::size_t waiting_bytes_ = 0;
    bool reading_ = true;
    bool answering_ = false;
    bool muted_ = false;
    bool clogged_ = false;
    bool resume_posted_ = false;
    // Of the request that was handed over last.
    std::string client_id_;
    Instant handed_over_at_{};
    Duration spent_{0};
    bool handling_ = false;
    Instant last_used_{};
    std::int64_t unsent_at_last_look_ = 0;
    env::Timer idle_timer_;
    env::Timer mute_timer_;
};

}  // namespace detail

Responder::Responder(std::shared_ptr<detail::ServerSession> session, const messages::RequestHeader& header, Instant received_at)
    : session_(std::move(session)),
      api_key_(header.request_api_key),
      version_(header.request_api_version),
      correlation_id_(header.correlation_id),
      received_at_(received_at) {}

Responder& Responder::operator=(Responder&& other) noexcept {
    if (this != &other) {
        if (session_ != nullptr) close({ErrorCode::UNKNOWN_SERVER_ERROR, "the request was dropped without an answer"});
        session_ = std::move(other.session_);
        api_key_ = other.api_key_;
        version_ = other.version_;
        correlation_id_ = other.correlation_id_;
        received_at_ = other.received_at_;
        throttle_ = other.throttle_;
        settled_ = other.settled_;
    }
    return *this;
}

Responder::~Responder() {
    if (session_ != nullptr) close({ErrorCode::UNKNOWN_SERVER_ERROR, "the request was dropped without an answer"});
}

Milliseconds Responder::settle_throttle(Milliseconds least) {
    if (!settled_ && session_ != nullptr) throttle_ = std::max(least, session_->throttle());
    settled_ = true;
    return throttle_;
}

void Responder::send(const wire::Message& message, const void* body, wire::Version in_version) {
    VITRINE_ASSERT(session_ != nullptr, "a request is answered once");
    std::exchange(session_, nullptr)->respond(message, body, in_version, *this);
}

void Responder::respond_nothing() {
    VITRINE_ASSERT(session_ != nullptr, "a request is answered once");
    std::exchange(session_, nullptr)->finish(*this);
}

void Responder::close(const Error& reason) {
    VITRINE_ASSERT(session_ != nullptr, "a request is answered once");
    std::exchange(session_, nullptr)->close(reason);
}

Server::Server(env::Environment environment, ServerOptions options, RequestHandler& handler, const Logger& logger)
    : environment_(environment), options_(options), handler_(handler), logger_(logger) {}

Server::~Server() {
    listener_.reset();
    for (auto& [id, session] : sessions_) session->abandon(environment_);
}

Status Server::listen(const env::Endpoint& endpoint) {
    auto listener = environment_.network.listen(
        endpoint, options_.limits, [this](std::unique_ptr<env::Connection> connection) { return accept(std::move(connection)); });
    if (!listener) return std::unexpected(std::move(listener.error()));
    listener_ = std::move(*listener);
    endpoint_ = listener_->endpoint();
    return {};
}

const env::Endpoint& Server::endpoint() const {
    VITRINE_ASSERT(endpoint_.port != 0, "the server has listened");
    return endpoint_;
}

env::ConnectionEvents* Server::accept(std::unique_ptr<env::Connection> connection) {
    const std::string& host = connection->remote().host;
    const auto open = open_by_host_.find(host);
    const Admission admission = handler_.admit(host, open == open_by_host_.end() ? 0 : open->second);
    if (!admission.accepted && admission.pause == Milliseconds(0)) {
        logger_.info("closing {}: {}", connection->remote().to_string(), admission.reason);
        return nullptr;
    }
    ++open_by_host_[host];
    const std::uint64_t id = next_connection_++;
    auto session = std::make_shared<detail::ServerSession>(*this, id, std::move(connection), admission);
    env::ConnectionEvents* events = session.get();
    sessions_.emplace(id, std::move(session));
    handler_.on_connections_changed(sessions_.size());
    return events;
}

void Server::forget(std::uint64_t connection, const std::string& host) {
    sessions_.erase(connection);
    if (const auto open = open_by_host_.find(host); --open->second == 0) open_by_host_.erase(open);
    handler_.on_connections_changed(sessions_.size());
}

}  // namespace vitrine::rpc
