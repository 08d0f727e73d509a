// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/coordinator_bridge.h"

#include <algorithm>

#include "records/record.h"

namespace vitrine::broker {

struct CoordinatorBridge::Loading {
    std::int32_t partition = 0;
    LeaderEpoch epoch;
    std::optional<Uuid> topic_id;  // none: not led here when it began
    Offset next;
    Offset end;
    std::move_only_function<void(ByteSpan key, std::optional<ByteSpan> value)> each;
    std::move_only_function<void(Status)> done;
    env::Timer committed_timer;
};

namespace {

constexpr Milliseconds committed_poll_interval{5};

}  // namespace

CoordinatorBridge::CoordinatorBridge(env::Environment environment, ReplicaManager& replicas, const BrokerConfig& config)
    : environment_(environment), replicas_(replicas), config_(config) {}

CoordinatorBridge::~CoordinatorBridge() { *alive_ = false; }

std::int32_t CoordinatorBridge::partition_count() const {
    const metadata::TopicImage* topic = replicas_.image().topic(offsets_topic_name);
    return topic == nullptr ? 0 : static_cast<std::int32_t>(topic->partitions.size());
}

std::optional<Uuid> CoordinatorBridge::id_of(std::string_view name) const {
    const metadata::TopicImage* topic = replicas_.image().topic(name);
    return topic == nullptr ? std::nullopt : std::optional(topic->id);
}

std::optional<std::string> CoordinatorBridge::name_of(const Uuid& id) const {
    const metadata::TopicImage* topic = replicas_.image().topic(id);
    return topic == nullptr ? std::nullopt : std::optional(topic->name);
}

Partition* CoordinatorBridge::led(std::int32_t partition, LeaderEpoch epoch) const {
    // Not found after the replica manager stopped: the logs are being closed then.
    const auto found = replicas_.get(TopicPartition{std::string(offsets_topic_name), partition});
    return found && (*found)->is_leader() && (*found)->leader_epoch() == epoch ? *found : nullptr;
}

void CoordinatorBridge::append(std::int32_t partition, LeaderEpoch epoch, std::vector<coordinator::KeyValue> records,
                               std::move_only_function<void(Status)> done) {
    const std::uint64_t number = next_number_++;
    unanswered_[partition].push_back({.number = number, .outcome = std::nullopt, .done = std::move(done)});
    const auto answer_later = [&](Status outcome) {
        environment_.clock.post([this, alive = alive_, partition, number, outcome = std::move(outcome)]() mutable {
            if (*alive) answered(partition, number, std::move(outcome));
        });
    };
    Partition* leader = led(partition, epoch);
    if (leader == nullptr) {
        return answer_later(failure(ErrorCode::NOT_LEADER_OR_FOLLOWER,
                                    fmt::format("{}-{} is not led here in epoch {}", offsets_topic_name, partition, epoch)));
    }
    records::BatchBuilder builder(records::BatchOptions{});
    const std::int64_t now_ms = to_milliseconds(environment_.clock.wall_now());
    for (const coordinator::KeyValue& record : records) {
        builder.append(now_ms, ByteSpan(record.key), record.value ? std::optional(ByteSpan(*record.value)) : std::nullopt);
    }
    const auto batch = builder.build();
    if (!batch) return answer_later(std::unexpected(batch.error()));
    replicas_.append(-1, Milliseconds(config_.number_of("offsets.commit.timeout.ms")), storage::AppendOrigin::coordinator,
                     {{.id = leader->id(), .batches = *batch}},
                     [this, alive = alive_, partition, number](std::vector<ProduceResult> results) {
                         // Also an outcome that is known at once is told later, as promised.
                         const ProduceResult& result = results.front();
                         Status outcome;
                         if (result.error != ErrorCode::NONE) outcome = failure(result.error, result.message);
                         environment_.clock.post([this, alive, partition, number, outcome = std::move(outcome)]() mutable {
                             if (*alive) answered(partition, number, std::move(outcome));
                         });
                     });
}

void CoordinatorBridge::answered(std::int32_t partition, std::uint64_t number, Status outcome) {
    std::deque<Unanswered>& queue = unanswered_[partition];
    const auto found = std::ranges::find(queue, number, &Unanswered::number);
    if (found != queue.end()) found->outcome = std::move(outcome);
    // A callback may append again: the queue is looked at anew each time.
    while (!unanswered_[partition].empty() && unanswered_[partition].front().outcome) {
        Unanswered first = std::move(unanswered_[partition].front());
        unanswered_[partition].pop_front();
        const std::shared_ptr<bool> alive = alive_;
        first.done(std::move(*first.outcome));
        if (!*alive) return;
    }
}

void CoordinatorBridge::load(std::int32_t partition, LeaderEpoch epoch,
                             std::move_only_function<void(ByteSpan key, std::optional<ByteSpan> value)> each,
                             std::move_only_function<void(Status)> done) {
    auto loading = std::make_shared<Loading>();
    loading->partition = partition;
    loading->epoch = epoch;
    loading->each = std::move(each);
    loading->done = std::move(done);
    if (const Partition* leader = led(partition, epoch)) {
        loading->topic_id = leader->id().topic_id;
        loading->next = leader->log().log_start();
        loading->end = leader->log().log_end();
    }
    environment_.clock.post([this, alive = alive_, loading = std::move(loading)] {
        if (*alive) load_next(loading);
    });
}

void CoordinatorBridge::finish_when_committed(std::shared_ptr<Loading> loading) {
    if (led(loading->partition, loading->epoch)->log().high_watermark() >= loading->end) return loading->done({});
    Loading& waiting = *loading;
    waiting.committed_timer =
        environment_.clock.schedule_after(committed_poll_interval, [this, alive = alive_, loading = std::move(loading)]() mutable {
            if (*alive) load_next(std::move(loading));
        });
}

void CoordinatorBridge::load_next(std::shared_ptr<Loading> loading) {
    Partition* leader = led(loading->partition, loading->epoch);
    // A topic that was deleted and came again has the same name and epochs, and another log.
    if (leader == nullptr || loading->topic_id != leader->id().topic_id) {
        return loading->done(
            failure(ErrorCode::NOT_LEADER_OR_FOLLOWER,
                    fmt::format("{}-{} is not led here in epoch {} any more", offsets_topic_name, loading->partition, loading->epoch)));
    }
    if (loading->next >= loading->end) return finish_when_committed(std::move(loading));
    storage::ReadOptions options;
    options.bytes_max = config_.number_of("offsets.load.buffer.size");
    const auto bytes = leader->log().read_batches(std::max(loading->next, leader->log().log_start()), options);
    if (!bytes) return loading->done(std::unexpected(bytes.error()));
    records::BatchIterator batches(*bytes);
    const Offset before = loading->next;
    while (true) {
        const auto batch = batches.next();
        if (!batch) return loading->done(std::unexpected(batch.error()));
        if (!*batch) break;
        loading->next = (*batch)->header.next_offset();
        if ((*batch)->header.is_control()) continue;
        auto reader = records::RecordReader::open((*batch)->bytes);
        if (!reader) return loading->done(std::unexpected(reader.error()));
        while (true) {
            const auto record = reader->next();
            if (!record) return loading->done(std::unexpected(record.error()));
            if (!*record) break;
            if ((*record)->key) loading->each(*(*record)->key, (*record)->value);
        }
    }
    // Compaction may have taken the last records of what was the log's end.
    if (loading->next == before) loading->next = loading->end;
    environment_.clock.post([this, alive = alive_, loading = std::move(loading)] {
        if (*alive) load_next(loading);
    });
}

}  // namespace vitrine::broker
