// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes as the files of a log, after a clean stop or without one: the log opens on what is whole of them, or refuses with a reason;
// what it says to hold it can read; and it goes on. The mutator spoils the files of a log that was written.
#include <array>
#include <random>
#include <string>

#include <fmt/format.h>

#include "base/assert.h"
#include "base/log_silence.h"
#include "env/sim/world.h"
#include "records/record.h"
#include "storage/log.h"
#include "tests/fuzz/spoil.h"

namespace vitrine::storage {
namespace {

constexpr BrokerId the_node{1};
// In this order they stand in an input, each but the first byte of it after its length of two bytes. The first byte: bit 0 a clean stop,
// bit 1 a compacted topic.
constexpr std::array files{"00000000000000000000.log", "00000000000000000000.index",    "00000000000000000000.timeindex",
                           "00000000000000000007.log", "00000000000000000007.snapshot", "leader-epoch-checkpoint"};

Bytes batch(std::mt19937_64& engine, int records) {
    records::BatchOptions options;
    options.codec = static_cast<records::Codec>(engine() % 5);
    if (engine() % 2 == 0) {
        options.producer_id = ProducerId(static_cast<std::int64_t>(engine() % 1'000'000));
        options.producer_epoch = ProducerEpoch(0);
        options.base_sequence = 0;
    }
    records::BatchBuilder builder(options);
    const auto text = [&engine] {
        Bytes drawn(64 + engine() % 16);  // that no codec makes smaller
        std::ranges::generate(drawn, [&engine] { return static_cast<std::uint8_t>(engine()); });
        return drawn;
    };
    for (int i = 0; i < records; ++i) builder.append(1'700'000'000'000 + i, text(), text());
    return builder.build().value();
}

LogSetup setup() {
    LogSetup setup;
    setup.partition = {"orders", 0};
    setup.config.index_interval_bytes = 100;
    return setup;
}

// The files of a log of two segments, 0 to 6 and from 7 on.
Bytes example(std::mt19937_64& engine) {
    env::sim::World world(1);
    env::sim::Node& node = world.add_node(the_node);
    auto environment = node.environment();
    LogSetup small = setup();
    small.config.internal_segment_bytes = 1450;  // 7 records fit, 10 do not
    auto log = Log::open(environment, std::move(small)).value();
    for (const int records : {7, 3}) {
        const auto info = log->append_as_leader(batch(engine, records), LeaderEpoch(10 - records));
        VITRINE_ASSERT(info.has_value(), info ? "" : info.error().message);
    }
    log->close([](const Status&) {});
    world.run_for(std::chrono::seconds(1));
    Bytes input{static_cast<std::uint8_t>(engine())};
    for (const char* name : files) {
        const Bytes content = env::read_file(node.disk(), fmt::format("orders-0/{}", name)).value_or(Bytes());
        input.push_back(static_cast<std::uint8_t>(content.size() >> 8));
        input.push_back(static_cast<std::uint8_t>(content.size()));
        input.insert(input.end(), content.begin(), content.end());
    }
    return input;
}

// Each file is as long as its length says, or as there are bytes left.
void put_files(env::sim::MemoryDisk& disk, ByteSpan input) {
    for (const char* name : files) {
        if (input.size() < 2) return;
        const std::size_t size = std::min<std::size_t>(load_be<std::uint16_t>(input.data()), input.size() - 2);
        if (size > 0) static_cast<void>(env::write_file(disk, fmt::format("orders-0/{}", name), input.subspan(2, size)));
        input = input.subspan(2 + size);
    }
}

void check_readable(Log& log) {
    Offset at = log.log_start();
    while (at < log.log_end()) {
        const auto read = log.read_batches(at, {});
        VITRINE_ASSERT(read || !read.error().message.empty(), "a refusal has a reason");
        if (!read || read->empty()) return;  // damage that only reading shows
        records::BatchIterator batches(*read);
        Offset next = at;
        while (const auto entry = batches.next()) {
            if (!*entry) break;
            next = (*entry)->header.next_offset();
        }
        if (next <= at) return;
        at = next;
    }
}

void check(ByteSpan input) {
    if (input.empty()) return;
    env::sim::World world(1);
    env::sim::Node& node = world.add_node(the_node);
    VITRINE_ASSERT(node.disk().create_directories("orders-0").has_value(), "the disk takes it");
    put_files(node.disk(), input.subspan(1));
    auto environment = node.environment();
    LogSetup opened = setup();
    opened.clean = (input[0] & 1) != 0;
    if (opened.clean) opened.recovery_point = Offset(7);
    opened.config.cleanup_compact = (input[0] & 2) != 0;
    auto log = Log::open(environment, std::move(opened));
    if (!log) {
        VITRINE_ASSERT(!log.error().message.empty(), "a refusal has a reason");
        return;
    }
    check_readable(**log);
    std::mt19937_64 engine(1);
    const Offset end = (*log)->log_end();
    const auto info = (*log)->append_as_leader(batch(engine, 2), LeaderEpoch(1'000'000));
    if (info && !info->duplicate) VITRINE_ASSERT_CMP((*log)->log_end(), ==, end + 2, "the log goes on where it ended");
    (*log)->close([](const Status&) {});
    world.run_for(std::chrono::seconds(1));
}

}  // namespace
}  // namespace vitrine::storage

extern "C" {

int LLVMFuzzerInitialize(int*, char***) {
    vitrine::silence_log();
    return 0;
}

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    vitrine::storage::check({data, size});
    return 0;
}

std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed) {
    return vitrine::test::mutate(data, size, max_size, seed, vitrine::storage::example);
}
}
