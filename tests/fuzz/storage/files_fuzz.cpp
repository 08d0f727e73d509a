// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes as one of the small files of a node: refused with a reason, or read; and what was read is written and read as the same.
// The first byte says which file.
#include <array>
#include <functional>
#include <random>
#include <string>

#include "base/assert.h"
#include "env/sim/world.h"
#include "raft/quorum_state_file.h"
#include "raft/snapshot_file.h"
#include "storage/files.h"
#include "storage/leader_epoch_cache.h"
#include "storage/meta_properties.h"
#include "storage/producer_snapshot.h"
#include "tests/fuzz/spoil.h"

namespace vitrine {
namespace {

template <class T>
void check(const Result<T>& read, const std::function<bool(const T&)>& same_again) {
    if (!read) VITRINE_ASSERT(!read.error().message.empty(), "a refusal has a reason");
    else VITRINE_ASSERT(same_again(*read), "what was read is written and read as the same");
}

void offset_checkpoint(std::string_view text) {
    check<storage::OffsetsByPartition>(storage::parse_offset_checkpoint(text, "file"), [](const auto& offsets) {
        const auto again = storage::parse_offset_checkpoint(storage::format_offset_checkpoint(offsets), "file");
        return again && *again == offsets;
    });
}

void epoch_checkpoint(std::string_view text) {
    check<std::vector<storage::EpochEntry>>(storage::parse_epoch_checkpoint(text, "file"), [](const auto& epochs) {
        const auto again = storage::parse_epoch_checkpoint(storage::format_epoch_checkpoint(epochs), "file");
        return again && *again == epochs;
    });
}

void partition_metadata(std::string_view text) {
    static_cast<void>(storage::torn_partition_metadata(text));
    check<Uuid>(storage::parse_partition_metadata(text, "file"), [](const Uuid& id) {
        const auto again = storage::parse_partition_metadata(storage::format_partition_metadata(id), "file");
        return again && *again == id;
    });
}

void clean_shutdown(std::string_view text) {
    const auto epoch = storage::parse_clean_shutdown(text);
    if (!epoch) return;
    VITRINE_ASSERT(storage::parse_clean_shutdown(storage::format_clean_shutdown(*epoch)) == epoch, "the epoch is read as it was written");
}

void producer_snapshot(std::string_view text) {
    const ByteSpan bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    check<std::vector<storage::ProducerEntry>>(storage::decode_producer_snapshot(bytes), [](const auto& entries) {
        std::map<ProducerId, storage::ProducerEntry> producers;
        for (const auto& entry : entries) producers.insert_or_assign(entry.producer_id, entry);
        const auto again = storage::decode_producer_snapshot(storage::encode_producer_snapshot(producers));
        return again && again->size() == producers.size() &&
               std::ranges::all_of(*again, [&](const auto& entry) { return producers.at(entry.producer_id) == entry; });
    });
}

void quorum_state(std::string_view text) {
    check<raft::ElectionState>(raft::decode_quorum_state(text), [](const raft::ElectionState& state) {
        // Version 1 has everything that an election state may say.
        const auto again = raft::decode_quorum_state(raft::encode_quorum_state(state, 1, {}));
        return again && *again == state;
    });
}

void meta_properties(std::string_view text) {
    env::sim::World world(1);
    env::sim::Node& node = world.add_node(BrokerId(1));
    VITRINE_ASSERT(env::write_file(node.disk(), storage::meta_properties_name, as_bytes(text)).has_value(), "the disk takes it");
    check<std::optional<storage::MetaProperties>>(storage::read_meta_properties(node.disk()), [&](const auto& properties) {
        if (!properties) return false;  // there is a file
        storage::write_meta_properties(node.disk(), *properties, [](const Status&) {});
        const auto again = storage::read_meta_properties(node.disk());
        return again && *again == properties;
    });
}

void names(std::string_view text) {
    if (const auto offset = storage::parse_segment_name(text, storage::log_suffix))
        VITRINE_ASSERT(storage::segment_path("d", *offset, storage::log_suffix) == fmt::format("d/{}", text), "a name for each offset");
    if (const auto name = raft::parse_snapshot_name(text); name && name->finished)
        VITRINE_ASSERT(raft::snapshot_path(name->id).ends_with(fmt::format("/{}", text)), "a name for each snapshot");
}

struct Kind {
    void (*read)(std::string_view);
    const char* example;
};
constexpr std::array kinds{
    Kind{offset_checkpoint, "0\n2\norders 0 17\n__consumer_offsets 49 9000000000\n"},
    Kind{epoch_checkpoint, "0\n2\n0 0\n3 1200\n"},
    Kind{partition_metadata, "version: 0\ntopic_id: 2jV1BmNnQ0u9mDzq0ZrJ1g"},
    Kind{clean_shutdown, R"({"version":0,"brokerEpoch":17})"},
    Kind{producer_snapshot, nullptr},
    Kind{quorum_state,
         R"({"leaderId":2,"leaderEpoch":5,"votedId":-1,"appliedOffset":0,"currentVoters":[{"voterId":1},{"voterId":2}],"data_version":0})"},
    Kind{
        meta_properties,
        "#\n#Sun Nov 22 10:00:00 UTC 2026\ncluster.id=ZzZzZzZzZzZzZzZzZzZzZw\nversion=1\ndirectory.id=2jV1BmNnQ0u9mDzq0ZrJ1g\nnode.id=1\n"},
    Kind{names, "00000000000000001234-0000000005.checkpoint"},
};

Bytes producers(std::mt19937_64& engine) {
    std::map<ProducerId, storage::ProducerEntry> entries;
    for (std::uint64_t left = engine() % 4; left > 0; --left) {
        const ProducerId id(static_cast<std::int64_t>(engine() % 100));
        storage::ProducerEntry entry;
        entry.producer_id = id;
        entry.epoch = ProducerEpoch(1);
        entry.batches.push_back({.last_sequence = 9, .last_offset = Offset(9), .offset_delta = 9, .timestamp_ms = 5});
        if (engine() % 2 == 0) entry.current_transaction_first_offset = Offset(4);
        entries.insert_or_assign(id, entry);
    }
    return storage::encode_producer_snapshot(entries);
}

Bytes example(std::mt19937_64& engine) {
    const auto which = static_cast<std::uint8_t>(engine() % kinds.size());
    const Kind& kind = kinds[which];
    Bytes input = kind.example == nullptr ? producers(engine) : to_bytes(kind.example);
    input.insert(input.begin(), which);
    return input;
}

}  // namespace
}  // namespace vitrine

extern "C" {

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 0) vitrine::kinds[data[0] % vitrine::kinds.size()].read({reinterpret_cast<const char*>(data) + 1, size - 1});
    return 0;
}

std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size, unsigned seed) {
    return vitrine::test::mutate(data, size, max_size, seed, vitrine::example);
}
}
