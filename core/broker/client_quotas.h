// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "broker/quota_rate.h"
#include "env/clock.h"
#include "metadata/client_quotas.h"

namespace vitrine::broker {

// What clients used of their quotas on this node, and how long they wait for more. Source: Kafka's ClientQuotaManager,
// ClientRequestQuotaManager and ControllerMutationQuotaManager (KIP-13, KIP-55, KIP-124, KIP-219, KIP-599). Without an authenticator
// every client is the user ANONYMOUS.
class ClientQuotas {
public:
    enum class Kind : std::uint8_t { produce, fetch, request };

    // `mutation_window`: controller.quota.window.*
    ClientQuotas(env::Clock& clock, QuotaWindow window, QuotaWindow mutation_window);

    // Limits that changed hold from now on; what was used before counts.
    void apply(std::shared_ptr<const metadata::MetadataImage> image);
    // True where no quota is set for anybody: then nothing is recorded.
    [[nodiscard]] bool idle() const { return image_ == nullptr || image_->client_quotas.empty(); }

    // Bytes, or for a request the percentage of a second of one thread's time. Answers how long the client is to wait: 0 within its
    // quota; for requests at most one sample.
    Milliseconds record(Kind kind, const std::string& client_id, double amount);
    // What record() was told of and the client did not get.
    void unrecord(Kind kind, const std::string& client_id, double amount);
    // The most that does not throttle of itself; nothing where there is no limit.
    [[nodiscard]] std::optional<double> most(Kind kind, const std::string& client_id);

    // Partitions that are created or deleted, where this node is the active controller. Answers how long the client is to wait. A `strict`
    // quota lets nothing be taken meanwhile, and anything where it need not wait; another one lets all be taken and then asks to wait.
    Milliseconds take_mutations(const std::string& client_id, double partitions, bool strict);

private:
    // The limits under one key, and a meter for all that share a limit.
    template <class Meter>
    class Accounts {
    public:
        struct Account {
            metadata::ClientQuota quota;
            std::shared_ptr<Meter> meter;
        };
        Accounts(std::string_view key, QuotaWindow window) : key_(key), window_(window) {}
        // nullptr: not limited.
        Account* find(const metadata::MetadataImage& image, const std::string& client_id, Instant now);
        // Limits are looked up anew.
        void forget(Instant now);

    private:
        std::string_view key_;
        QuotaWindow window_;
        std::map<std::string, std::optional<Account>> by_client_;  // what the metadata say, looked up once
        std::map<std::string, std::shared_ptr<Meter>> meters_;  // by ClientQuota::share
    };
    Accounts<QuotaRate>::Account* find(Kind kind, const std::string& client_id);

    env::Clock& clock_;
    QuotaWindow window_;
    std::shared_ptr<const metadata::MetadataImage> image_;
    std::array<Accounts<QuotaRate>, 3> rates_;  // by Kind
    Accounts<TokenBucket> mutations_;
};

}  // namespace vitrine::broker
