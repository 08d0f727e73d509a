// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/broker_calls.h"

#include <algorithm>

#include "base/assert.h"
#include "messages/api_versions.h"

namespace vitrine::client {
namespace {

constexpr wire::Version api_versions_version = 3;
// How long one of several brokers may take to say its versions before the next one is asked.
constexpr Duration patience = std::chrono::seconds(3);

// Requests are made with the names of topics; from these versions on they want ids.
wire::Version highest_with_names(const wire::Message& request) {
    constexpr wire::Version offsets_by_name = 9;
    const auto key = static_cast<wire::ApiKey>(request.api_key);
    const bool offsets = key == wire::ApiKey::offset_commit || key == wire::ApiKey::offset_fetch;
    return offsets ? std::min(request.versions.highest, offsets_by_name) : request.versions.highest;
}

// In version 3, or in version 0 as a broker answers that does not know version 3.
Result<messages::ApiVersionsResponse> decode_versions(const SharedBytes& frame) {
    auto response = messages::decode_response<messages::ApiVersionsResponse>(frame, api_versions_version);
    if (response && response->error_code == ErrorCode::NONE) return response;
    auto old = messages::decode_response<messages::ApiVersionsResponse>(frame, 0);
    if (old && (old->error_code == ErrorCode::NONE || old->error_code == ErrorCode::UNSUPPORTED_VERSION)) return old;
    if (!response) return response;
    return failure(response->error_code, std::string(error_info(response->error_code).meaning));
}

}  // namespace

BrokerCalls::BrokerCalls(env::Environment environment, ClientConfig config) : environment_(environment), config_(std::move(config)) {
    VITRINE_ASSERT(!config_.bootstrap_servers.empty(), "a client knows where to begin");
}

BrokerCalls::~BrokerCalls() { *alive_ = false; }

BrokerCalls::Peer& BrokerCalls::peer(const env::Endpoint& endpoint) {
    Peer& known = peers_[endpoint];
    if (known.channel == nullptr) {
        known.channel = std::make_unique<rpc::Channel>(environment_, endpoint, rpc::ChannelOptions{.client_id = config_.client_id});
    }
    return known;
}

void BrokerCalls::later(Duration delay, env::Callback what) {
    const std::uint64_t id = next_timer_++;
    timers_[id] = environment_.clock.schedule_after(delay, [this, id, what = std::move(what)]() mutable {
        auto keep = timers_.extract(id);
        what();
    });
}

void BrokerCalls::learn_versions(const env::Endpoint& endpoint, Duration timeout, std::move_only_function<void(Status)> done) {
    const messages::ApiVersionsRequest request{.client_software_name = "vitrine", .client_software_version = "1"};
    peer(endpoint).channel->call_raw(messages::ApiVersionsRequest::message(), &request, api_versions_version, timeout,
                                     [this, alive = alive_, endpoint, done = std::move(done)](const Result<SharedBytes>& frame) mutable {
                                         if (!*alive) return;
                                         if (!frame) return done(std::unexpected(frame.error()));
                                         const auto response = decode_versions(*frame);
                                         if (!response) return done(std::unexpected(response.error()));
                                         auto& served = peer(endpoint).served;
                                         for (const auto& api : response->api_keys)
                                             served[api.api_key] = {api.min_version, api.max_version};
                                         done({});
                                     });
}

void BrokerCalls::served_versions(const env::Endpoint& endpoint, Duration timeout, DoneWith<std::map<std::int16_t, wire::Versions>> done) {
    learn_versions(endpoint, timeout, [this, alive = alive_, endpoint, done = std::move(done)](const Status& status) mutable {
        if (!*alive) return;
        if (!status) return done(std::unexpected(status.error()));
        done(peer(endpoint).served);
    });
}

void BrokerCalls::send(const env::Endpoint& endpoint, const Outgoing& request, Duration timeout, RawDone done) {
    const wire::Message& message = *request.message;
    Peer& known = peer(endpoint);
    const auto fail = [&](std::string sentence) {
        environment_.clock.post([alive = alive_, done = std::move(done), sentence = std::move(sentence)]() mutable {
            if (*alive) done(failure(ErrorCode::UNSUPPORTED_VERSION, std::move(sentence)));
        });
    };
    const auto served = known.served.find(message.api_key);
    if (served == known.served.end()) return fail(fmt::format("the broker at {} does not serve {}", endpoint.to_string(), message.name()));
    const wire::Version version = std::min(served->second.highest, highest_with_names(message));
    if (version < served->second.lowest || version < message.versions.lowest) {
        return fail(fmt::format("the broker at {} serves {} in versions {} to {}, known here are {} to {}", endpoint.to_string(),
                                message.name(), served->second.lowest, served->second.highest, message.versions.lowest,
                                message.versions.highest));
    }
    if (const auto status = wire::check_encodable(message, request.body.get(), version); !status) {
        return fail(fmt::format("the broker at {} serves {} up to version {}, which cannot say this: {}", endpoint.to_string(),
                                message.name(), version, status.error().message));
    }
    known.channel->call_raw(message, request.body.get(), version, timeout,
                            [alive = alive_, version, done = std::move(done)](Result<SharedBytes> frame) mutable {
                                if (!*alive) return;
                                if (!frame) return done(std::unexpected(std::move(frame.error())));
                                done(Answer{std::move(*frame), version});
                            });
}

void BrokerCalls::call_raw(const env::Endpoint& endpoint, Outgoing request, Duration timeout, RawDone done) {
    if (!peer(endpoint).served.empty()) return send(endpoint, request, timeout, std::move(done));
    const Instant deadline = environment_.clock.now() + timeout;
    learn_versions(endpoint, timeout,
                   [this, endpoint, request = std::move(request), deadline, done = std::move(done)](const Status& status) mutable {
                       if (!status) return done(std::unexpected(status.error()));
                       send(endpoint, request, std::max<Duration>(deadline - environment_.clock.now(), Milliseconds(1)), std::move(done));
                   });
}

void BrokerCalls::call_any_raw(Outgoing request, Instant deadline, RawDone done) {
    std::vector<env::Endpoint> candidates = brokers_;
    candidates.insert(candidates.end(), config_.bootstrap_servers.begin(), config_.bootstrap_servers.end());
    const env::Endpoint endpoint = candidates[next_any_ % candidates.size()];
    const Duration left = std::max<Duration>(deadline - environment_.clock.now(), Milliseconds(1));
    // The one that answered is asked again: its versions are known, and it was well a moment ago.
    if (!peer(endpoint).served.empty() && peer(endpoint).channel->connected()) return send(endpoint, request, left, std::move(done));
    learn_versions(
        endpoint, std::min(left, patience),
        [this, endpoint, request = std::move(request), deadline, done = std::move(done)](const Status& status) mutable {
            const Duration rest = deadline - environment_.clock.now();
            if (status) return send(endpoint, request, std::max<Duration>(rest, Milliseconds(1)), std::move(done));
            if (rest <= config_.retry_backoff) {
                return done(failure(ErrorCode::NETWORK_EXCEPTION, fmt::format("no broker answered; the last one asked was {}: {}",
                                                                              endpoint.to_string(), status.error().message)));
            }
            ++next_any_;
            later(config_.retry_backoff, [this, request = std::move(request), deadline, done = std::move(done)]() mutable {
                call_any_raw(std::move(request), deadline, std::move(done));
            });
        });
}

}  // namespace vitrine::client
