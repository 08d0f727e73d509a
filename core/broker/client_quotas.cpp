// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/client_quotas.h"

#include <algorithm>

namespace vitrine::broker {
namespace {

constexpr std::string_view anonymous = "ANONYMOUS";

// Names of clients are theirs to choose: a broker does not remember any number of them.
constexpr std::size_t clients_max = 10'000;

std::string_view key_of(ClientQuotas::Kind kind) {
    switch (kind) {
        case ClientQuotas::Kind::produce: return metadata::producer_byte_rate;
        case ClientQuotas::Kind::fetch: return metadata::consumer_byte_rate;
        case ClientQuotas::Kind::request: return metadata::request_percentage;
    }
    return {};
}

}  // namespace

void ClientQuotas::apply(std::shared_ptr<const metadata::MetadataImage> image) {
    image_ = std::move(image);
    for (auto& clients : by_client_) clients.clear();
    forget_unused();
}

ClientQuotas::Use* ClientQuotas::find(Kind kind, const std::string& client_id) {
    if (idle()) return nullptr;
    auto& clients = by_client_[static_cast<std::size_t>(kind)];
    auto found = clients.find(client_id);
    if (found == clients.end()) {
        if (clients.size() >= clients_max) {
            clients.clear();
            forget_unused();
        }
        std::optional<Use> use;
        if (auto quota = metadata::client_quota(*image_, key_of(kind), std::string(anonymous), client_id)) {
            auto& rate = rates_[static_cast<std::size_t>(kind)][quota->share];
            if (rate == nullptr) rate = std::make_shared<QuotaRate>(window_);
            use = Use{std::move(*quota), rate};
        }
        found = clients.emplace(client_id, std::move(use)).first;
    }
    return found->second ? &*found->second : nullptr;
}

void ClientQuotas::forget_unused() {
    for (auto& rates : rates_) std::erase_if(rates, [now = clock_.now()](const auto& one) { return one.second->expired(now); });
}

Milliseconds ClientQuotas::record(Kind kind, const std::string& client_id, double amount) {
    Use* use = find(kind, client_id);
    if (use == nullptr) return Milliseconds(0);
    const Instant now = clock_.now();
    use->rate->record(amount, now);
    const Milliseconds pause = use->rate->throttle(use->quota.limit, now);
    return kind == Kind::request ? std::min(pause, window_.sample_length) : pause;
}

void ClientQuotas::unrecord(Kind kind, const std::string& client_id, double amount) {
    if (Use* use = find(kind, client_id)) use->rate->record(-amount, clock_.now());
}

std::optional<double> ClientQuotas::most(Kind kind, const std::string& client_id) {
    const Use* use = find(kind, client_id);
    if (use == nullptr) return std::nullopt;
    const double whole_samples = window_.samples - 1;
    return use->quota.limit * whole_samples * std::chrono::duration<double>(window_.sample_length).count();
}

}  // namespace vitrine::broker
