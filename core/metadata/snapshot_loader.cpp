// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/snapshot_loader.h"

#include <utility>

#include <fmt/format.h>

#include "metadata/record_serde.h"

namespace vitrine::metadata {
namespace {

template <class T>
const T& value_of(const T& value) {
    return value;
}
template <class T>
const T& value_of(const std::shared_ptr<const T>& value) {
    return *value;
}

// Calls `tell` for each key that one map has and the other has not, or with another value.
template <class Key, class Value>
void for_each_difference(const PersistentMap<Key, Value>& before, const PersistentMap<Key, Value>& after, const auto& tell) {
    if (before.same_as(after)) return;
    for (const auto& [key, value] : before) {
        if (!after.contains(key)) tell(key);
    }
    for (const auto& [key, value] : after) {
        const Value* former = before.find(key);
        if (former == nullptr || !(value_of(*former) == value_of(value))) tell(key);
    }
}

}  // namespace

Status SnapshotLoader::add(const raft::SnapshotPiece& piece) {
    if (piece.first) image_ = {};
    snapshot_ = piece.snapshot;
    ImageChanges ignored;
    for (const SharedBytes& value : piece.values) {
        const auto record = decode_record(value);
        Status applied = record ? apply_record(image_, *record, ignored) : std::unexpected(record.error());
        if (!applied) {
            return failure(applied.error().code,
                           fmt::format("the snapshot of the metadata up to {}: {}", snapshot_.offset, applied.error().message));
        }
    }
    return {};
}

MetadataImage SnapshotLoader::take() {
    image_.offset = snapshot_.offset - 1;
    image_.epoch = snapshot_.epoch;
    return std::exchange(image_, {});
}

ImageChanges difference(const MetadataImage& before, const MetadataImage& after) {
    ImageChanges changes;
    for_each_difference(before.brokers, after.brokers, [&](BrokerId id) { changes.brokers.insert(id); });
    for_each_difference(before.controllers, after.controllers, [&](BrokerId) { changes.controllers = true; });
    for_each_difference(before.topics_by_id, after.topics_by_id, [&](const Uuid& id) {
        const TopicImage* former = before.topic(id);
        const TopicImage* present = after.topic(id);
        TopicChange& change = changes.topics[id];
        change.name = present == nullptr ? former->name : present->name;
        change.created = former == nullptr;
        change.deleted = present == nullptr;
        if (present == nullptr) return;
        const decltype(TopicImage::partitions) none;
        for_each_difference(former == nullptr ? none : former->partitions, present->partitions,
                            [&](std::int32_t index) { change.partitions.insert(index); });
    });
    for_each_difference(before.configs, after.configs, [&](const ConfigResource& resource) {
        // The configuration of a topic that is gone went with it.
        if (resource.type == ResourceType::topic && after.topic(std::string_view(resource.name)) == nullptr) return;
        changes.configs.insert(resource);
    });
    for_each_difference(before.client_quotas, after.client_quotas,
                        [&](const QuotaEntity& entity) { changes.client_quotas.insert(entity); });
    changes.features = !(before.features == after.features);
    changes.producer_ids = before.next_producer_id != after.next_producer_id;
    return changes;
}

}  // namespace vitrine::metadata
