// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/view.h"

#include <utility>

namespace vitrine::metadata {
namespace {

observe::MetadataDelta empty_delta(const MetadataImage& image, const raft::LeaderAndEpoch& controller) {
    observe::MetadataDelta delta;
    delta.image_offset = image.offset;
    delta.controller_epoch = controller.epoch;
    delta.active_controller = controller.leader;
    return delta;
}

}  // namespace

observe::TopicView to_view(const MetadataImage& image, const TopicImage& topic, const ConfigDefaults& defaults) {
    observe::TopicView view;
    view.name = topic.name;
    view.id = topic.id;
    view.internal = is_internal_topic(topic.name);
    view.min_insync_replicas = image.min_insync_replicas(topic.name, defaults);
    view.partitions.reserve(topic.partitions.size());
    for (const auto& [index, partition] : topic.partitions) {
        observe::PartitionView& part = view.partitions.emplace_back();
        part.index = index;
        part.leader = partition->leader;
        part.leader_epoch = partition->leader_epoch;
        part.partition_epoch = partition->partition_epoch;
        part.replicas = partition->replicas;
        part.isr = partition->isr;
        part.adding_replicas = partition->adding_replicas;
        part.removing_replicas = partition->removing_replicas;
        part.eligible_leader_replicas = partition->elr;
    }
    for (const auto& [key, value] : image.config(ResourceType::topic, topic.name)) view.configs.emplace(key, value);
    return view;
}

observe::BrokerView to_view(const BrokerRegistration& broker) {
    observe::BrokerView view;
    view.id = broker.id;
    view.epoch = broker.epoch;
    if (!broker.endpoints.empty()) {
        view.host = broker.endpoints.front().host;
        view.port = broker.endpoints.front().port;
    }
    view.rack = broker.rack;
    view.fenced = broker.fenced;
    view.in_controlled_shutdown = broker.in_controlled_shutdown;
    return view;
}

observe::MetadataDelta to_view(const MetadataImage& image, const ImageChanges& changes, const raft::LeaderAndEpoch& controller,
                               const ConfigDefaults& defaults) {
    observe::MetadataDelta delta = empty_delta(image, controller);
    for (const BrokerId id : changes.brokers) {
        if (const BrokerRegistration* broker = image.broker(id)) delta.brokers.push_back(to_view(*broker));
        else delta.removed_brokers.push_back(id);
    }

    std::set<std::string> changed;
    for (const auto& [id, change] : changes.topics) {
        if (change.deleted) delta.removed_topics.push_back(change.name);
        else changed.insert(change.name);
    }
    for (const ConfigResource& resource : changes.configs) {
        if (resource.type == ResourceType::topic) changed.insert(resource.name);
        if (resource.type == ResourceType::broker && resource.name.empty()) {
            for (const auto& [name, topic] : image.topics_by_name) changed.insert(name);
        }
    }
    for (const std::string& name : changed) {
        if (const TopicImage* topic = image.topic(std::string_view(name))) delta.topics.push_back(to_view(image, *topic, defaults));
    }
    return delta;
}

observe::MetadataDelta full_view(const MetadataImage& image, const raft::LeaderAndEpoch& controller, const ConfigDefaults& defaults) {
    observe::MetadataDelta delta = empty_delta(image, controller);
    for (const auto& [id, broker] : image.brokers) delta.brokers.push_back(to_view(*broker));
    for (const auto& [name, topic] : image.topics_by_name) delta.topics.push_back(to_view(image, *topic, defaults));
    return delta;
}

}  // namespace vitrine::metadata
