// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>

#include "client/producer.h"
#include "cluster/command_running.h"
#include "cluster/workload.h"

namespace vitrine::cluster {
namespace {

constexpr int demo_records_per_second = 200;

}  // namespace

void Commands::produce(const CommandLine& line, std::shared_ptr<Running> running) {
    if (line.words.size() != 3) return running->refuse(misuse("say it as: produce TOPIC VALUE --key KEY --count N").error());
    std::int64_t count = 1;
    if (const auto text = line.option("count")) {
        const auto value = parse_integer(*text, "--count", 1, 1'000'000);
        if (!value) return running->refuse(value.error());
        count = *value;
    }
    std::optional<std::int32_t> partition;
    if (const auto text = line.option("partition")) {
        const auto value = parse_integer(*text, "--partition", 0, 0x7fffffff);
        if (!value) return running->refuse(value.error());
        partition = static_cast<std::int32_t>(*value);
    }
    client::ProducerConfig config;
    config.buffer_memory = 256 * 1024 * 1024;
    config.delivery_timeout = std::chrono::seconds(30);
    const std::string acks = line.option("acks").value_or("all");
    if (acks != "all" && acks != "-1" && acks != "1" && acks != "0") return running->refuse(misuse("--acks is all, 1 or 0").error());
    config.acks = acks == "1" ? std::int16_t{1} : acks == "0" ? std::int16_t{0} : std::int16_t{-1};
    config.enable_idempotence = config.acks == -1;
    client::ClientConfig client;
    client.client_id = "vitrine-produce";
    client.request_timeout = request_timeout;
    client.bootstrap_servers = host_.bootstrap_servers();

    struct Batch {
        std::unique_ptr<client::Producer> producer;
        std::int64_t missing = 0;
        std::int64_t acknowledged = 0;
        std::optional<client::RecordMetadata> last;
        std::optional<Error> failed;
    };
    auto batch = std::make_shared<Batch>();
    batch->producer = std::make_unique<client::Producer>(host_.inner_environment(), std::move(client), config);
    batch->missing = count;
    const auto with_number = [](std::string text, std::int64_t number) {
        for (std::size_t at = text.find("{n}"); at != std::string::npos; at = text.find("{n}", at)) {
            const std::string digits = std::to_string(number);
            text.replace(at, 3, digits);
            at += digits.size();
        }
        return text;
    };
    for (std::int64_t i = 0; i < count; ++i) {
        client::ProducerRecord record;
        record.topic = line.words[1];
        record.partition = partition;
        if (const auto key = line.option("key")) record.key = to_bytes(with_number(*key, i));
        record.value = to_bytes(with_number(line.words[2], i));
        batch->producer->send(std::move(record), [this, alive = alive_, running, batch, count,
                                                  topic = line.words[1]](const Result<client::RecordMetadata>& result) {
            if (!*alive) return;
            if (result) {
                ++batch->acknowledged;
                batch->last = *result;
            } else {
                batch->failed = result.error();
            }
            if (--batch->missing > 0) return;
            // Not from inside its own callback.
            host_.inner_environment().clock.post([batch] { batch->producer.reset(); });
            if (batch->failed) {
                return running->answer(
                    false, fmt::format("{} of {} records were acknowledged; {}", batch->acknowledged, count, batch->failed->message),
                    {{"acknowledged", batch->acknowledged}, {"error", vitrine::name_of(batch->failed->code)}});
            }
            running->answer(true,
                            fmt::format("{} records were acknowledged, the last at {}-{} offset {}", count, topic, batch->last->partition,
                                        batch->last->offset),
                            {{"acknowledged", count}, {"partition", batch->last->partition}, {"offset", batch->last->offset.value()}});
        });
    }
    batch->producer->flush([] {});
}

void Commands::workload(const CommandLine& line, std::shared_ptr<Running> running) {
    if (line.words.size() == 2 && line.words[1] == "stop") {
        workload_->stop();
        world_changed();
        return running->answer(true, "the workload has ended");
    }
    if (line.words.size() != 3 || line.words[1] != "start")
        return running->refuse(misuse("say it as: workload start demo [--rate N], or: workload stop").error());
    int rate = demo_records_per_second;
    if (const auto text = line.option("rate")) {
        const auto value = parse_integer(*text, "--rate", 1, 100'000);
        if (!value) return running->refuse(value.error());
        rate = static_cast<int>(*value);
    }
    workload_->start(line.words[2], rate, [this, alive = alive_, running, name = line.words[2], rate](const Status& status) {
        if (!*alive) return;
        world_changed();
        running->answer(status, fmt::format("workload {} runs with {} records per second", name, rate));
    });
}

}  // namespace vitrine::cluster
