// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/request_dispatch.h"

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

void RequestDispatch::on_answered(std::int16_t api_key, Duration took) {
    observe::ApiCounters& counters = counters_[api_key];
    ++counters.requests;
    counters.total_time_us += static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(took).count());
}

}  // namespace vitrine::broker
