// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes as what a node replays: values of the metadata log, a snapshot of it, records of __consumer_offsets. Refused with a reason, or
// taken; what was read of a record is written and read as the same. The first byte says which.
#include <random>
#include <string>
#include <vector>

#include "base/assert.h"
#include "coordinator/group_records.h"
#include "env/sim/world.h"
#include "metadata/image_builder.h"
#include "metadata/record_serde.h"
#include "metadata/snapshot_loader.h"
#include "raft/snapshot_file.h"
#include "tests/fuzz/spoil.h"

namespace vitrine {
namespace {

constexpr raft::OffsetAndEpoch snapshot_id{Offset(40), LeaderEpoch(3)};
enum class What : std::uint8_t { metadata_values, metadata_snapshot, group_records };
constexpr int what_count = 3;

// --- values, each after its length of one byte ---

std::vector<ByteSpan> split(ByteSpan input) {
    std::vector<ByteSpan> parts;
    while (!input.empty()) {
        const std::size_t size = std::min<std::size_t>(input[0], input.size() - 1);
        parts.push_back(input.subspan(1, size));
        input = input.subspan(1 + size);
    }
    return parts;
}

void add_part(Bytes& input, const Bytes& part) {
    if (part.size() > 255) return;
    input.push_back(static_cast<std::uint8_t>(part.size()));
    input.insert(input.end(), part.begin(), part.end());
}

void metadata_values(ByteSpan input) {
    metadata::ImageBuilder builder;
    Offset at{0};
    for (const ByteSpan part : split(input)) {
        const SharedBytes value(Bytes(part.begin(), part.end()));
        const auto record = metadata::decode_record(value);
        if (!record) {
            VITRINE_ASSERT(!record.error().message.empty(), "a refusal has a reason");
            return;
        }
        const auto again = metadata::decode_record(SharedBytes(metadata::encode_record(*record)));
        VITRINE_ASSERT(again.has_value() && metadata::name_of(*again) == metadata::name_of(*record), "what was written can be read");
        if (const Status applied = builder.apply(*record, at, LeaderEpoch(1)); !applied) {
            VITRINE_ASSERT(!applied.error().message.empty(), "a refusal has a reason");
            return;
        }
        at = at + 1;
    }
}

void metadata_snapshot(ByteSpan input) {
    env::sim::World world(1);
    env::sim::Node& node = world.add_node(BrokerId(1));
    const std::string path = raft::snapshot_path(snapshot_id);
    VITRINE_ASSERT(node.disk().create_directories("__cluster_metadata-0").has_value(), "the disk takes it");
    VITRINE_ASSERT(env::write_file(node.disk(), path, input).has_value(), "the disk takes it");
    const auto reader = raft::SnapshotReader::open(node.disk(), path, snapshot_id);
    if (!reader) {
        VITRINE_ASSERT(!reader.error().message.empty(), "a refusal has a reason");
        return;
    }
    metadata::SnapshotLoader loader;
    for (bool first = true;; first = false) {
        auto piece = (*reader)->next(100);
        if (!piece) {
            VITRINE_ASSERT(!piece.error().message.empty(), "a refusal has a reason");
            return;
        }
        const bool last = piece->last;
        const Status added = loader.add({.snapshot = snapshot_id,
                                         .last_contained_log_time = (*reader)->last_contained_log_time(),
                                         .first = first,
                                         .last = last,
                                         .values = std::move(piece->values)});
        if (!added) {
            VITRINE_ASSERT(!added.error().message.empty(), "a refusal has a reason");
            return;
        }
        if (last) break;
    }
    static_cast<void>(loader.take());
}

void group_records(ByteSpan input) {
    const auto parts = split(input);
    for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
        const auto value = parts[i + 1].empty() ? std::nullopt : std::optional(parts[i + 1]);
        const auto record = coordinator::decode_record(parts[i], value);
        if (!record) {
            VITRINE_ASSERT(!record.error().message.empty(), "a refusal has a reason");
            continue;
        }
        const auto* offset = std::get_if<coordinator::OffsetCommitRecord>(&*record);
        if (offset == nullptr || !offset->value) continue;
        const auto written = coordinator::to_record(offset->key, *offset->value);
        const auto again = coordinator::decode_record(written.key, written.value ? std::optional<ByteSpan>(*written.value) : std::nullopt);
        VITRINE_ASSERT(again.has_value(), "what was written can be read");
        VITRINE_ASSERT(std::get<coordinator::OffsetCommitRecord>(*again).value->offset == offset->value->offset, "and is the same");
    }
}

// --- examples ---

std::vector<Bytes> values(std::mt19937_64& engine) {
    const Uuid topic{1, 7};
    messages::TopicRecord created;
    created.name = "orders";
    created.topic_id = topic;
    messages::PartitionRecord partition;
    partition.topic_id = topic;
    partition.replicas = {BrokerId(1), BrokerId(2)};
    partition.isr = {1};
    partition.leader = BrokerId(1);
    messages::PartitionChangeRecord change;
    change.topic_id = topic;
    change.isr = {BrokerId(1), BrokerId(2)};
    messages::ConfigRecord config;
    config.resource_type = 2;
    config.resource_name = "orders";
    config.name = "retention.ms";
    config.value = "1000";
    messages::RemoveTopicRecord removed;
    removed.topic_id = topic;
    messages::RegisterBrokerRecord broker;
    broker.broker_id = BrokerId(1);
    messages::ClientQuotaRecord quota;
    quota.entity.push_back({.entity_type = "user", .entity_name = "alice"});
    quota.key = "producer_byte_rate";
    quota.value = 1000;
    const std::vector<metadata::MetadataRecord> all{broker, created, partition, change, config, quota, removed};
    std::vector<Bytes> chosen;
    for (const auto& record : all) {
        if (engine() % 4 != 0) chosen.push_back(metadata::encode_record(record));
    }
    return chosen;
}

Bytes snapshot(std::mt19937_64& engine) {
    env::sim::World world(1);
    env::sim::Node& node = world.add_node(BrokerId(1));
    VITRINE_ASSERT(node.disk().create_directories("__cluster_metadata-0").has_value(), "the disk takes it");
    auto writer = raft::SnapshotWriter::create(node.disk(), snapshot_id).value();
    const auto all = values(engine);
    bool whole = writer->append_header({}, WallTime{}, WallTime{}).has_value();
    if (!all.empty()) whole = writer->append_records(all, WallTime{}).has_value() && whole;
    whole = writer->append_footer(WallTime{}).has_value() && whole;
    VITRINE_ASSERT(whole, "the disk takes it");
    return env::read_file(node.disk(), raft::partial_snapshot_path(snapshot_id)).value();
}

Bytes example(std::mt19937_64& engine) {
    const auto what = static_cast<What>(engine() % what_count);
    Bytes input{static_cast<std::uint8_t>(what)};
    switch (what) {
        case What::metadata_values:
            for (const Bytes& value : values(engine)) add_part(input, value);
            break;
        case What::metadata_snapshot: {
            const Bytes content = snapshot(engine);
            input.insert(input.end(), content.begin(), content.end());
            break;
        }
        case What::group_records: {
            messages::OffsetCommitKey key;
            key.group = "billing";
            key.topic = "orders";
            messages::OffsetCommitValue value;
            value.offset = static_cast<std::int64_t>(engine() % 1000);
            value.metadata = "m";
            messages::GroupMetadataKey group;
            group.group = "billing";
            messages::GroupMetadataValue members;
            members.protocol_type = "consumer";
            members.members.push_back({.member_id = "m-1", .client_id = "c", .client_host = "/127.0.0.1"});
            for (const auto& record :
                 {coordinator::to_record(key, value), coordinator::to_record(group, members), coordinator::to_tombstone(key)}) {
                add_part(input, record.key);
                add_part(input, record.value.value_or(Bytes()));
            }
            break;
        }
    }
    return input;
}

}  // namespace
}  // namespace vitrine

extern "C" {

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const vitrine::ByteSpan rest(data + 1, size - 1);
    switch (static_cast<vitrine::What>(data[0] % vitrine::what_count)) {
        case vitrine::What::metadata_values: vitrine::metadata_values(rest); break;
        case vitrine::What::metadata_snapshot: vitrine::metadata_snapshot(rest); break;
        case vitrine::What::group_records: vitrine::group_records(rest); break;
    }
    return 0;
}

std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed) {
    return vitrine::test::mutate(data, size, max_size, seed, vitrine::example);
}
}
