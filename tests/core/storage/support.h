// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "env/sim/world.h"
#include "records/control.h"
#include "records/record.h"
#include "storage/log.h"
#include "storage/log_manager.h"

namespace vitrine::storage {

using namespace std::chrono_literals;

inline constexpr BrokerId the_node{1};
inline const TopicPartition the_partition{"orders", 0};
inline constexpr std::int64_t start_ms = 1'700'000'000'000;  // the world's wall clock at the start

// All logs, some in each call, as a node loads them.
inline Result<LoadReport> load_all(LogManager& manager, const std::function<LogConfig(const std::string& topic)>& config_of) {
    if (auto begun = manager.begin_load(config_of); !begun) return std::unexpected(std::move(begun.error()));
    while (manager.load_some(2)) {}
    return manager.load_report();
}

template <class Outcome>
testing::AssertionResult is_ok(const Outcome& outcome) {
    if (outcome) return testing::AssertionSuccess();
    return testing::AssertionFailure() << name_of(outcome.error().code) << ": " << outcome.error().message;
}
template <class Outcome>
testing::AssertionResult has_code(ErrorCode code, const Outcome& outcome) {
    if (outcome) return testing::AssertionFailure() << "succeeded, but " << name_of(code) << " is expected";
    if (outcome.error().code == code) return testing::AssertionSuccess();
    return testing::AssertionFailure() << name_of(outcome.error().code) << " instead of " << name_of(code) << ": "
                                       << outcome.error().message;
}
#define ASSERT_OK(expression) ASSERT_TRUE(is_ok(expression))
#define EXPECT_OK(expression) EXPECT_TRUE(is_ok(expression))
#define EXPECT_CODE(code, expression) EXPECT_TRUE(has_code(ErrorCode::code, expression))

struct BatchSpec {
    int records = 1;
    std::int64_t timestamp_ms = start_ms;  // of the first record; one millisecond more for each further one
    std::size_t value_bytes = 10;
    std::int64_t producer_id = -1;
    std::int16_t producer_epoch = 0;
    std::int32_t sequence = 0;
    bool transactional = false;
    bool keyed = true;
    records::Codec codec = records::Codec::none;
    Offset base_offset{0};                 // as a follower receives it
    LeaderEpoch epoch{no_leader_epoch};
    char fill = 'v';
};

inline Bytes make_batch(const BatchSpec& spec = {}) {
    records::BatchOptions options;
    options.base_offset = spec.base_offset;
    options.leader_epoch = spec.epoch;
    options.codec = spec.codec;
    options.transactional = spec.transactional;
    if (spec.producer_id >= 0) {
        options.producer_id = ProducerId(spec.producer_id);
        options.producer_epoch = ProducerEpoch(spec.producer_epoch);
        options.base_sequence = spec.sequence;
    }
    records::BatchBuilder builder(options);
    const Bytes value(spec.value_bytes, static_cast<std::uint8_t>(spec.fill));
    for (int i = 0; i < spec.records; ++i) {
        const std::string key = "key-" + std::to_string(i);
        builder.append(spec.timestamp_ms + i, spec.keyed ? std::optional(as_bytes(key)) : std::nullopt, value);
    }
    return std::move(*builder.build());
}

inline Bytes make_marker(std::int64_t producer_id, std::int16_t producer_epoch, bool abort, std::int32_t coordinator_epoch = 0,
                         Offset base_offset = Offset(0), LeaderEpoch epoch = no_leader_epoch) {
    return records::make_control_batch({.type = abort ? records::ControlRecordType::abort : records::ControlRecordType::commit,
                                        .base_offset = base_offset,
                                        .leader_epoch = epoch,
                                        .timestamp_ms = start_ms,
                                        .producer_id = ProducerId(producer_id),
                                        .producer_epoch = ProducerEpoch(producer_epoch)},
                                       records::transaction_marker_value(coordinator_epoch));
}

// One machine in virtual time, one log on it.
class LogContext {
public:
    explicit LogContext(std::uint64_t seed = 1) : world(seed), node(world.add_node(the_node)), environment(node.environment()) {}
    ~LogContext() { log.reset(); }

    // What the next open() is given; recovery point and marks as a LogManager would remember them are the test's affair.
    LogSetup setup = [] {
        LogSetup initial;
        initial.partition = the_partition;
        return initial;
    }();

    Log& open() {
        log.reset();
        LogSetup copy = setup;
        copy.on_failure = [this](const Error& error) { failures.push_back(error); };
        auto opened = Log::open(*environment, std::move(copy));
        EXPECT_TRUE(opened.has_value()) << (opened ? "" : opened.error().message);
        log = std::move(*opened);
        return *log;
    }
    // The process dies and starts again; its disk stays as it was.
    Log& kill_and_open() {
        world.kill(the_node);
        log.reset();
        world.restart(the_node);
        environment.emplace(node.environment());
        return open();
    }
    // The machine loses power.
    Log& crash_and_open(const env::sim::CrashOptions& options) {
        world.crash(the_node, options);
        log.reset();
        world.restart(the_node);
        environment.emplace(node.environment());
        return open();
    }
    // As a broker stops and starts: the log is closed, its recovery point is remembered.
    Log& close_and_open() {
        std::optional<Status> closed;
        log->close([&](Status status) { closed = std::move(status); });
        EXPECT_TRUE(world.run_until([&] { return closed.has_value(); }, 10s));
        EXPECT_TRUE(closed && closed->has_value());
        setup.recovery_point = log->recovery_point();
        setup.high_watermark = log->high_watermark();
        setup.log_start = log->log_start();
        setup.clean = true;
        world.kill(the_node);
        log.reset();
        world.restart(the_node);
        environment.emplace(node.environment());
        return open();
    }
    void flush() {
        std::optional<Status> flushed;
        log->flush([&](Status status) { flushed = std::move(status); });
        EXPECT_TRUE(world.run_until([&] { return flushed.has_value(); }, 10s));
        EXPECT_TRUE(flushed && flushed->has_value());
    }

    AppendInfo append(const BatchSpec& spec = {}, LeaderEpoch epoch = LeaderEpoch(0)) {
        const auto info = log->append_as_leader(make_batch(spec), epoch);
        EXPECT_TRUE(info.has_value()) << (info ? "" : info.error().message);
        return info.value_or(AppendInfo{});
    }
    AppendInfo append_all_known(const BatchSpec& spec = {}, LeaderEpoch epoch = LeaderEpoch(0)) {
        const AppendInfo info = append(spec, epoch);
        log->advance_high_watermark(log->log_end());
        return info;
    }
    std::vector<records::Record> read_all() {
        const auto bytes = log->read_batches(log->log_start(), {.bytes_max = 1 << 30});
        EXPECT_TRUE(bytes.has_value()) << (bytes ? "" : bytes.error().message);
        if (!bytes) return {};
        auto all = records::read_records(*bytes);
        EXPECT_TRUE(all.has_value());
        return all.value_or(std::vector<records::Record>());
    }
    // Of the log's directory.
    std::vector<std::string> files() {
        std::vector<std::string> names;
        const auto entries = node.disk().list("orders-0").value();
        for (const auto& entry : entries) names.push_back(entry.name);
        return names;
    }
    bool has_file(const std::string& name) { return node.disk().exists("orders-0/" + name); }
    std::int64_t wall_ms() { return to_milliseconds(environment->clock.wall_now()); }
    const env::sim::RecordingObserver& observed() { return node.observed(); }

    env::sim::World world;
    env::sim::Node& node;
    std::optional<env::Environment> environment;
    std::unique_ptr<Log> log;
    std::vector<Error> failures;
};

}  // namespace vitrine::storage
