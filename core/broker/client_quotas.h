// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "broker/quota_rate.h"
#include "env/clock.h"
#include "metadata/client_quotas.h"

namespace vitrine::broker {

// What clients used of their quotas on this broker, and how long they wait for more. Source: Kafka's ClientQuotaManager and
// ClientRequestQuotaManager (KIP-13, KIP-55, KIP-124, KIP-219). Without an authenticator every client is the user ANONYMOUS.
class ClientQuotas {
public:
    enum class Kind : std::uint8_t { produce, fetch, request };

    ClientQuotas(env::Clock& clock, QuotaWindow window) : clock_(clock), window_(window) {}

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

private:
    struct Use {
        metadata::ClientQuota quota;
        std::shared_ptr<QuotaRate> rate;  // of all that share the quota
    };
    // nullptr: not limited.
    Use* find(Kind kind, const std::string& client_id);
    void forget_unused();

    env::Clock& clock_;
    QuotaWindow window_;
    std::shared_ptr<const metadata::MetadataImage> image_;
    std::array<std::map<std::string, std::optional<Use>>, 3> by_client_;  // what the metadata say, looked up once
    std::array<std::map<std::string, std::shared_ptr<QuotaRate>>, 3> rates_;  // by ClientQuota::share
};

}  // namespace vitrine::broker
