// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "client/admin.h"
#include "client/producer.h"
#include "cluster/host.h"
#include "cluster/inner_consumers.h"

// A workload that shows a cluster at work: a shop that takes orders. Real producers and real group members on the cluster's
// own ports; nothing of it is known to the brokers.
//
//   orders    6 partitions, keyed by customer      read by group billing (3 members) and dashboard (1 member)
//   payments  3 partitions, keyed by order         read by dashboard
//   audit-log 3 partitions, without keys
namespace vitrine::cluster {

class Workload {
public:
    Workload(Host& host, client::Admin& admin, InnerConsumers& consumers);
    ~Workload();
    Workload(const Workload&) = delete;
    Workload& operator=(const Workload&) = delete;

    // "demo" is the one there is. `records_per_second` for orders; the other topics have a fraction of it. `done` when the
    // topics exist and clients run. Running already: the rate is changed.
    void start(const std::string& name, int records_per_second, Host::Done done);
    // Producers end; group members leave.
    void stop();
    [[nodiscard]] bool running() const { return running_; }

    struct Counters {
        std::uint64_t acknowledged = 0;
        std::uint64_t failed = 0;
        int records_per_second = 0;
    };
    [[nodiscard]] Counters counters() const;
    static std::vector<std::string> names() { return {"demo"}; }
    // What the brokers of a cluster that is made for it should be started with, where nobody says another value: nobody who watches
    // retention waits Kafka's five minutes for its next check.
    static std::map<std::string, std::string> broker_settings() { return {{"log.retention.check.interval.ms", "5000"}}; }

private:
    void create_topics(std::size_t index, Host::Done done);
    void begin();
    void tick();
    void send(const std::string& topic, std::string key, std::string value);

    Host& host_;
    client::Admin& admin_;
    InnerConsumers& consumers_;
    std::unique_ptr<client::Producer> producer_;
    std::vector<std::pair<std::string, std::string>> members_;  // group, name
    bool running_ = false;
    int records_per_second_ = 0;
    double owed_ = 0;          // records that are due, with fractions
    std::uint64_t order_ = 0;
    Instant last_tick_{};
    std::uint64_t acknowledged_ = 0;
    std::uint64_t failed_ = 0;
    env::Timer timer_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace vitrine::cluster
