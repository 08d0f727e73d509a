// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/image.h"

#include <algorithm>
#include <charconv>

namespace vitrine::metadata {
namespace {

// Equal maps of pointers: the same pointers, or equal values behind them.
template <class Key, class T>
bool deep_equal(const PersistentMap<Key, std::shared_ptr<const T>>& a, const PersistentMap<Key, std::shared_ptr<const T>>& b) {
    if (a.same_as(b)) return true;
    if (a.size() != b.size()) return false;
    for (auto in_a = a.begin(), in_b = b.begin(); in_a != a.end(); ++in_a, ++in_b) {
        if (in_a->first != in_b->first) return false;
        if (in_a->second != in_b->second && !(*in_a->second == *in_b->second)) return false;
    }
    return true;
}

template <class Key, class T>
const T* pointee(const PersistentMap<Key, std::shared_ptr<const T>>& map, const auto& key) {
    const auto* found = map.find(key);
    return found == nullptr ? nullptr : found->get();
}

// Compares without making a string for each look-up.
std::optional<std::string> lookup(const MetadataImage& image, ResourceType type, std::string_view resource, std::string_view key) {
    const ConfigMap* resource_configs = image.configs.find(ConfigResource{type, std::string(resource)});
    if (resource_configs == nullptr) return std::nullopt;
    const std::string* value = resource_configs->find(key);
    if (value == nullptr) return std::nullopt;
    return *value;
}

}  // namespace

const BrokerEndpoint* BrokerRegistration::endpoint(std::string_view listener) const {
    const auto found = std::ranges::find(endpoints, listener, &BrokerEndpoint::listener);
    return found == endpoints.end() ? nullptr : &*found;
}

Uuid PartitionRegistration::directory_of(BrokerId broker) const {
    const auto found = std::ranges::find(replicas, broker);
    const auto index = static_cast<std::size_t>(found - replicas.begin());
    return index < directories.size() ? directories[index] : Uuid{};
}

bool operator==(const TopicImage& a, const TopicImage& b) {
    return a.name == b.name && a.id == b.id && deep_equal(a.partitions, b.partitions);
}

std::string ConfigResource::to_string() const {
    switch (type) {
        case ResourceType::topic: return "topic " + name;
        case ResourceType::broker: return name.empty() ? "every broker" : "broker " + name;
        case ResourceType::broker_logger: return "logger of broker " + name;
        case ResourceType::client_metrics: return "client metrics " + name;
        case ResourceType::group: return "group " + name;
        case ResourceType::unknown: break;
    }
    return "unknown resource " + name;
}

bool operator==(const MetadataImage& a, const MetadataImage& b) {
    return a.offset == b.offset && a.epoch == b.epoch && deep_equal(a.brokers, b.brokers) && deep_equal(a.controllers, b.controllers) &&
           deep_equal(a.topics_by_id, b.topics_by_id) && deep_equal(a.topics_by_name, b.topics_by_name) && a.configs == b.configs &&
           a.client_quotas == b.client_quotas && a.features == b.features && a.next_producer_id == b.next_producer_id &&
           a.kept_records == b.kept_records;
}

const BrokerRegistration* MetadataImage::broker(BrokerId id) const { return pointee(brokers, id); }

const TopicImage* MetadataImage::topic(std::string_view name) const { return pointee(topics_by_name, name); }

const TopicImage* MetadataImage::topic(const Uuid& id) const { return pointee(topics_by_id, id); }

const PartitionRegistration* MetadataImage::partition(std::string_view topic_name, std::int32_t index) const {
    const TopicImage* found = topic(topic_name);
    return found == nullptr ? nullptr : found->partition(index);
}

const PartitionRegistration* MetadataImage::partition(const TopicIdPartition& partition) const {
    const TopicImage* found = topic(partition.topic_id);
    return found == nullptr ? nullptr : found->partition(partition.partition);
}

ConfigMap MetadataImage::config(ResourceType type, std::string_view name) const {
    const ConfigMap* found = configs.find(ConfigResource{type, std::string(name)});
    return found == nullptr ? ConfigMap{} : *found;
}

std::optional<std::string> MetadataImage::topic_config(std::string_view topic, std::string_view key) const {
    if (auto own = lookup(*this, ResourceType::topic, topic, key)) return own;
    return lookup(*this, ResourceType::broker, "", key);
}

std::int32_t MetadataImage::min_insync_replicas(std::string_view topic, const ConfigDefaults& defaults) const {
    const auto text = topic_config(topic, "min.insync.replicas");
    if (!text) return defaults.min_insync_replicas;
    std::int32_t value = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    // What the controller lets in is a positive number; anything else can only come from a foreign log.
    if (error != std::errc{} || end != text->data() + text->size() || value < 1) return defaults.min_insync_replicas;
    return value;
}

bool MetadataImage::unclean_leader_election_enable(std::string_view topic, const ConfigDefaults& defaults) const {
    const auto text = topic_config(topic, "unclean.leader.election.enable");
    if (!text) return defaults.unclean_leader_election_enable;
    return *text == "true";
}

std::int16_t MetadataImage::feature(std::string_view name) const {
    const std::int16_t* level = features.find(name);
    return level == nullptr ? std::int16_t{0} : *level;
}

bool MetadataImage::elr_enabled() const { return feature("eligible.leader.replicas.version") >= 1; }

bool is_internal_topic(std::string_view name) {
    return name == "__consumer_offsets" || name == "__transaction_state" || name == "__share_group_state";
}

}  // namespace vitrine::metadata
