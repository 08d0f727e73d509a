// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// For test_compaction.py: writes drawn logs, and compacts logs as Vitrine does, at times that are given.
//
//   compaction_tool write DIRECTORY SEED SEGMENT_BYTES CODECS TRANSACTIONS
//                                                               a log of drawn batches in several segments; CODECS and TRANSACTIONS: "none"
//                                                               or "all"
//   compaction_tool clean DIRECTORY SEGMENT_BYTES DELETE_RETENTION_MS DEDUPE_BYTES NOW_MS:FIRST_UNCLEANABLE...
//                                                               one round for each; prints where each ended
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "env/sim/world.h"
#include "records/control.h"
#include "records/record.h"
#include "storage/log_cleaning.h"

namespace {

using namespace vitrine;
using namespace std::chrono_literals;

template <class T>
T must(Result<T> result) {
    if (result) return std::move(*result);
    std::fprintf(stderr, "%s\n", result.error().message.c_str());
    std::exit(1);
}
void must(const Status& status) {
    if (status) return;
    std::fprintf(stderr, "%s\n", status.error().message.c_str());
    std::exit(1);
}

const std::string log_name = "table-0";

storage::LogSetup setup_of(std::int32_t segment_bytes) {
    storage::LogSetup setup;
    setup.partition = {"table", 0};
    setup.config.cleanup_compact = true;
    setup.config.cleanup_delete = false;
    setup.config.internal_segment_bytes = segment_bytes;
    setup.config.index_interval_bytes = 200;
    setup.config.message_timestamp_after_max_ms = storage::long_max;
    setup.config.file_delete_delay_ms = 0;
    setup.producer_id_expiration = Milliseconds(std::chrono::hours(24 * 365 * 100));
    return setup;
}

// A machine in virtual time whose disk is filled from a real directory, and written back to it.
class Machine {
public:
    explicit Machine(std::uint64_t seed) : world_(seed), node_(world_.add_node(BrokerId(1))), environment_(node_.environment()) {}

    void load(const std::filesystem::path& directory) {
        must(node_.disk().create_directories(log_name));
        for (const auto& entry : std::filesystem::directory_iterator(directory)) {
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string content((std::istreambuf_iterator<char>(file)), {});
            must(env::write_file(node_.disk(), log_name + "/" + entry.path().filename().string(), as_bytes(content)));
        }
    }
    void store(const std::filesystem::path& directory) {
        std::filesystem::remove_all(directory);
        std::filesystem::create_directories(directory);
        for (const auto& entry : must(node_.disk().list(log_name))) {
            const Bytes content = must(env::read_file(node_.disk(), log_name + "/" + entry.name));
            std::ofstream file(directory / entry.name, std::ios::binary);
            file.write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
        }
    }
    void open(storage::LogSetup setup) { log_ = must(storage::Log::open(environment_, std::move(setup))); }
    void wait(const std::function<bool()>& done) {
        if (!world_.run_until(done, 3600s)) std::exit(1);
    }
    void flush() {
        bool flushed = false;
        log_->flush([&](const Status& status) {
            must(status);
            flushed = true;
        });
        wait([&] { return flushed; });
    }
    void close() {
        bool closed = false;
        log_->close([&](const Status& status) {
            must(status);
            closed = true;
        });
        wait([&] { return closed; });
        world_.run_for(1s);
    }
    [[nodiscard]] storage::Log& log() { return *log_; }
    env::Environment& environment() { return environment_; }

private:
    env::sim::World world_;
    env::sim::Node& node_;
    env::Environment environment_;
    std::unique_ptr<storage::Log> log_;
};

void write(const std::filesystem::path& directory, std::uint64_t seed, std::int32_t segment_bytes, bool all_codecs, bool transactions) {
    Machine machine(seed);
    machine.open(setup_of(segment_bytes));
    storage::Log& log = machine.log();
    env::Xoshiro random(seed);
    const auto keys = 1 + random.below(15);
    std::map<std::int64_t, std::int32_t> sequences;
    std::map<std::int64_t, bool> open;
    LeaderEpoch epoch(0);
    const auto end_transaction = [&](std::int64_t producer) {
        if (!std::exchange(open[producer], false)) return;
        const Bytes marker = records::make_control_batch(
            {.type = random.below(2) == 0 ? records::ControlRecordType::abort : records::ControlRecordType::commit,
             .timestamp_ms = 1'700'000'000'000,
             .producer_id = ProducerId(producer),
             .producer_epoch = ProducerEpoch(0)},
            records::transaction_marker_value(0));
        must(log.append_as_leader(marker, epoch, {.origin = storage::AppendOrigin::coordinator}));
    };
    for (int i = 0; i < 160; ++i) {
        epoch = LeaderEpoch(static_cast<std::int32_t>(i / 60));
        const auto kind = transactions ? random.below(10) : 5 + random.below(5);
        if (kind < 2) {
            end_transaction(static_cast<std::int64_t>(2000 + random.below(2)));
            continue;
        }
        records::BatchOptions options;
        if (all_codecs) options.codec = static_cast<records::Codec>(random.below(5));
        std::int64_t producer = -1;
        if (kind < 5) {
            producer = static_cast<std::int64_t>(2000 + random.below(2));
            options.transactional = open[producer] = true;
        } else if (kind < 7) {
            producer = static_cast<std::int64_t>(1000 + random.below(2));
        }
        const auto count = 1 + random.below(5);
        if (producer >= 0) {
            options.producer_id = ProducerId(producer);
            options.producer_epoch = ProducerEpoch(0);
            options.base_sequence = sequences[producer];
            sequences[producer] += static_cast<std::int32_t>(count);
        }
        records::BatchBuilder builder(options);
        for (std::uint64_t record = 0; record < count; ++record) {
            const std::string key = "key-" + std::to_string(random.below(keys));
            const std::string value = "value-" + std::to_string(i) + std::string(random.below(80), 'x');
            const std::string header = "header-" + std::to_string(i);
            const records::HeaderView view{"name", as_bytes(header)};
            const bool tombstone = random.below(4) == 0;
            builder.append(1'700'000'000'000 + random.between(-1'000'000, 1'000'000), as_bytes(key),
                           tombstone ? std::nullopt : std::optional(as_bytes(value)), std::span(&view, random.below(3) == 0 ? 1 : 0));
        }
        must(log.append_as_leader(must(builder.build()), epoch));
    }
    end_transaction(2000);
    end_transaction(2001);
    machine.close();
    machine.store(directory);
}

int clean(const std::filesystem::path& directory, std::int32_t segment_bytes, std::int64_t delete_retention_ms, std::int64_t dedupe_bytes,
          const std::vector<std::string>& rounds) {
    Machine machine(1);
    machine.load(directory);
    storage::LogSetup setup = setup_of(segment_bytes);
    setup.config.delete_retention_ms = delete_retention_ms;
    machine.open(std::move(setup));
    storage::Log& log = machine.log();
    log.advance_high_watermark(log.log_end());
    machine.flush();
    Offset dirty{0};
    for (const std::string& round : rounds) {
        storage::CleaningOptions options;
        options.dedupe_slots = dedupe_bytes / storage::OffsetMap::slot_bytes;
        options.now_ms = std::stoll(round);
        options.hash_seed = {1, 2};
        const Offset first_uncleanable(std::stoll(round.substr(round.find(':') + 1)));
        storage::LogCleaning cleaning(machine.environment(), log, {dirty, first_uncleanable}, options);
        using State = storage::LogCleaning::State;
        while (cleaning.state() != State::done) {
            if (cleaning.state() == State::syncing) {
                machine.wait([&] { return cleaning.state() != State::syncing; });
            } else {
                must(cleaning.step(1000));
            }
            if (cleaning.state() == State::aborted) return 1;
        }
        dirty = cleaning.end();
        std::printf("%lld\n", static_cast<long long>(dirty.value()));
    }
    machine.close();
    machine.store(directory);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.size() == 6 && arguments[0] == "write") {
        write(arguments[1], std::stoull(arguments[2]), std::stoi(arguments[3]), arguments[4] == "all", arguments[5] == "all");
        return 0;
    }
    if (arguments.size() >= 6 && arguments[0] == "clean") {
        return clean(arguments[1], std::stoi(arguments[2]), std::stoll(arguments[3]), std::stoll(arguments[4]),
                     std::vector<std::string>(arguments.begin() + 5, arguments.end()));
    }
    std::fprintf(stderr, "see the head of this program's source\n");
    return 2;
}
