// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/request_dispatch.h"

#include "broker/client_quotas.h"
#include "broker/connection_limits.h"

namespace vitrine::broker {

void RequestDispatch::open(HandlerContext& context) {
    context_ = &context;
    std::vector<Waiting> waited = std::exchange(waiting_, {});
    for (Waiting& one : waited) handle(std::move(one.request), std::move(one.responder));
}

void RequestDispatch::handle(rpc::Request request, rpc::Responder responder) {
    const std::int16_t key = request.header.request_api_key;
    const ServedApi* api = find_served_api(key);
    const Handler handler = api == nullptr ? nullptr : controller_listener_ ? api->controller : api->broker;
    if (handler == nullptr) {
        const std::string_view name = wire::name_of(static_cast<wire::ApiKey>(key));
        return responder.close({ErrorCode::UNSUPPORTED_VERSION, fmt::format("{} (API key {}) is not served on this listener", name, key)});
    }
    if (!served_versions(*api).contains(request.version())) {
        if (api->key == wire::ApiKey::api_versions) return handle_unsupported_api_versions(std::move(responder), controller_listener_);
        return responder.close(
            {ErrorCode::UNSUPPORTED_VERSION, fmt::format("{} in version {} is not served", wire::name_of(api->key), request.version())});
    }
    if (context_ == nullptr) {
        waiting_.push_back({std::move(request), std::move(responder)});
        return;
    }
    handler(*context_, std::move(request), std::move(responder));
}

// The controllers' listener is the cluster's own: it has no limits.
rpc::Admission RequestDispatch::admit(const std::string& host, std::size_t open_from_there) {
    if (controller_listener_ || context_ == nullptr) return {};
    return context_->connection_limits.admit(host, open_from_there);
}

Milliseconds RequestDispatch::throttle(const std::string& client_id, Duration spent) {
    if (controller_listener_ || context_ == nullptr || context_->client_quotas.idle()) return Milliseconds(0);
    const double percent = 100 * std::chrono::duration<double>(spent).count();
    return context_->client_quotas.record(ClientQuotas::Kind::request, client_id, percent);
}

void RequestDispatch::on_answered(std::int16_t api_key, Duration took) {
    observe::ApiCounters& counters = counters_[api_key];
    ++counters.requests;
    counters.total_time_us += static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(took).count());
}

}  // namespace vitrine::broker
