// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parts of a broker, one by one (Google Benchmark). They judge nothing; `--benchmark_filter=REGEX` chooses.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "env/real/node_loop.h"
#include "metadata/image_builder.h"
#include "observe/mailbox.h"
#include "records/record.h"
#include "storage/log.h"
#include "storage/offset_index.h"
#if VITRINE_BENCH_WINDOW
#include "ui/session/cluster_state.h"
#endif

namespace vitrine {
namespace {

using namespace std::chrono_literals;
using records::Codec;

template <class T>
T taken(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    return std::move(*result);
}
void take(const Status& status) {
    if (!status) throw std::runtime_error(status.error().message);
}

// Text as logs have it, which codecs make about a third of.
std::string text_of(std::size_t bytes) {
    static constexpr const char* words[] = {"order ", "payment ", "accepted ", "customer=", "shipped ", "warehouse=", "retry ", "timeout "};
    std::mt19937_64 random(7);
    std::string text;
    while (text.size() < bytes) text += words[random() % std::size(words)] + std::to_string(random() % 100'000) + " ";
    text.resize(bytes);
    return text;
}

Bytes batch_of(int records, std::size_t value_bytes, Codec codec = Codec::none) {
    records::BatchOptions options;
    options.codec = codec;
    records::BatchBuilder builder(options);
    static const std::string text = text_of(std::size_t{1} << 20);  // once: it takes longer than the batch
    for (int i = 0; i < records; ++i) {
        const auto value = std::string_view(text).substr(static_cast<std::size_t>(i) * value_bytes, value_bytes);
        builder.append(1'700'000'000'000 + i, std::nullopt, as_bytes(value));
    }
    return taken(builder.build());
}

void count_bytes(benchmark::State& state, std::size_t each) {
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(each));
}

constexpr int batch_records = 160;  // of 100 bytes: a batch of 16 KiB, as batch.size has it
constexpr std::size_t batch_payload = std::size_t{100} * batch_records;

// --- records ---

void crc(benchmark::State& state) {
    const Bytes batch = batch_of(batch_records, 100);
    for (auto _ : state) benchmark::DoNotOptimize(records::compute_crc(batch));
    count_bytes(state, batch.size());
}
BENCHMARK(crc);

void validate_batch(benchmark::State& state) {
    const Bytes batch = batch_of(batch_records, 100);
    for (auto _ : state) benchmark::DoNotOptimize(records::validate_batch(batch, {}));
    count_bytes(state, batch.size());
}
BENCHMARK(validate_batch);

void encode_batch(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(batch_of(batch_records, 100, static_cast<Codec>(state.range(0))));
    count_bytes(state, batch_payload);
}
BENCHMARK(encode_batch)->DenseRange(0, 4)->ArgName("codec");

void decode_batch(benchmark::State& state) {
    const Bytes batch = batch_of(batch_records, 100, static_cast<Codec>(state.range(0)));
    for (auto _ : state) {
        auto reader = taken(records::RecordReader::open(batch));
        while (const auto record = taken(reader.next())) benchmark::DoNotOptimize(record->offset);
    }
    count_bytes(state, batch_payload);
}
BENCHMARK(decode_batch)->DenseRange(0, 4)->ArgName("codec");

// --- storage, on the real disk ---

class Node {
public:
    Node() {
        std::string name = (std::filesystem::temp_directory_path() / "vitrine-parts-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
        directory_ = name;
        loop_.emplace(env::real::NodeLoopOptions{.directory = directory_}, observer_);
    }
    ~Node() {
        loop_.reset();
        std::filesystem::remove_all(directory_);
    }
    env::Environment environment() { return loop_->environment(); }

private:
    observe::DeltaMailbox mailbox_;
    observe::MailboxObserver observer_{BrokerId(1), mailbox_, [] {}};
    std::string directory_;
    std::optional<env::real::NodeLoop> loop_;
};

std::unique_ptr<storage::Log> open_log(env::Environment& environment) {
    storage::LogSetup setup;
    setup.partition = {"parts", 0};
    return taken(storage::Log::open(environment, std::move(setup)));
}

void append(benchmark::State& state) {
    Node node;
    auto environment = node.environment();
    const auto log = open_log(environment);
    const Bytes batch = batch_of(static_cast<int>(state.range(0)), 100);
    constexpr std::int64_t kept_bytes = 512 << 20;
    for (auto _ : state) {
        benchmark::DoNotOptimize(taken(log->append_as_leader(batch, LeaderEpoch(1))));
        if (log->size_bytes() > kept_bytes) {
            state.PauseTiming();
            take(log->truncate_fully_and_start_at(log->log_end()));
            state.ResumeTiming();
        }
    }
    count_bytes(state, batch.size());
}
BENCHMARK(append)->Arg(1)->Arg(batch_records)->Arg(9'000)->ArgName("records");

void fetch(benchmark::State& state) {
    Node node;
    auto environment = node.environment();
    const auto log = open_log(environment);
    const Bytes batch = batch_of(batch_records, 100);
    constexpr int batches = 10'000;
    for (int i = 0; i < batches; ++i) static_cast<void>(taken(log->append_as_leader(batch, LeaderEpoch(1))));
    log->advance_high_watermark(log->log_end());
    std::mt19937_64 random(7);
    std::int64_t bytes = 0;
    for (auto _ : state) {
        const auto from = Offset(static_cast<std::int64_t>(random() % (static_cast<std::uint64_t>(batches) * batch_records)));
        const storage::ReadResult read = taken(log->read(from, {}));
        bytes += read.size_bytes;
    }
    state.SetBytesProcessed(bytes);  // found, not read: they go out by sendfile
}
BENCHMARK(fetch);

void index_lookup(benchmark::State& state) {
    Node node;
    auto environment = node.environment();
    storage::OffsetIndex index(environment.disk, "00000000000000000000.index", Offset(0));
    constexpr std::int64_t entries = 100'000;
    take(index.file().create());
    for (std::int64_t i = 1; i <= entries; ++i) take(index.append(Offset(i * 40), i * 4096));
    std::mt19937_64 random(7);
    for (auto _ : state) {
        benchmark::DoNotOptimize(taken(index.lookup(Offset(static_cast<std::int64_t>(random() % (entries * 40))))));
    }
}
BENCHMARK(index_lookup);

// --- timers of the real loop ---

void timer_schedule_and_cancel(benchmark::State& state) {
    Node node;
    auto environment = node.environment();
    std::vector<env::Timer> pending;
    for (std::int64_t i = 0; i < state.range(0); ++i) pending.push_back(environment.clock.schedule_after(1h + i * 1ms, [] {}));
    std::size_t next = 0;
    for (auto _ : state) {
        pending[next] = environment.clock.schedule_after(1h, [] {});
        next = (next + 7919) % pending.size();
    }
}
BENCHMARK(timer_schedule_and_cancel)->Arg(100)->Arg(10'000)->ArgName("pending");

// --- metadata ---

constexpr int partitions_of_each = 100;

Uuid id_of(std::int64_t number) {
    Uuid id;
    id.bytes[0] = 1;
    for (std::size_t i = 0; i < 8; ++i) id.bytes[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
    return id;
}

metadata::ImageBuilder cluster_of(std::int64_t partitions) {
    metadata::ImageBuilder builder;
    std::int64_t offset = 0;
    for (std::int64_t topic = 0; topic < partitions / partitions_of_each; ++topic) {
        messages::TopicRecord created;
        created.name = "topic-" + std::to_string(topic);
        created.topic_id = id_of(topic);
        take(builder.apply(created, Offset(offset++), LeaderEpoch(1)));
        for (std::int32_t index = 0; index < partitions_of_each; ++index) {
            messages::PartitionRecord partition;
            partition.partition_id = index;
            partition.topic_id = created.topic_id;
            partition.replicas = {BrokerId(1), BrokerId(2), BrokerId(3)};
            partition.isr = {1, 2, 3};
            partition.leader = BrokerId(1 + index % 3);
            take(builder.apply(partition, Offset(offset++), LeaderEpoch(1)));
        }
    }
    static_cast<void>(builder.take_changes());
    return builder;
}

void metadata_delta(benchmark::State& state) {
    metadata::ImageBuilder builder = cluster_of(state.range(0));
    std::mt19937_64 random(7);
    std::int64_t offset = 2 * state.range(0);
    std::vector<metadata::MetadataImage> held;  // as the window and the controller hold former ones
    for (auto _ : state) {
        messages::PartitionChangeRecord change;
        change.topic_id = id_of(static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(state.range(0) / partitions_of_each)));
        change.partition_id = static_cast<std::int32_t>(random() % partitions_of_each);
        change.leader = BrokerId(1);
        take(builder.apply(change, Offset(offset++), LeaderEpoch(1)));
        held.assign(1, builder.image());
        benchmark::DoNotOptimize(builder.take_changes());
    }
}
BENCHMARK(metadata_delta)->Arg(100)->Arg(10'000)->ArgName("partitions");

// --- the window's model ---

#if VITRINE_BENCH_WINDOW
void model_update(benchmark::State& state) {
    ui::ClusterState cluster;
    const auto topics = state.range(0) / partitions_of_each;
    const auto replicas_of = [](std::int64_t topic, std::int64_t end) {
        std::vector<observe::ReplicaView> replicas;
        for (std::int32_t index = 0; index < partitions_of_each; ++index) {
            observe::ReplicaView replica;
            replica.partition = {"topic-" + std::to_string(topic), index};
            replica.topic_id = id_of(topic);
            replica.role = observe::ReplicaRole::leader;
            replica.log_end = replica.high_watermark = Offset(end);
            replicas.push_back(std::move(replica));
        }
        return replicas;
    };
    observe::NodeDelta first;
    first.node = BrokerId(1);
    first.full = true;
    first.metadata.emplace();
    for (std::int64_t topic = 0; topic < topics; ++topic) {
        observe::TopicView view;
        view.name = "topic-" + std::to_string(topic);
        view.id = id_of(topic);
        for (std::int32_t index = 0; index < partitions_of_each; ++index) {
            observe::PartitionView partition;
            partition.index = index;
            partition.leader = BrokerId(1);
            partition.replicas = partition.isr = {BrokerId(1)};
            view.partitions.push_back(std::move(partition));
        }
        first.metadata->topics.push_back(std::move(view));
        std::ranges::move(replicas_of(topic, 0), std::back_inserter(first.replicas));
    }
    ui::SessionUpdate update;
    cluster.apply(first, update);
    std::uint64_t version = 1;
    for (auto _ : state) {
        state.PauseTiming();
        observe::NodeDelta delta;
        delta.node = BrokerId(1);
        delta.version = ++version;
        delta.replicas = replicas_of(static_cast<std::int64_t>(version) % topics, static_cast<std::int64_t>(version));
        state.ResumeTiming();
        ui::SessionUpdate changed;
        cluster.apply(delta, changed);
        benchmark::DoNotOptimize(changed);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * partitions_of_each);
}
BENCHMARK(model_update)->Arg(100)->Arg(10'000)->ArgName("partitions");
#endif

}  // namespace
}  // namespace vitrine

BENCHMARK_MAIN();
