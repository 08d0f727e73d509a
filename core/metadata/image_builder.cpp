// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/image_builder.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "base/assert.h"
#include "metadata/kept_records.h"

namespace vitrine::metadata {
namespace {

using namespace messages;  // NOLINT(google-build-using-namespace): the records by their names

Status does_not_fit(std::string what) {
    return failure(ErrorCode::UNKNOWN_SERVER_ERROR, std::move(what) + "; the metadata log is damaged or belongs to another cluster");
}

std::vector<BrokerId> to_broker_ids(const std::vector<std::int32_t>& numbers) {
    std::vector<BrokerId> ids;
    ids.reserve(numbers.size());
    for (const std::int32_t number : numbers) ids.emplace_back(number);
    return ids;
}

std::vector<std::int32_t> to_numbers(const std::vector<BrokerId>& ids) {
    std::vector<std::int32_t> numbers;
    numbers.reserve(ids.size());
    for (const BrokerId id : ids) numbers.push_back(id.value());
    return numbers;
}

template <class Endpoint>
std::vector<BrokerEndpoint> to_endpoints(const std::vector<Endpoint>& endpoints) {
    std::vector<BrokerEndpoint> result;
    result.reserve(endpoints.size());
    for (const Endpoint& endpoint : endpoints) result.push_back({endpoint.name, endpoint.host, endpoint.port, endpoint.security_protocol});
    return result;
}

template <class Feature>
PersistentMap<std::string, VersionRange> to_features(const std::vector<Feature>& features) {
    PersistentMap<std::string, VersionRange> result;
    for (const Feature& feature : features) result.set(feature.name, {feature.min_supported_version, feature.max_supported_version});
    return result;
}

std::vector<Uuid> sorted(std::vector<Uuid> ids) {
    std::ranges::sort(ids);
    return ids;
}

// Applies one record; one overload for each that changes an image.
class Application {
public:
    Application(MetadataImage& image, ImageChanges& changes) : image_(image), changes_(changes) {}

    Status operator()(const RegisterBrokerRecord& record) {
        BrokerRegistration broker;
        broker.id = record.broker_id;
        broker.epoch = record.broker_epoch;
        broker.incarnation_id = record.incarnation_id;
        broker.endpoints = to_endpoints(record.end_points);
        broker.features = to_features(record.features);
        broker.rack = record.rack;
        broker.fenced = record.fenced;
        broker.in_controlled_shutdown = record.in_controlled_shutdown;
        broker.directories = sorted(record.log_dirs);
        broker.cordoned_directories = sorted(record.cordoned_log_dirs.value_or(std::vector<Uuid>{}));
        put(std::move(broker));
        return {};
    }

    Status operator()(const UnregisterBrokerRecord& record) {
        const BrokerRegistration* broker = image_.broker(record.broker_id);
        if (broker == nullptr || broker->epoch != record.broker_epoch) {
            return does_not_fit(fmt::format("UnregisterBrokerRecord names broker {} of epoch {}, which is not registered", record.broker_id,
                                            record.broker_epoch));
        }
        image_.brokers.erase(record.broker_id);
        changes_.brokers.insert(record.broker_id);
        return {};
    }

    Status operator()(const FenceBrokerRecord& record) {
        return change_broker("FenceBrokerRecord", record.id, BrokerEpoch(record.epoch), 1, 0, {}, {});
    }
    Status operator()(const UnfenceBrokerRecord& record) {
        return change_broker("UnfenceBrokerRecord", record.id, BrokerEpoch(record.epoch), -1, 0, {}, {});
    }
    Status operator()(const BrokerRegistrationChangeRecord& record) {
        if (record.fenced < -1 || record.fenced > 1 || record.in_controlled_shutdown < 0 || record.in_controlled_shutdown > 1) {
            return does_not_fit(
                fmt::format("BrokerRegistrationChangeRecord for broker {} has an unknown change of state", record.broker_id));
        }
        return change_broker("BrokerRegistrationChangeRecord", record.broker_id, record.broker_epoch, record.fenced,
                             record.in_controlled_shutdown, record.log_dirs, record.cordoned_log_dirs);
    }

    Status operator()(const TopicRecord& record) {
        if (const TopicImage* existing = image_.topic(std::string_view(record.name))) {
            return does_not_fit(fmt::format("TopicRecord creates topic {} with id {}, which exists with id {}", record.name,
                                            record.topic_id, existing->id));
        }
        if (image_.topic(record.topic_id) != nullptr) {
            return does_not_fit(
                fmt::format("TopicRecord creates topic {} with id {}, which another topic has", record.name, record.topic_id));
        }
        TopicImage topic;
        topic.name = record.name;
        topic.id = record.topic_id;
        change_of(topic).created = true;
        put(std::move(topic));
        return {};
    }

    Status operator()(const PartitionRecord& record) {
        const TopicImage* topic = image_.topic(record.topic_id);
        if (topic == nullptr) {
            return does_not_fit(
                fmt::format("PartitionRecord {} names topic id {}, which does not exist", record.partition_id, record.topic_id));
        }
        put_partition(*topic, record.partition_id, to_registration(record));
        return {};
    }

    Status operator()(const PartitionChangeRecord& record) {
        const TopicImage* topic = image_.topic(record.topic_id);
        const PartitionRegistration* partition = topic == nullptr ? nullptr : topic->partition(record.partition_id);
        if (partition == nullptr) {
            return does_not_fit(fmt::format("PartitionChangeRecord names partition {} of topic id {}, which does not exist",
                                            record.partition_id, record.topic_id));
        }
        auto after = merged(*partition, record);
        if (!after) return std::unexpected(std::move(after.error()));
        put_partition(*topic, record.partition_id, std::move(*after));
        return {};
    }

    Status operator()(const RemoveTopicRecord& record) {
        const TopicImage* topic = image_.topic(record.topic_id);
        if (topic == nullptr)
            return does_not_fit(fmt::format("RemoveTopicRecord names topic id {}, which does not exist", record.topic_id));
        TopicChange& change = change_of(*topic);
        change.deleted = true;
        change.partitions.clear();
        const std::string name = topic->name;
        // The topic's configuration goes with it, without records of its own.
        const ConfigResource resource{ResourceType::topic, name};
        image_.configs.erase(resource);
        changes_.configs.erase(resource);
        image_.topics_by_name.erase(name);
        image_.topics_by_id.erase(record.topic_id);
        return {};
    }

    Status operator()(const ConfigRecord& record) {
        const ConfigResource resource{static_cast<ResourceType>(record.resource_type), record.resource_name};
        ConfigMap values = image_.config(resource.type, resource.name);
        if (record.value) values.set(record.name, *record.value);
        else values.erase(record.name);
        if (values.empty()) image_.configs.erase(resource);
        else image_.configs.set(resource, std::move(values));
        changes_.configs.insert(resource);
        return {};
    }

    Status operator()(const ClearElrRecord& record) {
        if (!record.topic_name.empty()) {
            const TopicImage* topic = image_.topic(std::string_view(record.topic_name));
            if (topic == nullptr)
                return does_not_fit(fmt::format("ClearElrRecord names topic {}, which does not exist", record.topic_name));
            return clear_elr(*topic);
        }
        // A copy of the map: clear_elr() changes the image's own.
        const auto topics = image_.topics_by_id;
        for (const auto& [id, topic] : topics) {
            if (auto cleared = clear_elr(*topic); !cleared) return cleared;
        }
        return {};
    }

    Status operator()(const FeatureLevelRecord& record) {
        if (record.feature_level == 0) image_.features.erase(record.name);
        else image_.features.set(record.name, record.feature_level);
        changes_.features = true;
        return {};
    }

    Status operator()(const ProducerIdsRecord& record) {
        const ProducerId next(record.next_producer_id);
        if (next <= image_.next_producer_id) {
            return does_not_fit(fmt::format("ProducerIdsRecord goes from {} to {}", image_.next_producer_id, next));
        }
        image_.next_producer_id = next;
        changes_.producer_ids = true;
        return {};
    }

    Status operator()(const RegisterControllerRecord& record) {
        const BrokerId id(record.controller_id);
        auto controller = std::make_shared<ControllerRegistration>();
        controller->id = id;
        controller->incarnation_id = record.incarnation_id;
        controller->zk_migration_ready = record.zk_migration_ready;
        controller->endpoints = to_endpoints(record.end_points);
        controller->features = to_features(record.features);
        image_.controllers.set(id, std::move(controller));
        changes_.controllers = true;
        return {};
    }

    Status operator()(const ClientQuotaRecord& record) {
        QuotaEntity entity;
        for (const auto& part : record.entity) entity[part.entity_type] = part.entity_name;
        const QuotaValues* before = image_.client_quotas.find(entity);
        QuotaValues values = before == nullptr ? QuotaValues{} : *before;
        if (record.remove) values.erase(record.key);
        else values.set(record.key, record.value);
        if (values.empty()) image_.client_quotas.erase(entity);
        else image_.client_quotas.set(entity, std::move(values));
        changes_.client_quotas.insert(std::move(entity));
        return {};
    }

    Status operator()(const NoOpRecord&) { return {}; }
    Status operator()(const BeginTransactionRecord&) { return {}; }
    Status operator()(const EndTransactionRecord&) { return {}; }
    Status operator()(const AbortTransactionRecord&) { return {}; }
    Status operator()(const OtherRecord& record) {
        const auto kept = kept_record(record);
        if (!kept) return std::unexpected(kept.error());
        if (kept->key.empty()) return {};
        if (kept->removes) image_.kept_records.erase(kept->key);
        else image_.kept_records.set(kept->key, std::string(as_text(encode_record(record))));
        return {};
    }

private:
    void put(BrokerRegistration broker) {
        const BrokerId id = broker.id;
        image_.brokers.set(id, std::make_shared<const BrokerRegistration>(std::move(broker)));
        changes_.brokers.insert(id);
    }

    // Fenced: 1 yes, -1 no longer, 0 as before. Empty directories: as before.
    Status change_broker(std::string_view record, BrokerId id, BrokerEpoch epoch, std::int8_t fenced, std::int8_t in_controlled_shutdown,
                         const std::vector<Uuid>& directories, const std::optional<std::vector<Uuid>>& cordoned) {
        const BrokerRegistration* before = image_.broker(id);
        if (before == nullptr || before->epoch != epoch) {
            return does_not_fit(fmt::format("{} names broker {} of epoch {}, which is not registered", record, id, epoch));
        }
        BrokerRegistration after = *before;
        if (fenced != 0) after.fenced = fenced > 0;
        if (in_controlled_shutdown != 0) after.in_controlled_shutdown = true;
        if (!directories.empty()) after.directories = sorted(directories);
        if (cordoned) after.cordoned_directories = sorted(*cordoned);
        put(std::move(after));
        return {};
    }

    TopicChange& change_of(const TopicImage& topic) {
        TopicChange& change = changes_.topics[topic.id];
        change.name = topic.name;
        return change;
    }

    void put(TopicImage topic) {
        auto shared = std::make_shared<const TopicImage>(std::move(topic));
        image_.topics_by_id.set(shared->id, shared);
        image_.topics_by_name.set(shared->name, shared);
    }

    void put_partition(const TopicImage& topic, std::int32_t index, PartitionRegistration partition) {
        change_of(topic).partitions.insert(index);
        TopicImage after = topic;
        after.partitions.set(index, std::make_shared<const PartitionRegistration>(std::move(partition)));
        put(std::move(after));
    }

    Status clear_elr(const TopicImage& topic) {
        TopicImage after = topic;
        bool changed = false;
        for (const auto& [index, partition] : topic.partitions) {
            if (partition->elr.empty() && partition->last_known_elr.empty()) continue;
            PartitionChangeRecord change;
            change.eligible_leader_replicas.emplace();
            change.last_known_elr.emplace();
            auto cleared = merged(*partition, change);
            if (!cleared) return std::unexpected(std::move(cleared.error()));
            after.partitions.set(index, std::make_shared<const PartitionRegistration>(std::move(*cleared)));
            change_of(topic).partitions.insert(index);
            changed = true;
        }
        if (changed) put(std::move(after));
        return {};
    }

    MetadataImage& image_;
    ImageChanges& changes_;
};

}  // namespace

bool ImageChanges::empty() const {
    return brokers.empty() && topics.empty() && configs.empty() && client_quotas.empty() && !features && !producer_ids && !controllers;
}

void ImageChanges::merge(const ImageChanges& later) {
    brokers.insert(later.brokers.begin(), later.brokers.end());
    for (const auto& [id, change] : later.topics) {
        TopicChange& mine = topics[id];
        mine.name = change.name;
        mine.created = mine.created || change.created;
        mine.deleted = mine.deleted || change.deleted;
        if (mine.deleted) mine.partitions.clear();
        else mine.partitions.insert(change.partitions.begin(), change.partitions.end());
        if (change.deleted) configs.erase(ConfigResource{ResourceType::topic, change.name});
    }
    configs.insert(later.configs.begin(), later.configs.end());
    client_quotas.insert(later.client_quotas.begin(), later.client_quotas.end());
    features = features || later.features;
    producer_ids = producer_ids || later.producer_ids;
    controllers = controllers || later.controllers;
}

Status apply_record(MetadataImage& image, const MetadataRecord& record, ImageChanges& changes) {
    return std::visit(Application(image, changes), record);
}

Result<PartitionRegistration> merged(const PartitionRegistration& before, const PartitionChangeRecord& change) {
    // Kafka's "no change" of the leader field.
    constexpr BrokerId no_leader_change{-2};
    constexpr std::int32_t last = std::numeric_limits<std::int32_t>::max();
    if (before.partition_epoch.value() == last || (change.leader != no_leader_change && before.leader_epoch.value() == last)) {
        return std::unexpected(
            does_not_fit(fmt::format("PartitionChangeRecord changes partition {} of topic id {}, whose epoch is the last one",
                                     change.partition_id, change.topic_id))
                .error());
    }
    PartitionRegistration after = before;
    if (change.replicas) after.replicas = *change.replicas;
    if (change.directories) {
        after.directories = *change.directories;
    } else if (change.replicas) {
        // Replicas that stay keep their directory; of new ones it is not known yet (DirectoryId.UNASSIGNED).
        after.directories.clear();
        for (const BrokerId replica : after.replicas) {
            const bool stays = std::ranges::find(before.replicas, replica) != before.replicas.end();
            after.directories.push_back(stays ? before.directory_of(replica) : Uuid::from_halves(0, 1));
        }
    }
    if (change.isr) after.isr = *change.isr;
    if (change.removing_replicas) after.removing_replicas = *change.removing_replicas;
    if (change.adding_replicas) after.adding_replicas = *change.adding_replicas;
    if (change.eligible_leader_replicas) after.elr = *change.eligible_leader_replicas;
    if (change.last_known_elr) after.last_known_elr = *change.last_known_elr;
    if (change.leader != no_leader_change) {
        after.leader = change.leader;
        after.leader_epoch = before.leader_epoch.next();
    }
    if (change.leader_recovery_state == 0) after.leader_recovery_state = LeaderRecoveryState::recovered;
    if (change.leader_recovery_state == 1) after.leader_recovery_state = LeaderRecoveryState::recovering;
    after.partition_epoch = before.partition_epoch.next();
    return after;
}

PartitionRegistration to_registration(const PartitionRecord& record) {
    PartitionRegistration partition;
    partition.replicas = record.replicas;
    partition.directories = record.directories;
    // Records below version 1 have none: DirectoryId.MIGRATING.
    partition.directories.resize(partition.replicas.size());
    partition.isr = to_broker_ids(record.isr);
    partition.removing_replicas = record.removing_replicas;
    partition.adding_replicas = record.adding_replicas;
    partition.elr = record.eligible_leader_replicas.value_or(std::vector<BrokerId>{});
    partition.last_known_elr = record.last_known_elr.value_or(std::vector<BrokerId>{});
    partition.leader = record.leader;
    partition.leader_recovery_state = record.leader_recovery_state == 1 ? LeaderRecoveryState::recovering : LeaderRecoveryState::recovered;
    partition.leader_epoch = record.leader_epoch;
    partition.partition_epoch = record.partition_epoch;
    return partition;
}

PartitionRecord to_record(const PartitionRegistration& partition, const Uuid& topic_id, std::int32_t index) {
    PartitionRecord record;
    record.partition_id = index;
    record.topic_id = topic_id;
    record.replicas = partition.replicas;
    record.directories = partition.directories;
    record.isr = to_numbers(partition.isr);
    record.removing_replicas = partition.removing_replicas;
    record.adding_replicas = partition.adding_replicas;
    if (!partition.elr.empty()) record.eligible_leader_replicas = partition.elr;
    if (!partition.last_known_elr.empty()) record.last_known_elr = partition.last_known_elr;
    record.leader = partition.leader;
    record.leader_recovery_state = static_cast<std::int8_t>(partition.leader_recovery_state);
    record.leader_epoch = partition.leader_epoch;
    record.partition_epoch = partition.partition_epoch;
    return record;
}

Status ImageBuilder::apply(const MetadataRecord& record, Offset offset, LeaderEpoch epoch) {
    if (std::holds_alternative<BeginTransactionRecord>(record)) {
        if (before_transaction_) return does_not_fit("a metadata transaction begins within another");
        before_transaction_ = Before{image_, changes_};
    } else if (std::holds_alternative<EndTransactionRecord>(record)) {
        if (!before_transaction_) return does_not_fit("a metadata transaction ends that never began");
        before_transaction_.reset();
    } else if (std::holds_alternative<AbortTransactionRecord>(record)) {
        if (!before_transaction_) return does_not_fit("a metadata transaction is aborted that never began");
        image_ = std::move(before_transaction_->image);
        changes_ = std::move(before_transaction_->changes);
        before_transaction_.reset();
    } else if (Status applied = apply_record(image_, record, changes_); !applied) {
        return applied;
    }
    image_.offset = offset;
    image_.epoch = epoch;
    return {};
}

Status ImageBuilder::apply(const raft::CommittedBatch& batch) {
    VITRINE_ASSERT_CMP(batch.base_offset, >, image_.offset, "the log hands over every batch once, in order");
    for (std::size_t i = 0; i < batch.values.size(); ++i) {
        const Offset offset = batch.base_offset + static_cast<std::int64_t>(i);
        const auto at_offset = [&](const Error& error) {
            return failure(error.code, fmt::format("offset {} of the metadata log: {}", offset, error.message));
        };
        const auto record = decode_record(batch.values[i]);
        if (!record) return at_offset(record.error());
        if (Status applied = apply(*record, offset, batch.epoch); !applied) return at_offset(applied.error());
    }
    return {};
}

}  // namespace vitrine::metadata
