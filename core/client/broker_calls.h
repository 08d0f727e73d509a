// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "client/cluster_client.h"
#include "rpc/channel.h"

// Calls to the brokers of any cluster, ours or other people's: each broker is asked once which versions it serves (ApiVersions), and
// every request goes out in the newest version that both sides know. What the command line tools stand on; the inner clients speak fixed
// versions to brokers of this project (cluster_client.h).
namespace vitrine::client {

class BrokerCalls {
public:
    template <class T>
    using DoneWith = std::move_only_function<void(Result<T>)>;

    // Of the configuration it takes the bootstrap servers, the client id and the backoff.
    BrokerCalls(env::Environment environment, ClientConfig config);
    ~BrokerCalls();
    BrokerCalls(const BrokerCalls&) = delete;
    BrokerCalls& operator=(const BrokerCalls&) = delete;

    // `done` runs once, later, unless this is destroyed first. NETWORK_EXCEPTION and REQUEST_TIMED_OUT as rpc::Channel says;
    // UNSUPPORTED_VERSION: the broker does not serve the request in a version known here, or that version cannot say what is asked.
    template <class Response, class Request>
    void call(const env::Endpoint& endpoint, Request request, Duration timeout, DoneWith<Response> done) {
        call_raw(endpoint, holder(std::move(request)), timeout, decoder<Response>(std::move(done)));
    }
    // One broker after the other, those of set_brokers() and the bootstrap servers, until one answers or the time is over. A broker that
    // took the request is not followed by another, since the request may have taken effect.
    template <class Response, class Request>
    void call_any(Request request, Duration timeout, DoneWith<Response> done) {
        call_any_raw(holder(std::move(request)), environment_.clock.now() + timeout, decoder<Response>(std::move(done)));
    }
    // Brokers that were learned of, for call_any().
    void set_brokers(std::vector<env::Endpoint> brokers) { brokers_ = std::move(brokers); }

    // Every API key with the versions that the broker serves.
    void served_versions(const env::Endpoint& endpoint, Duration timeout, DoneWith<std::map<std::int16_t, wire::Versions>> done);

private:
    struct Outgoing {
        const wire::Message* message;
        std::shared_ptr<const void> body;
    };
    struct Answer {
        SharedBytes frame;
        wire::Version version = 0;
    };
    using RawDone = std::move_only_function<void(Result<Answer>)>;
    struct Peer {
        std::unique_ptr<rpc::Channel> channel;
        std::map<std::int16_t, wire::Versions> served;  // empty: not known
    };

    template <class Request>
    static Outgoing holder(Request request) {
        return {&Request::message(), std::make_shared<const Request>(std::move(request))};
    }
    template <class Response>
    static RawDone decoder(DoneWith<Response> done) {
        return [done = std::move(done)](Result<Answer> answer) mutable {
            if (!answer) return done(std::unexpected(std::move(answer.error())));
            done(messages::decode_response<Response>(answer->frame, answer->version));
        };
    }
    Peer& peer(const env::Endpoint& endpoint);
    void call_raw(const env::Endpoint& endpoint, Outgoing request, Duration timeout, RawDone done);
    void send(const env::Endpoint& endpoint, const Outgoing& request, Duration timeout, RawDone done);
    void call_any_raw(Outgoing request, Instant deadline, RawDone done);
    void learn_versions(const env::Endpoint& endpoint, Duration timeout, std::move_only_function<void(Status)> done);
    void later(Duration delay, env::Callback what);

    env::Environment environment_;
    ClientConfig config_;
    std::vector<env::Endpoint> brokers_;
    std::size_t next_any_ = 0;
    std::map<env::Endpoint, Peer> peers_;
    std::map<std::uint64_t, env::Timer> timers_;
    std::uint64_t next_timer_ = 0;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace vitrine::client
