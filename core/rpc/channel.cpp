// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rpc/channel.h"

#include <algorithm>
#include <deque>

#include "rpc/frames.h"

namespace vitrine::rpc {

// idle --call--> waiting (backoff) --> connecting --connected--> open
//   waiting, connecting, open --broken, refused, timed out, disconnect()--> idle
//   waiting --the last call that waited timed out--> waiting (the next call finds the connection under way)
// Calls made while waiting or connecting are queued; when the connection breaks, every call fails.
class Channel::Implementation : public env::ConnectionEvents {
public:
    Implementation(env::Environment environment, env::Endpoint endpoint, ChannelOptions options)
        : environment_(environment), endpoint_(std::move(endpoint)), options_(std::move(options)), backoff_(options_.reconnect_backoff) {}

    ~Implementation() override {
        *alive_ = false;
        drop_connection();
    }

    struct Call {
        std::int32_t correlation_id = 0;
        std::int16_t api_key = 0;
        wire::Version version = 0;
        Instant deadline{};
        env::Frame frame;  // until sent
        RawCallback done;  // empty: no answer is expected
        SentCallback sent;  // then

        void refuse(const Error& reason) {
            if (done) return done(std::unexpected(reason));
            sent(std::unexpected(reason));
        }
    };

    void call(const wire::Message& request, const void* body, wire::Version version, Duration timeout, RawCallback done, SentCallback sent,
              const std::string& client_id) {
        Call made;
        made.done = std::move(done);
        made.sent = std::move(sent);
        if (calls_pending() >= options_.calls_max) {
            return fail_later(std::move(made), {ErrorCode::NETWORK_EXCEPTION,
                                                fmt::format("more than {} calls wait for {}", options_.calls_max, endpoint_.to_string())});
        }
        made.correlation_id = next_correlation_id_;
        next_correlation_id_ = next_correlation_id_ == 0x7fffffff ? 0 : next_correlation_id_ + 1;
        made.api_key = request.api_key;
        made.version = version;
        made.deadline = environment_.clock.now() + timeout;
        made.frame = to_frame(messages::encode_request(request, body, version, made.correlation_id, client_id));
        const Instant deadline = made.deadline;
        if (state_ == State::open) {
            const bool answered = made.done != nullptr;
            send(std::move(made));
            if (!answered) return;
        } else {
            unsent_.push_back(std::move(made));
            if (state_ == State::idle) connect();
        }
        watch(deadline);
    }

    void on_connected() override {
        state_ = State::open;
        connect_timer_.cancel();
        backoff_ = options_.reconnect_backoff;
        std::deque<Call> calls = std::exchange(unsent_, {});
        for (Call& call : calls) send(std::move(call));
    }

    void on_frame(SharedBytes frame) override {
        const auto correlation_id = messages::peek_correlation_id(frame);
        if (!correlation_id || in_flight_.empty() || in_flight_.front().correlation_id != *correlation_id) {
            return fail_connection(
                {ErrorCode::NETWORK_EXCEPTION, fmt::format("{} answered something that was not asked", endpoint_.to_string())});
        }
        Call call = std::move(in_flight_.front());
        in_flight_.pop_front();
        tap(static_cast<std::int64_t>(frame.size()), head_of(frame), true, call);
        call.done(std::move(frame));
    }

    void on_closed(Error reason) override {
        fail_connection(
            {ErrorCode::NETWORK_EXCEPTION, fmt::format("the connection to {} broke: {}", endpoint_.to_string(), reason.message)});
    }

    void disconnect(Error reason) {
        drop_connection();
        for (Call& call : take_calls()) {
            fail_later(std::move(call), reason);
        }
    }

    [[nodiscard]] const env::Endpoint& endpoint() const { return endpoint_; }
    [[nodiscard]] const std::string& client_id() const { return options_.client_id; }
    [[nodiscard]] bool connected() const { return state_ == State::open; }
    [[nodiscard]] std::size_t calls_pending() const { return in_flight_.size() + unsent_.size(); }

private:
    enum class State { idle, waiting, connecting, open };

    void connect() {
        const Instant now = environment_.clock.now();
        if (now < not_before_) {
            state_ = State::waiting;
            connect_timer_ = environment_.clock.schedule(not_before_, [this] { connect_now(); });
            return;
        }
        connect_now();
    }
    void connect_now() {
        state_ = State::connecting;
        const Instant now = environment_.clock.now();
        not_before_ = now + backoff_;
        backoff_ = std::min(backoff_ * 2, options_.reconnect_backoff_max);
        connection_ = environment_.network.connect(endpoint_, *this);
        connect_timer_ = environment_.clock.schedule(now + options_.connect_timeout, [this] {
            fail_connection({ErrorCode::NETWORK_EXCEPTION, fmt::format("{} did not accept a connection in time", endpoint_.to_string())});
        });
    }

    void send(Call call) {
        tap(call.frame.size(), SharedBytes{}, false, call);
        connection_->send(std::move(call.frame));
        call.frame = {};
        if (call.done) return in_flight_.push_back(std::move(call));
        environment_.clock.post([alive = alive_, sent = std::move(call.sent)]() mutable {
            if (*alive) sent({});
        });
    }

    void tap(std::int64_t size, SharedBytes head, bool response, const Call& call) {
        if (options_.node == no_broker || !environment_.observer.interest().wire) return;
        environment_.observer.tap({.at = environment_.clock.now(),
                                   .node = options_.node,
                                   .connection = 0,
                                   .peer = endpoint_.to_string(),
                                   .controller_listener = options_.controller_listener,
                                   .outgoing_connection = true,
                                   .response = response,
                                   .api_key = call.api_key,
                                   .api_version = call.version,
                                   .correlation_id = call.correlation_id,
                                   .client_id = options_.client_id,
                                   .size_bytes = size,
                                   .head = response ? std::move(head) : head_of(call.frame)});
    }

    void drop_connection() {
        state_ = State::idle;
        connect_timer_.cancel();
        if (connection_ == nullptr) return;
        connection_->close();
        // Destroyed later: this may run inside one of the connection's own callbacks.
        environment_.clock.post([connection = std::shared_ptr<env::Connection>(std::move(connection_))] {});
    }

    // In the order of the calls.
    std::deque<Call> take_calls() {
        std::deque<Call> calls = std::exchange(in_flight_, {});
        for (Call& call : unsent_) calls.push_back(std::move(call));
        unsent_.clear();
        return calls;
    }

    // From the loop only, since callbacks run here: they may call again or destroy the channel.
    void fail_connection(Error reason) {
        drop_connection();
        fail(take_calls(), [&](const Call&) { return reason; });
    }
    template <class ReasonOf>
    void fail(std::deque<Call> calls, const ReasonOf& reason_of) {
        const std::shared_ptr<bool> alive = alive_;
        for (Call& call : calls) {
            call.refuse(reason_of(call));
            if (!*alive) return;
        }
    }

    void fail_later(Call call, Error reason) {
        environment_.clock.post([alive = alive_, call = std::move(call), reason = std::move(reason)]() mutable {
            if (*alive) call.refuse(reason);
        });
    }

    // One timer for the earliest deadline that is known; when it elapses, all calls are looked at.
    void watch(Instant deadline) {
        if (deadline_timer_.held() && deadline_at_ <= deadline) return;
        deadline_at_ = deadline;
        deadline_timer_ = environment_.clock.schedule(deadline, [this] { look_at_deadlines(); });
    }
    void look_at_deadlines() {
        deadline_timer_.cancel();
        const Instant now = environment_.clock.now();
        const auto is_late = [now](const Call& call) { return call.deadline <= now; };
        const auto late = [this](const Call&) {
            return Error{ErrorCode::REQUEST_TIMED_OUT, fmt::format("{} did not answer in time", endpoint_.to_string())};
        };
        if (std::ranges::any_of(in_flight_, is_late)) {
            // The late answer would be taken for that of a later call, so the connection goes.
            drop_connection();
            return fail(take_calls(), [&](const Call& call) {
                if (is_late(call)) return late(call);
                return Error{ErrorCode::NETWORK_EXCEPTION,
                             fmt::format("the connection to {} was closed: an earlier answer did not come in time", endpoint_.to_string())};
            });
        }
        // What was not sent yet fails alone.
        std::deque<Call> expired;
        std::deque<Call> waiting;
        for (Call& call : unsent_) (is_late(call) ? expired : waiting).push_back(std::move(call));
        unsent_ = std::move(waiting);
        std::optional<Instant> next;
        for (const auto* calls : {&in_flight_, &unsent_}) {
            for (const Call& call : *calls) next = next ? std::min(*next, call.deadline) : call.deadline;
        }
        if (next) watch(*next);
        fail(std::move(expired), late);
    }

    env::Environment environment_;
    env::Endpoint endpoint_;
    ChannelOptions options_;
    State state_ = State::idle;
    std::unique_ptr<env::Connection> connection_;
    std::deque<Call> unsent_;
    std::deque<Call> in_flight_;
    std::int32_t next_correlation_id_ = 0;
    Duration backoff_;
    Instant not_before_{};
    Instant deadline_at_{};
    env::Timer connect_timer_;
    env::Timer deadline_timer_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

Channel::Channel(env::Environment environment, env::Endpoint endpoint, ChannelOptions options)
    : implementation_(std::make_unique<Implementation>(environment, std::move(endpoint), std::move(options))) {}
Channel::~Channel() = default;

void Channel::call_raw(const wire::Message& request, const void* body, wire::Version version, Duration timeout, RawCallback done,
                       const std::optional<std::string>& client_id) {
    VITRINE_ASSERT(done != nullptr, "an answer needs somebody who waits for it");
    implementation_->call(request, body, version, timeout, std::move(done), nullptr, client_id ? *client_id : implementation_->client_id());
}
void Channel::send_only(const wire::Message& request, const void* body, wire::Version version, SentCallback sent) {
    VITRINE_ASSERT(sent != nullptr, "a request that is lost must be somebody's concern");
    implementation_->call(request, body, version, std::chrono::seconds(30), nullptr, std::move(sent), implementation_->client_id());
}
void Channel::disconnect(Error reason) { implementation_->disconnect(std::move(reason)); }
const env::Endpoint& Channel::endpoint() const { return implementation_->endpoint(); }
bool Channel::connected() const { return implementation_->connected(); }
std::size_t Channel::calls_pending() const { return implementation_->calls_pending(); }

}  // namespace vitrine::rpc
