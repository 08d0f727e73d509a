// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/client_quotas.h"

#include <algorithm>

namespace vitrine::broker {
namespace {

constexpr std::string_view anonymous = "ANONYMOUS";

// Names of clients are theirs to choose: a broker does not remember any number of them.
constexpr std::size_t clients_max = 10'000;

}  // namespace

template <class Meter>
ClientQuotas::Accounts<Meter>::Account* ClientQuotas::Accounts<Meter>::find(const metadata::MetadataImage& image,
                                                                            const std::string& client_id, Instant now) {
    auto found = by_client_.find(client_id);
    if (found == by_client_.end()) {
        if (by_client_.size() >= clients_max) forget(now);
        std::optional<Account> account;
        if (auto quota = metadata::client_quota(image, key_, std::string(anonymous), client_id)) {
            auto& meter = meters_[quota->share];
            if (meter == nullptr) meter = std::make_shared<Meter>(window_);
            account = Account{std::move(*quota), meter};
        }
        found = by_client_.emplace(client_id, std::move(account)).first;
    }
    return found->second ? &*found->second : nullptr;
}

template <class Meter>
void ClientQuotas::Accounts<Meter>::forget(Instant now) {
    by_client_.clear();
    std::erase_if(meters_, [now](const auto& one) { return one.second->expired(now); });
}

ClientQuotas::ClientQuotas(env::Clock& clock, QuotaWindow window, QuotaWindow mutation_window)
    : clock_(clock),
      window_(window),
      rates_{Accounts<QuotaRate>(metadata::producer_byte_rate, window), Accounts<QuotaRate>(metadata::consumer_byte_rate, window),
             Accounts<QuotaRate>(metadata::request_percentage, window)},
      mutations_(metadata::controller_mutation_rate, mutation_window) {}

void ClientQuotas::apply(std::shared_ptr<const metadata::MetadataImage> image) {
    image_ = std::move(image);
    const Instant now = clock_.now();
    for (auto& rates : rates_) rates.forget(now);
    mutations_.forget(now);
}

ClientQuotas::Accounts<QuotaRate>::Account* ClientQuotas::find(Kind kind, const std::string& client_id) {
    return idle() ? nullptr : rates_[static_cast<std::size_t>(kind)].find(*image_, client_id, clock_.now());
}

Milliseconds ClientQuotas::record(Kind kind, const std::string& client_id, double amount) {
    auto* account = find(kind, client_id);
    if (account == nullptr) return Milliseconds(0);
    const Instant now = clock_.now();
    account->meter->record(amount, now);
    const Milliseconds pause = account->meter->throttle(account->quota.limit, now);
    return kind == Kind::request ? std::min(pause, window_.sample_length) : pause;
}

void ClientQuotas::unrecord(Kind kind, const std::string& client_id, double amount) {
    if (auto* account = find(kind, client_id)) account->meter->record(-amount, clock_.now());
}

std::optional<double> ClientQuotas::most(Kind kind, const std::string& client_id) {
    const auto* account = find(kind, client_id);
    if (account == nullptr) return std::nullopt;
    const double whole_samples = window_.samples - 1;
    return account->quota.limit * whole_samples * std::chrono::duration<double>(window_.sample_length).count();
}

Milliseconds ClientQuotas::take_mutations(const std::string& client_id, double partitions, bool strict) {
    const Instant now = clock_.now();
    auto* account = idle() ? nullptr : mutations_.find(*image_, client_id, now);
    if (account == nullptr) return Milliseconds(0);
    const double limit = account->quota.limit;
    const Milliseconds owed = account->meter->throttle(limit, now);
    if (strict && owed > Milliseconds(0)) return owed;
    account->meter->take(partitions, limit, now);
    return strict ? Milliseconds(0) : account->meter->throttle(limit, now);
}

}  // namespace vitrine::broker
