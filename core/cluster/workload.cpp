// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/workload.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace vitrine::cluster {
namespace {

struct DemoTopic {
    std::string_view name;
    std::int32_t partitions;
};
constexpr std::array demo_topics{DemoTopic{"orders", 6}, DemoTopic{"payments", 3}, DemoTopic{"audit-log", 3}};
constexpr Milliseconds tick_interval{20};
constexpr std::uint64_t customers = 500;
constexpr std::array<std::string_view, 8> goods{"teapot", "lamp", "notebook", "bicycle", "umbrella", "kettle", "chair", "radio"};

}  // namespace

Workload::Workload(Host& host, client::Admin& admin, InnerConsumers& consumers) : host_(host), admin_(admin), consumers_(consumers) {}

Workload::~Workload() { *alive_ = false; }

void Workload::start(const std::string& name, int records_per_second, Host::Done done) {
    const auto known = names();
    if (std::ranges::find(known, name) == known.end()) {
        return done(failure(ErrorCode::INVALID_REQUEST, fmt::format("there is no workload {}; there is: demo", name)));
    }
    records_per_second_ = records_per_second;
    if (running_) return done({});
    create_topics(0, std::move(done));
}

void Workload::create_topics(std::size_t index, Host::Done done) {
    if (index == demo_topics.size()) {
        begin();
        return done({});
    }
    const auto brokers = static_cast<std::int16_t>(host_.bootstrap_servers().size());
    client::NewTopic topic;
    topic.name = std::string(demo_topics[index].name);
    topic.partitions = demo_topics[index].partitions;
    topic.replication_factor = std::min<std::int16_t>(3, brokers);
    // Small and short-lived segments, so that rolling and retention can be watched.
    topic.configs = {{"segment.bytes", "1048576"}, {"segment.ms", "60000"}, {"retention.ms", "600000"}};
    if (brokers >= 3) topic.configs["min.insync.replicas"] = "2";
    admin_.create_topic(topic, [this, alive = alive_, index, done = std::move(done)](Status status) mutable {
        if (!*alive) return;
        if (!status && status.error().code != ErrorCode::TOPIC_ALREADY_EXISTS) return done(std::move(status));
        create_topics(index + 1, std::move(done));
    });
}

void Workload::begin() {
    if (running_) return;
    running_ = true;
    client::ClientConfig client;
    client.client_id = "shop";
    client.bootstrap_servers = host_.bootstrap_servers();
    client::ProducerConfig config;
    config.linger = Milliseconds(20);
    producer_ = std::make_unique<client::Producer>(host_.inner_environment(), std::move(client), config);
    const auto join = [this](const std::string& group, std::vector<std::string> topics) {
        if (auto name = consumers_.add({.group = group, .topics = std::move(topics)})) members_.emplace_back(group, *name);
    };
    for (int i = 0; i < 3; ++i) join("billing", {"orders"});
    join("dashboard", {"orders", "payments"});
    last_tick_ = host_.inner_environment().clock.now();
    owed_ = 0;
    tick();
}

void Workload::stop() {
    running_ = false;
    timer_.cancel();
    producer_.reset();
    for (const auto& [group, name] : members_) consumers_.remove(group, name, true, [](const Status&) {});
    members_.clear();
}

void Workload::tick() {
    auto& clock = host_.inner_environment().clock;
    const Instant now = clock.now();
    // After a pause the records of the pause are not made up for.
    const double elapsed_s = std::min(std::chrono::duration<double>(now - last_tick_).count(), 0.2);
    last_tick_ = now;
    owed_ += elapsed_s * records_per_second_;
    for (; owed_ >= 1; owed_ -= 1) {
        auto& random = host_.inner_environment().random;
        const std::uint64_t order = ++order_;
        const std::uint64_t customer = random.below(customers) + 1;
        const std::uint64_t cents = random.below(20'000) + 100;
        send("orders", fmt::format("customer-{}", customer),
             fmt::format(R"({{"order":{},"customer":{},"item":"{}","quantity":{},"total":{}.{:02}}})", order, customer,
                         goods[random.below(goods.size())], random.below(5) + 1, cents / 100, cents % 100));
        if (order % 3 == 0)
            send("payments", fmt::format("order-{}", order),
                 fmt::format(R"({{"order":{},"amount":{}.{:02}}})", order, cents / 100, cents % 100));
        if (order % 10 == 0) send("audit-log", {}, fmt::format("order {} accepted for customer {}", order, customer));
    }
    timer_ = clock.schedule_after(tick_interval, [this] { tick(); });
}

void Workload::send(const std::string& topic, std::string key, std::string value) {
    client::ProducerRecord record;
    record.topic = topic;
    if (!key.empty()) record.key = to_bytes(key);
    record.value = to_bytes(value);
    producer_->send(std::move(record), [this, alive = alive_](const Result<client::RecordMetadata>& result) {
        if (*alive) ++(result ? acknowledged_ : failed_);
    });
}

Workload::Counters Workload::counters() const { return {acknowledged_, failed_, running_ ? records_per_second_ : 0}; }

}  // namespace vitrine::cluster
